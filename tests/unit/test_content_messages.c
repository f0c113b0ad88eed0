// links: base content
#include "harness/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/rng.h"
#include "base/utf8.h"
#include "content/messages.h"
#include "content/needs.h"
#include "content/pictures.h"

#define HEADER "msgid \"\"\nmsgstr \"\"\n\"Language: en\\n\"\n"

static _Alignas(max_align_t) char memory[256 << 10];
static struct arena arena;
static struct messages messages;

static err_t parse(const char *po, int *ret_line)
{
    arena = arena_init(memory, sizeof memory);
    return messages_parse(str_from(po), &arena, &messages, ret_line);
}

static void expect_text(const char *source, const char *text)
{
    struct str found = messages_text(&messages, str_from(source));
    if (!str_eq(found, str_from(text))) fail_msg("%s gave %.*s", source, STR_ARG(found));
}

static void expect_wrong(const char *po, int line)
{
    int found = 0;
    err_t err = parse(po, &found);
    if (err != ERR_INVALID || found != line) fail_msg("error %d at line %d in:\n%s", (int)err, found, po);
}

static void test_a_catalogue_translates(void **state)
{
    (void)state;
    int line = -1;
    assert_int_equal(parse("# comment\n" HEADER "\n"
                           "#: somewhere\n#| previous\nmsgid \"oui\"\nmsgstr \"yes\"\n\n"
                           "msgid \"\"\n\"deux \"\n\"mots\"\nmsgstr \"\"\n  \"two \"\n\t\"words\"  \n"
                           "msgid \"a\\n\\t\\\"\\\\b\"\nmsgstr \"B\\n\\t\\\"\\\\\"\r\n"
                           "#~ msgid \"old\"\n#~ msgstr \"gone\"\n"
                           "msgid \"vide\"\nmsgstr \"\"",
                           &line),
                     OK);
    assert_int_equal(line, -1);
    assert_int_equal(messages.count, 4);
    assert_string_equal(messages.language, "en");
    expect_text("oui", "yes");
    expect_text("deux mots", "two words");
    expect_text("a\n\t\"\\b", "B\n\t\"\\");
    expect_text("vide", "vide");
    expect_text("old", "old");
    expect_text("not there", "not there");
    expect_text("", "");
    assert_true(str_eq(messages_text(NULL, STR("oui")), STR("oui")));
}

static void test_the_header_says_what_the_catalogue_is(void **state)
{
    (void)state;
    int line;
    assert_int_equal(parse(HEADER, &line), OK);
    assert_false(messages.right_to_left || messages.native_checked);
    assert_int_equal(parse("#, fuzzy\nmsgid \"\"\nmsgstr \"Language: ar\\nX-Native-Checked: yes\\n"
                           "X-Direction: rtl\\n\"\n",
                           &line),
                     OK);
    assert_true(messages.right_to_left && messages.native_checked);
    assert_string_equal(messages.language, "ar");
    assert_int_equal(parse("msgid \"\"\nmsgstr \"Language: ar\\nX-Native-Checked: soon\\n\"", &line), OK);
    assert_false(messages.native_checked);
}

static void test_a_guess_of_a_tool_is_not_shown(void **state)
{
    (void)state;
    int line;
    assert_int_equal(parse(HEADER "#, fuzzy, c-format\nmsgid \"oui\"\nmsgstr \"no\"\n"
                                  "msgid \"non\"\nmsgstr \"no\"\n",
                           &line),
                     OK);
    expect_text("oui", "oui");
    expect_text("non", "no");
}

