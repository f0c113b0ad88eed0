// A tree while it is made: nodes in the order they are declared, strings copied, mistakes kept.
#include "base/check.h"
#include "ui/ui.h"

static void note_mistake(struct ui_tree *tree, const char *mistake)
{
    if (!tree->mistake) tree->mistake = mistake;
}

// FNV-1a of id and index; never 0, which is "no node".
static uint32_t key_of(const char *id, int index)
{
    if (!id) return 0;
    uint32_t hash = 2166136261U;
    for (; *id; id++)
        hash = (hash ^ (uint8_t)*id) * 16777619U;
    for (unsigned i = 0, left = (unsigned)index; i < 4; i++, left >>= 8)
        hash = (hash ^ (left & 0xff)) * 16777619U;
    return hash ? hash : 1;
}

static struct str keep(struct ui_tree *tree, struct str s)
{
    struct str copy = s.n ? arena_copy(&tree->text, s) : (struct str){"", 0};
    if (copy.n != s.n) note_mistake(tree, "no room for the texts of the screen");
    return copy;
}

static void keep_texts(struct ui_tree *tree, struct ui_spec *spec)
{
    if (spec->id) spec->id = keep(tree, str_from(spec->id)).p;
    spec->label = keep(tree, spec->label);
    spec->value = keep(tree, spec->value);
    spec->hint = keep(tree, spec->hint);
    spec->picture = keep(tree, spec->picture);
}

void ui_begin(struct ui_tree *tree, const struct theme *theme, int w, int h, void *memory, size_t cap)
{
    tree->count = 1;
    tree->open = 0;
    tree->lost = 0;
    tree->mirrored = false;
    tree->text = arena_init(memory, cap);
    tree->theme = theme;
    tree->w = w;
    tree->h = h;
    tree->mistake = NULL;
    tree->nodes[0] = (struct ui_node){.box = {0, 0, w, h}};
}

static void append_child(struct ui_tree *tree, uint16_t parent, uint16_t child)
{
    uint16_t *link = &tree->nodes[parent].first;
    while (*link)
        link = &tree->nodes[*link].next;
    *link = child;
    tree->nodes[parent].count++;
}

void ui_open(struct ui_tree *tree, struct ui_spec spec)
{
    if (tree->lost || tree->count == UI_NODES) {
        note_mistake(tree, "too many nodes");
        tree->lost++;
        return;
    }
    uint16_t index = tree->count++;
    keep_texts(tree, &spec);
    tree->nodes[index] =
        (struct ui_node){.spec = spec, .key = key_of(spec.id, spec.index), .parent = tree->open};
    append_child(tree, tree->open, index);
    tree->open = index;
}

void ui_close(struct ui_tree *tree)
{
    if (tree->lost) {
        tree->lost--;
        return;
    }
    CHECK(tree->open != 0);
    tree->open = tree->nodes[tree->open].parent;
}

void ui_add(struct ui_tree *tree, struct ui_spec spec)
{
    ui_open(tree, spec);
    ui_close(tree);
}

bool ui_tappable(const struct ui_node *node)
{
    return node->spec.action.kind && !(node->spec.flags & UI_DISABLED);
}

const struct ui_node *ui_find(const struct ui_tree *tree, enum ui_role role, struct str label)
{
    for (uint16_t i = 1; i < tree->count; i++) {
        const struct ui_spec *spec = &tree->nodes[i].spec;
        if (spec->role == role && str_eq(spec->label, label)) return &tree->nodes[i];
    }
    return NULL;
}
