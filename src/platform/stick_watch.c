#include "platform/stick_watch.h"

#include <errno.h>
#include <stdio.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "platform/read_file.h"

err_t stick_watch_init(const char *folder, struct stick_watch *ret_watch)
{
    struct stick_watch watch = {.fd = -1, .first = true};
    err_t err = str_copy(str_from(folder), watch.folder, sizeof watch.folder);
    if (err) return ERR_INVALID;
    watch.fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (watch.fd < 0) return ERR_IO;
    if (inotify_add_watch(watch.fd, folder, IN_MOVED_TO | IN_DELETE | IN_ONLYDIR) < 0) {
        err = errno == ENOENT || errno == ENOTDIR ? ERR_MISSING : ERR_IO;
        close(watch.fd);
        watch.fd = -1;
    }
    *ret_watch = watch;
    return err;
}

void stick_watch_finish(struct stick_watch *watch)
{
    if (watch->fd >= 0) close(watch->fd);
    watch->fd = -1;
}

// Which file it was does not matter: the folder has few, and the state is read anew.
static bool take_events(int fd)
{
    char events[4096];
    bool came = false;
    while (read(fd, events, sizeof events) > 0)
        came = true;
    return came;
}

static void read_word(struct stick_watch *watch)
{
    char path[STICK_FOLDER + 16], bytes[STICK_WORD];
    size_t n = 0;
    snprintf(path, sizeof path, "%s/stick.state", watch->folder);
    err_t err = read_file(path, bytes, sizeof bytes - 1, &n);
    if (err || str_copy((struct str){bytes, n}, watch->word, sizeof watch->word)) watch->word[0] = '\0';
}

bool stick_watch_look(struct stick_watch *watch)
{
    if (watch->fd < 0 || (!take_events(watch->fd) && !watch->first)) return false;
    watch->first = false;
    read_word(watch);
    return true;
}

void stick_watch_let_go(const struct stick_watch *watch)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int n = snprintf(address.sun_path, sizeof address.sun_path, "%s/stick.sock", watch->folder);
    if (n < 0 || (size_t)n >= sizeof address.sun_path) return;
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return;
    ssize_t sent = sendto(fd, "!", 1, MSG_NOSIGNAL, (const struct sockaddr *)&address, sizeof address);
    (void)sent;
    close(fd);
}
