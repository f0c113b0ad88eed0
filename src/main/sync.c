// rebond-sync: the network program. Wiring and the wait, nothing else. It has no screen and no input.
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"
#include "base/wipe.h"
#include "engine/engine.h"
#include "engine/watch.h"
#include "main/device_key.h"
#include "main/load.h"
#include "main/secrets.h"
#include "platform/clock.h"
#include "platform/entropy.h"
#include "platform/files.h"
#include "platform/http_curl.h"
#include "platform/log_stderr.h"
#include "platform/no_dump.h"
#include "platform/notify.h"
#include "platform/nudge.h"
#include "platform/space.h"
#include "seal/seal.h"

enum { NOT_CONFIGURED = 78 }; // EX_CONFIG of sysexits.h: trying again changes nothing, and systemd knows it
enum { WAIT_MS = 10000, RETRY_MS = 5000, KEEP_MS = 60 * 60 * 1000 };

struct sync {
    const char *config_path, *state;
    struct config config;
    struct zone zone;
    struct system_clock clock;
    struct files_port files;
    struct http_curl *http;
    struct nudge nudge;
    struct store *store;
    struct engine *engine;
    struct watch watch;
    int64_t open_ms;    // when to try to open the store again
    int64_t past_s;     // a moment that has certainly passed, UTC
    const char *status; // told last; NULL: nothing yet
    int64_t keep_ms;    // when to write it down again
    struct secrets secrets;
    struct device_key device_key;
};

static volatile sig_atomic_t stopping;

static void on_signal(int signal_number)
{
    (void)signal_number;
    stopping = 1;
}

static const char usage[] = "usage: rebond-sync [--config FILE] [--state FOLDER]\n"
                            "  --config   default /etc/rebond/rebond.ini\n"
                            "  --state    where the database is, default /var/lib/rebond\n";

static bool read_arguments(struct sync *sync, int argc, char **argv)
{
    static const struct option options[] = {{"config", required_argument, NULL, 'c'},
                                            {"state", required_argument, NULL, 's'},
                                            {"help", no_argument, NULL, 'h'},
                                            {0}};
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'c') sync->config_path = optarg;
        if (option == 's') sync->state = optarg;
        if (option == '?' || option == 'h') return false;
    }
    return optind == argc;
}

static err_t open_engine(struct sync *sync)
{
    struct entropy_port entropy = entropy_system();
    struct engine_options options = {
        .http = watch_port(&sync->watch),
        .store = sync->store,
        .config = &sync->config,
        .zone = &sync->zone,
        .accounts = sync->secrets.accounts,
        .entropy = entropy,
        .device = sync->device_key.list,
        .device_count = sync->device_key.count,
        .build_s = clock_build_s(),
    };
    entropy.fill(entropy.self, &options.seed, sizeof options.seed);
    return engine_open(&options, &sync->engine);
}

static void close_both(struct sync *sync)
{
    engine_close(sync->engine);
    store_close(sync->store);
    sync->engine = NULL;
    sync->store = NULL;
}

// What an earlier start knew to have passed: a device without a clock of its own boots into the past.
static err_t recall_past(struct sync *sync)
{
    int64_t kept_s;
    err_t err = store_get_trusted(sync->store, &kept_s);
    if (!err && kept_s > sync->past_s) sync->past_s = kept_s;
    return err;
}

static void open_both(struct sync *sync, struct moment now)
{
    err_t err = load_store(sync->state, &sync->files, &sync->store);
    if (!err) err = recall_past(sync);
    if (!err) err = open_engine(sync);
    if (!err) return;
    close_both(sync);
    sync->open_ms = now.mono_ms + RETRY_MS;
}

// Certificates are judged by a date that is known to have passed when the clock cannot be believed.
static void judge_by_date(struct sync *sync, struct moment now)
{
    if (now.wall_trusted && now.wall_s > sync->past_s) sync->past_s = now.wall_s;
    http_curl_set_date(sync->http, now.wall_trusted ? 0 : sync->past_s);
}

// Hourly, not at every turn: it is a write. When it fails, the engine notices the same disk soon enough.
static void keep_past(struct sync *sync, struct moment now)
{
    if (!now.wall_trusted || now.mono_ms < sync->keep_ms) return;
    if (store_keep_trusted(sync->store, now.wall_s) == OK) sync->keep_ms = now.mono_ms + KEEP_MS;
}

// What was set aside is for somebody to look at and take away.
static bool damaged_is_there(const char *state)
{
    char path[LOAD_PATH];
    return load_path(path, state, "rebond.db.damaged-1") && access(path, F_OK) == 0;
}

static void look(void *self, struct watch_facts *facts)
{
    struct sync *sync = self;
    watch_survey(sync->store, &sync->config, facts);
    facts->set_aside = damaged_is_there(sync->state);
    err_t err = space_of(sync->state, &facts->disk_free, &facts->disk_total);
    if (err) facts->disk_total = 0; // not known
}

