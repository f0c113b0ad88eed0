// The clear form of an item (src/wire/payload.h) as what this page shows. Anyone can seal something to a public
// key, so nothing in it is trusted: only texts and lists of texts are taken, and cleaned.
import { parse } from "./dates.js";
import { clean, fold, phone } from "./text.js";
import * as words from "./words.js";

export const isUid = (text) => typeof text === "string" && /^[0-9a-f]{32}$/.test(text);

const text = (value) => (typeof value === "string" ? clean(value) : "");
// A word this page knows, or the bare word: a newer kiosk may know more.
const named = (table, word) => (Object.hasOwn(table, word) ? table[word] : word);

function readCode(value) {
    const numbers = /^(\d\d)-(\d\d)-(\d\d)-(\d\d)$/.exec(text(value));
    if (!numbers) return { signs: "", words: "" };
    const three = numbers.slice(1, 4).map((n) => words.pictures[Number(n)] || ["?", "?"]);
    const join = (i) => [...three.map((picture) => picture[i]), numbers[4]].join(" ");
    return { signs: join(0), words: join(1) };
}

function readContact(value) {
    const contact = value && typeof value === "object" ? value : {};
    const kind = text(contact.kind), safe = text(contact.safe);
    return {
        kind: named(words.contacts, kind),
        value: phone(text(contact.value)),
        safe: named(words.safes, safe),
        silent: safe === "other-not",
    };
}

function readChoices(value) {
    if (!Array.isArray(value)) return [];
    const choices = value.slice(0, 2).map((choice) => ({
        start: parse(choice?.start),
        end: parse(choice?.end),
        title: text(choice?.title),
        partner: text(choice?.partner),
    }));
    return choices.filter((choice) => choice.start);
}

// null when this is no request.
export function readRequest(plain) {
    let json;
    try {
        json = JSON.parse(plain);
    } catch {
        return null;
    }
    if (!json || typeof json !== "object" || !isUid(json.uid) || !Object.hasOwn(words.kinds, json.kind)) return null;
    const needs = Array.isArray(json.needs) ? json.needs.slice(0, 3).map(text).filter(Boolean) : [];
    const request = {
        uid: json.uid,
        kind: json.kind,
        kindWords: words.kinds[json.kind],
        name: text(json.name),
        contact: readContact(json.contact),
        age: text(json.age),
        ageWords: named(words.ages, text(json.age)),
        needs,
        needWords: needs.map((need) => named(words.needs, need)),
        choices: readChoices(json.choices),
        language: named(words.languages, text(json.language)),
        code: readCode(json.code),
        partner: text(json.partner),
    };
    request.search = fold(`${request.name} ${request.contact.value} ${request.code.words} ${request.code.signs}`);
    return request;
}

export const nameOf = (request) => request.name || "(sans nom)";
