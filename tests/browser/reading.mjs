// Reading: the key, the folder, and what comes of every kind of file.
import assert from "node:assert/strict";
import { key, open, openStick, picture, recipientOf, stick, story, titleOf } from "./kit.mjs";

export async function storiesOfReading(browser) {
    const many = stick("many", recipientOf("ours"), 1000);
    await story("a thousand requests open, the newest first", async () => {
        const page = await open(browser);
        await picture(page, "01-start");
        const started = Date.now();
        await openStick(page, many.folder);
        console.log(`1 000 requests: ${Date.now() - started} ms from the key to the table`);
        assert.equal(await titleOf(page), "1 000 demandes ouvertes");
        await picture(page, "02-table");
        assert.deepEqual(page.wrong, []);
    });
}
