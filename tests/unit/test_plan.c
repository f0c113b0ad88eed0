// links: base port booking sync
#include "harness/test.h"

#include "sync/plan.h"

#include <stdio.h>

// A step is told as one line, so that the table below reads like the one of the design.
static const char *const step_names[] = {"create", "ask",  "settle", "doubt", "doubt again",
                                         "repair", "peek", "file",   "filed"};
static const char *const wait_names[] = {"now", "after settle", "after doubt", "after backoff",
                                         "partner waits"};
static const char *const fate_names[] = {"", "won", "lost", "staff", "as event", "unfiled"};
static const char *const state_names[] = {"PENDING",   "SENDING", "UNSURE", "SETTLING",
                                          "DELIVERED", "REFUSED", "FILING"};

static void tell(const struct plan_next *next, char *to, size_t cap)
{
    if (next->fate == PLAN_GOES_ON)
        snprintf(to, cap, "%s: %s %s", state_names[next->state], step_names[next->step],
                 wait_names[next->wait]);
    else
        snprintf(to, cap, "%s: %s%s", state_names[next->state], fate_names[next->fate],
                 next->suspect ? ", suspect" : "");
}

struct row {
    struct plan_answer answer;
    const char *told;
};

static void walk(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct plan_next next = plan_answered(&rows[i].answer);
        char told[80];
        tell(&next, told, sizeof told);
        if (strcmp(told, rows[i].told) != 0) fail_msg("row %zu: %s, expected %s", i, told, rows[i].told);
    }
}
#define WALK(rows) walk(rows, sizeof(rows) / sizeof *(rows))

#define PUT(m, again, class)                                                                                 \
    {                                                                                                        \
        .step = PLAN_CREATE, .meaning = m, .retry = again, .server_class = class                             \
    }
#define GET(s, m, saw, again, class)                                                                         \
    {                                                                                                        \
        .step = s, .meaning = m, .sight = saw, .retry = again, .server_class = class                         \
    }

static void test_every_answer_to_a_create_has_its_row(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {PUT(CALDAV_CREATED, false, 'A'), "SETTLING: settle after settle"},
        {PUT(CALDAV_CREATED, true, 'B'), "SETTLING: settle after settle"},
        {PUT(CALDAV_REPLACED, false, 'A'), "PENDING: lost, suspect"},
        {PUT(CALDAV_REPLACED, false, 'B'), "UNSURE: doubt now"},
        {PUT(CALDAV_REPLACED, false, 'C'), "UNSURE: ask now"},
        {PUT(CALDAV_REPLACED, true, 'C'), "UNSURE: ask now"},
        {PUT(CALDAV_CREATED, false, 'C'), "SETTLING: settle after settle"},
        {PUT(CALDAV_REPLACED, true, 'A'), "UNSURE: doubt now"},
        {PUT(CALDAV_REPLACED, true, 'B'), "UNSURE: doubt now"},
        {PUT(CALDAV_TAKEN, false, 'A'), "UNSURE: ask now"},
        {PUT(CALDAV_TAKEN, true, 'A'), "UNSURE: ask now"},
        {PUT(CALDAV_AMBIGUOUS, false, 'A'), "UNSURE: ask now"},
        {PUT(CALDAV_TOO_BIG, false, 'A'), "UNSURE: ask now"},
        {PUT(CALDAV_REFUSED, false, 'A'), "UNSURE: ask now"},
        {PUT(CALDAV_GONE, false, 'A'), "UNSURE: ask now"},
        {PUT(CALDAV_CREDENTIALS, false, 'A'), "UNSURE: ask partner waits"},
        {PUT(CALDAV_LATER, false, 'A'), "UNSURE: ask partner waits"},
        {PUT(CALDAV_CAPTIVE, false, 'A'), "UNSURE: ask partner waits"},
        {PUT(CALDAV_UNREACHABLE, false, 'A'), "PENDING: create partner waits"},
        {PUT(CALDAV_CERTIFICATE, false, 'A'), "PENDING: create partner waits"},
        {PUT(CALDAV_UNREACHABLE, true, 'A'), "UNSURE: ask partner waits"},
    };
    WALK(rows);
}

