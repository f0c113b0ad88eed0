#include "sync/ical_sieve.h"

#include <string.h>

#include "base/limits.h"

enum {
    RULE_VALUES = 40,  // commas in one RRULE; a list of every day of a month has 30
    RULE_BYTES = 400,  // of one RRULE
    RULES = 64,        // in one resource: time zones with a whole history have some twenty
    LIST_VALUES = 400, // commas in one EXDATE or RDATE: above 500 libical drops the rest in silence
};

static struct str physical_line(struct str *rest)
{
    const char *end = memchr(rest->p, '\n', rest->n);
    size_t n = end ? (size_t)(end - rest->p) : rest->n;
    struct str line = {rest->p, n};
    *rest = str_slice(*rest, n + 1, rest->n);
    if (line.n && line.p[line.n - 1] == '\r') line.n--;
    return line;
}

static bool continues(struct str rest)
{
    return rest.n && (rest.p[0] == ' ' || rest.p[0] == '\t');
}

// The colon before the value: the first one outside the quotes of a parameter. text.n when there is none.
static size_t find_colon(struct str text)
{
    bool quoted = false;
    size_t at = 0;
    for (; at < text.n && (quoted || text.p[at] != ':'); at++)
        quoted ^= text.p[at] == '"';
    return at;
}

static void split_line(struct str front, struct ical_line *line)
{
    size_t colon = find_colon(front), name = 0;
    while (name < colon && front.p[name] != ';')
        name++;
    line->name = colon < front.n ? str_slice(front, 0, name) : STR("");
    line->value = str_trim(str_slice(front, colon + 1, front.n));
}

bool ical_next_line(struct str *rest, struct ical_line *ret_line)
{
    if (rest->n == 0) return false;
    const char *start = rest->p;
    struct buf front = buf_init(ret_line->memory, sizeof ret_line->memory);
    struct str part = physical_line(rest);
    buf_add(&front, str_slice(part, 0, front.cap));
    bool cut = part.n > front.cap;
    while (continues(*rest)) {
        part = str_slice(physical_line(rest), 1, SIZE_MAX);
        cut |= part.n > front.cap - front.n;
        buf_add(&front, str_slice(part, 0, front.cap - front.n));
    }
    ret_line->raw = (struct str){start, (size_t)(rest->p - start)};
    ret_line->cut = cut;
    split_line(buf_str(&front), ret_line);
    return true;
}

static const struct {
    const char *name;
    enum ical_scope parent;
} scopes[] = {
    [SCOPE_CALENDAR] = {"VCALENDAR", SCOPE_OUTSIDE}, [SCOPE_EVENT] = {"VEVENT", SCOPE_CALENDAR},
    [SCOPE_ZONE] = {"VTIMEZONE", SCOPE_CALENDAR},    [SCOPE_STANDARD] = {"STANDARD", SCOPE_ZONE},
    [SCOPE_DAYLIGHT] = {"DAYLIGHT", SCOPE_ZONE},
};

enum verdict { VERDICT_KEEP, VERDICT_DROP, VERDICT_REFUSE };

static enum verdict refuse(struct ical_sieve *sieve, const char *reason)
{
    sieve->reason = reason;
    return VERDICT_REFUSE;
}

static enum verdict judge_begin(struct ical_sieve *sieve, struct str component)
{
    for (int scope = SCOPE_CALENDAR; !sieve->skipped && scope <= SCOPE_DAYLIGHT; scope++) {
        if (scopes[scope].parent != sieve->scope || !str_eq_nocase(component, str_from(scopes[scope].name)))
            continue;
        sieve->scope = (enum ical_scope)scope;
        return VERDICT_KEEP;
    }
    if (sieve->scope == SCOPE_OUTSIDE || sieve->scope == SCOPE_DONE)
        return refuse(sieve, "ce n'est pas un agenda");
    sieve->skipped++;
    return VERDICT_DROP;
}

static enum verdict judge_end(struct ical_sieve *sieve, struct str component)
{
    if (sieve->skipped) {
        sieve->skipped--;
        return VERDICT_DROP;
    }
    if (sieve->scope == SCOPE_OUTSIDE || sieve->scope == SCOPE_DONE ||
        !str_eq_nocase(component, str_from(scopes[sieve->scope].name)))
        return refuse(sieve, "l'agenda est abîmé : ses parties ne se ferment pas");
    sieve->scope = sieve->scope == SCOPE_CALENDAR ? SCOPE_DONE : scopes[sieve->scope].parent;
    return VERDICT_KEEP;
}

static bool one_of(struct str name, const char *const *names)
{
    while (*names && !str_eq_nocase(name, str_from(*names)))
        names++;
    return *names != NULL;
}

