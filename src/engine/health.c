#include "engine/parts.h"

#include "base/log.h"

static enum log_event event_of(enum partner_condition condition)
{
    switch (condition) {
    case PARTNER_OK: return LOG_PARTNER_OK;
    case PARTNER_UNREACHABLE: return LOG_PARTNER_UNREACHABLE;
    case PARTNER_CREDENTIALS: return LOG_PARTNER_CREDENTIALS;
    case PARTNER_CERTIFICATE: return LOG_PARTNER_CERTIFICATE;
    case PARTNER_CAPTIVE: return LOG_PARTNER_CAPTIVE;
    case PARTNER_SUSPECT: return LOG_PARTNER_SUSPECT;
    }
    return LOG_PARTNER_OK;
}

// Suspicion outlives everything else: bookings may have been lost there, and a day without network must not
// make staff forget it. A technician takes it back after a new probe.
static void set_condition(struct engine *e, struct partner *p, enum partner_condition condition)
{
    if (p->condition == condition || p->condition == PARTNER_SUSPECT) return;
    if (partner_set_condition(e->o.store, p->config->id, condition) != OK) return; // said again next time
    p->condition = condition;
    log_event(event_of(condition), p->number, 0);
}

// Until a new probe says otherwise, one kiosk alone books there.
void partner_suspect(struct engine *e, struct partner *p)
{
    struct partner_probe probe;
    err_t err = partner_get_probe(e->o.store, p->config->id, &probe);
    probe.server_class = 'C';
    if (!err) err = partner_set_probe(e->o.store, p->config->id, &probe);
    if (err) return; // it will be seen again
    p->server_class = 'C';
    set_condition(e, p, PARTNER_SUSPECT);
}

void partner_second(struct engine *e, struct partner *p, bool is_second)
{
    if (p->second == is_second) return;
    if (partner_set_second(e->o.store, p->config->id, is_second) != OK) return; // said again next time
    p->second = is_second;
    if (is_second) log_event(LOG_PARTNER_SECOND, p->number, 0);
}

err_t partner_look_up(struct engine *e, struct partner *p)
{
    struct partner_probe probe;
    err_t err = partner_get_probe(e->o.store, p->config->id, &probe);
    if (!err) err = partner_get_condition(e->o.store, p->config->id, &p->condition);
    if (!err) err = partner_get_second(e->o.store, p->config->id, &p->second);
    if (err) return err;
    char server_class = config_server_class(p->config, probe.server_class);
    if (server_class != p->server_class) log_event(LOG_PARTNER_CLASS, p->number, server_class);
    p->server_class = server_class;
    if (!writer_is_wanted(p)) partner_second(e, p, false);
    return OK;
}

// Eight deliveries that fail together are one failure; after that only the mirror tries, and only its
// failures count.
static void go_down(struct engine *e, struct partner *p, enum partner_condition condition, int64_t after_ms,
                    bool is_probe, struct moment now)
{
    set_condition(e, p, condition);
    if (p->down && !is_probe) return;
    p->down = true;
    p->met = false;
    p->failures++;
    int64_t ms = condition == PARTNER_CREDENTIALS ? plan_credentials_ms(&e->rng)
                                                  : plan_backoff_ms(p->failures, after_ms, &e->rng);
    p->retry_ms = now.mono_ms + ms;
}

static void wait_as_told(struct engine *e, struct partner *p, int64_t after_ms, struct moment now)
{
    if (now.mono_ms < p->retry_ms && after_ms < 0) return; // several answers, one wait
    p->failures++;
    int64_t until = now.mono_ms + plan_backoff_ms(p->failures, after_ms, &e->rng);
    if (until > p->retry_ms) p->retry_ms = until;
}

static void is_well(struct engine *e, struct partner *p, bool is_probe)
{
    if (p->down && !is_probe) return;
    p->down = false;
    p->failures = 0;
    set_condition(e, p, PARTNER_OK);
}

void partner_heard(struct engine *e, struct partner *p, enum caldav_asked asked, enum caldav_meaning meaning,
                   const struct http_answer *answer, bool is_probe, struct moment now)
{
    int64_t after_ms = caldav_retry_after_ms(answer);
    p->heard = true;
    switch (meaning) {
    case CALDAV_UNREACHABLE: go_down(e, p, PARTNER_UNREACHABLE, -1, is_probe, now); return;
    case CALDAV_CERTIFICATE: go_down(e, p, PARTNER_CERTIFICATE, -1, is_probe, now); return;
    case CALDAV_CREDENTIALS: go_down(e, p, PARTNER_CREDENTIALS, -1, is_probe, now); return;
    case CALDAV_CAPTIVE: go_down(e, p, PARTNER_CAPTIVE, after_ms, is_probe, now); return;
    case CALDAV_LATER: wait_as_told(e, p, after_ms, now); return;
    case CALDAV_REFUSED: // a PUT may be refused for what it says; a GET only for who asks
        if (asked != CALDAV_ASKED_PUT) go_down(e, p, PARTNER_CREDENTIALS, -1, is_probe, now);
        return;
    case CALDAV_AMBIGUOUS: // an answer to a probe, however odd, shows that somebody is there
        if (is_probe && answer->failure == HTTP_DONE) is_well(e, p, is_probe);
        return;
    case CALDAV_TOO_BIG: return;
    case CALDAV_BAD_TOKEN:
    case CALDAV_CREATED:
    case CALDAV_REPLACED:
    case CALDAV_TAKEN:
    case CALDAV_FOUND:
    case CALDAV_GONE: is_well(e, p, is_probe); return;
    }
}

// Kiosks that come back together, after the town's network did, do not all write at once.
void partner_met(struct engine *e, struct partner *p, struct moment now)
{
    if (p->met || p->down) return;
    p->met = true;
    p->look = true;
    p->flush_ms = now.mono_ms + (int64_t)rng_below(&e->rng, PLAN_FLUSH_MS);
}
