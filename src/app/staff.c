// Staff at the kiosk: the way in, the PIN and what wrong ones cost, what the store says, names while a
// collection key is there. A training visit goes through the same screens and ends nowhere.
#include <stdlib.h>
#include <string.h>

#include "app/internal.h"
#include "base/log.h"
#include "base/wipe.h"
#include "content/needs.h"
#include "wire/payload.h"

// --- what the store says

static void take_item(void *self, const struct item *item, const char *resource)
{
    struct staff_facts *facts = self;
    (void)resource;
    if (item->state != ITEM_REFUSED || facts->item_count == STAFF_ITEMS) return;
    struct staff_item *to = &facts->items[facts->item_count++];
    *to = (struct staff_item){.uid = item->uid,
                              .kind = item->kind,
                              .reason = item->reason,
                              .made_s = item->made_s,
                              .has_code = true,
                              .code = item->code,
                              .has_slot = item->choice_count > 0};
    if (to->has_slot) to->slot = item->choices[item->choice_now];
}

static void take_arrival(void *self, const struct arrival *arrival)
{
    struct staff_facts *facts = self;
    if (facts->arrival_count == STAFF_ITEMS) return;
    facts->arrivals[facts->arrival_count++] = (struct staff_arrival){.for_booking = arrival->for_booking,
                                                                     .start_s = arrival->start_s,
                                                                     .at_s = arrival->at_s,
                                                                     .has_code = arrival->has_code,
                                                                     .code = arrival->code};
}

static void take_deed(void *self, const struct store_deed *deed)
{
    struct staff_facts *facts = self;
    if (deed->what > DEED_LET_GO || facts->act_count == STAFF_ACTS) return;
    struct staff_act *act = &facts->acts[facts->act_count++];
    *act = (struct staff_act){.deed = (enum staff_deed)deed->what, .at_s = deed->at_s};
    memcpy(act->who, deed->who, sizeof act->who);
}

static void take_latest(void *self, const struct item *item, const char *resource)
{
    struct staff_facts *facts = self;
    (void)resource;
    if (item->kind == ITEM_ARRIVAL) return; // has a list of its own
    facts->acts[facts->act_count++] =
        (struct staff_act){.of_item = true, .kind = item->kind, .state = item->state, .at_s = item->made_s};
}

static int newer_first(const void *a, const void *b)
{
    const struct staff_act *one = a, *other = b;
    return (one->at_s < other->at_s) - (one->at_s > other->at_s);
}

// What staff did and what became of requests, in one row.
static err_t read_lately(struct app *app)
{
    struct staff_facts *facts = &app->facts;
    err_t err = store_each_deed(app->store, STAFF_ACTS, facts, take_deed);
    if (!err) err = store_each_latest(app->store, STAFF_ACTS, facts, take_latest);
    qsort(facts->acts, (size_t)facts->act_count, sizeof facts->acts[0], newer_first);
    return err;
}

// Bytes that open but belong to another item were put there by somebody.
static bool read_sealed(const struct app *app, const struct item *item, struct str sealed,
                        struct booking *ret_booking)
{
    char plain[LIMIT_SEALED];
    const char *need_ids[NEED_COUNT];
    size_t n = 0;
    need_list_ids(need_ids);
    err_t err = seal_open(app->key.identities, app->key.count, sealed, plain, sizeof plain, &n);
    if (!err)
        err =
            payload_parse((struct str){plain, n}, &(struct payload_names){need_ids, NEED_COUNT}, ret_booking);
    wipe(plain, sizeof plain);
    return !err && uid_eq(ret_booking->uid, item->uid);
}

// What is sealed opens only with the key that staff brought.
static void open_item(void *self, const struct item *item, struct str sealed)
{
    struct app *app = self;
    struct booking booking = {0};
    struct staff_item *to = NULL;
    for (int i = 0; i < app->facts.item_count && !to; i++)
        if (uid_eq(app->facts.items[i].uid, item->uid)) to = &app->facts.items[i];
    if (!to) return;
    to->opened = read_sealed(app, item, sealed, &booking);
    if (to->opened) {
        to->name = booking.name;
        to->contact = booking.contact;
        to->contact_kind = booking.contact_kind;
        to->safe = booking.safe;
    }
    wipe(&booking, sizeof booking);
}

static void forget_facts(struct app *app)
{
    struct staff_collect collect = app->facts.collect; // no word of a visitor is in it
    wipe(&app->facts, sizeof app->facts);
    app->facts.collect = collect;
}

