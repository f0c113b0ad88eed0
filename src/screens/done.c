// Recording, and what came of it. "Confirmed" only when the flow was told so.
#include "content/pictures.h"

#include "screens/parts.h"

static void add_middle(struct ui_tree *tree, const char *picture, struct str heading, struct str text)
{
    ui_add(tree, (struct ui_spec){.id = "above", .role = UI_SPACER, .grow = 1});
    ui_add(tree, (struct ui_spec){.id = "middle-picture",
                                  .role = UI_PICTURE,
                                  .flags = UI_DECOR,
                                  .picture = str_from(picture),
                                  .h = 26});
    ui_add(tree, (struct ui_spec){.id = "middle-heading",
                                  .role = UI_HEADING,
                                  .scale = UI_TITLE,
                                  .align = UI_CENTER,
                                  .label = heading});
    ui_add(tree,
           (struct ui_spec){
               .id = "middle-text", .role = UI_STATUS, .scale = UI_BODY, .align = UI_CENTER, .label = text});
    ui_add(tree, (struct ui_spec){.id = "below", .role = UI_SPACER, .grow = 1});
}

void screen_saving(const struct screen_view *view, struct ui_tree *tree)
{
    ui_open(
        tree,
        (struct ui_spec){
            .id = "frame", .role = UI_GROUP, .pad = tree->theme->margin, .gap = tree->theme->gap, .grow = 1});
    if (view->flow->recorded)
        add_middle(tree, "📨", T("C’est noté"), T("On demande la confirmation. Quelques secondes."));
    else
        add_middle(tree, "⏳", T("On note…"), T("Un instant."));
    ui_close(tree);
}

static struct str heading(const struct screen_view *view)
{
    switch (view->flow->result) {
    case RESULT_NOTED: return T("C’est noté, pas encore confirmé");
    case RESULT_CONFIRMED: return T("C’est confirmé");
    case RESULT_CONFIRMED_SECOND: return T("C’est confirmé, à ton autre moment");
    case RESULT_BECAME_CALLBACK: return T("Pas possible à ce moment-là. On te rappelle");
    case RESULT_REQUESTED:
    case RESULT_NOT_DONE: return T("C’est noté"); // not here: screen_settled
    }
    return STR("");
}

static bool can_be_reached(const struct booking *draft)
{
    return draft->contact_kind != CONTACT_RETURN && draft->contact_kind != CONTACT_PLACE;
}

// What happens next, with a person in it.
static struct str next_step(const struct screen_view *view, struct ui_tree *tree)
{
    const struct config *config = view->world->config;
    struct str person = str_from(config->person);
    bool reach = can_be_reached(&view->flow->draft), waiting = view->flow->draft.waiting;
    switch (view->flow->result) {
    case RESULT_CONFIRMED:
    case RESULT_CONFIRMED_SECOND: return str_from(flow_partner(view->flow, view->world)->address);
    case RESULT_NOTED:
        return reach ? fill(tree, T("Si c’est pris, on te prévient. Une question ? {person}."), "person",
                            person)
                     : fill(tree, T("Repasse demain pour savoir, ou demande à {person}."), "person", person);
    case RESULT_BECAME_CALLBACK:
    case RESULT_REQUESTED:
    case RESULT_NOT_DONE:
        if (reach && waiting)
            return fill(tree, T("Si une place se libère, on te contacte. Une question ? {person}."), "person",
                        person);
        return reach ? fill(tree, T("L’équipe te contacte. Une question ? {person}."), "person", person)
                     : fill(tree, T("Repasse quand tu veux et demande {person}."), "person", person);
    }
    return STR("");
}

static const struct slot *kept_slot(const struct flow *flow)
{
    switch (flow->result) {
    case RESULT_NOTED:
    case RESULT_CONFIRMED: return &flow->draft.choices[0];
    case RESULT_CONFIRMED_SECOND: return &flow->draft.choices[1];
    case RESULT_BECAME_CALLBACK:
    case RESULT_REQUESTED:
    case RESULT_NOT_DONE: return NULL;
    }
    return NULL;
}

static const char *result_picture(enum flow_result result)
{
    switch (result) {
    case RESULT_CONFIRMED:
    case RESULT_CONFIRMED_SECOND: return "✅";
    case RESULT_NOTED:
    case RESULT_NOT_DONE:
    case RESULT_REQUESTED: return "📝";
    case RESULT_BECAME_CALLBACK: return "📞";
    }
    return "";
}

