// What is tried by hand, one screen each: a grid over the whole screen, a ruler, the voice, colours, keys, a
// scanner.
#include "screens/parts.h"

static struct foot verdict(struct str good, struct str bad)
{
    return (struct foot){.label = good,
                         .icon = UI_ICON_CHECK,
                         .action = staff_act(STAFF_JUDGE, 1),
                         .aside = bad,
                         .aside_icon = UI_ICON_CLOSE,
                         .aside_action = staff_act(STAFF_JUDGE, 0)};
}

// --- the grid

static void add_cell(const struct screen_view *view, struct ui_tree *tree, int cell)
{
    char memory[16];
    struct buf label = buf_init(memory, sizeof memory);
    bool turned = trial_is_turned(&view->staff->trial, cell);
    buf_add_format(&label, "%d%s", cell + 1, turned ? " ✓" : "");
    ui_add(tree, (struct ui_spec){.id = "cell",
                                  .index = cell,
                                  .role = UI_KEY,
                                  .flags = turned ? UI_CHOSEN : 0,
                                  .label = buf_str(&label),
                                  .action = staff_act(STAFF_CELL, cell)});
}

// Nothing of the screen is left out: the way back stands in one of the places, near the middle.
static void show_grid(const struct screen_view *view, struct ui_tree *tree)
{
    int columns = tree->theme->portrait ? TRIAL_ROWS : TRIAL_COLUMNS, out = TRIAL_CELLS / 2;
    ui_open(tree, (struct ui_spec){.id = "grid",
                                   .role = UI_GROUP,
                                   .flow = UI_GRID,
                                   .columns = columns,
                                   .gap = tree->theme->key_gap,
                                   .grow = 1});
    for (int i = 0; i <= TRIAL_CELLS; i++)
        if (i == out)
            ui_add(tree, (struct ui_spec){.id = "back",
                                          .role = UI_BUTTON,
                                          .look = UI_SECONDARY,
                                          .flags = UI_ALONE,
                                          .icon = UI_ICON_BACK,
                                          .align = UI_CENTER,
                                          .label = STR("Retour"),
                                          .action = staff_act(STAFF_BACK, 0)});
        else
            add_cell(view, tree, i < out ? i : i - 1);
    ui_close(tree);
}

// --- the ruler

enum { RULER_CM = 5, CENTIMETRE = 10 };

static void add_side_space(struct ui_tree *tree, int index)
{
    ui_add(tree, (struct ui_spec){.id = "ruler-space", .index = index, .role = UI_SPACER, .grow = 1});
}

static void add_ruler(struct ui_tree *tree)
{
    ui_open(tree,
            (struct ui_spec){.id = "ruler", .role = UI_GROUP, .flow = UI_ROW, .flags = UI_LTR, .h = 14});
    add_side_space(tree, 0);
    for (int i = 0; i < RULER_CM; i++)
        ui_add(tree, (struct ui_spec){.id = "centimetre",
                                      .index = i,
                                      .role = UI_SPACER,
                                      .fill = i % 2 ? tree->theme->line : tree->theme->ink,
                                      .w = CENTIMETRE,
                                      .h = 14});
    add_side_space(tree, 1);
    ui_close(tree);
}

static void show_ruler(const struct screen_view *view, struct ui_tree *tree)
{
    frame_open(view, tree, (struct frame){.title = STR("Règle"), .words = true});
    add_text(tree, "ask", UI_BODY, STR("Posez une vraie règle sur la barre : elle doit avoir 5 cm juste."));
    ui_add(tree, (struct ui_spec){.id = "above", .role = UI_SPACER, .grow = 1});
    add_ruler(tree);
    ui_add(tree, (struct ui_spec){.id = "below", .role = UI_SPACER, .grow = 1});
    frame_close(view, tree, verdict(STR("C’est bien 5 cm"), STR("Non")));
}

// --- the voice

static void show_sound(const struct screen_view *view, struct ui_tree *tree)
{
    const struct tile play = {.id = "play",
                              .picture = "🔊",
                              .label = STR("Faire parler la borne"),
                              .action = staff_act(STAFF_PLAY, 0)};
    frame_open(view, tree,
               (struct frame){.title = STR("Son"),
                              .note = STR("Essayez avec le haut-parleur, puis avec un casque.")});
    struct page page = add_tiles(view, tree, "plays", &play, 1, 1);
    struct foot foot = verdict(STR("J’ai entendu"), STR("Rien"));
    foot.page = page;
    frame_close(view, tree, foot);
}

// --- colours

static void add_bars(struct ui_tree *tree, const char *id, const rgba_t *bars, int count)
{
    ui_open(tree, (struct ui_spec){.id = id, .role = UI_GROUP, .flow = UI_ROW, .grow = 1});
    for (int i = 0; i < count; i++)
        ui_add(tree,
               (struct ui_spec){.id = id, .index = 1 + i, .role = UI_SPACER, .fill = bars[i], .grow = 1});
    ui_close(tree);
}

