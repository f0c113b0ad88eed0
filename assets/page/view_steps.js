// The two things to give: the key, and the folder. In either order.
import { bytesOf } from "./collection.js";
import { fromDrop, fromInput } from "./chosen.js";
import { drawn, find, focus, show } from "./dom.js";
import { isLocked, KeyError, readKeys, unlock } from "./key.js";
import { count, french } from "./text.js";

const largestKey = 64 << 10; // bytes; two keys and their comments are 400
let locked = null;

function complain(where, words) {
    const place = find(where);
    place.textContent = french(words);
    show(place, words !== "");
}

function showKey(keys) {
    const publics = keys.map((key) => `${key.recipient.slice(0, 12)}…${key.recipient.slice(-6)}`);
    find("key-words").textContent = `${keys.length < 2 ? "La clé est bonne" : "Les clés sont bonnes"} (${publics.join(", ")}).`;
    for (const id of ["key-text", "pass-text", "key-file"]) find(id).value = "";
    show(find("key-ask"), false);
    show(find("key-have"), true);
}

function askKey() {
    locked = null;
    show(find("pass-form"), false);
    show(find("key-form"), true);
    show(find("key-have"), false);
    show(find("key-ask"), true);
    complain("key-error", "");
}

function askPassphrase(bytes) {
    locked = bytes;
    show(find("key-form"), false);
    show(find("pass-form"), true);
    find("pass-text").focus();
}

async function takeKeyFile(file) {
    askKey();
    if (file.size > largestKey) throw new KeyError("Ceci n'est pas un fichier de clé : il est trop grand.");
    const bytes = await bytesOf(file);
    if (isLocked(bytes)) return askPassphrase(bytes);
    return readKeys(new TextDecoder().decode(bytes));
}

async function takePassphrase() {
    complain("key-error", "");
    find("said").textContent = "La clé s'ouvre. Cela prend quelques secondes.";
    const button = find("pass-form").querySelector("button");
    button.disabled = true; // opening is made slow on purpose (scrypt)
    await drawn();
    try {
        return await readKeys(await unlock(locked, find("pass-text").value));
    } finally {
        button.disabled = false;
        find("said").textContent = "";
    }
}

// `take` gives keys, or nothing yet, or says with a KeyError what is wrong.
async function tryKey(take, field, onKeys) {
    try {
        const keys = await take();
        if (!keys) return;
        complain("key-error", "");
        locked = null;
        showKey(keys);
        onKeys(keys);
    } catch (error) {
        if (!(error instanceof KeyError)) throw error;
        complain("key-error", error.message);
        find(field).select();
        find(field).focus();
    }
}

function watchKey(onKeys, onNoKeys) {
    find("key-file").addEventListener("change", (event) => {
        const file = event.target.files[0];
        if (file) tryKey(() => takeKeyFile(file), "key-file", onKeys);
    });
    find("key-form").addEventListener("submit", (event) => {
        event.preventDefault();
        tryKey(() => readKeys(find("key-text").value), "key-text", onKeys);
    });
    find("pass-form").addEventListener("submit", (event) => {
        event.preventDefault();
        tryKey(takePassphrase, "pass-text", onKeys);
    });
    find("key-change").addEventListener("click", () => {
        askKey();
        onNoKeys();
        focus(find("key-title"));
    });
    find("key-show").addEventListener("change", (event) => {
        for (const field of document.querySelectorAll(".secret")) field.classList.toggle("shown", event.target.checked);
    });
}

function watchFolder(onFiles) {
    for (const id of ["folder-input", "files-input"])
        find(id).addEventListener("change", (event) => {
            const files = fromInput(event.target.files);
            event.target.value = ""; // so that the same folder can be chosen again
            onFiles(files);
        });
    const drop = find("drop");
    const over = (on) => (event) => {
        event.preventDefault();
        drop.classList.toggle("over", on);
    };
    drop.addEventListener("dragover", over(true));
    drop.addEventListener("dragleave", over(false));
    drop.addEventListener("drop", async (event) => {
        over(false)(event);
        try {
            onFiles(await fromDrop(event.dataTransfer));
        } catch {
            folderError("Votre navigateur n'a pas pu lire ce dossier ainsi. Prenez le bouton « Choisir le dossier ».");
        }
    });
    // Elsewhere on the page a file would be opened instead of the page.
    for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => event.preventDefault());
}

export const folderError = (words) => complain("folder-error", words);

export function folderChosen(files) {
    const words = find("folder-words");
    words.textContent = `${count(files, "fichier choisi", "fichiers choisis")}. Il manque encore la clé, en 1.`;
    show(words, files > 0);
}

export function watchSteps(onKeys, onNoKeys, onFiles) {
    watchKey(onKeys, onNoKeys);
    watchFolder(onFiles);
}
