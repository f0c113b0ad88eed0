// links: base port booking seal wire collect store export
// with: harness/store_kit.c harness/vfs.c harness/disk.c harness/stick_sim.c
// Collecting onto a stick that is pulled out at every step, full at every size, lying, or shared.
#include "harness/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "export/export.h"
#include "harness/stick_sim.h"
#include "harness/store_kit.h"
#include "seal/seal.h"
#include "wire/manifest.h"

enum { NOW_S = 1795413600, LIST_MAX = 4 << 20 };

static const char page[] = "<!doctype html><title>Lire les demandes</title>";

struct run { // one device and the sticks of its staff
    struct vfs *vfs;
    struct store *store;
    struct sign_key key;
    int items;
    struct export_faults faults;
    struct collect seen; // how the last collection ended
    const char *place;
};

static void fill(void *self, void *to, size_t n)
{
    struct rng *rng = self;
    uint8_t *bytes = to;
    for (size_t i = 0; i < n; i++)
        bytes[i] = (uint8_t)rng_next(rng);
}

static struct run begin(int items)
{
    struct rng rng = {7};
    struct entropy_port entropy = {&rng, fill};
    struct run run = {.vfs = vfs_open(1), .items = items, .place = "Mission locale du Port"};
    assert_int_equal(seal_init(), OK);
    sign_make_key(&entropy, &run.key);
    run.store = kit_open(run.vfs);
    kit_add(run.store, 1, items);
    return run;
}

static void finish(struct run *run)
{
    store_close(run->store);
    vfs_close(run->vfs);
}

static void change(struct run *run, int number, enum item_state state)
{
    struct item item;
    assert_int_equal(store_get_item(run->store, kit_uid(number), &item), OK);
    struct outbox_change changes = kit_change(&item, state);
    if (state == ITEM_REFUSED) changes.reason = REASON_PARTNER_REFUSED;
    assert_int_equal(outbox_apply(run->store, &changes, 1), OK);
}

static enum collect_end collect_onto(struct run *run, struct stick_sim *stick)
{
    struct export_options options = {.stick = stick_sim_port(stick),
                                     .store = run->store,
                                     .key = &run->key,
                                     .place = run->place,
                                     .wall_s = NOW_S,
                                     .faults = run->faults};
    struct export *export;
    options.page = (struct str){page, sizeof page - 1};
    options.report = STR("<!doctype html><title>État de la borne</title>");
    assert_int_equal(export_open(&options, &export), OK);
    while (export_turn(export)) {
    }
    run->seen = *export_state(export);
    export_close(export);
    return run->seen.end;
}

static void forget_marks(struct run *run)
{
    sqlite3 *db = kit_raw(run->vfs);
    kit_run(db, "DELETE FROM collected");
    sqlite3_close(db);
}

static bool is_marked(struct run *run, int number)
{
    int64_t first_s, last_s;
    return collect_get(run->store, kit_uid(number), &first_s, &last_s) == OK;
}

static int count_marked(struct run *run)
{
    int count = 0;
    for (int i = 1; i <= run->items; i++)
        count += is_marked(run, i);
    return count;
}

static struct manifest_item listed[LIMIT_COLLECT];
static size_t listed_count;

// The manifest as a reader takes it: signed by this device, well formed. False and empty otherwise.
static bool read_list(const struct run *run, const struct stick_sim *stick)
{
    struct str list = stick_sim_get(stick, "manifeste.json");
    listed_count = 0;
    if (!list.p) return false;
    if (sign_check(run->key.public_key, list, stick_sim_get(stick, "manifeste.sig"))) return false;
    return manifest_parse_items(list, listed, LIMIT_COLLECT, &listed_count) == OK;
}

// How often an item is listed with its file there, byte for byte as it was sealed.
static int times_there(const struct stick_sim *stick, int number, size_t n)
{
    char name[MANIFEST_FILE_NAME];
    uint8_t hash[32];
    int times = 0;
    struct str sealed = kit_sealed(number, n);
    seal_sha256(sealed, hash);
    manifest_file_name(kit_uid(number), name);
    for (size_t i = 0; i < listed_count; i++)
        if (uid_eq(listed[i].uid, kit_uid(number)) && memcmp(listed[i].sha256, hash, 32) == 0 &&
            listed[i].bytes == n && str_eq(stick_sim_get(stick, name), sealed))
            times++;
    return times;
}

