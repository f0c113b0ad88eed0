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

enum { MOST_ANSWERS = 5, LAW_LINES = 5 };
struct answer {
    const char *picture;
    const struct slot *slot; // its day and time are the pictures
    struct str text;
    unsigned flags;
};
struct answers {
    struct answer list[MOST_ANSWERS];
    int count;
};

static void add_answer(const struct screen_view *view, struct ui_tree *tree, int index,
                       const struct answer *answer)
{
    enum ui_scale scale = tree->theme->compact ? UI_BODY : UI_LARGE;
    float size = tree->theme->text[scale] * 1.9f;
    ui_open(tree, (struct ui_spec){.id = "answer",
                                   .index = index,
                                   .role = UI_GROUP,
                                   .flow = UI_ROW,
                                   .gap = tree->theme->gap * 0.8f,
                                   .cross = UI_CENTER});
    if (answer->slot)
        add_moment_pictures(view, tree, "answer", index, answer->slot->start_s, size);
    else
        ui_add(tree, (struct ui_spec){.id = "answer-picture",
                                      .index = index,
                                      .role = UI_PICTURE,
                                      .flags = UI_DECOR,
                                      .picture = str_from(answer->picture),
                                      .w = size,
                                      .h = size});
    ui_add(tree, (struct ui_spec){.id = "answer-text",
                                  .index = index,
                                  .role = UI_TEXT,
                                  .scale = scale,
                                  .label = answer->text,
                                  .flags = answer->flags,
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
    case ITEM_ARRIVAL:
    case ITEM_CANCEL: break; // nothing is asked before them
    }
    return STR("");
}

static struct answers answers_of(const struct screen_view *view, struct ui_tree *tree)
{
    const struct booking *draft = &view->flow->draft;
    struct answers all = {0};
    if (draft->choice_count == 0) all.list[all.count++] = (struct answer){"📨", NULL, kind_text(view), 0};
    if (draft->waiting) all.list[all.count++] = (struct answer){"📋", NULL, T("Liste d’attente"), 0};
    for (int i = 0; i < draft->choice_count; i++) {
        struct str when = when_text(view, tree, &draft->choices[i]);
        if (i) when = fill(tree, T("sinon {when}"), "when", when);
        all.list[all.count++] = (struct answer){"", &draft->choices[i], when, 0};
    }
    all.list[all.count++] = (struct answer){"🙂", NULL, pii_str(&draft->name), UI_PERSONAL};
    all.list[all.count++] =
        (struct answer){way_picture(draft->contact_kind), NULL, way_text(view, tree, draft), UI_PERSONAL};
    if (draft->need_count) all.list[all.count++] = (struct answer){"💡", NULL, needs_text(view, tree), 0};
    return all;
}

static void add_answers(const struct screen_view *view, struct ui_tree *tree, const struct answers *answers,
                        int from, int to)
{
    if (from >= to) return;
    ui_open(tree, (struct ui_spec){.id = "answers",
                                   .role = UI_GROUP,
                                   .look = UI_CARD,
                                   .pad = tree->theme->gap,
                                   .gap = tree->theme->gap * 0.6f,
                                   .grow = tree->theme->portrait ? 0 : 1});
    for (int i = from; i < to; i++)
        add_answer(view, tree, i, &answers->list[i]);
    ui_close(tree);
}

static void law_lines(const struct screen_view *view, struct ui_tree *tree, struct str ret_lines[LAW_LINES])
{
    struct str partner = str_from(flow_partner(view->flow, view->world)->name);
    struct str person = str_from(view->world->config->person);
    ret_lines[0] = T("On garde tes réponses, rien d’autre.");
    ret_lines[1] = T("C’est pour te répondre.");
    ret_lines[2] = fill(tree, T("Seule l’équipe les lit : {partner}."), "partner", partner);
    ret_lines[3] = T("La borne les efface dès que l’équipe les a.");
    ret_lines[4] = fill(tree, T("Pour dire stop : {person}."), "person", person);
}

static void add_notice(const struct screen_view *view, struct ui_tree *tree, int from, int to)
{
    struct str lines[LAW_LINES];
    if (from >= to) return;
    law_lines(view, tree, lines);
    ui_open(tree, (struct ui_spec){.id = "law",
                                   .role = UI_GROUP,
                                   .look = UI_BANNER,
                                   .pad = tree->theme->gap,
                                   .gap = tree->theme->gap * 0.5f,
                                   .grow = tree->theme->portrait ? 0 : 1});
    for (int i = from; i < to; i++)
        ui_add(tree, (struct ui_spec){.id = "law-line",
                                      .index = i,
                                      .role = UI_TEXT,
                                      .scale = tree->theme->compact ? UI_SMALL : UI_BODY,
                                      .label = lines[i]});
    ui_close(tree);
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

// On several pages "yes, send it" comes with the last: the notice has been in sight before.
void screen_check(const struct screen_view *view, struct ui_tree *tree)
{
    struct answers answers = answers_of(view, tree);
    int all = answers.count + LAW_LINES;
    bool paged = is_paged(view, all, all), fill_height = tree->theme->compact && !paged;
    struct page page = page_of(view, all, 0, all);
    frame_open(view, tree, (struct frame){.title = T("C’est bien ça ?"), .words = true});
    ui_open(tree, (struct ui_spec){.id = "check",
                                   .role = UI_GROUP,
                                   .flow = tree->theme->portrait || paged ? UI_COLUMN : UI_ROW,
                                   .gap = tree->theme->gap,
                                   .grow = fill_height ? 1 : 0});
    add_answers(view, tree, &answers, page.from, smaller(page.to, answers.count));
    add_notice(view, tree, larger(page.from - answers.count, 0), page.to - answers.count);
    ui_close(tree);
    if (!fill_height) ui_add(tree, (struct ui_spec){.id = "check-below", .role = UI_SPACER, .grow = 1});
    frame_close(view, tree,
                (struct foot){.label = T("Oui, envoyer"),
                              .icon = UI_ICON_CHECK,
                              .action = act(FLOW_CONFIRM, 0),
                              .at_end = true,
                              .page = page});
}
