// The table: one row a person, the newest first. Rows are made once; filters hide and show them.
import { moment } from "./dates.js";
import { find, make, show } from "./dom.js";
import { nameOf } from "./request.js";
import { count, fold } from "./text.js";
import * as words from "./words.js";

let rows = []; // {result, tr, check, when}
let isHandled = () => false;

export const newestFirst = (a, b) =>
    (b.item.queued?.getTime() ?? 0) - (a.item.queued?.getTime() ?? 0) || (a.request.uid < b.request.uid ? -1 : 1);

const cell = (label, ...children) => make("td", { role: "cell", "data-label": label }, make("div", {}, ...children));
const typed = (text) => make("bdi", {}, text);
const detail = (text) => text && make("span", { class: "detail" }, typed(text));

function wish(request) {
    const slot = request.choices[0];
    return cell("Suite", request.kindWords, slot && detail(moment(slot.start)), slot && detail(slot.title));
}

function contact({ contact: { kind, value, silent } }) {
    const long = value.length > 20 ? "value long" : "value";
    return cell("Contact", kind, value && make("span", { class: `detail ${long}` }, typed(value)),
        silent && make("span", { class: "tag no" }, "ne pas écrire"));
}

function doubt({ item, differs }, hasLists) {
    const words = differs ? "changée depuis la borne" : hasLists && !item.listed ? "hors liste" : "";
    return words && make("span", { class: "tag" }, words);
}

function makeRow(result, hasLists, onOpen, onMark) {
    const { request, item } = result, name = nameOf(request);
    const check = make("input", { type: "checkbox", "aria-label": `Traitée : ${name}`,
        onchange: (event) => onMark(result, event.target.checked) });
    const when = make("span", { class: "detail" });
    const open = make("button", { type: "button", class: "open", onclick: () => onOpen(result) }, typed(name));
    const tr = make("tr", { role: "row" },
        make("th", { role: "rowheader", scope: "row", "data-label": "Nom" }, open, doubt(result, hasLists)),
        wish(request), cell("Besoins", request.needWords.join(", ")), contact(request), cell("Âge", request.ageWords),
        cell("Partenaire", request.partner), cell("Reçue", item.queued ? moment(item.queued) : "date inconnue"),
        cell("Traitée", make("label", { class: "mark" }, check, when)));
    return { result, tr, check, when, open };
}

export function markRow(uid, mark) {
    const row = rows.find(({ result }) => result.request.uid === uid);
    if (!row) return;
    row.check.checked = Boolean(mark);
    row.when.textContent = mark?.by || "";
    row.tr.classList.toggle("done", Boolean(mark));
}

const filters = [
    ["f-need", "Tous", (request) => request.needs, (need) => words.needs[need] || need, "sans besoin dit"],
    ["f-kind", "Toutes", (request) => [request.kind], (kind) => words.kinds[kind]],
    ["f-partner", "Tous", (request) => [request.partner].filter(Boolean), (partner) => partner, "aucun"],
    ["f-age", "Tous", (request) => [request.age].filter(Boolean), (age) => words.ages[age] || age, "pas dit"],
];
const states = [["", "Toutes"], ["todo", "À traiter"], ["done", "Traitées"]];

const known = { "f-need": Object.keys(words.needs), "f-age": Object.keys(words.ages), "f-kind": Object.keys(words.kinds) };

// The values that are there, in the order of the kiosk, with how many.
function fillFilter([id, all, values, name, without], requests) {
    const counts = new Map();
    for (const request of requests)
        for (const value of values(request).length ? values(request) : [""]) counts.set(value, (counts.get(value) || 0) + 1);
    const order = (value) => (value === "" ? 1000 : (known[id] || []).indexOf(value));
    const there = [...counts.keys()].sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
    find(id).replaceChildren(make("option", { value: "all" }, all),
        ...there.map((value) => make("option", { value: `=${value}` }, `${value === "" ? without : name(value)} (${counts.get(value)})`)));
}

const matches = (request, [id, , values]) => {
    const wanted = find(id).value;
    if (wanted === "all") return true;
    const have = values(request);
    return wanted === "=" ? have.length === 0 : have.includes(wanted.slice(1));
};

function wanted(request, search) {
    const state = find("f-state").value, done = isHandled(request.uid);
    if (state && (state === "done") !== done) return false;
    return request.search.includes(search) && filters.every((filter) => matches(request, filter));
}

const filtered = () => find("f-search").value !== "" || find("f-state").value !== "" || filters.some(([id]) => find(id).value !== "all");

// Results that the filters let through, in the order of the table.
export const shownResults = () => rows.filter(({ tr }) => !tr.hidden).map(({ result }) => result);

export function applyFilters() {
    const search = fold(find("f-search").value.trim());
    for (const { result, tr } of rows) tr.hidden = !wanted(result.request, search);
    const n = shownResults().length;
    find("shown").textContent = n === rows.length ? `${count(n, "demande", "demandes")}, la plus récente d'abord`
        : `${count(n, "demande montrée", "demandes montrées")} sur ${rows.length.toLocaleString("fr-FR")}`;
    show(find("nobody"), n === 0);
    show(find("people"), n > 0);
    show(find("clear"), filtered());
}

export function clearFilters() {
    find("f-search").value = "";
    find("f-state").value = "";
    for (const [id] of filters) find(id).value = "all";
    applyFilters();
}

export function focusRow(uid) {
    const row = rows.find(({ result }) => result.request.uid === uid);
    if (row && !row.tr.hidden) row.open.focus();
    else find("f-search").focus();
}

export function showTable(results, handled, hasLists, onOpen, onMark) {
    isHandled = (uid) => handled.has(uid);
    rows = results.map((result) => makeRow(result, hasLists, onOpen, onMark));
    for (const { result } of rows) markRow(result.request.uid, handled.get(result.request.uid));
    for (const filter of filters) fillFilter(filter, results.map(({ request }) => request));
    find("f-state").replaceChildren(...states.map(([value, name]) => make("option", { value }, name)));
    find("rows").replaceChildren(...rows.map(({ tr }) => tr));
    clearFilters();
}

export function watchFilters() {
    find("filters").addEventListener("input", applyFilters);
    find("filters").addEventListener("submit", (event) => event.preventDefault());
    find("clear").addEventListener("click", () => {
        clearFilters();
        find("f-search").focus();
    });
}
