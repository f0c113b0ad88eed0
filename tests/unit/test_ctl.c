// links: base port content booking config seal sync wire store ctl
// with: harness/partner_sim.c harness/partner_dav.c harness/partner_shelf.c harness/ctl_desk.c
#include "harness/ctl_desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ctl/probe_words.h"
#include "harness/partner_sim.h"

// An outside of memory: one file to read, one secret to write, what was said; for probes a partner and a real
// database.
static struct outside {
    const char *file;
    const char *catalogue, *sentences; // en.po and rebond.pot; NULL: they are not there
    err_t read_err, secret_err, device_err, create_err, zone_err;
    const char *voiceless; // the language without a voice, NULL none
    char created[512], out[4096], err[4096];
    char folder[64]; // "" when there is none
    struct partner_sim *sim;
    int64_t mono_ms;
    int waits_left; // until somebody wants to end it; -1 nobody
} outside;

static void write_text(void *self, enum ctl_stream stream, struct str text)
{
    (void)self;
    char *to = stream == CTL_OUT ? outside.out : outside.err;
    size_t n = strlen(to);
    assert_true(n + text.n < sizeof outside.out);
    memcpy(to + n, text.p, text.n);
    to[n + text.n] = '\0';
}

static err_t read_bytes(const char *path, void *to, size_t cap, size_t *ret_n)
{
    const char *bytes = strstr(path, "/po/rebond.pot") ? outside.sentences
                        : strstr(path, "/po/")         ? outside.catalogue
                                                       : outside.file;
    if (outside.read_err) return outside.read_err;
    if (!bytes) return ERR_MISSING;
    *ret_n = strlen(bytes);
    assert_true(*ret_n <= cap);
    memcpy(to, bytes, *ret_n);
    return OK;
}

static err_t create_secret(const char *path, struct str bytes)
{
    assert_string_equal(path, "a.key");
    if (outside.create_err) return outside.create_err;
    return str_copy(bytes, outside.created, sizeof outside.created);
}

static err_t check_secret(const char *path)
{
    if (strcmp(path, "/etc/rebond/device.key") == 0) return outside.device_err;
    assert_string_equal(path, "/etc/rebond/password");
    return outside.secret_err;
}

static err_t become_owner(const char *path)
{
    (void)path;
    return outside.folder[0] ? OK : ERR_MISSING;
}

static err_t load_zone(const char *name, struct zone *ret_zone)
{
    if (outside.zone_err) return outside.zone_err;
    *ret_zone = (struct zone){.count = 1, .spans = {{INT64_MIN, 3600}}};
    return str_copy(str_from(name), ret_zone->name, sizeof ret_zone->name);
}

static void fill(void *self, void *to, size_t n)
{
    (void)self;
    memset(to, 0x42, n);
}

static err_t plain_rename(void *self, const char *from, const char *to)
{
    (void)self;
    return rename(from, to) == 0 ? OK : ERR_MISSING;
}

static err_t reach(void *self, const struct config *config, struct http_port *ret_http,
                   const struct http_account **ret_accounts)
{
    static struct http_account accounts[LIMIT_PARTNERS];
    (void)self;
    for (size_t i = 0; i < config->partner_count; i++)
        accounts[i] = (struct http_account){.user = config->partners[i].user, .secret = "secret"};
    *ret_http = partner_sim_port(outside.sim, 0);
    *ret_accounts = accounts;
    return OK;
}

// A little longer than need be, so that two requests one after the other are not at the same time.
static bool wait_virtually(void *self, int64_t ms)
{
    enum { REST_MS = 100 };
    (void)self;
    int64_t next_ms = partner_sim_next(outside.sim), until_ms = outside.mono_ms + ms;
    outside.mono_ms = (next_ms < until_ms ? next_ms : until_ms) + REST_MS;
    partner_sim_pass(outside.sim, outside.mono_ms);
    if (outside.waits_left > 0) outside.waits_left--;
    return outside.waits_left != 0;
}

static bool has_voice(struct str language)
{
    return !str_eq(language, str_from(outside.voiceless));
}

