// links: base booking seal config
// The configuration file: what a technician may write, and what they are told when they slip.
#include "harness/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/rng.h"
#include "base/utf8.h"
#include "config/config.h"

#define KEY "age1pra9y4n7jqmwn3uqhv06rrxept8xgdammhjnv4lf0mlsaalkj3ks6xsdm9"
#define OTHER_KEY "age1kqtyrjft57p7r7hmmkae2whehvrf3nwj53krrz2l049n9r35udrqx78y3z"

// A sound file; cases below put another text in the place of one line.
static const char *const sound[] = {
    "[place]",                             // 1
    "name = Mission locale",               // 2
    "address = 2 rue de l'Exemple",        // 3
    "person = Samia, à l'accueil",         // 4
    "timezone = Indian/Reunion",           // 5
    "[partner.ml]",                        // 6
    "name = Mission locale",               // 7
    "address = ici",                       // 8
    "adapter = local",                     // 9
    "needs = all",                         // 10
    "recipients = " KEY,                   // 11
    "[partner.asso]",                      // 12
    "name = Association",                  // 13
    "address = là",                        // 14
    "adapter = caldav",                    // 15
    "needs = parler, sante",               // 16
    "recipients = " KEY,                   // 17
    "slots_url = https://a.example/c/",    // 18
    "bookings_url = https://a.example/r/", // 19
    "requests_url = https://a.example/i/", // 20
    "[offer.rdv]",                         // 21
    "partner = ml",                        // 22
    "title = Rendez-vous",                 // 23
    "kind = appointment",                  // 24
    "minutes = 45",                        // 25
    "monday = 09:00-12:00, 14:00-17:00",   // 26
    "[holidays]",                          // 27
    "dates = 2026-12-25",                  // 28
};
enum { SOUND_LINES = sizeof sound / sizeof *sound };

static struct config config;
static struct config_mistakes mistakes;

// The sound file with line `at` (1 and on) replaced by `text`; 0 replaces none.
static struct str with_line(int at, const char *text)
{
    static char memory[1 << 15];
    struct buf file = buf_init(memory, sizeof memory);
    for (int line = 1; line <= SOUND_LINES; line++)
        buf_add_format(&file, "%s\n", line == at ? text : sound[line - 1]);
    assert_false(file.full);
    return buf_str(&file);
}

static void print_mistakes(void)
{
    for (size_t i = 0; i < mistakes.count && i < CONFIG_MISTAKES; i++)
        print_message("line %d: %s\n", mistakes.list[i].line, mistakes.list[i].words);
}

static void expect_good(struct str ini)
{
    err_t err = config_parse(ini, &config, &mistakes);
    print_mistakes();
    assert_int_equal(mistakes.count, 0);
    assert_int_equal(err, OK);
}

static void test_a_sound_file_says_what_it_says(void **state)
{
    (void)state;
    expect_good(with_line(0, ""));
    assert_string_equal(config.place, "Mission locale");
    assert_string_equal(config.person, "Samia, à l'accueil");
    assert_string_equal(config.phone, "");
    assert_int_equal(config.partner_count, 2);
    assert_string_equal(config.partners[1].id, "asso");
    assert_int_equal(config.partners[1].adapter, ADAPTER_CALDAV);
    assert_string_equal(config.partners[1].requests_url, "https://a.example/i/");
    assert_int_equal(config.partners[1].needs, 1 << 0 | 1 << 3);
    assert_int_equal(config.partners[0].needs, (1 << 12) - 1);
    assert_string_equal(config.partners[0].recipients[0], KEY);
    assert_int_equal(config.offer_count, 1);
    assert_int_equal(config.offers[0].range_count[0], 2);
    assert_int_equal(config.offers[0].range_count[1], 0);
    assert_int_equal(config.offers[0].ranges[0][1].from_min, 14 * 60);
    assert_int_equal(config.offers[0].ranges[0][1].to_min, 17 * 60);
    assert_int_equal(config.holidays.days[0].from, civil_days(2026, 12, 25));
}

static void test_what_is_left_out_has_its_documented_value(void **state)
{
    (void)state;
    expect_good(with_line(0, ""));
    assert_int_equal(config.minimum_age, 16);
    assert_int_equal(config.language_count, 2);
    assert_string_equal(config.languages[0], "fr");
    assert_string_equal(config.languages[1], "en");
    assert_int_equal(config.panel_w_mm, 0);
    assert_int_equal(config.early_minutes, 30);
    assert_int_equal(config.late_minutes, 15);
    assert_int_equal(config.wait_minutes, 0);
    assert_string_equal(config.waiting, "");
    assert_false(config.scanner);
    assert_int_equal(config.presence.range_count[0], 0);
    assert_int_equal(config.clock, CLOCK_AUTO);
    assert_false(config.partners[1].exclusive);
    assert_int_equal(config.partners[1].server_class, 0);
    assert_int_equal(config.partners[1].max_minutes, 240);
    assert_int_equal(config.offers[0].capacity, 1);
    assert_false(config.offers[0].workshop);
    assert_true(config.offers[0].from_day == INT64_MIN && config.offers[0].until_day == INT64_MAX);
}

