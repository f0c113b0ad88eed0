#include "platform/damage.h"

#include "base/check.h"
#include "base/wipe.h"
#include "platform/boxes.h"

struct box damage_bounds(const struct draw_item *item)
{
    switch (item->kind) {
    case DRAW_RECT:
    case DRAW_OUTLINE:
    case DRAW_PICTURE: return item->box;
    case DRAW_SHADOW: return box_grown(item->box, item->blur);
    case DRAW_STROKE: return box_grown(item->box, item->width / 2 + 1);
    case DRAW_TEXT:
        return box_grown(item->box, item->style.px / 2); // tails and accents; painting clips to it
    }
    CHECK(false);
}

static void add_box(struct damage *damage, struct box box)
{
    for (int i = 0; i < damage->box_count; i++)
        if (box_meets(damage->boxes[i], box) || i == DAMAGE_BOXES - 1) {
            damage->boxes[i] = box_around(damage->boxes[i], box);
            return;
        }
    damage->boxes[damage->box_count++] = box;
}

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ p[i]) * 0x100000001b3u;
    return hash;
}

static uint64_t hash_of(const struct draw_item *item)
{
    const int numbers[] = {(int)item->kind,
                           item->box.x,
                           item->box.y,
                           item->box.w,
                           item->box.h,
                           item->radius,
                           item->blur,
                           item->width,
                           item->style.px,
                           (int)item->align,
                           (int)item->style.weight,
                           item->point_count,
                           item->personal};
    uint64_t hash = hash_bytes(0xcbf29ce484222325u, numbers, sizeof numbers);
    hash = hash_bytes(hash, &item->color, sizeof item->color);
    hash = hash_bytes(hash, &item->points, sizeof item->points);
    return hash_bytes(hash, item->text.p, item->text.n);
}

static void remember(struct damage *damage, const struct draw_list *list)
{
    damage->known = list->count <= DAMAGE_ITEMS;
    damage->background = list->background;
    damage->count = damage->known ? list->count : 0;
    for (size_t i = 0; i < damage->count; i++)
        damage->items[i] = (struct damage_item){hash_of(&list->items[i]), damage_bounds(&list->items[i])};
}

// What stands at the same place of both lists is compared; what was put in or taken out lies between their
// common beginning and their common end.
static void compare(struct damage *damage, const struct draw_list *list)
{
    size_t old = damage->count, new = list->count, shorter = old < new ? old : new, front = 0, back = 0;
    while (front < shorter && damage->items[front].hash == hash_of(&list->items[front]))
        front++;
    while (back < shorter - front &&
           damage->items[old - back - 1].hash == hash_of(&list->items[new - back - 1]))
        back++;
    for (size_t i = front; i < old - back; i++)
        if (old != new || damage->items[i].hash != hash_of(&list->items[i]))
            add_box(damage, damage->items[i].bounds);
    for (size_t i = front; i < new - back; i++)
        if (old != new || damage->items[i].hash != hash_of(&list->items[i]))
            add_box(damage, damage_bounds(&list->items[i]));
}

void damage_compare(struct damage *damage, const struct draw_list *list, struct box area)
{
    damage->box_count = 0;
    if (damage->known && damage->background == list->background)
        compare(damage, list);
    else
        add_box(damage, area);
    remember(damage, list);
}

void damage_forget(struct damage *damage)
{
    wipe(damage, sizeof *damage);
}
