// Wiring. Everything known stands in `state`, nothing is kept anywhere else, and all of it goes with the page.
import { readCollection } from "./collection.js";
import { writeCsv } from "./csv.js";
import { moment } from "./dates.js";
import { find, focus, show } from "./dom.js";
import { download } from "./download.js";
import * as follow from "./handled.js";
import { writeIcs } from "./ics.js";
import { openAll } from "./opening.js";
import { count, french } from "./text.js";
import { forgetCard, openCard, watchCard } from "./view_card.js";
import { showNotices } from "./view_notices.js";
import { folderChosen, folderError, watchSteps } from "./view_steps.js";
import { applyFilters, focusRow, markRow, newestFirst, showTable, shownResults, watchFilters } from "./view_table.js";

const nothing = () => ({ keys: null, files: null, handled: new Map(), unsaved: 0, run: 0 });
const state = nothing();

const say = (words) => (find("said").textContent = words);

function showProgress(done, all) {
    find("bar").max = all;
    find("bar").value = done;
    const words = `${done.toLocaleString("fr-FR")} sur ${all.toLocaleString("fr-FR")}`;
    find("working-words").textContent = words;
    // Said at each quarter, not at each item.
    if (Math.floor((4 * done) / all) > state.quarter) {
        state.quarter = Math.floor((4 * done) / all);
        say(words);
    }
}

function showPart(id) {
    for (const part of ["steps", "working", "results"]) show(find(part), part === id);
}

function backToSteps(words) {
    showPart("steps");
    folderChosen(0);
    folderError(words);
    state.files = null;
    find("folder-input").focus();
}

async function takeFollowed(files) {
    for (const file of files) {
        const known = follow.read(await file.text());
        if (known) follow.merge(state.handled, known);
    }
}

function sayFollow() {
    const words = state.unsaved ? `${count(state.unsaved, "changement n'est pas encore enregistré", "changements ne sont pas encore enregistrés")}.`
        : state.handled.size ? "Tout est enregistré." : "";
    find("follow-words").textContent = words;
    find("save").classList.toggle("primary", state.unsaved > 0);
}

function mark(result, on) {
    const uid = result.request.uid;
    if (on) state.handled.set(uid, { at: new Date().toISOString(), by: follow.initials(find("by").value) });
    else state.handled.delete(uid);
    state.unsaved++;
    markRow(uid, state.handled.get(uid));
    sayFollow();
}

const title = (opened, all) =>
    opened > 0 ? count(opened, "demande ouverte", "demandes ouvertes")
    : all > 0 ? "Aucune demande n'a pu être ouverte avec cette clé" : "La borne n'avait aucune demande";

function showResults(lists, results) {
    const opened = results.filter((result) => result.outcome === "opened").sort(newestFirst);
    find("results-title").textContent = title(opened.length, results.length);
    showNotices(lists, results);
    showTable(opened, state.handled, lists.some((list) => !list.broken),
        (result) => openCard(shownResults(), result), mark);
    show(find("opened"), opened.length > 0);
    sayFollow();
    showPart("results");
    focus(find("results-title"));
    say("");
}

async function begin() {
    const run = ++state.run;
    showPart("working");
    state.quarter = 0;
    find("bar").removeAttribute("value");
    find("working-words").textContent = "";
    focus(find("working-title"));
    const collection = await readCollection(state.files);
    if (run !== state.run) return;
    if (collection.items.length === 0 && collection.lists.length === 0) {
        backToSteps("Il n'y a aucune demande ici. Choisissez le dossier de la clé USB où se trouve cette page.");
        return;
    }
    await takeFollowed(collection.followed);
    const results = await openAll(state.keys, collection.items, (done) => showProgress(done, collection.items.length), () => run !== state.run);
    if (results) showResults(collection.lists, results);
}

function beginWhenReady() {
    show(find("forgotten"), false);
    folderError("");
    folderChosen(state.files && !state.keys ? state.files.size : 0);
    if (state.keys && state.files) begin().catch(() => backToSteps("La lecture s'est arrêtée. Rebranchez la clé USB, puis recommencez."));
    else if (state.keys) focus(find("folder-title"));
    else focus(find("key-title"));
}

function takeFiles(files) {
    if (files.size === 0) return backToSteps("Ce dossier est vide. Choisissez le dossier de la clé USB où se trouve cette page.");
    state.files = files;
    return beginWhenReady();
}

function save() {
    download("suivi.json", "application/json", follow.write(state.handled));
    state.unsaved = 0;
    sayFollow();
}

async function load(event) {
    const file = event.target.files[0];
    if (!file) return;
    const known = follow.read(await file.text());
    event.target.value = "";
    if (!known) {
        find("follow-words").textContent = "Ce fichier n'est pas un suivi de cette page.";
        return;
    }
    const added = follow.merge(state.handled, known);
    for (const [uid, one] of state.handled) markRow(uid, one);
    applyFilters();
    find("follow-words").textContent = `${count(added, "coche reprise", "coches reprises")}.`;
}

function print() {
    find("print-words").textContent = french(`${find("shown").textContent}. Imprimé le ${moment(new Date())}. Confidentiel : à détruire après usage.`);
    window.print();
}

// What can be overwritten is; then the page is drawn empty, so that nothing stays for the back button either.
function wipe() {
    Object.assign(state, nothing(), { run: state.run + 1 });
    forgetCard();
    showTable([], state.handled, false);
    for (const id of ["notices", "problem-rows", "results-title", "key-words", "said"]) find(id).replaceChildren();
    for (const field of document.querySelectorAll("input")) if (field.type !== "checkbox") field.value = "";
}

function forget() {
    if (state.unsaved && !window.confirm("Des coches ne sont pas enregistrées. Tout oublier quand même ?")) return;
    wipe();
    window.location.hash = "oublie"; // said by the new page
    window.location.reload();
}

function watchResults() {
    find("again").addEventListener("click", () => {
        state.files = null;
        showPart("steps");
        focus(find("key-title"));
    });
    find("save").addEventListener("click", save);
    find("load").addEventListener("change", load);
    find("print").addEventListener("click", print);
    find("csv").addEventListener("click", () => download("demandes.csv", "text/csv;charset=utf-8", writeCsv(shownResults(), state.handled)));
    find("ics").addEventListener("click", () => download("demandes.ics", "text/calendar;charset=utf-8", writeIcs(shownResults())));
}

function watchLeaving() {
    find("forget").addEventListener("click", forget);
    window.addEventListener("beforeunload", (event) => {
        if (state.unsaved) event.preventDefault();
    });
    window.addEventListener("pagehide", wipe);
    // Kept for the back button: begin anew all the same.
    window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
}

watchSteps((keys) => { state.keys = keys; beginWhenReady(); }, () => { state.keys = null; }, takeFiles);
watchFilters();
watchCard((uid) => state.handled.get(uid), mark, print, (uid) => { applyFilters(); focusRow(uid); });
watchResults();
watchLeaving();
if (window.location.hash === "#oublie") {
    show(find("forgotten"), true);
    focus(find("title"));
    window.history.replaceState(null, "", "#");
}
