// Fills a database with what visitors could have left, for ctl.sh. ctl_fill DATABASE OURS THEIRS CASE: two
// items for the recipient OURS; with CASE "all" also one for THEIRS, one damaged and one that was put in the
// place of another; with a number as CASE that many, all call-backs.
#include "base/check.h"
#include "content/needs.h"
#include "seal/seal.h"
#include "store/store.h"
#include "wire/payload.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void fill(void *self, void *to, size_t n)
{
    (void)self;
    CHECK(getentropy(to, n) == 0);
}

static err_t rename_nothing(void *self, const char *from, const char *to)
{
    (void)self, (void)from, (void)to;
    return ERR_IO;
}

static struct uid uid_of(uint8_t number)
{
    return (struct uid){{number}};
}

static struct booking call_back(uint8_t number, const char *name)
{
    struct booking booking = {.uid = uid_of(number),
                              .kind = ITEM_CALLBACK,
                              .needs = {1, 2},
                              .need_count = 2,
                              .contact_kind = CONTACT_SMS,
                              .safe = SAFE_OTHER_NOT,
                              .age = AGE_18_25,
                              .language = "fr",
                              .code = {{0, 1, 2}, 42},
                              .partner = "ml"};
    CHECK(pii_set(&booking.name, str_from(name)) == OK);
    CHECK(pii_set(&booking.contact, STR("+33612345678")) == OK);
    return booking;
}

static struct booking appointment(uint8_t number, const char *name)
{
    struct booking booking = call_back(number, name);
    booking.kind = ITEM_APPOINTMENT;
    booking.choice_count = 1;
    booking.choices[0] = (struct slot){.key = "abcdefghijklmnopqrstuvwxyz",
                                       .partner = "ml",
                                       .title = "Premier accueil",
                                       .start_s = 1794992400, // 18 November 2026, 09:00 UTC
                                       .end_s = 1794994200,
                                       .capacity = 1};
    return booking;
}

struct sealed {
    uint8_t bytes[LIMIT_SEALED];
    size_t n;
};

static struct sealed seal(const struct booking *booking, const char *recipient_text)
{
    struct entropy_port entropy = {NULL, fill};
    struct seal_recipient recipient;
    struct sealed sealed;
    const char *ids[NEED_COUNT];
    char plain[LIMIT_PLAIN];
    size_t n;
    need_list_ids(ids);
    CHECK(payload_encode(booking, &(struct payload_names){ids, NEED_COUNT}, plain, sizeof plain, &n) == OK);
    CHECK(seal_parse_recipient(str_from(recipient_text), &recipient) == OK);
    CHECK(seal_encrypt(&entropy, &recipient, 1, (struct str){plain, n}, sealed.bytes, sizeof sealed.bytes,
                       &sealed.n) == OK);
    return sealed;
}

static void add(struct store *store, const struct booking *booking, const struct sealed *sealed)
{
    struct item item = {.uid = booking->uid,
                        .kind = booking->kind,
                        .choice_count = booking->choice_count,
                        .code = booking->code,
                        .made_s = 1794909600 + booking->uid.b[0]}; // 17 November 2026, 10:00 UTC
    int seat;
    memcpy(item.partner, booking->partner, sizeof item.partner);
    memcpy(item.choices, booking->choices, sizeof item.choices);
    CHECK(store_add_item(store, &item, (struct str){(const char *)sealed->bytes, sealed->n}, &seat) == OK);
}

static void add_bad_ones(struct store *store, const char *ours, const char *theirs)
{
    struct booking other = call_back(3, "Zoubida"), damaged = call_back(4, "Yannick");
    struct booking swapped = call_back(5, "Xavier"), real = call_back(6, "Wassila");
    struct sealed sealed = seal(&other, theirs);
    add(store, &other, &sealed);
    sealed = seal(&damaged, ours);
    sealed.bytes[sealed.n - 1] ^= 1;
    add(store, &damaged, &sealed);
    sealed = seal(&real, ours);
    add(store, &swapped, &sealed);
}

static void add_many(struct store *store, const char *ours, long count)
{
    for (long i = 0; i < count; i++) {
        struct booking booking = call_back(9, "Nadège");
        booking.uid.b[14] = (uint8_t)(i >> 8);
        booking.uid.b[15] = (uint8_t)i;
        struct sealed sealed = seal(&booking, ours);
        add(store, &booking, &sealed);
    }
}

int main(int count, char **words)
{
    struct files_port files = {NULL, rename_nothing};
    struct store *store;
    enum store_found found;
    CHECK(count == 5 && seal_init() == OK);
    CHECK(store_open(words[1], NULL, &files, &store, &found) == OK && found == STORE_CREATED);
    if (atoi(words[4]) > 0) {
        add_many(store, words[2], atoi(words[4]));
        store_close(store);
        return 0;
    }
    struct booking first = appointment(1, "Nadège ندى"), second = call_back(2, "Ro\033[2Jméo");
    struct sealed sealed = seal(&first, words[2]);
    add(store, &first, &sealed);
    sealed = seal(&second, words[2]);
    add(store, &second, &sealed);
    if (strcmp(words[4], "all") == 0) add_bad_ones(store, words[2], words[3]);
    store_close(store);
    return 0;
}
