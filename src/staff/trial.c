#include "staff/trial.h"

#include "booking/scan.h"

enum { SCAN_LEAST = 4 }; // fewer are somebody's fingers

static bool is_cell(int cell)
{
    return cell >= 0 && cell < TRIAL_CELLS;
}

void trial_turn(struct trial *trial, int cell, bool by_touch)
{
    if (!is_cell(cell)) return;
    trial->turned |= (uint64_t)1 << cell;
    if (by_touch) trial->by_touch |= (uint64_t)1 << cell;
}

bool trial_is_turned(const struct trial *trial, int cell)
{
    return is_cell(cell) && trial->turned >> cell & 1;
}

bool trial_all_turned(const struct trial *trial)
{
    return trial->turned == ((uint64_t)1 << TRIAL_CELLS) - 1;
}

static int count_bits(uint64_t bits)
{
    int count = 0;
    for (; bits; bits &= bits - 1)
        count++;
    return count;
}

int trial_missing(const struct trial *trial)
{
    return TRIAL_CELLS - count_bits(trial->by_touch);
}

bool trial_take_key(struct trial *trial, enum trial_key key)
{
    uint32_t bit = (uint32_t)1 << key;
    bool first = !(trial->keys & bit);
    trial->keys |= bit;
    return first;
}

int trial_count_keys(const struct trial *trial)
{
    return count_bits(trial->keys);
}

enum trial_key trial_key_typed(uint32_t code)
{
    if (code < '0' || code > '9') return TRIAL_OTHER;
    return (enum trial_key)(TRIAL_DIGIT + (int)(code - '0'));
}

bool trial_take_scan(struct trial_scan *scan, uint32_t code, int64_t mono_ms)
{
    bool goes_on = scan->count > 0 && mono_ms - scan->last_ms <= SCAN_PAUSE_MS;
    if (!goes_on && code == '\n') return false;
    if (!goes_on) *scan = (struct trial_scan){0};
    if (goes_on && mono_ms - scan->last_ms > SCAN_PACE_MS) scan->slow = true;
    scan->count++;
    scan->last_ms = mono_ms;
    scan->ended = code == '\n';
    return true;
}

bool trial_scan_is_good(const struct trial_scan *scan)
{
    return scan->count >= SCAN_LEAST && !scan->slow && scan->ended;
}
