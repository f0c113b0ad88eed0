// `status`: how many items wait, and how the partners are. Nobody's name.
#include "ctl/hints.h"
#include "ctl/languages.h"
#include "ctl/probe_words.h"

#include "wire/status.h"

struct view {
    struct store_counts counts;
    struct status_partner partners[LIMIT_PARTNERS];
    enum partner_condition conditions[LIMIT_PARTNERS];
    struct partner_probe probes[LIMIT_PARTNERS];
    const char *notes[LIMIT_PARTNERS][NOTE_COUNT];
    struct hints hints[LIMIT_PARTNERS];
    size_t partner_count;
    struct languages languages;
};

static const char *condition_name(enum partner_condition condition)
{
    switch (condition) {
    case PARTNER_OK: return "ok";
    case PARTNER_UNREACHABLE: return "unreachable";
    case PARTNER_CREDENTIALS: return "credentials";
    case PARTNER_CERTIFICATE: return "certificate";
    case PARTNER_CAPTIVE: return "captive";
    case PARTNER_SUSPECT: return "suspect";
    }
    return "unknown";
}

static const char *condition_words(enum partner_condition condition)
{
    switch (condition) {
    case PARTNER_OK: return "tout va bien";
    case PARTNER_UNREACHABLE: return "son serveur ne répond pas";
    case PARTNER_CREDENTIALS: return "son serveur refuse le mot de passe : rien n'est envoyé";
    case PARTNER_CERTIFICATE: return "le certificat de son serveur n'est pas bon : rien n'est envoyé";
    case PARTNER_CAPTIVE: return "autre chose répond à sa place (portail de connexion du réseau ?)";
    case PARTNER_SUSPECT: return "son serveur a pu écraser des rendez-vous : vérifiez son agenda";
    }
    return "état inconnu";
}

// When the whole of what the partner published was last known: the older of its two collections.
static err_t mirrored_at(struct store *store, const char *partner, int64_t *ret_s)
{
    struct mirror_state slots, bookings;
    err_t err = mirror_get_state(store, partner, MIRROR_SLOTS, &slots);
    if (!err) err = mirror_get_state(store, partner, MIRROR_BOOKINGS, &bookings);
    if (err) return err;
    *ret_s = slots.mirrored_s < bookings.mirrored_s ? slots.mirrored_s : bookings.mirrored_s;
    return OK;
}

static err_t look_at_probe(struct store *store, const struct config_partner *partner, struct view *view)
{
    size_t i = view->partner_count;
    struct status_partner *status = &view->partners[i];
    err_t err = partner_get_probe(store, partner->id, &view->probes[i]);
    if (err) return err;
    status->server_class = config_server_class(partner, view->probes[i].server_class);
    status->probed_s = view->probes[i].probed_s;
    status->note_count = words_note_ids(view->probes[i].notes, view->notes[i]);
    return partner_get_second(store, partner->id, &status->second);
}

static err_t look_at_partner(struct store *store, const struct config_partner *partner, struct view *view)
{
    enum partner_condition condition = PARTNER_OK;
    struct status_partner *status = &view->partners[view->partner_count];
    bool caldav = partner->adapter == ADAPTER_CALDAV;
    *status = (struct status_partner){.id = partner->id, .adapter = caldav ? "caldav" : "local"};
    if (caldav) {
        err_t err = partner_get_condition(store, partner->id, &condition);
        if (!err) err = mirrored_at(store, partner->id, &status->mirrored_s);
        if (!err) err = look_at_probe(store, partner, view);
        if (!err) err = hints_read(store, partner->id, &view->hints[view->partner_count]);
        if (err) return err;
    }
    status->condition = condition_name(condition);
    view->conditions[view->partner_count++] = condition;
    return OK;
}

static err_t look(struct store *store, const struct place *place, struct view *view)
{
    err_t err = store_count(store, &view->counts);
    for (size_t i = 0; !err && i < place->config.partner_count; i++)
        err = look_at_partner(store, &place->config.partners[i], view);
    return err;
}

static err_t say_json(const struct ctl_ports *ports, struct view *view)
{
    for (size_t i = 0; i < view->partner_count; i++)
        hints_tell(&view->hints[i], &view->partners[i]);
    const struct status status = {
        .on_device = view->counts.on_device,
        .delivered = view->counts.delivered,
        .needing_you = view->counts.needing_you,
        .oldest_s = view->counts.oldest_s,
        .languages = view->languages.list,
        .language_count = view->languages.count,
        .partners = view->partners,
        .partner_count = view->partner_count,
    };
    char text[LIMIT_PARTNERS * (512 + HINTS_JSON) + 1536];
    size_t n;
    for (size_t i = 0; i < view->partner_count; i++)
        view->partners[i].notes = view->notes[i];
    err_t err = status_encode(&status, text, sizeof text, &n);
    if (err) return err;
    ports->write(ports->self, CTL_OUT, (struct str){text, n});
    ports->write(ports->self, CTL_OUT, STR("\n"));
    return OK;
}

