// links: staff content booking base
// The readiness report: what each row says of what is known, what is tried by hand, and the page that is
// printed.
#include "harness/test.h"

#include <stdlib.h>
#include <string.h>

#include "booking/scan.h"
#include "staff/ready_page.h"
#include "staff/staff.h"

enum { NOW_S = 1795435200 }; // 2026-11-23 16:00 in Réunion

static struct ready_known known;
static struct ready ready;
static struct zone zone = {.name = "Indian/Reunion", .count = 1, .spans = {{INT64_MIN, 4 * 3600}}};

static int setup(void **state)
{
    (void)state;
    known = (struct ready_known){.version = "1.2.3",
                                 .zone = &zone,
                                 .now_s = NOW_S,
                                 .clock_trusted = true,
                                 .screen = {true, 1024, 600, true},
                                 .w_mm = 222,
                                 .h_mm = 125,
                                 .database = true,
                                 .oldest_h = 48,
                                 .partners = {{.name = "Mission locale",
                                               .has_server = true,
                                               .has_key = true,
                                               .heard_s = NOW_S - 600,
                                               .server_class = 'A'}},
                                 .partner_count = 1,
                                 .languages = {{"en", true, true}},
                                 .language_count = 1,
                                 .pin = true};
    for (int i = 0; i < TRIAL_KINDS; i++)
        known.trials[i] = (struct trial_result){true, true, i == TRIAL_RULER ? 480 : 5, NOW_S - 86400};
    return 0;
}

static const struct ready_row *row_of(const char *id)
{
    ready_make(&known, &ready);
    for (int i = 0; i < ready.count; i++)
        if (strcmp(ready.rows[i].id, id) == 0) return &ready.rows[i];
    fail_msg("no row %s", id);
    return NULL;
}

static void expect(const char *id, enum ready_state state, const char *words)
{
    const struct ready_row *row = row_of(id);
    if (row->state != state || !strstr(row->words, words))
        fail_msg("%s is %d: %s (wanted %d: %s)", id, (int)row->state, row->words, (int)state, words);
}

static void test_a_kiosk_that_is_ready_has_nothing_to_look_at(void **state)
{
    (void)state;
    ready_make(&known, &ready);
    for (int i = 0; i < ready.count; i++)
        if (ready.rows[i].state != READY_GOOD) fail_msg("%s: %s", ready.rows[i].id, ready.rows[i].words);
    assert_int_equal(ready_count(&ready, READY_GOOD), ready.count);
    expect("screen", READY_GOOD, "1024 × 600 points, 222 × 125 mm, 4,80 points par mm.");
    expect("partner", READY_GOOD, "classe A. Lu la dernière fois : lundi 23 novembre à 15");
    expect("touch", READY_GOOD, "Essayé : dimanche 22 novembre à 16");
    expect("version", READY_GOOD, "1.2.3");
}

static void test_each_thing_that_is_wrong_is_seen_in_its_row_alone(void **state)
{
    (void)state;
    static const struct {
        const char *id, *words;
    } faults[] = {
        {"screen", "n’est pas réglée"}, {"clock", "On ne peut pas s’y fier"}, {"database", "À voir : 2."},
        {"database", "trop longtemps"}, {"partner", "mot de passe"},          {"partner", "jamais éprouvé"},
        {"partner", "jamais été lu"},   {"partner", "clé de collecte"},       {"pin", "pin set"},
        {"languages", ": anglais."},    {"languages", "traductions"},         {"headphones", "jamais lus"},
        {"printer", "n’est pas là"},    {"sound", "ne s’entend pas"},         {"keys", "n’ont pas répondu"},
        {"touch", "5 sur 39"}};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        setup(NULL);
        if (i == 0) known.w_mm = 0;
        if (i == 1) known.clock_trusted = false;
        if (i == 2) known.needing = 2;
        if (i == 3) known.oldest_s = NOW_S - 49 * 3600;
        if (i == 4) known.partners[0].link = READY_PASSWORD;
        if (i == 5) known.partners[0].server_class = 0;
        if (i == 6) known.partners[0].heard_s = 0;
        if (i == 7) known.partners[0].has_key = false;
        if (i == 8) known.pin = false;
        if (i == 9) known.languages[0].checked = false;
        if (i == 10) known.languages[0] = (struct ready_language){"en", false, false};
        if (i == 11) known.screen.jack = false;
        if (i == 12) known.printer = READY_PRINTER_SILENT;
        if (i == 13) known.trials[TRIAL_SOUND].good = false;
        if (i == 14) known.trials[TRIAL_KEYS].good = false;
        if (i == 15) known.trials[TRIAL_TOUCH].good = false;
        expect(faults[i].id, READY_LOOK, faults[i].words);
        assert_int_equal(ready_count(&ready, READY_LOOK), 1);
    }
}

