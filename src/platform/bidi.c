#include "platform/bidi.h"

#include <fribidi.h>
#include <string.h>

#include "base/check.h"
#include "base/utf8.h"
#include "base/wipe.h"

struct letters { // of a paragraph, one entry a character
    FriBidiStrIndex n;
    FriBidiChar codes[BIDI_BYTES];
    uint16_t places[BIDI_BYTES]; // first byte of each
    FriBidiCharType types[BIDI_BYTES];
    FriBidiBracketType brackets[BIDI_BYTES];
    FriBidiLevel levels[BIDI_BYTES];
};

static bool has_right_to_left(struct str text)
{
    while (text.n)
        if (utf8_right_to_left(utf8_next(&text))) return true;
    return false;
}

static void take_letters(struct letters *letters, struct str text)
{
    letters->n = 0;
    for (struct str rest = text; rest.n; letters->n++) {
        letters->places[letters->n] = (uint16_t)(rest.p - text.p);
        letters->codes[letters->n] = utf8_next(&rest);
    }
    fribidi_get_bidi_types(letters->codes, letters->n, letters->types);
}

static bool is_isolate(FriBidiChar code)
{
    return code == UTF8_ISOLATE || code == UTF8_ISOLATE_END;
}

static bool is_mark(FriBidiChar code)
{
    return code == 0x200e || code == 0x200f || code == 0x61c; // LRM, RLM, ALM: a translator's tools
}

// BN: the algorithm looks through it.
static void disarm(struct letters *letters)
{
    for (FriBidiStrIndex i = 0; i < letters->n; i++)
        if (!utf8_printable(letters->codes[i]) && letters->codes[i] != UTF8_BAD &&
            !is_isolate(letters->codes[i]) && !is_mark(letters->codes[i]))
            letters->types[i] = FRIBIDI_TYPE_BN;
}

static bool is_number(FriBidiCharType type)
{
    return type == FRIBIDI_TYPE_EN || type == FRIBIDI_TYPE_AN;
}

static bool is_from_right(FriBidiCharType type)
{
    return type == FRIBIDI_TYPE_RTL || type == FRIBIDI_TYPE_AL;
}

static bool joins_digits(FriBidiChar code)
{
    return code == ' ' || code == 0xa0 || code == 0x202f || (code < 0x80 && strchr(".,:/-", (int)code));
}

static bool is_plus_of_number(const struct letters *letters, FriBidiStrIndex i)
{
    bool begins = i == 0 || FRIBIDI_IS_NEUTRAL(letters->types[i - 1]);
    return letters->codes[i] == '+' && begins && i + 1 < letters->n && is_number(letters->types[i + 1]);
}

static void join_numbers(struct letters *letters)
{
    FriBidiCharType *types = letters->types;
    for (FriBidiStrIndex i = 0; i < letters->n; i++) {
        bool between = i > 0 && i + 1 < letters->n && is_number(types[i - 1]) && types[i - 1] == types[i + 1];
        if (between && joins_digits(letters->codes[i])) types[i] = FRIBIDI_TYPE_CS;
        if (is_plus_of_number(letters, i)) types[i] = types[i + 1];
    }
}

struct word { // from its first to its last letter or digit, leaving out quotes and full stops around it
    FriBidiStrIndex first, last;
    bool latin;
};

static struct word word_at(const struct letters *letters, FriBidiStrIndex *at)
{
    struct word word = {letters->n, 0, false};
    bool other = false;
    for (; *at < letters->n && letters->codes[*at] != ' ' && !is_isolate(letters->codes[*at]); ++*at) {
        FriBidiCharType type = letters->types[*at];
        other |= is_from_right(type);
        word.latin |= type == FRIBIDI_TYPE_LTR;
        if (type != FRIBIDI_TYPE_LTR && !is_number(type)) continue;
        if (word.first == letters->n) word.first = *at;
        word.last = *at;
    }
    word.latin &= !other;
    return word;
}

