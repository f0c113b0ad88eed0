// What was chosen, as a list of items: those the kiosk's lists name, then what else lies there.
import { ed25519 } from "@noble/curves/ed25519";
import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex } from "@noble/hashes/utils";
import { parse } from "./dates.js";
import { isUid } from "./request.js";
import { clean } from "./text.js";

const format = "rebond-manifeste-1";
const largest = { list: 16 << 20, item: 64 << 10 }; // bytes; the kiosk's are far below

function fromBase64(text) {
    const plain = text.trim().replace(/-/g, "+").replace(/_/g, "/").replace(/=+$/, "");
    return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
}

export const bytesOf = async (file) => new Uint8Array(await file.arrayBuffer());
const folderOf = (path) => path.slice(0, path.lastIndexOf("/") + 1);
const fileOf = (path) => path.slice(path.lastIndexOf("/") + 1);

async function verify(signature, bytes, point) {
    try {
        const key = await crypto.subtle.importKey("raw", point, { name: "Ed25519" }, false, ["verify"]);
        return await crypto.subtle.verify({ name: "Ed25519" }, key, signature, bytes);
    } catch {
        return ed25519.verify(signature, bytes, point); // browsers that do not know Ed25519
    }
}

// "good", "bad" or "none". It says that the list is whole since the device that holds this key wrote it.
async function checkSignature(bytes, signature, device) {
    if (signature === null) return "none";
    try {
        return (await verify(fromBase64(signature), bytes, fromBase64(device))) ? "good" : "bad";
    } catch {
        return "bad"; // no base64, or no key
    }
}

// The browser's own is many times faster; pages from a disk have it in Chromium and Firefox.
const digest = async (bytes) => (crypto.subtle ? new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)) : sha256(bytes));

function readEntry(entry) {
    if (!entry || !isUid(entry.uid) || typeof entry.file !== "string") return null;
    return {
        uid: entry.uid,
        file: entry.file,
        bytes: entry.bytes,
        sha256: String(entry.sha256).toLowerCase(),
        partner: typeof entry.partner === "string" ? clean(entry.partner) : "",
        queued: parse(entry.queued),
    };
}

async function readList(path, files) {
    const list = { folder: folderOf(path), kiosk: "", made: null, device: "", signature: "none", entries: [], broken: true };
    const file = files.get(path), signature = files.get(list.folder + "manifeste.sig");
    if (file.size > largest.list) return list;
    const bytes = await bytesOf(file);
    let json;
    try {
        json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    } catch {
        return list;
    }
    if (json?.format !== format || !Array.isArray(json.items)) return list;
    list.broken = false;
    list.kiosk = typeof json.kiosk === "string" ? clean(json.kiosk) : "";
    list.made = parse(json.made);
    list.device = typeof json.device === "string" ? clean(json.device) : "";
    list.signature = await checkSignature(bytes, signature ? await signature.text() : null, list.device);
    list.entries = json.items.map(readEntry).filter(Boolean);
    return list;
}

// Where the file of an entry is. Files that were chosen one by one come without their folder.
function pathOf(list, entry, files) {
    const whole = list.folder + entry.file, bare = list.folder + fileOf(entry.file);
    return files.has(whole) || !files.has(bare) ? whole : bare;
}

// Items of all lists, each with its file, or none when it is missing; the same item in two folders is one item.
function listedItems(lists, files) {
    const items = new Map();
    for (const list of lists)
        for (const entry of list.entries) {
            const path = pathOf(list, entry, files), file = files.get(path) || null;
            const known = items.get(entry.uid);
            if (!known || (!known.file && file)) items.set(entry.uid, { ...entry, path, file, listed: true });
        }
    return [...items.values()];
}

// Sealed files that no list names. A key kept as .age beside them is no item.
function otherItems(files, taken) {
    const others = [...files].filter(([path]) => path.endsWith(".age") && !taken.has(path));
    return others.map(([path, file]) => {
        const uid = fileOf(path).slice(0, -4);
        return { uid: isUid(uid) ? uid : "", path, file, partner: "", queued: null, listed: false };
    });
}

// `files`: Map of path -> File. Gives {lists, items, followed}; followed are the files of what was handled.
export async function readCollection(files) {
    const paths = [...files.keys()].sort();
    const lists = [];
    for (const path of paths)
        if (fileOf(path) === "manifeste.json") lists.push(await readList(path, files));
    const listed = listedItems(lists, files);
    const taken = new Set(lists.flatMap((list) => list.entries.map((entry) => pathOf(list, entry, files))));
    const followed = paths.filter((path) => /^suivi.*\.json$/.test(fileOf(path))).map((path) => files.get(path));
    return { lists, items: [...listed, ...otherItems(files, taken)], followed };
}

// The bytes of an item, and whether they are those that its list names.
export async function readItem(item) {
    if (item.file.size > largest.item) return { bytes: null, same: false };
    const bytes = await bytesOf(item.file);
    const same = item.listed && bytes.length === item.bytes && bytesToHex(await digest(bytes)) === item.sha256;
    return { bytes, same };
}
