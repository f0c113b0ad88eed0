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

// Nothing is free: a person calls back. Never a dead end.
static void add_nothing_free(const struct screen_view *view, struct ui_tree *tree)
{
    ui_add(tree, (struct ui_spec){.id = "none-top", .role = UI_SPACER, .grow = 1});
    ui_add(tree,
           (struct ui_spec){
               .id = "none-picture", .role = UI_PICTURE, .flags = UI_DECOR, .picture = STR("🕙"), .h = 20});
    ui_add(tree,
           (struct ui_spec){
               .id = "none",
               .role = UI_STATUS,
               .scale = UI_LARGE,
               .align = UI_CENTER,
               .label = view->flow->undo == UNDO_CHANGE
                            ? T("Rien d’autre de libre en ce moment. Tu gardes le moment que tu as.")
                            : T("Rien de libre en ce moment. On peut te rappeler pour trouver un moment.")});
    ui_add(tree, (struct ui_spec){.id = "none-bottom", .role = UI_SPACER, .grow = 1});
}

static int rows_on_page(const struct ui_tree *tree)
{
    if (tree->theme->portrait) return 5;
    return tree->theme->compact ? 2 : 3;
}

// What leads past a list: no second choice, or a call when nothing is free.
static struct foot way_past(const struct screen_view *view, bool any, bool full)
{
    if (view->flow->undo == UNDO_CHANGE) // what they have stays: nothing is asked for
        return any ? (struct foot){0}
                   : (struct foot){.label = T("Je garde mon moment"), .action = act(FLOW_FINISH, 0)};
    if (view->flow->choosing == 1)
        return (struct foot){
            .label = T("Pas d’autre moment"), .quiet = any, .action = act(FLOW_NO_SECOND, 0)};
    if (!any || full)
        return (struct foot){
            .label = T("Qu’on me rappelle"), .quiet = any, .action = act(FLOW_WISHED, ITEM_CALLBACK)};
    return (struct foot){0};
}

struct list { // moments to choose from
    const struct flow_day *days;
    const int32_t *slots; // indices in the world's slots
    int count, columns;
    bool full; // none of them is free
    struct tile (*tile)(const struct screen_view *view, struct ui_tree *tree, const struct list *list,
                        int index);
};

static void show_moments(const struct screen_view *view, struct ui_tree *tree, const struct list *list,
                         struct foot *foot)
{
    int most = rows_on_page(tree) * list->columns;
    int all = list->count + (foot->label.n && is_paged(view, list->count, most));
    foot->page = page_of(view, all, list->columns, most);
    open_choices(view, tree, "list", foot->page, list->columns);
    for (int i = foot->page.from; i < foot->page.to && i < list->count; i++)
        add_tile(view, tree, list->tile(view, tree, list, i));
    if (foot->page.to > list->count) add_pass(view, tree, foot);
    ui_close(tree);
    if (all > list->count) foot->label = STR("");
}

static void show_list(const struct screen_view *view, struct ui_tree *tree, struct str title,
                      const struct list *list)
{
    struct foot foot = way_past(view, list->count > 0, list->full);
    struct frame frame = {.title = title, .note = age_text(view, tree), .words = !list->count};
    frame_open(view, tree, frame);
    if (list->count)
        show_moments(view, tree, list, &foot);
    else
        add_nothing_free(view, tree);
    frame_close(view, tree, foot);
}

static struct str free_text(const struct screen_view *view, struct ui_tree *tree, int count)
{
    return fill(tree, TN("{count} moment libre", "{count} moments libres", count), "count",
                number_text(tree, count));
}

static struct tile day_tile(const struct screen_view *view, struct ui_tree *tree, const struct list *list,
                            int index)
{
    const struct flow_day *day = &list->days[index];
    return (struct tile){.id = "day",
                         .index = index,
                         .figure = UI_FIGURE_DAY,
                         .number = civil_from_days(day->day).day,
                         .side = true,
                         .label = day_text(view, tree, day->day),
                         .hint = free_text(view, tree, day->free),
                         .action = act(FLOW_DAY_CHOSEN, (int32_t)day->day)};
}

void screen_day(const struct screen_view *view, struct ui_tree *tree)
{
    struct flow_day days[FLOW_DAYS];
    struct str title = view->flow->choosing ? T("Si c’est déjà pris, quel autre jour ?") : T("Quel jour ?");
    struct list list = {.days = days,
                        .count = (int)flow_list_days(view->flow, view->world, days),
                        .columns = tree->theme->portrait ? 2 : 3,
                        .tile = day_tile};
    show_list(view, tree, title, &list);
}

