// A slot: something with a time that can be booked, of one seat or several. Plain data, copied freely.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/limits.h"
#include "base/str.h"

enum { SLOT_KEY = 27 }; // 26 characters and a NUL

struct slot {
    char key[SLOT_KEY]; // see slot_key
    char partner[LIMIT_ID];
    char title[LIMIT_TITLE]; // kind of appointment or the workshop's title; may be empty
    int64_t start_s, end_s;  // UTC
    uint16_t capacity;       // seats
    uint16_t taken;          // seats known to be taken, as far as this device knows
    // Of what can be chosen; not kept with a booking.
    char picture[LIMIT_PICTURE]; // an emoji, or empty
    char about[LIMIT_ABOUT];     // one sentence, or empty
    bool workshop;               // seats of one event, rather than an appointment
    bool exclusive;              // only this kiosk can book it, so it may be promised without asking anybody
};

// The key of one instance: first 26 characters of lower-case base32 (RFC 4648, no padding) of
// SHA-256(UID LF start as 20261123T140000Z). Same slot, same key on every kiosk (partner-caldav.md, Claim).
void slot_key(struct str slot_uid, int64_t start_s, char to[SLOT_KEY]);
// "rdv-<key>" when capacity is 1, else "rdv-<key>-<nn>" for seat nn (1..99): UID and resource name at the
// partner.
enum { SLOT_RESOURCE = 40 };
void slot_resource(const struct slot *slot, int seat, char to[SLOT_RESOURCE]);
// Cuts the emoji that a title begins with, "🍳 Cuisine", off `*title`; empty when there is none.
void slot_cut_picture(struct str *title, char to[LIMIT_PICTURE]);
bool slot_is_free(const struct slot *slot);
