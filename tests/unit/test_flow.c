// links: flow config booking content seal base
// The visitor's journey as a state machine: what each tap and each silence does, without a screen or a disk.
#include "harness/test.h"

#include "flow/flow.h"

enum { NOON = 1795435200 }; // 2026-11-23 12:00 UTC, a Monday

static const struct zone utc = {.name = "UTC", .count = 1, .spans = {{INT64_MIN, 0}}};

static struct config config = {
    .place = "Le Lieu",
    .person = "Samia",
    .minimum_age = 16,
    .languages = {"fr", "en"},
    .language_count = 2,
    .partners = {{.id = "ml", .name = "Mission locale", .adapter = ADAPTER_CALDAV, .needs = 0xfff}},
    .partner_count = 1,
};

static struct slot slots[3];
static struct flow flow;
static struct flow_world world;

static int setup(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        slots[i] = (struct slot){.partner = "ml", .start_s = NOON + 86400 + i * 1800, .capacity = 1};
        slots[i].end_s = slots[i].start_s + 1800;
        slots[i].key[0] = (char)('a' + i);
    }
    world = (struct flow_world){.now = {.mono_ms = 1000, .wall_s = NOON, .wall_trusted = true},
                                .config = &config,
                                .zone = &utc,
                                .slots = slots,
                                .slot_count = 3};
    flow_init(&flow, &world);
    return 0;
}

static enum flow_command act(enum flow_action action, int32_t arg)
{
    struct flow_event touch = {.kind = FLOW_EVENT_INPUT};
    struct flow_event event = {.kind = FLOW_EVENT_ACTION, .action = action, .arg = arg};
    flow_step(&flow, &world, &touch);
    return flow_step(&flow, &world, &event);
}

static enum flow_command tell(enum flow_event_kind kind)
{
    return flow_step(&flow, &world, &(struct flow_event){.kind = kind});
}

static enum flow_command outcome(enum flow_result result)
{
    return flow_step(&flow, &world, &(struct flow_event){.kind = FLOW_EVENT_OUTCOME, .result = result});
}

static enum flow_command silence(int64_t ms)
{
    world.now.mono_ms += ms;
    return tell(FLOW_EVENT_TIME);
}

static void type(const char *text)
{
    for (; *text; text++)
        act(FLOW_TYPED, *text);
}

static void go_to_name(void)
{
    act(FLOW_START, 0);
    act(FLOW_DOOR, DOOR_NEED);
    act(FLOW_NEED, 2);
    act(FLOW_NEXT, 0);
    act(FLOW_WISHED, ITEM_APPOINTMENT);
    act(FLOW_DAY_CHOSEN, (int32_t)zone_local_day(&utc, slots[0].start_s));
    act(FLOW_SLOT_CHOSEN, 0);
}

static void go_to_check(void)
{
    go_to_name();
    act(FLOW_DAY_CHOSEN, (int32_t)zone_local_day(&utc, slots[0].start_s));
    act(FLOW_SLOT_CHOSEN, 1);
    type("Nadia");
    act(FLOW_NEXT, 0);
    act(FLOW_CONTACT_CHOSEN, CONTACT_SMS);
    type("0692123456");
    act(FLOW_NEXT, 0);
    act(FLOW_SAFE_CHOSEN, SAFE_MINE);
    act(FLOW_AGE_CHOSEN, AGE_18_25);
    assert_int_equal(flow.place, FLOW_CHECK);
}

static void test_a_slot_others_may_take_asks_for_a_second_choice(void **state)
{
    (void)state;
    go_to_name();
    assert_int_equal(flow.place, FLOW_DAY);
    assert_int_equal(flow.choosing, 1);
    assert_false(flow_offers(&flow, &world, &slots[0]));
    act(FLOW_NO_SECOND, 0);
    assert_int_equal(flow.place, FLOW_NAME);
    assert_int_equal(flow.draft.choice_count, 1);
}

static void test_a_slot_of_our_own_asks_for_none(void **state)
{
    (void)state;
    slots[0].exclusive = true;
    go_to_name();
    assert_int_equal(flow.place, FLOW_NAME);
}