static void test_what_nobody_knows_is_not_called_good(void **state)
{
    (void)state;
    known.trials[TRIAL_COLOURS].known = false;
    expect("colours", READY_UNTRIED, "Pas encore essayé");
    known.screen.known = false;
    expect("screen", READY_UNTRIED, "pas encore dit");
    expect("headphones", READY_UNTRIED, "pas encore dit");
    known.database = false;
    expect("database", READY_LOOK, "ne se lit pas");
    expect("partner", READY_LOOK, "On ne sait pas");
    expect("touch", READY_UNTRIED, "Pas encore");
}

static void test_a_ruler_laid_on_another_panel_counts_no_more(void **state)
{
    (void)state;
    expect("ruler", READY_GOOD, "5 cm");
    known.w_mm = 300;
    known.h_mm = 170;
    expect("ruler", READY_UNTRIED, "a changé");
    known.screen.known = false; // nothing is known against it
    expect("ruler", READY_GOOD, "5 cm");
}

// The longest that can be must be whole.
static void test_all_languages_and_the_longest_names_have_room(void **state)
{
    (void)state;
    char name[LIMIT_WORDS];
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    known.partner_count = LIMIT_PARTNERS;
    for (int i = 0; i < LIMIT_PARTNERS; i++) {
        known.partners[i] = known.partners[0];
        known.partners[i].name = name;
    }
    known.language_count = 0;
    for (int i = 1; i < LANGUAGE_COUNT; i++)
        known.languages[known.language_count++] =
            (struct ready_language){language_table[i].code, true, false};
    expect("languages", READY_LOOK, "anglais, espagnol, arabe, dari, pachto, ukrainien, russe, tigrigna.");
    assert_int_equal(strlen(row_of("partner")->label), LIMIT_WORDS - 1);
    assert_in_range(ready.count, TRIAL_KINDS + LIMIT_PARTNERS, READY_ROWS);
}

// --- trials

static void test_a_grid_is_done_when_every_place_was_and_only_fingers_count_as_touch(void **state)
{
    (void)state;
    struct trial trial = {0};
    trial_turn(&trial, -1, true);
    trial_turn(&trial, TRIAL_CELLS, true);
    assert_int_equal(trial.turned, 0);
    for (int cell = 0; cell < TRIAL_CELLS; cell++) {
        assert_false(trial_all_turned(&trial));
        trial_turn(&trial, cell, cell != 7);
        assert_true(trial_is_turned(&trial, cell));
    }
    assert_true(trial_all_turned(&trial));
    assert_int_equal(trial_missing(&trial), 1);
    trial_turn(&trial, 7, true);
    assert_int_equal(trial_missing(&trial), 0);
}

static void test_a_key_is_taken_once(void **state)
{
    (void)state;
    struct trial trial = {0};
    for (int key = 0; key < TRIAL_KEY_COUNT; key++)
        assert_true(trial_take_key(&trial, (enum trial_key)key));
    for (int key = 0; key < TRIAL_KEY_COUNT; key++)
        assert_false(trial_take_key(&trial, (enum trial_key)key));
    assert_int_equal(trial_count_keys(&trial), TRIAL_KEY_COUNT);
    assert_int_equal(trial_key_typed('0'), TRIAL_DIGIT);
    assert_int_equal(trial_key_typed('9'), TRIAL_DIGIT + 9);
    assert_int_equal(trial_key_typed(0xe9), TRIAL_OTHER);
}

