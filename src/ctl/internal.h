// What the commands of rebondctl share. Private to ctl/.
#pragma once

#include <limits.h>

#include "config/config.h"
#include "ctl/ctl.h"
#include "ctl/options.h"
#include "seal/seal.h"
#include "store/store.h"

// Writes one piece of text; cut with "…" when it is very long.
void say(const struct ctl_ports *ports, enum ctl_stream stream, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

enum ctl_status key_new(const struct ctl_ports *ports, const struct ctl_options *options);
enum ctl_status key_show(const struct ctl_ports *ports, const struct ctl_options *options);
enum ctl_status key_rotate(const struct ctl_ports *ports, const struct ctl_options *options);
enum ctl_status pin_set(const struct ctl_ports *ports, const struct ctl_options *options);
enum ctl_status doctor(const struct ctl_ports *ports, const struct ctl_options *options);
enum ctl_status report_of(const struct ctl_ports *ports, const struct ctl_options *options);
enum ctl_status open_items(const struct ctl_ports *ports, const struct ctl_options *options);
enum ctl_status status_of(const struct ctl_ports *ports, const struct ctl_options *options);
enum ctl_status arrivals_of(const struct ctl_ports *ports, const struct ctl_options *options);
enum ctl_status stats_of(const struct ctl_ports *ports, const struct ctl_options *options);
enum ctl_status export_items(const struct ctl_ports *ports, const struct ctl_options *options);
enum ctl_status partner_probe(const struct ctl_ports *ports, const struct ctl_options *options);
enum ctl_status config_check(const struct ctl_ports *ports, const struct ctl_options *options);
enum ctl_status config_usable(const struct ctl_ports *ports, const struct ctl_options *options);

// Where the PIN of staff is kept; false when that name is too long.
bool pin_path(const char *state, char to[PATH_MAX]);

// --- keys

enum { KEY_FILE_MAX = 16 << 10, KEYS_MAX = 16 };
struct keys {
    struct seal_identity list[KEYS_MAX];
    size_t count;
};
// Reads an age identity file and says what is wrong with it; false then. Wipe the keys after use.
bool keys_read(const struct ctl_ports *ports, const char *path, struct keys *ret_keys);

// --- configuration and database

enum { CONFIG_FILE_MAX = 256 << 10 };
// ERR_INVALID with mistakes, or what reading the file gave.
NODISCARD err_t config_load(const struct ctl_ports *ports, const char *path, struct config *ret_config,
                            struct config_mistakes *ret_mistakes);

// rebond.ini of a card when it is not the one in use (kiosk-image/card).
#define CTL_GIVEN "/run/rebond-card/given.ini"

struct place { // of which open and status know what they can
    struct config config;
    bool known;                      // else `config` is zero
    struct config_mistakes mistakes; // of a file that is used all the same too
    struct zone zone;
};
// A configuration that cannot be used is said, and the zone is then that of Paris: what visitors left must be
// readable all the same. False when there is no zone at all.
bool place_load(const struct ctl_ports *ports, const char *path, struct place *ret_place);
// Opens `<state>/rebond.db` when it is there; NULL and said why otherwise.
struct store *state_open(const struct ctl_ports *ports, const char *state);
