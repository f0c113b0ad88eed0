#include "booking/email.h"

#include "base/limits.h"

enum { LOCAL_MAX = 64, LABEL_MAX = 63 }; // RFC 5321 4.5.3.1.1, RFC 1035 2.3.4

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_alphanumeric(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
}

// A character of an RFC 5322 atom. Quoted names exist on paper; nobody has one, and a quote is a slip.
static bool is_atom(char c)
{
    struct str marks = STR("!#$%&'*+/=?^_`{|}~-");
    return is_alphanumeric(c) || str_find(marks, (struct str){&c, 1}) < marks.n;
}

// Parts joined by single dots, none empty.
static bool is_dotted(struct str s, bool (*is_part)(struct str part))
{
    struct str rest = s;
    do {
        if (!is_part(str_cut(&rest, '.'))) return false;
    } while (rest.n);
    return !str_ends(s, STR("."));
}

static bool is_atom_text(struct str part)
{
    for (size_t i = 0; i < part.n; i++)
        if (!is_atom(part.p[i])) return false;
    return part.n > 0;
}

static bool is_label(struct str part)
{
    if (part.n == 0 || part.n > LABEL_MAX) return false;
    for (size_t i = 0; i < part.n; i++)
        if (!is_alphanumeric(part.p[i]) && part.p[i] != '-') return false;
    return is_alphanumeric(part.p[0]) && is_alphanumeric(part.p[part.n - 1]);
}

// No top-level domain is a number or a single letter.
static bool ends_like_a_domain(struct str domain)
{
    struct str last = domain;
    while (str_find(last, STR(".")) < last.n)
        (void)str_cut(&last, '.');
    return last.n < domain.n && last.n >= 2 && is_letter(last.p[0]);
}

bool email_is_plausible(struct str typed)
{
    struct str domain = typed, local = str_cut(&domain, '@');
    if (typed.n > LIMIT_CONTACT || local.n > LOCAL_MAX) return false;
    return is_dotted(local, is_atom_text) && is_dotted(domain, is_label) && ends_like_a_domain(domain);
}
