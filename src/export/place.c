#include "export/export.h"

// Letters U+00C0 to U+00FF without their accents; "-" for what is none. ae and oe lose their second letter.
static const char latin[] = "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty";

static char small_of(struct str text, size_t *at)
{
    unsigned char c = (unsigned char)text.p[(*at)++];
    if (c >= 'A' && c <= 'Z') return (char)(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return (char)c;
    if (c != 0xc3 || *at == text.n) return '-';
    unsigned char second = (unsigned char)text.p[(*at)++];
    return second >= 0x80 && second < 0xc0 ? latin[second - 0x80] : '-';
}

void export_place(const char *place, char to[LIMIT_ID])
{
    struct str text = str_from(place);
    size_t n = 0, at = 0;
    while (at < text.n && n < LIMIT_ID - 1) {
        char c = small_of(text, &at);
        if (c != '-' || (n && to[n - 1] != '-')) to[n++] = c;
    }
    while (n && to[n - 1] == '-')
        n--;
    to[n] = '\0';
    if (n) return;
    err_t err = str_copy(STR("borne"), to, LIMIT_ID);
    (void)err; // it fits
}
