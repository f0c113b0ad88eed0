// `rebondctl`: the command line of staff and technicians. Everything of the outside is given, so that tests
// can give another. Must never show a name unless a collection key was given and opened it.
#pragma once

#include "base/civil.h"
#include "base/moment.h"
#include "config/config.h"
#include "port/checkup.h"
#include "port/entropy.h"
#include "port/files.h"
#include "port/http.h"
#include "port/stick.h"

enum ctl_stream { CTL_OUT, CTL_ERR };

enum ctl_status {
    CTL_GOOD = 0,
    CTL_FOUND = 1,  // it was done, and there is something to look at: a mistake, an item that did not open
    CTL_FAILED = 2, // it could not be done, or the command line is wrong
};

struct ctl_ports {
    void *self; // for `write`, `open_stick`, `reach` and `wait`
    void (*write)(void *self, enum ctl_stream stream, struct str text);
    err_t (*read)(const char *path, void *to, size_t cap, size_t *ret_n);
    err_t (*create_secret)(const char *path,
                           struct str bytes); // 0600, durable, ERR_EXISTS rather than replace
    err_t (*replace_secret)(const char *path, struct str bytes); // 0640, durable, the old or the new
    err_t (*check_secret)(const char *path); // ERR_MISSING, ERR_DENIED, ERR_INVALID: others can read it
    err_t (*become_owner)(const char *path); // ERR_MISSING: there is no such file
    err_t (*load_zone)(const char *name, struct zone *ret_zone);
    // The folder that items are copied to. Theirs until the end. ERR_MISSING, ERR_DENIED, ERR_IO.
    err_t (*open_stick)(void *self, const char *path, struct stick_port *ret_stick);
    bool (*has_voice)(struct str language); // read aloud can be offered in it; NULL: nobody knows
    // From a terminal, without echo, without the end of line. ERR_MISSING: there is none.
    err_t (*ask_secret)(void *self, const char *prompt, char *to, size_t cap, size_t *ret_n);
    struct checkup_port checkup;
    // What it takes to speak with the partners: asked for before anything is sent, theirs until the end.
    err_t (*reach)(void *self, const struct config *config, struct http_port *ret_http,
                   const struct http_account **ret_accounts); // by index of config->partners
    // Until an answer may be there, or for `ms`. False once somebody has asked the program to end.
    bool (*wait)(void *self, int64_t ms);
    struct entropy_port entropy;
    struct files_port files;
    int64_t wall_s; // now, UTC
};

// `words` as main gets them. Changes their order. Not twice at once: getopt_long keeps its place in the C
// library.
enum ctl_status ctl_run(const struct ctl_ports *ports, int count, char **words);
