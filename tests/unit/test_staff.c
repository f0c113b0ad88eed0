// links: staff booking base
// Staff mode as a state machine: the hidden way in, guesses, what each place knows, silence.
#include "harness/test.h"

#include <string.h>

#include "base/rng.h"
#include "base/utf8.h"
#include "booking/guesses.h"
#include "staff/knock.h"
#include "staff/staff.h"

static struct staff staff;
static struct staff_facts facts;
static struct moment now;

static int setup(void **state)
{
    (void)state;
    memset(&staff, 0, sizeof staff);
    memset(&facts, 0, sizeof facts);
    now = (struct moment){.mono_ms = 1000};
    facts.item_count = 2;
    facts.items[0].uid.b[0] = 1;
    facts.items[0].reason = REASON_PARTNER_REFUSED;
    facts.items[1].uid.b[0] = 2;
    facts.items[1].reason = REASON_DELETED_BY_STAFF;
    return 0;
}

static enum staff_command tell(struct staff_event event)
{
    return staff_step(&staff, now, &facts, &event);
}

static enum staff_command act(enum staff_action action, int32_t arg)
{
    tell((struct staff_event){.kind = STAFF_EVENT_INPUT});
    return tell((struct staff_event){.kind = STAFF_EVENT_ACTION, .action = action, .arg = arg});
}

static void knock_on(void)
{
    assert_int_equal(tell((struct staff_event){.kind = STAFF_EVENT_KNOCKED, .has_pin = true}), STAFF_DO_LOOK);
}

static void come_in(void)
{
    knock_on();
    act(STAFF_DIGIT, 4);
    assert_int_equal(act(STAFF_ENTER, 0), STAFF_DO_VERIFY);
    assert_int_equal(tell((struct staff_event){.kind = STAFF_EVENT_RIGHT}), STAFF_DO_LOOK);
    assert_int_equal(staff.place, STAFF_MENU);
}

static void test_the_right_pin_opens_the_menu_and_is_gone(void **state)
{
    (void)state;
    come_in();
    assert_memory_equal(staff.pin, (char[STAFF_PIN_DIGITS]){0}, STAFF_PIN_DIGITS);
    assert_int_equal(staff.pin_n, 0);
}

static void test_a_wrong_pin_and_one_too_early_say_the_same(void **state)
{
    (void)state;
    struct staff wrong;
    knock_on();
    act(STAFF_DIGIT, 1);
    act(STAFF_ENTER, 0);
    tell((struct staff_event){.kind = STAFF_EVENT_WRONG, .wait_ms = 30000});
    wrong = staff;
    act(STAFF_DIGIT, 4);
    act(STAFF_ENTER, 0);
    tell((struct staff_event){.kind = STAFF_EVENT_WRONG, .wait_ms = 30000});
    assert_memory_equal(&wrong, &staff, sizeof staff);
    assert_int_equal(staff.place, STAFF_PIN);
    assert_int_equal(staff.notice, STAFF_SAYS_NO);
}

// --- the collection key

static enum staff_command key(enum staff_key_found found)
{
    facts.key = found;
    return tell((struct staff_event){.kind = STAFF_EVENT_KEY, .key = found});
}

static void type(const char *phrase)
{
    for (struct str rest = str_from(phrase); rest.n;)
        act(STAFF_TYPED, (int32_t)utf8_next(&rest));
}

static bool has_phrase(void)
{
    static const char none[STAFF_PHRASE];
    return staff.phrase_n || memcmp(staff.phrase, none, sizeof none) != 0;
}

