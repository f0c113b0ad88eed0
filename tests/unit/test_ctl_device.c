// links: base port content booking config seal staff sync wire store ctl
// with: harness/ctl_desk.c
// What technicians do with a device: doctor, the PIN, and another collection key while items wait.
#include "harness/ctl_desk.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ctl/internal.h"
#include "ctl/manual.h"
#include "seal/pin.h"

enum { NOW_S = 1795413600 };

static struct outside {
    char config[2048], old_key[128], new_key[128];
    char out[32768], err[4096], kept[256];
    const char *typed[2]; // at the terminal, one after the other; NULL: there is none
    int asked;
    struct checkup checkup;
    err_t certificate_err, secret_err, replace_err;
    int64_t until_s;
    char folder[64];
    uint8_t random;
} outside;

static void write_text(void *self, enum ctl_stream stream, struct str text)
{
    (void)self;
    char *to = stream == CTL_OUT ? outside.out : outside.err;
    size_t n = strlen(to), cap = stream == CTL_OUT ? sizeof outside.out : sizeof outside.err;
    assert_true(n + text.n < cap);
    memcpy(to + n, text.p, text.n);
    to[n + text.n] = '\0';
}

static err_t read_bytes(const char *path, void *to, size_t cap, size_t *ret_n)
{
    const char *bytes = strstr(path, "/po/")           ? NULL
                        : strcmp(path, "old.key") == 0 ? outside.old_key
                        : strcmp(path, "new.key") == 0 ? outside.new_key
                                                       : outside.config;
    if (!bytes) return ERR_MISSING;
    *ret_n = strlen(bytes);
    assert_true(*ret_n <= cap);
    memcpy(to, bytes, *ret_n);
    return OK;
}

static err_t replace_secret(const char *path, struct str bytes)
{
    char expected[96];
    snprintf(expected, sizeof expected, "%s/staff-pin", outside.folder);
    assert_string_equal(path, expected);
    return outside.replace_err ? outside.replace_err : str_copy(bytes, outside.kept, sizeof outside.kept);
}

static err_t check_secret(const char *path)
{
    (void)path;
    return outside.secret_err;
}

static err_t become_owner(const char *path)
{
    return access(path, F_OK) == 0 ? OK : ERR_MISSING;
}

static err_t load_zone(const char *name, struct zone *ret_zone)
{
    *ret_zone = (struct zone){.count = 1, .spans = {{INT64_MIN, 3600}}};
    return str_copy(str_from(name), ret_zone->name, sizeof ret_zone->name);
}

static err_t ask_secret(void *self, const char *prompt, char *to, size_t cap, size_t *ret_n)
{
    (void)self, (void)prompt;
    const char *typed = outside.typed[outside.asked++];
    if (!typed) return ERR_MISSING;
    *ret_n = strlen(typed);
    assert_true(*ret_n <= cap);
    memcpy(to, typed, *ret_n);
    return OK;
}

static void look(void *self, const char *state, const char *const *languages, struct checkup *ret_checkup)
{
    (void)self, (void)state;
    if (languages[0]) assert_string_equal(languages[0], "fr"); // none without a configuration
    *ret_checkup = outside.checkup;
}

static err_t certificate(void *self, const char *url, const char *ca_file, int64_t *ret_until_s)
{
    (void)self, (void)ca_file;
    assert_string_equal(url, "https://example.org/c/");
    *ret_until_s = outside.until_s;
    return outside.certificate_err;
}

static void fill(void *self, void *to, size_t n)
{
    (void)self;
    memset(to, ++outside.random, n);
}

static err_t plain_rename(void *self, const char *from, const char *to)
{
    (void)self;
    return rename(from, to) == 0 ? OK : ERR_MISSING;
}

static const struct ctl_ports ports = {
    .write = write_text,
    .read = read_bytes,
    .replace_secret = replace_secret,
    .check_secret = check_secret,
    .become_owner = become_owner,
    .load_zone = load_zone,
    .ask_secret = ask_secret,
    .checkup = {NULL, look, certificate},
    .entropy = {NULL, fill},
    .files = {.rename = plain_rename},
    .wall_s = NOW_S,
};

static enum ctl_status run(const char *line)
{
    outside.out[0] = outside.err[0] = '\0';
    outside.asked = 0;
    return desk_run(&ports, line);
}

