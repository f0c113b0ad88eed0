// links: base port content booking config seal wire store ctl
// with: harness/ctl_desk.c
// `rebondctl stats`: whole weeks that are over, small numbers hidden, for people and for machines.
#include "harness/ctl_desk.h"

#include "content/figures.h"
#include "ctl/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void add(int week, const struct figure_sum *sums, size_t count)
{
    struct store *store = desk_open_store();
    assert_int_equal(figures_add(store, week, sums, count), OK);
    store_close(store);
}

static void fill(void)
{
    add(202647,
        (const struct figure_sum[]){{"visits", 20},
                                    {"completed", 20},
                                    {"kind.appointment", 20},
                                    {"language.fr", 11},
                                    {"language.en", 4},
                                    {"language.uk", 5},
                                    {"need.sante", 2},
                                    {"need.toit", 6},
                                    {"size.0", 20},
                                    {"read", 20},
                                    {"face.none", 20},
                                    {"name.Nadia", 7}},
        12);
    add(202647, &(const struct figure_sum){"need.toit", 1}, 1); // a sum grows
    add(202646, &(const struct figure_sum){"visits", 3}, 1);
    add(202648, &(const struct figure_sum){"visits", 50}, 1); // goes on
    add(202601, &(const struct figure_sum){"visits", 60}, 1); // long ago
}

static enum ctl_status stats(const char *first, const char *second)
{
    char words[6][128] = {"rebondctl", "stats", "--state"};
    char *argv[7] = {
        words[0], words[1], words[2], words[3], first ? words[4] : NULL, second ? words[5] : NULL};
    snprintf(words[3], sizeof words[3], "%s", desk_folder);
    if (first) snprintf(words[4], sizeof words[4], "%s", first);
    if (second) snprintf(words[5], sizeof words[5], "%s", second);
    desk_out[0] = '\0';
    return ctl_run(&desk_ports, 4 + (first != NULL) + (second != NULL), argv);
}

static bool says(const char *part)
{
    return strstr(desk_out, part) != NULL;
}

static void test_people_read_whole_weeks_without_small_numbers(void **state)
{
    (void)state;
    fill();
    assert_int_equal(stats(NULL, NULL), CTL_GOOD);
    assert_true(says("Semaine 47 de 2026 : 20 visites\n"));
    assert_true(says("Langues : français 11 ; English (caché) ; Українська (caché)") ||
                says("Langues : Français 11 ; English (caché) ; Українська (caché)"));
    assert_true(says("Un toit, dormir 7 ; Ma santé (caché)\n"));
    assert_true(says("Semaine 46 de 2026 : moins de 5 visites\n"));
    assert_false(says("Semaine 48") || says("Nadia") || says("60"));
}

static void test_machines_read_the_same(void **state)
{
    (void)state;
    fill();
    assert_int_equal(stats("--csv", NULL), CTL_GOOD);
    assert_true(says("week,figure,count\n2026-W46,visits,\n"));
    assert_true(says("2026-W47,visits,20\n") && says("2026-W47,need.sante,\n"));
    assert_true(says("2026-W47,language.en,\n") && says("2026-W47,language.uk,\n"));
    assert_true(says("2026-W47,need.toit,7\n") && !says("W48") && !says("name."));
    assert_int_equal(stats("--json", NULL), CTL_GOOD);
    assert_true(says("{\"hidden_below\":5,\"weeks\":[{\"week\":\"2026-W46\""));
    assert_true(says("\"language.en\":null") && says("\"need.toit\":7") && says("\"need.sante\":null"));
    assert_false(says("W48") || says("name."));
}

static void test_how_many_weeks_is_said_and_nonsense_refused(void **state)
{
    (void)state;
    fill();
    assert_int_equal(stats("--weeks", "1"), CTL_GOOD);
    assert_true(says("Semaine 47") && !says("Semaine 46"));
    assert_int_equal(stats("--weeks", "60"), CTL_GOOD);
    assert_true(says("Semaine 1 de 2026 : 60 visites"));
    assert_int_equal(stats("--weeks", "0"), CTL_FAILED);
    assert_int_equal(stats("--weeks", "157"), CTL_FAILED);
    assert_int_equal(stats("--csv", "--json"), CTL_FAILED);
}

static void test_three_years_fit_in_every_form(void **state)
{
    (void)state;
    char names[FIGURE_COUNT][FIGURE_ID];
    struct figure_sum sums[FIGURE_COUNT];
    for (int i = 0; i < FIGURE_COUNT; i++) {
        figure_id(i, names[i]);
        sums[i] = (struct figure_sum){names[i], 1000000000};
    }
    for (int64_t
             day = zone_local_day(&(struct zone){.count = 1, .spans = {{INT64_MIN, 0}}}, desk_ports.wall_s),
             i = 1;
         i <= 156; i++)
        add(figure_week(day - 7 * i), sums, FIGURE_COUNT);
    assert_int_equal(stats("--weeks", "156"), CTL_GOOD);
    assert_true(says("Semaine 48 de 2023 : 1000000000 visites"));
    assert_int_equal(stats("--json", NULL), CTL_GOOD);
}

static void test_no_visit_no_figure(void **state)
{
    (void)state;
    assert_int_equal(stats(NULL, NULL), CTL_GOOD);
    assert_true(says("Aucune visite"));
    assert_int_equal(stats("--json", NULL), CTL_GOOD);
    assert_string_equal(desk_out, "{\"hidden_below\":5,\"weeks\":[]}\n");
}

int main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, desk_set_up, desk_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_people_read_whole_weeks_without_small_numbers),
        TEST(test_machines_read_the_same),
        TEST(test_how_many_weeks_is_said_and_nonsense_refused),
        TEST(test_three_years_fit_in_every_form),
        TEST(test_no_visit_no_figure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
