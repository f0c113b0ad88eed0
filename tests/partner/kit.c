// What a test needs of the screen program when there is no screen: it books the slots that the sync program
// mirrored, and tells how items and partners are.
//   kit STATE slots | book FIRST [SECOND] | request callback|interest | show UID | counts | condition PARTNER
//   | fill N | visit FIRST NAME RECIPIENT... | arrive UID | cancel UID | change UID FIRST | now | find
//   "cerise vélo parapluie 42"
// What it records is random bytes, but of `visit`: a real request of somebody called NAME, sealed to the
// recipients.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/check.h"
#include "content/needs.h"
#include "content/pictures.h"
#include "platform/entropy.h"
#include "platform/files.h"
#include "platform/nudge.h"
#include "seal/seal.h"
#include "store/store.h"
#include "wire/payload.h"

enum { DAYS = 60 };

static struct store *store;
static struct slot slots[LIMIT_SLOTS];
static size_t slot_count;

static void list_slots(void)
{
    int64_t now_s = (int64_t)time(NULL);
    CHECK(store_list_slots(store, now_s, now_s + DAYS * 86400, slots, LIMIT_SLOTS, &slot_count) == OK);
}

static int show_slots(void)
{
    for (size_t i = 0; i < slot_count; i++)
        printf("%zu %s %lld %d/%d %s\n", i, slots[i].key, (long long)slots[i].start_s, slots[i].taken,
               slots[i].capacity, slots[i].title);
    return 0;
}

static struct item new_item(enum item_kind kind)
{
    struct item item = {.kind = kind, .made_s = (int64_t)time(NULL)};
    struct entropy_port entropy = entropy_system();
    uint8_t bytes[CODE_ENTROPY];
    entropy.fill(entropy.self, &item.uid, sizeof item.uid);
    entropy.fill(entropy.self, bytes, sizeof bytes);
    item.code = code_make(bytes);
    memcpy(item.code_hash, item.uid.b, sizeof item.code_hash);
    CHECK(str_copy(STR("ml"), item.partner, sizeof item.partner) == OK);
    return item;
}

static err_t record_sealed(const struct item *item, struct str sealed)
{
    int seat;
    return store_add_item(store, item, sealed, &seat);
}

static err_t record(const struct item *item)
{
    static char sealed[1500]; // what a sealed item weighs
    struct entropy_port entropy = entropy_system();
    entropy.fill(entropy.self, sealed, sizeof sealed);
    return record_sealed(item, (struct str){sealed, sizeof sealed});
}

static int told(err_t err, const struct item *item)
{
    char text[UID_TEXT];
    uid_text(item->uid, text);
    if (err) fprintf(stderr, "%s\n", err_name(err));
    if (!err) puts(text);
    return err != OK;
}

static int book(const char *first, const char *second)
{
    struct item item = new_item(ITEM_APPOINTMENT);
    const char *choices[] = {first, second};
    for (int i = 0; i < 2 && choices[i]; i++) {
        size_t at = (size_t)atol(choices[i]);
        CHECK(at < slot_count);
        item.choices[item.choice_count++] = slots[at];
    }
    if (item.choices[0].workshop) item.kind = ITEM_WORKSHOP;
    return told(record(&item), &item);
}

static struct booking visitor(const struct item *item, const char *name)
{
    struct booking booking = {.uid = item->uid,
                              .kind = item->kind,
                              .needs = {6},
                              .need_count = 1,
                              .choices = {item->choices[0]},
                              .choice_count = 1,
                              .contact_kind = CONTACT_SMS,
                              .safe = SAFE_MINE,
                              .age = AGE_18_25,
                              .language = "fr",
                              .code = item->code};
    CHECK(pii_set(&booking.name, str_from(name)) == OK);
    CHECK(pii_set(&booking.contact, STR("+33612345678")) == OK);
    CHECK(str_copy(str_from(item->partner), booking.partner, sizeof booking.partner) == OK);
    return booking;
}