static void test_every_optional_key_is_heard(void **state)
{
    (void)state;
    expect_good(
        with_line(5, "timezone = Europe/Paris\nphone = 01\nhours = 9 h : 17 h; fermé\nminimum_age = 0\n"
                     "languages = en\n[panel]\nwidth_mm = 344\nheight_mm = 194\n[clock]\ntrust = "
                     "always\n[sound]\nheadphones = never\n[arrival]\nearly_minutes = 0\nlate_minutes = 240\n"
                     "waiting = au fond\nwait_minutes = 1\nscanner = yes\n[presence]\nsunday = 09:00-24:00"));
    assert_int_equal(config.early_minutes, 0);
    assert_int_equal(config.late_minutes, 240);
    assert_string_equal(config.waiting, "au fond");
    assert_int_equal(config.wait_minutes, 1);
    assert_true(config.scanner);
    assert_int_equal(config.presence.range_count[6], 1);
    assert_int_equal(config.presence.ranges[6][0].to_min, 1440);
    assert_int_equal(config.headphones, HEADPHONES_NEVER);
    assert_string_equal(config.timezone, "Europe/Paris");
    assert_string_equal(config.hours, "9 h : 17 h; fermé");
    assert_int_equal(config.minimum_age, 0);
    assert_int_equal(config.language_count, 1);
    assert_string_equal(config.languages[0], "en");
    assert_int_equal(config.panel_w_mm, 344);
    assert_int_equal(config.panel_h_mm, 194);
    assert_int_equal(config.clock, CLOCK_TRUST);
    expect_good(with_line(20,
                          "requests_url = http://127.0.0.1:5232/i/\nuser = borne\npassword_file = /run/p\n"
                          "ca_file = /etc/ca.pem\nexclusive = yes\nserver_class = A\nmax_minutes = 90\n"
                          "custody = sealed"));
    assert_string_equal(config.partners[1].user, "borne");
    assert_string_equal(config.partners[1].password_file, "/run/p");
    assert_string_equal(config.partners[1].ca_file, "/etc/ca.pem");
    assert_true(config.partners[1].exclusive);
    assert_int_equal(config.partners[1].server_class, 'A');
    assert_int_equal(config.partners[1].max_minutes, 90);
    expect_good(with_line(24, "kind = workshop\ncapacity = 8\nfrom = 2026-01-01\nuntil = 2026-12-31\n"
                              "sunday = 00:00-24:00"));
    assert_true(config.offers[0].workshop);
    assert_int_equal(config.offers[0].capacity, 8);
    assert_int_equal(config.offers[0].from_day, civil_days(2026, 1, 1));
    assert_int_equal(config.offers[0].until_day, civil_days(2026, 12, 31));
    assert_int_equal(config.offers[0].ranges[6][0].to_min, 1440);
}

static void test_custody_is_sealed_unless_the_file_says_open(void **state)
{
    (void)state;
    expect_good(with_line(0, ""));
    assert_int_equal(config.partners[1].custody, CUSTODY_SEALED);
    assert_string_equal(config.device_recipient, "");
    expect_good(with_line(15, "adapter = caldav\ncustody = sealed"));
    assert_int_equal(config.partners[1].custody, CUSTODY_SEALED);
    expect_good(with_line(12, "[device]\nrecipient = " OTHER_KEY "\nkey_file = /etc/rebond/device.key\n"
                              "[partner.asso]\ncustody = open"));
    assert_int_equal(config.partners[0].custody, CUSTODY_SEALED);
    assert_int_equal(config.partners[1].custody, CUSTODY_OPEN);
    assert_string_equal(config.device_recipient, OTHER_KEY);
    assert_string_equal(config.device_key_file, "/etc/rebond/device.key");
    expect_good(with_line(12, "[device]\nrecipient = " OTHER_KEY "\n[partner.asso]\ncustody = open"));
    assert_string_equal(config.device_key_file, ""); // the systemd credential
}

static void test_a_password_may_come_from_systemd(void **state)
{
    (void)state;
    expect_good(with_line(20, "requests_url = https://a.example/i/\nuser = borne"));
    assert_string_equal(config.partners[1].user, "borne");
    assert_string_equal(config.partners[1].password_file, "");
}

static void test_blanks_marks_and_windows_do_no_harm(void **state)
{
    (void)state;
    expect_good(with_line(4, "\r\n   person=Samia, à l'accueil  \r\n\t# a comment\r\n ; another\r\n"));
    assert_string_equal(config.person, "Samia, à l'accueil");
    expect_good(with_line(1, "\xef\xbb\xbf[place]"));
}

