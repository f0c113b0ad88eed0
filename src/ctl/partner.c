// `partner probe`: what the servers of the partners can arbitrate, tried, said, and kept.
#include <stdlib.h>

#include "base/check.h"
#include "ctl/probe_words.h"
#include "wire/probed.h"

enum { WAIT_MS = 1000, ARENA_BYTES = PROBE_ARENA };

struct probing {
    const struct ctl_ports *ports;
    const struct place *place;
    struct store *store;
    struct http_port http;
    const struct http_account *accounts;
    bool json, stopped;
    struct probe probe;
    char memory[ARENA_BYTES];
};

static void begin(struct probing *p, const struct config_partner *partner, struct arena *arena)
{
    struct probe_options options = {
        .urls = {[PROBE_SLOTS] = partner->slots_url,
                 [PROBE_BOOKINGS] = partner->bookings_url,
                 [PROBE_REQUESTS] = partner->requests_url},
        .arena = arena,
    };
    p->ports->entropy.fill(p->ports->entropy.self, &options.run, sizeof options.run);
    probe_init(&p->probe, &options);
}

static void wait_for(struct probing *p, int64_t ms)
{
    if (p->ports->wait(p->ports->self, ms)) return;
    p->stopped = true;
    probe_stop(&p->probe);
}

// What cannot even be started is as if nobody were there.
static void send_all(struct probing *p, const struct http_account *account)
{
    struct http_request request;
    int64_t pause_ms = probe_pause_ms(&p->probe);
    if (pause_ms) wait_for(p, pause_ms);
    while (probe_next(&p->probe, &request)) {
        request.account = account;
        err_t err = p->http.start(p->http.self, &request);
        struct http_answer none = {.id = request.id, .failure = HTTP_UNREACHABLE};
        if (err) probe_answer(&p->probe, &none);
    }
}

static void run(struct probing *p, const struct config_partner *partner)
{
    struct arena arena = arena_init(p->memory, sizeof p->memory);
    const struct http_account *account = &p->accounts[partner - p->place->config.partners];
    struct http_answer answer;
    begin(p, partner, &arena);
    for (;;) {
        send_all(p, account);
        if (probe_is_over(&p->probe)) return;
        while (p->http.next_answer(p->http.self, &answer)) {
            probe_answer(&p->probe, &answer);
            send_all(p, account);
        }
        if (!probe_is_over(&p->probe)) wait_for(p, WAIT_MS);
    }
}

// --- saying

static err_t say_json(const struct probing *p, const struct config_partner *partner)
{
    const struct probe_result *result = &p->probe.result;
    const char *notes[NOTE_COUNT];
    struct probed_finding findings[PROBE_FINDINGS];
    for (size_t i = 0; i < result->finding_count; i++) {
        const struct probe_finding *f = &result->findings[i];
        findings[i] = (struct probed_finding){words_finding_id(f->kind), words_where_id(f->where), f->count};
    }
    const struct probed probed = {
        .partner = partner->id,
        .server_class = result->server_class,
        .probed_s = p->ports->wall_s,
        .notes = notes,
        .note_count = words_note_ids(words_probe_notes(result), notes),
        .findings = findings,
        .finding_count = result->finding_count,
    };
    char text[2048];
    size_t n;
    err_t err = probed_encode(&probed, text, sizeof text, &n);
    if (err) return err;
    p->ports->write(p->ports->self, CTL_OUT, (struct str){text, n});
    p->ports->write(p->ports->self, CTL_OUT, STR("\n"));
    return OK;
}

// When nothing was found out, what was known before stays.
static void add_no_class(struct buf *to, const struct config_partner *partner, char before)
{
    char in_force = config_server_class(partner, before);
    buf_add(to, STR("   Pas de classe cette fois. "));
    if (before)
        buf_add_format(to, "Le résultat d'avant compte toujours, classe %c : %s.\n", in_force,
                       words_class(in_force));
    else if (partner->server_class)
        buf_add_format(to, "La configuration dit %c : %s.\n", in_force, words_class(in_force));
    else
        buf_add_format(to, "Jamais éprouvé, il est traité comme la classe C : %s.\n", words_class('C'));
}

static void add_class(struct buf *to, const struct config_partner *partner, char found)
{
    char in_force = config_server_class(partner, found);
    buf_add_format(to, "   Classe %c : %s.\n", found, words_class(found));
    if (!partner->server_class || partner->server_class == found) return;
    buf_add_format(to,
                   "   La configuration dit %c (server_class) : la moins bonne des deux compte, %c : %s.\n",
                   partner->server_class, in_force, words_class(in_force));
}

