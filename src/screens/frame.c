// The frame around every question: always the same things at the same places.
#include "screens/parts.h"

static struct str notice_text(const struct screen_view *view)
{
    if (is_staff(view)) return staff_notice_text(view);
    switch (view->flow->notice) {
    case NOTICE_NONE: return STR("");
    case NOTICE_SLOT_TAKEN: return T("Ce moment vient d’être pris. Choisis-en un autre.");
    case NOTICE_SLOT_PAST: return T("Ce moment est déjà passé. Choisis-en un autre.");
    case NOTICE_NAME_MISSING: return T("Écris un prénom ou un surnom.");
    case NOTICE_PHONE_WRONG: return T("Numéro incomplet. Exemple : 06 12 34 56 78.");
    case NOTICE_EMAIL_WRONG: return T("Il manque quelque chose. Exemple : nom@exemple.fr.");
    case NOTICE_FIELD_FULL: return T("C’est déjà long. On garde ce qui est écrit.");
    case NOTICE_SLIP_PRINTING: return T("Ça s’imprime…");
    case NOTICE_SLIP_PRINTED: return T("C’est imprimé. Prends ton ticket.");
    case NOTICE_SLIP_NO_PAPER: return T("Plus de papier. La photo de l’écran suffit.");
    case NOTICE_SLIP_NO_ANSWER: return T("L’imprimante ne répond pas. La photo de l’écran suffit.");
    case NOTICE_THREE_NEEDS: return T("Trois choix au plus. Touche un choix pour l’enlever.");
    }
    return STR("");
}

// Between two languages the button is called like the other one; of more it leads to their list.
static struct str language_label(const struct screen_view *view)
{
    const struct config *config = view->world->config;
    return config->language_count > 2
               ? T("Langue")
               : own_name(config->languages[(view->flow->language + 1) % config->language_count]);
}

enum { TOOL_MM = 27 };

// What a visitor can always do: an icon over a small word, all of one width, so that each stands at the same
// place on every screen. Words that would be large are left to the ears.
// Room for a word under each sign of the bar?
static bool has_words(const struct theme *theme)
{
    return theme->wish.size == 0 && !theme->wish.low;
}

static struct ui_spec bar_button(const struct theme *theme, const char *id, struct str label,
                                 enum ui_icon icon, struct ui_action action)
{
    bool words = has_words(theme);
    return (struct ui_spec){.id = id,
                            .role = UI_BUTTON,
                            .look = UI_QUIET,
                            .flags = words ? UI_OVER : UI_ALONE,
                            .scale = UI_SMALL,
                            .icon = icon,
                            .label = label,
                            .align = UI_CENTER,
                            .min_h = theme->target,
                            .w = words ? TOOL_MM : theme->target,
                            .action = action};
}

static void add_bar_button(struct ui_tree *tree, const char *id, struct str label, enum ui_icon icon,
                           struct ui_action action)
{
    struct ui_spec spec = bar_button(tree->theme, id, label, icon, action);
    spec.flags |= UI_ALWAYS;
    ui_add(tree, spec);
}

// A notice stands where the title was: the question keeps its room, and eyes are there already.
static void add_title(const struct screen_view *view, struct ui_tree *tree, struct str title, bool middle)
{
    struct str notice = notice_text(view);
    if (notice.n)
        ui_add(
            tree,
            (struct ui_spec){
                .id = "notice", .role = UI_STATUS, .look = UI_WARNING, .label = notice, .pad = 2, .grow = 1});
    else
        ui_add(tree, (struct ui_spec){.id = "title",
                                      .role = UI_HEADING,
                                      .scale = UI_TITLE,
                                      .label = title,
                                      .align = middle ? UI_CENTER : UI_START,
                                      .grow = 1});
}

static void add_steps(const struct screen_view *view, struct ui_tree *tree)
{
    int step = view->flow->panel == PANEL_NONE ? flow_step_number(view->flow) : 0;
    if (!step || tree->theme->wish.size > 1) return;
    ui_add(tree, (struct ui_spec){.id = "steps",
                                  .role = UI_STEPS,
                                  .flags = UI_DECOR,
                                  .align = UI_CENTER,
                                  .label = T("Étape"),
                                  .number = step,
                                  .total = FLOW_STEPS});
}

static void add_field(const struct screen_view *view, struct ui_tree *tree, const struct field *field)
{
    bool wrong = view->flow->notice != NOTICE_NONE;
    bool asked = !tree->theme->portrait && tree->theme->wish.size > 1; // the title says what goes in
    ui_add(tree, (struct ui_spec){.id = "field",
                                  .role = UI_FIELD,
                                  .label = field->label,
                                  .value = field->value,
                                  .hint = field->example,
                                  .flags = UI_PERSONAL | UI_CARET | (wrong ? UI_INVALID : 0u) |
                                           (asked ? UI_ALONE : 0u),
                                  .grow = 1,
                                  .min_h = tree->theme->target});
}

