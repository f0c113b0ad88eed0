// A program that crashes must not write its memory, and with it a visitor's words or a key, to a disk in
// clear.
#pragma once

// No core file, and no other user's debugger may look. Call it first in main.
void no_dump(void);
