// One person's card, over the table. Before and next go through what the filters show.
import { moment } from "./dates.js";
import { find, make, show } from "./dom.js";
import { nameOf } from "./request.js";

let list = [], at = -1, markOf = () => null;

function choice(slot) {
    return [moment(slot.start), slot.title].filter(Boolean).join(" · ");
}

function facts({ request, item }) {
    const mark = markOf(request.uid);
    return [
        ["Souhait", request.choices[0] && choice(request.choices[0])],
        ["Sinon", request.choices[1] && choice(request.choices[1])],
        ["Besoins", request.needWords.join(", ")],
        ["Contact", [request.contact.kind, request.contact.value].filter(Boolean).join(" : ")],
        ["Écrire", request.contact.safe],
        ["Âge", request.ageWords || "pas dit"],
        ["Langue", request.language],
        ["Code", request.code.words && `${request.code.signs} — ${request.code.words}`],
        ["Partenaire", request.partner],
        ["Reçue", item.queued ? moment(item.queued) : "date inconnue"],
        ["Traitée", mark && [moment(new Date(mark.at)), mark.by && `par ${mark.by}`].filter(Boolean).join(", ")],
    ].filter(([, value]) => value);
}

export function drawCard() {
    const result = list[at];
    if (!result) return;
    const { request, item, differs } = result;
    find("card-name").replaceChildren(make("bdi", {}, nameOf(request)));
    find("card-kind").textContent = request.kindWords;
    show(find("card-silent"), request.contact.silent);
    find("card-doubt").textContent = differs ? "Le fichier a changé depuis que la borne l'a écrit. Vérifiez avant d'appeler."
        : "Cette demande n'est dans aucune liste de la borne. Vérifiez avant d'appeler.";
    show(find("card-doubt"), differs || !item.listed);
    find("card-facts").replaceChildren(...facts(result).flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, make("bdi", {}, value))]));
    find("card-handled").textContent = markOf(request.uid) ? "Remettre à traiter" : "Marquer comme traitée";
    find("card-before").disabled = at === 0;
    find("card-next").disabled = at === list.length - 1;
}

export function openCard(results, result) {
    list = results;
    at = results.indexOf(result);
    drawCard();
    document.body.classList.add("one");
    find("card").showModal();
    find("card-close").focus();
}

export function forgetCard() {
    list = [];
    at = -1;
    if (find("card").open) find("card").close();
    for (const id of ["card-name", "card-kind", "card-facts"]) find(id).replaceChildren();
}

function turn(step) {
    at += step;
    drawCard();
    find("card").scrollTop = 0;
    // A disabled button loses the focus; it goes to the other one.
    const [first, second] = step < 0 ? ["card-before", "card-next"] : ["card-next", "card-before"];
    find(find(first).disabled ? second : first).focus();
    find("said").textContent = nameOf(list[at].request);
}

// `mark(result, on)`; `closed(uid)` gives the focus back to the table.
export function watchCard(getMark, mark, print, closed) {
    markOf = getMark;
    find("card-close").addEventListener("click", () => find("card").close());
    find("card-before").addEventListener("click", () => turn(-1));
    find("card-next").addEventListener("click", () => turn(1));
    find("card-print").addEventListener("click", print);
    find("card-handled").addEventListener("click", () => {
        mark(list[at], !markOf(list[at].request.uid));
        drawCard();
    });
    find("card").addEventListener("close", () => {
        document.body.classList.remove("one");
        if (list[at]) closed(list[at].request.uid);
    });
}
