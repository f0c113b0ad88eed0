#include "staff/ready.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "content/staff.h"

enum { HOUR_S = 3600, DAY_S = 86400 };

static struct ready_row *add(struct ready *to, const char *id, const char *label, enum ready_state state,
                             const char *format, ...) __attribute__((format(printf, 5, 6)));

static struct ready_row *add(struct ready *to, const char *id, const char *label, enum ready_state state,
                             const char *format, ...)
{
    struct ready_row *row = &to->rows[to->count++];
    va_list args;
    *row = (struct ready_row){.id = id, .state = state};
    snprintf(row->label, sizeof row->label, "%s", label);
    va_start(args, format);
    vsnprintf(row->words, sizeof row->words, format, args);
    va_end(args);
    return row;
}

static void add_moment(struct ready_row *row, const struct ready_known *known, const char *before,
                       int64_t utc_s)
{
    char memory[96];
    struct buf when = buf_init(memory, sizeof memory);
    size_t used = strlen(row->words);
    if (!utc_s) return;
    staff_add_moment(&when, known->zone, utc_s);
    snprintf(row->words + used, sizeof row->words - used, "%s%.*s.", before, STR_ARG(buf_str(&when)));
}

// --- the machine

int64_t ready_pixels(const struct ready_screen *screen, int w_mm, int h_mm)
{
    if (!screen->known || w_mm <= 0 || h_mm <= 0) return 0;
    int64_t across = (int64_t)screen->w * 100 / w_mm, down = (int64_t)screen->h * 100 / h_mm;
    return across > down ? across : down;
}

static void judge_screen(const struct ready_known *known, struct ready *to)
{
    const struct ready_screen *screen = &known->screen;
    int64_t pixels = ready_pixels(screen, known->w_mm, known->h_mm);
    if (!screen->known)
        add(to, "screen", "Écran", READY_UNTRIED,
            "La borne ne l’a pas encore dit : ouvrez « Vérifier la borne ».");
    else if (!pixels)
        add(to, "screen", "Écran", READY_LOOK, "%d × %d points. Sa taille en millimètres n’est pas réglée.",
            screen->w, screen->h);
    else
        add(to, "screen", "Écran", READY_GOOD, "%d × %d points, %d × %d mm, %d,%02d points par mm.",
            screen->w, screen->h, known->w_mm, known->h_mm, (int)(pixels / 100), (int)(pixels % 100));
}

static void judge_clock(const struct ready_known *known, struct ready *to)
{
    struct ready_row *row;
    if (!known->clock_trusted) {
        add(to, "clock", "Horloge", READY_LOOK,
            "On ne peut pas s’y fier : la borne ne propose pas de date. Branchez le réseau.");
        return;
    }
    row = add(to, "clock", "Horloge", READY_GOOD, "On peut s’y fier.");
    add_moment(row, known, " Il est, ici : ", known->now_s);
}

static void judge_headphones(const struct ready_known *known, struct ready *to)
{
    const char *label = "Casque";
    if (known->sound == READY_ALWAYS_HEADPHONES)
        add(to, "headphones", label, READY_GOOD,
            "Réglé ainsi : il n’y a qu’un casque, jamais de haut-parleur.");
    else if (known->sound == READY_NEVER_HEADPHONES)
        add(to, "headphones", label, READY_GOOD, "Réglé ainsi : ce qui est personnel n’est jamais dit.");
    else if (!known->screen.known)
        add(to, "headphones", label, READY_UNTRIED, "La borne n’a pas encore dit si elle a une prise.");
    else if (known->screen.jack)
        add(to, "headphones", label, READY_GOOD, "La prise dit quand un casque est branché.");
    else
        add(to, "headphones", label, READY_LOOK,
            "Aucune prise ne dit qu’un casque est branché : noms et codes ne sont jamais lus.");
}

static void judge_printer(enum ready_printer printer, struct ready *to)
{
    switch (printer) {
    case READY_NO_PRINTER: add(to, "printer", "Imprimante", READY_GOOD, "Aucune n’est prévue."); break;
    case READY_PRINTER_UNSEEN:
        add(to, "printer", "Imprimante", READY_GOOD, "Une imprimante de tickets est prévue.");
        break;
    case READY_PRINTER_SEEN: add(to, "printer", "Imprimante", READY_GOOD, "Elle est là."); break;
    case READY_PRINTER_SILENT:
        add(to, "printer", "Imprimante", READY_LOOK,
            "Elle est prévue, et elle n’est pas là : regardez son câble.");
        break;
    }
}

// --- what it does

