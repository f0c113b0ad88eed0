// Copying the queue onto a stick, as what is to be done next. One task at a time: whoever does it answers how
// it went. Nothing is called collected before it was written, flushed, read back from the stick, listed in a
// signed manifest that was read back too, and that is on this device's disk. So the stick may be pulled out
// at any moment: the next run finds by their hashes what is there already. Must never: know a store, a stick
// or a clock.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum collect_task {
    COLLECT_REST,      // it has ended
    COLLECT_LOOK,      // count what waits, enter the folder, see what it lists already
    COLLECT_WRITE,     // the next item; answers ERR_EXISTS: there already; ERR_MISSING: there is no next
    COLLECT_FLUSH,     // everything written so far
    COLLECT_READ_BACK, // the next copy; ERR_MISSING: there is no next
    COLLECT_CARRY,     // the next item that only the stick still lists; ERR_MISSING: there is no next
    COLLECT_PAGE,      // the page that opens the items
    COLLECT_REPORT,    // the readiness report
    COLLECT_LIST,      // manifest and signature, not by their names yet
    COLLECT_PUBLISH,   // by their names: a signature is there only beside the manifest it signs
    COLLECT_CONFIRM,   // read both back
    COLLECT_MARK,      // remember on this device what was collected
};

enum collect_end {
    COLLECT_RUNNING,
    COLLECT_ALL,        // everything that waits is on the stick
    COLLECT_SOME,       // the stick is full: `left` remain to be collected
    COLLECT_NOTHING,    // nothing waits; the stick was not touched
    COLLECT_FULL,       // there was no room for anything
    COLLECT_READONLY,   // the stick cannot be written
    COLLECT_REFUSED,    // something stands where our folder or files belong
    COLLECT_GONE,       // pulled out, or the stick fails
    COLLECT_UNFAITHFUL, // it does not give back what was written
    COLLECT_UNKEPT,     // the device's own disk fails
    COLLECT_STOPPED,    // staff ended it
};

struct collect {
    enum collect_task task;
    enum collect_end end;
    enum collect_task after_flush;
    int64_t waiting;                // items in the queue when it began
    int64_t written, already, left; // of them: copied now, found on the stick, without room
    int64_t verified;
    int64_t unflushed; // written since the last flush
    struct collect_faults {
        bool skip_flush, skip_read_back, mark_early;
    } faults; // planted bugs, for tests
};

enum collect_event_kind {
    COLLECT_DID,    // the task was done, or the stick says why not
    COLLECT_UNDONE, // the device's own disk says why not
    COLLECT_PULLED, // the stick is no longer there
    COLLECT_STOP,
};
struct collect_event {
    enum collect_event_kind kind;
    err_t err;      // COLLECT_DID
    int64_t number; // of COLLECT_LOOK: what waits
};

void collect_begin(struct collect *collect);
void collect_step(struct collect *collect, const struct collect_event *event);
// How far: `ret_done` of `ret_total` steps, both at least 0; total is 0 before anything is known.
void collect_progress(const struct collect *collect, int64_t *ret_done, int64_t *ret_total);
// What staff read, in French: what is going on, or how it ended and what to do now.
void collect_add_words(struct buf *to, const struct collect *collect);
