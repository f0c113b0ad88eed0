// The PIN, and the initials of who called: what is typed stands above the keys.
#include "screens/parts.h"

#include "base/utf8.h"

static void add_erase(struct ui_tree *tree)
{
    ui_add(tree, (struct ui_spec){.id = "erase",
                                  .role = UI_KEY,
                                  .flags = UI_ALONE,
                                  .icon = UI_ICON_ERASE,
                                  .label = STR("Effacer"),
                                  .min_h = tree->theme->target,
                                  .action = staff_act(STAFF_ERASE, 0)});
}

static struct page add_keys(const struct screen_view *view, struct ui_tree *tree, int count, int columns)
{
    bool digits = count == 10;
    struct page page = page_of(view, count + 1, columns, count + 1);
    open_keys(view, tree, columns);
    for (int i = page.from; i < page.to; i++) {
        if (i == count)
            add_erase(tree);
        else if (digits)
            add_key(tree, "digit", i, (char)('0' + i), staff_act(STAFF_DIGIT, i));
        else
            add_key(tree, "letter", i, (char)('A' + i), staff_act(STAFF_LETTER, i));
    }
    ui_close(tree);
    return page;
}

static void add_typed(struct ui_tree *tree, struct str text)
{
    ui_add(tree, (struct ui_spec){.id = "typed",
                                  .role = UI_TEXT,
                                  .flags = UI_PERSONAL | UI_LTR,
                                  .scale = UI_LARGE,
                                  .align = UI_CENTER,
                                  .label = text.n ? text : STR("–")});
}

// How long nothing opens; right and wrong are answered alike meanwhile.
static struct str wait_text(const struct screen_view *view, struct ui_tree *tree, int64_t until_ms)
{
    int64_t left_s = (until_ms - view->world->now.mono_ms + 999) / 1000;
    if (left_s <= 0) return STR("");
    if (left_s <= 90) return fill(tree, STR("Attendez {n} secondes."), "n", number_text(tree, left_s));
    return fill(tree, STR("Attendez {n} minutes."), "n", number_text(tree, (left_s + 59) / 60));
}

static const struct foot enter = {.label = {"Entrer", 6}, .icon = UI_ICON_CHECK, .action = {STAFF_ENTER, 0}};

void screen_staff_pin(const struct screen_view *view, struct ui_tree *tree)
{
    char dots[STAFF_PIN_DIGITS * 3];
    struct buf text = buf_init(dots, sizeof dots);
    struct foot foot = enter;
    for (int i = 0; i < view->staff->pin_n; i++)
        buf_add(&text, STR("•"));
    frame_open(view, tree,
               (struct frame){.title = STR("Code de l’équipe"),
                              .note = wait_text(view, tree, view->staff->wait_until_ms),
                              .weighty = true});
    add_typed(tree, buf_str(&text));
    foot.page = add_keys(view, tree, 10, tree->theme->portrait ? 3 : 6);
    frame_close(view, tree, foot);
}

// A dot for each letter, until somebody asks to see them.
static struct str phrase_text(const struct screen_view *view, struct ui_tree *tree)
{
    char dots[STAFF_PHRASE * 3];
    const struct staff *staff = view->staff;
    struct str phrase = {staff->phrase, staff->phrase_n};
    struct buf text = buf_init(dots, sizeof dots);
    if (staff->phrase_shown) return phrase;
    for (size_t i = utf8_count(phrase); i > 0; i--)
        buf_add(&text, STR("•"));
    return arena_copy(&tree->text, buf_str(&text));
}

void screen_staff_key(const struct screen_view *view, struct ui_tree *tree)
{
    struct str wait = wait_text(view, tree, view->staff->phrase_wait_until_ms);
    struct frame frame = {.title = wait.n ? wait : STR("Ouvrir la clé de collecte"),
                          .field = {STR("Phrase secrète"), phrase_text(view, tree), STR("")}};
    struct foot foot = enter;
    foot.aside = view->staff->phrase_shown ? STR("Masquer") : STR("Montrer");
    foot.aside_icon = view->staff->phrase_shown ? UI_ICON_HIDE : UI_ICON_LETTERS;
    foot.aside_action = staff_act(STAFF_SHOW, 0);
    show_typing_to(view, tree, frame, TYPING_NAME, foot);
}

void screen_staff_who(const struct screen_view *view, struct ui_tree *tree)
{
    struct foot foot = enter;
    frame_open(view, tree, (struct frame){.title = STR("Vos initiales")});
    add_typed(tree, str_from(view->staff->who));
    foot.page = add_keys(view, tree, 26, tree->theme->portrait ? 5 : 9);
    frame_close(view, tree, foot);
}
