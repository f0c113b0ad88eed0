#include "platform/checkup.h"

#include <curl/curl.h>
#include <dirent.h>
#include <fontconfig/fontconfig.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/civil.h"
#include "base/str.h"
#include "platform/clock.h"
#include "platform/read_file.h"
#include "platform/space.h"

enum { BYTES = 32 << 10 };

// The whole of a small file of the system, "" when it cannot be read.
static struct str text_of(const char *path, char memory[BYTES])
{
    size_t n = 0;
    return read_file(path, memory, BYTES, &n) == OK ? (struct str){memory, n} : STR("");
}

static int number_of(const char *path)
{
    static char memory[BYTES];
    int64_t number;
    return str_parse_u63(str_trim(text_of(path, memory)), &number) == OK ? (int)number : -1;
}

// --- storage

// The mount whose folder is the longest beginning of `state` (proc(5), /proc/self/mounts).
static void look_at_mount(const char *state, struct checkup *to, char device[64])
{
    static char memory[BYTES];
    struct str rest = text_of("/proc/self/mounts", memory), whole = str_from(state);
    size_t longest = 0;
    while (rest.n) {
        struct str line = str_cut(&rest, '\n'), from = str_cut(&line, ' '), folder = str_cut(&line, ' ');
        struct str type = str_cut(&line, ' ');
        bool inside =
            str_starts(whole, folder) && (folder.n == 1 || folder.n == whole.n || whole.p[folder.n] == '/');
        if (!inside || folder.n < longest) continue;
        longest = folder.n;
        if (str_copy(type, to->file_system, sizeof to->file_system) || str_copy(from, device, 64))
            device[0] = '\0';
    }
}

// eMMC tells its wear in steps of ten percent (JESD84-B51, DEVICE_LIFE_TIME_EST); SD cards do not.
static int life_of(const char *device)
{
    static char memory[BYTES];
    char path[160], disk[64];
    unsigned a = 0, b = 0;
    const char *name = strrchr(device, '/');
    if (!name || str_copy(str_from(name + 1), disk, sizeof disk) || strncmp(disk, "mmcblk", 6) != 0)
        return -1;
    char *part = strchr(disk, 'p');
    if (part) *part = '\0';
    snprintf(path, sizeof path, "/sys/block/%s/device/life_time", disk);
    struct str text = text_of(path, memory);
    if (text.n == 0 || text.n == BYTES) return -1;
    memory[text.n] = '\0';
    if (sscanf(memory, "%x %x", &a, &b) != 2) return -1;
    unsigned most = a > b ? a : b;
    return most == 0 ? -1 : most > 10 ? 100 : (int)(most * 10);
}

static void look_at_storage(const char *state, struct checkup *to)
{
    struct stat folder;
    struct statvfs disk;
    char device[64] = "", path[160];
    to->life_percent = to->disk_errors = -1;
    to->state_there = stat(state, &folder) == 0 && S_ISDIR(folder.st_mode);
    if (!to->state_there) return;
    to->state_mode = (int)(folder.st_mode & 07777);
    to->state_read_only = statvfs(state, &disk) == 0 && disk.f_flag & ST_RDONLY;
    if (space_of(state, &to->disk_free, &to->disk_total) != OK) to->disk_total = 0;
    look_at_mount(state, to, device);
    const char *name = strrchr(device, '/');
    snprintf(path, sizeof path, "/sys/fs/ext4/%s/errors_count", name ? name + 1 : "none");
    to->disk_errors = number_of(path);
    to->life_percent = life_of(device);
    snprintf(path, sizeof path, "%s/rebond.db.damaged-1", state);
    to->damaged_there = access(path, F_OK) == 0;
}

// --- devices

static bool has_handler(struct str block, const char *name)
{
    struct str needle = str_from(name);
    return str_find(block, needle) < block.n;
}

// A device that says where it is touched has ABS_MT_POSITION_X (bit 53) and INPUT_PROP_DIRECT (bit 1); a
// keyboard has the handler "kbd" and repeats its keys (bit 20 of EV). Lines of input.c in the kernel.
static void look_at_input(struct checkup *to)
{
    static char memory[BYTES];
    struct str rest = text_of("/proc/bus/input/devices", memory);
    if (rest.n == 0) {
        to->touch = to->keyboards = -1;
        return;
    }
    while (rest.n) {
        size_t end = str_find(rest, STR("\n\n"));
        struct str block = str_slice(rest, 0, end);
        rest = str_slice(rest, end + 2 < rest.n ? end + 2 : rest.n, rest.n);
        bool direct = has_handler(block, "PROP=2\n");
        to->touch += direct && has_handler(block, "B: ABS=");
        to->keyboards += !direct && has_handler(block, " kbd ") && has_handler(block, "EV=12");
    }
}

static int count_in(const char *folder, const char *begin)
{
    DIR *list = opendir(folder);
    int count = 0;
    if (!list) return 0;
    for (struct dirent *entry; (entry = readdir(list));)
        count += strncmp(entry->d_name, begin, strlen(begin)) == 0;
    closedir(list);
    return count;
}

static int count_cards(void)
{
    int count = 0;
    DIR *list = opendir("/proc/asound");
    if (!list) return 0;
    for (struct dirent *entry; (entry = readdir(list));)
        count += strncmp(entry->d_name, "card", 4) == 0 && strspn(entry->d_name + 4, "0123456789") > 0;
    closedir(list);
    return count;
}

