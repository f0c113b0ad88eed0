// Scenarios: text that staff could read, played on a simulated place through the real touch path. See
// tests/scenarios/README.
#pragma once

#include "harness/sim.h"

struct scenario_mode { // the same file, run in other ways
    const char *name;
    bool double_tap; // every tap twice, as impatient hands do
    bool restart; // the sync program starts anew after each line, the screen program whenever nobody is there
    int die_at;   // the k-th durable operation and all after it never happen, 0 never
    bool torn;    // what was not synced at that moment is dropped or torn rather than kept
    int store_fails_at;           // the k-th disk operation fails once
    int http_fails_at;            // the k-th request fails once
    const char *language;         // visitors switch to it; texts of the file are translated
    bool all_languages;           // the place offers nine; else French and English
    const struct text_port *text; // NULL: the counting one
    void *painter;                // given to `paint`
    void (*paint)(void *painter, const struct draw_list *list); // NULL: nothing is painted
    void *watcher;                                              // see struct sim_options
    void (*watch)(void *watcher, const struct draw_list *list, int64_t mono_ms);
    int w, h, w_mm, h_mm;         // 0: the default panel
    struct flow_display display;  // visitors ask for it as soon as they are there
    uint64_t seed;                // 0: the usual one
    struct app_faults app_faults; // planted bugs
    struct engine_faults engine_faults;
    bool synchronous_off, secure_delete_off;
};

struct scenario_result {
    bool ok, played;           // not played: the mode is not for this story
    char why[768];             // when not
    int durable_ops, requests; // how many there were, to aim the modes that count
};

// Plays `file` (its text in memory, `name` for messages) in one mode.
struct scenario_result scenario_play(const char *name, struct str file, const struct scenario_mode *mode);
