// The voice: espeak-ng makes the sound of a text, SDL plays it. Synthesis is done where it is asked for (a
// sentence takes a few milliseconds), so there is no thread of ours; SDL's own asks for samples. One voice at
// a time: espeak-ng has one state.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "port/speech.h"

struct voice;

// ERR_MISSING without espeak-ng's data (package espeak-ng-data). Without a sound device there is a voice that
// has no language, until one is plugged in.
NODISCARD err_t voice_open(struct voice **ret_voice);
// To be called often, it costs nothing: when sound devices come or go, the best is taken, between two texts.
void voice_look(struct voice *voice); // NULL is fine
bool voice_has_device(const struct voice *voice);
void voice_close(struct voice *voice); // NULL is fine
struct speech_port voice_port(struct voice *voice);
// The visitor left: their words go from the sound, and espeak-ng's own memory is written over with others.
void voice_forget(struct voice *voice);

// For tests: how good a device is by its name, 0 the best. Headphones are private, a panel's loudspeaker is
// not.
int voice_rank(const char *device);
// For tests: 16 bit samples, one channel, `*ret_rate` a second, of what was given and is not yet played.
const int16_t *voice_samples(const struct voice *voice, size_t *ret_count, int *ret_rate);
