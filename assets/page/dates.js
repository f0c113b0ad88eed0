// Moments in words, in the time zone of this computer.

const days = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];
const months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre"];

// "2026-11-23T14:00:00Z" as a Date; null for anything else.
export function parse(text) {
    if (typeof text !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)) return null;
    const date = new Date(text);
    return Number.isNaN(date.getTime()) ? null : date;
}

function hour(date) {
    const minutes = date.getMinutes();
    return `${date.getHours()}\u00a0h${minutes ? "\u00a0" + String(minutes).padStart(2, "0") : ""}`;
}

function day(date, now) {
    const number = date.getDate() === 1 ? "1er" : date.getDate();
    const year = date.getFullYear() === now.getFullYear() ? "" : ` ${date.getFullYear()}`;
    return `${days[date.getDay()]} ${number} ${months[date.getMonth()]}${year}`;
}

// "mardi 17 novembre à 11 h", with the year when it is not this one.
export const moment = (date, now = new Date()) => `${day(date, now)} à ${hour(date)}`;

// "2026-11-17 11:05", which a spreadsheet takes for a date.
export function sortable(date) {
    const two = (n) => String(n).padStart(2, "0");
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ` +
        `${two(date.getHours())}:${two(date.getMinutes())}`;
}
