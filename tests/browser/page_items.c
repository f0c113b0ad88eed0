// Requests as the kiosk seals them, for the tests of the staff's page.
//   page_items seal FOLDER RECIPIENT COUNT FIRST: COUNT files FOLDER/<uid>.age, numbered from FIRST; the
//   first
//     ones of FIRST = 0 hold what a hostile visitor could type. Prints a line of JSON for each.
//   page_items words: the words of the kiosk and of rebondctl for everything a request can hold.
#include "base/check.h"
#include "content/needs.h"
#include "content/pictures.h"
#include "content/staff.h"
#include "seal/seal.h"
#include "wire/payload.h"
#include "wire/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DAY = 86400, FIRST_S = 1794819600 }; // 16 November 2026, 09:00 UTC

static const char *const hostile[] = {
    "<script>document.title='HACK'</script>",
    "=cmd|'/c calc'!A1",
    "Lina\nBEGIN:VEVENT",
    "\xe2\x80\xae\x65ilatoN",
    "\"><img src=x onerror=alert(1)>",
    "@SUM(1;2);\"quoted\"",
    "عبد الرحمن",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
};
enum { HOSTILE = sizeof hostile / sizeof *hostile };

static const char *const names[] = {"Nadège", "Roméo", "Inès", "Samir", "Chloé", "Yann", "Fatou", "Léo"};

static void fill(void *self, void *to, size_t n)
{
    (void)self;
    CHECK(getentropy(to, n) == 0);
}

static void set_contact(unsigned i, struct booking *to)
{
    char value[64] = "";
    to->contact_kind = (enum contact_kind)(i % 6);
    if (to->contact_kind <= CONTACT_CALL) snprintf(value, sizeof value, "+336%08u", 10000000 + i);
    if (to->contact_kind == CONTACT_EMAIL) snprintf(value, sizeof value, "visiteur.%u@example.org", i);
    if (value[0]) to->safe = (enum safe_kind)(1 + i % 3);
    CHECK(pii_set(&to->contact, str_from(value)) == OK);
}

static void set_choices(unsigned i, struct booking *to)
{
    to->choice_count = to->kind == ITEM_APPOINTMENT ? 1 + i / 4 % 2 : to->kind == ITEM_WORKSHOP;
    for (uint8_t choice = 0; choice < to->choice_count; choice++) {
        struct slot *slot = &to->choices[choice];
        slot->start_s = FIRST_S + (2 + i % 20 + choice) * DAY;
        slot->end_s = slot->start_s + 2700;
        snprintf(slot->title, sizeof slot->title, "%s",
                 to->kind == ITEM_WORKSHOP ? "Atelier CV, lettres ; entretiens" : "Premier accueil");
        snprintf(slot->partner, sizeof slot->partner, "ml");
    }
}

static struct booking booking_of(unsigned i)
{
    static const char *const languages[] = {"fr", "ar", "en", "uk"};
    struct booking booking = {
        .kind = (enum item_kind)(i % 4),
        .needs = {(uint8_t)(i % NEED_COUNT), (uint8_t)((i + 5) % NEED_COUNT)},
        .need_count = (uint8_t)(i % 3),
        .age = (enum age_band)(i % 6),
        .code = {{(uint8_t)(i % 32), (uint8_t)((i + 1) % 32), (uint8_t)((i + 2) % 32)}, (uint8_t)(i % 100)}};
    booking.uid = (struct uid){{(uint8_t)(i >> 8), (uint8_t)i, 0xa5}};
    snprintf(booking.language, sizeof booking.language, "%s", languages[i % 4]);
    snprintf(booking.partner, sizeof booking.partner, "%s", i % 5 ? "ml" : "paej");
    char name[64];
    snprintf(name, sizeof name, "%s %u", names[i % 8], i);
    CHECK(pii_set(&booking.name, str_from(i < HOSTILE ? hostile[i] : name)) == OK);
    set_contact(i, &booking);
    set_choices(i, &booking);
    return booking;
}

