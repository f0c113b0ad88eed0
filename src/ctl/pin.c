// `pin set`: the PIN of staff mode, asked twice or read from a file, and kept as Argon2id.
#include "ctl/internal.h"

#include <stdio.h>
#include <string.h>

#include "base/wipe.h"
#include "config/pin.h"
#include "seal/pin.h"

enum { PIN_ROOM = 64 };

// What is wrong, or NULL with a PIN in `to`.
static const char *ask(const struct ctl_ports *ports, char to[PIN_ROOM], size_t *ret_n)
{
    char again[PIN_ROOM];
    size_t n = 0, again_n = 0;
    err_t err =
        ports->ask_secret(ports->self, "Nouveau code de l'équipe (6 à 12 chiffres) : ", to, PIN_ROOM, &n);
    if (err == ERR_MISSING) return "il faut un terminal : le code ne se donne ni en option ni par un tube";
    if (err) return "la lecture n'a pas réussi";
    const char *flaw = pin_flaw_words(pin_judge((struct str){to, n}));
    if (flaw) return flaw;
    err = ports->ask_secret(ports->self, "Encore une fois : ", again, PIN_ROOM, &again_n);
    bool same = !err && str_eq((struct str){to, n}, (struct str){again, again_n});
    wipe(again, sizeof again);
    *ret_n = n;
    return same ? NULL : "les deux ne sont pas pareils";
}

bool pin_path(const char *state, char to[PATH_MAX])
{
    int n = snprintf(to, PATH_MAX, "%s/staff-pin", state);
    return n >= 0 && n < PATH_MAX;
}

static const char *keep(const struct ctl_ports *ports, const char *state, struct str pin)
{
    char path[PATH_MAX], kept[SEAL_PIN_TEXT];
    if (!pin_path(state, path)) return "ce nom de dossier est trop long";
    if (seal_pin_hash(&ports->entropy, pin, kept) != OK) return "il n'y a pas assez de mémoire libre";
    err_t err = ports->become_owner(state);
    if (err == ERR_MISSING) return "le dossier d'état n'existe pas (--state DOSSIER)";
    if (!err) err = ports->replace_secret(path, str_from(kept));
    return err ? "pas le droit d'écrire dans le dossier d'état, ou plus de place" : NULL;
}

// The one line of a file: what the card's first start has instead of somebody at a keyboard.
static const char *read_from(const struct ctl_ports *ports, const char *path, char to[PIN_ROOM],
                             size_t *ret_n)
{
    char bytes[PIN_ROOM];
    size_t n = 0;
    err_t err = ports->read(path, bytes, sizeof bytes, &n);
    struct str pin = str_trim((struct str){bytes, err ? 0 : n});
    memcpy(to, pin.p, pin.n);
    *ret_n = pin.n;
    wipe(bytes, sizeof bytes);
    if (err == ERR_FULL) return pin_flaw_words(PIN_FLAW_LENGTH);
    return err ? "ce fichier ne se lit pas" : pin_flaw_words(pin_judge((struct str){to, *ret_n}));
}

enum ctl_status pin_set(const struct ctl_ports *ports, const struct ctl_options *options)
{
    char pin[PIN_ROOM];
    size_t n = 0;
    const char *wrong = options->from ? read_from(ports, options->from, pin, &n) : ask(ports, pin, &n);
    if (!wrong) wrong = keep(ports, options->state, (struct str){pin, n});
    wipe(pin, sizeof pin);
    if (wrong) {
        say(ports, CTL_ERR, "Le code n'est pas changé : %s.\n", wrong);
        return CTL_FAILED;
    }
    say(ports, CTL_OUT,
        "Le code de l'équipe est changé. Il ouvre le mode équipe, jamais les noms : ceux-là "
        "demandent la clé de collecte.\n");
    return CTL_GOOD;
}
