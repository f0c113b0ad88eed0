// The three counts and where to go from there; a pause; the collection.
#include "screens/parts.h"

static struct str age_text(struct ui_tree *tree, int64_t age_s)
{
    if (age_s <= 0) return STR("");
    if (age_s < 2 * 3600)
        return fill(tree, STR("Le plus ancien attend depuis {n} min."), "n", number_text(tree, age_s / 60));
    if (age_s < 2 * 86400)
        return fill(tree, STR("Le plus ancien attend depuis {n} h."), "n", number_text(tree, age_s / 3600));
    return fill(tree, STR("Le plus ancien attend depuis {n} jours."), "n", number_text(tree, age_s / 86400));
}

static struct str counts_text(const struct screen_view *view, struct ui_tree *tree)
{
    char memory[256];
    struct buf text = buf_init(memory, sizeof memory);
    const struct staff_facts *facts = view->facts;
    if (!facts->readable) return STR("La borne ne peut pas lire ses demandes : prévenez qui s’en occupe.");
    buf_add_format(&text, "Sur la borne : %lld. Transmises : %lld. À voir par vous : %lld. ",
                   (long long)facts->on_device, (long long)facts->delivered, (long long)facts->needing);
    buf_add(&text, age_text(tree, facts->oldest_s));
    return arena_copy(&tree->text, str_trim(buf_str(&text)));
}

static struct tile menu_tile(const char *picture, struct str label, enum staff_place place)
{
    return (struct tile){.id = "menu",
                         .index = (int)place,
                         .picture = picture,
                         .label = label,
                         .action = staff_act(STAFF_OPEN, place)};
}

void screen_staff_menu(const struct screen_view *view, struct ui_tree *tree)
{
    struct tile train = menu_tile("🎓", STR("S’entraîner"), STAFF_MENU);
    train.action = staff_act(STAFF_TRAIN, 0);
    const struct tile tiles[] = {menu_tile("🧰", STR("Réglages à corriger"), STAFF_MISTAKES),
                                 menu_tile("🔎", STR("À voir"), STAFF_NEEDING),
                                 menu_tile("🙋", STR("Arrivées du jour"), STAFF_ARRIVALS),
                                 menu_tile("🔑", STR("Clé USB"), STAFF_COLLECT),
                                 menu_tile("☕", STR("Pause"), STAFF_PAUSE),
                                 train,
                                 menu_tile("📝", STR("Derniers changements"), STAFF_LATELY),
                                 menu_tile("🩺", STR("Vérifier la borne"), STAFF_READY)};
    int hidden = view->mistakes ? 0 : 1;
    frame_open(view, tree, (struct frame){.title = STR("Équipe"), .note = counts_text(view, tree)});
    int count = (int)(sizeof tiles / sizeof *tiles) - hidden;
    struct page page = add_tiles(view, tree, "menus", tiles + hidden, count, tree->theme->portrait ? 2 : 4);
    frame_close(view, tree, (struct foot){.page = page});
}

void screen_staff_no_pin(const struct screen_view *view, struct ui_tree *tree)
{
    struct card card = {.title = STR("Équipe : pas de code")};
    card_add(&card, "📊", counts_text(view, tree));
    card_add(&card, "🔑", STR("Pour ouvrir le reste, mettez un code sur la borne : rebondctl pin set"));
    if (view->mistakes) card_add(&card, "🧰", mistake_text(tree, &view->mistakes->list[0]));
    card.foot = (struct foot){
        .label = STR("Quitter"), .icon = UI_ICON_CHECK, .no_back = true, .action = staff_act(STAFF_LEAVE, 0)};
    card_show(view, tree, &card);
}

static struct tile pause_tile(const char *picture, struct str label, int minutes)
{
    return (struct tile){.id = "pause",
                         .index = minutes,
                         .picture = picture,
                         .label = label,
                         .action = staff_act(STAFF_PAUSED, minutes)};
}

