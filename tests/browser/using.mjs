// Using what was read: choosing, the card, what was handled, files, paper, and forgetting.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { downloaded, key, open, openStick, picture, recipientOf, secretOf, stick, story, work } from "./kit.mjs";

const squeeze = (text) => text.replace(/\s+/g, " ");
const shown = async (page) => squeeze(await page.locator("#shown").innerText());
const rows = (page) => page.locator("#rows tr:visible");

// RFC 4180 with semicolons, read back by a reader of its own.
function readCsv(text) {
    const table = [[]];
    for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^";\r\n]*))(;|\r\n|$)/g)) {
        table.at(-1).push(quoted === undefined ? plain : quoted.replace(/""/g, '"'));
        if (end === "\r\n") table.push([]);
    }
    return table.filter((line) => line.length > 1);
}

const formulas = (table) => table.flat().filter((cell) => /^\s*[=+\-@]/.test(cell));

// RFC 5545: unfolds, and gives the components as [{name, KEY: value}].
function readIcs(text) {
    const lines = text.split("\r\n"), parts = [];
    assert.equal(lines.pop(), "", "the last line has no end");
    for (const line of lines) assert.ok(Buffer.byteLength(line) <= 75, `more than 75 octets: ${line}`);
    for (const line of lines.join("\r\n").replace(/\r\n[ \t]/g, "").split("\r\n")) {
        const [name, value] = [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)];
        assert.match(name, /^[A-Z-]+$/);
        if (name === "BEGIN") parts.push({ name: value });
        else if (name !== "END") parts.at(-1)[name] = value.replace(/\\n/g, "\n").replace(/\\([\\;,])/g, "$1");
    }
    return parts;
}

async function choosing(browser, at) {
    await story("filters and search show what is asked for, and say how many", async () => {
        const page = await open(browser);
        await openStick(page, at.folder);
        assert.match(await shown(page), /^40 demandes, la plus récente/);
        const cases = [["f-kind", "=callback", 10], ["f-need", "=toit", 7], ["f-partner", "=paej", 8], ["f-age", "=16-17", 7], ["f-age", "=", 7]];
        for (const [id, value, count] of cases) {
            await page.selectOption(`#${id}`, value);
            assert.equal(await rows(page).count(), count, `${id}${value}`);
            assert.match(await shown(page), new RegExp(`^${count} demandes montrées sur 40`));
            await page.click("#clear");
        }
        for (const [words, count] of [["INES", 4], ["06 10 00 00 12", 1], ["0610000012", 1], ["visiteur.14@", 1], ["nobody at all", 0]]) {
            await page.fill("#f-search", words);
            assert.equal(await rows(page).count(), count, words);
        }
        assert.ok(await page.locator("#nobody").isVisible());
        await page.context().close();
    });
    await story("a card shows one person, the next one, and gives the focus back", async () => {
        const page = await open(browser);
        await openStick(page, at.folder);
        await page.selectOption("#f-kind", "=appointment");
        await rows(page).nth(7).locator(".open").click();
        const facts = squeeze(await page.locator("#card-facts").innerText());
        for (const words of ["Souhait", "Sinon", "Premier accueil", "Besoins", "Contact", "Langue", "Code", "Partenaire ml", "Reçue"])
            assert.ok(facts.includes(words), `${words} in ${facts}`);
        await picture(page, "10-card");
        await page.click("#card-next");
        const name = await page.locator("#card-name").innerText();
        assert.equal(name, await rows(page).nth(8).locator(".open").innerText());
        await page.keyboard.press("Escape");
        assert.equal(await page.evaluate(() => document.activeElement.innerText), name);
        await page.context().close();
    });
    await story("a phone that belongs to somebody else warns before it is used", async () => {
        const page = await open(browser);
        await openStick(page, at.folder);
        const row = rows(page).filter({ has: page.locator(".tag.no") });
        assert.equal(await row.count(), 7);
        await row.first().locator(".open").click();
        assert.ok(await page.locator("#card-silent").isVisible());
        await page.keyboard.press("Escape");
        await rows(page).filter({ hasNot: page.locator(".tag.no") }).first().locator(".open").click();
        assert.equal(await page.locator("#card-silent").isVisible(), false);
        await page.context().close();
    });
}

