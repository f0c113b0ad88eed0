// espeak-ng: texts to samples, nothing played. It has one state for the whole program.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

int espeak_samples_a_second(void); // 0 when its data are not there (package espeak-ng-data)
// Does it have a voice for this language of Rebond ("fr")? Debian 12 has none for ps and ti.
bool espeak_has_voice(struct str language);
// Takes samples (16 bit, one channel) as they are made; false: no more of this text.
typedef bool espeak_taker(void *self, const int16_t *samples, size_t count);
// `rate` in words a minute. Nothing is made of a language without a voice.
void espeak_make(struct str text, struct str language, int rate, espeak_taker *take, void *self);
