// links: base booking sync
#include "harness/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/civil.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "sync/ical.h"

// Paris around the changes of 2026: 29 March 01:00 UTC to +2, 25 October 01:00 UTC to +1.
static const struct zone paris = {
    .name = "Europe/Paris",
    .count = 3,
    .spans = {{INT64_MIN, 3600}, {1774746000, 7200}, {1792890000, 3600}},
};

enum { CAP = 64 };
static struct slot slots[CAP];
static size_t count;
static const char *reason;

static int64_t day(const char *text)
{
    int64_t days;
    assert_int_equal(civil_parse_date(str_from(text), &days), OK);
    return days * 86400;
}

static struct ical_window window_of(const char *from, const char *until)
{
    return (struct ical_window){day(from), day(until), &paris, 240};
}

static err_t read_in(const char *from, const char *until, const char *ics)
{
    struct ical_window window = window_of(from, until);
    count = 0;
    reason = NULL;
    return ical_read_slots(str_from(ics), &window, slots, CAP, &count, &reason);
}

#define CALENDAR(inside) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//FR\r\n" inside "END:VCALENDAR\r\n"
#define EVENT(lines) "BEGIN:VEVENT\r\nUID:a@b\r\nSUMMARY:Entretien\r\n" lines "END:VEVENT\r\n"
#define SERIES(lines) CALENDAR(EVENT(lines))
#define NINE "DTSTART;TZID=Europe/Paris:20260316T090000\r\nDTEND;TZID=Europe/Paris:20260316T100000\r\n"

// The starts that were read, as "20260330T070000Z 20260406T070000Z".
static const char *starts(void)
{
    static char text[CAP * CIVIL_STAMP + 1];
    struct buf b = buf_init(text, sizeof text);
    for (size_t i = 0; i < count; i++) {
        char stamp[CIVIL_STAMP];
        civil_stamp(slots[i].start_s, stamp);
        buf_add_format(&b, i ? " %s" : "%s", stamp);
    }
    return buf_c(&b);
}

#define expect(from, until, ics, wanted)                                                                     \
    do {                                                                                                     \
        err_t got_ = read_in(from, until, ics);                                                              \
        if (got_) print_message("refused: %s\n", reason ? reason : "?");                                     \
        assert_int_equal(got_, OK);                                                                          \
        assert_string_equal(starts(), wanted);                                                               \
    } while (0)

#define expect_refused(ics)                                                                                  \
    do {                                                                                                     \
        assert_int_equal(read_in("2026-03-01", "2026-06-01", ics), ERR_INVALID);                             \
        assert_non_null(reason);                                                                             \
        assert_true(strlen(reason) < LIMIT_REASON && utf8_valid(str_from(reason)));                          \
        assert_int_equal(count, 0);                                                                          \
    } while (0)

// Processor time, so that a busy machine is no failure and a hang is one.
static void hanged(int number)
{
    (void)number;
    static const char words[] = "a hostile calendar took more than 5 s\n";
    (void)!write(2, words, sizeof words - 1);
    _exit(1);
}

static void give_seconds(int seconds)
{
    struct itimerval limit = {.it_value.tv_sec = seconds};
    signal(SIGPROF, hanged);
    setitimer(ITIMER_PROF, &limit, NULL);
}

static void test_nine_o_clock_stays_nine_o_clock_across_both_changes(void **state)
{
    (void)state;
    const char *weekly = SERIES(NINE "RRULE:FREQ=WEEKLY\r\n");
    expect("2026-03-01", "2026-04-10", weekly,
           "20260316T080000Z 20260323T080000Z 20260330T070000Z 20260406T070000Z");
    expect("2026-10-15", "2026-11-05", weekly, "20261019T070000Z 20261026T080000Z 20261102T080000Z");
    for (size_t i = 0; i < count; i++)
        assert_int_equal(slots[i].end_s - slots[i].start_s, 3600);
    // The control: a series told in UTC does move by an hour, so the zone is what keeps it.
    expect("2026-10-15", "2026-11-05",
           SERIES("DTSTART:20260316T080000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\n"),
           "20261019T080000Z 20261026T080000Z 20261102T080000Z");
}

#define ZONE(id)                                                                                             \
    "BEGIN:VTIMEZONE\r\nTZID:" id "\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\n"                        \
    "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n"                  \
    "END:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\n"                    \
    "TZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"

static void test_a_zone_described_in_the_calendar_is_followed(void **state)
{
    (void)state;
    const char *outlook =
        CALENDAR(ZONE("Romance Standard Time") EVENT("DTSTART;TZID=Romance Standard Time:20260316T090000\r\n"
                                                     "DTEND;TZID=Romance Standard Time:20260316T100000\r\n"
                                                     "RRULE:FREQ=WEEKLY\r\n"));
    expect("2026-03-01", "2026-04-10", outlook,
           "20260316T080000Z 20260323T080000Z 20260330T070000Z 20260406T070000Z");
    expect("2026-10-15", "2026-11-05", outlook, "20261019T070000Z 20261026T080000Z 20261102T080000Z");
    // On the day of the change itself, before its hour.
    expect(
        "2026-03-28", "2026-03-31",
        CALENDAR(ZONE("R") EVENT("DTSTART;TZID=R:20260301T013000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY\r\n")),
        "20260328T003000Z 20260329T003000Z 20260329T233000Z 20260330T233000Z");
    // After the event, and with a library's name before the zone's.
    expect("2026-03-28", "2026-04-01",
           CALENDAR(EVENT("DTSTART;TZID=\"/x.example/Etc/Odd:Zone\":20260330T090000\r\nDURATION:PT30M\r\n")
                        ZONE("/x.example/Etc/Odd:Zone")),
           "20260330T070000Z");
    expect("2026-03-28", "2026-04-01",
           SERIES("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Paris:20260330T090000\r\n"
                  "DURATION:PT30M\r\n"),
           "20260330T070000Z");
}

static void test_a_zone_without_summer_time_or_with_dates_is_followed(void **state)
{
    (void)state;
    expect("2026-03-28", "2026-04-01",
           CALENDAR("BEGIN:VTIMEZONE\r\nTZID:R\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
                    "TZOFFSETTO:+0400\r\nTZOFFSETFROM:+0400\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n" EVENT(
                        "DTSTART;TZID=R:20260330T090000\r\nDURATION:PT30M\r\n")),
           "20260330T050000Z");
    expect("2026-03-28", "2026-04-01",
           CALENDAR("BEGIN:VTIMEZONE\r\nTZID:R\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
                    "TZOFFSETTO:+0400\r\nTZOFFSETFROM:+0400\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\n"
                    "DTSTART:20250330T020000\r\nRDATE:20260330T020000\r\nTZOFFSETFROM:+0400\r\n"
                    "TZOFFSETTO:+0500\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n" EVENT(
                        "DTSTART;TZID=R:20260330T090000\r\nDURATION:PT30M\r\n")),
           "20260330T040000Z");
}