async function following(browser, at) {
    let saved;
    await story("what was handled is kept in a file without names, and taken up again", async () => {
        const page = await open(browser);
        await openStick(page, at.folder);
        await page.fill("#by", "ZQ");
        await rows(page).nth(9).locator("input[type=checkbox]").check();
        await rows(page).nth(10).locator(".open").click();
        await page.click("#card-handled");
        await page.click("#card-close");
        assert.match(await page.locator("#follow-words").innerText(), /2 changements ne sont pas encore enregistrés/);
        await picture(page, "11-handled", { fullPage: true });
        saved = await downloaded(page, () => page.click("#save"));
        const json = JSON.parse(saved.bytes);
        assert.equal(saved.name, "suivi.json");
        assert.deepEqual(Object.keys(json.handled), [at.items[9].uid, at.items[10].uid]);
        assert.equal(json.handled[at.items[9].uid].by, "ZQ");
        const names = await page.locator("#rows .open").allInnerTexts();
        assert.ok(names.every((name) => !saved.bytes.includes(name)) && !saved.bytes.includes("06"), "a name, or a number");
        assert.ok((await page.content()).includes(names[9]), "the search for names finds nothing at all");
        saved = saved.bytes;
        await page.context().close();
    });
    await story("the file is taken up again by hand, and by itself when it lies beside the page", async () => {
        const file = join(work, "suivi (1).json");
        writeFileSync(file, saved);
        const page = await open(browser);
        await openStick(page, at.folder);
        assert.equal(await page.locator("#rows tr.done").count(), 0);
        await page.setInputFiles("#load", file);
        await page.locator("#follow-words", { hasText: "2 coches reprises" }).waitFor();
        await page.setInputFiles("#load", join(at.folder, "manifeste.json"));
        await page.locator("#follow-words", { hasText: "n'est pas un suivi" }).waitFor();
        await page.selectOption("#f-state", "done");
        assert.equal(await rows(page).count(), 2);
        await page.context().close();
        const again = stick("followed", recipientOf("ours"), 12);
        writeFileSync(join(again.folder, "suivi.json"), saved);
        const other = await open(browser);
        await openStick(other, again.folder);
        assert.equal(await other.locator("#rows tr.done").count(), 2);
        await other.context().close();
    });
    await story("leaving with ticks that were not saved asks first", async () => {
        const page = await open(browser);
        await openStick(page, at.folder);
        const asked = [];
        page.on("dialog", (dialog) => { asked.push(dialog.type()); dialog.dismiss(); });
        await rows(page).nth(9).locator("input[type=checkbox]").check();
        await page.click("#forget");
        assert.deepEqual(asked, ["confirm"]);
        assert.ok(await page.locator("#results").isVisible());
        await page.context().close();
    });
}

async function files(browser, at) {
    await story("the table is read back whole from the CSV, and nothing in it is a formula", async () => {
        const page = await open(browser);
        await openStick(page, at.folder);
        const { name, bytes } = await downloaded(page, () => page.click("#csv"));
        assert.equal(name, "demandes.csv");
        assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
        const table = readCsv(bytes.toString("utf8").slice(1));
        assert.equal(table.length, 41);
        assert.ok(table.every((line) => line.length === table[0].length));
        const column = (name) => table.slice(1).map((line) => line[table[0].indexOf(name)]);
        assert.deepEqual(column("Identifiant"), at.items.map((item) => item.uid));
        assert.equal(column("Nom")[0], "<script>document.title='HACK'</script>");
        assert.equal(column("Nom")[1], "'=cmd|'/c calc'!A1");
        assert.equal(column("Nom")[2], "Lina?BEGIN:VEVENT");
        assert.equal(column("Nom")[5], "'@SUM(1;2);\"quoted\"");
        assert.equal(column("Reçue le")[0], "2026-11-16 10:00");
        assert.equal(column("Coordonnées")[12], "06 10 00 00 12");
        assert.deepEqual(formulas(table), []);
        assert.equal(formulas([["a", "=cmd"], [" @x", "06"]]).length, 2, "the search for formulas finds nothing at all");
        await page.selectOption("#f-kind", "=workshop");
        const some = await downloaded(page, () => page.click("#csv"));
        assert.equal(readCsv(some.bytes.toString("utf8")).length, 11, "what is hidden went into the file");
        await page.context().close();
    });
    await story("the calendar is read back whole, and nobody's name adds an event to it", async () => {
        const page = await open(browser);
        await openStick(page, at.folder);
        const { bytes } = await downloaded(page, () => page.click("#ics"));
        const parts = readIcs(bytes.toString("utf8"));
        const kinds = (kind) => parts.filter((part) => part.name === kind);
        assert.deepEqual([kinds("VCALENDAR").length, kinds("VEVENT").length, kinds("VTODO").length], [1, 20, 20]);
        const workshop = kinds("VEVENT")[1];
        assert.equal(workshop.DTSTART, "20261119T090000Z");
        assert.equal(workshop.DTEND, "20261119T094500Z");
        assert.equal(workshop.SUMMARY, "=cmd|'/c calc'!A1 · Atelier CV, lettres ; entretiens");
        assert.ok(kinds("VTODO")[0].SUMMARY.startsWith("Lina?BEGIN:VEVENT"));
        assert.ok(parts.slice(1).every((part) => part.CLASS === "PRIVATE" && /^\d{8}T\d{6}Z$/.test(part.DTSTAMP)));
        assert.equal(new Set(parts.map((part) => part.UID)).size, 41);
        assert.throws(() => readIcs(`SUMMARY:${"é".repeat(40)}\r\n`), /more than 75/);
        await page.context().close();
    });
    await story("on paper stand the people that are shown, and no button", async () => {
        const page = await open(browser);
        await openStick(page, at.folder);
        await page.evaluate(() => { window.print = () => { window.printed = true; }; });
        await page.click("#print");
        assert.ok(await page.evaluate(() => window.printed));
        await page.emulateMedia({ media: "print" });
        for (const id of ["forget", "filters", "csv", "again", "licences"]) assert.equal(await page.locator(`#${id}`).isVisible(), false, id);
        assert.match(squeeze(await page.locator("#print-words").innerText()), /Confidentiel/);
        assert.ok(await rows(page).nth(8).isVisible());
        await picture(page, "12-print");
        await page.setViewportSize({ width: 720, height: 1000 }); // a sheet of paper upright
        assert.equal(await page.locator("#people").evaluate((table) => getComputedStyle(table).display), "table");
        const pdf = await page.pdf({ format: "A4" });
        if (process.env.REBOND_SHOTS) writeFileSync(join(process.env.REBOND_SHOTS, "print.pdf"), pdf);
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.emulateMedia({ media: "screen" });
        assert.ok(await page.locator("#csv").isVisible());
        await rows(page).nth(8).locator(".open").click();
        await page.emulateMedia({ media: "print" });
        assert.equal(await page.locator("#people").isVisible(), false, "others are on the paper of one");
        assert.ok(await page.locator("#card-name").isVisible());
        await picture(page, "13-print-card");
        await page.context().close();
    });
}

