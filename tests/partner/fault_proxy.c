#define _GNU_SOURCE
#include "partner/fault_proxy.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/check.h"

enum { LINES = 32, BYTES = 64 << 10, EVENTS = 16 };
enum end { CLIENT, SERVER, COPY, ENDS };

struct bytes {
    char p[BYTES + 1];
    size_t got, passed;
};

struct line { // one connection of a client, and those to the server that belong to it
    bool used;
    int fd[ENDS]; // -1: none
    struct fault fault;
    bool watched, held, copied;
    struct bytes request, answer, copy;
};

struct fault_proxy {
    int listener, epoll, port, server_port;
    bool armed;
    struct fault fault;
    struct fault_sizes sizes;
    struct line lines[LINES];
};

static struct sockaddr_in loopback(int port)
{
    return (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

static void watch(struct fault_proxy *proxy, int fd, uint32_t mark)
{
    int yes = 1; // what is passed on in two parts must not wait between them
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = mark};
    CHECK(epoll_ctl(proxy->epoll, EPOLL_CTL_ADD, fd, &event) == 0);
}

struct fault_proxy *fault_proxy_open(int server_port)
{
    struct fault_proxy *proxy = calloc(1, sizeof *proxy);
    struct sockaddr_in address = loopback(0);
    socklen_t n = sizeof address;
    CHECK(proxy);
    proxy->server_port = server_port;
    proxy->epoll = epoll_create1(EPOLL_CLOEXEC);
    proxy->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    CHECK(proxy->epoll >= 0 && proxy->listener >= 0);
    CHECK(bind(proxy->listener, (struct sockaddr *)&address, n) == 0 && listen(proxy->listener, 16) == 0);
    CHECK(getsockname(proxy->listener, (struct sockaddr *)&address, &n) == 0);
    proxy->port = ntohs(address.sin_port);
    watch(proxy, proxy->listener, LINES * ENDS);
    return proxy;
}

int fault_proxy_port(const struct fault_proxy *proxy)
{
    return proxy->port;
}

int fault_proxy_fd(const struct fault_proxy *proxy)
{
    return proxy->epoll;
}

void fault_proxy_arm(struct fault_proxy *proxy, const struct fault *fault)
{
    proxy->armed = true;
    proxy->fault = *fault;
    proxy->sizes = (struct fault_sizes){0};
}

struct fault_sizes fault_proxy_sizes(const struct fault_proxy *proxy)
{
    return proxy->sizes;
}

static void end(struct line *line, enum end which)
{
    if (line->fd[which] >= 0) close(line->fd[which]);
    line->fd[which] = -1;
}

static void end_line(struct line *line)
{
    for (int i = 0; i < ENDS; i++)
        end(line, (enum end)i);
    line->used = false;
}

// A reset instead of an orderly end.
static void cut_line(struct line *line)
{
    struct linger at_once = {.l_onoff = 1, .l_linger = 0};
    for (int i = 0; i < ENDS; i++)
        if (line->fd[i] >= 0) setsockopt(line->fd[i], SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    end_line(line);
}

static void dial(struct fault_proxy *proxy, struct line *line, enum end which)
{
    struct sockaddr_in address = loopback(proxy->server_port);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0);
    line->fd[which] = fd;
    watch(proxy, fd, (uint32_t)(line - proxy->lines) * ENDS + which);
}

static void answer_call(struct fault_proxy *proxy)
{
    int fd = accept4(proxy->listener, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0) return;
    size_t i = 0;
    while (i < LINES && proxy->lines[i].used)
        i++;
    CHECK(i < LINES);
    struct line *line = &proxy->lines[i];
    memset(line, 0, sizeof *line);
    line->used = true;
    line->fd[CLIENT] = fd;
    line->fd[SERVER] = line->fd[COPY] = -1;
    watch(proxy, fd, (uint32_t)i * ENDS + CLIENT);
}

// Bytes up to and with the empty line; 0 while there is none.
static size_t head_of(const struct bytes *b)
{
    const char *at = memmem(b->p, b->got, "\r\n\r\n", 4);
    return at ? (size_t)(at - b->p) + 4 : 0;
}

static bool is_whole(const struct bytes *b)
{
    size_t head = head_of(b);
    if (head == 0) return false;
    const char *at = strcasestr(b->p, "\r\nContent-Length:");
    bool has_length = at && at < b->p + head;
    return b->got >= head + (has_length ? (size_t)atol(at + 17) : 0);
}

// The other side may have gone: then its end is noticed by reading.
static void pass(int fd, struct bytes *b, size_t until)
{
    if (until > b->got) until = b->got;
    if (fd >= 0 && until > b->passed) {
        ssize_t sent = send(fd, b->p + b->passed, until - b->passed, MSG_NOSIGNAL);
        (void)sent;
    }
    if (until > b->passed) b->passed = until;
}

static void duplicate(struct fault_proxy *proxy, struct line *line)
{
    line->copied = line->held = true;
    dial(proxy, line, COPY);
    line->copy.got = 0;
    struct bytes again = line->request;
    again.passed = 0;
    pass(line->fd[COPY], &again, again.got);
}

static void lie(struct line *line)
{
    static const char created[] = "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n";
    ssize_t sent = send(line->fd[CLIENT], created, sizeof created - 1, MSG_NOSIGNAL);
    (void)sent;
    end_line(line);
}

static void break_request(struct fault_proxy *proxy, struct line *line)
{
    switch (line->fault.kind) {
    case FAULT_NONE: break;
    case FAULT_CUT: cut_line(line); break;
    case FAULT_TRUNCATE: shutdown(line->fd[SERVER], SHUT_WR); break;
    case FAULT_DELAY:
    case FAULT_LATE: line->held = true; break;
    case FAULT_DUPLICATE: duplicate(proxy, line); break;
    case FAULT_LIE: lie(line); break;
    }
}

static void play_request(struct fault_proxy *proxy, struct line *line)
{
    bool broken = line->fault.kind != FAULT_NONE && line->fault.side == FAULT_REQUEST;
    if (line->fd[SERVER] < 0 && line->fault.kind != FAULT_LIE) dial(proxy, line, SERVER);
    pass(line->fd[SERVER], &line->request, broken ? line->fault.at : line->request.got);
    if (broken) break_request(proxy, line);
}

static void begin_request(struct fault_proxy *proxy, struct line *line)
{
    line->request.got = line->request.passed = 0;
    line->answer.got = line->answer.passed = 0;
    line->fault = (struct fault){0};
    line->held = line->copied = false;
    line->watched = proxy->armed;
    if (proxy->armed) line->fault = proxy->fault;
    proxy->armed = false;
}

static void measure(struct fault_proxy *proxy, const struct line *line)
{
    if (!line->watched) return;
    proxy->sizes = (struct fault_sizes){{head_of(&line->request), head_of(&line->answer)},
                                        {line->request.got, line->answer.got}};
}

static bool take(int fd, struct bytes *b)
{
    CHECK(b->got < BYTES);
    ssize_t n = recv(fd, b->p + b->got, BYTES - b->got, MSG_DONTWAIT);
    if (n > 0) b->got += (size_t)n;
    b->p[b->got] = '\0';
    return n > 0;
}

static void let_go(struct line *line)
{
    if (!line->held) return;
    line->held = false;
    if (line->fault.side == FAULT_REQUEST) pass(line->fd[SERVER], &line->request, line->request.got);
    if (line->fault.side == FAULT_ANSWER) pass(line->fd[CLIENT], &line->answer, line->answer.got);
}

// What was held for the server still gets there; its answer interests nobody.
static void client_left(struct line *line)
{
    end(line, CLIENT);
    bool waits = line->held && line->fault.side == FAULT_REQUEST;
    if (!waits)
        end_line(line);
    else if (line->fault.kind == FAULT_DELAY)
        let_go(line);
}

static void hear_client(struct fault_proxy *proxy, struct line *line)
{
    char first;
    if (recv(line->fd[CLIENT], &first, 1, MSG_PEEK | MSG_DONTWAIT) <= 0) {
        client_left(line);
        return;
    }
    if (line->request.got == 0 || is_whole(&line->request)) begin_request(proxy, line);
    CHECK(take(line->fd[CLIENT], &line->request));
    measure(proxy, line);
    if (is_whole(&line->request)) play_request(proxy, line);
}

static void break_answer(struct fault_proxy *proxy, struct line *line)
{
    switch (line->fault.kind) {
    case FAULT_NONE:
    case FAULT_LIE: break;
    case FAULT_CUT: cut_line(line); break;
    case FAULT_TRUNCATE: end_line(line); break;
    case FAULT_DELAY:
    case FAULT_LATE: line->held = true; break;
    case FAULT_DUPLICATE: duplicate(proxy, line); break;
    }
}

static void play_answer(struct fault_proxy *proxy, struct line *line)
{
    bool breaks = line->fault.side == FAULT_ANSWER && line->fault.kind != FAULT_NONE;
    if (breaks && line->held) return;
    if (!breaks || line->copied) {
        pass(line->fd[CLIENT], &line->answer, line->answer.got);
        return;
    }
    pass(line->fd[CLIENT], &line->answer, line->fault.at);
    if (line->answer.got >= line->fault.at) break_answer(proxy, line);
}

static void hear_server(struct fault_proxy *proxy, struct line *line)
{
    bool more = take(line->fd[SERVER], &line->answer);
    measure(proxy, line);
    if (more) play_answer(proxy, line);
    if (!line->used) return;
    bool done = line->fd[CLIENT] < 0 && is_whole(&line->answer); // nobody will ask on this connection again
    if (!more) end(line, SERVER);
    if (done || (!more && !line->held)) end_line(line);
}

static void hear_copy(struct line *line)
{
    bool more = take(line->fd[COPY], &line->copy);
    if (more && !is_whole(&line->copy)) return;
    end(line, COPY);
    let_go(line);
    if (line->fd[SERVER] < 0) end_line(line); // which had answered and ended meanwhile
}

void fault_proxy_turn(struct fault_proxy *proxy)
{
    struct epoll_event events[EVENTS];
    int count = epoll_wait(proxy->epoll, events, EVENTS, 0);
    for (int i = 0; i < count; i++) {
        uint32_t mark = events[i].data.u32;
        if (mark == LINES * ENDS) {
            answer_call(proxy);
            continue;
        }
        struct line *line = &proxy->lines[mark / ENDS];
        if (!line->used || line->fd[mark % ENDS] < 0) continue; // ended in this very turn
        if (mark % ENDS == CLIENT) hear_client(proxy, line);
        if (mark % ENDS == SERVER) hear_server(proxy, line);
        if (mark % ENDS == COPY) hear_copy(line);
    }
}

void fault_proxy_release(struct fault_proxy *proxy)
{
    for (size_t i = 0; i < LINES; i++) {
        struct line *line = &proxy->lines[i];
        if (!line->used) continue;
        let_go(line);
        if (line->fd[CLIENT] < 0 && line->fd[SERVER] < 0) end_line(line); // the server had no patience
    }
}

bool fault_proxy_is_busy(const struct fault_proxy *proxy)
{
    for (size_t i = 0; i < LINES; i++)
        if (proxy->lines[i].used && proxy->lines[i].fd[CLIENT] < 0) return true;
    return false;
}

void fault_proxy_close(struct fault_proxy *proxy)
{
    for (size_t i = 0; i < LINES; i++)
        if (proxy->lines[i].used) end_line(&proxy->lines[i]);
    close(proxy->listener);
    close(proxy->epoll);
    free(proxy);
}
