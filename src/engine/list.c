// What a partner says is in a collection, gathered over the pages of a listing.
#include "engine/parts.h"

#include <stdlib.h>
#include <string.h>

enum { SHORTEST_MEMBER = 32, MEMBERS_FLOOR = 16 }; // "<response><href>/a</href></response>" is longer

// Room for one more; the array may move.
static bool has_room(void **array, size_t count, size_t *room, size_t size)
{
    if (count < *room) return true;
    if (count >= LIMIT_MEMBERS) return false;
    size_t more = *room ? *room * 2 : 64;
    void *grown = realloc(*array, more * size);
    if (!grown) return false;
    *array = grown;
    *room = more;
    return true;
}

static err_t add_gone(struct list *list, const char *name)
{
    void *array = list->gone;
    if (!has_room(&array, list->gone_count, &list->gone_room, sizeof *list->gone)) return ERR_FULL;
    list->gone = array;
    return str_copy(str_from(name), list->gone[list->gone_count++], sizeof *list->gone);
}

static err_t add_want(struct list *list, const char *name, const struct caldav_member *member)
{
    void *array = list->wants;
    if (!has_room(&array, list->want_count, &list->want_room, sizeof *list->wants)) return ERR_FULL;
    list->wants = array;
    struct want *want = &list->wants[list->want_count++];
    *want = (struct want){.href = member->href, .etag = member->etag};
    return str_copy(str_from(name), want->name, sizeof want->name);
}

// What has no name of its own is the collection itself, or nothing that could be asked for.
static err_t add_member(struct list *list, const struct caldav_member *member)
{
    char name[LIMIT_RESOURCE];
    if (member->collection || caldav_name_from_href(member->href, name, sizeof name) != OK) return OK;
    return member->gone ? add_gone(list, name) : add_want(list, name, member);
}

static err_t add_members(struct list *list, const struct caldav_listing *page)
{
    err_t err = OK;
    for (size_t i = 0; !err && i < page->count; i++)
        err = add_member(list, &page->members[i]);
    return err;
}

static err_t parse_page(struct list *list, struct str xml, struct caldav_member *members, size_t cap,
                        struct str *ret_token, bool *ret_more)
{
    size_t room = 2 * xml.n + cap * 3 * 32; // texts, in UTF-8 at worst twice as long, each aligned
    struct list_block *block = malloc(sizeof *block + room);
    if (!block) return ERR_FULL;
    block->next = list->blocks;
    list->blocks = block; // texts of the wants stay there
    struct arena arena = arena_init(block->bytes, room);
    struct caldav_listing page;
    err_t err = caldav_parse_multistatus(xml, &arena, members, cap, &page);
    if (!err) err = add_members(list, &page);
    if (err) return err;
    *ret_token = page.token;
    *ret_more = page.more;
    return OK;
}

err_t list_add_page(struct list *list, struct str xml, struct str *ret_token, bool *ret_more)
{
    size_t cap = MEMBERS_FLOOR + xml.n / SHORTEST_MEMBER;
    if (cap > LIMIT_MEMBERS) cap = LIMIT_MEMBERS;
    struct caldav_member *members = malloc(cap * sizeof *members);
    if (!members) return ERR_FULL;
    err_t err = parse_page(list, xml, members, cap, ret_token, ret_more);
    free(members);
    return err;
}

void list_free(struct list *list)
{
    free(list->wants);
    free(list->gone);
    while (list->blocks) {
        struct list_block *next = list->blocks->next;
        free(list->blocks);
        list->blocks = next;
    }
    *list = (struct list){0};
}

static int by_name(const void *a, const void *b)
{
    const struct want *x = a, *y = b;
    return strcmp(x->name, y->name);
}

struct missing {
    struct list *list;
    err_t err;
};

static void find_missing(void *self, const char *resource)
{
    struct missing *m = self;
    struct want key = {0};
    if (m->err || str_copy(str_from(resource), key.name, sizeof key.name) != OK) return;
    const struct list *list = m->list;
    bool listed = list->want_count && bsearch(&key, list->wants, list->want_count, sizeof key, by_name);
    if (!listed) m->err = add_gone(m->list, resource);
}

// Drops what is mirrored already, as the ETag tells.
static err_t drop_known(struct engine *e, struct partner *p)
{
    struct list *list = &p->mirror.list;
    size_t kept = 0;
    for (size_t i = 0; i < list->want_count; i++) {
        char etag[128];
        const struct want *want = &list->wants[i];
        err_t err = mirror_get_etag(e->o.store, p->config->id, p->mirror.collection, want->name, etag);
        if (err) return err;
        if (etag[0] && str_eq(want->etag, str_from(etag))) continue;
        list->wants[kept++] = *want;
    }
    list->want_count = kept;
    return OK;
}

err_t list_settle(struct engine *e, struct partner *p, size_t *ret_known)
{
    struct mirror *m = &p->mirror;
    size_t listed = m->list.want_count;
    if (m->whole) {
        if (m->list.want_count) qsort(m->list.wants, m->list.want_count, sizeof *m->list.wants, by_name);
        struct missing missing = {.list = &m->list};
        err_t err = mirror_each(e->o.store, p->config->id, m->collection, &missing, find_missing);
        if (!err) err = missing.err;
        if (err) return err;
    }
    err_t err = m->refetch[m->collection] ? OK : drop_known(e, p);
    if (!err) *ret_known = listed - m->list.want_count;
    return err;
}