static void test_a_look_after_doubt_decides_by_the_token(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {GET(PLAN_ASK, CALDAV_FOUND, PLAN_SEES_OWN, true, 'A'), "DELIVERED: won"},
        {GET(PLAN_ASK, CALDAV_FOUND, PLAN_SEES_OWN, true, 'B'), "UNSURE: doubt again after doubt"},
        {GET(PLAN_ASK, CALDAV_FOUND, PLAN_SEES_OWN, true, 'C'), "DELIVERED: won"},
        {GET(PLAN_ASK, CALDAV_FOUND, PLAN_SEES_OTHER, true, 'A'), "PENDING: lost"},
        {GET(PLAN_ASK, CALDAV_FOUND, PLAN_SEES_OTHER, false, 'B'), "PENDING: lost"},
        {GET(PLAN_ASK, CALDAV_FOUND, PLAN_SEES_BARE, false, 'A'), "PENDING: lost"},
        {GET(PLAN_ASK, CALDAV_FOUND, PLAN_SEES_BARE, true, 'A'), "REFUSED: staff"},
        {GET(PLAN_ASK, CALDAV_FOUND, PLAN_SEES_NOTHING, true, 'A'), "UNSURE: ask after backoff"},
        {GET(PLAN_ASK, CALDAV_GONE, PLAN_SEES_NOTHING, true, 'A'), "PENDING: create after backoff"},
        {GET(PLAN_ASK, CALDAV_REFUSED, PLAN_SEES_NOTHING, true, 'A'), "UNSURE: ask partner waits"},
        {GET(PLAN_ASK, CALDAV_CREDENTIALS, PLAN_SEES_NOTHING, true, 'A'), "UNSURE: ask partner waits"},
        {GET(PLAN_ASK, CALDAV_UNREACHABLE, PLAN_SEES_NOTHING, false, 'A'), "UNSURE: ask partner waits"},
        {GET(PLAN_ASK, CALDAV_AMBIGUOUS, PLAN_SEES_NOTHING, false, 'A'), "UNSURE: ask after backoff"},
        {GET(PLAN_ASK, CALDAV_TOO_BIG, PLAN_SEES_NOTHING, false, 'A'), "UNSURE: ask after backoff"},
    };
    WALK(rows);
}

static void test_what_was_created_is_believed_when_it_is_read_back(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {GET(PLAN_SETTLE, CALDAV_FOUND, PLAN_SEES_OWN, true, 'B'), "DELIVERED: won"},
        {GET(PLAN_SETTLE, CALDAV_FOUND, PLAN_SEES_OTHER, true, 'B'), "SETTLING: repair now"},
        {GET(PLAN_SETTLE, CALDAV_FOUND, PLAN_SEES_OTHER, true, 'A'), "PENDING: lost, suspect"},
        {GET(PLAN_SETTLE, CALDAV_FOUND, PLAN_SEES_OTHER, true, 'C'), "PENDING: lost, suspect"},
        {GET(PLAN_SETTLE, CALDAV_FOUND, PLAN_SEES_BARE, true, 'A'), "REFUSED: staff"},
        {GET(PLAN_SETTLE, CALDAV_GONE, PLAN_SEES_NOTHING, true, 'A'), "REFUSED: staff"},
        {GET(PLAN_SETTLE, CALDAV_LATER, PLAN_SEES_NOTHING, true, 'A'), "SETTLING: settle partner waits"},
        {GET(PLAN_SETTLE, CALDAV_AMBIGUOUS, PLAN_SEES_NOTHING, true, 'A'), "SETTLING: settle after backoff"},
        {GET(PLAN_REPAIR, CALDAV_REPLACED, PLAN_SEES_NOTHING, true, 'B'), "SETTLING: settle now"},
        {GET(PLAN_REPAIR, CALDAV_TAKEN, PLAN_SEES_NOTHING, true, 'B'), "SETTLING: settle now"},
        {GET(PLAN_REPAIR, CALDAV_UNREACHABLE, PLAN_SEES_NOTHING, true, 'B'),
         "SETTLING: settle partner waits"},
    };
    WALK(rows);
}

