// links: base port platform
// The real voice without a device: texts become sound of a plausible length, loudness and pitch; stopping
// leaves nothing to be heard.
#include "harness/test.h"

#include <math.h>
#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/espeak.h"
#include "platform/voice.h"

static struct voice *voice;
static struct speech_port port;

static int open_voice(void **state)
{
    (void)state;
    SDL_setenv("SDL_AUDIODRIVER", "dummy", 1);
    if (voice_open(&voice) != OK) return -1;
    port = voice_port(voice);
    return 0;
}

static int close_voice(void **state)
{
    (void)state;
    voice_close(voice);
    SDL_Quit();
    return 0;
}

struct sound_shape {
    double seconds, loudness; // root mean square of full scale
    double voiced;            // share of 20 ms frames whose strongest period is that of a human voice
};

// Strongest period by autocorrelation: a voice is between 60 and 350 Hz, noise has none.
static bool is_voiced(const int16_t *frame, int n, int rate)
{
    double energy = 0, best = 0;
    for (int i = 0; i < n; i++)
        energy += (double)frame[i] * frame[i];
    if (energy / n < 200.0 * 200) return false;
    for (int lag = rate / 350; lag <= rate / 60; lag++) {
        double sum = 0;
        for (int i = 0; i < n; i++)
            sum += (double)frame[i] * frame[i + lag];
        if (sum > best) best = sum;
    }
    return best > 0.4 * energy;
}

static struct sound_shape shape_of(const int16_t *samples, size_t count, int rate)
{
    struct sound_shape shape = {.seconds = (double)count / rate};
    int frame = rate / 50, reach = frame + rate / 60, frames = 0, voiced = 0;
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (double)samples[i] * samples[i];
    for (size_t i = 0; i + (size_t)reach < count; i += (size_t)frame) {
        voiced += is_voiced(samples + i, frame, rate);
        frames++;
    }
    shape.loudness = count ? sqrt(sum / (double)count) / 32768 : 0;
    shape.voiced = frames ? (double)voiced / frames : 0;
    return shape;
}

static bool sounds_like_speech(struct sound_shape shape, size_t characters)
{
    double usual = (double)characters / 14; // seconds
    return shape.seconds > usual / 3 && shape.seconds < usual * 3 && shape.loudness > 0.01 &&
           shape.loudness < 0.6 && shape.voiced > 0.25;
}

static struct sound_shape said(const char *language, const char *text)
{
    size_t count;
    int rate;
    port.stop(port.self);
    port.say(port.self, str_from(text), str_from(language), 170);
    const int16_t *samples = voice_samples(voice, &count, &rate);
    return shape_of(samples, count, rate);
}

static const struct {
    const char *language, *text;
    size_t characters;
} sentences[] = {
    {"fr", "Bonjour ! Tu viens pour quoi ?", 30},
    {"en", "Hello! What brings you here?", 28},
    {"es", "¡Hola! ¿Qué necesitas hoy?", 26},
    {"ar", "مرحبا، كيف يمكننا مساعدتك اليوم؟", 32},
    {"fa", "سلام، چطور می‌توانیم کمک کنیم؟", 31},
    {"uk", "Добрий день! Чим вам допомогти?", 31},
    {"ru", "Здравствуйте! Чем вам помочь?", 29},
};

static void test_each_language_with_a_voice_is_heard(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sentences / sizeof sentences[0]; i++) {
        assert_true(espeak_has_voice(str_from(sentences[i].language)));
        struct sound_shape shape = said(sentences[i].language, sentences[i].text);
        if (!sounds_like_speech(shape, sentences[i].characters))
            fail_msg("%s: %.2f s, loudness %.3f, voiced %.2f", sentences[i].language, shape.seconds,
                     shape.loudness, shape.voiced);
    }
}

static void test_pashto_and_tigrinya_have_no_voice(void **state)
{
    (void)state;
    assert_false(espeak_has_voice(STR("ps")));
    assert_false(espeak_has_voice(STR("ti")));
    assert_false(espeak_has_voice(STR("xx")));
    assert_true(espeak_has_voice(STR("fr"))); // the question can be answered yes, also after a no
}

static void test_silence_and_noise_do_not_pass_for_speech(void **state)
{
    (void)state;
    enum { RATE = 22050, COUNT = 2 * RATE };
    static int16_t silence[COUNT], noise[COUNT];
    uint32_t random = 1;
    for (int i = 0; i < COUNT; i++) {
        random = random * 1664525 + 1013904223;
        noise[i] = (int16_t)((int)(random >> 18) - 8192);
    }
    assert_false(sounds_like_speech(shape_of(silence, COUNT, RATE), 28));
    assert_false(sounds_like_speech(shape_of(noise, COUNT, RATE), 28));
    assert_false(sounds_like_speech(said("fr", ""), 28));
    assert_false(sounds_like_speech(said("ti", "Bonjour ! Tu viens pour quoi ?"), 28));
}