static void test_confirmed_is_said_only_after_the_partner_said_so(void **state)
{
    (void)state;
    go_to_check();
    assert_int_equal(act(FLOW_CONFIRM, 0), FLOW_DO_SAVE);
    outcome(RESULT_CONFIRMED); // before it is recorded: not ours
    assert_int_equal(flow.place, FLOW_SAVING);
    tell(FLOW_EVENT_RECORDED);
    assert_int_equal(flow.place, FLOW_SAVING);
    silence(FLOW_NETWORK_MS);
    assert_int_equal(flow.place, FLOW_DONE);
    assert_int_equal(flow.result, RESULT_NOTED);
    outcome(RESULT_CONFIRMED_SECOND);
    assert_int_equal(flow.result, RESULT_CONFIRMED_SECOND);
    outcome(RESULT_NOTED); // what was confirmed is not taken back by a late word
    assert_int_equal(flow.result, RESULT_CONFIRMED_SECOND);
}

static void test_a_lost_slot_leads_back_to_the_days(void **state)
{
    (void)state;
    go_to_check();
    act(FLOW_CONFIRM, 0);
    assert_int_equal(tell(FLOW_EVENT_SLOT_TAKEN), FLOW_DO_REFRESH);
    assert_int_equal(flow.place, FLOW_DAY);
    assert_int_equal(flow.notice, NOTICE_SLOT_TAKEN);
    assert_int_equal(flow.draft.name.n, 5);
}

static void test_a_moment_that_began_meanwhile_is_never_recorded(void **state)
{
    (void)state;
    go_to_check();
    int64_t start_s = flow.draft.choices[0].start_s;
    world.now.wall_s = start_s - 1;
    assert_int_equal(act(FLOW_CONFIRM, 0), FLOW_DO_SAVE); // the control: a second before it is recorded
    flow_init(&flow, &world);
    world.now.wall_s = NOON;
    go_to_check();
    world.now.wall_s = start_s;
    assert_int_equal(act(FLOW_CONFIRM, 0), FLOW_DO_REFRESH);
    assert_int_equal(flow.place, FLOW_DAY);
    assert_int_equal(flow.notice, NOTICE_SLOT_PAST);
    assert_int_equal(flow.draft.choice_count, 0);
    assert_int_equal(flow.draft.name.n, 5); // nothing is typed twice
}

static void test_a_second_choice_that_is_past_is_left_out(void **state)
{
    (void)state;
    go_to_check();
    flow.draft.choices[1] = flow.draft.choices[0];
    flow.draft.choices[1].start_s = world.now.wall_s - 60;
    flow.draft.choice_count = 2;
    assert_int_equal(act(FLOW_CONFIRM, 0), FLOW_DO_SAVE);
    assert_int_equal(flow.draft.choice_count, 1);
}

static void test_a_clock_that_is_not_trusted_says_nothing_of_what_is_past(void **state)
{
    (void)state;
    go_to_check();
    world.now.wall_s = flow.draft.choices[0].start_s + 86400;
    world.now.wall_trusted = false;
    assert_int_equal(act(FLOW_CONFIRM, 0), FLOW_DO_SAVE);
}

static void test_a_disk_that_will_not_leads_to_a_person_and_can_be_tried_again(void **state)
{
    (void)state;
    go_to_check();
    act(FLOW_CONFIRM, 0);
    tell(FLOW_EVENT_NOT_RECORDED);
    assert_int_equal(flow.place, FLOW_SORRY);
    assert_int_equal(act(FLOW_RETRY, 0), FLOW_DO_SAVE);
    tell(FLOW_EVENT_RECORDED);
    silence(FLOW_NETWORK_MS);
    assert_int_equal(flow.place, FLOW_DONE);
}

static void test_confirm_twice_records_once(void **state)
{
    (void)state;
    go_to_check();
    assert_int_equal(act(FLOW_CONFIRM, 0), FLOW_DO_SAVE);
    assert_int_equal(act(FLOW_CONFIRM, 0), FLOW_DO_NOTHING);
    assert_int_equal(act(FLOW_BACK, 0), FLOW_DO_NOTHING);
    assert_int_equal(act(FLOW_HIDE, 0), FLOW_DO_NOTHING);
    assert_int_equal(flow.place, FLOW_SAVING);
}

static void test_hide_wipes_at_once(void **state)
{
    (void)state;
    go_to_check();
    assert_int_equal(act(FLOW_HIDE, 0), FLOW_DO_WIPE);
    assert_int_equal(flow.place, FLOW_ATTRACT);
    struct booking nothing = {0};
    assert_memory_equal(&flow.draft, &nothing, sizeof nothing);
}