// In the order its words are read in: from the right where they are.
static void add_code_pictures(const struct screen_view *view, struct ui_tree *tree, float size)
{
    struct picture_code code = view->flow->draft.code;
    char digits[8];
    struct buf number = buf_init(digits, sizeof digits);
    buf_add_format(&number, "%02u", (unsigned)code.number);
    ui_open(tree, (struct ui_spec){
                      .id = "code-row", .role = UI_GROUP, .flow = UI_ROW, .gap = 3, .cross = UI_CENTER});
    for (int i = 0; i < 3; i++) {
        const struct picture *picture = &picture_table[code.pictures[i]];
        ui_add(tree, (struct ui_spec){.id = "code-picture",
                                      .index = i,
                                      .role = UI_PICTURE,
                                      .flags = UI_PERSONAL,
                                      .picture = str_from(picture->emoji),
                                      .label = messages_text(view->messages, str_from(picture->word)),
                                      .w = size,
                                      .h = size});
    }
    ui_add(tree, (struct ui_spec){.id = "code-number",
                                  .role = UI_TEXT,
                                  .scale = UI_HUGE,
                                  .flags = UI_PERSONAL,
                                  .label = buf_str(&number)});
    ui_close(tree);
}

static void add_code(const struct screen_view *view, struct ui_tree *tree)
{
    char memory[128];
    struct buf words = buf_init(memory, sizeof memory);
    const struct theme *theme = tree->theme;
    pictures_words(&words, view->messages, view->flow->draft.code.pictures, view->flow->draft.code.number);
    // Its label is only said: before the pictures, where eyes find it beside them.
    ui_open(tree, (struct ui_spec){.id = "code",
                                   .role = UI_TEXT,
                                   .label = T("Ton code pour revenir"),
                                   .look = UI_CARD,
                                   .flow = UI_ROW,
                                   .pad = theme->gap,
                                   .gap = theme->gap,
                                   .cross = UI_CENTER});
    add_code_pictures(view, tree, theme->compact ? 14 : 20);
    ui_open(tree, (struct ui_spec){.id = "code-text", .role = UI_GROUP, .gap = 1, .grow = 1});
    ui_add(tree, (struct ui_spec){.id = "code-title",
                                  .role = UI_TEXT,
                                  .scale = theme->compact ? UI_SMALL : UI_BODY,
                                  .flags = UI_DECOR,
                                  .label = T("Ton code pour revenir")});
    ui_add(tree, (struct ui_spec){.id = "code-words",
                                  .role = UI_TEXT,
                                  .scale = theme->compact ? UI_SMALL : UI_BODY,
                                  .flags = UI_PERSONAL | UI_DECOR,
                                  .label = buf_str(&words)});
    ui_close(tree);
    ui_close(tree);
}

static void add_qr(const struct screen_view *view, struct ui_tree *tree)
{
    float size = tree->theme->compact ? 50 : 80;
    if (view->calendar_entry.n == 0) return;
    ui_open(tree, (struct ui_spec){.id = "qr-card",
                                   .role = UI_GROUP,
                                   .look = UI_CARD,
                                   .pad = tree->theme->gap,
                                   .gap = 2,
                                   .cross = UI_CENTER});
    ui_add(tree, (struct ui_spec){.id = "qr",
                                  .role = UI_CODE,
                                  .label = T("Code à scanner : il met le rendez-vous dans ton téléphone"),
                                  .value = view->calendar_entry,
                                  .w = size,
                                  .h = size});
    if (view->flow->notice == NOTICE_NONE) // else that has the room
        ui_add(tree, (struct ui_spec){.id = "qr-text",
                                      .role = UI_TEXT,
                                      .scale = UI_SMALL,
                                      .align = UI_CENTER,
                                      .flags = UI_DECOR,
                                      .label = T("Scanne pour ton agenda")});
    ui_close(tree);
}

// What Done says, in order: how it went, when, what happens next; then the code to come back and the one to
// scan.
enum done_part { DONE_RESULT, DONE_WHEN, DONE_NEXT, DONE_CODE, DONE_QR, DONE_EXTRAS };
enum { DONE_PARTS = 6 };
struct done_parts {
    enum done_part list[DONE_PARTS];
    int count;
};

static void add_when(const struct screen_view *view, struct ui_tree *tree, const struct slot *slot)
{
    enum ui_scale scale = tree->theme->compact ? UI_LARGE : UI_TITLE;
    ui_open(
        tree,
        (struct ui_spec){
            .id = "when-row", .role = UI_GROUP, .flow = UI_ROW, .gap = tree->theme->gap, .cross = UI_CENTER});
    add_moment_pictures(view, tree, "when", 0, slot->start_s, tree->theme->text[scale] * 2);
    ui_add(
        tree,
        (struct ui_spec){
            .id = "when", .role = UI_TEXT, .scale = scale, .label = when_text(view, tree, slot), .grow = 1});
    ui_close(tree);
}

