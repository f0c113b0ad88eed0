#include "ctl/hints.h"

#include "content/staff.h"

enum { AHEAD_ODD_S = 300 };

static void note(struct hints *hints, const char *resource, const char *reason, bool booking)
{
    if (hints->total++ >= HINTS_SHOWN) return;
    struct hint *hint = &hints->first[hints->count++];
    struct buf name = buf_init(hint->resource, sizeof hint->resource),
               why = buf_init(hint->reason, sizeof hint->reason);
    staff_add_text(&name, str_from(resource));
    staff_add_text(&why, str_from(reason));
    buf_c(&name);
    buf_c(&why);
    hint->booking = booking;
}

static void note_slot(void *self, const char *resource, const char *reason)
{
    note(self, resource, reason, false);
}

static void note_booking(void *self, const char *resource, const char *reason)
{
    note(self, resource, reason, true);
}

err_t hints_read(struct store *store, const char *partner, struct hints *hints)
{
    int64_t ahead_s = 0;
    err_t err = mirror_each_refused(store, partner, MIRROR_SLOTS, hints, note_slot);
    if (!err) err = mirror_each_refused(store, partner, MIRROR_BOOKINGS, hints, note_booking);
    if (!err) err = partner_get_ahead(store, partner, &ahead_s);
    if (ahead_s > AHEAD_ODD_S || ahead_s < -AHEAD_ODD_S) hints->ahead_s = ahead_s;
    return err;
}

static void add_span(struct buf *to, int64_t seconds)
{
    enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };
    if (seconds >= 2 * DAY)
        buf_add_format(to, "%lld jours", (long long)(seconds / DAY));
    else if (seconds >= 2 * HOUR)
        buf_add_format(to, "%lld h", (long long)(seconds / HOUR));
    else
        buf_add_format(to, "%lld min", (long long)(seconds / MINUTE));
}

static void add_clock(struct buf *to, int64_t ahead_s)
{
    if (ahead_s == 0) return;
    buf_add(to, STR("   L'horloge de cette borne et celle du serveur diffèrent de "));
    add_span(to, ahead_s < 0 ? -ahead_s : ahead_s);
    buf_add(to, ahead_s > 0 ? STR(" : celle du serveur avance\n") : STR(" : celle du serveur retarde\n"));
}

void hints_add(struct buf *to, const struct hints *hints)
{
    for (size_t i = 0; i < hints->count; i++) {
        const struct hint *hint = &hints->first[i];
        buf_add(to, hint->booking ? STR("   Rendez-vous illisible : ") : STR("   Créneau non proposé : "));
        buf_add_format(to, "%s — %s\n", hint->resource, hint->reason);
    }
    if (hints->total > hints->count) buf_add_format(to, "   et %zu autres\n", hints->total - hints->count);
    add_clock(to, hints->ahead_s);
}

void hints_tell(struct hints *hints, struct status_partner *status)
{
    for (size_t i = 0; i < hints->count; i++)
        hints->refused[i] = (struct status_refused){hints->first[i].resource, hints->first[i].reason};
    status->refused = hints->refused;
    status->refused_count = hints->count;
    status->refused_total = hints->total;
    status->ahead_s = hints->ahead_s;
}
