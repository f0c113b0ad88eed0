// The catalogues as files, and the tests' own language: Arabic for a handful of sentences, French for the
// others.
#pragma once

#include "content/messages.h"

// Calls `visit` with path and bytes of every .po file of assets/po, and of the tests' own.
void po_files_each(void (*visit)(const char *path, struct str bytes, void *with), void *with);
// tests/harness/po/qaa.po; read once, valid for the life of the program.
const struct messages *po_files_sample(void);