static void add_part(const struct screen_view *view, struct ui_tree *tree, enum done_part part)
{
    bool compact = tree->theme->compact;
    switch (part) {
    case DONE_RESULT:
        add_line(tree, "result-line", 0, result_picture(view->flow->result), compact ? UI_TITLE : UI_HUGE,
                 heading(view));
        break;
    case DONE_WHEN: add_when(view, tree, kept_slot(view->flow)); break;
    case DONE_NEXT:
        add_line(tree, "result-line", 2, "📍", compact ? UI_BODY : UI_LARGE, next_step(view, tree));
        break;
    case DONE_CODE: add_code(view, tree); break;
    case DONE_QR: add_qr(view, tree); break;
    case DONE_EXTRAS: // at the foot, where a hand reaches
        ui_add(tree, (struct ui_spec){.id = "extras-top", .role = UI_SPACER, .grow = 1});
        add_extras(view, tree);
        break;
    }
}

// What is optional stands beside the title while everything fits on one page, else at the end: on a low
// screen in reach of the hand, with large words on the last page.
static bool extras_beside_title(const struct screen_view *view, const struct theme *theme)
{
    return !theme->wish.low && !view->fit.per_page;
}

static struct done_parts parts_of(const struct screen_view *view, const struct theme *theme)
{
    struct done_parts parts = {.list = {DONE_RESULT}, .count = 1};
    if (kept_slot(view->flow)) parts.list[parts.count++] = DONE_WHEN;
    parts.list[parts.count++] = DONE_NEXT;
    parts.list[parts.count++] = DONE_CODE;
    if (view->calendar_entry.n) parts.list[parts.count++] = DONE_QR;
    if (!extras_beside_title(view, theme)) parts.list[parts.count++] = DONE_EXTRAS;
    return parts;
}

// Everything at once: words on one side, the code to scan on the other.
static void add_all_parts(const struct screen_view *view, struct ui_tree *tree,
                          const struct done_parts *parts)
{
    const struct theme *theme = tree->theme;
    ui_open(tree, (struct ui_spec){.id = "done",
                                   .role = UI_GROUP,
                                   .flow = theme->portrait ? UI_COLUMN : UI_ROW,
                                   .gap = theme->gap,
                                   .grow = 1});
    ui_open(tree, (struct ui_spec){.id = "done-words", .role = UI_GROUP, .gap = theme->gap, .grow = 1});
    ui_open(tree, (struct ui_spec){.id = "result", .role = UI_GROUP, .gap = theme->gap, .grow = 1});
    for (int i = 0; parts->list[i] != DONE_CODE; i++)
        add_part(view, tree, parts->list[i]);
    ui_close(tree);
    add_code(view, tree);
    ui_close(tree);
    add_qr(view, tree);
    ui_close(tree);
    if (parts->list[parts->count - 1] == DONE_EXTRAS) add_extras(view, tree);
}

void screen_done(const struct screen_view *view, struct ui_tree *tree)
{
    struct done_parts parts = parts_of(view, tree->theme);
    struct page page = page_of(view, parts.count, 0, parts.count);
    frame_open(view, tree,
               (struct frame){.title = T("Prends cet écran en photo"),
                              .words = true,
                              .extras = extras_beside_title(view, tree->theme)});
    if (!page.before && !page.after)
        add_all_parts(view, tree, &parts);
    else
        for (int i = page.from; i < page.to; i++)
            add_part(view, tree, parts.list[i]);
    frame_close(view, tree,
                (struct foot){.label = T("Effacer maintenant"),
                              .icon = UI_ICON_CLOSE,
                              .action = act(FLOW_FINISH, 0),
                              .no_back = true,
                              .page = page});
}

void screen_sorry(const struct screen_view *view, struct ui_tree *tree)
{
    const struct config *config = view->world->config;
    struct str who = str_from(config->person);
    struct page page = page_of(view, config->phone[0] ? 2 : 1, 0, 2);
    frame_open(view, tree, (struct frame){.title = T("Ce n’est pas enregistré"), .words = true});
    ui_add(tree, (struct ui_spec){.id = "sorry-top", .role = UI_SPACER, .grow = 1});
    if (page.from == 0)
        add_line(tree, "sorry", 0, "🧑", UI_LARGE,
                 fill(tree,
                      T("La borne n’arrive pas à le noter. Va voir {person} : on s’en occupe avec toi."),
                      "person", who));
    if (page.to == 2) add_line(tree, "sorry", 1, "📞", UI_LARGE, str_from(config->phone));
    ui_add(tree, (struct ui_spec){.id = "sorry-bottom", .role = UI_SPACER, .grow = 1});
    ui_add(tree, (struct ui_spec){.id = "retry",
                                  .role = UI_BUTTON,
                                  .look = UI_SECONDARY,
                                  .label = T("Essayer encore"),
                                  .align = UI_CENTER,
                                  .min_h = tree->theme->target,
                                  .action = act(FLOW_RETRY, 0)});
    frame_close(view, tree,
                (struct foot){.label = T("Effacer maintenant"),
                              .icon = UI_ICON_CLOSE,
                              .action = act(FLOW_FINISH, 0),
                              .page = page});
}
