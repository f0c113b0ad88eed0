// A screen as one line of words, for tests: what a visitor is told and can do, in order. Personal values are
// counted, not shown.
#include "base/utf8.h"
#include "ui/hit.h"

static const char *role_name(enum ui_role role)
{
    switch (role) {
    case UI_GROUP: return "group";
    case UI_HEADING: return "heading";
    case UI_TEXT: return "text";
    case UI_BUTTON: return "button";
    case UI_CHOICE: return "choice";
    case UI_FIELD: return "field";
    case UI_KEY: return "key";
    case UI_PICTURE: return "picture";
    case UI_CODE: return "code";
    case UI_STATUS: return "status";
    case UI_SPACER: return "spacer";
    case UI_STEPS: return "steps";
    }
    return "";
}

static bool is_said(const struct ui_spec *spec)
{
    if (spec->flags & UI_DECOR) return false;
    return spec->role == UI_STEPS || spec->label.n;
}

static void print_flags(const struct ui_spec *spec, struct buf *to)
{
    static const struct {
        unsigned flag;
        const char *word;
    } words[] = {{UI_CHOSEN, " (chosen)"}, {UI_DISABLED, " (disabled)"}, {UI_INVALID, " (to mend)"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (spec->flags & words[i].flag) buf_add(to, str_from(words[i].word));
}

static void print_node(const struct ui_spec *spec, struct buf *to)
{
    buf_add(to, str_from(role_name(spec->role)));
    if (spec->label.n) buf_add_format(to, " %.*s", STR_ARG(spec->label));
    if (spec->role == UI_STEPS)
        buf_add_format(to, " %d of %d", spec->number, spec->total);
    else if (spec->value.n && spec->flags & UI_PERSONAL)
        buf_add_format(to, " = %zu characters", utf8_count(spec->value));
    else if (spec->value.n && spec->role != UI_CODE)
        buf_add_format(to, " = %.*s", STR_ARG(spec->value));
    if (spec->hint.n) buf_add_format(to, ", %.*s", STR_ARG(spec->hint));
    print_flags(spec, to);
}

void ui_print(const struct ui_tree *tree, struct buf *to)
{
    const char *between = "";
    for (uint16_t i = ui_reach_from(tree); i < tree->count; i++) {
        if (!is_said(&tree->nodes[i].spec)) continue;
        buf_add(to, str_from(between));
        print_node(&tree->nodes[i].spec, to);
        between = " / ";
    }
}