static enum ctl_status run_there(const char *command)
{
    char line[192];
    snprintf(line, sizeof line, "%s --state %s", command, outside.folder);
    return run(line);
}

static bool says(const char *part)
{
    return strstr(outside.out, part) || strstr(outside.err, part);
}

// --- a place with one partner without a server and one with, and a database

static struct seal_identity old_key, new_key;

static void public_of(const struct seal_identity *identity, char to[SEAL_RECIPIENT_TEXT])
{
    struct seal_recipient recipient;
    seal_public_of(identity, &recipient);
    seal_recipient_text(&recipient, to);
}

static void configure(const char *recipients)
{
    snprintf(outside.config, sizeof outside.config,
             "[place]\nname = Ici\naddress = Rue\nperson = Samia\ntimezone = Europe/Paris\nlanguages = fr\n"
             "[partner.ml]\nname = Mission\naddress = Ici\nadapter = local\nneeds = all\nrecipients = %s\n"
             "[partner.far]\nname = Loin\naddress = Ailleurs\nadapter = caldav\nneeds = all\nuser = kiosk\n"
             "slots_url = https://example.org/c/\nbookings_url = https://example.org/r/\n"
             "requests_url = https://example.org/i/\npassword_file = /etc/rebond/password\n"
             "recipients = age1pra9y4n7jqmwn3uqhv06rrxept8xgdammhjnv4lf0mlsaalkj3ks6xsdm9\n",
             recipients);
}

static struct store *device_store(void)
{
    return desk_store_in(outside.folder, &ports);
}

static void add_item(uint8_t number, const char *partner, const struct seal_identity *const *keys,
                     size_t count)
{
    struct seal_recipient recipients[2];
    struct item item = {.uid = {{number}}, .kind = ITEM_CALLBACK, .made_s = NOW_S - 3600};
    char sealed[LIMIT_SEALED];
    size_t n;
    int seat;
    for (size_t i = 0; i < count; i++)
        seal_public_of(keys[i], &recipients[i]);
    assert_int_equal(seal_encrypt(&ports.entropy, recipients, count, STR("{}"), sealed, sizeof sealed, &n),
                     OK);
    assert_int_equal(str_copy(str_from(partner), item.partner, sizeof item.partner), OK);
    struct store *store = device_store();
    assert_int_equal(store_add_item(store, &item, (struct str){sealed, n}, &seat), OK);
    store_close(store);
}

static const struct checkup well = {
    .clock_synchronised = true,
    .clock_believed = true,
    .rtc_there = true,
    .rtc_agrees = true,
    .ahead_of_build_s = 1000,
    .state_there = true,
    .file_system = "ext4",
    .disk_free = INT64_C(3) << 30,
    .disk_total = INT64_C(4) << 30,
    .life_percent = -1,
    .disk_errors = 0,
    .state_mode = 0750,
    .touch = 1,
    .keyboards = 1,
    .sound = 1,
};

static int set_up(void **state)
{
    char text[SEAL_RECIPIENT_TEXT];
    struct seal_recipient ignored;
    (void)state;
    if (seal_init() != OK) return -1;
    outside = (struct outside){.checkup = well, .until_s = NOW_S + 90 * 86400};
    strcpy(outside.folder, "/tmp/rebond-device-XXXXXX");
    if (!mkdtemp(outside.folder)) return -1;
    seal_make_identity(&ports.entropy, &old_key, &ignored);
    seal_make_identity(&ports.entropy, &new_key, &ignored);
    seal_identity_text(&old_key, outside.old_key);
    seal_identity_text(&new_key, outside.new_key);
    public_of(&old_key, text);
    configure(text);
    store_close(device_store());
    return 0;
}

static int tear_down(void **state)
{
    char path[96];
    (void)state;
    snprintf(path, sizeof path, "%s/rebond.db-journal", outside.folder);
    (void)unlink(path);
    snprintf(path, sizeof path, "%s/rebond.db", outside.folder);
    return unlink(path) == 0 && rmdir(outside.folder) == 0 ? 0 : -1;
}

// --- keys