static err_t read_all(struct app *app, struct moment now)
{
    struct staff_facts *facts = &app->facts;
    struct store_counts counts;
    err_t err = store_count(app->store, &counts);
    if (err) return err;
    facts->on_device = counts.on_device;
    facts->delivered = counts.delivered;
    facts->needing = counts.needing_you;
    facts->oldest_s = counts.oldest_s && now.wall_trusted ? now.wall_s - counts.oldest_s : 0;
    if (app->staff.place == STAFF_NO_PIN || app->staff.place == STAFF_PIN) return OK; // nothing else yet
    err = outbox_each(app->store, NULL, facts, take_item);
    if (!err) err = store_each_arrival(app->store, facts, take_arrival);
    if (!err) err = read_lately(app);
    if (!err && facts->key == STAFF_KEY_TAKEN) err = store_each_sealed(app->store, app, open_item);
    return err;
}

static void read_facts(struct app *app, struct moment now)
{
    forget_facts(app);
    app->facts.key = app->key_found;
    err_t err = app_has_store(app) ? read_all(app, now) : ERR_IO;
    app->facts.readable = !err;
    if (err) log_event(LOG_STORE_FAILED, err, 0);
    app_read_ready(app, now);
}

// --- what staff do

static struct store_deed deed_of(const struct app *app, struct moment now, enum staff_deed what)
{
    struct store_deed deed = {.what = (int)what, .at_s = now.wall_s};
    if (what == DEED_RETRIED || what == DEED_CALLED) deed.item = app->staff.item;
    if (what == DEED_CALLED) memcpy(deed.who, app->staff.who, sizeof deed.who);
    return deed;
}

static void note(struct app *app, struct moment now, enum staff_deed what)
{
    struct store_deed deed = deed_of(app, now, what);
    err_t err = app_has_store(app) ? store_add_deed(app->store, &deed) : ERR_IO;
    if (err) log_event(LOG_STORE_FAILED, err, 0);
}

static void change_item(struct app *app, struct moment now, bool called)
{
    struct store_deed deed = deed_of(app, now, called ? DEED_CALLED : DEED_RETRIED);
    err_t err = ERR_IO;
    if (app_has_store(app))
        err = called ? store_settle(app->store, &deed) : store_send_again(app->store, &deed);
    if (err)
        log_event(LOG_STORE_FAILED, err, 0);
    else
        log_event_of(called ? LOG_STAFF_CALLED : LOG_STAFF_RETRIED, deed.item, 0, 0);
    enum staff_event_kind kind = err ? STAFF_EVENT_NOT_DONE : STAFF_EVENT_DONE;
    app_staff_event(app, now, (struct staff_event){.kind = kind});
    if (!err) app->options.ports.nudge(app->options.ports.self);
}

static void let_go_of_collected(struct app *app, struct moment now)
{
    int64_t count = 0;
    err_t err = app_stick_forget_collected(app, &count);
    if (err)
        log_event(LOG_STORE_FAILED, err, 0);
    else
        note(app, now, DEED_LET_GO);
    enum staff_event_kind kind = err ? STAFF_EVENT_NOT_DONE : STAFF_EVENT_DONE;
    app_staff_event(app, now, (struct staff_event){.kind = kind});
}

static void train(struct app *app, struct moment now)
{
    app_staff_event(app, now, (struct staff_event){.kind = STAFF_EVENT_ACTION, .action = STAFF_LEAVE});
    app->training = true;
    app_event(app, now, (struct flow_event){.kind = FLOW_EVENT_ACTION, .action = FLOW_START});
}

static void leave(struct app *app, struct moment now)
{
    app_stick_allow(app, now, false);
    app_key_forget(app);
    forget_facts(app);
    app_forget(app);
}

enum staff_command app_staff_event(struct app *app, struct moment now, struct staff_event event)
{
    bool phrase = app->staff.phrase_n > 0;
    enum staff_command command = staff_step(&app->staff, now, &app->facts, &event);
    if (phrase && app->staff.phrase_n == 0) app_forget(app); // it may have been on the screen
    if (event.kind != STAFF_EVENT_INPUT) app->stale = true;
    switch (command) {
    case STAFF_DO_NOTHING:
    case STAFF_DO_SWALLOW: break;
    case STAFF_DO_VERIFY:
    case STAFF_DO_KEEP:
    case STAFF_DO_RETRY:
    case STAFF_DO_UNLOCK:
    case STAFF_DO_LET_GO:
    case STAFF_DO_CLOSE: app->staff_wanted = command; break;
    case STAFF_DO_LOOK: read_facts(app, now); break;
    case STAFF_DO_TRAIN: train(app, now); break;
    case STAFF_DO_PAUSE:
        note(app, now, DEED_PAUSED);
        app_pause_begin(app, now);
        break;
    case STAFF_DO_RESUME:
        note(app, now, DEED_RESUMED);
        app_pause_end(app);
        break;
    case STAFF_DO_OPEN: app_pause_end(app); break;
    case STAFF_DO_COPY: (void)app_stick_start(app, now); break;
    case STAFF_DO_STOP: app_stick_stop(app, now); break;
    case STAFF_DO_PLAY: sound_try(app); break;
    case STAFF_DO_LEAVE: leave(app, now); break;
    }
    return command;
}

