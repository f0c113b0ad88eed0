#include "harness/fake_voice.h"

#include <string.h>

#include "base/check.h"
#include "base/utf8.h"

static void add(struct fake_voice *voice, struct str text)
{
    CHECK(voice->log_n + text.n <= sizeof voice->log);
    memcpy(voice->log + voice->log_n, text.p, text.n);
    voice->log_n += text.n;
}

static void insert(struct fake_voice *voice, size_t at, struct str text)
{
    CHECK(voice->log_n + text.n <= sizeof voice->log);
    memmove(voice->log + at + text.n, voice->log + at, voice->log_n - at);
    memcpy(voice->log + at, text.p, text.n);
    voice->log_n += text.n;
}

void fake_voice_note(struct fake_voice *voice, struct str line)
{
    add(voice, line);
    add(voice, STR("\n"));
}

static bool has_voice(void *self, struct str language)
{
    const struct fake_voice *voice = self;
    return !voice->voiceless || !str_eq(language, str_from(voice->voiceless));
}

static void say(void *self, struct str text, struct str language, int rate)
{
    struct fake_voice *voice = self;
    CHECK(text.n > 0 && language.n > 0);
    if (voice->end_ms < *voice->now_ms) voice->end_ms = *voice->now_ms;
    voice->end_ms += (int64_t)utf8_count(text) * FAKE_VOICE_MS * 170 / rate;
    voice->rate = rate;
    fake_voice_note(voice, text);
    voice->last_end = voice->log_n;
}

static int64_t left_ms(void *self)
{
    const struct fake_voice *voice = self;
    return voice->end_ms > *voice->now_ms ? voice->end_ms - *voice->now_ms : 0;
}

static void stop(void *self)
{
    struct fake_voice *voice = self;
    voice->stops++;
    if (left_ms(voice) == 0) return;
    insert(voice, voice->last_end - 1, STR(" //"));
    voice->end_ms = *voice->now_ms;
}

static void set_volume(void *self, int percent)
{
    struct fake_voice *voice = self;
    CHECK(percent > 0 && percent <= 100);
    voice->volume = percent;
}

struct speech_port fake_voice_port(struct fake_voice *voice)
{
    return (struct speech_port){voice, has_voice, say, stop, left_ms, set_volume};
}

struct str fake_voice_log(const struct fake_voice *voice)
{
    return (struct str){voice->log, voice->log_n};
}