static void add_probe(struct buf *to, const struct place *place, const struct status_partner *partner,
                      const struct partner_probe *probe)
{
    buf_add_format(to, "   Classe %c : %s\n   ", partner->server_class, words_class(partner->server_class));
    if (partner->second)
        buf_add(
            to,
            STR("Une autre borne réserve déjà dans cet agenda, et son serveur n'en supporte qu'une : ici, on "
                "ne "
                "propose que d'être rappelé. Pour que cette borne la remplace : éteignez l'autre et effacez "
                "« Seule borne à réserver ici » de l'agenda des réservations\n   "));
    if (!probe->server_class) {
        buf_add_format(to, "Serveur jamais éprouvé : rebondctl partner probe %s le fait\n", partner->id);
        return;
    }
    buf_add(to, STR("Serveur éprouvé le "));
    words_moment(to, place, probe->probed_s);
    if (probe->server_class != partner->server_class)
        buf_add_format(to, ", classe %c ; c'est celle de la configuration qui compte", probe->server_class);
    buf_add_char(to, '\n');
    words_notes(to, probe->notes, "   - ");
}

static void add_partner(struct buf *to, const struct place *place, int64_t now_s,
                        const struct status_partner *partner, enum partner_condition condition)
{
    buf_add(to, words_partner(place, partner->id));
    if (str_eq(str_from(partner->adapter), STR("local"))) {
        buf_add(to, STR(" : sans serveur, les demandes sont à collecter ici\n"));
        return;
    }
    buf_add_format(to, " : %s ; ", condition_words(condition));
    if (partner->mirrored_s == 0)
        buf_add(to, STR("agenda jamais lu\n"));
    else if (partner->mirrored_s > now_s)
        buf_add(to, STR("agenda lu, mais l'horloge a changé depuis\n"));
    else
        buf_add_format(to, "agenda lu il y a %lld min\n", (long long)((now_s - partner->mirrored_s) / 60));
}

static void say_words(const struct ctl_ports *ports, const struct place *place, const struct view *view)
{
    char text[LIMIT_PARTNERS * (1536 + HINTS_WORDS) + 2048];
    struct buf to = buf_init(text, sizeof text);
    buf_add_format(&to, "Sur cette borne : %lld", (long long)view->counts.on_device);
    if (view->counts.oldest_s) {
        buf_add(&to, STR(", la plus ancienne : "));
        words_moment(&to, place, view->counts.oldest_s);
    }
    buf_add_format(&to, "\nLivrées : %lld\nÀ voir par l'équipe : %lld\n", (long long)view->counts.delivered,
                   (long long)view->counts.needing_you);
    for (size_t i = 0; i < view->partner_count; i++) {
        add_partner(&to, place, ports->wall_s, &view->partners[i], view->conditions[i]);
        if (view->partners[i].server_class) add_probe(&to, place, &view->partners[i], &view->probes[i]);
        hints_add(&to, &view->hints[i]);
    }
    languages_add_words(&to, &view->languages);
    ports->write(ports->self, CTL_OUT, buf_str(&to));
}

static enum ctl_status verdict(const struct place *place, const struct view *view)
{
    bool found = !place->known || view->counts.needing_you > 0 || view->languages.wrong;
    for (size_t i = 0; i < view->partner_count; i++)
        if (view->conditions[i] != PARTNER_OK || view->hints[i].total > 0) found = true;
    return found ? CTL_FOUND : CTL_GOOD;
}

enum ctl_status status_of(const struct ctl_ports *ports, const struct ctl_options *options)
{
    struct place place;
    struct view view = {.partner_count = 0};
    if (!place_load(ports, options->config, &place)) return CTL_FAILED;
    struct store *store = state_open(ports, options->state);
    if (!store) return CTL_FAILED;
    err_t err = look(store, &place, &view);
    store_close(store);
    languages_look(ports, options->assets, &place.config, &view.languages);
    if (!err && options->json) err = say_json(ports, &view);
    if (err) {
        say(ports, CTL_ERR, "La base ne répond pas (%s).\n", err_name(err));
        return CTL_FAILED;
    }
    if (!options->json) say_words(ports, &place, &view);
    return verdict(&place, &view);
}