// A slot, taken by somebody, as the screen program seals it: visit FIRST NAME RECIPIENT...
static int visit(char **words, int count)
{
    struct item item = new_item(ITEM_APPOINTMENT);
    struct seal_recipient recipients[LIMIT_RECIPIENTS + 1];
    struct entropy_port entropy = entropy_system();
    const char *ids[NEED_COUNT];
    char plain[LIMIT_PLAIN], sealed[LIMIT_SEALED];
    size_t at = (size_t)atol(words[0]), n;
    CHECK(at < slot_count && count > 2 && count - 2 <= LIMIT_RECIPIENTS + 1);
    item.choices[item.choice_count++] = slots[at];
    for (int i = 2; i < count; i++)
        CHECK(seal_parse_recipient(str_from(words[i]), &recipients[i - 2]) == OK);
    need_list_ids(ids);
    struct booking booking = visitor(&item, words[1]);
    CHECK(payload_encode(&booking, &(struct payload_names){ids, NEED_COUNT}, plain, sizeof plain, &n) == OK);
    CHECK(seal_encrypt(&entropy, recipients, (size_t)count - 2, (struct str){plain, n}, sealed, sizeof sealed,
                       &n) == OK);
    return told(record_sealed(&item, (struct str){sealed, n}), &item);
}

static int request(const char *kind)
{
    struct item item = new_item(strcmp(kind, "callback") == 0 ? ITEM_CALLBACK : ITEM_INTEREST);
    return told(record(&item), &item);
}

static struct item item_of(const char *text)
{
    struct uid uid;
    struct item item;
    CHECK(uid_parse(str_from(text), &uid) == OK && store_get_item(store, uid, &item) == OK);
    return item;
}

static struct store_cancel cancel_of(const struct item *item)
{
    struct store_cancel cancel = {.code = {{3, 4, 5}, 6}, .made_s = (int64_t)time(NULL)};
    memcpy(cancel.code_hash, item->code_hash, sizeof cancel.code_hash);
    return cancel;
}

// Its visitor takes it back; tells the uid of the note.
static int cancel(const char *text)
{
    struct item item = item_of(text), note = {.uid = store_note_uid(item.uid)};
    struct store_cancel what = cancel_of(&item);
    return told(store_cancel(store, &what), &note);
}

static int change(const char *text, const char *to)
{
    static const char sealed[1500] = "sealed";
    struct item had = item_of(text), item = new_item(ITEM_APPOINTMENT);
    struct store_cancel old = cancel_of(&had);
    int seat;
    size_t at = (size_t)atol(to);
    CHECK(at < slot_count);
    item.change = true;
    item.choices[item.choice_count++] = slots[at];
    memcpy(item.code_hash, had.code_hash, sizeof item.code_hash);
    return told(store_add_change(store, &item, (struct str){sealed, sizeof sealed}, &old, &seat), &item);
}

static int show(const char *text)
{
    static const char *const states[] = {"pending", "sending", "unsure",    "settling", "delivered",
                                         "refused", "filing",  "cancelled", "held"};
    static const char *const kinds[] = {"appointment", "workshop", "callback",
                                        "interest",    "arrival",  "cancel"};
    struct uid uid;
    struct item item;
    CHECK(uid_parse(str_from(text), &uid) == OK && store_get_item(store, uid, &item) == OK);
    printf("%s %s choice %d reason %d\n", states[item.state], kinds[item.kind], item.choice_now + 1,
           item.reason);
    return 0;
}

// Somebody is here for the booking with this token.
static int arrive(const char *text)
{
    struct uid uid;
    struct known_booking known;
    struct item item = new_item(ITEM_ARRIVAL);
    CHECK(uid_parse(str_from(text), &uid) == OK && store_find_uid(store, uid, &known) == OK);
    item.choices[item.choice_count++] =
        (struct slot){.start_s = known.start_s, .end_s = known.end_s, .capacity = known.capacity};
    CHECK(str_copy(str_from(known.key), item.choices[0].key, SLOT_KEY) == OK);
    CHECK(str_copy(STR("ml"), item.choices[0].partner, sizeof item.choices[0].partner) == OK);
    item.seat = known.seat;
    return told(store_add_arrival(store, &item, (struct str){NULL, 0}, true), &item);
}

