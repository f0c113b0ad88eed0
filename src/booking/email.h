// E-mail addresses: enough of RFC 5321 to catch a slip of the finger, not a proof that the mailbox exists.
#pragma once

#include "base/str.h"

bool email_is_plausible(struct str typed);
