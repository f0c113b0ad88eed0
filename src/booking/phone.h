// Phone numbers as French people and their neighbours overseas type them (product.md, What is stored).
#pragma once

#include "base/str.h"

enum { PHONE_TEXT = 17 }; // "+" and up to 15 digits (E.164) and a NUL

// Normalises to E.164. Accepts E.164 with "+" or "00", or ten digits starting with 0 read as FR, or as GP
// (0690 0691), GF (0694), MQ (0696 0697), RE and YT (0692 0693: both are +262). Blanks, dots, dashes and
// brackets are ignored. Overseas fixed lines (0262 0263 0269 0590 0594 0596) and the mobiles 0639 and 0709x
// are read with their own country code too; the zero of "+33 (0)6" or "+33 06" is dropped. ERR_INVALID for
// anything else, a foreign "(0)" included: nobody can tell whether it is dialled.
NODISCARD err_t phone_parse(struct str typed, char ret_e164[PHONE_TEXT]);
// Can an SMS reach it, as far as its numbering plan tells? Foreign numbers: yes.
bool phone_is_mobile(struct str e164);
