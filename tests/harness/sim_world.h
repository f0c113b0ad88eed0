// The world around the two programs: the partner's server, the network, and what can happen to them.
#pragma once

#include "harness/sim.h"

void sim_world_open(struct sim *sim);
void sim_world_close(struct sim *sim);
void sim_world_add_config(struct buf *ini, const struct sim *sim);
struct http_port sim_world_http(struct sim *sim);
void sim_world_forget_requests(struct sim *sim);
int64_t sim_world_next_ms(const struct sim *sim); // when something will come by itself, MOMENT_NEVER
void sim_world_time(struct sim *sim);
int sim_world_live_with_token(const struct sim *sim, const char *uid);
int sim_world_ever_with_token(const struct sim *sim, const char *uid);
void sim_world_check_wire(struct sim *sim);   // I5 at the partner
void sim_world_check_double(struct sim *sim); // I2, I3 for everything that stands at the partner