// Of the place's own zone the machine knows better than an old calendar; of any other only the calendar
// speaks.
static void test_a_description_that_contradicts_its_name(void **state)
{
    (void)state;
#define FIXED(id, offset)                                                                                    \
    "BEGIN:VTIMEZONE\r\nTZID:" id "\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:" offset    \
    "\r\nTZOFFSETTO:" offset "\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
#define AT_NINE(id) EVENT("DTSTART;TZID=" id ":20260330T090000\r\nDURATION:PT30M\r\n")
    expect("2026-03-28", "2026-04-01", CALENDAR(FIXED("Europe/Paris", "+0900") AT_NINE("Europe/Paris")),
           "20260330T070000Z");
    expect("2026-03-28", "2026-04-01", CALENDAR(FIXED("Asia/Tokyo", "-0500") AT_NINE("Asia/Tokyo")),
           "20260330T140000Z");
    expect("2026-03-28", "2026-04-01", CALENDAR(FIXED("UTC", "+0900") AT_NINE("UTC")), "20260330T090000Z");
    // Twice in the same words is once; in other words nobody knows which is meant.
    expect("2026-03-28", "2026-04-01",
           CALENDAR(FIXED("R", "+0300") FIXED("R", "+0300") FIXED("R2", "-0300") AT_NINE("R")),
           "20260330T060000Z");
    expect_refused(CALENDAR(FIXED("R", "+0300") FIXED("R", "-0300") AT_NINE("R")));
    expect_refused(SERIES("DTSTART;TZID=Asia/Tokyo:20260330T090000\r\nDURATION:PT30M\r\n"));
}

#define NEW_YORK                                                                                             \
    "BEGIN:VTIMEZONE\r\nTZID:America/New_York\r\nBEGIN:DAYLIGHT\r\nDTSTART:20070311T020000\r\n"              \
    "TZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r\nEND:DAYLIGHT\r\n"    \
    "BEGIN:STANDARD\r\nDTSTART:20071104T020000\r\nTZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\n"                \
    "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"

static void test_a_series_of_another_continent_changes_on_its_own_days(void **state)
{
    (void)state;
    const char *weekly = CALENDAR(NEW_YORK EVENT("DTSTART;TZID=America/New_York:20260302T090000\r\n"
                                                 "DURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\n"));
    expect("2026-03-01", "2026-03-31", weekly, // 8 March there, three weeks before Paris
           "20260302T140000Z 20260309T130000Z 20260316T130000Z 20260323T130000Z 20260330T130000Z");
    expect("2026-10-20", "2026-11-10", weekly, "20261026T130000Z 20261102T140000Z 20261109T140000Z");
    // 02:30 is not on 8 March, and 01:30 is twice on 1 November: the first.
    const char *nightly = CALENDAR(NEW_YORK EVENT("DTSTART;TZID=America/New_York:20260301T023000\r\n"
                                                  "DURATION:PT10M\r\nRRULE:FREQ=DAILY\r\n"));
    expect("2026-03-07", "2026-03-10", nightly, "20260307T073000Z 20260309T063000Z");
    const char *twice = CALENDAR(NEW_YORK EVENT("DTSTART;TZID=America/New_York:20261030T013000\r\n"
                                                "DURATION:PT10M\r\nRRULE:FREQ=DAILY\r\n"));
    expect("2026-10-31", "2026-11-03", twice, "20261031T053000Z 20261101T053000Z 20261102T063000Z");
}

static void test_one_that_stands_alone_at_an_hour_that_spring_skips_comes_after_it(void **state)
{
    (void)state;
    // RFC 5545 3.3.5: as if the clocks had not changed yet.
    expect("2026-03-28", "2026-03-31",
           SERIES("DTSTART;TZID=Europe/Paris:20260329T023000\r\nDURATION:PT30M\r\n"), "20260329T013000Z");
    // An exception that names it there takes it out, and so does one in UTC.
    expect("2026-03-28", "2026-03-31",
           SERIES("DTSTART;TZID=Europe/Paris:20260328T023000\r\nDURATION:PT30M\r\nRRULE:FREQ=DAILY\r\n"
                  "EXDATE;TZID=Europe/Paris:20260329T023000,20260330T023000\r\n"),
           "20260328T013000Z");
}

static void test_nothing_ends_in_2038(void **state)
{
    (void)state;
    expect("2038-01-15", "2038-02-01",
           SERIES("DTSTART:20380112T060000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\n"),
           "20380119T060000Z 20380126T060000Z");
    expect("2038-01-15", "2038-02-01",
           SERIES("DTSTART:20260112T060000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\n"),
           "20380118T060000Z 20380125T060000Z");
    expect("2039-06-01", "2039-07-01",
           CALENDAR(NEW_YORK EVENT("DTSTART;TZID=America/New_York:20390606T090000\r\nDURATION:PT1H\r\n"
                                   "RRULE:FREQ=WEEKLY;UNTIL=20390620T130000Z\r\n")),
           "20390606T130000Z 20390613T130000Z 20390620T130000Z");
    expect("2026-03-16", "2026-03-24", SERIES(NINE "RRULE:FREQ=WEEKLY;UNTIL=99991231T235959Z\r\n"),
           "20260316T080000Z 20260323T080000Z");
}

static void test_what_one_cannot_follow_to_the_letter_is_refused_with_words_for_it(void **state)
{
    (void)state;
    expect_refused(SERIES(NINE "RDATE;VALUE=PERIOD:20260317T090000Z/20260317T100000Z\r\n"));
    assert_non_null(strstr(reason, "sa propre durée"));
    expect_refused(SERIES(NINE "RDATE;VALUE=PERIOD:20260317T090000Z/PT1H\r\n"));
    assert_non_null(strstr(reason, "sa propre durée"));
    expect_refused(CALENDAR(EVENT(NINE "RRULE:FREQ=WEEKLY\r\n") EVENT(
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Paris:20260323T090000\r\n"
        "DTSTART;TZID=Europe/Paris:20260323T100000\r\nDURATION:PT1H\r\n")));
    assert_non_null(strstr(reason, "aussi pour la suite"));
    expect_refused(SERIES(NINE "RRULE:FREQ=HOURLY\r\n"));
    assert_non_null(strstr(reason, "plus courte que le jour"));
}

