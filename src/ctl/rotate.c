// `key show` and `key rotate`. An age file does not tell whom it is for: what still needs the old key is
// found out by trying the new one. Nothing that opens is shown.
#include "ctl/internal.h"

#include "base/wipe.h"

static void public_text(const struct seal_identity *identity, char to[SEAL_RECIPIENT_TEXT])
{
    struct seal_recipient recipient;
    seal_public_of(identity, &recipient);
    seal_recipient_text(&recipient, to);
}

static enum ctl_status show_file(const struct ctl_ports *ports, const char *path)
{
    struct keys keys;
    char text[SEAL_RECIPIENT_TEXT];
    if (!keys_read(ports, path, &keys)) return CTL_FAILED;
    for (size_t i = 0; i < keys.count; i++) {
        public_text(&keys.list[i], text);
        say(ports, CTL_OUT, "%s\n", text);
    }
    wipe(&keys, sizeof keys);
    return CTL_GOOD;
}

static enum ctl_status show_config(const struct ctl_ports *ports, const char *path)
{
    struct place place;
    if (!place_load(ports, path, &place) || !place.known) return CTL_FAILED;
    for (size_t i = 0; i < place.config.partner_count; i++) {
        const struct config_partner *partner = &place.config.partners[i];
        for (size_t j = 0; j < partner->recipient_count; j++)
            say(ports, CTL_OUT, "%s %s\n", partner->id, partner->recipients[j]);
    }
    if (place.config.device_recipient[0]) say(ports, CTL_OUT, "[device] %s\n", place.config.device_recipient);
    return CTL_GOOD;
}

enum ctl_status key_show(const struct ctl_ports *ports, const struct ctl_options *options)
{
    return options->file ? show_file(ports, options->file) : show_config(ports, options->config);
}

// --- rotating

struct rotation {
    const struct keys *keys;
    const struct config *config;
    bool ours[LIMIT_PARTNERS], alone[LIMIT_PARTNERS]; // has the new key; has no other beside it
    int64_t opened, left;
};

static bool is_in(const struct keys *keys, const char *recipient)
{
    char text[SEAL_RECIPIENT_TEXT];
    for (size_t i = 0; i < keys->count; i++) {
        public_text(&keys->list[i], text);
        if (str_eq(str_from(text), str_from(recipient))) return true;
    }
    return false;
}

static void look_at_partners(struct rotation *rotation)
{
    for (size_t i = 0; i < rotation->config->partner_count; i++) {
        const struct config_partner *partner = &rotation->config->partners[i];
        size_t known = 0;
        for (size_t j = 0; j < partner->recipient_count; j++)
            known += is_in(rotation->keys, partner->recipients[j]);
        rotation->ours[i] = known > 0;
        rotation->alone[i] = known == partner->recipient_count;
    }
}

static void try_item(void *self, const struct item *item, struct str sealed)
{
    struct rotation *rotation = self;
    char plain[LIMIT_PLAIN];
    size_t n = 0;
    for (size_t i = 0; i < rotation->config->partner_count; i++) {
        if (!rotation->ours[i] ||
            !str_eq(str_from(item->partner), str_from(rotation->config->partners[i].id)))
            continue;
        err_t err = seal_open(rotation->keys->list, rotation->keys->count, sealed, plain, sizeof plain, &n);
        wipe(plain, sizeof plain);
        *(err ? &rotation->left : &rotation->opened) += 1;
    }
}

static bool any(const bool *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (list[i]) return true;
    return false;
}

static void say_partners(const struct ctl_ports *ports, const struct rotation *rotation)
{
    for (size_t i = 0; i < rotation->config->partner_count; i++) {
        const char *name = rotation->config->partners[i].name;
        if (!rotation->ours[i])
            say(ports, CTL_OUT, "%s : n'a pas cette clé.\n", name);
        else if (rotation->alone[i])
            say(ports, CTL_OUT, "%s : ce qui arrive est scellé pour cette clé seule.\n", name);
        else
            say(ports, CTL_OUT,
                "%s : ce qui arrive est scellé pour cette clé et pour d'autres (recipients). Ôtez l'ancienne "
                "ligne quand toute l'équipe a la nouvelle clé.\n",
                name);
    }
}

static enum ctl_status say_end(const struct ctl_ports *ports, const struct rotation *rotation)
{
    bool mixed = false;
    for (size_t i = 0; i < rotation->config->partner_count; i++)
        mixed = mixed || (rotation->ours[i] && !rotation->alone[i]);
    say(ports, CTL_OUT, "Sur cette borne, ouvertes par cette clé : %lld. Besoin d'une autre clé : %lld.\n",
        (long long)rotation->opened, (long long)rotation->left);
    if (rotation->left) {
        say(ports, CTL_OUT,
            "GARDEZ L'ANCIENNE CLÉ : sans elle, ces demandes ne s'ouvrent plus. Collectez-les ou laissez-les "
            "partir, puis relancez cette commande.\n");
        return CTL_FOUND;
    }
    if (mixed) return CTL_FOUND;
    say(ports, CTL_OUT,
        "Plus rien sur cette borne n'a besoin de l'ancienne clé. Détruisez-la seulement quand rien d'autre "
        "n'en a besoin : vos autres bornes (même commande), les clés USB, les demandes scellées restées dans "
        "l'agenda du partenaire.\n");
    return CTL_GOOD;
}

static enum ctl_status say_how(const struct ctl_ports *ports)
{
    say(ports, CTL_OUT,
        "Cette clé n'est dans la configuration d'aucun partenaire. Pour changer de clé sans rien perdre :\n"
        " 1. Faites la nouvelle clé hors de la borne : rebondctl key new nouvelle-cle.txt\n"
        " 2. Ajoutez sa ligne age1… à « recipients » du partenaire, à côté de l'ancienne, et redémarrez.\n"
        " 3. Donnez le nouveau fichier à chaque personne qui lit les demandes, en deux endroits sûrs.\n"
        " 4. Ôtez l'ancienne ligne age1… et redémarrez. Si l'ancienne clé est volée : faites-le tout de "
        "suite.\n"
        " 5. Relancez cette commande jusqu'à ce qu'elle dise que l'ancienne clé n'est plus utile. Jusque-là, "
        "gardez-la.\n");
    return CTL_FOUND;
}

enum ctl_status key_rotate(const struct ctl_ports *ports, const struct ctl_options *options)
{
    struct keys keys;
    struct place place;
    enum ctl_status status = CTL_FAILED;
    if (!place_load(ports, options->config, &place) || !place.known) return CTL_FAILED;
    if (!keys_read(ports, options->key, &keys)) return CTL_FAILED;
    struct rotation rotation = {.keys = &keys, .config = &place.config};
    look_at_partners(&rotation);
    if (!any(rotation.ours, place.config.partner_count)) {
        wipe(&keys, sizeof keys);
        return say_how(ports);
    }
    struct store *store = state_open(ports, options->state);
    err_t err = store ? store_each_sealed(store, &rotation, try_item) : OK;
    if (err) say(ports, CTL_ERR, "La base ne répond pas (%s).\n", err_name(err));
    if (store && !err) {
        say_partners(ports, &rotation);
        status = say_end(ports, &rotation);
    }
    store_close(store);
    wipe(&keys, sizeof keys);
    return status;
}