static void test_what_is_wrong_is_told_with_its_line(void **state)
{
    (void)state;
    expect_wrong("", 0);
    expect_wrong("msgid \"oui\"\nmsgstr \"yes\"\n", 2);  // no header
    expect_wrong("msgid \"\"\nmsgstr \"X: y\\n\"\n", 2); // no language
    expect_wrong("msgid \"\"\nmsgstr \"Language: tlh-Latn\\n\"\n", 1);
    expect_wrong(HEADER "msgid \"\"\nmsgstr \"\"\n", 4); // two headers
    expect_wrong(HEADER "hello\n", 4);
    expect_wrong(HEADER "msgid oui\nmsgstr \"yes\"\n", 4);
    expect_wrong(HEADER "msgid \"oui\nmsgstr \"yes\"\n", 4);
    expect_wrong(HEADER "msgid \"o\"ui\"\nmsgstr \"yes\"\n", 4);
    expect_wrong(HEADER "msgid \"oui\\\"\nmsgstr \"yes\"\n", 4);
    expect_wrong(HEADER "msgid \"oui\\x\"\nmsgstr \"yes\"\n", 4);
    expect_wrong(HEADER "msgid \"oui\" x\nmsgstr \"yes\"\n", 4);
    expect_wrong(HEADER "msgid \"o\001i\"\nmsgstr \"yes\"\n", 4);
    expect_wrong(HEADER "msgid \"oui\"\nmsgstr \"\xe9\"\n", 5);
    expect_wrong(HEADER "# caf\xe9\n", 4);
    expect_wrong(HEADER "msgid \"oui\"\n", 4);
    expect_wrong(HEADER "msgid \"oui\"\nmsgid \"non\"\nmsgstr \"no\"\n", 4);
    expect_wrong(HEADER "msgstr \"yes\"\n", 4);
    expect_wrong(HEADER "msgid \"oui\"\nmsgstr \"yes\"\nmsgstr \"yes\"\n", 6);
    expect_wrong(HEADER "msgctxt \"x\"\nmsgid \"oui\"\nmsgstr \"yes\"\n", 4);
    expect_wrong(HEADER "msgid \"oui\"\nmsgstr \"yes\"\n\nmsgid \"oui\"\nmsgstr \"yep\"\n", 7);
}

static void test_placeholders_are_those_of_the_source(void **state)
{
    (void)state;
    int line;
    expect_wrong(HEADER "msgid \"{day} mai\"\nmsgstr \"May\"\n", 4);
    expect_wrong(HEADER "msgid \"mai\"\nmsgstr \"{day} May\"\n", 4);
    expect_wrong(HEADER "msgid \"{day} mai\"\nmsgstr \"{days} May\"\n", 4);
    expect_wrong(HEADER "msgid \"{day} mai\"\nmsgstr \"{day May\"\n", 4);
    expect_wrong(HEADER "msgid \"{day} mai\"\nmsgstr \"{Day} May\"\n", 4);
    expect_wrong(HEADER "msgid \"{day} {hour}\"\nmsgstr \"{day} {day}\"\n", 4);
    assert_int_equal(parse(HEADER "msgid \"{day} {hour}\"\nmsgstr \"{hour}, {day} {hour} {\"\n", &line), OK);
    assert_int_equal(parse(HEADER "msgid \"{day} mai\"\nmsgstr \"\"\n", &line), OK);
}

#define PLACE "msgid \"{n} place\"\nmsgid_plural \"{n} places\"\n"
#define PLACES PLACE "msgstr[0] \"a\"\nmsgstr[1] \"{n} s\"\n"
#define HEADER_OF(language) "msgid \"\"\nmsgstr \"\"\n\"Language: " language "\\n\"\n"

static void expect_plural(const struct messages *in, int64_t n, const char *text)
{
    struct str found = messages_plural(in, STR("{n} place"), STR("{n} places"), n);
    if (!str_eq(found, str_from(text))) fail_msg("%d gave %.*s", (int)n, STR_ARG(found));
}

