// links: base content
#include "harness/test.h"

#include "base/utf8.h"
#include "content/needs.h"
#include "content/pictures.h"

static void test_the_tiles_are_those_of_the_product(void **state)
{
    (void)state;
    static const char *const ids[NEED_COUNT] = {"parler",  "toit",     "manger",  "sante",
                                                "papiers", "argent",   "travail", "formation",
                                                "permis",  "francais", "bouger",  "sais-pas"};
    for (int i = 0; i < NEED_COUNT; i++) {
        assert_string_equal(need_table[i].id, ids[i]);
        assert_int_equal(need_find(str_from(ids[i])), i);
    }
    assert_string_equal(need_table[NEED_UNKNOWN].id, "sais-pas");
    assert_int_equal(need_find(STR("")), -1);
    assert_int_equal(need_find(STR("Toit")), -1);
    assert_int_equal(need_find(STR("toits")), -1);
}

// Slugs of the reference are lower-case words joined by hyphens, a theme and a need joined by two.
static bool is_slug(const char *slug)
{
    size_t n = strlen(slug);
    return n > 0 && strspn(slug, "abcdefghijklmnopqrstuvwxyz-") == n && slug[0] != '-' && slug[n - 1] != '-';
}

static void test_every_tile_but_the_last_has_slugs(void **state)
{
    (void)state;
    size_t count = 0;
    for (int i = 0; i < NEED_COUNT; i++) {
        for (int s = 0; need_table[i].slugs[s]; s++, count++)
            assert_true(is_slug(need_table[i].slugs[s]));
        assert_int_equal(need_table[i].slugs[0] != NULL, i != NEED_UNKNOWN);
    }
    assert_int_equal(count, 17);
    assert_false(is_slug("Logement"));
    assert_false(is_slug("accès"));
}

static void test_health_stays_at_category_level(void **state)
{
    (void)state;
    const struct need *health = &need_table[need_find(STR("sante"))];
    assert_string_equal(health->slugs[0], "sante");
    assert_null(health->slugs[1]);
}

static const char *picture_of(int i)
{
    return i < PICTURE_COUNT ? picture_table[i].emoji : need_table[i - PICTURE_COUNT].picture;
}

static void test_no_two_pictures_are_the_same_tiles_included(void **state)
{
    (void)state;
    for (int i = 0; i < PICTURE_COUNT + NEED_COUNT; i++) {
        struct str picture = str_from(picture_of(i));
        assert_true(utf8_valid(picture));
        assert_int_equal(utf8_count(picture), 1);
        assert_true(utf8_next(&picture) > 0x2000);
        for (int j = 0; j < i; j++)
            assert_string_not_equal(picture_of(i), picture_of(j));
    }
}

// Lower-case letters only: a blank or a hyphen would make two words of one.
static bool is_word(struct str word)
{
    while (word.n) {
        uint32_t c = utf8_next(&word);
        bool accented = c >= 0xe0 && c <= 0xff && c != 0xf7;
        if (!(c >= 'a' && c <= 'z') && !accented) return false;
    }
    return true;
}

// Levenshtein's distance in bytes: how far apart two words sound, roughly.
static size_t distance(struct str a, struct str b)
{
    size_t row[64];
    assert_true(b.n < 64);
    for (size_t j = 0; j <= b.n; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t best = diagonal + (a.p[i - 1] != b.p[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < best) best = row[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[b.n];
}

static void test_words_of_pictures_are_told_apart_by_ear(void **state)
{
    (void)state;
    for (int i = 0; i < PICTURE_COUNT; i++) {
        struct str word = str_from(picture_table[i].word);
        assert_true(word.n >= 3 && is_word(word));
        for (int j = 0; j < i; j++)
            if (distance(word, str_from(picture_table[j].word)) < 3)
                fail_msg("%s sounds like %s", picture_table[i].word, picture_table[j].word);
    }
    assert_int_equal(distance(STR("bateau"), STR("cadeau")), 2);
    assert_int_equal(distance(STR("abc"), STR("")), 3);
    assert_false(is_word(STR("Clé")));
    assert_false(is_word(STR("cerf-volant")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_tiles_are_those_of_the_product),
        cmocka_unit_test(test_every_tile_but_the_last_has_slugs),
        cmocka_unit_test(test_health_stays_at_category_level),
        cmocka_unit_test(test_no_two_pictures_are_the_same_tiles_included),
        cmocka_unit_test(test_words_of_pictures_are_told_apart_by_ear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