static void test_a_locked_key_asks_whoever_may_look_for_a_name_and_leads_back(void **state)
{
    (void)state;
    come_in();
    act(STAFF_OPEN, STAFF_NEEDING);
    act(STAFF_LOOK, 0);
    assert_int_equal(key(STAFF_KEY_LOCKED), STAFF_DO_LOOK);
    assert_int_equal(staff.place, STAFF_KEY);
    type("été 9");
    assert_int_equal(staff.phrase_n, 7);
    act(STAFF_ERASE, 0);
    act(STAFF_ERASE, 0);
    assert_memory_equal(staff.phrase, "été\0", 6);
    assert_int_equal(act(STAFF_ENTER, 0), STAFF_DO_UNLOCK);
    act(STAFF_TYPED, 'x'); // nothing more is taken, and nobody leaves, until it is known
    act(STAFF_BACK, 0);
    assert_int_equal(staff.phrase_n, 5);
    assert_int_equal(key(STAFF_KEY_TAKEN), STAFF_DO_LOOK);
    assert_int_equal(staff.place, STAFF_ITEM);
    assert_int_equal(staff.notice, STAFF_SAYS_NAMES);
    assert_false(has_phrase());
}

static void test_who_copies_or_types_something_else_is_not_interrupted_by_a_key(void **state)
{
    (void)state;
    knock_on();
    key(STAFF_KEY_LOCKED);
    assert_int_equal(staff.place, STAFF_PIN);
    setup(state);
    come_in();
    act(STAFF_OPEN, STAFF_COLLECT);
    key(STAFF_KEY_LOCKED);
    assert_int_equal(staff.place, STAFF_COLLECT);
    act(STAFF_UNLOCK, 0);
    assert_int_equal(staff.place, STAFF_KEY);
    act(STAFF_BACK, 0);
    assert_int_equal(staff.place, STAFF_COLLECT);
    key(STAFF_KEY_TAKEN);
    act(STAFF_UNLOCK, 0); // it is open already
    assert_int_equal(staff.place, STAFF_COLLECT);
}

static void test_a_passphrase_is_gone_with_the_key_with_staff_and_after_a_wrong_try(void **state)
{
    (void)state;
    come_in();
    for (int way = 0; way < 4; way++) {
        staff.place = STAFF_MENU;
        key(STAFF_KEY_LOCKED);
        type("nuage");
        assert_true(has_phrase()); // what is looked for below is there
        if (way == 0) key(STAFF_KEY_NONE);
        if (way == 1) act(STAFF_BACK, 0);
        if (way == 2) act(STAFF_ENTER, 0);
        if (way == 2) tell((struct staff_event){.kind = STAFF_EVENT_LOCKED, .notice = STAFF_SAYS_NO_PHRASE});
        if (way == 3) now.mono_ms += STAFF_IDLE_MS;
        if (way == 3) assert_int_equal(tell((struct staff_event){.kind = STAFF_EVENT_TIME}), STAFF_DO_LEAVE);
        assert_false(has_phrase());
    }
}

static void test_a_wait_after_wrong_passphrases_outlives_who_made_it(void **state)
{
    (void)state;
    come_in();
    key(STAFF_KEY_LOCKED);
    type("nuage");
    act(STAFF_ENTER, 0);
    tell((struct staff_event){.kind = STAFF_EVENT_LOCKED, .notice = STAFF_SAYS_NO_PHRASE, .wait_ms = 30000});
    act(STAFF_LEAVE, 0);
    come_in();
    key(STAFF_KEY_LOCKED);
    type("nuage");
    assert_int_equal(act(STAFF_ENTER, 0), STAFF_DO_NOTHING);
    assert_true(has_phrase()); // it need not be typed again
    now.mono_ms += 30000;
    assert_int_equal(act(STAFF_ENTER, 0), STAFF_DO_UNLOCK);
}

static void test_a_passphrase_has_an_end(void **state)
{
    (void)state;
    come_in();
    key(STAFF_KEY_LOCKED);
    for (int i = 0; i < 2 * STAFF_PHRASE; i++)
        type("é");
    assert_int_equal(staff.phrase_n, STAFF_PHRASE);
    act(STAFF_TYPED, '\n');
    act(STAFF_TYPED, -1);
    act(STAFF_ERASE, 0);
    assert_int_equal(staff.phrase_n, STAFF_PHRASE - 2);
    act(STAFF_TYPED, '\n');
    assert_int_equal(staff.phrase_n, STAFF_PHRASE - 2);
}