static void test_long_lists_go_on_in_a_second_line(void **state)
{
    (void)state;
    expect_good(with_line(28, "dates = 2027-01-01, 2026-12-24..2027-01-02\ndates = 2026-05-01\n"
                              "dates = 2026-12-25, 2027-01-03"));
    assert_int_equal(config.holidays.count, 2); // sorted; what overlaps or touches is one closing
    assert_int_equal(config.holidays.days[0].from, civil_days(2026, 5, 1));
    assert_int_equal(config.holidays.days[1].from, civil_days(2026, 12, 24));
    assert_int_equal(config.holidays.days[1].to, civil_days(2027, 1, 3));
    expect_good(with_line(11, "recipients = " KEY "\nrecipients = " OTHER_KEY));
    assert_int_equal(config.partners[0].recipient_count, 2);
    assert_string_equal(config.partners[0].recipients[1], OTHER_KEY);
}

#define LONG_40 "abcdefghijabcdefghijabcdefghijabcdefghij"
#define LONG_160 LONG_40 LONG_40 LONG_40 LONG_40

static const struct slip {
    int at;
    const char *text;
    int line;
    const char *said[3];
} slips[] = {
    // Headings and keys
    {1, "x = 1\n[place]", 1, {"avant la première [section]"}},
    {27, "[holliday]", 27, {"[holliday]", "cette section n'existe pas", "partner.<id>"}},
    {27, "[Holidays]", 27, {"cette section n'existe pas"}},
    {27, "[place]", 27, {"[place]", "déjà à la ligne 1"}},
    {27, "[partner.ml]", 27, {"[partner.ml]", "déjà à la ligne 6"}},
    {27, "[holidays", 27, {"seule sur sa ligne"}},
    {27, "[holidays] # x", 27, {"seule sur sa ligne"}},
    {27, "[partner.Élan]", 27, {"lettres minuscules, chiffres et _"}},
    {27, "[partner.]", 27, {"lettres minuscules, chiffres et _"}},
    {27, "[partner.a-b]", 27, {"lettres minuscules, chiffres et _"}},
    {27, "[partner." LONG_40 "]", 27, {"jusqu'à 31"}},
    {27, "[]", 27, {"cette section n'existe pas"}},
    {3, "address = x\nadress = y", 4, {"[place] adress", "ce mot n'existe pas", "address"}},
    {3, "address = x\nslots_url = y", 4, {"ce mot n'existe pas"}},
    {3, "address = x\n= y", 4, {"ce mot n'existe pas"}},
    {3, "address = x\naddress = y", 4, {"[place] address", "déjà à la ligne 3"}},
    {26, "monday = 09:00-12:00\nmonday = 14:00-17:00", 27, {"monday", "déjà à la ligne 26"}},
    {3, "address = x\naddress 2", 4, {"n'est ni"}},
    // What manque
    {2, "", 1, {"[place] name", "manque"}},
    {5, "", 1, {"[place] timezone", "manque"}},
    {11, "", 6, {"[partner.ml] recipients", "manque"}},
    {10, "", 6, {"[partner.ml] needs", "manque"}},
    {9, "", 6, {"[partner.ml] adapter", "manque"}},
    {19, "", 12, {"[partner.asso] bookings_url", "manque"}},
    {24, "", 21, {"[offer.rdv] kind", "manque"}},
    {25, "", 21, {"[offer.rdv] minutes", "manque"}},
    {27, "[panel]\nwidth_mm = 300\n[holidays]", 27, {"[panel] height_mm", "manque"}},
    // Words
    {2, "name =", 2, {"[place] name = «  »", "vide"}},
    {2, "name = " LONG_160, 2, {"159 octets", "160"}},
    {2, "name = " LONG_160 LONG_40, 2, {"207 octets", "198"}},
    {2, "name = caf\xe9", 2, {"UTF-8"}},
    {2, "name = a\x1b[2J", 2, {"caractère de commande"}},
    {2, "name = a\xe2\x80\xaexe", 2, {"ne peut pas être montré"}},
    {2, "name = Samia ; la nuit", 2, {"commentaire"}},
    {23, "title = " LONG_40 LONG_40 LONG_40, 23, {"119 octets"}},
    // One of a few
    {9, "adapter = foo", 9, {"[partner.ml] adapter = « foo »", "permis : local, caldav"}},
    {9, "adapter = Local", 9, {"permis : local, caldav"}},
    {9, "adapter = local\ncustody = shut", 10, {"custody = « shut »", "permis : sealed, open"}},
    {5, "timezone = UTC\nminimum_age = 17", 6, {"permis : 0, 16, 18"}},
    {5, "timezone = UTC\nlanguages = fr, de", 6, {"permis : fr, en, es, ar, fa, ps, uk, ru, ti"}},
    {5, "timezone = UTC\nlanguages = fr, fr", 6, {"une seule"}},
    {5, "timezone = UTC\nlanguages =", 6, {"permis : fr, en"}},
    {27, "[clock]\ntrust = yes\n[holidays]", 28, {"permis : auto, always"}},
    {27, "[arrival]\nearly_minutes = 241\n[holidays]", 28, {"[arrival] early_minutes", "0", "240"}},
    {27, "[arrival]\nscanner = maybe\n[holidays]", 28, {"permis : no, yes"}},
    {27, "[presence]\nmonday = 17:00-09:00\n[holidays]", 28, {"[presence] monday", "09:00-12:00"}},
    {27, "[sound]\nheadphones = yes\n[holidays]", 28, {"permis : auto, always, never"}},
    {27, "[printer]\ndevice = lp0\n[holidays]", 28, {"[printer] device = « lp0 »", "/dev/usb/lp0"}},
    {27, "[printer]\ndevice = /dev/usb/lp0\nwidth_mm = 70\n[holidays]", 29, {"permis : 58, 80"}},
    {27, "[printer]\ndevice = /dev/ttyUSB0\nbaud = 300\n[holidays]", 29, {"9600, 19200, 38400, 115200"}},
    {27, "[printer]\nwidth_mm = 58\n[holidays]", 27, {"[printer] device manque"}},
    {10, "needs = parler, dormir", 10, {"permis : all", "parler, toit"}},
    {10, "needs = parler,, toit", 10, {"permis : all"}},
    {24, "kind = atelier", 24, {"permis : appointment, workshop"}},
    {20, "requests_url = https://a.example/i/\nexclusive = oui", 21, {"permis : no, yes"}},
    {20, "requests_url = https://a.example/i/\nserver_class = D", 21, {"permis : A, B, C"}},
    // Numbers
    {25, "minutes = 45 min", 25, {"minutes = « 45 min »", "de 5 à 1440"}},
    {25, "minutes = -45", 25, {"de 5 à 1440"}},
    {25, "minutes = 4", 25, {"de 5 à 1440"}},
    {25, "minutes = 65581", 25, {"de 5 à 1440"}}, // 45 in sixteen bits
    {25, "minutes = 45\ncapacity = 0", 26, {"de 1 à 99"}},
    {25, "minutes = 45\ncapacity = 100", 26, {"de 1 à 99"}},
    // Places of the system
    {5, "timezone = ../../etc/passwd", 5, {"fuseau horaire"}},
    {5, "timezone = /Europe/Paris", 5, {"fuseau horaire"}},
    {5, "timezone = Réunion", 5, {"fuseau horaire"}},
    {20, "requests_url = https://a.example/i/\nca_file = ca.pem", 21, {"chemin entier"}},
    // Times and dates
    {26, "monday = 9:00-12:00", 26, {"09:00-12:00", "à cheval ni à l'envers"}},
    {26, "monday = 12:00-09:00", 26, {"à l'envers"}},
    {26, "monday = 09:00-09:00", 26, {"à l'envers"}},
    {26, "monday = 09:00-12:00, 11:00-13:00", 26, {"à cheval"}},
    {26, "monday = 14:00-17:00, 09:00-12:00", 26, {"dans l'ordre"}},
    {26, "monday = 09:60-12:00", 26, {"permis :"}},
    {26, "monday = 09:00-24:01", 26, {"permis :"}},
    {26, "monday = 09:00", 26, {"permis :"}},
    {26, "monday = ", 26, {"permis :"}},
    {26,
     "monday = "
     "01:00-02:00,02:00-03:00,03:00-04:00,04:00-05:00,05:00-06:00,06:00-07:00,07:00-08:00,08:00-09:00,"
     "09:00-10:00",
     26,
     {"jusqu'à 8"}},
    {25, "minutes = 45\nfrom = 2026-02-29", 26, {"date qui existe"}},
    {25, "minutes = 45\nfrom = 2026-03-02\nuntil = 2026-03-01", 27, {"until", "avant from"}},
    {28, "dates = 2026-12-25, 25/12/2027", 28, {"comme 2026-12-25"}},
    {28, "dates = 2027-01-02..2026-12-24", 28, {"à l'envers"}},
    {28, "dates = 2026-12-24...2027-01-02", 28, {"comme 2026-12-25"}},
    {28, "dates =", 28, {"comme 2026-12-25"}},
    // Keys and accounts
    {11, "recipients = age1abc", 11, {"age1abc", "rebondctl key new"}},
    {11, "recipients = " KEY "x", 11, {"62 caractères"}},
    {11, "recipients = " KEY ", " KEY, 11, {"différentes"}},
    {20, "requests_url = https://a.example/i/\npassword_file = /p", 12, {"user", "manque"}},
    {20, "requests_url = https://a.example/r/", 20, {"requests_url", "le même"}},
    {19, "bookings_url = https://a.example/c/", 19, {"bookings_url", "le même"}},
    {9, "adapter = local\nslots_url = https://a.example/", 10, {"slots_url", "adapter = caldav seulement"}},
    // Custody
    {9, "adapter = local\ncustody = open", 10, {"[partner.ml] custody = open", "adapter = caldav seulement"}},
    {15,
     "adapter = caldav\ncustody = open",
     16,
     {"[partner.asso] custody = open", "[device]", "recipient = age1"}},
    {27, "[device]\nkey_file = /k\n[holidays]", 27, {"[device] recipient", "manque"}},
    {27, "[device]\nrecipient = age1abc\n[holidays]", 28, {"[device] recipient", "rebondctl key new"}},
    {27, "[device]\nrecipient = " OTHER_KEY "\nkey_file = k\n[holidays]", 29, {"key_file", "chemin entier"}},
    {27,
     "[device]\nrecipient = " OTHER_KEY "\nsecret = x\n[holidays]",
     29,
     {"ce mot n'existe pas", "recipient, key, key_file"}},
    {11,
     "recipients = " OTHER_KEY "\n[device]\nrecipient = " OTHER_KEY,
     11,
     {"[partner.ml] recipients", "n'est pas gardé sur cette borne"}},
    // What does not go together
    {22, "partner = nobody", 22, {"« nobody »", "ce partenaire n'existe pas", "ml, asso"}},
    {22, "partner = asso", 22, {"agenda", "adapter = local"}},
    {26, "", 21, {"[offer.rdv]", "ne donne jamais de créneau"}},
    {26, "monday = 09:00-09:44", 21, {"ne donne jamais de créneau"}},
    {26, "monday = 09:00-12:00\nfrom = 2026-03-03\nuntil = 2026-03-08", 21, {"ne donne jamais de créneau"}},
    {26, "friday = 09:00-12:00\nfrom = 2026-12-25\nuntil = 2026-12-31", 21, {"ne donne jamais de créneau"}},
};

