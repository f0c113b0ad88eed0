// links: base port seal
#include "harness/test.h"

#include "base/wipe.h"
#include "seal/base64.h"
#include "seal/header.h"
#include "seal/hkdf.h"
#include "seal/seal.h"

#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

// Entropy that can be foretold: byte number i ever given is byte_at(i).
static uint8_t byte_at(uint64_t i)
{
    uint64_t x = (i + 1) * 0x9e3779b97f4a7c15;
    return (uint8_t)((x ^ x >> 29) * 0xbf58476d1ce4e5b9 >> 56);
}

static void fill_foretold(void *self, void *to, size_t n)
{
    uint64_t *given = self;
    for (size_t i = 0; i < n; i++)
        ((uint8_t *)to)[i] = byte_at((*given)++);
}

struct pair {
    struct seal_identity identity;
    struct seal_recipient recipient;
};

static struct pair make_pair(uint64_t seed)
{
    struct pair pair;
    uint64_t given = seed << 32;
    struct entropy_port entropy = {&given, fill_foretold};
    seal_make_identity(&entropy, &pair.identity, &pair.recipient);
    return pair;
}

static size_t encrypt(const struct seal_recipient *recipients, size_t count, struct str plain, uint8_t *to,
                      size_t cap)
{
    uint64_t given = 0;
    struct entropy_port entropy = {&given, fill_foretold};
    size_t n = 0;
    assert_int_equal(seal_encrypt(&entropy, recipients, count, plain, to, cap, &n), OK);
    assert_int_equal(n, seal_size(plain.n, count));
    return n;
}

// Opens a file that must not open, into memory that is not zero, and sees that nothing comes out.
static err_t refuse(const struct seal_identity *identity, const uint8_t *file, size_t n)
{
    static char to[4 * 65536];
    size_t ret_n = 12345;
    memset(to, 0xaa, sizeof to);
    err_t err = seal_open(identity, 1, (struct str){(const char *)file, n}, to, sizeof to, &ret_n);
    if (err == OK) return OK;
    assert_int_equal(ret_n, 12345);
    assert_true(sodium_is_zero((uint8_t *)to, sizeof to));
    return err;
}

static const char secret_text[] = "Nadia, 0612345678, un toit pour ce soir. Nadia, 0612345678, un toit.";

