#include "booking/slot.h"

#include "base/check.h"
#include "base/civil.h"
#include "base/utf8.h"
#include "seal/seal.h"

enum { JOINER = 0x200D, VARIATION = 0xFE0F, SKINS = 0x1F3FB, SKINS_END = 0x1F3FF };

static bool is_emoji(uint32_t code)
{
    return (code >= 0x1F300 && code <= 0x1FAFF) || (code >= 0x2600 && code <= 0x27BF);
}

// One emoji with what belongs to it (UTS 51): its variation, its skin, and what is joined to it.
void slot_cut_picture(struct str *title, char to[LIMIT_PICTURE])
{
    struct str rest = *title;
    bool joined = true;
    to[0] = 0;
    while (rest.n) {
        struct str next = rest;
        uint32_t code = utf8_next(&next);
        bool belongs = code == VARIATION || code == JOINER || (code >= SKINS && code <= SKINS_END);
        bool first = rest.n == title->n;
        if (!(belongs && !first) && !(joined && is_emoji(code))) break;
        joined = code == JOINER;
        rest = next;
    }
    struct str picture = str_slice(*title, 0, title->n - rest.n);
    if (!picture.n || str_copy(picture, to, LIMIT_PICTURE)) return;
    *title = str_trim(rest);
}

void slot_key(struct str slot_uid, int64_t start_s, char to[SLOT_KEY])
{
    // A UID comes out of one calendar resource, so it is never longer than the longest we read.
    char memory[LIMIT_EVENT + CIVIL_STAMP], stamp[CIVIL_STAMP], digits[(32 * 8 + 4) / 5];
    uint8_t digest[32];
    struct buf hashed = buf_init(memory, sizeof memory);
    civil_stamp(start_s, stamp);
    buf_add(&hashed, slot_uid);
    buf_add_char(&hashed, '\n');
    buf_add(&hashed, str_from(stamp));
    CHECK(!hashed.full);
    seal_sha256(buf_str(&hashed), digest);
    size_t n = seal_base32(digest, sizeof digest, digits);
    err_t err = str_copy(str_slice((struct str){digits, n}, 0, SLOT_KEY - 1), to, SLOT_KEY);
    CHECK(err == OK);
}

void slot_resource(const struct slot *slot, int seat, char to[SLOT_RESOURCE])
{
    CHECK(seat >= 1 && seat <= LIMIT_SEATS);
    struct buf name = buf_init(to, SLOT_RESOURCE);
    buf_add(&name, STR("rdv-"));
    buf_add(&name, str_from(slot->key));
    if (slot->capacity > 1) buf_add_format(&name, "-%02d", seat);
    (void)buf_c(&name);
    CHECK(!name.full);
}

bool slot_is_free(const struct slot *slot)
{
    return slot->taken < slot->capacity;
}
