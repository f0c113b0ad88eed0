// Confirm: the clear draft becomes a sealed item on the disk, once, and the partner's answer is looked for.
#include <string.h>

#include "app/internal.h"
#include "base/log.h"
#include "base/wipe.h"
#include "booking/phone.h"
#include "booking/vevent.h"
#include "content/needs.h"
#include "wire/payload.h"

enum { POLL_MS = 150 };

static const struct config_partner *partner_of(const struct app *app, struct moment now)
{
    struct flow_world world = app_world(app, now);
    return flow_partner(&app->flow, &world);
}

// The uid is made at the first attempt and kept for the next ones: recording twice is recording once.
void app_make_code(struct app *app, struct uid *uid, struct picture_code *code)
{
    static const struct uid none;
    uint8_t random[CODE_ENTROPY];
    if (!uid_eq(*uid, none)) return;
    const struct entropy_port *entropy = &app->options.ports.entropy;
    entropy->fill(entropy->self, uid->b, sizeof uid->b);
    entropy->fill(entropy->self, random, sizeof random);
    *code = code_make(random);
}

static err_t normalise_contact(struct booking *booking)
{
    char e164[PHONE_TEXT];
    if (booking->contact_kind == CONTACT_EMAIL)
        return pii_set(&booking->contact, str_trim(pii_str(&booking->contact)));
    if (!flow_needs_value(booking->contact_kind)) return OK;
    err_t err = phone_parse(pii_str(&booking->contact), e164);
    if (err == OK) err = pii_set(&booking->contact, str_from(e164));
    wipe(e164, sizeof e164);
    return err;
}

// A copy of the draft in the form that is kept.
static err_t finish_booking(struct app *app, const struct config_partner *partner,
                            struct booking *ret_booking)
{
    struct booking *draft = &app->flow.draft;
    app_make_code(app, &draft->uid, &draft->code);
    if (app->flow.undo == UNDO_CHANGE) draft->code = app->flow.found.code; // the one they have a photo of
    *ret_booking = *draft;
    if (draft->waiting) ret_booking->kind = ITEM_CALLBACK;
    err_t err = pii_set(&ret_booking->name, str_trim(pii_str(&draft->name)));
    if (err == OK) err = normalise_contact(ret_booking);
    if (err == OK) err = str_copy(str_from(partner->id), ret_booking->partner, sizeof ret_booking->partner);
    const char *language = app->options.config->languages[app->flow.language];
    if (err == OK) err = str_copy(str_from(language), ret_booking->language, sizeof ret_booking->language);
    return err;
}

err_t app_seal(struct app *app, const struct config_partner *partner, const struct booking *booking, char *to,
               size_t cap, size_t *ret_n)
{
    const char *need_ids[NEED_COUNT];
    char plain[LIMIT_PLAIN];
    size_t plain_n = 0;
    need_list_ids(need_ids);
    struct payload_names names = {need_ids, NEED_COUNT};
    err_t err = payload_encode(booking, &names, plain, sizeof plain, &plain_n);
    size_t index = (size_t)(partner - app->options.config->partners);
    if (err == OK && app->faults.clear_on_disk) {
        memcpy(to, plain, plain_n);
        *ret_n = plain_n;
    } else if (err == OK) {
        err = seal_encrypt(&app->options.ports.entropy, app->recipients[index], app->recipient_counts[index],
                           (struct str){plain, plain_n}, to, cap, ret_n);
    }
    wipe(plain, sizeof plain);
    return err;
}

static err_t make_item(struct app *app, struct moment now, const struct booking *booking,
                       struct item *ret_item)
{
    struct item item = {.uid = booking->uid,
                        .kind = booking->kind,
                        .state = ITEM_PENDING,
                        .choices = {booking->choices[0], booking->choices[1]},
                        .choice_count = booking->choice_count,
                        .code = booking->code,
                        .made_s = now.wall_s,
                        .change = app->flow.undo == UNDO_CHANGE};
    app_hash_code(app, booking->code, item.code_hash);
    err_t err = str_copy(str_from(booking->partner), item.partner, sizeof item.partner);
    if (err == OK) *ret_item = item;
    return err;
}

static err_t add(struct app *app, struct moment now, const struct item *item, struct str sealed)
{
    int seat = 0;
    if (!item->change) return store_add_item(app->store, item, sealed, &seat);
    struct store_cancel old = app_what_was_found(app, now);
    return store_add_change(app->store, item, sealed, &old, &seat);
}

static err_t record(struct app *app, struct moment now, const struct item *item, struct str sealed)
{
    err_t err = add(app, now, item, sealed);
    if (err != ERR_DAMAGED) return err;
    // The file broke under our hands: set it aside by opening anew, and record there.
    store_close(app->store);
    app->store = NULL;
    if (!app_has_store(app)) return ERR_DAMAGED;
    app_renew_timetable(app, now);
    return add(app, now, item, sealed);
}

