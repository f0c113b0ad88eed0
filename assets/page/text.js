// Text that a visitor typed, made harmless for one line of a page, a table or a calendar.

// Control characters, line and paragraph separators, and marks that turn the direction of what follows.
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

export const clean = (text) => text.replace(unprintable, "?");

// A French number as people say it, "06 12 34 56 78"; any other as it is.
export function phone(value) {
    if (!/^\+33\d{9}$/.test(value)) return value;
    return ("0" + value.slice(3)).replace(/(\d\d)(?=\d)/g, "$1 ");
}

// For searching: without accents and capitals, digits of a number together.
export function fold(text) {
    const bare = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    return bare.replace(/(?<=\d) (?=\d)/g, "");
}

// "1 demande", "2 demandes", "1 000 demandes"; French has no plural below two.
export function count(n, one, many) {
    return `${n.toLocaleString("fr-FR")} ${n < 2 ? one : many}`;
}

// French writes no line break before « : ; ! ? » and inside quotation marks.
export const french = (text) => text.replace(/« /g, "«\u00a0").replace(/ ([:;!?»])/g, "\u00a0$1");