// Title and steps, on a low landscape panel the field too: keys need the height.
static void add_head(const struct screen_view *view, struct ui_tree *tree, const struct frame *frame,
                     bool field_beside)
{
    ui_open(tree,
            (struct ui_spec){
                .id = "head", .role = UI_GROUP, .flow = UI_ROW, .gap = tree->theme->gap, .cross = UI_CENTER});
    add_title(view, tree, frame->title, false);
    if (field_beside)
        add_field(view, tree, &frame->field);
    else
        add_steps(view, tree);
    if (frame->extras) add_extras(view, tree);
    ui_close(tree);
}

static void add_note(struct ui_tree *tree, const struct frame *frame)
{
    if (!frame->note.n) return;
    ui_add(tree, (struct ui_spec){.id = "note",
                                  .role = UI_STATUS,
                                  .look = frame->weighty ? UI_BANNER : UI_PLAIN,
                                  .scale = frame->weighty ? UI_BODY : UI_SMALL,
                                  .pad = frame->weighty ? 2 : 0,
                                  .label = frame->note});
}

// The upper half of a low screen ends exactly where the lower one begins.
static float upper_mm(const struct theme *theme, int h)
{
    return (float)((h + 1) / 2 - theme_px(theme, theme->margin) - theme_px(theme, theme->gap)) /
           theme->px_per_mm;
}

static void add_upper_half(const struct screen_view *view, struct ui_tree *tree, const struct frame *frame)
{
    const struct theme *theme = tree->theme;
    ui_open(tree, (struct ui_spec){
                      .id = "upper", .role = UI_GROUP, .gap = theme->gap, .h = upper_mm(theme, tree->h)});
    ui_add(tree, (struct ui_spec){.id = "upper-top", .role = UI_SPACER, .grow = 1});
    ui_open(tree, (struct ui_spec){.id = "upper-title", .role = UI_GROUP});
    add_title(view, tree, frame->title, true);
    ui_close(tree);
    add_note(tree, frame);
    if (frame->field.label.n) {
        ui_open(tree, (struct ui_spec){.id = "upper-field", .role = UI_GROUP});
        add_field(view, tree, &frame->field);
        ui_close(tree);
    } else {
        add_steps(view, tree);
    }
    ui_add(tree, (struct ui_spec){.id = "upper-bottom", .role = UI_SPACER, .grow = 1});
    ui_close(tree);
}

void frame_open(const struct screen_view *view, struct ui_tree *tree, struct frame frame)
{
    const struct theme *theme = tree->theme;
    bool beside = frame.field.label.n && theme->compact;
    ui_open(tree, (struct ui_spec){
                      .id = "frame", .role = UI_GROUP, .pad = theme->margin, .gap = theme->gap, .grow = 1});
    if (theme->wish.low && !frame.words) {
        add_upper_half(view, tree, &frame);
    } else {
        add_head(view, tree, &frame, beside);
        add_note(tree, &frame);
        if (frame.field.label.n && !beside) {
            ui_open(tree, (struct ui_spec){.id = "field-row", .role = UI_GROUP});
            add_field(view, tree, &frame.field);
            ui_close(tree);
        }
    }
    ui_open(tree, (struct ui_spec){.id = "body", .role = UI_GROUP, .gap = theme->gap, .grow = 1});
}

static void add_going(const struct screen_view *view, struct ui_tree *tree, struct ui_spec spec)
{
    const struct theme *theme = tree->theme;
    spec.role = UI_BUTTON;
    spec.align = UI_CENTER;
    spec.min_h = spec.max_h = theme->primary; // words in two lines that need more are left to the icon
    spec.min_w = spec.min_w > theme->target ? spec.min_w : theme->target;
    if (view->fit.tight && spec.icon) {
        spec.flags |= UI_ALONE;
        spec.min_w = spec.look == UI_PRIMARY ? 30 : theme->target;
    }
    ui_add(tree, spec);
}

static void add_pager(const struct screen_view *view, struct ui_tree *tree, const struct page *page,
                      bool main_way)
{
    if (page->before)
        add_going(view, tree,
                  (struct ui_spec){.id = "page-before",
                                   .look = UI_SECONDARY,
                                   .icon = UI_ICON_UP,
                                   .label = T("Avant"),
                                   .action = act(FLOW_PAGE, page->at - 1)});
    if (page->after)
        add_going(view, tree,
                  (struct ui_spec){.id = "page-after",
                                   .look = main_way ? UI_PRIMARY : UI_SECONDARY,
                                   .icon = UI_ICON_DOWN,
                                   .label = T("La suite"),
                                   .action = act(FLOW_PAGE, page->at + 1)});
}

