// Custody open: name and contact for a partner that asked for them. The body that says them is on the disk
// before its first byte leaves, as any other, but sealed to the device: every try opens it in memory and
// sends the same bytes. Without the device key nothing here opens, and the partner gets what custody sealed
// gives.
#include "engine/parts.h"

#include "base/log.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "content/needs.h"
#include "content/staff.h"
#include "wire/payload.h"

#include <string.h>

enum { PAD = 1024 }; // as of items: a length tells little

static err_t read_payload(struct str plain, struct booking *ret_booking)
{
    const char *ids[NEED_COUNT];
    need_list_ids(ids);
    return payload_parse(plain, &(struct payload_names){ids, NEED_COUNT}, ret_booking);
}

// Sealed bytes that open but belong to another item were put there by somebody.
static err_t read_sealed(const struct engine *e, const struct outbox_row *row, struct booking *ret_booking)
{
    char plain[LIMIT_PLAIN];
    struct booking booking;
    size_t n = 0;
    struct str sealed = {(const char *)row->sealed, row->sealed_n};
    err_t err = seal_open(e->o.device, e->o.device_count, sealed, plain, sizeof plain, &n);
    if (!err) err = read_payload((struct str){plain, n}, &booking);
    wipe(plain, sizeof plain);
    if (err) return err;
    bool same = uid_eq(booking.uid, row->item.uid);
    if (same) *ret_booking = booking;
    wipe(&booking, sizeof booking);
    return same ? OK : ERR_DAMAGED;
}

bool clear_open(struct engine *e, const struct partner *p, const struct outbox_row *row,
                struct booking *ret_booking)
{
    if (p->config->custody != CUSTODY_OPEN || e->o.device_count == 0) return false;
    err_t err = read_sealed(e, row, ret_booking);
    if (err) log_event_of(LOG_ITEM_NOT_CLEAR, row->item.uid, p->number, err);
    return err == OK;
}

// Servers refuse what stands above U+FFFF (partner-caldav.md, Claim), so pictures are left out, with the
// joiners and variants behind them. True when something to read is left.
static bool add_name(struct buf *to, struct str name)
{
    bool readable = false, left_out = false;
    while (name.n) {
        struct str before = name;
        uint32_t code = utf8_next(&name);
        bool follows = left_out && (code == 0x200d || code == 0xfe0f);
        left_out = code > 0xffff || follows;
        if (left_out) continue;
        staff_add_text(to, str_slice(before, 0, before.n - name.n));
        readable = readable || (code > 0x20 && code != 0x200d && code != 0xfe0f);
    }
    return readable;
}

void clear_summary(struct buf *to, const struct booking *booking)
{
    if (booking->name.n == 0)
        buf_add(to, STR("Prénom non donné"));
    else if (!add_name(to, pii_str(&booking->name)))
        buf_add(to, STR("Prénom illisible"));
    buf_add(to, STR(" · "));
    buf_add(to, booking->need_count ? str_from(need_table[booking->needs[0]].label) : STR("besoin non dit"));
}

void clear_description(struct engine *e, struct buf *to, const struct booking *booking)
{
    const struct str begin = STR("\n");
    staff_add_answers(to, begin, booking);
    staff_add_needs(to, begin, booking);
    buf_add(to, STR("\nDemande : "));
    buf_add(to, staff_kind(booking->kind));
    for (uint8_t i = 0; i < booking->choice_count; i++) {
        buf_add(to, i ? STR("\nSinon : ") : STR("\nSouhait : "));
        staff_add_choice(to, e->o.zone, &booking->choices[i]);
    }
}

static bool is_sealed(const struct outbox_row *row)
{
    return str_starts((struct str){row->body, row->body_n}, STR("age-encryption.org/v1\n"));
}

// Blanks behind the last line are the padding: no body ends with one.
err_t clear_seal_body(struct engine *e, struct outbox_row *row, size_t n)
{
    struct seal_recipient device;
    size_t padded = (n + PAD - 1) / PAD * PAD;
    if (padded > sizeof e->clear) return ERR_FULL;
    memset(e->clear + n, ' ', padded - n);
    seal_public_of(&e->o.device[0], &device);
    return seal_encrypt(&e->o.entropy, &device, 1, (struct str){e->clear, padded}, row->body,
                        sizeof row->body, &row->body_n);
}

err_t clear_open_body(struct engine *e, const struct outbox_row *row, struct str *ret_body)
{
    struct str body = {row->body, row->body_n};
    if (is_sealed(row)) {
        size_t n = 0;
        err_t err = seal_open(e->o.device, e->o.device_count, body, e->clear, sizeof e->clear, &n);
        if (err) return err;
        while (n > 0 && e->clear[n - 1] == ' ')
            n--;
        body = (struct str){e->clear, n};
    }
    *ret_body = body;
    return OK;
}

bool clear_can_send(struct engine *e, const struct outbox_row *row)
{
    struct str body;
    bool can = clear_open_body(e, row, &body) == OK;
    clear_forget(e);
    return can;
}

bool clear_was_sent(struct engine *e, const struct partner *p, struct uid uid)
{
    struct outbox_row *row = &e->rows[0];
    return p->config->custody == CUSTODY_OPEN && outbox_get(e->o.store, uid, row) == OK && is_sealed(row);
}

void clear_forget(struct engine *e)
{
    wipe(e->clear, sizeof e->clear);
}
