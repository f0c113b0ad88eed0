// Messages by language. French is the source: the key of a message is its French sentence, as in gettext. A
// missing translation is the French sentence, visibly. Immutable once parsed. Must never read a file: the
// bytes are given (assets/po/LANG.po, and assets/po/rebond.pot: all the sentences there are).
#pragma once

#include "base/arena.h"
#include "base/str.h"
#include "content/languages.h"

enum { MESSAGES_MAX = 1024 };

struct messages {
    char language[8]; // "fr", "en"; from the catalogue's header
    bool right_to_left;
    bool native_checked; // header "X-Native-Checked: yes"
    size_t count;
    size_t missing; // of all the sentences there are: known after messages_complete
    struct message {
        struct str source, text;          // text is empty when there is no translation
        struct str plural;                // msgid_plural, empty when no number decides
        struct str forms[LANGUAGE_FORMS]; // of a plural; the first is `text`
        bool missing;                     // what stands here is marked French
    } * list;                             // sorted by source
};

// Parses a .po file (UTF-8; msgid, msgid_plural, msgstr, msgstr[n], comments, continued strings, the escapes
// \n \t \" \\). `arena` receives the texts. ERR_INVALID with `ret_line` set for bad syntax, invalid UTF-8, a
// repeated msgid, a msgstr whose {placeholders} are not those of its msgid, another number of plural forms
// than the language has, or a Plural-Forms header that is not its rule (content/languages.h); ERR_FULL when
// the arena or MESSAGES_MAX is. The header entry must name its Language. Entries marked "#, fuzzy" are a
// tool's guesses and count as missing, as do plurals that lack a form.
NODISCARD err_t messages_parse(struct str po, struct arena *arena, struct messages *ret_messages,
                               int *ret_line);

// What begins a French text that stands for a missing translation.
#define MESSAGES_MISSING "[fr] "
// Puts marked French where `all` (the parsed rebond.pot) has a sentence that is not translated here, and
// counts them. ERR_FULL when the arena is; `messages` is untouched then. Both and their arenas must live on.
NODISCARD err_t messages_complete(struct messages *messages, const struct messages *all, struct arena *arena);

// The text in this language; `messages` may be NULL, which is French.
struct str messages_text(const struct messages *messages, struct str source);
// The same for a sentence with a number in it, in the form that goes with n >= 0: msgid and msgid_plural.
struct str messages_plural(const struct messages *messages, struct str source, struct str plural, int64_t n);

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