static void test_what_was_plugged_in_to_be_heard_is_the_first_choice(void **state)
{
    (void)state;
    // As ALSA calls them on a Raspberry Pi.
    int usb = voice_rank("USB Audio Device, USB Audio"),
        socket = voice_rank("bcm2835 Headphones, bcm2835 Headphones"),
        panel = voice_rank("vc4-hdmi-0, MAI PCM i2s-hifi-0");
    assert_true(usb < socket && socket < panel);
}

static void test_a_device_that_comes_later_is_taken(void **state)
{
    (void)state;
    struct voice *later = NULL;
    assert_true(voice_has_device(voice));
    voice_close(voice);
    SDL_setenv("SDL_AUDIODRIVER", "nobody", 1); // a machine that cannot sound at all
    assert_int_equal(voice_open(&later), OK);
    assert_false(voice_has_device(later));
    struct speech_port silent = voice_port(later);
    assert_false(silent.has_voice(silent.self, STR("fr")));
    silent.say(silent.self, STR("Bonjour."), STR("fr"), 170); // harms nothing
    voice_look(later);
    assert_false(voice_has_device(later));
    SDL_setenv("SDL_AUDIODRIVER", "dummy", 1);
    assert_int_equal(SDL_InitSubSystem(SDL_INIT_AUDIO), 0);
    voice_look(later);
    assert_true(voice_has_device(later));
    assert_true(silent.has_voice(silent.self, STR("fr")));
    assert_int_equal(silent.left_ms(silent.self), 0); // old words do not come out of it
    voice_close(later);
    assert_int_equal(open_voice(NULL), 0);
}

// What a device was given to play, all of it, while the visitor's words are written over.
static int loudest_when_they_leave(const char *words)
{
    char path[] = "/tmp/rebond-heard-XXXXXX";
    int fd = mkstemp(path), loudest = 0;
    struct voice *heard = NULL;
    int16_t sample;
    assert_true(fd >= 0);
    voice_close(voice);
    SDL_setenv("SDL_AUDIODRIVER", "disk", 1);
    SDL_setenv("SDL_DISKAUDIOFILE", path, 1);
    SDL_setenv("SDL_DISKAUDIODELAY", "1", 1); // ms between two looks: as eager as a device can be
    assert_int_equal(voice_open(&heard), OK);
    assert_true(voice_has_device(heard));
    struct speech_port speech = voice_port(heard);
    if (words) speech.say(speech.self, str_from(words), STR("fr"), 170);
    while (words && speech.left_ms(speech.self))
        continue;
    for (int i = 0; i < 10; i++)
        voice_forget(heard);
    voice_close(heard);
    while (read(fd, &sample, sizeof sample) == sizeof sample)
        if (abs(sample) > loudest) loudest = abs(sample);
    close(fd);
    unlink(path);
    assert_int_equal(open_voice(NULL), 0);
    return loudest;
}

static void test_nothing_is_heard_when_a_visitor_leaves(void **state)
{
    (void)state;
    assert_int_equal(loudest_when_they_leave(NULL), 0);
    assert_true(loudest_when_they_leave("Bonjour.") > 1000); // the same ears hear what is said
}

static void test_a_faster_rate_is_shorter(void **state)
{
    (void)state;
    const char *text = "Deux minutes, sans compte. Tu dis ce qui t’aiderait.";
    port.stop(port.self);
    port.say(port.self, str_from(text), STR("fr"), 110);
    int64_t slow = port.left_ms(port.self);
    port.stop(port.self);
    port.say(port.self, str_from(text), STR("fr"), 260);
    assert_true(port.left_ms(port.self) * 3 < slow * 2);
}

static void test_texts_follow_each_other(void **state)
{
    (void)state;
    port.stop(port.self);
    port.say(port.self, STR("Bonjour."), STR("fr"), 170);
    int64_t one = port.left_ms(port.self);
    port.say(port.self, STR("Bonjour."), STR("fr"), 170);
    assert_true(port.left_ms(port.self) > one * 3 / 2);
}

