// Watching a fleet with the tools technicians have: a heartbeat to a Healthchecks-compatible address, and a
// file for node_exporter's textfile collector. It shares the http port with the engine and outlives it, so
// that it can say that the database does not open. Must never: hold up a delivery, or say anything of a
// visitor. Numbers, fixed words and the ids of partners are all it has.
#pragma once

#include "base/moment.h"
#include "base/rng.h"
#include "config/config.h"
#include "port/http.h"
#include "store/store.h"

// --- what is looked at (survey.c)

struct watch_partner {
    const char *id;
    enum partner_condition condition;
    char server_class;  // in force, 'A' 'B' 'C'; 0: it has no server
    int64_t mirrored_s; // UTC; 0 never
};

struct watch_facts {
    bool readable;  // the database could be read; else its numbers are 0
    bool set_aside; // a damaged database lies beside it: somebody must look
    int64_t on_device, delivered, quarantine;
    int64_t oldest_s, oldest_age_s; // of those on the device; 0 none
    bool clock_trusted;
    int64_t disk_free, disk_total; // bytes; total 0: not known
    struct watch_partner partners[LIMIT_PARTNERS];
    size_t partner_count;
};

// Fills in what the database knows. `store` NULL: it does not open.
void watch_survey(struct store *store, const struct config *config, struct watch_facts *facts);

// --- what is wrong (verdict.c; pure)

enum watch_trouble {
    WATCH_DATABASE = 1,   // cannot be read, or was damaged and set aside
    WATCH_OLDEST = 2,     // the oldest item waits longer than configured
    WATCH_QUARANTINE = 4, // something needs staff
    WATCH_CLOCK = 8,
    WATCH_DISK = 16,
};
enum { WATCH_REASON = 200, WATCH_DISK_BYTES = 64 << 20, WATCH_DISK_SHARE = 20 };

// Bits of enum watch_trouble. The disk is nearly full when less than a twentieth is left and less than 64
// MiB: a twentieth of a large card is plenty, 64 MiB of a small partition may be all of it.
unsigned watch_judge(const struct watch_facts *facts, const struct config_watch *config);
// "the oldest request waits for 26 h, needing staff: 2": for technicians, in English.
void watch_add_reason(struct buf *to, unsigned troubles, const struct watch_facts *facts);

// --- what is written (metrics.c; pure)

struct watch_beats {
    int64_t sent_s;    // when a heartbeat was last taken, UTC; 0 never
    uint32_t failures; // tries in a row since
};
enum { METRICS_TEXT = 16 << 10 };
// OpenMetrics text, gauges only, so that the older Prometheus format reads it too. Label values are ids of
// partners.
void metrics_add(struct buf *to, const struct watch_facts *facts, unsigned troubles,
                 const struct watch_beats *beats, int64_t now_s);

// --- when (watch.c)

struct watch_options { // everything pointed to outlives it
    struct http_port http;
    const struct config_watch *config;
    uint64_t seed;   // of jitter
    int64_t build_s; // nothing was recorded before, UTC
    void *self;      // for `look` and `publish`
    void (*look)(void *self, struct watch_facts *ret_facts);
    err_t (*publish)(void *self, const char *path, struct str text); // replaces the file at once
};

enum watch_beat { BEAT_START, BEAT_WELL, BEAT_FAIL };

struct watch { // private
    struct watch_options o;
    struct http_account account;
    struct rng rng;
    struct watch_facts facts;
    struct watch_beats beats;
    enum watch_beat flying;
    unsigned troubles, told; // bits; `told` in the last beat that was taken
    bool started;            // the beat "start" was taken
    bool busy, was_well, publishing;
    struct {
        bool here, taken;
        int status;
        int64_t after_ms;
    } answer; // of the beat under way, for the next turn
    uint64_t call;
    int64_t began_ms, look_ms, beat_ms, oldest_s, oldest_ms, now_s;
};

void watch_init(const struct watch_options *options, struct moment now, struct watch *ret_watch);
// The port that the engine is given: answers to heartbeats are taken out of it.
struct http_port watch_port(struct watch *watch);
// Takes answers too while there is no engine to do so. Returns the mono_ms of its next turn, or MOMENT_NEVER.
int64_t watch_turn(struct watch *watch, bool alone, struct moment now);
