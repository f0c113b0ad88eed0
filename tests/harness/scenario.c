#include "harness/scenario.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/utf8.h"
#include "flow/flow.h"
#include "harness/catalogues.h"
#include "staff/knock.h"

enum {
    LINE_MS = 600,
    KEY_MS = 160,
    PATIENCE_S = 8
}; // between two touches: longer than any debounce, as a hand is

struct play {
    const char *name;
    const struct scenario_mode *mode;
    struct sim *sim;
    int line;
    char why[768];             // the first thing that was not as the file says
    struct picture_code photo; // of the Done screen
    char photo_entry[1200];    // what a scanner reads there
    size_t photo_n;
    uint64_t disk;     // as it was at "mark disk"
    int taps, screens; // since the last "count"
    bool ended;        // the visit cannot go on as written; the invariants still must hold
};

static void fail(struct play *play, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void fail(struct play *play, const char *format, ...)
{
    char words[600];
    va_list args;
    if (play->why[0]) return;
    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    snprintf(play->why, sizeof play->why, "%s:%d: %s", play->name, play->line, words);
    play->ended = true;
}

// --- words

// Typographic spaces and apostrophes of the screen are written plainly in scenarios.
static struct str plain(struct str text, char *memory, size_t cap)
{
    struct buf out = buf_init(memory, cap);
    while (text.n) {
        struct str before = text;
        uint32_t code = utf8_next(&text);
        if (code == 0xa0 || code == 0x202f)
            buf_add_char(&out, ' ');
        else if (code == 0x2019)
            buf_add_char(&out, '\'');
        else
            buf_add(&out, str_slice(before, 0, before.n - text.n));
    }
    return buf_str(&out);
}

static bool same_words(struct str a, struct str b)
{
    char x[512], y[512];
    return str_eq(plain(a, x, sizeof x), plain(b, y, sizeof y));
}

static bool has_words(struct str text, struct str part)
{
    char x[512], y[512];
    struct str in = plain(text, x, sizeof x), what = plain(part, y, sizeof y);
    return what.n && str_find(in, what) < in.n;
}

// The same in a text of any length; the words are within one line of it.
static bool has_words_in(struct str text, struct str part)
{
    while (text.n)
        if (has_words(str_cut(&text, '\n'), part)) return true;
    return false;
}

enum { VALUES = 3 };

// Does `text` read like `sentence` with its {placeholders} filled in? The values found are kept, in order of
// the sentence.
static bool reads_like(struct str text, struct str sentence, struct message_arg args[VALUES],
                       char names[VALUES][32])
{
    int found = 0;
    while (sentence.n) {
        struct str fixed = str_slice(sentence, 0, str_find(sentence, STR("{")));
        if (!str_starts(text, fixed)) return false;
        text = str_slice(text, fixed.n, text.n);
        sentence = str_slice(sentence, fixed.n, sentence.n);
        if (!sentence.n) break;
        struct str name = str_slice(sentence, 1, str_find(sentence, STR("}")));
        sentence = str_slice(sentence, name.n + 2, sentence.n);
        struct str after = str_slice(sentence, 0, str_find(sentence, STR("{")));
        size_t end = after.n ? str_find(text, after) : text.n;
        if (found == VALUES || end == 0 || str_copy(name, names[found], sizeof names[found]) != OK)
            return false;
        args[found] = (struct message_arg){names[found], str_slice(text, 0, end)};
        text = str_slice(text, end, text.n);
        found++;
    }
    return text.n == 0 && found > 0;
}

static int number(struct str text)
{
    int64_t value;
    return str_parse_u63(text, &value) == OK ? (int)value : -1;
}

static const struct messages *spoken(const struct play *play)
{
    return play->mode->language ? catalogue_messages(play->mode->language) : NULL;
}

// Does `french` read like this sentence of the catalogue? Then what it is in the language, filled in.
static bool translate(const struct messages *in, const struct message *message, struct str sentence,
                      struct str french, struct buf *out)
{
    char names[VALUES][32], source[512];
    struct message_arg args[VALUES] = {{0}};
    size_t count = 0;
    if (!reads_like(french, plain(sentence, source, sizeof source), args, names)) return false;
    while (count < VALUES && args[count].name)
        count++;
    struct str text = message->text;
    int n = message->plural.n ? number(args[0].value) : 0;
    if (n < 0) return false;
    if (message->plural.n) text = messages_plural(in, message->source, message->plural, n);
    messages_format(out, text, args, count);
    return true;
}

// A French sentence of the file in the language of this mode, as the catalogue has it.
static struct str translated(const struct play *play, struct str french)
{
    static char filled[512];
    bool staff = staff_is_here(app_staff(play->sim->app)); // they read French
    const struct messages *in = staff ? NULL : spoken(play);
    struct buf out = buf_init(filled, sizeof filled);
    for (size_t i = 0; in && i < in->count; i++)
        if (same_words(in->list[i].source, french)) return in->list[i].text;
    for (size_t i = 0; in && i < in->count; i++)
        if (translate(in, &in->list[i], in->list[i].source, french, &out) ||
            (in->list[i].plural.n && translate(in, &in->list[i], in->list[i].plural, french, &out)))
            return buf_str(&out);
    return french;
}

static struct str word(struct str *rest)
{
    *rest = str_trim(*rest);
    struct str head = str_cut(rest, ' ');
    *rest = str_trim(*rest);
    return head;
}

static bool quoted(struct str *rest, struct str *ret_text)
{
    *rest = str_trim(*rest);
    if (!rest->n || rest->p[0] != '"') return false;
    struct str text = str_slice(*rest, 1, rest->n);
    *ret_text = str_cut(&text, '"');
    *rest = str_trim(text);
    return true;
}

// "2026-11-24 10:00" in the zone of the place.
static bool parse_when(const struct play *play, struct str date, struct str time, int64_t *ret_s)
{
    int64_t day, hour, minute;
    bool exists;
    struct str rest = time;
    if (civil_parse_date(date, &day) || str_parse_u63(str_cut(&rest, ':'), &hour) ||
        str_parse_u63(rest, &minute))
        return false;
    *ret_s = zone_utc(&play->sim->zone, day, (int)(hour * 60 + minute), &exists);
    return exists;
}

// --- hands

static void touch(struct play *play, enum ui_input_kind kind, int x, int y)
{
    sim_input(play->sim, &(struct app_input){.kind = APP_POINT, .ui = {.kind = kind, .x = x, .y = y}});
}

static void press(struct play *play, const struct ui_node *node)
{
    enum flow_place before = app_flow(play->sim->app)->place;
    play->taps++;
    int x = node->box.x + node->box.w / 2, y = node->box.y + node->box.h / 2;
    int times = play->mode->double_tap ? 2 : 1;
    for (int i = 0; i < times; i++) {
        touch(play, UI_DOWN, x, y);
        touch(play, UI_UP, x, y);
        sim_pass(play->sim, 60);
    }
    sim_pass(play->sim, LINE_MS);
    play->screens += app_flow(play->sim->app)->place != before;
}

static bool is_big_enough(const struct play *play, const struct ui_node *node)
{
    const struct theme *theme = app_tree(play->sim->app)->theme;
    float least = node->spec.role == UI_KEY ? 12.7f : 20.0f;
    return (float)node->box.h >= least * theme->px_per_mm - 1.5f &&
           (float)node->box.w >= 12.7f * theme->px_per_mm - 1.5f;
}

// What a finger needs: on the screen, enabled, large enough, and not covered by anything.
static void press_checked(struct play *play, const struct ui_node *node, struct str label)
{
    const struct ui_tree *tree = app_tree(play->sim->app);
    int x = node->box.x + node->box.w / 2, y = node->box.y + node->box.h / 2;
    if (node->box.x < 0 || node->box.y < 0 || node->box.x + node->box.w > tree->w ||
        node->box.y + node->box.h > tree->h)
        fail(play, "\"%.*s\" is not wholly on the screen", STR_ARG(label));
    else if (!is_big_enough(play, node))
        fail(play, "\"%.*s\" is too small: %dx%d px", STR_ARG(label), node->box.w, node->box.h);
    else if (ui_hit(tree, x, y) != node)
        fail(play, "a touch on \"%.*s\" would reach something else", STR_ARG(label));
    else
        press(play, node);
}

static void describe_screen(const struct play *play, char *to, size_t cap)
{
    struct buf text = buf_init(to, cap - 1);
    const struct ui_tree *tree = app_tree(play->sim->app);
    for (int i = 0; i < tree->count && text.n < 300; i++)
        if (tree->nodes[i].spec.label.n && tree->nodes[i].spec.role != UI_KEY)
            buf_add_format(&text, "%.*s / ", STR_ARG(tree->nodes[i].spec.label));
    to[text.n] = 0;
}

static const struct ui_node *node_of(const struct play *play, enum flow_action action, int32_t arg)
{
    const struct ui_tree *tree = app_tree(play->sim->app);
    for (int i = 0; i < tree->count; i++)
        if (tree->nodes[i].spec.action.kind == action && tree->nodes[i].spec.action.arg == arg)
            return &tree->nodes[i];
    return NULL;
}

static const struct ui_node *node_doing(const struct play *play, enum flow_action action)
{
    const struct ui_tree *tree = app_tree(play->sim->app);
    for (int i = 0; i < tree->count; i++)
        if (tree->nodes[i].spec.action.kind == action) return &tree->nodes[i];
    return NULL;
}

static const struct ui_node *labelled(const struct play *play, struct str label)
{
    const struct ui_tree *tree = app_tree(play->sim->app);
    for (int i = 0; i < tree->count; i++)
        if (ui_tappable(&tree->nodes[i]) && same_words(tree->nodes[i].spec.label, label))
            return &tree->nodes[i];
    return NULL;
}

// The button that turns a page on, or back.
static const struct ui_node *pager(const struct play *play, const char *id)
{
    const struct ui_tree *tree = app_tree(play->sim->app);
    for (int i = 1; i < tree->count; i++)
        if (tree->nodes[i].spec.action.kind == FLOW_PAGE &&
            str_eq(str_from(tree->nodes[i].spec.id), str_from(id)))
            return &tree->nodes[i];
    return NULL;
}

enum { MOST_PAGES = 64 }; // more than any list has: a bound, so that a page that turns back is a failure

static void turn_back(struct play *play)
{
    const struct ui_node *before;
    for (int i = 0; i < MOST_PAGES && !play->ended; i++) {
        if ((before = pager(play, "page-before")) == NULL) return;
        press_checked(play, before, STR("Avant"));
    }
    fail(play, "the first page is never reached");
}

// Turns pages as far as needed: what is looked for may stand on a later one, or on one before.
static const struct ui_node *labelled_on_any_page(struct play *play, struct str label)
{
    const struct ui_node *node = labelled(play, label), *after = pager(play, "page-after");
    if (node || (!after && !pager(play, "page-before"))) return node;
    turn_back(play);
    for (int i = 0; i < MOST_PAGES && !play->ended; i++) {
        if ((node = labelled(play, label)) != NULL) return node;
        if ((after = pager(play, "page-after")) == NULL) return NULL;
        press_checked(play, after, STR("La suite"));
    }
    return NULL;
}

static void tap_label(struct play *play, struct str french)
{
    bool staff = staff_is_shown(app_staff(play->sim->app));
    bool nobody = app_flow(play->sim->app)->place == FLOW_ATTRACT && !staff;
    struct str label = translated(play, french);
    const struct ui_node *node = nobody ? labelled(play, french) : labelled_on_any_page(play, label);
    char seen[512];
    // The calm screen greets in its own languages in turn: "Touche l'écran" may just be in another one.
    if (!node && nobody) node = node_of(play, FLOW_START, 0);
    if (node) {
        press_checked(play, node, label);
        return;
    }
    describe_screen(play, seen, sizeof seen);
    fail(play, "no \"%.*s\" to tap; there is: %s", STR_ARG(label), seen);
}

// Turns pages ("La suite") until the node is there.
static void tap_listed(struct play *play, enum flow_action action, int32_t arg, struct str what)
{
    for (int page = 0; page < 30 && !play->ended; page++) {
        const struct ui_node *node = node_of(play, action, arg), *more = pager(play, "page-after");
        if (node) {
            press_checked(play, node, what);
            return;
        }
        if (!more && page == 0 && pager(play, "page-before")) {
            turn_back(play);
            continue;
        }
        if (!more) break;
        press_checked(play, more, STR("La suite"));
    }
    char seen[512];
    describe_screen(play, seen, sizeof seen);
    fail(play, "nothing to tap for %.*s; there is: %s", STR_ARG(what), seen);
}

static void tap_day(struct play *play, struct str date)
{
    int64_t day;
    if (civil_parse_date(date, &day) != OK)
        fail(play, "not a date: %.*s", STR_ARG(date));
    else
        tap_listed(play, FLOW_DAY_CHOSEN, (int32_t)day, date);
}

static int32_t slot_index(const struct play *play, int64_t start_s, bool workshop)
{
    struct flow_world world = sim_world(play->sim);
    for (size_t i = 0; i < world.slot_count; i++)
        if (world.slots[i].start_s == start_s && world.slots[i].workshop == workshop) return (int32_t)i;
    return -1;
}

static void tap_slot(struct play *play, struct str date, struct str time, bool workshop)
{
    int64_t start;
    if (!parse_when(play, date, time, &start))
        fail(play, "not a time: %.*s", STR_ARG(time));
    else
        tap_listed(play, FLOW_SLOT_CHOSEN, slot_index(play, start, workshop), time);
}

static void tap_hour(struct play *play, struct str time)
{
    struct flow_world world = sim_world(play->sim);
    for (size_t i = 0; i < world.hour_count; i++) {
        struct civil at = zone_local(world.zone, world.hours[i].slot.start_s);
        char text[8];
        snprintf(text, sizeof text, "%02d:%02d", at.hour, at.minute);
        if (str_eq(time, str_from(text))) {
            tap_listed(play, FLOW_HOUR_CHOSEN, (int32_t)i, time);
            return;
        }
    }
    fail(play, "nobody is expected at %.*s", STR_ARG(time));
}

// "tap code": what the photo shows; "tap code wrong": the same pictures and another number.
static void tap_code(struct play *play, struct str how)
{
    int number = (play->photo.number + (str_eq(how, STR("wrong")) ? 1 : 0)) % 100;
    for (int i = 0; i < 3 && !play->ended; i++)
        tap_listed(play, FLOW_PICTURE, play->photo.pictures[i], STR("a picture"));
    if (!play->ended) tap_listed(play, FLOW_DIGIT, number / 10, STR("a digit"));
    if (!play->ended) tap_listed(play, FLOW_DIGIT, number % 10, STR("a digit"));
}

static const struct ui_node *code_to_scan(const struct play *play)
{
    const struct ui_tree *tree = app_tree(play->sim->app);
    for (int i = 0; i < tree->count; i++)
        if (tree->nodes[i].spec.role == UI_CODE) return &tree->nodes[i];
    return NULL;
}

// The visitor takes a photo of Done, of all its pages where large words take several.
static void do_photo(struct play *play, struct str rest)
{
    const struct ui_node *node, *after;
    (void)rest;
    play->photo = app_flow(play->sim->app)->draft.code;
    while ((node = code_to_scan(play)) == NULL && (after = pager(play, "page-after")) != NULL)
        press_checked(play, after, STR("La suite"));
    if (!node) return;
    CHECK(str_copy(node->spec.value, play->photo_entry, sizeof play->photo_entry) == OK);
    play->photo_n = strlen(play->photo_entry);
}

static void do_count(struct play *play, struct str rest)
{
    (void)rest;
    play->taps = play->screens = 0;
}

// A scanner types faster than anybody.
static void scan_key(struct play *play, char c)
{
    enum { PACE_MS = 4 };
    struct app_input input = {.kind = APP_TYPED, .typed = (unsigned char)c};
    if (c == '\n') input = (struct app_input){.kind = APP_POINT, .ui.kind = UI_CHOOSE};
    sim_input(play->sim, &input);
    sim_pass(play->sim, PACE_MS);
}

// "scan": the photo held before the scanner; "scan "CODE"": some other code, and Enter
static void do_scan(struct play *play, struct str rest)
{
    struct str code = {play->photo_entry, play->photo_n};
    bool other = quoted(&rest, &code);
    for (size_t i = 0; i < code.n; i++)
        if (code.p[i] != '\r') scan_key(play, code.p[i]);
    if (other) scan_key(play, '\n');
    sim_pass(play->sim, LINE_MS);
}

// "tap "label"", "tap day 2026-11-24", "tap time 2026-11-24 10:00", "tap workshop 2026-11-26 14:00"
static void do_tap(struct play *play, struct str rest)
{
    struct str label;
    if (quoted(&rest, &label)) {
        tap_label(play, label);
        return;
    }
    struct str kind = word(&rest), date = word(&rest), time = word(&rest);
    const struct ui_node *display = node_of(play, FLOW_DISPLAY, 0);
    if (str_eq(kind, STR("display")) && display)
        press_checked(play, display, kind);
    else if (str_eq(kind, STR("code")))
        tap_code(play, date);
    else if (str_eq(kind, STR("hour")))
        tap_hour(play, date);
    else if (str_eq(kind, STR("day")))
        tap_day(play, date);
    else
        tap_slot(play, date, time, str_eq(kind, STR("workshop")));
}

static bool type_code(struct play *play, uint32_t code)
{
    const struct ui_node *key = node_of(play, FLOW_TYPED, (int32_t)code);
    if (!key) return false;
    press(play, key);
    return true;
}

static uint32_t other_case(uint32_t code)
{
    if (code < 0x80) return isupper((int)code) ? (uint32_t)tolower((int)code) : (uint32_t)toupper((int)code);
    return code >= 0xe0 ? code - 0x20 : code + 0x20; // Latin-1 accents
}

static bool type_shifted(struct play *play, uint32_t code)
{
    const struct ui_node *shift = node_of(play, FLOW_SHIFT, 0);
    if (type_code(play, code)) return true;
    if (!shift || !node_of(play, FLOW_TYPED, (int32_t)other_case(code))) return false;
    press(play, shift);
    return type_code(play, code);
}

// Types on the keys of the screen, looking for each where it is: as shown, behind shift, on the other pages.
static void do_type(struct play *play, struct str rest)
{
    enum { PAGES = 3 };
    struct str text;
    if (!quoted(&rest, &text)) fail(play, "type wants \"text\"");
    while (text.n && !play->ended) {
        uint32_t code = utf8_next(&text);
        bool typed = type_shifted(play, code);
        for (int page = 0; page < PAGES && !typed; page++) {
            const struct ui_node *next = node_doing(play, FLOW_SYMBOLS);
            if (next) press(play, next);
            typed = type_shifted(play, code);
        }
        if (!typed) fail(play, "no key for U+%04X", code);
    }
}

// --- keys and ears

static bool faulty(const struct scenario_mode *mode)
{
    return mode->die_at || mode->store_fails_at || mode->http_fails_at;
}

static const struct {
    const char *name;
    struct app_input input;
} key_names[] = {
    {"tab", {.ui.kind = UI_NEXT}},     {"back-tab", {.ui.kind = UI_PREVIOUS}},
    {"left", {.ui.kind = UI_LEFT}},    {"right", {.ui.kind = UI_RIGHT}},
    {"up", {.ui.kind = UI_ABOVE}},     {"down", {.ui.kind = UI_BELOW}},
    {"enter", {.ui.kind = UI_CHOOSE}}, {"escape", {.ui.kind = UI_ESCAPE}},
    {"erase", {.kind = APP_ERASE}},    {"repeat", {.kind = APP_REPEAT}},
    {"louder", {.kind = APP_LOUDER}},  {"softer", {.kind = APP_SOFTER}},
    {"faster", {.kind = APP_FASTER}},  {"slower", {.kind = APP_SLOWER}},
    {"hush", {.kind = APP_HUSH}},
};

static void press_key(struct play *play, const struct app_input *input)
{
    sim_input(play->sim, input);
    sim_pass(play->sim, KEY_MS);
}

// "key tab", "key enter", …
static void do_key(struct play *play, struct str rest)
{
    for (size_t i = 0; i < sizeof key_names / sizeof key_names[0]; i++)
        if (str_eq(rest, str_from(key_names[i].name))) {
            press_key(play, &key_names[i].input);
            sim_pass(play->sim, LINE_MS);
            return;
        }
    fail(play, "there is no key %.*s", STR_ARG(rest));
}

// Tab after Tab until the focus is there: a place that keys do not reach, or that holds them, fails here.
static void go_to(struct play *play, uint32_t key, struct str what)
{
    for (int i = 0; i < UI_NODES && app_focus(play->sim->app) != key; i++)
        press_key(play, &(struct app_input){.ui.kind = UI_NEXT});
    if (app_focus(play->sim->app) != key) fail(play, "keys do not lead to %.*s", STR_ARG(what));
}

static void go_and_choose(struct play *play, const struct ui_node *node, struct str what)
{
    go_to(play, node->key, what);
    press_key(play, &(struct app_input){.ui.kind = UI_CHOOSE});
    sim_pass(play->sim, LINE_MS);
}

// Turns pages by keys, once round, until the label is on one of them.
static void look_further(struct play *play, struct str label)
{
    const struct ui_node *turn;
    for (int i = 0; i < MOST_PAGES && !play->ended && !labelled(play, label); i++) {
        if ((turn = pager(play, "page-after")) == NULL) break;
        go_and_choose(play, turn, STR("La suite"));
    }
    for (int i = 0; i < MOST_PAGES && !play->ended && !labelled(play, label); i++) {
        if ((turn = pager(play, "page-before")) == NULL) break;
        go_and_choose(play, turn, STR("Avant"));
    }
}

static const struct ui_node *labelled_or_fail(struct play *play, struct str rest, struct str *ret_label)
{
    struct str french;
    char seen[512];
    if (!quoted(&rest, &french)) fail(play, "this wants a \"label\"");
    if (play->ended) return NULL;
    *ret_label = translated(play, french);
    look_further(play, *ret_label);
    const struct ui_node *node = labelled(play, *ret_label);
    if (node) return node;
    describe_screen(play, seen, sizeof seen);
    fail(play, "no \"%.*s\"; there is: %s", STR_ARG(*ret_label), seen);
    return NULL;
}

// "choose "label"": by keys, to there and Enter
static void do_choose(struct play *play, struct str rest)
{
    struct str label;
    const struct ui_node *node = labelled_or_fail(play, rest, &label);
    if (node) go_and_choose(play, node, label);
}

// "keys "text"": on a real keyboard
static void do_keys(struct play *play, struct str rest)
{
    struct str text;
    if (!quoted(&rest, &text)) fail(play, "keys wants \"text\"");
    while (text.n && !play->ended)
        press_key(play, &(struct app_input){.kind = APP_TYPED, .typed = utf8_next(&text)});
    sim_pass(play->sim, LINE_MS);
}

static bool spell_code(struct play *play, uint32_t code)
{
    const struct ui_node *key = node_of(play, FLOW_TYPED, (int32_t)code);
    if (key) go_and_choose(play, key, STR("a key"));
    return key != NULL;
}

// "spell "text"": on the keyboard of the screen, with Tab and Enter alone
static void do_spell(struct play *play, struct str rest)
{
    struct str text;
    if (!quoted(&rest, &text)) fail(play, "spell wants \"text\"");
    while (text.n && !play->ended) {
        uint32_t code = utf8_next(&text);
        if (spell_code(play, code)) continue;
        const struct ui_node *shift = node_of(play, FLOW_SHIFT, 0), *symbols = node_of(play, FLOW_SYMBOLS, 0);
        if (node_of(play, FLOW_TYPED, (int32_t)other_case(code)) && shift)
            go_and_choose(play, shift, STR("shift"));
        else if (symbols)
            go_and_choose(play, symbols, STR("the other keys"));
        if (!spell_code(play, code)) fail(play, "no key for U+%04X", code);
    }
}

static void feel_at(struct play *play, int x, int y)
{
    touch(play, UI_DOWN, x, y);
    sim_pass(play->sim, 80);
    touch(play, UI_UP, x, y);
    sim_pass(play->sim, LINE_MS);
}

// "feel "label"": one touch there, which only says what it is
static void do_feel(struct play *play, struct str rest)
{
    struct str label;
    const struct ui_node *node = labelled_or_fail(play, rest, &label);
    if (!node) return;
    if (!app_explores(play->sim->app)) fail(play, "a touch would act, not say");
    feel_at(play, node->box.x + node->box.w / 2, node->box.y + node->box.h / 2);
}

// "edge right": a touch at an edge of the screen
static void do_edge(struct play *play, struct str rest)
{
    const struct ui_tree *tree = app_tree(play->sim->app);
    int x = str_eq(rest, STR("left")) ? 3 : str_eq(rest, STR("right")) ? tree->w - 4 : tree->w / 2;
    int y = str_eq(rest, STR("top")) ? 3 : str_eq(rest, STR("bottom")) ? tree->h - 4 : tree->h / 2;
    feel_at(play, x, y);
}

// "headphones in", "headphones out"
static void do_headphones(struct play *play, struct str rest)
{
    sim_headphones(play->sim, str_eq(rest, STR("in")));
    sim_pass(play->sim, LINE_MS);
}

// Words that are put together (role, state, place among others) stand in no catalogue: what is heard is
// compared in French, and in the mode that nothing else happens in.
static bool is_plain(const struct scenario_mode *mode)
{
    return !mode->language && !mode->w && !mode->double_tap && !mode->restart && !mode->text;
}

// "expect spoken "words"", "expect spoken not "words"": since the last line that is not an expectation
static void expect_spoken(struct play *play, struct str rest)
{
    struct str words, before = rest, log = fake_voice_log(&play->sim->voice);
    struct str heard = str_slice(log, play->sim->voice_from, log.n);
    bool wanted = !str_eq(word(&rest), STR("not"));
    if (wanted) rest = before;
    if (!quoted(&rest, &words))
        fail(play, "expect spoken wants \"words\"");
    else if (is_plain(play->mode) && has_words_in(heard, words) != wanted)
        fail(play, "\"%.*s\" was %sheard; there was: %.*s", STR_ARG(words), wanted ? "not " : "",
             (int)(heard.n < 300 ? heard.n : 300), heard.p);
}

// "expect speech NAME": all that was heard is tests/golden/NAME.txt; REBOND_GOLDEN=1 writes it
static void expect_speech(struct play *play, struct str name)
{
    static char before[FAKE_VOICE_LOG];
    char path[512];
    struct str heard = fake_voice_log(&play->sim->voice);
    bool writing = getenv("REBOND_GOLDEN") != NULL;
    if (!is_plain(play->mode) || faulty(play->mode)) return;
    snprintf(path, sizeof path, "%s/tests/golden/%.*s.txt", REBOND_SOURCE, STR_ARG(name));
    FILE *file = fopen(path, writing ? "wb" : "rb");
    if (!file) {
        fail(play, "there is no %s", path);
        return;
    }
    size_t n = writing ? fwrite(heard.p, 1, heard.n, file) : fread(before, 1, sizeof before, file);
    fclose(file);
    if (!writing && !str_eq((struct str){before, n}, heard)) fail(play, "what was heard is not %s", path);
}

// --- what is seen and what is so

static bool page_says(const struct play *play, struct str part)
{
    const struct ui_tree *tree = app_tree(play->sim->app);
    for (int i = 0; i < tree->count; i++) {
        const struct ui_spec *spec = &tree->nodes[i].spec;
        if (has_words(spec->label, part) || has_words(spec->hint, part) || has_words(spec->value, part))
            return true;
    }
    return false;
}

// More pages are turned then, so the same news comes at another moment of the story.
static bool is_dressed(const struct scenario_mode *mode)
{
    return mode->display.size || mode->display.low;
}

// Large words take several pages: a reader turns them, and turns back.
static bool screen_says(struct play *play, struct str part)
{
    const struct ui_node *after;
    bool says = page_says(play, part);
    for (int i = 0; i < MOST_PAGES && !says && !play->ended; i++) {
        if ((after = pager(play, "page-after")) == NULL) break;
        press_checked(play, after, STR("La suite"));
        says = page_says(play, part);
    }
    turn_back(play);
    return says;
}

static void expect_text(struct play *play, struct str french, bool wanted)
{
    struct str text = translated(play, french);
    char seen[512];
    // A sync program that has just started anew takes its time; what is expected must come all the same.
    bool patient = play->mode->restart || is_dressed(play->mode);
    for (int s = 0; s < PATIENCE_S && patient && screen_says(play, text) != wanted; s++)
        sim_pass(play->sim, 1000);
    if (screen_says(play, text) == wanted) return;
    describe_screen(play, seen, sizeof seen);
    fail(play, "the screen %s \"%.*s\"; there is: %s", wanted ? "does not say" : "says", STR_ARG(text), seen);
}

// "expect taps 8" since "count": by who sees everything at once; other modes turn pages and open panels.
static bool expect_effort(struct play *play, struct str what, struct str most)
{
    bool taps = str_eq(what, STR("taps")), screens = str_eq(what, STR("screens"));
    int have = taps ? play->taps : play->screens;
    if (!taps && !screens) return false;
    if (strcmp(play->mode->name, "straight") == 0 && have != number(most))
        fail(play, "%d %.*s, expected %.*s", have, STR_ARG(what), STR_ARG(most));
    return true;
}

static void expect_number(struct play *play, struct str what, struct str wanted)
{
    if (expect_effort(play, what, wanted)) return;
    int have = sim_count(play->sim, what);
    if (have < 0)
        fail(play, "nothing is called \"%.*s\"", STR_ARG(what));
    else if (have != number(wanted))
        fail(play, "%.*s: %d, expected %.*s", STR_ARG(what), have, STR_ARG(wanted));
}

// "expect partner "text"", "expect partner not "text"": in what stands there, with the folds and escapes of a
// calendar.
static void expect_at_partner(struct play *play, struct str rest)
{
    struct str text, before = rest;
    bool wanted = !str_eq(word(&rest), STR("not"));
    if (wanted) rest = before;
    if (!quoted(&rest, &text))
        fail(play, "expect partner wants \"text\"");
    else if (partner_sim_holds(play->sim->partner, text) != wanted)
        fail(play, "the partner %s \"%.*s\"", wanted ? "does not have" : "has", STR_ARG(text));
}

// "expect figure need.toit 5": what the store has counted
static void expect_figure(struct play *play, struct str rest)
{
    struct str id = word(&rest);
    int64_t have = sim_figure(play->sim, id);
    if (have != number(rest))
        fail(play, "figure %.*s is %lld, expected %.*s", STR_ARG(id), (long long)have, STR_ARG(rest));
}

// Of the first choice, whatever language the screen speaks.
static void expect_moment(struct play *play, struct str when)
{
    const struct booking *draft = &app_flow(play->sim->app)->draft;
    struct str date = word(&when), time = word(&when);
    int64_t start_s;
    if (!parse_when(play, date, time, &start_s) || draft->choice_count == 0 ||
        draft->choices[0].start_s != start_s)
        fail(play, "not the moment that was chosen: %.*s %.*s", STR_ARG(date), STR_ARG(time));
}

// A finger chooses the language, the size or a low screen before the story goes on.
static bool is_touched_first(const struct scenario_mode *mode)
{
    bool chosen = mode->language && (mode->all_languages || strcmp(mode->language, "fr") != 0);
    return chosen || is_dressed(mode);
}

// In the modes that set it for everybody the story's own wishes are not looked at.
static void expect_display(struct play *play, struct str rest)
{
    const struct flow_display *display = &app_flow(play->sim->app)->display;
    struct str what = word(&rest);
    int have = str_eq(what, STR("size"))      ? display->size
               : str_eq(what, STR("colours")) ? display->colours
               : str_eq(what, STR("low"))     ? display->low
                                              : display->calm;
    if (!is_dressed(play->mode) && have != number(rest))
        fail(play, "display %.*s is %d, expected %.*s", STR_ARG(what), have, STR_ARG(rest));
}

static void expect_staff(struct play *play, struct str how);
static void expect_disk(struct play *play, struct str how);

// "expect "text"", "expect not "text"", "expect attract", "expect bookings 1" (see sim_count)
static void do_expect(struct play *play, struct str rest)
{
    struct str text, what;
    if (quoted(&rest, &text)) {
        expect_text(play, text, true);
        return;
    }
    what = word(&rest);
    if (str_eq(what, STR("spoken")))
        expect_spoken(play, rest);
    else if (str_eq(what, STR("speech")))
        expect_speech(play, rest);
    else if (str_eq(what, STR("not")) && quoted(&rest, &text))
        expect_text(play, text, false);
    else if (str_eq(what, STR("staff")))
        expect_staff(play, rest);
    else if (str_eq(what, STR("disk")))
        expect_disk(play, rest);
    else if (str_eq(what, STR("figure")))
        expect_figure(play, rest);
    else if (str_eq(what, STR("moment")))
        expect_moment(play, rest);
    else if (str_eq(what, STR("attract"))) {
        if (app_flow(play->sim->app)->place != FLOW_ATTRACT) fail(play, "somebody still seems to be there");
    } else if (str_eq(what, STR("log"))) {
        if (quoted(&rest, &text) &&
            str_find((struct str){play->sim->log, play->sim->log_n}, text) == play->sim->log_n)
            fail(play, "the log has no \"%.*s\"", STR_ARG(text));
    } else if (str_eq(what, STR("display")))
        expect_display(play, rest);
    else if (str_eq(what, STR("partner")))
        expect_at_partner(play, rest);
    else if (str_eq(what, STR("condition"))) {
        if (!str_eq(rest, str_from(sim_condition(play->sim))))
            fail(play, "the partner is \"%s\", expected \"%.*s\"", sim_condition(play->sim), STR_ARG(rest));
    } else
        expect_number(play, what, rest);
}

static void do_pass(struct play *play, struct str rest)
{
    int count = number(word(&rest));
    int64_t ms = str_eq(rest, STR("s"))     ? 1000
                 : str_eq(rest, STR("min")) ? 60000
                 : str_eq(rest, STR("h"))   ? 3600000
                                            : -1;
    if (count < 0 || ms < 0)
        fail(play, "pass wants a number and s, min or h");
    else
        sim_pass(play->sim, count * ms);
}

static void do_other(struct play *play, struct str rest)
{
    int64_t start;
    if (str_eq(rest, STR("is the writer"))) {
        sim_event(play->sim, STR("other-kiosk is the writer"));
        return;
    }
    struct str verb = word(&rest), date = word(&rest), time = word(&rest);
    if (str_eq(verb, STR("books")) && parse_when(play, date, time, &start)) {
        play->photo = (struct picture_code){{0, 1, 2}, 42};
        if (!sim_other_kiosk_books(play->sim, start)) fail(play, "there is no such slot to book");
        return;
    }
    if (!str_eq(verb, STR("takes")) || !parse_when(play, date, time, &start))
        fail(play, "other-kiosk wants: takes DATE TIME, or: is the writer");
    else if (!sim_other_kiosk_takes(play->sim, start))
        fail(play, "there is no such slot to take");
}

static void play_lines(struct play *play, struct str file);

// "play NAME": the lines of parts/NAME.part
static void do_play(struct play *play, struct str rest)
{
    char path[512], bytes[4096];
    snprintf(path, sizeof path, "%s/tests/scenarios/parts/%.*s.part", REBOND_SOURCE, STR_ARG(rest));
    FILE *file = fopen(path, "rb");
    if (!file) {
        fail(play, "there is no part %.*s", STR_ARG(rest));
        return;
    }
    size_t n = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    int line = play->line;
    play_lines(play, (struct str){bytes, n});
    play->line = line;
}

// "knock", "knock keys": the hidden way of staff
static void do_knock(struct play *play, struct str rest)
{
    const struct ui_tree *tree = app_tree(play->sim->app);
    for (int i = 0; i < KNOCKS; i++) {
        if (str_eq(rest, STR("keys"))) {
            sim_input(play->sim, &(struct app_input){.kind = APP_KNOCK});
        } else {
            int x = tree->mirrored ? 10 : tree->w - 10;
            touch(play, UI_DOWN, x, 10);
            touch(play, UI_UP, x, 10);
        }
        sim_pass(play->sim, 300);
    }
    sim_pass(play->sim, LINE_MS);
}

// "grid touch N", "grid keys N": the first N places of the grid that tries the touch
static void do_grid(struct play *play, struct str rest)
{
    bool by_keys = str_eq(word(&rest), STR("keys"));
    int count = number(rest);
    for (int i = 0; i < count && !play->ended; i++) {
        const struct ui_node *cell = node_of(play, (enum flow_action)STAFF_CELL, i);
        if (!cell)
            fail(play, "there is no place %d of a grid", i + 1);
        else if (by_keys)
            go_and_choose(play, cell, cell->spec.label);
        else
            press_checked(play, cell, cell->spec.label);
    }
}

// "pin set": 482913
static void do_pin(struct play *play, struct str rest)
{
    play->sim->has_pin = str_eq(rest, STR("set"));
}

// "collection-key in", "collection-key out"
static void do_collection_key(struct play *play, struct str rest)
{
    sim_collection_key(play->sim, str_eq(rest, STR("in")));
    sim_pass(play->sim, LINE_MS);
}

// "stick key", "stick out", …
static void do_stick(struct play *play, struct str rest)
{
    if (!sim_stick(play->sim, rest)) fail(play, "there is no stick like that: %.*s", STR_ARG(rest));
    sim_pass(play->sim, LINE_MS);
}

// "memory 100 MiB": what the screen program may still take
static void do_memory(struct play *play, struct str rest)
{
    play->sim->spare_memory = (int64_t)number(word(&rest)) << 20;
}

// "mark disk"
static void do_mark(struct play *play, struct str rest)
{
    (void)rest;
    play->disk = sim_disk(play->sim);
}

// "expect staff away", "closed", "here"; "expect disk unchanged", "changed"
static void expect_staff(struct play *play, struct str how)
{
    const struct staff *staff = app_staff(play->sim->app);
    const char *have = staff_is_here(staff) ? "here" : staff_is_shown(staff) ? "closed" : "away";
    if (!str_eq(how, str_from(have))) fail(play, "staff are %s", have);
}

static void expect_disk(struct play *play, struct str how)
{
    bool same = sim_disk(play->sim) == play->disk;
    if (same != str_eq(how, STR("unchanged"))) fail(play, "the disk is %s", same ? "as it was" : "changed");
}

struct verb {
    const char *name;
    void (*run)(struct play *play, struct str rest);
};

static void do_world(struct play *play, struct str line)
{
    if (!sim_event(play->sim, line)) fail(play, "not understood: %.*s", STR_ARG(line));
}

static const struct verb verbs[] = {{"tap", do_tap},           {"type", do_type},
                                    {"expect", do_expect},     {"pass", do_pass},
                                    {"play", do_play},         {"key", do_key},
                                    {"choose", do_choose},     {"keys", do_keys},
                                    {"spell", do_spell},       {"feel", do_feel},
                                    {"edge", do_edge},         {"headphones", do_headphones},
                                    {"other-kiosk", do_other}, {"photo", do_photo},
                                    {"scan", do_scan},         {"count", do_count},
                                    {"knock", do_knock},       {"grid", do_grid},
                                    {"pin", do_pin},           {"collection-key", do_collection_key},
                                    {"stick", do_stick},       {"memory", do_memory},
                                    {"mark", do_mark}};

// What is heard stands under the line that made it be heard.
static void note_line(struct play *play, struct str line)
{
    char memory[256];
    struct buf note = buf_init(memory, sizeof memory);
    struct str rest = line, verb = word(&rest);
    bool writes = str_eq(verb, STR("keys")) || str_eq(verb, STR("spell")) || str_eq(verb, STR("type"));
    if (str_eq(verb, STR("expect")) || str_eq(verb, STR("play"))) return;
    // What is typed is not what is heard: the log of the voice must hold a name only when a voice said it.
    buf_add_format(&note, "> %.*s", STR_ARG(writes ? verb : line));
    fake_voice_note(&play->sim->voice, buf_str(&note));
    if (str_eq(verb, STR("pass"))) return; // what was begun goes on
    play->sim->voice_from = fake_voice_log(&play->sim->voice).n;
}

static void play_line(struct play *play, struct str line)
{
    struct str rest = line, name = word(&rest);
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
        if (str_eq(name, str_from(verbs[i].name))) {
            verbs[i].run(play, rest);
            return;
        }
    do_world(play, line);
}

// --- one file

// Lines before the first action: "place local|caldav|exclusive", "languages all", "custody open", "class
// A|B|C", "clock untrusted|1970|2038|2040|summer begins|summer ends".
static bool setting(struct sim_options *options, struct str line)
{
    struct str rest = line, name = word(&rest);
    if (str_eq(name, STR("place"))) {
        options->partner = str_eq(rest, STR("local"))       ? SIM_LOCAL
                           : str_eq(rest, STR("exclusive")) ? SIM_EXCLUSIVE
                                                            : SIM_CALDAV;
        return true;
    }
    if (str_eq(line, STR("languages all"))) {
        options->all_languages = true;
        return true;
    }
    if (str_eq(name, STR("ears"))) { // of the technician: what the place has
        options->headphones = str_eq(rest, STR("headphones")) ? HEADPHONES_ALWAYS : HEADPHONES_NEVER;
        return true;
    }
    if (str_eq(name, STR("custody"))) {
        options->custody_open = str_eq(rest, STR("open"));
        return true;
    }
    if (str_eq(name, STR("class"))) {
        options->server_class = rest.p[0];
        return true;
    }
    if (str_eq(line, STR("not restarted")) || str_eq(line, STR("as told")))
        return true; // the story is about one moment of the sync program's life
    if (!str_eq(name, STR("clock"))) return false;
    options->in_paris = str_starts(rest, STR("summer"));
    options->clock_trusted = options->in_paris || str_eq(rest, STR("2038"));
    if (str_eq(rest, STR("summer begins"))) options->wall_s = 1774746000 - 600;
    if (str_eq(rest, STR("summer ends"))) options->wall_s = 1792890000 - 600;
    if (str_eq(rest, STR("2038"))) options->wall_s = 2147428800; // 18 January, a Monday
    if (str_eq(rest, STR("1970"))) options->wall_s = 3600;
    if (str_eq(rest, STR("2040"))) options->wall_s = 2208988800;
    return true;
}

static int wanted_language(const struct play *play)
{
    const struct config *config = &play->sim->config;
    int i = 0;
    while (i < config->language_count && strcmp(config->languages[i], play->mode->language) != 0)
        i++;
    return i;
}

static void choose_language(struct play *play, const struct ui_node *node, const char *what)
{
    if (app_explores(play->sim->app))
        go_and_choose(play, node, str_from(what));
    else
        press_checked(play, node, str_from(what));
}

// By the button that is on every screen; with more than two languages it leads to their list.
static void switch_language(struct play *play)
{
    const struct flow *flow = app_flow(play->sim->app);
    if (!play->mode->language || flow->place == FLOW_ATTRACT || flow->language != 0) return;
    int language = wanted_language(play);
    const struct ui_node *node = node_of(play, FLOW_LANGUAGE, 0);
    if (!node || language == 0) return;
    choose_language(play, node, "the language");
    if (flow->panel != PANEL_LANGUAGES) return;
    node = node_of(play, FLOW_LANGUAGE_CHOSEN, language);
    if (node) choose_language(play, node, play->mode->language);
    if (flow->panel != PANEL_NONE || flow->language != language)
        fail(play, "the list of languages is not understood");
}

// Whoever comes to the kiosk opens the panel of the display and sets it.
static void set_display(struct play *play)
{
    const struct flow_display *want = &play->mode->display;
    const struct flow *flow = app_flow(play->sim->app);
    bool done = flow->display.size == want->size && flow->display.low == want->low;
    const struct ui_node *open = node_of(play, FLOW_DISPLAY, 0);
    if (done || !open || flow->place == FLOW_ATTRACT || flow->panel != PANEL_NONE || flow->warning) return;
    press_checked(play, open, STR("Affichage"));
    if (want->low) tap_listed(play, FLOW_LOW, 0, STR("Écran bas"));
    if (want->size) tap_listed(play, FLOW_SIZE, want->size, STR("Géant"));
    const struct ui_node *back = node_of(play, FLOW_DISPLAY, 0);
    if (back) press_checked(play, back, STR("C'est bon"));
}

static void after_line(struct play *play)
{
    struct sim *sim = play->sim;
    if (!sim_check_turn(sim)) fail(play, "%s", sim->broken);
    if (play->mode->paint && sim->shown) play->mode->paint(play->mode->painter, sim->shown);
    if (sim_is_dead(sim)) {
        if (play->mode->torn)
            sim_power_cut(sim);
        else
            sim_kill(sim);
        play->ended = true;
        return;
    }
    // Not while somebody waits for the partner: that is what the modes that kill are for.
    if (play->mode->restart && app_flow(sim->app)->place != FLOW_SAVING) sim_restart_sync(sim);
    bool nobody = app_flow(sim->app)->place == FLOW_ATTRACT && !staff_is_shown(app_staff(sim->app));
    if (play->mode->restart && nobody) sim_kill(sim);
    switch_language(play);
    set_display(play);
}

static void play_lines(struct play *play, struct str file)
{
    while (file.n && !play->ended) {
        struct str line = str_trim(str_cut(&file, '\n'));
        struct sim_options ignored;
        play->line++;
        if (line.n == 0 || line.p[0] == '#' || setting(&ignored, line)) continue;
        note_line(play, line);
        play_line(play, line);
        after_line(play);
    }
}

static struct sim_options read_settings(struct str file, const struct scenario_mode *mode)
{
    struct sim_options options = {.partner = SIM_LOCAL,
                                  .seed = mode->seed ? mode->seed : 7,
                                  .wall_s = SIM_NOON,
                                  .clock_trusted = true,
                                  .server_class = 'A',
                                  .text = mode->text,
                                  .all_languages = mode->all_languages,
                                  .watcher = mode->watcher,
                                  .watch = mode->watch,
                                  .w = mode->w ? mode->w : 1280,
                                  .h = mode->h ? mode->h : 800,
                                  .w_mm = mode->w ? mode->w_mm : 217,
                                  .h_mm = mode->h ? mode->h_mm : 136,
                                  .app_faults = mode->app_faults,
                                  .engine_faults = mode->engine_faults,
                                  .synchronous_off = mode->synchronous_off,
                                  .secure_delete_off = mode->secure_delete_off};
    while (file.n)
        (void)setting(&options, str_trim(str_cut(&file, '\n')));
    return options;
}

// Faults stop; everybody leaves; then everything that was told must be so.
static void settle(struct play *play)
{
    struct sim *sim = play->sim;
    sim_heal(sim);
    sim_pass(sim, 10 * 60000);
    if (!sim_check_gone(sim) || !sim_check_drain(sim)) {
        play->ended = false;
        fail(play, "%s", sim->broken);
    }
}

struct scenario_result scenario_play(const char *name, struct str file, const struct scenario_mode *mode)
{
    struct scenario_result result = {.ok = true};
    bool by_the_second = str_find(file, STR("\nnot restarted")) < file.n; // turning pages takes time too
    if ((mode->restart || is_dressed(mode)) && by_the_second) return result;
    if (is_touched_first(mode) && str_find(file, STR("\nas told")) < file.n) return result;
    struct sim_options options = read_settings(file, mode);
    struct play play = {.name = name, .mode = mode, .sim = sim_open(&options)};
    sim_plan_faults(play.sim, mode->die_at, mode->store_fails_at, mode->http_fails_at);
    sim_pass(play.sim, LINE_MS);
    after_line(&play);
    play_lines(&play, file);
    result.durable_ops = sim_durable_ops(play.sim);
    result.requests = sim_requests(play.sim);
    // A planted fault may lead the visit elsewhere than the file says; then only the invariants count.
    if (faulty(mode) && !play.sim->broken[0]) play.why[0] = 0;
    if (faulty(mode) && !sim_struck(play.sim)) fail(&play, "the planned fault never came");
    settle(&play);
    result.played = true;
    result.ok = play.why[0] == 0;
    memcpy(result.why, play.why, sizeof result.why);
    sim_close(play.sim);
    return result;
}
