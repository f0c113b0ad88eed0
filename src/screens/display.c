// How a visitor wants to see it: size of the words, colours, calm, low. What is chosen shows at once, on this
// very screen; the question waits behind it as it was.
#include "screens/parts.h"

enum { SWITCHES = 2, GROUPS = 3 };

static struct str size_name(const struct screen_view *view, int size)
{
    const struct str names[FLOW_SIZES] = {T("Petit"), T("Moyen"), T("Grand"), T("Géant")};
    return names[size];
}

static struct str colours_name(const struct screen_view *view, int colours)
{
    const struct str names[FLOW_THEMES] = {T("Doux"), T("Noir sur blanc"), T("Sombre")};
    return names[colours];
}

// Each size and each theme is shown as it will look.
static void add_sample(struct ui_tree *tree, struct ui_spec spec, bool chosen)
{
    spec.role = UI_CHOICE;
    spec.look = UI_TILE;
    spec.align = UI_CENTER;
    spec.flags = chosen ? UI_CHOSEN : 0;
    spec.min_h = tree->theme->target;
    ui_add(tree, spec);
}

static void add_size(const struct screen_view *view, struct ui_tree *tree, int size)
{
    static const float caps[FLOW_SIZES] = {4.8F, 5.9F, 7.2F, 8.6F};
    add_sample(tree,
               (struct ui_spec){.id = "size",
                                .index = size,
                                .label = size_name(view, size),
                                .value = STR("A"),
                                .cap = caps[size],
                                .action = act(FLOW_SIZE, size)},
               view->flow->display.size == size);
}

static void add_colours(const struct screen_view *view, struct ui_tree *tree, int colours)
{
    add_sample(tree,
               (struct ui_spec){.id = "colours",
                                .index = colours,
                                .label = colours_name(view, colours),
                                .colours = (uint8_t)(colours + 1),
                                .action = act(FLOW_COLOURS, colours)},
               view->flow->display.colours == colours);
}

static void add_switch(const struct screen_view *view, struct ui_tree *tree, int which)
{
    const struct flow_display *display = &view->flow->display;
    struct tile calm = {.id = "calm",
                        .picture = "🍃",
                        .label = T("Calme"),
                        .choice = true,
                        .chosen = display->calm,
                        .action = act(FLOW_CALM, 0)};
    struct tile low = {.id = "low",
                       .picture = "👇",
                       .label = T("Écran bas"),
                       .choice = true,
                       .chosen = display->low,
                       .action = act(FLOW_LOW, 0)};
    add_tile(view, tree, which ? low : calm);
}

// The groups: sizes, colours, switches. All at once where there is room, else one or two a page.
static const struct {
    const char *id;
    int count;
} groups[GROUPS] = {{"sizes", FLOW_SIZES}, {"colours-row", FLOW_THEMES}, {"switches", SWITCHES}};

static void add_group(const struct screen_view *view, struct ui_tree *tree, int group)
{
    for (int i = 0; i < groups[group].count; i++) {
        if (group == 0) add_size(view, tree, i);
        if (group == 1) add_colours(view, tree, i);
        if (group == 2) add_switch(view, tree, i);
    }
}

static void add_row(const struct screen_view *view, struct ui_tree *tree, int from, int to)
{
    int count = 0;
    for (int i = from; i < to; i++)
        count += groups[i].count;
    int columns = tree->theme->portrait && count > 3 ? (count + 1) / 2 : count;
    ui_open(tree, (struct ui_spec){.id = groups[from].id,
                                   .role = UI_GROUP,
                                   .flow = UI_GRID,
                                   .columns = columns,
                                   .gap = tree->theme->gap,
                                   .grow = columns < count ? 2 : 1});
    for (int i = from; i < to; i++)
        add_group(view, tree, i);
    ui_close(tree);
}

void screen_display(const struct screen_view *view, struct ui_tree *tree)
{
    struct page page = page_of(view, GROUPS, 0, GROUPS);
    bool two_rows = !tree->theme->portrait && page.to - page.from == GROUPS;
    frame_open(view, tree, (struct frame){.title = T("Comment tu veux voir l’écran ?")});
    for (int i = page.from; i < page.to && !(two_rows && i == GROUPS - 1); i++)
        add_row(view, tree, i, two_rows && i == 1 ? GROUPS : i + 1);
    frame_close(view, tree,
                (struct foot){.label = T("C’est bon"),
                              .icon = UI_ICON_CHECK,
                              .action = act(FLOW_DISPLAY, 0),
                              .no_back = true,
                              .page = page});
}
