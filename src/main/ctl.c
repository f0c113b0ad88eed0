// rebondctl: gives the command line of staff and technicians (ctl/) the real outside.
#include "ctl/ctl.h"
#include "platform/clock.h"
#include "platform/entropy.h"
#include "platform/files.h"
#include "platform/log_stderr.h"
#include "platform/no_dump.h"
#include "platform/owner.h"
#include "platform/read_file.h"
#include "platform/secret_file.h"
#include "platform/zone.h"

#include <errno.h>
#include <unistd.h>

struct output {
    bool failed;
};

// Not through stdio: its buffer would keep names.
static void write_out(void *self, enum ctl_stream stream, struct str text)
{
    struct output *output = self;
    int fd = stream == CTL_OUT ? STDOUT_FILENO : STDERR_FILENO;
    while (text.n) {
        ssize_t n = write(fd, text.p, text.n);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            output->failed = true;
            return;
        }
        text = str_slice(text, (size_t)n, text.n);
    }
}

int main(int count, char **words)
{
    struct system_clock clock = clock_init(false);
    struct output output = {false};
    no_dump();
    log_to_stderr();
    const struct ctl_ports ports = {
        .self = &output,
        .write = write_out,
        .read = read_file,
        .create_secret = secret_file_create,
        .check_secret = secret_file_check,
        .become_owner = owner_become,
        .load_zone = zone_load,
        .entropy = entropy_system(),
        .files = files_system(),
        .wall_s = clock_now(&clock).wall_s,
    };
    enum ctl_status status = ctl_run(&ports, count, words);
    return output.failed ? CTL_FAILED : (int)status;
}
