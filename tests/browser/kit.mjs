// What the stories of the staff's page need: a browser, sticks as the kiosk would write them, and a count.
import { execFileSync } from "node:child_process";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const [tools, work, only] = process.argv.slice(2);
export const page_file = join(work, "page", "lire-les-demandes.html");
const patience = 60_000; // ms; a busy machine is no failure
const shots = process.env.REBOND_SHOTS;

let passed = 0, failed = 0;

// One story of one promise. It passes when it comes to its end.
export async function story(name, tell) {
    if (only && !name.includes(only)) return;
    const started = Date.now();
    try {
        await tell();
        passed++;
        console.log(`passed ${name} (${Date.now() - started} ms)`);
    } catch (error) {
        failed++;
        console.log(`FAILED ${name}\n${error.stack}`);
    }
}

export function finish() {
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = failed || !passed ? 1 : 0;
}

export const run = (tool, ...words) => execFileSync(join(tools, tool), words, { encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "pipe"] });

process.once("SIGTERM", () => process.exit(143)); // the browser ends with this program

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"];

export const launch = () => chromium.launch({ executablePath: "/usr/bin/chromium", args: flags, timeout: patience });

export const paris = { locale: "fr-FR", timezoneId: "Europe/Paris", viewport: { width: 1280, height: 900 }, acceptDownloads: true };

// A fresh profile with the network off, and the page open from the disk. What goes wrong in the page is kept.
export async function open(browser, options = {}, file = page_file) {
    const context = await browser.newContext({ ...paris, ...options });
    context.setDefaultTimeout(patience);
    await context.setOffline(true);
    const page = await context.newPage();
    page.wrong = [];
    page.asked = [];
    page.on("pageerror", (error) => page.wrong.push(String(error)));
    page.on("console", (message) => message.type() === "error" && page.wrong.push(message.text()));
    page.on("request", (request) => page.asked.push(request.url()));
    // Whoever listens only when the key is pressed may be too late: the browser has then opened its own dialog, which nobody sees.
    page.on("filechooser", () => {});
    await page.goto(pathToFileURL(file).href);
    return page;
}

export async function picture(page, name, options = {}) {
    if (!shots) return;
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: join(shots, `${name}.png`), ...options });
}

const device = generateKeyPairSync("ed25519");
const deviceText = device.publicKey.export({ format: "jwk" }).x;

export function writeList(folder, items, change = (list) => list) {
    const entries = items.map(({ uid, queued, partner }) => {
        const bytes = readFileSync(join(folder, "demandes", `${uid}.age`));
        return { uid, file: `demandes/${uid}.age`, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex"), partner, queued };
    });
    const list = change({ format: "rebond-manifeste-1", kiosk: "accueil-port", made: "2026-11-17T08:00:00Z", device: deviceText, items: entries });
    const text = JSON.stringify(list);
    writeFileSync(join(folder, "manifeste.json"), text);
    writeFileSync(join(folder, "manifeste.sig"), sign(null, Buffer.from(text), device.privateKey).toString("base64") + "\n");
}

// `count` requests sealed by the kiosk's own code in FOLDER/demandes, from number `first`.
export function sealItems(folder, recipient, count, first = 0) {
    mkdirSync(join(folder, "demandes"), { recursive: true });
    const lines = run("tests/browser/page_items", "seal", join(folder, "demandes"), recipient, String(count), String(first));
    return lines.trim().split("\n").map((line) => JSON.parse(line));
}

export function stick(name, recipient, count, first = 0) {
    const folder = join(work, "sticks", name);
    const items = sealItems(folder, recipient, count, first);
    writeList(folder, items);
    return { folder, items };
}

export const key = (name) => join(work, `${name}.key`);
export const recipientOf = (name) => /public key: (\S+)/.exec(readFileSync(key(name), "utf8"))[1];
export const secretOf = (name) => /AGE-SECRET-KEY-1\S+/.exec(readFileSync(key(name), "utf8"))[0];

export async function openStick(page, folder, keyFile = key("ours")) {
    await page.setInputFiles("#key-file", keyFile);
    await page.locator("#key-have").waitFor();
    await page.setInputFiles("#folder-input", folder);
    await page.locator("#results").waitFor();
}

export const titleOf = (page) => page.locator("#results-title").textContent();

export async function downloaded(page, act) {
    const [file] = await Promise.all([page.waitForEvent("download"), act()]);
    return { name: file.suggestedFilename(), path: await file.path(), bytes: readFileSync(await file.path()) };
}