// --- the PIN

// A try is counted before it is looked at; what cannot be kept is counted in memory, where nothing is free.
// True: this try counts. `ret_wait` is what it costs when it is wrong, or what is still to be waited for.
static bool may_try(struct app *app, struct moment now, int64_t *ret_wait)
{
    struct guesses disk = {0};
    bool durable = app_has_store(app) && store_get_guesses(app->store, &disk) == OK;
    int64_t wait = guesses_wait(disk, now.mono_ms), own = guesses_wait(app->guesses, now.mono_ms);
    *ret_wait = wait > own ? wait : own;
    if (*ret_wait > 0) return false;
    disk = guesses_add(disk, now.mono_ms);
    if (!app->faults.forgive) durable = durable && store_keep_guesses(app->store, disk) == OK;
    if (!durable) app->guesses = disk = guesses_add(app->guesses, now.mono_ms);
    *ret_wait = guesses_wait(disk, now.mono_ms);
    return true;
}

static void let_in(struct app *app, struct moment now)
{
    app->guesses = guesses_unknown();
    if (app_has_store(app) && store_keep_guesses(app->store, (struct guesses){0}) != OK)
        log_event(LOG_STORE_FAILED, 0, 0);
    log_event(LOG_STAFF_IN, 0, 0);
    app_stick_allow(app, now, true);
    app_staff_event(app, now, (struct staff_event){.kind = STAFF_EVENT_RIGHT});
    app_key_look(app, now);
}

static bool read_pin(const struct app *app, char to[SEAL_PIN_TEXT])
{
    const struct app_ports *ports = &app->options.ports;
    return ports->read_pin && ports->read_pin(ports->self, to);
}

// The hash is computed for every try, also for one that comes too early.
static void verify(struct app *app, struct moment now)
{
    char encoded[SEAL_PIN_TEXT];
    int64_t wait_ms;
    struct str pin = {app->staff.pin, app->staff.pin_n};
    bool counts = may_try(app, now, &wait_ms);
    bool right = read_pin(app, encoded) && seal_pin_check(str_trim(str_from(encoded)), pin) == OK;
    wipe(encoded, sizeof encoded);
    if (right && counts) {
        let_in(app, now);
        return;
    }
    log_event(LOG_STAFF_WRONG_PIN, 0, 0);
    app_staff_event(app, now, (struct staff_event){.kind = STAFF_EVENT_WRONG, .wait_ms = wait_ms});
}

void app_staff_turn(struct app *app, struct moment now)
{
    enum staff_command wanted = app->staff_wanted;
    app->staff_wanted = STAFF_DO_NOTHING;
    if (wanted == STAFF_DO_VERIFY) verify(app, now);
    if (wanted == STAFF_DO_LET_GO) let_go_of_collected(app, now);
    if (wanted == STAFF_DO_UNLOCK) app_key_unlock(app, now);
    if (wanted == STAFF_DO_KEEP) app_keep_trial(app, now);
    app_keep_panel(app);
    if (wanted == STAFF_DO_RETRY || wanted == STAFF_DO_CLOSE) change_item(app, now, wanted == STAFF_DO_CLOSE);
}

// --- the way in

static void come(struct app *app, struct moment now)
{
    char encoded[SEAL_PIN_TEXT];
    app_event(app, now, (struct flow_event){.kind = FLOW_EVENT_LEFT});
    if (app->flow.place != FLOW_ATTRACT) return; // what is confirmed is being written down
    bool has_pin = read_pin(app, encoded);
    wipe(encoded, sizeof encoded);
    app_forget(app);
    app_staff_event(app, now, (struct staff_event){.kind = STAFF_EVENT_KNOCKED, .has_pin = has_pin});
}

static bool is_knock(const struct app *app, const struct app_input *input)
{
    const struct ui_input *ui = &input->ui;
    if (input->kind == APP_KNOCK) return true;
    return input->kind == APP_POINT && ui->kind == UI_DOWN &&
           knock_is_corner(ui->x, ui->y, app->options.w, app->theme.px_per_mm, app->tree.mirrored);
}

