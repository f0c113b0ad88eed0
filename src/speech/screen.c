// The script of a screen: which nodes, in which order.
#include "speech/parts.h"
#include "ui/hit.h"

static bool is_title(const struct ui_node *node)
{
    return node->spec.role == UI_HEADING;
}

static bool is_notice(const struct ui_node *node)
{
    return node->spec.role == UI_STATUS;
}

static bool is_field(const struct ui_node *node)
{
    return node->spec.role == UI_FIELD;
}

static bool is_text(const struct ui_node *node)
{
    return !is_title(node) && !is_notice(node) && !is_field(node) && !node_is_control(node);
}

static bool is_listed(const struct ui_node *node) // keys of a keyboard are no list to hear
{
    return node_is_control(node) && node->spec.role != UI_KEY;
}

static void say_all(const struct speech_view *view, bool (*belongs)(const struct ui_node *node),
                    struct speech *to)
{
    const struct ui_tree *tree = view->tree;
    for (uint16_t i = ui_reach_from(tree); i < tree->count; i++)
        if (node_is_said(&tree->nodes[i]) && belongs(&tree->nodes[i])) speech_node(view, i, to);
}

static int count_of(const struct ui_tree *tree, bool (*belongs)(const struct ui_node *node))
{
    int count = 0;
    for (uint16_t i = ui_reach_from(tree); i < tree->count; i++)
        count += node_is_said(&tree->nodes[i]) && belongs(&tree->nodes[i]);
    return count;
}

static void say_focus(const struct speech_view *view, struct speech *to)
{
    const struct ui_node *node = ui_focus_node(view->tree, view->focus);
    if (node) speech_node(view, (uint16_t)(node - view->tree->nodes), to);
}

static bool is_key(const struct ui_node *node)
{
    return node->spec.role == UI_KEY;
}

// A code that nobody hears is no code: how to hear it is said.
static void say_hushed(const struct speech_view *view, struct speech *to)
{
    const struct ui_tree *tree = view->tree;
    const struct messages *messages = view->messages;
    bool hushed = false;
    for (uint16_t i = ui_reach_from(tree); i < tree->count && !view->headphones; i++)
        hushed = hushed || (node_is_said(&tree->nodes[i]) && tree->nodes[i].spec.flags & UI_PERSONAL);
    if (hushed) speech_sentence(T("Avec un casque, tu peux l’entendre."), to);
}

static void say_how(const struct speech_view *view, struct speech *to)
{
    const struct messages *messages = view->messages;
    switch (view->way) {
    case SPEECH_BY_TOUCH: speech_sentence(T("Touche ce que tu veux."), to); break;
    case SPEECH_FIRST_KEYS:
        speech_sentence(T("Flèche droite : suivant. Flèche gauche : précédent. Entrée : choisir. Échap : "
                          "revenir. F1 : répéter."),
                        to);
        speech_sentence(T("Sans touches, glisse un doigt jusqu’au bord de l’écran. À droite : suivant. À "
                          "gauche : précédent. En bas : choisir. En haut : répéter."),
                        to);
        break;
    case SPEECH_BY_KEYS: speech_sentence(T("Suivant, précédent, ou choisir."), to); break;
    }
    if (view->way != SPEECH_BY_TOUCH && count_of(view->tree, is_key))
        speech_sentence(T("Écris au clavier, ou parcours les touches de l’écran."), to);
}

static void add_hint(const struct speech_view *view, struct str hint, struct buf *to)
{
    size_t from = to->n;
    buf_add_char(to, ' ');
    words_add(to, view->messages, hint, false);
    words_end(to, from);
}

// Only labels and hints: role and state are said where one stops.
static void say_choices(const struct speech_view *view, bool always, struct speech *to)
{
    const struct ui_tree *tree = view->tree;
    for (uint16_t i = ui_reach_from(tree); i < tree->count; i++) {
        const struct ui_node *node = &tree->nodes[i];
        bool same = node->spec.flags & UI_ALWAYS;
        if (!node_is_said(node) || !is_listed(node) || same != always) continue;
        char memory[512];
        struct buf words = buf_init(memory, sizeof memory);
        words_add(&words, view->messages, node->spec.label, false);
        words_end(&words, 0);
        if (node->spec.hint.n) add_hint(view, node->spec.hint, &words);
        speech_sentence(buf_str(&words), to);
        if (to->count) to->list[to->count - 1].node = i;
    }
}

void speech_screen(const struct speech_view *view, struct speech *to)
{
    say_all(view, is_title, to);
    say_all(view, is_notice, to);
    say_all(view, is_field, to);
    say_all(view, is_text, to);
    say_hushed(view, to);
    if (view->way != SPEECH_BY_TOUCH) say_focus(view, to);
    if (count_of(view->tree, node_is_control) == 0) return; // nothing to do but wait
    say_how(view, to);
    say_choices(view, false, to);
    if (view->way != SPEECH_BY_KEYS) say_choices(view, true, to); // who goes by keys hears of them once
}

uint16_t speech_node_at(const struct ui_tree *tree, int x, int y)
{
    for (uint16_t i = tree->count, from = ui_reach_from(tree); i-- > from;) {
        const struct box *box = &tree->nodes[i].box;
        bool there = x >= box->x && y >= box->y && x < box->x + box->w && y < box->y + box->h;
        if (there && node_is_said(&tree->nodes[i])) return i;
    }
    return 0;
}

static uint64_t add_to_hash(uint64_t hash, struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        hash = (hash ^ (uint8_t)text.p[i]) * 1099511628211U;
    return (hash ^ 0xff) * 1099511628211U; // FNV-1a, with an end mark no UTF-8 text has
}

uint64_t speech_screen_hash(const struct ui_tree *tree)
{
    uint64_t hash = 14695981039346656037U;
    for (uint16_t i = ui_reach_from(tree); i < tree->count; i++)
        if (node_is_said(&tree->nodes[i]) && tree->nodes[i].spec.role != UI_KEY)
            hash = add_to_hash(hash, tree->nodes[i].spec.label);
    return hash;
}