static void test_floods_end_at_once(void **state)
{
    (void)state;
    give_seconds(5);
    // A count that no calendar reaches, a list of every weekday of every kind, an end in the year 9999.
    assert_int_equal(read_in("2026-03-16", "2026-03-20", SERIES(NINE "RRULE:FREQ=DAILY;COUNT=999999\r\n")),
                     OK);
    assert_int_equal(count, 4);
    expect_refused(SERIES(NINE
                          "RRULE:FREQ=MONTHLY;BYDAY=1MO,2MO,3MO,4MO,5MO,-1MO,1TU,2TU,3TU,4TU,5TU,-1TU,1WE,"
                          "2WE,3WE,4WE,5WE,-1WE,1TH,2TH,3TH,4TH,5TH,-1TH,1FR,2FR,3FR,4FR,5FR,-1FR,1SA,2SA,"
                          "3SA,4SA,5SA,-1SA,1SU,2SU,3SU,4SU,5SU,-1SU\r\n"));
    expect_refused(SERIES("DTSTART:19010101T000000Z\r\nDURATION:PT1M\r\nRRULE:FREQ=DAILY;COUNT=99999999;"
                          "BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11;BYMINUTE=0,15,30,45;UNTIL=99991231T235959Z\r\n"));
    give_seconds(0);
}

static void test_floating_and_utc_times_are_understood(void **state)
{
    (void)state;
    expect("2026-03-28", "2026-04-01", SERIES("DTSTART:20260330T090000\r\nDURATION:PT30M\r\n"),
           "20260330T070000Z");
    expect("2026-03-28", "2026-04-01", SERIES("DTSTART:20260330T090020Z\r\nDTEND:20260330T093000Z\r\n"),
           "20260330T090020Z");
    expect("2026-03-28", "2026-04-01",
           SERIES("DTSTART;TZID=Etc/UTC:20260330T090000\r\nDTEND:20260330T093000Z\r\n"), "20260330T090000Z");
}

static void test_an_hour_that_does_not_exist_or_exists_twice(void **state)
{
    (void)state;
    // Every day at 02:30: there is none on 29 March; on 25 October the first of the two is meant.
    const char *daily =
        SERIES("DTSTART;TZID=Europe/Paris:20260320T023000\r\nDURATION:PT30M\r\nRRULE:FREQ=DAILY\r\n");
    expect("2026-03-28", "2026-03-31", daily, "20260328T013000Z 20260330T003000Z");
    expect("2026-10-24", "2026-10-27", daily, "20261024T003000Z 20261025T003000Z 20261026T013000Z");
}

static void test_rules_stop_where_they_say(void **state)
{
    (void)state;
    expect("2026-03-01", "2026-06-01", SERIES(NINE "RRULE:FREQ=WEEKLY;COUNT=3\r\n"),
           "20260316T080000Z 20260323T080000Z 20260330T070000Z");
    // UNTIL is in UTC and included: 09:00 Paris on 30 March is 07:00 UTC, a second less leaves it out.
    expect("2026-03-01", "2026-06-01", SERIES(NINE "RRULE:FREQ=WEEKLY;UNTIL=20260330T070000Z\r\n"),
           "20260316T080000Z 20260323T080000Z 20260330T070000Z");
    expect("2026-03-01", "2026-06-01", SERIES(NINE "RRULE:FREQ=WEEKLY;UNTIL=20260330T065959Z\r\n"),
           "20260316T080000Z 20260323T080000Z");
    expect("2026-03-01", "2026-06-01", SERIES(NINE "RRULE:FREQ=WEEKLY;UNTIL=20260330\r\n"),
           "20260316T080000Z 20260323T080000Z 20260330T070000Z");
    expect("2026-03-01", "2026-06-01", SERIES(NINE "RRULE:FREQ=WEEKLY;UNTIL=20260329\r\n"),
           "20260316T080000Z 20260323T080000Z");
    expect("2026-03-01", "2026-06-01", SERIES(NINE "RRULE:FREQ=WEEKLY;UNTIL=20260330T090000\r\n"),
           "20260316T080000Z 20260323T080000Z 20260330T070000Z");
    // Floating, it is meant where the event is: 09:00 is after 07:00 there, before it in Paris.
    expect("2026-03-28", "2026-06-01",
           CALENDAR("BEGIN:VTIMEZONE\r\nTZID:R\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
                    "TZOFFSETTO:+0400\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n" EVENT(
                        "DTSTART;TZID=R:20260328T090000\r\nDURATION:PT1H\r\n"
                        "RRULE:FREQ=DAILY;UNTIL=20260330T070000\r\n")),
           "20260328T050000Z 20260329T050000Z");
    expect("2026-03-20", "2026-03-28", SERIES(NINE "RRULE:FREQ=WEEKLY;UNTIL=99991231T235959Z\r\n"),
           "20260323T080000Z");
    expect("2026-05-01", "2026-06-01", SERIES(NINE "RRULE:FREQ=DAILY;UNTIL=20260330T070000Z\r\n"), "");
}

static void test_rules_of_every_kind(void **state)
{
    (void)state;
    expect("2026-03-16", "2026-03-28", SERIES(NINE "RRULE:FREQ=WEEKLY;BYDAY=MO,TH\r\n"),
           "20260316T080000Z 20260319T080000Z 20260323T080000Z 20260326T080000Z");
    expect("2026-03-16", "2026-04-15", SERIES(NINE "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,MO;WKST=MO\r\n"),
           "20260316T080000Z 20260317T080000Z 20260330T070000Z 20260331T070000Z 20260413T070000Z "
           "20260414T070000Z");
    expect("2026-03-16", "2026-03-20", SERIES(NINE "RRULE:FREQ=DAILY\r\n"),
           "20260316T080000Z 20260317T080000Z 20260318T080000Z 20260319T080000Z");
    expect("2026-03-16", "2026-03-24", SERIES(NINE "RRULE:FREQ=DAILY;INTERVAL=3\r\n"),
           "20260316T080000Z 20260319T080000Z 20260322T080000Z");
    expect("2026-03-16", "2026-03-18", SERIES(NINE "RRULE:FREQ=DAILY;BYHOUR=9,11;BYMINUTE=0,30\r\n"),
           "20260316T080000Z 20260316T083000Z 20260316T100000Z 20260316T103000Z 20260317T080000Z "
           "20260317T083000Z 20260317T100000Z 20260317T103000Z");
    expect("2026-03-01", "2026-06-29", SERIES(NINE "RRULE:FREQ=MONTHLY\r\n"),
           "20260316T080000Z 20260416T070000Z 20260516T070000Z 20260616T070000Z");
    expect("2026-03-01", "2026-06-29", SERIES(NINE "RRULE:FREQ=MONTHLY;BYDAY=3MO\r\n"),
           "20260316T080000Z 20260420T070000Z 20260518T070000Z 20260615T070000Z");
    expect("2026-03-01", "2026-05-31",
           SERIES("DTSTART;TZID=Europe/Paris:20260227T090000\r\nDURATION:PT1H\r\n"
                  "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1\r\n"),
           "20260331T070000Z 20260430T070000Z 20260529T070000Z");
    expect("2026-03-01", "2026-06-01",
           SERIES("DTSTART;TZID=Europe/Paris:20260131T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=MONTHLY\r\n"),
           "20260331T070000Z 20260531T070000Z");
    expect("2026-02-01", "2026-05-31",
           SERIES("DTSTART;TZID=Europe/Paris:20250316T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=YEARLY\r\n"),
           "20260316T080000Z");
    expect("2026-02-01", "2026-05-31",
           SERIES("DTSTART;TZID=Europe/Paris:20240304T090000\r\nDURATION:PT1H\r\n"
                  "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=1MO\r\n"),
           "20260302T080000Z");
}