static void test_words_change_with_the_number(void **state)
{
    (void)state;
    int line;
    assert_int_equal(parse(HEADER "#, c-format\n" PLACE "msgstr[0] \"one \"\n\"seat\"\n"
                                  "msgstr[1] \"{n} seats\"\n",
                           &line),
                     OK);
    expect_plural(&messages, 0, "{n} seats");
    expect_plural(&messages, 1, "one seat");
    expect_plural(&messages, 21, "{n} seats");
    expect_plural(NULL, 0, "{n} place"); // French counts nothing like one
    expect_plural(NULL, 1, "{n} place");
    expect_plural(NULL, 2, "{n} places");
    assert_int_equal(parse(HEADER PLACE "msgstr[0] \"\"\nmsgstr[1] \"{n} seats\"\n", &line), OK);
    expect_plural(&messages, 2, "{n} places"); // half a plural is none
    assert_int_equal(parse(HEADER "#, fuzzy\n" PLACES, &line), OK);
    expect_plural(&messages, 2, "{n} places");
}

// Numbers of each form, by the plural rules of the CLDR.
static void test_every_language_counts_in_its_way(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        int64_t n[12];
        int form[12];
    } known[] = {
        {"fr", {0, 1, 2, 11, 100}, {0, 0, 1, 1, 1}},
        {"en", {0, 1, 2, 11, 101}, {1, 0, 1, 1, 1}},
        {"es", {0, 1, 2, 21, 101}, {1, 0, 1, 1, 1}},
        {"fa", {0, 1, 2, 21, 101}, {0, 0, 1, 1, 1}},
        {"ps", {0, 1, 2, 21, 101}, {1, 0, 1, 1, 1}},
        {"ti", {0, 1, 2, 21, 101}, {0, 0, 1, 1, 1}},
        {"uk", {0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 111, 112}, {2, 0, 1, 1, 2, 2, 2, 2, 0, 1, 2, 2}},
        {"ru", {0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 101, 112}, {2, 0, 1, 1, 2, 2, 2, 2, 0, 1, 0, 2}},
        {"ar", {0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 110, 111}, {0, 1, 2, 3, 3, 4, 4, 5, 5, 3, 3, 4}},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const struct language *language = language_find(str_from(known[i].code));
        assert_non_null(language);
        for (int j = 0; j < 12 && (j < 5 || known[i].n[j]); j++)
            if (language->form(known[i].n[j]) != known[i].form[j])
                fail_msg("%s %d", known[i].code, (int)known[i].n[j]);
        for (int64_t n = 0; n < 1000; n++)
            assert_true(language->form(n) >= 0 && language->form(n) < language->forms);
    }
    assert_null(language_find(STR("tlh")));
}

static void test_plurals_that_are_not_those_of_the_language_are_refused(void **state)
{
    (void)state;
    int line;
    expect_wrong(HEADER PLACE "msgstr[0] \"{n} a\"\n", 4);
    expect_wrong(HEADER PLACES "msgstr[2] \"{n} a\"\n", 4);
    expect_wrong(HEADER PLACE "msgstr \"{n} a\"\n", 6);
    expect_wrong(HEADER PLACE "msgstr[1] \"{n} a\"\n", 6);
    expect_wrong(HEADER PLACE "msgstr[0] \"{n} a\"\nmsgstr[0] \"{n} a\"\n", 7);
    expect_wrong(HEADER PLACE "msgstr[x] \"{n} a\"\n", 6);
    expect_wrong(HEADER PLACE "msgstr[\n", 6);
    expect_wrong(HEADER PLACE, 4);
    expect_wrong(HEADER "msgid \"{n} place\"\nmsgstr[0] \"{n} a\"\n", 5);
    expect_wrong(HEADER "msgid_plural \"{n} places\"\n", 4);
    expect_wrong(HEADER PLACE "msgid_plural \"{n} places\"\n", 6);
    expect_wrong("msgid \"\"\nmsgid_plural \"x\"\nmsgstr[0] \"Language: en\\n\"\n", 1);
    expect_wrong(HEADER_OF("tlh") PLACES, 4); // how does it count?
    expect_wrong(HEADER_OF("ar") PLACES, 4);
    expect_wrong(HEADER_OF("fa") PLACES, 4); // its first form is for nothing, too: the number must be said
    expect_wrong(HEADER PLACE "msgstr[0] \"a\"\nmsgstr[1] \"a\"\n", 4);
    expect_wrong(HEADER PLACE "msgstr[0] \"{m}\"\nmsgstr[1] \"{n} a\"\n", 4);
    assert_int_equal(parse(HEADER PLACES, &line), OK);
    assert_int_equal(parse(HEADER "\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n" PLACES, &line), OK);
    expect_wrong(HEADER "\"Plural-Forms: nplurals=2; plural=(n > 1);\\n\"\n", 1);
    expect_wrong(HEADER "\"Plural-Forms: nplurals=3; plural=(n != 1);\\n\"\n", 1);
    expect_wrong(HEADER "\"Plural-Forms: nplurals=2; plural=(n != 1)\\n\"\n", 1);
    expect_wrong(HEADER "\"Plural-Forms: nplurals=2; plural=(n != 1); x\\n\"\n", 1);
    expect_wrong(HEADER_OF("tlh") "\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n", 1);
}