static err_t publish(void *self, const char *path, struct str text)
{
    (void)self;
    return files_replace(path, text);
}

static void open_watch(struct sync *sync, struct moment now)
{
    struct entropy_port entropy = entropy_system();
    struct watch_options options = {
        .http = http_curl_port(sync->http),
        .config = &sync->config.watch,
        .build_s = clock_build_s(),
        .self = sync,
        .look = look,
        .publish = publish,
    };
    entropy.fill(entropy.self, &options.seed, sizeof options.seed);
    watch_init(&options, now, &sync->watch);
}

static int64_t turn_engine(struct sync *sync, struct moment now)
{
    if (!sync->engine && now.mono_ms >= sync->open_ms) open_both(sync, now);
    judge_by_date(sync, now);
    if (!sync->engine) return sync->open_ms;
    keep_past(sync, now);
    int64_t due_ms = engine_turn(sync->engine, now);
    if (!engine_wants_store(sync->engine)) return due_ms;
    close_both(sync);
    sync->open_ms = now.mono_ms + RETRY_MS;
    return sync->open_ms;
}

// Watching comes last and waits for nobody.
static int64_t turn(struct sync *sync, struct moment now)
{
    int64_t due_ms = turn_engine(sync, now), watch_ms = watch_turn(&sync->watch, !sync->engine, now);
    return watch_ms < due_ms ? watch_ms : due_ms;
}

static int64_t wait_ms(int64_t due_ms, struct moment now)
{
    int64_t alive = notify_every_ms(), most = alive > 0 && alive < WAIT_MS ? alive : WAIT_MS;
    if (due_ms <= now.mono_ms) return 0;
    return due_ms - now.mono_ms < most ? due_ms - now.mono_ms : most;
}

// For an update, which waits until nothing is being sent, and for its test, which asks whether the partners
// were heard (kiosk-image/update).
static void tell_status(struct sync *sync)
{
    const struct engine *engine = sync->engine;
    const char *status = !engine                     ? "no-database"
                         : engine_is_sending(engine) ? "sending"
                         : engine_has_heard(engine)  ? "heard"
                                                     : "asking";
    if (status != sync->status) notify_status(status);
    sync->status = status;
}

static void run(struct sync *sync)
{
    notify_ready();
    while (!stopping) {
        int64_t due_ms = turn(sync, clock_now(&sync->clock));
        tell_status(sync);
        notify_alive();
        int64_t ms = wait_ms(due_ms, clock_now(&sync->clock));
        bool nudged = http_curl_wait(sync->http, sync->nudge.fd, ms) && nudge_take(&sync->nudge);
        if (nudged && sync->engine) engine_nudge(sync->engine);
    }
    notify_stopping();
}

static bool start(struct sync *sync)
{
    if (seal_init() != OK) return false;
    sync->clock = clock_init(sync->config.clock == CLOCK_TRUST);
    sync->files = files_system();
    sync->past_s = clock_build_s();
    secrets_load(&sync->config, &sync->secrets);
    device_key_load(&sync->config, &sync->device_key);
    err_t err = http_curl_open(&sync->http);
    if (!err) http_curl_set_proxy(sync->http, sync->config.proxy);
    if (!err) open_watch(sync, clock_now(&sync->clock));
    if (!err) err = nudge_init(sync->state, &sync->nudge);
    if (err) fprintf(stderr, "rebond-sync: %s: %s\n", sync->state, err_name(err));
    return err == OK;
}

int main(int argc, char **argv)
{
    static struct sync sync = {.config_path = "/etc/rebond/rebond.ini", .state = "/var/lib/rebond"};
    static struct config_mistakes mistakes;
    struct sigaction stop = {.sa_handler = on_signal}, ignore = {.sa_handler = SIG_IGN};
    no_dump();
    if (!read_arguments(&sync, argc, argv)) {
        fputs(usage, stderr);
        return 2;
    }
    log_to_stderr();
    sigaction(SIGTERM, &stop, NULL);
    sigaction(SIGINT, &stop, NULL);
    sigaction(SIGPIPE, &ignore, NULL); // OpenSSL writes to connections that a server has closed
    if (load_config("rebond-sync", sync.config_path, &sync.config, &sync.zone, &mistakes) != LOAD_USABLE)
        return NOT_CONFIGURED;
    if (!start(&sync)) {
        http_curl_close(sync.http);
        return 1;
    }
    log_event(LOG_STARTED, REBOND_VERSION_MAJOR, REBOND_VERSION_MINOR);
    run(&sync);
    close_both(&sync);
    nudge_finish(&sync.nudge);
    http_curl_close(sync.http);
    wipe(&sync.secrets, sizeof sync.secrets);
    wipe(&sync.device_key, sizeof sync.device_key);
    log_event(LOG_STOPPED, 0, 0);
    return 0;
}