void screen_staff_pause(const struct screen_view *view, struct ui_tree *tree)
{
    bool paused = view->staff->paused_until_ms > 0;
    const struct tile tiles[] = {
        pause_tile("☕", STR("15 minutes"), 15), pause_tile("🍽️", STR("1 heure"), 60),
        pause_tile("🌙", STR("12 heures"), 720), pause_tile("▶️", STR("Reprendre"), 0)};
    struct str note = paused ? STR("Pause : elle commence quand vous quittez.") : STR("");
    frame_open(view, tree, (struct frame){.title = STR("Fermer la borne un moment"), .note = note});
    struct page page = add_tiles(view, tree, "pauses", tiles, paused ? 4 : 3,
                                 tree->theme->portrait ? 1
                                 : paused              ? 4
                                                       : 3);
    frame_close(view, tree, (struct foot){.page = page});
}

static struct str progress_text(struct ui_tree *tree, const struct staff_collect *collect)
{
    char memory[96];
    struct buf text = buf_init(memory, sizeof memory);
    buf_add_format(&text, "%lld sur %lld. Laissez la clé en place.", (long long)collect->done,
                   (long long)collect->total);
    return arena_copy(&tree->text, buf_str(&text));
}

static struct str key_text(enum staff_key_found key)
{
    switch (key) {
    case STAFF_KEY_NONE: break;
    case STAFF_KEY_TAKEN: return STR("La clé de collecte est là : les noms se voient dans « À voir ».");
    case STAFF_KEY_LOCKED: return STR("La clé de collecte est là, fermée par une phrase secrète.");
    case STAFF_KEY_DAMAGED: return STR("La clé de collecte est abîmée : prenez l’autre exemplaire.");
    case STAFF_KEY_ODD: return STR("La clé de collecte n’est pas un simple fichier : elle n’est pas lue.");
    }
    return STR("");
}

void screen_staff_collect(const struct screen_view *view, struct ui_tree *tree)
{
    const struct staff_collect *collect = &view->facts->collect;
    struct card card = {.title = STR("Clé USB")};
    card_add(&card, "🔌", str_from(collect->words));
    if (!collect->running) card_add(&card, "🔑", key_text(view->facts->key));
    if (collect->running && collect->total) card_add(&card, "⏳", progress_text(tree, collect));
    card.foot = (struct foot){.label = STR("Menu"), .no_back = true, .action = staff_act(STAFF_BACK, 0)};
    if (collect->running)
        card.foot = (struct foot){.label = STR("Arrêter"), .quiet = true, .action = staff_act(STAFF_COPY, 0)};
    else if (collect->can_start)
        card.foot = (struct foot){.label = STR("Copier"), .action = staff_act(STAFF_COPY, 1)};
    else if (collect->may_let_go)
        card.foot =
            (struct foot){.label = STR("Effacer d’ici"), .quiet = true, .action = staff_act(STAFF_SAFE, 0)};
    if (!collect->running && view->facts->key == STAFF_KEY_LOCKED) {
        card.foot.aside = STR("Les noms");
        card.foot.aside_icon = UI_ICON_LETTERS;
        card.foot.aside_action = staff_act(STAFF_UNLOCK, 0);
    }
    card_show(view, tree, &card);
}

void screen_staff_let_go(const struct screen_view *view, struct ui_tree *tree)
{
    struct card card = {.title = STR("Effacer ce qui est collecté ?")};
    card_add(&card, "📂", STR("Avez-vous ouvert les demandes de la clé, et sont-elles en lieu sûr ?"));
    card_add(&card, "🗑",
             STR("Seules partent celles des partenaires sans serveur, déjà copiées et relues."));
    card.foot = (struct foot){
        .label = STR("Oui, effacer"), .icon = UI_ICON_CHECK, .action = staff_act(STAFF_SAFE, 0)};
    card_show(view, tree, &card);
}
