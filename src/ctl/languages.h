// How far each language of a place is: what its catalogue lacks, and whether a native speaker has checked it.
#pragma once

#include "ctl/internal.h"
#include "wire/status.h"

struct languages {
    struct status_language list[9]; // as many as the configuration can have
    size_t count;
    bool wrong; // a catalogue is there and cannot be used: the screen program will not start
};
// Reads <assets>/po. French is the source and is not listed. What cannot be used is said, with file and line.
void languages_look(const struct ctl_ports *ports, const char *assets, const struct config *config,
                    struct languages *ret_languages);
// "Langue en : …", one line each.
void languages_add_words(struct buf *to, const struct languages *languages);
