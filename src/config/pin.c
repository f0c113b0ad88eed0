#include "config/pin.h"

// Patterns on a keypad and old favourites that no rule below sees.
static const char *const favourites[] = {
    "147258", "258369", "147852", "258147", "258456", "369258", "456123", "456789", "123654", "321654",
    "741852", "852456", "963852", "789456", "159357", "159753", "357159", "753159", "142536", "102030",
    "123789", "789123", "112358", "314159", "271828", "124578", "235689", "112233", "223344", "445566",
    "778899", "998877", "332211", "007007", "520131", "134679", "975318", "147369", "246810", "14725836",
};

static bool is_digits(struct str pin)
{
    for (size_t i = 0; i < pin.n; i++)
        if (pin.p[i] < '0' || pin.p[i] > '9') return false;
    return true;
}

static bool has_period(struct str pin, size_t period)
{
    for (size_t i = period; i < pin.n; i++)
        if (pin.p[i] != pin.p[i - period]) return false;
    return true;
}

static bool is_palindrome(struct str pin)
{
    for (size_t i = 0; i < pin.n / 2; i++)
        if (pin.p[i] != pin.p[pin.n - 1 - i]) return false;
    return true;
}

// Two digits in any order are no better than one.
static bool has_few_digits(struct str pin)
{
    unsigned seen = 0;
    int count = 0;
    for (size_t i = 0; i < pin.n; i++)
        seen |= 1u << (pin.p[i] - '0');
    for (; seen; seen &= seen - 1)
        count++;
    return count <= 2;
}

static bool is_repeated(struct str pin)
{
    for (size_t period = 1; period <= pin.n / 2; period++)
        if (has_period(pin, period)) return true;
    return has_few_digits(pin) || is_palindrome(pin);
}

static bool is_sequence(struct str pin)
{
    int step = (pin.p[1] - pin.p[0] + 10) % 10;
    for (size_t i = 2; i < pin.n; i++)
        if ((pin.p[i] - pin.p[i - 1] + 10) % 10 != step) return false;
    return true;
}

static int pair_at(struct str pin, size_t at)
{
    return (pin.p[at] - '0') * 10 + pin.p[at + 1] - '0';
}

static bool is_year_at(struct str pin, size_t at)
{
    int century = pair_at(pin, at);
    return century == 19 || century == 20;
}

static bool is_day_and_month(int day, int month)
{
    return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

// 010203, 01022003, 20030201 and their like; a year at either end of any PIN.
static bool is_date(struct str pin)
{
    if (is_year_at(pin, 0) || is_year_at(pin, pin.n - 4)) return true;
    if (pin.n != 6) return false;
    int first = pair_at(pin, 0), second = pair_at(pin, 2), third = pair_at(pin, 4);
    return is_day_and_month(first, second) || is_day_and_month(second, first) ||
           is_day_and_month(third, second);
}

static bool is_favourite(struct str pin)
{
    for (size_t i = 0; i < sizeof favourites / sizeof *favourites; i++)
        if (str_eq(pin, str_from(favourites[i]))) return true;
    return false;
}

enum pin_flaw pin_judge(struct str pin)
{
    if (!is_digits(pin)) return PIN_FLAW_DIGITS;
    if (pin.n < PIN_MIN || pin.n > PIN_MAX) return PIN_FLAW_LENGTH;
    if (is_repeated(pin)) return PIN_FLAW_REPEATED;
    if (is_sequence(pin)) return PIN_FLAW_SEQUENCE;
    if (is_date(pin)) return PIN_FLAW_DATE;
    return is_favourite(pin) ? PIN_FLAW_COMMON : PIN_FINE;
}

const char *pin_flaw_words(enum pin_flaw flaw)
{
    switch (flaw) {
    case PIN_FINE: return NULL;
    case PIN_FLAW_LENGTH: return "il faut de 6 à 12 chiffres";
    case PIN_FLAW_DIGITS: return "il ne faut que des chiffres";
    case PIN_FLAW_REPEATED: return "des chiffres qui se répètent se devinent";
    case PIN_FLAW_SEQUENCE: return "une suite de chiffres se devine";
    case PIN_FLAW_DATE: return "une date ou une année se devine";
    case PIN_FLAW_COMMON: return "ce code est parmi les plus choisis";
    }
    return NULL;
}
