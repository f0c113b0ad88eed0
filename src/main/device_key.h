// The secret of this device, which opens what waits for partners with custody open. Linked into rebond-sync
// alone: the screen program seals to its public half and cannot read back.
#pragma once

#include "config/config.h"
#include "seal/seal.h"

enum { DEVICE_KEYS = 4 }; // the one in use, and earlier ones until what was sealed to them has left

struct device_key {
    struct seal_identity list[DEVICE_KEYS]; // the first is that of [device] recipient
    size_t count;                           // 0: custody open works as sealed
};

// From [device] key_file or the systemd credential "device-key": an age identity file. Nothing is read when
// no partner has custody open. What is wrong is in the log; then count is 0: nothing is lost, and nobody is
// named. Wipe it after use.
void device_key_load(const struct config *config, struct device_key *ret_key);
