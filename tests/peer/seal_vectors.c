// Opens test vectors of the age project with our opener and compares with what they expect. Each argument is
// one vector: lines "key: value", an empty line, an age file. Vectors of armor, passphrases and other kinds
// of keys are named and counted as not applicable. Exit status 1 when one failed.
#include "base/check.h"
#include "seal/seal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { IDENTITIES = 8, VECTOR_MAX = 32 << 20 };

struct vector {
    struct str expect, payload; // outcome in words; SHA-256 of the clear text in hexadecimal
    struct seal_identity identities[IDENTITIES];
    size_t identity_count;
    const char *not_applicable; // why, or NULL
    struct str file;
};

static void take_identity(struct vector *vector, struct str text)
{
    if (str_starts(text, STR("AGE-SECRET-KEY-PQ-1"))) {
        if (!vector->identity_count) vector->not_applicable = "post-quantum key";
        return;
    }
    CHECK(vector->identity_count < IDENTITIES);
    err_t err = seal_parse_identity(text, &vector->identities[vector->identity_count++]);
    CHECK(err == OK);
    vector->not_applicable = NULL;
}

static void take_line(struct vector *vector, struct str line)
{
    struct str key = str_cut(&line, ':'), value = str_trim(line);
    if (str_eq(key, STR("expect"))) vector->expect = value;
    if (str_eq(key, STR("payload"))) vector->payload = value;
    if (str_eq(key, STR("identity"))) take_identity(vector, value);
}

static struct vector read_vector(struct str bytes)
{
    struct vector vector = {.file = bytes};
    bool armored = false, passphrase = false;
    for (;;) {
        struct str line = str_cut(&vector.file, '\n');
        if (line.n == 0) break;
        armored |= str_starts(line, STR("armored:"));
        passphrase |= str_starts(line, STR("passphrase:"));
        take_line(&vector, line);
    }
    if (armored) vector.not_applicable = "armor";
    if (passphrase) vector.not_applicable = "passphrase";
    return vector;
}

static bool expected_err(struct str expect, err_t *ret_err)
{
    static const struct {
        const char *words;
        err_t err;
    } table[] = {{"success", OK},
                 {"header failure", ERR_INVALID},
                 {"no match", ERR_DENIED},
                 {"HMAC failure", ERR_DAMAGED},
                 {"payload failure", ERR_DAMAGED}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (str_eq(expect, str_from(table[i].words))) {
            *ret_err = table[i].err;
            return true;
        }
    return false;
}

static bool digest_is(struct str plain, struct str hexadecimal)
{
    uint8_t digest[32];
    char text[2 * sizeof digest + 1];
    seal_sha256(plain, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(text + 2 * i, 3, "%02x", digest[i]);
    return str_eq(str_from(text), hexadecimal);
}

static bool is_zero(const char *memory, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (memory[i]) return false;
    return true;
}

// What went wrong, or NULL. A file that does not open must give nothing, not even its good first chunks.
static const char *try(const struct vector *vector, char *to)
{
    err_t expected;
    size_t n = SIZE_MAX, cap = vector->file.n;
    if (!expected_err(vector->expect, &expected)) return "expects something unknown";
    memset(to, 0x55, cap);
    err_t err = seal_open(vector->identities, vector->identity_count, vector->file, to, cap, &n);
    if (err != expected) return err_name(err);
    if (err) return n == SIZE_MAX && is_zero(to, cap) ? NULL : "gave clear bytes out";
    return digest_is((struct str){to, n}, vector->payload) ? NULL : "opened to another payload";
}

static struct str read_whole(const char *path, char *to)
{
    FILE *file = fopen(path, "rb");
    CHECK(file != NULL);
    size_t n = fread(to, 1, VECTOR_MAX, file);
    CHECK(feof(file) && !ferror(file));
    CHECK(fclose(file) == 0);
    return (struct str){to, n};
}

int main(int count, char **paths)
{
    int passed = 0, failed = 0, not_applicable = 0;
    char *bytes = malloc(VECTOR_MAX), *to = malloc(VECTOR_MAX);
    CHECK(bytes && to && seal_init() == OK);
    for (int i = 1; i < count; i++) {
        struct vector vector = read_vector(read_whole(paths[i], bytes));
        const char *name = strrchr(paths[i], '/') ? strrchr(paths[i], '/') + 1 : paths[i];
        const char *wrong = vector.not_applicable ? NULL : try(&vector, to);
        const char *word = vector.not_applicable ? "not applicable" : wrong ? "FAILED" : "passed";
        const char *why = vector.not_applicable ? vector.not_applicable : wrong ? wrong : "";
        printf("%-14s %s (%.*s) %s\n", word, name, STR_ARG(vector.expect), why);
        *(vector.not_applicable ? &not_applicable : wrong ? &failed : &passed) += 1;
    }
    printf("%d passed, %d failed, %d not applicable\n", passed, failed, not_applicable);
    free(bytes);
    free(to);
    return failed || !passed;
}
