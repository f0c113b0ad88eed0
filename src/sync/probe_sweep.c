// What a probe leaves about, its own and what one that was cut off has left: look, delete, and look again
// until nothing is there.
#include "base/check.h"
#include "sync/probe_parts.h"

enum {
    LOOKS = 20, // at one collection
    REST_MS = 500
};

void probe_look_at(struct probe *p, enum probe_where where)
{
    p->looking = where;
    p->looks = 0;
    p->refused = false;
    probe_enter(p, PROBE_LOOK, 1);
}

static void after_look(struct probe *p)
{
    bool slots_next = p->looking == PROBE_BOOKINGS && (!p->closing || p->wrote_slot);
    if (slots_next) {
        probe_look_at(p, PROBE_SLOTS);
    } else if (!p->closing) {
        if (p->swept) probe_find(p, PROBE_SWEPT, PROBE_BOOKINGS, p->swept);
        probe_enter(p, PROBE_COMPONENTS, 1);
    } else {
        probe_enter(p, PROBE_OVER, 0);
    }
}

static void sweep_some(struct probe *p)
{
    size_t left = p->file_count - p->file_at;
    probe_enter(p, PROBE_SWEEP, (1u << (left < PROBE_WRITERS ? left : PROBE_WRITERS)) - 1);
}

static err_t list_files(struct probe *p, struct str xml)
{
    struct caldav_listing listing;
    struct caldav_member *members = arena_take(p->o.arena, PROBE_MEMBERS * sizeof *members);
    CHECK(members);
    err_t err = caldav_parse_multistatus(xml, p->o.arena, members, PROBE_MEMBERS, &listing);
    if (err) return err;
    p->file_count = p->file_at = p->seen = 0;
    for (size_t i = 0; i < listing.count; i++) {
        char name[LIMIT_RESOURCE];
        if (members[i].gone || caldav_name_from_href(members[i].href, name, sizeof name) != OK) continue;
        if (!probe_is_name(str_from(name))) continue;
        p->seen++;
        if (p->file_count < PROBE_FILES)
            CHECK(str_copy(str_from(name), p->files[p->file_count++], PROBE_FILE_NAME) == OK);
    }
    return OK;
}

void probe_on_look(struct probe *p, enum caldav_meaning meaning, const struct http_answer *answer)
{
    err_t err = meaning == CALDAV_FOUND ? list_files(p, answer->body) : ERR_INVALID;
    if (err) {
        probe_fail(p, meaning == CALDAV_GONE      ? PROBE_NOT_THERE
                      : meaning == CALDAV_REFUSED ? PROBE_FORBIDDEN
                      : err == ERR_FULL           ? PROBE_TOO_BIG
                                                  : PROBE_UNCLEAR);
        return;
    }
    bool enough = p->refused || ++p->looks > LOOKS;
    if (p->seen && !enough) {
        p->deleted = 0;
        sweep_some(p);
        return;
    }
    if (p->seen && p->closing) probe_find(p, PROBE_LEFT, p->looking, (int)p->seen);
    after_look(p);
}

// A server that fails is asked again by the next look; one that refuses is not.
void probe_on_sweep(struct probe *p, enum caldav_meaning meaning)
{
    if (meaning == CALDAV_GONE)
        p->deleted++;
    else if (meaning != CALDAV_AMBIGUOUS && meaning != CALDAV_LATER)
        p->refused = true;
    if (p->under_way || p->to_send) return;
    p->file_at += PROBE_WRITERS;
    if (p->file_at < p->file_count) {
        sweep_some(p);
        return;
    }
    if (!p->closing) p->swept += p->deleted;
    p->refused = p->refused || (p->stopping && !p->deleted);
    bool stuck = !p->deleted;
    probe_enter(p, PROBE_LOOK, 1);
    if (stuck && !p->refused) p->pause_ms = REST_MS;
}
