// Writes each vector of the npm package cctv-age as a file of the folder given, decompressed.
// node vectors.mjs FOLDER, run where node_modules is.
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inflateSync } from "node:zlib";

const folder = process.argv[2];
const found = createRequire(join(process.cwd(), "package.json")).resolve("cctv-age");
const vectors = await import(pathToFileURL(found));
mkdirSync(folder, { recursive: true });
for (const [name, bytes] of Object.entries(vectors)) {
    const whole = Buffer.from(bytes);
    const end = whole.indexOf("\n\n");
    const lines = whole.subarray(0, end).toString().split("\n");
    const kept = lines.filter((line) => line !== "compressed: zlib");
    const body = whole.subarray(end + 2);
    const file = kept.length < lines.length ? inflateSync(body) : body;
    writeFileSync(join(folder, name), Buffer.concat([Buffer.from(kept.join("\n") + "\n\n"), file]));
}
console.log(`${Object.keys(vectors).length} vectors`);
