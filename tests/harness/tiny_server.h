// A server in a process of its own that plays one part on loopback: it takes requests in order, writes down
// what came, and answers, or does not. With TLS when asked. It ends with its script.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum tiny_act {
    TINY_ANSWER, // sends `bytes`
    TINY_CLOSE,  // reads the request, then closes
    TINY_MUTE,   // reads the request and never answers, until the other side gives up
};

struct tiny_step {
    enum tiny_act act;
    const char *bytes;
    bool hang_up; // closes the connection afterwards; else the next request comes on it
};

struct tiny_tls {
    const char *name;       // "IP:127.0.0.1" or "DNS:…": whom the certificate is for
    const char *trust_path; // where the certificate is written, for the client's ca_file
};

struct tiny_server {
    pid_t pid;
    int port;
    int heard; // what came is read here
};

// `tls` NULL for plain HTTP. After the last step the listening socket is closed too.
void tiny_start(struct tiny_server *server, const struct tiny_step *steps, size_t count,
                const struct tiny_tls *tls);
// Ends it and gives back everything that came, one request after the other, each connection begun with "+".
void tiny_end(struct tiny_server *server, char *heard, size_t cap);
