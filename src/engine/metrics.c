// The text of OpenMetrics 1.0 for the textfile collector of node_exporter. That one reads the older
// Prometheus format, in which the lines "# UNIT" and "# EOF" are comments: gauges are written alike in both.
#include "engine/watch.h"

static void add_head(struct buf *to, const char *name, const char *unit, const char *help)
{
    buf_add_format(to, "# TYPE %s gauge\n", name);
    if (unit) buf_add_format(to, "# UNIT %s %s\n", name, unit);
    buf_add_format(to, "# HELP %s %s\n", name, help);
}

static void add_gauge(struct buf *to, const char *name, const char *unit, const char *help, int64_t value)
{
    add_head(to, name, unit, help);
    buf_add_format(to, "%s %lld\n", name, (long long)value);
}

static int64_t condition_of(const struct watch_partner *p)
{
    return p->condition;
}

static int64_t class_of(const struct watch_partner *p)
{
    return p->server_class ? p->server_class - 'A' + 1 : 0;
}

static int64_t mirrored_of(const struct watch_partner *p)
{
    return p->mirrored_s;
}

static void add_partners(struct buf *to, const struct watch_facts *facts, const char *name, const char *unit,
                         const char *help, int64_t (*of)(const struct watch_partner *))
{
    if (facts->partner_count == 0) return;
    add_head(to, name, unit, help);
    for (size_t i = 0; i < facts->partner_count; i++)
        buf_add_format(to, "%s{partner=\"%s\"} %lld\n", name, facts->partners[i].id,
                       (long long)of(&facts->partners[i]));
}

static void add_items(struct buf *to, const struct watch_facts *facts)
{
    add_gauge(to, "rebond_database_readable", NULL, "1 when the database opens and can be read.",
              facts->readable);
    add_gauge(to, "rebond_database_set_aside", NULL, "1 while a damaged database lies beside the new one.",
              facts->set_aside);
    if (!facts->readable) return; // no number is better than a zero that is not true
    add_gauge(to, "rebond_queue_items", "items", "Requests that wait on this device.", facts->on_device);
    add_gauge(to, "rebond_queue_oldest_age_seconds", "seconds",
              "Age of the oldest request that waits; 0 when none does.", facts->oldest_age_s);
    add_gauge(to, "rebond_delivered_items", "items", "Requests that were delivered and read back.",
              facts->delivered);
    add_gauge(to, "rebond_quarantine_items", "items", "Requests that will not leave without staff.",
              facts->quarantine);
}

static void add_device(struct buf *to, const struct watch_facts *facts)
{
    add_gauge(to, "rebond_clock_trusted", NULL, "1 when the date of this device may be believed.",
              facts->clock_trusted);
    if (facts->disk_total == 0) return;
    add_gauge(to, "rebond_disk_free_bytes", "bytes", "Room left where the database is.", facts->disk_free);
    add_gauge(to, "rebond_disk_size_bytes", "bytes", "Size of the file system where the database is.",
              facts->disk_total);
}

static void add_beats(struct buf *to, const struct watch_beats *beats, unsigned troubles, int64_t now_s)
{
    add_gauge(to, "rebond_heartbeat_sent_timestamp_seconds", "seconds",
              "When a heartbeat was last taken by its server; 0 never.", beats->sent_s);
    add_gauge(to, "rebond_heartbeat_failures", NULL, "Heartbeats not taken in a row.", beats->failures);
    add_gauge(to, "rebond_troubles", NULL,
              "What is wrong, as bits: 1 database, 2 oldest request, 4 quarantine, 8 clock, 16 disk.",
              troubles);
    add_gauge(to, "rebond_looked_timestamp_seconds", "seconds", "When these numbers were taken.", now_s);
    add_gauge(to, "rebond_version_major", NULL, "Version of Rebond, before the point.", REBOND_VERSION_MAJOR);
    add_gauge(to, "rebond_version_minor", NULL, "Version of Rebond, after the point.", REBOND_VERSION_MINOR);
}

void metrics_add(struct buf *to, const struct watch_facts *facts, unsigned troubles,
                 const struct watch_beats *beats, int64_t now_s)
{
    add_items(to, facts);
    add_partners(to, facts, "rebond_partner_condition", NULL,
                 "0 well, 1 unreachable, 2 password refused, 3 certificate, 4 captive portal, 5 suspect.",
                 condition_of);
    add_partners(to, facts, "rebond_partner_class", NULL,
                 "What the server can arbitrate: 1 A, 2 B, 3 C or never probed, 0 no server.", class_of);
    add_partners(to, facts, "rebond_partner_mirrored_timestamp_seconds", "seconds",
                 "When the whole calendar was last known; 0 never, or no server.", mirrored_of);
    add_device(to, facts);
    add_beats(to, beats, troubles, now_s);
    buf_add(to, STR("# EOF\n"));
}
