#include "staff/staff.h"

#include <string.h>

#include "base/utf8.h"
#include "base/wipe.h"

enum { MINUTE_MS = 60 * 1000, PAUSE_MINUTES = 12 * 60 };

static void forget_secrets(struct staff *staff)
{
    wipe(staff->pin, sizeof staff->pin);
    wipe(staff->phrase, sizeof staff->phrase);
    staff->pin_n = staff->phrase_n = 0;
    staff->checking = staff->phrase_shown = staff->shifted = false;
    staff->keys_page = 0;
}

static void go(struct staff *staff, enum staff_place place)
{
    forget_secrets(staff);
    staff->place = place;
    staff->notice = STAFF_SAYS_NOTHING;
    staff->page = 0;
    staff->trial = (struct trial){0};
}

// Back to what visitors see. The pause goes on without anybody.
static enum staff_command leave(struct staff *staff)
{
    int64_t paused_until_ms = staff->paused_until_ms, wait_until_ms = staff->wait_until_ms,
            phrase_wait_until_ms = staff->phrase_wait_until_ms;
    wipe(staff, sizeof *staff);
    staff->paused_until_ms = paused_until_ms;
    staff->wait_until_ms = wait_until_ms;
    staff->phrase_wait_until_ms = phrase_wait_until_ms;
    staff->place = paused_until_ms ? STAFF_CLOSED : STAFF_AWAY;
    return STAFF_DO_LEAVE;
}

static enum staff_command look(struct staff *staff, enum staff_place place)
{
    go(staff, place);
    return STAFF_DO_LOOK;
}

static enum staff_command knocked(struct staff *staff, struct moment now, bool has_pin)
{
    if (staff_is_here(staff)) return STAFF_DO_NOTHING;
    staff->touched_ms = now.mono_ms;
    return look(staff, has_pin ? STAFF_PIN : STAFF_NO_PIN);
}

static void add_digit(struct staff *staff, int32_t digit)
{
    if (staff->checking || staff->pin_n == STAFF_PIN_DIGITS || digit < 0 || digit > 9) return;
    staff->notice = STAFF_SAYS_NOTHING;
    staff->pin[staff->pin_n++] = (char)('0' + digit);
}

static void add_letter(struct staff *staff, int32_t letter)
{
    if (staff->who_n == STAFF_INITIALS || letter < 0 || letter > 25) return;
    staff->notice = STAFF_SAYS_NOTHING;
    staff->who[staff->who_n++] = (char)('A' + letter);
    staff->who[staff->who_n] = 0;
}

static void add_to_phrase(struct staff *staff, int32_t code)
{
    char bytes[4];
    size_t n = code >= ' ' ? utf8_encode((uint32_t)code, bytes) : 0;
    if (staff->checking || n == 0 || staff->phrase_n + n > STAFF_PHRASE) return;
    staff->notice = STAFF_SAYS_NOTHING;
    memcpy(staff->phrase + staff->phrase_n, bytes, n);
    staff->phrase_n = (uint8_t)(staff->phrase_n + n);
    staff->shifted = false;
}

static void erase_from_phrase(struct staff *staff)
{
    if (staff->checking) return;
    size_t n = utf8_drop_last((struct str){staff->phrase, staff->phrase_n}).n;
    wipe(staff->phrase + n, staff->phrase_n - n);
    staff->phrase_n = (uint8_t)n;
}

static void erase(struct staff *staff)
{
    if (staff->place == STAFF_KEY) erase_from_phrase(staff);
    if (staff->place == STAFF_WHO && staff->who_n) staff->who[--staff->who_n] = 0;
    if (staff->place == STAFF_PIN && !staff->checking && staff->pin_n) staff->pin[--staff->pin_n] = 0;
}

static enum staff_command enter_phrase(struct staff *staff, struct moment now)
{
    if (staff->checking || staff->phrase_n == 0) return STAFF_DO_NOTHING;
    staff->notice = STAFF_SAYS_NOTHING; // the wait is to be read in its place
    if (now.mono_ms < staff->phrase_wait_until_ms) return STAFF_DO_NOTHING;
    staff->checking = true;
    staff->notice = STAFF_SAYS_WAIT_A_MOMENT;
    return STAFF_DO_UNLOCK;
}