static void test_silence_leads_back_to_attract_from_everywhere(void **state)
{
    (void)state;
    act(FLOW_START, 0);
    assert_int_equal(silence(FLOW_EMPTY_MS), FLOW_DO_WIPE);
    go_to_check();
    assert_int_equal(silence(FLOW_IDLE_MS - 1), FLOW_DO_NOTHING);
    assert_false(flow.warning);
    silence(1);
    assert_true(flow.warning);
    for (int extension = 0; extension < 12; extension++) {
        world.now.mono_ms += FLOW_WARNING_MS - 1;
        tell(FLOW_EVENT_INPUT);
        assert_false(flow.warning);
        silence(FLOW_IDLE_MS);
        assert_true(flow.warning);
    }
    assert_int_equal(silence(FLOW_WARNING_MS), FLOW_DO_WIPE);
    assert_int_equal(flow.place, FLOW_ATTRACT);
}

static void test_done_stays_thirty_seconds(void **state)
{
    (void)state;
    go_to_check();
    act(FLOW_CONFIRM, 0);
    tell(FLOW_EVENT_RECORDED);
    silence(FLOW_NETWORK_MS);
    assert_int_equal(silence(FLOW_DONE_MS - 1), FLOW_DO_NOTHING);
    assert_int_equal(silence(1), FLOW_DO_WIPE);
}

static void go_to_done(void)
{
    go_to_check();
    act(FLOW_CONFIRM, 0);
    tell(FLOW_EVENT_RECORDED);
    silence(FLOW_NETWORK_MS);
    assert_int_equal(flow.place, FLOW_DONE);
}

static void test_a_face_leads_to_what_is_missing_and_back_to_done(void **state)
{
    (void)state;
    go_to_done();
    assert_int_equal(act(FLOW_MISSES, 2), FLOW_DO_NOTHING); // not asked yet
    assert_int_equal(flow.missing, 0);
    act(FLOW_FACE, FACE_BAD);
    assert_int_equal(flow.place, FLOW_MISSING);
    act(FLOW_MISSES, 2);
    act(FLOW_MISSES, 7);
    act(FLOW_MISSES, 2);
    act(FLOW_MISSES, 8); // there is no such tile
    assert_int_equal(flow.missing, 1 << 7);
    act(FLOW_BACK, 0);
    assert_int_equal(flow.place, FLOW_DONE);
    act(FLOW_FACE, FACE_GOOD);
    assert_int_equal(flow.face, FACE_GOOD);
    act(FLOW_FACE, FACE_BAD); // Done is not on the screen
    assert_int_equal(flow.face, FACE_GOOD);
    assert_int_equal(act(FLOW_FINISH, 0), FLOW_DO_WIPE);
    assert_int_equal(flow.face + flow.missing, 0);
}

static void test_what_is_missing_stays_no_longer_than_done_and_news_come_first(void **state)
{
    (void)state;
    go_to_done();
    act(FLOW_FACE, FACE_MIXED);
    outcome(RESULT_CONFIRMED);
    assert_int_equal(flow.place, FLOW_DONE);
    act(FLOW_FACE, FACE_MIXED);
    outcome(RESULT_BECAME_CALLBACK); // told already: nothing better is to come
    assert_int_equal(flow.place, FLOW_MISSING);
    assert_int_equal(silence(FLOW_DONE_MS - 1), FLOW_DO_NOTHING);
    assert_int_equal(silence(1), FLOW_DO_WIPE);
}

static void test_someone_too_young_leaves_nothing_but_their_language(void **state)
{
    (void)state;
    go_to_name();
    act(FLOW_LANGUAGE, 0);
    act(FLOW_NO_SECOND, 0);
    type("Nadia");
    act(FLOW_NEXT, 0);
    act(FLOW_CONTACT_CHOSEN, CONTACT_RETURN);
    assert_int_equal(act(FLOW_AGE_CHOSEN, AGE_UNDER_16), FLOW_DO_WIPE);
    assert_int_equal(flow.place, FLOW_MINOR);
    assert_int_equal(flow.language, 1);
    assert_int_equal(flow.draft.name.n, 0);
    assert_false(flow_is_minor(AGE_16_17, 16));
    assert_true(flow_is_minor(AGE_16_17, 18));
    assert_false(flow_is_minor(AGE_UNDER_16, 0));
}