static void show_colours(const struct screen_view *view, struct ui_tree *tree)
{
    static const rgba_t colours[] = {0xff0000ff, 0x00ff00ff, 0x0000ffff, 0x00ffffff,
                                     0xff00ffff, 0xffff00ff, 0xffffffff, 0x000000ff};
    static const rgba_t greys[] = {0x000000ff, 0x242424ff, 0x494949ff, 0x6d6d6dff,
                                   0x929292ff, 0xb6b6b6ff, 0xdbdbdbff, 0xffffffff};
    frame_open(view, tree,
               (struct frame){.title = STR("Couleurs"),
                              .note = STR("Huit couleurs, et huit gris du noir au blanc, tous différents ?"),
                              .words = true});
    add_bars(tree, "colour", colours, sizeof colours / sizeof *colours);
    add_bars(tree, "grey", greys, sizeof greys / sizeof *greys);
    frame_close(view, tree, verdict(STR("Tout est visible"), STR("Non")));
}

// --- keys

static void add_pressed(const struct screen_view *view, struct ui_tree *tree, enum trial_key key,
                        struct str name)
{
    bool came = view->staff->trial.keys >> key & 1;
    ui_add(tree, (struct ui_spec){.id = "pressed",
                                  .index = (int)key,
                                  .role = UI_TEXT,
                                  .look = UI_CARD,
                                  .flags = came ? UI_CHOSEN : 0,
                                  .scale = UI_SMALL,
                                  .align = UI_CENTER,
                                  .label = name});
}

static void open_presses(struct ui_tree *tree, const char *id, int columns, int count)
{
    ui_open(tree, (struct ui_spec){.id = id,
                                   .role = UI_GROUP,
                                   .flow = UI_GRID,
                                   .columns = columns,
                                   .gap = tree->theme->key_gap,
                                   .grow = (float)((count + columns - 1) / columns)});
}

static void add_presses(const struct screen_view *view, struct ui_tree *tree)
{
    static const char *const names[TRIAL_DIGIT] = {"Gauche",  "Droite",  "Haut",       "Bas",
                                                   "Tab",     "Maj Tab", "Entrée",     "Échap",
                                                   "Effacer", "Répéter", "Moins fort", "Plus fort"};
    open_presses(tree, "presses", tree->theme->portrait ? 3 : 6, TRIAL_DIGIT);
    for (int i = 0; i < TRIAL_DIGIT; i++)
        add_pressed(view, tree, (enum trial_key)i, str_from(names[i]));
    ui_close(tree);
    open_presses(tree, "digits", tree->theme->portrait ? 6 : 11, 11);
    for (int i = 0; i < 10; i++)
        add_pressed(view, tree, (enum trial_key)(TRIAL_DIGIT + i), number_text(tree, i));
    add_pressed(view, tree, TRIAL_OTHER, STR("A…"));
    ui_close(tree);
}

static void show_keys(const struct screen_view *view, struct ui_tree *tree)
{
    struct foot foot = verdict(STR("Toutes marchent"), STR("Non"));
    if (!view->staff->trial.keys) foot.label = STR("");
    frame_open(
        view, tree,
        (struct frame){
            .title = STR("Clavier"),
            .note = STR("Appuyez sur chaque touche. La seconde fois, elle fait ce qu’elle fait toujours."),
            .words = true});
    add_presses(view, tree);
    frame_close(view, tree, foot);
}

// --- the scanner

static void show_scanner(const struct screen_view *view, struct ui_tree *tree)
{
    const struct trial_scan *scan = &view->staff->trial.scan;
    struct foot foot = verdict(STR("C’est bon"), STR("Non"));
    if (!trial_scan_is_good(scan)) foot.label = STR("");
    frame_open(view, tree,
               (struct frame){.title = STR("Lecteur de codes"),
                              .note = STR("Rien de ce qu’il lit n’est gardé."),
                              .words = true});
    if (!scan->count) {
        add_line(tree, "scan", 0, "📷", UI_BODY, STR("Présentez un code au lecteur."));
    } else {
        add_line(tree, "scan", 0, "🔢", UI_BODY,
                 fill(tree, STR("Signes lus : {n}."), "n", number_text(tree, scan->count)));
        add_line(tree, "scan", 1, scan->slow ? "⚠️" : "✅", UI_BODY,
                 scan->slow ? STR("Trop lent : un clavier écrit ainsi.")
                            : STR("Assez vite pour un lecteur."));
        add_line(tree, "scan", 2, scan->ended ? "✅" : "⚠️", UI_BODY,
                 scan->ended ? STR("Entrée à la fin.")
                             : STR("Pas d’Entrée à la fin : voyez la notice du lecteur."));
    }
    ui_add(tree, (struct ui_spec){.id = "below", .role = UI_SPACER, .grow = 1});
    frame_close(view, tree, foot);
}

void screen_staff_trial(const struct screen_view *view, struct ui_tree *tree)
{
    switch (view->staff->trying) {
    case TRIAL_TOUCH: show_grid(view, tree); break;
    case TRIAL_RULER: show_ruler(view, tree); break;
    case TRIAL_SOUND: show_sound(view, tree); break;
    case TRIAL_COLOURS: show_colours(view, tree); break;
    case TRIAL_KEYS: show_keys(view, tree); break;
    case TRIAL_SCANNER: show_scanner(view, tree); break;
    case TRIAL_KINDS: break;
    }
}
