// Contents of what a listing showed: fifty at a time, one by one where the server leaves some out or cannot
// write them as XML. The new token is committed after the last of them.
#include "engine/parts.h"

#include "base/check.h"
#include "base/log.h"
#include "base/wipe.h"
#include "content/pictures.h"
#include "seal/seal.h"
#include "sync/body.h"
#include "sync/ical.h"

#include <stdlib.h>
#include <string.h>

struct batch { // changes of one transaction; instances stand in the engine's scratch
    struct mirror_change changes[FETCH];
    size_t count, slots, bookings;
};

static const char too_large[] = "cet événement est trop grand pour la borne";
static const char not_given[] = "le serveur ne donne pas cet événement à la borne";

static err_t count_instances(struct engine *e, struct partner *p)
{
    if (p->mirror.collection != MIRROR_SLOTS) return OK;
    return mirror_count_slots(e->o.store, p->config->id, &p->mirror.instances);
}

static err_t batch_apply(struct engine *e, struct partner *p, struct batch *b)
{
    struct mirror *m = &p->mirror;
    if (b->count == 0) return OK;
    err_t err =
        mirror_apply(e->o.store, p->config->id, m->collection, false, b->changes, b->count, m->kept_token, 0);
    b->count = b->slots = b->bookings = 0;
    return err ? err : count_instances(e, p);
}

static err_t batch_room(struct engine *e, struct partner *p, struct batch *b)
{
    bool full = b->count == FETCH || SCRATCH_SLOTS - b->slots < LIMIT_SLOTS ||
                SCRATCH_BOOKINGS - b->bookings < SPANS + 1;
    return full ? batch_apply(e, p, b) : OK;
}

static void read_slots(struct engine *e, struct partner *p, struct batch *b, struct mirror_change *c,
                       const struct ical_window *window)
{
    struct slot *slots = &e->slots[b->slots];
    err_t err = ical_read_slots(c->content, window, slots, LIMIT_SLOTS, &c->slot_count, &c->refused);
    if (err == ERR_INVALID) c->slot_count = 0;
    if (err == ERR_FULL) say_once(p, ODD_LONG, LIMIT_SLOTS);
    if (p->mirror.instances + c->slot_count > INSTANCES) {
        c->slot_count = 0;
        c->refused = too_many;
    }
    p->mirror.instances += c->slot_count;
    slots_belong(p, slots, c->slot_count);
    c->slots = slots;
    b->slots += c->slot_count;
}

// "rdv-<key>.ics" and "rdv-<key>-<nn>.ics" say whose seat it is, whatever staff did to the event.
static void read_name(const char *resource, struct mirror_booking *booking)
{
    struct str name = str_from(resource), rest;
    if (str_ends(name, STR(".ics"))) name.n -= 4;
    if (!str_starts(name, STR("rdv-"))) return;
    rest = str_slice(name, 4, name.n);
    struct str key = str_cut(&rest, '-');
    int64_t seat = 1;
    if (key.n != SLOT_KEY - 1 || (rest.n > 0 && str_parse_u63(rest, &seat) != OK)) return;
    if (seat < 1 || seat > LIMIT_SEATS || str_copy(key, booking->slot_key, SLOT_KEY) != OK) return;
    booking->seat = (uint8_t)seat;
    booking->one_of_several = name.n > 4 + SLOT_KEY - 1;
}

static bool read_words(struct str ics, struct str name, struct picture_code *ret_code)
{
    char memory[LIMIT_BODY];
    bool found =
        caldav_read_line(ics, name, memory, sizeof memory) == OK && pictures_find(str_from(memory), ret_code);
    wipe(memory, sizeof memory);
    return found;
}