static void configure_both(void)
{
    char old_text[SEAL_RECIPIENT_TEXT], new_text[SEAL_RECIPIENT_TEXT], both[160];
    public_of(&old_key, old_text);
    public_of(&new_key, new_text);
    snprintf(both, sizeof both, "%s, %s", old_text, new_text);
    configure(both);
}

static void test_a_key_is_changed_while_items_wait_and_nothing_is_lost(void **state)
{
    (void)state;
    char new_text[SEAL_RECIPIENT_TEXT];
    const struct seal_identity *const before[] = {&old_key}, *const both[] = {&old_key, &new_key},
                                      *const after[] = {&new_key};
    struct seal_identity stranger = {{9}};
    const struct seal_identity *const others[] = {&stranger};
    add_item(1, "ml", before, 1);
    add_item(2, "far", others, 1); // another partner's: none of this key's business
    assert_int_equal(run_there("key rotate --key new.key"), CTL_FOUND);
    assert_true(says("rebondctl key new")); // how to, first
    configure_both();
    add_item(3, "ml", both, 2);
    assert_int_equal(run_there("key rotate --key new.key"), CTL_FOUND);
    assert_true(says("ouvertes par cette clé : 1. Besoin d'une autre clé : 1."));
    assert_true(says("GARDEZ L'ANCIENNE CLÉ"));
    assert_true(says("Mission : ce qui arrive est scellé pour cette clé et pour d'autres"));
    public_of(&new_key, new_text);
    configure(new_text);
    add_item(4, "ml", after, 1);
    assert_int_equal(run_there("key rotate --key new.key"), CTL_FOUND);
    assert_true(says("ouvertes par cette clé : 2. Besoin d'une autre clé : 1."));
    struct outbox_change delivered = {.uid = {{1}}, .kind = ITEM_CALLBACK, .state = ITEM_DELIVERED};
    struct store *store = device_store();
    assert_int_equal(outbox_apply(store, &delivered, 1), OK);
    store_close(store);
    assert_int_equal(run_there("key rotate --key new.key"), CTL_GOOD);
    assert_true(says("Plus rien sur cette borne n'a besoin de l'ancienne clé"));
    assert_false(says("SECRET"));
}

static void test_each_item_opens_with_one_of_the_two_keys(void **state)
{
    (void)state;
    const struct seal_identity *const before[] = {&old_key}, *const after[] = {&new_key};
    add_item(1, "ml", before, 1);
    add_item(2, "ml", after, 1);
    configure_both();
    assert_int_equal(run_there("key rotate --key new.key"), CTL_FOUND);
    assert_true(says("ouvertes par cette clé : 1. Besoin d'une autre clé : 1."));
    assert_int_equal(run_there("key rotate --key old.key"), CTL_FOUND);
    assert_true(says("ouvertes par cette clé : 1. Besoin d'une autre clé : 1."));
    snprintf(outside.new_key, sizeof outside.new_key, "%s", outside.old_key); // nobody has the new one
    assert_int_equal(run_there("key rotate --key new.key"), CTL_FOUND);
    assert_true(says("Besoin d'une autre clé : 1."));
}

static void test_public_lines_are_shown_and_never_a_secret(void **state)
{
    (void)state;
    char text[SEAL_RECIPIENT_TEXT];
    public_of(&old_key, text);
    assert_int_equal(run("key show old.key"), CTL_GOOD);
    assert_true(str_starts(str_from(outside.out), str_from(text)));
    assert_int_equal(run("key show"), CTL_GOOD);
    assert_true(says("ml age1") && says("far age1"));
    assert_false(says("SECRET"));
    strcpy(outside.old_key, "nonsense");
    assert_int_equal(run("key show old.key"), CTL_FAILED);
}

// --- the PIN

