// A voice for tests: keeps every text it was given, one a line, and takes the time of the test's own clock to
// say it. A text that was cut ends with " //".
#pragma once

#include "port/speech.h"

enum { FAKE_VOICE_LOG = 256 << 10, FAKE_VOICE_MS = 65 }; // a character: fifteen a second, as people speak

struct fake_voice {
    const int64_t *now_ms; // the test's clock
    const char *voiceless; // a language without a voice, NULL none
    char log[FAKE_VOICE_LOG];
    size_t log_n;
    size_t last_end; // where the text given last ends
    int64_t end_ms;  // when everything given will have been heard
    int volume, rate, stops;
};
struct speech_port fake_voice_port(struct fake_voice *voice);
struct str fake_voice_log(const struct fake_voice *voice);
void fake_voice_note(struct fake_voice *voice, struct str line); // into the log, as it is