// Every string the page's memory holds.
async function memoryOf(page) {
    const client = await page.context().newCDPSession(page);
    let text = "";
    client.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => { text += chunk; });
    await client.send("HeapProfiler.collectGarbage");
    await client.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
    await client.detach();
    return text;
}

async function forgetting(browser, at) {
    await story("Tout oublier leaves nothing: not on the page, not in memory, not in the browser", async () => {
        const page = await open(browser);
        await openStick(page, at.folder);
        assert.ok((await memoryOf(page)).includes("Samir 11"), "the search of memory finds nothing at all");
        await page.click("#forget");
        await page.locator("#forgotten").waitFor();
        await picture(page, "14-forgotten");
        assert.equal(await page.locator("#rows tr").count(), 0);
        const memory = await memoryOf(page);
        for (const word of ["Samir 11", "06 10 00 00 12", secretOf("ours")]) assert.equal(memory.includes(word), false, word);
        const kept = await page.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length]);
        assert.deepEqual(kept, [0, 0, "", 0]);
        await page.context().close();
    });
    await story("the back button brings nobody back", async () => {
        const page = await open(browser);
        await openStick(page, at.folder);
        const before = await page.content();
        await page.goto("about:blank");
        await page.goBack();
        await page.locator("#steps").waitFor();
        assert.ok(before.includes("Samir 11") && !(await page.content()).includes("Samir 11"));
        assert.equal(await page.locator("#key-have").isVisible(), false);
        await page.context().close();
    });
}

async function byKeys(browser, at) {
    await story("everything can be done with keys alone", async () => {
        const page = await open(browser);
        const on = () => page.evaluate(() => document.activeElement.id || document.activeElement.className);
        const tabTo = async (id) => {
            for (let i = 0; i < 60 && (await on()) !== id; i++) await page.keyboard.press("Tab");
            assert.equal(await on(), id, `no way to ${id} by Tab`);
        };
        const choose = async (id, path) => {
            await tabTo(id);
            const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
            await chooser.setFiles(path);
        };
        await choose("key-file", key("ours"));
        await page.locator("#key-have").waitFor();
        await choose("folder-input", at.folder);
        await page.locator("#results").waitFor();
        assert.equal(await on(), "results-title");
        await tabTo("f-search");
        await page.keyboard.type("samir 11");
        assert.equal(await rows(page).count(), 1);
        await tabTo("open");
        await page.keyboard.press("Enter");
        assert.equal(await page.locator("#card-name").innerText(), "Samir 11");
        await tabTo("card-handled");
        await page.keyboard.press("Space");
        await page.keyboard.press("Escape");
        assert.equal(await page.locator("#rows tr.done").count(), 1);
        await tabTo("save");
        assert.equal((await downloaded(page, () => page.keyboard.press("Enter"))).name, "suivi.json");
        await page.keyboard.press("Control+Home");
        await tabTo("forget");
        await page.keyboard.press("Enter");
        await page.locator("#forgotten").waitFor();
        assert.equal(await on(), "title");
        await page.context().close();
    });
}

export async function storiesOfUsing(browser) {
    const at = stick("desk", recipientOf("ours"), 40);
    await choosing(browser, at);
    await following(browser, at);
    await files(browser, at);
    await forgetting(browser, at);
    await byKeys(browser, at);
}
