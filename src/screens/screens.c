#include "screens/screens.h"

#include "screens/parts.h"

typedef void screen_function(const struct screen_view *view, struct ui_tree *tree);

static screen_function *const screens[FLOW_PLACES] = {
    [FLOW_ATTRACT] = screen_attract,   [FLOW_WELCOME] = screen_welcome, [FLOW_NEEDS] = screen_needs,
    [FLOW_WISH] = screen_wish,         [FLOW_DAY] = screen_day,         [FLOW_TIME] = screen_time,
    [FLOW_WORKSHOP] = screen_workshop, [FLOW_NAME] = screen_name,       [FLOW_CONTACT] = screen_contact,
    [FLOW_REACH] = screen_reach,       [FLOW_SAFE] = screen_safe,       [FLOW_AGE] = screen_age,
    [FLOW_CHECK] = screen_check,       [FLOW_SAVING] = screen_saving,   [FLOW_DONE] = screen_done,
    [FLOW_MINOR] = screen_minor,       [FLOW_MEET] = screen_meet,       [FLOW_HUMAN] = screen_human,
    [FLOW_SORRY] = screen_sorry,
};

void screen_build(const struct screen_view *view, struct ui_tree *tree)
{
    tree->mirrored = view->messages && view->messages->right_to_left;
    ui_open(tree, (struct ui_spec){.id = "screen", .role = UI_GROUP, .grow = 1});
    if (view->flow->languages)
        screen_language(view, tree);
    else
        screens[view->flow->place](view, tree);
    if (view->flow->warning)
        screen_warning(view, tree);
    else if (view->sound.sheet)
        screen_sound_sheet(view, tree);
    ui_close(tree);
}
