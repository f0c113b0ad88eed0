// A field and the keys for it. On a low panel whose controls are to be low the bar stands beside the keys.
#include "screens/parts.h"

#include "base/utf8.h"
#include "ui/keyboard.h"

static uint32_t last_typed(const struct pii *pii)
{
    struct str all = pii_str(pii), front = utf8_drop_last(all);
    struct str last = str_slice(all, front.n, all.n);
    return last.n ? utf8_next(&last) : 0;
}

static void add_keys(const struct screen_view *view, struct ui_tree *tree, enum typing typing)
{
    static const struct keyboard_actions actions = {.typed = FLOW_TYPED,
                                                    .replaced = FLOW_REPLACED,
                                                    .phrase = FLOW_PHRASE,
                                                    .erase = FLOW_ERASE,
                                                    .shift = FLOW_SHIFT,
                                                    .page = FLOW_SYMBOLS};
    static const enum keyboard_kind kinds[] = {KEYBOARD_TEXT, KEYBOARD_NUMBER, KEYBOARD_EMAIL};
    struct keyboard_words words = {.erase = T("Effacer"),
                                   .space = T("Espace"),
                                   .shift = T("Majuscule"),
                                   .letters = T("abc"),
                                   .digits = T("123")};
    struct keyboard_state state = {.shifted = view->flow->shifted,
                                   .page = (enum keyboard_page)view->flow->symbols,
                                   .last = last_typed(&view->flow->draft.name)};
    if (is_staff(view))
        state = (struct keyboard_state){.shifted = view->staff->shifted,
                                        .page = (enum keyboard_page)view->staff->keys_page};
    keyboard_add(tree, kinds[typing], state, &actions, &words,
                 str_from(view->messages ? view->messages->language : "fr"));
}

static void add_middle(const struct screen_view *view, struct ui_tree *tree, enum typing typing)
{
    bool pad = typing == TYPING_NUMBER;
    if (pad) ui_add(tree, (struct ui_spec){.id = "keys-before", .role = UI_SPACER, .grow = 1});
    ui_open(tree, (struct ui_spec){.id = "keys-middle", .role = UI_GROUP, .grow = pad ? 0 : 1});
    add_keys(view, tree, typing);
    ui_close(tree);
    if (pad) ui_add(tree, (struct ui_spec){.id = "keys-after", .role = UI_SPACER, .grow = 1});
}

void show_typing(const struct screen_view *view, struct ui_tree *tree, struct frame frame, enum typing typing)
{
    struct foot foot = {.label = T("Continuer"), .icon = UI_ICON_NEXT, .action = act(FLOW_NEXT, 0)};
    show_typing_to(view, tree, frame, typing, foot);
}

void show_typing_to(const struct screen_view *view, struct ui_tree *tree, struct frame frame,
                    enum typing typing, struct foot foot)
{
    const struct theme *theme = tree->theme;
    foot.no_bar = theme->wish.low && theme->compact;
    frame_open(view, tree, frame);
    if (!foot.no_bar) ui_add(tree, (struct ui_spec){.id = "above-keys", .role = UI_SPACER, .grow = 1});
    ui_open(tree, (struct ui_spec){.id = "keys-row",
                                   .role = UI_GROUP,
                                   .flow = UI_ROW,
                                   .gap = theme->key_gap,
                                   .grow = foot.no_bar ? 1 : 0});
    if (foot.no_bar) add_side_bar(view, tree, foot);
    add_middle(view, tree, typing);
    ui_close(tree);
    frame_close(view, tree, foot);
}