static const struct ctl_ports ports = {
    .write = write_text,
    .read = read_bytes,
    .create_secret = create_secret,
    .check_secret = check_secret,
    .become_owner = become_owner,
    .load_zone = load_zone,
    .has_voice = has_voice,
    .reach = reach,
    .wait = wait_virtually,
    .entropy = {NULL, fill},
    .files = {.rename = plain_rename},
    .wall_s = 1795413600, // 23 November 2026, 06:00 UTC
};

// Runs "rebondctl LINE" with an outside that was just set up.
static enum ctl_status run(const char *line)
{
    outside.out[0] = outside.err[0] = '\0';
    return desk_run(&ports, line);
}

static bool says(const char *text, const char *part)
{
    struct str whole = str_from(text);
    return str_find(whole, str_from(part)) < whole.n;
}

static int set_up(void **state)
{
    (void)state;
    outside = (struct outside){.file = ""};
    return seal_init() == OK ? 0 : -1;
}

// A device that has run once, and a partner of this class.
static struct store *device_store(void)
{
    return desk_store_in(outside.folder, &ports);
}

static void open_device(char server_class)
{
    strcpy(outside.folder, "/tmp/rebond-ctl-XXXXXX");
    assert_non_null(mkdtemp(outside.folder));
    store_close(device_store());
    outside.sim = partner_sim_open(server_class, 7);
    outside.waits_left = -1;
}

static void close_device(void)
{
    char path[96];
    snprintf(path, sizeof path, "%s/rebond.db", outside.folder);
    assert_int_equal(unlink(path), 0);
    snprintf(path, sizeof path, "%s/rebond.db-journal", outside.folder);
    (void)unlink(path); // there when something was written
    assert_int_equal(rmdir(outside.folder), 0);
    partner_sim_close(outside.sim);
    outside.folder[0] = '\0';
}

static enum ctl_status run_there(const char *command)
{
    char line[192];
    snprintf(line, sizeof line, "%s --state %s", command, outside.folder);
    return run(line);
}

static void test_a_command_line_is_understood_or_refused_whole(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        "key",
                                        "key old a.key",
                                        "key new",
                                        "key new a.key b.key",
                                        "key new a.key --json",
                                        "open",
                                        "open --key",
                                        "open a.key",
                                        "open --key k a.age b.age",
                                        "status --key k",
                                        "status --states x",
                                        "config",
                                        "config check",
                                        "config check a b",
                                        "config check a --state s",
                                        "partner",
                                        "partner probe a b",
                                        "partner probe --key k",
                                        "nonsense",
                                        "-x"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(run(wrong[i]), CTL_FAILED);
        assert_string_equal(outside.out, "");
        assert_true(says(outside.err, "rebondctl help"));
        assert_string_equal(outside.created, "");
    }
    char *words[] = {"rebondctl", "--json", "open", "--state=s", "--key", "k", "--config", "c"};
    char problem[OPTION_PROBLEM];
    struct ctl_options options;
    assert_int_equal(options_parse(8, words, &options, problem), OK);
    assert_int_equal(options.command, CTL_OPEN);
    assert_true(options.json);
    assert_string_equal(options.key, "k");
    assert_string_equal(options.config, "c");
    assert_string_equal(options.state, "s");
}

static void test_a_new_key_has_the_form_of_age_keygen(void **state)
{
    (void)state;
    assert_int_equal(run("key new a.key"), CTL_GOOD);
    assert_string_equal(outside.created,
                        "# created: 2026-11-23T06:00:00Z\n"
                        "# public key: age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\n"
                        "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX\n");
    assert_string_equal(outside.out, "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\n");
    assert_false(says(outside.err, "SECRET"));
    assert_true(says(outside.err, "hors de la borne"));
    assert_int_equal(run("key new --device a.key"), CTL_GOOD);
    assert_false(says(outside.err, "hors de la borne"));
    assert_true(says(outside.err, "reste sur cette borne"));
    assert_int_equal(run("open --device --key a.key"), CTL_FAILED);
    outside.create_err = ERR_EXISTS;
    assert_int_equal(run("key new a.key"), CTL_FAILED);
    assert_string_equal(outside.out, "");
    assert_true(says(outside.err, "existe déjà"));
}