static void judge_queue(const struct ready_known *known, struct ready *to)
{
    bool late = known->oldest_s && known->clock_trusted &&
                known->now_s - known->oldest_s > (int64_t)known->oldest_h * HOUR_S;
    if (!known->database) {
        add(to, "database", "Demandes", READY_LOOK,
            "La base ne se lit pas : prévenez qui s’occupe de la borne.");
        return;
    }
    add(to, "database", "Demandes", late || known->needing ? READY_LOOK : READY_GOOD,
        "La base se lit. Sur la borne : %lld. Transmises : %lld. À voir : %lld.%s",
        (long long)known->on_device, (long long)known->delivered, (long long)known->needing,
        late ? " Une attend depuis trop longtemps : collectez." : "");
}

static const char *link_words(enum ready_link link)
{
    switch (link) {
    case READY_ANSWERS: return NULL;
    case READY_SILENT: return "Son serveur ne répond pas : vérifiez le réseau.";
    case READY_PASSWORD: return "Son serveur refuse le mot de passe.";
    case READY_CERTIFICATE: return "Le certificat de son serveur n’est pas bon.";
    case READY_CAPTIVE: return "Autre chose répond à sa place : le réseau demande de se connecter.";
    case READY_SUSPECT: return "Son serveur a pu écraser des rendez-vous : vérifiez son agenda.";
    }
    return NULL;
}

static void judge_server(const struct ready_known *known, const struct ready_partner *partner,
                         struct ready *to)
{
    const char *wrong = link_words(partner->link);
    struct ready_row *row;
    if (wrong)
        row = add(to, "partner", partner->name, READY_LOOK, "%s", wrong);
    else if (!partner->heard_s)
        row = add(to, "partner", partner->name, READY_LOOK, "Son agenda n’a jamais été lu.");
    else if (!partner->server_class)
        row = add(to, "partner", partner->name, READY_LOOK,
                  "Serveur jamais éprouvé (rebondctl partner probe).");
    else
        row = add(to, "partner", partner->name, READY_GOOD, "Serveur de classe %c.", partner->server_class);
    add_moment(row, known, " Lu la dernière fois : ", partner->heard_s);
}

static void judge_partner(const struct ready_known *known, const struct ready_partner *partner,
                          struct ready *to)
{
    if (!partner->has_key)
        add(to, "partner", partner->name, READY_LOOK, "Pas de clé de collecte (rebondctl key new).");
    else if (!partner->has_server)
        add(to, "partner", partner->name, READY_GOOD,
            "Sans serveur : ses demandes se collectent par clé USB.");
    else if (!known->database)
        add(to, "partner", partner->name, READY_LOOK, "On ne sait pas comment va son serveur.");
    else
        judge_server(known, partner, to);
}

static void judge_pin(bool pin, struct ready *to)
{
    add(to, "pin", "Code de l’équipe", pin ? READY_GOOD : READY_LOOK, "%s",
        pin ? "Il y en a un." : "Il n’y en a pas (rebondctl pin set).");
}

// "anglais, arabe"; `readable` false: those without translations.
static void list_languages(const struct ready_known *known, bool readable, struct buf *to)
{
    for (int i = 0; i < known->language_count; i++) {
        const struct ready_language *language = &known->languages[i];
        if (language->readable != readable || language->checked) continue;
        struct str name = staff_language(str_from(language->code));
        buf_add_format(to, "%s%.*s", to->n ? ", " : "", STR_ARG(name));
    }
    buf_c(to);
}

static void judge_languages(const struct ready_known *known, struct ready *to)
{
    char unread[128], unchecked[128];
    struct buf without = buf_init(unread, sizeof unread), raw = buf_init(unchecked, sizeof unchecked);
    list_languages(known, false, &without);
    list_languages(known, true, &raw);
    if (without.n)
        add(to, "languages", "Langues", READY_LOOK, "Pas de traductions ici : %s.", unread);
    else if (raw.n)
        add(to, "languages", "Langues", READY_LOOK,
            "Pas encore relues par qui les parle depuis l’enfance : %s.", unchecked);
    else
        add(to, "languages", "Langues", READY_GOOD, "Toutes sont relues par qui les parle depuis l’enfance.");
}

// --- what was tried by hand

const char *ready_trial_id(enum trial_kind kind)
{
    static const char *const ids[TRIAL_KINDS] = {"touch", "ruler", "sound", "colours", "keys", "scanner"};
    return ids[kind];
}

struct str ready_trial_name(enum trial_kind kind)
{
    static const char *const names[TRIAL_KINDS] = {"Toucher",  "Règle",   "Son",
                                                   "Couleurs", "Clavier", "Lecteur de codes"};
    return str_from(names[kind]);
}