static void test_without_a_pin_nothing_is_asked_and_nothing_opens(void **state)
{
    (void)state;
    tell((struct staff_event){.kind = STAFF_EVENT_KNOCKED});
    assert_int_equal(staff.place, STAFF_NO_PIN);
    act(STAFF_OPEN, STAFF_NEEDING);
    act(STAFF_DIGIT, 1);
    assert_int_equal(act(STAFF_ENTER, 0), STAFF_DO_NOTHING);
    assert_int_equal(act(STAFF_TRAIN, 0), STAFF_DO_NOTHING);
    assert_int_equal(staff.place, STAFF_NO_PIN);
    assert_int_equal(act(STAFF_BACK, 0), STAFF_DO_LEAVE);
    assert_int_equal(staff.place, STAFF_AWAY);
}

static void test_silence_leaves_from_everywhere(void **state)
{
    (void)state;
    for (int place = STAFF_PIN; place < STAFF_PLACES; place++) {
        setup(NULL);
        staff.place = (enum staff_place)place;
        staff.touched_ms = now.mono_ms;
        now.mono_ms += STAFF_IDLE_MS - 1;
        assert_int_equal(tell((struct staff_event){.kind = STAFF_EVENT_TIME}), STAFF_DO_NOTHING);
        assert_int_equal(staff.place, place);
        now.mono_ms++;
        assert_int_equal(staff_deadline(&staff), now.mono_ms);
        assert_int_equal(tell((struct staff_event){.kind = STAFF_EVENT_TIME}), STAFF_DO_LEAVE);
        assert_int_equal(staff.place, STAFF_AWAY);
    }
}

static void test_a_call_wants_initials_and_a_deleted_booking_is_not_sent_again(void **state)
{
    (void)state;
    come_in();
    act(STAFF_OPEN, STAFF_NEEDING);
    act(STAFF_LOOK, 1);
    assert_int_equal(staff.place, STAFF_ITEM);
    assert_int_equal(act(STAFF_RETRY, 0), STAFF_DO_NOTHING);
    act(STAFF_CALLED, 0);
    act(STAFF_LETTER, 0);
    assert_int_equal(act(STAFF_ENTER, 0), STAFF_DO_NOTHING);
    assert_int_equal(staff.notice, STAFF_SAYS_INITIALS);
    act(STAFF_LETTER, 25);
    assert_int_equal(act(STAFF_ENTER, 0), STAFF_DO_CLOSE);
    assert_string_equal(staff.who, "AZ");
    tell((struct staff_event){.kind = STAFF_EVENT_DONE});
    assert_int_equal(staff.place, STAFF_NEEDING);
    assert_int_equal(staff.notice, STAFF_SAYS_CLOSED);
    act(STAFF_LOOK, 0);
    assert_int_equal(act(STAFF_RETRY, 0), STAFF_DO_RETRY);
    tell((struct staff_event){.kind = STAFF_EVENT_NOT_DONE});
    assert_int_equal(staff.notice, STAFF_SAYS_NOT_WRITTEN);
}

static void test_a_pause_outlives_who_made_it_and_ends_by_itself(void **state)
{
    (void)state;
    come_in();
    act(STAFF_OPEN, STAFF_PAUSE);
    assert_int_equal(act(STAFF_PAUSED, 15), STAFF_DO_PAUSE);
    act(STAFF_LEAVE, 0);
    assert_int_equal(staff.place, STAFF_CLOSED);
    knock_on();
    act(STAFF_BACK, 0);
    assert_int_equal(staff.place, STAFF_CLOSED);
    now.mono_ms += 15 * 60000 - 1;
    tell((struct staff_event){.kind = STAFF_EVENT_TIME});
    assert_int_equal(staff.place, STAFF_CLOSED);
    now.mono_ms++;
    tell((struct staff_event){.kind = STAFF_EVENT_TIME});
    assert_int_equal(staff.place, STAFF_AWAY);
    come_in();
    act(STAFF_OPEN, STAFF_PAUSE);
    act(STAFF_PAUSED, 60);
    assert_int_equal(staff.place, STAFF_MENU);
    act(STAFF_OPEN, STAFF_PAUSE);
    assert_int_equal(act(STAFF_PAUSED, 0), STAFF_DO_RESUME);
    act(STAFF_LEAVE, 0);
    assert_int_equal(staff.place, STAFF_AWAY);
}

