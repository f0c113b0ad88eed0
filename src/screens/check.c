// Everything once more before it is recorded, with the notice: what is kept, why, who sees it, how long, how
// to say stop.
#include "content/needs.h"

#include "screens/parts.h"

static struct str needs_text(const struct screen_view *view, struct ui_tree *tree)
{
    char memory[256];
    struct buf text = buf_init(memory, sizeof memory);
    const struct booking *draft = &view->flow->draft;
    for (int i = 0; i < draft->need_count; i++) {
        if (i) buf_add(&text, STR(" · "));
        buf_add(&text, messages_text(view->messages, str_from(need_table[draft->needs[i]].label)));
    }
    return arena_copy(&tree->text, buf_str(&text));
}

static struct str way_text(const struct screen_view *view, struct ui_tree *tree, const struct booking *draft)
{
    switch (draft->contact_kind) {
    case CONTACT_SMS:
    case CONTACT_CALL: return in_pairs(tree, pii_str(&draft->contact));
    case CONTACT_EMAIL: return pii_str(&draft->contact);
    case CONTACT_PLACE: return T("Par ce lieu");
    case CONTACT_WORKER: return T("Par la personne qui me suit");
    case CONTACT_RETURN: return T("Je repasserai");
    }
    return STR("");
}

static const char *way_picture(enum contact_kind kind)
{
    switch (kind) {
    case CONTACT_SMS: return "💬";
    case CONTACT_CALL: return "📞";
    case CONTACT_EMAIL: return "📧";
    case CONTACT_PLACE: return "🏠";
    case CONTACT_WORKER: return "🤝";
    case CONTACT_RETURN: return "👣";
    }
    return "";
}

static void add_answer(struct ui_tree *tree, int index, const char *picture, struct str text, unsigned flags)
{
    enum ui_scale scale = tree->theme->compact ? UI_BODY : UI_LARGE;
    float size = tree->theme->text[scale] * 1.9f;
    ui_open(tree, (struct ui_spec){.id = "answer",
                                   .index = index,
                                   .role = UI_GROUP,
                                   .flow = UI_ROW,
                                   .gap = tree->theme->gap,
                                   .cross = UI_CENTER});
    ui_add(tree, (struct ui_spec){.id = "answer-picture",
                                  .index = index,
                                  .role = UI_PICTURE,
                                  .flags = UI_DECOR,
                                  .picture = str_from(picture),
                                  .w = size,
                                  .h = size});
    ui_add(tree, (struct ui_spec){.id = "answer-text",
                                  .index = index,
                                  .role = UI_TEXT,
                                  .scale = scale,
                                  .label = text,
                                  .flags = flags,
                                  .grow = 1});
    ui_close(tree);
}

static struct str kind_text(const struct screen_view *view)
{
    switch (view->flow->draft.kind) {
    case ITEM_APPOINTMENT: return T("Un rendez-vous");
    case ITEM_WORKSHOP: return T("Un atelier");
    case ITEM_CALLBACK: return T("Qu’on me rappelle");
    case ITEM_INTEREST: return T("Juste dire que ça m’intéresse");
    }
    return STR("");
}

static void add_answers(const struct screen_view *view, struct ui_tree *tree)
{
    const struct booking *draft = &view->flow->draft;
    ui_open(tree, (struct ui_spec){.id = "answers",
                                   .role = UI_GROUP,
                                   .look = UI_CARD,
                                   .pad = tree->theme->gap,
                                   .gap = tree->theme->gap * 0.6f,
                                   .grow = tree->theme->portrait ? 0 : 1});
    if (draft->choice_count == 0) add_answer(tree, 0, "📨", kind_text(view), 0);
    if (draft->choice_count > 0)
        add_answer(tree, 0, draft->kind == ITEM_WORKSHOP ? "🧩" : "🕙",
                   when_text(view, tree, &draft->choices[0]), 0);
    if (draft->choice_count > 1)
        add_answer(tree, 1, "↪️",
                   fill(tree, T("sinon {when}"), "when", when_text(view, tree, &draft->choices[1])), 0);
    add_answer(tree, 2, "🙂", pii_str(&draft->name), UI_PERSONAL);
    add_answer(tree, 3, way_picture(draft->contact_kind), way_text(view, tree, draft), UI_PERSONAL);
    if (draft->need_count) add_answer(tree, 4, "💡", needs_text(view, tree), 0);
    ui_close(tree);
}

static void add_notice(const struct screen_view *view, struct ui_tree *tree)
{
    enum ui_scale scale = tree->theme->compact ? UI_SMALL : UI_BODY;
    ui_open(tree, (struct ui_spec){.id = "law",
                                   .role = UI_GROUP,
                                   .look = UI_BANNER,
                                   .pad = tree->theme->gap,
                                   .gap = tree->theme->gap * 0.5f,
                                   .grow = tree->theme->portrait ? 0 : 1});
    ui_add(tree, (struct ui_spec){.id = "law-1",
                                  .role = UI_TEXT,
                                  .scale = scale,
                                  .label = T("On garde tes réponses, rien d’autre.")});
    ui_add(tree, (struct ui_spec){
                     .id = "law-2", .role = UI_TEXT, .scale = scale, .label = T("C’est pour te répondre.")});
    ui_add(tree, (struct ui_spec){.id = "law-3",
                                  .role = UI_TEXT,
                                  .scale = scale,
                                  .label = fill(tree, T("Seule l’équipe les lit : {partner}."), "partner",
                                                str_from(flow_partner(view->flow, view->world)->name))});
    ui_add(tree, (struct ui_spec){.id = "law-4",
                                  .role = UI_TEXT,
                                  .scale = scale,
                                  .label = T("La borne les efface dès que l’équipe les a.")});
    ui_add(tree, (struct ui_spec){.id = "law-5",
                                  .role = UI_TEXT,
                                  .scale = scale,
                                  .label = fill(tree, T("Pour dire stop : {person}."), "person",
                                                str_from(view->world->config->person))});
    ui_close(tree);
}

void screen_check(const struct screen_view *view, struct ui_tree *tree)
{
    frame_open(view, tree, (struct frame){.title = T("C’est bien ça ?")});
    ui_open(tree, (struct ui_spec){.id = "check",
                                   .role = UI_GROUP,
                                   .flow = tree->theme->portrait ? UI_COLUMN : UI_ROW,
                                   .gap = tree->theme->gap,
                                   .grow = tree->theme->compact ? 1 : 0});
    add_answers(view, tree);
    add_notice(view, tree);
    ui_close(tree);
    if (!tree->theme->compact)
        ui_add(tree, (struct ui_spec){.id = "check-below", .role = UI_SPACER, .grow = 1});
    frame_close(
        view, tree,
        (struct foot){.label = T("Oui, envoyer"), .icon = UI_ICON_CHECK, .action = act(FLOW_CONFIRM, 0)});
}
