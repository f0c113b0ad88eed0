#include "platform/cache.h"

#include <stdlib.h>
#include <string.h>

#include "base/wipe.h"

// FNV-1a, 64 bits: spreads well enough for buckets; equality is always checked in full.
static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ p[i]) * 0x100000001b3u;
    return hash;
}

static uint64_t hash_of(const struct cache_key *key)
{
    uint64_t hash = hash_bytes(0xcbf29ce484222325u, key->text.p, key->text.n);
    hash = hash_bytes(hash, &key->kind, sizeof key->kind);
    hash = hash_bytes(hash, key->size, sizeof key->size);
    hash = hash_bytes(hash, &key->color, sizeof key->color);
    return hash_bytes(hash, &key->points, sizeof key->points);
}

static bool same(const struct cache_key *a, const struct cache_key *b)
{
    return a->kind == b->kind && memcmp(a->size, b->size, sizeof a->size) == 0 && a->color == b->color &&
           a->points == b->points && str_eq(a->text, b->text);
}

static size_t bytes_of(const struct cache_entry *entry)
{
    return (size_t)entry->shown.w * (size_t)entry->shown.h * 4;
}

static void unlink_entry(struct cache *cache, int index)
{
    struct cache_entry *entry = &cache->entries[index];
    int *at = &cache->buckets[entry->hash % CACHE_BUCKETS];
    while (*at != index + 1)
        at = &cache->entries[*at - 1].next;
    *at = entry->next;
}

// The software renderer's texture is heap that SDL zeroes when it frees it (heap.h).
static void drop(struct cache *cache, int index)
{
    struct cache_entry *entry = &cache->entries[index];
    if (!entry->shown.texture) return;
    unlink_entry(cache, index);
    cache->bytes -= bytes_of(entry);
    SDL_DestroyTexture(entry->shown.texture);
    char *text = (char *)(uintptr_t)entry->key.text.p;
    if (text) wipe(text, entry->key.text.n);
    free(text);
    wipe(entry, sizeof *entry);
}

static int oldest(const struct cache *cache)
{
    int found = -1;
    for (int i = 0; i < CACHE_ENTRIES; i++) {
        const struct cache_entry *entry = &cache->entries[i];
        if (entry->shown.texture && (found < 0 || entry->used < cache->entries[found].used)) found = i;
    }
    return found;
}

static int free_entry(struct cache *cache)
{
    while (cache->bytes > CACHE_BYTES)
        drop(cache, oldest(cache));
    for (int i = 0; i < CACHE_ENTRIES; i++)
        if (!cache->entries[i].shown.texture) return i;
    int index = oldest(cache);
    drop(cache, index);
    return index;
}

const struct cached *cache_find(struct cache *cache, const struct cache_key *key, bool personal)
{
    uint64_t hash = hash_of(key);
    for (int at = cache->buckets[hash % CACHE_BUCKETS]; at; at = cache->entries[at - 1].next) {
        struct cache_entry *entry = &cache->entries[at - 1];
        if (entry->hash != hash || !same(&entry->key, key)) continue;
        entry->used = ++cache->tick;
        entry->personal |= personal;
        return &entry->shown;
    }
    return NULL;
}

static bool copy_key(const struct cache_key *key, struct cache_key *ret_key)
{
    char *text = NULL;
    if (key->text.n) {
        text = malloc(key->text.n);
        if (!text) return false;
        memcpy(text, key->text.p, key->text.n);
    }
    *ret_key = *key;
    ret_key->text = (struct str){text, key->text.n};
    return true;
}

static const struct cached *keep(struct cache *cache, const struct cache_key *key, bool personal,
                                 struct cached shown)
{
    int index = free_entry(cache);
    struct cache_entry *entry = &cache->entries[index];
    if (!copy_key(key, &entry->key)) {
        SDL_DestroyTexture(shown.texture);
        return NULL;
    }
    entry->shown = shown;
    entry->hash = hash_of(key);
    entry->used = ++cache->tick;
    entry->personal = personal;
    int *bucket = &cache->buckets[entry->hash % CACHE_BUCKETS];
    entry->next = *bucket;
    *bucket = index + 1;
    cache->bytes += bytes_of(entry);
    return &entry->shown;
}

const struct cached *cache_add(struct cache *cache, SDL_Renderer *renderer, const struct cache_key *key,
                               bool personal, SDL_Surface *pixels)
{
    if (!pixels) return NULL;
    struct cached shown = {SDL_CreateTextureFromSurface(renderer, pixels), pixels->w, pixels->h};
    SDL_FreeSurface(pixels);
    if (!shown.texture) return NULL;
    SDL_SetTextureBlendMode(shown.texture, SDL_BLENDMODE_BLEND);
    return keep(cache, key, personal, shown);
}

void cache_forget(struct cache *cache)
{
    for (int i = 0; i < CACHE_ENTRIES; i++)
        if (cache->entries[i].personal) drop(cache, i);
}

void cache_clear(struct cache *cache)
{
    for (int i = 0; i < CACHE_ENTRIES; i++)
        drop(cache, i);
}

int cache_count(const struct cache *cache, bool personal_only)
{
    int count = 0;
    for (int i = 0; i < CACHE_ENTRIES; i++)
        count += cache->entries[i].shown.texture && (!personal_only || cache->entries[i].personal);
    return count;
}
