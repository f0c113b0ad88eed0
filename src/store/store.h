// The one SQLite file that both programs share; the only user of sqlite3.h. Rollback journal, FULL,
// secure_delete. Every function that writes is one transaction: when it returns OK the change is on the disk,
// when it returns an error nothing changed, or (ERR_IO from the very last sync of the disk only) all of it
// did: who asks again is told ERR_EXISTS. Holds no name or contact in clear: sealed bytes and the open part
// only. Errors of writers: ERR_NOSPACE, ERR_READONLY, ERR_IO, ERR_DAMAGED, ERR_BUSY (the other program kept
// it > 5 s).
#pragma once

#include "base/moment.h"
#include "booking/booking.h"
#include "booking/guesses.h"
#include "booking/pause.h"
#include "booking/tries.h"
#include "port/files.h"

struct store;

enum store_found { STORE_OPENED, STORE_CREATED, STORE_SET_ASIDE };

// Opens or makes the database: quick_check, migrations inside the lock. A damaged file is renamed to
// "<path>.damaged-<n>" (its journal too) and a new one is made: ret_found says so and the caller says it
// aloud. What cannot be read is an error, never damage; ERR_DENIED: a much newer Rebond's file, left as it
// is. `vfs` is NULL or the name of a registered SQLite VFS (simulation).
NODISCARD err_t store_open(const char *path, const char *vfs, const struct files_port *files,
                           struct store **ret_store, enum store_found *ret_found);
// Is the file whole? Opens it for reading only and changes nothing. OK, ERR_MISSING, ERR_DAMAGED; others: it
// could not be looked at, also while a journal waits to be played back.
NODISCARD err_t store_examine(const char *path);
void store_close(struct store *store); // NULL is fine
// A number that differs after the other program committed something (PRAGMA data_version); cheap.
int64_t store_version(struct store *store);
// 32 random bytes made when the file was, for keyed hashes of picture codes on this device.
NODISCARD err_t store_code_key(struct store *store, uint8_t ret_key[32]);

// The latest moment that a trusted clock has shown this device, UTC; 0 never. Certificates are not judged by
// an earlier one. Keeping an earlier moment changes nothing.
NODISCARD err_t store_keep_trusted(struct store *store, int64_t wall_s);
NODISCARD err_t store_get_trusted(struct store *store, int64_t *ret_wall_s);

// --- what visitors ask

// Records an item
// with its sealed bytes (ITEM_PENDING) and, for appointments and workshops, claims on this device the lowest
// free seat of choices[0] (written to ret_seat). ERR_FULL when that slot has no seat left as known here:
// nothing is recorded. ERR_EXISTS when the uid is recorded already (the same Confirm twice): nothing changes.
NODISCARD err_t store_add_item(struct store *store, const struct item *item, struct str sealed,
                               int *ret_seat);
NODISCARD err_t store_get_item(struct store *store, struct uid uid, struct item *ret_item); // ERR_MISSING

// --- who comes back

struct known_booking { // as this device knows it
    struct uid uid;    // its token; zero when a calendar app dropped it
    char partner[LIMIT_ID];
    enum item_kind kind; // of what was mirrored: an appointment
    char key[SLOT_KEY];
    uint8_t seat, capacity; // capacity 1: its name at the partner has no seat
    int64_t start_s, end_s; // where staff moved it to
    bool waits;             // the partner has not answered, and might say no
    bool cancelled;         // or staff took it out of their calendar
    bool arrived;           // somebody was announced for it, here or at another kiosk
};
// The one with this keyed hash of its picture code that is alive and nearest to `near_s`. ERR_MISSING: none
// that this device knows of.
NODISCARD err_t store_find_code(struct store *store, const uint8_t hash[16], int64_t near_s,
                                struct known_booking *ret_booking);
NODISCARD err_t store_find_uid(struct store *store, struct uid uid, struct known_booking *ret_booking);
// Appointments and workshops alive that start in [from_s, until_s), by start; the first `cap` of them.
NODISCARD err_t store_list_known(struct store *store, int64_t from_s, int64_t until_s,
                                 struct known_booking *list, size_t cap, size_t *ret_count);
// Records that somebody is here: for staff at this device and, when `send`, as an item for the partner
// (ITEM_ARRIVAL, item->made_s is now). Arrivals of other days are forgotten. ERR_EXISTS: this uid is recorded
// already.
NODISCARD err_t store_add_arrival(struct store *store, const struct item *item, struct str sealed, bool send);
struct arrival {
    char partner[LIMIT_ID];
    bool for_booking; // else: to talk to somebody now
    int64_t start_s;  // of the booking
    int64_t at_s;     // wall clock
    bool has_code;
    struct picture_code code;
};
// In the order they were recorded. `visit` must not write to the store.
NODISCARD err_t store_each_arrival(struct store *store, void *self,
                                   void (*visit)(void *self, const struct arrival *arrival));
