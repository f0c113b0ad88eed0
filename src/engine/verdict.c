#include "engine/watch.h"

static bool disk_is_low(const struct watch_facts *facts)
{
    return facts->disk_total > 0 && facts->disk_free < facts->disk_total / WATCH_DISK_SHARE &&
           facts->disk_free < WATCH_DISK_BYTES;
}

unsigned watch_judge(const struct watch_facts *facts, const struct config_watch *config)
{
    unsigned troubles = 0;
    if (!facts->readable || facts->set_aside) troubles |= WATCH_DATABASE;
    if (facts->oldest_age_s > (int64_t)config->oldest_h * 3600) troubles |= WATCH_OLDEST;
    if (facts->quarantine > 0) troubles |= WATCH_QUARANTINE;
    if (!facts->clock_trusted) troubles |= WATCH_CLOCK;
    if (disk_is_low(facts)) troubles |= WATCH_DISK;
    return troubles;
}

static void add_one(struct buf *to, size_t begin, const char *words)
{
    buf_add_format(to, "%s%s", to->n > begin ? ", " : "", words);
}

void watch_add_reason(struct buf *to, unsigned troubles, const struct watch_facts *facts)
{
    size_t begin = to->n;
    if (troubles & WATCH_DATABASE)
        add_one(to, begin,
                facts->readable ? "a damaged database was set aside" : "the database cannot be read");
    if (troubles & WATCH_OLDEST) {
        add_one(to, begin, "the oldest request waits for ");
        buf_add_format(to, "%lld h", (long long)(facts->oldest_age_s / 3600));
    }
    if (troubles & WATCH_QUARANTINE) {
        add_one(to, begin, "needing staff: ");
        buf_add_format(to, "%lld", (long long)facts->quarantine);
    }
    if (troubles & WATCH_CLOCK) add_one(to, begin, "the clock is not trusted");
    if (troubles & WATCH_DISK) {
        add_one(to, begin, "the disk is nearly full: ");
        buf_add_format(to, "%lld MiB left", (long long)(facts->disk_free >> 20));
    }
}
