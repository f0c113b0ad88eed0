// Shared by the files of flow/ only.
#pragma once

#include "flow/flow.h"

// The calm screen greets from now on.
void flow_greet(struct flow *flow, const struct flow_world *world);
void flow_go(struct flow *flow, const struct flow_world *world, enum flow_place place);
// Where Retour leads from here.
enum flow_place flow_place_before(const struct flow *flow);
enum flow_command flow_leave(struct flow *flow, const struct flow_world *world);
// The panels that stand in the place of the question. While there is one, it alone is touched.
bool flow_panel_takes(const struct flow *flow, enum flow_action action);
void flow_close_panel(struct flow *flow);
void flow_ask_language(struct flow *flow, const struct flow_world *world);
void flow_choose_language(struct flow *flow, const struct flow_world *world, int32_t index);
void flow_ask_display(struct flow *flow, const struct flow_world *world);
void flow_set_display(struct flow *flow, enum flow_action action, int32_t arg);
void flow_turn_page(struct flow *flow, int32_t to); // of the panel, else of the question
// Typing into the name or the contact.
void flow_type(struct flow *flow, const struct flow_event *event);
// Notice that keeps the field from being left, or NOTICE_NONE.
enum flow_notice flow_check_field(const struct flow *flow);
// Coming back: entering the code, what was found, telling staff.
void flow_begin_code(struct flow *flow, const struct flow_world *world);
enum flow_command flow_add_picture(struct flow *flow, int32_t picture);
enum flow_command flow_add_digit(struct flow *flow, int32_t digit);
void flow_erase_code(struct flow *flow);
void flow_take_found(struct flow *flow, const struct flow_world *world, const struct flow_facts *facts);
void flow_choose_hour(struct flow *flow, const struct flow_world *world, int32_t index);
enum flow_command flow_tell(struct flow *flow);
enum flow_command flow_begin_undo(struct flow *flow, const struct flow_world *world, enum flow_undo undo);
bool flow_is_change(const struct flow *flow, const struct slot *slot);
void flow_undone(struct flow *flow, const struct flow_world *world, enum flow_result result);
void flow_told(struct flow *flow, const struct flow_world *world, bool done);
