// What needs staff, one of it, who arrived, what was done lately. Codes and reasons; a name only while the
// collection key is there.
#include "content/pictures.h"
#include "content/staff.h"
#include "screens/parts.h"

enum { LINE = 200 };

static struct str words_of_code(struct ui_tree *tree, const struct picture_code *code)
{
    char memory[LINE];
    struct buf text = buf_init(memory, sizeof memory);
    pictures_words(&text, NULL, code->pictures, code->number);
    return arena_copy(&tree->text, buf_str(&text));
}

static struct str moment_text(const struct screen_view *view, struct ui_tree *tree, int64_t utc_s)
{
    char memory[LINE];
    struct buf text = buf_init(memory, sizeof memory);
    staff_add_moment(&text, view->world->zone, utc_s);
    return arena_copy(&tree->text, buf_str(&text));
}

static struct str reason_text(enum item_reason reason)
{
    switch (reason) {
    case REASON_NONE:
    case REASON_PARTNER_REFUSED: return STR("L’agenda du partenaire ne la prend pas.");
    case REASON_SLOT_TAKEN:
    case REASON_BOTH_TAKEN: return STR("Le moment choisi était pris.");
    case REASON_DELETED_BY_STAFF: return STR("Quelqu’un l’a effacée de l’agenda.");
    case REASON_NOT_CONFIGURED: return STR("Son partenaire n’est plus dans la configuration.");
    case REASON_TOO_LATE: return STR("Le moment était passé avant l’envoi.");
    case REASON_NOT_WRITER: return STR("Une autre borne tient cet agenda.");
    }
    return STR("");
}

static struct str step_text(enum item_reason reason)
{
    switch (reason) {
    case REASON_NONE:
    case REASON_PARTNER_REFUSED: return STR("Réessayez. Si elle revient ici, appelez la personne.");
    case REASON_NOT_CONFIGURED: return STR("Prévenez qui s’occupe de la borne, puis réessayez.");
    case REASON_SLOT_TAKEN:
    case REASON_BOTH_TAKEN:
    case REASON_DELETED_BY_STAFF:
    case REASON_TOO_LATE:
    case REASON_NOT_WRITER: return STR("Appelez la personne et proposez un autre moment.");
    }
    return STR("");
}

static struct str item_text(const struct screen_view *view, struct ui_tree *tree,
                            const struct staff_item *item)
{
    char memory[LINE];
    struct buf text = buf_init(memory, sizeof memory);
    buf_add(&text, staff_kind(item->kind));
    if (item->has_slot) {
        buf_add(&text, STR(" : "));
        staff_add_moment(&text, view->world->zone, item->slot.start_s);
    }
    return arena_copy(&tree->text, buf_str(&text));
}

// Without the code: a loudspeaker would say it.
static struct tile item_tile(const struct screen_view *view, struct ui_tree *tree,
                             const struct staff_item *item, int index)
{
    return (struct tile){.id = "item",
                         .index = index,
                         .picture = item->has_code ? picture_table[item->code.pictures[0]].emoji : "📄",
                         .side = true,
                         .label = item_text(view, tree, item),
                         .hint = reason_text(item->reason),
                         .action = staff_act(STAFF_LOOK, index)};
}

void screen_staff_needing(const struct screen_view *view, struct ui_tree *tree)
{
    struct tile tiles[STAFF_ITEMS];
    const struct staff_facts *facts = view->facts;
    struct page page = {0};
    for (int i = 0; i < facts->item_count; i++)
        tiles[i] = item_tile(view, tree, &facts->items[i], i);
    frame_open(view, tree, (struct frame){.title = STR("À voir"), .words = !facts->item_count});
    if (facts->item_count)
        page = add_tiles(view, tree, "items", tiles, facts->item_count, tree->theme->portrait ? 1 : 2);
    else
        add_text(tree, "none", UI_BODY, STR("Rien ne vous attend."));
    frame_close(view, tree, (struct foot){.page = page});
}

static struct str no_name_text(enum staff_key_found key)
{
    switch (key) {
    case STAFF_KEY_TAKEN: return STR("Cette clé n’ouvre pas celle-ci.");
    case STAFF_KEY_LOCKED: return STR("Le nom : « Clé USB » au menu, puis « Les noms ».");
    case STAFF_KEY_DAMAGED: return STR("La clé de collecte est abîmée : prenez l’autre exemplaire.");
    case STAFF_KEY_ODD: return STR("Sur la clé USB, la clé de collecte n’est pas un simple fichier.");
    case STAFF_KEY_NONE: break;
    }
    return STR("Le nom : avec la clé USB de collecte.");
}

static void add_person(const struct screen_view *view, struct ui_tree *tree, const struct staff_item *item,
                       struct card *card)
{
    char memory[LINE];
    struct buf text = buf_init(memory, sizeof memory);
    if (!item->opened) {
        card_add(card, "🔑", no_name_text(view->facts->key));
        return;
    }
    staff_add_text(&text, pii_str(&item->name));
    if (item->contact.n) buf_add(&text, STR(" — "));
    staff_add_text(&text, pii_str(&item->contact));
    if (item->safe == SAFE_OTHER_NOT) buf_add(&text, STR(" — ne laissez pas de message"));
    card_add(card, "🧑", arena_copy(&tree->text, buf_str(&text)));
    card->lines[card->count - 1].personal = true;
}

