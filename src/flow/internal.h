// Shared by the files of flow/ only.
#pragma once

#include "flow/flow.h"

// The calm screen greets from now on.
void flow_greet(struct flow *flow, const struct flow_world *world);
void flow_go(struct flow *flow, const struct flow_world *world, enum flow_place place);
// Where Retour leads from here.
enum flow_place flow_place_before(const struct flow *flow);
enum flow_command flow_leave(struct flow *flow, const struct flow_world *world);
// Typing into the name or the contact.
void flow_type(struct flow *flow, const struct flow_event *event);
// Notice that keeps the field from being left, or NOTICE_NONE.
enum flow_notice flow_check_field(const struct flow *flow);
