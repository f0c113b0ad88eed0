#include "platform/espeak.h"

#include <espeak-ng/espeak_ng.h>
#include <espeak-ng/speak_lib.h>
#include <stdlib.h>
#include <string.h>

#include "base/wipe.h"

struct taking {
    espeak_taker *take;
    void *self;
};

static int samples_a_second; // 0: not started yet, or without data

enum known { NOT_ASKED, HAS_VOICE, HAS_NONE };
static struct { // espeak-ng's names of voices are ours of languages; asking it reads files, so once is enough
    const char *name;
    enum known known;
} languages[] = {{"fr", NOT_ASKED}, {"en", NOT_ASKED}, {"es", NOT_ASKED},
                 {"ar", NOT_ASKED}, {"fa", NOT_ASKED}, {"ps", NOT_ASKED},
                 {"uk", NOT_ASKED}, {"ru", NOT_ASKED}, {"ti", NOT_ASKED}};
enum { LANGUAGES = sizeof languages / sizeof languages[0] };
static int chosen = -1; // whose voice it has now

int espeak_samples_a_second(void)
{
    if (samples_a_second) return samples_a_second;
    espeak_ng_InitializePath(NULL);
    if (espeak_ng_Initialize(NULL) != ENS_OK) return 0;
    if (espeak_ng_InitializeOutput(ENOUTPUT_MODE_SYNCHRONOUS, 0, NULL) != ENS_OK) return 0;
    samples_a_second = espeak_ng_GetSampleRate();
    return samples_a_second;
}

static int find(struct str language)
{
    for (int i = 0; i < LANGUAGES; i++)
        if (str_eq(language, str_from(languages[i].name))) return i;
    return -1;
}

static bool choose(int i)
{
    if (i < 0 || languages[i].known == HAS_NONE || !espeak_samples_a_second()) return false;
    if (i == chosen) return true;
    bool has = espeak_ng_SetVoiceByName(languages[i].name) == ENS_OK;
    languages[i].known = has ? HAS_VOICE : HAS_NONE;
    chosen = has ? i : -1;
    return has;
}

bool espeak_has_voice(struct str language)
{
    int i = find(language);
    return i >= 0 && languages[i].known == HAS_VOICE ? true : choose(i);
}

static int take_sound(short *samples, int count, espeak_EVENT *events)
{
    const struct taking *taking = events->user_data;
    if (!samples || count <= 0 || !taking) return 0;
    return !taking->take(taking->self, samples, (size_t)count);
}

void espeak_make(struct str text, struct str language, int rate, espeak_taker *take, void *self)
{
    struct taking taking = {take, self};
    char *words = text.n && choose(find(language)) ? malloc(text.n + 1) : NULL;
    if (!words) return;
    memcpy(words, text.p, text.n);
    words[text.n] = 0;
    espeak_ng_SetParameter(espeakRATE, rate, 0);
    espeak_SetSynthCallback(take_sound);
    espeak_ng_Synthesize(words, text.n + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL, &taking);
    wipe(words, text.n);
    free(words);
}
