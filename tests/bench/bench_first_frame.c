// links: base
// bench_first_frame BARE PROGRAM [ARGUMENT...]: how long from starting a program to its first picture, and
// how much memory it has then. A program says READY=1 on NOTIFY_SOCKET when the picture is seen. The two are
// started in turn on the display that is there, and ended by SIGTERM.
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 9, PATIENCE_MS = 20000 };

extern char **environ;

struct start {
    double ms;
    long kb;
};

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static int open_manager(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    (void)snprintf(address.sun_path, sizeof address.sun_path, "/tmp/rebond-bench-%d", (int)getpid());
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) ||
        setenv("NOTIFY_SOCKET", address.sun_path, 1)) {
        perror("bench_first_frame");
        exit(1);
    }
    return fd;
}

static long resident_kb(pid_t pid)
{
    char path[64];
    long total = 0, resident = 0;
    (void)snprintf(path, sizeof path, "/proc/%d/statm", (int)pid);
    FILE *f = fopen(path, "r");
    if (f && fscanf(f, "%ld %ld", &total, &resident) != 2) resident = 0;
    if (f) (void)fclose(f);
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

static int is_ready(int manager)
{
    char told[256] = "";
    struct pollfd wait = {.fd = manager, .events = POLLIN};
    while (poll(&wait, 1, PATIENCE_MS) == 1) {
        ssize_t n = recv(manager, told, sizeof told - 1, 0);
        told[n > 0 ? n : 0] = 0;
        if (strstr(told, "READY=1")) return 1;
    }
    return 0;
}

static struct start start_once(int manager, char **command)
{
    struct start result;
    pid_t pid;
    double start = now_ms();
    if (posix_spawn(&pid, command[0], NULL, NULL, command, environ)) {
        perror(command[0]);
        exit(1);
    }
    if (!is_ready(manager)) {
        (void)fprintf(stderr, "bench_first_frame: %s shows nothing\n", command[0]);
        kill(pid, SIGKILL);
        exit(1);
    }
    result.ms = now_ms() - start;
    result.kb = resident_kb(pid);
    kill(pid, SIGTERM);
    waitpid(pid, NULL, 0);
    return result;
}

static int by_time(const void *a, const void *b)
{
    double left = ((const struct start *)a)->ms, right = ((const struct start *)b)->ms;
    return (left > right) - (left < right);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        printf("usage: bench_first_frame BARE PROGRAM [ARGUMENT...]\n");
        return 0;
    }
    char *bare[] = {argv[1], NULL};
    struct start theirs[ROUNDS], ours[ROUNDS];
    int manager = open_manager();
    for (int i = 0; i < ROUNDS; i++) {
        theirs[i] = start_once(manager, bare);
        ours[i] = start_once(manager, argv + 2);
    }
    unlink(getenv("NOTIFY_SOCKET"));
    qsort(theirs, ROUNDS, sizeof *theirs, by_time);
    qsort(ours, ROUNDS, sizeof *ours, by_time);
    struct start a = theirs[ROUNDS / 2], b = ours[ROUNDS / 2];
    printf("first frame: bare %.1f ms %ld kB, ours %.1f ms (x%.2f) %ld kB (x%.2f)\n", a.ms, a.kb, b.ms,
           b.ms / a.ms, b.kb, (double)b.kb / (double)a.kb);
    return 0;
}
