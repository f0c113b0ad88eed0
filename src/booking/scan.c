#include "booking/scan.h"

#include "base/moment.h"
#include "base/str.h"
#include "base/wipe.h"

static const char first_words[] = "begin:vcalendar";
enum { FIRST = sizeof first_words - 1 };

// Caps Lock turns everything round.
static char small(uint32_t code)
{
    if (code >= 'A' && code <= 'Z') return (char)(code - 'A' + 'a');
    return code < 128 ? (char)code : '?';
}

static int pace_ms(const struct scan *scan)
{
    if (scan->tail) return SCAN_TAIL_MS;
    return scan->sure ? SCAN_PAUSE_MS : SCAN_PACE_MS;
}

static bool is_late(const struct scan *scan, int64_t mono_ms)
{
    return mono_ms - scan->last_ms > pace_ms(scan);
}

int64_t scan_deadline(const struct scan *scan)
{
    if (!scan->sure && scan->count == 0) return MOMENT_NEVER;
    return scan->last_ms + pace_ms(scan) + 1;
}

size_t scan_give_back(struct scan *scan, char to[SCAN_HELD])
{
    size_t n = scan->sure ? 0 : scan->count;
    for (size_t i = 0; i < n; i++)
        to[i] = scan->held[i];
    wipe(scan, sizeof *scan);
    return n;
}

static enum scan_answer begin(struct scan *scan, uint32_t code, int64_t mono_ms)
{
    if (code > 126 || small(code) != first_words[scan->count]) return SCAN_NOT;
    scan->held[scan->count++] = (char)code;
    scan->last_ms = mono_ms;
    scan->sure = scan->count == FIRST;
    return SCAN_TAKES;
}

static void read_line(struct scan *scan)
{
    struct str line = str_trim((struct str){scan->line, scan->line_n});
    if (str_starts(line, STR("uid:")))
        scan->has_uid = uid_parse(str_slice(line, 4, line.n), &scan->uid) == OK;
}

static bool is_last(const struct scan *scan)
{
    return str_eq(str_trim((struct str){scan->line, scan->line_n}), STR("end:vcalendar"));
}

// Whole with its last letter: not every scanner sends a line break after it. One that comes at once is
// swallowed.
static enum scan_answer go_on(struct scan *scan, uint32_t code, int64_t mono_ms, struct uid *ret_uid)
{
    scan->last_ms = mono_ms;
    scan->tail = scan->tail && code == '\n';
    if (code == '\n') {
        read_line(scan);
        scan->line_n = 0;
    } else if (scan->line_n < sizeof scan->line) {
        scan->line[scan->line_n++] = small(code);
    }
    if (!is_last(scan)) return SCAN_TAKES;
    bool whole = scan->has_uid;
    if (whole) *ret_uid = scan->uid;
    wipe(scan, sizeof *scan);
    scan->sure = scan->tail = true;
    scan->last_ms = mono_ms;
    return whole ? SCAN_WHOLE : SCAN_TAKES;
}

enum scan_answer scan_take(struct scan *scan, uint32_t code, int64_t mono_ms, struct uid *ret_uid)
{
    bool open = scan->sure || scan->count > 0;
    if (open && is_late(scan, mono_ms)) {
        if (!scan->sure) return SCAN_NOT;
        wipe(scan, sizeof *scan);
    }
    return scan->sure ? go_on(scan, code, mono_ms, ret_uid) : begin(scan, code, mono_ms);
}