void screen_staff_item(const struct screen_view *view, struct ui_tree *tree)
{
    const struct staff_item *item = staff_item(view->staff, view->facts);
    struct card card = {.title = STR("Cette demande n’est plus là")};
    card.foot = (struct foot){
        .label = STR("Je l’ai appelé·e"), .icon = UI_ICON_CHECK, .action = staff_act(STAFF_CALLED, 0)};
    if (!item) {
        card_add(&card, "✅", STR("Elle est repartie, ou réglée."));
        card.foot =
            (struct foot){.label = STR("Retour"), .no_back = true, .action = staff_act(STAFF_BACK, 0)};
        card_show(view, tree, &card);
        return;
    }
    card.title = STR("Une demande à voir");
    if (item->has_code) {
        card_add(&card, picture_table[item->code.pictures[0]].emoji, words_of_code(tree, &item->code));
        card.lines[card.count - 1].personal = true;
    }
    card_add(&card, "📄", item_text(view, tree, item));
    card_add(&card, "⚠️", reason_text(item->reason));
    card_add(&card, "➡️", step_text(item->reason));
    add_person(view, tree, item, &card);
    if (staff_may_retry(item->reason)) {
        card.foot.aside = STR("Réessayer");
        card.foot.aside_action = staff_act(STAFF_RETRY, 0);
    }
    card_show(view, tree, &card);
}

static void show_lines(const struct screen_view *view, struct ui_tree *tree, struct str title,
                       struct str none, const struct str *lines, int count)
{
    struct page page = page_of(view, count, 0, count);
    frame_open(view, tree, (struct frame){.title = title, .words = true});
    for (int i = page.from; i < page.to; i++)
        ui_add(tree, (struct ui_spec){
                         .id = "line", .index = i, .role = UI_TEXT, .flags = UI_PERSONAL, .label = lines[i]});
    if (!count) add_text(tree, "none", UI_BODY, none);
    ui_add(tree, (struct ui_spec){.id = "below", .role = UI_SPACER, .grow = 1});
    frame_close(view, tree, (struct foot){.page = page});
}

static struct str arrival_text(const struct screen_view *view, struct ui_tree *tree,
                               const struct staff_arrival *arrival)
{
    char memory[LINE];
    struct buf text = buf_init(memory, sizeof memory);
    buf_add(&text, time_text(view, tree, arrival->at_s));
    if (arrival->for_booking) {
        buf_add(&text, STR(" : rendez-vous de "));
        buf_add(&text, time_text(view, tree, arrival->start_s));
    } else {
        buf_add(&text, STR(" : veut voir quelqu’un"));
    }
    if (arrival->has_code) {
        buf_add(&text, STR(" — "));
        buf_add(&text, words_of_code(tree, &arrival->code));
    }
    return arena_copy(&tree->text, buf_str(&text));
}

// Of today, as far as anybody knows what day it is.
static bool is_today(const struct screen_view *view, int64_t at_s)
{
    const struct moment *now = &view->world->now;
    const struct zone *zone = view->world->zone;
    return !now->wall_trusted || zone_local_day(zone, at_s) == zone_local_day(zone, now->wall_s);
}

void screen_staff_arrivals(const struct screen_view *view, struct ui_tree *tree)
{
    struct str lines[STAFF_ITEMS];
    int count = 0;
    for (int i = view->facts->arrival_count - 1; i >= 0; i--) // the latest first
        if (is_today(view, view->facts->arrivals[i].at_s))
            lines[count++] = arrival_text(view, tree, &view->facts->arrivals[i]);
    show_lines(view, tree, STR("Arrivées du jour"), STR("Personne pour l’instant."), lines, count);
}

static struct str state_text(enum item_state state)
{
    switch (state) {
    case ITEM_PENDING:
    case ITEM_SENDING:
    case ITEM_UNSURE:
    case ITEM_SETTLING:
    case ITEM_HELD: return STR("en attente");
    case ITEM_FILING:
    case ITEM_DELIVERED: return STR("transmis");
    case ITEM_REFUSED: return STR("à voir par vous");
    case ITEM_CANCELLED: return STR("annulé avant l’envoi");
    }
    return STR("");
}

static struct str act_text(const struct screen_view *view, struct ui_tree *tree, const struct staff_act *deed)
{
    static const char *const words[] = {[DEED_RETRIED] = "renvoyée au partenaire",
                                        [DEED_CALLED] = "réglée par téléphone",
                                        [DEED_PAUSED] = "pause de la borne",
                                        [DEED_RESUMED] = "fin de la pause",
                                        [DEED_LET_GO] = "demandes collectées effacées de la borne"};
    char memory[LINE];
    struct buf text = buf_init(memory, sizeof memory);
    buf_add(&text, moment_text(view, tree, deed->at_s));
    buf_add(&text, STR(" : "));
    buf_add(&text, deed->of_item ? staff_kind(deed->kind) : str_from(words[deed->deed]));
    if (deed->of_item) buf_add(&text, STR(" — "));
    if (deed->of_item) buf_add(&text, state_text(deed->state));
    if (deed->who[0]) buf_add_format(&text, " (%s)", deed->who);
    return arena_copy(&tree->text, buf_str(&text));
}

void screen_staff_lately(const struct screen_view *view, struct ui_tree *tree)
{
    struct str lines[2 * STAFF_ACTS];
    for (int i = 0; i < view->facts->act_count; i++)
        lines[i] = act_text(view, tree, &view->facts->acts[i]);
    show_lines(view, tree, STR("Derniers changements"), STR("Rien encore."), lines, view->facts->act_count);
}

void screen_staff_mistakes(const struct screen_view *view, struct ui_tree *tree)
{
    struct str lines[CONFIG_MISTAKES];
    int count = !view->mistakes ? 0 : view->mistakes->count;
    if (count > CONFIG_MISTAKES) count = CONFIG_MISTAKES;
    for (int i = 0; i < count; i++)
        lines[i] = mistake_text(tree, &view->mistakes->list[i]);
    show_lines(view, tree, STR("rebond.ini : à corriger"), STR("Rien à corriger."), lines, count);
}
