// links: base content
// Small numbers stay hidden even from somebody who knows the rule and the totals: every table there is, up to
// a bound, is published, and no hidden cell has one value only among the tables that look the same.
#include "harness/test.h"

#include <stdlib.h>

#include "content/figures.h"
#include "content/hide.h"

enum { CELLS = 3, VALUES = 15, TABLES = VALUES * VALUES * VALUES };

struct table {
    int64_t cells[CELLS];
    int64_t total; // -1 hidden
    bool hidden[CELLS];
};

typedef void hider(const int64_t *cells, size_t count, bool total_shown, bool *ret_hidden);

// Planted: only what is small is hidden; the total tells the rest.
static void hide_small_only(const int64_t *cells, size_t count, bool total_shown, bool *ret_hidden)
{
    (void)total_shown;
    for (size_t i = 0; i < count; i++)
        ret_hidden[i] = cells[i] > 0 && cells[i] < HIDE_BELOW;
}

// Planted: a second cell goes, whatever the two are together.
static void hide_two(const int64_t *cells, size_t count, bool total_shown, bool *ret_hidden)
{
    size_t n = 0;
    hide_small_only(cells, count, total_shown, ret_hidden);
    for (size_t i = 0; i < count; i++)
        n += ret_hidden[i];
    for (size_t i = 0; i < count && n == 1; i++)
        if (!ret_hidden[i] && cells[i]) {
            ret_hidden[i] = true;
            n++;
        }
}

static struct table publish(int number, hider *hide)
{
    struct table table = {0};
    for (int i = 0; i < CELLS; i++, number /= VALUES)
        table.total += table.cells[i] = number % VALUES;
    bool shown = table.total == 0 || table.total >= HIDE_BELOW;
    hide(table.cells, CELLS, shown, table.hidden);
    if (!shown) table.total = -1;
    for (int i = 0; i < CELLS && !shown; i++)
        table.hidden[i] = true;
    return table;
}

static bool looks_the_same(const struct table *a, const struct table *b)
{
    bool same = a->total == b->total;
    for (int i = 0; i < CELLS; i++)
        same = same && a->hidden[i] == b->hidden[i] && (a->hidden[i] || a->cells[i] == b->cells[i]);
    return same;
}

// How many small cells somebody can read, or work out from the other tables that would look like this one.
static int count_worked_out(hider *hide)
{
    static struct table all[TABLES];
    int worked_out = 0;
    for (int i = 0; i < TABLES; i++)
        all[i] = publish(i, hide);
    for (int i = 0; i < TABLES; i++) {
        bool other[CELLS] = {false};
        if (all[i].total > VALUES) continue; // tables like it may stand beyond the bound
        for (int j = 0; j < TABLES; j++)
            for (int c = 0; c < CELLS && looks_the_same(&all[i], &all[j]); c++)
                other[c] = other[c] || all[j].cells[c] != all[i].cells[c];
        for (int c = 0; c < CELLS; c++)
            worked_out += all[i].cells[c] > 0 && all[i].cells[c] < HIDE_BELOW && !other[c];
    }
    return worked_out;
}

static void test_no_small_number_can_be_worked_out(void **state)
{
    (void)state;
    assert_int_equal(count_worked_out(hide_cells), 0);
}

static void test_hiding_less_would_be_seen(void **state)
{
    (void)state;
    assert_true(count_worked_out(hide_small_only) > 0);
    assert_true(count_worked_out(hide_two) > 0);
}

static void test_no_more_is_hidden_than_must_be(void **state)
{
    (void)state;
    bool hidden[4];
    hide_cells((const int64_t[]){40, 2, 9, 0}, 4, true, hidden);
    assert_true(hidden[1] && hidden[2] && !hidden[0] && !hidden[3]);
    hide_cells((const int64_t[]){40, 2, 9, 0}, 4, false, hidden);
    assert_true(hidden[1] && !hidden[2] && !hidden[0] && !hidden[3]);
    hide_cells((const int64_t[]){40, 5, 9, 0}, 4, true, hidden);
    assert_false(hidden[0] || hidden[1] || hidden[2] || hidden[3]);
    hide_cells((const int64_t[]){40, 3, 4, 0}, 4, true, hidden);
    assert_true(hidden[1] && hidden[2] && !hidden[0] && !hidden[3]);
}

static void test_what_a_hidden_total_is_made_of_is_hidden_too(void **state)
{
    (void)state;
    int64_t figures[FIGURE_COUNT] = {
        [FIGURE_VISITS] = 40,  [FIGURE_COMPLETED] = 38, [FIGURE_UNFINISHED] = 2,
        [FIGURE_KIND] = 20,    [FIGURE_KIND + 1] = 18,  [FIGURE_STOP + STOP_NAME] = 2,
        [FIGURE_NEED + 3] = 4, [FIGURE_NEED + 4] = 6,   [FIGURE_LANGUAGE] = 40};
    bool hidden[FIGURE_COUNT];
    hide_figures(figures, hidden);
    assert_false(hidden[FIGURE_VISITS] || hidden[FIGURE_LANGUAGE] || hidden[FIGURE_NEED + 4]);
    assert_true(hidden[FIGURE_COMPLETED] && hidden[FIGURE_UNFINISHED] && hidden[FIGURE_NEED + 3]);
    assert_true(hidden[FIGURE_KIND] && hidden[FIGURE_KIND + 1]); // 20 + 18 would tell the 38
    assert_true(hidden[FIGURE_STOP + STOP_NAME]);
}

static void test_every_figure_has_one_group_a_name_and_words(void **state)
{
    (void)state;
    int groups[FIGURE_COUNT] = {[FIGURE_VISITS] = 1};
    char id[FIGURE_ID];
    for (int g = 0; g < FIGURE_GROUPS; g++) {
        assert_true(figure_groups[g].total < figure_groups[g].first);
        for (int i = 0; i < figure_groups[g].count; i++)
            groups[figure_groups[g].first + i]++;
    }
    for (int i = 0; i < FIGURE_COUNT; i++) {
        figure_id(i, id);
        assert_int_equal(groups[i], 1);
        assert_int_equal(figure_find(str_from(id)), i);
        assert_true(figure_words(i).n > 0);
    }
    assert_int_equal(figure_find(STR("name.Nadia")), -1);
}

static void test_weeks_are_those_of_iso_8601(void **state)
{
    (void)state;
    assert_int_equal(figure_week(civil_days(2026, 11, 23)), 202648);
    assert_int_equal(figure_week(civil_days(2027, 1, 3)), 202653); // a Sunday
    assert_int_equal(figure_week(civil_days(2027, 1, 4)), 202701);
    assert_int_equal(figure_week(civil_days(2024, 12, 30)), 202501);
    assert_int_equal(figure_week(civil_days(2022, 1, 1)), 202152);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_small_number_can_be_worked_out),
        cmocka_unit_test(test_hiding_less_would_be_seen),
        cmocka_unit_test(test_no_more_is_hidden_than_must_be),
        cmocka_unit_test(test_what_a_hidden_total_is_made_of_is_hidden_too),
        cmocka_unit_test(test_every_figure_has_one_group_a_name_and_words),
        cmocka_unit_test(test_weeks_are_those_of_iso_8601),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
