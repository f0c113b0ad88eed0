#include "screens/parts.h"

struct ui_action act(enum flow_action action, int64_t arg)
{
    return (struct ui_action){(uint16_t)action, (int32_t)arg};
}

void add_text(struct ui_tree *tree, const char *id, enum ui_scale scale, struct str text)
{
    ui_add(tree, (struct ui_spec){.id = id, .role = UI_TEXT, .scale = scale, .label = text});
}

void add_line(struct ui_tree *tree, const char *id, int index, const char *picture, enum ui_scale scale,
              struct str text)
{
    add_line_of(tree, id, index, picture, scale, text, 0);
}

void add_line_of(struct ui_tree *tree, const char *id, int index, const char *picture, enum ui_scale scale,
                 struct str text, unsigned flags)
{
    const struct theme *theme = tree->theme;
    float size = theme->text[scale] * 2.0f;
    ui_open(tree, (struct ui_spec){.id = id,
                                   .index = index,
                                   .role = UI_GROUP,
                                   .flow = UI_ROW,
                                   .gap = theme->gap,
                                   .cross = UI_CENTER});
    ui_add(tree, (struct ui_spec){.id = id,
                                  .index = 1000 + index,
                                  .role = UI_PICTURE,
                                  .flags = UI_DECOR,
                                  .picture = str_from(picture),
                                  .w = size,
                                  .h = size});
    ui_add(tree, (struct ui_spec){.id = id,
                                  .index = 2000 + index,
                                  .role = UI_TEXT,
                                  .scale = scale,
                                  .flags = flags,
                                  .label = text,
                                  .grow = 1});
    ui_close(tree);
}

void add_tile(const struct screen_view *view, struct ui_tree *tree, struct tile tile)
{
    if (view->fit.beside) tile.side = true;
    if (view->fit.bare && !tile.must_say) tile.hint = STR("");
    ui_add(tree, (struct ui_spec){.id = tile.id,
                                  .index = tile.index,
                                  .role = tile.choice ? UI_CHOICE : UI_BUTTON,
                                  .look = UI_TILE,
                                  .flags = (tile.chosen ? UI_CHOSEN : 0u) | (tile.side ? UI_SIDE : 0u) |
                                           (tile.alone ? UI_ALONE : 0u),
                                  .picture = str_from(tile.picture ? tile.picture : ""),
                                  .figure = tile.figure,
                                  .number = tile.number,
                                  .label = tile.label,
                                  .hint = tile.hint,
                                  .action = tile.action,
                                  .align = tile.side ? UI_START : UI_CENTER,
                                  .min_h = tree->theme->target});
}

void open_choices(const struct screen_view *view, struct ui_tree *tree, const char *id, struct page page,
                  int columns)
{
    int shown = page.to - page.from;
    columns -= view->fit.fewer;
    columns = columns > shown ? shown : columns;
    ui_open(tree, (struct ui_spec){.id = id,
                                   .role = UI_GROUP,
                                   .flow = UI_GRID,
                                   .columns = columns > 1 ? columns : 1,
                                   .gap = tree->theme->gap,
                                   .grow = 1});
}

void open_keys(const struct screen_view *view, struct ui_tree *tree, int columns)
{
    columns -= view->fit.fewer;
    ui_open(tree, (struct ui_spec){.id = "keys",
                                   .role = UI_GROUP,
                                   .flags = UI_LTR,
                                   .flow = UI_GRID,
                                   .columns = columns > 1 ? columns : 1,
                                   .gap = tree->theme->key_gap,
                                   .grow = 1});
}

void add_key(struct ui_tree *tree, const char *id, int index, char letter, struct ui_action action)
{
    ui_add(tree, (struct ui_spec){.id = id,
                                  .index = index,
                                  .role = UI_KEY,
                                  .flags = UI_PRIVATE,
                                  .label = {&letter, 1},
                                  .min_h = tree->theme->target,
                                  .action = action});
}

struct str number_text(struct ui_tree *tree, int64_t number)
{
    char memory[24];
    struct buf text = buf_init(memory, sizeof memory);
    buf_add_format(&text, "%lld", (long long)number);
    return arena_copy(&tree->text, buf_str(&text));
}

struct str fill(struct ui_tree *tree, struct str sentence, const char *name, struct str value)
{
    char memory[512];
    struct buf text = buf_init(memory, sizeof memory);
    messages_format(&text, sentence, &(struct message_arg){name, value}, 1);
    return arena_copy(&tree->text, buf_str(&text));
}

