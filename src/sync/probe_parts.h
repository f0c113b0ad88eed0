// The parts of a probe. Private to sync/.
#pragma once

#include "sync/probe.h"

enum { PROBE_NOBODY = -1, PROBE_UNKNOWN = -2 };
enum { PROBE_LANE_BITS = 4, PROBE_LANE_EARLY = PROBE_WRITERS }; // of a request's id; the look during a race
// Resources of the run: the one of the steps, the one tried on creneaux/, one a round.
enum { PROBE_NAME_STEPS, PROBE_NAME_SLOT, PROBE_NAME_RACE };
// Who writes in the steps.
enum { PROBE_WRITER_FIRST, PROBE_WRITER_AGAIN, PROBE_WRITER_STALE };

// probe.c
void probe_enter(struct probe *probe, enum probe_stage stage, unsigned lanes);
void probe_fail(struct probe *probe, enum probe_kind kind); // then only cleaning up is left
void probe_conclude(struct probe *probe);                   // the same, with a class
// What ends the probe, or asks for another try, whatever the stage; false when the stage must look at it.
bool probe_has_trouble(struct probe *probe, enum caldav_meaning meaning, const struct http_answer *answer);
// Who stands there by a GET; false when it ended the probe.
bool probe_read_stands(struct probe *probe, enum caldav_meaning meaning, const struct http_answer *answer);

// probe_race.c: RACE and READ_RACE
void probe_start_race(struct probe *probe);
void probe_on_race(struct probe *probe, unsigned lane, enum caldav_meaning meaning,
                   const struct http_answer *answer);
void probe_on_read_race(struct probe *probe, enum caldav_meaning meaning, const struct http_answer *answer);

// probe_ask.c: the request of this stage
enum probe_where probe_where_now(const struct probe *probe);
enum caldav_asked probe_asked(const struct probe *probe);
void probe_ask(struct probe *probe, unsigned lane, struct http_request *ret_request);

// probe_sweep.c: LOOK and SWEEP
void probe_look_at(struct probe *probe, enum probe_where where);
void probe_on_look(struct probe *probe, enum caldav_meaning meaning, const struct http_answer *answer);
void probe_on_sweep(struct probe *probe, enum caldav_meaning meaning);

// probe_body.c. `number` names the resource of this run, `writer` whose body it is.
void probe_name(const struct probe *probe, int number, char to[PROBE_FILE_NAME]);
bool probe_is_name(struct str name); // of any run
void probe_write_body(const struct probe *probe, int number, int writer, struct buf *to);
// Whose body this is: a writer, or PROBE_NOBODY.
int probe_whose(const struct probe *probe, int number, struct str ics);
// Is the text there as it was written? Takes memory of the arena.
bool probe_text_is_whole(const struct probe *probe, struct str ics);

// probe_judge.c
void probe_find(struct probe *probe, enum probe_kind kind, enum probe_where where, int count);
bool probe_accepted(enum caldav_meaning meaning); // to a PUT
// Counts the round that has just ended; false when a failure spoiled it and it must be run again.
bool probe_judge_round(struct probe *probe);
void probe_judge(struct probe *probe); // the class