static int arrive_now(void)
{
    struct item item = new_item(ITEM_ARRIVAL);
    return told(store_add_arrival(store, &item, (struct str){NULL, 0}, true), &item);
}

// What the screen program knows of a code that was tapped.
static int find(const char *words)
{
    char text[CODE_TEXT];
    uint8_t key[32], hash[16];
    struct picture_code code;
    struct known_booking known;
    CHECK(pictures_find(str_from(words), &code) && store_code_key(store, key) == OK);
    code_text(code, text);
    seal_keyed_hash(key, str_from(text), hash);
    if (store_find_code(store, hash, (int64_t)time(NULL), &known) != OK) return 1;
    printf("%s %lld%s%s\n", known.key, (long long)known.start_s, known.cancelled ? " cancelled" : "",
           known.arrived ? " arrived" : "");
    return 0;
}

static int counts(void)
{
    struct store_counts counts;
    CHECK(store_count(store, &counts) == OK);
    printf("%lld %lld %lld\n", (long long)counts.on_device, (long long)counts.delivered,
           (long long)counts.needing_you);
    return 0;
}

static int condition(const char *partner)
{
    static const char *const names[] = {"ok",          "unreachable", "credentials",
                                        "certificate", "captive",     "suspect"};
    enum partner_condition found;
    CHECK(partner_get_condition(store, partner, &found) == OK);
    puts(names[found]);
    return 0;
}

// Appointments that nobody published: what is measured is delivering.
static int fill(int count)
{
    for (int i = 0; i < count; i++) {
        struct item item = new_item(ITEM_APPOINTMENT);
        struct slot *slot = &item.choices[item.choice_count++];
        *slot =
            (struct slot){.start_s = 1900000000 + i * 3600, .end_s = 1900001800 + i * 3600, .capacity = 1};
        slot_key(STR("bench"), slot->start_s, slot->key);
        CHECK(str_copy(STR("ml"), slot->partner, sizeof slot->partner) == OK && record(&item) == OK);
    }
    return 0;
}

static int run(int argc, char **argv)
{
    const char *word = argc > 2 ? argv[2] : "", *one = argc > 3 ? argv[3] : NULL,
               *two = argc > 4 ? argv[4] : NULL;
    if (strcmp(word, "slots") == 0) return show_slots();
    if (strcmp(word, "counts") == 0) return counts();
    if (one && strcmp(word, "book") == 0) return book(one, two);
    if (one && strcmp(word, "request") == 0) return request(one);
    if (one && strcmp(word, "show") == 0) return show(one);
    if (one && strcmp(word, "condition") == 0) return condition(one);
    if (one && strcmp(word, "cancel") == 0) return cancel(one);
    if (two && strcmp(word, "change") == 0) return change(one, two);
    if (one && strcmp(word, "arrive") == 0) return arrive(one);
    if (one && strcmp(word, "find") == 0) return find(one);
    if (strcmp(word, "now") == 0) return arrive_now();
    if (one && strcmp(word, "fill") == 0) return fill(atoi(one));
    if (two && strcmp(word, "visit") == 0) return visit(argv + 3, argc - 3);
    fputs("kit: unknown word\n", stderr);
    return 2;
}

int main(int argc, char **argv)
{
    char path[512];
    enum store_found found;
    struct files_port files = files_system();
    if (argc < 3 || seal_init() != OK) return 2;
    snprintf(path, sizeof path, "%s/rebond.db", argv[1]);
    if (store_open(path, NULL, &files, &store, &found) != OK) return 2;
    list_slots();
    int code = run(argc, argv);
    store_close(store);
    nudge_send(argv[1]);
    return code;
}
