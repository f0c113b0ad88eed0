#include "platform/nudge.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static bool nudge_address(const char *folder, struct sockaddr_un *ret_address)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int n = snprintf(address.sun_path, sizeof address.sun_path, "%s/sync.sock", folder);
    if (n < 0 || (size_t)n >= sizeof address.sun_path) return false;
    *ret_address = address;
    return true;
}

static int nudge_socket(void)
{
    return socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

err_t nudge_init(const char *folder, struct nudge *ret_nudge)
{
    struct sockaddr_un address;
    if (!nudge_address(folder, &address)) return ERR_INVALID;
    int fd = nudge_socket();
    if (fd < 0) return ERR_IO;
    unlink(address.sun_path); // of a run that was killed
    if (bind(fd, (const struct sockaddr *)&address, sizeof address) < 0) {
        close(fd);
        return ERR_IO;
    }
    // The screen program runs as another user of the same group.
    if (chmod(address.sun_path, 0660) < 0) {
        close(fd);
        return ERR_IO;
    }
    struct nudge nudge = {.fd = fd};
    memcpy(nudge.path, address.sun_path, sizeof nudge.path);
    *ret_nudge = nudge;
    return OK;
}

void nudge_finish(struct nudge *nudge)
{
    if (!nudge) return;
    close(nudge->fd);
    unlink(nudge->path);
}

bool nudge_take(struct nudge *nudge)
{
    bool came = false;
    char byte;
    while (recv(nudge->fd, &byte, sizeof byte, MSG_DONTWAIT) >= 0)
        came = true;
    return came;
}

void nudge_send(const char *folder)
{
    struct sockaddr_un address;
    if (!nudge_address(folder, &address)) return;
    int fd = nudge_socket();
    if (fd < 0) return;
    ssize_t sent =
        sendto(fd, "!", 1, MSG_DONTWAIT | MSG_NOSIGNAL, (const struct sockaddr *)&address, sizeof address);
    (void)sent; // nobody listens, or it is full: then somebody knows already
    close(fd);
}