static void scan(struct trial_scan *to, const char *code, int pace_ms)
{
    int64_t now_ms = to->last_ms + SCAN_PAUSE_MS + 1;
    for (; *code; code++, now_ms += pace_ms)
        assert_true(trial_take_scan(to, (unsigned char)*code, now_ms));
}

static void test_a_scanner_is_told_by_its_pace_and_its_enter(void **state)
{
    (void)state;
    struct trial_scan code = {0};
    assert_false(trial_take_scan(&code, '\n', 1)); // Enter alone chooses, as ever
    scan(&code, "BEGIN:VCALENDAR\nEND:VCALENDAR\n", SCAN_PACE_MS);
    assert_true(trial_scan_is_good(&code));
    assert_int_equal(code.count, 30);
    scan(&code, "123\n", 5); // the last one counts, from its beginning
    assert_true(trial_scan_is_good(&code));
    assert_int_equal(code.count, 4);
    scan(&code, "1234", 5);
    assert_false(trial_scan_is_good(&code)); // no Enter
    scan(&code, "1234\n", SCAN_PACE_MS + 1);
    assert_false(trial_scan_is_good(&code)); // somebody typing
    scan(&code, "12\n", 5);
    assert_false(trial_scan_is_good(&code)); // too short to be anything
}

// --- staff mode

static struct staff staff;
static struct staff_facts facts = {.pixels = 480};

static enum staff_command act(enum staff_action action, int32_t arg, bool by_touch)
{
    struct staff_event event = {
        .kind = STAFF_EVENT_ACTION, .action = action, .arg = arg, .by_touch = by_touch};
    return staff_step(&staff, (struct moment){.mono_ms = 1000}, &facts, &event);
}

static void try_one(enum trial_kind kind)
{
    staff = (struct staff){.place = STAFF_MENU};
    assert_int_equal(act(STAFF_OPEN, STAFF_TRIALS, true), STAFF_DO_NOTHING); // only by the report
    assert_int_equal(act(STAFF_OPEN, STAFF_READY, true), STAFF_DO_LOOK);
    assert_int_equal(act(STAFF_OPEN, STAFF_PAUSE, true), STAFF_DO_NOTHING); // only by the menu
    assert_int_equal(act(STAFF_OPEN, STAFF_TRIALS, true), STAFF_DO_LOOK);
    assert_int_equal(act(STAFF_JUDGE, 1, true), STAFF_DO_NOTHING); // nothing is being tried
    act(STAFF_TRY, (int32_t)kind, true);
    assert_int_equal(staff.place, STAFF_TRIAL);
}

static void test_nothing_is_called_good_before_it_came(void **state)
{
    (void)state;
    static const bool by_word[TRIAL_KINDS] = {
        [TRIAL_RULER] = true, [TRIAL_SOUND] = true, [TRIAL_COLOURS] = true};
    for (int kind = 0; kind < TRIAL_KINDS; kind++) {
        try_one((enum trial_kind)kind);
        assert_int_equal(act(STAFF_JUDGE, 1, true), by_word[kind] ? STAFF_DO_KEEP : STAFF_DO_NOTHING);
        assert_int_equal(staff.judged.good, by_word[kind]);
        if (kind == TRIAL_RULER) assert_int_equal(staff.judged.value, 480);
    }
}

static void test_the_last_place_of_the_grid_ends_it(void **state)
{
    (void)state;
    for (int by_keys = 0; by_keys < 2; by_keys++) {
        try_one(TRIAL_TOUCH);
        for (int cell = 1; cell < TRIAL_CELLS; cell++)
            assert_int_equal(act(STAFF_CELL, cell, true), STAFF_DO_NOTHING);
        assert_int_equal(act(STAFF_CELL, 0, !by_keys), STAFF_DO_KEEP);
        assert_int_equal(staff.judged.good, !by_keys);
        assert_int_equal(staff.judged.value, by_keys);
        assert_int_equal(staff.place, STAFF_TRIALS);
        assert_int_equal(staff.trial.turned, 0);
    }
}

// --- the page

static char page_text[READY_PAGE_BYTES];

