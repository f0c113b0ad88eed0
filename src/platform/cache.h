// Textures by what they show. Bounded in bytes and entries; the one unused for longest goes first. Those made
// from personal text are tagged, and cache_forget leaves nothing of them: pixels, key and hash are zeroed.
#pragma once

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "port/draw.h"

enum cache_kind { CACHE_FILL, CACHE_RING, CACHE_SHADOW, CACHE_STROKE, CACHE_RUN, CACHE_PICTURE };

// What a texture shows; what a kind does not use is 0.
struct cache_key {
    enum cache_kind kind;
    int size[4];
    rgba_t color;
    const void *points; // static memory: its address is its name
    struct str text;    // copied by cache_add
};

struct cached {
    SDL_Texture *texture;
    int w, h;
};

enum {
    CACHE_ENTRIES = 1024,     // runs, pictures and corners of the fullest screen, times four
    CACHE_BUCKETS = 1024,     // one entry a bucket on average
    CACHE_BYTES = 24u << 20u, // three full frames of 1920x1080: the screens of one visit are kept
};

struct cache_entry {
    struct cached shown;
    struct cache_key key; // key.text is owned
    uint64_t hash, used;
    int next; // in the bucket; index + 1
    bool personal;
};

struct cache {
    struct cache_entry entries[CACHE_ENTRIES];
    int buckets[CACHE_BUCKETS]; // index + 1; 0 is none
    size_t bytes;
    uint64_t tick;
};

// NULL when it has to be made. Valid until the next cache_add. Being used for personal text tags it for good.
const struct cached *cache_find(struct cache *cache, const struct cache_key *key, bool personal);
// Makes a texture of `pixels` (ARGB8888, not premultiplied) and frees them. NULL when there is no memory.
const struct cached *cache_add(struct cache *cache, SDL_Renderer *renderer, const struct cache_key *key,
                               bool personal, SDL_Surface *pixels);
void cache_forget(struct cache *cache); // what came from personal text
void cache_clear(struct cache *cache);  // everything
int cache_count(const struct cache *cache, bool personal_only);
