// The voice: espeak-ng makes the sound of a text, SDL plays it. Synthesis is done where it is asked for (a
// sentence takes a few milliseconds), so there is no thread of ours; SDL's own asks for samples. One voice at
// a time: espeak-ng has one state.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "port/speech.h"

struct voice;

// ERR_MISSING without espeak-ng's data (package espeak-ng-data) or without any sound device.
NODISCARD err_t voice_open(struct voice **ret_voice);
void voice_close(struct voice *voice); // NULL is fine
struct speech_port voice_port(struct voice *voice);
// The visitor left: their words go from the sound, and espeak-ng's own memory is written over with others.
void voice_forget(struct voice *voice);

// For tests: 16 bit samples, one channel, `*ret_rate` a second, of what was given and is not yet played.
const int16_t *voice_samples(const struct voice *voice, size_t *ret_count, int *ret_rate);