#define SECRET "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"

static void test_keys_are_read_as_people_bring_them(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        size_t count;
        const char *complaint;
    } cases[] = {
        {SECRET, 1, NULL},
        {"# created\r\n" SECRET "\r\n", 1, NULL},
        {"\n\n  " SECRET "\n# spare\n" SECRET "\n", 2, NULL},
        {"", 0, "il n'y a pas de clé"},
        {"# only words\n", 0, "il n'y a pas de clé"},
        {SECRET "\nage1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\n", 0, "ligne 2"},
        {"age-encryption.org/v1\n-> scrypt", 0, "phrase de passe"},
        {"-----BEGIN AGE ENCRYPTED FILE-----\n", 0, "phrase de passe"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct keys keys = {.count = 0};
        outside.file = cases[i].file;
        outside.err[0] = '\0';
        assert_int_equal(keys_read(&ports, "a.key", &keys), cases[i].complaint == NULL);
        assert_int_equal(keys.count, cases[i].count);
        if (cases[i].complaint) assert_true(says(outside.err, cases[i].complaint));
        assert_false(says(outside.err, "SECRET"));
    }
    outside.read_err = ERR_MISSING;
    assert_int_equal(run("open --key a.key"), CTL_FAILED);
    assert_true(says(outside.err, "a.key : ce fichier n'existe pas"));
}

static void test_a_booking_is_told_in_words(void **state)
{
    (void)state;
    struct place place = {.known = false};
    struct item item = {.reason = REASON_SLOT_TAKEN, .made_s = 1795413600};
    struct booking booking = {.kind = ITEM_WORKSHOP,
                              .needs = {10},
                              .need_count = 1,
                              .choice_count = 2,
                              .choices = {{.title = "Vélo", .partner = "ml", .start_s = 1795500000},
                                          {.partner = "ml", .start_s = 1796077800}},
                              .contact_kind = CONTACT_EMAIL,
                              .safe = SAFE_MINE,
                              .age = AGE_16_17,
                              .language = "fa",
                              .code = {{0, 1, 2}, 7},
                              .partner = "ml"};
    assert_int_equal(load_zone("Europe/Paris", &place.zone), OK);
    assert_int_equal(pii_set(&booking.name, STR("Nadia")), OK);
    assert_int_equal(pii_set(&booking.contact, STR("nadia@example.org")), OK);
    char text[2048];
    struct buf to = buf_init(text, sizeof text);
    words_booking(&to, &place, &item, &booking);
    assert_string_equal(buf_c(&to), "Nadia — atelier\n"
                                    "   À voir : le premier choix était déjà pris\n"
                                    "   Besoins : Bouger, faire quelque chose\n"
                                    "   Souhait : mardi 24 novembre à 7 h, Vélo (ml)\n"
                                    "   Sinon : lundi 30 novembre à 23 h 30 (ml)\n"
                                    "   Contact : e-mail — nadia@example.org\n"
                                    "   Écrire : on peut écrire, c'est le sien\n"
                                    "   Âge : 16 ou 17 ans\n"
                                    "   Langue : dari\n"
                                    "   Code : cerise vélo parapluie 07\n"
                                    "   Partenaire : ml\n"
                                    "   Reçu : lundi 23 novembre à 7 h\n");
}

static void test_a_hostile_name_commands_no_terminal(void **state)
{
    (void)state;
    struct place place = {.known = false};
    struct item item = {.made_s = 0};
    struct booking booking = {.language = "\033]0;x\a"};
    assert_int_equal(load_zone("Europe/Paris", &place.zone), OK);
    assert_int_equal(pii_set(&booking.name, STR("a\033[2Jb\xff\r\n1. Moi\xe2\x80\xae")), OK);
    char text[2048];
    struct buf to = buf_init(text, sizeof text);
    words_booking(&to, &place, &item, &booking);
    assert_true(str_starts(buf_str(&to), STR("a?[2Jb???1. Moi? — ")));
    for (size_t i = 0; i < to.n; i++)
        assert_true((unsigned char)text[i] >= 0x20 || text[i] == '\n');
}

