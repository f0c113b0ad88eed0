#include "harness/stick_sim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

void stick_sim_init(struct stick_sim *stick)
{
    *stick = (struct stick_sim){.unit = 512};
}

void stick_sim_finish(struct stick_sim *stick)
{
    while (stick->blobs) {
        struct stick_blob *next = stick->blobs->next;
        free(stick->blobs);
        stick->blobs = next;
    }
}

static struct stick_blob *keep(struct stick_sim *stick, struct str bytes)
{
    struct stick_blob *blob = malloc(sizeof *blob + bytes.n);
    CHECK(blob);
    blob->next = stick->blobs;
    blob->n = bytes.n;
    if (bytes.n) memcpy(blob->bytes, bytes.p, bytes.n);
    stick->blobs = blob;
    return blob;
}

static void path_of(const struct stick_sim *stick, const char *name, char to[STICK_PATH])
{
    CHECK(snprintf(to, STICK_PATH, "%s/%s", stick->folder, name) < STICK_PATH);
}

static struct stick_file *find(const struct stick_sim *stick, const char *name)
{
    char path[STICK_PATH];
    path_of(stick, name, path);
    for (size_t i = 0; i < stick->count; i++)
        if (strcmp(stick->files[i].path, path) == 0) return (struct stick_file *)&stick->files[i];
    return NULL;
}

static struct stick_file *find_or_make(struct stick_sim *stick, const char *name)
{
    struct stick_file *file = find(stick, name);
    if (file) return file;
    CHECK(stick->count < STICK_FILES);
    file = &stick->files[stick->count++];
    path_of(stick, name, file->path);
    return file;
}

// One more step; false when it is the one at which the stick goes, or it is gone.
static bool step(struct stick_sim *stick)
{
    if (stick->dead) return false;
    stick->dead = ++stick->steps == stick->die_at;
    return !stick->dead;
}

static int64_t used(const struct stick_sim *stick)
{
    int64_t units = 0;
    for (size_t i = 0; i < stick->count; i++)
        if (stick->files[i].now)
            units += ((int64_t)stick->files[i].now->n + stick->unit - 1) / stick->unit + 1;
    return units;
}

static int64_t room(const struct stick_sim *stick)
{
    if (stick->units == 0) return INT64_MAX / 2;
    int64_t units = stick->units - used(stick);
    return units > 0 ? units * stick->unit : 0;
}

static err_t sim_enter(void *self, const char *name)
{
    struct stick_sim *stick = self;
    if (stick->read_only) return ERR_READONLY;
    err_t err = str_copy(str_from(name), stick->folder, sizeof stick->folder);
    if (err) return err;
    return step(stick) ? OK : ERR_IO;
}

static err_t sim_space(void *self, struct stick_space *ret_space)
{
    const struct stick_sim *stick = self;
    if (stick->dead) return ERR_IO;
    *ret_space = (struct stick_space){room(stick), stick->unit};
    return OK;
}

static err_t sim_read(void *self, const char *name, void *to, size_t cap, size_t *ret_n)
{
    const struct stick_sim *stick = self;
    const struct stick_file *file = find(stick, name);
    if (stick->dead) return ERR_IO;
    if (!file || !file->now) return ERR_MISSING;
    if (file->now->n > cap) return ERR_FULL;
    memcpy(to, file->now->bytes, file->now->n);
    *ret_n = file->now->n;
    return OK;
}

static err_t sim_read_top(void *self, const char *name, void *to, size_t cap, size_t *ret_n)
{
    const struct stick_sim *stick = self;
    if (stick->dead) return ERR_IO;
    if (stick->top_is_link) return ERR_DENIED;
    if (strcmp(name, stick->top_name) != 0) return ERR_MISSING;
    if (stick->top.n > cap) return ERR_FULL;
    memcpy(to, stick->top.p, stick->top.n);
    *ret_n = stick->top.n;
    return OK;
}

// Killed while it writes: half of the file is there. Full: as much as there is room for.
static err_t sim_write(void *self, const char *name, struct str bytes)
{
    struct stick_sim *stick = self;
    struct stick_file *file = find_or_make(stick, name);
    if (stick->dead) return ERR_IO;
    file->now = NULL;
    int64_t left = room(stick) - stick->unit; // the name takes a unit
    stick->writes++;
    if (!step(stick)) {
        file->now = keep(stick, str_slice(bytes, 0, bytes.n / 2));
        return ERR_IO;
    }
    bool fits = left >= 0 && (int64_t)bytes.n <= left;
    if (fits || left > 0) file->now = keep(stick, fits ? bytes : str_slice(bytes, 0, (size_t)left));
    return fits ? OK : ERR_NOSPACE;
}

