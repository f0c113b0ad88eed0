#include <string.h>

#include "base/limits.h"
#include "base/wipe.h"
#include "sync/caldav.h"
#include "sync/xml.h"

enum tag {
    TAG_NONE,
    TAG_OTHER,
    TAG_MULTISTATUS,
    TAG_RESPONSE,
    TAG_HREF,
    TAG_STATUS,
    TAG_PROPSTAT,
    TAG_PROP,
    TAG_ETAG,
    TAG_DATA,
    TAG_TYPE,
    TAG_COLLECTION,
    TAG_TOKEN,
};

static const struct {
    const char *name;
    enum tag tag, inside;
    bool text; // what stands in it is wanted
} elements[] = {
    {"DAV: multistatus", TAG_MULTISTATUS, TAG_NONE, false},
    {"DAV: sync-token", TAG_TOKEN, TAG_MULTISTATUS, true},
    {"DAV: response", TAG_RESPONSE, TAG_MULTISTATUS, false},
    {"DAV: href", TAG_HREF, TAG_RESPONSE, true},
    {"DAV: status", TAG_STATUS, TAG_RESPONSE, true},
    {"DAV: propstat", TAG_PROPSTAT, TAG_RESPONSE, false},
    {"DAV: status", TAG_STATUS, TAG_PROPSTAT, true},
    {"DAV: prop", TAG_PROP, TAG_PROPSTAT, false},
    {"DAV: getetag", TAG_ETAG, TAG_PROP, true},
    {"DAV: resourcetype", TAG_TYPE, TAG_PROP, false},
    {"DAV: collection", TAG_COLLECTION, TAG_TYPE, false},
    {"urn:ietf:params:xml:ns:caldav calendar-data", TAG_DATA, TAG_PROP, true},
};

struct listing {
    struct arena *arena;
    struct caldav_member *members;
    size_t cap, count;
    size_t first; // of the response being read: it may name several resources
    struct str token;
    bool more;
    enum tag path[LIMIT_XML_DEPTH + 1]; // path[0] is TAG_NONE
    size_t depth;
    bool wanted;                   // the text of the innermost element
    size_t text;                   // where it begins in the arena
    int status, propstat_status;   // 0 when none was given
    struct caldav_member propstat; // what it says if its status turns out to be 200
};

static err_t open_element(void *self, struct str name)
{
    struct listing *listing = self;
    enum tag inside = listing->path[listing->depth], tag = TAG_OTHER;
    listing->wanted = false;
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
        if (elements[i].inside != inside || !str_eq(name, str_from(elements[i].name))) continue;
        tag = elements[i].tag;
        listing->wanted = elements[i].text;
    }
    if (inside == TAG_NONE && tag != TAG_MULTISTATUS) return ERR_INVALID;
    listing->path[++listing->depth] = tag;
    listing->text = listing->arena->n;
    if (tag == TAG_RESPONSE) {
        listing->first = listing->count;
        listing->status = 0;
    }
    if (tag == TAG_PROPSTAT) {
        listing->propstat = (struct caldav_member){0};
        listing->propstat_status = 0;
    }
    return OK;
}

// Text grows at the end of the arena, where nobody else takes anything meanwhile.
static err_t add_text(void *self, struct str text)
{
    struct listing *listing = self;
    struct arena *arena = listing->arena;
    if (!listing->wanted) return OK;
    if (text.n > arena->cap - arena->n) return ERR_FULL;
    memcpy(arena->p + arena->n, text.p, text.n);
    arena->n += text.n;
    return OK;
}

static struct str text_of(const struct listing *listing)
{
    return (struct str){listing->arena->p + listing->text, listing->arena->n - listing->text};
}

// "HTTP/1.1 404 Not Found"; 0 for anything else.
static int read_status(struct str text)
{
    int64_t status;
    struct str rest = str_trim(text);
    if (!str_starts(str_cut(&rest, ' '), STR("HTTP/"))) return 0;
    struct str code = str_cut(&rest, ' ');
    return code.n == 3 && !str_parse_u63(code, &status) ? (int)status : 0;
}

static err_t add_member(struct listing *listing)
{
    struct str href = str_trim(text_of(listing));
    if (listing->count == listing->cap) return ERR_FULL;
    listing->members[listing->count++] = (struct caldav_member){
        .href = href, .etag = STR(""), .data = STR(""), .collection = str_ends(href, STR("/"))};
    return OK;
}

static void close_propstat(struct listing *listing)
{
    if (listing->propstat_status != 200) return;
    for (size_t i = listing->first; i < listing->count; i++) {
        struct caldav_member *member = &listing->members[i];
        if (listing->propstat.etag.n) member->etag = listing->propstat.etag;
        if (listing->propstat.data.n) member->data = listing->propstat.data;
        member->collection |= listing->propstat.collection;
    }
}

// RFC 6578 3.6: 507 on the collection means that this is not all.
static void close_response(struct listing *listing)
{
    if (listing->status == 507) {
        listing->more = true;
        listing->count = listing->first;
    }
    for (size_t i = listing->first; i < listing->count; i++)
        listing->members[i].gone = listing->status == 404 || listing->status == 410;
}

static err_t close_element(void *self)
{
    struct listing *listing = self;
    enum tag tag = listing->path[listing->depth--], inside = listing->path[listing->depth];
    struct str text = str_trim(text_of(listing));
    err_t err = OK;
    switch (tag) {
    case TAG_HREF: err = add_member(listing); break;
    case TAG_ETAG: listing->propstat.etag = text; break;
    case TAG_DATA: listing->propstat.data = text; break;
    case TAG_TOKEN: listing->token = text; break;
    case TAG_COLLECTION: listing->propstat.collection = true; break;
    case TAG_PROPSTAT: close_propstat(listing); break;
    case TAG_RESPONSE: close_response(listing); break;
    case TAG_STATUS:
        *(inside == TAG_PROPSTAT ? &listing->propstat_status : &listing->status) = read_status(text);
        break;
    case TAG_NONE:
    case TAG_OTHER:
    case TAG_MULTISTATUS:
    case TAG_PROP:
    case TAG_TYPE: break;
    }
    listing->wanted = false;
    return err;
}

err_t caldav_parse_multistatus(struct str xml, struct arena *arena, struct caldav_member *members, size_t cap,
                               struct caldav_listing *ret_listing)
{
    size_t before = arena->n;
    struct listing listing = {.arena = arena, .members = members, .cap = cap, .token = STR("")};
    const struct xml_handler handler = {&listing, open_element, add_text, close_element, NULL};
    err_t err = xml_read(xml, &handler);
    if (err) {
        wipe(arena->p + before, arena->n - before);
        arena->n = before;
        return err;
    }
    *ret_listing = (struct caldav_listing){members, listing.count, listing.token, listing.more};
    return OK;
}
