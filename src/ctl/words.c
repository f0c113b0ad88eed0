#include "ctl/words.h"

#include "content/staff.h"
#include "wire/json_text.h"

void words_moment(struct buf *to, const struct place *place, int64_t utc_s)
{
    staff_add_moment(to, &place->zone, utc_s);
}

struct str words_partner(const struct place *place, const char *id)
{
    const struct config_partner *partner =
        place->known ? config_find_partner(&place->config, str_from(id)) : NULL;
    return str_from(partner ? partner->name : id);
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
        [REASON_TOO_LATE] = "le moment demandé était passé avant que la demande puisse partir",
        [REASON_NOT_WRITER] = "une autre borne est seule à réserver dans cet agenda : à rappeler",
    };
    if (reason != REASON_NONE) buf_add_format(to, "\n   À voir : %s", reasons[reason]);
}

static void add_choice(struct buf *to, const struct place *place, const struct slot *slot)
{
    staff_add_choice(to, &place->zone, slot);
    buf_add(to, STR(" ("));
    staff_add_text(to, words_partner(place, slot->partner));
    buf_add_char(to, ')');
}

static void add_wish(struct buf *to, const struct place *place, const struct booking *booking)
{
    for (size_t i = 0; i < booking->choice_count; i++) {
        buf_add(to, i ? STR("\n   Sinon : ") : STR("\n   Souhait : "));
        add_choice(to, place, &booking->choices[i]);
    }
}

void words_booking(struct buf *to, const struct place *place, const struct item *item,
                   const struct booking *booking)
{
    const struct str begin = STR("\n   ");
    if (booking->name.n)
        staff_add_text(to, pii_str(&booking->name));
    else
        buf_add(to, STR("(sans nom)"));
    buf_add(to, STR(" — "));
    buf_add(to, staff_kind(booking->kind));
    add_reason(to, item->reason);
    staff_add_needs(to, begin, booking);
    add_wish(to, place, booking);
    staff_add_answers(to, begin, booking);
    buf_add(to, STR("\n   Partenaire : "));
    staff_add_text(to, words_partner(place, booking->partner));
    if (item->made_s) { // a file on its own does not say
        buf_add(to, STR("\n   Reçu : "));
        words_moment(to, place, item->made_s);
    }
    buf_add(to, STR("\n"));
}

void words_add_json(struct buf *to, struct str text)
{
    char memory[6 * TOLD_MAX + 2]; // "\u0001" is the longest that a byte can become
    size_t n = 0;
    err_t err = json_text(text, memory, sizeof memory, &n);
    buf_add(to, err ? STR("\"\"") : (struct str){memory, n});
}