static enum staff_command enter(struct staff *staff, struct moment now)
{
    if (staff->place == STAFF_KEY) return enter_phrase(staff, now);
    if (staff->place == STAFF_WHO) {
        if (staff->who_n >= 2) return STAFF_DO_CLOSE;
        staff->notice = STAFF_SAYS_INITIALS;
        return STAFF_DO_NOTHING;
    }
    if (staff->checking || staff->pin_n == 0) return STAFF_DO_NOTHING;
    staff->checking = true;
    staff->notice = STAFF_SAYS_WAIT_A_MOMENT;
    return STAFF_DO_VERIFY;
}

// --- what is tried by hand

static enum staff_command judge(struct staff *staff, bool good, int64_t value)
{
    staff->judged = (struct trial_result){.known = true, .good = good, .value = value};
    go(staff, STAFF_TRIALS);
    return STAFF_DO_KEEP;
}

static int64_t value_of(const struct staff *staff, const struct staff_facts *facts)
{
    switch (staff->trying) {
    case TRIAL_TOUCH: return trial_missing(&staff->trial);
    case TRIAL_RULER: return facts->pixels;
    case TRIAL_KEYS: return trial_count_keys(&staff->trial);
    case TRIAL_SCANNER: return staff->trial.scan.count;
    case TRIAL_SOUND:
    case TRIAL_COLOURS:
    case TRIAL_KINDS: break;
    }
    return 0;
}

// Nobody may call good what did not come.
static bool may_be_good(const struct staff *staff)
{
    switch (staff->trying) {
    case TRIAL_TOUCH: return trial_missing(&staff->trial) == 0;
    case TRIAL_KEYS: return staff->trial.keys != 0;
    case TRIAL_SCANNER: return trial_scan_is_good(&staff->trial.scan);
    case TRIAL_RULER:
    case TRIAL_SOUND:
    case TRIAL_COLOURS: return true;
    case TRIAL_KINDS: break;
    }
    return false;
}

static enum staff_command turn_cell(struct staff *staff, const struct staff_event *event)
{
    if (staff->trying != TRIAL_TOUCH) return STAFF_DO_NOTHING;
    trial_turn(&staff->trial, event->arg, event->by_touch);
    if (!trial_all_turned(&staff->trial)) return STAFF_DO_NOTHING;
    return judge(staff, may_be_good(staff), trial_missing(&staff->trial));
}

static enum staff_command judged(struct staff *staff, const struct staff_facts *facts, bool good)
{
    if (good && !may_be_good(staff)) return STAFF_DO_NOTHING;
    return judge(staff, good, value_of(staff, facts));
}

// A grid that is left with places that were never touched says so in the report.
static enum staff_command leave_trial(struct staff *staff)
{
    if (staff->trying == TRIAL_TOUCH && staff->trial.turned)
        return judge(staff, false, trial_missing(&staff->trial));
    return look(staff, STAFF_TRIALS);
}

static void begin_trial(struct staff *staff, int32_t kind)
{
    if (kind < 0 || kind >= TRIAL_KINDS) return;
    go(staff, STAFF_TRIAL);
    staff->trying = (enum trial_kind)kind;
}

static enum staff_command pressed(struct staff *staff, struct moment now, const struct staff_event *event)
{
    bool taken = false;
    if (staff->place != STAFF_TRIAL) return STAFF_DO_NOTHING;
    if (staff->trying == TRIAL_KEYS) taken = trial_take_key(&staff->trial, event->pressed);
    if (staff->trying == TRIAL_SCANNER && event->code)
        taken = trial_take_scan(&staff->trial.scan, event->code, now.mono_ms);
    if (taken) staff->touched_ms = now.mono_ms;
    return taken ? STAFF_DO_SWALLOW : STAFF_DO_NOTHING;
}

