// Messages by language. French is the source: the key of a message is its French sentence, as in gettext. A
// missing translation is the French sentence, visibly. Immutable once parsed. Must never read a file: the
// bytes are given (assets/po/LANG.po).
#pragma once

#include "base/arena.h"
#include "base/str.h"

enum { MESSAGES_MAX = 1024 };

struct messages {
    char language[8]; // "fr", "en"; from the catalogue's header
    bool right_to_left;
    bool native_checked; // header "X-Native-Checked: yes"
    size_t count;
    struct message {
        struct str source, text;
    } * list; // sorted by source
};

// Parses a .po file (UTF-8; msgid, msgstr, comments, continued strings, the escapes \n \t \" \\). `arena`
// receives the texts. ERR_INVALID with `ret_line` set for bad syntax, invalid UTF-8, a repeated msgid, or a
// msgstr whose {placeholders} are not those of its msgid; ERR_FULL when the arena or MESSAGES_MAX is. The
// header entry must name its Language. Entries marked "#, fuzzy" are a tool's guesses and count as missing.
NODISCARD err_t messages_parse(struct str po, struct arena *arena, struct messages *ret_messages,
                               int *ret_line);

// The text in this language; `messages` may be NULL, which is French.
struct str messages_text(const struct messages *messages, struct str source);

// A value for one {name} of a text.
struct message_arg {
    const char *name;
    struct str value;
};

// Adds `text` to `to` with each {name} replaced. A placeholder without a value is a mistake of ours (CHECK).
// A value with letters of the other direction than the text's stands between FSI and PDI (UAX #9).
void messages_format(struct buf *to, struct str text, const struct message_arg *args, size_t count);

// Dates and times in words in the language: "mardi 14 mai", "Tuesday 14 May"; "10 h", "10 h 30" / "10:00".
// weekday 0 Monday .. 6; month 1..12.
struct str messages_weekday(const struct messages *messages, int weekday);
struct str messages_month(const struct messages *messages, int month);
void messages_date(struct buf *to, const struct messages *messages, int weekday, int day, int month);
void messages_time(struct buf *to, const struct messages *messages, int hour, int minute);