// What must never be: marked on the device and not safely on this stick.
static int count_lost(struct run *run, const struct stick_sim *stick)
{
    int lost = 0;
    read_list(run, stick);
    for (int i = 1; i <= run->items; i++)
        if (is_marked(run, i) && times_there(stick, i, 1500) != 1) lost++;
    return lost;
}

// What must be at the end: everything there once, marked, and nothing else listed.
static int count_wrong(struct run *run, const struct stick_sim *stick)
{
    int wrong = !read_list(run, stick) || (int)listed_count != run->items;
    for (int i = 1; i <= run->items; i++)
        if (times_there(stick, i, 1500) != 1 || !is_marked(run, i)) wrong++;
    return wrong;
}

struct tale { // one stick that is pulled out at step k
    int64_t k;
    enum stick_yank how;
    bool second; // another stick afterwards, not the same again
};

static int play(struct run *run, const struct tale *tale, bool stale, bool *ret_reached)
{
    static struct stick_sim first, second;
    stick_sim_init(&first);
    stick_sim_init(&second);
    first.stale = stale;
    first.die_at = tale->k;
    forget_marks(run);
    (void)collect_onto(run, &first);
    *ret_reached = first.dead;
    stick_sim_yank(&first, tale->how, (uint64_t)tale->k * 77 + 5);
    int wrong = count_lost(run, &first);
    struct stick_sim *next = tale->second ? &second : &first;
    first.stale = false;
    if (collect_onto(run, next) != COLLECT_ALL) wrong++;
    stick_sim_yank(next, STICK_LOSE, 0);
    wrong += count_wrong(run, next);
    stick_sim_finish(&first);
    stick_sim_finish(&second);
    return wrong;
}

// All steps, all ways of losing what was not flushed, the same stick again and another: how much is wrong.
static int play_all(struct run *run, bool stale, int64_t *ret_steps)
{
    int wrong = 0;
    bool reached = true;
    for (*ret_steps = 0; reached;) {
        int64_t k = ++*ret_steps;
        for (int how = STICK_KEEP; how <= STICK_TEAR; how++) {
            wrong += play(run, &(struct tale){k, (enum stick_yank)how, false}, stale, &reached);
            wrong += play(run, &(struct tale){k, (enum stick_yank)how, true}, stale, &reached);
        }
    }
    return wrong;
}

static void test_a_yank_at_every_step_loses_nothing_and_doubles_nothing(void **state)
{
    (void)state;
    struct run run = begin(5);
    int64_t steps;
    assert_int_equal(play_all(&run, false, &steps), 0);
    assert_true(steps > 2 * 5 + 10);
    print_message("yanked at each of %lld steps, six ways\n", (long long)steps - 1);
    finish(&run);
}

// More than are flushed at once.
static void test_a_yank_at_every_step_of_many_items_with_flushes_between(void **state)
{
    (void)state;
    struct run run = begin(34);
    int wrong = 0;
    bool reached = true;
    int64_t k = 0;
    while (reached)
        wrong += play(&run, &(struct tale){++k, STICK_TEAR, false}, false, &reached);
    assert_int_equal(wrong, 0);
    assert_true(k > 2 * 34 + 11);
    finish(&run);
}

static int wrong_with(struct export_faults faults, bool stale)
{
    struct run run = begin(5);
    int64_t steps;
    run.faults = faults;
    int wrong = play_all(&run, stale, &steps);
    finish(&run);
    return wrong;
}

static void test_the_yanks_catch_what_is_done_too_early_or_not_at_all(void **state)
{
    (void)state;
    assert_true(wrong_with((struct export_faults){.pace.skip_flush = true}, false) > 0);
    assert_true(wrong_with((struct export_faults){.pace.mark_early = true}, false) > 0);
    assert_true(wrong_with((struct export_faults){.trust_names = true}, false) > 0);
    assert_true(wrong_with((struct export_faults){.pace.skip_read_back = true}, true) > 0);
}

static void test_a_stick_that_gives_back_something_else_is_refused(void **state)
{
    (void)state;
    static struct stick_sim stick;
    struct run run = begin(3);
    stick_sim_init(&stick);
    stick.stale = true;
    assert_int_equal(collect_onto(&run, &stick), COLLECT_UNFAITHFUL);
    assert_int_equal(count_marked(&run), 0);
    stick_sim_finish(&stick);
    finish(&run);
}

