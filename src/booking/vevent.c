#include "booking/vevent.h"

#include "base/civil.h"
#include "base/utf8.h"

enum { LINE_OCTETS = 75 }; // RFC 5545 3.1, without the line break

struct line {
    struct buf *to;
    size_t octets;
};

// Adds what must not be torn apart.
static void add_whole(struct line *line, struct str part)
{
    if (line->octets + part.n > LINE_OCTETS) {
        buf_add(line->to, STR("\r\n "));
        line->octets = 1;
    }
    buf_add(line->to, part);
    line->octets += part.n;
}

static struct line begin_line(struct buf *to, const char *name)
{
    struct line line = {.to = to};
    add_whole(&line, str_from(name));
    add_whole(&line, STR(":"));
    return line;
}

static void end_line(struct line *line)
{
    buf_add(line->to, STR("\r\n"));
}

void vevent_line(struct buf *to, const char *name, struct str value)
{
    struct line line = begin_line(to, name);
    while (value.n) {
        struct str at = value;
        uint32_t code = utf8_next(&value);
        // A line break in a value would begin a line of its own choice.
        if (code >= 0x20 && code != 0x7f) add_whole(&line, str_slice(at, 0, at.n - value.n));
    }
    end_line(&line);
}

static void add_text_code(struct line *line, uint32_t code, struct str bytes)
{
    if (code == '\n')
        add_whole(line, STR("\\n"));
    else if (code == '\\')
        add_whole(line, STR("\\\\"));
    else if (code == ';')
        add_whole(line, STR("\\;"));
    else if (code == ',')
        add_whole(line, STR("\\,"));
    else if (code == UTF8_BAD)
        add_whole(line, STR("?"));
    else if (code <= 0xffff && utf8_printable(code))
        add_whole(line, bytes);
}

void vevent_text_line(struct buf *to, const char *name, struct str text)
{
    struct line line = begin_line(to, name);
    while (text.n) {
        struct str at = text;
        uint32_t code = utf8_next(&text);
        add_text_code(&line, code, str_slice(at, 0, at.n - text.n));
    }
    end_line(&line);
}

void vevent_time_line(struct buf *to, const char *name, int64_t utc_s)
{
    char stamp[CIVIL_STAMP];
    civil_stamp(utc_s, stamp);
    vevent_line(to, name, str_from(stamp));
}

static void add_text_if_any(struct buf *to, const char *name, struct str text)
{
    if (text.n) vevent_text_line(to, name, text);
}

void vevent_encode(struct buf *to, const struct vevent *event)
{
    vevent_line(to, "BEGIN", STR("VCALENDAR"));
    vevent_line(to, "VERSION", STR("2.0"));
    vevent_line(to, "PRODID", STR("-//Rebond//Rebond//FR"));
    vevent_line(to, "BEGIN", STR("VEVENT"));
    vevent_text_line(to, "UID", event->uid);
    vevent_time_line(to, "DTSTAMP", event->stamp_s);
    vevent_time_line(to, "DTSTART", event->start_s);
    vevent_time_line(to, "DTEND", event->end_s);
    add_text_if_any(to, "SUMMARY", event->summary);
    add_text_if_any(to, "LOCATION", event->location);
    add_text_if_any(to, "DESCRIPTION", event->description);
    vevent_line(to, "END", STR("VEVENT"));
    vevent_line(to, "END", STR("VCALENDAR"));
}