static void test_dates_are_taken_out_added_and_moved(void **state)
{
    (void)state;
    expect("2026-03-01", "2026-04-10",
           SERIES(NINE "RRULE:FREQ=WEEKLY\r\nEXDATE;TZID=Europe/Paris:20260323T090000,20260406T090000\r\n"),
           "20260316T080000Z 20260330T070000Z");
    expect("2026-03-01", "2026-04-10",
           SERIES(NINE "RRULE:FREQ=WEEKLY\r\nEXDATE:20260330T070000Z\r\nEXDATE;VALUE=DATE:20260323\r\n"
                       "EXDATE:\r\nEXDATE:20260316T090000\r\n"),
           "20260406T070000Z");
    // The control: an exception that names no instance takes nothing out.
    expect("2026-03-01", "2026-03-24", SERIES(NINE "RRULE:FREQ=WEEKLY\r\nEXDATE:20260323T090000Z\r\n"),
           "20260316T080000Z 20260323T080000Z");
    expect("2026-03-01", "2026-04-10",
           SERIES(NINE "RDATE;TZID=Europe/Paris:20260331T140000,20260316T090000\r\n"),
           "20260316T080000Z 20260331T120000Z");
    expect("2026-03-01", "2026-04-10",
           CALENDAR(EVENT("RECURRENCE-ID;TZID=Europe/Paris:20260323T090000\r\n"
                          "DTSTART;TZID=Europe/Paris:20260325T150000\r\nDURATION:PT45M\r\n")
                        EVENT(NINE "RRULE:FREQ=WEEKLY;COUNT=4\r\n")
                            EVENT("RECURRENCE-ID:20260330T070000Z\r\nSTATUS:CANCELLED\r\n"
                                  "DTSTART;TZID=Europe/Paris:20260330T090000\r\nDURATION:PT1H\r\n")),
           "20260316T080000Z 20260325T140000Z 20260406T070000Z");
    assert_int_equal(slots[1].end_s - slots[1].start_s, 45 * 60);
    // Without a zone, or without a time, they are meant as the event is.
    expect("2026-03-01", "2026-04-10",
           CALENDAR("BEGIN:VTIMEZONE\r\nTZID:R\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
                    "TZOFFSETTO:+0400\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n" EVENT(
                        "DTSTART;TZID=R:20260316T090000\r\nDTEND:20260316T100000\r\n"
                        "RRULE:FREQ=WEEKLY;COUNT=2\r\nEXDATE:20260316T090000\r\n"
                        "RDATE;VALUE=DATE:20260318\r\n")),
           "20260318T050000Z 20260323T050000Z");
    assert_int_equal(slots[0].end_s - slots[0].start_s, 3600);
    // What replaces an instance does not repeat, whatever it says.
    expect("2026-03-01", "2026-04-10",
           CALENDAR(EVENT("RECURRENCE-ID:20260323T080000Z\r\nDTSTART:20260324T080000Z\r\nDURATION:PT1H\r\n"
                          "RRULE:FREQ=DAILY\r\n")),
           "20260324T080000Z");
    // From before the window into it, and out of it.
    expect("2026-03-20", "2026-03-29",
           CALENDAR(EVENT(NINE "RRULE:FREQ=WEEKLY\r\n") EVENT(
               "RECURRENCE-ID:20260316T080000Z\r\nDTSTART:20260324T080000Z\r\nDURATION:PT1H\r\n")
                        EVENT("RECURRENCE-ID:20260323T080000Z\r\nDTSTART:20260601T080000Z\r\n"
                              "DURATION:PT1H\r\n")),
           "20260324T080000Z");
}

static void test_what_is_not_a_slot_is_left_out(void **state)
{
    (void)state;
    expect("2026-03-01", "2026-06-01", SERIES("DTSTART;VALUE=DATE:20260330\r\n"), "");
    struct ical_window roomy = window_of("2026-03-01", "2026-06-01");
    roomy.max_minutes = 5000;
    assert_int_equal(
        ical_read_slots(STR(SERIES("DTSTART;VALUE=DATE:20260330\r\n")), &roomy, slots, CAP, &count, &reason),
        OK);
    assert_int_equal(count, 0);
    expect("2026-03-01", "2026-06-01", SERIES(NINE "STATUS:cancelled\r\nRRULE:FREQ=DAILY\r\n"), "");
    expect("2026-03-01", "2026-06-01", SERIES("DTSTART:20260330T090000Z\r\nDURATION:PT5H\r\n"), "");
    expect("2026-03-01", "2026-06-01", SERIES("DTSTART:20260330T090000Z\r\nDURATION:-PT1H\r\n"), "");
    expect("2026-03-01", "2026-06-01", SERIES("DTSTART:20260330T090000Z\r\n"), "");
    expect("2026-03-31", "2026-06-01", SERIES("DTSTART:20260330T090000Z\r\nDURATION:PT1H\r\n"), "");
    expect("2026-03-01", "2026-06-01",
           CALENDAR("BEGIN:VTODO\r\nUID:t\r\nDUE:20260330T090000Z\r\nEND:VTODO\r\n"), "");
    // What stands in an alarm is not of the event.
    expect("2026-03-01", "2026-06-01",
           SERIES("BEGIN:VALARM\r\nDURATION:PT6H\r\nBEGIN:X\r\nEND:X\r\nRRULE:FREQ=DAILY\r\nEND:VALARM\r\n"
                  "DTSTART:20260330T090000Z\r\nDURATION:PT1H\r\n"),
           "20260330T090000Z");
    // The control: the same ones, as slots. Free time (TRANSP) is how some staff publish them.
    expect("2026-03-01", "2026-06-01", SERIES("DTSTART:20260330T090000Z\r\nDURATION:PT4H\r\n"),
           "20260330T090000Z");
    expect("2026-03-01", "2026-03-17",
           SERIES(NINE "STATUS:CONFIRMED\r\nTRANSP:TRANSPARENT\r\nRRULE:FREQ=DAILY\r\n"), "20260316T080000Z");
    // A cancelled series takes its moved instances with it.
    expect("2026-03-01", "2026-06-01",
           CALENDAR(EVENT("RECURRENCE-ID:20260323T080000Z\r\nDTSTART:20260324T080000Z\r\nDURATION:PT1H\r\n")
                        EVENT(NINE "STATUS:CANCELLED\r\nRRULE:FREQ=WEEKLY\r\n")),
           "");
}

