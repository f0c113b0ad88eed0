// Nothing leaves the page, nothing that a visitor typed runs in it, and it is made of what it says.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { open, openStick, page_file, picture, recipientOf, run, stick, story, work } from "./kit.mjs";

const source = join(process.env.REBOND_SOURCE, "assets", "page");
const html = readFileSync(page_file, "utf8");

// Tries every way out that a script has. None of them throws.
function tryToLeave(to) {
    const place = (tag, attributes) => document.body.append(Object.assign(document.createElement(tag), attributes));
    const tries = [
        () => fetch(`${to}/fetch`, { mode: "no-cors" }),
        () => navigator.sendBeacon(`${to}/beacon`, "x"),
        () => { const request = new XMLHttpRequest(); request.open("GET", `${to}/xhr`); request.send(); },
        () => new WebSocket(`${to.replace("http", "ws")}/socket`),
        () => new EventSource(`${to}/events`),
        () => place("img", { src: `${to}/image` }),
        () => place("script", { src: `${to}/script` }),
        () => place("link", { rel: "stylesheet", href: `${to}/style` }),
        () => place("iframe", { src: `${to}/frame` }),
        () => place("video", { src: `${to}/video` }),
        () => place("object", { data: `${to}/object` }),
        () => {
            const form = Object.assign(document.createElement("form"), { action: `${to}/form`, method: "post", target: "_blank" });
            document.body.append(form);
            form.submit();
        },
    ];
    for (const way of tries)
        try {
            Promise.resolve(way()).catch(() => {});
        } catch {
            // refused at once
        }
    return tries.length;
}

// A server on this machine that hears whatever leaves, and the page with the network on.
async function listen(tell) {
    const heard = [];
    const server = createServer((request, answer) => { heard.push(request.url); answer.end(); });
    server.on("upgrade", (request, socket) => { heard.push(request.url); socket.destroy(); });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    try {
        await tell(`http://127.0.0.1:${server.address().port}`, heard);
    } finally {
        server.closeAllConnections();
        server.close();
    }
}

async function canary(browser) {
    await story("nothing leaves the page, by any of twelve ways, even when a script tries", () => listen(async (to, heard) => {
        const page = await open(browser);
        await page.context().setOffline(false);
        await page.evaluate(() => {
            window.refused = new Set();
            document.addEventListener("securitypolicyviolation", (event) => window.refused.add(event.effectiveDirective));
        });
        const ways = await page.evaluate(tryToLeave, to);
        await page.waitForFunction(() => ["connect-src", "img-src", "frame-src", "media-src"].every((name) => window.refused.has(name)));
        await page.evaluate((url) => fetch(url).catch(() => {}), `${to}/last`);
        assert.deepEqual(heard, []);
        assert.equal(ways, 12);
        await page.context().close();
    }));
    await story("negative control: without its policy the same page is heard", () => listen(async (to, heard) => {
        const file = join(work, "open.html");
        writeFileSync(file, html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ""));
        const page = await open(browser, {}, file);
        await page.context().setOffline(false);
        await page.evaluate(tryToLeave, to);
        await page.evaluate((url) => fetch(url, { mode: "no-cors" }), `${to}/last`);
        for (const way of ["/fetch", "/image", "/script", "/last"]) assert.ok(heard.includes(way), `${way} is not heard: ${heard}`);
        await page.context().close();
    }));
    await story("reading, saving and printing ask for nothing but files", () => listen(async (to, heard) => {
        const page = await open(browser);
        await page.context().setOffline(false);
        await openStick(page, join(work, "sticks", "desk"));
        await page.click("#csv");
        assert.deepEqual(page.asked.filter((url) => !/^(file|blob|data):/.test(url)), []);
        assert.ok(page.asked.length > 0);
        assert.deepEqual(heard, []);
        await page.context().close();
    }));
}

async function hostile(browser) {
    await story("what a visitor typed stays words: no script, no picture, no turned lines", async () => {
        const page = await open(browser);
        await openStick(page, join(work, "sticks", "desk"));
        const names = await page.locator("#rows .open").allTextContents();
        assert.equal(names[0], "<script>document.title='HACK'</script>");
        assert.equal(names[3], "?eilatoN");
        assert.equal(names[4], "\"><img src=x onerror=alert(1)>");
        assert.equal(await page.title(), "Lire les demandes");
        assert.equal(await page.locator("#rows script, #rows img").count(), 0);
        await page.locator("#rows .open").nth(4).click();
        assert.equal(await page.locator("#card img").count(), 0);
        await picture(page, "20-hostile-card");
        assert.deepEqual(page.wrong, []);
        await page.context().close();
    });
    await story("one letter changed in the script, and the page does not run", async () => {
        const file = join(work, "changed.html");
        writeFileSync(file, html.replace("Il n'y a pas de clé ici", "Il n'y a pas de clé là"));
        const page = await open(browser, {}, file);
        assert.match(page.wrong.join(), /Content Security Policy/);
        await page.evaluate(() => { window.location.hash = "oublie"; });
        await page.reload();
        assert.equal(await page.locator("#forgotten").isVisible(), false);
        const whole = await open(browser);
        await whole.evaluate(() => { window.location.hash = "oublie"; });
        await whole.reload();
        assert.ok(await whole.locator("#forgotten").isVisible());
    });
}