static void test_a_pin_is_asked_twice_and_only_its_hash_is_kept(void **state)
{
    (void)state;
    outside.typed[0] = outside.typed[1] = "482617";
    assert_int_equal(run_there("pin set"), CTL_GOOD);
    assert_int_equal(seal_pin_check(str_from(outside.kept), STR("482617")), OK);
    assert_false(says("482617"));
    outside.typed[1] = "482618";
    outside.kept[0] = '\0';
    assert_int_equal(run_there("pin set"), CTL_FAILED);
    assert_true(says("les deux ne sont pas pareils"));
    outside.typed[0] = outside.typed[1] = "123456";
    assert_int_equal(run_there("pin set"), CTL_FAILED);
    assert_true(says("une suite de chiffres se devine"));
    assert_int_equal(outside.asked, 1);
    outside.typed[0] = NULL;
    assert_int_equal(run_there("pin set"), CTL_FAILED);
    assert_true(says("il faut un terminal"));
    assert_string_equal(outside.kept, "");
    outside.typed[0] = outside.typed[1] = "482617";
    outside.replace_err = ERR_DENIED;
    assert_int_equal(run_there("pin set"), CTL_FAILED);
    assert_int_equal(run("pin set 482617"), CTL_FAILED); // never on the command line: others see it there
    assert_int_equal(run("pin set --state /nowhere"), CTL_FAILED);
    assert_true(says("le dossier d'état n'existe pas"));
}

static void test_a_pin_can_stand_in_a_file(void **state)
{
    (void)state;
    strcpy(outside.old_key, "  482617\r\n");
    assert_int_equal(run_there("pin set --from old.key"), CTL_GOOD);
    assert_int_equal(outside.asked, 0);
    assert_int_equal(seal_pin_check(str_from(outside.kept), STR("482617")), OK);
    assert_false(says("482617"));
    static const char *const refused[] = {"123456\n", "482617\n482617\n", "\n", "48261"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        outside.kept[0] = '\0';
        strcpy(outside.old_key, refused[i]);
        assert_int_equal(run_there("pin set --from old.key"), CTL_FAILED);
        assert_string_equal(outside.kept, "");
    }
    assert_int_equal(run_there("pin set --from /po/nothing"), CTL_FAILED);
    assert_true(says("ce fichier ne se lit pas"));
}

// --- doctor

static void probe_far(void)
{
    struct partner_probe probe = {'A', NOW_S, 0};
    struct store *store = device_store();
    assert_int_equal(partner_set_probe(store, "far", &probe), OK);
    store_close(store);
}

static void test_a_healthy_device_is_all_ticks(void **state)
{
    (void)state;
    probe_far();
    assert_int_equal(run_there("doctor"), CTL_GOOD);
    if (says("! ") || says("✗")) print_error("%s", outside.out);
    assert_false(says("! ") || says("✗"));
    assert_true(says("✓ Loin : le certificat de son serveur vaut encore 90 jours."));
    assert_true(says("✓ La base est entière."));
}

static void expect_doctor(enum ctl_status status, const char *words)
{
    assert_int_equal(run_there("doctor"), status);
    if (!says(words)) print_error("%s\nin\n%s", words, outside.out);
    assert_true(says(words));
    outside.checkup = well;
}

static void test_each_fault_is_said_with_what_to_do(void **state)
{
    (void)state;
    expect_doctor(CTL_FOUND, "! Loin : son serveur n'a jamais été éprouvé : rebondctl partner probe far.");
    probe_far();
    outside.checkup.ahead_of_build_s = -1;
    expect_doctor(CTL_FAILED, "✗ L'horloge est avant la date de ce logiciel");
    outside.checkup.clock_synchronised = outside.checkup.clock_believed = false;
    expect_doctor(CTL_FAILED, "✗ On ne peut pas se fier à l'horloge");
    outside.checkup.rtc_there = false;
    expect_doctor(CTL_FOUND, "! Pas de puce d'horloge");
    outside.checkup.state_read_only = true;
    expect_doctor(CTL_FAILED, "✗ Le support est en lecture seule");
    outside.checkup.disk_errors = 2;
    expect_doctor(CTL_FAILED, "2 erreurs");
    outside.checkup.life_percent = 90;
    expect_doctor(CTL_FOUND, "usé à 90 %");
    outside.checkup.disk_free = 30 << 20;
    expect_doctor(CTL_FOUND, "! Il ne reste que 30 Mio");
    outside.checkup.state_mode = 0755;
    expect_doctor(CTL_FAILED, "✗ D'autres comptes entrent");
    outside.checkup.database = ERR_DAMAGED;
    expect_doctor(CTL_FAILED, "✗ La base est abîmée");
    outside.checkup.damaged_there = true;
    expect_doctor(CTL_FOUND, "! Une base abîmée est gardée à côté");
    outside.checkup.touch = 0;
    expect_doctor(CTL_FOUND, "! Écran tactile : aucun vu");
    outside.checkup.sound = 0;
    expect_doctor(CTL_FOUND, "! Cartes son : aucune");
    outside.checkup.script_count = 1;
    strcpy(outside.checkup.scripts_missing[0], "ti");
    expect_doctor(CTL_FAILED, "✗ Pas de police pour la langue « ti »");
    outside.until_s = NOW_S + 20 * 86400;
    expect_doctor(CTL_FOUND, "! Loin : le certificat de son serveur vaut encore 20 jours");
    outside.until_s = NOW_S - 1;
    expect_doctor(CTL_FAILED, "✗ Loin : le certificat de son serveur n'est plus valable");
    outside.certificate_err = ERR_MISSING;
    expect_doctor(CTL_FOUND, "! Loin : son serveur ne répond pas");
    outside.certificate_err = OK;
    outside.until_s = NOW_S + 90 * 86400;
    outside.secret_err = ERR_INVALID;
    expect_doctor(CTL_FAILED, "✗ Un mot de passe ou une clé manque");
    outside.secret_err = OK;
    strcpy(outside.config, "nonsense");
    assert_int_equal(run_there("doctor"), CTL_FAILED);
    assert_true(says("✗ La configuration ne peut pas être utilisée"));
}