static err_t try_save(struct app *app, struct moment now)
{
    const struct config_partner *partner = partner_of(app, now);
    struct booking booking = {0};
    struct item item;
    char sealed[LIMIT_SEALED];
    size_t sealed_n = 0;
    if (!app_has_store(app)) return ERR_IO;
    err_t err = finish_booking(app, partner, &booking);
    if (err == OK) err = app_seal(app, partner, &booking, sealed, sizeof sealed, &sealed_n);
    if (err == OK) err = make_item(app, now, &booking, &item);
    wipe(&booking, sizeof booking);
    if (err == OK) err = record(app, now, &item, (struct str){sealed, sealed_n});
    return err == ERR_EXISTS ? OK : err;
}

void app_save(struct app *app, struct moment now)
{
    struct uid uid;
    enum flow_event_kind kind = FLOW_EVENT_RECORDED;
    app->printer = app_has_printer(app);
    err_t err = try_save(app, now);
    uid = app->flow.draft.uid;
    if (err == ERR_FULL && app->flow.draft.choice_count)
        kind = FLOW_EVENT_SLOT_TAKEN;
    else if (err)
        kind = FLOW_EVENT_NOT_RECORDED;
    if (err == OK)
        log_event_of(LOG_ITEM_RECORDED, uid, 0, 0);
    else
        log_event_of(LOG_ITEM_NOT_RECORDED, uid, err, 0);
    app_event(app, now, (struct flow_event){.kind = kind});
    app->poll_ms = now.mono_ms;
    app->store_seen = -1;
    if (err == OK) app->options.ports.nudge(app->options.ports.self);
}

bool app_waits(const struct app *app)
{
    const struct flow *flow = &app->flow;
    return app->store && ((flow->place == FLOW_SAVING && flow->recorded) ||
                          (flow_is_done(flow) && flow->result == RESULT_NOTED));
}

static bool read_outcome(const struct app *app, const struct item *item, enum flow_result *ret_result)
{
    if (item->kind == ITEM_CALLBACK && app->flow.draft.kind != ITEM_CALLBACK) {
        *ret_result = RESULT_BECAME_CALLBACK;
        return true;
    }
    if (item->state != ITEM_DELIVERED && item->state != ITEM_FILING) return false;
    *ret_result = item->choice_now ? RESULT_CONFIRMED_SECOND : RESULT_CONFIRMED;
    return true;
}

void app_poll(struct app *app, struct moment now)
{
    struct item item;
    enum flow_result result;
    int64_t version = store_version(app->store);
    app->poll_ms = now.mono_ms + POLL_MS;
    if (version == app->store_seen) return;
    app->store_seen = version;
    struct uid uid = app->flow.undo == UNDO_CANCEL ? app_what_was_found(app, now).uid : app->flow.draft.uid;
    if (store_get_item(app->store, uid, &item) != OK) return;
    if (read_outcome(app, &item, &result))
        app_event(app, now, (struct flow_event){.kind = FLOW_EVENT_OUTCOME, .result = result});
}

const struct slot *app_entry_slot(const struct flow *flow)
{
    if (flow->place != FLOW_DONE || flow->draft.choice_count == 0) return NULL;
    if (flow->result == RESULT_CONFIRMED || flow->result == RESULT_NOTED) return &flow->draft.choices[0];
    return flow->result == RESULT_CONFIRMED_SECOND ? &flow->draft.choices[1] : NULL;
}

// The QR holds the calendar entry itself: no server is asked, and no name is in it.
void app_make_entry(struct app *app, const struct screen_view *view)
{
    char uid[UID_TEXT];
    const struct slot *slot = app_entry_slot(&app->flow);
    struct buf entry = buf_init(app->entry, sizeof app->entry);
    app->entry_n = 0;
    if (!slot || app->training) return; // nobody takes an example home in their telephone
    const struct config_partner *partner = flow_partner(&app->flow, view->world);
    bool noted = app->flow.result == RESULT_NOTED;
    uid_text(app->flow.draft.uid, uid);
    struct vevent event = {.uid = str_from(uid),
                           .summary = messages_text(view->messages, noted ? STR("À confirmer : rendez-vous")
                                                                          : STR("Rendez-vous")),
                           .location = str_from(partner->address),
                           .stamp_s = view->world->now.wall_s,
                           .start_s = slot->start_s,
                           .end_s = slot->end_s};
    vevent_encode(&entry, &event);
    app->entry_n = entry.full ? 0 : entry.n;
}