static void test_fields_are_checked_before_they_are_left(void **state)
{
    (void)state;
    go_to_name();
    act(FLOW_NO_SECOND, 0);
    act(FLOW_NEXT, 0);
    assert_int_equal(flow.notice, NOTICE_NAME_MISSING);
    type("N");
    assert_int_equal(flow.notice, NOTICE_NONE);
    for (int i = 0; i < 60; i++)
        type("x");
    assert_int_equal(flow.notice, NOTICE_FIELD_FULL);
    assert_int_equal(flow.draft.name.n, LIMIT_NAME_CHARS);
    act(FLOW_NEXT, 0);
    act(FLOW_CONTACT_CHOSEN, CONTACT_EMAIL);
    type("nadia");
    act(FLOW_NEXT, 0);
    assert_int_equal(flow.notice, NOTICE_EMAIL_WRONG);
    act(FLOW_PHRASE, 0);
    flow_step(
        &flow, &world,
        &(struct flow_event){.kind = FLOW_EVENT_ACTION, .action = FLOW_PHRASE, .text = STR("@exemple.fr")});
    act(FLOW_NEXT, 0);
    assert_int_equal(flow.place, FLOW_SAFE);
}

static void test_retour_retraces_the_way(void **state)
{
    (void)state;
    static const enum flow_place way[] = {FLOW_AGE, FLOW_SAFE, FLOW_REACH, FLOW_CONTACT, FLOW_NAME,
                                          FLOW_DAY, FLOW_WISH, FLOW_NEEDS, FLOW_WELCOME, FLOW_ATTRACT};
    go_to_check();
    for (size_t i = 0; i < sizeof way / sizeof way[0]; i++) {
        act(FLOW_BACK, 0);
        assert_int_equal(flow.place, way[i]);
    }
}

static void test_no_date_is_offered_when_the_clock_cannot_be_trusted(void **state)
{
    (void)state;
    struct flow_day days[FLOW_DAYS];
    act(FLOW_START, 0);
    act(FLOW_DOOR, DOOR_NEED);
    act(FLOW_NEXT, 0);
    act(FLOW_WISHED, ITEM_APPOINTMENT);
    assert_int_equal(flow_list_days(&flow, &world, days), 1);
    world.now.wall_trusted = false;
    assert_int_equal(flow_list_days(&flow, &world, days), 0);
    act(FLOW_WISHED, ITEM_CALLBACK); // the empty list offers a call back
    assert_int_equal(flow.place, FLOW_NAME);
}

static void test_slots_too_soon_taken_or_of_other_partners_are_not_offered(void **state)
{
    (void)state;
    go_to_name();
    flow.choosing = 0;
    assert_true(flow_offers(&flow, &world, &slots[1]));
    slots[1].taken = 1;
    assert_false(flow_offers(&flow, &world, &slots[1]));
    slots[1].taken = 0;
    slots[1].start_s = NOON + FLOW_LEAD_S - 1;
    assert_false(flow_offers(&flow, &world, &slots[1]));
    config.partners[0].needs = 1; // not the need that was tapped
    assert_false(flow_offers(&flow, &world, &slots[2]));
    config.partners[0].needs = 0xfff;
    assert_true(flow_offers(&flow, &world, &slots[2]));
}

static void test_the_first_touch_may_choose_the_language(void **state)
{
    (void)state;
    act(FLOW_START, 1);
    assert_int_equal(flow.place, FLOW_WELCOME);
    assert_int_equal(flow.language, 1);
    act(FLOW_HIDE, 0);
    act(FLOW_START, 0);
    assert_int_equal(flow.language, 0);
}

static void offer_nine_languages(void)
{
    static const char *const codes[] = {"fr", "en", "es", "ar", "fa", "ps", "uk", "ru", "ti"};
    for (int i = 0; i < 9; i++)
        assert_int_equal(str_copy(str_from(codes[i]), config.languages[i], sizeof config.languages[i]), OK);
    config.language_count = 9;
}

static int only_two_languages(void **state)
{
    (void)state;
    config.language_count = 2;
    return 0;
}

