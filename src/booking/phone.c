#include "booking/phone.h"

#include "base/wipe.h"

enum { NATIONAL = 10, PLAN_DIGITS = 9, E164_MIN = 4, E164_MAX = 15 };

// Ten-digit numbers that begin so belong overseas: calling them with +33 from abroad, or sending an SMS
// through a foreign gateway, reaches nobody. Mobiles 069x and 0639 (Mayotte) and the newer 0709x, and fixed
// lines, by the numbering plan that France shares with them (ARCEP).
static const struct overseas {
    const char *start, *country;
} overseas[] = {
    {"0690", "590"}, {"0691", "590"}, {"07090", "590"}, {"0590", "590"},  {"0694", "594"}, {"07093", "594"},
    {"0594", "594"}, {"0696", "596"}, {"0697", "596"},  {"07091", "596"}, {"0596", "596"}, {"0692", "262"},
    {"0693", "262"}, {"0639", "262"}, {"07092", "262"}, {"0262", "262"},  {"0263", "262"}, {"0269", "262"},
};

static const char *const plans[] = {"33", "262", "590", "594", "596"};

struct typed {
    char digits[24]; // room for "00", a trunk zero and more than any number has
    size_t n;
    bool plus, bracketed_zero;
};

static bool is_separator(char c)
{
    return c == ' ' || c == '\t' || c == '.' || c == '-' || c == '(' || c == ')' || c == '[' || c == ']';
}

static err_t clean(struct str text, struct typed *to)
{
    to->bracketed_zero = str_find(text, STR("(0)")) < text.n;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c >= '0' && c <= '9') {
            if (to->n == sizeof to->digits) return ERR_INVALID;
            to->digits[to->n++] = c;
        } else if (c == '+' && !to->plus && to->n == 0) {
            to->plus = true;
        } else if (!is_separator(c)) {
            return ERR_INVALID;
        }
    }
    return OK;
}

static void write_e164(struct str country, struct str rest, char to[PHONE_TEXT])
{
    struct buf text = buf_init(to, PHONE_TEXT);
    buf_add_char(&text, '+');
    buf_add(&text, country);
    buf_add(&text, rest);
    (void)buf_c(&text);
}

// "0612345678".
static err_t read_national(struct str digits, char ret_e164[PHONE_TEXT])
{
    struct str country = str_from("33");
    if (digits.n != NATIONAL || digits.p[0] != '0') return ERR_INVALID;
    for (size_t i = 0; i < sizeof overseas / sizeof *overseas; i++)
        if (str_starts(digits, str_from(overseas[i].start))) country = str_from(overseas[i].country);
    write_e164(country, str_slice(digits, 1, digits.n), ret_e164);
    return OK;
}

// What follows the country code of one of our plans. The trunk zero of "+33 (0)6 ..." is often left standing
// and is no part of the number.
static err_t read_plan(struct str country, struct str rest, char ret_e164[PHONE_TEXT])
{
    if (rest.n == PLAN_DIGITS + 1 && rest.p[0] == '0') rest = str_slice(rest, 1, rest.n);
    if (rest.n != PLAN_DIGITS || rest.p[0] == '0') return ERR_INVALID;
    write_e164(country, rest, ret_e164);
    return OK;
}

static struct str plan_of(struct str digits)
{
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++)
        if (str_starts(digits, str_from(plans[i]))) return str_from(plans[i]);
    return STR("");
}

static err_t read_international(const struct typed *typed, struct str digits, char ret_e164[PHONE_TEXT])
{
    struct str country = plan_of(digits);
    if (country.n) return read_plan(country, str_slice(digits, country.n, digits.n), ret_e164);
    // Abroad, whether the zero of "(0)" is dropped depends on the country (not in Italy): ask again rather
    // than keep a wrong number.
    if (typed->bracketed_zero) return ERR_INVALID;
    if (digits.n < E164_MIN || digits.n > E164_MAX || digits.p[0] == '0') return ERR_INVALID;
    write_e164(STR(""), digits, ret_e164);
    return OK;
}

static err_t read(const struct typed *typed, char ret_e164[PHONE_TEXT])
{
    struct str digits = {typed->digits, typed->n};
    if (typed->plus) return read_international(typed, digits, ret_e164);
    if (str_starts(digits, STR("00")))
        return read_international(typed, str_slice(digits, 2, digits.n), ret_e164);
    return read_national(digits, ret_e164);
}

err_t phone_parse(struct str typed, char ret_e164[PHONE_TEXT])
{
    struct typed cleaned = {0};
    err_t err = clean(typed, &cleaned);
    if (err == OK) err = read(&cleaned, ret_e164);
    wipe(&cleaned, sizeof cleaned);
    return err;
}

bool phone_is_mobile(struct str e164)
{
    struct str digits = str_slice(e164, 1, e164.n), country = plan_of(digits);
    if (!country.n) return true;
    struct str rest = str_slice(digits, country.n, digits.n);
    return rest.n > 0 && (rest.p[0] == '6' || rest.p[0] == '7');
}
