// `report`: the readiness report to be printed: what the screen of staff shows, and what doctor finds beside.
#include <stdio.h>
#include <string.h>

#include "ctl/doctor.h"
#include "ctl/languages.h"
#include "ctl/words.h"
#include "ready/gather.h"
#include "staff/ready_page.h"

struct report {
    struct place place;
    struct doctor doctor;
    struct ready_known known;
    struct ready ready;
    struct ready_row more[DOCTOR_CHECKS];
    int more_count;
    struct languages languages;
    char page[READY_PAGE_BYTES];
};

static bool has_pin(const struct ctl_ports *ports, const char *state)
{
    char path[PATH_MAX];
    return pin_path(state, path) && ports->check_secret(path) != ERR_MISSING;
}

static void add_languages(const struct ctl_ports *ports, const char *assets, struct report *report)
{
    languages_look(ports, assets, &report->place.config, &report->languages);
    for (size_t i = 0; i < report->languages.count; i++) {
        const struct status_language *language = &report->languages.list[i];
        report->known.languages[report->known.language_count++] =
            (struct ready_language){language->language, language->readable, language->native_checked};
    }
}

// What the rows of the report say already.
static bool is_said(const char *id)
{
    static const char *const said[] = {"language", "queue", "quarantine", "class", "version", "clock"};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (strcmp(id, said[i]) == 0) return true;
    return false;
}

static void add_checks(struct report *report)
{
    for (size_t i = 0; i < report->doctor.count; i++) {
        const struct doctor_check *check = &report->doctor.checks[i];
        if (is_said(check->id)) continue;
        struct ready_row *row = &report->more[report->more_count++];
        struct str label = check->partner ? words_partner(&report->place, check->partner) : STR("Machine");
        *row = (struct ready_row){.id = check->id,
                                  .state = check->mark == DOCTOR_GOOD ? READY_GOOD : READY_LOOK};
        snprintf(row->label, sizeof row->label, "%.*s", STR_ARG(label));
        snprintf(row->words, sizeof row->words, "%s.", check->words);
    }
}

static bool is_clock_good(const struct doctor *doctor)
{
    for (size_t i = 0; i < doctor->count; i++)
        if (strcmp(doctor->checks[i].id, "clock") == 0) return doctor->checks[i].mark != DOCTOR_BAD;
    return false;
}

static bool make(const struct ctl_ports *ports, const struct ctl_options *options, struct report *report)
{
    if (!doctor_examine(ports, options, &report->place, &report->doctor)) return false;
    struct store *store = report->place.known ? state_open(ports, options->state) : NULL;
    report->known = (struct ready_known){.zone = &report->place.zone,
                                         .now_s = ports->wall_s,
                                         .clock_trusted = is_clock_good(&report->doctor),
                                         .pin = has_pin(ports, options->state)};
    if (report->place.known) add_languages(ports, options->assets, report);
    ready_gather(&report->place.config, store, &report->known);
    store_close(store);
    ready_make(&report->known, &report->ready);
    add_checks(report);
    return true;
}

static void say_page(const struct ctl_ports *ports, struct report *report)
{
    struct buf page = buf_init(report->page, sizeof report->page);
    ready_page_write(&page, &(struct ready_page){.place = report->place.config.place,
                                                 .address = report->place.config.address,
                                                 .zone = &report->place.zone,
                                                 .now_s = ports->wall_s,
                                                 .clock_trusted = report->known.clock_trusted,
                                                 .ready = &report->ready,
                                                 .more = report->more,
                                                 .more_count = report->more_count});
    ports->write(ports->self, CTL_OUT, buf_str(&page));
}

static void add_json_rows(struct buf *to, const char *name, const struct ready_row *rows, int count)
{
    static const char *const states[READY_STATES] = {"good", "look", "untried"};
    buf_add_format(to, ",\"%s\":[", name);
    for (int i = 0; i < count; i++) {
        buf_add_format(to, "%s{\"id\":\"%s\",\"state\":\"%s\",\"label\":", i ? ",\n" : "\n", rows[i].id,
                       states[rows[i].state]);
        words_add_json(to, str_from(rows[i].label));
        buf_add(to, STR(",\"words\":"));
        words_add_json(to, str_from(rows[i].words));
        buf_add_char(to, '}');
    }
    buf_add(to, STR("\n]"));
}

static void say_json(const struct ctl_ports *ports, struct report *report)
{
    struct buf json = buf_init(report->page, sizeof report->page);
    buf_add_format(&json, "{\"version\":\"%s\",\"made_s\":%lld,\"place\":", REBOND_VERSION,
                   (long long)ports->wall_s);
    words_add_json(&json, str_from(report->place.config.place));
    add_json_rows(&json, "rows", report->ready.rows, report->ready.count);
    add_json_rows(&json, "doctor", report->more, report->more_count);
    buf_add(&json, STR("}\n"));
    ports->write(ports->self, CTL_OUT, buf_str(&json));
}

enum ctl_status report_of(const struct ctl_ports *ports, const struct ctl_options *options)
{
    static struct report report;
    memset(&report, 0, sizeof report);
    if (!make(ports, options, &report)) return CTL_FAILED;
    if (options->json)
        say_json(ports, &report);
    else
        say_page(ports, &report);
    bool good = ready_count(&report.ready, READY_GOOD) == report.ready.count;
    for (int i = 0; i < report.more_count; i++)
        good = good && report.more[i].state == READY_GOOD;
    return good ? CTL_GOOD : CTL_FOUND;
}