static void expect_title(const char *summary, const char *title, unsigned capacity, bool workshop)
{
    char ics[1024];
    snprintf(ics, sizeof ics,
             "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:u\nDTSTART:20260330T090000Z\nDURATION:PT1H\nSUMMARY:%s\n"
             "END:VEVENT\nEND:VCALENDAR\n",
             summary);
    assert_int_equal(read_in("2026-03-01", "2026-06-01", ics), OK);
    assert_int_equal(count, 1);
    assert_string_equal(slots[0].title, title);
    assert_int_equal(slots[0].capacity, capacity);
    assert_int_equal(slots[0].workshop, workshop);
    assert_true(utf8_valid(str_from(slots[0].title)));
}

static void expect_about(const char *line, const char *about)
{
    char ics[2048];
    snprintf(ics, sizeof ics,
             "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:u\nDTSTART:20260330T090000Z\nDURATION:PT1H\nSUMMARY:x\n"
             "BEGIN:VALARM\nDESCRIPTION:Alarme\nEND:VALARM\n%s\nEND:VEVENT\nEND:VCALENDAR\n",
             line);
    assert_int_equal(read_in("2026-03-01", "2026-06-01", ics), OK);
    assert_int_equal(count, 1);
    assert_string_equal(slots[0].about, about);
    assert_true(utf8_valid(str_from(slots[0].about)));
}

static void test_a_workshop_says_one_sentence_of_itself(void **state)
{
    (void)state;
    expect_about("DESCRIPTION:On cuisine. On mange.", "On cuisine.");
    expect_about("DESCRIPTION:Un\\, deux\\nAppeler Nadia", "Un, deux");
    expect_about("DESCRIPTION;LANGUAGE=fr:À 9.30 h\\; on\n  commence !", "À 9.30 h; on commence !");
    expect_about("DESCRIPTION:", "");
    expect_about("COMMENT:rien", "");
    expect_about("DESCRIPTION:caf\xe9 \x01", "caf?");
    // Cut at a whole word.
    expect_about(
        "DESCRIPTION:un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
        "seize "
        "dix-sept dix-huit dix-neuf vingt trente",
        "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
        "dix-huit…");
}

static void expect_picture(const char *summary, const char *picture, const char *title)
{
    struct str rest = str_from(summary);
    char cut[LIMIT_PICTURE];
    slot_cut_picture(&rest, cut);
    assert_string_equal(cut, picture);
    assert_true(str_eq(rest, str_from(title)));
}

static void test_a_title_may_begin_with_a_picture(void **state)
{
    (void)state;
    expect_picture("🍳 Cuisine", "🍳", "Cuisine");
    expect_picture("☂️Pluie", "☂️", "Pluie");
    expect_picture("👩🏽‍🍳 Cuisine", "👩🏽‍🍳", "Cuisine");
    expect_picture("🍳🍰 Cuisine", "🍳", "🍰 Cuisine");
    expect_picture("Cuisine 🍳", "", "Cuisine 🍳");
    expect_picture("", "", "");
    expect_picture("\xf0\x9f", "", "\xf0\x9f");
}

static void test_titles_are_made_safe_and_places_are_read(void **state)
{
    (void)state;
    expect_title("Entretien", "Entretien", 1, false);
    expect_title("Atelier CV (8 places)", "Atelier CV", 8, true);
    expect_title("Atelier (de 9 h\\, dehors) ( 12 Place )", "Atelier (de 9 h, dehors)", 12, true);
    expect_title("Workshop (99 seats)  ", "Workshop", 99, true);
    expect_title("Atelier (8\xc2\xa0places)", "Atelier", 8, true);
    expect_title("Atelier (8 places) bis", "Atelier (8 places) bis", 1, false);
    expect_title("Atelier (places)", "Atelier (places)", 1, false);
    expect_title("Deux\\nlignes\t et \x01 trois", "Deux lignes et trois", 1, false);
    expect_title("caf\xe9 \xe2\x80\xae", "caf?", 1, false);
    expect_title("", "", 1, false);
    // Long ones end at a whole character: 119 bytes hold 59 of two bytes.
    char longer[2 * 100 + 1] = "", whole[2 * 59 + 1] = "";
    for (size_t i = 0; i < 100; i++)
        memcpy(longer + 2 * i, "é", 3);
    memcpy(whole, longer, 2 * 59);
    expect_title(longer, whole, 1, false);
    // More than two digits cannot be a resource name.
    expect_refused(CALENDAR("BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260330T090000Z\r\nDURATION:PT1H\r\n"
                            "SUMMARY:Atelier (100 places)\r\nEND:VEVENT\r\n"));
    expect_refused(CALENDAR("BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260330T090000Z\r\nDURATION:PT1H\r\n"
                            "SUMMARY:Atelier (0 places)\r\nEND:VEVENT\r\n"));
}

static void test_the_key_is_that_of_the_uid_and_the_start(void **state)
{
    (void)state;
    char key[SLOT_KEY];
    expect("2026-03-01", "2026-04-01", SERIES(NINE "RRULE:FREQ=WEEKLY;COUNT=2\r\n"),
           "20260316T080000Z 20260323T080000Z");
    slot_key(STR("a@b"), slots[1].start_s, key);
    assert_string_equal(slots[1].key, key);
    assert_string_not_equal(slots[0].key, key);
    // Folded in the middle of the UID, and of a character, by a server that does not mind.
    expect("2026-03-01", "2026-04-01",
           "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUI\n D:a\n @b\nDTSTART:20260\n\t316T080000Z\nDURATION:PT1H\n"
           "SUMMARY:\xc3\n \xa9\nEND:VEVENT\nEND:VCALENDAR",
           "20260316T080000Z");
    slot_key(STR("a@b"), slots[0].start_s, key);
    assert_string_equal(slots[0].key, key);
    assert_string_equal(slots[0].title, "é");
}

static void test_too_many_keep_the_earliest_in_order(void **state)
{
    (void)state;
    struct ical_window window = window_of("2026-03-01", "2026-06-20");
    // The later series stands first, so that early instances push late ones out.
    const char *two = CALENDAR("BEGIN:VEVENT\r\nUID:late\r\nDTSTART:20260401T120000Z\r\nDURATION:PT1H\r\n"
                               "RRULE:FREQ=DAILY\r\nEND:VEVENT\r\n" EVENT(NINE "RRULE:FREQ=DAILY\r\n"));
    assert_int_equal(ical_read_slots(str_from(two), &window, slots, 20, &count, &reason), ERR_FULL);
    assert_int_equal(count, 20);
    for (size_t i = 1; i < count; i++)
        assert_true(slots[i - 1].start_s < slots[i].start_s);
    assert_int_equal(slots[0].start_s, day("2026-03-16") + 8 * 3600);
    assert_int_equal(slots[19].start_s, day("2026-04-02") + 12 * 3600);
}