static enum staff_command back(struct staff *staff)
{
    switch (staff->place) {
    case STAFF_AWAY:
    case STAFF_CLOSED:
    case STAFF_PLACES: return STAFF_DO_NOTHING;
    case STAFF_PIN:
    case STAFF_NO_PIN:
    case STAFF_MENU: return leave(staff);
    case STAFF_NEEDING:
    case STAFF_ARRIVALS:
    case STAFF_LATELY:
    case STAFF_PAUSE:
    case STAFF_COLLECT:
    case STAFF_MISTAKES: return look(staff, STAFF_MENU);
    case STAFF_LET_GO: return look(staff, STAFF_COLLECT);
    case STAFF_READY: return look(staff, STAFF_MENU);
    case STAFF_TRIALS: return look(staff, STAFF_READY);
    case STAFF_TRIAL: return leave_trial(staff);
    case STAFF_ITEM: return look(staff, STAFF_NEEDING);
    case STAFF_KEY: return look(staff, staff->asked_from);
    case STAFF_WHO: go(staff, STAFF_ITEM); break;
    }
    return STAFF_DO_NOTHING;
}

static enum staff_command open_place(struct staff *staff, int32_t place)
{
    bool of_menu = place == STAFF_NEEDING || place == STAFF_ARRIVALS || place == STAFF_LATELY ||
                   place == STAFF_PAUSE || place == STAFF_COLLECT || place == STAFF_READY ||
                   place == STAFF_MISTAKES;
    bool of_report = place == STAFF_TRIALS;
    return (staff->place == STAFF_MENU ? of_menu : of_report) ? look(staff, (enum staff_place)place)
                                                              : STAFF_DO_NOTHING;
}

static enum staff_command look_at(struct staff *staff, const struct staff_facts *facts, int32_t index)
{
    if (index < 0 || index >= facts->item_count) return STAFF_DO_NOTHING;
    staff->item = facts->items[index].uid;
    go(staff, STAFF_ITEM);
    return STAFF_DO_NOTHING;
}

static enum staff_command pause_for(struct staff *staff, struct moment now, int32_t minutes)
{
    if (minutes < 0 || minutes > PAUSE_MINUTES) return STAFF_DO_NOTHING;
    staff->paused_until_ms = minutes ? now.mono_ms + (int64_t)minutes * MINUTE_MS : 0;
    go(staff, STAFF_MENU); // where a second touch meets something else, and not at once
    return minutes ? STAFF_DO_PAUSE : STAFF_DO_RESUME;
}

// Asked first; then it goes.
static enum staff_command let_go(struct staff *staff)
{
    if (staff->place == STAFF_LET_GO) return STAFF_DO_LET_GO;
    go(staff, STAFF_LET_GO);
    return STAFF_DO_NOTHING;
}

static enum staff_command retry(const struct staff *staff, const struct staff_facts *facts)
{
    const struct staff_item *item = staff_item(staff, facts);
    return item && staff_may_retry(item->reason) ? STAFF_DO_RETRY : STAFF_DO_NOTHING;
}

static void ask_phrase(struct staff *staff)
{
    staff->asked_from = staff->place;
    go(staff, STAFF_KEY);
}

// Which actions a place knows: a touch that was meant for the screen before changes nothing here.
static bool belongs(const struct staff *staff, enum staff_action action)
{
    enum staff_place at = staff->place;
    switch (action) {
    case STAFF_DIGIT: return at == STAFF_PIN;
    case STAFF_ERASE:
    case STAFF_ENTER: return at == STAFF_PIN || at == STAFF_WHO || at == STAFF_KEY;
    case STAFF_BACK:
    case STAFF_LEAVE: return staff_is_here(staff) && !staff->checking;
    case STAFF_OPEN: return at == STAFF_MENU || at == STAFF_READY;
    case STAFF_TRAIN: return at == STAFF_MENU;
    case STAFF_LOOK: return at == STAFF_NEEDING;
    case STAFF_RETRY:
    case STAFF_CALLED: return at == STAFF_ITEM;
    case STAFF_LETTER: return at == STAFF_WHO;
    case STAFF_PAUSED: return at == STAFF_PAUSE;
    case STAFF_COPY: return at == STAFF_COLLECT;
    case STAFF_SAFE: return at == STAFF_COLLECT || at == STAFF_LET_GO;
    case STAFF_UNLOCK: return at == STAFF_COLLECT;
    case STAFF_TYPED:
    case STAFF_SHIFT:
    case STAFF_SYMBOLS:
    case STAFF_SHOW: return at == STAFF_KEY;
    case STAFF_TRY: return at == STAFF_TRIALS;
    case STAFF_CELL:
    case STAFF_PLAY:
    case STAFF_JUDGE: return at == STAFF_TRIAL;
    }
    return false;
}