static struct tile time_tile(const struct screen_view *view, struct ui_tree *tree, const struct list *list,
                             int index)
{
    const struct slot *slot = &view->world->slots[list->slots[index]];
    struct civil local = zone_local(view->world->zone, slot->start_s);
    return (struct tile){.id = "time",
                         .index = list->slots[index],
                         .figure = UI_FIGURE_TIME,
                         .number = local.hour * 60 + local.minute,
                         .side = true,
                         .label = time_text(view, tree, slot->start_s),
                         .hint = str_from(slot->title),
                         .action = act(FLOW_SLOT_CHOSEN, list->slots[index])};
}

void screen_time(const struct screen_view *view, struct ui_tree *tree)
{
    int32_t slots[LISTED];
    struct str title =
        fill(tree, T("{date}, à quelle heure ?"), "date", day_text(view, tree, view->flow->day));
    struct list list = {.slots = slots,
                        .count =
                            (int)flow_list_slots(view->flow, view->world, view->flow->day, slots, LISTED),
                        .columns = tree->theme->portrait ? 2 : 3,
                        .tile = time_tile};
    show_list(view, tree, title, &list);
}

static struct str places_text(const struct screen_view *view, struct ui_tree *tree, const struct slot *slot)
{
    int left = slot->capacity - slot->taken;
    bool old = view->mirror_age_s < 0 || view->mirror_age_s > OLD_S; // an old count would be a lie
    if (left <= 0) return old ? T("liste d’attente") : T("complet · liste d’attente");
    if (old) return STR("");
    return fill(tree, TN("encore {count} place", "encore {count} places", left), "count",
                number_text(tree, left));
}

static struct str when_and(const struct screen_view *view, struct ui_tree *tree, const struct slot *slot,
                           struct str places)
{
    char memory[256];
    struct buf text = buf_init(memory, sizeof memory);
    buf_add(&text, when_text(view, tree, slot));
    if (places.n) buf_add(&text, STR(" · "));
    buf_add(&text, places);
    return arena_copy(&tree->text, buf_str(&text));
}

// What it is about; when, and how many places are left.
static struct str whole_hint(const struct screen_view *view, struct ui_tree *tree, const struct slot *slot)
{
    char memory[256 + LIMIT_ABOUT];
    struct buf text = buf_init(memory, sizeof memory);
    if (slot->about[0]) buf_add_format(&text, "%s\n", slot->about);
    buf_add(&text, when_and(view, tree, slot, places_text(view, tree, slot)));
    return arena_copy(&tree->text, buf_str(&text));
}

// Where there is little room; on a low screen there is less still: the day, or that there is a list.
static struct str short_hint(const struct screen_view *view, struct ui_tree *tree, const struct slot *slot)
{
    bool low = tree->theme->wish.low;
    struct str list = T("liste d’attente");
    if (slot_is_free(slot))
        return low ? when_text(view, tree, slot) : when_and(view, tree, slot, places_text(view, tree, slot));
    return low ? list : when_and(view, tree, slot, list);
}

static struct tile workshop_tile(const struct screen_view *view, struct ui_tree *tree,
                                 const struct list *list, int index)
{
    const struct slot *slot = &view->world->slots[list->slots[index]];
    return (struct tile){.id = "workshop",
                         .index = list->slots[index],
                         .picture = slot->picture[0] ? slot->picture : NULL,
                         .figure = slot->picture[0] ? UI_NO_FIGURE : UI_FIGURE_DAY,
                         .number = zone_local(view->world->zone, slot->start_s).day,
                         .side = true,
                         .label = slot->title[0] ? str_from(slot->title) : T("Atelier"),
                         .hint = view->fit.bare ? short_hint(view, tree, slot) : whole_hint(view, tree, slot),
                         .must_say = true,
                         .action = act(FLOW_SLOT_CHOSEN, list->slots[index])};
}

static bool none_is_free(const struct screen_view *view, const int32_t *slots, int count)
{
    for (int i = 0; i < count; i++)
        if (slot_is_free(&view->world->slots[slots[i]])) return false;
    return count > 0;
}

void screen_workshop(const struct screen_view *view, struct ui_tree *tree)
{
    int32_t slots[LISTED];
    struct str title =
        view->flow->choosing ? T("Si c’est complet, quel autre atelier ?") : T("Quel atelier ?");
    struct list list = {.slots = slots,
                        .count = (int)flow_list_slots(view->flow, view->world, INT64_MIN, slots, LISTED),
                        .columns = tree->theme->portrait ? 1 : 2,
                        .tile = workshop_tile};
    list.full = none_is_free(view, slots, list.count);
    show_list(view, tree, title, &list);
}
