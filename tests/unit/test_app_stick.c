// links: base port content config booking seal wire flow ui screens speech store collect export app
// with: harness/store_kit.c harness/vfs.c harness/disk.c harness/stick_sim.c harness/fake_text.c
// A stick in the screen program: nothing for visitors, everything for staff mode.
#include "harness/test.h"

#include "seal/pin.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/stick.h"
#include "harness/fake_text.h"
#include "harness/stick_sim.h"
#include "harness/store_kit.h"
#include "seal/seal.h"

static struct kiosk { // one kiosk, its disk and a stick
    struct vfs *vfs;
    struct app *app;
    struct config config;
    struct zone zone;
    struct moment now;
    struct stick_sim stick;
    bool opened;
    int asked; // to let go
} kiosk;

static void fill(void *self, void *to, size_t n)
{
    (void)self;
    memset(to, 0x42, n);
}

static struct store *open_store(void *self)
{
    (void)self;
    return kit_open(kiosk.vfs);
}

static void do_nothing(void *self)
{
    (void)self;
}

static err_t open_stick(void *self, struct stick_port *ret_stick)
{
    (void)self;
    kiosk.opened = true;
    *ret_stick = stick_sim_port(&kiosk.stick);
    return OK;
}

static void close_stick(void *self)
{
    (void)self;
    kiosk.opened = false;
}

static void let_go(void *self)
{
    (void)self;
    assert_false(kiosk.opened);
    kiosk.asked++;
}

static bool read_pin(void *self, char *to)
{
    (void)self;
    return seal_pin_hash(&(struct entropy_port){NULL, fill}, STR("482913"), to) == OK;
}

static void read_demo(void)
{
    static char text[64 << 10];
    static struct config_mistakes mistakes;
    FILE *file = fopen(REBOND_SOURCE "/assets/config/demo.ini", "r");
    assert_non_null(file);
    size_t n = fread(text, 1, sizeof text, file);
    fclose(file);
    assert_int_equal(config_parse((struct str){text, n}, &kiosk.config, &mistakes), OK);
    kiosk.zone = (struct zone){.count = 1, .spans = {{INT64_MIN, 3600}}};
}

static int start(void **state)
{
    (void)state;
    memset(&kiosk, 0, sizeof kiosk);
    assert_int_equal(seal_init(), OK);
    read_demo();
    kiosk.vfs = vfs_open(1);
    kiosk.now = (struct moment){1000, 1795413600, true};
    stick_sim_init(&kiosk.stick);
    struct store *store = kit_open(kiosk.vfs);
    kit_add(store, 1, 40);
    store_close(store);
    struct app_options options = {.config = &kiosk.config,
                                  .zone = &kiosk.zone,
                                  .ports = {.entropy = {NULL, fill},
                                            .text = fake_text_port(NULL),
                                            .open_store = open_store,
                                            .nudge = do_nothing,
                                            .read_pin = read_pin,
                                            .forget = do_nothing},
                                  .w = 1280,
                                  .h = 800};
    assert_int_equal(app_open(&options, kiosk.now, &kiosk.app), OK);
    struct app_stick_ports ports = {NULL,          open_stick,     close_stick, let_go,
                                    stick_sim_key, stick_sim_page, NULL,        NULL};
    app_stick_attach(kiosk.app, &ports);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    app_close(kiosk.app);
    assert_false(kiosk.opened);
    stick_sim_finish(&kiosk.stick);
    vfs_close(kiosk.vfs);
    return 0;
}

static bool turn(void) // true: something new is seen
{
    const struct draw_list *list;
    app_tick(kiosk.app, kiosk.now);
    bool drawn = app_draw(kiosk.app, kiosk.now, &list);
    app_after_draw(kiosk.app, kiosk.now);
    return drawn;
}

static struct app_stick_view look(void)
{
    struct app_stick_view view;
    app_stick_look(kiosk.app, &view);
    assert_true(strlen(view.words) > 10 && strlen(view.words) < sizeof view.words - 1);
    return view;
}

static bool says(const char *part)
{
    struct app_stick_view view = look();
    return strstr(view.words, part) != NULL;
}

static void say(const char *word)
{
    app_take_stick(kiosk.app, kiosk.now, str_from(word));
}

static void run_to_the_end(void)
{
    int turns = 0;
    while (look().running && ++turns < 1000) {
        assert_int_equal(app_deadline(kiosk.app, kiosk.now), kiosk.now.mono_ms);
        turn();
    }
    assert_true(turns > 40 && turns < 1000);
}

