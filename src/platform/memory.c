#include "platform/memory.h"

#include <stdio.h>

#include "base/str.h"
#include "platform/read_file.h"

enum { PATH = 512, TEXT = 16 << 10, LEFT_ALONE = 32 << 20 };

static struct str read_text(const char *path, char memory[TEXT])
{
    size_t n = 0;
    err_t err = read_file(path, memory, TEXT, &n);
    return err ? STR("") : (struct str){memory, n};
}

// The number after `name` at the beginning of a line.
static err_t find_number(struct str text, struct str name, int64_t *ret_number)
{
    while (text.n) {
        struct str line = str_cut(&text, '\n');
        if (!str_starts(line, name)) continue;
        struct str rest = str_trim(str_slice(line, name.n, line.n));
        return str_parse_u63(str_cut(&rest, ' '), ret_number);
    }
    return ERR_MISSING;
}

static err_t read_number(const char *folder, const char *file, const char *name, int64_t *ret_number)
{
    char path[PATH], memory[TEXT];
    int n = snprintf(path, sizeof path, "%s/%s", folder, file);
    if (n < 0 || n >= (int)sizeof path) return ERR_FULL;
    return find_number(read_text(path, memory), str_from(name), ret_number);
}

// "0::/system.slice/rebond-kiosk.service". Without a limit the file says "max", which is no number.
static err_t find_own_limit(const char *root, int64_t *ret_bytes)
{
    char folder[PATH], path[PATH], memory[TEXT];
    int64_t most = 0, now = 0, files = 0;
    (void)snprintf(path, sizeof path, "%s/proc/self/cgroup", root);
    struct str own = read_text(path, memory);
    struct str line = str_cut(&own, '\n');
    if (!str_starts(line, STR("0::/"))) return ERR_MISSING;
    line = str_slice(line, 3, line.n);
    int n = snprintf(folder, sizeof folder, "%s/sys/fs/cgroup%.*s", root, STR_ARG(line));
    if (n < 0 || n >= (int)sizeof folder) return ERR_FULL;
    err_t err = read_number(folder, "memory.max", "", &most);
    if (!err) err = read_number(folder, "memory.current", "", &now);
    if (!err) err = read_number(folder, "memory.stat", "file ", &files);
    if (!err) *ret_bytes = most - now + files;
    return err;
}

err_t memory_spare(const char *root, int64_t *ret_bytes)
{
    char folder[PATH];
    int64_t kibibytes = 0, own = 0;
    (void)snprintf(folder, sizeof folder, "%s/proc", root);
    if (read_number(folder, "meminfo", "MemAvailable:", &kibibytes)) return ERR_IO;
    int64_t bytes = kibibytes << 10;
    if (find_own_limit(root, &own) == OK && own < bytes) bytes = own;
    *ret_bytes = bytes > LEFT_ALONE ? bytes - LEFT_ALONE : 0;
    return OK;
}
