// Our sealing as a filter, to hold against the real `age` command:
// seal_pipe encrypt RECIPIENT... <clear >file; seal_pipe open IDENTITY <file >clear. Exit status: the err_t.
#include "base/check.h"
#include "base/limits.h"
#include "seal/seal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PIPE_MAX = 4 << 20 };

static void fill(void *self, void *to, size_t n)
{
    (void)self;
    CHECK(getentropy(to, n) == 0);
}

static err_t encrypt(char **texts, size_t count, struct str in, char *out, size_t *ret_n)
{
    struct entropy_port entropy = {NULL, fill};
    struct seal_recipient recipients[LIMIT_RECIPIENTS];
    CHECK(count <= LIMIT_RECIPIENTS);
    for (size_t i = 0; i < count; i++) {
        err_t err = seal_parse_recipient(str_from(texts[i]), &recipients[i]);
        if (err) return err;
    }
    return seal_encrypt(&entropy, recipients, count, in, out, PIPE_MAX, ret_n);
}

static err_t open_with(const char *text, struct str in, char *out, size_t *ret_n)
{
    struct seal_identity identity;
    err_t err = seal_parse_identity(str_from(text), &identity);
    return err ? err : seal_open(&identity, 1, in, out, PIPE_MAX, ret_n);
}

int main(int count, char **words)
{
    CHECK(count >= 3 && seal_init() == OK);
    char *in = malloc(PIPE_MAX), *out = malloc(PIPE_MAX);
    CHECK(in && out);
    struct str given = {in, fread(in, 1, PIPE_MAX, stdin)};
    CHECK(feof(stdin));
    size_t n = 0;
    bool sealing = strcmp(words[1], "encrypt") == 0;
    err_t err =
        sealing ? encrypt(words + 2, (size_t)count - 2, given, out, &n) : open_with(words[2], given, out, &n);
    if (err)
        fprintf(stderr, "seal_pipe: %s\n", err_name(err));
    else
        CHECK(fwrite(out, 1, n, stdout) == n && fflush(stdout) == 0);
    free(in);
    free(out);
    return (int)err;
}