#define PARTNER_FAR                                                                                          \
    "[place]\nname = Ici\naddress = Rue\nperson = Samia\ntimezone = Europe/Paris\n"                          \
    "[partner.far]\nname = Loin\naddress = Ailleurs\nadapter = caldav\nneeds = all\nuser = kiosk\n"          \
    "slots_url = https://example.org/c/\nbookings_url = https://example.org/r/\n"                            \
    "requests_url = https://example.org/i/\npassword_file = /etc/rebond/password\n"                          \
    "recipients = age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\n"

static void test_a_configuration_is_held_against_the_system(void **state)
{
    (void)state;
    outside.file = PARTNER_FAR;
    assert_int_equal(run("config check x.ini"), CTL_GOOD);
    assert_string_equal(outside.out, "x.ini: aucune faute\n");
    outside.secret_err = ERR_INVALID;
    assert_int_equal(run("config check x.ini"), CTL_FOUND);
    assert_true(says(outside.out,
                     "x.ini: [partner.far] password_file = « /etc/rebond/password » n'est pas un fichier "
                     "que seul son propriétaire peut lire"));
    outside.secret_err = OK;
    outside.zone_err = ERR_MISSING;
    assert_int_equal(run("config check x.ini"), CTL_FOUND);
    assert_true(says(outside.out, "timezone = « Europe/Paris » n'est pas un fuseau de cette machine"));
    outside.file = "[place]\nname = Ici\nnonsense = 1\n";
    assert_int_equal(run("config check x.ini"), CTL_FOUND);
    assert_true(says(outside.out, "x.ini:3: "));
    outside.read_err = ERR_DENIED;
    assert_int_equal(run("config check x.ini"), CTL_FAILED);
    assert_true(says(outside.err, "x.ini: ne peut pas être lu par ce compte"));
}

static void test_a_card_asks_whether_a_place_can_go_on(void **state)
{
    (void)state;
    outside.file = PARTNER_FAR;
    assert_int_equal(run("config usable x.ini"), CTL_GOOD);
    outside.file = PARTNER_FAR "[sound]\nheadphones = perhaps\n";
    assert_int_equal(run("config usable x.ini"), CTL_GOOD);
    assert_int_equal(run("config check x.ini"), CTL_FOUND);
    outside.file = PARTNER_FAR "[holidays]\ndates = never\n";
    assert_int_equal(run("config usable x.ini"), CTL_FOUND);
    outside.file = PARTNER_FAR;
    outside.zone_err = ERR_MISSING;
    assert_int_equal(run("config usable x.ini"), CTL_FOUND);
}

static void test_a_language_without_a_voice_is_said_and_is_no_mistake(void **state)
{
    (void)state;
    outside.file = PARTNER_FAR;
    outside.voiceless = "en";
    assert_int_equal(run("config check x.ini"), CTL_GOOD);
    assert_string_equal(outside.out,
                        "x.ini: [place] languages: espeak-ng n'a pas de voix pour en : rien n'y est "
                        "lu à voix haute\nx.ini: aucune faute\n");
}

static void test_the_file_of_the_device_key_is_looked_at_and_not_read(void **state)
{
    (void)state;
    outside.file = PARTNER_FAR "custody = open\n[device]\nkey_file = /etc/rebond/device.key\n"
                               "recipient = age1pra9y4n7jqmwn3uqhv06rrxept8xgdammhjnv4lf0mlsaalkj3ks6xsdm9\n";
    assert_int_equal(run("config check x.ini"), CTL_GOOD);
    outside.device_err = ERR_INVALID;
    assert_int_equal(run("config check x.ini"), CTL_FOUND);
    assert_string_equal(outside.out,
                        "x.ini: [device] key_file = « /etc/rebond/device.key » n'est pas un fichier "
                        "que seul son propriétaire peut lire (chmod 600)\n");
}

