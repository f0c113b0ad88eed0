// rebondctl: gives the command line of staff and technicians (ctl/) the real outside.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/wipe.h"
#include "ctl/ctl.h"
#include "main/secrets.h"
#include "platform/ask_secret.h"
#include "platform/checkup.h"
#include "platform/clock.h"
#include "platform/entropy.h"
#include "platform/espeak.h"
#include "platform/files.h"
#include "platform/http_curl.h"
#include "platform/log_stderr.h"
#include "platform/no_dump.h"
#include "platform/owner.h"
#include "platform/read_file.h"
#include "platform/secret_file.h"
#include "platform/stick_folder.h"
#include "platform/zone.h"
#include "store/store.h"

struct outside {
    bool output_failed;
    struct system_clock clock;
    struct http_curl *http; // NULL until somebody is to be reached
    struct stick_folder stick;
    struct secrets secrets;
    bool stopping;
};

static int stop_pipe[2] = {-1, -1}; // a signal writes, the wait reads: none is lost between two looks

static void on_signal(int signal_number)
{
    int kept = errno;
    (void)signal_number;
    ssize_t ignored = write(stop_pipe[1], "", 1); // full: it was said already
    (void)ignored;
    errno = kept;
}

// Not through stdio: its buffer would keep names.
static void write_out(void *self, enum ctl_stream stream, struct str text)
{
    struct outside *outside = self;
    int fd = stream == CTL_OUT ? STDOUT_FILENO : STDERR_FILENO;
    while (text.n) {
        ssize_t n = write(fd, text.p, text.n);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            outside->output_failed = true;
            return;
        }
        text = str_slice(text, (size_t)n, text.n);
    }
}

static err_t open_stick(void *self, const char *path, struct stick_port *ret_stick)
{
    struct outside *outside = self;
    err_t err = stick_folder_open(path, &outside->stick);
    if (!err) *ret_stick = stick_folder_port(&outside->stick);
    return err;
}

// The second signal of a kind ends the program at once.
static err_t catch_signals(void)
{
    struct sigaction stop = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND},
                     ignore = {.sa_handler = SIG_IGN};
    if (pipe(stop_pipe) || fcntl(stop_pipe[1], F_SETFL, O_NONBLOCK)) return ERR_IO;
    sigaction(SIGTERM, &stop, NULL);
    sigaction(SIGINT, &stop, NULL);
    sigaction(SIGPIPE, &ignore, NULL); // OpenSSL writes to connections that a server has closed
    return OK;
}

static err_t reach(void *self, const struct config *config, struct http_port *ret_http,
                   const struct http_account **ret_accounts)
{
    struct outside *outside = self;
    err_t err = catch_signals();
    if (!err) err = http_curl_open(&outside->http);
    if (err) return err;
    // Certificates are judged by a date that has certainly passed when the clock cannot be believed.
    bool trusted = config->clock == CLOCK_TRUST || clock_now(&outside->clock).wall_trusted;
    http_curl_set_date(outside->http, trusted ? 0 : clock_build_s());
    http_curl_set_proxy(outside->http, config->proxy);
    secrets_load(config, &outside->secrets);
    *ret_http = http_curl_port(outside->http);
    *ret_accounts = outside->secrets.accounts;
    return OK;
}

static bool wait_outside(void *self, int64_t ms)
{
    struct outside *outside = self;
    if (http_curl_wait(outside->http, outside->stopping ? -1 : stop_pipe[0], ms)) outside->stopping = true;
    return !outside->stopping;
}

static err_t ask(void *self, const char *prompt, char *to, size_t cap, size_t *ret_n)
{
    (void)self;
    return ask_secret(prompt, to, cap, ret_n);
}

static void look(void *self, const char *state, const char *const *languages, struct checkup *ret_checkup)
{
    char path[4096];
    (void)self;
    checkup_look(state, languages, ret_checkup);
    int n = snprintf(path, sizeof path, "%s/rebond.db", state);
    ret_checkup->database = n < (int)sizeof path ? store_examine(path) : ERR_INVALID;
}

static err_t certificate(void *self, const char *url, const char *ca_file, int64_t *ret_until_s)
{
    (void)self;
    return checkup_certificate(url, ca_file, ret_until_s);
}

int main(int count, char **words)
{
    static struct outside outside = {.stick = {-1, -1, -1}};
    outside.clock = clock_init(false);
    no_dump();
    log_to_stderr();
    const struct ctl_ports ports = {
        .self = &outside,
        .write = write_out,
        .read = read_file,
        .create_secret = secret_file_create,
        .replace_secret = secret_file_replace,
        .check_secret = secret_file_check,
        .become_owner = owner_become,
        .load_zone = zone_load,
        .open_stick = open_stick,
        .has_voice = espeak_has_voice,
        .ask_secret = ask,
        .checkup = {NULL, look, certificate},
        .reach = reach,
        .wait = wait_outside,
        .entropy = entropy_system(),
        .files = files_system(),
        .wall_s = clock_now(&outside.clock).wall_s,
    };
    enum ctl_status status = ctl_run(&ports, count, words);
    http_curl_close(outside.http);
    stick_folder_close(&outside.stick);
    wipe(&outside.secrets, sizeof outside.secrets);
    return outside.output_failed ? CTL_FAILED : (int)status;
}
