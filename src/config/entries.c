// inih tells neither line numbers nor the beginning of a section nor which line it gave up on (the way Debian
// builds it). It does take its lines from a function of ours, one at a time; so that function counts them,
// slips in a marker behind each heading, and sees whether the line before it was answered.
#include "config/entries.h"

#include <ini.h>
#include <string.h>

#include "base/check.h"
#include "base/utf8.h"

#define MARKER "\x01" // control characters of the file never get this far

struct reader {
    struct str rest;
    int line;
    bool heading;    // the last line was a heading: the marker comes next
    bool unanswered; // the last line should give an entry, inih has not called us back yet
    bool unusable;   // something was said about this line already
    struct config_mistakes *mistakes;
    entry_sink *sink;
    void *self;
};

static void refuse_line(struct reader *reader, const char *why)
{
    if (!reader->unusable) mistakes_add(reader->mistakes, reader->line, "%s", why);
    reader->unusable = true;
}

static bool is_control(char c)
{
    return (c >= 0 && c < ' ' && c != '\t') || c == 0x7f;
}

static bool has_control(struct str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (is_control(line.p[i])) return true;
    return false;
}

static bool has_late_comment(struct str line)
{
    return str_find(line, STR(" ;")) != line.n || str_find(line, STR("\t;")) != line.n;
}

static void check_line(struct reader *reader, struct str line, size_t cap)
{
    if (has_control(line))
        refuse_line(reader, "la ligne contient un caractère de commande : permis : du texte simple");
    if (!utf8_valid(line))
        refuse_line(reader, "la ligne n'est pas en UTF-8 : enregistrez le fichier en UTF-8");
    if (has_late_comment(line))
        refuse_line(reader, "« ; » après un blanc : un commentaire a sa propre ligne ; dans un texte, pas de "
                            "blanc avant le point-virgule");
    if (line.n > cap && !reader->unusable) {
        mistakes_add(reader->mistakes, reader->line, "la ligne a %zu octets : permis : %zu", line.n, cap);
        reader->unusable = true;
    }
}

// A line of the file, as much as fits, without the bytes that only our own lines may have.
static char *hand_over(char *to, struct str line, size_t cap)
{
    bool is_text = utf8_valid(line);
    size_t n = line.n < cap ? line.n : cap;
    for (size_t i = 0; i < n; i++)
        to[i] = is_control(line.p[i]) || (!is_text && line.p[i] & 0x80) ? '?' : line.p[i];
    to[n] = '\n';
    to[n + 1] = 0;
    return to;
}

static char *hand_over_own(char *to, struct str line, size_t cap)
{
    CHECK(str_copy(line, to, cap) == OK);
    return to;
}

static bool is_heading(struct reader *reader, struct str line)
{
    if (str_find(line, STR("]")) + 1 == line.n) return true;
    refuse_line(reader, "une section s'écrit [nom], seule sur sa ligne");
    return false;
}

static void expect_answer(struct reader *reader)
{
    if (reader->unanswered)
        refuse_line(reader, "la ligne n'est ni « mot = valeur », ni une [section], ni un commentaire");
    reader->unanswered = false;
}

// Of the type that inih wants (fgets); `size` counts the final NUL.
static char *next_line(char *to, int size, void *self)
{
    struct reader *reader = self;
    size_t cap = (size_t)size - 2;
    expect_answer(reader);
    if (reader->heading) {
        reader->heading = false;
        return hand_over_own(to, STR(MARKER "=\n"), cap);
    }
    if (reader->rest.n == 0) return NULL;
    struct str line = str_trim(str_cut(&reader->rest, '\n'));
    reader->line++;
    reader->unusable = false;
    if (line.n == 0 || line.p[0] == '#' || line.p[0] == ';') return hand_over_own(to, STR("\n"), cap);
    check_line(reader, line, cap);
    reader->heading = line.p[0] == '[';
    reader->unanswered = !reader->heading;
    if (reader->heading && (!is_heading(reader, line) || reader->unusable))
        return hand_over_own(to, STR("[" ENTRIES_NO_SECTION "]\n"), cap);
    return hand_over(to, line, cap);
}

static int on_entry(void *self, const char *section, const char *name, const char *value)
{
    struct reader *reader = self;
    struct entry entry = {reader->line, str_from(section), str_from(name), str_from(value)};
    reader->unanswered = false;
    if (str_eq(entry.key, STR(MARKER)))
        entry.key = (struct str){0};
    else if (reader->unusable)
        entry.value = (struct str){0};
    reader->sink(reader->self, &entry);
    return 1;
}

void entries_read(struct str ini, struct config_mistakes *mistakes, entry_sink *sink, void *self)
{
    struct str byte_order_mark = STR("\xef\xbb\xbf");
    struct reader reader = {.rest = ini, .mistakes = mistakes, .sink = sink, .self = self};
    if (str_starts(ini, byte_order_mark)) reader.rest = str_slice(ini, byte_order_mark.n, ini.n);
    CHECK(ini_parse_stream(next_line, &reader, on_entry, &reader) >= 0);
}
