// The visitor's journey: one state, one step a thing that happens, one deadline. Pure: it does not know that
// a screen, a disk or a network exists; it is told what happened and says what it wants done. Must never:
// keep the time, allocate, or show "confirmed" before it was told so.
#pragma once

#include "base/moment.h"
#include "booking/booking.h"
#include "config/config.h"

enum flow_place { // one question a screen
    FLOW_ATTRACT,
    FLOW_WELCOME,
    FLOW_NEEDS,
    FLOW_WISH,
    FLOW_DAY,
    FLOW_TIME,
    FLOW_WORKSHOP,
    FLOW_NAME,
    FLOW_CONTACT, // by which way
    FLOW_REACH,   // the number or address
    FLOW_SAFE,    // whose it is
    FLOW_AGE,
    FLOW_CHECK,
    FLOW_SAVING,
    FLOW_DONE,
    FLOW_MISSING, // "ce qui manque ici", after a face on Done was touched
    FLOW_MINOR,   // under the place's minimum age: who can help now; nothing is kept
    FLOW_CODE,    // "j'ai rendez-vous": the three pictures, then the two digits
    FLOW_HOUR,    // today's hours, for who has no code at hand
    FLOW_FOUND,   // what the code, the scan or the hour led to, or that it led nowhere
    FLOW_ARRIVED, // staff are told
    FLOW_UNDO,    // change it, or cancel it?
    FLOW_SURE,    // asked once
    FLOW_SETTLED, // what was done
    FLOW_MEET,    // neither code nor hour: a person takes over
    FLOW_HUMAN,   // "quelqu'un maintenant"
    FLOW_SORRY,   // it could not be recorded: a person takes over
    FLOW_PLACES
};

enum flow_action { // what nodes of the screens carry
    FLOW_NO_ACTION,
    FLOW_START, // arg: index of the configured languages
    FLOW_DOOR,  // arg: enum flow_door
    FLOW_NEED,  // arg: index of content/needs.h
    FLOW_NEXT,
    FLOW_BACK,
    FLOW_HIDE,            // everything is wiped at once
    FLOW_LANGUAGE,        // the other of two configured languages; of more, their list is shown
    FLOW_LANGUAGE_CHOSEN, // arg: index of the configured languages
    FLOW_WISHED,          // arg: enum item_kind
    FLOW_DAY_CHOSEN,      // arg: local day
    FLOW_SLOT_CHOSEN,     // arg: index in the world's slots
    FLOW_NO_SECOND,
    FLOW_PAGE,           // arg: the page to show
    FLOW_DISPLAY,        // opens the panel of text size and colours, or closes it
    FLOW_SIZE,           // arg: 0..FLOW_SIZES-1
    FLOW_COLOURS,        // arg: 0..FLOW_THEMES-1
    FLOW_CALM,           // on or off
    FLOW_LOW,            // every control in the lower half, or not
    FLOW_CONTACT_CHOSEN, // arg: enum contact_kind
    FLOW_SAFE_CHOSEN,    // arg: enum safe_kind
    FLOW_AGE_CHOSEN,     // arg: enum age_band
    FLOW_TYPED,          // arg: code point
    FLOW_REPLACED,       // arg: code point that takes the place of the last one typed
    FLOW_PHRASE,         // arg: index of the keyboard's phrases; the shell puts the text in the event
    FLOW_ERASE,
    FLOW_SHIFT,
    FLOW_SYMBOLS, // arg: page of the keyboard to show
    FLOW_CONFIRM,
    FLOW_RETRY,
    FLOW_FACE,        // arg: enum flow_face; how it was
    FLOW_PRINT,       // the slip of Done
    FLOW_MISSES,      // arg: index of content/missing.h, on or off
    FLOW_STAY,        // "je suis encore là"
    FLOW_FINISH,      // "effacer maintenant"
    FLOW_PICTURE,     // arg: index of content/pictures.h
    FLOW_DIGIT,       // arg: 0..9
    FLOW_HOURS,       // "choisir l'heure"
    FLOW_HOUR_CHOSEN, // arg: index in the world's hours
    FLOW_NO_HOUR,     // "je ne trouve pas"
    FLOW_ARRIVE,      // "je suis là"
    FLOW_UNDO_CHOSEN, // arg: enum flow_undo; UNDO_NONE: the choice between the two
    FLOW_AGREE,       // "oui"
};
enum flow_door { DOOR_NEED, DOOR_MEET, DOOR_HUMAN };

enum flow_notice { // a sentence above the question
    NOTICE_NONE,
    NOTICE_SLOT_TAKEN, // taken between the choice and Confirm
    NOTICE_SLOT_PAST,  // it began meanwhile, or the clock was set
    NOTICE_NAME_MISSING,
    NOTICE_PHONE_WRONG,
    NOTICE_EMAIL_WRONG,
    NOTICE_FIELD_FULL,
    NOTICE_THREE_NEEDS,
    NOTICE_SLIP_PRINTING,
    NOTICE_SLIP_PRINTED,
    NOTICE_SLIP_NO_PAPER,
    NOTICE_SLIP_NO_ANSWER,
};

