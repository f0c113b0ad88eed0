// The words that staff read in their calendar: pictures, dates, what to do next; about the visitor, with
// custody open, what clear.c gives.
#include "engine/parts.h"

#include "base/wipe.h"
#include "content/pictures.h"
#include "content/staff.h"
#include "seal/seal.h"
#include "sync/body.h"

static const char *heading_of(enum item_kind kind)
{
    switch (kind) {
    case ITEM_APPOINTMENT:
    case ITEM_WORKSHOP: return "Réservé";
    case ITEM_CALLBACK: return "À rappeler";
    case ITEM_INTEREST: return "Intérêt";
    case ITEM_CANCEL: return "ANNULÉ";
    case ITEM_ARRIVAL: break; // add_arrival
    }
    return "";
}

static bool has_code(const struct item *item)
{
    return item->code.pictures[0] != item->code.pictures[1]; // no picture stands twice in one
}

// "Arrivé · 14 h · cerise vélo parapluie 42"
static void add_arrival(struct engine *e, struct buf *to, const struct item *item)
{
    buf_add(to, item->choice_count ? STR("Arrivé") : STR("Veut parler à quelqu'un maintenant"));
    if (item->choice_count) {
        struct civil at = zone_local(e->o.zone, item->choices[0].start_s);
        buf_add(to, STR(" · "));
        messages_time(to, NULL, at.hour, at.minute);
    }
    if (!has_code(item)) return;
    buf_add(to, STR(" · "));
    pictures_words(to, NULL, item->code.pictures, item->code.number);
}

static void describe_arrival(struct engine *e, struct buf *to, const struct item *item,
                             const struct booking *clear)
{
    buf_add(to, STR("Annoncé sur la borne "));
    staff_add_moment(to, e->o.zone, item->made_s);
    buf_add(to, STR("."));
    if (item->choice_count && !has_code(item))
        buf_add(to, STR(" Code non donné : cette personne a choisi l'heure de son rendez-vous."));
    if (clear) staff_add_needs(to, STR("\n"), clear);
}

static void add_summary(struct buf *to, const struct item *item)
{
    buf_add_format(to, "%s · ", heading_of(item->kind));
    pictures_words(to, NULL, item->code.pictures, item->code.number);
}

static void add_lost(struct engine *e, struct buf *to, const struct item *item, const char *why)
{
    buf_add(to, str_from(why));
    for (uint8_t i = 0; i < item->choice_count; i++) {
        if (i > 0) buf_add(to, STR(", puis "));
        staff_add_choice(to, e->o.zone, &item->choices[i]);
    }
    buf_add(to, STR(". Cette personne attend un appel pour choisir une autre date. "));
}

static void add_taken_back(struct engine *e, struct buf *to, const struct item *item)
{
    if (item->choice_count == 0) {
        buf_add(to, STR("Cette personne a repris sa demande sur la borne : ne plus la rappeler. La demande "
                        "porte le même code."));
        return;
    }
    buf_add(to, STR("Cette personne a annulé sur la borne : "));
    staff_add_choice(to, e->o.zone, &item->choices[0]);
    buf_add(to, STR(". Pour libérer la place, effacer la réservation qui porte le même code, puis cet "
                    "événement."));
}

// A call-back of somebody who has a moment already: nothing is urgent, and nothing of theirs may go.
static void add_kept(struct buf *to, const struct item *item)
{
    if (item->change && item->kind == ITEM_CALLBACK)
        buf_add(to, STR("Elle voulait changer de moment : celui qu'elle avait (même code) reste. "));
    else if (item->change)
        buf_add(to, STR("Changement de moment : le précédent (même code) est annulé. "));
}

// A workshop that was full when it was asked for.
static void add_list(struct engine *e, struct buf *to, const struct item *item)
{
    buf_add(to, STR("Liste d'attente : "));
    staff_add_choice(to, e->o.zone, &item->choices[0]);
    buf_add(to, STR(". C'était complet : cette personne attend un appel si une place se libère. "));
}

static void add_situation(struct engine *e, struct buf *to, const struct item *item)
{
    if (item->reason == REASON_BOTH_TAKEN)
        add_lost(e, to, item,
                 item->choice_count > 1 ? "Les deux créneaux demandés étaient déjà pris : "
                                        : "Le créneau demandé était déjà pris : ");
    else if (item->reason == REASON_NOT_WRITER)
        add_lost(e, to, item, "Cette borne ne peut pas réserver dans l'agenda. Créneau demandé : ");
    else if (item->reason == REASON_TOO_LATE && item->kind == ITEM_CALLBACK)
        add_lost(e, to, item, "Moment demandé, passé avant que la demande puisse partir : ");
    else if (item->reason == REASON_TOO_LATE)
        buf_add(to,
                STR("Deuxième choix : le premier moment était passé avant que la demande puisse partir. "));
    else if (item->reason == REASON_SLOT_TAKEN)
        buf_add(to, STR("Deuxième choix : le premier créneau était déjà pris. "));
    else if (item->kind == ITEM_CALLBACK && item->choice_count > 0)
        add_list(e, to, item);
    else if (item->kind == ITEM_CALLBACK)
        buf_add(to, STR("Cette personne demande à être rappelée. "));
    else if (item->kind == ITEM_INTEREST)
        buf_add(to, STR("Cette personne est intéressée. "));
    add_kept(to, item);
    buf_add(to, STR("Demande faite sur la borne."));
}

enum { SEALED_TEXT = LIMIT_SEALED * 4 / 3 + 4 };

static err_t sealed_text(const struct outbox_row *row, char to[SEALED_TEXT], struct str *ret_text)
{
    size_t n;
    struct str sealed = {(const char *)row->sealed, row->sealed_n};
    err_t err = seal_base64url(sealed, to, SEALED_TEXT, &n);
    if (!err) *ret_text = (struct str){to, n};
    return err;
}

