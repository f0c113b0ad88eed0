// The collection key on the stick that staff brought: looked for at the stick's top under the names that the
// manual gives it, kept in memory only, and gone with the stick. A locked one is read again when its
// passphrase is there: nothing of the file is kept but a digest, to know it again.
#include <string.h>

#include "app/internal.h"
#include "base/log.h"
#include "base/wipe.h"
#include "seal/locked.h"

enum { KEY_FILE = LOCKED_FILE };

static const char *const names[] = {"cle-de-collecte.txt", "cle-de-collecte.age", "cle-de-collecte.txt.age",
                                    "collection-key.txt",  "collection-key.age",  "collection-key.txt.age"};

// The first one that is there. Nothing on a stick is ever listed.
static err_t read_file(const struct app *app, char to[KEY_FILE], size_t *ret_n)
{
    const struct app_stick_ports *ports = &app->stick.ports;
    err_t err = ERR_MISSING;
    if (!ports->read_top || !app_stick_is_there(app)) return ERR_MISSING;
    for (size_t i = 0; i < sizeof names / sizeof *names && err == ERR_MISSING; i++)
        err = ports->read_top(ports->self, names[i], to, KEY_FILE, ret_n);
    return err;
}

static void forget_key(struct app *app)
{
    if (!app->faults.keep_key) wipe(&app->key, sizeof app->key);
    wipe(app->key_print, sizeof app->key_print);
    app->key_found = STAFF_KEY_NONE;
}

// What may have been shown with the old key goes before anything is shown with the new one.
static void say_found(struct app *app, struct moment now, enum staff_key_found found)
{
    app->key_found = found;
    if (found == STAFF_KEY_NONE && app->faults.keep_names) return;
    app_forget(app);
    app_staff_event(app, now, (struct staff_event){.kind = STAFF_EVENT_KEY, .key = found});
}

void app_set_key(struct app *app, struct moment now, const struct staff_key *key)
{
    bool here = staff_is_here(&app->staff);
    forget_key(app);
    if (key && here) app->key = *key;
    if (here) say_found(app, now, key ? STAFF_KEY_TAKEN : STAFF_KEY_NONE);
}

static enum staff_key_found take_plain(struct app *app, struct str text)
{
    int line = 0;
    err_t err = seal_parse_identities(text, app->key.identities, STAFF_KEYS, &app->key.count, &line);
    if (err) app->key.count = 0;
    return err ? STAFF_KEY_DAMAGED : STAFF_KEY_TAKEN;
}

static enum staff_key_found take(struct app *app, err_t err, struct str text)
{
    if (err == ERR_MISSING) return STAFF_KEY_NONE;
    if (err) return err == ERR_IO ? STAFF_KEY_DAMAGED : STAFF_KEY_ODD;
    if (!locked_is(text)) return take_plain(app, text);
    return locked_memory(text) ? STAFF_KEY_LOCKED : STAFF_KEY_DAMAGED;
}

void app_key_look(struct app *app, struct moment now)
{
    char text[KEY_FILE];
    uint8_t print[sizeof app->key_print] = {0};
    size_t n = 0;
    err_t err = app->stick.allowed ? read_file(app, text, &n) : ERR_MISSING;
    if (!err) seal_sha256((struct str){text, n}, print);
    bool same = !err && app->key_found != STAFF_KEY_NONE && !memcmp(print, app->key_print, sizeof print);
    bool none = err == ERR_MISSING && app->key_found == STAFF_KEY_NONE;
    if (!same && !none) {
        forget_key(app);
        enum staff_key_found found = take(app, err, (struct str){text, n});
        memcpy(app->key_print, print, sizeof print);
        say_found(app, now, found);
    }
    wipe(text, sizeof text);
    wipe(print, sizeof print);
}

void app_key_forget(struct app *app)
{
    forget_key(app);
}

// --- the passphrase

static void say_locked(struct app *app, struct moment now, enum staff_notice notice, int64_t wait_ms)
{
    app_forget(app); // it may have been on the screen
    app_staff_event(app, now,
                    (struct staff_event){.kind = STAFF_EVENT_LOCKED, .notice = notice, .wait_ms = wait_ms});
}

// More than there is to spare would end this program, and with it the visit of nobody knows whom.
static bool has_memory(const struct app *app, struct str file)
{
    const struct app_stick_ports *ports = &app->stick.ports;
    return !ports->spare_memory || ports->spare_memory(ports->self) > locked_memory(file);
}

static err_t open_with_phrase(struct app *app, struct str file)
{
    char text[KEY_FILE];
    size_t n = 0;
    struct str phrase = {app->staff.phrase, app->staff.phrase_n};
    err_t err = has_memory(app, file) ? locked_open(phrase, file, text, sizeof text, &n) : ERR_FULL;
    if (!err && take_plain(app, (struct str){text, n}) != STAFF_KEY_TAKEN) err = ERR_INVALID;
    wipe(text, sizeof text);
    return err;
}

// Wrong ones are slowed by the rule of the PIN's. Its count is not kept on the disk: whoever has the stick
// can try elsewhere, as fast as scrypt lets them.
static void take_opened(struct app *app, struct moment now, err_t err)
{
    if (err == OK) {
        app->phrases = (struct guesses){0};
        say_found(app, now, STAFF_KEY_TAKEN);
    } else if (err == ERR_DENIED) {
        app->phrases = guesses_add(app->phrases, now.mono_ms);
        say_locked(app, now, STAFF_SAYS_NO_PHRASE, guesses_wait(app->phrases, now.mono_ms));
    } else if (err == ERR_FULL) {
        say_locked(app, now, STAFF_SAYS_NO_MEMORY, 0);
    } else {
        say_found(app, now, STAFF_KEY_DAMAGED);
    }
}

void app_key_unlock(struct app *app, struct moment now)
{
    char file[KEY_FILE];
    uint8_t print[sizeof app->key_print];
    size_t n = 0;
    if (app->staff.place != STAFF_KEY) return;
    err_t err = read_file(app, file, &n);
    if (!err) seal_sha256((struct str){file, n}, print);
    bool same = !err && app->key_found == STAFF_KEY_LOCKED && !memcmp(print, app->key_print, sizeof print);
    if (same)
        take_opened(app, now, open_with_phrase(app, (struct str){file, n}));
    else
        app_key_look(app, now); // another file than the one that was asked for
}
