// What is counted for the territory, week by week: how many visits, how they ended, in which language, with
// which needs. Sums only, of which each belongs to one group; the groups say how sums make up others, so that
// what is hidden stays hidden (hide.h).
#pragma once

#include "base/civil.h"
#include "content/languages.h"
#include "content/missing.h"
#include "content/needs.h"

enum figure_kind { // what a visit was that came to its end
    KIND_APPOINTMENT,
    KIND_WORKSHOP,
    KIND_CALLBACK,
    KIND_INTEREST,
    KIND_ARRIVED, // "je suis là"
    KIND_HUMAN,   // "quelqu'un maintenant"
    KIND_CHANGED,
    KIND_CANCELLED,
    KIND_COUNT
};

enum figure_stop { // where somebody left who had not finished
    STOP_WELCOME,
    STOP_NEEDS,
    STOP_WISH,
    STOP_SLOT,
    STOP_NAME,
    STOP_CONTACT,
    STOP_AGE,
    STOP_CHECK,
    STOP_SORRY, // the device could not record
    STOP_MEET,  // the door "j'ai rendez-vous"
    STOP_HUMAN, // the door "quelqu'un maintenant", and nobody could be told
    STOP_YOUNG, // under the place's minimum age
    STOP_COUNT
};

enum figure {
    FIGURE_VISITS,
    FIGURE_COMPLETED, // recorded, or staff were told
    FIGURE_UNFINISHED,
    FIGURE_KIND,                                    // + enum figure_kind, of those completed
    FIGURE_STOP = FIGURE_KIND + KIND_COUNT,         // + enum figure_stop, of those unfinished
    FIGURE_LANGUAGE = FIGURE_STOP + STOP_COUNT,     // + index of language_table
    FIGURE_SIZE = FIGURE_LANGUAGE + LANGUAGE_COUNT, // + size of the text
    FIGURE_HEARD = FIGURE_SIZE + 4,                 // read aloud
    FIGURE_READ,                                    // not read aloud
    FIGURE_FACE,                                    // + 0 no answer, 1 good, 2 mixed, 3 bad
    FIGURE_NEED = FIGURE_FACE + 4,                  // + index of need_table; up to three a visit
    FIGURE_MISSING = FIGURE_NEED + NEED_COUNT,      // + index of missing_table; several a visit
    FIGURE_COUNT = FIGURE_MISSING + MISSING_COUNT
};

struct figure_group {
    const char *title; // French, for staff
    int first, count;
    int total; // enum figure that the group adds up to; -1: one visit may count several times, or never
};
enum { FIGURE_GROUPS = 9 };
extern const struct figure_group figure_groups[FIGURE_GROUPS];

enum { FIGURE_ID = 24 };
// "visits", "need.sante": as in the database, in CSV and in JSON.
void figure_id(int figure, char to[FIGURE_ID]);
// -1 when there is none of that name.
int figure_find(struct str id);
struct str figure_words(int figure); // French, for staff

// ISO 8601 week of a local day (days since 1970-01-01): 202648 is week 48 of 2026.
int figure_week(int64_t day);