static void add_wrong(struct ready *to, enum trial_kind kind, int64_t value)
{
    const char *id = ready_trial_id(kind), *name = ready_trial_name(kind).p;
    switch (kind) {
    case TRIAL_TOUCH:
        add(to, id, name, READY_LOOK, "Endroits que le doigt n’a pas touchés : %lld sur %d.",
            (long long)value, TRIAL_CELLS);
        break;
    case TRIAL_RULER:
        add(to, id, name, READY_LOOK, "5 cm à l’écran ne font pas 5 cm : réglez sa taille ([panel]).");
        break;
    case TRIAL_SOUND:
        add(to, id, name, READY_LOOK, "La voix ne s’entend pas : regardez câble et volume.");
        break;
    case TRIAL_COLOURS:
        add(to, id, name, READY_LOOK, "Des couleurs ne se voient pas : réglez l’écran.");
        break;
    case TRIAL_KEYS: add(to, id, name, READY_LOOK, "Des touches n’ont pas répondu."); break;
    case TRIAL_SCANNER:
        add(to, id, name, READY_LOOK, "Il ne lit pas vite, ou sans Entrée à la fin : voyez sa notice.");
        break;
    case TRIAL_KINDS: break;
    }
}

static void add_right(struct ready *to, enum trial_kind kind, int64_t value)
{
    const char *id = ready_trial_id(kind), *name = ready_trial_name(kind).p;
    switch (kind) {
    case TRIAL_TOUCH: add(to, id, name, READY_GOOD, "Chaque endroit répond au doigt."); break;
    case TRIAL_RULER: add(to, id, name, READY_GOOD, "5 cm à l’écran font 5 cm."); break;
    case TRIAL_SOUND: add(to, id, name, READY_GOOD, "La voix s’entend."); break;
    case TRIAL_COLOURS: add(to, id, name, READY_GOOD, "Couleurs et gris se voient tous."); break;
    case TRIAL_KEYS: add(to, id, name, READY_GOOD, "Touches essayées : %lld.", (long long)value); break;
    case TRIAL_SCANNER:
        add(to, id, name, READY_GOOD, "Un code de %lld signes est lu.", (long long)value);
        break;
    case TRIAL_KINDS: break;
    }
}

// A ruler that was laid on another panel, or the same one set otherwise, says nothing of this one.
static bool is_of_another_panel(const struct ready_known *known, enum trial_kind kind)
{
    int64_t pixels = ready_pixels(&known->screen, known->w_mm, known->h_mm);
    return kind == TRIAL_RULER && pixels && known->trials[kind].value != pixels;
}

static void judge_trial(const struct ready_known *known, enum trial_kind kind, struct ready *to)
{
    const struct trial_result *result = &known->trials[kind];
    const char *id = ready_trial_id(kind), *name = ready_trial_name(kind).p;
    if (!result->known || !known->database) {
        add(to, id, name, READY_UNTRIED, "Pas encore essayé.");
        return;
    }
    if (is_of_another_panel(known, kind)) {
        add(to, id, name, READY_UNTRIED, "L’écran ou son réglage a changé : essayez encore.");
        return;
    }
    if (result->good)
        add_right(to, kind, result->value);
    else
        add_wrong(to, kind, result->value);
    add_moment(&to->rows[to->count - 1], known, " Essayé : ", result->at_s);
}

void ready_make(const struct ready_known *known, struct ready *ret_ready)
{
    ret_ready->count = 0;
    for (int i = 0; i < TRIAL_KINDS; i++)
        judge_trial(known, (enum trial_kind)i, ret_ready);
    judge_screen(known, ret_ready);
    judge_headphones(known, ret_ready);
    judge_printer(known->printer, ret_ready);
    judge_clock(known, ret_ready);
    judge_queue(known, ret_ready);
    for (int i = 0; i < known->partner_count; i++)
        judge_partner(known, &known->partners[i], ret_ready);
    judge_pin(known->pin, ret_ready);
    judge_languages(known, ret_ready);
    add(ret_ready, "version", "Version", READY_GOOD, "Rebond %s.", known->version);
}

int ready_count(const struct ready *ready, enum ready_state state)
{
    int count = 0;
    for (int i = 0; i < ready->count; i++)
        count += ready->rows[i].state == state;
    return count;
}

struct str ready_state_words(enum ready_state state)
{
    static const char *const words[READY_STATES] = {"bon", "à voir", "pas essayé"};
    return str_from(words[state]);
}