// Who comes back with its code, also when another kiosk gave it: staff may have moved the event, its words
// stay.
static void read_owner(struct engine *e, struct str ics, struct mirror_booking *booking)
{
    char text[UID_TEXT];
    uint8_t key[32];
    struct picture_code code;
    if (!booking->slot_key[0]) return;
    if (caldav_read_line(ics, STR(BODY_TOKEN), text, sizeof text) != OK ||
        uid_parse(str_from(text), &booking->uid) != OK)
        booking->uid = (struct uid){0};
    booking->has_code =
        (read_words(ics, STR("SUMMARY"), &code) || read_words(ics, STR("DESCRIPTION"), &code)) &&
        store_code_key(e->o.store, key) == OK;
    if (!booking->has_code) return;
    code_text(code, text);
    seal_keyed_hash(key, str_from(text), booking->code_hash);
}

// Notes of ours about a booking are not bookings.
static bool is_note(const char *resource)
{
    struct str name = str_from(resource);
    return str_starts(name, STR("ann-")) || str_starts(name, STR("arr-")) ||
           str_starts(name, STR("probe-")) || str_starts(name, STR("rebond-writer"));
}

static void add_booking(struct engine *e, struct batch *b, struct mirror_change *c,
                        const struct ical_span *span)
{
    struct mirror_booking *booking = &e->bookings[b->bookings++];
    *booking =
        (struct mirror_booking){.start_s = span->start_s, .end_s = span->end_s, .cancelled = span->cancelled};
    memcpy(booking->resource, c->resource, sizeof booking->resource);
    read_name(c->resource, booking);
    if (span->end_s) read_owner(e, c->content, booking);
    c->booking_count++;
}

// A booking outside the window, or one that nobody understands, still takes the seat of its name.
static void read_bookings(struct engine *e, struct batch *b, struct mirror_change *c,
                          const struct ical_window *window)
{
    struct ical_span spans[SPANS];
    size_t count = 0;
    c->bookings = &e->bookings[b->bookings];
    if (is_note(c->resource)) return;
    err_t err = ical_read_spans(c->content, window, spans, SPANS, &count, &c->refused);
    if (err == ERR_INVALID) count = 0;
    for (size_t i = 0; i < count; i++)
        add_booking(e, b, c, &spans[i]);
    if (count == 0) add_booking(e, b, c, &(struct ical_span){0});
}

static struct mirror_change *add_change(struct batch *b, const char *name, struct str etag)
{
    CHECK(b->count < FETCH);
    struct mirror_change *c = &b->changes[b->count++];
    *c = (struct mirror_change){0};
    if (str_copy(str_from(name), c->resource, sizeof c->resource) != OK) CHECK(false);
    if (str_copy(etag, c->etag, sizeof c->etag) != OK) c->etag[0] = '\0'; // fetched again each time
    return c;
}

static err_t add_content(struct engine *e, struct partner *p, struct batch *b, const struct want *want,
                         struct str content, struct moment now)
{
    struct ical_window window;
    expand_window(e, p, now, &window);
    err_t err = batch_room(e, p, b);
    if (err) return err;
    struct mirror_change *c = add_change(b, want->name, want->etag);
    if (content.n <= LIMIT_EVENT) c->content = content;
    if (p->mirror.collection == MIRROR_SLOTS && c->content.n == content.n)
        read_slots(e, p, b, c, &window);
    else if (p->mirror.collection == MIRROR_BOOKINGS)
        read_bookings(e, b, c, &window);
    if (c->content.n != content.n) c->refused = too_large;
    if (p->mirror.collection == MIRROR_BOOKINGS) c->content = (struct str){0}; // nothing of it is kept
    return OK;
}

static err_t add_unread(struct engine *e, struct partner *p, struct batch *b, const struct want *want,
                        const char *reason)
{
    err_t err = batch_room(e, p, b);
    if (err) return err;
    struct mirror_change *c = add_change(b, want->name, STR(""));
    c->refused = reason;
    c->bookings = &e->bookings[b->bookings];
    if (p->mirror.collection == MIRROR_BOOKINGS && !is_note(want->name))
        add_booking(e, b, c, &(struct ical_span){0});
    return OK;
}