static void test_digests_are_those_of_the_standards(void **state)
{
    (void)state;
    uint8_t digest[32], expected[32];
    char hex[65];
    seal_sha256(STR("abc"), digest);
    sodium_bin2hex(hex, sizeof hex, digest, 32); // FIPS 180-2
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    uint8_t secret[22], salt[13];
    memset(secret, 0x0b, sizeof secret); // RFC 5869, A.1
    for (uint8_t i = 0; i < sizeof salt; i++)
        salt[i] = i;
    seal_hkdf((struct str){(char *)secret, sizeof secret}, (struct str){(char *)salt, sizeof salt},
              STR("\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9"), digest);
    sodium_bin2hex(hex, sizeof hex, digest, 32);
    assert_string_equal(hex, "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
    uint8_t key[32] = {1}, other_key[32] = {2};
    seal_keyed_hash(key, STR("05-17-30-42"), digest);
    seal_keyed_hash(other_key, STR("05-17-30-42"), expected);
    assert_memory_not_equal(digest, expected, 16);
}

static void test_base32_and_base64url_are_those_of_rfc_4648(void **state)
{
    (void)state;
    static const char *const pairs[][3] = {{"", "", ""},
                                           {"f", "my", "Zg"},
                                           {"fo", "mzxq", "Zm8"},
                                           {"foo", "mzxw6", "Zm9v"},
                                           {"foob", "mzxw6yq", "Zm9vYg"},
                                           {"fooba", "mzxw6ytb", "Zm9vYmE"},
                                           {"foobar", "mzxw6ytboi", "Zm9vYmFy"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char text[16], bytes[16];
        size_t n = seal_base32(pairs[i][0], strlen(pairs[i][0]), text), read;
        assert_true(str_eq((struct str){text, n}, str_from(pairs[i][1])));
        struct str expected = str_from(pairs[i][2]);
        assert_int_equal(seal_base64url(str_from(pairs[i][0]), text, expected.n, &n), OK);
        assert_true(str_eq((struct str){text, n}, expected));
        assert_int_equal(seal_parse_base64url(expected, bytes, strlen(pairs[i][0]), &read), OK);
        assert_true(str_eq((struct str){bytes, read}, str_from(pairs[i][0])));
        if (expected.n) assert_int_equal(seal_base64url(str_from(pairs[i][0]), text, n - 1, &n), ERR_FULL);
    }
}

static void test_base64url_takes_one_spelling_only(void **state)
{
    (void)state;
    char bytes[200], text[300];
    size_t n = 77;
    assert_int_equal(seal_parse_base64url(STR("_-8"), bytes, sizeof bytes, &n), OK);
    assert_memory_equal(bytes, "\xff\xef", 2);
    static const char *const wrong[] = {"Zg==", "Zm8=", "Zh", "Z", "Zm9vY", "Zm 9v", "/+8", "Zm9v\n"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(seal_parse_base64url(str_from(wrong[i]), bytes, sizeof bytes, &n), ERR_INVALID);
    assert_int_equal(seal_parse_base64url(STR("Zm9v"), bytes, 2, &n), ERR_FULL);
    for (size_t size = 0; size < sizeof bytes; size++) {
        char back[sizeof bytes];
        size_t written, read;
        memset(bytes, (int)size, size);
        assert_int_equal(seal_base64url((struct str){bytes, size}, text, sizeof text, &written), OK);
        assert_int_equal(seal_parse_base64url((struct str){text, written}, back, size, &read), OK);
        assert_int_equal(read, size);
        assert_memory_equal(back, bytes, size);
    }
}

static void fill_with(void *self, void *to, size_t n)
{
    memset(to, *(int *)self, n);
}

// The pair that the specification of age shows.
static const char known_identity[] =
    "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
static const char known_recipient[] = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

static void test_keys_are_written_as_age_writes_them(void **state)
{
    (void)state;
    int filling = 0x42;
    struct entropy_port entropy = {&filling, fill_with};
    struct pair made, read;
    seal_make_identity(&entropy, &made.identity, &made.recipient);
    char recipient[SEAL_RECIPIENT_TEXT], identity[SEAL_IDENTITY_TEXT];
    seal_recipient_text(&made.recipient, recipient);
    seal_identity_text(&made.identity, identity);
    assert_string_equal(recipient, known_recipient);
    assert_string_equal(identity, known_identity);
    assert_int_equal(seal_parse_recipient(str_from(known_recipient), &read.recipient), OK);
    assert_int_equal(seal_parse_identity(str_from(known_identity), &read.identity), OK);
    assert_memory_equal(&read, &made, sizeof made);
}

static void test_a_slip_in_a_key_is_refused(void **state)
{
    (void)state;
    struct pair pair;
    for (size_t i = 0; i < sizeof known_recipient - 1; i++) {
        char text[sizeof known_recipient];
        memcpy(text, known_recipient, sizeof text);
        for (const char *c = "qpzry9x8gf2tvdw0s3jn54khce6mua7l1bioA -"; *c; c++) {
            text[i] = *c;
            err_t expected = *c == known_recipient[i] ? OK : ERR_INVALID;
            assert_int_equal(seal_parse_recipient(str_from(text), &pair.recipient), expected);
        }
        struct str cut = {known_recipient, i};
        assert_int_equal(seal_parse_recipient(cut, &pair.recipient), ERR_INVALID);
    }
    struct str longer = {known_recipient, sizeof known_recipient};
    assert_int_equal(seal_parse_recipient(longer, &pair.recipient), ERR_INVALID);
    char other_case[sizeof known_identity];
    for (size_t i = 0; i < sizeof known_identity; i++)
        other_case[i] = (char)(known_identity[i] >= 'A' ? known_identity[i] + 32 : known_identity[i]);
    assert_int_equal(seal_parse_identity(str_from(other_case), &pair.identity), ERR_INVALID);
    assert_int_equal(seal_parse_identity(str_from(known_recipient), &pair.identity), ERR_INVALID);
    assert_int_equal(seal_parse_recipient(str_from(known_identity), &pair.recipient), ERR_INVALID);
}

static void test_points_of_small_order_are_refused(void **state)
{
    (void)state;
    struct seal_recipient bad[2] = {{{0}}, {{1}}}, read; // the points of order 1 and 4
    char text[SEAL_RECIPIENT_TEXT];
    uint8_t file[512];
    for (size_t i = 0; i < 2; i++) {
        seal_recipient_text(&bad[i], text);
        assert_int_equal(seal_parse_recipient(str_from(text), &read), ERR_INVALID);
        uint64_t given = 0;
        struct entropy_port entropy = {&given, fill_foretold};
        size_t n = 77;
        assert_int_equal(seal_encrypt(&entropy, &bad[i], 1, STR("x"), file, sizeof file, &n), ERR_INVALID);
        assert_int_equal(n, 77);
    }
}

static void test_every_size_around_a_chunk_comes_back(void **state)
{
    (void)state;
    static const size_t sizes[] = {0,     1,     15,    16,     17,     1024,   65519,  65520,
                                   65535, 65536, 65537, 131071, 131072, 131073, 196608, 196613};
    struct pair pair = make_pair(1);
    char *plain = malloc(200000), *back = malloc(200000);
    uint8_t *file = malloc(201000);
    for (size_t i = 0; i < 200000; i++)
        plain[i] = (char)byte_at(i);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        size_t size = sizes[i], n = encrypt(&pair.recipient, 1, (struct str){plain, size}, file, 201000),
               read;
        struct str sealed = {(char *)file, n};
        assert_int_equal(seal_open(&pair.identity, 1, sealed, back, size, &read), OK);
        assert_int_equal(read, size);
        assert_memory_equal(back, plain, size);
        if (size) assert_int_equal(seal_open(&pair.identity, 1, sealed, back, size - 1, &read), ERR_FULL);
        assert_int_equal(refuse(&pair.identity, file, n - 1), ERR_DAMAGED);
        file[n] = 0;
        assert_int_equal(refuse(&pair.identity, file, n + 1), ERR_DAMAGED);
    }
    free(plain);
    free(back);
    free(file);
}

static void test_too_little_room_writes_nothing(void **state)
{
    (void)state;
    struct pair pair = make_pair(1);
    uint64_t given = 0;
    struct entropy_port entropy = {&given, fill_foretold};
    uint8_t file[512] = {0};
    size_t n = 77, size = seal_size(3, 1);
    assert_int_equal(size, 203); // as the x25519 vector of the age project
    assert_int_equal(seal_encrypt(&entropy, &pair.recipient, 1, STR("abc"), file, size - 1, &n), ERR_FULL);
    assert_int_equal(n, 77);
    assert_true(sodium_is_zero(file, sizeof file));
    assert_int_equal(seal_encrypt(&entropy, &pair.recipient, 1, STR("abc"), file, size, &n), OK);
}

static void test_another_key_opens_nothing(void **state)
{
    (void)state;
    struct pair ours = make_pair(1), theirs = make_pair(2);
    uint8_t file[512];
    size_t n = encrypt(&ours.recipient, 1, str_from(secret_text), file, sizeof file);
    assert_int_equal(refuse(&theirs.identity, file, n), ERR_DENIED);
    assert_int_equal(refuse(&ours.identity, file, n), OK);
    char to[8];
    size_t read;
    assert_int_equal(seal_open(NULL, 0, (struct str){(char *)file, n}, to, sizeof to, &read), ERR_DENIED);
}

static void test_each_recipient_opens_and_nobody_else(void **state)
{
    (void)state;
    struct pair pairs[5];
    struct seal_recipient recipients[4];
    for (size_t i = 0; i < 5; i++)
        pairs[i] = make_pair(i);
    for (size_t i = 0; i < 4; i++)
        recipients[i] = pairs[i].recipient;
    uint8_t file[1024];
    size_t n = encrypt(recipients, 4, str_from(secret_text), file, sizeof file);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(refuse(&pairs[i].identity, file, n), OK);
    assert_int_equal(refuse(&pairs[4].identity, file, n), ERR_DENIED);
    struct seal_identity identities[2] = {pairs[4].identity, pairs[3].identity};
    char to[256];
    size_t read;
    assert_int_equal(seal_open(identities, 2, (struct str){(char *)file, n}, to, sizeof to, &read), OK);
    assert_true(str_eq((struct str){to, read}, str_from(secret_text)));
}

static void test_every_changed_bit_is_noticed(void **state)
{
    (void)state;
    struct pair pair = make_pair(1);
    uint8_t file[512];
    size_t n = encrypt(&pair.recipient, 1, str_from(secret_text), file, sizeof file);
    size_t header = seal_header_size(1);
    assert_int_equal(refuse(&pair.identity, file, n), OK);
    for (size_t bit = 0; bit < n * 8; bit++) {
        file[bit / 8] ^= (uint8_t)(1 << bit % 8);
        err_t err = refuse(&pair.identity, file, n);
        file[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_true(err == ERR_INVALID || err == ERR_DENIED || err == ERR_DAMAGED);
        if (bit / 8 >= header) assert_int_equal(err, ERR_DAMAGED);
    }
}

static void test_every_cut_is_noticed(void **state)
{
    (void)state;
    struct pair pair = make_pair(1);
    uint8_t file[512];
    size_t n = encrypt(&pair.recipient, 1, str_from(secret_text), file, sizeof file);
    size_t header = seal_header_size(1);
    for (size_t cut = 0; cut < n; cut++) {
        uint8_t *copy = malloc(cut + 1); // of its own, so that the sanitizer sees a read past its end
        memcpy(copy, file, cut);
        copy = realloc(copy, cut ? cut : 1);
        err_t expected = cut < header + 16 ? ERR_INVALID : ERR_DAMAGED;
        assert_int_equal(refuse(&pair.identity, copy, cut), expected);
        free(copy);
    }
}

static void test_no_chunk_comes_out_when_a_later_one_is_damaged(void **state)
{
    (void)state;
    struct pair pair = make_pair(1);
    size_t size = 3 * 65536, cap = size + 1000;
    char *plain = malloc(size);
    uint8_t *file = malloc(cap);
    memset(plain, 'N', size);
    size_t n = encrypt(&pair.recipient, 1, (struct str){plain, size}, file, cap);
    assert_int_equal(refuse(&pair.identity, file, n), OK);
    file[n - 1] ^= 1;
    assert_int_equal(refuse(&pair.identity, file, n), ERR_DAMAGED);
    file[n - 1] ^= 1;
    size_t second = seal_header_size(1) + 16 + 65552; // chunks swapped are not the same file
    for (size_t i = 0; i < 65552; i++) {
        uint8_t kept = file[second + i];
        file[second + i] = file[second - 65552 + i];
        file[second - 65552 + i] = kept;
    }
    assert_int_equal(refuse(&pair.identity, file, n), ERR_DAMAGED);
    free(plain);
    free(file);
}

// Puts `stanzas` before the X25519 stanza of a file and signs the header anew.
static size_t with_stanzas(const struct pair *pair, const char *stanzas, uint8_t *to, size_t cap)
{
    uint8_t file[512], key[32], mac[32];
    size_t n = encrypt(&pair->recipient, 1, str_from(secret_text), file, sizeof file);
    struct str sealed = {(char *)file, n};
    struct header header;
    assert_int_equal(seal_parse_header(sealed, &header), OK);
    char file_key[16], text[44];
    for (size_t i = 0; i < sizeof file_key; i++)
        file_key[i] = (char)byte_at(i);
    struct buf b = buf_init((char *)to, cap);
    buf_add(&b, STR("age-encryption.org/v1\n"));
    buf_add(&b, str_from(stanzas));
    buf_add(&b, header.stanzas);
    buf_add(&b, STR("---"));
    seal_hkdf((struct str){file_key, sizeof file_key}, STR(""), STR("header"), key);
    seal_hmac(key, buf_str(&b), mac);
    sodium_bin2base64(text, sizeof text, mac, sizeof mac, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    buf_add_format(&b, " %s\n", text);
    buf_add(&b, header.payload);
    assert_false(b.full);
    return b.n;
}

#define FULL_LINE "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
#define KEY_LINE "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA\n" // 32 bytes, no point of small order

static void test_stanzas_of_other_kinds_are_skipped(void **state)
{
    (void)state;
    static const char *const good[] = {"",
                                       "-> grease\n\n",
                                       "-> a !~ b\nAAAA\n",
                                       "-> x25519 A\n\n",
                                       "-> g\n" FULL_LINE "\n",
                                       "-> g\n" FULL_LINE FULL_LINE "AAA\n",
                                       "-> g\n\n-> h\n\n",
                                       "-> X25519 " KEY_LINE KEY_LINE};
    struct pair pair = make_pair(1);
    uint8_t file[1024];
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        size_t n = with_stanzas(&pair, good[i], file, sizeof file);
        assert_int_equal(refuse(&pair.identity, file, n), OK);
    }
}

static void test_a_signed_header_that_breaks_the_format_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "\n",
        "->\n\n",
        "-> \n\n",
        "->grease\n\n",
        "-> a  b\n\n",
        "-> a \n\n",
        "-> a\tb\n\n",
        "-> \xc3\xa9\n\n",
        "-> a\x7f\n\n",
        "-> a\r\n\n",
        "-> a\nAAAA\r\n",
        "-> a\nAA==\n",
        "-> a\nAB\n",
        "-> a\nA\n",
        "-> a\nA A\n",
        "-> a\n-_AA\n",
        "-> a\n" FULL_LINE,
        "-> a\nAAAA\nAAAA\n",
        "-> a\nA" FULL_LINE "\n",
        "-> X25519\n" KEY_LINE,
        "-> X25519 AAAA\n" KEY_LINE,
        "-> X25519 a " KEY_LINE KEY_LINE,
        "-> X25519 " KEY_LINE "\n",
        "-> X25519 " KEY_LINE "AAAA\n",
        "-> X25519 " KEY_LINE FULL_LINE "\n",
        "-> X25519 BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB\n" KEY_LINE,
        "-> X25519 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n" KEY_LINE, // small order
        "--- BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA\n",
    };
    struct pair pair = make_pair(1);
    uint8_t file[1024];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        size_t n = with_stanzas(&pair, bad[i], file, sizeof file);
        err_t err = refuse(&pair.identity, file, n);
        if (err != ERR_INVALID) print_error("taken: %s", bad[i]);
        assert_int_equal(err, ERR_INVALID);
    }
}

