// Hands a text to the person as a file. Nothing leaves the computer: the bytes come from this page.
import { make } from "./dom.js";

export function download(name, type, text) {
    const url = URL.createObjectURL(new Blob([text], { type }));
    const link = make("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10_000); // the browser still reads it
}