static void test_without_a_database_nothing_is_made(void **state)
{
    (void)state;
    outside.file = SECRET;
    assert_int_equal(run("open --key a.key --state s"), CTL_FAILED);
    assert_true(says(outside.err, "s : il n'y a pas de base de Rebond ici"));
    assert_int_equal(run("status --state s"), CTL_FAILED);
    assert_string_equal(outside.out, "");
}

#define PARTNER_SIM                                                                                          \
    "[place]\nname = Ici\naddress = Rue\nperson = Samia\ntimezone = Europe/Paris\n"                          \
    "[partner.sans]\nname = Sans\naddress = Ici\nadapter = local\nneeds = all\n"                             \
    "recipients = age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\n"                          \
    "[partner.far]\nname = Loin\naddress = Ailleurs\nadapter = caldav\nneeds = all\nuser = kiosk\n"          \
    "slots_url = https://partner.example/creneaux/\nbookings_url = https://partner.example/reservations/\n"  \
    "requests_url = https://partner.example/inscriptions/\npassword_file = /etc/rebond/password\n"           \
    "recipients = age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\n"

static void test_a_good_server_is_probed_and_its_class_is_kept(void **state)
{
    (void)state;
    open_device('A');
    outside.file = PARTNER_SIM;
    assert_int_equal(run_there("status"), CTL_GOOD);
    assert_true(says(outside.out, "Classe C : une seule borne peut réserver"));
    assert_true(says(outside.out, "jamais éprouvé : rebondctl partner probe far"));
    assert_int_equal(run_there("partner probe far"), CTL_GOOD);
    assert_true(says(outside.out, "Loin (far)\n"));
    assert_true(says(outside.out, "où une seule gagne et reste : 10\n"));
    assert_true(says(outside.out, "Classe A : un seul gagne"));
    assert_int_equal(partner_sim_live(outside.sim, SHELF_BOOKINGS), 0);
    assert_int_equal(run_there("status"), CTL_GOOD);
    assert_true(says(outside.out, "Classe A : un seul gagne"));
    assert_true(says(outside.out, "\n   Serveur éprouvé le lundi 23 novembre à 7"));
    assert_int_equal(run_there("status --json"), CTL_GOOD);
    assert_true(says(outside.out, "\"condition\":\"ok\",\"class\":\"A\",\"probed\":\"2026-11-23T06:00:00Z\","
                                  "\"notes\":[]}]}\n"));
    assert_int_equal(run_there("partner probe --json"), CTL_GOOD); // all that have a server
    assert_string_equal(
        outside.out, "{\"partner\":\"far\",\"class\":\"A\",\"probed\":\"2026-11-23T06:00:00Z\",\"notes\":[],"
                     "\"findings\":[{\"id\":\"one-winner\",\"where\":\"reservations\",\"count\":10}]}\n");
    close_device();
}

#define PO(language) "msgid \"\"\nmsgstr \"Language: " language "\\nX-Native-Checked: yes\\n\"\n"

static void test_the_state_tells_how_far_each_language_is(void **state)
{
    (void)state;
    open_device('A');
    outside.file = PARTNER_SIM;
    assert_int_equal(run_there("status"), CTL_GOOD);
    assert_true(says(outside.out, "Langue en : pas de traductions utilisables ici\n"));
    outside.sentences = PO("fr") "msgid \"oui\"\nmsgstr \"\"\nmsgid \"non\"\nmsgstr \"\"\n";
    outside.catalogue = PO("en") "msgid \"oui\"\nmsgstr \"yes\"\n";
    assert_int_equal(run_there("status"), CTL_GOOD);
    assert_true(says(outside.out, "Langue en : phrases qui manquent et restent en français : 1 ; relue par"));
    assert_int_equal(run_there("status --json"), CTL_GOOD);
    assert_true(
        says(outside.out, "\"languages\":[{\"language\":\"en\",\"missing\":1,\"native_checked\":true}]"));
    outside.catalogue = "msgid \"\"\nmsgstr \"Language: en\\n\"\nmsgid \"oui\"\nmsgstr \"yes\"\n"
                        "msgid \"non\"\nmsgstr \"no\"\n";
    assert_int_equal(run_there("status --assets there"), CTL_GOOD);
    assert_true(says(outside.out, "Langue en : complète ; aucune personne"));
    outside.catalogue = PO("en") "msgid \"{a}\"\nmsgstr \"{b}\"\n";
    assert_int_equal(run_there("status --assets there"), CTL_FOUND); // the kiosk would not start
    assert_true(says(outside.err, "there/po/en.po:3: "));
    close_device();
}