static err_t add_gone(struct engine *e, struct partner *p, struct batch *b, const char *name)
{
    err_t err = batch_room(e, p, b);
    if (err) return err;
    add_change(b, name, STR(""))->gone = true;
    return OK;
}

static void next_chunk(struct engine *e, struct partner *p, struct moment now);

static void next_one(struct engine *e, struct partner *p, struct moment now)
{
    struct mirror *m = &p->mirror;
    for (m->one = m->at; m->one < m->end && m->have[m->one - m->at];)
        m->one++;
    if (m->one == m->end) {
        m->at = m->end;
        next_chunk(e, p, now);
        return;
    }
    char memory[LIMIT_URL + 4 * LIMIT_RESOURCE];
    struct buf url = buf_init(memory, sizeof memory);
    caldav_url(&url, str_from(mirror_url(p)), str_from(m->list.wants[m->one].name));
    m->phase = MIRROR_ONE;
    struct http_request request = {.method = HTTP_GET, .url = buf_c(&url), .depth = -1};
    if (mirror_ask(e, p, &request) != OK) mirror_failed(e, p, now);
}

static err_t commit_token(struct engine *e, struct partner *p, struct moment now)
{
    struct mirror *m = &p->mirror;
    const char *id = p->config->id;
    bool known = m->kept_identity[0] && !m->refetch[m->collection];
    err_t err = mirror_apply(e->o.store, id, m->collection, false, NULL, 0, m->new_token, stamp_s(e, now));
    if (!err && m->whole && !known) err = mirror_set_identity(e->o.store, id, m->collection, m->new_identity);
    bool same = m->looked[m->collection] && m->list.want_count + m->list.gone_count == 0;
    if (!err && !same) err = say_what_is_left_out(e, p, now);
    if (!err) m->looked[m->collection] = true;
    return err;
}

static void finish(struct engine *e, struct partner *p, struct moment now)
{
    err_t err = commit_token(e, p, now);
    if (store_failed(e, err, now))
        mirror_failed(e, p, now);
    else
        mirror_done(e, p, now);
}

static void next_chunk(struct engine *e, struct partner *p, struct moment now)
{
    struct mirror *m = &p->mirror;
    if (m->at == m->list.want_count) {
        finish(e, p, now);
        return;
    }
    struct str hrefs[FETCH];
    memset(m->have, 0, sizeof m->have);
    for (m->end = m->at; m->end < m->list.want_count && m->end - m->at < FETCH; m->end++)
        hrefs[m->end - m->at] = m->list.wants[m->end].href;
    struct buf body = buf_init(e->body, sizeof e->body);
    caldav_encode_multiget(&body, hrefs, m->end - m->at);
    m->phase = MIRROR_FETCH;
    struct http_request request = {
        .method = HTTP_REPORT,
        .url = mirror_url(p),
        .depth = 1,
        .content_type = "application/xml; charset=utf-8",
        .body = buf_str(&body),
    };
    if (body.full)
        next_one(e, p, now);
    else if (mirror_ask(e, p, &request) != OK)
        mirror_failed(e, p, now);
}

static err_t apply_gone(struct engine *e, struct partner *p, struct batch *b)
{
    err_t err = OK;
    for (size_t i = 0; !err && i < p->mirror.list.gone_count; i++)
        err = add_gone(e, p, b, p->mirror.list.gone[i]);
    return err ? err : batch_apply(e, p, b);
}

// Signs of a server that does not go by our token, such as one that was restored: it tells again what we
// know, or that something changed and nothing did. Followed once an hour: some servers always look like that.
static bool is_doubtful(struct partner *p, size_t known, struct moment now)
{
    struct mirror *m = &p->mirror;
    bool nothing = m->list.want_count + m->list.gone_count == 0;
    bool moved = strcmp(m->kept_token, m->new_token) != 0;
    if (m->whole || now.mono_ms < m->doubt_ms[m->collection]) return false;
    if (known == 0 && !(nothing && moved)) return false;
    m->doubt_ms[m->collection] = now.mono_ms + DOUBT_MS;
    return true;
}

