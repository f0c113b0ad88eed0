// Choosing a slot: day, then time; or a workshop. Long lists are pages, never a scroll.
#include "screens/parts.h"

enum { LISTED = 256, OLD_S = 15 * 60, HOUR_S = 3600 };

static struct str age_text(const struct screen_view *view, struct ui_tree *tree)
{
    if (view->mirror_age_s < OLD_S) return STR("");
    int64_t hours = view->mirror_age_s < 2 * HOUR_S ? 1 : view->mirror_age_s / HOUR_S;
    struct str text = TN("Horaires d’il y a {hours} heure : à confirmer.",
                         "Horaires d’il y a {hours} heures : à confirmer.", hours);
    return fill(tree, text, "hours", number_text(tree, hours));
}

static void add_choosing_help(const struct screen_view *view, struct ui_tree *tree)
{
    struct str age = age_text(view, tree);
    if (age.n) ui_add(tree, (struct ui_spec){.id = "age", .role = UI_TEXT, .scale = UI_SMALL, .label = age});
}

// Nothing is free: a person calls back. Never a dead end.
static void add_nothing_free(const struct screen_view *view, struct ui_tree *tree)
{
    ui_add(tree, (struct ui_spec){.id = "none-top", .role = UI_SPACER, .grow = 1});
    ui_add(tree,
           (struct ui_spec){
               .id = "none-picture", .role = UI_PICTURE, .flags = UI_DECOR, .picture = STR("🕙"), .h = 20});
    ui_add(tree, (struct ui_spec){
                     .id = "none",
                     .role = UI_STATUS,
                     .scale = UI_LARGE,
                     .align = UI_CENTER,
                     .label = T("Rien de libre en ce moment. On peut te rappeler pour trouver un moment.")});
    ui_add(tree, (struct ui_spec){.id = "none-bottom", .role = UI_SPACER, .grow = 1});
}

static void close_choosing(const struct screen_view *view, struct ui_tree *tree, struct page page, bool any)
{
    struct foot foot = {.page = page};
    if (view->flow->choosing == 1)
        foot = (struct foot){
            .label = T("Pas d’autre moment"), .quiet = any, .action = act(FLOW_NO_SECOND, 0), .page = page};
    else if (!any)
        foot = (struct foot){.label = T("Qu’on me rappelle"), .action = act(FLOW_WISHED, ITEM_CALLBACK)};
    frame_close(view, tree, foot);
}

static size_t rows_on_page(const struct ui_tree *tree)
{
    if (tree->theme->portrait) return 5;
    return tree->theme->compact ? 2 : 3;
}

static struct str free_text(const struct screen_view *view, struct ui_tree *tree, int count)
{
    return fill(tree, TN("{count} moment libre", "{count} moments libres", count), "count",
                number_text(tree, count));
}

void screen_day(const struct screen_view *view, struct ui_tree *tree)
{
    struct flow_day days[FLOW_DAYS];
    size_t count = flow_list_days(view->flow, view->world, days);
    int columns = tree->theme->portrait ? 2 : 3;
    struct page page = page_of(view->flow, count, rows_on_page(tree) * (size_t)columns);
    frame_open(view, tree,
               (struct frame){.title = view->flow->choosing ? T("Si c’est déjà pris, quel autre jour ?")
                                                            : T("Quel jour ?")});
    add_choosing_help(view, tree);
    if (count == 0) add_nothing_free(view, tree);
    if (count) open_grid(tree, "days", columns);
    for (size_t i = page.from; i < page.to; i++)
        add_tile(tree, (struct tile){.id = "day",
                                     .index = (int)i,
                                     .label = day_text(view, tree, days[i].day),
                                     .hint = free_text(view, tree, days[i].free),
                                     .action = act(FLOW_DAY_CHOSEN, (int32_t)days[i].day)});
    if (count) ui_close(tree);
    close_choosing(view, tree, page, count > 0);
}

void screen_time(const struct screen_view *view, struct ui_tree *tree)
{
    int32_t list[LISTED];
    size_t count = flow_list_slots(view->flow, view->world, view->flow->day, list, LISTED);
    int columns = tree->theme->portrait ? 2 : 4;
    struct page page = page_of(view->flow, count, rows_on_page(tree) * (size_t)columns);
    frame_open(view, tree,
               (struct frame){.title = fill(tree, T("{date}, à quelle heure ?"), "date",
                                            day_text(view, tree, view->flow->day))});
    add_choosing_help(view, tree);
    if (count == 0) add_nothing_free(view, tree);
    if (count) open_grid(tree, "times", columns);
    for (size_t i = page.from; i < page.to; i++) {
        const struct slot *slot = &view->world->slots[list[i]];
        add_tile(tree, (struct tile){.id = "time",
                                     .index = list[i],
                                     .label = time_text(view, tree, slot->start_s),
                                     .hint = str_from(slot->title),
                                     .action = act(FLOW_SLOT_CHOSEN, list[i])});
    }
    if (count) ui_close(tree);
    close_choosing(view, tree, page, count > 0);
}

static struct str places_text(const struct screen_view *view, struct ui_tree *tree, const struct slot *slot)
{
    int left = slot->capacity - slot->taken;
    if (view->mirror_age_s < 0 || view->mirror_age_s > OLD_S) return STR(""); // an old count would be a lie
    return fill(tree, TN("encore {count} place", "encore {count} places", left), "count",
                number_text(tree, left));
}

static struct str workshop_hint(const struct screen_view *view, struct ui_tree *tree, const struct slot *slot)
{
    char memory[256];
    struct buf text = buf_init(memory, sizeof memory);
    struct str places = places_text(view, tree, slot);
    buf_add(&text, when_text(view, tree, slot));
    if (places.n) buf_add(&text, STR(" · "));
    buf_add(&text, places);
    return arena_copy(&tree->text, buf_str(&text));
}

void screen_workshop(const struct screen_view *view, struct ui_tree *tree)
{
    int32_t list[LISTED];
    size_t count = flow_list_slots(view->flow, view->world, INT64_MIN, list, LISTED);
    int columns = tree->theme->portrait ? 1 : 2;
    struct page page = page_of(view->flow, count, rows_on_page(tree) * (size_t)columns);
    frame_open(view, tree,
               (struct frame){.title = view->flow->choosing ? T("Si c’est complet, quel autre atelier ?")
                                                            : T("Quel atelier ?")});
    add_choosing_help(view, tree);
    if (count == 0) add_nothing_free(view, tree);
    if (count) open_grid(tree, "workshops", columns);
    for (size_t i = page.from; i < page.to; i++) {
        const struct slot *slot = &view->world->slots[list[i]];
        add_tile(tree, (struct tile){.id = "workshop",
                                     .index = list[i],
                                     .label = slot->title[0] ? str_from(slot->title) : T("Atelier"),
                                     .hint = workshop_hint(view, tree, slot),
                                     .action = act(FLOW_SLOT_CHOSEN, list[i])});
    }
    if (count) ui_close(tree);
    close_choosing(view, tree, page, count > 0);
}
