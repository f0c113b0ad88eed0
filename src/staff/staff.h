// What staff do at the kiosk itself: a PIN, then counts, what needs them, who arrived, a pause, a training
// visit. One state, one step a thing that happens, one deadline. Pure: it is told what happened and says what
// it wants done. Must never: decide whether a PIN is right (the shell hashes), or show a name by itself.
#pragma once

#include "base/moment.h"
#include "booking/booking.h"
#include "staff/ready.h"

enum staff_place {
    STAFF_AWAY,   // nobody of the staff is there: the visitor's screens are
    STAFF_CLOSED, // a pause: nothing is taken from visitors
    STAFF_PIN,
    STAFF_NO_PIN, // none was set: counts, and how to set one
    STAFF_MENU,
    STAFF_NEEDING, // what was refused
    STAFF_ITEM,    // one of it
    STAFF_WHO,     // the initials of who called
    STAFF_ARRIVALS,
    STAFF_LATELY,
    STAFF_PAUSE,    // for how long
    STAFF_COLLECT,  // onto a stick
    STAFF_MISTAKES, // of rebond.ini
    STAFF_LET_GO,   // is what was collected safe elsewhere? asked once
    STAFF_KEY,      // the passphrase of the collection key
    STAFF_READY,    // the readiness report
    STAFF_TRIALS,   // what is tried by hand
    STAFF_TRIAL,    // one of it
    STAFF_PLACES
};

enum staff_action {     // what nodes of its screens carry, beyond every enum flow_action and sound_action
    STAFF_DIGIT = 2000, // arg: 0..9
    STAFF_ERASE,
    STAFF_ENTER, // the PIN, or the initials, are whole
    STAFF_BACK,
    STAFF_LEAVE,
    STAFF_OPEN,   // arg: enum staff_place, from the menu
    STAFF_LOOK,   // arg: index in the facts' items
    STAFF_RETRY,  // the item that is looked at
    STAFF_CALLED, // "je l'ai appelé·e": asks for initials
    STAFF_LETTER, // arg: 0..25
    STAFF_PAUSED, // arg: minutes; 0 ends the pause
    STAFF_TRAIN,
    STAFF_COPY,   // onto the stick; arg 0 stops
    STAFF_SAFE,   // what was collected may go from here
    STAFF_UNLOCK, // asks for the passphrase
    STAFF_TYPED,  // arg: a code point of it
    STAFF_SHIFT,
    STAFF_SYMBOLS, // arg: enum keyboard_page
    STAFF_SHOW,    // what was typed of it, or hides it again
    STAFF_TRY,     // arg: enum trial_kind
    STAFF_CELL,    // of the grid; arg: which
    STAFF_PLAY,    // the voice
    STAFF_JUDGE,   // what is tried; arg 1 it is good, 0 it is not
};

enum staff_notice {
    STAFF_SAYS_NOTHING,
    STAFF_SAYS_WAIT_A_MOMENT, // the PIN is being looked at
    STAFF_SAYS_NO,            // wrong or locked: nobody can tell which
    STAFF_SAYS_RETRIED,
    STAFF_SAYS_CLOSED,
    STAFF_SAYS_NOT_WRITTEN, // the disk would not
    STAFF_SAYS_INITIALS,    // two at least
    STAFF_SAYS_LET_GO,      // what was collected is no longer here
    STAFF_SAYS_NO_PHRASE,   // it does not open the key
    STAFF_SAYS_NO_MEMORY,   // for opening it
    STAFF_SAYS_NAMES,       // the key is open
    STAFF_SAYS_KEY_GONE,
    STAFF_SAYS_KEY_DAMAGED,
    STAFF_SAYS_NOTED, // what was tried is written down
};

enum staff_key_found { // on the stick
    STAFF_KEY_NONE,
    STAFF_KEY_TAKEN,  // it is in memory
    STAFF_KEY_LOCKED, // by a passphrase
    STAFF_KEY_DAMAGED,
    STAFF_KEY_ODD, // no plain file, or too large to be one
};

enum { STAFF_PIN_DIGITS = 12, STAFF_INITIALS = 3, STAFF_PHRASE = 128 };

struct staff { // all zero: nobody is there
    enum staff_place place;
    enum staff_notice notice;
    char pin[STAFF_PIN_DIGITS];
    uint8_t pin_n;
    bool checking;         // nothing more is taken until it is known
    int64_t wait_until_ms; // before that no PIN is right; mono_ms, 0 none
    struct uid item;       // that is looked at
    char who[STAFF_INITIALS + 1];
    uint8_t who_n;
    uint8_t page;
    int64_t touched_ms;
    int64_t paused_until_ms;   // 0: no pause
    char phrase[STAFF_PHRASE]; // UTF-8
    uint8_t phrase_n;
    bool phrase_shown, shifted;
    uint8_t keys_page;            // enum keyboard_page
    int64_t phrase_wait_until_ms; // before that none is tried; mono_ms
    enum staff_place asked_from;  // where STAFF_KEY leads back to
    enum trial_kind trying;
    struct trial trial;         // what came so far
    struct trial_result judged; // to be kept, with its kind in `trying`
};