static enum staff_command act(struct staff *staff, struct moment now, const struct staff_facts *facts,
                              const struct staff_event *event)
{
    if (!belongs(staff, event->action)) return STAFF_DO_NOTHING;
    switch (event->action) {
    case STAFF_DIGIT: add_digit(staff, event->arg); break;
    case STAFF_ERASE: erase(staff); break;
    case STAFF_ENTER: return enter(staff, now);
    case STAFF_BACK: return back(staff);
    case STAFF_LEAVE: return leave(staff);
    case STAFF_OPEN: return open_place(staff, event->arg);
    case STAFF_LOOK: return look_at(staff, facts, event->arg);
    case STAFF_RETRY: return retry(staff, facts);
    case STAFF_CALLED:
        go(staff, STAFF_WHO);
        staff->who[staff->who_n = 0] = 0;
        break;
    case STAFF_LETTER: add_letter(staff, event->arg); break;
    case STAFF_PAUSED: return pause_for(staff, now, event->arg);
    case STAFF_TRAIN: return STAFF_DO_TRAIN;
    case STAFF_COPY: return event->arg ? STAFF_DO_COPY : STAFF_DO_STOP;
    case STAFF_SAFE: return facts->collect.may_let_go ? let_go(staff) : STAFF_DO_NOTHING;
    case STAFF_UNLOCK:
        if (facts->key == STAFF_KEY_LOCKED) ask_phrase(staff);
        break;
    case STAFF_TYPED: add_to_phrase(staff, event->arg); break;
    case STAFF_SHIFT: staff->shifted = !staff->shifted; break;
    case STAFF_SYMBOLS: staff->keys_page = (uint8_t)event->arg; break;
    case STAFF_SHOW: staff->phrase_shown = !staff->phrase_shown; break;
    case STAFF_TRY: begin_trial(staff, event->arg); break;
    case STAFF_CELL: return turn_cell(staff, event);
    case STAFF_PLAY: return staff->trying == TRIAL_SOUND ? STAFF_DO_PLAY : STAFF_DO_NOTHING;
    case STAFF_JUDGE: return judged(staff, facts, event->arg);
    }
    return STAFF_DO_NOTHING;
}

static enum staff_command right(struct staff *staff)
{
    if (staff->place != STAFF_PIN || !staff->checking) return STAFF_DO_NOTHING;
    staff->wait_until_ms = 0;
    return look(staff, STAFF_MENU);
}

static void wrong(struct staff *staff, struct moment now, int64_t wait_ms)
{
    if (staff->place != STAFF_PIN) return;
    forget_secrets(staff);
    staff->notice = STAFF_SAYS_NO;
    staff->wait_until_ms = wait_ms > 0 ? now.mono_ms + wait_ms : 0;
}

static enum staff_notice notice_of(enum staff_key_found key)
{
    switch (key) {
    case STAFF_KEY_TAKEN: return STAFF_SAYS_NAMES;
    case STAFF_KEY_NONE: return STAFF_SAYS_KEY_GONE;
    case STAFF_KEY_DAMAGED:
    case STAFF_KEY_ODD: return STAFF_SAYS_KEY_DAMAGED;
    case STAFF_KEY_LOCKED: break;
    }
    return STAFF_SAYS_NOTHING;
}

// Who looks for a name is asked for the passphrase at once; who copies, or is in the middle of something,
// finds it beside the copying.
static enum staff_command key_came_or_went(struct staff *staff, enum staff_key_found key)
{
    enum staff_place at = staff->place;
    if (!staff_is_here(staff)) return STAFF_DO_NOTHING;
    if (at == STAFF_KEY) {
        go(staff, key == STAFF_KEY_LOCKED ? STAFF_KEY : staff->asked_from);
        staff->notice = notice_of(key);
    } else if (key == STAFF_KEY_LOCKED && (at == STAFF_MENU || at == STAFF_NEEDING || at == STAFF_ITEM)) {
        ask_phrase(staff);
    }
    return STAFF_DO_LOOK;
}