static void test_no_key_material_is_used_twice(void **state)
{
    (void)state;
    struct pair pair = make_pair(1);
    struct seal_recipient twice[2] = {pair.recipient, pair.recipient};
    uint8_t file[2][512];
    uint64_t given = 0;
    struct entropy_port entropy = {&given, fill_foretold};
    size_t n;
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(seal_encrypt(&entropy, twice, 2, STR("x"), file[i], sizeof file[i], &n), OK);
    assert_int_equal(given, 2 * (16 + 2 * 32 + 16)); // file key, two ephemeral keys, nonce
    struct wrapped wrapped[4];
    for (size_t i = 0; i < 4; i++) {
        struct header header;
        assert_int_equal(seal_parse_header((struct str){(char *)file[i / 2], n}, &header), OK);
        for (size_t skip = 0; skip <= i % 2; skip++)
            assert_true(seal_next_wrapped(&header.stanzas, &wrapped[i]));
        for (size_t j = 0; j < i; j++)
            assert_memory_not_equal(wrapped[i].share, wrapped[j].share, 32);
    }
}

// --- what is left on the stack

enum { STACK = 512 << 10 };

struct run { // one call on a stack of our own
    void (*what)(struct run *run);
    struct pair pair;
    uint8_t file[512];
    size_t file_n, plain_n;
    char plain[256];
    err_t err;
};

