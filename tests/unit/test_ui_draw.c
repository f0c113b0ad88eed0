// links: base port ui
// with: harness/fake_text.c
#include "harness/test.h"

#include <math.h>

#include "harness/fake_text.h"
#include "ui/ui.h"

static struct ui_tree tree;
static struct theme theme;
static struct ui_memory memory;
static struct draw_item items[8192];
static struct draw_list list;
static char texts[64 << 10];

static const int panels[][4] = {
    {1024, 600, 222, 125}, {1280, 800, 217, 136}, {1920, 1080, 344, 194}, {1080, 1920, 194, 344}};

static void begin(int panel)
{
    const int *p = panels[panel];
    memory = (struct ui_memory){0};
    theme = theme_make(p[0], p[1], p[2], p[3]);
    ui_begin(&tree, &theme, p[0], p[1], texts, sizeof texts);
}

static void lay_out(void)
{
    const struct text_port text = fake_text_port(NULL);
    ui_layout(&tree, &text);
}

static void draw(void)
{
    list = (struct draw_list){.items = items, .cap = sizeof items / sizeof *items};
    ui_draw(&tree, &memory, &list);
    assert_false(list.full);
}

// --- Contrast, WCAG 2.1

static double channel(rgba_t color, int shift)
{
    double c = (color >> shift & 0xff) / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double contrast(rgba_t a, rgba_t b)
{
    double la = 0.2126 * channel(a, 24) + 0.7152 * channel(a, 16) + 0.0722 * channel(a, 8) + 0.05;
    double lb = 0.2126 * channel(b, 24) + 0.7152 * channel(b, 16) + 0.0722 * channel(b, 8) + 0.05;
    return la > lb ? la / lb : lb / la;
}

static void test_text_colours_can_be_read(void **state)
{
    (void)state;
    begin(0);
    assert_true(contrast(0x000000ff, 0xffffffff) > 20.99 &&
                contrast(0x777777ff, 0xffffffff) < 4.5); // the ruler
    const rgba_t grounds[] = {theme.background, theme.surface, theme.accent_tint, theme.warning_tint};
    for (size_t i = 0; i < 4; i++) {
        assert_true(contrast(theme.ink, grounds[i]) >= 7);
        assert_true(contrast(theme.ink_soft, grounds[i]) >= 7);
    }
    assert_true(contrast(theme.on_accent, theme.accent) >= 7);
    assert_true(contrast(theme.on_accent, theme.accent_pressed) >= 7);
    assert_true(contrast(theme.accent, theme.surface) >= 7);
}

static void test_borders_badges_and_the_ring_can_be_seen(void **state)
{
    (void)state;
    begin(0);
    const rgba_t grounds[] = {theme.background, theme.surface};
    for (size_t i = 0; i < 2; i++) {
        assert_true(contrast(theme.accent, grounds[i]) >= 3);
        assert_true(contrast(theme.line_strong, grounds[i]) >= 3);
        assert_true(contrast(theme.danger, grounds[i]) >= 3);
        assert_true(contrast(theme.focus, grounds[i]) >= 3);
    }
    assert_true(contrast(theme.warning, theme.warning_tint) >= 3);
    assert_true(contrast(theme.accent, theme.accent_tint) >= 3);
    assert_true(contrast(theme.on_accent, theme.danger) >= 3);
    assert_true(contrast(theme.surface, theme.accent) >= 3); // light ring beside a primary button
}

// --- What is drawn

static void add_control(enum ui_look look, enum ui_role role, unsigned flags)
{
    ui_add(&tree, (struct ui_spec){.id = "node",
                                   .index = tree.count,
                                   .role = role,
                                   .look = look,
                                   .label = STR("Manger"),
                                   .hint = STR("aussi"),
                                   .picture = look == UI_TILE ? STR("🍒") : STR(""),
                                   .flags = flags,
                                   .action = {1, 0}});
}

static bool is_inside(struct box inner, struct box outer)
{
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

// The last opaque fill under an item.
static rgba_t ground_of(size_t at)
{
    for (size_t i = at; i-- > 0;)
        if (items[i].kind == DRAW_RECT && (items[i].color & 0xff) == 0xff &&
            is_inside(items[at].box, items[i].box))
            return items[i].color;
    return list.background;
}

static void test_every_look_in_every_state_can_be_read(void **state)
{
    (void)state;
    static const unsigned flags[] = {0, UI_CHOSEN, UI_DISABLED};
    static const enum ui_role roles[] = {UI_BUTTON, UI_CHOICE, UI_KEY, UI_TEXT, UI_FIELD};
    for (enum ui_look look = UI_PLAIN; look <= UI_WARNING; look++)
        for (size_t f = 0; f < 3; f++)
            for (size_t r = 0; r < 5; r++)
                for (int pressed = 0; pressed < 2; pressed++) {
                    begin(0);
                    add_control(look, roles[r], flags[f]);
                    lay_out();
                    memory.pressed = pressed ? tree.nodes[1].key : 0;
                    draw();
                    for (size_t i = 0; i < list.count; i++)
                        if (items[i].kind == DRAW_TEXT && contrast(items[i].color, ground_of(i)) < 7)
                            fail_msg("look %d role %d flags %u pressed %d: %.2f", (int)look, (int)roles[r],
                                     flags[f], pressed, contrast(items[i].color, ground_of(i)));
                }
}

static size_t count_of(enum draw_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < list.count; i++)
        n += items[i].kind == kind;
    return n;
}

static void test_chosen_is_seen_by_border_and_tick(void **state)
{
    (void)state;
    begin(2);
    add_control(UI_TILE, UI_CHOICE, 0);
    lay_out();
    draw();
    assert_int_equal(count_of(DRAW_STROKE), 0);
    begin(2);
    add_control(UI_TILE, UI_CHOICE, UI_CHOSEN);
    lay_out();
    draw();
    assert_int_equal(count_of(DRAW_STROKE), 1);
    assert_int_equal(items[1].kind, DRAW_OUTLINE);
    assert_int_equal(items[1].color, theme.accent);
    assert_true((float)items[1].width >= theme.px_per_mm - 0.5F);
}

static void test_pressed_is_seen_in_the_next_frame(void **state)
{
    (void)state;
    begin(0);
    add_control(UI_PRIMARY, UI_BUTTON, 0);
    lay_out();
    draw();
    const struct draw_item shadow = items[0], fill = items[1];
    assert_int_equal(shadow.kind, DRAW_SHADOW);
    memory.pressed = tree.nodes[1].key;
    draw();
    assert_int_equal(items[0].kind, DRAW_RECT);
    assert_int_not_equal(items[0].color, fill.color);
    assert_true(items[0].box.w < fill.box.w);
}

static void test_the_ring_is_thick_and_has_two_tones(void **state)
{
    (void)state;
    for (int panel = 0; panel < 4; panel++) {
        begin(panel);
        ui_open(&tree, (struct ui_spec){.pad = 10});
        add_control(UI_PRIMARY, UI_BUTTON, 0);
        ui_close(&tree);
        lay_out();
        memory.focus = tree.nodes[2].key;
        draw();
        size_t without = list.count;
        memory.focus_shown = true;
        draw();
        assert_int_equal(list.count, without + 2);
        const struct draw_item *inner = &items[without], *outer = &items[without + 1];
        assert_true((float)outer->width >= theme.px_per_mm);
        assert_true(contrast(inner->color, outer->color) >= 3);
        assert_true(is_inside(inner->box, outer->box));
        assert_true(is_inside(tree.nodes[2].box, inner->box));
    }
}

static void test_a_sheet_dims_the_whole_screen(void **state)
{
    (void)state;
    begin(1);
    add_control(UI_TILE, UI_BUTTON, 0);
    ui_open(&tree, (struct ui_spec){.look = UI_SHEET});
    add_control(UI_PRIMARY, UI_BUTTON, 0);
    ui_close(&tree);
    lay_out();
    draw();
    bool seen = false;
    for (size_t i = 0; i < list.count; i++)
        seen = seen || (items[i].color == theme.scrim && items[i].box.w == 1280 && items[i].box.h == 800);
    assert_true(seen);
}

static void test_what_a_visitor_typed_is_marked(void **state)
{
    (void)state;
    begin(0);
    ui_add(&tree, (struct ui_spec){.id = "name",
                                   .role = UI_FIELD,
                                   .label = STR("Prénom"),
                                   .value = STR("Nadia"),
                                   .flags = UI_PERSONAL | UI_CARET});
    ui_add(&tree, (struct ui_spec){.role = UI_TEXT, .label = STR("Nadia"), .flags = UI_PERSONAL});
    lay_out();
    draw();
    for (size_t i = 0; i < list.count; i++)
        if (items[i].kind == DRAW_TEXT)
            assert_int_equal(items[i].personal, str_eq(items[i].text, STR("Nadia")));
}

static void test_a_list_that_is_full_says_so(void **state)
{
    (void)state;
    begin(0);
    add_control(UI_TILE, UI_CHOICE, UI_CHOSEN);
    lay_out();
    list = (struct draw_list){.items = items, .cap = 3};
    ui_draw(&tree, &memory, &list);
    assert_true(list.full);
    assert_int_equal(list.count, 3);
}

// --- Fingerprint

struct change {
    const char *what;
    struct ui_spec spec;
    struct ui_memory memory;
    bool seen;
};

static uint64_t print_of(struct ui_spec spec, struct ui_memory m)
{
    begin(1);
    spec.id = spec.id ? spec.id : "node";
    ui_add(&tree, spec);
    lay_out();
    if (m.pressed) m.pressed = tree.nodes[1].key;
    if (m.focus) m.focus = tree.nodes[1].key;
    memory = m;
    return ui_fingerprint(&tree, &memory);
}

#define BASE .role = UI_CHOICE, .look = UI_TILE, .number = 1, .total = 3
#define LABEL .label = STR("Manger")
#define ACTION .action = {1, 0}

static void test_the_fingerprint_changes_with_what_is_seen_and_only_then(void **state)
{
    (void)state;
    static const struct ui_spec base = {BASE, LABEL, ACTION};
    static const struct change changes[] = {
        {"label", {BASE, .label = STR("Mangez"), ACTION}, {0}, true},
        {"hint", {BASE, LABEL, ACTION, .hint = STR("x")}, {0}, true},
        {"value", {BASE, LABEL, ACTION, .value = STR("x")}, {0}, true},
        {"picture", {BASE, LABEL, ACTION, .picture = STR("🍒")}, {0}, true},
        {"look", {.role = UI_CHOICE, .look = UI_PRIMARY, LABEL, ACTION}, {0}, true},
        {"chosen", {BASE, LABEL, ACTION, .flags = UI_CHOSEN}, {0}, true},
        {"disabled", {BASE, LABEL, ACTION, .flags = UI_DISABLED}, {0}, true},
        {"icon", {BASE, LABEL, ACTION, .icon = UI_ICON_BACK}, {0}, true},
        {"scale", {BASE, LABEL, ACTION, .scale = UI_HUGE}, {0}, true},
        {"height", {BASE, LABEL, ACTION, .h = 40}, {0}, true},
        {"pressed", {BASE, LABEL, ACTION}, {.pressed = 1}, true},
        {"ring", {BASE, LABEL, ACTION}, {.focus = 1, .focus_shown = true}, true},
        {"hidden focus", {BASE, LABEL, ACTION}, {.focus = 1}, false},
        {"place of the finger", {BASE, LABEL, ACTION}, {.press_x = 9, .finger = 3, .ready_ms = 7}, false},
        {"action", {BASE, LABEL, .action = {2, 7}}, {0}, false},
        {"id", {BASE, LABEL, ACTION, .id = "other"}, {0}, false},
        {"step of what has none",
         {.role = UI_CHOICE, .look = UI_TILE, .number = 2, LABEL, ACTION},
         {0},
         false},
    };
    uint64_t before = print_of(base, (struct ui_memory){0});
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        if ((print_of(changes[i].spec, changes[i].memory) != before) != changes[i].seen)
            fail_msg("%s", changes[i].what);
}

static void test_a_box_that_is_only_larger_is_seen(void **state)
{
    (void)state;
    const struct ui_spec low = {.look = UI_CARD, .h = 20}, high = {.look = UI_CARD, .h = 21};
    assert_int_not_equal(print_of(low, (struct ui_memory){0}), print_of(high, (struct ui_memory){0}));
}

static void test_the_fingerprint_follows_the_theme(void **state)
{
    (void)state;
    begin(1);
    add_control(UI_TILE, UI_CHOICE, 0);
    lay_out();
    uint64_t before = ui_fingerprint(&tree, &memory);
    assert_int_equal(ui_fingerprint(&tree, &memory), before);
    theme.background ^= 0x100;
    assert_int_not_equal(ui_fingerprint(&tree, &memory), before);
}

// --- Codes

static const char *const event =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART:20270514T080000Z\r\n"
    "SUMMARY:Rendez-vous\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

static void add_code(float side_mm, struct str value)
{
    ui_add(&tree,
           (struct ui_spec){
               .role = UI_CODE, .label = STR("Le rendez-vous"), .w = side_mm, .h = side_mm, .value = value});
}

static bool dark_at(int x, int y)
{
    bool dark = false;
    for (size_t i = 0; i < list.count; i++) {
        struct box b = items[i].box;
        if (items[i].kind == DRAW_RECT && x >= b.x && x < b.x + b.w && y >= b.y && y < b.y + b.h)
            dark = items[i].color == 0x000000ff;
    }
    return dark;
}

static bool finder_dark(int x, int y)
{
    bool ring = x == 0 || x == 6 || y == 0 || y == 6;
    return ring || (x >= 2 && x <= 4 && y >= 2 && y <= 4);
}

struct painted_code {
    struct box sheet;
    int side, px;
};

static struct painted_code paint_code(void)
{
    draw();
    assert_int_equal(items[0].color, theme.surface);
    struct painted_code code = {items[0].box, tree.nodes[1].side, items[1].box.h};
    assert_int_equal(code.sheet.w, (code.side + 8) * code.px);
    return code;
}

static bool module_dark(const struct painted_code *code, int x, int y)
{
    return dark_at(code->sheet.x + (4 + x) * code->px + code->px / 2,
                   code->sheet.y + (4 + y) * code->px + code->px / 2);
}

static void test_a_code_has_its_marks_and_a_quiet_zone(void **state)
{
    (void)state;
    for (int panel = 0; panel < 4; panel++) {
        begin(panel);
        add_code(50, str_from(event));
        lay_out();
        assert_false(tree.nodes[1].clipped);
        struct painted_code code = paint_code();
        assert_int_equal((code.side - 17) % 4, 0); // ISO/IEC 18004: 17 + 4 times the version
        assert_true(code.px >= 3);
        for (int y = 0; y < 7; y++)
            for (int x = 0; x < 7; x++) {
                assert_int_equal(module_dark(&code, x, y), finder_dark(x, y));
                assert_int_equal(module_dark(&code, code.side - 7 + x, y), finder_dark(x, y));
                assert_int_equal(module_dark(&code, x, code.side - 7 + y), finder_dark(x, y));
            }
        for (int i = 8; i < code.side - 8; i++)
            assert_int_equal(module_dark(&code, i, 6), i % 2 == 0);
        for (int i = -4; i < code.side + 4; i++)
            for (int depth = 1; depth <= 4; depth++)
                assert_false(module_dark(&code, i, -depth) || module_dark(&code, -depth, i) ||
                             module_dark(&code, i, code.side + depth - 1) ||
                             module_dark(&code, code.side + depth - 1, i));
        for (size_t i = 1; i < list.count; i++) {
            assert_int_equal((items[i].box.x - code.sheet.x) % code.px, 0);
            assert_int_equal(items[i].box.w % code.px, 0);
            assert_int_equal(items[i].box.h, code.px);
        }
    }
}

static void test_a_code_that_no_telephone_can_read_is_clipped(void **state)
{
    (void)state;
    static char much[4000];
    memset(much, 'x', sizeof much);
    begin(0);
    add_code(12, str_from(event));
    lay_out();
    assert_true(tree.nodes[1].clipped);
    begin(0);
    add_code(60, (struct str){much, sizeof much});
    lay_out();
    assert_true(tree.nodes[1].clipped);
    assert_int_equal(tree.nodes[1].side, 0);
}

// --- Hands and eyes: ux.md

static double mm_high(uint16_t index, int panel)
{
    return (double)tree.nodes[index].box.h * panels[panel][3] / panels[panel][1];
}

static void test_targets_are_large_enough_on_every_panel(void **state)
{
    (void)state;
    for (int panel = 0; panel < 4; panel++) {
        begin(panel);
        ui_open(&tree, (struct ui_spec){.grow = 1, .pad = theme.margin, .gap = theme.gap});
        add_control(UI_PRIMARY, UI_BUTTON, 0);
        add_control(UI_SECONDARY, UI_BUTTON, 0);
        ui_open(&tree, (struct ui_spec){.flow = UI_ROW, .gap = theme.gap});
        add_control(UI_QUIET, UI_BUTTON, 0);
        ui_add(&tree, (struct ui_spec){.role = UI_FIELD, .label = STR("Prénom"), .grow = 1});
        ui_close(&tree);
        ui_close(&tree);
        lay_out();
        assert_true(mm_high(2, panel) >= (theme.compact ? 20 : 25));
        assert_true(mm_high(3, panel) >= 19.9);
        assert_true(mm_high(5, panel) >= 19.9);
        assert_true(mm_high(6, panel) >= 19.9);
        assert_true((tree.nodes[3].box.y - tree.nodes[2].box.y - tree.nodes[2].box.h) >=
                    theme_px(&theme, 2.6F));
        assert_int_equal(theme.compact, panel < 2);
        assert_int_equal(theme.portrait, panel == 3);
    }
}

static void test_no_text_is_under_the_smallest_size(void **state)
{
    (void)state;
    for (int panel = 0; panel < 4; panel++) {
        begin(panel);
        for (int i = 0; i < 5; i++)
            assert_true(theme.text[i] >= theme.smallest_text);
        struct text_style style = theme_style(&theme, 3.5F, TEXT_REGULAR);
        assert_true((double)style.px * 0.714 / (double)theme.px_per_mm >= 3.5);
    }
    struct theme unknown = theme_make(1024, 600, 0, 0);
    assert_true(unknown.px_per_mm > 3.77F && unknown.px_per_mm < 3.79F);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_colours_can_be_read),
        cmocka_unit_test(test_borders_badges_and_the_ring_can_be_seen),
        cmocka_unit_test(test_every_look_in_every_state_can_be_read),
        cmocka_unit_test(test_chosen_is_seen_by_border_and_tick),
        cmocka_unit_test(test_pressed_is_seen_in_the_next_frame),
        cmocka_unit_test(test_the_ring_is_thick_and_has_two_tones),
        cmocka_unit_test(test_a_sheet_dims_the_whole_screen),
        cmocka_unit_test(test_what_a_visitor_typed_is_marked),
        cmocka_unit_test(test_a_list_that_is_full_says_so),
        cmocka_unit_test(test_the_fingerprint_changes_with_what_is_seen_and_only_then),
        cmocka_unit_test(test_a_box_that_is_only_larger_is_seen),
        cmocka_unit_test(test_the_fingerprint_follows_the_theme),
        cmocka_unit_test(test_a_code_has_its_marks_and_a_quiet_zone),
        cmocka_unit_test(test_a_code_that_no_telephone_can_read_is_clipped),
        cmocka_unit_test(test_targets_are_large_enough_on_every_panel),
        cmocka_unit_test(test_no_text_is_under_the_smallest_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
