// Text as people say it. What is written for eyes (10 h 30, 0692123456, nom@exemple.fr) is turned into what a
// voice can say in any language; everything else stays as it is.
#include "base/utf8.h"
#include "speech/parts.h"

enum {
    PHONE_DIGITS = 8,
    GROUP_DIGITS = 3,
    WORDS_BYTES = 1024
}; // fewer digits are a number; groups longer than this are cut

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// The spaces of typography are spaces to a voice. What does not fit is left out, and said so by the caller's
// own buffer: it is shorter than this one.
static struct str with_plain_spaces(struct str text, char *memory, size_t cap)
{
    struct buf out = buf_init(memory, cap);
    while (text.n) {
        struct str before = text;
        uint32_t code = utf8_next(&text);
        if (code == 0xa0 || code == 0x202f)
            buf_add_char(&out, ' ');
        else
            buf_add(&out, str_slice(before, 0, before.n - text.n));
    }
    return buf_str(&out);
}

static size_t digits_at(struct str s, size_t at)
{
    size_t n = 0;
    while (at + n < s.n && is_digit(s.p[at + n]))
        n++;
    return n;
}

static struct str name_of(const struct messages *messages, uint32_t code)
{
    switch (code) {
    case ' ': return T("espace");
    case '@': return T("arobase");
    case '.': return T("point");
    case ',': return T("virgule");
    case '-': return T("tiret");
    case '_': return T("souligné");
    case '+': return T("plus");
    case '&': return T("et");
    case '\'':
    case 0x2019: return T("apostrophe");
    case '(': return T("parenthèse ouvrante");
    case ')': return T("parenthèse fermante");
    default: return STR("");
    }
}

void words_add_character(struct buf *to, const struct messages *messages, uint32_t code)
{
    char bytes[4];
    struct str name = name_of(messages, code);
    buf_add(to, name.n ? name : (struct str){bytes, utf8_encode(code, bytes)});
}

// --- times of day

struct clock_time {
    struct str hour, minute;
};

static struct str number_at(struct str text, size_t at)
{
    size_t n = digits_at(text, at);
    return n > 2 ? STR("") : str_slice(text, at, at + n);
}

// How many bytes of `text` at `at` read like `written`, a pattern
static size_t time_length(struct str text, size_t at, struct str written, struct clock_time *ret_time)
{
    char memory[64];
    struct str pattern = with_plain_spaces(written, memory, sizeof memory);
    struct clock_time time = {STR(""), STR("")};
    size_t from = at;
    while (pattern.n) {
        struct str fixed = str_slice(pattern, 0, str_find(pattern, STR("{")));
        if (!str_starts(str_slice(text, at, text.n), fixed)) return 0;
        at += fixed.n;
        pattern = str_slice(pattern, fixed.n, pattern.n);
        if (!pattern.n) break;
        struct str number = number_at(text, at);
        if (!number.n) return 0;
        *(str_starts(pattern, STR("{hour}")) ? &time.hour : &time.minute) = number;
        at += number.n;
        pattern = str_slice(pattern, str_find(pattern, STR("}")) + 1, pattern.n);
    }
    char after = at < text.n ? text.p[at] : ' ';
    if (is_digit(after) || (after >= 'a' && after <= 'z')) return 0; // "3 histoires" is no time
    *ret_time = time;
    return at - from;
}

static struct str without_zero(struct str number)
{
    return number.n == 2 && number.p[0] == '0' ? str_slice(number, 1, 2) : number;
}

static size_t add_time(struct buf *to, const struct messages *messages, struct str text, size_t at)
{
    struct clock_time time;
    size_t n = time_length(text, at, messages_text(messages, STR("{hour} h {minute}")), &time);
    bool whole = n == 0 || str_eq(time.minute, STR("00"));
    if (n == 0) n = time_length(text, at, messages_text(messages, STR("{hour} h")), &time);
    if (n == 0) return 0;
    struct message_arg args[] = {{"hour", without_zero(time.hour)}, {"minute", without_zero(time.minute)}};
    if (whole)
        messages_format(to, T("{hour} heures"), args, 1);
    else
        messages_format(to, T("{hour} heures {minute}"), args, 2);
    return n;
}