enum flow_result {           // what Done may say
    RESULT_NOTED,            // recorded here, the partner has not answered yet
    RESULT_CONFIRMED,        // the first choice is the visitor's
    RESULT_CONFIRMED_SECOND, // the second one is
    RESULT_BECAME_CALLBACK,  // both were gone: somebody calls back
    RESULT_REQUESTED,        // a call-back or interest, recorded
    RESULT_NOT_DONE,         // what should be cancelled is not: the disk
};

enum flow_face { FACE_NONE, FACE_GOOD, FACE_MIXED, FACE_BAD, FLOW_FACES };

enum { FLOW_SIZES = 4, FLOW_THEMES = 3 };

struct flow_display { // how this visitor wants to see it; all 0 for the next one
    uint8_t size, colours;
    bool calm, low;
};

enum flow_panel { PANEL_NONE, PANEL_LANGUAGES, PANEL_DISPLAY }; // the question waits behind it as it was

enum flow_undo { UNDO_NONE, UNDO_CHANGE, UNDO_CANCEL };

struct flow_code { // a picture code while it is being tapped
    uint8_t pictures[3], digits[2];
    uint8_t count; // of both: 0..FLOW_CODE_PARTS
    bool seeking;  // whole: it is being looked up, nothing more is taken
};
enum { FLOW_CODE_PARTS = 5 };

enum flow_found_state {
    FOUND_NOTHING,    // no such code, or too many tries: nobody can tell which
    FOUND_UNKNOWABLE, // not known here, and the partner's calendar was not seen lately
    FOUND_TODAY,      // from early_minutes before until late_minutes after
    FOUND_EARLY,      // today, but later
    FOUND_LATE,       // today, and begun for more than late_minutes
    FOUND_LATER_DAY,  //
    FOUND_PAST_DAY,
    FOUND_TIMELESS, // nobody can say what day it is
    FOUND_CANCELLED,
    FOUND_ARRIVED, // it was announced before
    FOUND_REQUEST, // a call-back or interest: there is no hour to come for
};
struct flow_found {
    enum flow_found_state state;
    bool proven;      // by code or scan: it is theirs to change; by the hour it is not
    bool sure;        // the partner's calendar was seen lately: nothing happened to it meanwhile
    bool noted;       // asked for here, and the partner has not answered yet
    struct uid uid;   // of the item of this device; zero when another kiosk made it
    struct slot slot; // partner, key, times; capacity above 1 when its name has a seat
    uint8_t seat;
    uint8_t partner; // index of the configuration's
    enum item_kind kind;
    struct picture_code code; // all zero when found by scan or hour
};

// What the store knows, before time and rules are looked at.
struct flow_facts {
    bool found, cancelled, arrived;
    struct flow_found booking; // without state
};

struct flow_arrival {         // what staff are told
    struct uid uid;           // zero until it is recorded for the first time
    struct picture_code code; // of who wants to talk to somebody now; else as in `found`
    bool told;                // it is on the disk
    bool refused;             // it cannot be told: the disk, or too many calls
};

struct flow {
    enum flow_place place;
    bool warning;          // "es-tu encore là ?" is over the screen
    enum flow_panel panel; // stands where the question was
    uint8_t language;      // index of the configured languages
    uint8_t greeting;      // which language the attract screen greets in
    int32_t greeting_ms;   // how long
    struct booking draft;
    uint8_t choosing; // 0 first choice, 1 second
    int64_t day;      // local day being looked at
    uint8_t page;
    uint8_t panel_page;
    struct flow_display display;
    bool shifted;
    uint8_t symbols; // page of the keyboard, 0 the letters
    enum flow_notice notice;
    enum flow_result result;
    uint8_t face;       // enum flow_face
    uint8_t missing;    // bit i: entry i of content/missing.h
    int64_t since_ms;   // when this place was entered
    int64_t touched_ms; // last input of any kind
    int64_t saving_ms;  // when Confirm was tapped
    bool recorded;      // the item is on the disk
    struct flow_code code;
    struct flow_found found;
    struct flow_arrival arrival;
    enum flow_undo undo; // of what was found
};

// What the flow is allowed to know of the world in this turn.
struct flow_world {
    struct moment now;
    const struct config *config;
    const struct zone *zone;
    const struct slot *slots; // sorted by start; the same array as long as one visitor chooses
    size_t slot_count;
    const struct flow_found *hours; // today's, by start, one each
    size_t hour_count;
    bool printer; // there is one: Done offers a slip
};