static void test_a_retry_that_overwrote_is_looked_at_twice(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {GET(PLAN_DOUBT, CALDAV_FOUND, PLAN_SEES_OWN, true, 'A'), "UNSURE: doubt again after doubt"},
        {GET(PLAN_DOUBT_AGAIN, CALDAV_FOUND, PLAN_SEES_OWN, true, 'A'), "DELIVERED: won"},
        {GET(PLAN_DOUBT, CALDAV_FOUND, PLAN_SEES_OTHER, true, 'A'), "PENDING: lost"},
        {GET(PLAN_DOUBT_AGAIN, CALDAV_FOUND, PLAN_SEES_OTHER, true, 'B'), "PENDING: lost"},
        {GET(PLAN_DOUBT, CALDAV_GONE, PLAN_SEES_NOTHING, true, 'B'), "PENDING: create after backoff"},
        {GET(PLAN_DOUBT_AGAIN, CALDAV_GONE, PLAN_SEES_NOTHING, true, 'B'), "REFUSED: staff"},
        // An unanswered second look starts the two looks again.
        {GET(PLAN_DOUBT_AGAIN, CALDAV_AMBIGUOUS, PLAN_SEES_NOTHING, true, 'B'),
         "UNSURE: doubt after backoff"},
    };
    WALK(rows);
}

static void test_where_nothing_is_refused_a_look_comes_before_the_create(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {GET(PLAN_PEEK, CALDAV_GONE, PLAN_SEES_NOTHING, false, 'C'), "PENDING: create now"},
        {GET(PLAN_PEEK, CALDAV_FOUND, PLAN_SEES_OTHER, false, 'C'), "PENDING: lost"},
        {GET(PLAN_PEEK, CALDAV_FOUND, PLAN_SEES_BARE, false, 'C'), "PENDING: lost"},
        {GET(PLAN_PEEK, CALDAV_FOUND, PLAN_SEES_OWN, false, 'C'), "DELIVERED: won"},
        {GET(PLAN_PEEK, CALDAV_FOUND, PLAN_SEES_NOTHING, false, 'C'), "PENDING: peek after backoff"},
        {GET(PLAN_PEEK, CALDAV_AMBIGUOUS, PLAN_SEES_NOTHING, false, 'C'), "PENDING: peek after backoff"},
        {GET(PLAN_PEEK, CALDAV_UNREACHABLE, PLAN_SEES_NOTHING, false, 'C'), "PENDING: peek partner waits"},
    };
    WALK(rows);
}

