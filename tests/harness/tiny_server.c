#define _GNU_SOURCE
#include "harness/tiny_server.h"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.h"

struct line { // one connection
    int fd;
    SSL *ssl;
};

static ssize_t line_read(struct line *line, char *to, size_t n)
{
    return line->ssl ? SSL_read(line->ssl, to, (int)n) : read(line->fd, to, n);
}

static void line_write(struct line *line, const char *from, size_t n)
{
    ssize_t sent = line->ssl ? SSL_write(line->ssl, from, (int)n) : send(line->fd, from, n, MSG_NOSIGNAL);
    (void)sent; // the other side may have gone
}

static size_t body_length(const char *head)
{
    const char *at = strcasestr(head, "\r\nContent-Length:");
    return at ? (size_t)atol(at + 17) : 0;
}

// One request with its body; false when the connection ends.
static bool take_request(struct line *line, int tell)
{
    static char bytes[1 << 16];
    size_t n = 0;
    for (;;) {
        ssize_t got = line_read(line, bytes + n, sizeof bytes - 1 - n);
        if (got <= 0) return false;
        n += (size_t)got;
        bytes[n] = '\0';
        const char *end = strstr(bytes, "\r\n\r\n");
        if (end && n >= (size_t)(end + 4 - bytes) + body_length(bytes)) break;
    }
    CHECK(write(tell, bytes, n) == (ssize_t)n);
    return true;
}

static bool open_line(struct line *line, int listener, SSL_CTX *context, int tell)
{
    line->ssl = NULL;
    line->fd = accept(listener, NULL, NULL);
    CHECK(line->fd >= 0 && write(tell, "+", 1) == 1);
    if (!context) return true;
    line->ssl = SSL_new(context);
    SSL_set_fd(line->ssl, line->fd);
    if (SSL_accept(line->ssl) == 1) return true;
    close(line->fd);
    line->fd = -1;
    return false;
}

static void wait_for_the_end(struct line *line)
{
    char byte;
    while (line_read(line, &byte, 1) > 0)
        ;
}

static void play(const struct tiny_step *steps, size_t count, int listener, SSL_CTX *context, int tell)
{
    struct line line = {.fd = -1};
    for (size_t i = 0; i < count;) {
        if (line.fd < 0 && !open_line(&line, listener, context, tell)) continue;
        if (!take_request(&line, tell)) {
            close(line.fd);
            line.fd = -1;
            continue;
        }
        if (steps[i].act == TINY_MUTE) wait_for_the_end(&line);
        if (i + 1 == count) close(listener); // nobody answers here after the last step
        if (steps[i].act == TINY_ANSWER) line_write(&line, steps[i].bytes, strlen(steps[i].bytes));
        if (steps[i].act != TINY_ANSWER || steps[i].hang_up) {
            if (line.ssl) SSL_shutdown(line.ssl);
            close(line.fd);
            line.fd = -1;
        }
        i++;
    }
}

static void add_name(X509 *certificate, const char *name)
{
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, name);
    CHECK(extension && X509_add_ext(certificate, extension, -1) == 1);
    X509_EXTENSION_free(extension);
}

// Valid from yesterday until tomorrow, signed by itself.
static SSL_CTX *make_context(const struct tiny_tls *tls)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *certificate = X509_new();
    CHECK(key && certificate);
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -86400);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 86400);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                               (const uint8_t *)"tiny", -1, -1, 0);
    X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
    X509_set_pubkey(certificate, key);
    add_name(certificate, tls->name);
    CHECK(X509_sign(certificate, key, EVP_sha256()) > 0);
    FILE *file = fopen(tls->trust_path, "w");
    CHECK(file && PEM_write_X509(file, certificate) == 1);
    fclose(file);
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    CHECK(SSL_CTX_use_certificate(context, certificate) == 1 && SSL_CTX_use_PrivateKey(context, key) == 1);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return context;
}

void tiny_start(struct tiny_server *server, const struct tiny_step *steps, size_t count,
                const struct tiny_tls *tls)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0), pipes[2];
    CHECK(listener >= 0 && bind(listener, (struct sockaddr *)&address, n) == 0 && listen(listener, 16) == 0);
    CHECK(getsockname(listener, (struct sockaddr *)&address, &n) == 0 && pipe(pipes) == 0);
    SSL_CTX *context = tls ? make_context(tls) : NULL;
    fflush(NULL);
    server->pid = fork();
    CHECK(server->pid >= 0);
    if (server->pid == 0) {
        signal(SIGPIPE, SIG_IGN);
        alarm(60); // whatever happens to the test
        play(steps, count, listener, context, pipes[1]);
        _exit(0);
    }
    SSL_CTX_free(context);
    close(listener);
    close(pipes[1]);
    server->port = ntohs(address.sin_port);
    server->heard = pipes[0];
}

void tiny_end(struct tiny_server *server, char *heard, size_t cap)
{
    kill(server->pid, SIGTERM);
    waitpid(server->pid, NULL, 0);
    size_t n = 0;
    for (ssize_t got = 1; got > 0 && n < cap - 1; n += (size_t)(got > 0 ? got : 0))
        got = read(server->heard, heard + n, cap - 1 - n);
    heard[n] = '\0';
    close(server->heard);
}
