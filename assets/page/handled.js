// What was handled: uid -> {at, by}. Kept in suivi.json by whoever reads; no name of a visitor in it.
import { parse } from "./dates.js";
import { isUid } from "./request.js";
import { clean } from "./text.js";

const format = "rebond-suivi-1";

export const initials = (text) => clean(text.trim()).slice(0, 4);

export function write(handled) {
    const sorted = Object.fromEntries([...handled].sort(([a], [b]) => (a < b ? -1 : 1)));
    return JSON.stringify({ format, handled: sorted }, null, 1) + "\n";
}

// A Map, or null when the text is none of ours.
export function read(text) {
    let json;
    try {
        json = JSON.parse(text);
    } catch {
        return null;
    }
    if (json?.format !== format || !json.handled || typeof json.handled !== "object") return null;
    const handled = new Map();
    for (const [uid, mark] of Object.entries(json.handled)) {
        if (!isUid(uid) || !parse(mark?.at)) continue;
        handled.set(uid, { at: mark.at, by: typeof mark.by === "string" ? initials(mark.by) : "" });
    }
    return handled;
}

// Adds what `more` knows; of two marks for one item the first stays. Tells how many are new.
export function merge(handled, more) {
    let added = 0;
    for (const [uid, mark] of more) {
        const known = handled.get(uid);
        if (!known) added++;
        if (!known || mark.at < known.at) handled.set(uid, mark);
    }
    return added;
}
