#include "seal/stream.h"

#include "seal/hkdf.h"

#include <sodium.h>

enum { CHUNK = 64 << 10, TAG = crypto_aead_chacha20poly1305_IETF_ABYTES, SEALED_CHUNK = CHUNK + TAG };

struct nonce {
    uint8_t b[crypto_aead_chacha20poly1305_IETF_NPUBBYTES];
};

static struct nonce chunk_nonce(uint64_t number, bool last)
{
    struct nonce nonce = {.b[11] = last};
    for (size_t i = 0; i < 8; i++)
        nonce.b[10 - i] = (uint8_t)(number >> 8 * i);
    return nonce;
}

static void stream_key(const uint8_t file_key[FILE_KEY], const void *nonce, uint8_t ret_key[32])
{
    seal_hkdf((struct str){(const char *)file_key, FILE_KEY}, (struct str){nonce, STREAM_NONCE},
              STR("payload"), ret_key);
}

// An empty file has one chunk, which is empty.
static size_t chunk_count(size_t n, size_t chunk)
{
    return n ? (n + chunk - 1) / chunk : 1;
}

size_t seal_stream_size(size_t plain)
{
    return STREAM_NONCE + plain + chunk_count(plain, CHUNK) * TAG;
}

void seal_stream_encrypt(const struct entropy_port *entropy, const uint8_t file_key[FILE_KEY],
                         struct str plain, void *to)
{
    uint8_t key[32], *at = to;
    entropy->fill(entropy->self, at, STREAM_NONCE);
    stream_key(file_key, at, key);
    at += STREAM_NONCE;
    size_t count = chunk_count(plain.n, CHUNK);
    for (size_t i = 0; i < count; i++) {
        struct str part = str_slice(plain, i * CHUNK, (i + 1) * CHUNK);
        struct nonce nonce = chunk_nonce(i, i + 1 == count);
        crypto_aead_chacha20poly1305_ietf_encrypt(at, NULL, (const uint8_t *)part.p, part.n, NULL, 0, NULL,
                                                  nonce.b, key);
        at += part.n + TAG;
    }
    sodium_memzero(key, sizeof key);
}

static err_t open_chunks(const uint8_t key[32], struct str chunks, size_t count, uint8_t *to)
{
    for (size_t i = 0; i < count; i++) {
        struct str part = str_slice(chunks, i * SEALED_CHUNK, (i + 1) * SEALED_CHUNK);
        struct nonce nonce = chunk_nonce(i, i + 1 == count);
        if (crypto_aead_chacha20poly1305_ietf_decrypt(to + i * CHUNK, NULL, NULL, (const uint8_t *)part.p,
                                                      part.n, NULL, 0, nonce.b, key) != 0)
            return ERR_DAMAGED;
    }
    return OK;
}

err_t seal_stream_open(const uint8_t file_key[FILE_KEY], struct str payload, void *to, size_t cap,
                       size_t *ret_n)
{
    if (payload.n < STREAM_NONCE) return ERR_INVALID;
    struct str chunks = str_slice(payload, STREAM_NONCE, payload.n);
    size_t count = chunk_count(chunks.n, SEALED_CHUNK);
    size_t last = chunks.n - (count - 1) * SEALED_CHUNK;
    // The last chunk is empty only when the file is.
    if (last < TAG || (last == TAG && count > 1)) return ERR_DAMAGED;
    size_t n = chunks.n - count * TAG;
    if (n > cap) return ERR_FULL;
    uint8_t key[32];
    stream_key(file_key, payload.p, key);
    err_t err = open_chunks(key, chunks, count, to);
    sodium_memzero(key, sizeof key);
    if (!err) *ret_n = n;
    return err;
}