// Forgets arrivals recorded before from_s or after until_s.
NODISCARD err_t store_drop_arrivals(struct store *store, int64_t from_s, int64_t until_s);
// Wrong tries under a name; zero when there are none.
NODISCARD err_t store_get_tries(struct store *store, struct str id, struct tries *ret_tries);
struct tries_entry {
    struct str id;
    struct tries tries;
};
// Keeps all of them or none, and leaves out what time has paid off by now_ms (boot-time clock).
NODISCARD err_t store_keep_tries(struct store *store, const struct tries_entry *entries, size_t count,
                                 int64_t now_ms);

// --- what visitors take back

// Something that was asked is taken back once, so the name of the note follows from its name: twice is once,
// on every kiosk.
struct uid store_note_uid(struct uid uid);
struct store_cancel {
    struct picture_code code; // as the visitor has it; staff read it in the note
    uint8_t code_hash[16];
    int64_t made_s; // wall clock
    // A booking that was made on another kiosk, when the code has none here: its slot and seat, NULL none.
    const struct slot *elsewhere;
    uint8_t seat;
    struct uid uid; // of the note in that case: store_note_uid of the booking's, if that is known
    bool collected; // staff collect what its partner gets here: they may have seen it, and must see the note
};
// Takes back all that this code has. What never left the device is ITEM_CANCELLED at once and its seat is
// free; what is at the partner gets a note (ITEM_CANCEL, to be sent), and keeps its seat until staff free it;
// what may be there is asked about first. ERR_MISSING: there is nothing, or nothing any more. ERR_EXISTS: the
// note about a booking made elsewhere has been written here before.
NODISCARD err_t store_cancel(struct store *store, const struct store_cancel *cancel);
// As store_add_item, of an item that takes the place of all that its code has: that is taken back in the very
// transaction that makes this item the visitor's. At once where `old->collected`. When its seat is lost or it
// is refused, what the visitor had stays.
NODISCARD err_t store_add_change(struct store *store, const struct item *item, struct str sealed,
                                 const struct store_cancel *old, int *ret_seat);

// --- slots

// Replaces all slots of a partner without a server. Seats claimed here stay claimed: keys are stable.
NODISCARD err_t store_replace_slots(struct store *store, const char *partner, const struct slot *slots,
                                    size_t count);
// All slots with start in [from_s, until_s), by start, of all partners. `taken` counts, without counting one
// twice, seats claimed on this device and bookings of the mirror with that slot's key; an appointment slot
// (not a workshop) is also taken when a mirrored booking overlaps it in time. Takes at most `cap`: the
// earliest.
NODISCARD err_t store_list_slots(struct store *store, int64_t from_s, int64_t until_s, struct slot *slots,
                                 size_t cap, size_t *ret_count);
// The same, without those in which nothing is free: the nearest free ones, in well under a millisecond
// however many are mirrored and taken.
NODISCARD err_t store_nearest_slots(struct store *store, int64_t from_s, int64_t until_s, struct slot *slots,
                                    size_t cap, size_t *ret_count);
// Workshops in which nothing is free, the earliest first.
NODISCARD err_t store_full_workshops(struct store *store, int64_t from_s, int64_t until_s, struct slot *slots,
                                     size_t cap, size_t *ret_count);
// How many slots of `partner` from from_s on are not full in the mirror.
NODISCARD err_t store_count_open(struct store *store, const char *partner, int64_t from_s, size_t *ret_count);

// --- outbox, for the sync program

struct outbox_row {
    struct item item;
    char resource[LIMIT_RESOURCE]; // name at the partner, "" before the first try
    size_t sealed_n, body_n;
    uint8_t sealed[LIMIT_SEALED];
    char body[LIMIT_BODY]; // exact bytes to send again; custody open: sealed to the device
};
// The oldest items of `partner` in `state`, by time recorded. Rows are large: the caller gives few.
NODISCARD err_t outbox_list(struct store *store, const char *partner, enum item_state state,
                            struct outbox_row *rows, size_t cap, size_t *ret_count);
// One row by its uid. ERR_MISSING.
NODISCARD err_t outbox_get(struct store *store, struct uid uid, struct outbox_row *ret_row);
// Every item of `partner` (NULL: of any) that is not DELIVERED, oldest first, without its bytes. `visit` must
// not write to the store.
NODISCARD err_t outbox_each(struct store *store, const char *partner, void *self,
                            void (*visit)(void *self, const struct item *item, const char *resource));
