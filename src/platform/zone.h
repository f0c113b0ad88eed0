// A time zone of the system's database as data (base/civil.h): the only place that reads it.
#pragma once

#include "base/civil.h"

// The offsets of `name` ("Europe/Paris") from 1970 to the end of 2100. ERR_MISSING when the system's database
// has no such zone; ERR_INVALID for a name that could leave the database's folder or does not fit; ERR_FULL
// when it changes more often than struct zone can hold. Changes the environment variable TZ while it works
// and puts it back: call it before anything that might read the local time in another thread.
NODISCARD err_t zone_load(const char *name, struct zone *ret_zone);
