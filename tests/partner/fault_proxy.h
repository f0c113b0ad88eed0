// Between a client and a server on loopback: passes bytes on, and breaks one request, or the answer to it, at
// one byte. Real sockets, no thread and no process of its own: it moves when it is told to, and what it waits
// for is one descriptor. HTTP/1 requests with Content-Length, one after the other on a connection.
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum fault_kind {
    FAULT_NONE,      // only measured
    FAULT_CUT,       // both connections are reset
    FAULT_TRUNCATE,  // the rest is dropped, then an orderly end
    FAULT_DELAY,     // the rest waits until the client has given up, and then still gets there
    FAULT_LATE,      // ... until fault_proxy_release
    FAULT_DUPLICATE, // the whole request comes a second time and is answered, then the rest goes on
    FAULT_LIE,       // the client is told 201, the server nothing
};
enum fault_side { FAULT_REQUEST, FAULT_ANSWER };

struct fault {
    enum fault_kind kind;
    enum fault_side side;
    size_t at; // bytes of this side that pass before it happens
};

struct fault_sizes { // of a request and its answer: head (up to its empty line) and all
    size_t head[2], all[2];
};

struct fault_proxy;

struct fault_proxy *fault_proxy_open(int server_port);
void fault_proxy_close(struct fault_proxy *proxy);
int fault_proxy_port(const struct fault_proxy *proxy);
int fault_proxy_fd(const struct fault_proxy *proxy); // readable: there is something to do
void fault_proxy_turn(struct fault_proxy *proxy);    // does it; never waits
// For the next request that begins.
void fault_proxy_arm(struct fault_proxy *proxy, const struct fault *fault);
void fault_proxy_release(struct fault_proxy *proxy);
// Does a server still work on something that no client waits for?
bool fault_proxy_is_busy(const struct fault_proxy *proxy);
struct fault_sizes fault_proxy_sizes(const struct fault_proxy *proxy); // of the last armed request
