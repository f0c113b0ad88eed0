// `pin set`: the PIN of staff mode, asked twice and kept as Argon2id.
#include "ctl/internal.h"

#include <stdio.h>

#include "base/wipe.h"
#include "seal/pin.h"
#include "staff/pin.h"

enum { PIN_ROOM = 64 };

static const char *flaw_words(enum staff_pin_flaw flaw)
{
    switch (flaw) {
    case STAFF_PIN_GOOD: return NULL;
    case STAFF_PIN_LENGTH: return "il faut de 6 à 12 chiffres";
    case STAFF_PIN_DIGITS: return "il ne faut que des chiffres";
    case STAFF_PIN_REPEATED: return "des chiffres qui se répètent se devinent";
    case STAFF_PIN_SEQUENCE: return "une suite de chiffres se devine";
    case STAFF_PIN_DATE: return "une date ou une année se devine";
    case STAFF_PIN_COMMON: return "ce code est parmi les plus choisis";
    }
    return NULL;
}

// What is wrong, or NULL with a PIN in `to`.
static const char *ask(const struct ctl_ports *ports, char to[PIN_ROOM], size_t *ret_n)
{
    char again[PIN_ROOM];
    size_t n = 0, again_n = 0;
    err_t err =
        ports->ask_secret(ports->self, "Nouveau code de l'équipe (6 à 12 chiffres) : ", to, PIN_ROOM, &n);
    if (err == ERR_MISSING) return "il faut un terminal : le code ne se donne ni en option ni par un tube";
    if (err) return "la lecture n'a pas réussi";
    const char *flaw = flaw_words(staff_pin_weak((struct str){to, n}));
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

enum ctl_status pin_set(const struct ctl_ports *ports, const struct ctl_options *options)
{
    char pin[PIN_ROOM];
    size_t n = 0;
    const char *wrong = ask(ports, pin, &n);
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