// --- full sticks

static int sizes[COLLECT_STOPPED + 1]; // how often each end was met

static void fill_sticks_of(struct run *run, int64_t units)
{
    static struct stick_sim stick, second;
    stick_sim_init(&stick);
    stick_sim_init(&second);
    stick.units = units;
    forget_marks(run);
    enum collect_end end = collect_onto(run, &stick);
    sizes[end]++;
    int went = (int)(run->seen.written + run->seen.already);
    stick_sim_yank(&stick, STICK_LOSE, 0);
    assert_int_equal(count_lost(run, &stick), 0);
    assert_int_equal(went + run->seen.left, run->items);
    assert_int_equal(count_marked(run), end == COLLECT_FULL ? 0 : went);
    if (end == COLLECT_FULL) assert_null(stick_sim_get(&stick, "manifeste.json").p);
    if (end == COLLECT_SOME) {
        assert_true(read_list(run, &stick) && (int)listed_count == went);
        assert_int_equal(stick_sim_get(&stick, "lire-les-demandes.html").n, sizeof page - 1);
        assert_true(str_ends(stick_sim_get(&stick, "etat-de-la-borne.html"), STR("borne</title>")));
    }
    assert_int_equal(collect_onto(run, &second), COLLECT_ALL);
    assert_int_equal(count_wrong(run, &second), 0);
    stick_sim_finish(&stick);
    stick_sim_finish(&second);
}

static void test_a_stick_may_be_full_at_any_size(void **state)
{
    (void)state;
    struct run run = begin(12);
    memset(sizes, 0, sizeof sizes);
    for (int64_t units = 1; units < 120; units++)
        fill_sticks_of(&run, units);
    assert_true(sizes[COLLECT_FULL] > 0 && sizes[COLLECT_SOME] > 20 && sizes[COLLECT_ALL] > 0);
    assert_int_equal(sizes[COLLECT_FULL] + sizes[COLLECT_SOME] + sizes[COLLECT_ALL], 119);
    finish(&run);
}

static void test_the_second_small_stick_takes_the_rest_first(void **state)
{
    (void)state;
    static struct stick_sim sticks[2];
    struct run run = begin(12);
    for (int i = 0; i < 2; i++) {
        stick_sim_init(&sticks[i]);
        sticks[i].units = 60;
        assert_int_equal(collect_onto(&run, &sticks[i]), COLLECT_SOME);
        assert_true(run.seen.left > 0 && run.seen.written >= 6);
    }
    assert_int_equal(count_marked(&run), 12);
    int there = 0;
    for (int i = 0; i < 2; i++) {
        assert_true(read_list(&run, &sticks[i]));
        for (int number = 1; number <= 12; number++)
            there += times_there(&sticks[i], number, 1500) == 1;
        stick_sim_finish(&sticks[i]);
    }
    assert_true(there >= 12);
    finish(&run);
}

// --- what goes and what stays

static void test_everything_that_is_not_delivered_goes_whatever_its_state(void **state)
{
    (void)state;
    static struct stick_sim stick;
    struct run run = begin(6);
    stick_sim_init(&stick);
    change(&run, 1, ITEM_DELIVERED);
    change(&run, 2, ITEM_REFUSED);
    change(&run, 3, ITEM_UNSURE);
    change(&run, 4, ITEM_SETTLING);
    assert_int_equal(collect_onto(&run, &stick), COLLECT_ALL);
    assert_int_equal(run.seen.written, 5);
    assert_true(read_list(&run, &stick) && listed_count == 5);
    assert_int_equal(times_there(&stick, 1, 1500), 0);
    for (int i = 2; i <= 6; i++)
        assert_int_equal(times_there(&stick, i, 1500), 1);
    assert_string_equal(listed[0].partner, KIT_PARTNER);
    assert_int_equal(listed[0].queued_s, KIT_DAY + 2);
    stick_sim_finish(&stick);
    finish(&run);
}

static void test_nothing_waiting_leaves_the_stick_untouched(void **state)
{
    (void)state;
    static struct stick_sim stick;
    struct run run = begin(1);
    stick_sim_init(&stick);
    change(&run, 1, ITEM_DELIVERED);
    assert_int_equal(collect_onto(&run, &stick), COLLECT_NOTHING);
    assert_int_equal(stick.steps, 0);
    finish(&run);
}