// The last `most` that were recorded, newest first, whatever became of them, without their bytes. `visit`
// must not write to the store.
NODISCARD err_t store_each_latest(struct store *store, int most, void *self,
                                  void (*visit)(void *self, const struct item *item, const char *resource));
// One change of one item. Fields named by the state: SENDING wants resource and body; DELIVERED wipes sealed,
// body and code and keeps uid, kind, dates; leaving a choice (choice_now or kind changed) frees its seat here
// and claims one of the new choice when there is one.
struct outbox_change {
    struct uid uid;
    enum item_state state;
    enum item_reason reason;
    enum item_kind kind;
    uint8_t choice_now, seat;
    bool count_try;       // tries + 1
    const char *resource; // NULL keeps
    struct str body;      // p NULL keeps
    bool again;           // a transaction with it failed, which may have been done all the same
};
// All changes in one transaction. ERR_EXISTS: the seat a change wants went meanwhile; ERR_MISSING: no such
// uid, or its visitor took it back and it must not be sent. After any other error nobody knows whether it was
// done (a disk may fail in the last step): try the same changes once more, as `again`. The seat of a
// delivered item stays claimed until a whole mirror does not show its booking, which had shown it or was
// begun after the delivery.
NODISCARD err_t outbox_apply(struct store *store, const struct outbox_change *changes, size_t count);
// Lowest seat of `slot` that neither the mirror nor this device knows to be taken; ERR_FULL.
NODISCARD err_t store_free_seat(struct store *store, const struct slot *slot, int *ret_seat);
// Does somebody else have this seat as far as the mirror and store_mark_taken know, or, for an appointment
// slot (not a workshop), does another booking of the mirror overlap it in time? Claims of this device do not
// count.
NODISCARD err_t store_seat_is_lost(struct store *store, const struct slot *slot, int seat, bool *ret_lost);
// Marks a seat as taken by somebody else (learned from a 412), so that nobody here tries it again before the
// next mirror.
NODISCARD err_t store_mark_taken(struct store *store, const char *partner, const char *slot_key, int seat);

// --- mirror

enum mirror_collection { MIRROR_SLOTS, MIRROR_BOOKINGS };
struct mirror_booking { // one resource of reservations/, nothing personal
    char resource[LIMIT_RESOURCE];
    char slot_key[SLOT_KEY]; // from "rdv-<k>[-nn]", else ""
    uint8_t seat;
    int64_t start_s, end_s;
    bool cancelled;
    bool one_of_several; // its name has a seat
    struct uid uid;      // its token, zero when it has none
    bool has_code;       // its title says the picture code
    uint8_t code_hash[16];
};
struct mirror_change {
    char resource[LIMIT_RESOURCE]; // last path segment, decoded
    bool gone;
    char etag[128];
    struct str content;       // MIRROR_SLOTS: the raw iCalendar, kept so that windows can move; else empty
    const struct slot *slots; // MIRROR_SLOTS: instances in the window
    size_t slot_count;
    const struct mirror_booking *bookings; // MIRROR_BOOKINGS: instances
    size_t booking_count;
    const char *refused; // static reason when the resource was not understood: kept for staff; else NULL
};
// Applies changes and the new token in one transaction; `whole` first forgets everything mirrored of this
// collection. mirrored_s is the wall clock for "age of what is shown"; 0 keeps the old one (a page of
// several).
NODISCARD err_t mirror_apply(struct store *store, const char *partner, enum mirror_collection collection,
                             bool whole, const struct mirror_change *changes, size_t count, const char *token,
                             int64_t mirrored_s);
enum { MIRROR_IDENTITY = 33 };
struct mirror_state {
    char token[1024];   // "" none
    int64_t mirrored_s; // 0 never
    int64_t window_day; // local day the recurrences were last expanded for; 0 never
    size_t resources, refused;
    char identity[MIRROR_IDENTITY]; // of the server it was made of, "" not known
};
NODISCARD err_t mirror_get_state(struct store *store, const char *partner, enum mirror_collection collection,
                                 struct mirror_state *ret_state);
// ETag of a mirrored resource, "" when it is not mirrored.
NODISCARD err_t mirror_get_etag(struct store *store, const char *partner, enum mirror_collection collection,
                                const char *resource, char ret_etag[128]);
// What the server's answers show of who it is; the caller compares. At most MIRROR_IDENTITY with its NUL.
NODISCARD err_t mirror_set_identity(struct store *store, const char *partner,
                                    enum mirror_collection collection, const char *identity);
