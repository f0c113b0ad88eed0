// What a block device holds, by libblkid. Reads only; follows nothing it finds.
#pragma once

#include "collect/disk.h"

// ERR_MISSING: no such device; ERR_INVALID: not a block device; ERR_DENIED; ERR_IO.
NODISCARD err_t disk_probe(const char *device, struct disk *ret_disk);
