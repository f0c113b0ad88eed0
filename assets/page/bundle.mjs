// Puts the modules, the style and the licences into page.html, with a policy that lets only these very bytes run.
// Usage: node bundle.mjs FOLDER, in a folder where `npm ci` was run.
import { build, transform } from "esbuild";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const to = process.argv[2];
const target = ["chrome102", "firefox102"];
const read = (path) => readFileSync(path, "utf8");
const escapeHtml = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const bundle = await build({
    entryPoints: ["main.js"], bundle: true, minify: true, format: "esm", target, charset: "utf8", legalComments: "none",
    metafile: true, write: false,
});
const script = bundle.outputFiles[0].text.trim();
const style = (await transform(read("page.css"), { loader: "css", minify: true, target })).code.trim();
if (/<\/script|<!--/i.test(script) || /<\/style/i.test(style)) throw Error("this would end the script or the style early");

// The packages that esbuild took a file of, with their own licence texts.
function licences() {
    const inputs = Object.keys(bundle.metafile.inputs).map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
    return [...new Set(inputs.filter(Boolean))].sort().map((name) => {
        const folder = join("node_modules", name), about = JSON.parse(read(join(folder, "package.json")));
        const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
        if (!file) throw Error(`${name} has no licence text`);
        return { title: `${name} ${about.version}, ${about.license}`, text: read(join(folder, file)).trim() };
    });
}

const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; img-src data:; connect-src 'none'; ` +
    "form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const parts = {
    policy, style, script,
    licences: licences().map(({ title, text }) => `<h3>${escapeHtml(title)}</h3><pre>${escapeHtml(text)}</pre>`).join("\n"),
};
// French writes no line break before ":" and inside quotation marks; what stands in tags has no words for people.
const french = (html) => html.replace(/>[^<]+/g, (text) => text.replace(/« /g, "«&nbsp;").replace(/ ([:;!?»])/g, "&nbsp;$1"));
// One pass, and by function: nothing that is put in is looked at again, and "$&" means nothing.
const page = french(read("page.html")).replace(/@(policy|style|script|licences)@/g, (_, name) => parts[name]);
writeFileSync(join(to, "lire-les-demandes.html"), page);
writeFileSync(join(to, "LICENCES.txt"), licences().map(({ title, text }) => `${title}\n\n${text}\n`).join("\n\n"));
