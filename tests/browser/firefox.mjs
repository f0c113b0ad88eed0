// The page in Firefox, driven through Marionette, the protocol it brings itself (what geckodriver speaks to it).
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, readdirSync, watch, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { key, page_file, recipientOf, stick, story, work } from "./kit.mjs";

const patience = 60_000; // ms
const element = "element-6066-11e4-a52e-4f735466cecf"; // WebDriver's name of a reference

// A fresh profile that reaches no network: every address is behind a proxy that is not there.
const settings = `user_pref("marionette.port", 0);
user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "127.0.0.1");
user_pref("network.proxy.http_port", 9);
user_pref("network.proxy.ssl", "127.0.0.1");
user_pref("network.proxy.ssl_port", 9);
user_pref("network.proxy.allow_hijacking_localhost", true);
user_pref("intl.accept_languages", "fr");
user_pref("datareporting.policy.dataSubmissionEnabled", false);
`;

async function portOf(profile) {
    const file = join(profile, "MarionetteActivePort");
    const watcher = watch(profile);
    const end = setTimeout(() => watcher.close(), patience);
    while (!existsSync(file) || !readFileSync(file, "utf8")) await once(watcher, "change");
    clearTimeout(end);
    watcher.close();
    return Number(readFileSync(file, "utf8"));
}

// Messages are "length:json"; an answer is [1, number, error, result].
function speak(socket) {
    const waiting = new Map();
    let bytes = Buffer.alloc(0), number = 0;
    socket.on("data", (more) => {
        bytes = Buffer.concat([bytes, more]);
        for (let colon; (colon = bytes.indexOf(":")) > 0;) {
            const end = colon + 1 + Number(bytes.subarray(0, colon));
            if (bytes.length < end) return;
            const message = JSON.parse(bytes.subarray(colon + 1, end));
            bytes = bytes.subarray(end);
            if (!Array.isArray(message)) continue; // the greeting
            const [resolve, reject] = waiting.get(message[1]);
            waiting.delete(message[1]);
            message[2] ? reject(new Error(`${message[2].error}: ${message[2].message}`)) : resolve(message[3]);
        }
    });
    return (command, words = {}) => new Promise((resolve, reject) => {
        const text = JSON.stringify([0, ++number, `WebDriver:${command}`, words]);
        waiting.set(number, [resolve, reject]);
        socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
}

async function launchFirefox() {
    const profile = join(work, "firefox");
    mkdirSync(profile, { recursive: true });
    writeFileSync(join(profile, "user.js"), settings);
    const browser = spawn("firefox-esr", ["--headless", "--no-remote", "--marionette", "--profile", profile, "about:blank"],
        { stdio: "ignore", env: { ...process.env, HOME: profile, TZ: "Europe/Paris" } });
    process.once("exit", () => browser.kill("SIGKILL"));
    const socket = createConnection(await portOf(profile), "127.0.0.1");
    await once(socket, "connect");
    const tell = speak(socket);
    await tell("NewSession", { strictFileInteractability: false });
    await tell("SetTimeouts", { implicit: patience, script: patience, pageLoad: patience });
    return { tell, close: async () => {
        const gone = once(browser, "exit");
        browser.kill("SIGTERM");
        await gone;
        socket.destroy();
    } };
}

const find = async (tell, selector) => (await tell("FindElement", { using: "css selector", value: selector })).value[element];
const script = async (tell, text, ...args) => (await tell("ExecuteAsyncScript", { script: text, args, newSandbox: false })).value;
const give = async (tell, selector, text) => tell("ElementSendKeys", { id: await find(tell, selector), text });

// Waits until something is to be seen, by the page's own changes, and gives back its text.
const seen = (tell, selector) => script(tell, `const [selector, done] = arguments;
    const look = () => { const at = document.querySelector(selector); if (!at || at.closest("[hidden]") || !at.innerText) return false; done(at.innerText); return true; };
    if (!look()) new MutationObserver((changes, self) => look() && self.disconnect()).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });`, selector);

async function photograph(tell, name) {
    if (process.env.REBOND_SHOTS) writeFileSync(join(process.env.REBOND_SHOTS, `${name}.png`), (await tell("TakeScreenshot", { full: false })).value, "base64");
}

const filesOf = (folder) => ["manifeste.json", "manifeste.sig", ...readdirSync(join(folder, "demandes")).map((name) => `demandes/${name}`)]
    .map((name) => join(folder, name)).join("\n");

export async function storiesOfFirefox() {
    const { folder, items } = stick("in-firefox", recipientOf("ours"), 25);
    const firefox = await launchFirefox();
    const { tell } = firefox;
    const open = () => tell("Navigate", { url: pathToFileURL(page_file).href });
    await story("in Firefox: a key file and the files of a stick, and the people are there", async () => {
        await open();
        await give(tell, "#key-file", key("ours"));
        await seen(tell, "#key-have");
        await give(tell, "#files-input", filesOf(folder));
        assert.match((await seen(tell, "#results-title")).replace(/\s/g, " "), /^25 demandes ouvertes$/);
        assert.equal(await script(tell, "arguments[0](document.querySelectorAll('#rows .open').length)"), items.length);
        assert.match(await seen(tell, "#notices"), /complète et signée/);
        assert.doesNotMatch(await seen(tell, "main"), /aucune liste|manquante/);
        await photograph(tell, "firefox");
    });
    await story("in Firefox: a key locked by a passphrase", async () => {
        await open();
        await give(tell, "#key-file", key("locked"));
        await give(tell, "#pass-text", "quatre mots au hasard\uE007");
        await seen(tell, "#key-have");
    });
    await story("in Firefox: a key of somebody else opens nothing, and that is said", async () => {
        await open();
        await give(tell, "#key-file", key("theirs"));
        await seen(tell, "#key-have");
        await give(tell, "#files-input", filesOf(folder));
        assert.match(await seen(tell, "#problems-title"), /25 pour une autre clé/);
        assert.equal(await script(tell, "arguments[0](document.querySelectorAll('#rows .open').length)"), 0);
    });
    await story("in Firefox: one letter changed in the script, and the page does not run", async () => {
        const file = join(work, "changed-firefox.html");
        writeFileSync(file, readFileSync(page_file, "utf8").replace("Il n'y a pas de clé ici", "Il n'y a pas de clé là"));
        await tell("Navigate", { url: pathToFileURL(file).href });
        await give(tell, "#key-file", key("ours"));
        assert.equal(await script(tell, "arguments[0](document.querySelector('#key-have').checkVisibility())"), false);
    });
    await firefox.close();
}