static void join_latin_words(struct letters *letters)
{
    for (FriBidiStrIndex at = 0; at < letters->n; at++) {
        struct word word = word_at(letters, &at);
        for (FriBidiStrIndex i = word.first; word.latin && i <= word.last; i++)
            letters->types[i] = FRIBIDI_TYPE_LTR;
    }
}

static bool reads_from_right(const struct letters *letters)
{
    int inside = 0;
    for (FriBidiStrIndex i = 0; i < letters->n; i++) {
        if (letters->codes[i] == UTF8_ISOLATE) inside++;
        if (letters->codes[i] == UTF8_ISOLATE_END && inside) inside--;
        if (!inside && is_from_right(letters->types[i])) return true;
    }
    return false;
}

static FriBidiParType direction_of(const struct letters *letters, bool right_to_left)
{
    if (right_to_left) return reads_from_right(letters) ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    FriBidiParType first = fribidi_get_par_direction(letters->types, letters->n);
    return FRIBIDI_IS_RTL(first) ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
}

static void find_levels(struct letters *letters, bool right_to_left, struct bidi *bidi)
{
    FriBidiParType direction = direction_of(letters, right_to_left);
    fribidi_get_bracket_types(letters->codes, letters->n, letters->types, letters->brackets);
    // 0 is "no memory": then everything reads as the paragraph does.
    bool found = fribidi_get_par_embedding_levels_ex(letters->types, letters->brackets, letters->n,
                                                     &direction, letters->levels) != 0;
    bidi->base = FRIBIDI_IS_RTL(direction) ? 1 : 0;
    for (FriBidiStrIndex i = 0; i < letters->n; i++) {
        size_t end = i + 1 < letters->n ? letters->places[i + 1] : bidi->n;
        memset(bidi->levels + letters->places[i], found ? letters->levels[i] : bidi->base,
               end - letters->places[i]);
    }
}

// The longest front of the paragraph that has room, in whole characters.
static struct str front_of(struct str paragraph)
{
    if (paragraph.n <= BIDI_BYTES) return paragraph;
    size_t n = BIDI_BYTES;
    while (n > BIDI_BYTES - 4 && ((unsigned char)paragraph.p[n] & 0xc0) == 0x80)
        n--;
    return str_slice(paragraph, 0, n);
}

void bidi_read(struct bidi *bidi, struct str paragraph, bool right_to_left)
{
    struct str front = front_of(paragraph);
    bidi->from = front.p;
    bidi->n = front.n;
    bidi->base = 0;
    bidi->mixed = has_right_to_left(front);
    if (!bidi->mixed) return;
    struct letters letters;
    take_letters(&letters, front);
    disarm(&letters);
    join_numbers(&letters);
    join_latin_words(&letters);
    find_levels(&letters, right_to_left, bidi);
    wipe(&letters, sizeof letters); // it may have been a name
}

uint8_t bidi_level(const struct bidi *bidi, const char *at)
{
    if (!bidi->mixed) return 0;
    size_t place = (size_t)(at - bidi->from);
    return place < bidi->n ? bidi->levels[place] : bidi->base;
}

void bidi_order(const struct bidi *bidi, const uint8_t *levels, int n, int *ret_order)
{
    FriBidiCharType types[BIDI_PIECES];
    FriBidiLevel copy[BIDI_PIECES];
    FriBidiStrIndex order[BIDI_PIECES];
    CHECK(n > 0 && n <= BIDI_PIECES);
    for (int i = 0; i < n; i++) {
        types[i] =
            FRIBIDI_TYPE_ON; // the spaces that end a line are gone, those of a paragraph have its level
        copy[i] = (FriBidiLevel)levels[i];
        order[i] = i;
    }
    FriBidiParType base = bidi->base ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    if (bidi->mixed) CHECK(fribidi_reorder_line(0, types, n, 0, base, copy, NULL, order) != 0);
    for (int i = 0; i < n; i++)
        ret_order[i] = order[i];
}