static void add_next(const struct screen_view *view, struct ui_tree *tree, const struct foot *foot)
{
    if (!foot->label.n || (foot->at_end && foot->page.after)) return;
    add_going(view, tree,
              (struct ui_spec){.id = "next",
                               .look = foot->quiet ? UI_SECONDARY : UI_PRIMARY,
                               .scale = UI_LARGE,
                               .icon = foot->icon,
                               .label = foot->label,
                               .min_w = 44,
                               .action = foot->action});
}

static void add_back(const struct screen_view *view, struct ui_tree *tree, const struct foot *foot)
{
    struct ui_action action = is_staff(view) ? staff_act(STAFF_BACK, 0) : act(FLOW_BACK, 0);
    if (!foot->no_back) add_bar_button(tree, "back", T("Retour"), UI_ICON_BACK, action);
}

static void add_listen(const struct screen_view *view, struct ui_tree *tree)
{
    if (view->sound.available) // the last, so that a language without a voice moves nothing
        add_bar_button(tree, "listen", view->sound.listening ? T("Son") : T("Écouter"), UI_ICON_SOUND,
                       act((enum flow_action)SOUND_LISTEN, 0));
}

static void add_tools(const struct screen_view *view, struct ui_tree *tree)
{
    if (is_staff(view)) {
        add_bar_button(tree, "hide", STR("Quitter"), UI_ICON_HIDE, staff_act(STAFF_LEAVE, 0));
        add_listen(view, tree);
        return;
    }
    add_bar_button(tree, "hide", T("Cacher"), UI_ICON_HIDE, act(FLOW_HIDE, 0));
    add_bar_button(tree, "display", T("Affichage"), UI_ICON_LETTERS, act(FLOW_DISPLAY, 0));
    if (view->world->config->language_count > 1)
        add_bar_button(tree, "language", language_label(view), UI_ICON_GLOBE, act(FLOW_LANGUAGE, 0));
    add_listen(view, tree);
}

static void open_bar(struct ui_tree *tree, const char *id)
{
    ui_open(tree, (struct ui_spec){.id = id,
                                   .role = UI_GROUP,
                                   .flow = UI_ROW,
                                   .gap = tree->theme->gap,
                                   .cross = UI_STRETCH,
                                   .min_h = tree->theme->primary});
}

static void add_bar_space(struct ui_tree *tree, const char *id)
{
    ui_add(tree, (struct ui_spec){.id = id, .role = UI_SPACER, .grow = 1});
}

static void add_aside(const struct screen_view *view, struct ui_tree *tree, const struct foot *foot)
{
    if (!foot->aside.n) return;
    if (has_words(tree->theme) && !view->fit.tight) {
        ui_add(tree, bar_button(tree->theme, "aside", foot->aside,
                                foot->aside_icon ? foot->aside_icon : UI_ICON_SWAP, foot->aside_action));
        return;
    }
    add_going(view, tree,
              (struct ui_spec){.id = "aside",
                               .look = UI_SECONDARY,
                               .icon = view->fit.tight ? UI_ICON_SWAP : UI_NO_ICON,
                               .label = foot->aside,
                               .action = foot->aside_action});
}

static void add_ways(const struct screen_view *view, struct ui_tree *tree, const struct foot *foot)
{
    add_aside(view, tree, foot);
    add_pager(view, tree, &foot->page, foot->at_end);
    add_next(view, tree, foot);
}

// Upright panels have no width for everything: what goes on stands in a row of its own.
static void add_bar(const struct screen_view *view, struct ui_tree *tree, const struct foot *foot)
{
    bool upright = tree->theme->portrait;
    if (upright && (foot->label.n || foot->page.before || foot->page.after)) {
        open_bar(tree, "going");
        add_bar_space(tree, "going-space");
        add_ways(view, tree, foot);
        ui_close(tree);
    }
    open_bar(tree, "bar");
    add_tools(view, tree);
    add_bar_space(tree, "bar-space");
    add_back(view, tree, foot);
    if (!upright) add_ways(view, tree, foot);
    ui_close(tree);
}

void add_side_bar(const struct screen_view *view, struct ui_tree *tree, struct foot foot)
{
    const struct theme *theme = tree->theme;
    float gap = 2.7F;
    ui_open(tree, (struct ui_spec){.id = "bar",
                                   .role = UI_GROUP,
                                   .flow = UI_GRID,
                                   .columns = 3,
                                   .gap = gap,
                                   .w = 3 * theme->target + 2 * gap});
    struct screen_view tight = *view;
    tight.fit.tight = true;
    add_tools(view, tree);
    add_back(view, tree, &foot);
    add_ways(&tight, tree, &foot);
    ui_close(tree);
}

void frame_close(const struct screen_view *view, struct ui_tree *tree, struct foot foot)
{
    ui_close(tree);
    if (!foot.no_bar) add_bar(view, tree, &foot);
    ui_close(tree);
}
