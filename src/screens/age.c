#include "screens/parts.h"

static void add_band(struct ui_tree *tree, enum age_band band, struct str label)
{
    add_tile(
        tree,
        (struct tile){.id = "age", .index = (int)band, .label = label, .action = act(FLOW_AGE_CHOSEN, band)});
}

void screen_age(const struct screen_view *view, struct ui_tree *tree)
{
    frame_open(view, tree, (struct frame){.title = T("Tu as quel âge ?")});
    open_grid(tree, "ages", tree->theme->portrait ? 1 : 3);
    add_band(tree, AGE_UNDER_16, T("Moins de 16 ans"));
    add_band(tree, AGE_16_17, T("16 ou 17 ans"));
    add_band(tree, AGE_18_25, T("18 à 25 ans"));
    add_band(tree, AGE_26_29, T("26 à 29 ans"));
    add_band(tree, AGE_30_UP, T("30 ans ou plus"));
    ui_close(tree);
    frame_close(
        view, tree,
        (struct foot){.label = T("Passer"), .quiet = true, .action = act(FLOW_AGE_CHOSEN, AGE_SKIPPED)});
}
