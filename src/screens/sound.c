// The sheet of sound: what one hears, again, louder or slower. In few rows, so that a low screen has it low.
#include "screens/parts.h"

static void add_knob(const struct screen_view *view, struct ui_tree *tree, enum sound_action action)
{
    const struct {
        enum sound_action action;
        const char *picture;
        struct str label;
    } knobs[] = {{SOUND_REPEAT, "🔁", T("Répéter")},    {SOUND_STOP, "🔇", T("Arrêter la voix")},
                 {SOUND_SOFTER, "🔉", T("Moins fort")}, {SOUND_LOUDER, "🔊", T("Plus fort")},
                 {SOUND_SLOWER, "🐢", T("Moins vite")}, {SOUND_FASTER, "🐇", T("Plus vite")}};
    size_t i = 0;
    while (knobs[i].action != action)
        i++;
    add_tile(view, tree,
             (struct tile){.id = "sound",
                           .index = (int)action,
                           .picture = knobs[i].picture,
                           .label = knobs[i].label,
                           .side = true,
                           .alone = view->fit.tight,
                           .action = act((enum flow_action)action, 0)});
}

static void add_close(const struct screen_view *view, struct ui_tree *tree)
{
    ui_add(tree, (struct ui_spec){.id = "back",
                                  .index = 1, // Escape closes the sheet
                                  .role = UI_BUTTON,
                                  .look = UI_PRIMARY,
                                  .icon = UI_ICON_CLOSE,
                                  .flags = view->fit.tight ? UI_ALONE : 0,
                                  .label = T("Fermer"),
                                  .align = UI_CENTER,
                                  .min_h = tree->theme->target,
                                  .action = act((enum flow_action)SOUND_CLOSE, 0)});
}

static const enum sound_action order[] = {SOUND_REPEAT, SOUND_STOP,   SOUND_SOFTER, SOUND_LOUDER,
                                          SOUND_SLOWER, SOUND_FASTER, SOUND_CLOSE};
enum { KNOBS = sizeof order / sizeof *order };

static void add_row(const struct screen_view *view, struct ui_tree *tree, int from, int to)
{
    ui_open(tree, (struct ui_spec){.id = "sounds",
                                   .index = from,
                                   .role = UI_GROUP,
                                   .flow = UI_GRID,
                                   .columns = to - from,
                                   .gap = tree->theme->gap});
    for (int i = from; i < to; i++)
        if (order[i] == SOUND_CLOSE)
            add_close(view, tree);
        else
            add_knob(view, tree, order[i]);
    ui_close(tree);
}

void screen_sound_sheet(const struct screen_view *view, struct ui_tree *tree)
{
    const struct theme *theme = tree->theme;
    int columns = theme->portrait ? 2 : 4;
    ui_open(tree, (struct ui_spec){.id = "sound-sheet",
                                   .role = UI_GROUP,
                                   .look = UI_SHEET,
                                   .pad = theme->gap * 1.5f,
                                   .max_w = 240,
                                   .gap = theme->gap});
    ui_add(tree, (struct ui_spec){.id = "sound-title",
                                  .role = UI_HEADING,
                                  .scale = UI_LARGE,
                                  .align = UI_CENTER,
                                  .label = T("Son")});
    for (int i = 0; i < KNOBS; i += columns)
        add_row(view, tree, i, i + columns < KNOBS ? i + columns : KNOBS);
    ui_close(tree);
}
