// The picture code is tapped: the pictures are keys, like letters; then the two digits. Beside it, today's
// hours.
#include "content/pictures.h"

#include "screens/parts.h"

// What was tapped so far, and how much is to come.
static void add_part(const struct screen_view *view, struct ui_tree *tree, int part, float size)
{
    const struct flow_code *code = &view->flow->code;
    char digit[2] = {part >= 3 ? (char)('0' + code->digits[part - 3]) : '0', 0};
    bool filled = part < code->count, picture = part < 3 && filled;
    const struct picture *tapped = &picture_table[picture ? code->pictures[part] : 0];
    struct ui_spec spec = {.id = "part", .index = part, .w = size, .h = size, .flags = UI_PERSONAL};
    if (picture) {
        spec.role = UI_PICTURE;
        spec.picture = str_from(tapped->emoji);
        spec.label = messages_text(view->messages, str_from(tapped->word));
    } else {
        spec.role = UI_TEXT;
        spec.align = UI_CENTER;
        spec.scale = UI_BODY;
        spec.flags = filled ? UI_PERSONAL : UI_DECOR;
        spec.label = filled ? str_from(digit) : STR("–");
    }
    ui_add(tree, spec);
}

static void add_parts(const struct screen_view *view, struct ui_tree *tree)
{
    const struct theme *theme = tree->theme;
    ui_open(tree, (struct ui_spec){.id = "parts",
                                   .role = UI_GROUP,
                                   .flags = UI_LTR,
                                   .flow = UI_ROW,
                                   .gap = theme->gap,
                                   .cross = UI_CENTER});
    ui_add(tree, (struct ui_spec){.id = "parts-before", .role = UI_SPACER, .grow = 1});
    for (int part = 0; part < FLOW_CODE_PARTS; part++)
        add_part(view, tree, part, 2 * theme->text[UI_BODY]); // a line of words is as high
    ui_add(tree, (struct ui_spec){.id = "parts-after", .role = UI_SPACER, .grow = 1});
    ui_close(tree);
}

static bool is_tapped(const struct flow_code *code, int picture)
{
    for (int i = 0; i < code->count && i < 3; i++)
        if (code->pictures[i] == picture) return true;
    return false;
}

static void add_picture_key(const struct screen_view *view, struct ui_tree *tree, int index)
{
    const struct picture *picture = &picture_table[index];
    ui_add(tree, (struct ui_spec){.id = "picture",
                                  .index = index,
                                  .role = UI_KEY,
                                  .flags = UI_ALONE | UI_PRIVATE |
                                           (is_tapped(&view->flow->code, index) ? UI_CHOSEN : 0u),
                                  .picture = str_from(picture->emoji),
                                  .label = messages_text(view->messages, str_from(picture->word)),
                                  .action = act(FLOW_PICTURE, index)});
}

static struct page add_keys(const struct screen_view *view, struct ui_tree *tree, bool pictures)
{
    int count = pictures ? PICTURE_COUNT : 10;
    int columns = pictures ? (tree->theme->portrait ? 4 : 8) : (tree->theme->portrait ? 2 : 5);
    struct page page = page_of(view, count, columns, count);
    open_keys(view, tree, columns);
    for (int i = page.from; i < page.to; i++) {
        if (pictures)
            add_picture_key(view, tree, i);
        else
            add_key(tree, "digit", i, (char)('0' + i), act(FLOW_DIGIT, i));
    }
    ui_close(tree);
    return page;
}

static struct str title_of(const struct screen_view *view)
{
    int count = view->flow->code.count;
    if (count >= 3) return T("Puis les deux chiffres");
    if (count > 0) return T("L’image suivante ?");
    return view->world->config->scanner ? T("Ton code : touche tes trois images, ou scanne-le")
                                        : T("Ton code : touche tes trois images");
}

void screen_code(const struct screen_view *view, struct ui_tree *tree)
{
    const struct flow_code *code = &view->flow->code;
    frame_open(view, tree, (struct frame){.title = title_of(view)});
    add_parts(view, tree);
    struct page page = add_keys(view, tree, code->count < 3);
    struct foot foot = {
        .label = T("Choisir l’heure"), .icon = UI_ICON_CLOCK, .quiet = true, .action = act(FLOW_HOURS, 0)};
    if (code->count > 0)
        foot = (struct foot){
            .label = T("Effacer"), .icon = UI_ICON_ERASE, .quiet = true, .action = act(FLOW_ERASE, 0)};
    foot.page = page;
    frame_close(view, tree, foot);
}

enum { HOURS = 32 };

static struct tile hour_tile(const struct screen_view *view, struct ui_tree *tree, int index)
{
    int64_t start_s = view->world->hours[index].slot.start_s;
    struct civil local = zone_local(view->world->zone, start_s);
    return (struct tile){.id = "hour",
                         .index = index,
                         .figure = UI_FIGURE_TIME,
                         .number = local.hour * 60 + local.minute,
                         .side = true,
                         .label = time_text(view, tree, start_s),
                         .action = act(FLOW_HOUR_CHOSEN, index)};
}

static void add_no_hours(const struct screen_view *view, struct ui_tree *tree)
{
    ui_add(tree, (struct ui_spec){.id = "none-top", .role = UI_SPACER, .grow = 1});
    ui_add(tree, (struct ui_spec){.id = "none",
                                  .role = UI_STATUS,
                                  .scale = UI_LARGE,
                                  .align = UI_CENTER,
                                  .label = T("La borne ne voit pas de rendez-vous aujourd’hui.")});
    ui_add(tree, (struct ui_spec){.id = "none-bottom", .role = UI_SPACER, .grow = 1});
}

// Hours only: nobody learns from it who comes.
void screen_hour(const struct screen_view *view, struct ui_tree *tree)
{
    struct tile tiles[HOURS];
    int count = view->world->hour_count < HOURS ? (int)view->world->hour_count : HOURS;
    struct foot foot = {.label = T("Je ne trouve pas"), .quiet = count > 0, .action = act(FLOW_NO_HOUR, 0)};
    for (int i = 0; i < count; i++)
        tiles[i] = hour_tile(view, tree, i);
    frame_open(view, tree, (struct frame){.title = T("À quelle heure, aujourd’hui ?"), .words = !count});
    if (count)
        add_tiles_or_pass(view, tree, "hours", tiles, count, tree->theme->portrait ? 2 : 4, &foot);
    else
        add_no_hours(view, tree);
    frame_close(view, tree, foot);
}
