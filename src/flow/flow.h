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
    FLOW_MEET,    // "j'ai rendez-vous"
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
    FLOW_FACE,   // arg: enum flow_face; how it was
    FLOW_PRINT,  // the slip of Done
    FLOW_MISSES, // arg: index of content/missing.h, on or off
    FLOW_STAY,   // "je suis encore là"
    FLOW_FINISH, // "effacer maintenant"
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
};

enum flow_face { FACE_NONE, FACE_GOOD, FACE_MIXED, FACE_BAD, FLOW_FACES };

enum { FLOW_SIZES = 4, FLOW_THEMES = 3 };

struct flow_display { // how this visitor wants to see it; all 0 for the next one
    uint8_t size, colours;
    bool calm, low;
};

enum flow_panel { PANEL_NONE, PANEL_LANGUAGES, PANEL_DISPLAY }; // the question waits behind it as it was

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
};

// What the flow is allowed to know of the world in this turn.
struct flow_world {
    struct moment now;
    const struct config *config;
    const struct zone *zone;
    const struct slot *slots; // sorted by start; the same array as long as one visitor chooses
    size_t slot_count;
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
    FLOW_EVENT_SLIP,         // what became of the slip: `arg`, a NOTICE_SLIP_…
};
struct flow_event {
    enum flow_event_kind kind;
    enum flow_action action;
    int32_t arg;
    struct str text; // of FLOW_PHRASE
    enum flow_result result;
};

enum flow_command {
    FLOW_DO_NOTHING,
    FLOW_DO_SAVE,    // draw first, then record the draft, then say how it went
    FLOW_DO_REFRESH, // take the slots anew
    FLOW_DO_PRINT,   // draw first, then print the slip, then say how it went
    FLOW_DO_WIPE,    // the visitor left: everything of theirs goes, everywhere
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
enum { FLOW_DAYS = 64 };
struct flow_day {
    int64_t day; // local
    int free;    // offered slots that day
};
size_t flow_list_days(const struct flow *flow, const struct flow_world *world,
                      struct flow_day days[FLOW_DAYS]);
// Indices in world->slots offered on `day`, or on any day when `day` is INT64_MIN.
size_t flow_list_slots(const struct flow *flow, const struct flow_world *world, int64_t day,
                       int32_t *ret_indices, size_t cap);
uint8_t flow_page(const struct flow *flow); // of the panel, else of the question
// Between 22 h and 6 h at the place, when the clock can be trusted: nobody is there.
bool flow_is_night(const struct flow_world *world);
bool flow_is_done(const struct flow *flow);    // Done, or what leads back to it
bool flow_needs_value(enum contact_kind kind); // a number or an address is asked
bool flow_is_minor(enum age_band band, int minimum_age);
// Is a second choice asked after this slot, that is, might somebody else have taken it?
bool flow_may_be_lost(const struct slot *slot);
const struct config_partner *flow_partner(const struct flow *flow,
                                          const struct flow_world *world); // never NULL
int flow_step_number(const struct flow *flow); // 1..FLOW_STEPS, 0 outside the questions
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
