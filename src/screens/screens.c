#include "screens/screens.h"

#include "screens/parts.h"
#include "ui/memo.h"

typedef void screen_function(const struct screen_view *view, struct ui_tree *tree);

static screen_function *const screens[FLOW_PLACES] = {
    [FLOW_ATTRACT] = screen_attract,   [FLOW_WELCOME] = screen_welcome, [FLOW_NEEDS] = screen_needs,
    [FLOW_WISH] = screen_wishes,       [FLOW_DAY] = screen_day,         [FLOW_TIME] = screen_time,
    [FLOW_WORKSHOP] = screen_workshop, [FLOW_NAME] = screen_name,       [FLOW_CONTACT] = screen_contact,
    [FLOW_REACH] = screen_reach,       [FLOW_SAFE] = screen_safe,       [FLOW_AGE] = screen_age,
    [FLOW_CHECK] = screen_check,       [FLOW_SAVING] = screen_saving,   [FLOW_DONE] = screen_done,
    [FLOW_MINOR] = screen_minor,       [FLOW_MEET] = screen_meet,       [FLOW_HUMAN] = screen_human,
    [FLOW_SORRY] = screen_sorry,       [FLOW_CODE] = screen_code,       [FLOW_HOUR] = screen_hour,
    [FLOW_UNDO] = screen_undo,         [FLOW_SURE] = screen_sure,       [FLOW_SETTLED] = screen_settled,
    [FLOW_FOUND] = screen_found,       [FLOW_ARRIVED] = screen_arrived, [FLOW_MISSING] = screen_missing,
};

enum { WAYS = 8, CALM_ITEMS = 4, PAGES_TRIED = 32 };

struct theme_wish screen_wish(const struct flow *flow, const struct flow_world *world)
{
    const struct flow_display *display = &flow->display;
    struct theme_wish wish = {.size = display->size,
                              .colours = (enum theme_colours)display->colours,
                              .calm = display->calm,
                              .low = display->low};
    if (flow->place != FLOW_ATTRACT) return wish;
    return (struct theme_wish){.colours = flow_is_night(world) ? THEME_DARK : THEME_WARM};
}

static void build(const struct screen_view *view, struct ui_tree *tree, const struct screen_paper *paper)
{
    const struct flow *flow = view->flow;
    *view->list = (struct screen_list){.pages = 1};
    ui_begin(tree, paper->theme, paper->w, paper->h, paper->memory, paper->cap);
    tree->mirrored = view->messages && view->messages->right_to_left;
    ui_open(tree, (struct ui_spec){.id = "screen", .role = UI_GROUP, .grow = 1});
    if (view->training) ui_open(tree, (struct ui_spec){.id = "above-band", .role = UI_GROUP, .grow = 1});
    if (view->staff && staff_is_shown(view->staff))
        screen_staff(view, tree);
    else if (flow->panel == PANEL_LANGUAGES)
        screen_language(view, tree);
    else if (flow->panel == PANEL_DISPLAY)
        screen_display(view, tree);
    else
        screens[flow->place](view, tree);
    if (view->training) {
        ui_close(tree);
        screen_training_band(view, tree);
    }
    if (flow->warning)
        screen_warning(view, tree);
    else if (view->sound.sheet)
        screen_sound_sheet(view, tree);
    ui_close(tree);
    ui_layout(tree, paper->text);
}

// Every page, so that turning pages never changes how many there are.
static bool all_pages_fit(struct screen_view *view, struct ui_tree *tree, const struct screen_paper *paper,
                          float least_mm)
{
    for (view->page = 0; view->page < PAGES_TRIED; view->page++) {
        build(view, tree, paper);
        if (!ui_fits(tree, least_mm)) return false;
        if (view->page + 1 >= view->list->pages) break;
    }
    return true;
}

static bool some_way_fits(struct screen_view *view, struct ui_tree *tree, const struct screen_paper *paper,
                          float least_mm)
{
    const struct theme_wish *wish = &paper->theme->wish;
    bool never_above = wish->size > 1 || wish->low; // large words leave no room above them
    int columns = 1;
    for (view->fit.fewer = 0; view->fit.fewer < columns; view->fit.fewer++)
        for (int way = 0; way < WAYS; way++) {
            if (never_above && !(way & 2)) continue;
            view->fit.tight = way & 1;
            view->fit.beside = way & 2;
            view->fit.bare = way & 4;
            if (all_pages_fit(view, tree, paper, least_mm)) return true;
            columns = view->list->columns;
        }
    return false;
}

