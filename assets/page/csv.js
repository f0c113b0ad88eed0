// A table for a French spreadsheet: semicolons, CRLF, and a byte order mark so that accents are read right (RFC 4180).
import { sortable } from "./dates.js";

const head = ["Reçue le", "Nom", "Suite", "Moment", "Autre choix", "Besoins", "Contact", "Coordonnées", "Écrire", "Âge",
    "Langue", "Code", "Partenaire", "Traitée le", "Par", "Identifiant"];

// A cell that begins like a formula would be run by the spreadsheet: an apostrophe makes it text.
function guard(text) {
    return /^\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? "'" + text : text;
}

function cell(text) {
    const safe = guard(text);
    return /[";\r\n']/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

const choice = (slot) => (slot ? [sortable(slot.start), slot.title].filter(Boolean).join(" ") : "");

function row({ item, request }, mark) {
    return [item.queued ? sortable(item.queued) : "", request.name, request.kindWords, choice(request.choices[0]),
        choice(request.choices[1]), request.needWords.join(", "), request.contact.kind, request.contact.value,
        request.contact.safe, request.ageWords, request.language, request.code.words, request.partner,
        mark ? sortable(new Date(mark.at)) : "", mark ? mark.by : "", request.uid];
}

export function writeCsv(results, handled) {
    const rows = [head, ...results.map((result) => row(result, handled.get(result.request.uid)))];
    return "\ufeff" + rows.map((cells) => cells.map(cell).join(";") + "\r\n").join("");
}
