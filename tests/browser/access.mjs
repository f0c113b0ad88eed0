// For everybody: screen readers, keys, large letters, narrow screens.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { key, open, openStick, picture, recipientOf, stick, story, work } from "./kit.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Violations of WCAG 2.2 A and AA, and of contrast at 7 to 1.
async function violations(page) {
    await page.evaluate(axe);
    return page.evaluate(async () => {
        await Promise.allSettled(document.getAnimations().map((one) => one.finished)); // no colour half way to another
        const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
        const found = await window.axe.run(document, { runOnly: tags, rules: { "color-contrast-enhanced": { enabled: true } } });
        return found.violations.map((one) => `${one.id}: ${one.nodes[0].html} (${one.nodes[0].failureSummary})`);
    });
}

const tooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

// Every state of the page, one after the other, with its name.
async function eachState(browser, options, look) {
    const page = await open(browser, options);
    await look(page, "start");
    await page.fill("#key-text", "bonjour");
    await page.keyboard.press("Enter");
    await page.setInputFiles("#key-file", key("locked"));
    await page.locator("#pass-form").waitFor();
    await look(page, "passphrase");
    await page.setInputFiles("#key-file", key("ours"));
    await page.locator("#key-have").waitFor();
    await page.setInputFiles("#folder-input", join(work, "sticks", "photos"));
    await page.locator("#folder-error").waitFor();
    await look(page, "empty");
    await page.setInputFiles("#folder-input", join(work, "sticks", "desk"));
    await page.locator("#results").waitFor();
    await page.locator("#rows input").nth(9).check();
    await look(page, "table");
    await page.locator("#rows .open").nth(7).click();
    await look(page, "card");
    await page.context().close();
}

export async function storiesOfAccess(browser) {
    const at = stick("desk", recipientOf("ours"), 40), photos = join(work, "sticks", "photos");
    mkdirSync(photos, { recursive: true });
    writeFileSync(join(photos, "photo.jpg"), "x");
    await story("axe finds nothing wrong in any state, words at 7 to 1 in contrast", async () => {
        await eachState(browser, {}, async (page, state) => assert.deepEqual(await violations(page), [], state));
        await eachState(browser, { viewport: { width: 360, height: 740 } }, async (page, state) => {
            if (state === "table" || state === "card") assert.deepEqual(await violations(page), [], `${state}, narrow`);
        });
    });
    await story("negative control: axe sees a label that is gone, and pale words", async () => {
        const page = await open(browser);
        await page.evaluate(() => {
            document.querySelector("label[for=key-text]").remove();
            document.querySelector(".promise").style.color = "#777";
        });
        const found = (await violations(page)).join("\n");
        assert.match(found, /^label:/m);
        assert.match(found, /color-contrast/);
        await page.context().close();
    });
    await story("nothing is cut at 360 pixels, nor at 200 % on a small screen", async () => {
        for (const [name, viewport] of [["360", { width: 360, height: 740 }], ["zoomed", { width: 640, height: 400 }], ["wide", { width: 1600, height: 1000 }]])
            await eachState(browser, { viewport }, async (page, state) => {
                await picture(page, `30-${name}-${state}`);
                assert.ok((await tooWide(page)) <= 0, `${state} at ${name}`);
            });
        const page = await open(browser, { viewport: { width: 360, height: 740 } });
        await page.evaluate(() => { document.querySelector(".promise").style.width = "500px"; });
        assert.ok((await tooWide(page)) > 0, "the search for what is too wide finds nothing at all");
        await page.context().close();
    });
    await story("for a screen reader it stays a table on a narrow screen", async () => {
        for (const width of [1280, 360]) {
            const page = await open(browser, { viewport: { width, height: 740 } });
            await openStick(page, at.folder);
            const table = page.getByRole("table", { name: "Les demandes, la plus récente d'abord" });
            assert.equal(await table.getByRole("row").count(), 41);
            assert.equal(await table.getByRole("columnheader").count(), 8);
            assert.equal(await table.getByRole("rowheader", { name: "Samir 11" }).count(), 1);
            assert.equal(await table.getByRole("checkbox", { name: "Traitée : Samir 11" }).count(), 1);
            await page.context().close();
        }
    });
}
