// The frame around every question: always the same things at the same places.
#include "screens/parts.h"

static struct str notice_text(const struct screen_view *view)
{
    switch (view->flow->notice) {
    case NOTICE_NONE: return STR("");
    case NOTICE_SLOT_TAKEN: return T("Ce moment vient d’être pris. Choisis-en un autre.");
    case NOTICE_SLOT_PAST: return T("Ce moment est déjà passé. Choisis-en un autre.");
    case NOTICE_NAME_MISSING: return T("Écris un prénom ou un surnom.");
    case NOTICE_PHONE_WRONG: return T("Numéro incomplet. Exemple : 06 12 34 56 78.");
    case NOTICE_EMAIL_WRONG: return T("Il manque quelque chose. Exemple : nom@exemple.fr.");
    case NOTICE_FIELD_FULL: return T("C’est déjà long. On garde ce qui est écrit.");
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

static void add_bar_button(struct ui_tree *tree, const char *id, struct str label, enum ui_icon icon,
                           enum flow_action action, unsigned flags)
{
    ui_add(tree, (struct ui_spec){.id = id,
                                  .role = UI_BUTTON,
                                  .look = UI_QUIET,
                                  .flags = flags,
                                  .icon = icon,
                                  .label = label,
                                  .align = UI_CENTER,
                                  .h = tree->theme->target,
                                  .min_w = tree->theme->target,
                                  .action = act(action, 0)});
}

// A notice stands where the title was: the question keeps its room, and eyes are there already.
static void add_title(const struct screen_view *view, struct ui_tree *tree, struct str title, float grow)
{
    struct str notice = notice_text(view);
    if (notice.n)
        ui_add(tree, (struct ui_spec){.id = "notice",
                                      .role = UI_STATUS,
                                      .look = UI_WARNING,
                                      .label = notice,
                                      .pad = 2,
                                      .grow = grow});
    else
        ui_add(tree, (struct ui_spec){
                         .id = "title", .role = UI_HEADING, .scale = UI_TITLE, .label = title, .grow = grow});
}

static void add_bar(const struct screen_view *view, struct ui_tree *tree, const struct frame *frame)
{
    const struct theme *theme = tree->theme;
    unsigned short_of_room = view->sound.available && !theme->portrait ? UI_ALONE : 0; // the title needs it
    ui_open(tree, (struct ui_spec){.id = "bar",
                                   .role = UI_GROUP,
                                   .flow = UI_ROW,
                                   .gap = theme->gap,
                                   .cross = UI_CENTER,
                                   .h = theme->target});
    if (!frame->no_back) add_bar_button(tree, "back", T("Retour"), UI_ICON_BACK, FLOW_BACK, 0);
    if (theme->portrait)
        ui_add(tree, (struct ui_spec){.id = "bar-space", .role = UI_SPACER, .grow = 1});
    else
        add_title(view, tree, frame->title, 1);
    if (view->sound.available)
        add_bar_button(tree, "listen", view->sound.listening ? T("Son") : T("Écouter"), UI_ICON_SOUND,
                       (enum flow_action)SOUND_LISTEN, short_of_room);
    if (view->world->config->language_count > 1 && !view->flow->languages)
        add_bar_button(tree, "language", language_label(view), UI_ICON_GLOBE, FLOW_LANGUAGE, 0);
    add_bar_button(tree, "hide", T("Cacher"), UI_ICON_HIDE, FLOW_HIDE, short_of_room);
    ui_close(tree);
    if (theme->portrait) add_title(view, tree, frame->title, 0);
}

void frame_open(const struct screen_view *view, struct ui_tree *tree, struct frame frame)
{
    const struct theme *theme = tree->theme;
    ui_open(tree, (struct ui_spec){
                      .id = "frame", .role = UI_GROUP, .pad = theme->margin, .gap = theme->gap, .grow = 1});
    add_bar(view, tree, &frame);
    ui_open(tree, (struct ui_spec){.id = "body", .role = UI_GROUP, .gap = theme->gap, .grow = 1});
}

static void add_page_button(struct ui_tree *tree, const char *id, struct str label, enum ui_icon icon,
                            int step)
{
    ui_add(tree, (struct ui_spec){.id = id,
                                  .role = UI_BUTTON,
                                  .look = UI_SECONDARY,
                                  .icon = icon,
                                  .label = label,
                                  .align = UI_CENTER,
                                  .h = tree->theme->primary,
                                  .min_w = 40,
                                  .action = act(FLOW_PAGE, step)});
}

void frame_close(const struct screen_view *view, struct ui_tree *tree, struct foot foot)
{
    const struct theme *theme = tree->theme;
    int step = flow_step_number(view->flow);
    bool paged = foot.page.before || foot.page.after;
    ui_close(tree);
    if (foot.label.n || paged) {
        ui_open(tree, (struct ui_spec){.id = "foot",
                                       .role = UI_GROUP,
                                       .flow = UI_ROW,
                                       .gap = theme->gap,
                                       .cross = UI_CENTER,
                                       .h = theme->primary});
        if (foot.page.before) add_page_button(tree, "page-before", T("Plus tôt"), UI_ICON_BACK, -1);
        if (foot.page.after) add_page_button(tree, "page-after", T("La suite"), UI_ICON_NEXT, 1);
        if (step && !paged)
            ui_add(tree, (struct ui_spec){.id = "steps",
                                          .role = UI_STEPS,
                                          .flags = UI_DECOR,
                                          .label = T("Étape"),
                                          .number = step,
                                          .total = FLOW_STEPS});
        ui_add(tree, (struct ui_spec){.id = "foot-space", .role = UI_SPACER, .grow = 1});
        if (foot.label.n)
            ui_add(tree, (struct ui_spec){.id = "next",
                                          .role = UI_BUTTON,
                                          .look = foot.quiet ? UI_SECONDARY : UI_PRIMARY,
                                          .scale = UI_LARGE,
                                          .icon = foot.icon,
                                          .label = foot.label,
                                          .align = UI_CENTER,
                                          .h = theme->primary,
                                          .min_w = 70,
                                          .action = foot.action});
        ui_close(tree);
    }
    ui_close(tree);
}
