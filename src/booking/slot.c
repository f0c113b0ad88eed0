#include "booking/slot.h"

#include "base/check.h"
#include "base/civil.h"
#include "seal/seal.h"

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