static void test_what_was_delivered_after_it_was_collected_stays_listed_on_the_stick(void **state)
{
    (void)state;
    static struct stick_sim stick;
    struct run run = begin(4);
    stick_sim_init(&stick);
    assert_int_equal(collect_onto(&run, &stick), COLLECT_ALL);
    change(&run, 1, ITEM_DELIVERED);
    change(&run, 2, ITEM_DELIVERED);
    stick_sim_put(&stick, "demandes/d0000000000000000000000000000002.age", STR("spoilt"));
    kit_add(run.store, 5, 5);
    run.items = 5;
    assert_int_equal(collect_onto(&run, &stick), COLLECT_ALL);
    assert_int_equal(run.seen.already, 2);
    assert_int_equal(run.seen.written, 1);
    assert_true(read_list(&run, &stick) && listed_count == 4); // the spoilt one cannot be had again
    assert_int_equal(times_there(&stick, 1, 1500), 1);
    assert_int_equal(times_there(&stick, 5, 1500), 1);
    stick_sim_finish(&stick);
    finish(&run);
}

static void test_a_list_that_another_has_signed_is_not_carried_on(void **state)
{
    (void)state;
    static struct stick_sim stick;
    char signature[SIGN_TEXT];
    struct run run = begin(2);
    struct rng rng = {99};
    struct sign_key other;
    sign_make_key(&(struct entropy_port){&rng, fill}, &other);
    stick_sim_init(&stick);
    assert_int_equal(collect_onto(&run, &stick), COLLECT_ALL);
    sign_make(&other, stick_sim_get(&stick, "manifeste.json"), signature);
    stick_sim_put(&stick, "manifeste.sig", str_from(signature));
    change(&run, 1, ITEM_DELIVERED);
    assert_int_equal(collect_onto(&run, &stick), COLLECT_ALL);
    assert_true(read_list(&run, &stick) && listed_count == 1);
    stick_sim_finish(&stick);
    finish(&run);
}

static void test_two_kiosks_share_a_stick(void **state)
{
    (void)state;
    static struct stick_sim stick;
    struct run one = begin(3), two = begin(2);
    struct rng rng = {1234};
    sign_make_key(&(struct entropy_port){&rng, fill}, &two.key);
    stick_sim_init(&stick);
    assert_int_equal(collect_onto(&one, &stick), COLLECT_ALL);
    assert_true(str_starts(str_from(stick.folder), STR("rebond-mission-locale-du-port-")));
    assert_int_equal(collect_onto(&two, &stick), COLLECT_ALL);
    assert_int_equal(count_wrong(&two, &stick), 0);
    assert_int_equal(collect_onto(&one, &stick), COLLECT_ALL);
    assert_int_equal(one.seen.already, 3);
    assert_int_equal(count_wrong(&one, &stick), 0);
    stick_sim_finish(&stick);
    finish(&one);
    finish(&two);
}

static void test_staff_let_go_of_what_a_partner_without_a_server_was_given(void **state)
{
    (void)state;
    static struct stick_sim stick;
    struct run run = begin(4);
    struct collect_counts counts;
    struct store_counts all;
    int64_t gone = -1;
    stick_sim_init(&stick);
    assert_int_equal(collect_let_go(run.store, KIT_PARTNER, &gone), OK);
    assert_int_equal(gone, 0);
    assert_int_equal(collect_onto(&run, &stick), COLLECT_ALL);
    kit_add(run.store, 5, 5);
    change(&run, 4, ITEM_REFUSED);
    assert_int_equal(collect_count(run.store, &counts), OK);
    assert_true(counts.waiting == 5 && counts.collected == 4 && counts.last_s == NOW_S);
    assert_int_equal(counts.bytes, 5 * 1500);
    assert_int_equal(collect_let_go(run.store, "other", &gone), OK);
    assert_int_equal(gone, 0);
    assert_int_equal(collect_let_go(run.store, KIT_PARTNER, &gone), OK);
    assert_int_equal(gone, 3);
    assert_int_equal(store_count(run.store, &all), OK);
    assert_true(all.on_device == 2 && all.delivered == 3 && all.needing_you == 1);
    assert_false(vfs_holds(run.vfs, kit_sealed(1, 1500)));
    assert_true(vfs_holds(run.vfs, kit_sealed(4, 1500)));
    stick_sim_finish(&stick);
    finish(&run);
}

