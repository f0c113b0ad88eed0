// `key new`: a collection key, or the key of a device, as an age identity file, in the form that age-keygen
// writes.
#include "ctl/internal.h"

#include "base/check.h"
#include "base/wipe.h"
#include "wire/words.h"

static void write_key(int64_t wall_s, const struct seal_identity *identity, const char *recipient,
                      struct buf *to)
{
    char created[RFC3339_TEXT], secret[SEAL_IDENTITY_TEXT];
    rfc3339_text(wall_s, created);
    seal_identity_text(identity, secret);
    buf_add_format(to, "# created: %s\n# public key: %s\n%s\n", created, recipient, secret);
    wipe(secret, sizeof secret);
    CHECK(!to->full);
}

static const char *why_not(err_t err)
{
    if (err == ERR_EXISTS) return "ce fichier existe déjà et n'est jamais remplacé";
    if (err == ERR_MISSING) return "ce dossier n'existe pas";
    if (err == ERR_DENIED) return "pas le droit d'écrire ici";
    if (err == ERR_NOSPACE) return "il n'y a plus de place";
    if (err == ERR_READONLY) return "ce support est en lecture seule";
    return "l'écriture n'a pas réussi";
}

static void say_what_now(const struct ctl_ports *ports, const struct ctl_options *options)
{
    if (options->device)
        say(ports, CTL_ERR,
            "Cette ligne va dans [device] recipient. %s reste sur cette borne, pour rebond-sync seul : "
            "key_file,\n"
            "ou mieux le secret « device-key » de systemd. Il n'ouvre que ce qui attend pour les partenaires "
            "en\n"
            "garde « open ».\n",
            options->file);
    else
        say(ports, CTL_ERR,
            "Cette ligne va dans la configuration. Gardez %s hors de la borne, en deux endroits : sans ce "
            "fichier,\n"
            "personne ne peut lire les demandes.\n",
            options->file);
}

enum ctl_status key_new(const struct ctl_ports *ports, const struct ctl_options *options)
{
    struct seal_identity identity;
    struct seal_recipient recipient;
    char text[512], public_text[SEAL_RECIPIENT_TEXT];
    struct buf content = buf_init(text, sizeof text);
    seal_make_identity(&ports->entropy, &identity, &recipient);
    seal_recipient_text(&recipient, public_text);
    write_key(ports->wall_s, &identity, public_text, &content);
    err_t err = ports->create_secret(options->file, buf_str(&content));
    wipe(text, sizeof text);
    wipe(&identity, sizeof identity);
    if (err) {
        say(ports, CTL_ERR, "%s : %s.\n", options->file, why_not(err));
        return CTL_FAILED;
    }
    say(ports, CTL_OUT, "%s\n", public_text);
    say_what_now(ports, options);
    return CTL_GOOD;
}