static void test_long_spans_that_began_long_ago_are_seen(void **state)
{
    (void)state;
    struct ical_span spans[CAP];
    struct ical_window window = window_of("2026-03-16", "2026-03-17");
    const char *ics = SERIES("DTSTART:20200101T100000Z\r\nDURATION:P20D\r\nRRULE:FREQ=DAILY\r\n");
    assert_int_equal(ical_read_spans(str_from(ics), &window, spans, CAP, &count, &reason), OK);
    assert_int_equal(count, 21); // 24 February to 16 March
    assert_int_equal(spans[0].start_s, day("2026-02-24") + 10 * 3600);
}

static void test_spans_of_bookings_that_staff_touched(void **state)
{
    (void)state;
    struct ical_span spans[8];
    struct ical_window window = window_of("2026-03-16", "2026-04-01");
    const char *ics = CALENDAR(EVENT(NINE "RRULE:FREQ=WEEKLY\r\nSTATUS:CANCELLED\r\n"));
    assert_int_equal(ical_read_spans(str_from(ics), &window, spans, 8, &count, &reason), OK);
    assert_int_equal(count, 3);
    assert_true(spans[0].cancelled && spans[2].cancelled);
    // One that began the day before and is still going on; a whole day; one shown as free.
    ics = CALENDAR(EVENT("DTSTART:20260315T220000Z\r\nDURATION:PT4H\r\n")
                       EVENT("DTSTART;VALUE=DATE:20260330\r\n")
                           EVENT("DTSTART:20260320T220000Z\r\nDURATION:PT4H\r\nTRANSP:TRANSPARENT\r\n"));
    assert_int_equal(ical_read_spans(str_from(ics), &window, spans, 8, &count, &reason), OK);
    assert_int_equal(count, 2);
    assert_int_equal(spans[0].start_s, day("2026-03-15") + 22 * 3600);
    assert_false(spans[0].cancelled);
    assert_int_equal(spans[1].start_s, day("2026-03-30") - 7200);
    assert_int_equal(spans[1].end_s, day("2026-03-31") - 7200);
}

static void test_hostile_rules_are_refused_at_once(void **state)
{
    (void)state;
    static const char *const rules[] = {
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=HOURLY;INTERVAL=32767",
        "FREQ=DAILY;BYSECOND=0,1,2,3",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16;BYMINUTE=0,1,2",
        "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2",
        "FREQ=MONTHLY;BYSETPOS=31;BYDAY=MO,TU",
        "FREQ=MONTHLY;BYSETPOS=2;BYDAY=1MO",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1",
        "FREQ=YEARLY;BYSETPOS=300;BYDAY=MO",
        "FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=4",
        "FREQ=YEARLY;RSCALE=CHINESE;BYMONTH=5L",
        "RSCALE=HEBREW;FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=NEVER",
        "COUNT=3",
    };
    give_seconds(5);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        char ics[1024];
        snprintf(ics, sizeof ics, SERIES(NINE "RRULE:%s\r\n"), rules[i]);
        if (read_in("2026-03-01", "2026-06-01", ics) != ERR_INVALID) fail_msg("accepted: %s", rules[i]);
        // Not after libical has looked for an instance until the year 20000.
        if (strstr(reason, "n'arrive jamais")) fail_msg("expanded: %s", rules[i]);
    }
    give_seconds(0);
#define TEN_DAYS "1,2,3,4,5,6,7,8,9,10,"
    expect_refused(
        SERIES(NINE "RRULE:FREQ=MONTHLY;BYMONTHDAY=" TEN_DAYS TEN_DAYS TEN_DAYS TEN_DAYS "11,12\r\n"));
    expect_refused(SERIES(NINE "RRULE:FREQ=DAILY\r\nRRULE:FREQ=WEEKLY\r\n"));
    expect_refused(SERIES(NINE "RRULE:FREQ=DAILY\r\nEXRULE:FREQ=WEEKLY\r\n"));
    expect_refused(CALENDAR(EVENT(NINE "RRULE:FREQ=DAILY\r\n")
                                EVENT("RECURRENCE-ID;RANGE=THISANDFUTURE:20260323T080000Z\r\nDTSTART:"
                                      "20260324T080000Z\r\nDURATION:PT1H\r\n")));
}

