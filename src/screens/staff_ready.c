// The readiness report, and what is tried by hand for it.
#include "screens/parts.h"

// --- the report

static const char *state_picture(enum ready_state state)
{
    switch (state) {
    case READY_GOOD: return "✅";
    case READY_LOOK: return "⚠️";
    case READY_UNTRIED: return "⏳";
    case READY_STATES: break;
    }
    return "";
}

static struct str row_text(struct ui_tree *tree, const struct ready_row *row)
{
    char memory[sizeof row->label + sizeof row->words + 8];
    struct buf text = buf_init(memory, sizeof memory);
    buf_add_format(&text, "%s : %s", row->label, row->words);
    return arena_copy(&tree->text, buf_str(&text));
}

// The state stands as a picture and as a word, at the same place in every row.
static void add_row(struct ui_tree *tree, const struct ready_row *row, int index)
{
    const struct theme *theme = tree->theme;
    float mark = theme->text[UI_SMALL] * 2;
    ui_open(tree, (struct ui_spec){.id = "row",
                                   .index = index,
                                   .role = UI_GROUP,
                                   .flow = UI_ROW,
                                   .gap = theme->gap,
                                   .cross = UI_CENTER});
    ui_add(tree, (struct ui_spec){.id = "row-mark",
                                  .index = index,
                                  .role = UI_PICTURE,
                                  .flags = UI_DECOR,
                                  .picture = str_from(state_picture(row->state)),
                                  .w = mark,
                                  .h = mark});
    ui_add(tree, (struct ui_spec){.id = "row-state",
                                  .index = index,
                                  .role = UI_TEXT,
                                  .scale = UI_SMALL,
                                  .label = ready_state_words(row->state),
                                  .w = theme->text[UI_SMALL] * 8});
    ui_add(tree, (struct ui_spec){.id = "row-text",
                                  .index = index,
                                  .role = UI_TEXT,
                                  .scale = UI_SMALL,
                                  .label = row_text(tree, row),
                                  .grow = 1});
    ui_close(tree);
}

static struct str summary(const struct ready *ready, struct ui_tree *tree)
{
    char memory[96];
    struct buf text = buf_init(memory, sizeof memory);
    buf_add_format(&text, "À voir : %d. Pas essayé : %d. Bon : %d.", ready_count(ready, READY_LOOK),
                   ready_count(ready, READY_UNTRIED), ready_count(ready, READY_GOOD));
    return arena_copy(&tree->text, buf_str(&text));
}

// What has to be looked at comes first, then what was never tried.
static int sort(const struct ready *ready, const struct ready_row *rows[READY_ROWS])
{
    static const enum ready_state order[READY_STATES] = {READY_LOOK, READY_UNTRIED, READY_GOOD};
    int count = 0;
    for (int pass = 0; pass < READY_STATES; pass++)
        for (int i = 0; i < ready->count; i++)
            if (ready->rows[i].state == order[pass]) rows[count++] = &ready->rows[i];
    return count;
}

void screen_staff_ready(const struct screen_view *view, struct ui_tree *tree)
{
    const struct ready *ready = &view->facts->ready;
    const struct ready_row *rows[READY_ROWS];
    int count = sort(ready, rows);
    struct page page = page_of(view, count, 0, count);
    frame_open(
        view, tree,
        (struct frame){.title = STR("Vérifier la borne"), .note = summary(ready, tree), .words = true});
    for (int i = page.from; i < page.to; i++)
        add_row(tree, rows[i], i);
    ui_add(tree, (struct ui_spec){.id = "below", .role = UI_SPACER, .grow = 1});
    frame_close(
        view, tree,
        (struct foot){.label = STR("Essayer"), .action = staff_act(STAFF_OPEN, STAFF_TRIALS), .page = page});
}

// --- what there is to try

static const char *trial_picture(enum trial_kind kind)
{
    static const char *const pictures[TRIAL_KINDS] = {"👆", "📏", "🔊", "🎨", "⌨️", "📷"};
    return pictures[kind];
}

static const struct ready_row *row_of(const struct ready *ready, enum trial_kind kind)
{
    for (int i = 0; i < ready->count; i++)
        if (str_eq(str_from(ready->rows[i].id), str_from(ready_trial_id(kind)))) return &ready->rows[i];
    return NULL;
}

void screen_staff_trials(const struct screen_view *view, struct ui_tree *tree)
{
    struct tile tiles[TRIAL_KINDS];
    for (int i = 0; i < TRIAL_KINDS; i++) {
        const struct ready_row *row = row_of(&view->facts->ready, (enum trial_kind)i);
        enum ready_state state = row ? row->state : READY_UNTRIED;
        tiles[i] = (struct tile){.id = "trial",
                                 .index = i,
                                 .picture = trial_picture((enum trial_kind)i),
                                 .label = ready_trial_name((enum trial_kind)i),
                                 .hint = ready_state_words(state),
                                 .must_say = true,
                                 .action = staff_act(STAFF_TRY, i)};
    }
    frame_open(view, tree, (struct frame){.title = STR("Essayer")});
    struct page page = add_tiles(view, tree, "trials", tiles, TRIAL_KINDS, tree->theme->portrait ? 2 : 3);
    frame_close(view, tree, (struct foot){.page = page});
}