NODISCARD err_t mirror_count_slots(struct store *store, const char *partner, size_t *ret_count);
// Calls `visit` with each mirrored resource, to reconcile. `visit` must not write to the store.
NODISCARD err_t mirror_each(struct store *store, const char *partner, enum mirror_collection collection,
                            void *self, void (*visit)(void *self, const char *resource));
// Calls `visit` with each resource that was not understood, by name, and why. `visit` must not write to the
// store.
NODISCARD err_t mirror_each_refused(struct store *store, const char *partner,
                                    enum mirror_collection collection, void *self,
                                    void (*visit)(void *self, const char *resource, const char *reason));
// The first mirrored resource after the name in `resource` ("" for the first of all), which it replaces, and
// its content, to expand it again. ERR_MISSING after the last; ERR_FULL when `content` has no room for it.
NODISCARD err_t mirror_get_next(struct store *store, const char *partner, enum mirror_collection collection,
                                char resource[LIMIT_RESOURCE], struct buf *content);
// Replaces the instances of these resources of MIRROR_SLOTS, and why they are refused, and nothing else;
// `window_day` is remembered with the last of several parts, 0 with the others. ERR_MISSING when one is not
// mirrored.
NODISCARD err_t mirror_set_window(struct store *store, const char *partner,
                                  const struct mirror_change *changes, size_t count, int64_t window_day);

// --- how partners are

enum partner_condition {
    PARTNER_OK,
    PARTNER_UNREACHABLE,
    PARTNER_CREDENTIALS, // 401/403: queue paused until the configuration or the server changes
    PARTNER_CERTIFICATE,
    PARTNER_CAPTIVE, // something else answers in its place
    PARTNER_SUSPECT, // it let a create overwrite: bookings may have been lost there; staff must know
};
NODISCARD err_t partner_set_condition(struct store *store, const char *partner,
                                      enum partner_condition condition);
NODISCARD err_t partner_get_condition(struct store *store, const char *partner,
                                      enum partner_condition *ret_condition);

// What a probe found of its server (partner-caldav.md, The probe). All zero: never probed. Setting it takes
// suspicion back.
enum partner_note {
    PARTNER_NO_TODO = 1,           // inscriptions/ takes no VTODO
    PARTNER_TOKENS_UNRELIABLE = 2, // a garbage sync token is not refused
    PARTNER_SLOTS_WRITABLE = 4,    // the account may write into creneaux/
    PARTNER_TEXT_CHANGED = 8,      // it does not give back what was written
    PARTNER_GUARDED = 16,          // nothing can be overwritten or deleted with this account
    PARTNER_NOTES_END = 32,
};
struct partner_probe {
    char server_class; // 'A', 'B' or 'C'
    int64_t probed_s;  // wall clock, for people
    unsigned notes;    // of enum partner_note
};
NODISCARD err_t partner_set_probe(struct store *store, const char *partner,
                                  const struct partner_probe *probe);
NODISCARD err_t partner_get_probe(struct store *store, const char *partner, struct partner_probe *ret_probe);
// Its server can arbitrate nothing (class C) and another kiosk is the one that books there: no slot of it is
// offered here.
NODISCARD err_t partner_set_second(struct store *store, const char *partner, bool is_second);
NODISCARD err_t partner_get_second(struct store *store, const char *partner, bool *ret_is_second);
// How far the server's own Date was ahead of this clock when it was last looked at: a hint for technicians,
// no more.
NODISCARD err_t partner_set_ahead(struct store *store, const char *partner, int64_t ahead_s);
NODISCARD err_t partner_get_ahead(struct store *store, const char *partner, int64_t *ret_ahead_s);

// --- for staff and technicians

struct store_counts {
    int64_t on_device, delivered, needing_you;
    int64_t oldest_s; // of those on the device, 0 none
};
NODISCARD err_t store_count(struct store *store, struct store_counts *ret_counts);
// Every item that still has sealed content, oldest first, for `rebondctl open`. `visit` must not write to the
// store.
NODISCARD err_t store_each_sealed(struct store *store, void *self,
                                  void (*visit)(void *self, const struct item *item, struct str sealed));

// What staff did at this device: the last STORE_DEEDS are kept.
enum { STORE_DEEDS = 1000 };
struct store_deed {
    int what; // of the caller, 0..31
    int64_t at_s;
    char who[4];     // initials, or ""
    struct uid item; // all 0: about none
};
NODISCARD err_t store_add_deed(struct store *store, const struct store_deed *deed);
// The last `most`, newest first, without their items. `visit` must not write to the store.
NODISCARD err_t store_each_deed(struct store *store, int most, void *self,
                                void (*visit)(void *self, const struct store_deed *deed));
