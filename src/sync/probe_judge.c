// From answers to a class (partner-caldav.md, The probe). In doubt it is the worse one: a class that is too
// good confirms one seat to two people.
#include "base/check.h"
#include "sync/probe_parts.h"

void probe_find(struct probe *probe, enum probe_kind kind, enum probe_where where, int count)
{
    struct probe_result *result = &probe->result;
    CHECK(result->finding_count < PROBE_FINDINGS);
    result->findings[result->finding_count++] = (struct probe_finding){kind, where, count};
}

bool probe_accepted(enum caldav_meaning meaning)
{
    return meaning == CALDAV_CREATED || meaning == CALDAV_REPLACED;
}

static int count_of(const struct probe_race *race, enum caldav_meaning meaning)
{
    int count = 0;
    for (int i = 0; i < PROBE_WRITERS; i++)
        count += race->meanings[i] == meaning;
    return count;
}

// Whoever was told 201 stood there when it was told so, and stands there still.
static bool winner_stood(const struct probe_race *race)
{
    int early = race->early == PROBE_UNKNOWN ? race->after : race->early;
    return race->after >= 0 && race->meanings[race->after] == CALDAV_CREATED && early == race->after;
}

bool probe_judge_round(struct probe *probe)
{
    const struct probe_race *race = &probe->race;
    int created = count_of(race, CALDAV_CREATED), replaced = count_of(race, CALDAV_REPLACED);
    // A lost answer may have been anything, and where nobody won nothing was seen.
    if (race->cut || created + replaced == 0) return false;
    bool admits = created == 1 && race->after >= 0 && probe_accepted(race->meanings[race->after]);
    probe->rounds++;
    if (created == 1 && replaced == 0 && winner_stood(race))
        probe->one_winner++;
    else if (admits && replaced > 0)
        probe->admitted++;
    else
        probe->overwritten++;
    return true;
}

void probe_judge(struct probe *probe)
{
    bool refuses = probe->again == CALDAV_TAKEN;
    char found = probe->admitted ? 'B' : 'A';
    if (probe->one_winner) probe_find(probe, PROBE_ONE_WINNER, PROBE_BOOKINGS, probe->one_winner);
    if (probe->admitted) probe_find(probe, PROBE_ADMITTED, PROBE_BOOKINGS, probe->admitted);
    if (probe->overwritten) probe_find(probe, PROBE_OVERWRITTEN, PROBE_BOOKINGS, probe->overwritten);
    if (probe->spoiled || probe->overwritten || (found == 'B' && !refuses)) found = 'C';
    probe->result.server_class = found;
}
