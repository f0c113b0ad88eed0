// `stats`: the figures of whole weeks that are over, for the territory. Small numbers are hidden (hide.h),
// and the week that goes on is not shown: two looks at it would tell what came between them. Nothing is sent.
#include "content/figures.h"
#include "content/hide.h"
#include "ctl/internal.h"
#include "wire/figures.h"

enum { JSON_WEEK = 3072, LINE = 512 };

struct stats {
    int weeks[STATS_WEEKS_MAX];
    int64_t numbers[STATS_WEEKS_MAX][FIGURE_COUNT];
    bool hidden[STATS_WEEKS_MAX][FIGURE_COUNT];
    int count;
};

static void take_sum(void *self, int week, struct str id, int64_t n)
{
    struct stats *stats = self;
    int figure = figure_find(id), at = 0;
    while (at < stats->count && stats->weeks[at] != week)
        at++;
    if (figure < 0 || at == STATS_WEEKS_MAX) return; // of another release, or of a week that is none
    if (at == stats->count) stats->weeks[stats->count++] = week;
    stats->numbers[at][figure] = n;
}

static err_t read_stats(const struct ctl_ports *ports, const struct place *place, struct store *store,
                        int weeks, struct stats *ret_stats)
{
    int64_t today = zone_local_day(&place->zone, ports->wall_s);
    err_t err =
        figures_each(store, figure_week(today - 7 * (int64_t)weeks), figure_week(today), ret_stats, take_sum);
    for (int i = 0; i < ret_stats->count; i++)
        hide_figures(ret_stats->numbers[i], ret_stats->hidden[i]);
    return err;
}

// --- for machines

static void say_csv(const struct ctl_ports *ports, const struct stats *stats)
{
    char id[FIGURE_ID];
    say(ports, CTL_OUT, "week,figure,count\n");
    for (int at = 0; at < stats->count; at++)
        for (int i = 0; i < FIGURE_COUNT; i++) {
            int week = stats->weeks[at];
            figure_id(i, id);
            say(ports, CTL_OUT, "%04d-W%02d,%s,", week / 100, week % 100, id);
            if (!stats->hidden[at][i]) say(ports, CTL_OUT, "%lld", (long long)stats->numbers[at][i]);
            say(ports, CTL_OUT, "\n");
        }
}

static err_t say_json(const struct ctl_ports *ports, const struct stats *stats)
{
    static char text[STATS_WEEKS_MAX * JSON_WEEK + LINE];
    char names[FIGURE_COUNT][FIGURE_ID];
    const char *ids[FIGURE_COUNT];
    struct figures_week weeks[STATS_WEEKS_MAX];
    size_t n;
    for (int i = 0; i < FIGURE_COUNT; i++) {
        figure_id(i, names[i]);
        ids[i] = names[i];
    }
    for (int i = 0; i < stats->count; i++)
        weeks[i] = (struct figures_week){stats->weeks[i], stats->numbers[i], stats->hidden[i]};
    err_t err = figures_encode(&(struct figures){HIDE_BELOW, ids, FIGURE_COUNT, weeks, (size_t)stats->count},
                               text, sizeof text, &n);
    if (err) return err;
    ports->write(ports->self, CTL_OUT, (struct str){text, n});
    ports->write(ports->self, CTL_OUT, STR("\n"));
    return OK;
}

// --- for people

// "  Langues : français 40 ; English (caché)"; what is 0 is left out.
static void say_group(const struct ctl_ports *ports, const struct figure_group *group, const int64_t *numbers,
                      const bool *hidden)
{
    char memory[LINE];
    struct buf line = buf_init(memory, sizeof memory);
    for (int i = group->first; i < group->first + group->count; i++) {
        struct str words = figure_words(i);
        if (!hidden[i] && numbers[i] == 0) continue;
        buf_add_format(&line, "%s%.*s ", line.n ? " ; " : "", STR_ARG(words));
        if (hidden[i])
            buf_add(&line, STR("(caché)"));
        else
            buf_add_format(&line, "%lld", (long long)numbers[i]);
    }
    if (line.n) say(ports, CTL_OUT, "   %s : %.*s\n", group->title, STR_ARG(buf_str(&line)));
}

static void say_week(const struct ctl_ports *ports, const struct stats *stats, int at)
{
    int week = stats->weeks[at];
    if (stats->hidden[at][FIGURE_VISITS]) {
        say(ports, CTL_OUT, "Semaine %d de %d : moins de %d visites\n", week % 100, week / 100, HIDE_BELOW);
        return;
    }
    say(ports, CTL_OUT, "Semaine %d de %d : %lld visites\n", week % 100, week / 100,
        (long long)stats->numbers[at][FIGURE_VISITS]);
    for (int i = 0; i < FIGURE_GROUPS; i++)
        say_group(ports, &figure_groups[i], stats->numbers[at], stats->hidden[at]);
}

static void say_words(const struct ctl_ports *ports, const struct stats *stats)
{
    for (int at = 0; at < stats->count; at++)
        say_week(ports, stats, at);
    if (stats->count == 0) say(ports, CTL_OUT, "Aucune visite comptée pendant ces semaines.\n");
    say(ports, CTL_OUT,
        "Semaines finies seulement. « (caché) » : moins de %d, ou de quoi le deviner. Rien n'est envoyé.\n",
        HIDE_BELOW);
}

enum ctl_status stats_of(const struct ctl_ports *ports, const struct ctl_options *options)
{
    static struct stats stats;
    struct place place;
    stats = (struct stats){.count = 0};
    if (!place_load(ports, options->config, &place)) return CTL_FAILED;
    struct store *store = state_open(ports, options->state);
    if (!store) return CTL_FAILED;
    err_t err = read_stats(ports, &place, store, options->weeks, &stats);
    store_close(store);
    if (!err && options->json) err = say_json(ports, &stats);
    if (err) {
        say(ports, CTL_ERR, "La base ne répond pas (%s).\n", err_name(err));
        return CTL_FAILED;
    }
    if (options->csv) say_csv(ports, &stats);
    if (!options->csv && !options->json) say_words(ports, &stats);
    return CTL_GOOD;
}
