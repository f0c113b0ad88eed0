// Opening items one after the other, with a breath now and then so that the page stays alive.
import { Decrypter } from "age-encryption";
import { readItem } from "./collection.js";
import { breath } from "./dom.js";
import { isLocked } from "./key.js";
import { readRequest } from "./request.js";

const slice = 50; // ms of work between two breaths
const together = 32; // items at once: while one waits for the disk or the browser's cryptography, another goes on

async function openBytes(decrypter, item, bytes) {
    let plain;
    try {
        plain = await decrypter.decrypt(bytes, "text");
    } catch (error) {
        return { outcome: /no identity matched/.test(error.message) ? "other-key" : "damaged" };
    }
    const request = readRequest(plain);
    // Bytes that open but belong to another item were put there by somebody.
    if (!request || (item.uid && item.uid !== request.uid)) return { outcome: "damaged" };
    return { outcome: "opened", request };
}

// "opened" (with the request), "other-key", "damaged", "missing", "unreadable", or "key": a locked key, no item.
async function openItem(decrypter, item) {
    if (!item.file) return { outcome: "missing" };
    let read;
    try {
        read = await readItem(item);
    } catch {
        return { outcome: "unreadable" };
    }
    if (!read.bytes) return { outcome: "damaged" };
    if (!item.listed && isLocked(read.bytes)) return { outcome: "key" };
    return { ...(await openBytes(decrypter, item, read.bytes)), differs: item.listed && !read.same };
}

// An item that lies there twice, in the list and beside it, is one item: the first one stays.
function keepFirst(results) {
    const seen = new Set();
    return results.filter(({ outcome, request }) => {
        if (outcome === "key") return false;
        if (outcome !== "opened") return true;
        if (seen.has(request.uid)) return false;
        seen.add(request.uid);
        return true;
    });
}

// `progress(done)` now and then; `stopped()` true ends it early, with null.
export async function openAll(keys, items, progress, stopped) {
    const decrypter = new Decrypter();
    for (const key of keys) decrypter.addIdentity(key.identity);
    const results = [];
    let rested = performance.now();
    for (let i = 0; i < items.length; i += together) {
        const some = items.slice(i, i + together);
        results.push(...await Promise.all(some.map(async (item) => ({ item, ...(await openItem(decrypter, item)) }))));
        if (performance.now() - rested < slice) continue;
        progress(results.length);
        await breath();
        if (stopped()) return null;
        rested = performance.now();
    }
    progress(results.length);
    return keepFirst(results);
}
