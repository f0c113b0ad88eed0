// What a visitor asks for. `struct booking` is the clear draft: it lives in the visitor's memory only, is
// sealed at Confirm and then wiped. `struct item` is the open part that delivery needs; it holds nothing
// about the person.
#pragma once

#include "base/limits.h"
#include "base/pii.h"
#include "base/uid.h"
#include "booking/code.h"
#include "booking/slot.h"

enum item_kind {
    ITEM_APPOINTMENT,
    ITEM_WORKSHOP,
    ITEM_CALLBACK,
    ITEM_INTEREST,
    ITEM_ARRIVAL, // somebody is here: for the booking of choices[0], or, without one, to talk to somebody now
    ITEM_CANCEL,  // takes back what was asked before; holds nothing about the person
};

enum contact_kind { CONTACT_SMS, CONTACT_CALL, CONTACT_EMAIL, CONTACT_PLACE, CONTACT_WORKER, CONTACT_RETURN };
enum safe_kind { SAFE_NOT_ASKED, SAFE_MINE, SAFE_OTHER_OK, SAFE_OTHER_NOT };
enum age_band { AGE_SKIPPED, AGE_UNDER_16, AGE_16_17, AGE_18_25, AGE_26_29, AGE_30_UP };

struct booking {
    struct uid uid;
    enum item_kind kind;
    uint8_t needs[LIMIT_NEEDS]; // indices of content/needs.h
    uint8_t need_count;
    struct slot choices[2]; // first and second choice; for appointments and workshops
    uint8_t choice_count;
    bool waiting; // choices[0] is a workshop that is full: a call-back that names it
    struct pii name;
    enum contact_kind contact_kind;
    struct pii contact; // E.164 or e-mail; empty where the kind needs none
    enum safe_kind safe;
    enum age_band age;
    char language[8];
    struct picture_code code;
    char partner[LIMIT_ID];
};

enum { NOTICE_VERSION = 1 };

enum item_state {
    ITEM_PENDING,   // to be sent (or, for a partner without a server, waiting to be collected)
    ITEM_SENDING,   // intent is on disk; bytes may have left
    ITEM_UNSURE,    // no clear answer: ask before sending again
    ITEM_SETTLING,  // the partner said "created"; not believed before it is read back
    ITEM_DELIVERED, // read back with our token; content is wiped here
    ITEM_REFUSED,   // the partner will not take it: staff must see it
    ITEM_FILING, // the seat was read back with our token: the visitor has it; a sealed copy is on its way to
                 // inscriptions/, and until it is there the content stays here
    ITEM_CANCELLED, // taken back before it was at the partner: it never will be; content is wiped here
    ITEM_HELD,      // of ITEM_CANCEL: not to be sent before what it waits for is the visitor's
};

enum item_reason { // why an item is REFUSED, or why it is no longer what it was; words for staff are the
                   // reader's
    REASON_NONE,
    REASON_SLOT_TAKEN,       // first choice lost
    REASON_BOTH_TAKEN,       // became a call-back
    REASON_PARTNER_REFUSED,  // persistent 400/403/413/415
    REASON_DELETED_BY_STAFF, // was created, then gone before it settled
    REASON_NOT_CONFIGURED,   // its partner is no longer in the configuration
    REASON_TOO_LATE, // became its second choice or a call-back: the moment had passed before it could be sent
    REASON_NOT_WRITER, // became a call-back: another kiosk is the only one that may book there (class C)
};

struct item { // the open part
    struct uid uid;
    enum item_kind kind; // an appointment that found no slot becomes a CALLBACK
    enum item_state state;
    enum item_reason reason;
    char partner[LIMIT_ID];
    struct slot choices[2];
    uint8_t choice_count, choice_now; // choice_now < choice_count for appointments and workshops
    uint8_t
        seat; // 1..capacity, of choices[choice_now]; 0 of an arrival by the hour, when nobody can tell whose
    struct picture_code code; // shown in the calendar; wiped with the content
    uint8_t code_hash[16];    // keyed, to find it again
    int64_t made_s;           // wall clock when recorded; a date for people, never for scheduling
    uint32_t tries;
    bool change;    // the visitor has another moment, which is taken back when this one is theirs
    bool cancelled; // the visitor took it back
    // Of ITEM_CANCEL. choices[0] and seat are those of what it takes back; choice_count 0 when that is no
    // booking.
    struct uid about; // what it takes back; all 0: made on another kiosk
    struct uid after; // ITEM_HELD: what has to be the visitor's first
};