static void test_what_is_not_translated_is_marked_french_and_counted(void **state)
{
    (void)state;
    static char other_memory[64 << 10];
    struct arena other = arena_init(other_memory, sizeof other_memory);
    struct messages all, whole;
    int line;
    assert_int_equal(
        messages_parse(STR("msgid \"\"\nmsgstr \"Language: fr\\n\"\n" PLACE "msgstr[0] \"\"\nmsgstr[1] \"\"\n"
                           "msgid \"oui\"\nmsgstr \"\"\nmsgid \"non\"\nmsgstr \"\"\n"
                           "msgid \"vide\"\nmsgstr \"\"\n"),
                       &other, &all, &line),
        OK);
    assert_int_equal(parse(HEADER "msgid \"oui\"\nmsgstr \"yes\"\nmsgid \"vide\"\nmsgstr \"\"\n"
                                  "msgid \"adieu\"\nmsgstr \"bye\"\n",
                           &line),
                     OK);
    whole = messages;
    assert_int_equal(messages_complete(&whole, &all, &arena), OK);
    assert_int_equal(whole.missing, 3);
    messages = whole;
    expect_text("oui", "yes");
    expect_text("adieu", "bye");
    expect_text("non", "[fr] non");
    expect_text("vide", "[fr] vide");
    expect_plural(&whole, 0, "[fr] {n} place"); // counted as French counts
    expect_plural(&whole, 2, "[fr] {n} places");
    assert_int_equal(messages_complete(&whole, &whole, &arena), OK); // what is there is not missing
    assert_int_equal(whole.missing, 0);
    for (size_t cap = 0; cap < 600; cap += 16) {
        struct arena small = arena_init(other_memory + 32000, cap);
        assert_int_equal(parse(HEADER, &line), OK);
        assert_int_equal(messages_complete(&messages, &all, &small), ERR_FULL);
        assert_int_equal(messages.count, 0);
    }
}

static void test_full_is_said(void **state)
{
    (void)state;
    static char po[64 << 10];
    struct buf text = buf_init(po, sizeof po);
    struct messages untouched = {.count = 77};
    int line;
    buf_add(&text, STR(HEADER));
    for (int i = 0; i < MESSAGES_MAX; i++)
        buf_add_format(&text, "msgid \"%d\"\nmsgstr \"x\"\n", (i * 7919) % MESSAGES_MAX);
    assert_int_equal(parse(buf_c(&text), &line), OK);
    assert_int_equal(messages.count, MESSAGES_MAX);
    for (size_t i = 1; i < messages.count; i++)
        assert_true(str_cmp(messages.list[i - 1].source, messages.list[i].source) < 0);
    for (size_t cap = 0; cap < 60000; cap += 997) {
        arena = arena_init(memory, cap);
        assert_int_equal(messages_parse(buf_str(&text), &arena, &untouched, &line), ERR_FULL);
        assert_int_equal(untouched.count, 77);
    }
    buf_add(&text, STR("msgid \"one more\"\nmsgstr \"x\"\n"));
    assert_int_equal(parse(buf_c(&text), &line), ERR_FULL);
}

