// A calendar (RFC 5545): an event for each moment that was asked for, a task for each call back.
import { moment } from "./dates.js";
import { nameOf } from "./request.js";

const utf8 = new TextEncoder();

const stamp = (date) => date.toISOString().replace(/[-:]|\.\d+/g, "");
const escape = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");

// Lines of at most 75 octets, cut between characters; what goes on begins with a space (RFC 5545, 3.1).
function folded(line) {
    let out = "", room = 75;
    for (const letter of line) {
        const size = utf8.encode(letter).length;
        if (size > room) {
            out += "\r\n ";
            room = 74;
        }
        out += letter;
        room -= size;
    }
    return out + "\r\n";
}

function description(request) {
    const second = request.choices[1];
    const contact = [request.contact.kind, request.contact.value].filter(Boolean).join(" : ");
    return [contact, request.contact.safe, request.ageWords, request.needWords.join(", "), request.language,
        request.code.words, second ? `Sinon : ${moment(second.start)}` : ""].filter(Boolean).join("\n");
}

function component({ item, request }, now) {
    const slot = request.choices[0];
    const kind = slot ? "VEVENT" : "VTODO";
    const what = slot?.title || request.kindWords;
    const lines = [`BEGIN:${kind}`, `UID:${request.uid}`, `DTSTAMP:${stamp(now)}`];
    if (slot) lines.push(`DTSTART:${stamp(slot.start)}`);
    if (slot?.end && slot.end > slot.start) lines.push(`DTEND:${stamp(slot.end)}`);
    if (item.queued) lines.push(`CREATED:${stamp(item.queued)}`);
    lines.push(`SUMMARY:${escape(`${nameOf(request)} · ${what}`)}`, `DESCRIPTION:${escape(description(request))}`,
        `STATUS:${slot ? "TENTATIVE" : "NEEDS-ACTION"}`, "CLASS:PRIVATE", `END:${kind}`);
    return lines;
}

export function writeIcs(results, now = new Date()) {
    const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rebond//Lire les demandes//FR",
        ...results.flatMap((result) => component(result, now)), "END:VCALENDAR"];
    return lines.map(folded).join("");
}
