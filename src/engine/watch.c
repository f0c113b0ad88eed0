#include "engine/watch.h"

#include "base/check.h"
#include "base/log.h"
#include "sync/caldav.h"
#include "sync/plan.h"

#include <stdio.h>

enum {
    LOOK_MS = 60000,        // how old the numbers of the file may be
    BEAT_MS_MOST = 20000,   // a heartbeat is worth no more
    CLOCK_PATIENCE_S = 600, // a device without a clock chip needs the network for its date
    ANSWER_BYTES = 4096,
};
// The engine counts its calls from 1; these cannot meet.
static const uint64_t watch_calls = UINT64_C(1) << 63;

void watch_init(const struct watch_options *options, struct moment now, struct watch *ret_watch)
{
    *ret_watch = (struct watch){
        .o = *options,
        .rng.state = options->seed,
        .account.ca_file = options->config->ca_file[0] ? options->config->ca_file : NULL,
        .was_well = true,
        .publishing = true,
        .began_ms = now.mono_ms,
        .look_ms = INT64_MIN,
        .beat_ms = INT64_MIN,
        .call = watch_calls,
    };
}

static bool is_on(const struct watch *watch)
{
    return watch->o.config->heartbeat[0] || watch->o.config->metrics[0];
}

// --- looking

// By the wall clock when both of its ends can be believed, else since this program first saw it.
static int64_t age_of_oldest(struct watch *watch, struct moment now)
{
    int64_t oldest_s = watch->facts.oldest_s;
    if (oldest_s != watch->oldest_s) watch->oldest_ms = now.mono_ms;
    watch->oldest_s = oldest_s;
    if (oldest_s == 0) return 0;
    int64_t seen_s = (now.mono_ms - watch->oldest_ms) / 1000;
    bool believed = now.wall_trusted && oldest_s >= watch->o.build_s && oldest_s <= now.wall_s;
    return believed && now.wall_s - oldest_s > seen_s ? now.wall_s - oldest_s : seen_s;
}

static bool clock_is_well(const struct watch *watch, struct moment now)
{
    return now.wall_trusted || now.mono_ms - watch->began_ms < CLOCK_PATIENCE_S * 1000;
}

static void publish(struct watch *watch)
{
    char memory[METRICS_TEXT];
    struct buf text = buf_init(memory, sizeof memory);
    metrics_add(&text, &watch->facts, watch->troubles, &watch->beats, watch->now_s);
    CHECK(!text.full);
    err_t err = watch->o.publish(watch->o.self, watch->o.config->metrics, buf_str(&text));
    if (err && watch->publishing) log_event(LOG_METRICS_FAILED, err, 0);
    watch->publishing = !err;
}

static void look(struct watch *watch, struct moment now)
{
    watch->facts = (struct watch_facts){0};
    watch->o.look(watch->o.self, &watch->facts);
    watch->facts.oldest_age_s = age_of_oldest(watch, now);
    watch->facts.clock_trusted = now.wall_trusted;
    watch->troubles = watch_judge(&watch->facts, watch->o.config);
    if (clock_is_well(watch, now)) watch->troubles &= ~(unsigned)WATCH_CLOCK;
    watch->now_s = now.wall_s;
    watch->look_ms = now.mono_ms + LOOK_MS;
    if (watch->o.config->metrics[0]) publish(watch);
}

// --- telling

static void go_wrong(struct watch *watch, int status, int64_t after_ms, struct moment now)
{
    watch->beats.failures++;
    watch->beat_ms = now.mono_ms + plan_backoff_ms(watch->beats.failures, after_ms, &watch->rng);
    if (watch->was_well) log_event(LOG_HEARTBEAT_FAILED, status, 0);
    watch->was_well = false;
}

static void go_well(struct watch *watch, struct moment now)
{
    watch->beats.failures = 0;
    watch->beats.sent_s = now.wall_s;
    if (!watch->was_well) log_event(LOG_HEARTBEAT_TAKEN, 0, 0);
    watch->was_well = true;
    watch->started = true;
    bool start = watch->flying == BEAT_START;
    watch->beat_ms = start ? now.mono_ms : now.mono_ms + (int64_t)watch->o.config->every_min * 60000;
}

