#include "harness/ctl_desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "seal/seal.h"

char desk_folder[64], desk_out[512 << 10];

static void write_text(void *self, enum ctl_stream stream, struct str text)
{
    (void)self, (void)stream;
    size_t n = strlen(desk_out);
    assert_true(n + text.n < sizeof desk_out);
    memcpy(desk_out + n, text.p, text.n);
    desk_out[n + text.n] = '\0';
}

static err_t read_bytes(const char *path, void *to, size_t cap, size_t *ret_n)
{
    static const char file[] =
        "[place]\nname = Ici\naddress = Rue\nperson = Samia\ntimezone = Europe/Paris\n"
        "[partner.far]\nname = Loin\naddress = Ailleurs\nadapter = caldav\nneeds = all\nuser = kiosk\n"
        "slots_url = https://example.org/c/\nbookings_url = https://example.org/r/\n"
        "requests_url = https://example.org/i/\npassword_file = /etc/rebond/password\n"
        "recipients = age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\n";
    if (!strstr(path, ".ini")) return ERR_MISSING; // no translations here
    *ret_n = sizeof file - 1;
    assert_true(*ret_n <= cap);
    memcpy(to, file, *ret_n);
    return OK;
}

static err_t become_owner(const char *path)
{
    (void)path;
    return OK;
}

static err_t load_zone(const char *name, struct zone *ret_zone)
{
    *ret_zone = (struct zone){.count = 1, .spans = {{INT64_MIN, 3600}}};
    return str_copy(str_from(name), ret_zone->name, sizeof ret_zone->name);
}

static err_t no_rename(void *self, const char *from, const char *to)
{
    (void)self, (void)from, (void)to;
    return ERR_IO;
}

const struct ctl_ports desk_ports = {
    .write = write_text,
    .read = read_bytes,
    .become_owner = become_owner,
    .load_zone = load_zone,
    .files = {.rename = no_rename},
    .wall_s = 1795413600,
};

static void path_of(const char *name, char to[128])
{
    snprintf(to, 128, "%s/%s", desk_folder, name);
}

struct store *desk_store_in(const char *folder, const struct ctl_ports *of)
{
    struct store *store;
    enum store_found found;
    char path[128];
    snprintf(path, sizeof path, "%s/rebond.db", folder);
    assert_int_equal(store_open(path, NULL, &of->files, &store, &found), OK);
    return store;
}

struct store *desk_open_store(void)
{
    return desk_store_in(desk_folder, &desk_ports);
}

enum ctl_status desk_run(const struct ctl_ports *of, const char *line)
{
    char text[256] = "", *words[12] = {text};
    int count = 0;
    assert_true(snprintf(text, sizeof text, "rebondctl %s", line) < (int)sizeof text);
    for (char *c = text; *c; c++) {
        if (c == text || c[-1] == '\0') words[count++] = c;
        if (*c == ' ') *c = '\0';
    }
    return ctl_run(of, count, words);
}

int desk_set_up(void **state)
{
    (void)state;
    snprintf(desk_folder, sizeof desk_folder, "ctl-desk-XXXXXX");
    if (seal_init() || !mkdtemp(desk_folder)) return -1;
    store_close(desk_open_store());
    return 0;
}

int desk_tear_down(void **state)
{
    (void)state;
    static const char *const names[] = {"rebond.db", "rebond.db-journal"};
    char path[128];
    for (int i = 0; i < 2; i++) {
        path_of(names[i], path);
        unlink(path);
    }
    return rmdir(desk_folder);
}
