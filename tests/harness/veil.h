// What stands between a kiosk and the simulated partner: changes answers on their way, so that a server's
// habits, headers and mistakes can be told apart from what it holds.
#pragma once

#include "harness/sync_place.h"

enum veil_habit {
    VEIL_NONE,
    VEIL_EMPTY_AFTER_RESTORE, // a token it does not know: 207, nothing, and its own token (sabre)
    VEIL_FULL_AFTER_RESTORE,  // ... 207 and everything, without what is gone (DAViCal, SOGo)
    VEIL_500_AFTER_RESTORE,   // ... 500 (Xandikos)
    VEIL_BROKEN_MULTIGET,     // a multiget's XML is ill-formed (SOGo, emoji)
    VEIL_NONSENSE,            // every listing is a multistatus of another world
    VEIL_TOO_BIG,             // every listing is larger than what is accepted
};

struct veil {
    struct http_port port, inner;
    struct sync_place *place;
    enum veil_habit habit;
    const char *servers[2]; // Server headers, in turn; NULL none
    int64_t ahead_s;        // of its clock
    bool dated;
    char date[32];
    char *body; // of the answer that is shown
    struct veil_call {
        uint64_t id;
        enum http_method method;
        bool multiget, bookings;
    } calls[64];
    size_t call_count, answers;
    size_t wholes, multigets; // asked for in all
};

// Stands before the partner of `place` from now on: the sync program is started again.
void veil_open(struct veil *veil, struct sync_place *place);
void veil_close(struct veil *veil);