static void test_a_message_longer_than_a_screen_is_refused(void **state)
{
    (void)state;
    static char po[4096];
    struct buf text = buf_init(po, sizeof po);
    int line;
    buf_add(&text, STR(HEADER "msgid \"x\"\nmsgstr \""));
    for (int i = 0; i < 2049; i++)
        buf_add_char(&text, 'y');
    buf_add(&text, STR("\"\n"));
    assert_int_equal(parse(buf_c(&text), &line), ERR_FULL);
    assert_int_equal(line, 4);
}

static void test_values_are_put_in_their_places(void **state)
{
    (void)state;
    char text[128];
    struct buf out = buf_init(text, sizeof text);
    const struct message_arg args[] = {{"name", STR("{day}")}, {"day", STR("mardi")}};
    messages_format(&out, STR("{day}, {name}: {day} {} {x {Y} {day"), args, 2);
    assert_string_equal(buf_c(&out), "mardi, {day}: mardi {} {x {Y} {day");
}

static void assert_formatted(const char *text, const char *value, const char *wanted)
{
    char said[256];
    struct buf out = buf_init(said, sizeof said);
    messages_format(&out, str_from(text), &(struct message_arg){"name", str_from(value)}, 1);
    assert_string_equal(buf_c(&out), wanted);
}

static void test_a_name_in_other_letters_keeps_its_direction_to_itself(void **state)
{
    (void)state;
    assert_formatted("Merci {name}, 3 places", "أحمد", "Merci \u2068أحمد\u2069, 3 places");
    assert_formatted("شكرا {name}", "Nadia", "شكرا \u2068Nadia\u2069");
    assert_formatted("Merci {name}", "Nadia", "Merci Nadia");
    assert_formatted("شكرا {name}", "أحمد", "شكرا أحمد");
    assert_formatted("اتصل على {name}", "0692 12 34 56", "اتصل على 0692 12 34 56");
    assert_formatted("{name}", "أحمد", "أحمد"); // a pattern of signs has no direction: dates are made so
    assert_formatted("{name} · ", "الثلاثاء", "الثلاثاء · ");
}

static bool dies(void (*mistake)(void))
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        close(STDERR_FILENO);
        mistake();
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void format_without_value(void)
{
    char text[64];
    struct buf out = buf_init(text, sizeof text);
    messages_format(&out, STR("{day}"), (struct message_arg[]){{"name", STR("x")}}, 1);
}

static void format_with_value(void)
{
    char text[64];
    struct buf out = buf_init(text, sizeof text);
    messages_format(&out, STR("{name}"), (struct message_arg[]){{"name", STR("x")}}, 1);
}

static void ask_for_a_thirteenth_month(void)
{
    (void)messages_month(NULL, 13);
}

static void test_a_forgotten_value_is_a_mistake_of_ours(void **state)
{
    (void)state;
    assert_true(dies(format_without_value));
    assert_true(dies(ask_for_a_thirteenth_month));
    assert_false(dies(format_with_value));
}

static void expect_date(const struct messages *in, int weekday, int day, int month, const char *words)
{
    char text[64];
    struct buf out = buf_init(text, sizeof text);
    messages_date(&out, in, weekday, day, month);
    assert_string_equal(buf_c(&out), words);
}

static void expect_time(const struct messages *in, int hour, int minute, const char *words)
{
    char text[64];
    struct buf out = buf_init(text, sizeof text);
    messages_time(&out, in, hour, minute);
    assert_string_equal(buf_c(&out), words);
}

static void test_dates_and_times_in_french(void **state)
{
    (void)state;
    expect_date(NULL, 1, 14, 5, "mardi 14 mai");
    expect_date(NULL, 6, 1, 8, "dimanche 1er août");
    expect_date(NULL, 0, 31, 12, "lundi 31 décembre");
    expect_date(NULL, 3, 21, 1, "jeudi 21 janvier");
    expect_time(NULL, 10, 0, "10 h");
    expect_time(NULL, 10, 30, "10 h 30");
    expect_time(NULL, 9, 5, "9 h 05");
    expect_time(NULL, 0, 0, "0 h");
}