// Found by comparing libical 3.0.16 with another implementation, rule by rule.
static void test_rules_that_the_library_misreads_are_refused(void **state)
{
    (void)state;
#define FROM(start, rule) SERIES("DTSTART:" start "\r\nDURATION:PT1H\r\nRRULE:" rule "\r\n")
    expect_refused(FROM("20260301T090000Z", "FREQ=DAILY;BYMONTHDAY=-1"));
    expect_refused(FROM("20260309T090000Z", "FREQ=YEARLY;BYMONTHDAY=9,25"));
    expect_refused(FROM("20260302T090000Z", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2;BYHOUR=9,10"));
    expect_refused(FROM("20260508T090000Z", "FREQ=WEEKLY;INTERVAL=2;WKST=SA;BYDAY=FR,TU"));
    expect_refused(FROM("20260303T090000Z", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"));
    expect_refused(FROM("20260302T090000Z", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;BYHOUR=8,9"));
    expect_refused(FROM("20260602T090000Z", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU;BYMONTH=3"));
    expect_refused(FROM("20260302T090000Z", "FREQ=MONTHLY;BYMONTHDAY=29,29,30,31;BYSETPOS=-1"));
    expect_refused(FROM("20260302T090000Z", "FREQ=MONTHLY;BYMONTHDAY=1,-31,-30,-29,-28;BYSETPOS=-1"));
    // The controls: their nearest neighbours are taken.
    expect("2026-03-01", "2026-06-01", FROM("20260301T090000Z", "FREQ=DAILY;BYMONTHDAY=1"),
           "20260301T090000Z 20260401T090000Z 20260501T090000Z");
    expect("2026-03-01", "2026-06-01", FROM("20260309T090000Z", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=9,25"),
           "20260309T090000Z 20260325T090000Z");
    expect("2026-03-01", "2026-06-01", FROM("20260309T090000Z", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2;BYHOUR=9"),
           "20260309T090000Z 20260413T090000Z 20260511T090000Z");
    expect("2026-05-01", "2026-06-01", FROM("20260508T090000Z", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=FR,TU"),
           "20260508T090000Z 20260519T090000Z 20260522T090000Z");
    expect("2026-03-01", "2026-06-01",
           FROM("20260331T090000Z", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
           "20260331T090000Z 20260430T090000Z 20260531T090000Z");
}

static void test_old_series_cost_little_and_endless_ones_are_refused(void **state)
{
    (void)state;
    give_seconds(5);
    expect("2026-03-16", "2026-03-18",
           SERIES("DTSTART;TZID=Europe/Paris:19010101T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY\r\n"),
           "20260316T080000Z 20260317T080000Z");
    expect(
        "2026-03-16", "2026-03-18",
        SERIES(
            "DTSTART;TZID=Europe/Paris:19010101T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=99999\r\n"),
        "20260316T080000Z 20260317T080000Z");
    expect("2026-03-16", "2026-03-25",
           SERIES("DTSTART;TZID=Europe/Paris:19900101T090000\r\nDURATION:PT1H\r\n"
                  "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO\r\n"), // 1890 weeks later
           "20260323T080000Z");
    // Every half hour for a century, counted: more than is looked at.
    expect_refused(
        SERIES("DTSTART;TZID=Europe/Paris:19010101T090000\r\nDURATION:PT1H\r\n"
               "RRULE:FREQ=DAILY;COUNT=9999999;BYMINUTE=0,30;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11\r\n"));
    expect_refused(SERIES("DTSTART:18500101T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY\r\n"));
    give_seconds(0);
}

// A jump near the window must give what a walk from the start gives. COUNT forbids the jump, so it is the
// witness.
static void test_jumping_to_the_window_changes_nothing(void **state)
{
    (void)state;
    static const char *const rules[] = {"FREQ=DAILY",
                                        "FREQ=DAILY;BYDAY=MO,TU,SU",
                                        "FREQ=DAILY;BYHOUR=8,10;BYMINUTE=15,45",
                                        "FREQ=DAILY;BYMONTH=4;BYMONTHDAY=1,31,15",
                                        "FREQ=WEEKLY",
                                        "FREQ=WEEKLY;BYDAY=SU",
                                        "FREQ=WEEKLY;BYDAY=SU,MO,SA;WKST=SU",
                                        "FREQ=WEEKLY;BYDAY=FR,MO;WKST=TH",
                                        "FREQ=WEEKLY;BYHOUR=8,9;BYDAY=WE,FR",
                                        "FREQ=WEEKLY;BYMONTH=3,5"};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        for (int start = 1; start < 15; start++) {
            char ics[512], walked[CAP * CIVIL_STAMP + 1];
#define OLD_SERIES SERIES("DTSTART;TZID=Europe/Paris:201401%02dT090000\r\nDURATION:PT1H\r\nRRULE:%s%s\r\n")
            snprintf(ics, sizeof ics, OLD_SERIES, start, rules[i], ";COUNT=50000");
            assert_int_equal(read_in("2026-03-20", "2026-04-05", ics), OK);
            snprintf(walked, sizeof walked, "%s", starts());
            snprintf(ics, sizeof ics, OLD_SERIES, start, rules[i], "");
            assert_int_equal(read_in("2026-03-20", "2026-04-05", ics), OK);
            assert_string_equal(starts(), walked);
            assert_true(count > 0);
        }
    }
}

static void test_zones_that_cannot_be_followed_are_refused(void **state)
{
    (void)state;
#define IN_ZONE(lines)                                                                                       \
    CALENDAR("BEGIN:VTIMEZONE\r\nTZID:R\r\n" lines                                                           \
             "END:VTIMEZONE\r\n" EVENT("DTSTART;TZID=R:20260330T090000\r\nDURATION:PT30M\r\n"))
    give_seconds(5);
    expect_refused(SERIES("DTSTART;TZID=America/Nowhere:20260330T090000\r\nDURATION:PT30M\r\n"));
    expect_refused(SERIES("DTSTART;TZID=../../../etc/passwd:20260330T090000\r\nDURATION:PT30M\r\n"));
    expect_refused(SERIES("DTSTART;TZID=NotEurope/Paris:20260330T090000\r\nDURATION:PT30M\r\n"));
    expect_refused(IN_ZONE(""));
    expect_refused(IN_ZONE("BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nEND:STANDARD\r\n"));
    expect_refused(IN_ZONE("BEGIN:STANDARD\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"));
    expect_refused(
        IN_ZONE("BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETTO:+9900\r\nEND:STANDARD\r\n"));
#define BAD_RULE(rule)                                                                                       \
    IN_ZONE(                                                                                                 \
        "BEGIN:STANDARD\r\nDTSTART:00010101T000000\r\nTZOFFSETTO:+0100\r\nTZOFFSETFROM:+0200\r\nRRULE:" rule \
        "\r\nEND:STANDARD\r\n")
    expect_refused(BAD_RULE("FREQ=SECONDLY"));
    expect_refused(BAD_RULE("FREQ=DAILY"));
    expect_refused(BAD_RULE("FREQ=YEARLY;BYDAY=SU"));
    expect_refused(BAD_RULE("FREQ=YEARLY;BYMONTH=1,2,3;BYDAY=1SU"));
    expect_refused(BAD_RULE("FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=2"));
    expect_refused(BAD_RULE("FREQ=YEARLY;BYMONTH=3;BYDAY=1SU;BYHOUR=1,2"));
    // The control: the same zone with a rule that can be followed.
    assert_int_equal(read_in("2026-03-01", "2026-06-01", BAD_RULE("FREQ=YEARLY;BYMONTH=3;BYDAY=1SU")), OK);
    assert_int_equal(count, 1);
    give_seconds(0);
}

static void test_what_is_no_calendar_is_refused(void **state)
{
    (void)state;
    expect_refused("");
    expect_refused("<html><body>Connexion</body></html>");
    expect_refused("BEGIN:VCARD\r\nEND:VCARD\r\n");
    expect_refused("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
    expect_refused("BEGIN:VCALENDAR\r\n");
    assert_non_null(strstr(reason, "sa fin manque"));
    expect_refused("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\nEND:VEVENT\r\n");
    expect_refused(CALENDAR(EVENT("")));
    expect_refused(CALENDAR("BEGIN:VEVENT\r\nDTSTART:20260330T090000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\n"));
    expect_refused(SERIES("DTSTART:20260230T090000Z\r\nDURATION:PT1H\r\n"));
    expect_refused(SERIES("DTSTART:20260330T250000Z\r\nDURATION:PT1H\r\n"));
    expect_refused(SERIES("DTSTART:demain\r\nDURATION:PT1H\r\n"));
    expect_refused(SERIES("DTSTART:20260330T090000Z\r\nDURATION:longtemps\r\n"));
    struct ical_window window = window_of("2026-03-01", "2026-06-01");
    char zero[] = SERIES(NINE);
    strstr(zero, "Entretien")[3] = 0;
    struct str s = {zero, sizeof zero - 1};
    assert_int_equal(ical_read_slots(s, &window, slots, CAP, &count, &reason), ERR_INVALID);
    // The control for all of these, and a calendar without events, which is none of them.
    expect("2026-03-01", "2026-04-01", "\xef\xbb\xbf" SERIES(NINE) "\r\n", "20260316T080000Z");
    expect("2026-03-01", "2026-04-01", CALENDAR(""), "");
}

static void test_events_beyond_their_bounds_are_refused(void **state)
{
    (void)state;
    enum { BIG = LIMIT_EVENT * 2 };
    char *ics = malloc(BIG);
    struct buf b = buf_init(ics, BIG);
    assert_non_null(ics);
    // Long lines are no danger: a description of 60 kB is not even looked at.
    buf_add(&b, STR("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n" NINE "DESCRIPTION:"));
    for (int i = 0; i < 60000; i++)
        buf_add_char(&b, 'x');
    struct buf whole = b;
    buf_add(&whole, STR("\nEND:VEVENT\nEND:VCALENDAR\n"));
    expect("2026-03-01", "2026-04-01", buf_c(&whole), "20260316T080000Z");
    for (int i = 0; i < 6000; i++)
        buf_add_char(&b, 'x');
    buf_add(&b, STR("\nEND:VEVENT\nEND:VCALENDAR\n"));
    expect_refused(buf_c(&b));
    // One component in another, as deep as the bytes allow.
    b.n = 0;
    buf_add(&b, STR("BEGIN:VCALENDAR\n"));
    for (int i = 0; i < 4000; i++)
        buf_add(&b, STR("BEGIN:VEVENT\n"));
    expect_refused(buf_c(&b));
    b.n = 0;
    buf_add(&b, STR("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n" NINE "RRULE:FREQ=DAILY\nEXDATE:"));
    for (int i = 0; i < 600; i++)
        buf_add(&b, STR("20260317T080000Z,"));
    buf_add(&b, STR("20260317T080000Z\nEND:VEVENT\nEND:VCALENDAR\n"));
    expect_refused(buf_c(&b));
    free(ics);
}

static const char fixture[] =
    CALENDAR(ZONE("R") EVENT("DTSTART;TZID=R:20260316T090000\r\nDTEND;TZID=R:20260316T100000\r\n"
                             "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260601T000000Z\r\n"
                             "EXDATE;TZID=R:20260318T090000\r\nRDATE:20260319T090000Z\r\n"
                             "BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n")
                 EVENT("RECURRENCE-ID;TZID=R:20260323T090000\r\nDTSTART;TZID=R:20260324T090000\r\n"
                       "DURATION:PT1H\r\nATTENDEE;CN=\"a;b:c\":mailto:a@b.example\r\n"));

static void test_half_a_calendar_is_never_taken_for_a_whole_one(void **state)
{
    (void)state;
    struct ical_window window = window_of("2026-03-01", "2026-06-01");
    size_t whole = sizeof fixture - 1;
    for (size_t n = 0; n <= whole; n++) {
        char *copy = malloc(n ? n : 1); // so that a read past the end is seen
        assert_non_null(copy);
        memcpy(copy, fixture, n);
        err_t err = ical_read_slots((struct str){copy, n}, &window, slots, CAP, &count, &reason);
        assert_int_equal(err, n + 2 >= whole ? OK : ERR_INVALID); // the last line needs no end
        free(copy);
    }
}

static void mutate(struct rng *rng, char *text, size_t n)
{
    static const char telling[] = ":;,=\"\r\n \t0123456789-+TZ\xff\xc3";
    for (uint64_t left = 1 + rng_below(rng, 6); left; left--) {
        size_t at = (size_t)rng_below(rng, n), from = (size_t)rng_below(rng, n);
        size_t length = (size_t)rng_below(rng, 12);
        if (rng_below(rng, 3))
            text[at] = telling[rng_below(rng, sizeof telling - 1)];
        else if (at + length < n && from + length < n)
            memmove(text + at, text + from, length);
    }
}

static void test_damaged_calendars_do_no_harm(void **state)
{
    (void)state;
    struct ical_window window = window_of("2026-03-01", "2026-06-01");
    struct rng rng = {20261123};
    size_t whole = sizeof fixture - 1, taken = 0;
    give_seconds(120);
    for (int round = 0; round < 1500; round++) {
        char *copy = malloc(whole);
        assert_non_null(copy);
        memcpy(copy, fixture, whole);
        mutate(&rng, copy, whole);
        struct ical_span spans[CAP];
        count = 0;
        if (!ical_read_slots((struct str){copy, whole}, &window, slots, CAP, &count, &reason)) taken++;
        for (size_t i = 0; i < count; i++) {
            assert_true(slots[i].start_s >= window.from_s && slots[i].start_s < window.until_s);
            assert_true(slots[i].end_s > slots[i].start_s && slots[i].capacity >= 1);
            assert_true(utf8_valid(str_from(slots[i].title)));
        }
        (void)!ical_read_spans((struct str){copy, whole}, &window, spans, CAP, &count, &reason);
        free(copy);
    }
    give_seconds(0);
    assert_true(taken > 100); // the control: not everything is refused at the door
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nine_o_clock_stays_nine_o_clock_across_both_changes),
        cmocka_unit_test(test_a_zone_described_in_the_calendar_is_followed),
        cmocka_unit_test(test_a_zone_without_summer_time_or_with_dates_is_followed),
        cmocka_unit_test(test_a_description_that_contradicts_its_name),
        cmocka_unit_test(test_a_series_of_another_continent_changes_on_its_own_days),
        cmocka_unit_test(test_one_that_stands_alone_at_an_hour_that_spring_skips_comes_after_it),
        cmocka_unit_test(test_nothing_ends_in_2038),
        cmocka_unit_test(test_what_one_cannot_follow_to_the_letter_is_refused_with_words_for_it),
        cmocka_unit_test(test_floods_end_at_once),
        cmocka_unit_test(test_floating_and_utc_times_are_understood),
        cmocka_unit_test(test_an_hour_that_does_not_exist_or_exists_twice),
        cmocka_unit_test(test_rules_stop_where_they_say),
        cmocka_unit_test(test_rules_of_every_kind),
        cmocka_unit_test(test_dates_are_taken_out_added_and_moved),
        cmocka_unit_test(test_what_is_not_a_slot_is_left_out),
        cmocka_unit_test(test_a_workshop_says_one_sentence_of_itself),
        cmocka_unit_test(test_a_title_may_begin_with_a_picture),
        cmocka_unit_test(test_titles_are_made_safe_and_places_are_read),
        cmocka_unit_test(test_the_key_is_that_of_the_uid_and_the_start),
        cmocka_unit_test(test_too_many_keep_the_earliest_in_order),
        cmocka_unit_test(test_long_spans_that_began_long_ago_are_seen),
        cmocka_unit_test(test_spans_of_bookings_that_staff_touched),
        cmocka_unit_test(test_hostile_rules_are_refused_at_once),
        cmocka_unit_test(test_rules_that_the_library_misreads_are_refused),
        cmocka_unit_test(test_old_series_cost_little_and_endless_ones_are_refused),
        cmocka_unit_test(test_jumping_to_the_window_changes_nothing),
        cmocka_unit_test(test_zones_that_cannot_be_followed_are_refused),
        cmocka_unit_test(test_what_is_no_calendar_is_refused),
        cmocka_unit_test(test_events_beyond_their_bounds_are_refused),
        cmocka_unit_test(test_half_a_calendar_is_never_taken_for_a_whole_one),
        cmocka_unit_test(test_damaged_calendars_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