static void test_a_week_offline_and_a_second_stick_a_day_later(void **state)
{
    (void)state;
    static struct stick_sim first, second;
    struct run run = begin(500);
    stick_sim_init(&first);
    stick_sim_init(&second);
    assert_int_equal(collect_onto(&run, &first), COLLECT_ALL);
    assert_int_equal(run.seen.written, 500);
    stick_sim_yank(&first, STICK_LOSE, 0);
    assert_int_equal(count_wrong(&run, &first), 0);
    for (int i = 1; i <= 200; i++)
        change(&run, i, ITEM_DELIVERED);
    assert_int_equal(collect_onto(&run, &second), COLLECT_ALL);
    assert_int_equal(run.seen.written, 300);
    assert_int_equal(collect_onto(&run, &first), COLLECT_ALL);
    assert_true(run.seen.written == 0 && run.seen.already == 300);
    assert_int_equal(count_wrong(&run, &first), 0);
    stick_sim_finish(&first);
    stick_sim_finish(&second);
    finish(&run);
}

static void test_a_device_that_cannot_write_down_what_it_did_says_so(void **state)
{
    (void)state;
    static struct stick_sim stick;
    struct run run = begin(3);
    stick_sim_init(&stick);
    vfs_set_read_only(run.vfs, true);
    assert_int_equal(collect_onto(&run, &stick), COLLECT_UNKEPT);
    vfs_set_read_only(run.vfs, false);
    assert_int_equal(count_marked(&run), 0);
    assert_int_equal(collect_onto(&run, &stick), COLLECT_ALL);
    assert_true(run.seen.already == 3 && run.seen.written == 0);
    stick_sim_finish(&stick);
    finish(&run);
}

static void test_a_read_only_stick_is_said_at_once(void **state)
{
    (void)state;
    static struct stick_sim stick;
    struct run run = begin(3);
    stick_sim_init(&stick);
    stick.read_only = true;
    assert_int_equal(collect_onto(&run, &stick), COLLECT_READONLY);
    assert_true(stick.writes == 0 && count_marked(&run) == 0);
    finish(&run);
}

static void test_places_have_names_that_every_stick_can_hold(void **state)
{
    (void)state;
    static const char *const places[][2] = {
        {"Mission locale du Port", "mission-locale-du-port"},
        {"  Éloïse & Çà: \"Noël\"/..", "eloise-ca-noel"},
        {"بيت", "borne"},
        {"", "borne"},
        {"A\nb", "a-b"},
    };
    char to[LIMIT_ID];
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        export_place(places[i][0], to);
        assert_string_equal(to, places[i][1]);
    }
    export_place("abcdefghijklmnopqrstuvwxyz0123456789", to);
    assert_int_equal(strlen(to), LIMIT_ID - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_yank_at_every_step_loses_nothing_and_doubles_nothing),
        cmocka_unit_test(test_a_yank_at_every_step_of_many_items_with_flushes_between),
        cmocka_unit_test(test_the_yanks_catch_what_is_done_too_early_or_not_at_all),
        cmocka_unit_test(test_a_stick_that_gives_back_something_else_is_refused),
        cmocka_unit_test(test_a_stick_may_be_full_at_any_size),
        cmocka_unit_test(test_the_second_small_stick_takes_the_rest_first),
        cmocka_unit_test(test_everything_that_is_not_delivered_goes_whatever_its_state),
        cmocka_unit_test(test_nothing_waiting_leaves_the_stick_untouched),
        cmocka_unit_test(test_what_was_delivered_after_it_was_collected_stays_listed_on_the_stick),
        cmocka_unit_test(test_a_list_that_another_has_signed_is_not_carried_on),
        cmocka_unit_test(test_two_kiosks_share_a_stick),
        cmocka_unit_test(test_staff_let_go_of_what_a_partner_without_a_server_was_given),
        cmocka_unit_test(test_a_week_offline_and_a_second_stick_a_day_later),
        cmocka_unit_test(test_a_device_that_cannot_write_down_what_it_did_says_so),
        cmocka_unit_test(test_a_read_only_stick_is_said_at_once),
        cmocka_unit_test(test_places_have_names_that_every_stick_can_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