static char catalogue[256 << 10];

static void read_language(const char *language)
{
    char path[512];
    snprintf(path, sizeof path, REBOND_SOURCE "/assets/po/%s.po", language);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t n = fread(catalogue, 1, sizeof catalogue - 1, file);
    fclose(file);
    assert_true(n > 0 && n < sizeof catalogue - 1);
    catalogue[n] = 0;
    int line = 0;
    err_t err = parse(catalogue, &line);
    if (err) fail_msg("%s.po:%d: %s", language, line, err_name(err));
}

static void test_dates_and_times_in_english(void **state)
{
    (void)state;
    read_language("en");
    expect_date(&messages, 1, 14, 5, "Tuesday 14 May");
    expect_date(&messages, 6, 1, 8, "Sunday 1 August");
    expect_time(&messages, 10, 0, "10:00");
    expect_time(&messages, 10, 30, "10:30");
    expect_time(&messages, 9, 5, "9:05");
}

static void test_dates_and_times_in_the_other_languages(void **state)
{
    (void)state;
    static const struct {
        const char *language, *fourteenth, *first;
    } dates[] = {
        {"es", "martes 14 de mayo", "domingo 1 de agosto"},
        {"ar", "الثلاثاء 14 مايو", "الأحد 1 أغسطس"},
        {"fa", "سه\u200cشنبه 14 می", "یکشنبه 1 اگست"},
        {"ps", "سه\u200cشنبه، 14 مۍ", "یکشنبه، 1 اګست"},
        {"uk", "вівторок, 14 травня", "неділя, 1 серпня"},
        {"ru", "вторник, 14 мая", "воскресенье, 1 августа"},
        {"ti", "ሰሉስ 14 ጉንበት", "ሰንበት 1 ነሓሰ"},
    };
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        read_language(dates[i].language);
        expect_date(&messages, 1, 14, 5, dates[i].fourteenth);
        expect_date(&messages, 6, 1, 8, dates[i].first);
        expect_time(&messages, 9, 5, "9:05"); // as on the clocks, phones and papers of France
        expect_time(&messages, 17, 0, "17:00");
    }
}

static bool is_translated(const char *source)
{
    for (size_t i = 0; i < messages.count; i++)
        if (str_eq(messages.list[i].source, str_from(source))) return messages.list[i].text.n > 0;
    return false;
}

static void expect_translated(const char *source)
{
    if (!is_translated(source)) fail_msg("%s.po lacks \"%s\"", messages.language, source);
}

static void test_every_language_has_every_word_of_the_content(void **state)
{
    (void)state;
    for (int l = 1; l < LANGUAGE_COUNT; l++) {
        read_language(language_table[l].code);
        assert_string_equal(messages.language, language_table[l].code);
        bool right_to_left = l >= 3 && l <= 5; // ar, fa, ps
        assert_int_equal(messages.right_to_left, right_to_left);
        assert_false(messages.native_checked); // nobody has yet
        for (int i = 0; i < NEED_COUNT; i++)
            expect_translated(need_table[i].label);
        for (int i = 0; i < PICTURE_COUNT; i++)
            expect_translated(picture_table[i].word);
        for (int i = 0; i < 7; i++)
            expect_translated(messages_weekday(NULL, i).p);
        for (int i = 1; i <= 12; i++)
            expect_translated(messages_month(NULL, i).p);
    }
    assert_false(is_translated("no such message"));
}