static void test_other_servers_have_their_classes(void **state)
{
    (void)state;
    open_device('B');
    outside.file = PARTNER_SIM;
    assert_int_equal(run_there("partner probe far"), CTL_GOOD);
    assert_true(says(outside.out, "Classe B : le rendez-vous est confirmé après 5 s et une relecture"));
    partner_sim_settings(outside.sim)->no_todo = true;
    assert_int_equal(run_there("partner probe far"), CTL_FOUND);
    assert_true(says(outside.out, "ne prend pas de tâches"));
    assert_int_equal(run_there("status"), CTL_GOOD);
    assert_true(says(outside.out, "ne prend pas de tâches"));
    partner_sim_script(outside.sim, HTTP_PUT, 0, SIM_EVER, SIM_OVERWRITES);
    assert_int_equal(run_there("partner probe far"), CTL_FOUND);
    assert_true(says(outside.out, "If-None-Match ignoré"));
    assert_true(says(outside.out, "Classe C : une seule borne peut réserver dans cet agenda"));
    assert_int_equal(partner_sim_live(outside.sim, SHELF_BOOKINGS), 0);
    close_device();
}

static void test_a_second_kiosk_of_a_class_c_server_is_told_to_technicians(void **state)
{
    (void)state;
    open_device('C');
    outside.file = PARTNER_SIM;
    assert_int_equal(run_there("status"), CTL_GOOD);
    assert_false(says(outside.out, "Une autre borne"));
    struct store *store = device_store();
    assert_int_equal(partner_set_second(store, "far", true), OK);
    store_close(store);
    assert_int_equal(run_there("status"), CTL_GOOD);
    assert_true(says(outside.out, "Une autre borne réserve déjà dans cet agenda"));
    assert_int_equal(run_there("status --json"), CTL_GOOD);
    assert_true(says(outside.out, "\"class\":\"C\",\"second\":true,"));
    close_device();
}

static void test_the_worse_of_probe_and_configuration_counts(void **state)
{
    (void)state;
    open_device('B');
    outside.file = PARTNER_SIM "server_class = A\n";
    assert_int_equal(run_there("partner probe far"), CTL_FOUND);
    assert_true(
        says(outside.out, "La configuration dit A (server_class) : la moins bonne des deux compte, B"));
    assert_int_equal(run_there("status --json"), CTL_GOOD);
    assert_true(says(outside.out, "\"class\":\"B\""));
    outside.file = PARTNER_SIM "server_class = C\n";
    assert_int_equal(run_there("partner probe far"), CTL_FOUND);
    assert_true(says(outside.out, "la moins bonne des deux compte, C"));
    assert_int_equal(run_there("status"), CTL_GOOD);
    assert_true(says(outside.out, "classe B ; c'est celle de la configuration qui compte"));
    close_device();
}

static void test_a_probe_that_could_not_be_done_changes_nothing(void **state)
{
    (void)state;
    open_device('A');
    outside.file = PARTNER_SIM;
    partner_sim_set_password(outside.sim, "another");
    assert_int_equal(run_there("partner probe far"), CTL_FAILED);
    assert_true(says(outside.out, "reservations/ : le serveur refuse l'utilisateur ou le mot de passe"));
    assert_true(says(outside.out, "Jamais éprouvé, il est traité comme la classe C"));
    assert_int_equal(run_there("partner probe far --json"), CTL_FAILED);
    assert_false(says(outside.out, "\"class\""));
    assert_int_equal(run_there("status --json"), CTL_GOOD);
    assert_true(says(outside.out, "\"class\":\"C\",\"notes\":[]"));
    partner_sim_calm(outside.sim);
    assert_int_equal(run_there("partner probe far"), CTL_GOOD);
    partner_sim_network(outside.sim, false);
    assert_int_equal(run_there("partner probe far"), CTL_FAILED);
    assert_true(says(outside.out, "le serveur ne répond pas"));
    assert_true(says(outside.out, "Le résultat d'avant compte toujours, classe A"));
    assert_int_equal(run_there("partner probe nobody"), CTL_FAILED);
    assert_true(says(outside.err, "nobody : ce partenaire n'est pas dans"));
    assert_int_equal(run_there("partner probe sans"), CTL_FAILED);
    assert_true(says(outside.err, "rien à éprouver"));
    close_device();
}