static void test_each_mistake_of_the_file_is_said_with_its_line(void **state)
{
    (void)state;
    probe_far();
    assert_int_equal(run_there("doctor"), CTL_GOOD);
    strcat(outside.config, "[sound]\nheadphones = a\"b\n");
    assert_int_equal(run_there("doctor"), CTL_FOUND);
    assert_true(says(" : [sound] headphones = « a'b » : permis : auto, always, never"));
    assert_true(says("! rebond.ini, ligne "));
    strcat(outside.config, "[holidays]\ndates = never\n");
    assert_int_equal(run_there("doctor"), CTL_FAILED);
    assert_true(says("✗ rebond.ini, ligne "));
    assert_true(says("[holidays] dates = « never »"));
}

static void test_an_item_that_waits_too_long_is_said(void **state)
{
    (void)state;
    const struct seal_identity *const before[] = {&old_key};
    probe_far();
    add_item(1, "ml", before, 1); // an hour ago
    assert_int_equal(run_there("doctor"), CTL_GOOD);
    strcat(outside.config, "[watch]\noldest = 1h\n");
    assert_int_equal(run_there("doctor"), CTL_GOOD); // not longer
    struct ctl_ports later = ports;
    later.wall_s++;
    char *words[] = {"rebondctl", "doctor", "--state", outside.folder};
    outside.out[0] = '\0';
    assert_int_equal(ctl_run(&later, 4, words), CTL_FOUND);
    assert_true(says("! Une demande attend depuis plus de 1 h"));
}

static void test_json_says_the_same_to_a_program(void **state)
{
    (void)state;
    json_error_t error;
    outside.checkup.touch = 0;
    assert_int_equal(run_there("doctor --json"), CTL_FOUND);
    json_t *root = json_loads(outside.out, JSON_REJECT_DUPLICATES, &error);
    assert_non_null(root);
    size_t i, found = 0;
    json_t *check;
    json_array_foreach(json_object_get(root, "checks"), i, check)
    {
        const char *id = json_string_value(json_object_get(check, "id"));
        const char *mark = json_string_value(json_object_get(check, "mark"));
        assert_non_null(id);
        assert_non_null(mark);
        if (strcmp(id, "touch") == 0) found += strcmp(mark, "look") == 0;
        if (strcmp(id, "certificate") == 0)
            assert_string_equal(json_string_value(json_object_get(check, "partner")), "far");
    }
    assert_int_equal(found, 1);
    json_decref(root);
}

// --- the readiness report

static void keep_trial(int kind, bool good, int64_t value)
{
    struct store *store = device_store();
    struct store_trial trial = {kind, good, value, NOW_S - 3600};
    assert_int_equal(store_keep_trial(store, &trial), OK);
    store_close(store);
}

