// Dates of HTTP (RFC 9110 5.6.7). Private to sync/.
#pragma once

#include "base/str.h"

// "Sun, 06 Nov 1994 08:49:37 GMT", and the two forms that are obsolete and must be understood:
// "Sunday, 06-Nov-94 08:49:37 GMT" and "Sun Nov  6 08:49:37 1994". The name of the day is not checked.
NODISCARD err_t caldav_parse_date(struct str text, int64_t *ret_utc_s);
