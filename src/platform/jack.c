#include "platform/jack.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { SWITCH_BYTES = SW_CNT / 8 + 1, PATH_BYTES = 300 };

static bool has_switch(const unsigned char *bits)
{
    return bits[SW_HEADPHONE_INSERT / 8] >> (SW_HEADPHONE_INSERT % 8) & 1;
}

void jack_init(struct jack *jack)
{
    jack->count = 0;
}

void jack_add(struct jack *jack, int fd, bool in)
{
    if (jack->count == JACKS) {
        close(fd);
        return;
    }
    jack->fds[jack->count] = fd;
    jack->in[jack->count++] = in;
}

static void try_device(struct jack *jack, const char *path)
{
    unsigned char can[SWITCH_BYTES] = {0}, is[SWITCH_BYTES] = {0};
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) return;
    bool socket = ioctl(fd, EVIOCGBIT(EV_SW, sizeof can), can) >= 0 && has_switch(can) &&
                  ioctl(fd, EVIOCGSW(sizeof is), is) >= 0;
    if (socket)
        jack_add(jack, fd, has_switch(is));
    else
        close(fd);
}

void jack_look(struct jack *jack, const char *folder)
{
    char path[PATH_BYTES];
    jack_finish(jack);
    DIR *list = opendir(folder);
    for (struct dirent *entry; list && (entry = readdir(list));)
        if (strncmp(entry->d_name, "event", 5) == 0 &&
            snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) < PATH_BYTES)
            try_device(jack, path);
    if (list) closedir(list);
}

static void drop(struct jack *jack, int i)
{
    close(jack->fds[i]);
    jack->count--;
    jack->fds[i] = jack->fds[jack->count];
    jack->in[i] = jack->in[jack->count];
}

// False when the device has gone.
static bool read_events(struct jack *jack, int i)
{
    struct input_event event;
    ssize_t n;
    while ((n = read(jack->fds[i], &event, sizeof event)) == (ssize_t)sizeof event)
        if (event.type == EV_SW && event.code == SW_HEADPHONE_INSERT) jack->in[i] = event.value != 0;
    return n < 0 && (errno == EAGAIN || errno == EINTR);
}

bool jack_is_in(struct jack *jack)
{
    bool in = false;
    for (int i = jack->count; i-- > 0;) {
        if (!read_events(jack, i))
            drop(jack, i);
        else
            in = in || jack->in[i];
    }
    return in;
}

void jack_finish(struct jack *jack)
{
    while (jack->count)
        drop(jack, 0);
}
