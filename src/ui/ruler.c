// Read by technicians only, so in English.
#include "ui/ruler.h"

enum { RULER_CM = 5, COLUMNS = 10 };

static void add_space(struct ui_tree *tree, const char *id)
{
    ui_add(tree, (struct ui_spec){.id = id, .role = UI_SPACER, .grow = 1});
}

static struct str size_text(const struct ui_ruler *ruler, struct ui_tree *tree)
{
    char memory[160];
    struct buf text = buf_init(memory, sizeof memory);
    buf_add_format(&text, "%d x %d px, ", tree->w, tree->h);
    if (ruler->w_mm > 0 && ruler->h_mm > 0)
        buf_add_format(&text, "%d x %d mm configured, ", ruler->w_mm, ruler->h_mm);
    else
        buf_add(&text, STR("no size configured, 96 dpi taken, "));
    buf_add_format(&text, "%.2f px/mm. The bar is 50 mm long.", (double)tree->theme->px_per_mm);
    return arena_copy(&tree->text, buf_str(&text));
}

static void add_ruler(struct ui_tree *tree)
{
    ui_open(tree, (struct ui_spec){.id = "ruler", .role = UI_GROUP, .flow = UI_ROW, .h = 12});
    for (int i = 0; i < RULER_CM; i++)
        ui_add(tree, (struct ui_spec){.id = "centimetre",
                                      .index = i,
                                      .role = UI_TEXT,
                                      .look = i % 2 ? UI_BANNER : UI_PRIMARY,
                                      .flags = UI_DECOR,
                                      .w = 10,
                                      .h = 12});
    add_space(tree, "ruler-space");
    ui_close(tree);
}

static void add_cell(const struct ui_ruler *ruler, struct ui_tree *tree, int index)
{
    static const char labels[] = "000102030405060708091011121314151617181920212223242526272829"
                                 "303132333435363738394041424344454647484950515253545556575859";
    ui_add(tree, (struct ui_spec){.id = "cell",
                                  .index = index,
                                  .role = UI_KEY,
                                  .label = {labels + 2 * index, 2},
                                  .flags = ruler->touched[index] ? UI_CHOSEN : 0,
                                  .action = {RULER_TOUCH, index},
                                  .grow = 1});
}

void ui_ruler_build(const struct ui_ruler *ruler, struct ui_tree *tree)
{
    const struct theme *theme = tree->theme;
    ui_open(tree, (struct ui_spec){
                      .id = "page", .role = UI_GROUP, .pad = theme->margin, .gap = theme->gap, .grow = 1});
    ui_add(tree, (struct ui_spec){
                     .id = "sizes", .role = UI_TEXT, .scale = UI_SMALL, .label = size_text(ruler, tree)});
    add_ruler(tree);
    ui_open(tree, (struct ui_spec){.id = "grid",
                                   .role = UI_GROUP,
                                   .flow = UI_GRID,
                                   .columns = theme->portrait ? RULER_CELLS / COLUMNS : COLUMNS,
                                   .gap = 1,
                                   .grow = 1});
    for (int i = 0; i < RULER_CELLS; i++)
        add_cell(ruler, tree, i);
    ui_close(tree);
    ui_close(tree);
}
