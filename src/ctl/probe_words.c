#include "ctl/probe_words.h"

static const struct {
    enum partner_note note;
    const char *id, *words;
} notes_table[NOTE_COUNT] = {
    {PARTNER_NO_TODO, "no-todo",
     "inscriptions/ ne prend pas de tâches : les demandes de rappel y seront des événements d'un jour"},
    {PARTNER_TOKENS_UNRELIABLE, "tokens-unreliable",
     "un faux jeton de synchronisation n'est pas refusé comme il faut : l'agenda sera parfois relu en "
     "entier"},
    {PARTNER_SLOTS_WRITABLE, "slots-writable",
     "ce compte peut écrire dans creneaux/ : ne lui laissez que la lecture"},
    {PARTNER_TEXT_CHANGED, "text-changed",
     "le serveur ne rend pas les textes comme ils ont été écrits : lisez les demandes sur la borne"},
    {PARTNER_GUARDED, "guarded", "ce compte ne peut que créer : rien ne peut être écrasé avec lui"},
};

unsigned words_probe_notes(const struct probe_result *result)
{
    return (result->no_todo ? PARTNER_NO_TODO : 0u) |
           (result->tokens_unreliable ? PARTNER_TOKENS_UNRELIABLE : 0u) |
           (result->slots_writable ? PARTNER_SLOTS_WRITABLE : 0u) |
           (result->text_changed ? PARTNER_TEXT_CHANGED : 0u) | (result->guarded ? PARTNER_GUARDED : 0u);
}

size_t words_note_ids(unsigned notes, const char *ret_ids[NOTE_COUNT])
{
    size_t count = 0;
    for (size_t i = 0; i < NOTE_COUNT; i++)
        if (notes & notes_table[i].note) ret_ids[count++] = notes_table[i].id;
    return count;
}

void words_notes(struct buf *to, unsigned notes, const char *margin)
{
    for (size_t i = 0; i < NOTE_COUNT; i++)
        if (notes & notes_table[i].note) buf_add_format(to, "%s%s\n", margin, notes_table[i].words);
}

const char *words_class(char server_class)
{
    if (server_class == 'A') return "un seul gagne, et le rendez-vous est confirmé dès la relecture";
    if (server_class == 'B') return "le rendez-vous est confirmé après 5 s et une relecture";
    return "une seule borne peut réserver dans cet agenda ; les autres proposent d'être rappelé";
}

enum weight { FACT, REMARK };

static const struct {
    const char *id, *words;
    enum weight weight;
} findings[PROBE_KINDS] = {
    [PROBE_UNREACHABLE] = {"unreachable", "le serveur ne répond pas : vérifiez l'adresse et le réseau",
                           REMARK},
    [PROBE_CERTIFICATE] = {"certificate",
                           "le certificat du serveur n'est pas bon : vérifiez l'adresse, ca_file et l'heure "
                           "de cette machine",
                           REMARK},
    [PROBE_CREDENTIALS] = {"credentials",
                           "le serveur refuse l'utilisateur ou le mot de passe : vérifiez user et "
                           "password_file",
                           REMARK},
    [PROBE_FORBIDDEN] = {"forbidden", "ce compte n'y a pas les droits qu'il faut à une borne", REMARK},
    [PROBE_NOT_THERE] = {"not-there", "il n'y a pas d'agenda à cette adresse", REMARK},
    [PROBE_CAPTIVE] = {"captive",
                       "autre chose répond à la place du serveur (portail de connexion du réseau ?)", REMARK},
    [PROBE_TOO_BIG] = {"too-big", "il y a trop d'événements pour les lire tous : rangez les anciens", REMARK},
    [PROBE_UNCLEAR] = {"unclear", "le serveur est en panne ou débordé : essayez plus tard", REMARK},
    [PROBE_INTERRUPTED] = {"interrupted", "l'essai a été interrompu", REMARK},
    [PROBE_NO_CREATED] = {"no-201", "une création n'est pas annoncée comme telle (201)", REMARK},
    [PROBE_NOT_KEPT] = {"not-kept", "ce qui vient d'être créé n'y est pas", REMARK},
    [PROBE_TOKEN_LOST] = {"token-lost", "le serveur perd la marque des bornes (X-REBOND-TOKEN)", REMARK},
    [PROBE_AGAIN_ACCEPTED] = {"again-accepted",
                              "créer deux fois le même événement n'est pas refusé (If-None-Match ignoré)",
                              REMARK},
    [PROBE_STALE_ACCEPTED] = {"stale-accepted",
                              "modifier un événement sans connaître son état n'est pas refusé (If-Match "
                              "ignoré)",
                              REMARK},
    [PROBE_ONE_WINNER] = {"one-winner", "tours de 8 créations en même temps où une seule gagne et reste",
                          FACT},
    [PROBE_ADMITTED] = {"admitted", "tours de 8 créations en même temps où une écrase l'autre et le sait",
                        FACT},
    [PROBE_OVERWRITTEN] = {"overwritten",
                           "tours de 8 créations en même temps où personne ne sait qui a gagné", REMARK},
    [PROBE_SWEPT] = {"swept", "restes d'un essai d'avant, effacés", FACT},
    [PROBE_LEFT] = {"left",
                    "essais que ce compte ne peut pas effacer (probe-…, au 1er janvier 2000 ; l'équipe peut "
                    "les effacer)",
                    REMARK},
    [PROBE_MAY_REMAIN] =
        {"may-remain",
         "des essais sont peut-être restés (probe-…, au 1er janvier 2000) : le prochain essai "
         "les efface",
         REMARK},
};

const char *words_finding_id(enum probe_kind kind)
{
    return findings[kind].id;
}

const char *words_where_id(enum probe_where where)
{
    static const char *const ids[PROBE_COLLECTIONS] = {
        [PROBE_SLOTS] = "creneaux", [PROBE_BOOKINGS] = "reservations", [PROBE_REQUESTS] = "inscriptions"};
    return ids[where];
}

void words_finding(struct buf *to, const struct probe_finding *finding)
{
    buf_add_format(to, "   - %s/ : %s", words_where_id(finding->where), findings[finding->kind].words);
    if (finding->count) buf_add_format(to, " : %d", finding->count);
    buf_add_char(to, '\n');
}

bool words_finding_is_remark(enum probe_kind kind)
{
    return findings[kind].weight == REMARK;
}