static void run_encrypt(struct run *run)
{
    uint64_t given = 0;
    struct entropy_port entropy = {&given, fill_foretold};
    run->err = seal_encrypt(&entropy, &run->pair.recipient, 1, str_from(secret_text), run->file,
                            sizeof run->file, &run->file_n);
}

static void run_open(struct run *run)
{
    run->err = seal_open(&run->pair.identity, 1, (struct str){(char *)run->file, run->file_n}, run->plain,
                         sizeof run->plain, &run->plain_n);
}

static void run_damaged(struct run *run)
{
    run->file[run->file_n - 1] ^= 1;
    run_open(run);
    run->file[run->file_n - 1] ^= 1;
}

// Called in a way that compilers cannot see through, so that arrays stay whole and in memory.
static void *(*volatile copy_bytes)(void *to, const void *from, size_t n) = memcpy;

// The negative control: leaves the identity on the stack.
static void run_careless(struct run *run)
{
    uint8_t copy[64];
    copy_bytes(copy, run->pair.identity.scalar, sizeof run->pair.identity.scalar);
    run->err = OK;
}

// Deep down, where the end of the thread does not write over what was left.
static void *run_deep(void *self)
{
    struct run *run = self;
    char room[128 << 10];
    copy_bytes(room, "", 1);
    run->what(run);
    copy_bytes(room, "", 1);
    return NULL;
}