static void expect_slip(const struct slip *slip)
{
    struct config_mistake *mistake = &mistakes.list[0];
    assert_int_equal(config_parse(with_line(slip->at, slip->text), &config, &mistakes), ERR_INVALID);
    print_mistakes();
    assert_int_equal(mistakes.count, 1); // one slip is told once: nothing follows from it
    assert_int_equal(mistake->line, slip->line);
    for (size_t i = 0; i < 3 && slip->said[i]; i++)
        if (!strstr(mistake->words, slip->said[i])) fail_msg("\"%s\" is not said", slip->said[i]);
}

static void test_each_slip_is_told_with_its_line_and_what_is_allowed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++)
        expect_slip(&slips[i]);
}

static void test_a_slot_on_one_open_day_is_enough(void **state)
{
    (void)state; // the other side of "ne donne jamais de créneau"
    expect_good(with_line(26, "monday = 09:00-09:45"));
    expect_good(with_line(26, "monday = 09:00-12:00\nfrom = 2026-03-03\nuntil = 2026-03-09"));
    expect_good(with_line(26, "friday = 09:00-12:00\nfrom = 2026-12-25\nuntil = 2027-01-01"));
    expect_good(with_line(26, "monday = 09:00-12:00\nfrom = 0000-01-01\nuntil = 9999-12-31"));
}

