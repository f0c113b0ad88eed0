// What a probe writes: an event that lies years back, so that no kiosk takes it for a slot or a booking in
// the way, with everything in it that a booking carries.
#include <string.h>

#include "base/check.h"
#include "booking/vevent.h"
#include "sync/body.h"
#include "sync/probe_parts.h"

enum { START_S = 946719000, STAMP_S = START_S - 3600 }; // 1 January 2000, 09:30 UTC
enum { SEALED_N = 6000, SEALED_SHORT = 60 }; // base64url of an item padded to LIMIT_PLAIN; in races

static const char summary[] = "Essai de Rebond · à effacer sans crainte · تجربة";

// Names end in 00, tokens in the writer's number from 1.
static struct uid uid_of(const struct probe *probe, int number, int last)
{
    struct uid uid = probe->o.run;
    uid.b[14] = (uint8_t)number;
    uid.b[15] = (uint8_t)last;
    return uid;
}

void probe_name(const struct probe *probe, int number, char to[PROBE_FILE_NAME])
{
    char text[UID_TEXT];
    uid_text(uid_of(probe, number, 0), text);
    struct buf name = buf_init(to, PROBE_FILE_NAME);
    buf_add_format(&name, "probe-%s.ics", text);
    (void)buf_c(&name);
    CHECK(!name.full);
}

// Stricter than need be: what staff call "probe-room.ics" is theirs.
bool probe_is_name(struct str name)
{
    struct str start = STR("probe-"), end = STR(".ics");
    struct uid uid;
    if (name.n < start.n + end.n || !str_starts(name, start) || !str_ends(name, end)) return false;
    return uid_parse(str_slice(name, start.n, name.n - end.n), &uid) == OK;
}

static void write_sealed(char to[SEALED_N])
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (size_t i = 0; i < SEALED_N; i++)
        to[i] = letters[(i * 37 + i / 64) % 64];
}

static void add_uid_line(struct buf *to, struct uid uid)
{
    char text[UID_TEXT], line[UID_TEXT + 8];
    uid_text(uid, text);
    struct buf value = buf_init(line, sizeof line);
    buf_add_format(&value, "probe-%s", text);
    vevent_line(to, "UID", buf_str(&value));
}

void probe_write_body(const struct probe *probe, int number, int writer, struct buf *to)
{
    char token[UID_TEXT], sealed[SEALED_N];
    uid_text(uid_of(probe, number, writer + 1), token);
    write_sealed(sealed);
    buf_add(to, STR("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Rebond//rebondctl//FR\r\nBEGIN:VEVENT\r\n"));
    add_uid_line(to, uid_of(probe, number, 0));
    vevent_time_line(to, "DTSTAMP", STAMP_S);
    vevent_time_line(to, "DTSTART", START_S);
    vevent_time_line(to, "DTEND", START_S + 600);
    vevent_line(to, "TRANSP", STR("TRANSPARENT"));
    vevent_text_line(to, "SUMMARY", str_from(summary));
    vevent_line(to, "X-REBOND-TOKEN", str_from(token));
    vevent_line(to, "X-REBOND-SEALED",
                (struct str){sealed, number == PROBE_NAME_STEPS ? SEALED_N : SEALED_SHORT});
    buf_add(to, STR("END:VEVENT\r\nEND:VCALENDAR\r\n"));
    CHECK(!to->full);
}

int probe_whose(const struct probe *probe, int number, struct str ics)
{
    for (int writer = 0; writer < PROBE_WRITERS; writer++) {
        char token[UID_TEXT];
        uid_text(uid_of(probe, number, writer + 1), token);
        if (caldav_has_line(ics, STR(BODY_TOKEN), str_from(token))) return writer;
    }
    return PROBE_NOBODY;
}

// Without its folds (RFC 5545 3.1), and with lines that end in LF.
static struct str unfold(struct arena *arena, struct str ics)
{
    char *to = arena_take(arena, ics.n + 1);
    size_t n = 0;
    for (size_t i = 0; to && i < ics.n; i++) {
        char next = i + 1 < ics.n ? ics.p[i + 1] : '\0';
        if (ics.p[i] == '\r') continue;
        if (ics.p[i] == '\n' && (next == ' ' || next == '\t'))
            i++;
        else
            to[n++] = ics.p[i];
    }
    return (struct str){to, n};
}

static bool has_value(struct str unfolded, const char *name, struct str value)
{
    char memory[SEALED_N + 64];
    struct buf line = buf_init(memory, sizeof memory);
    buf_add_format(&line, "\n%s:", name);
    buf_add(&line, value);
    buf_add_char(&line, '\n');
    CHECK(!line.full);
    return str_find(unfolded, buf_str(&line)) < unfolded.n;
}

bool probe_text_is_whole(const struct probe *probe, struct str ics)
{
    char sealed[SEALED_N];
    write_sealed(sealed);
    struct str unfolded = unfold(probe->o.arena, ics);
    return has_value(unfolded, "SUMMARY", str_from(summary)) &&
           has_value(unfolded, "X-REBOND-SEALED", (struct str){sealed, sizeof sealed});
}