static void test_words_of_pictures_are_single_and_all_different(void **state)
{
    (void)state;
    for (int l = 1; l < LANGUAGE_COUNT; l++) {
        read_language(language_table[l].code);
        for (int i = 0; i < PICTURE_COUNT; i++) {
            struct str word = messages_text(&messages, str_from(picture_table[i].word));
            assert_int_equal(str_find(word, STR(" ")), word.n);
            for (int j = 0; j < i; j++)
                if (str_eq(word, messages_text(&messages, str_from(picture_table[j].word))))
                    fail_msg("%s: %.*s is two pictures", messages.language, STR_ARG(word));
        }
    }
}

static void damage(struct rng *rng, struct str from, char *to)
{
    static const char marks[] = "\"\\{}\n#msgidtr ";
    memcpy(to, from.p, from.n);
    for (uint64_t n = 1 + rng_below(rng, 6); n > 0; n--)
        to[rng_below(rng, from.n)] =
            rng_below(rng, 2) ? marks[rng_below(rng, sizeof marks)] : (char)rng_next(rng);
}

static void test_any_damage_is_refused_or_harmless(void **state)
{
    (void)state;
    static const char po[] = HEADER "# c\nmsgid \"{day} mai\\n\"\nmsgstr \"\"\n\"May {day}\\n\"\n\n#, fuzzy\n"
                                    "msgid \"oui\"\nmsgstr \"yes\"\n\nmsgid \"é\"\nmsgstr \"ف\"\n";
    struct rng rng = {1995};
    int accepted = 0, refused = 0;
    for (int round = 0; round < 50000; round++) {
        char bytes[sizeof po];
        int line = -1;
        damage(&rng, str_from(po), bytes);
        arena = arena_init(memory, 4096);
        struct str text = {bytes, sizeof po - 1};
        if (messages_parse(text, &arena, &messages, &line)) {
            assert_true(line >= 0 && line <= 16 + 6);
            refused++;
            continue;
        }
        accepted++;
        for (size_t i = 0; i < messages.count; i++)
            assert_true(utf8_valid(messages.list[i].source) && utf8_valid(messages.list[i].text));
    }
    assert_true(accepted > 1000 && refused > 1000);
}

static void test_any_bytes_are_refused(void **state)
{
    (void)state;
    struct rng rng = {2};
    for (int round = 0; round < 20000; round++) {
        char bytes[128];
        int line;
        struct str text = {bytes, (size_t)rng_below(&rng, sizeof bytes)};
        for (size_t i = 0; i < text.n; i++)
            bytes[i] = (char)rng_next(&rng);
        arena = arena_init(memory, 4096);
        assert_int_equal(messages_parse(text, &arena, &messages, &line), ERR_INVALID);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_catalogue_translates),
        cmocka_unit_test(test_the_header_says_what_the_catalogue_is),
        cmocka_unit_test(test_a_guess_of_a_tool_is_not_shown),
        cmocka_unit_test(test_what_is_wrong_is_told_with_its_line),
        cmocka_unit_test(test_placeholders_are_those_of_the_source),
        cmocka_unit_test(test_words_change_with_the_number),
        cmocka_unit_test(test_every_language_counts_in_its_way),
        cmocka_unit_test(test_plurals_that_are_not_those_of_the_language_are_refused),
        cmocka_unit_test(test_what_is_not_translated_is_marked_french_and_counted),
        cmocka_unit_test(test_full_is_said),
        cmocka_unit_test(test_a_message_longer_than_a_screen_is_refused),
        cmocka_unit_test(test_values_are_put_in_their_places),
        cmocka_unit_test(test_a_name_in_other_letters_keeps_its_direction_to_itself),
        cmocka_unit_test(test_a_forgotten_value_is_a_mistake_of_ours),
        cmocka_unit_test(test_dates_and_times_in_french),
        cmocka_unit_test(test_dates_and_times_in_english),
        cmocka_unit_test(test_dates_and_times_in_the_other_languages),
        cmocka_unit_test(test_every_language_has_every_word_of_the_content),
        cmocka_unit_test(test_words_of_pictures_are_single_and_all_different),
        cmocka_unit_test(test_any_damage_is_refused_or_harmless),
        cmocka_unit_test(test_any_bytes_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