static void test_urls_cannot_carry_a_password_away(void **state)
{
    static const char *const good[] = {"https://agenda.example.org/remote.php/dav/calendars/u/creneaux/",
                                       "https://h:8443/c",
                                       "http://localhost/c/",
                                       "http://[::1]:5232/c/",
                                       "http://127.255.0.1/c/",
                                       "https://[2001:db8::1]/c/"};
    static const char *const bad[] = {"http://agenda.example.org/c/",
                                      "http://127.0.0.1.example.org/c/",
                                      "http://127.1/c/",
                                      "http://127.0.0.1./c/",
                                      "http://localhost.example.org/c/",
                                      "http://[::2]/c/",
                                      "http://128.0.0.1/c/",
                                      "http://127.0.0.256/c/",
                                      "https://user@h/c/",
                                      "https://user:pw@h/c/",
                                      "https://h/c/?x=1",
                                      "https://h/c/#x",
                                      "https://h",
                                      "https:///c/",
                                      "https://:443/c/",
                                      "https://h:0/c/",
                                      "https://h:65536/c/",
                                      "https://h:/c/",
                                      "https://h:44x/c/",
                                      "https://[::1/c/",
                                      "https://[]/c/",
                                      "https://h\\@evil/c/",
                                      "https://h /c/",
                                      "https://é.example/c/",
                                      "HTTPS://h/c/",
                                      "ftp://h/c/",
                                      "//h/c/",
                                      "h/c/",
                                      ""};
    char line[600];
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        snprintf(line, sizeof line, "slots_url = %s", good[i]);
        expect_good(with_line(18, line));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct slip slip = {18, line, 18, {"https://host/path/"}};
        snprintf(line, sizeof line, "slots_url = %s", bad[i]);
        expect_slip(&slip);
    }
}