static err_t sim_rename(void *self, const char *from, const char *to)
{
    struct stick_sim *stick = self;
    struct stick_file *source = find(stick, from);
    if (!step(stick)) return ERR_IO;
    if (!source || !source->now) return ERR_MISSING;
    find_or_make(stick, to)->now = source->now;
    source->now = NULL;
    return OK;
}

static err_t sim_remove(void *self, const char *name)
{
    struct stick_sim *stick = self;
    struct stick_file *file = find(stick, name);
    if (!step(stick)) return ERR_IO;
    if (file) file->now = NULL;
    return OK;
}

static void spoil(struct stick_sim *stick, struct stick_file *file)
{
    if (!file->now || !file->now->n) return;
    file->now = keep(stick, (struct str){file->now->bytes, file->now->n});
    file->now->bytes[file->now->n / 2] ^= 1;
}

static err_t sim_flush(void *self)
{
    struct stick_sim *stick = self;
    if (!step(stick)) return ERR_IO;
    for (size_t i = 0; i < stick->count; i++) {
        bool fresh = stick->files[i].now != stick->files[i].safe;
        if (stick->stale && fresh && strstr(stick->files[i].path, "/demandes/"))
            spoil(stick, &stick->files[i]);
        stick->files[i].safe = stick->files[i].now;
    }
    return OK;
}

struct stick_port stick_sim_port(struct stick_sim *stick)
{
    return (struct stick_port){.self = stick,
                               .enter = sim_enter,
                               .space = sim_space,
                               .read_top = sim_read_top,
                               .read = sim_read,
                               .write = sim_write,
                               .rename = sim_rename,
                               .remove = sim_remove,
                               .flush = sim_flush};
}

// What a file system leaves of a write that had not come to its end: nothing of it, its length without its
// bytes, or a beginning.
static struct stick_blob *torn(struct stick_sim *stick, const struct stick_blob *blob, struct rng *rng)
{
    struct str bytes = {blob->bytes, blob->n};
    if (rng_below(rng, 2)) return keep(stick, str_slice(bytes, 0, (size_t)rng_below(rng, blob->n + 1)));
    struct stick_blob *zeros = keep(stick, bytes);
    size_t from = (size_t)rng_below(rng, blob->n + 1);
    memset(zeros->bytes + from, 0, blob->n - from);
    return zeros;
}

static void tear(struct stick_sim *stick, struct stick_file *file, struct rng *rng)
{
    uint64_t what = rng_below(rng, 3);
    if (what == 0) file->now = file->safe;
    if (what == 1 && file->now && file->now != file->safe) file->now = torn(stick, file->now, rng);
}

void stick_sim_yank(struct stick_sim *stick, enum stick_yank how, uint64_t seed)
{
    struct rng rng = {seed};
    for (size_t i = 0; i < stick->count; i++) {
        struct stick_file *file = &stick->files[i];
        if (how == STICK_LOSE) file->now = file->safe;
        if (how == STICK_TEAR) tear(stick, file, &rng);
        file->safe = file->now;
    }
    stick->dead = false;
    stick->die_at = 0;
}

struct str stick_sim_get(const struct stick_sim *stick, const char *name)
{
    const struct stick_file *file = find(stick, name);
    if (!file || !file->now) return (struct str){NULL, 0};
    return (struct str){file->now->bytes, file->now->n};
}

void stick_sim_put(struct stick_sim *stick, const char *name, struct str bytes)
{
    struct stick_file *file = find_or_make(stick, name);
    file->now = file->safe = keep(stick, bytes);
}

static void fill(void *self, void *to, size_t n)
{
    (void)self;
    memset(to, 0x42, n);
}

err_t stick_sim_key(void *self, struct sign_key *ret_key)
{
    (void)self;
    sign_make_key(&(struct entropy_port){NULL, fill}, ret_key);
    return OK;
}

struct str stick_sim_page(void *self)
{
    (void)self;
    return STR("<!doctype html>");
}