enum flow_event_kind {
    FLOW_EVENT_ACTION,       // a node was chosen
    FLOW_EVENT_INPUT,        // any input at all: somebody is here
    FLOW_EVENT_TIME,         // the deadline has come
    FLOW_EVENT_RECORDED,     // on the disk
    FLOW_EVENT_SLOT_TAKEN,   // its seat was taken meanwhile, nothing was recorded
    FLOW_EVENT_NOT_RECORDED, // the disk would not
    FLOW_EVENT_OUTCOME,      // the partner's answer is on the disk: `result`
    FLOW_EVENT_FOUND,        // `facts` answer FLOW_DO_FIND, or a scan that nobody asked for
    FLOW_EVENT_TOLD,         // the arrival is on the disk
    FLOW_EVENT_NOT_TOLD,     // it could not be written
    FLOW_EVENT_UNDONE,       // it is cancelled, or will be, or cannot be: `result`
    FLOW_EVENT_LEFT,         // staff came: the visit ends, but not before what is confirmed is on the disk
    FLOW_EVENT_SLIP,         // what became of the slip: `arg`, a NOTICE_SLIP_…
};
struct flow_event {
    enum flow_event_kind kind;
    enum flow_action action;
    int32_t arg;
    struct str text; // of FLOW_PHRASE
    enum flow_result result;
    const struct flow_facts *facts;
};

enum flow_command {
    FLOW_DO_NOTHING,
    FLOW_DO_SAVE,    // draw first, then record the draft, then say how it went
    FLOW_DO_REFRESH, // take the slots anew
    FLOW_DO_PRINT,   // draw first, then print the slip, then say how it went
    FLOW_DO_WIPE,    // the visitor left: everything of theirs goes, everywhere
    FLOW_DO_FIND,    // draw first, then look the code up
    FLOW_DO_HOURS,   // take today's hours anew
    FLOW_DO_CANCEL,  // take back what was found, then say how it went
    FLOW_DO_TELL,    // draw first, then record the arrival, then say how it went
};

// A kiosk with nobody in front of it.
void flow_init(struct flow *flow, const struct flow_world *world);
enum flow_command flow_step(struct flow *flow, const struct flow_world *world,
                            const struct flow_event *event);
// When FLOW_EVENT_TIME is due (mono_ms), MOMENT_NEVER when silence changes nothing.
int64_t flow_deadline(const struct flow *flow);

// --- what screens ask

// Can this slot be offered to this visitor now: free, in time, of a partner that takes their needs, of the
// wished kind, and not the one already chosen?
bool flow_offers(const struct flow *flow, const struct flow_world *world, const struct slot *slot);
// A workshop that could be offered but for its seats: there is a list for it.
bool flow_has_list(const struct flow *flow, const struct flow_world *world, const struct slot *slot);
enum { FLOW_DAYS = 64 };
struct flow_day {
    int64_t day; // local
    int free;    // offered slots that day
};
size_t flow_list_days(const struct flow *flow, const struct flow_world *world,
                      struct flow_day days[FLOW_DAYS]);
// Indices in world->slots offered, or with a list, on `day`, or on any day when `day` is INT64_MIN.
size_t flow_list_slots(const struct flow *flow, const struct flow_world *world, int64_t day,
                       int32_t *ret_indices, size_t cap);
uint8_t flow_page(const struct flow *flow); // of the panel, else of the question
// Between 22 h and 6 h at the place, when the clock can be trusted: nobody is there.
bool flow_is_night(const struct flow_world *world);
// The hours of [screen] off_hours; never while nobody knows the time.
bool flow_is_off_hours(const struct flow_world *world);
// mono_ms of their next begin or end; MOMENT_NEVER without any.
int64_t flow_off_hours_change(const struct flow_world *world);
bool flow_is_done(
    const struct flow *flow); // Done and what leads back to it; or a change or cancel is settled
bool flow_needs_value(enum contact_kind kind); // a number or an address is asked
bool flow_is_minor(enum age_band band, int minimum_age);
// Is a second choice asked after this slot, that is, might somebody else have taken it?
bool flow_may_be_lost(const struct slot *slot);
const struct config_partner *flow_partner(const struct flow *flow,
                                          const struct flow_world *world); // never NULL
// What a booking means to who stands there now: early, late, another day…
enum flow_found_state flow_judge(const struct flow_world *world, const struct flow_facts *facts);
bool flow_may_arrive(enum flow_found_state state);
bool flow_may_undo(const struct flow *flow, enum flow_undo undo);
// Is somebody there now? Unknown when the configuration does not say, or nobody knows the hour.
enum flow_presence { PRESENCE_UNKNOWN, PRESENCE_HERE, PRESENCE_NOBODY };
enum flow_presence flow_presence(const struct flow_world *world);
struct picture_code flow_code(const struct flow_code *code); // of a whole one
int flow_step_number(const struct flow *flow);               // 1..FLOW_STEPS, 0 outside the questions
enum { FLOW_STEPS = 7 };

enum { // product.md and ux.md, milliseconds
    FLOW_GREETING_MS = 5000,
    FLOW_CALM_MS = 60000, // at night, or with one language: only against burn-in
    FLOW_EMPTY_MS = 60000,
    FLOW_IDLE_MS = 120000,
    FLOW_WARNING_MS = 45000,
    FLOW_DONE_MS = 30000,
    FLOW_NETWORK_MS = 8000,
    FLOW_LEAD_S = 15 * 60, // a slot that begins sooner cannot be reached by anybody who has to be told of it
};