static void test_a_secret_put_in_the_wrong_place_is_not_told_again(void **state)
{
    (void)state;
    static const struct slip key = {11, "recipients = AGE-SECRET-KEY-1QQQQ", 11, {"recipients = « … »"}};
    static const struct slip url = {18, "slots_url = https://u:hunter2@h/", 18, {"slots_url = « … »"}};
    expect_slip(&key);
    assert_null(strstr(mistakes.list[0].words, "QQQQ"));
    expect_slip(&url);
    assert_null(strstr(mistakes.list[0].words, "hunter2"));
}

static int lines_told[CONFIG_MISTAKES];

static void expect_lines(struct str ini, const int *lines, size_t count)
{
    assert_int_equal(config_parse(ini, &config, &mistakes), ERR_INVALID);
    print_mistakes();
    assert_int_equal(mistakes.count, count);
    for (size_t i = 0; i < count && i < CONFIG_MISTAKES; i++)
        lines_told[i] = mistakes.list[i].line;
    assert_memory_equal(lines_told, lines, count * sizeof *lines);
}

static void test_all_mistakes_are_told_at_once_in_order(void **state)
{
    (void)state;
    static const int nothing[] = {0, 0}, several[] = {0, 1, 1, 3, 4, 5};
    expect_lines(STR(""), nothing, 2);
    assert_string_equal(mistakes.list[0].words, "[place] manque");
    expect_lines(STR("# only a comment, no line end"), nothing, 2);
    // address and person missing, a bad name, an unknown key, a line that is none; and no partner
    expect_lines(STR("[place]\ntimezone = UTC\nname = \nx = 1\nfoo\n"), several, 6);
    assert_non_null(strstr(mistakes.list[0].words, "[partner.<id>] manque"));
}

static void test_more_mistakes_than_are_kept_are_counted(void **state)
{
    (void)state;
    static char memory[4096];
    struct buf file = buf_init(memory, sizeof memory);
    for (int i = 0; i < 100; i++)
        buf_add(&file, STR("[oops]\n"));
    assert_int_equal(config_parse(buf_str(&file), &config, &mistakes), ERR_INVALID);
    assert_int_equal(mistakes.count, 102);
    assert_int_equal(mistakes.list[CONFIG_MISTAKES - 1].line, CONFIG_MISTAKES);
}

// `count` more partners or offers, or closed days, behind the sound file.
static struct str with_many(const char *format, int count)
{
    static char memory[1 << 15];
    struct buf file = buf_init(memory, sizeof memory);
    buf_add(&file, with_line(0, ""));
    for (int i = 0; i < count; i++) {
        char section[400];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        snprintf(section, sizeof section, format, i + 1);
#pragma GCC diagnostic pop
        buf_add(&file, str_from(section));
    }
    assert_false(file.full);
    return buf_str(&file);
}

static void test_a_place_has_its_limits(void **state)
{
    (void)state;
    static const char *const partner =
        "[partner.p%d]\nname=n\naddress=a\nadapter=local\nneeds=all\nrecipients=" KEY "\n";
    static const char *const offer = "[offer.o%d]\npartner=ml\ntitle=t\nkind=appointment\nminutes=30\n"
                                     "friday=09:00-12:00\n";
    expect_good(with_many(partner, LIMIT_PARTNERS - 2));
    assert_int_equal(config.partner_count, LIMIT_PARTNERS);
    assert_int_equal(config_parse(with_many(partner, LIMIT_PARTNERS - 1), &config, &mistakes), ERR_INVALID);
    assert_int_equal(mistakes.count, 1);
    expect_good(with_many(offer, LIMIT_OFFERS - 1));
    assert_int_equal(config.offer_count, LIMIT_OFFERS);
    assert_int_equal(config_parse(with_many(offer, LIMIT_OFFERS), &config, &mistakes), ERR_INVALID);
    assert_int_equal(mistakes.count, 1);
    expect_good(with_many("dates = %04d-06-01\n", LIMIT_HOLIDAYS - 1));
    assert_int_equal(config.holidays.count, LIMIT_HOLIDAYS);
    assert_int_equal(config_parse(with_many("dates = %04d-06-01\n", LIMIT_HOLIDAYS), &config, &mistakes),
                     ERR_INVALID);
    assert_int_equal(mistakes.count, 1);
    assert_non_null(strstr(mistakes.list[0].words, "128 jours"));
}

