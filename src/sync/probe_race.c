// One round: eight writers create the same name at the same time. Who stands there is looked at twice, when
// the first was told that it has won and when all were answered.
#include "sync/probe_parts.h"

enum { REST_MS = 1000 }; // before a round that a failure spoiled is run again

void probe_start_race(struct probe *p)
{
    p->race = (struct probe_race){.early = PROBE_UNKNOWN, .after = PROBE_UNKNOWN};
    for (int i = 0; i < PROBE_WRITERS; i++)
        p->race.meanings[i] = CALDAV_AMBIGUOUS; // until it answers
    p->name = PROBE_NAME_RACE + p->rounds + p->repeats;
    probe_enter(p, PROBE_RACE, (1u << PROBE_WRITERS) - 1);
}

static void keep_answer(struct probe *p, unsigned lane, enum caldav_meaning meaning,
                        const struct http_answer *answer)
{
    if (lane == PROBE_LANE_EARLY) {
        if (meaning == CALDAV_FOUND) p->race.early = probe_whose(p, p->name, answer->body);
        if (meaning == CALDAV_GONE) p->race.early = PROBE_NOBODY;
    } else {
        bool first = true;
        for (int i = 0; i < PROBE_WRITERS; i++)
            first = first && !probe_accepted(p->race.meanings[i]);
        p->race.meanings[lane] = meaning;
        p->race.cut |= answer->failure != HTTP_DONE;
        if (first && probe_accepted(meaning)) p->to_send |= 1u << PROBE_LANE_EARLY;
    }
}

void probe_on_read_race(struct probe *p, enum caldav_meaning meaning, const struct http_answer *answer)
{
    if (!probe_read_stands(p, meaning, answer)) return;
    p->race.after = p->stands;
    bool counts = probe_judge_round(p);
    if (!counts && p->repeats++ == PROBE_REPEATS) {
        probe_fail(p, PROBE_UNCLEAR);
    } else if (p->rounds == PROBE_ROUNDS) {
        probe_conclude(p);
    } else {
        probe_start_race(p);
        if (!counts) p->pause_ms = REST_MS;
    }
}

static bool is_end(enum caldav_meaning meaning)
{
    return meaning == CALDAV_CREDENTIALS || meaning == CALDAV_CERTIFICATE || meaning == CALDAV_CAPTIVE;
}

// One connection that was not taken is a lost answer; when none was, the server is gone.
static bool race_is_broken(const struct probe_race *race, enum caldav_meaning *ret_trouble)
{
    bool gone = true;
    for (int i = 0; i < PROBE_WRITERS; i++) {
        gone = gone && race->meanings[i] == CALDAV_UNREACHABLE;
        if (!is_end(race->meanings[i])) continue;
        *ret_trouble = race->meanings[i];
        return true;
    }
    *ret_trouble = CALDAV_UNREACHABLE;
    return gone;
}

// A race goes on to its last answer; only then anything else may be sent.
void probe_on_race(struct probe *p, unsigned lane, enum caldav_meaning meaning,
                   const struct http_answer *answer)
{
    keep_answer(p, lane, meaning, answer);
    if (p->under_way || p->to_send) return;
    enum caldav_meaning trouble;
    if (!race_is_broken(&p->race, &trouble) || !probe_has_trouble(p, trouble, answer))
        probe_enter(p, PROBE_READ_RACE, 1);
}
