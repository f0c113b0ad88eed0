// Reading: the key, the folder, and what becomes of every kind of file.
import assert from "node:assert/strict";
import { appendFileSync, copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { key, open, openStick, page_file, picture, recipientOf, run, sealItems, secretOf, stick, story, titleOf, work, writeList } from "./kit.mjs";

const notices = (page) => page.locator("#notices").innerText();
const problems = async (page) => {
    await page.evaluate(() => { document.getElementById("problems").open = true; });
    return page.locator("#problem-rows tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.trim())));
};
const names = (page) => page.locator("#rows .open").allTextContents();

function flipLastByte(path) {
    const bytes = readFileSync(path);
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(path, bytes);
}

const itemPath = (at, item) => join(at.folder, "demandes", `${item.uid}.age`);

// A request of each kind of misfortune; what was to become of each is told by its number.
function mixedStick() {
    const at = stick("mixed", recipientOf("ours"), 8, 100);
    flipLastByte(itemPath(at, at.items[1])); // damaged
    rmSync(itemPath(at, at.items[2])); // missing
    copyFileSync(itemPath(at, at.items[4]), itemPath(at, at.items[3])); // another one in its place
    appendFileSync(itemPath(at, at.items[5]), Buffer.alloc(100_000)); // far too large
    sealItems(at.folder, recipientOf("ours"), 1, 106); // sealed again: opens, but not what the list names
    sealItems(at.folder, recipientOf("ours"), 1, 120); // in no list
    sealItems(at.folder, recipientOf("theirs"), 2, 130); // for another key
    copyFileSync(key("locked"), join(at.folder, "cle.age")); // a key is no request
    writeFileSync(join(at.folder, "demandes", "._note.txt"), "");
    return at;
}

async function tryKeyText(page, text) {
    await page.fill("#key-text", text);
    await page.locator("#key-form button").click();
}

async function kinds(browser) {
    const mixed = mixedStick();
    await story("each kind of misfortune is said, and none hides a good request", async () => {
        const page = await open(browser);
        await openStick(page, mixed.folder);
        assert.equal((await titleOf(page)).replace(/\s/g, " "), "5 demandes ouvertes");
        const told = Object.fromEntries((await problems(page)).map(([file, what]) => [/[^/]*$/.exec(file)[0].slice(0, 4), what]));
        assert.match(told["0065"], /Abîmée/);
        assert.match(told["0066"], /le fichier n'est pas là/);
        assert.match(told["0067"], /Abîmée/);
        assert.match(told["0069"], /Abîmée/);
        assert.match(told["0082"], /autre clé/);
        assert.equal(Object.keys(told).length, 6);
        assert.match(await page.locator("#problems-title").innerText(), /2 pour une autre clé, 3 abîmées, 1 manquante/);
        assert.match(await notices(page), /complète et signée/);
        assert.match(await notices(page), /1 demande n'est pas celle que la borne a écrite/);
        assert.match(await notices(page), /1 demande n'est dans aucune liste/);
        assert.equal(await page.locator("#rows .tag", { hasText: "changée" }).count(), 1);
        assert.equal(await page.locator("#rows .tag", { hasText: "hors liste" }).count(), 1);
        assert.deepEqual(page.wrong, []);
        await picture(page, "03-misfortunes", { fullPage: true });
        await page.context().close();
    });
    await story("the other key opens what was for it, and nothing else", async () => {
        const page = await open(browser);
        await openStick(page, mixed.folder, key("theirs"));
        assert.equal((await titleOf(page)).replace(/\s/g, " "), "2 demandes ouvertes");
        assert.equal((await names(page)).filter((name) => /13[01]/.test(name)).length, 2);
        await page.context().close();
    });
    await story("a key that opens nothing says so, and another can be tried", async () => {
        const page = await open(browser);
        await openStick(page, join(work, "sticks", "good"), key("theirs"));
        assert.match(await titleOf(page), /Aucune demande n'a pu être ouverte avec cette clé/);
        assert.equal(await page.locator("#opened").isVisible(), false);
        await picture(page, "04-other-key");
        await page.click("#again");
        await page.click("#key-change");
        await openStick(page, join(work, "sticks", "good"));
        assert.equal((await titleOf(page)).replace(/\s/g, " "), "3 demandes ouvertes");
        await page.context().close();
    });
}

async function lists(browser) {
    const cases = [
        ["a list whose signature is wrong", /signature n'est pas bonne/, (folder) => {
            const list = join(folder, "manifeste.json");
            writeFileSync(list, readFileSync(list, "utf8").replace("accueil-port", "accueil-nord"));
        }],
        ["a list without a signature", /n'est pas signée/, (folder) => rmSync(join(folder, "manifeste.sig"))],
        ["a signature that is none", /signature n'est pas bonne/, (folder) => writeFileSync(join(folder, "manifeste.sig"), "?!")],
        ["a list that is no JSON", /manifeste.json\) est abîmée/, (folder) => writeFileSync(join(folder, "manifeste.json"), "{")],
        ["no list at all", /Il n'y a pas de liste/, (folder) => rmSync(join(folder, "manifeste.json"))],
        ["a good list", /complète et signée/, () => {}],
    ];
    for (const [name, words, change] of cases)
        await story(`${name} is said, and the requests are read all the same`, async () => {
            const at = stick("list", recipientOf("ours"), 2, 100);
            change(at.folder);
            const page = await open(browser);
            await openStick(page, at.folder);
            assert.match(await notices(page), words);
            assert.equal((await names(page)).length, 2);
            await page.context().close();
            rmSync(at.folder, { recursive: true });
        });
    await story("a hostile list leads nowhere", async () => {
        const at = stick("hostile-list", recipientOf("ours"), 1, 100);
        writeList(at.folder, at.items, (list) => {
            list.items.push({ uid: "f".repeat(32), file: "../../etc/passwd", bytes: -1, sha256: {}, partner: ["x"], queued: "never" },
                null, { uid: "__proto__", file: "x" }, { uid: "e".repeat(32), file: "demandes/<b>.age" });
            return list;
        });
        const page = await open(browser);
        await openStick(page, at.folder);
        assert.equal((await names(page)).length, 1);
        assert.equal((await problems(page)).length, 2);
        assert.deepEqual(page.wrong, []);
        await page.context().close();
    });
}

async function folders(browser) {
    await story("an empty folder, and one without requests, say what to choose", async () => {
        const empty = join(work, "sticks", "empty");
        mkdirSync(empty, { recursive: true });
        writeFileSync(join(empty, "photo.jpg"), "x");
        const page = await open(browser);
        await page.setInputFiles("#key-file", key("ours"));
        await page.locator("#key-have").waitFor();
        await page.setInputFiles("#folder-input", empty);
        await page.locator("#folder-error").waitFor();
        assert.match(await page.locator("#folder-error").innerText(), /aucune demande ici/);
        await picture(page, "05-empty-folder");
        await page.context().close();
    });
    await story("a kiosk that had nothing is no error", async () => {
        const at = join(work, "sticks", "nothing");
        mkdirSync(at, { recursive: true });
        writeList(at, []);
        const page = await open(browser);
        await openStick(page, at);
        assert.match(await titleOf(page), /La borne n'avait aucune demande/);
        await page.context().close();
    });
    await story("the folder first and the key after it works as well", async () => {
        const page = await open(browser);
        await page.setInputFiles("#folder-input", join(work, "sticks", "good"));
        assert.match(await page.locator("#folder-words").innerText(), /Il manque encore la clé/);
        await tryKeyText(page, secretOf("ours"));
        await page.locator("#results").waitFor();
        assert.equal((await names(page)).length, 3);
        await page.context().close();
    });
    await story("a stick with two kiosks shows both, and a request that lies there twice once", async () => {
        const both = join(work, "sticks", "both");
        const first = stick("both/un", recipientOf("ours"), 3, 100);
        stick("both/deux", recipientOf("ours"), 2, 200);
        cpSync(first.folder, join(both, "copie"), { recursive: true });
        copyFileSync(itemPath(first, first.items[0]), join(both, `${first.items[0].uid}.age`));
        const page = await open(browser);
        await openStick(page, both);
        assert.equal((await names(page)).length, 5);
        await page.context().close();
    });
    await story("a folder, or its files, can be dropped", async () => {
        for (const paths of [[join(work, "sticks", "good")], [join(work, "sticks", "good", "demandes")]]) {
            const page = await open(browser);
            await page.setInputFiles("#key-file", key("ours"));
            await page.locator("#key-have").waitFor();
            const box = await page.locator("#drop").boundingBox(), client = await page.context().newCDPSession(page);
            const data = { items: [], files: paths, dragOperationsMask: 1 };
            for (const type of ["dragEnter", "dragOver", "drop"])
                await client.send("Input.dispatchDragEvent", { type, x: box.x + 20, y: box.y + 20, data });
            await page.locator("#results, #folder-error").and(page.locator(":visible")).waitFor();
            assert.equal(await page.locator("#folder-error").innerText(), "");
            assert.equal((await names(page)).length, 3);
            await page.context().close();
        }
    });
}

async function keys(browser) {
    await story("a key that is not right is told why", async () => {
        const page = await open(browser), secret = secretOf("ours");
        const says = async (text, words) => {
            await tryKeyText(page, text);
            assert.match(await page.locator("#key-error").innerText(), words);
        };
        await says("bonjour", /commence par AGE-SECRET-KEY-1/);
        await says("", /pas de clé ici/);
        await says(recipientOf("ours"), /partie publique/);
        await says(secret.replace(/.$/, (letter) => (letter === "Q" ? "P" : "Q")), /faute de frappe/);
        await picture(page, "06-key-typo");
        await page.setInputFiles("#key-file", page_file);
        assert.match(await page.locator("#key-error").innerText(), /trop grand/);
        await tryKeyText(page, secret.toLowerCase().replace(/(.{9})/g, "$1 "));
        await page.locator("#key-have").waitFor();
        assert.ok((await page.locator("#key-words").innerText()).includes(recipientOf("ours").slice(0, 12)));
        assert.equal(await page.inputValue("#key-text"), "", "the key stays in its field");
        await page.context().close();
    });
    await story("a key under a passphrase asks for it, and takes only the right one", async () => {
        for (const name of ["locked", "armored"]) {
            const page = await open(browser);
            await page.setInputFiles("#key-file", key(name));
            await page.locator("#pass-form").waitFor();
            if (name === "locked") {
                await page.fill("#pass-text", "quatre mots au bazar");
                await page.keyboard.press("Enter");
                await page.locator("#key-error").waitFor();
                assert.match(await page.locator("#key-error").innerText(), /pas la bonne phrase/);
                await picture(page, "07-wrong-passphrase");
            }
            await page.fill("#pass-text", "quatre mots au hasard");
            await page.keyboard.press("Enter");
            await page.locator("#key-have").waitFor();
            assert.ok((await page.locator("#key-words").innerText()).includes(recipientOf("ours").slice(0, 12)));
            await page.context().close();
        }
    });
    await story("a damaged key file is told from a wrong passphrase", async () => {
        const page = await open(browser);
        copyFileSync(key("locked"), key("broken"));
        flipLastByte(key("broken"));
        await page.setInputFiles("#key-file", key("broken"));
        await page.fill("#pass-text", "quatre mots au hasard");
        await page.keyboard.press("Enter");
        await page.locator("#key-error").waitFor();
        assert.match(await page.locator("#key-error").innerText(), /abîmé/);
        await page.context().close();
    });
    await story("a browser without the newer cryptography reads the same", async () => {
        const page = await open(browser);
        await page.evaluate(() => {
            const no = () => Promise.reject(new DOMException("not here", "NotSupportedError"));
            for (const name of ["importKey", "deriveBits", "verify"]) crypto.subtle[name] = no;
        });
        await openStick(page, join(work, "sticks", "good"));
        assert.equal((await names(page)).length, 3);
        assert.match(await notices(page), /complète et signée/);
        await page.context().close();
    });
}

async function thousand(browser) {
    const many = stick("many", recipientOf("ours"), 1000, 100);
    await story("a thousand requests open, the newest first, with the progress said", async () => {
        const page = await open(browser);
        await picture(page, "01-start");
        await page.setInputFiles("#key-file", key("ours"));
        await page.locator("#key-have").waitFor();
        await page.evaluate(() => {
            window.said = [];
            new MutationObserver(() => window.said.push(document.getElementById("said").textContent))
                .observe(document.getElementById("said"), { childList: true });
        });
        const client = await page.context().newCDPSession(page);
        await client.send("Performance.enable", { timeDomain: "threadTicks" });
        const cpu = async () => (await client.send("Performance.getMetrics")).metrics.find(({ name }) => name === "ThreadTime").value;
        const before = await cpu(), started = Date.now();
        await page.setInputFiles("#folder-input", many.folder);
        await page.locator("#results").waitFor();
        console.log(`1 000 requests: ${((Date.now() - started) / 1000).toFixed(1)} s from the folder to the table, ` +
            `${((await cpu()) - before).toFixed(1)} s of them work of the page`);
        assert.match((await titleOf(page)).replace(/\s/g, " "), /^1 000 demandes ouvertes$/);
        const numbers = (await names(page)).map((name) => Number(/\d+$/.exec(name)[0]));
        assert.deepEqual(numbers, Array.from({ length: 1000 }, (_, i) => 100 + i));
        const said = await page.evaluate(() => window.said);
        assert.ok(said.filter((words) => / sur /.test(words)).length >= 1 && said.length <= 7, said.join("|"));
        assert.equal(await page.evaluate(() => document.activeElement.id), "results-title");
        assert.deepEqual(page.wrong, []);
        await picture(page, "02-table");
        const typed = Date.now();
        await page.fill("#f-search", "Nadège");
        await page.locator("#shown", { hasText: "125 demandes montrées sur 1" }).waitFor();
        console.log(`1 000 requests: ${Date.now() - typed} ms to search`);
        await page.context().close();
    });
    const good = stick("good", recipientOf("ours"), 3, 100);
    await story("the page reads what rebondctl reads", async () => {
        const page = await open(browser);
        await openStick(page, good.folder);
        for (const name of await names(page)) {
            await page.locator("#rows .open", { hasText: name }).click();
            const uid = `00${Number(/\d+$/.exec(name)[0]).toString(16)}a5`.padEnd(32, "0");
            const told = run("src/rebondctl", "open", "--key", key("ours"), "--json", join(good.folder, "demandes", `${uid}.age`));
            const { request } = JSON.parse(told).items[0];
            assert.equal(await page.locator("#card-name").innerText(), request.name);
            assert.equal(await page.locator("#card-facts dt").count() > 4, true);
            await page.keyboard.press("Escape");
        }
        await page.context().close();
    });
}

export async function storiesOfReading(browser) {
    await thousand(browser);
    await kinds(browser);
    await lists(browser);
    await folders(browser);
    await keys(browser);
}