static void test_a_refused_file_changes_nothing(void **state)
{
    (void)state;
    static struct config before;
    expect_good(with_line(0, ""));
    before = config;
    assert_int_equal(config_parse(with_line(7, "name = Autre\nx = 1"), &config, &mistakes), ERR_INVALID);
    assert_memory_equal(&config, &before, sizeof config);
}

static void test_a_request_goes_to_the_first_who_takes_it(void **state)
{
    (void)state;
    const uint8_t sante[] = {3}, toit_sante[] = {1, 3}, papiers[] = {4};
    expect_good(with_line(10, "needs = toit, manger"));
    assert_string_equal(config_find_partner(&config, STR("asso"))->id, "asso");
    assert_null(config_find_partner(&config, STR("as")));
    assert_string_equal(config_route(&config, sante, 1)->id, "asso");
    assert_string_equal(config_route(&config, toit_sante, 2)->id, "ml");
    assert_string_equal(config_route(&config, papiers, 1)->id, "ml"); // nobody's: the first
    assert_string_equal(config_route(&config, NULL, 0)->id, "ml");
    expect_good(with_line(16, "needs = all"));
    config.partners[0].needs = 1;
    assert_string_equal(config_route(&config, papiers, 1)->id, "asso");
    assert_string_equal(config_route(&config, NULL, 0)->id,
                        "asso"); // who takes everything takes "nothing yet"
}

static struct str demo_file(void)
{
    static char bytes[1 << 15];
    FILE *file = fopen(REBOND_SOURCE "/assets/config/demo.ini", "rb");
    assert_non_null(file);
    size_t n = fread(bytes, 1, sizeof bytes, file);
    assert_int_equal(fclose(file), 0);
    assert_in_range(n, 1000, sizeof bytes - 1);
    return (struct str){bytes, n};
}

static bool is_closed(int year, int month, int day)
{
    int64_t when = civil_days(year, month, day);
    for (size_t i = 0; i < config.holidays.count; i++)
        if (config.holidays.days[i].from <= when && when <= config.holidays.days[i].to) return true;
    return false;
}

static void test_the_demonstration_place_is_sound(void **state)
{
    (void)state;
    expect_good(demo_file());
    assert_string_equal(config.timezone, "Indian/Reunion");
    assert_int_equal(config.partner_count, 2);
    assert_int_equal(config.offer_count, 3);
    assert_true(config.offers[2].workshop);
    assert_int_equal(config.offers[2].capacity, 8);
    assert_true(is_closed(2026, 12, 20) && is_closed(2027, 12, 20) && is_closed(2026, 12, 26));
    assert_true(is_closed(2026, 4, 6) && is_closed(2027, 5, 17));
    assert_false(is_closed(2026, 12, 23));
    unsigned taken = 0;
    for (size_t i = 0; i < config.partner_count; i++)
        taken |= config.partners[i].needs;
    assert_int_equal(taken, (1 << 12) - 1); // no wish without a partner
}

static struct str with_a_key(struct str line)
{
    if (str_eq(line, STR("recipients = age1…"))) return STR("recipients = " KEY);
    return str_eq(line, STR("recipient = age1…")) ? STR("recipient = " OTHER_KEY) : line;
}

// The commented example of a calendar partner, with its comment marks taken away.
static void test_the_commented_example_works_when_it_is_used(void **state)
{
    (void)state;
    static char memory[1 << 15];
    struct buf file = buf_init(memory, sizeof memory);
    struct str rest = demo_file();
    bool example = false;
    while (rest.n) {
        struct str line = str_cut(&rest, '\n');
        if (str_eq(line, STR("#[partner.asso]"))) example = true;
        bool mark = example && line.n > 1 && line.p[0] == '#' && line.p[1] != ' ';
        buf_add(&file, with_a_key(str_slice(line, mark, line.n)));
        buf_add_char(&file, '\n');
    }
    expect_good(buf_str(&file));
    assert_int_equal(config.partner_count, 3);
    assert_string_equal(config.partners[2].ca_file, "/etc/rebond/asso-ca.pem");
    assert_int_equal(config.partners[2].custody, CUSTODY_OPEN);
    assert_string_equal(config.device_key_file, "/etc/rebond/device.key");
}

// Whatever the bytes: no crash, and the answer and the mistakes agree and are text.
static void parse_anything(const char *bytes, size_t n)
{
    char *copy = malloc(n ? n : 1); // so that a sanitizer sees a read past the end
    assert_non_null(copy);
    memcpy(copy, bytes, n);
    err_t err = config_parse((struct str){copy, n}, &config, &mistakes);
    free(copy);
    assert_int_equal(err, mistakes.count ? ERR_INVALID : OK);
    for (size_t i = 0; i < mistakes.count && i < CONFIG_MISTAKES; i++) {
        assert_true(mistakes.list[i].line >= 0 && mistakes.list[i].words[0]);
        assert_non_null(memchr(mistakes.list[i].words, 0, sizeof mistakes.list[i].words));
        for (struct str rest = str_from(mistakes.list[i].words); rest.n;)
            assert_true(utf8_printable(utf8_next(&rest)));
    }
}