// --- walks

// What must be so, whatever was touched.
static const char *wrong_with(const struct staff *at, bool let_in)
{
    static const char none[STAFF_PIN_DIGITS];
    bool open = staff_is_here(at) && at->place != STAFF_PIN && at->place != STAFF_NO_PIN;
    if (open && !let_in) return "open without a PIN";
    if (at->place != STAFF_PIN && memcmp(at->pin, none, sizeof none) != 0) return "a PIN stays";
    if (at->place != STAFF_KEY && at->phrase_n) return "a passphrase stays";
    if (at->checking && at->place != STAFF_PIN && at->place != STAFF_KEY) return "checks elsewhere";
    if (staff_is_here(at) && staff_deadline(at) > at->touched_ms + STAFF_IDLE_MS) return "never leaves";
    return NULL;
}

static struct staff_event any_event(struct rng *random)
{
    struct staff_event event = {.kind = (enum staff_event_kind)(rng_next(random) % 10)};
    event.action = (enum staff_action)(STAFF_DIGIT + rng_next(random) % 18);
    event.arg = (int32_t)(rng_next(random) % 32) - 2;
    event.has_pin = rng_next(random) % 4;
    event.key = facts.key = (enum staff_key_found)(rng_next(random) % 5);
    event.wait_ms = (int64_t)(rng_next(random) % 60000);
    return event;
}

static void test_random_walks_never_open_without_the_pin(void **state)
{
    (void)state;
    int opened = 0;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct rng random = {seed};
        bool let_in = false;
        setup(NULL);
        for (int i = 0; i < 400; i++) {
            struct staff_event event = any_event(&random);
            bool asked = staff.checking;
            now.mono_ms += (int64_t)(rng_next(&random) % 4000);
            if (event.kind == STAFF_EVENT_RIGHT && asked) let_in = true;
            enum staff_command command = tell(event);
            if (!staff_is_here(&staff)) let_in = false;
            if (command == STAFF_DO_CLOSE) assert_true(strlen(staff.who) >= 2);
            if (wrong_with(&staff, let_in)) fail_msg("seed %d: %s", (int)seed, wrong_with(&staff, let_in));
            opened += staff.place == STAFF_MENU;
        }
    }
    assert_true(opened > 20);
}

static void test_what_walks_look_for_is_seen(void **state)
{
    (void)state;
    assert_string_equal(wrong_with(&(struct staff){.place = STAFF_MENU}, false), "open without a PIN");
    assert_null(wrong_with(&(struct staff){.place = STAFF_MENU}, true));
    assert_string_equal(wrong_with(&(struct staff){.place = STAFF_MENU, .pin = "1"}, true), "a PIN stays");
    assert_string_equal(wrong_with(&(struct staff){.checking = true}, true), "checks elsewhere");
    assert_string_equal(wrong_with(&(struct staff){.place = STAFF_MENU, .phrase_n = 1}, true),
                        "a passphrase stays");
    assert_null(wrong_with(&(struct staff){.place = STAFF_KEY, .phrase_n = 1, .checking = true}, true));
}

// --- guesses