bool app_staff_takes(struct app *app, struct moment now, const struct app_input *input)
{
    bool key = input->kind == APP_KNOCK;
    if (staff_is_here(&app->staff)) return key || app_trial_takes(app, now, input);
    bool lifts = input->kind == APP_POINT && (input->ui.kind == UI_UP || input->ui.kind == UI_MOVE);
    if (is_knock(app, input)) {
        if (!knock_add(&app->knock, now.mono_ms)) return key;
        come(app, now);
        return true;
    }
    if (!lifts) knock_stop(&app->knock);
    return false;
}

static void type(struct app *app, struct moment now, uint32_t code)
{
    struct staff_event event = {
        .kind = STAFF_EVENT_ACTION, .action = STAFF_DIGIT, .arg = (int32_t)code - '0'};
    if (app->staff.place == STAFF_KEY) {
        event.action = STAFF_TYPED;
        event.arg = (int32_t)code;
    }
    if (app->staff.place == STAFF_WHO) {
        event.action = STAFF_LETTER;
        event.arg = (int32_t)(code | 0x20) - 'a';
    }
    app_staff_event(app, now, event);
}

void app_staff_act(struct app *app, struct moment now, struct ui_action action)
{
    if (action.kind == FLOW_PAGE && action.arg >= 0 && action.arg <= UINT8_MAX) {
        app->staff.page = (uint8_t)action.arg;
        app->stale = true;
        return;
    }
    if (action.kind == FLOW_TYPED) type(app, now, (uint32_t)action.arg);
    if (action.kind == FLOW_ERASE) action.kind = STAFF_ERASE;
    if (action.kind == FLOW_SHIFT) action.kind = STAFF_SHIFT;
    if (action.kind == FLOW_SYMBOLS) action.kind = STAFF_SYMBOLS;
    if (action.kind < STAFF_DIGIT) return;
    app_staff_event(
        app, now,
        (struct staff_event){.kind = STAFF_EVENT_ACTION,
                             .action = (enum staff_action)action.kind,
                             .arg = action.arg,
                             .by_touch = !app->memory.focus_shown || app->faults.keys_are_fingers});
}

// What is shown of the stick; while it is being written somebody waits before it.
void app_look_at_stick(struct app *app, struct moment now)
{
    struct app_stick_view view;
    struct staff_collect *collect = &app->facts.collect;
    if (!staff_is_here(&app->staff)) return;
    app_stick_look(app, &view);
    *collect = (struct staff_collect){.can_start = view.can_start,
                                      .running = view.running,
                                      .may_let_go = view.may_pull && view.end == COLLECT_ALL,
                                      .done = view.done,
                                      .total = view.total};
    memcpy(collect->words, view.words, sizeof collect->words);
    if (view.running) app_staff_event(app, now, (struct staff_event){.kind = STAFF_EVENT_INPUT});
}

// --- training

static struct flow_facts example(const struct app *app, struct moment now)
{
    const struct config_partner *partner = &app->options.config->partners[0];
    struct flow_facts facts = {.found = true,
                               .booking = {.sure = true, .proven = true, .kind = ITEM_APPOINTMENT}};
    facts.booking.slot = (struct slot){
        .key = "formation", .start_s = now.wall_s + 600, .end_s = now.wall_s + 4200, .capacity = 1};
    facts.booking.code = flow_code(&app->flow.code);
    memcpy(facts.booking.slot.partner, partner->id, sizeof partner->id);
    return facts;
}

static void train_save(struct app *app, struct moment now)
{
    bool changes = app->flow.undo == UNDO_CHANGE;
    app_make_code(app, &app->flow.draft.uid, &app->flow.draft.code);
    if (changes) app->flow.draft.code = app->flow.found.code;
    app_event(app, now, (struct flow_event){.kind = FLOW_EVENT_RECORDED});
    app_event(app, now, (struct flow_event){.kind = FLOW_EVENT_OUTCOME, .result = RESULT_CONFIRMED});
}

void app_train(struct app *app, struct moment now, enum flow_command command)
{
    struct flow_facts facts = example(app, now);
    if (command == FLOW_DO_SAVE) train_save(app, now);
    if (command == FLOW_DO_FIND)
        app_event(app, now, (struct flow_event){.kind = FLOW_EVENT_FOUND, .facts = &facts});
    if (command == FLOW_DO_TELL) app_event(app, now, (struct flow_event){.kind = FLOW_EVENT_TOLD});
    if (command == FLOW_DO_CANCEL)
        app_event(app, now, (struct flow_event){.kind = FLOW_EVENT_UNDONE, .result = RESULT_CONFIRMED});
}