static void begin_and_go_on_a_little(void)
{
    app_stick_allow(kiosk.app, kiosk.now, true);
    say("ready");
    assert_true(app_stick_start(kiosk.app, kiosk.now));
    for (int i = 0; i < 20; i++)
        turn();
}

static void test_a_stick_shows_visitors_nothing_and_starts_nothing(void **state)
{
    (void)state;
    while (turn()) {
    }
    say("ready");
    assert_false(turn());
    assert_false(look().can_start);
    assert_false(app_stick_start(kiosk.app, kiosk.now));
    say("");
    say("locked");
    assert_false(turn());
    assert_false(kiosk.opened);
    assert_int_equal(kiosk.stick.steps, 0);
    assert_true(app_deadline(kiosk.app, kiosk.now) > kiosk.now.mono_ms);
}

static void test_staff_collect_and_are_told_when_to_pull(void **state)
{
    (void)state;
    app_stick_allow(kiosk.app, kiosk.now, true);
    assert_true(says("Mettez une clé USB"));
    assert_false(app_stick_start(kiosk.app, kiosk.now));
    say("ready");
    assert_true(look().can_start && says("prête"));
    assert_true(app_stick_start(kiosk.app, kiosk.now));
    assert_false(app_stick_start(kiosk.app, kiosk.now));
    assert_true(look().running && !look().may_pull && says("Laissez"));
    run_to_the_end();
    assert_true(look().end == COLLECT_ALL && look().copied == 40 && look().done == look().total);
    struct str report = stick_sim_get(&kiosk.stick, "etat-de-la-borne.html");
    assert_true(report.p && str_find(report, STR("Mission locale")) < report.n);
    assert_true(!look().may_pull && says("Un instant encore"));
    assert_int_equal(kiosk.asked, 1);
    while (turn()) {
    }
    kiosk.now.mono_ms = app_deadline(kiosk.app, kiosk.now); // rebond-stick found a file open
    turn();
    assert_int_equal(kiosk.asked, 2);
    say("out");
    assert_true(look().may_pull && says("40 demandes copiées et vérifiées. Vous pouvez retirer"));
    turn();
    assert_int_equal(kiosk.asked, 2);
    say("");
    assert_true(says("Vous pouvez retirer"));
    say("ready"); // the next stick
    assert_true(look().can_start && says("prête"));
}

static void test_one_turn_does_one_piece(void **state)
{
    (void)state;
    app_stick_allow(kiosk.app, kiosk.now, true);
    say("ready");
    assert_true(app_stick_start(kiosk.app, kiosk.now));
    while (look().running) {
        int64_t before = kiosk.stick.steps;
        turn();
        assert_true(kiosk.stick.steps - before <= 3); // of the three names that are given at once
    }
}

static void test_leaving_staff_mode_ends_a_run_and_the_next_goes_on(void **state)
{
    (void)state;
    begin_and_go_on_a_little();
    app_stick_allow(kiosk.app, kiosk.now, false);
    assert_false(look().running || kiosk.opened);
    int64_t steps = kiosk.stick.steps;
    turn();
    assert_int_equal(kiosk.stick.steps, steps);
    assert_int_equal(kiosk.asked, 0);
    app_stick_allow(kiosk.app, kiosk.now, true);
    assert_true(app_stick_start(kiosk.app, kiosk.now));
    run_to_the_end();
    assert_int_equal(look().end, COLLECT_ALL);
}

static void test_pulled_out_too_early_is_said_until_the_next_run(void **state)
{
    (void)state;
    begin_and_go_on_a_little();
    kiosk.stick.dead = true;
    say("");
    assert_true(look().end == COLLECT_GONE && says("Rien n'est perdu") && !look().can_start);
    stick_sim_yank(&kiosk.stick, STICK_LOSE, 0);
    say("ready");
    assert_true(says("Rien n'est perdu") && look().can_start);
    assert_true(app_stick_start(kiosk.app, kiosk.now));
    run_to_the_end();
    assert_int_equal(look().end, COLLECT_ALL);
}

