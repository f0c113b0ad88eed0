#include "seal/seal.h"

#include "base/check.h"
#include "seal/header.h"
#include "seal/stream.h"

#include <sodium.h>

err_t seal_init(void)
{
    return sodium_init() < 0 ? ERR_IO : OK;
}

size_t seal_size(size_t plain, size_t recipients)
{
    return seal_header_size(recipients) + seal_stream_size(plain);
}

err_t seal_encrypt(const struct entropy_port *entropy, const struct seal_recipient *recipients, size_t count,
                   struct str plain, void *to, size_t cap, size_t *ret_n)
{
    CHECK(count > 0);
    size_t size = seal_size(plain.n, count);
    if (size > cap) return ERR_FULL;
    uint8_t file_key[FILE_KEY];
    entropy->fill(entropy->self, file_key, sizeof file_key);
    struct buf header = buf_init(to, seal_header_size(count));
    err_t err = seal_write_header(entropy, recipients, count, file_key, &header);
    if (!err) {
        CHECK(!header.full && header.n == header.cap);
        seal_stream_encrypt(entropy, file_key, plain, header.p + header.n);
        *ret_n = size;
    }
    sodium_memzero(file_key, sizeof file_key);
    return err;
}

// ERR_DENIED when no stanza is for this identity.
static err_t unwrap(const struct seal_identity *identity, struct str stanzas, uint8_t ret_file_key[FILE_KEY])
{
    struct seal_recipient recipient;
    crypto_scalarmult_base(recipient.point, identity->scalar);
    struct wrapped wrapped;
    while (seal_next_wrapped(&stanzas, &wrapped)) {
        err_t err = seal_unwrap_key(identity, &recipient, &wrapped, ret_file_key);
        if (err != ERR_DENIED) return err;
    }
    return ERR_DENIED;
}

static err_t find_file_key(const struct seal_identity *identities, size_t count, const struct header *header,
                           uint8_t ret_file_key[FILE_KEY])
{
    for (size_t i = 0; i < count; i++) {
        err_t err = unwrap(&identities[i], header->stanzas, ret_file_key);
        if (err == OK) return seal_check_header(header, ret_file_key);
        if (err != ERR_DENIED) return err;
    }
    return ERR_DENIED;
}

static err_t open_file(const struct seal_identity *identities, size_t count, struct str file, void *to,
                       size_t cap, size_t *ret_n)
{
    struct header header;
    err_t err = seal_parse_header(file, &header);
    if (err) return err;
    uint8_t file_key[FILE_KEY];
    err = find_file_key(identities, count, &header, file_key);
    if (!err) err = seal_stream_open(file_key, header.payload, to, cap, ret_n);
    sodium_memzero(file_key, sizeof file_key);
    return err;
}

err_t seal_open(const struct seal_identity *identities, size_t count, struct str file, void *to, size_t cap,
                size_t *ret_n)
{
    err_t err = open_file(identities, count, file, to, cap, ret_n);
    if (err) sodium_memzero(to, cap);
    return err;
}
