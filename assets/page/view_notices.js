// What to know before reading: where the items come from, and what could not be read, with what to do.
import { moment } from "./dates.js";
import { find, make, show } from "./dom.js";
import { count, french } from "./text.js";

const problems = {
    "other-key": ["pour une autre clé", "pour une autre clé", "Fermée pour une autre clé",
        "Recommencez avec l'autre clé de l'équipe, ou donnez-la à l'équipe concernée."],
    "damaged": ["abîmée", "abîmées", "Abîmée, illisible", "Recommencez la copie depuis la borne."],
    "missing": ["manquante", "manquantes", "Dans la liste de la borne, mais le fichier n'est pas là",
        "Choisissez le dossier entier. S'il manque encore, recommencez la copie depuis la borne."],
    "unreadable": ["impossible à lire", "impossibles à lire", "La clé USB n'a pas répondu",
        "Débranchez-la, rebranchez-la, puis recommencez."],
};

const notice = (kind, words) => make("p", { class: kind ? `notice ${kind}` : "plain" }, french(words));

// The first letters of the device's key: the same device says the same ones each time.
const mark = (list) => list.device.slice(0, 8);

function whereFrom(list) {
    const place = list.kiosk ? `Liste de la borne « ${list.kiosk} »` : "Liste d'une borne";
    const made = list.made ? `, faite le ${moment(list.made)}` : "";
    return `${place}${made}`;
}

function aboutList(list) {
    if (list.broken) return notice("warning", "La liste de la borne (manifeste.json) est abîmée : il peut manquer des demandes.");
    if (list.signature === "good") return notice("", `${whereFrom(list)}, complète et signée par la borne (marque ${mark(list)}).`);
    if (list.signature === "bad")
        return notice("danger", `${whereFrom(list)} : sa signature n'est pas bonne. Quelqu'un a pu changer ce dossier. ` +
            "Prévenez la personne qui s'occupe de la borne.");
    return notice("warning", `${whereFrom(list)} : elle n'est pas signée. On ne peut pas savoir si quelqu'un l'a changée.`);
}

function aboutItems(results) {
    const opened = results.filter((result) => result.outcome === "opened");
    const differ = opened.filter((result) => result.differs).length;
    const beside = opened.filter((result) => !result.item.listed).length;
    return [
        differ && notice("warning", `${count(differ, "demande n'est pas celle", "demandes ne sont pas celles")} que la borne a écrite : ` +
            "le fichier a changé. Vérifiez avant d'appeler."),
        beside && notice("warning", `${count(beside, "demande n'est", "demandes ne sont")} dans aucune liste. Vérifiez avant d'appeler.`),
    ].filter(Boolean);
}

function problemRow({ item, outcome }) {
    const [, , what, todo] = problems[outcome];
    const cell = (label, text) => make("td", { role: "cell", "data-label": label }, make("span", {}, text));
    return make("tr", { role: "row" }, cell("Fichier", item.path), cell("Ce qui ne va pas", what), cell("Que faire", todo));
}

function showProblems(results) {
    const bad = results.filter((result) => result.outcome !== "opened");
    const parts = Object.entries(problems).map(([outcome, [one, many]]) => {
        const n = bad.filter((result) => result.outcome === outcome).length;
        return n ? count(n, one, many) : "";
    });
    find("problems-title").textContent = french(`Pas lues : ${parts.filter(Boolean).join(", ")}`);
    find("problem-rows").replaceChildren(...bad.map(problemRow));
    show(find("problems"), bad.length > 0);
    find("problems").open = bad.length > 0 && bad.length <= 5;
}

export function showNotices(lists, results) {
    const none = lists.length === 0
        ? [notice("warning", "Il n'y a pas de liste de la borne (manifeste.json) ici : on ne peut pas savoir s'il manque des demandes.")]
        : [];
    const items = lists.some((list) => !list.broken) ? aboutItems(results) : [];
    find("notices").replaceChildren(...none, ...lists.map(aboutList), ...items);
    showProblems(results);
}