void fetch_start(struct engine *e, struct partner *p, struct moment now)
{
    struct batch batch = {0};
    size_t known = 0;
    p->mirror.at = 0;
    err_t err = list_settle(e, p, &known);
    if (!err && is_doubtful(p, known, now)) {
        mirror_start_over(e, p, now);
        return;
    }
    if (!err) err = count_instances(e, p);
    if (!err) err = apply_gone(e, p, &batch);
    if (store_failed(e, err, now))
        mirror_failed(e, p, now);
    else
        next_chunk(e, p, now);
}

// The index of the want that an answer's member is, or `end`.
static size_t which(const struct mirror *m, const struct caldav_member *member)
{
    char name[LIMIT_RESOURCE];
    if (caldav_name_from_href(member->href, name, sizeof name) != OK) return m->end;
    for (size_t i = m->at; i < m->end; i++)
        if (strcmp(m->list.wants[i].name, name) == 0) return i;
    return m->end;
}

static err_t take_member(struct engine *e, struct partner *p, struct batch *b,
                         const struct caldav_member *member, struct moment now)
{
    struct mirror *m = &p->mirror;
    size_t i = which(m, member);
    if (i == m->end || m->have[i - m->at] || (member->data.n == 0 && !member->gone)) return OK;
    m->have[i - m->at] = true;
    if (member->gone) return add_gone(e, p, b, m->list.wants[i].name);
    return add_content(e, p, b, &m->list.wants[i], member->data, now);
}

static err_t take_members(struct engine *e, struct partner *p, struct str xml, struct moment now)
{
    enum { CAP = 2 * FETCH };
    struct caldav_member members[CAP];
    struct caldav_listing listing;
    struct batch batch = {0};
    size_t room = 2 * xml.n + CAP * 3 * 32;
    void *memory = malloc(room);
    if (!memory) return OK; // then one by one
    struct arena arena = arena_init(memory, room);
    err_t err = OK;
    if (caldav_parse_multistatus(xml, &arena, members, CAP, &listing) != OK)
        say_once(p, ODD_SENSELESS, 207);
    else
        for (size_t i = 0; !err && i < listing.count; i++)
            err = take_member(e, p, &batch, &listing.members[i], now);
    if (!err) err = batch_apply(e, p, &batch);
    free(memory);
    return err;
}

static err_t take_one(struct engine *e, struct partner *p, enum caldav_meaning meaning, struct str body,
                      struct moment now)
{
    struct mirror *m = &p->mirror;
    struct batch batch = {0};
    const struct want *want = &m->list.wants[m->one];
    m->have[m->one - m->at] = true;
    err_t err;
    if (meaning == CALDAV_FOUND)
        err = add_content(e, p, &batch, want, body, now);
    else if (meaning == CALDAV_GONE)
        err = add_gone(e, p, &batch, want->name);
    else
        err = add_unread(e, p, &batch, want, meaning == CALDAV_TOO_BIG ? too_large : not_given);
    return err ? err : batch_apply(e, p, &batch);
}

void fetch_answered(struct engine *e, struct partner *p, enum caldav_meaning meaning,
                    const struct http_answer *answer, struct moment now)
{
    if (answer->failure == HTTP_CUT) {
        mirror_failed(e, p, now);
        return;
    }
    err_t err = OK;
    if (p->mirror.phase == MIRROR_ONE)
        err = take_one(e, p, meaning, answer->body, now);
    else if (meaning == CALDAV_FOUND)
        err = take_members(e, p, answer->body, now);
    if (store_failed(e, err, now))
        mirror_failed(e, p, now);
    else
        next_one(e, p, now);
}
