#include "platform/space.h"

#include <sys/statvfs.h>

err_t space_of(const char *folder, int64_t *ret_free, int64_t *ret_total)
{
    struct statvfs found;
    if (statvfs(folder, &found)) return ERR_IO;
    *ret_free = (int64_t)found.f_bavail * (int64_t)found.f_frsize;
    *ret_total = (int64_t)found.f_blocks * (int64_t)found.f_frsize;
    return OK;
}