static size_t seal(const struct booking *booking, const struct seal_recipient *recipient,
                   uint8_t to[LIMIT_SEALED])
{
    const struct entropy_port entropy = {NULL, fill};
    const char *ids[NEED_COUNT];
    char plain[LIMIT_PLAIN];
    size_t n;
    need_list_ids(ids);
    CHECK(payload_encode(booking, &(struct payload_names){ids, NEED_COUNT}, plain, sizeof plain, &n) == OK);
    CHECK(seal_encrypt(&entropy, recipient, 1, (struct str){plain, n}, to, LIMIT_SEALED, &n) == OK);
    return n;
}

static void write_item(const char *folder, const struct seal_recipient *recipient, unsigned i)
{
    char uid[UID_TEXT], path[1024], queued[RFC3339_TEXT];
    uint8_t sealed[LIMIT_SEALED];
    struct booking booking = booking_of(i);
    size_t n = seal(&booking, recipient, sealed);
    uid_text(booking.uid, uid);
    rfc3339_text(FIRST_S - 3600 * (int64_t)i, queued);
    CHECK((size_t)snprintf(path, sizeof path, "%s/%s.age", folder, uid) < sizeof path);
    FILE *file = fopen(path, "wb");
    CHECK(file && fwrite(sealed, 1, n, file) == n && fclose(file) == 0);
    printf("{\"uid\":\"%s\",\"queued\":\"%s\",\"partner\":\"%s\"}\n", uid, queued, booking.partner);
}

static void write_all(char **words)
{
    struct seal_recipient recipient;
    unsigned count = (unsigned)strtoul(words[4], NULL, 10), first = (unsigned)strtoul(words[5], NULL, 10);
    CHECK(seal_init() == OK && seal_parse_recipient(str_from(words[3]), &recipient) == OK);
    for (unsigned i = first; i < first + count; i++)
        write_item(words[2], &recipient, i);
}

static void print_answers(const char *what, const char *word, const struct booking *booking)
{
    char text[1024];
    struct buf to = buf_init(text, sizeof text);
    staff_add_answers(&to, STR("\n"), booking);
    printf("@%s %s%.*s\n", what, word, (int)buf_str(&to).n, buf_str(&to).p);
}

static void print_words(void)
{
    static const char *const languages[] = {"fr", "en", "es", "ar", "fa", "ps", "uk", "ru", "ti"};
    for (unsigned i = 0; wire_kinds.list[i]; i++)
        printf("@kind %s\n%s\n", wire_kinds.list[i], staff_kind((enum item_kind)i).p);
    for (unsigned i = 0; i < NEED_COUNT; i++)
        printf("@need %s\n%s\n", need_table[i].id, need_table[i].label);
    for (unsigned i = 0; i < PICTURE_COUNT; i++)
        printf("@picture %u\n%s %s\n", i, picture_table[i].emoji, picture_table[i].word);
    for (unsigned i = 0; wire_contacts.list[i]; i++)
        print_answers("contact", wire_contacts.list[i],
                      &(struct booking){.contact_kind = (enum contact_kind)i});
    for (unsigned i = 1; wire_safes.list[i]; i++)
        print_answers("safe", wire_safes.list[i], &(struct booking){.safe = (enum safe_kind)i});
    for (unsigned i = 1; wire_ages.list[i]; i++)
        print_answers("age", wire_ages.list[i], &(struct booking){.age = (enum age_band)i});
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        struct booking booking = {0};
        snprintf(booking.language, sizeof booking.language, "%s", languages[i]);
        print_answers("language", languages[i], &booking);
    }
}

int main(int count, char **words)
{
    if (count == 6 && strcmp(words[1], "seal") == 0)
        write_all(words);
    else if (count == 2 && strcmp(words[1], "words") == 0)
        print_words();
    else
        return 2;
    return 0;
}