static void test_a_copy_is_written_until_it_is_there_or_refused_for_good(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {GET(PLAN_FILE, CALDAV_CREATED, PLAN_SEES_NOTHING, false, 'A'), "FILING: filed now"},
        {GET(PLAN_FILE, CALDAV_TAKEN, PLAN_SEES_NOTHING, false, 'A'), "FILING: filed now"},
        {GET(PLAN_FILE, CALDAV_REFUSED, PLAN_SEES_NOTHING, false, 'A'), "FILING: filed now"},
        {GET(PLAN_FILE, CALDAV_UNREACHABLE, PLAN_SEES_NOTHING, false, 'A'), "FILING: filed partner waits"},
        {GET(PLAN_FILED, CALDAV_FOUND, PLAN_SEES_OWN, false, 'B'), "DELIVERED: won"},
        {GET(PLAN_FILED, CALDAV_FOUND, PLAN_SEES_BARE, false, 'A'), "DELIVERED: unfiled"},
        {GET(PLAN_FILED, CALDAV_GONE, PLAN_SEES_NOTHING, false, 'A'), "FILING: file after backoff"},
        {GET(PLAN_FILED, CALDAV_CREDENTIALS, PLAN_SEES_NOTHING, false, 'A'), "FILING: filed partner waits"},
        {GET(PLAN_FILED, CALDAV_AMBIGUOUS, PLAN_SEES_NOTHING, false, 'A'), "FILING: filed after backoff"},
    };
    WALK(rows);
    struct plan_answer gone = GET(PLAN_FILED, CALDAV_GONE, PLAN_SEES_NOTHING, true, 'A');
    gone.refusals = PLAN_REFUSALS - 1;
    assert_int_equal(plan_answered(&gone).step, PLAN_FILE);
    gone.refusals = PLAN_REFUSALS;
    assert_int_equal(plan_answered(&gone).fate, PLAN_UNFILED);
    gone.todo = true;
    assert_int_equal(plan_answered(&gone).fate, PLAN_AS_EVENT);
    assert_int_equal(plan_answered(&gone).state, ITEM_FILING);
}

static void test_only_a_persistent_refusal_goes_to_staff(void **state)
{
    (void)state;
    struct plan_answer gone = GET(PLAN_ASK, CALDAV_GONE, PLAN_SEES_NOTHING, true, 'A');
    for (uint8_t i = 0; i < PLAN_REFUSALS; i++) {
        gone.refusals = i;
        assert_int_equal(plan_answered(&gone).fate, PLAN_GOES_ON);
    }
    gone.refusals = PLAN_REFUSALS;
    struct plan_next next = plan_answered(&gone);
    assert_int_equal(next.fate, PLAN_TO_STAFF);
    assert_int_equal(next.reason, REASON_PARTNER_REFUSED);
    gone.refusals = 1;
    gone.todo = true;
    assert_int_equal(plan_answered(&gone).fate, PLAN_AS_EVENT);
    gone.refusals = 0;
    assert_int_equal(plan_answered(&gone).fate, PLAN_GOES_ON);
}

static void test_repairs_come_to_an_end(void **state)
{
    (void)state;
    struct plan_answer other = GET(PLAN_SETTLE, CALDAV_FOUND, PLAN_SEES_OTHER, true, 'B');
    assert_int_equal(plan_answered(&other).step, PLAN_REPAIR);
    other.repairs = PLAN_REPAIRS;
    struct plan_next next = plan_answered(&other);
    assert_int_equal(next.fate, PLAN_LOST);
    assert_true(next.suspect);
    other.repairs = 0;
    other.late = true; // whoever overwrote us may believe it by now
    assert_int_equal(plan_answered(&other).fate, PLAN_LOST);
    assert_true(PLAN_DOUBT_MS >= 3 * PLAN_REPAIR_MS);
}

static void test_no_combination_is_without_a_next_step_or_wins_unseen(void **state)
{
    (void)state;
    for (int step = PLAN_CREATE; step <= PLAN_FILED; step++)
        for (int meaning = CALDAV_CREATED; meaning <= CALDAV_TOO_BIG; meaning++)
            for (int sight = PLAN_SEES_NOTHING; sight <= PLAN_SEES_BARE; sight++)
                for (int bits = 0; bits < 6; bits++) {
                    struct plan_answer answer = {
                        .step = (enum plan_step)step,
                        .meaning = (enum caldav_meaning)meaning,
                        .sight = (enum plan_sight)sight,
                        .retry = bits & 1,
                        .server_class = "ABC"[bits / 2],
                    };
                    struct plan_next next = plan_answered(&answer);
                    bool seen = meaning == CALDAV_FOUND && sight == PLAN_SEES_OWN;
                    if (next.fate == PLAN_WON) assert_true(seen);
                    bool is_copy = step == PLAN_FILE || step == PLAN_FILED;
                    if (next.state == ITEM_DELIVERED && !is_copy) assert_int_equal(next.fate, PLAN_WON);
                    assert_true((next.state == ITEM_FILING || next.state == ITEM_DELIVERED) || !is_copy);
                    assert_true(next.unclear || !answer.retry);
                }
}

