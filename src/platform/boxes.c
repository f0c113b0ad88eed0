#include "platform/boxes.h"

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int most(int a, int b)
{
    return a > b ? a : b;
}

static struct box between(int left, int top, int right, int bottom)
{
    return (struct box){left, top, right - left, bottom - top};
}

bool box_empty(struct box box)
{
    return box.w <= 0 || box.h <= 0;
}

struct box box_grown(struct box box, int by)
{
    return (struct box){box.x - by, box.y - by, box.w + 2 * by, box.h + 2 * by};
}

struct box box_common(struct box a, struct box b)
{
    return between(most(a.x, b.x), most(a.y, b.y), least(a.x + a.w, b.x + b.w), least(a.y + a.h, b.y + b.h));
}

struct box box_around(struct box a, struct box b)
{
    return between(least(a.x, b.x), least(a.y, b.y), most(a.x + a.w, b.x + b.w), most(a.y + a.h, b.y + b.h));
}

bool box_meets(struct box a, struct box b)
{
    return !box_empty(box_common(a, b));
}