// --- clock and fonts

static void look_at_clock(struct checkup *to)
{
    struct system_clock clock = clock_init(false);
    struct moment now = clock_now(&clock);
    to->rtc_there = access("/sys/class/rtc/rtc0", F_OK) == 0;
    to->rtc_agrees = clock.rtc;
    to->clock_synchronised = clock_is_synchronised();
    to->clock_believed = now.wall_trusted;
    to->ahead_of_build_s = now.wall_s - clock_build_s();
}

static bool has_font(const char *language)
{
    FcPattern *wanted = FcPatternCreate();
    FcLangSet *set = FcLangSetCreate();
    if (!wanted || !set) return true; // no memory: not the fonts' fault
    FcLangSetAdd(set, (const FcChar8 *)language);
    FcPatternAddLangSet(wanted, FC_LANG, set);
    FcObjectSet *fields = FcObjectSetBuild(FC_FILE, (char *)NULL);
    FcFontSet *found = FcFontList(NULL, wanted, fields);
    bool has = found && found->nfont > 0;
    if (found) FcFontSetDestroy(found);
    FcObjectSetDestroy(fields);
    FcLangSetDestroy(set);
    FcPatternDestroy(wanted);
    return has;
}

static void look_at_fonts(const char *const *languages, struct checkup *to)
{
    for (; *languages && to->script_count < CHECKUP_SCRIPTS; languages++) {
        const char *known = strcmp(*languages, "ps") == 0 ? "ps-af" : *languages; // as fontconfig names it
        if (has_font(known) || has_font(*languages)) continue;
        err_t err = str_copy(str_from(*languages), to->scripts_missing[to->script_count], 16);
        if (!err) to->script_count++;
    }
    FcFini(); // whoever looks once keeps nothing
}

void checkup_look(const char *state, const char *const *languages, struct checkup *ret_checkup)
{
    struct checkup checkup = {0};
    look_at_storage(state, &checkup);
    look_at_input(&checkup);
    look_at_clock(&checkup);
    checkup.sound = count_cards();
    checkup.printers = count_in("/dev/usb", "lp");
    look_at_fonts(languages, &checkup);
    *ret_checkup = checkup;
}

// --- certificates

static const char expire[] = "Expire date:";

// "Nov 28 11:37:33 2026 GMT", as OpenSSL prints it.
static err_t parse_date(const char *text, int64_t *ret_s)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    char month[4], iso[16];
    int day, hour, minute, second, year;
    int64_t days;
    if (sscanf(text, " %3s %d %d:%d:%d %d GMT", month, &day, &hour, &minute, &second, &year) != 6)
        return ERR_INVALID;
    const char *at = strstr(months, month);
    if (!at) return ERR_INVALID;
    snprintf(iso, sizeof iso, "%04d-%02d-%02d", year % 10000, (int)(at - months) / 3 % 12 + 1, day % 100);
    if (civil_parse_date(str_from(iso), &days) != OK) return ERR_INVALID;
    *ret_s = days * 86400 + hour * 3600 + minute * 60 + second;
    return OK;
}

// Of the server's own certificate, the first in the chain.
static err_t date_of(CURL *easy, int64_t *ret_until_s)
{
    struct curl_certinfo *info = NULL;
    if (curl_easy_getinfo(easy, CURLINFO_CERTINFO, &info) != CURLE_OK || !info || info->num_of_certs < 1)
        return ERR_MISSING;
    for (const struct curl_slist *line = info->certinfo[0]; line; line = line->next)
        if (strncmp(line->data, expire, sizeof expire - 1) == 0)
            return parse_date(line->data + sizeof expire - 1, ret_until_s);
    return ERR_MISSING;
}

// An old or unknown certificate is to be read too: nothing but the greeting is said to whoever shows it.
static bool greet(CURL *easy, const char *url, const char *ca_file)
{
    bool ok = curl_easy_setopt(easy, CURLOPT_URL, url) == CURLE_OK;
    ok = ok && curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L) == CURLE_OK;
    ok = ok && curl_easy_setopt(easy, CURLOPT_CERTINFO, 1L) == CURLE_OK;
    ok = ok && curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https") == CURLE_OK;
    ok = ok && curl_easy_setopt(easy, CURLOPT_PROXY, "") == CURLE_OK;
    ok = ok && curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK;
    ok = ok && curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 10000L) == CURLE_OK;
    ok = ok && (!ca_file || curl_easy_setopt(easy, CURLOPT_CAINFO, ca_file) == CURLE_OK);
    ok = ok && curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L) == CURLE_OK;
    return ok && curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L) == CURLE_OK &&
           curl_easy_perform(easy) == CURLE_OK;
}

err_t checkup_certificate(const char *url, const char *ca_file, int64_t *ret_until_s)
{
    if (strncmp(url, "https://", 8) != 0) return ERR_INVALID;
    CURL *easy = curl_easy_init();
    if (!easy) return ERR_MISSING;
    err_t err = greet(easy, url, ca_file) ? date_of(easy, ret_until_s) : ERR_MISSING;
    curl_easy_cleanup(easy);
    return err;
}