// STATUS and TRANSP pass only with the value that matters, and nothing passes empty: libical makes an error
// of them, and any error refuses the whole event.
static bool is_wanted(const struct ical_sieve *sieve, const struct ical_line *line)
{
    static const char *const event[] = {"UID",   "DTSTART", "DTEND",  "DURATION",      "RRULE",
                                        "RDATE", "EXDATE",  "EXRULE", "RECURRENCE-ID", NULL};
    static const char *const observance[] = {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE", NULL};
    if (line->value.n == 0 && !line->cut) return false;
    if (sieve->scope == SCOPE_ZONE) return str_eq_nocase(line->name, STR("TZID"));
    if (sieve->scope == SCOPE_STANDARD || sieve->scope == SCOPE_DAYLIGHT)
        return one_of(line->name, observance);
    if (sieve->scope != SCOPE_EVENT) return false;
    if (str_eq_nocase(line->name, STR("STATUS"))) return str_eq_nocase(line->value, STR("CANCELLED"));
    if (str_eq_nocase(line->name, STR("TRANSP"))) return str_eq_nocase(line->value, STR("TRANSPARENT"));
    if (str_eq_nocase(line->name, STR("SUMMARY"))) return sieve->titles;
    return one_of(line->name, event);
}

static size_t commas(struct str raw)
{
    size_t count = 0;
    for (size_t i = 0; i < raw.n; i++)
        count += raw.p[i] == ',';
    return count;
}

static enum verdict judge_property(struct ical_sieve *sieve, const struct ical_line *line)
{
    if (!is_wanted(sieve, line)) return VERDICT_DROP;
    if (str_eq_nocase(line->name, STR("EXRULE")))
        return refuse(sieve, "une règle d'exclusion (EXRULE) n'est pas prise en charge");
    if (str_eq_nocase(line->name, STR("RRULE")) &&
        (++sieve->rules > RULES || line->raw.n > RULE_BYTES || commas(line->raw) > RULE_VALUES))
        return refuse(sieve, "la répétition est trop compliquée");
    if (!str_eq_nocase(line->name, STR("SUMMARY")) && commas(line->raw) > LIST_VALUES)
        return refuse(sieve, "la répétition a trop d'exceptions");
    return VERDICT_KEEP;
}

static enum verdict judge(struct ical_sieve *sieve, const struct ical_line *line)
{
    if (str_trim(line->raw).n == 0) return VERDICT_DROP;
    if (str_eq_nocase(line->name, STR("BEGIN"))) return judge_begin(sieve, line->value);
    if (str_eq_nocase(line->name, STR("END"))) return judge_end(sieve, line->value);
    if (sieve->scope == SCOPE_OUTSIDE || sieve->scope == SCOPE_DONE)
        return refuse(sieve, "ce n'est pas un agenda");
    return sieve->skipped ? VERDICT_DROP : judge_property(sieve, line);
}

struct ical_sieve ical_sieve_init(struct str ics, bool titles)
{
    if (str_starts(ics, STR("\xef\xbb\xbf"))) ics = str_slice(ics, 3, ics.n);
    return (struct ical_sieve){.rest = ics, .titles = titles};
}

err_t ical_sieve_check(struct ical_sieve sieve, const char **ret_reason)
{
    struct ical_line line;
    enum verdict verdict = VERDICT_DROP;
    if (sieve.rest.n > LIMIT_EVENT)
        verdict = refuse(&sieve, "l'évènement est trop gros");
    else if (sieve.rest.n && memchr(sieve.rest.p, 0, sieve.rest.n))
        verdict = refuse(&sieve, "ce n'est pas un agenda");
    while (verdict != VERDICT_REFUSE && ical_next_line(&sieve.rest, &line))
        verdict = judge(&sieve, &line);
    if (verdict != VERDICT_REFUSE && sieve.scope != SCOPE_DONE)
        verdict = refuse(&sieve, "l'agenda est abîmé : sa fin manque");
    if (verdict != VERDICT_REFUSE) return OK;
    *ret_reason = sieve.reason;
    return ERR_INVALID;
}

static bool pass_next_line(struct ical_sieve *sieve)
{
    struct ical_line line;
    while (ical_next_line(&sieve->rest, &line)) {
        if (judge(sieve, &line) != VERDICT_KEEP) continue;
        sieve->passing = line.raw;
        return true;
    }
    return false;
}

char *ical_sieve_read(char *to, size_t cap, void *self)
{
    struct ical_sieve *sieve = self;
    if (sieve->passing.n == 0 && !pass_next_line(sieve)) return NULL;
    const char *end = memchr(sieve->passing.p, '\n', sieve->passing.n);
    size_t n = end ? (size_t)(end - sieve->passing.p) + 1 : sieve->passing.n;
    if (n > cap - 1) n = cap - 1;
    memcpy(to, sieve->passing.p, n);
    to[n] = 0;
    sieve->passing = str_slice(sieve->passing, n, sieve->passing.n);
    return to;
}
