// The sheet of sound: what one hears, again, louder or slower.
#include "screens/parts.h"

static void add_knob(struct ui_tree *tree, enum sound_action action, const char *picture, struct str label)
{
    add_tile(tree, (struct tile){.id = "sound",
                                 .index = (int)action,
                                 .picture = picture,
                                 .label = label,
                                 .side = true,
                                 .action = act((enum flow_action)action, 0)});
}

void screen_sound_sheet(const struct screen_view *view, struct ui_tree *tree)
{
    const struct theme *theme = tree->theme;
    ui_open(tree, (struct ui_spec){.id = "sound-sheet",
                                   .role = UI_GROUP,
                                   .look = UI_SHEET,
                                   .pad = theme->gap * 1.5f,
                                   .gap = theme->gap});
    ui_add(tree, (struct ui_spec){.id = "sound-title",
                                  .role = UI_HEADING,
                                  .scale = UI_LARGE,
                                  .align = UI_CENTER,
                                  .label = T("Son")});
    open_grid(tree, "sounds", 2);
    add_knob(tree, SOUND_REPEAT, "🔁", T("Répéter"));
    add_knob(tree, SOUND_STOP, "🔇", T("Arrêter la voix"));
    add_knob(tree, SOUND_SOFTER, "🔉", T("Moins fort"));
    add_knob(tree, SOUND_LOUDER, "🔊", T("Plus fort"));
    add_knob(tree, SOUND_SLOWER, "🐢", T("Moins vite"));
    add_knob(tree, SOUND_FASTER, "🐇", T("Plus vite"));
    ui_close(tree);
    ui_add(tree, (struct ui_spec){.id = "back",
                                  .index = 1, // Escape closes the sheet
                                  .role = UI_BUTTON,
                                  .look = UI_PRIMARY,
                                  .icon = UI_ICON_CLOSE,
                                  .label = T("Fermer"),
                                  .align = UI_CENTER,
                                  .h = theme->target,
                                  .action = act((enum flow_action)SOUND_CLOSE, 0)});
    ui_close(tree);
}
