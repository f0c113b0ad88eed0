#include "ready/gather.h"

static enum ready_link link_of(enum partner_condition condition)
{
    switch (condition) {
    case PARTNER_OK: return READY_ANSWERS;
    case PARTNER_UNREACHABLE: return READY_SILENT;
    case PARTNER_CREDENTIALS: return READY_PASSWORD;
    case PARTNER_CERTIFICATE: return READY_CERTIFICATE;
    case PARTNER_CAPTIVE: return READY_CAPTIVE;
    case PARTNER_SUSPECT: return READY_SUSPECT;
    }
    return READY_SILENT;
}

static enum ready_sound sound_of(enum config_headphones headphones)
{
    switch (headphones) {
    case HEADPHONES_AUTO: return READY_JACK_TELLS;
    case HEADPHONES_ALWAYS: return READY_ALWAYS_HEADPHONES;
    case HEADPHONES_NEVER: return READY_NEVER_HEADPHONES;
    }
    return READY_JACK_TELLS;
}

static err_t ask_about(struct store *store, const struct config_partner *partner, struct ready_partner *to)
{
    enum partner_condition condition = PARTNER_OK;
    struct partner_probe probe = {0};
    struct mirror_state slots = {0}, bookings = {0};
    err_t err = partner_get_condition(store, partner->id, &condition);
    if (!err) err = partner_get_probe(store, partner->id, &probe);
    if (!err) err = mirror_get_state(store, partner->id, MIRROR_SLOTS, &slots);
    if (!err) err = mirror_get_state(store, partner->id, MIRROR_BOOKINGS, &bookings);
    if (err) return err;
    to->link = link_of(condition);
    to->server_class = probe.server_class ? config_server_class(partner, probe.server_class) : 0;
    to->heard_s = slots.mirrored_s > bookings.mirrored_s ? slots.mirrored_s : bookings.mirrored_s;
    return OK;
}

static void take_trial(void *self, const struct store_trial *trial)
{
    struct ready_known *known = self;
    if (trial->kind >= TRIAL_KINDS) return;
    known->trials[trial->kind] = (struct trial_result){true, trial->good, trial->value, trial->at_s};
}

static err_t ask_store(const struct config *config, struct store *store, struct ready_known *known)
{
    struct store_counts counts;
    struct store_panel panel;
    err_t err = store_count(store, &counts);
    if (!err) err = store_each_trial(store, known, take_trial);
    for (int i = 0; i < config->partner_count && !err; i++)
        err = ask_about(store, &config->partners[i], &known->partners[i]);
    if (err) return err;
    known->on_device = counts.on_device;
    known->delivered = counts.delivered;
    known->needing = counts.needing_you;
    known->oldest_s = counts.oldest_s;
    if (!known->screen.known && store_get_panel(store, &panel) == OK)
        known->screen = (struct ready_screen){true, panel.w, panel.h, panel.jack};
    return OK;
}

void ready_gather(const struct config *config, struct store *store, struct ready_known *known)
{
    known->version = REBOND_VERSION;
    known->w_mm = config->panel_w_mm;
    known->h_mm = config->panel_h_mm;
    known->oldest_h = config->watch.oldest_h;
    known->sound = sound_of(config->headphones);
    if (known->printer == READY_NO_PRINTER && config->printer[0]) known->printer = READY_PRINTER_UNSEEN;
    known->partner_count = config->partner_count;
    for (int i = 0; i < config->partner_count; i++)
        known->partners[i] =
            (struct ready_partner){.name = config->partners[i].name,
                                   .has_server = config->partners[i].adapter == ADAPTER_CALDAV,
                                   .has_key = config->partners[i].recipient_count > 0};
    known->database = store && ask_store(config, store, known) == OK;
}