static void test_of_many_languages_one_is_chosen_from_a_list_over_the_same_question(void **state)
{
    (void)state;
    offer_nine_languages();
    go_to_name();
    act(FLOW_NO_SECOND, 0);
    type("Nad");
    assert_int_equal(flow.place, FLOW_NAME);
    act(FLOW_LANGUAGE_CHOSEN, 3); // there is no list yet
    assert_int_equal(flow.language, 0);
    act(FLOW_LANGUAGE, 0);
    assert_int_equal(flow.panel, PANEL_LANGUAGES);
    type("x"); // what is behind the list cannot be touched
    act(FLOW_NEXT, 0);
    act(FLOW_LANGUAGE_CHOSEN, 3);
    assert_int_equal(flow.panel, PANEL_NONE);
    assert_int_equal(flow.language, 3);
    assert_int_equal(flow.place, FLOW_NAME);
    assert_true(str_eq(pii_str(&flow.draft.name), STR("Nad")));
    act(FLOW_LANGUAGE, 0);
    act(FLOW_BACK, 0); // Retour leaves the list, not the question
    assert_int_equal(flow.panel, PANEL_NONE);
    assert_int_equal(flow.place, FLOW_NAME);
    assert_int_equal(flow.language, 3);
    act(FLOW_LANGUAGE, 0);
    act(FLOW_HIDE, 0); // the next visitor starts anew
    assert_int_equal(flow.language, 0);
    assert_int_equal(flow.panel, PANEL_NONE);
}

static void test_the_calm_screen_leads_to_the_list_of_languages(void **state)
{
    (void)state;
    offer_nine_languages();
    act(FLOW_LANGUAGE, 0);
    assert_int_equal(flow.place, FLOW_WELCOME);
    assert_int_equal(flow.panel, PANEL_LANGUAGES);
    silence(FLOW_EMPTY_MS);
    assert_int_equal(flow.place, FLOW_ATTRACT);
    act(FLOW_START, 8);
    assert_int_equal(flow.language, 8);
    assert_int_equal(flow.panel, PANEL_NONE);
}

static void test_a_syllable_takes_the_place_of_the_one_before(void **state)
{
    (void)state;
    go_to_name();
    act(FLOW_NO_SECOND, 0);
    act(FLOW_REPLACED, 0x1208); // nothing to replace: it is typed
    act(FLOW_TYPED, 0x1218);
    act(FLOW_REPLACED, 0x121b);
    assert_true(str_eq(pii_str(&flow.draft.name), STR("ለማ")));
}

static void test_names_of_forty_letters_of_any_script_fit(void **state)
{
    (void)state;
    static const int32_t letters[] = {0x1208, 0x628, 0x436, 0x1f600}; // 3, 2, 2 and 4 bytes
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        setup(NULL);
        go_to_name();
        act(FLOW_NO_SECOND, 0);
        for (int n = 0; n < 40; n++)
            act(FLOW_TYPED, letters[i]);
        assert_int_equal(flow.notice, NOTICE_NONE);
        act(FLOW_TYPED, letters[i]);
        assert_int_equal(flow.notice, NOTICE_FIELD_FULL);
        act(FLOW_NEXT, 0);
        assert_int_equal(flow.place, FLOW_CONTACT);
    }
}

static void test_three_needs_and_no_more(void **state)
{
    (void)state;
    act(FLOW_START, 0);
    act(FLOW_DOOR, DOOR_NEED);
    for (int need = 0; need < 4; need++)
        act(FLOW_NEED, need);
    assert_int_equal(flow.draft.need_count, 3);
    assert_int_equal(flow.notice, NOTICE_THREE_NEEDS);
    act(FLOW_NEED, 1);
    assert_int_equal(flow.draft.need_count, 2);
    assert_int_equal(flow.draft.needs[1], 2);
}

// Any taps in any order: no state is reached from which silence does not lead back to attract.
static void test_random_taps_never_trap(void **state)
{
    (void)state;
    uint64_t seed = 42;
    for (int round = 0; round < 3000; round++) {
        for (int i = 0; i < 40; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            unsigned dice = (unsigned)(seed >> 33);
            if (act((enum flow_action)(dice % (FLOW_FINISH + 1)), (int32_t)(dice >> 8) % 70) == FLOW_DO_SAVE)
                tell(dice & 1 ? FLOW_EVENT_RECORDED : FLOW_EVENT_NOT_RECORDED);
            world.now.mono_ms += dice % 500;
        }
        for (int i = 0; i < 4 && flow.place != FLOW_ATTRACT; i++)
            silence(flow_deadline(&flow) - world.now.mono_ms);
        assert_int_equal(flow.place, FLOW_ATTRACT);
        assert_int_equal(flow.draft.name.n, 0);
    }
}

#define CASE(name) cmocka_unit_test_setup(name, setup)

