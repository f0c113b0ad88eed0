#include "content/staff.h"

#include "base/utf8.h"
#include "content/messages.h"
#include "content/needs.h"
#include "content/pictures.h"

void staff_add_text(struct buf *to, struct str text)
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

void staff_add_moment(struct buf *to, const struct zone *zone, int64_t utc_s)
{
    struct civil at = zone_local(zone, utc_s);
    int weekday = civil_weekday(civil_days(at.year, at.month, at.day));
    messages_date(to, NULL, weekday, at.day, at.month);
    buf_add(to, STR(" à "));
    messages_time(to, NULL, at.hour, at.minute);
}

void staff_add_choice(struct buf *to, const struct zone *zone, const struct slot *slot)
{
    staff_add_moment(to, zone, slot->start_s);
    if (slot->title[0]) buf_add(to, STR(", "));
    staff_add_text(to, str_from(slot->title));
}

struct str staff_kind(enum item_kind kind)
{
    static const char *const kinds[] = {
        [ITEM_APPOINTMENT] = "rendez-vous", [ITEM_WORKSHOP] = "atelier",
        [ITEM_CALLBACK] = "à rappeler",     [ITEM_INTEREST] = "ça l'intéresse, sans rendez-vous",
        [ITEM_ARRIVAL] = "est là",          [ITEM_CANCEL] = "annulation"};
    return str_from(kinds[kind]);
}

struct str staff_language(struct str code)
{
    static const char *const names[][2] = {{"fr", "français"},  {"en", "anglais"}, {"es", "espagnol"},
                                           {"ar", "arabe"},     {"fa", "dari"},    {"ps", "pachto"},
                                           {"uk", "ukrainien"}, {"ru", "russe"},   {"ti", "tigrigna"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(code, str_from(names[i][0]))) return str_from(names[i][1]);
    return code;
}

static void begin_line(struct buf *to, struct str begin, struct str label)
{
    buf_add(to, begin);
    buf_add(to, label);
    buf_add(to, STR(" : "));
}

void staff_add_needs(struct buf *to, struct str begin, const struct booking *booking)
{
    if (booking->need_count == 0) return;
    begin_line(to, begin, STR("Besoins"));
    for (size_t i = 0; i < booking->need_count; i++) {
        if (i) buf_add(to, STR(" ; "));
        buf_add(to, str_from(need_table[booking->needs[i]].label));
    }
}

// A French number as people say it, "06 12 34 56 78"; any other as it is.
static void add_phone(struct buf *to, struct str e164)
{
    if (e164.n != 12 || !str_starts(e164, STR("+33"))) {
        staff_add_text(to, e164);
        return;
    }
    buf_add_char(to, '0');
    for (size_t i = 3; i < e164.n; i++) {
        if (i > 3 && i % 2 == 0) buf_add_char(to, ' ');
        staff_add_text(to, str_slice(e164, i, i + 1));
    }
}

static void add_contact(struct buf *to, struct str begin, const struct booking *booking)
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
    begin_line(to, begin, STR("Contact"));
    buf_add(to, str_from(kinds[booking->contact_kind]));
    if (booking->contact.n) buf_add(to, STR(" — "));
    add_phone(to, pii_str(&booking->contact));
    if (booking->safe == SAFE_NOT_ASKED) return;
    begin_line(to, begin, STR("Écrire"));
    buf_add(to, str_from(safes[booking->safe]));
}

static void add_age(struct buf *to, struct str begin, enum age_band age)
{
    static const char *const ages[] = {
        [AGE_SKIPPED] = "pas dit",   [AGE_UNDER_16] = "moins de 16 ans", [AGE_16_17] = "16 ou 17 ans",
        [AGE_18_25] = "18 à 25 ans", [AGE_26_29] = "26 à 29 ans",        [AGE_30_UP] = "30 ans ou plus"};
    begin_line(to, begin, STR("Âge"));
    buf_add(to, str_from(ages[age]));
}

void staff_add_answers(struct buf *to, struct str begin, const struct booking *booking)
{
    add_contact(to, begin, booking);
    add_age(to, begin, booking->age);
    begin_line(to, begin, STR("Langue"));
    staff_add_text(to, staff_language(str_from(booking->language)));
    begin_line(to, begin, STR("Code"));
    pictures_words(to, NULL, booking->code.pictures, booking->code.number);
}
