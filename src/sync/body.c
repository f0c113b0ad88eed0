#include "sync/body.h"

#include <string.h>

#include "base/check.h"
#include "base/civil.h"
#include "booking/vevent.h"

static bool is_booking(const struct item *item)
{
    return item->kind == ITEM_APPOINTMENT || item->kind == ITEM_WORKSHOP;
}

// What takes a booking back stands where the booking does, in time and in the calendar.
static bool is_seated_note(const struct item *item)
{
    return item->kind == ITEM_CANCEL && item->choice_count > 0;
}

static const struct slot *slot_of(const struct item *item)
{
    CHECK(item->choice_now < item->choice_count && item->choice_now < 2);
    return &item->choices[item->choice_now];
}

static void name_of(const char *kind, struct uid uid, char to[SLOT_RESOURCE])
{
    char text[UID_TEXT];
    uid_text(uid, text);
    struct buf name = buf_init(to, SLOT_RESOURCE);
    buf_add_format(&name, "%s%s", kind, text);
    (void)buf_c(&name);
    CHECK(!name.full);
}

// One arrival for a seat, whoever announces it and however often.
static void name_arrival(const struct item *item, char to[SLOT_RESOURCE])
{
    if (item->choice_count == 0 || item->seat == 0) {
        name_of("arr-", item->uid, to);
        return;
    }
    slot_resource(slot_of(item), item->seat, to);
    memcpy(to, "arr-", sizeof "arr-" - 1);
}

void body_resource(const struct item *item, char to[SLOT_RESOURCE])
{
    if (item->kind == ITEM_ARRIVAL) {
        name_arrival(item, to);
        return;
    }
    if (is_booking(item)) {
        slot_resource(slot_of(item), item->seat, to);
        return;
    }
    name_of(item->kind == ITEM_CANCEL ? "ann-" : "req-", item->uid, to);
    if (!is_seated_note(item) || item->reason == REASON_SLOT_TAKEN) return;
    slot_resource(slot_of(item), item->seat, to);
    memcpy(to, "ann", 3);
}

void body_copy_resource(struct uid uid, char to[SLOT_RESOURCE])
{
    name_of("dos-", uid, to);
}

static void add_text_if_any(struct buf *to, const char *name, struct str text)
{
    if (text.n) vevent_text_line(to, name, text);
}

static void add_words(struct buf *to, const struct body_words *words)
{
    vevent_text_line(to, "SUMMARY", words->summary);
    add_text_if_any(to, "DESCRIPTION", words->description);
    add_text_if_any(to, "LOCATION", words->location);
    if (words->is_private) vevent_line(to, "CLASS", STR("PRIVATE"));
}

static void add_date_line(struct buf *to, const char *name, int64_t local_day)
{
    char stamp[CIVIL_STAMP];
    civil_stamp(local_day * 86400, stamp);
    vevent_line(to, name, (struct str){stamp, sizeof "20261123" - 1});
}

enum { CODE_HEX = 33 };

static void code_text_of(const struct item *item, char to[CODE_HEX])
{
    struct buf hex = buf_init(to, CODE_HEX);
    for (size_t i = 0; i < sizeof item->code_hash; i++)
        buf_add_format(&hex, "%02x", (unsigned)item->code_hash[i]);
    (void)buf_c(&hex);
    CHECK(!hex.full);
}

// The token makes every body unlike any other, also where an ETag is a hash of the content.
static void add_ours(struct buf *to, const struct item *item, struct str sealed_base64url)
{
    char token[UID_TEXT], code[CODE_HEX];
    uid_text(item->uid, token);
    code_text_of(item, code);
    vevent_line(to, BODY_TOKEN, str_from(token));
    if (item->kind == ITEM_CANCEL && !is_seated_note(item)) vevent_line(to, BODY_CODE, str_from(code));
    if (is_booking(item) || is_seated_note(item)) {
        vevent_line(to, "X-REBOND-SLOT", str_from(slot_of(item)->key));
        vevent_line(to, BODY_CODE, str_from(code));
    }
    if (sealed_base64url.n) vevent_line(to, "X-REBOND-SEALED", sealed_base64url);
}

// What has no hour: a to-do, or a day on which nobody is busy because of it.
static void add_day(struct buf *to, int64_t local_day, bool as_event, struct str todo_status)
{
    if (!as_event) {
        vevent_line(to, "STATUS", todo_status);
        return;
    }
    add_date_line(to, "DTSTART;VALUE=DATE", local_day);
    add_date_line(to, "DTEND;VALUE=DATE", local_day + 1);
    vevent_line(to, "TRANSP", STR("TRANSPARENT"));
}