const hashOf = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

async function made() {
    await story("the page is one file with a strict policy, and no address in it", () => {
        const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)[1];
        const script = /<script type="module">([^]*)<\/script>/.exec(html)[1], style = /<style>([^]*?)<\/style>/.exec(html)[1];
        for (const rule of ["default-src 'none'", "connect-src 'none'", "form-action 'none'", "base-uri 'none'", `script-src ${hashOf(script)}`, `style-src ${hashOf(style)}`])
            assert.ok(policy.includes(rule), rule);
        assert.equal(/unsafe|https?:|\*/.test(policy), false);
        const bare = html.replace(/<pre>[^]*?<\/pre>/g, "").replace(script, "");
        assert.equal(/(src|href|action)\s*=\s*"(?!data:)/.test(bare), false, "something is loaded");
    });
    await story("the sources parse no markup, keep nothing, and go nowhere", () => {
        const bad = /innerHTML|outerHTML|insertAdjacent|document\.write|\beval\(|new Function|Storage\b|indexedDB|cookie|fetch\(|XMLHttp|WebSocket|location\.(href|assign|replace)|mailto:|tel:/;
        const modules = readdirSync(source).filter((name) => name.endsWith(".js"));
        assert.ok(modules.length > 10);
        for (const name of modules) assert.equal(bad.exec(readFileSync(join(source, name), "utf8")), null, name);
        assert.ok(bad.test("element.innerHTML = name"));
    });
    await story("built twice, it is the same byte for byte", () => {
        for (const name of ["lire-les-demandes.html", "LICENCES.txt"])
            assert.ok(readFileSync(join(work, "page", name)).equals(readFileSync(join(work, "again", name))), name);
    });
    await story("the licence of everything in the page stands in it, and beside it", () => {
        const beside = readFileSync(join(work, "page", "LICENCES.txt"), "utf8");
        const packages = JSON.parse(readFileSync(join(source, "package-lock.json"), "utf8")).packages;
        const bundled = Object.entries(packages).filter(([path, about]) => path && !about.dev);
        assert.equal(bundled.length, 5);
        for (const [path, about] of bundled)
            for (const text of [html, beside]) assert.ok(text.includes(`${path.slice("node_modules/".length)} ${about.version}, ${about.license}`), path);
        assert.ok(/Permission is hereby granted/.test(html) && /Redistribution and use/.test(beside));
    });
    await story("the lock files name versions and checksums, and no host", () => {
        const words = /"resolved"|registry/;
        for (const path of [join(source, "package-lock.json"), join(work, "package-lock.json")]) {
            const text = readFileSync(path, "utf8");
            assert.equal(words.test(text), false, path);
            assert.ok(/"integrity": "sha512-/.test(text));
        }
        assert.ok(words.test('"resolved": "x"'));
    });
    await story("the page has the kiosk's own words for everything", async () => {
        const words = await import(join(source, "words.js"));
        const missing = wordsMissing(words, run("tests/browser/page_items", "words"));
        assert.deepEqual(missing, []);
        const planted = { ...words, needs: { ...words.needs, toit: "Un toit" } };
        assert.deepEqual(wordsMissing(planted, run("tests/browser/page_items", "words")), ["need toit"]);
    });
}

// What the tool says of a word, looked for in the page's tables.
function wordsMissing(words, told) {
    const labels = { contact: "Contact", safe: "Écrire", age: "Âge", language: "Langue" };
    const tables = { kind: words.kinds, need: words.needs, contact: words.contacts, safe: words.safes, age: words.ages, language: words.languages };
    const blocks = told.split(/^@/m).slice(1);
    const count = Object.values(tables).reduce((sum, table) => sum + Object.keys(table).length, words.pictures.length);
    assert.equal(blocks.length, count);
    return blocks.map((block) => block.split("\n")).filter(([head, ...lines]) => {
        const [what, word] = head.split(" ");
        if (what === "picture") return words.pictures[Number(word)].join(" ") !== lines[0];
        const line = labels[what] ? lines.find((one) => one.startsWith(labels[what])).split(" : ")[1] : lines[0];
        return tables[what][word] !== line;
    }).map(([head]) => head);
}

export async function storiesOfSafety(browser) {
    stick("desk", recipientOf("ours"), 40);
    await canary(browser);
    await hostile(browser);
    await made();
}
