#include "screens/parts.h"

static struct tile band(enum age_band band, struct str label)
{
    return (struct tile){
        .id = "age", .index = (int)band, .label = label, .action = act(FLOW_AGE_CHOSEN, band)};
}

void screen_age(const struct screen_view *view, struct ui_tree *tree)
{
    const struct tile bands[] = {band(AGE_UNDER_16, T("Moins de 16 ans")), band(AGE_16_17, T("16 ou 17 ans")),
                                 band(AGE_18_25, T("18 à 25 ans")), band(AGE_26_29, T("26 à 29 ans")),
                                 band(AGE_30_UP, T("30 ans ou plus"))};
    struct foot foot = {.label = T("Passer"), .quiet = true, .action = act(FLOW_AGE_CHOSEN, AGE_SKIPPED)};
    frame_open(view, tree, (struct frame){.title = T("Tu as quel âge ?")});
    add_tiles_or_pass(view, tree, "ages", bands, 5, tree->theme->portrait ? 1 : 3, &foot);
    frame_close(view, tree, foot);
}
