#include "ctl/words.h"

#include "base/utf8.h"
#include "content/messages.h"
#include "content/needs.h"
#include "content/pictures.h"

void words_moment(struct buf *to, const struct place *place, int64_t utc_s)
{
    struct civil at = zone_local(&place->zone, utc_s);
    int weekday = civil_weekday(civil_days(at.year, at.month, at.day));
    messages_date(to, NULL, weekday, at.day, at.month);
    buf_add(to, STR(" à "));
    messages_time(to, NULL, at.hour, at.minute);
}

struct str words_partner(const struct place *place, const char *id)
{
    const struct config_partner *partner =
        place->known ? config_find_partner(&place->config, str_from(id)) : NULL;
    return str_from(partner ? partner->name : id);
}

// Somebody else's text, made harmless.
static void add_text(struct buf *to, struct str text)
{
    while (text.n) {
        struct str before = text;
        uint32_t code = utf8_next(&text);
        if (code != UTF8_BAD && utf8_printable(code))
            buf_add(to, str_slice(before, 0, before.n - text.n));
        else
            buf_add_char(to, '?');
    }
}

static void add_kind(struct buf *to, enum item_kind kind)
{
    static const char *const kinds[] = {[ITEM_APPOINTMENT] = "rendez-vous",
                                        [ITEM_WORKSHOP] = "atelier",
                                        [ITEM_CALLBACK] = "à rappeler",
                                        [ITEM_INTEREST] = "ça l'intéresse, sans rendez-vous"};
    buf_add(to, str_from(kinds[kind]));
}

// What became of it, when that is not what the visitor asked for.
static void add_reason(struct buf *to, enum item_reason reason)
{
    static const char *const reasons[] = {
        [REASON_NONE] = "",
        [REASON_SLOT_TAKEN] = "le premier choix était déjà pris",
        [REASON_BOTH_TAKEN] = "tout était déjà pris : à rappeler",
        [REASON_PARTNER_REFUSED] = "le serveur du partenaire l'a refusé",
        [REASON_DELETED_BY_STAFF] = "l'équipe l'a effacé de l'agenda",
        [REASON_NOT_CONFIGURED] = "son partenaire n'est plus dans la configuration",
        [REASON_NOT_WRITER] = "une autre borne est seule à réserver dans cet agenda : à rappeler",
    };
    if (reason != REASON_NONE) buf_add_format(to, "\n   À voir : %s", reasons[reason]);
}

static void add_needs(struct buf *to, const struct booking *booking)
{
    if (booking->need_count == 0) return;
    buf_add(to, STR("\n   Besoins : "));
    for (size_t i = 0; i < booking->need_count; i++) {
        if (i) buf_add(to, STR(" ; "));
        buf_add(to, str_from(need_table[booking->needs[i]].label));
    }
}

static void add_choice(struct buf *to, const struct place *place, const struct slot *slot)
{
    words_moment(to, place, slot->start_s);
    if (slot->title[0]) buf_add(to, STR(", "));
    add_text(to, str_from(slot->title));
    buf_add(to, STR(" ("));
    add_text(to, words_partner(place, slot->partner));
    buf_add_char(to, ')');
}

static void add_wish(struct buf *to, const struct place *place, const struct booking *booking)
{
    for (size_t i = 0; i < booking->choice_count; i++) {
        buf_add(to, i ? STR("\n   Sinon : ") : STR("\n   Souhait : "));
        add_choice(to, place, &booking->choices[i]);
    }
}

// A French number as people say it, "06 12 34 56 78"; any other as it is.
static void add_phone(struct buf *to, struct str e164)
{
    if (e164.n != 12 || !str_starts(e164, STR("+33"))) {
        add_text(to, e164);
        return;
    }
    buf_add_char(to, '0');
    for (size_t i = 3; i < e164.n; i++) {
        if (i > 3 && i % 2 == 0) buf_add_char(to, ' ');
        add_text(to, str_slice(e164, i, i + 1));
    }
}

static void add_contact(struct buf *to, const struct booking *booking)
{
    static const char *const kinds[] = {
        [CONTACT_SMS] = "SMS",
        [CONTACT_CALL] = "appel",
        [CONTACT_EMAIL] = "e-mail",
        [CONTACT_PLACE] = "en passant par le lieu",
        [CONTACT_WORKER] = "en passant par la personne qui l'accompagne",
        [CONTACT_RETURN] = "repassera",
    };
    static const char *const safes[] = {
        [SAFE_NOT_ASKED] = "",
        [SAFE_MINE] = "on peut écrire, c'est le sien",
        [SAFE_OTHER_OK] = "on peut écrire, c'est celui de quelqu'un d'autre",
        [SAFE_OTHER_NOT] = "NE PAS écrire ni laisser de message, c'est celui de quelqu'un d'autre",
    };
    buf_add(to, STR("\n   Contact : "));
    buf_add(to, str_from(kinds[booking->contact_kind]));
    if (booking->contact.n) buf_add(to, STR(" — "));
    add_phone(to, pii_str(&booking->contact));
    if (booking->safe != SAFE_NOT_ASKED) buf_add_format(to, "\n   Écrire : %s", safes[booking->safe]);
}

static void add_age(struct buf *to, const struct booking *booking)
{
    static const char *const ages[] = {
        [AGE_SKIPPED] = "pas dit",   [AGE_UNDER_16] = "moins de 16 ans", [AGE_16_17] = "16 ou 17 ans",
        [AGE_18_25] = "18 à 25 ans", [AGE_26_29] = "26 à 29 ans",        [AGE_30_UP] = "30 ans ou plus"};
    buf_add_format(to, "\n   Âge : %s", ages[booking->age]);
}

static void add_language(struct buf *to, struct str code)
{
    static const char *const names[][2] = {{"fr", "français"},  {"en", "anglais"}, {"es", "espagnol"},
                                           {"ar", "arabe"},     {"fa", "dari"},    {"ps", "pachto"},
                                           {"uk", "ukrainien"}, {"ru", "russe"},   {"ti", "tigrigna"}};
    struct str name = code;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(code, str_from(names[i][0]))) name = str_from(names[i][1]);
    buf_add(to, STR("\n   Langue : "));
    add_text(to, name);
}

static void add_code(struct buf *to, struct picture_code code)
{
    buf_add(to, STR("\n   Code : "));
    pictures_words(to, NULL, code.pictures, code.number);
}

void words_booking(struct buf *to, const struct place *place, const struct item *item,
                   const struct booking *booking)
{
    if (booking->name.n)
        add_text(to, pii_str(&booking->name));
    else
        buf_add(to, STR("(sans nom)"));
    buf_add(to, STR(" — "));
    add_kind(to, booking->kind);
    add_reason(to, item->reason);
    add_needs(to, booking);
    add_wish(to, place, booking);
    add_contact(to, booking);
    add_age(to, booking);
    add_language(to, str_from(booking->language));
    add_code(to, booking->code);
    buf_add(to, STR("\n   Partenaire : "));
    add_text(to, words_partner(place, booking->partner));
    if (item->made_s) { // a file on its own does not say
        buf_add(to, STR("\n   Reçu : "));
        words_moment(to, place, item->made_s);
    }
    buf_add(to, STR("\n"));
}
