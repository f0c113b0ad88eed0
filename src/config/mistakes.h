// Collecting mistakes: in words, whole, without bytes that are not text.
#pragma once

#include "config/config.h"

void mistakes_add(struct config_mistakes *mistakes, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
// In the order of the file; those about something missing altogether come first.
void mistakes_sort(struct config_mistakes *mistakes);
