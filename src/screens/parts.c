#include "screens/parts.h"

#include "base/utf8.h"
#include "ui/keyboard.h"

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
    ui_add(tree,
           (struct ui_spec){
               .id = id, .index = 2000 + index, .role = UI_TEXT, .scale = scale, .label = text, .grow = 1});
    ui_close(tree);
}

void add_tile(struct ui_tree *tree, struct tile tile)
{
    ui_add(tree, (struct ui_spec){.id = tile.id,
                                  .index = tile.index,
                                  .role = tile.choice ? UI_CHOICE : UI_BUTTON,
                                  .look = UI_TILE,
                                  .flags = (tile.chosen ? UI_CHOSEN : 0u) | (tile.side ? UI_SIDE : 0u),
                                  .picture = str_from(tile.picture),
                                  .label = tile.label,
                                  .hint = tile.hint,
                                  .action = tile.action,
                                  .align = tile.side ? UI_START : UI_CENTER,
                                  .min_h = tree->theme->target});
}

void open_grid(struct ui_tree *tree, const char *id, int columns)
{
    ui_open(tree, (struct ui_spec){.id = id,
                                   .role = UI_GROUP,
                                   .flow = UI_GRID,
                                   .columns = columns,
                                   .gap = tree->theme->gap,
                                   .grow = 1});
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

struct page page_of(const struct flow *flow, size_t count, size_t per_page)
{
    size_t pages = count ? (count + per_page - 1) / per_page : 1;
    size_t at = flow->page < pages ? flow->page : pages - 1;
    size_t to = (at + 1) * per_page;
    return (struct page){
        .from = at * per_page, .to = to < count ? to : count, .before = at > 0, .after = at + 1 < pages};
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

void add_field(const struct screen_view *view, struct ui_tree *tree, struct str label, struct str value,
               struct str example)
{
    bool wrong = view->flow->notice != NOTICE_NONE;
    const struct theme *theme = tree->theme;
    ui_open(tree,
            (struct ui_spec){
                .id = "field-row", .role = UI_GROUP, .flow = UI_ROW, .gap = theme->gap, .h = theme->target});
    ui_add(tree, (struct ui_spec){.id = "field",
                                  .role = UI_FIELD,
                                  .label = label,
                                  .value = value,
                                  .hint = example,
                                  .flags = UI_PERSONAL | UI_CARET | (wrong ? UI_INVALID : 0),
                                  .grow = 1,
                                  .h = theme->target});
    ui_add(tree, (struct ui_spec){.id = "next",
                                  .role = UI_BUTTON,
                                  .look = UI_PRIMARY,
                                  .icon = UI_ICON_NEXT,
                                  .label = T("Continuer"),
                                  .align = UI_CENTER,
                                  .h = theme->target,
                                  .min_w = 46,
                                  .action = act(FLOW_NEXT, 0)});
    ui_close(tree);
}

static uint32_t last_typed(const struct pii *pii)
{
    struct str all = pii_str(pii), front = utf8_drop_last(all);
    struct str last = str_slice(all, front.n, all.n);
    return last.n ? utf8_next(&last) : 0;
}

void add_keyboard(const struct screen_view *view, struct ui_tree *tree, bool number_pad, bool email)
{
    static const struct keyboard_actions actions = {.typed = FLOW_TYPED,
                                                    .replaced = FLOW_REPLACED,
                                                    .phrase = FLOW_PHRASE,
                                                    .erase = FLOW_ERASE,
                                                    .shift = FLOW_SHIFT,
                                                    .page = FLOW_SYMBOLS};
    struct keyboard_words words = {.erase = T("Effacer"),
                                   .space = T("Espace"),
                                   .shift = T("Majuscule"),
                                   .letters = T("abc"),
                                   .digits = T("123")};
    struct keyboard_state state = {.shifted = view->flow->shifted,
                                   .page = (enum keyboard_page)view->flow->symbols,
                                   .last = last_typed(&view->flow->draft.name)};
    enum keyboard_kind kind = number_pad ? KEYBOARD_NUMBER : email ? KEYBOARD_EMAIL : KEYBOARD_TEXT;
    ui_add(tree, (struct ui_spec){.id = "above-keys", .role = UI_SPACER, .grow = 1});
    ui_open(tree, (struct ui_spec){.id = "keys-row", .role = UI_GROUP, .flow = UI_ROW});
    if (number_pad) ui_add(tree, (struct ui_spec){.id = "keys-before", .role = UI_SPACER, .grow = 1});
    ui_open(tree, (struct ui_spec){.id = "keys-middle", .role = UI_GROUP, .grow = number_pad ? 0 : 1});
    keyboard_add(tree, kind, state, &actions, &words,
                 str_from(view->messages ? view->messages->language : "fr"));
    ui_close(tree);
    if (number_pad) ui_add(tree, (struct ui_spec){.id = "keys-after", .role = UI_SPACER, .grow = 1});
    ui_close(tree);
}
