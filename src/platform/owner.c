#include "platform/owner.h"

#include <errno.h>
#include <grp.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

err_t owner_become(const char *path)
{
    struct stat found;
    if (stat(path, &found)) return errno == ENOENT || errno == ENOTDIR ? ERR_MISSING : ERR_DENIED;
    if (geteuid() != 0 || found.st_uid == 0) return OK;
    bool became = setgroups(1, &found.st_gid) == 0 && setgid(found.st_gid) == 0 && setuid(found.st_uid) == 0;
    return became ? OK : ERR_DENIED;
}