err_t copy_make(struct engine *e, const struct partner *p, struct outbox_row *row, struct moment now)
{
    char summary_memory[256], memory[SEALED_TEXT];
    struct str sealed;
    struct buf summary = buf_init(summary_memory, sizeof summary_memory);
    buf_add(&summary, STR("Dossier chiffré · "));
    pictures_words(&summary, NULL, row->item.code.pictures, row->item.code.number);
    err_t err = sealed_text(row, memory, &sealed);
    if (err) return err;
    struct body_words words = {
        .summary = buf_str(&summary),
        .description =
            STR("Rien à faire ici : c'est la copie de sûreté d'une demande faite sur la borne. Ne pas "
                "modifier. Elle s'ouvre avec la clé de collecte."),
    };
    struct buf to = buf_init(row->body, sizeof row->body);
    err = body_encode_copy(row->item.uid, &words, sealed, stamp_s(e, now), local_day(e, now), p->events_only,
                           &to);
    if (!err) row->body_n = to.n;
    return err;
}

struct texts { // of one event; wiped, because of what clear.c adds
    char summary[512], description[4096], sealed[SEALED_TEXT];
};

// `clear` NULL: custody sealed.
static err_t encode(struct engine *e, const struct partner *p, const struct outbox_row *row,
                    const struct booking *clear, struct texts *texts, struct moment now, struct buf *to)
{
    struct buf summary = buf_init(texts->summary, sizeof texts->summary);
    struct buf description = buf_init(texts->description, sizeof texts->description);
    struct str sealed = {0};
    bool arrival = row->item.kind == ITEM_ARRIVAL;
    if (row->item.kind == ITEM_CANCEL)
        add_taken_back(e, &description, &row->item);
    else if (!arrival)
        add_situation(e, &description, &row->item);
    if (arrival) {
        add_arrival(e, &summary, &row->item);
        describe_arrival(e, &description, &row->item, clear);
    } else if (clear) {
        clear_summary(&summary, clear);
        clear_description(e, &description, clear);
    } else {
        add_summary(&summary, &row->item);
        if (row->sealed_n)
            buf_add(&description, STR(" Son contenu est chiffré : il s'ouvre avec la clé de collecte."));
    }
    err_t err = summary.full || description.full ? ERR_FULL : OK;
    if (!err && row->sealed_n) err = sealed_text(row, texts->sealed, &sealed);
    if (err) return err;
    struct body_words words = {.summary = buf_str(&summary),
                               .description = buf_str(&description),
                               .location = str_from(p->config->address),
                               .is_private = clear != NULL};
    struct item item = row->item;
    if (e->o.faults && e->o.faults->token_not_stable) item.uid.b[0] ^= ++e->token_tries;
    return body_encode(&item, &words, sealed, stamp_s(e, now), local_day(e, now), p->events_only, to);
}

static err_t make_clear(struct engine *e, const struct partner *p, struct outbox_row *row,
                        const struct booking *booking, struct moment now)
{
    struct texts texts;
    struct buf to = buf_init(e->clear, sizeof e->clear);
    err_t err = encode(e, p, row, booking, &texts, now, &to);
    if (!err) err = clear_seal_body(e, row, to.n);
    clear_forget(e);
    wipe(&texts, sizeof texts);
    return err;
}

static err_t make_sealed(struct engine *e, const struct partner *p, struct outbox_row *row, struct moment now)
{
    struct texts texts;
    struct buf to = buf_init(row->body, sizeof row->body);
    err_t err = encode(e, p, row, NULL, &texts, now, &to);
    if (!err) row->body_n = to.n;
    return err;
}

err_t body_make(struct engine *e, const struct partner *p, struct outbox_row *row, struct moment now)
{
    struct booking booking;
    if (row->sealed_n == 0 || !clear_open(e, p, row, &booking)) return make_sealed(e, p, row, now);
    err_t err = make_clear(e, p, row, &booking, now);
    wipe(&booking, sizeof booking);
    return err;
}

// Staff must be able to tell kiosks apart, and calendar apps drop lines they do not know: the code is also in
// words.
static void mark_code(struct uid writer, char to[sizeof "Code 12345678."])
{
    char text[UID_TEXT];
    uid_text(writer, text);
    struct buf code = buf_init(to, sizeof "Code 12345678.");
    buf_add_format(&code, "Code %.8s.", text);
    (void)buf_c(&code);
}

err_t mark_make(const struct engine *e, struct uid writer, struct moment now, struct buf *to)
{
    char summary_memory[64 + LIMIT_WORDS], description_memory[512], code[sizeof "Code 12345678."];
    struct buf summary = buf_init(summary_memory, sizeof summary_memory);
    struct buf description = buf_init(description_memory, sizeof description_memory);
    mark_code(writer, code);
    buf_add_format(&summary, "Seule borne à réserver ici : %s", e->o.config->place);
    buf_add_format(
        &description,
        "%s Le serveur de cet agenda ne sait pas départager deux bornes : une seule y réserve. Ne pas "
        "modifier. Pour qu'une autre borne la remplace, effacer cet événement.",
        code);
    struct body_words words = {.summary = buf_str(&summary), .description = buf_str(&description)};
    return body_encode_mark(writer, &words, stamp_s(e, now), local_day(e, now), to);
}

bool mark_is_of(struct str ics, struct uid writer)
{
    char text[UID_TEXT], code[sizeof "Code 12345678."];
    uid_text(writer, text);
    mark_code(writer, code);
    return caldav_has_line(ics, STR(BODY_WRITER), str_from(text)) || str_find(ics, str_from(code)) < ics.n;
}