// --- numbers

struct digit_run {
    size_t n, digits, longest; // bytes, digits, digits of its longest group
};

// Groups of digits with one space between.
static struct digit_run run_at(struct str text, size_t at)
{
    struct digit_run run = {0};
    for (size_t i = at;;) {
        size_t group = digits_at(text, i);
        if (!group) return run;
        run.digits += group;
        if (group > run.longest) run.longest = group;
        run.n = i + group - at;
        i += group;
        if (i >= text.n || text.p[i] != ' ') return run;
        i++;
    }
}

// `size` digits, a pause, and so on; size 0 pauses where the text has spaces.
static void add_groups(struct buf *to, struct str digits, size_t size)
{
    size_t said = 0;
    for (size_t i = 0; i < digits.n; i++) {
        bool space = digits.p[i] == ' ';
        if (space && size) continue;
        if (space || (size && said && said % size == 0)) buf_add(to, STR(", "));
        if (!space) buf_add_char(to, digits.p[i]);
        said += !space;
    }
}

static size_t add_number(struct buf *to, struct str text, size_t at, bool digits)
{
    struct digit_run run = run_at(text, at);
    bool phone = run.digits >= PHONE_DIGITS;
    size_t n = phone ? run.n : digits_at(text, at);
    struct str number = str_slice(text, at, at + n);
    if (phone)
        add_groups(to, number, run.longest > GROUP_DIGITS ? 2 : 0);
    else if (digits)
        add_groups(to, number, 1);
    else
        buf_add(to, number);
    return n;
}

// --- addresses

static size_t word_length(struct str text, size_t at)
{
    size_t n = 0;
    while (at + n < text.n && text.p[at + n] != ' ')
        n++;
    return n;
}

// Letters between signs are said as they stand; each sign by its name. A word is an address when it has an @
// in it or is the end of one (".fr").
static size_t add_address(struct buf *to, const struct messages *messages, struct str text, size_t at)
{
    struct str word = str_slice(text, at, at + word_length(text, at)), rest = word;
    bool ending = word.n > 1 && word.p[0] == '.' && word.p[1] != '.';
    if (str_find(word, STR("@")) == word.n && !ending) return 0;
    bool last = word.p[word.n - 1] == '.';
    if (last) rest = str_slice(word, 0, word.n - 1); // ends a sentence
    while (rest.n) {
        struct str before = rest;
        uint32_t code = utf8_next(&rest);
        struct str name = name_of(messages, code);
        if (name.n && to->n && to->p[to->n - 1] != ' ') buf_add_char(to, ' ');
        buf_add(to, name.n ? name : str_slice(before, 0, before.n - rest.n));
        if (name.n && rest.n) buf_add_char(to, ' ');
    }
    if (last) buf_add_char(to, '.');
    return word.n;
}

static size_t add_dot(struct buf *to, struct str text, size_t at) // " · " stands between alike things
{
    if (!str_starts(str_slice(text, at, text.n), STR(" · "))) return 0;
    buf_add(to, STR(", "));
    return sizeof " · " - 1;
}

void words_add(struct buf *to, const struct messages *messages, struct str written, bool digits)
{
    char memory[WORDS_BYTES];
    struct str text = with_plain_spaces(written, memory, sizeof memory);
    for (size_t at = 0; at < text.n;) {
        bool begins = at == 0 || text.p[at - 1] == ' ';
        size_t n = add_dot(to, text, at);
        if (!n && begins) n = add_address(to, messages, text, at);
        if (!n && is_digit(text.p[at])) n = add_time(to, messages, text, at);
        if (!n && is_digit(text.p[at])) n = add_number(to, text, at, digits);
        if (!n) buf_add_char(to, text.p[at]);
        at += n ? n : 1;
    }
}

void words_end(struct buf *to, size_t from)
{
    static const char *const ends[] = {".", "!", "?", ":", "…", "؟", "።", "۔"};
    struct str said = str_slice(buf_str(to), from, to->n);
    if (!said.n) return;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (str_ends(said, str_from(ends[i]))) return;
    buf_add_char(to, '.');
}
