// Writing a payload with the notice version it was made under, which the reader needs too.
#pragma once

#include "wire/payload.h"

NODISCARD err_t payload_write(const struct booking *booking, const struct payload_names *names, int notice,
                              char *to, size_t cap, size_t *ret_n);