static void test_whoever_ends_a_probe_leaves_nothing_behind(void **state)
{
    (void)state;
    for (int waits = 1; waits < 38; waits += 3) {
        open_device('A');
        outside.file = PARTNER_SIM;
        outside.waits_left = waits;
        assert_int_equal(run_there("partner probe"), CTL_FAILED);
        assert_true(says(outside.out, "l'essai a été interrompu"));
        assert_int_equal(partner_sim_live(outside.sim, SHELF_BOOKINGS), 0);
        assert_true(waits < 6 || partner_sim_requests(outside.sim, HTTP_DELETE) > 0);
        assert_int_equal(run_there("status"), CTL_GOOD);
        assert_true(says(outside.out, "jamais éprouvé"));
        close_device();
    }
}

static void test_everything_a_probe_can_find_has_words(void **state)
{
    (void)state;
    char text[4096];
    for (int kind = 0; kind < PROBE_KINDS; kind++) {
        struct buf to = buf_init(text, sizeof text);
        assert_non_null(words_finding_id((enum probe_kind)kind));
        words_finding(&to, &(struct probe_finding){(enum probe_kind)kind, PROBE_SLOTS, 1234});
        assert_true(to.n > 30 && !to.full && !says(buf_c(&to), "(null)"));
    }
    const char *ids[NOTE_COUNT];
    assert_int_equal(words_note_ids(PARTNER_NOTES_END - 1, ids), NOTE_COUNT);
    for (unsigned note = 1; note < PARTNER_NOTES_END; note *= 2)
        assert_int_equal(words_note_ids(note, ids), 1);
    struct probe_result all = {0, true, true, true, true, true, {{0}}, 0};
    assert_int_equal(words_probe_notes(&all), PARTNER_NOTES_END - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_a_command_line_is_understood_or_refused_whole, set_up),
        cmocka_unit_test_setup(test_a_new_key_has_the_form_of_age_keygen, set_up),
        cmocka_unit_test_setup(test_keys_are_read_as_people_bring_them, set_up),
        cmocka_unit_test_setup(test_a_booking_is_told_in_words, set_up),
        cmocka_unit_test_setup(test_a_hostile_name_commands_no_terminal, set_up),
        cmocka_unit_test_setup(test_a_configuration_is_held_against_the_system, set_up),
        cmocka_unit_test_setup(test_a_card_asks_whether_a_place_can_go_on, set_up),
        cmocka_unit_test_setup(test_a_language_without_a_voice_is_said_and_is_no_mistake, set_up),
        cmocka_unit_test_setup(test_the_file_of_the_device_key_is_looked_at_and_not_read, set_up),
        cmocka_unit_test_setup(test_without_a_database_nothing_is_made, set_up),
        cmocka_unit_test_setup(test_a_good_server_is_probed_and_its_class_is_kept, set_up),
        cmocka_unit_test_setup(test_the_state_tells_how_far_each_language_is, set_up),
        cmocka_unit_test_setup(test_other_servers_have_their_classes, set_up),
        cmocka_unit_test_setup(test_a_second_kiosk_of_a_class_c_server_is_told_to_technicians, set_up),
        cmocka_unit_test_setup(test_the_worse_of_probe_and_configuration_counts, set_up),
        cmocka_unit_test_setup(test_a_probe_that_could_not_be_done_changes_nothing, set_up),
        cmocka_unit_test_setup(test_whoever_ends_a_probe_leaves_nothing_behind, set_up),
        cmocka_unit_test_setup(test_everything_a_probe_can_find_has_words, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