// What the store says, for the screens.
enum { STAFF_ITEMS = 64, STAFF_ACTS = 16 };
struct staff_item {
    struct uid uid;
    enum item_kind kind;
    enum item_reason reason;
    int64_t made_s;
    bool has_code;
    struct picture_code code;
    bool has_slot;
    struct slot slot;
    bool opened; // with the collection key: what follows is known
    struct pii name, contact;
    enum contact_kind contact_kind;
    enum safe_kind safe;
};
struct staff_arrival {
    bool for_booking;
    int64_t start_s, at_s;
    bool has_code;
    struct picture_code code;
};
enum staff_deed {
    DEED_RETRIED,
    DEED_CALLED,
    DEED_PAUSED,
    DEED_RESUMED,
    DEED_LET_GO
};                 // as numbers they stand in the store
struct staff_act { // a line of what happened lately: what staff did, or what became of a request
    bool of_item;
    enum staff_deed deed;
    enum item_kind kind;
    enum item_state state;
    int64_t at_s; // of a request: when it was made
    char who[STAFF_INITIALS + 1];
};
struct staff_collect { // what the collection says of itself
    bool can_start, running;
    bool may_let_go;     // all of it was copied and read back: it may go from here
    int64_t done, total; // of the bar; total 0: not known yet
    char words[320];     // in French: what is, and what to do now
};
struct staff_facts {
    bool readable; // the store is: else nothing is known
    int64_t on_device, delivered, needing, oldest_s;
    int item_count, arrival_count, act_count;
    struct staff_item items[STAFF_ITEMS];
    struct staff_arrival arrivals[STAFF_ITEMS];
    struct staff_act acts[2 * STAFF_ACTS]; // newest first
    enum staff_key_found key;
    struct staff_collect collect;
    struct ready ready; // with its places
    int64_t pixels;     // of the panel, per 100 mm; 0 not known
};

enum staff_event_kind {
    STAFF_EVENT_KNOCKED,  // the hidden way in was used
    STAFF_EVENT_ACTION,   // a node was chosen
    STAFF_EVENT_INPUT,    // any input at all
    STAFF_EVENT_TIME,     // the deadline has come
    STAFF_EVENT_RIGHT,    // the PIN was
    STAFF_EVENT_WRONG,    // or not, or too early: `wait_ms`
    STAFF_EVENT_DONE,     // a retry or a call is on the disk
    STAFF_EVENT_NOT_DONE, // it is not
    STAFF_EVENT_PAUSED,   // a pause from before a restart goes on for `wait_ms`; 0: it is over
    STAFF_EVENT_KEY,      // the collection key came or went: `key`
    STAFF_EVENT_LOCKED,   // the passphrase did not open it: `notice` says why, `wait_ms`
    STAFF_EVENT_PRESSED,  // a key of a real keyboard, scanner or keypad, before it does anything
};
struct staff_event {
    enum staff_event_kind kind;
    enum staff_action action;
    int32_t arg;
    bool has_pin;    // of KNOCKED
    int64_t wait_ms; // of WRONG, LOCKED, PAUSED
    enum staff_key_found key;
    enum staff_notice notice; // of LOCKED
    bool by_touch;            // of ACTION
    enum trial_key pressed;   // of PRESSED
    uint32_t code;            // of PRESSED: what it types, '\n' for Enter, 0 nothing
};

enum staff_command {
    STAFF_DO_NOTHING,
    STAFF_DO_VERIFY,  // draw first, then hash the PIN, then say how it went
    STAFF_DO_LOOK,    // take the facts anew
    STAFF_DO_RETRY,   // the item, then say how it went
    STAFF_DO_CLOSE,   // the item, with the initials
    STAFF_DO_TRAIN,   // begin a training visit
    STAFF_DO_PAUSE,   // write down that a pause began
    STAFF_DO_RESUME,  // that it ended
    STAFF_DO_OPEN,    // it ended by itself
    STAFF_DO_COPY,    // onto the stick
    STAFF_DO_STOP,    // copying
    STAFF_DO_LET_GO,  // of what was collected, then say how it went
    STAFF_DO_UNLOCK,  // draw first, then open the key with the passphrase, then say how it went
    STAFF_DO_PLAY,    // a sentence, as it would be heard
    STAFF_DO_KEEP,    // what was judged, then say how it went
    STAFF_DO_SWALLOW, // the key was for what is tried
    STAFF_DO_LEAVE,   // everything that was looked at goes
};

enum staff_command staff_step(struct staff *staff, struct moment now, const struct staff_facts *facts,
                              const struct staff_event *event);
// mono_ms when STAFF_EVENT_TIME is due; MOMENT_NEVER.
int64_t staff_deadline(const struct staff *staff);
// Does a screen of staff stand in the place of the visitor's?
bool staff_is_shown(const struct staff *staff);
// Is somebody of the staff before it? A pause is for visitors.
bool staff_is_here(const struct staff *staff);
const struct staff_item *staff_item(const struct staff *staff, const struct staff_facts *facts); // NULL: gone
// May it be sent again? What staff deleted at the partner would come back against their will.
bool staff_may_retry(enum item_reason reason);

enum { STAFF_IDLE_MS = 75 * 1000 };