static const char *page_of(const char *place, int more)
{
    static const struct ready_row found[] = {{"disk", READY_LOOK, "Machine", "Il ne reste que <3 Mio>."}};
    struct buf page = buf_init(page_text, sizeof page_text);
    ready_make(&known, &ready);
    ready_page_write(&page, &(struct ready_page){.place = place,
                                                 .address = "12 rue des Quais",
                                                 .zone = &zone,
                                                 .now_s = NOW_S,
                                                 .clock_trusted = known.clock_trusted,
                                                 .ready = &ready,
                                                 .more = found,
                                                 .more_count = more});
    buf_c(&page);
    assert_false(page.full);
    return page_text;
}

static int count_of(const char *text, const char *part)
{
    int count = 0;
    for (; (text = strstr(text, part)) != NULL; text += strlen(part))
        count++;
    return count;
}

static void test_the_page_says_each_row_once_in_three_tables(void **state)
{
    (void)state;
    known.trials[TRIAL_SOUND].good = false;
    known.trials[TRIAL_KEYS].known = false;
    const char *page = page_of("Le Port", 1);
    assert_int_equal(count_of(page, "<th scope=\"row\">"), ready.count + 1);
    assert_int_equal(count_of(page, "<table>"), 3);
    assert_int_equal(count_of(page, "<td class=\"look\">! à voir</td>"), 2);
    assert_int_equal(count_of(page, "<td>□ pas essayé</td>"), 1);
    assert_non_null(strstr(page, "À voir : 2. Pas essayé : 1."));
    assert_non_null(strstr(page, " (2026-11-23). Rebond " REBOND_VERSION));
    assert_non_null(strstr(page, "<dt>Signature</dt>"));
    assert_int_equal(count_of(page_of("Le Port", 0), "<table>"), 2);
}

static void test_a_place_with_marks_of_html_stays_words(void **state)
{
    (void)state;
    const char *page = page_of("L'<b>\"Escale\" & co</b>", 1);
    assert_int_equal(count_of(page, "L&#39;&lt;b&gt;&quot;Escale&quot; &amp; co&lt;/b&gt;"),
                     2); // title, head
    assert_null(strstr(page, "<b>"));
    assert_non_null(strstr(page, "que &lt;3 Mio&gt;."));
    known.partners[0].name = "<script>x</script>";
    assert_null(strstr(page_of("Le Port", 0), "<script"));
    assert_non_null(strstr(page_text, "&lt;script&gt;"));
}

static void test_the_page_loads_and_runs_nothing(void **state)
{
    (void)state;
    const char *page = page_of("Le Port", 1);
    assert_non_null(strstr(page, "default-src 'none'"));
    static const char *const outside[] = {"<script", "src=",    "href=",   "url(",
                                          "@import", "http://", "https://"};
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        assert_null(strstr(page, outside[i]));
}

static void test_a_clock_that_cannot_be_trusted_is_said_beside_the_date(void **state)
{
    (void)state;
    assert_null(strstr(page_of("Le Port", 0), "d’après une horloge"));
    known.clock_trusted = false;
    assert_non_null(strstr(page_of("Le Port", 0), "d’après une horloge"));
}

#define READY(test) cmocka_unit_test_setup(test, setup)

int main(void)
{
    const struct CMUnitTest tests[] = {
        READY(test_a_kiosk_that_is_ready_has_nothing_to_look_at),
        READY(test_each_thing_that_is_wrong_is_seen_in_its_row_alone),
        READY(test_what_nobody_knows_is_not_called_good),
        READY(test_a_ruler_laid_on_another_panel_counts_no_more),
        READY(test_all_languages_and_the_longest_names_have_room),
        READY(test_a_grid_is_done_when_every_place_was_and_only_fingers_count_as_touch),
        READY(test_a_key_is_taken_once),
        READY(test_a_scanner_is_told_by_its_pace_and_its_enter),
        READY(test_nothing_is_called_good_before_it_came),
        READY(test_the_last_place_of_the_grid_ends_it),
        READY(test_the_page_says_each_row_once_in_three_tables),
        READY(test_a_place_with_marks_of_html_stays_words),
        READY(test_the_page_loads_and_runs_nothing),
        READY(test_a_clock_that_cannot_be_trusted_is_said_beside_the_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
