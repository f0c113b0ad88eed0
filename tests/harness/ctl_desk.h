// What tests of commands share: how one is run, and for single commands a kiosk with one partner far away,
// whose state stands in a folder of the test's, and what the command said.
#pragma once

#include "ctl/ctl.h"
#include "harness/test.h"
#include "store/store.h"

extern char desk_folder[64], desk_out[512 << 10]; // all that was said since the test emptied it
extern const struct ctl_ports desk_ports;         // on Monday of week 48 of 2026

struct store *desk_open_store(void);
struct store *desk_store_in(const char *folder, const struct ctl_ports *ports);
// "rebondctl LINE", cut at its blanks.
enum ctl_status desk_run(const struct ctl_ports *ports, const char *line);
int desk_set_up(void **state);
int desk_tear_down(void **state);
