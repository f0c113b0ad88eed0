// One node in words: label and hint, role, state, value, position. The label comes first: who knows it need
// not hear the rest.
#include "base/utf8.h"
#include "speech/parts.h"
#include "ui/hit.h"

bool node_is_said(const struct ui_node *node)
{
    bool empty = node->spec.role == UI_GROUP || node->spec.role == UI_SPACER;
    if (node->spec.flags & UI_DECOR || empty) return false;
    return node->spec.role == UI_STEPS || node->spec.label.n;
}

bool node_is_control(const struct ui_node *node)
{
    return ui_is_focusable(node);
}

static struct str role_word(const struct messages *messages, enum ui_role role)
{
    switch (role) {
    case UI_BUTTON: return T("bouton");
    case UI_CHOICE: return T("case à cocher");
    case UI_FIELD: return T("champ");
    case UI_GROUP:
    case UI_HEADING:
    case UI_TEXT:
    case UI_KEY:
    case UI_PICTURE:
    case UI_CODE:
    case UI_STATUS:
    case UI_SPACER:
    case UI_STEPS: break;
    }
    return STR("");
}

// Which of the alike things of a grid this is.
static void add_position(struct buf *to, const struct speech_view *view, const struct ui_node *node)
{
    const struct ui_node *nodes = view->tree->nodes;
    const struct messages *messages = view->messages;
    char at_memory[12], of_memory[12];
    struct buf at = buf_init(at_memory, sizeof at_memory), of = buf_init(of_memory, sizeof of_memory);
    int count = 0, place = 0;
    if (nodes[node->parent].spec.flow != UI_GRID || !node_is_control(node)) return;
    for (uint16_t i = nodes[node->parent].first; i; i = nodes[i].next) {
        count += node_is_control(&nodes[i]);
        if (&nodes[i] == node) place = count;
    }
    if (count < 2 || !place) return;
    buf_add_format(&at, "%d", place);
    buf_add_format(&of, "%d", count);
    buf_add_char(to, ' ');
    messages_format(to, T("{number} sur {total}."),
                    (struct message_arg[]){{"number", buf_str(&at)}, {"total", buf_str(&of)}}, 2);
}

static void add_word(struct buf *to, struct str word)
{
    if (!word.n) return;
    size_t from = to->n;
    if (from) buf_add_char(to, ' ');
    buf_add(to, word);
    words_end(to, from);
}

static void add_state(struct buf *to, const struct speech_view *view, const struct ui_spec *spec)
{
    const struct messages *messages = view->messages;
    if (spec->role == UI_CHOICE)
        add_word(to, spec->flags & UI_CHOSEN ? T("choisi") : T("pas choisi"));
    else if (spec->flags & UI_CHOSEN)
        add_word(to, T("actif"));
    if (spec->flags & UI_DISABLED) add_word(to, T("indisponible"));
    if (spec->flags & UI_INVALID) add_word(to, T("à corriger"));
}

static bool is_hushed(const struct speech_view *view, const struct ui_spec *spec)
{
    return spec->flags & UI_PERSONAL && !view->headphones;
}

static void add_text(struct buf *to, const struct speech_view *view, struct str text, bool digits)
{
    size_t from = to->n;
    if (!text.n) return;
    if (from) buf_add_char(to, ' ');
    words_add(to, view->messages, text, digits);
    words_end(to, from);
}

// What might be written there. Without the word an example would pass for what is written.
static void add_example(struct buf *to, const struct speech_view *view, struct str hint)
{
    const struct messages *messages = view->messages;
    bool example = str_find(hint, STR("@")) < hint.n || (hint.n && hint.p[0] >= '0' && hint.p[0] <= '9');
    if (example) {
        buf_add_char(to, ' ');
        buf_add(to, T("Par exemple :"));
    }
    add_text(to, view, hint, false);
}

static void add_value(struct buf *to, const struct speech_view *view, const struct ui_spec *spec)
{
    const struct messages *messages = view->messages;
    if (!spec->value.n)
        add_word(to, T("vide"));
    else if (is_hushed(view, spec))
        add_word(to, T("écrit à l’écran"));
    else
        add_text(to, view, spec->value, false);
}

