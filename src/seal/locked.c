#include "seal/locked.h"

#include "seal/armor.h"
#include "seal/base64.h"
#include "seal/header.h"
#include "seal/stream.h"

#include <sodium.h>
#include <string.h>

// Memory is 128 * N * r bytes (RFC 7914).
enum { SALT = 16, SALT_TEXT = 22, BLOCK = 8, PARALLEL = 1, BYTES_A_STEP = 128 * BLOCK };

static const char label[] = "age-encryption.org/v1/scrypt";
enum { LABEL = sizeof label - 1 };

struct lock { // a scrypt stanza
    uint8_t salt[LABEL + SALT];
    int64_t work;
    uint8_t body[WRAPPED_KEY];
};

static err_t parse_base64(struct str text, void *to, size_t cap, size_t *ret_n)
{
    return seal_base64_decode(sodium_base64_VARIANT_ORIGINAL_NO_PADDING, text, to, cap, ret_n);
}

// "scrypt", the salt, the work in decimal digits; it stands alone, else whoever knows another key of the file
// could try passphrases by what opens.
static err_t parse_lock(struct str stanzas, struct lock *ret_lock)
{
    struct lock lock;
    size_t salt_n = 0, body_n = 0;
    struct str line = str_cut(&stanzas, '\n'), body = str_cut(&stanzas, '\n');
    if (stanzas.n || !str_eq(str_cut(&line, ' '), STR("->")) || !str_eq(str_cut(&line, ' '), STR("scrypt")))
        return ERR_INVALID;
    struct str salt = str_cut(&line, ' ');
    memcpy(lock.salt, label, LABEL);
    if (salt.n != SALT_TEXT || parse_base64(salt, lock.salt + LABEL, SALT, &salt_n)) return ERR_INVALID;
    if (line.n == 0 || line.n > 2 || line.p[0] == '0' || str_parse_u63(line, &lock.work)) return ERR_INVALID;
    if (lock.work > LOCKED_WORK) return ERR_INVALID;
    if (parse_base64(body, lock.body, sizeof lock.body, &body_n) || body_n != WRAPPED_KEY) return ERR_INVALID;
    *ret_lock = lock;
    return OK;
}

static err_t find_lock(struct str file, struct header *ret_header, struct lock *ret_lock)
{
    err_t err = seal_parse_header(file, ret_header);
    return err ? err : parse_lock(ret_header->stanzas, ret_lock);
}

// The binary form; of armor in `memory`.
static err_t without_armor(struct str file, char memory[LOCKED_FILE], struct str *ret_file)
{
    size_t n = 0;
    if (file.n > LOCKED_FILE) return ERR_FULL;
    err_t err = OK;
    if (seal_is_armored(file)) {
        err = seal_open_armor(file, memory, LOCKED_FILE, &n);
        file = (struct str){memory, n};
    }
    if (!err) *ret_file = file;
    return err;
}

bool locked_is(struct str file)
{
    return seal_is_armored(file) || str_starts(file, STR("age-encryption.org/v1\n-> scrypt "));
}

int64_t locked_memory(struct str file)
{
    char memory[LOCKED_FILE];
    struct header header;
    struct lock lock;
    err_t err = without_armor(file, memory, &file);
    if (!err) err = find_lock(file, &header, &lock);
    return err ? 0 : (int64_t)BYTES_A_STEP << lock.work;
}

static err_t unwrap(struct str passphrase, const struct lock *lock, uint8_t ret_file_key[FILE_KEY])
{
    static const uint8_t nonce[crypto_aead_chacha20poly1305_IETF_NPUBBYTES]; // the key is used once
    uint8_t key[32];
    if (crypto_pwhash_scryptsalsa208sha256_ll((const uint8_t *)passphrase.p, passphrase.n, lock->salt,
                                              sizeof lock->salt, (uint64_t)1 << lock->work, BLOCK, PARALLEL,
                                              key, sizeof key))
        return ERR_FULL;
    int bad = crypto_aead_chacha20poly1305_ietf_decrypt(ret_file_key, NULL, NULL, lock->body,
                                                        sizeof lock->body, NULL, 0, nonce, key);
    sodium_memzero(key, sizeof key);
    return bad ? ERR_DENIED : OK;
}

static err_t open_binary(struct str passphrase, struct str file, void *to, size_t cap, size_t *ret_n)
{
    struct header header;
    struct lock lock;
    uint8_t file_key[FILE_KEY];
    err_t err = find_lock(file, &header, &lock);
    if (!err) err = unwrap(passphrase, &lock, file_key);
    if (err) return err;
    err = seal_check_header(&header, file_key);
    if (!err) err = seal_stream_open(file_key, header.payload, to, cap, ret_n);
    sodium_memzero(file_key, sizeof file_key);
    return err;
}

err_t locked_open(struct str passphrase, struct str file, void *to, size_t cap, size_t *ret_n)
{
    char memory[LOCKED_FILE];
    err_t err = without_armor(file, memory, &file);
    if (!err) err = open_binary(passphrase, file, to, cap, ret_n);
    if (err) sodium_memzero(to, cap);
    return err;
}
