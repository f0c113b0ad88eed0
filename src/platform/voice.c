#include "platform/voice.h"

#include <SDL.h>
#include <stdlib.h>
#include <string.h>

#include "base/wipe.h"
#include "platform/espeak.h"

enum {
    DEVICE_SAMPLES = 1024, // at 22050 a second: what a device still plays after a stop, 46 ms
    FIRST_ROOM = 1 << 20,  // samples; grows for a text longer than 47 s
    MOST_ROOM = 1 << 24,
};

struct voice {
    SDL_AudioDeviceID device; // 0: none; SDL then locks nothing
    int devices;              // how many SDL knew when `device` was chosen
    int rate;                 // samples a second
    int16_t *samples;         // shared with SDL's thread: under SDL_LockAudioDevice
    size_t at, n, cap;        // played, given, room
    int percent;
};

// --- samples, under the lock

static int16_t *moved(struct voice *voice, size_t cap)
{
    int16_t *samples = calloc(cap, sizeof *samples);
    if (!samples) return NULL;
    if (voice->samples) {
        memcpy(samples, voice->samples, voice->n * sizeof *samples);
        wipe(voice->samples, voice->cap * sizeof *samples); // a voice says names
        free(voice->samples);
    }
    return samples;
}

static bool make_room(struct voice *voice, size_t count)
{
    size_t cap = voice->cap ? voice->cap : FIRST_ROOM;
    while (cap - voice->n < count && cap < MOST_ROOM)
        cap *= 2;
    if (cap - voice->n < count) return false;
    if (cap == voice->cap) return true;
    int16_t *samples = moved(voice, cap);
    if (!samples) return false;
    voice->samples = samples;
    voice->cap = cap;
    return true;
}

static void drop_played(struct voice *voice)
{
    size_t left = voice->n - voice->at;
    memmove(voice->samples, voice->samples + voice->at, left * sizeof *voice->samples);
    wipe(voice->samples + left, (voice->n - left) * sizeof *voice->samples);
    voice->at = 0;
    voice->n = left;
}

static void play(void *self, uint8_t *to, int bytes)
{
    struct voice *voice = self;
    size_t wanted = (size_t)bytes / sizeof(int16_t), left = voice->n - voice->at;
    size_t n = wanted < left ? wanted : left;
    int16_t *out = (int16_t *)(void *)to;
    for (size_t i = 0; i < n; i++)
        out[i] = (int16_t)(voice->samples[voice->at + i] * voice->percent / 100);
    memset(out + n, 0, (wanted - n) * sizeof *out);
    voice->at += n;
}

// --- the port

static bool take_sound(void *self, const int16_t *samples, size_t count)
{
    struct voice *voice = self;
    SDL_LockAudioDevice(voice->device);
    bool room = make_room(voice, count);
    if (room) {
        memcpy(voice->samples + voice->n, samples, count * sizeof *samples);
        voice->n += count;
    }
    SDL_UnlockAudioDevice(voice->device);
    return room; // without it the rest of a text is left out
}

static bool has_voice(void *self, struct str language)
{
    return voice_has_device(self) && espeak_has_voice(language);
}

static void say(void *self, struct str text, struct str language, int rate)
{
    struct voice *voice = self;
    if (!voice_has_device(voice)) return;
    SDL_LockAudioDevice(voice->device);
    if (voice->samples) drop_played(voice);
    SDL_UnlockAudioDevice(voice->device);
    espeak_make(text, language, rate, take_sound, voice);
}

static void stop(void *self)
{
    struct voice *voice = self;
    SDL_LockAudioDevice(voice->device);
    if (voice->n) wipe(voice->samples, voice->n * sizeof *voice->samples);
    voice->at = voice->n = 0;
    SDL_UnlockAudioDevice(voice->device);
}

static int64_t left_ms(void *self)
{
    struct voice *voice = self;
    SDL_LockAudioDevice(voice->device);
    size_t left = voice->n - voice->at;
    SDL_UnlockAudioDevice(voice->device);
    return (int64_t)left * 1000 / voice->rate;
}