static uint8_t *run_on_a_stack(void (*what)(struct run *run), struct run *run)
{
    uint8_t *stack = aligned_alloc(4096, STACK);
    run->what = what;
    memset(stack, 0, STACK);
    pthread_attr_t attributes;
    pthread_t thread;
    assert_int_equal(pthread_attr_init(&attributes), 0);
    assert_int_equal(pthread_attr_setstack(&attributes, stack, STACK), 0);
    assert_int_equal(pthread_create(&thread, &attributes, run_deep, run), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    pthread_attr_destroy(&attributes);
    return stack;
}

// Is any eighth byte sequence of `secret` there? Reads memory that the sanitizer holds for out of bounds.
__attribute__((no_sanitize("address"))) static bool finds(const uint8_t *stack, const void *secret, size_t n)
{
    for (size_t at = 0; at + 8 <= n; at += 8) {
        const uint8_t *part = (const uint8_t *)secret + at;
        for (size_t i = 0; i + 8 <= STACK; i++) {
            size_t same = 0;
            while (same < 8 && stack[i + same] == part[same])
                same++;
            if (same == 8) return true;
        }
    }
    return false;
}

struct secrets {
    uint8_t file_key[16], ephemeral[32], shared[32], wrap[32], mac[32], payload[32];
};

// Everything that entropy and the format make of one file for `pair`.
static void know_secrets(const struct pair *pair, struct secrets *ret_secrets)
{
    uint8_t salt[64], nonce[16];
    for (size_t i = 0; i < 64; i++)
        *(i < 16   ? &ret_secrets->file_key[i]
          : i < 48 ? &ret_secrets->ephemeral[i - 16]
                   : &nonce[i - 48]) = byte_at(i);
    assert_int_equal(crypto_scalarmult(ret_secrets->shared, ret_secrets->ephemeral, pair->recipient.point),
                     0);
    crypto_scalarmult_base(salt, ret_secrets->ephemeral);
    memcpy(salt + 32, pair->recipient.point, 32);
    seal_hkdf((struct str){(char *)ret_secrets->shared, 32}, (struct str){(char *)salt, 64},
              STR("age-encryption.org/v1/X25519"), ret_secrets->wrap);
    struct str file_key = {(char *)ret_secrets->file_key, 16};
    seal_hkdf(file_key, STR(""), STR("header"), ret_secrets->mac);
    seal_hkdf(file_key, (struct str){(char *)nonce, 16}, STR("payload"), ret_secrets->payload);
}

static void assert_clean(const uint8_t *stack, const struct run *run, const struct secrets *secrets)
{
    assert_false(finds(stack, run->pair.identity.scalar, 32));
    assert_false(finds(stack, secrets->file_key, 16));
    assert_false(finds(stack, secrets->ephemeral, 32));
    assert_false(finds(stack, secrets->shared, 32));
    assert_false(finds(stack, secrets->wrap, 32));
    assert_false(finds(stack, secrets->mac, 32));
    assert_false(finds(stack, secrets->payload, 32));
    assert_false(finds(stack, secret_text, sizeof secret_text - 1));
}

static void test_no_secret_is_left_on_the_stack(void **state)
{
    (void)state;
    struct run run = {.pair = make_pair(1)};
    struct secrets secrets;
    know_secrets(&run.pair, &secrets);
    void (*const runs[])(struct run * run) = {run_encrypt, run_open, run_damaged};
    static const err_t expected[] = {OK, OK, ERR_DAMAGED};
    for (size_t i = 0; i < 3; i++) {
        uint8_t *stack = run_on_a_stack(runs[i], &run);
        assert_int_equal(run.err, expected[i]);
        assert_clean(stack, &run, &secrets);
        free(stack);
    }
    uint8_t *stack = run_on_a_stack(run_careless, &run);
    assert_true(finds(stack, run.pair.identity.scalar, 32));
    free(stack);
}

static int start(void **state)
{
    (void)state;
    return seal_init() == OK ? 0 : -1;
}

static void test_a_file_of_keys_is_read_line_by_line(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t count; // 0: refused
        err_t err;
        int line;
    } cases[] = {
        {"K", 1, OK, 2},
        {"# created: today\r\n\r\nK\r\n# an earlier one\nK\n", 2, OK, 6},
        {"", 0, ERR_MISSING, 1},
        {"# K\n", 0, ERR_MISSING, 2},
        {"K\nK\nK\n", 0, ERR_FULL, 3},
        {"K\nage1x\n", 0, ERR_INVALID, 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        static const struct seal_identity zero[2];
        struct seal_identity list[2] = {0};
        char memory[512];
        struct buf text = buf_init(memory, sizeof memory);
        for (const char *c = cases[i].text; *c; c++)
            buf_add(&text, *c == 'K' ? str_from(known_identity) : (struct str){c, 1});
        size_t count = 0;
        int line = 0;
        assert_int_equal(seal_parse_identities(buf_str(&text), list, 2, &count, &line), cases[i].err);
        assert_int_equal(count, cases[i].count);
        assert_int_equal(line, cases[i].line);
        if (cases[i].err) assert_memory_equal(list, zero, sizeof list);
    }
}

static void test_a_secret_key_tells_its_public_half(void **state)
{
    (void)state;
    struct seal_identity identity;
    struct seal_recipient derived, read;
    assert_int_equal(seal_parse_identity(str_from(known_identity), &identity), OK);
    assert_int_equal(seal_parse_recipient(str_from(known_recipient), &read), OK);
    seal_public_of(&identity, &derived);
    assert_true(seal_same_recipient(&derived, &read));
    read.point[31] ^= 1;
    assert_false(seal_same_recipient(&derived, &read));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_file_of_keys_is_read_line_by_line),
        cmocka_unit_test(test_a_secret_key_tells_its_public_half),
        cmocka_unit_test(test_digests_are_those_of_the_standards),
        cmocka_unit_test(test_base32_and_base64url_are_those_of_rfc_4648),
        cmocka_unit_test(test_base64url_takes_one_spelling_only),
        cmocka_unit_test(test_keys_are_written_as_age_writes_them),
        cmocka_unit_test(test_a_slip_in_a_key_is_refused),
        cmocka_unit_test(test_points_of_small_order_are_refused),
        cmocka_unit_test(test_every_size_around_a_chunk_comes_back),
        cmocka_unit_test(test_too_little_room_writes_nothing),
        cmocka_unit_test(test_another_key_opens_nothing),
        cmocka_unit_test(test_each_recipient_opens_and_nobody_else),
        cmocka_unit_test(test_every_changed_bit_is_noticed),
        cmocka_unit_test(test_every_cut_is_noticed),
        cmocka_unit_test(test_no_chunk_comes_out_when_a_later_one_is_damaged),
        cmocka_unit_test(test_stanzas_of_other_kinds_are_skipped),
        cmocka_unit_test(test_a_signed_header_that_breaks_the_format_is_refused),
        cmocka_unit_test(test_no_key_material_is_used_twice),
        cmocka_unit_test(test_no_secret_is_left_on_the_stack),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