static void say_words(const struct probing *p, const struct config_partner *partner, char before)
{
    const struct probe_result *result = &p->probe.result;
    char text[4096];
    struct buf to = buf_init(text, sizeof text);
    for (size_t i = 0; i < result->finding_count; i++)
        words_finding(&to, &result->findings[i]);
    words_notes(&to, words_probe_notes(result), "   - ");
    if (result->server_class)
        add_class(&to, partner, result->server_class);
    else
        add_no_class(&to, partner, before);
    CHECK(!to.full);
    p->ports->write(p->ports->self, CTL_OUT, buf_str(&to));
}

static void say_start(const struct probing *p, const struct config_partner *partner)
{
    say(p->ports, CTL_OUT,
        "%s (%s)\n"
        "   Essai : créer, créer encore, modifier, relire, puis %d tours de %d créations en même temps…\n",
        partner->name, partner->id, PROBE_ROUNDS, PROBE_WRITERS);
}

// --- one after the other

static enum ctl_status verdict(const struct probe_result *result, const struct config_partner *partner)
{
    if (!result->server_class) return CTL_FAILED;
    bool differs = partner->server_class && partner->server_class != result->server_class;
    bool found = result->server_class == 'C' || differs ||
                 (words_probe_notes(result) & ~(unsigned)PARTNER_GUARDED) != 0;
    for (size_t i = 0; i < result->finding_count; i++)
        found = found || words_finding_is_remark(result->findings[i].kind);
    return found ? CTL_FOUND : CTL_GOOD;
}

static err_t keep(const struct probing *p, const struct config_partner *partner)
{
    const struct probe_result *result = &p->probe.result;
    const struct partner_probe found = {result->server_class, p->ports->wall_s, words_probe_notes(result)};
    return result->server_class ? partner_set_probe(p->store, partner->id, &found) : OK;
}

static enum ctl_status probe_one(struct probing *p, const struct config_partner *partner)
{
    struct partner_probe before;
    err_t err = partner_get_probe(p->store, partner->id, &before);
    if (!err && !p->json) say_start(p, partner);
    if (!err) run(p, partner);
    if (!err) err = keep(p, partner);
    if (!err && p->json) err = say_json(p, partner);
    if (err) {
        say(p->ports, CTL_ERR, "%s : le résultat n'a pas pu être gardé (%s).\n", partner->id, err_name(err));
        return CTL_FAILED;
    }
    if (!p->json) say_words(p, partner, before.server_class);
    return verdict(&p->probe.result, partner);
}

static enum ctl_status probe_each(struct probing *p, const struct config_partner *only)
{
    const struct config *config = &p->place->config;
    enum ctl_status worst = CTL_GOOD;
    for (size_t i = 0; i < config->partner_count && !p->stopped; i++) {
        const struct config_partner *partner = &config->partners[i];
        if (partner->adapter != ADAPTER_CALDAV || (only && only != partner)) continue;
        enum ctl_status status = probe_one(p, partner);
        if (status > worst) worst = status;
    }
    return p->stopped ? CTL_FAILED : worst;
}

static enum ctl_status start(const struct ctl_ports *ports, const struct ctl_options *options,
                             const struct place *place, const struct config_partner *only)
{
    struct probing *p = calloc(1, sizeof *p);
    enum ctl_status status = CTL_FAILED;
    if (!p) return status;
    p->ports = ports;
    p->place = place;
    p->json = options->json;
    // Passwords first: whoever owns the database may not be allowed to read them.
    err_t err = ports->reach(ports->self, &place->config, &p->http, &p->accounts);
    if (err) say(ports, CTL_ERR, "Le réseau ne s'ouvre pas (%s).\n", err_name(err));
    if (!err) p->store = state_open(ports, options->state);
    if (p->store) status = probe_each(p, only);
    store_close(p->store);
    free(p);
    return status;
}

enum ctl_status partner_probe(const struct ctl_ports *ports, const struct ctl_options *options)
{
    struct place place;
    const struct config_partner *only = NULL;
    if (!place_load(ports, options->config, &place) || !place.known) return CTL_FAILED;
    if (options->file) only = config_find_partner(&place.config, str_from(options->file));
    if (options->file && !only) {
        say(ports, CTL_ERR, "%s : ce partenaire n'est pas dans %s.\n", options->file, options->config);
        return CTL_FAILED;
    }
    if (only && only->adapter != ADAPTER_CALDAV) {
        say(ports, CTL_ERR, "%s : ce partenaire n'a pas de serveur, il n'y a rien à éprouver.\n", only->id);
        return CTL_FAILED;
    }
    return start(ports, options, &place, only);
}
