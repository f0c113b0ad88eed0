#include "content/languages.h"

static int form_above_one(int64_t n)
{
    return n > 1;
}

static int form_not_one(int64_t n)
{
    return n != 1;
}

static int form_slavic(int64_t n)
{
    int64_t ones = n % 10, tens = n % 100;
    if (ones == 1 && tens != 11) return 0;
    return ones >= 2 && ones <= 4 && (tens < 10 || tens >= 20) ? 1 : 2;
}

static int form_arabic(int64_t n)
{
    int64_t tens = n % 100;
    if (n <= 2) return (int)n;
    if (tens >= 3 && tens <= 10) return 3;
    return tens >= 11 ? 4 : 5;
}

#define ABOVE_ONE 2, "nplurals=2;plural=(n>1);", form_above_one, 0
#define NOT_ONE 2, "nplurals=2;plural=(n!=1);", form_not_one, 1
#define SLAVIC                                                                                               \
    3, "nplurals=3;plural=(n%10==1&&n%100!=11?0:n%10>=2&&n%10<=4&&(n%100<10||n%100>=20)?1:2);", form_slavic, 0
#define ARABIC                                                                                               \
    6, "nplurals=6;plural=(n==0?0:n==1?1:n==2?2:n%100>=3&&n%100<=10?3:n%100>=11?4:5);", form_arabic, 7

const struct language language_table[LANGUAGE_COUNT] = {
    {"fr", "Français", ABOVE_ONE}, {"en", "English", NOT_ONE}, {"es", "Español", NOT_ONE},
    {"ar", "العربية", ARABIC},     {"fa", "دری", ABOVE_ONE},   {"ps", "پښتو", NOT_ONE},
    {"uk", "Українська", SLAVIC},  {"ru", "Русский", SLAVIC},  {"ti", "ትግርኛ", ABOVE_ONE},
};

const struct language *language_find(struct str code)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        if (str_eq(str_from(language_table[i].code), code)) return &language_table[i];
    return NULL;
}