static void hear(struct watch *watch, struct moment now)
{
    if (!watch->answer.here) return;
    watch->answer.here = watch->busy = false;
    if (watch->answer.taken)
        go_well(watch, now);
    else
        go_wrong(watch, watch->answer.status, watch->answer.after_ms, now);
}

static const char *ending(enum watch_beat beat)
{
    switch (beat) {
    case BEAT_START: return "/start";
    case BEAT_WELL: return "";
    case BEAT_FAIL: return "/fail";
    }
    return "";
}

static err_t send(struct watch *watch, enum watch_beat beat)
{
    char url[LIMIT_URL + 8], memory[WATCH_REASON];
    struct buf reason = buf_init(memory, sizeof memory);
    if (beat == BEAT_FAIL) watch_add_reason(&reason, watch->troubles, &watch->facts);
    snprintf(url, sizeof url, "%s%s", watch->o.config->heartbeat, ending(beat));
    const struct http_request request = {
        .id = watch->call,
        .method = beat == BEAT_FAIL ? HTTP_POST : HTTP_GET,
        .url = url,
        .account = &watch->account,
        .depth = -1,
        .content_type = beat == BEAT_FAIL ? "text/plain; charset=utf-8" : NULL,
        .body = buf_str(&reason),
        .cap = ANSWER_BYTES,
        .timeout_ms = BEAT_MS_MOST,
    };
    return watch->o.http.start(watch->o.http.self, &request);
}

static void beat(struct watch *watch, struct moment now)
{
    enum watch_beat next = !watch->started ? BEAT_START : watch->troubles ? BEAT_FAIL : BEAT_WELL;
    watch->call = watch_calls | (watch->call + 1);
    watch->flying = next;
    watch->told = watch->troubles;
    if (send(watch, next) != OK)
        go_wrong(watch, 0, -1, now); // no room, or an address that is refused: like silence
    else
        watch->busy = true;
}

// What has become wrong, or well, is said at once, unless the last try failed.
static bool is_due(const struct watch *watch, struct moment now)
{
    if (!watch->o.config->heartbeat[0] || watch->busy) return false;
    bool news = watch->troubles != watch->told && watch->beats.failures == 0;
    return news || now.mono_ms >= watch->beat_ms;
}

// --- sharing the port

static err_t start_call(void *self, const struct http_request *request)
{
    struct watch *watch = self;
    return watch->o.http.start(watch->o.http.self, request);
}

// A redirect is not followed and is no answer of a watcher: a login page looks like that.
static void keep(struct watch *watch, const struct http_answer *answer)
{
    watch->answer.here = true;
    watch->answer.taken = answer->failure == HTTP_DONE && answer->status >= 200 && answer->status < 300;
    watch->answer.status = answer->status;
    watch->answer.after_ms = caldav_retry_after_ms(answer);
}

static bool next_answer(void *self, struct http_answer *ret_answer)
{
    struct watch *watch = self;
    struct http_answer answer;
    while (watch->o.http.next_answer(watch->o.http.self, &answer)) {
        if (answer.id < watch_calls) {
            *ret_answer = answer;
            return true;
        }
        if (answer.id == watch->call && watch->busy) keep(watch, &answer);
    }
    return false;
}

// The engine ends; the beat under way ends with what it had started, and is tried again.
static void cancel_all(void *self)
{
    struct watch *watch = self;
    watch->o.http.cancel_all(watch->o.http.self);
    if (!watch->answer.here) watch->busy = false;
}

struct http_port watch_port(struct watch *watch)
{
    return (struct http_port){watch, start_call, next_answer, cancel_all};
}

int64_t watch_turn(struct watch *watch, bool alone, struct moment now)
{
    struct http_answer answer;
    if (!is_on(watch)) return MOMENT_NEVER;
    while (alone && next_answer(watch, &answer))
        ; // nobody is left who asked for it
    hear(watch, now);
    if (now.mono_ms >= watch->look_ms) look(watch, now);
    if (is_due(watch, now)) beat(watch, now);
    bool beats = watch->o.config->heartbeat[0] && !watch->busy;
    return beats && watch->beat_ms < watch->look_ms ? watch->beat_ms : watch->look_ms;
}