static void test_the_display_is_set_without_losing_the_question(void **state)
{
    (void)state;
    go_to_name();
    act(FLOW_NO_SECOND, 0);
    type("Nad");
    act(FLOW_SIZE, 3); // only on its panel
    assert_int_equal(flow.display.size, 0);
    act(FLOW_DISPLAY, 0);
    act(FLOW_SIZE, 3);
    act(FLOW_COLOURS, 1);
    act(FLOW_CALM, 0);
    act(FLOW_LOW, 0);
    act(FLOW_PAGE, 2);
    act(FLOW_TYPED, 'x'); // the keys are not there
    assert_int_equal(flow.panel, PANEL_DISPLAY);
    assert_int_equal(flow.page, 0);
    act(FLOW_BACK, 0);
    assert_int_equal(flow.panel, PANEL_NONE);
    assert_int_equal(flow.place, FLOW_NAME);
    assert_int_equal(flow.draft.name.n, 3);
    assert_int_equal(flow.display.size, 3);
    assert_int_equal(flow.display.colours, 1);
    assert_true(flow.display.calm && flow.display.low);
    act(FLOW_DISPLAY, 0);
    act(FLOW_LOW, 0);
    assert_false(flow.display.low);
    act(FLOW_HIDE, 0);
    struct flow_display usual = {0};
    assert_memory_equal(&flow.display, &usual, sizeof usual);
    assert_int_equal(flow.panel, PANEL_NONE);
}

static void test_the_display_opens_from_the_calm_screen(void **state)
{
    (void)state;
    act(FLOW_DISPLAY, 0);
    assert_int_equal(flow.place, FLOW_WELCOME);
    assert_int_equal(flow.panel, PANEL_DISPLAY);
    silence(FLOW_EMPTY_MS);
    assert_int_equal(flow.place, FLOW_ATTRACT);
    assert_int_equal(flow.panel, PANEL_NONE);
}

// At night, or with one language, the calm screen changes once a minute and no more.
static void test_the_calm_screen_rests_at_night(void **state)
{
    (void)state;
    assert_int_equal(flow_deadline(&flow) - world.now.mono_ms, FLOW_GREETING_MS);
    world.now.wall_s = NOON + 11 * 3600; // 23 h
    assert_true(flow_is_night(&world));
    silence(FLOW_GREETING_MS);
    assert_int_equal(flow_deadline(&flow) - world.now.mono_ms, FLOW_CALM_MS);
    world.now.wall_trusted = false;
    assert_false(flow_is_night(&world));
    silence(FLOW_CALM_MS);
    assert_int_equal(flow_deadline(&flow) - world.now.mono_ms, FLOW_GREETING_MS);
    world.now = (struct moment){world.now.mono_ms, NOON - 5 * 3600, true}; // 7 h
    assert_false(flow_is_night(&world));
}

// --- coming back

static struct flow_facts a_booking(int64_t start_s)
{
    struct flow_facts facts = {.found = true};
    facts.booking = (struct flow_found){
        .sure = true, .proven = true, .slot = {.start_s = start_s, .end_s = start_s + 1800, .capacity = 1}};
    return facts;
}

static void find(const struct flow_facts *facts)
{
    flow_step(&flow, &world, &(struct flow_event){.kind = FLOW_EVENT_FOUND, .facts = facts});
}

static enum flow_command tap_code(void)
{
    act(FLOW_PICTURE, 7);
    act(FLOW_PICTURE, 0);
    act(FLOW_PICTURE, 31);
    act(FLOW_DIGIT, 0);
    return act(FLOW_DIGIT, 9);
}

static void go_to_code(void)
{
    config.early_minutes = 30;
    config.late_minutes = 15;
    act(FLOW_START, 0);
    act(FLOW_DOOR, DOOR_MEET);
    assert_int_equal(flow.place, FLOW_CODE);
}

static void test_three_pictures_and_two_digits_are_looked_up_once(void **state)
{
    (void)state;
    go_to_code();
    assert_int_equal(act(FLOW_DIGIT, 4), FLOW_DO_NOTHING); // pictures come first
    assert_int_equal(flow.code.count, 0);
    act(FLOW_PICTURE, 7);
    act(FLOW_PICTURE, 7); // no picture stands twice
    assert_int_equal(flow.code.count, 1);
    act(FLOW_ERASE, 0);
    assert_int_equal(flow.code.count, 0);
    assert_int_equal(tap_code(), FLOW_DO_FIND);
    struct picture_code code = flow_code(&flow.code);
    assert_int_equal(code.pictures[0], 7);
    assert_int_equal(code.pictures[1], 0);
    assert_int_equal(code.pictures[2], 31);
    assert_int_equal(code.number, 9);
    assert_int_equal(act(FLOW_DIGIT, 1), FLOW_DO_NOTHING); // while it is looked up
    assert_int_equal(act(FLOW_ERASE, 0), FLOW_DO_NOTHING);
}

