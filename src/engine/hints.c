// What a partner's answers say beside what was asked: whether it is still the same server, how its clock is,
// what staff and technicians should hear of. None of it decides what is offered or believed.
#include "engine/parts.h"

#include "base/log.h"
#include "seal/seal.h"

#include <string.h>

enum { AHEAD_KEPT_S = 60, AHEAD_ODD_S = 300 };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

// The address, the user, and the program that answers without its version: an upgrade is no other server.
static void identity_make(const struct partner *p, const struct http_answer *answer, char to[MIRROR_IDENTITY])
{
    char memory[LIMIT_URL + 512];
    uint8_t hash[32];
    struct buf text = buf_init(memory, sizeof memory);
    struct str product = caldav_read_product(answer);
    buf_add(&text, str_from(mirror_url(p)));
    buf_add_char(&text, '\n');
    buf_add(&text, str_from(p->account ? p->account->user : NULL));
    buf_add_char(&text, '\n');
    for (size_t i = 0; i < product.n; i++)
        buf_add_char(&text, lower(product.p[i]));
    seal_sha256(buf_str(&text), hash);
    to[seal_base32(hash, (MIRROR_IDENTITY - 1) * 5 / 8, to)] = '\0';
}

bool is_other_server(struct partner *p, const struct http_answer *answer)
{
    struct mirror *m = &p->mirror;
    identity_make(p, answer, m->new_identity);
    return m->kept_identity[0] && strcmp(m->kept_identity, m->new_identity) != 0;
}

static bool is_odd(int64_t ahead_s)
{
    return ahead_s > AHEAD_ODD_S || ahead_s < -AHEAD_ODD_S;
}

// Kept when it changes by more than a minute: a write for every answer would wear the card.
void hear_clock(struct engine *e, struct partner *p, const struct http_answer *answer, struct moment now)
{
    int64_t there_s;
    if (caldav_read_date(answer, &there_s) != OK) return;
    int64_t ahead_s = there_s - now.wall_s;
    if (is_odd(ahead_s) && !p->ahead_told) log_event(LOG_PARTNER_CLOCK, p->number, ahead_s);
    p->ahead_told = is_odd(ahead_s);
    if (ahead_s - p->ahead_s <= AHEAD_KEPT_S && p->ahead_s - ahead_s <= AHEAD_KEPT_S) return;
    if (!store_failed(e, partner_set_ahead(e->o.store, p->config->id, ahead_s), now)) p->ahead_s = ahead_s;
}

void say_again(struct partner *p, struct moment now)
{
    struct mirror *m = &p->mirror;
    if (now.mono_ms < m->told_ms[m->collection]) return;
    m->told[m->collection] = 0;
    m->told_ms[m->collection] = now.mono_ms + WHOLE_MS;
}

void say_once(struct partner *p, enum mirror_oddity oddity, int64_t number)
{
    static const enum log_event events[] = {[ODD_SENSELESS] = LOG_MIRROR_SENSELESS,
                                            [ODD_TOO_BIG] = LOG_MIRROR_TOO_BIG,
                                            [ODD_OVER] = LOG_MIRROR_OVER,
                                            [ODD_LONG] = LOG_MIRROR_FULL};
    struct mirror *m = &p->mirror;
    if (m->told[m->collection] & oddity) return;
    m->told[m->collection] |= oddity;
    log_event(events[oddity], p->number, number);
}

// How many resources were not understood, and that there are more free slots than are shown, when that is
// news.
err_t say_what_is_left_out(struct engine *e, struct partner *p, struct moment now)
{
    struct mirror *m = &p->mirror;
    struct mirror_state state;
    size_t open = 0;
    err_t err = mirror_get_state(e->o.store, p->config->id, m->collection, &state);
    if (!err && m->collection == MIRROR_SLOTS)
        err = store_count_open(e->o.store, p->config->id, stamp_s(e, now), &open);
    if (err) return err;
    if (state.refused && state.refused != m->refused[m->collection])
        log_event(LOG_MIRROR_REFUSED, p->number, (int64_t)state.refused);
    m->refused[m->collection] = state.refused;
    if (m->collection != MIRROR_SLOTS) return OK;
    if (open > LIMIT_SLOTS && !m->crowded) log_event(LOG_MIRROR_FULL, p->number, LIMIT_SLOTS);
    m->crowded = open > LIMIT_SLOTS;
    return OK;
}