// The refused item that the deed is about is sent again: what has a name at the partner is asked about first.
// ERR_MISSING: it is not refused (any more).
NODISCARD err_t store_send_again(struct store *store, const struct store_deed *deed);
// Staff settled it with the person: its content is wiped, its seat is free. ERR_MISSING as above.
NODISCARD err_t store_settle(struct store *store, const struct store_deed *deed);
// Wrong PINs.
NODISCARD err_t store_get_guesses(struct store *store, struct guesses *ret_guesses);
NODISCARD err_t store_keep_guesses(struct store *store, struct guesses guesses);
// The pause of the kiosk; all zero: none.
NODISCARD err_t store_get_pause(struct store *store, struct pause *ret_pause);
NODISCARD err_t store_keep_pause(struct store *store, struct pause pause);

// --- readiness of the machine

struct store_trial { // something that was tried by hand
    int kind;        // of the caller, 0..31
    bool good;
    int64_t value; // of the kind, not below 0
    int64_t at_s;  // wall clock; 0: none could be trusted
};
// The last of each kind is kept.
NODISCARD err_t store_keep_trial(struct store *store, const struct store_trial *trial);
// By kind. `visit` must not write to the store.
NODISCARD err_t store_each_trial(struct store *store, void *self,
                                 void (*visit)(void *self, const struct store_trial *trial));
struct store_panel { // what the screen program found
    int w, h;        // px
    bool jack;       // a headphone socket that tells what is in it
};
// Keeping what is kept already writes nothing.
NODISCARD err_t store_keep_panel(struct store *store, const struct store_panel *panel);
NODISCARD err_t store_get_panel(struct store *store, struct store_panel *ret_panel); // ERR_MISSING: not yet

// --- figures for the territory

// Sums by ISO week (202648 is week 48 of 2026) and name, and nothing else: no visit has a row, an order or a
// time of day. Two copies of this file, or a page of it that the disk still remembers, show what was added
// between them: one visit's language and needs beside one item just recorded, if visits were added one by
// one. So at least FIGURES_BATCH visits are added together, in one transaction; until then they are sums in
// the memory of the screen program, and a power cut forgets them. A week is that of the adding.
enum { FIGURES_BATCH = 5 };
struct figure_sum {
    const char *id;
    int64_t n; // 0 adds nothing
};
NODISCARD err_t figures_add(struct store *store, int week, const struct figure_sum *sums, size_t count);
// By week and name, of weeks in [from_week, before_week). `visit` must not write to the store.
NODISCARD err_t figures_each(struct store *store, int from_week, int before_week, void *self,
                             void (*visit)(void *self, int week, struct str id, int64_t n));

// --- slips

// A printed slip is a job with the uid of its item. To be called before its first byte leaves: OK once ever,
// then ERR_EXISTS: after a crash it is not known how much is on paper, and it is not printed again.
NODISCARD err_t store_begin_slip(struct store *store, struct uid job);

// --- collecting onto a stick

struct collect_row { // one item of the queue, as it is sealed
    int64_t n;       // its place in the order of recording
    struct uid uid;
    char partner[LIMIT_ID];
    int64_t made_s;
    size_t sealed_n;
    uint8_t sealed[LIMIT_SEALED];
};
// The first item after place `after` (0 for the first of all) that is not delivered, of whatever partner and
// whether staff have to see to it or not, of those that were collected before or of those that never were.
// ERR_MISSING after the last.
NODISCARD err_t collect_next(struct store *store, bool collected, int64_t after, struct collect_row *ret_row);
// Remembers that these were collected, all in one transaction. Their content stays: an item that is delivered
// too is the same item. One that was delivered or let go meanwhile is remembered all the same.
NODISCARD err_t collect_mark(struct store *store, const struct uid *uids, size_t count, int64_t wall_s);
// When it was first and last collected; ERR_MISSING: never.
NODISCARD err_t collect_get(struct store *store, struct uid uid, int64_t *ret_first_s, int64_t *ret_last_s);
struct collect_counts {
    int64_t waiting;   // in the queue
    int64_t collected; // of them
    int64_t bytes;     // of their sealed content
    int64_t last_s;    // wall clock of the last collection, 0 never
};
NODISCARD err_t collect_count(struct store *store, struct collect_counts *ret_counts);
// Staff say that they have what was collected for `partner`, which has no server: it is delivered then, and
// its content is wiped here. What is not collected, or waits for staff, stays.
NODISCARD err_t collect_let_go(struct store *store, const char *partner, int64_t *ret_count);