static void still_locked(struct staff *staff, struct moment now, const struct staff_event *event)
{
    if (staff->place != STAFF_KEY) return;
    forget_secrets(staff);
    staff->notice = event->notice;
    staff->phrase_wait_until_ms = event->wait_ms > 0 ? now.mono_ms + event->wait_ms : 0;
}

static enum staff_command say_at(struct staff *staff, enum staff_place place, enum staff_notice notice)
{
    enum staff_command command = look(staff, place);
    staff->notice = notice;
    return command;
}

static enum staff_command settled(struct staff *staff, bool done)
{
    bool of_this = staff->place == STAFF_ITEM || staff->place == STAFF_WHO || staff->place == STAFF_LET_GO ||
                   staff->place == STAFF_TRIALS;
    if (of_this && !done) staff->notice = STAFF_SAYS_NOT_WRITTEN;
    if (!of_this || !done) return STAFF_DO_NOTHING;
    if (staff->place == STAFF_LET_GO) return say_at(staff, STAFF_MENU, STAFF_SAYS_LET_GO);
    if (staff->place == STAFF_TRIALS) return say_at(staff, STAFF_TRIALS, STAFF_SAYS_NOTED);
    return say_at(staff, STAFF_NEEDING, staff->place == STAFF_WHO ? STAFF_SAYS_CLOSED : STAFF_SAYS_RETRIED);
}

int64_t staff_deadline(const struct staff *staff)
{
    if (staff->place == STAFF_AWAY) return MOMENT_NEVER;
    if (staff->place == STAFF_CLOSED) return staff->paused_until_ms;
    return staff->touched_ms + STAFF_IDLE_MS;
}

static enum staff_command time_came(struct staff *staff, struct moment now)
{
    if (now.mono_ms < staff_deadline(staff)) return STAFF_DO_NOTHING;
    if (staff_is_here(staff)) return leave(staff);
    staff->paused_until_ms = 0;
    staff->place = STAFF_AWAY;
    return STAFF_DO_OPEN;
}

static enum staff_command pause_goes_on(struct staff *staff, struct moment now, int64_t left_ms)
{
    staff->paused_until_ms = left_ms > 0 ? now.mono_ms + left_ms : 0;
    if (!staff_is_here(staff)) staff->place = left_ms > 0 ? STAFF_CLOSED : STAFF_AWAY;
    return left_ms > 0 ? STAFF_DO_NOTHING : STAFF_DO_OPEN;
}

enum staff_command staff_step(struct staff *staff, struct moment now, const struct staff_facts *facts,
                              const struct staff_event *event)
{
    switch (event->kind) {
    case STAFF_EVENT_KNOCKED: return knocked(staff, now, event->has_pin);
    case STAFF_EVENT_ACTION: return act(staff, now, facts, event);
    case STAFF_EVENT_INPUT: staff->touched_ms = now.mono_ms; return STAFF_DO_NOTHING;
    case STAFF_EVENT_TIME: return time_came(staff, now);
    case STAFF_EVENT_RIGHT: return right(staff);
    case STAFF_EVENT_WRONG: wrong(staff, now, event->wait_ms); return STAFF_DO_NOTHING;
    case STAFF_EVENT_DONE:
    case STAFF_EVENT_NOT_DONE: return settled(staff, event->kind == STAFF_EVENT_DONE);
    case STAFF_EVENT_PAUSED: return pause_goes_on(staff, now, event->wait_ms);
    case STAFF_EVENT_KEY: return key_came_or_went(staff, event->key);
    case STAFF_EVENT_LOCKED: still_locked(staff, now, event); return STAFF_DO_NOTHING;
    case STAFF_EVENT_PRESSED: return pressed(staff, now, event);
    }
    return STAFF_DO_NOTHING;
}

bool staff_is_shown(const struct staff *staff)
{
    return staff->place != STAFF_AWAY;
}

bool staff_is_here(const struct staff *staff)
{
    return staff->place != STAFF_AWAY && staff->place != STAFF_CLOSED;
}

const struct staff_item *staff_item(const struct staff *staff, const struct staff_facts *facts)
{
    for (int i = 0; i < facts->item_count; i++)
        if (uid_eq(facts->items[i].uid, staff->item)) return &facts->items[i];
    return NULL;
}

bool staff_may_retry(enum item_reason reason)
{
    return reason != REASON_DELETED_BY_STAFF;
}