static void test_the_report_is_a_page_with_what_was_tried_and_what_doctor_sees(void **state)
{
    (void)state;
    probe_far();
    keep_trial(0, true, 0);
    keep_trial(1, false, 480);
    outside.checkup.touch = 0;
    assert_int_equal(run_there("report"), CTL_FOUND);
    assert_true(str_starts(str_from(outside.out), STR("<!DOCTYPE html>\n<html lang=\"fr\">")));
    assert_true(str_ends(str_from(outside.out), STR("</html>\n")));
    assert_true(says("Chaque endroit répond au doigt. Essayé : "));
    assert_true(says("! à voir</td><td>5 cm à l’écran ne font pas 5 cm"));
    assert_true(says("□ pas essayé</td><td>Pas encore essayé."));
    assert_true(says("! à voir</td><td>Écran tactile : aucun vu"));
    assert_true(says("<dt>Signature</dt>"));
    assert_false(says("Rien n&#39;attend trop longtemps")); // a row of its own says how the queue is
}

static void test_the_place_in_the_report_is_words_whatever_they_are(void **state)
{
    (void)state;
    char text[sizeof outside.config];
    struct buf config = buf_init(text, sizeof text);
    struct str before = str_from(outside.config), name = STR("name = Ici");
    size_t at = str_find(before, name);
    assert_true(at < before.n);
    buf_add(&config, str_slice(before, 0, at));
    buf_add(&config, STR("name = L'\"Escale\" <b> & co"));
    buf_add(&config, str_slice(before, at + name.n, before.n));
    assert_int_equal(str_copy(buf_str(&config), outside.config, sizeof outside.config), OK);
    assert_int_equal(run_there("report"), CTL_FOUND);
    assert_true(says("<strong>L&#39;&quot;Escale&quot; &lt;b&gt; &amp; co</strong>"));
    assert_false(says("<b>"));
    assert_int_equal(run_there("report --json"), CTL_FOUND);
    json_t *root = json_loads(outside.out, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    assert_string_equal(json_string_value(json_object_get(root, "place")), "L'\"Escale\" <b> & co");
    assert_string_equal(
        json_string_value(json_object_get(json_array_get(json_object_get(root, "rows"), 0), "id")), "touch");
    assert_true(json_array_size(json_object_get(root, "doctor")) > 5);
    json_decref(root);
}

// --- help

static void test_every_command_has_its_page(void **state)
{
    (void)state;
    static const char *const commands[] = {"key new", "key show",      "key rotate",   "pin set", "open",
                                           "status",  "partner probe", "config check", "doctor",  "report"};
    static const char *const parts[] = {"NOM\n", "\nSYNOPSIS\n", "\nDESCRIPTION\n", "\nEXEMPLE\n",
                                        "\nCODE DE SORTIE\n"};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        char line[64], name[64];
        snprintf(line, sizeof line, "%s --help", commands[i]);
        snprintf(name, sizeof name, "    rebondctl %s - ", commands[i]);
        assert_int_equal(run(line), CTL_GOOD);
        assert_true(says(name));
        for (size_t j = 0; j < sizeof parts / sizeof *parts; j++)
            assert_true(says(parts[j]));
        assert_int_equal(run("help"), CTL_GOOD);
        snprintf(name, sizeof name, "\n    rebondctl %s ", commands[i]);
        assert_true(says(name));
    }
    assert_int_equal(run("nonsense --help"), CTL_GOOD); // the list of all
    assert_true(says("COMMANDES"));
}

int main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_a_key_is_changed_while_items_wait_and_nothing_is_lost),
        TEST(test_each_item_opens_with_one_of_the_two_keys),
        TEST(test_public_lines_are_shown_and_never_a_secret),
        TEST(test_a_pin_is_asked_twice_and_only_its_hash_is_kept),
        TEST(test_a_pin_can_stand_in_a_file),
        TEST(test_a_healthy_device_is_all_ticks),
        TEST(test_each_fault_is_said_with_what_to_do),
        TEST(test_each_mistake_of_the_file_is_said_with_its_line),
        TEST(test_an_item_that_waits_too_long_is_said),
        TEST(test_json_says_the_same_to_a_program),
        TEST(test_the_report_is_a_page_with_what_was_tried_and_what_doctor_sees),
        TEST(test_the_place_in_the_report_is_words_whatever_they_are),
        TEST(test_every_command_has_its_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