static void test_digits_of_a_keypad_are_heard(void **state)
{
    (void)state;
    go_to_code();
    act(FLOW_PICTURE, 1);
    act(FLOW_PICTURE, 2);
    act(FLOW_PICTURE, 3);
    act(FLOW_TYPED, 'x');
    act(FLOW_TYPED, '4');
    assert_int_equal(act(FLOW_TYPED, '2'), FLOW_DO_FIND);
    assert_int_equal(flow_code(&flow.code).number, 42);
}

static void test_each_moment_has_its_own_answer(void **state)
{
    (void)state;
    static const struct {
        int64_t from_now_s;
        enum flow_found_state state;
    } cases[] = {{0, FOUND_TODAY},
                 {30 * 60, FOUND_TODAY},
                 {30 * 60 + 1, FOUND_EARLY},
                 {-15 * 60, FOUND_TODAY},
                 {-15 * 60 - 1, FOUND_LATE},
                 {-11 * 3600, FOUND_LATE},
                 {12 * 3600 - 1, FOUND_EARLY},
                 {12 * 3600, FOUND_LATER_DAY}, // midnight
                 {-12 * 3600 - 1, FOUND_PAST_DAY}};
    go_to_code();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct flow_facts facts = a_booking(NOON + cases[i].from_now_s);
        assert_int_equal(flow_judge(&world, &facts), cases[i].state);
        facts.arrived = true;
        bool may = cases[i].state == FOUND_TODAY || cases[i].state == FOUND_LATE;
        assert_int_equal(flow_judge(&world, &facts), may ? FOUND_ARRIVED : cases[i].state);
        facts.cancelled = true;
        assert_int_equal(flow_judge(&world, &facts), FOUND_CANCELLED);
    }
    struct flow_facts facts = a_booking(NOON + 99 * 86400);
    world.now.wall_trusted = false;
    assert_int_equal(flow_judge(&world, &facts), FOUND_TIMELESS);
    facts.booking.kind = ITEM_CALLBACK;
    assert_int_equal(flow_judge(&world, &facts), FOUND_REQUEST);
}

static void test_what_is_not_found_is_unknown_or_cannot_be_known(void **state)
{
    (void)state;
    struct flow_facts facts = {.booking.sure = true};
    go_to_code();
    assert_int_equal(flow_judge(&world, &facts), FOUND_NOTHING);
    facts.booking.sure = false;
    assert_int_equal(flow_judge(&world, &facts), FOUND_UNKNOWABLE);
}

static void test_staff_are_told_once_and_only_what_may_be(void **state)
{
    (void)state;
    struct flow_facts facts = a_booking(NOON + 3600);
    go_to_code();
    tap_code();
    find(&facts);
    assert_int_equal(flow.place, FLOW_FOUND);
    assert_int_equal(act(FLOW_ARRIVE, 0), FLOW_DO_NOTHING); // too early
    facts = a_booking(NOON);
    find(&facts);
    assert_int_equal(act(FLOW_ARRIVE, 0), FLOW_DO_TELL);
    tell(FLOW_EVENT_TOLD);
    assert_int_equal(flow.place, FLOW_ARRIVED);
    assert_true(flow.arrival.told);
    assert_int_equal(silence(FLOW_DONE_MS), FLOW_DO_WIPE);
    assert_int_equal(flow.found.slot.start_s, 0);
    assert_int_equal(flow.code.count, 0);
}

static void test_what_could_not_be_written_is_never_called_noted(void **state)
{
    (void)state;
    struct flow_facts facts = a_booking(NOON);
    go_to_code();
    find(&facts);
    act(FLOW_ARRIVE, 0);
    tell(FLOW_EVENT_NOT_TOLD);
    assert_int_equal(flow.place, FLOW_ARRIVED);
    assert_false(flow.arrival.told);
}

static void test_a_scan_disturbs_nobody_who_asks_for_something_else(void **state)
{
    (void)state;
    struct flow_facts facts = a_booking(NOON);
    find(&facts);
    assert_int_equal(flow.place, FLOW_FOUND); // from the calm screen
    act(FLOW_HIDE, 0);
    go_to_name();
    find(&facts);
    assert_int_equal(flow.place, FLOW_DAY);
    assert_int_equal(flow.found.slot.start_s, 0);
}

