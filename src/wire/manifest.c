#include "wire/manifest.h"

#include <stdio.h>

#include "wire/json_memory.h"
#include "wire/object.h"

#define FORMAT "rebond-manifeste-1"
#define ITEMS_BEGIN ",\"items\":["
#define ITEMS_END "]}\n"

void manifest_file_name(struct uid uid, char to[MANIFEST_FILE_NAME])
{
    char text[UID_TEXT];
    uid_text(uid, text);
    snprintf(to, MANIFEST_FILE_NAME, "demandes/%s.age", text);
}

static void hex_text(const uint8_t bytes[32], char to[65])
{
    for (int i = 0; i < 32; i++)
        snprintf(to + 2 * i, 3, "%02x", bytes[i]);
}

// Other objects leave an empty answer out; here the reader counts on every key.
static void put_text(struct object *to, const char *key, const char *text)
{
    object_put(to, key, json_string(text));
}

static struct object make_head(const struct manifest *manifest)
{
    struct object to = object_begin();
    put_text(&to, "format", FORMAT);
    put_text(&to, "kiosk", manifest->kiosk);
    object_put_time(&to, "made", manifest->made_s);
    put_text(&to, "device", manifest->device);
    return to;
}

static struct object make_item(const struct manifest_item *item)
{
    char uid[UID_TEXT], file[MANIFEST_FILE_NAME], hash[65], queued[RFC3339_TEXT] = "";
    struct object to = object_begin();
    uid_text(item->uid, uid);
    manifest_file_name(item->uid, file);
    hex_text(item->sha256, hash);
    if (item->queued_s) rfc3339_text(item->queued_s, queued);
    put_text(&to, "uid", uid);
    put_text(&to, "file", file);
    object_put_number(&to, "bytes", item->bytes);
    put_text(&to, "sha256", hash);
    put_text(&to, "partner", item->partner);
    put_text(&to, "queued", queued);
    return to;
}

static err_t add_object(struct buf *to, struct object object)
{
    char line[MANIFEST_LINE];
    size_t n = object.failed ? 0 : json_dumpb(object.json, line, sizeof line, JSON_COMPACT);
    if (n == 0) return ERR_INVALID;
    if (n > sizeof line) return ERR_FULL;
    buf_add(to, (struct str){line, n});
    return to->full ? ERR_FULL : OK;
}

static err_t add_head(struct buf *to, const struct manifest *manifest)
{
    json_memory_begin();
    err_t err = add_object(to, make_head(manifest));
    json_memory_end();
    if (err) return err;
    to->n--; // its "}" comes after the items
    buf_add(to, STR(ITEMS_BEGIN "\n"));
    return OK;
}

static err_t add_item(struct buf *to, const struct manifest_item *item, bool last)
{
    json_memory_begin();
    err_t err = add_object(to, make_item(item));
    json_memory_end();
    buf_add(to, last ? STR("\n") : STR(",\n"));
    return err;
}

err_t manifest_encode(const struct manifest *manifest, char *to, size_t cap, size_t *ret_n)
{
    struct buf text = buf_init(to, cap);
    err_t err = add_head(&text, manifest);
    for (size_t i = 0; i < manifest->count && !err; i++)
        err = add_item(&text, &manifest->items[i], i + 1 == manifest->count);
    if (err) return err;
    buf_add(&text, STR(ITEMS_END));
    if (text.full) return ERR_FULL;
    *ret_n = text.n;
    return OK;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

static err_t parse_hash(struct str text, uint8_t to[32])
{
    if (text.n != 64) return ERR_INVALID;
    for (size_t i = 0; i < 32; i++) {
        int high = hex_digit(text.p[2 * i]), low = hex_digit(text.p[2 * i + 1]);
        if (high > 15 || low > 15) return ERR_INVALID;
        to[i] = (uint8_t)(high << 4 | low);
    }
    return OK;
}

static err_t read_item(const json_t *json, struct manifest_item *item)
{
    const json_t *bytes = json_object_get(json, "bytes");
    struct str queued = object_text(json, "queued");
    *item = (struct manifest_item){.bytes = 0};
    err_t err = uid_parse(object_text(json, "uid"), &item->uid);
    if (!err) err = parse_hash(object_text(json, "sha256"), item->sha256);
    if (!err) err = str_copy(object_text(json, "partner"), item->partner, sizeof item->partner);
    if (!err && queued.n) err = rfc3339_parse(queued, &item->queued_s);
    json_int_t n = json_is_integer(bytes) ? json_integer_value(bytes) : -1;
    if (n < 0 || n > LIMIT_SEALED) return ERR_INVALID;
    item->bytes = (uint32_t)n;
    return err ? ERR_INVALID : OK;
}

static err_t parse_line(struct str line, struct manifest_item *item)
{
    if (str_ends(line, STR(","))) line.n--;
    json_memory_begin();
    json_t *json = json_loadb(line.p, line.n, JSON_REJECT_DUPLICATES, NULL);
    err_t err = json ? read_item(json, item) : ERR_INVALID;
    json_memory_end();
    return err;
}

err_t manifest_parse_items(struct str text, struct manifest_item *items, size_t cap, size_t *ret_count)
{
    struct str head = str_cut(&text, '\n');
    size_t count = 0;
    err_t err = OK;
    if (!str_starts(head, STR("{\"format\":\"" FORMAT "\","))) return ERR_INVALID;
    if (!str_ends(head, STR(ITEMS_BEGIN))) return ERR_INVALID;
    if (!str_ends(text, STR(ITEMS_END))) return ERR_INVALID;
    text.n -= sizeof ITEMS_END - 1;
    while (!err && text.n && count < cap)
        err = parse_line(str_cut(&text, '\n'), &items[count++]);
    if (err) return err;
    *ret_count = count;
    return OK;
}