static void test_a_device_plays_and_a_stop_leaves_nothing(void **state)
{
    (void)state;
    port.stop(port.self);
    for (int i = 0; i < 8; i++)
        port.say(port.self, STR("Deux minutes, sans compte. Tu dis ce qui t’aiderait."), STR("fr"), 170);
    int64_t given = port.left_ms(port.self);
    uint64_t end = SDL_GetTicks64() + 5000, begun;
    assert_true(given > 10000);
    while (port.left_ms(port.self) == given && SDL_GetTicks64() < end)
        continue;
    assert_true(port.left_ms(port.self) < given); // it is playing
    begun = SDL_GetTicks64();
    port.stop(port.self);
    assert_int_equal(port.left_ms(port.self), 0);
    // What the device still has: its own buffer of 1024 samples.
    assert_true(SDL_GetTicks64() - begun + 1024 * 1000 / 22050 < 200);
}

static void test_what_was_said_is_gone_from_the_sound_when_the_visitor_leaves(void **state)
{
    (void)state;
    size_t count, before;
    int rate, loud = 0;
    port.stop(port.self);
    port.say(port.self, STR("Zoraïde, zéro six quatre-vingt-douze."), STR("fr"), 170);
    const int16_t *samples = voice_samples(voice, &before, &rate);
    for (size_t i = 0; i < before; i++)
        loud += samples[i] != 0;
    assert_true(loud > 1000);
    voice_forget(voice);
    samples = voice_samples(voice, &count, &rate);
    assert_int_equal(count, 0);
    for (size_t i = 0; i < before; i++)
        if (samples[i]) fail_msg("sample %zu is still there", i);
}

// For ears: REBOND_WAV=folder keeps one file a language.
static void write_wav(const char *folder, const char *language, const int16_t *samples, size_t count,
                      int rate)
{
    char path[512];
    SDL_AudioSpec spec = {.freq = rate};
    uint32_t bytes = (uint32_t)(count * 2), all = bytes + 36, second = (uint32_t)spec.freq,
             per_second = second * 2, sixteen = 16;
    uint16_t pcm = 1, channels = 1, block = 2, bits = 16;
    snprintf(path, sizeof path, "%s/%s.wav", folder, language);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite("RIFF", 1, 4, file), fwrite(&all, 4, 1, file), fwrite("WAVEfmt ", 1, 8, file);
    fwrite(&sixteen, 4, 1, file), fwrite(&pcm, 2, 1, file), fwrite(&channels, 2, 1, file);
    fwrite(&second, 4, 1, file), fwrite(&per_second, 4, 1, file), fwrite(&block, 2, 1, file);
    fwrite(&bits, 2, 1, file), fwrite("data", 1, 4, file), fwrite(&bytes, 4, 1, file);
    assert_int_equal(fwrite(samples, 2, count, file), count);
    fclose(file);
}

static void test_a_file_of_what_is_heard_reads_back_as_speech(void **state)
{
    (void)state;
    const char *kept = getenv("REBOND_WAV");
    char folder[] = "/tmp/rebond-voice-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    (void)said("fr", sentences[0].text);
    size_t count;
    int rate;
    const int16_t *samples = voice_samples(voice, &count, &rate);
    write_wav(folder, "fr", samples, count, rate);
    snprintf(path, sizeof path, "%s/fr.wav", folder);
    SDL_AudioSpec spec;
    uint8_t *bytes;
    uint32_t n;
    assert_non_null(SDL_LoadWAV(path, &spec, &bytes, &n));
    assert_true(sounds_like_speech(shape_of((const int16_t *)(void *)bytes, n / 2, spec.freq), 30));
    SDL_FreeWAV(bytes);
    remove(path);
    remove(folder);
    for (size_t i = 0; kept && i < sizeof sentences / sizeof sentences[0]; i++) {
        (void)said(sentences[i].language, sentences[i].text);
        samples = voice_samples(voice, &count, &rate);
        write_wav(kept, sentences[i].language, samples, count, rate);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_language_with_a_voice_is_heard),
        cmocka_unit_test(test_pashto_and_tigrinya_have_no_voice),
        cmocka_unit_test(test_silence_and_noise_do_not_pass_for_speech),
        cmocka_unit_test(test_what_was_plugged_in_to_be_heard_is_the_first_choice),
        cmocka_unit_test(test_a_device_that_comes_later_is_taken),
        cmocka_unit_test(test_nothing_is_heard_when_a_visitor_leaves),
        cmocka_unit_test(test_a_faster_rate_is_shorter),
        cmocka_unit_test(test_texts_follow_each_other),
        cmocka_unit_test(test_a_device_plays_and_a_stop_leaves_nothing),
        cmocka_unit_test(test_what_was_said_is_gone_from_the_sound_when_the_visitor_leaves),
        cmocka_unit_test(test_a_file_of_what_is_heard_reads_back_as_speech),
    };
    return cmocka_run_group_tests(tests, open_voice, close_voice);
}