static void add_steps(struct buf *to, const struct speech_view *view, const struct ui_spec *spec)
{
    buf_add_format(to, "%.*s %d/%d.", STR_ARG(spec->label), spec->number, spec->total);
    (void)view;
}

static void add_typed(struct buf *to, const struct messages *messages, struct str typed)
{
    if (utf8_count(typed) == 1)
        words_add_character(to, messages, utf8_next(&typed));
    else
        words_add(to, messages, typed, false);
}

// Whoever hears the keys that somebody stops at hears their name: without headphones only the keys that write
// nothing have one.
static void add_key(struct buf *to, const struct speech_view *view, const struct ui_spec *spec)
{
    const struct messages *messages = view->messages;
    bool writes = spec->flags & UI_PRIVATE;
    if (writes && !view->headphones)
        buf_add(to, T("une touche"));
    else
        add_typed(to, messages, spec->label);
    words_end(to, 0);
    add_state(to, view, spec);
}

// A label that is the visitor's own is not said without headphones; that of a field never is their own.
static void add_label(struct buf *to, const struct speech_view *view, const struct ui_spec *spec)
{
    const struct messages *messages = view->messages;
    bool own = spec->flags & UI_PERSONAL;
    if (is_hushed(view, spec) && spec->role != UI_FIELD)
        add_word(to, T("écrit à l’écran"));
    else
        add_text(to, view, spec->label, own && spec->role == UI_TEXT);
}

static void add_node(struct buf *to, const struct speech_view *view, const struct ui_node *node)
{
    const struct ui_spec *spec = &node->spec;
    if (spec->role == UI_STEPS) {
        add_steps(to, view, spec);
        return;
    }
    if (spec->role == UI_KEY) {
        add_key(to, view, spec);
        return;
    }
    add_label(to, view, spec);
    if (spec->role != UI_FIELD) add_text(to, view, spec->hint, false);
    add_word(to, role_word(view->messages, spec->role));
    add_state(to, view, spec);
    if (spec->role == UI_FIELD) {
        add_value(to, view, spec);
        if (!spec->value.n) add_example(to, view, spec->hint);
    }
    add_position(to, view, node);
}

static bool is_repeated(const struct speech *speech, struct str text)
{
    return speech->count && str_eq(speech->list[speech->count - 1].text, text);
}

// A whole utterance or none. One after the other the same words would only be noise: three hushed pictures of
// a code are one "écrit à l'écran".
static void take(struct speech *speech, uint16_t node, bool personal, size_t from)
{
    struct str text = str_slice(buf_str(&speech->text), from, speech->text.n);
    speech->full = speech->full || speech->text.full || speech->count == SPEECH_UTTERANCES;
    if (!text.n || speech->full || is_repeated(speech, text)) return;
    speech->list[speech->count++] = (struct utterance){node, personal, text};
}

void speech_clear(struct speech *speech)
{
    speech->count = 0;
    speech->full = false;
    speech->text = buf_init(speech->memory, sizeof speech->memory);
}

void speech_node(const struct speech_view *view, uint16_t index, struct speech *to)
{
    const struct ui_node *node = &view->tree->nodes[index];
    char memory[1024];
    struct buf words = buf_init(memory, sizeof memory);
    size_t from = to->text.n;
    if (!node_is_said(node)) return;
    add_node(&words, view, node);
    to->full = to->full || words.full;
    buf_add(&to->text, buf_str(&words));
    take(to, index, node->spec.flags & UI_PERSONAL && view->headphones, from);
}

void speech_sentence(struct str sentence, struct speech *to)
{
    size_t from = to->text.n;
    buf_add(&to->text, sentence);
    take(to, 0, false, from);
}

void speech_typed(const struct speech_view *view, struct str typed, struct speech *to)
{
    const struct messages *messages = view->messages;
    size_t from = to->text.n;
    if (!typed.n)
        buf_add(&to->text, T("effacé"));
    else if (view->headphones)
        add_typed(&to->text, messages, typed);
    else
        buf_add(&to->text, T("une lettre"));
    words_end(&to->text, from);
    take(to, 0, view->headphones, from);
}
