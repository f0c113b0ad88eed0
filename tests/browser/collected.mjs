// What rebondctl export wrote, opened by the page that it laid beside it: the whole way from the queue to staff's eyes.
import assert from "node:assert/strict";
import { appendFileSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { open, openStick, page_file, picture, recipientOf, run, story, titleOf, work } from "./kit.mjs";

function collect(count) {
    const place = join(work, "collected");
    for (const folder of ["state", "assets", "stick"]) mkdirSync(join(place, folder), { recursive: true });
    copyFileSync(page_file, join(place, "assets", "lire-les-demandes.html"));
    const demo = readFileSync(join(process.env.REBOND_SOURCE, "assets/config/demo.ini"), "utf8");
    writeFileSync(join(place, "rebond.ini"), demo);
    const ours = recipientOf("ours");
    run("tests/peer/ctl_fill", join(place, "state", "rebond.db"), ours, ours, String(count));
    run("src/rebondctl", "export", "--to", join(place, "stick"), "--config", join(place, "rebond.ini"), "--state", join(place, "state"),
        "--assets", join(place, "assets"));
    return join(place, "stick");
}

export async function storiesOfCollecting(browser) {
    const stick = collect(60);
    const folder = join(stick, readdirSync(stick)[0]);
    writeFileSync(join(folder, "etat-de-la-borne.html"), "<!doctype html>"); // a kiosk lays its report beside it
    await story("what the kiosk collected is opened by the page beside it, signed", async () => {
        const page = await open(browser, {}, join(folder, "lire-les-demandes.html"));
        await openStick(page, stick);
        await picture(page, "collected", { fullPage: false });
        assert.equal((await titleOf(page)).replace(/\s/g, " "), "60 demandes ouvertes");
        assert.match(await page.locator("#notices").innerText(), /complète et signée/);
        assert.deepEqual(page.wrong, []);
        await page.context().close();
    });
    await story("negative control: a list that somebody changed is told", async () => {
        appendFileSync(join(folder, "manifeste.json"), "\n");
        const page = await open(browser, {}, join(folder, "lire-les-demandes.html"));
        await openStick(page, stick);
        assert.match(await page.locator("#notices").innerText(), /sa signature n'est pas bonne/);
        await page.context().close();
    });
}