static void test_any_bytes_are_refused_in_peace(void **state)
{
    (void)state;
    static char bytes[2000];
    static const char often[] = "[]=;#:,-.\n\r\t \x01\xef\xbb\xbf\xc3";
    struct rng rng = {20260514};
    for (int round = 0; round < 3000; round++) {
        size_t n = (size_t)rng_below(&rng, sizeof bytes);
        for (size_t i = 0; i < n; i++)
            bytes[i] = rng_below(&rng, 3) ? (char)rng_next(&rng) : often[rng_below(&rng, sizeof often)];
        parse_anything(bytes, n);
    }
}

static void test_a_file_with_flipped_bytes_is_refused_in_peace(void **state)
{
    (void)state;
    static char bytes[1 << 15];
    struct str demo = demo_file();
    struct rng rng = {97420};
    int refused = 0;
    for (int round = 0; round < 1500; round++) {
        size_t n = rng_below(&rng, 4) ? demo.n : (size_t)rng_below(&rng, demo.n);
        memcpy(bytes, demo.p, n);
        for (uint64_t flips = rng_below(&rng, 20); flips && n; flips--)
            bytes[rng_below(&rng, n)] = (char)rng_next(&rng);
        parse_anything(bytes, n);
        refused += mistakes.count != 0;
    }
    assert_in_range(refused, 300, 1499); // some flips fall into comments
}

static void test_what_watches_a_device_can_be_said(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "[watch]\nheartbeat = http://hc.example.org/ping/x",
        "[watch]\nheartbeat = https://hc.example.org/ping/x/",
        "[watch]\nevery = 0",
        "[watch]\noldest = 24",
        "[watch]\noldest = h",
        "[watch]\noldest = 61d",
        "[watch]\noldest = 0h",
        "[watch]\noldest = ",
        "[watch]\nmetrics = rebond.prom",
        "[watch]\nname = x",
    };
    assert_int_equal(config_parse(with_line(0, NULL), &config, &mistakes), OK);
    assert_int_equal(config.watch.oldest_h, 24);
    assert_int_equal(config.watch.every_min, 5);
    assert_string_equal(config.watch.heartbeat, "");
    assert_int_equal(config_parse(with_line(27, "[watch]\nheartbeat = https://hc.example.org/ping/x\n"
                                                "every = 15\noldest = 3d\nmetrics = /run/rebond.prom\n"
                                                "[holidays]"),
                                  &config, &mistakes),
                     OK);
    assert_string_equal(config.watch.heartbeat, "https://hc.example.org/ping/x");
    assert_int_equal(config.watch.oldest_h, 72);
    assert_int_equal(config.watch.every_min, 15);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char text[160];
        snprintf(text, sizeof text, "%s\n[holidays]", wrong[i]);
        assert_int_equal(config_parse(with_line(27, text), &config, &mistakes), ERR_INVALID);
        assert_int_equal(mistakes.count, 1);
        assert_int_equal(mistakes.list[0].line, 28);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_sound_file_says_what_it_says),
        cmocka_unit_test(test_what_is_left_out_has_its_documented_value),
        cmocka_unit_test(test_every_optional_key_is_heard),
        cmocka_unit_test(test_custody_is_sealed_unless_the_file_says_open),
        cmocka_unit_test(test_a_password_may_come_from_systemd),
        cmocka_unit_test(test_blanks_marks_and_windows_do_no_harm),
        cmocka_unit_test(test_long_lists_go_on_in_a_second_line),
        cmocka_unit_test(test_each_slip_is_told_with_its_line_and_what_is_allowed),
        cmocka_unit_test(test_a_slot_on_one_open_day_is_enough),
        cmocka_unit_test(test_urls_cannot_carry_a_password_away),
        cmocka_unit_test(test_a_secret_put_in_the_wrong_place_is_not_told_again),
        cmocka_unit_test(test_all_mistakes_are_told_at_once_in_order),
        cmocka_unit_test(test_more_mistakes_than_are_kept_are_counted),
        cmocka_unit_test(test_a_place_has_its_limits),
        cmocka_unit_test(test_a_refused_file_changes_nothing),
        cmocka_unit_test(test_a_request_goes_to_the_first_who_takes_it),
        cmocka_unit_test(test_the_demonstration_place_is_sound),
        cmocka_unit_test(test_the_commented_example_works_when_it_is_used),
        cmocka_unit_test(test_any_bytes_are_refused_in_peace),
        cmocka_unit_test(test_a_file_with_flipped_bytes_is_refused_in_peace),
        cmocka_unit_test(test_what_watches_a_device_can_be_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