enum { PRESENT_S = 15 * 60, NEWS_S = 60 * 60 };

// Staff are told when their calendar looks for news, a few minutes later: the alarm (RFC 5545, 3.6.6) comes
// again for those that were late. What is no news any more rings nowhere.
static void add_arrival(struct buf *to, const struct item *item, int64_t stamp_s)
{
    vevent_time_line(to, "DTSTART", item->made_s);
    vevent_time_line(to, "DTEND", item->made_s + PRESENT_S);
    vevent_line(to, "TRANSP", STR("TRANSPARENT"));
    if (stamp_s - item->made_s > NEWS_S) return;
    vevent_line(to, "BEGIN", STR("VALARM"));
    vevent_line(to, "ACTION", STR("DISPLAY"));
    vevent_line(to, "TRIGGER", STR("PT0S"));
    vevent_line(to, "REPEAT", STR("2"));
    vevent_line(to, "DURATION", STR("PT3M"));
    vevent_text_line(to, "DESCRIPTION", STR("Quelqu'un est arrivé"));
    vevent_line(to, "END", STR("VALARM"));
}

static void add_times(struct buf *to, const struct item *item, int64_t local_day, bool as_event)
{
    bool seated = is_seated_note(item);
    if (!is_booking(item) && !seated) {
        add_day(to, local_day, as_event, STR("NEEDS-ACTION"));
        return;
    }
    vevent_time_line(to, "DTSTART", slot_of(item)->start_s);
    vevent_time_line(to, "DTEND", slot_of(item)->end_s);
    if (seated) vevent_line(to, "TRANSP", STR("TRANSPARENT")); // nobody is busy because of it
}

static void begin(struct buf *to, struct str component, const char *uid, int64_t stamp_s)
{
    vevent_line(to, "BEGIN", STR("VCALENDAR"));
    vevent_line(to, "VERSION", STR("2.0"));
    vevent_line(to, "PRODID", STR("-//Rebond//Rebond//FR"));
    vevent_line(to, "BEGIN", component);
    vevent_line(to, "UID", str_from(uid));
    vevent_time_line(to, "DTSTAMP", stamp_s);
}

static err_t end(struct buf *body, struct str component, struct buf *to)
{
    vevent_line(body, "END", component);
    vevent_line(body, "END", STR("VCALENDAR"));
    if (body->full || body->n - to->n > LIMIT_BODY) return ERR_FULL;
    *to = *body;
    return OK;
}

err_t body_encode(const struct item *item, const struct body_words *words, struct str sealed_base64url,
                  int64_t stamp_s, int64_t local_day, bool as_event, struct buf *to)
{
    struct buf body = *to;
    bool arrival = item->kind == ITEM_ARRIVAL;
    struct str component =
        is_booking(item) || arrival || is_seated_note(item) || as_event ? STR("VEVENT") : STR("VTODO");
    char resource[SLOT_RESOURCE];
    body_resource(item, resource);
    begin(&body, component, resource, stamp_s);
    if (!arrival) add_times(&body, item, local_day, as_event);
    add_words(&body, words);
    add_ours(&body, item, sealed_base64url);
    if (arrival) add_arrival(&body, item, stamp_s);
    return end(&body, component, to);
}

err_t body_encode_copy(struct uid uid, const struct body_words *words, struct str sealed_base64url,
                       int64_t stamp_s, int64_t local_day, bool as_event, struct buf *to)
{
    struct buf body = *to;
    struct str component = as_event ? STR("VEVENT") : STR("VTODO");
    char resource[SLOT_RESOURCE], text[UID_TEXT];
    body_copy_resource(uid, resource);
    uid_text(uid, text);
    begin(&body, component, resource, stamp_s);
    add_day(&body, local_day, as_event, STR("COMPLETED"));
    add_words(&body, words);
    vevent_line(&body, BODY_COPY, str_from(text));
    vevent_line(&body, "X-REBOND-SEALED", sealed_base64url);
    return end(&body, component, to);
}

err_t body_encode_mark(struct uid writer, const struct body_words *words, int64_t stamp_s, int64_t local_day,
                       struct buf *to)
{
    struct buf body = *to;
    char text[UID_TEXT];
    uid_text(writer, text);
    begin(&body, STR("VEVENT"), BODY_MARK, stamp_s);
    add_day(&body, local_day, true, STR(""));
    add_words(&body, words);
    vevent_line(&body, BODY_WRITER, str_from(text));
    return end(&body, STR("VEVENT"), to);
}
