#include "collect/collect.h"

enum { FLUSH_EVERY = 32 }; // items: a slow stick takes a second for them, and the screen waits no longer

void collect_begin(struct collect *collect)
{
    struct collect_faults faults = collect->faults;
    *collect = (struct collect){.task = COLLECT_LOOK, .faults = faults};
}

static void end(struct collect *collect, enum collect_end why)
{
    collect->task = COLLECT_REST;
    collect->end = why;
}

static enum collect_end end_of(err_t err)
{
    switch (err) {
    case OK:
    case ERR_MISSING:
    case ERR_BUSY:
    case ERR_IO: return COLLECT_GONE;
    case ERR_NOSPACE:
    case ERR_FULL: return COLLECT_FULL;
    case ERR_READONLY: return COLLECT_READONLY;
    case ERR_DAMAGED: return COLLECT_UNFAITHFUL;
    case ERR_INVALID:
    case ERR_EXISTS:
    case ERR_DENIED: return COLLECT_REFUSED;
    }
    return COLLECT_GONE;
}

static void go(struct collect *collect, enum collect_task task)
{
    collect->task = task;
}

static void flush_then(struct collect *collect, enum collect_task task)
{
    collect->unflushed = 0;
    collect->after_flush = task;
    go(collect, collect->faults.skip_flush ? task : COLLECT_FLUSH);
}

static void looked(struct collect *collect, const struct collect_event *event)
{
    collect->waiting = event->number;
    if (collect->waiting == 0)
        end(collect, COLLECT_NOTHING);
    else
        go(collect, COLLECT_WRITE);
}

static void all_written(struct collect *collect)
{
    if (collect->written + collect->already == 0)
        end(collect, collect->left ? COLLECT_FULL : COLLECT_NOTHING);
    else if (collect->faults.mark_early)
        go(collect, COLLECT_MARK);
    else
        flush_then(collect, collect->faults.skip_read_back ? COLLECT_CARRY : COLLECT_READ_BACK);
}

// Without room for this one there may be room for a smaller one, and those that are there already need none.
static void wrote(struct collect *collect, err_t err)
{
    if (err == ERR_MISSING) {
        all_written(collect);
        return;
    }
    if (err == OK) collect->written++, collect->unflushed++;
    if (err == ERR_EXISTS) collect->already++;
    if (err == ERR_NOSPACE || err == ERR_FULL) collect->left++;
    if (collect->unflushed >= FLUSH_EVERY) flush_then(collect, COLLECT_WRITE);
}

static void did(struct collect *collect, const struct collect_event *event)
{
    switch (collect->task) {
    case COLLECT_REST: break;
    case COLLECT_LOOK: looked(collect, event); break;
    case COLLECT_WRITE: wrote(collect, event->err); break;
    case COLLECT_FLUSH: go(collect, collect->after_flush); break;
    case COLLECT_READ_BACK:
        if (event->err == ERR_MISSING)
            go(collect, COLLECT_CARRY);
        else
            collect->verified++;
        break;
    case COLLECT_CARRY:
        if (event->err == ERR_MISSING) go(collect, COLLECT_PAGE);
        break;
    case COLLECT_PAGE: go(collect, COLLECT_REPORT); break;
    case COLLECT_REPORT: go(collect, COLLECT_LIST); break;
    case COLLECT_LIST: flush_then(collect, COLLECT_PUBLISH); break;
    case COLLECT_PUBLISH: flush_then(collect, COLLECT_CONFIRM); break;
    case COLLECT_CONFIRM: go(collect, COLLECT_MARK); break;
    case COLLECT_MARK: end(collect, collect->left ? COLLECT_SOME : COLLECT_ALL); break;
    }
}

// Answers that are no failure of this task.
static bool is_answer(enum collect_task task, err_t err)
{
    if (err == OK) return true;
    switch (task) {
    case COLLECT_WRITE:
        return err == ERR_EXISTS || err == ERR_MISSING || err == ERR_NOSPACE || err == ERR_FULL;
    case COLLECT_READ_BACK:
    case COLLECT_CARRY: return err == ERR_MISSING;
    case COLLECT_REST:
    case COLLECT_LOOK:
    case COLLECT_FLUSH:
    case COLLECT_PAGE:
    case COLLECT_REPORT:
    case COLLECT_LIST:
    case COLLECT_PUBLISH:
    case COLLECT_CONFIRM:
    case COLLECT_MARK: break;
    }
    return false;
}

void collect_step(struct collect *collect, const struct collect_event *event)
{
    if (collect->task == COLLECT_REST) return; // a stick that is pulled out when all is done
    switch (event->kind) {
    case COLLECT_DID:
        if (is_answer(collect->task, event->err))
            did(collect, event);
        else
            end(collect, end_of(event->err));
        break;
    case COLLECT_UNDONE: end(collect, COLLECT_UNKEPT); break;
    case COLLECT_PULLED: end(collect, COLLECT_GONE); break;
    case COLLECT_STOP: end(collect, COLLECT_STOPPED); break;
    }
}

// Each item is written and read once; the rest of the work is a tenth.
void collect_progress(const struct collect *collect, int64_t *ret_done, int64_t *ret_total)
{
    int64_t rest = collect->waiting / 10 + 1;
    int64_t done = collect->written + collect->already + collect->left + collect->verified;
    bool reading = collect->task > COLLECT_READ_BACK;
    *ret_total = collect->waiting ? 2 * collect->waiting + rest : 0;
    if (reading) done = 2 * collect->waiting + rest * (collect->task - COLLECT_READ_BACK) / COLLECT_MARK;
    bool ended_well = collect->end == COLLECT_ALL || collect->end == COLLECT_SOME;
    *ret_done = ended_well || done > *ret_total ? *ret_total : done;
}
