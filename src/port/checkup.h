// What `rebondctl doctor` asks of the machine it runs on. Numbers and short words; -1 is "this system does
// not say", which is never a fault by itself.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum { CHECKUP_SCRIPTS = 8 };

struct checkup {
    bool clock_synchronised, clock_believed; // by NTP; by whatever reason
    bool rtc_there, rtc_agrees;
    int64_t ahead_of_build_s; // negative: the clock stands before the build of this program

    bool state_there, state_read_only;
    char file_system[24];                      // "ext4"; "" not known
    int64_t disk_free, disk_total;             // bytes
    int life_percent;                          // used up of the card (eMMC says so), 0..100
    int disk_errors;                           // that the file system remembers
    int state_mode;                            // as of chmod
    bool damaged_there;                        // a database that was set aside
    err_t database;                            // of a look for reading only; ERR_MISSING: none yet
    int touch, keyboards, sound, printers;     // how many devices
    char scripts_missing[CHECKUP_SCRIPTS][16]; // writing systems of this place without a font
    int script_count;
};

struct checkup_port {
    void *self;
    // Looks and touches nothing. `languages` as configured, ended by NULL.
    void (*look)(void *self, const char *state, const char *const *languages, struct checkup *ret_checkup);
    // Until when the certificate that `url` shows is valid, UTC; whether it is good is not asked.
    // ERR_MISSING: nobody answers; ERR_INVALID: not https.
    err_t (*certificate)(void *self, const char *url, const char *ca_file, int64_t *ret_until_s);
};