struct str day_text(const struct screen_view *view, struct ui_tree *tree, int64_t day)
{
    char memory[96];
    struct buf text = buf_init(memory, sizeof memory);
    struct civil date = civil_from_days(day);
    messages_date(&text, view->messages, civil_weekday(day), date.day, date.month);
    return arena_copy(&tree->text, buf_str(&text));
}

struct str time_text(const struct screen_view *view, struct ui_tree *tree, int64_t utc_s)
{
    char memory[32];
    struct buf text = buf_init(memory, sizeof memory);
    struct civil local = zone_local(view->world->zone, utc_s);
    messages_time(&text, view->messages, local.hour, local.minute);
    return arena_copy(&tree->text, buf_str(&text));
}

struct str when_text(const struct screen_view *view, struct ui_tree *tree, const struct slot *slot)
{
    char memory[160];
    struct buf text = buf_init(memory, sizeof memory);
    struct str date = day_text(view, tree, zone_local_day(view->world->zone, slot->start_s));
    messages_format(&text, T("{date} à {time}"),
                    (struct message_arg[]){{"date", date}, {"time", time_text(view, tree, slot->start_s)}},
                    2);
    return arena_copy(&tree->text, buf_str(&text));
}

struct page add_tiles(const struct screen_view *view, struct ui_tree *tree, const char *id,
                      const struct tile *tiles, int count, int columns)
{
    struct page page = page_of(view, count, columns, count);
    open_choices(view, tree, id, page, columns);
    for (int i = page.from; i < page.to; i++)
        add_tile(view, tree, tiles[i]);
    ui_close(tree);
    return page;
}

void add_pass(const struct screen_view *view, struct ui_tree *tree, const struct foot *foot)
{
    add_tile(view, tree,
             (struct tile){.id = "pass", .label = foot->label, .action = foot->action, .picture = "⏭️"});
}

void add_tiles_or_pass(const struct screen_view *view, struct ui_tree *tree, const char *id,
                       const struct tile *tiles, int count, int columns, struct foot *foot)
{
    int all = count + is_paged(view, count, count);
    foot->page = page_of(view, all, columns, all);
    open_choices(view, tree, id, foot->page, columns);
    for (int i = foot->page.from; i < foot->page.to && i < count; i++)
        add_tile(view, tree, tiles[i]);
    if (foot->page.to > count) add_pass(view, tree, foot);
    ui_close(tree);
    if (all > count) foot->label = STR("");
}

static int items_a_page(const struct screen_view *view, int count, int most)
{
    int per_page = count < most ? count : most;
    if (view->fit.per_page && view->fit.per_page < per_page) per_page = view->fit.per_page;
    return per_page > 0 ? per_page : 1;
}

bool is_paged(const struct screen_view *view, int count, int most)
{
    return items_a_page(view, count, most) < count;
}

struct page page_of(const struct screen_view *view, int count, int columns, int most)
{
    int per_page = items_a_page(view, count, most);
    int pages = count ? (count + per_page - 1) / per_page : 1;
    int at = view->page < pages ? view->page : pages - 1, to = (at + 1) * per_page;
    *view->list = (struct screen_list){count, most, per_page, pages, columns};
    return (struct page){.from = at * per_page,
                         .to = to < count ? to : count,
                         .at = at,
                         .before = at > 0,
                         .after = at + 1 < pages};
}

void add_moment_pictures(const struct screen_view *view, struct ui_tree *tree, const char *id, int index,
                         int64_t utc_s, float mm)
{
    struct civil local = zone_local(view->world->zone, utc_s);
    ui_add(tree, (struct ui_spec){.id = id,
                                  .index = 3000 + index,
                                  .role = UI_PICTURE,
                                  .flags = UI_DECOR,
                                  .figure = UI_FIGURE_DAY,
                                  .number = local.day,
                                  .w = mm,
                                  .h = mm});
    ui_add(tree, (struct ui_spec){.id = id,
                                  .index = 4000 + index,
                                  .role = UI_PICTURE,
                                  .flags = UI_DECOR,
                                  .figure = UI_FIGURE_TIME,
                                  .number = local.hour * 60 + local.minute,
                                  .w = mm,
                                  .h = mm});
}

struct str in_pairs(struct ui_tree *tree, struct str digits)
{
    char memory[2 * LIMIT_CONTACT];
    struct buf text = buf_init(memory, sizeof memory);
    bool national = digits.n && digits.p[0] == '0';
    for (size_t i = 0; i < digits.n; i++) {
        if (national && i && i % 2 == 0) buf_add_char(&text, ' ');
        buf_add_char(&text, digits.p[i]);
    }
    return arena_copy(&tree->text, buf_str(&text));
}