static void test_every_refused_stick_has_its_reason(void **state)
{
    (void)state;
    static const char *const words[][2] = {{"locked", "chiffrée"},
                                           {"empty", "formatée"},
                                           {"several", "parties"},
                                           {"in-use", "autre chose"},
                                           {"unknown", "ne sait pas"},
                                           {"failed", "ne sait pas"},
                                           {"a word that is much too long", "Mettez une clé"}};
    app_stick_allow(kiosk.app, kiosk.now, true);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        say(words[i][0]);
        assert_true(says(words[i][1]) && !look().can_start);
    }
}

// --- as staff do it, by touch

static void touch(struct str label)
{
    const struct ui_node *node = ui_find(app_tree(kiosk.app), UI_BUTTON, label);
    if (!node) node = ui_find(app_tree(kiosk.app), UI_KEY, label);
    if (!node) print_error("no \"%.*s\"\n", (int)label.n, label.p);
    assert_non_null(node);
    struct app_input input = {.kind = APP_POINT, .ui = {.kind = UI_DOWN, .finger = 1}};
    input.ui.x = node->box.x + node->box.w / 2;
    input.ui.y = node->box.y + node->box.h / 2;
    kiosk.now.mono_ms += 500;
    app_take_input(kiosk.app, kiosk.now, &input);
    input.ui.kind = UI_UP;
    app_take_input(kiosk.app, kiosk.now, &input);
    turn();
}

static void let_staff_in(void)
{
    const struct app_input knock = {.kind = APP_KNOCK};
    for (int i = 0; i < 5; i++)
        app_take_input(kiosk.app, kiosk.now, &knock);
    turn();
    for (const char *digit = "482913"; *digit; digit++)
        touch((struct str){digit, 1});
    touch(STR("Entrer"));
    turn();
    assert_int_equal(app_staff(kiosk.app)->place, STAFF_MENU);
}

static bool is_shown(const char *part)
{
    const struct ui_tree *tree = app_tree(kiosk.app);
    for (int i = 0; i < tree->count; i++) {
        struct str label = tree->nodes[i].spec.label;
        if (str_find(label, str_from(part)) < label.n) return true;
    }
    return false;
}

static void test_staff_copy_and_let_go_by_touch(void **state)
{
    (void)state;
    let_staff_in();
    touch(STR("Clé USB"));
    assert_true(is_shown("Mettez une clé USB"));
    say("ready");
    turn();
    touch(STR("Copier"));
    assert_true(look().running);
    for (int i = 0; i < 30; i++) { // a slow stick: somebody stands before it
        kiosk.now.mono_ms += STAFF_IDLE_MS / 10;
        turn();
    }
    run_to_the_end();
    assert_int_equal(app_staff(kiosk.app)->place, STAFF_COLLECT);
    say("out");
    turn();
    assert_true(is_shown("40 demandes copiées et vérifiées"));
    touch(STR("Effacer d’ici"));
    assert_int_equal(app_staff(kiosk.app)->place, STAFF_LET_GO);
    touch(STR("Oui, effacer"));
    turn();
    assert_int_equal(app_staff(kiosk.app)->place, STAFF_MENU);
    assert_true(is_shown("C’est effacé de la borne"));
    touch(STR("Quitter"));
    assert_int_equal(app_staff(kiosk.app)->place, STAFF_AWAY);
    assert_false(app_stick_start(kiosk.app, kiosk.now)); // not without staff
}

static void test_nothing_goes_that_was_not_collected(void **state)
{
    (void)state;
    let_staff_in();
    touch(STR("Clé USB"));
    assert_null(ui_find(app_tree(kiosk.app), UI_BUTTON, STR("Effacer d’ici")));
    say("ready");
    turn();
    touch(STR("Copier"));
    touch(STR("Arrêter"));
    assert_false(look().running);
    assert_null(ui_find(app_tree(kiosk.app), UI_BUTTON, STR("Effacer d’ici")));
}

int main(void)
{
#define KIOSK(test) cmocka_unit_test_setup_teardown(test, start, stop)
    const struct CMUnitTest tests[] = {
        KIOSK(test_a_stick_shows_visitors_nothing_and_starts_nothing),
        KIOSK(test_staff_collect_and_are_told_when_to_pull),
        KIOSK(test_one_turn_does_one_piece),
        KIOSK(test_leaving_staff_mode_ends_a_run_and_the_next_goes_on),
        KIOSK(test_pulled_out_too_early_is_said_until_the_next_run),
        KIOSK(test_staff_copy_and_let_go_by_touch),
        KIOSK(test_nothing_goes_that_was_not_collected),
        KIOSK(test_every_refused_stick_has_its_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