static void test_guesses_cost_more_and_more(void **state)
{
    (void)state;
    static const int seconds[] = {0, 0, 30, 60, 300, 900, 3600, 3600};
    struct guesses guesses = {0};
    int64_t at_ms = 5000;
    for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++) {
        guesses = guesses_add(guesses, at_ms);
        assert_int_equal(guesses_wait(guesses, at_ms), seconds[i] * 1000);
        at_ms += seconds[i] * 1000 + 1;
        assert_int_equal(guesses_wait(guesses, at_ms), 0);
    }
    assert_int_equal(guesses_wait(guesses_add(guesses_unknown(), 7), 7), 30000);
}

static void test_a_restart_forgives_only_what_its_clock_shows(void **state)
{
    (void)state;
    struct guesses guesses = {.failures = 4, .wait_ms = 60000, .at_ms = 9000000};
    assert_int_equal(guesses_wait(guesses, 9010000), 50000);
    assert_int_equal(guesses_wait(guesses, 20000), 40000); // started anew 20 s ago
    assert_int_equal(guesses_wait(guesses, 61000), 0);
}

// --- knocking

static void test_five_knocks_in_four_seconds_come_in(void **state)
{
    (void)state;
    struct knock knock = {0};
    for (int i = 0; i < 4; i++)
        assert_false(knock_add(&knock, 1000 * i));
    assert_true(knock_add(&knock, 4000));
    assert_false(knock_add(&knock, 4001)); // a new row
}

static void test_slow_or_broken_knocks_do_not(void **state)
{
    (void)state;
    struct knock knock = {0};
    for (int i = 0; i < 50; i++)
        assert_false(knock_add(&knock, 1001 * i));
    knock_stop(&knock);
    for (int i = 0; i < 4; i++)
        assert_false(knock_add(&knock, 60000 + i));
    knock_stop(&knock);
    for (int i = 0; i < 4; i++)
        assert_false(knock_add(&knock, 60010 + i));
    assert_true(knock_add(&knock, 60020));
}

static void test_the_corner_is_where_lines_end(void **state)
{
    (void)state;
    assert_true(knock_is_corner(1270, 5, 1280, 5, false));
    assert_false(knock_is_corner(5, 5, 1280, 5, false));
    assert_true(knock_is_corner(5, 5, 1280, 5, true));
    assert_false(knock_is_corner(1270, 5, 1280, 5, true));
    assert_false(knock_is_corner(1270, 101, 1280, 5, false));
    assert_false(knock_is_corner(1179, 5, 1280, 5, false));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_the_right_pin_opens_the_menu_and_is_gone, setup),
        cmocka_unit_test_setup(test_a_wrong_pin_and_one_too_early_say_the_same, setup),
        cmocka_unit_test_setup(test_without_a_pin_nothing_is_asked_and_nothing_opens, setup),
        cmocka_unit_test_setup(test_silence_leaves_from_everywhere, setup),
        cmocka_unit_test_setup(test_a_locked_key_asks_whoever_may_look_for_a_name_and_leads_back, setup),
        cmocka_unit_test_setup(test_who_copies_or_types_something_else_is_not_interrupted_by_a_key, setup),
        cmocka_unit_test_setup(test_a_passphrase_is_gone_with_the_key_with_staff_and_after_a_wrong_try,
                               setup),
        cmocka_unit_test_setup(test_a_wait_after_wrong_passphrases_outlives_who_made_it, setup),
        cmocka_unit_test_setup(test_a_passphrase_has_an_end, setup),
        cmocka_unit_test_setup(test_a_call_wants_initials_and_a_deleted_booking_is_not_sent_again, setup),
        cmocka_unit_test_setup(test_a_pause_outlives_who_made_it_and_ends_by_itself, setup),
        cmocka_unit_test(test_random_walks_never_open_without_the_pin),
        cmocka_unit_test(test_what_walks_look_for_is_seen),
        cmocka_unit_test(test_guesses_cost_more_and_more),
        cmocka_unit_test(test_a_restart_forgives_only_what_its_clock_shows),
        cmocka_unit_test(test_five_knocks_in_four_seconds_come_in),
        cmocka_unit_test(test_slow_or_broken_knocks_do_not),
        cmocka_unit_test(test_the_corner_is_where_lines_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
