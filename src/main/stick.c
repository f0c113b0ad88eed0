// rebond-stick: mounts the USB stick that was just plugged in, so that the screen program needs no right to
// mount. Started as root by udev and systemd, once a stick (kiosk-image/units). Looks at what the disk holds,
// mounts at most one partition, and waits until it is pulled out or asked to let go. In its folder:
//   stick         where it is mounted
//   stick.state   one word: "ready", to be read at least; "out": may be pulled out; or why it was not taken:
//                 "in-use", "empty", "locked", "several", "unknown", "failed". Not there: no stick
//   stick.sock    any datagram asks to let go
// It reads no file of the stick and takes no words from anybody.
#include <fcntl.h>
#include <getopt.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "platform/disk_mount.h"
#include "platform/disk_probe.h"

enum { PATH = 100 }; // fits the address of a socket

struct helper {
    const char *folder, *device, *user_name;
    uid_t user;
    gid_t group;
    char target[PATH], state[PATH], fresh[PATH], socket[PATH], lock[PATH];
    int asked, ended; // to poll
    bool mounted;
};

static const char usage[] = "usage: rebond-stick [--user NAME] [--folder FOLDER] DEVICE\n"
                            "  --user    whose the files are, default rebond\n"
                            "  --folder  default /run/rebond\n";

static bool name_path(char to[PATH], const char *folder, const char *name)
{
    int n = snprintf(to, PATH, "%s/%s", folder, name);
    return n > 0 && n < PATH;
}

static bool read_arguments(struct helper *helper, int argc, char **argv)
{
    static const struct option options[] = {
        {"user", required_argument, NULL, 'u'}, {"folder", required_argument, NULL, 'f'}, {0}};
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'u') helper->user_name = optarg;
        if (option == 'f') helper->folder = optarg;
        if (option == '?') return false;
    }
    helper->device = optind + 1 == argc ? argv[optind] : NULL;
    return helper->device && name_path(helper->target, helper->folder, "stick") &&
           name_path(helper->state, helper->folder, "stick.state") &&
           name_path(helper->fresh, helper->folder, "stick.state.new") &&
           name_path(helper->socket, helper->folder, "stick.sock") &&
           name_path(helper->lock, helper->folder, "stick.lock");
}

static bool find_user(struct helper *helper)
{
    const struct passwd *found = getpwnam(helper->user_name);
    if (!found) return false;
    helper->user = found->pw_uid;
    helper->group = found->pw_gid;
    return true;
}

// Renamed into place, so that nobody reads half a word.
static void tell(const struct helper *helper, const char *word)
{
    int fd = open(helper->fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
    bool good = fd >= 0 && write(fd, word, strlen(word)) == (ssize_t)strlen(word);
    if (fd >= 0) close(fd);
    if (!good || rename(helper->fresh, helper->state))
        fprintf(stderr, "rebond-stick: no state can be told\n");
    fprintf(stderr, "rebond-stick: %s: %s\n", helper->device, word);
}

// One stick at a time: the first one plugged in.
static bool is_first(const struct helper *helper)
{
    int fd = open(helper->lock, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    return fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0; // held until the end of the program
}

static bool open_socket(struct helper *helper)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, helper->socket, sizeof helper->socket);
    helper->asked = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    unlink(helper->socket); // of one that was killed
    if (helper->asked < 0 || bind(helper->asked, (const struct sockaddr *)&address, sizeof address))
        return false;
    return chown(helper->socket, 0, helper->group) == 0 && chmod(helper->socket, 0660) == 0;
}

static bool catch_end(struct helper *helper)
{
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    if (sigprocmask(SIG_BLOCK, &ends, NULL)) return false;
    helper->ended = signalfd(-1, &ends, SFD_CLOEXEC);
    return helper->ended >= 0;
}

static void take_stick(struct helper *helper)
{
    struct disk disk;
    struct disk_choice choice;
    err_t err = disk_probe(helper->device, &disk);
    enum disk_verdict verdict = err ? DISK_UNKNOWN : disk_decide(&disk, &choice);
    if (!err && verdict == DISK_MOUNT)
        err = disk_mount(helper->device, &choice, helper->target, helper->user, helper->group);
    helper->mounted = !err && verdict == DISK_MOUNT;
    tell(helper, err ? "failed" : disk_verdict_word(verdict));
}

// A file is still open on it: it stays "ready", and whoever asked asks again.
static void let_go(struct helper *helper)
{
    char byte;
    while (recv(helper->asked, &byte, sizeof byte, MSG_DONTWAIT) >= 0) {
    }
    if (!helper->mounted || disk_unmount(helper->target, false) != OK) return;
    helper->mounted = false;
    tell(helper, "out");
}

static void wait_for_end(struct helper *helper)
{
    struct pollfd waits[] = {{.fd = helper->asked, .events = POLLIN},
                             {.fd = helper->ended, .events = POLLIN}};
    while (!waits[1].revents && poll(waits, 2, -1) >= 0)
        if (waits[0].revents) let_go(helper);
}

static void clean_up(const struct helper *helper)
{
    if (helper->mounted && disk_unmount(helper->target, true) != OK)
        fprintf(stderr, "rebond-stick: it could not be unmounted\n");
    unlink(helper->state);
    unlink(helper->socket);
}

int main(int argc, char **argv)
{
    static struct helper helper = {.folder = "/run/rebond", .user_name = "rebond"};
    if (!read_arguments(&helper, argc, argv)) {
        fputs(usage, stderr);
        return 2;
    }
    umask(022);
    mkdir(helper.folder, 0755); // or it is there
    if (!is_first(&helper)) {
        fprintf(stderr, "rebond-stick: %s: another stick is in use\n", helper.device);
        return 0;
    }
    if (!find_user(&helper) || !catch_end(&helper) || !open_socket(&helper)) {
        fprintf(stderr, "rebond-stick: no user %s, or no right to write in %s\n", helper.user_name,
                helper.folder);
        return 1;
    }
    take_stick(&helper);
    wait_for_end(&helper);
    clean_up(&helper);
    return 0;
}
