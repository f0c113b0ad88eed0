#include "seal/header.h"

#include "seal/base64.h"
#include "seal/hkdf.h"

#include <sodium.h>

enum { COLUMNS = 64, KEY_TEXT = 43 }; // characters of a full body line; of 32 bytes

#define VERSION_LINE "age-encryption.org/v1\n"
#define STANZA_START "-> "
#define X25519_START STANZA_START "X25519 "
#define MAC_MARK "---"

static void make_mac(struct str signed_part, const uint8_t file_key[FILE_KEY], uint8_t ret_mac[32])
{
    uint8_t key[32];
    seal_hkdf((struct str){(const char *)file_key, FILE_KEY}, STR(""), STR("header"), key);
    seal_hmac(key, signed_part, ret_mac);
    sodium_memzero(key, sizeof key);
}

// --- writing

size_t seal_header_size(size_t recipients)
{
    size_t stanza = sizeof X25519_START - 1 + KEY_TEXT + 1 + KEY_TEXT + 1;
    return sizeof VERSION_LINE - 1 + recipients * stanza + sizeof MAC_MARK - 1 + 1 + KEY_TEXT + 1;
}

static void add_key_line(struct buf *to, const uint8_t bytes[32])
{
    char text[KEY_TEXT];
    seal_base64_encode(sodium_base64_VARIANT_ORIGINAL_NO_PADDING, (struct str){(const char *)bytes, 32},
                       text);
    buf_add(to, (struct str){text, sizeof text});
    buf_add_char(to, '\n');
}

err_t seal_write_header(const struct entropy_port *entropy, const struct seal_recipient *recipients,
                        size_t count, const uint8_t file_key[FILE_KEY], struct buf *to)
{
    buf_add(to, STR(VERSION_LINE));
    for (size_t i = 0; i < count; i++) {
        struct wrapped wrapped;
        err_t err = seal_wrap_key(entropy, &recipients[i], file_key, &wrapped);
        if (err) return err;
        buf_add(to, STR(X25519_START));
        add_key_line(to, wrapped.share);
        add_key_line(to, wrapped.body);
    }
    buf_add(to, STR(MAC_MARK));
    uint8_t mac[32];
    make_mac(buf_str(to), file_key, mac);
    buf_add_char(to, ' ');
    add_key_line(to, mac);
    return OK;
}

// --- reading

// Takes a line off the front, without its line feed; false when there is no line feed.
static bool take_line(struct str *rest, struct str *ret_line)
{
    if (str_find(*rest, STR("\n")) == rest->n) return false;
    *ret_line = str_cut(rest, '\n');
    return true;
}

static err_t parse_base64(struct str text, void *to, size_t cap, size_t *ret_n)
{
    return seal_base64_decode(sodium_base64_VARIANT_ORIGINAL_NO_PADDING, text, to, cap, ret_n);
}

static err_t parse_key(struct str text, uint8_t ret_bytes[32])
{
    size_t n;
    return text.n == KEY_TEXT ? parse_base64(text, ret_bytes, 32, &n) : ERR_INVALID;
}

// One or more arguments of visible ASCII, with single spaces between them.
static bool arguments_valid(struct str arguments)
{
    char before = ' ';
    for (size_t i = 0; i < arguments.n; i++) {
        char c = arguments.p[i];
        if (c == ' ' ? before == ' ' : c < '!' || c > '~') return false;
        before = c;
    }
    return before != ' ';
}

// Full lines up to the first shorter one, which may be empty and ends the body. `ret_first` is the first
// line.
static err_t take_body(struct str *rest, struct str *ret_first)
{
    struct str first = {0}, line;
    do {
        uint8_t bytes[COLUMNS * 3 / 4];
        size_t n;
        if (!take_line(rest, &line) || line.n > COLUMNS) return ERR_INVALID;
        if (parse_base64(line, bytes, sizeof bytes, &n) != OK) return ERR_INVALID;
        if (!first.p) first = line;
    } while (line.n == COLUMNS);
    *ret_first = first;
    return OK;
}

struct stanza {
    bool x25519; // else `wrapped` means nothing
    struct wrapped wrapped;
};

// `arguments` after the kind. A body of 32 bytes stands in one line.
static err_t parse_x25519(struct str arguments, struct str body, struct stanza *ret_stanza)
{
    err_t err = parse_key(arguments, ret_stanza->wrapped.share);
    if (!err) err = parse_key(body, ret_stanza->wrapped.body);
    return err;
}

static err_t take_stanza(struct str *rest, struct stanza *ret_stanza)
{
    struct str line, body;
    if (!take_line(rest, &line) || !str_starts(line, STR(STANZA_START))) return ERR_INVALID;
    struct str arguments = str_slice(line, sizeof STANZA_START - 1, line.n);
    if (!arguments_valid(arguments)) return ERR_INVALID;
    err_t err = take_body(rest, &body);
    if (err) return err;
    ret_stanza->x25519 = str_eq(str_cut(&arguments, ' '), STR("X25519"));
    return ret_stanza->x25519 ? parse_x25519(arguments, body, ret_stanza) : OK;
}

// At least one stanza, then the MAC mark.
static err_t parse_stanzas(struct str *rest, struct str *ret_stanzas)
{
    const char *from = rest->p;
    do {
        struct stanza stanza;
        err_t err = take_stanza(rest, &stanza);
        if (err) return err;
    } while (!str_starts(*rest, STR(MAC_MARK)));
    *ret_stanzas = (struct str){from, (size_t)(rest->p - from)};
    return OK;
}

err_t seal_parse_header(struct str file, struct header *ret_header)
{
    struct header header = {.payload = file};
    if (!str_starts(file, STR(VERSION_LINE))) return ERR_INVALID;
    header.payload = str_slice(file, sizeof VERSION_LINE - 1, file.n);
    err_t err = parse_stanzas(&header.payload, &header.stanzas);
    if (err) return err;
    header.signed_part = str_slice(file, 0, file.n - header.payload.n + sizeof MAC_MARK - 1);
    struct str line;
    if (!take_line(&header.payload, &line) || !str_starts(line, STR(MAC_MARK " "))) return ERR_INVALID;
    err = parse_key(str_slice(line, sizeof MAC_MARK, line.n), header.mac);
    if (err) return err;
    *ret_header = header;
    return OK;
}

bool seal_next_wrapped(struct str *rest, struct wrapped *ret_wrapped)
{
    struct stanza stanza;
    while (rest->n && take_stanza(rest, &stanza) == OK)
        if (stanza.x25519) {
            *ret_wrapped = stanza.wrapped;
            return true;
        }
    return false;
}

err_t seal_check_header(const struct header *header, const uint8_t file_key[FILE_KEY])
{
    uint8_t mac[32];
    make_mac(header->signed_part, file_key, mac);
    return sodium_memcmp(mac, header->mac, sizeof mac) == 0 ? OK : ERR_DAMAGED;
}
