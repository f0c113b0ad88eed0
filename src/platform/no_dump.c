#include "platform/no_dump.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/check.h"

void no_dump(void)
{
    const struct rlimit none = {0, 0};
    CHECK(setrlimit(RLIMIT_CORE, &none) == 0);
#ifndef REBOND_SANITIZED // the leak sanitizer looks into its own process as a debugger does
    // The limit above says nothing to a handler that core dumps are piped to.
    CHECK(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0);
#endif
}