static void test_quelquun_maintenant_tells_staff_with_the_door(void **state)
{
    (void)state;
    act(FLOW_START, 0);
    assert_int_equal(act(FLOW_DOOR, DOOR_HUMAN), FLOW_DO_TELL);
    tell(FLOW_EVENT_TOLD);
    assert_int_equal(flow.place, FLOW_HUMAN);
    act(FLOW_BACK, 0);
    assert_int_equal(act(FLOW_DOOR, DOOR_HUMAN), FLOW_DO_NOTHING); // once a visit
}

static void test_presence_is_what_the_configuration_says(void **state)
{
    (void)state;
    assert_int_equal(flow_presence(&world), PRESENCE_UNKNOWN);
    config.presence.range_count[0] = 1; // Mondays
    config.presence.ranges[0][0] = (struct time_range){600, 721};
    assert_int_equal(flow_presence(&world), PRESENCE_HERE);
    world.now.wall_s += 60;
    assert_int_equal(flow_presence(&world), PRESENCE_NOBODY);
    world.now.wall_s = NOON + 86400;
    assert_int_equal(flow_presence(&world), PRESENCE_NOBODY);
    world.now.wall_s = NOON;
    config.holidays.count = 1;
    config.holidays.days[0].from = config.holidays.days[0].to = zone_local_day(&utc, NOON);
    assert_int_equal(flow_presence(&world), PRESENCE_NOBODY);
    world.now.wall_trusted = false;
    assert_int_equal(flow_presence(&world), PRESENCE_UNKNOWN);
    config.holidays.count = 0;
    config.presence.range_count[0] = 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_the_display_is_set_without_losing_the_question, setup),
        cmocka_unit_test_setup(test_the_display_opens_from_the_calm_screen, setup),
        cmocka_unit_test_setup(test_the_calm_screen_rests_at_night, setup),
        CASE(test_a_slot_others_may_take_asks_for_a_second_choice),
        CASE(test_a_slot_of_our_own_asks_for_none),
        CASE(test_confirmed_is_said_only_after_the_partner_said_so),
        CASE(test_a_lost_slot_leads_back_to_the_days),
        CASE(test_a_moment_that_began_meanwhile_is_never_recorded),
        CASE(test_a_second_choice_that_is_past_is_left_out),
        CASE(test_a_clock_that_is_not_trusted_says_nothing_of_what_is_past),
        CASE(test_a_disk_that_will_not_leads_to_a_person_and_can_be_tried_again),
        CASE(test_confirm_twice_records_once),
        CASE(test_hide_wipes_at_once),
        CASE(test_silence_leads_back_to_attract_from_everywhere),
        CASE(test_done_stays_thirty_seconds),
        CASE(test_a_face_leads_to_what_is_missing_and_back_to_done),
        CASE(test_what_is_missing_stays_no_longer_than_done_and_news_come_first),
        CASE(test_someone_too_young_leaves_nothing_but_their_language),
        CASE(test_fields_are_checked_before_they_are_left),
        CASE(test_retour_retraces_the_way),
        CASE(test_no_date_is_offered_when_the_clock_cannot_be_trusted),
        CASE(test_slots_too_soon_taken_or_of_other_partners_are_not_offered),
        CASE(test_the_first_touch_may_choose_the_language),
        cmocka_unit_test_setup_teardown(
            test_of_many_languages_one_is_chosen_from_a_list_over_the_same_question, setup,
            only_two_languages),
        cmocka_unit_test_setup_teardown(test_the_calm_screen_leads_to_the_list_of_languages, setup,
                                        only_two_languages),
        CASE(test_a_syllable_takes_the_place_of_the_one_before),
        CASE(test_names_of_forty_letters_of_any_script_fit),
        CASE(test_three_needs_and_no_more),
        CASE(test_random_taps_never_trap),
        CASE(test_three_pictures_and_two_digits_are_looked_up_once),
        CASE(test_digits_of_a_keypad_are_heard),
        CASE(test_each_moment_has_its_own_answer),
        CASE(test_what_is_not_found_is_unknown_or_cannot_be_known),
        CASE(test_staff_are_told_once_and_only_what_may_be),
        CASE(test_what_could_not_be_written_is_never_called_noted),
        CASE(test_a_scan_disturbs_nobody_who_asks_for_something_else),
        CASE(test_quelquun_maintenant_tells_staff_with_the_door),
        CASE(test_presence_is_what_the_configuration_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
