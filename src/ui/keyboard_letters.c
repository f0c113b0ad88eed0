#include "ui/keyboard_letters.h"

// Eleven keys a row is what the narrowest panel has room for. Rows are written from left to right, as the
// keys stand, for Arabic too: that is how they stand on every Arabic keyboard.
#define LATIN .cased = true, .latin = true, .more = {"ùûüÿöäñáíóú", "œæøåščžşğł"}
#define CYRILLIC .cased = true, .more = {"ђјљњћџѓќѕ", "ғқңөұүһәӣӯ"}
#define ARABIC .more = {"ڕڵێۆەڤگپچژ", "ٹڈڑںےھۇۋېڭ"} // Kurdish; Urdu, Uyghur

static const struct letters tables[] = {
    {"fr", "éèêëàâçîïô", {"azertyuiop", "qsdfghjklm", "wxcvbn"}, LATIN},
    {"es", "áéíóúüçàèï", {"qwertyuiop", "asdfghjklñ", "zxcvbnm"}, LATIN},
    {"ar", "أإآئپچژگڤڨ", {"ضصثقفغعهخحج", "شسيبلاتنمكط", "ذءؤرىةوزظد"}, ARABIC},
    {"fa", "آژئءؤأةيك", {"ضصثقفغعهخحج", "شسیبلاتنمکگ", "ظطزرذدپوچ"}, ARABIC},
    {"ps", "ټډځڅښڼېۍژآچ", {"ضصثقفغعهخحج", "شسیبلاتنمکګ", "ظطزرذدړوږپ"}, .more = {"ئيؤءأةگكى", "ٹڈڑںےھەڤێۆ"}},
    {"uk", "їґёъыэўқңә", {"йцукенгшщзх", "фівапролджє", "ячсмитьбю"}, CYRILLIC},
    {"ru", "ёъіїєґўқңә", {"йцукенгшщзх", "фывапролджэ", "ячсмитьбю"}, CYRILLIC},
    {"ti",
     "ሠኀፀ",
     {"ሀለሐመረሰሸቀቐበቨ", "ተቸነኘአከኸወዐዘዠ", "የደጀገጠጨጰጸፈፐ"},
     .more = {"ሠኀፀቈቘኈኰዀጐ", "ኧጘሏ"},
     .syllables = true},
    {"", "éèêëàâçîïô", {"qwertyuiop", "asdfghjkl", "zxcvbnm"}, LATIN},
};
enum { TABLES = sizeof tables / sizeof *tables };

const struct letters *letters_of(struct str language)
{
    size_t i = 0;
    while (i < TABLES - 1 && !str_eq(str_from(tables[i].language), language))
        i++;
    return &tables[i];
}

const struct letters *letters_latin(void)
{
    return &tables[TABLES - 1];
}

// Unicode has most pairs in one of three shapes: a block apart, or neighbours of which the capital is even.
uint32_t letters_capital(uint32_t code)
{
    if ((code >= 'a' && code <= 'z') || (code >= 0xe0 && code <= 0xfe && code != 0xf7)) return code - 32;
    if (code == 0x142 || code == 0x17e) return code - 1; // l with stroke, z caron: the capital is odd
    if (code == 0xff) return 0x178;                      // y with two dots
    if (code >= 0x430 && code <= 0x44f) return code - 32;
    if (code >= 0x450 && code <= 0x45f) return code - 80;
    bool neighbours = (code >= 0x100 && code <= 0x17f) || (code >= 0x460 && code <= 0x52f);
    return neighbours && code % 2 ? code - 1 : code;
}

// Unicode sets syllables of Ge'ez in rows of eight: seven vowels, and in the eighth place a form with "w" or
// a foreign vowel. Five consonants have a further row for their forms with "w", of which four are in use. One
// has neither.
int letters_orders(uint32_t code, uint32_t ret_orders[LETTERS_ORDERS])
{
    static const uint32_t labials[] = {0x1248, 0x1258, 0x1288, 0x12b0, 0x12c0, 0x1310};
    static const uint32_t used[] = {0, 2, 3, 5};
    if (code < 0x1200 || code > 0x1357) return 0;
    uint32_t base = code & ~7U;
    bool labial = false;
    for (size_t i = 0; i < sizeof labials / sizeof *labials; i++) {
        if (labials[i] == base) base -= 8;
        if (labials[i] == base + 8) labial = true;
    }
    int count = 0;
    for (uint32_t i = 0; i < 7; i++)
        ret_orders[count++] = base + i;
    for (size_t i = 0; labial && i < sizeof used / sizeof *used; i++)
        ret_orders[count++] = base + 8 + used[i];
    if (!labial && base != 0x12d0) ret_orders[count++] = base + 7;
    return count;
}