static void test_a_try_stays_the_first_until_bytes_may_have_counted(void **state)
{
    (void)state;
    static const struct {
        enum caldav_meaning meaning;
        bool unclear;
    } puts[] = {
        {CALDAV_UNREACHABLE, false}, {CALDAV_CERTIFICATE, false}, {CALDAV_TAKEN, false},
        {CALDAV_AMBIGUOUS, true},    {CALDAV_CAPTIVE, true},      {CALDAV_LATER, true},
    };
    for (size_t i = 0; i < sizeof puts / sizeof *puts; i++) {
        struct plan_answer answer = PUT(puts[i].meaning, false, 'A');
        assert_int_equal(plan_answered(&answer).unclear, puts[i].unclear);
    }
}

static void test_after_a_restart_nothing_is_taken_for_granted(void **state)
{
    (void)state;
    assert_int_equal(plan_resume(ITEM_PENDING).step, PLAN_CREATE);
    assert_int_equal(plan_resume(ITEM_SENDING).step, PLAN_ASK);
    assert_int_equal(plan_resume(ITEM_SENDING).state, ITEM_UNSURE);
    assert_true(plan_resume(ITEM_SENDING).unclear);
    assert_int_equal(plan_resume(ITEM_UNSURE).step, PLAN_ASK);
    assert_int_equal(plan_resume(ITEM_SETTLING).step, PLAN_SETTLE);
    assert_int_equal(plan_resume(ITEM_REFUSED).fate, PLAN_TO_STAFF);
    assert_int_equal(plan_resume(ITEM_FILING).step, PLAN_FILED);
}

static void test_waiting_doubles_with_full_jitter_and_obeys_the_server(void **state)
{
    (void)state;
    struct rng rng = {7};
    int64_t bound = PLAN_BACKOFF_MIN_MS;
    for (uint32_t failures = 1; failures < 40; failures++) {
        int64_t most = 0;
        for (int i = 0; i < 400; i++) {
            int64_t ms = plan_backoff_ms(failures, -1, &rng);
            assert_true(ms > 0 && ms <= bound);
            if (ms > most) most = ms;
        }
        assert_true(most > bound / 2); // the whole range is used
        bound = bound * 2 > PLAN_BACKOFF_MAX_MS ? PLAN_BACKOFF_MAX_MS : bound * 2;
    }
    for (int i = 0; i < 100; i++) {
        int64_t ms = plan_backoff_ms(1, 120000, &rng);
        assert_true(ms > 120000 && ms <= 125000);
        int64_t mirror = plan_mirror_ms(&rng);
        assert_true(mirror > 60000 && mirror <= 120000);
        assert_true(plan_credentials_ms(&rng) > PLAN_CREDENTIALS_MS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_answer_to_a_create_has_its_row),
        cmocka_unit_test(test_a_look_after_doubt_decides_by_the_token),
        cmocka_unit_test(test_what_was_created_is_believed_when_it_is_read_back),
        cmocka_unit_test(test_a_retry_that_overwrote_is_looked_at_twice),
        cmocka_unit_test(test_where_nothing_is_refused_a_look_comes_before_the_create),
        cmocka_unit_test(test_a_copy_is_written_until_it_is_there_or_refused_for_good),
        cmocka_unit_test(test_only_a_persistent_refusal_goes_to_staff),
        cmocka_unit_test(test_repairs_come_to_an_end),
        cmocka_unit_test(test_no_combination_is_without_a_next_step_or_wins_unseen),
        cmocka_unit_test(test_a_try_stays_the_first_until_bytes_may_have_counted),
        cmocka_unit_test(test_after_a_restart_nothing_is_taken_for_granted),
        cmocka_unit_test(test_waiting_doubles_with_full_jitter_and_obeys_the_server),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