static void set_volume(void *self, int percent)
{
    struct voice *voice = self;
    SDL_LockAudioDevice(voice->device);
    voice->percent = percent;
    SDL_UnlockAudioDevice(voice->device);
}

struct speech_port voice_port(struct voice *voice)
{
    return (struct speech_port){voice, has_voice, say, stop, left_ms, set_volume};
}

// --- opening

int voice_rank(const char *device)
{
    if (SDL_strcasestr(device, "usb")) return 0; // somebody has plugged it in to be heard
    return SDL_strcasestr(device, "hdmi") ? 2 : 1;
}

// NULL: SDL's own choice.
static const char *best_device(int count)
{
    const char *best = NULL;
    for (int i = 0; i < count; i++) {
        const char *name = SDL_GetAudioDeviceName(i, 0);
        if (name && (!best || voice_rank(name) < voice_rank(best))) best = name;
    }
    return best;
}

static void open_device(struct voice *voice)
{
    SDL_AudioSpec wanted = {.freq = voice->rate,
                            .format = AUDIO_S16SYS,
                            .channels = 1,
                            .samples = DEVICE_SAMPLES,
                            .callback = play,
                            .userdata = voice};
    voice->devices = SDL_GetNumAudioDevices(0);
    voice->device = SDL_OpenAudioDevice(best_device(voice->devices), 0, &wanted, NULL, 0);
    if (!voice->device) voice->device = SDL_OpenAudioDevice(NULL, 0, &wanted, NULL, 0);
    if (voice->device) SDL_PauseAudioDevice(voice->device, 0);
}

static void close_device(struct voice *voice)
{
    stop(voice);
    SDL_CloseAudioDevice(voice->device); // none is fine
    voice->device = 0;
}

err_t voice_open(struct voice **ret_voice)
{
    if (!espeak_samples_a_second()) return ERR_MISSING;
    struct voice *voice = calloc(1, sizeof *voice);
    if (!voice) return ERR_FULL;
    voice->rate = espeak_samples_a_second();
    voice->percent = 100;
    // Without the subsystem SDL knows no device, now and later.
    if (!SDL_InitSubSystem(SDL_INIT_AUDIO)) open_device(voice);
    *ret_voice = voice;
    return OK;
}

bool voice_has_device(const struct voice *voice)
{
    return voice->device && SDL_GetAudioDeviceStatus(voice->device) != SDL_AUDIO_STOPPED;
}

void voice_look(struct voice *voice)
{
    if (!voice) return;
    bool well = voice_has_device(voice), lost = voice->device && !well;
    if (SDL_GetNumAudioDevices(0) == voice->devices && !lost) return;
    if (well && left_ms(voice)) return; // the next text has the new one
    close_device(voice);
    open_device(voice);
}

// Said to nobody: even a moment of it would be heard in the room.
static bool drop_sound(void *self, const int16_t *samples, size_t count)
{
    (void)self, (void)samples, (void)count;
    return true;
}

void voice_forget(struct voice *voice)
{
    static const char neutral[] =
        "Bonjour. Deux minutes, sans compte. Tu dis ce qui t’aiderait. Bonjour. Deux "
        "minutes, sans compte. Tu dis ce qui t’aiderait. Bonjour.";
    if (!voice) return;
    stop(voice);
    espeak_make(str_from(neutral), STR("fr"), 450, drop_sound, NULL);
}

void voice_close(struct voice *voice)
{
    if (!voice) return;
    close_device(voice);
    if (SDL_WasInit(SDL_INIT_AUDIO)) SDL_QuitSubSystem(SDL_INIT_AUDIO);
    if (voice->samples) wipe(voice->samples, voice->cap * sizeof *voice->samples);
    free(voice->samples);
    wipe(voice, sizeof *voice);
    free(voice);
}

const int16_t *voice_samples(const struct voice *voice, size_t *ret_count, int *ret_rate)
{
    *ret_count = voice->n - voice->at;
    *ret_rate = voice->rate;
    return voice->samples + voice->at;
}
