#include "sync/ical_title.h"

#include <string.h>

#include "base/check.h"
#include "base/utf8.h"
#include "sync/ical_sieve.h"

// Cuts "(8 places)" off the end of `*summary`: its digits, or "" when there is no such thing.
static struct str cut_places(struct str *summary)
{
    static const char *const words[] = {"places", "place", "seats", "seat"};
    struct str text = str_trim(*summary);
    size_t open = text.n;
    while (open && text.p[open - 1] != '(')
        open--;
    if (!open || !str_ends(text, STR(")"))) return STR("");
    struct str inside = str_trim(str_slice(text, open, text.n - 1));
    size_t n = 0;
    while (n < inside.n && inside.p[n] >= '0' && inside.p[n] <= '9')
        n++;
    struct str word = str_trim(str_slice(inside, n, inside.n));
    if (str_starts(word, STR("\u00a0"))) word = str_slice(word, 2, word.n); // phones put one there
    for (size_t i = 0; n && i < sizeof words / sizeof *words; i++) {
        if (!str_eq_nocase(word, str_from(words[i]))) continue;
        *summary = str_slice(text, 0, open - 1);
        return str_slice(inside, 0, n);
    }
    return STR("");
}

// Whole characters that fit, every run of blanks and control characters as one blank.
static void clean(struct str text, char *to, size_t cap)
{
    struct buf title = buf_init(to, cap - 1);
    bool blank = true; // none at the beginning
    while (text.n && !title.full) {
        char bytes[4];
        uint32_t code = utf8_next(&text);
        if (code == UTF8_BAD) code = '?';
        if (code < 0x20) code = ' ';
        if (!utf8_printable(code) || (code == ' ' && blank)) continue;
        buf_add(&title, (struct str){bytes, utf8_encode(code, bytes)});
        blank = code == ' ';
    }
    to[str_trim(buf_str(&title)).n] = 0;
}

static bool ends_sentence(struct str text, size_t at)
{
    bool last = at + 1 == text.n || text.p[at + 1] == ' ' || text.p[at + 1] == '\\';
    return last && strchr(".!?", text.p[at]);
}

// Up to the first end of a line or sentence; backslashes as in RFC 5545 3.3.11. False when there was no end.
static bool take_sentence(struct str text, struct buf *to)
{
    for (size_t i = 0; i < text.n; i++) {
        bool escaped = text.p[i] == '\\' && i + 1 < text.n;
        if (escaped && (text.p[i + 1] == 'n' || text.p[i + 1] == 'N')) return true;
        if (escaped) i++;
        buf_add_char(to, text.p[i]);
        if (!escaped && ends_sentence(text, i)) return true;
    }
    return false;
}

static void read_sentence(const struct ical_line *line, char to[LIMIT_ABOUT])
{
    char memory[sizeof line->memory];
    struct buf sentence = buf_init(memory, sizeof memory);
    if (!take_sentence(line->value, &sentence) && line->cut) {
        while (sentence.n && memory[sentence.n - 1] != ' ')
            sentence.n--;
        sentence.n = str_trim(buf_str(&sentence)).n;
        buf_add(&sentence, STR("…"));
    }
    clean(buf_str(&sentence), to, LIMIT_ABOUT);
}

void ical_read_about(struct str ics, char to[LIMIT_ABOUT])
{
    struct ical_line line;
    int depth = 0;
    bool event = false;
    for (to[0] = 0; !to[0] && ical_next_line(&ics, &line);) {
        bool begins = str_eq_nocase(line.name, STR("BEGIN"));
        depth += begins;
        if (begins && depth == 2) event = str_eq_nocase(line.value, STR("VEVENT"));
        depth -= str_eq_nocase(line.name, STR("END"));
        if (depth == 2 && event && str_eq_nocase(line.name, STR("DESCRIPTION"))) read_sentence(&line, to);
    }
}

err_t ical_read_title(struct str summary, struct slot *slot, const char **ret_reason)
{
    int64_t places = 1;
    struct str digits = cut_places(&summary);
    if (digits.n && (str_parse_u63(digits, &places) || places < 1 || places > LIMIT_SEATS)) {
        *ret_reason = "le nombre de places du titre doit être entre 1 et 99";
        return ERR_INVALID;
    }
    slot->capacity = (uint16_t)places;
    slot->workshop = digits.n > 0;
    clean(summary, slot->title, sizeof slot->title);
    struct str title = str_from(slot->title);
    slot_cut_picture(&title, slot->picture);
    err_t err = str_copy(title, slot->title, sizeof slot->title);
    CHECK(err == OK);
    return OK;
}
