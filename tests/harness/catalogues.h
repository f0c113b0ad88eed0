// Every catalogue of the source tree, and the tests' own (tests/harness/po), as the program would read them.
#pragma once

#include "content/messages.h"

enum { CATALOGUES = 16 };

// Fills `ret_list`: English first, then by language, the tests' own last. Returns how many. Reads once; the
// texts live as long as the program.
int catalogues_read(struct messages ret_list[CATALOGUES]);
// Calls `visit` with the bytes of each catalogue and its path.
void catalogues_each(void (*visit)(const char *path, struct str bytes, void *with), void *with);
