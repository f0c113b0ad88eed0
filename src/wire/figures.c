#include "wire/figures.h"

#include "wire/json_memory.h"
#include "wire/object.h"

static struct object make_week(const struct figures *figures, const struct figures_week *week)
{
    char name[16];
    struct buf text = buf_init(name, sizeof name);
    struct object to = object_begin(), numbers = object_begin();
    buf_add_format(&text, "%04d-W%02d", week->week / 100, week->week % 100);
    for (size_t i = 0; i < figures->id_count; i++)
        object_put(&numbers, figures->ids[i], week->hidden[i] ? json_null() : json_integer(week->numbers[i]));
    object_put_text(&to, "week", buf_str(&text));
    object_put(&to, "figures", numbers.json);
    to.failed = to.failed || numbers.failed;
    return to;
}

// A week at a time: the memory of a work is small.
static err_t add_week(const struct figures *figures, const struct figures_week *week, struct buf *to)
{
    json_memory_begin();
    struct object made = make_week(figures, week);
    size_t left = to->cap - to->n;
    size_t n = made.failed ? 0 : json_dumpb(made.json, to->p + to->n, left, JSON_COMPACT);
    json_memory_end();
    if (n == 0) return ERR_INVALID;
    if (n > left) return ERR_FULL;
    to->n += n;
    return OK;
}

err_t figures_encode(const struct figures *figures, char *to, size_t cap, size_t *ret_n)
{
    struct buf text = buf_init(to, cap);
    err_t err = OK;
    buf_add_format(&text, "{\"hidden_below\":%d,\"weeks\":[", figures->hidden_below);
    for (size_t i = 0; i < figures->week_count && !err; i++) {
        if (i) buf_add_char(&text, ',');
        err = add_week(figures, &figures->weeks[i], &text);
    }
    buf_add(&text, STR("]}"));
    if (err) return err;
    if (text.full) return ERR_FULL;
    *ret_n = text.n;
    return OK;
}