// The next smaller number of items that divides them into more pages.
static int fewer_items(const struct screen_list *list)
{
    int all = list->items < list->most ? list->items : list->most;
    for (int pages = 2; pages <= all; pages++)
        if ((all + pages - 1) / pages < list->per_page) return (all + pages - 1) / pages;
    return 0;
}

static bool some_pages_fit(struct screen_view *view, struct ui_tree *tree, const struct screen_paper *paper,
                           float least_mm)
{
    view->fit = (struct screen_fit){.per_page = paper->theme->wish.calm ? CALM_ITEMS : 0};
    do {
        if (some_way_fits(view, tree, paper, least_mm)) return true;
        view->fit.per_page = fewer_items(view->list);
    } while (view->fit.per_page);
    view->fit.per_page = 1;
    return false;
}

static struct screen_habit habit_of(const struct screen_view *view, const struct screen_paper *paper)
{
    const struct flow *flow = view->flow;
    return (struct screen_habit){.known = true,
                                 .place = flow->place,
                                 .panel = flow->panel,
                                 .warning = flow->warning,
                                 .sound = view->sound,
                                 .display = flow->display,
                                 .language = flow->language,
                                 .choosing =
                                     flow->place == FLOW_CODE ? flow->code.count >= 3 : flow->choosing,
                                 .notice = flow->notice,
                                 .staff = view->staff ? view->staff->place : STAFF_AWAY,
                                 .staff_notice = view->staff ? view->staff->notice : STAFF_SAYS_NOTHING,
                                 .training = view->training,
                                 .w = paper->w,
                                 .h = paper->h};
}

static bool is_same_habit(const struct screen_habit *a, const struct screen_habit *b)
{
    return a->known && a->place == b->place && a->panel == b->panel && a->warning == b->warning &&
           a->sound.available == b->sound.available && a->sound.sheet == b->sound.sheet &&
           a->sound.listening == b->sound.listening && a->display.size == b->display.size &&
           a->display.low == b->display.low && a->display.calm == b->display.calm &&
           a->language == b->language && a->choosing == b->choosing && a->notice == b->notice &&
           a->staff == b->staff && a->staff_notice == b->staff_notice && a->training == b->training &&
           a->w == b->w && a->h == b->h;
}

// Only the page that is seen: the others were looked at when the way was found.
static bool habit_fits(struct screen_view *view, struct ui_tree *tree, const struct screen_paper *paper,
                       int page)
{
    struct screen_habit now = habit_of(view, paper);
    if (!paper->habit || !is_same_habit(paper->habit, &now)) return false;
    view->fit = paper->habit->fit;
    view->page = page;
    build(view, tree, paper);
    return ui_fits(tree, paper->theme->least_text);
}

// Where not even one item a page fits with the words as large as they were asked for, they may be smaller.
static void search(struct screen_view *view, struct ui_tree *tree, const struct screen_paper *paper, int page)
{
    if (!some_pages_fit(view, tree, paper, paper->theme->least_text))
        (void)some_pages_fit(view, tree, paper, paper->theme->smallest_text);
    if (paper->habit) {
        *paper->habit = habit_of(view, paper);
        paper->habit->fit = view->fit;
    }
    if (view->page == page) return;
    view->page = page;
    build(view, tree, paper);
}

void screen_make(const struct screen_view *asked, struct ui_tree *tree, const struct screen_paper *given)
{
    struct text_memo memo = {0};
    struct text_port text = text_memo_port(&memo, given->text);
    struct screen_paper paper = *given;
    struct screen_list list;
    struct screen_view view = *asked;
    int page = is_staff(&view) ? view.staff->page : flow_page(view.flow);
    if (is_staff(&view)) view.messages = NULL;
    paper.text = &text;
    view.list = &list;
    if (!habit_fits(&view, tree, &paper, page)) search(&view, tree, &paper, page);
}
