// links: base content booking config flow
// What a visit adds to the figures when it ends, and that it adds nothing that says who it was.
#include "harness/test.h"

#include "flow/tally.h"

static struct config config = {.language_count = 2, .languages = {"fr", "uk"}, .minimum_age = 16};
static struct flow_world world = {.config = &config};

static void test_a_completed_visit_counts_once_in_every_group(void **state)
{
    (void)state;
    struct flow flow = {.place = FLOW_MISSING,
                        .language = 1,
                        .face = FACE_GOOD,
                        .missing = 1 << 2 | 1 << 5,
                        .display = {.size = 3},
                        .draft = {.kind = ITEM_CALLBACK, .needs = {3, 1}, .need_count = 2}};
    uint32_t figures[FIGURE_COUNT] = {0};
    struct tally tally = tally_take(&flow, &world, true);
    tally_add(&tally, figures);
    const int counted[] = {FIGURE_VISITS,       FIGURE_COMPLETED,  FIGURE_KIND + KIND_CALLBACK,
                           FIGURE_LANGUAGE + 6, FIGURE_SIZE + 3,   FIGURE_HEARD,
                           FIGURE_FACE + 1,     FIGURE_NEED + 3,   FIGURE_NEED + 1,
                           FIGURE_MISSING + 2,  FIGURE_MISSING + 5};
    uint32_t sum = 0;
    for (int i = 0; i < FIGURE_COUNT; i++)
        sum += figures[i];
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        assert_int_equal(figures[counted[i]], 1);
    assert_int_equal(sum, sizeof counted / sizeof *counted);
    assert_string_equal(language_table[6].code, "uk");
}

static void test_every_group_adds_up_whatever_the_place(void **state)
{
    (void)state;
    uint32_t figures[FIGURE_COUNT] = {0};
    for (int place = 0; place < FLOW_PLACES; place++)
        for (int recorded = 0; recorded < 2; recorded++) {
            struct flow flow = {
                .place = (enum flow_place)place, .recorded = recorded, .arrival.told = recorded};
            struct tally tally = tally_take(&flow, &world, false);
            tally_add(&tally, figures);
        }
    for (int g = 0; g < FIGURE_GROUPS; g++) {
        uint32_t sum = 0;
        for (int i = 0; i < figure_groups[g].count; i++)
            sum += figures[figure_groups[g].first + i];
        if (figure_groups[g].total >= 0) assert_int_equal(sum, figures[figure_groups[g].total]);
    }
    assert_int_equal(figures[FIGURE_VISITS], 2 * (FLOW_PLACES - 2)); // nobody, and who was counted before
    assert_int_equal(figures[FIGURE_COMPLETED], 9); // three ends, and recorded while saving or told
}

static void test_what_a_visit_was_has_one_name(void **state)
{
    (void)state;
    const struct {
        struct flow flow;
        int figure;
    } ends[] = {
        {{.place = FLOW_DONE, .draft.kind = ITEM_WORKSHOP}, FIGURE_KIND + KIND_WORKSHOP},
        {{.place = FLOW_SETTLED, .undo = UNDO_CHANGE}, FIGURE_KIND + KIND_CHANGED},
        {{.place = FLOW_SETTLED, .undo = UNDO_CANCEL}, FIGURE_KIND + KIND_CANCELLED},
        {{.place = FLOW_SETTLED, .undo = UNDO_CANCEL, .result = RESULT_NOT_DONE}, FIGURE_STOP + STOP_SORRY},
        {{.place = FLOW_SURE, .undo = UNDO_CANCEL}, FIGURE_STOP + STOP_MEET},
        {{.place = FLOW_ARRIVED, .arrival.told = true}, FIGURE_KIND + KIND_ARRIVED},
        {{.place = FLOW_ARRIVED}, FIGURE_STOP + STOP_MEET},
        {{.place = FLOW_HUMAN, .arrival.told = true}, FIGURE_KIND + KIND_HUMAN},
        {{.place = FLOW_HUMAN, .arrival.refused = true}, FIGURE_STOP + STOP_HUMAN},
    };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        uint32_t figures[FIGURE_COUNT] = {0};
        struct tally tally = tally_take(&ends[i].flow, &world, false);
        tally_add(&tally, figures);
        assert_int_equal(figures[ends[i].figure], 1);
    }
}

static void test_nobody_is_not_counted(void **state)
{
    (void)state;
    uint32_t figures[FIGURE_COUNT] = {0};
    struct tally tally = tally_take(&(struct flow){.place = FLOW_ATTRACT}, &world, false);
    tally_add(&tally, figures);
    tally = tally_take(&(struct flow){.place = FLOW_MINOR}, &world, false);
    tally_add(&tally, figures);
    assert_int_equal(figures[FIGURE_VISITS], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_completed_visit_counts_once_in_every_group),
        cmocka_unit_test(test_every_group_adds_up_whatever_the_place),
        cmocka_unit_test(test_what_a_visit_was_has_one_name),
        cmocka_unit_test(test_nobody_is_not_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
