#include "app/sound.h"

#include <string.h>

#include "app/internal.h"
#include "base/wipe.h"
#include "ui/hit.h"

enum {
    AHEAD_MS = 300, // a voice gets its next words this long before it has none
    VOLUMES = 8,
    VOLUME_USUAL = 3, // the place sets the amplifier so that this is 65 dBA at most
    RATE_USUAL = 2,
};

static const int rates[] = {110, 140, 170, 210, 260}; // words a minute
enum { RATES = sizeof rates / sizeof rates[0] };

static const struct speech_port *port_of(const struct app *app)
{
    return &app->options.ports.speech;
}

static const char *language_of(const struct app *app)
{
    return app->options.config->languages[app->flow.language];
}

static bool can_say(const struct app *app, const char *language)
{
    const struct speech_port *port = port_of(app);
    return port->has_voice && port->has_voice(port->self, str_from(language));
}

bool sound_has_voice(const struct app *app)
{
    return can_say(app, language_of(app));
}

static bool has_headphones(const struct app *app)
{
    if (app->faults.say_private) return true;
    switch (app->options.config->headphones) {
    case HEADPHONES_AUTO: return app->sound.plugged;
    case HEADPHONES_ALWAYS: return true;
    case HEADPHONES_NEVER: return false;
    }
    return false;
}

bool sound_explores(const struct app *app)
{
    return app->sound.listening && app->sound.eyes_closed && sound_has_voice(app);
}

struct screen_sound sound_view(const struct app *app)
{
    return (struct screen_sound){.available = sound_has_voice(app),
                                 .listening = app->sound.listening,
                                 .sheet = app->sound.sheet && sound_has_voice(app)};
}

static void set_volume(struct app *app)
{
    const struct speech_port *port = port_of(app);
    if (port->set_volume) port->set_volume(port->self, 100 * (app->sound.volume + 1) / VOLUMES);
}

static struct speech_view view_of(const struct app *app)
{
    const struct sound *sound = &app->sound;
    enum speech_way way = sound->told_how ? SPEECH_BY_KEYS : SPEECH_FIRST_KEYS;
    return (struct speech_view){.tree = &app->tree,
                                .messages = app->options.languages[app->flow.language],
                                .focus = app->memory.focus_shown ? app->memory.focus : 0,
                                .headphones = has_headphones(app),
                                .way = sound->eyes_closed ? way : SPEECH_BY_TOUCH};
}

// --- being heard

void sound_hush(struct app *app)
{
    const struct speech_port *port = port_of(app);
    if (port->stop && !app->faults.talk_on) port->stop(port->self);
    app->sound.given = app->sound.speech.count;
}

bool sound_speaks(const struct app *app)
{
    const struct speech_port *port = port_of(app);
    if (!port->left_ms || !app->sound.listening) return false;
    return app->sound.given < app->sound.speech.count || port->left_ms(port->self) > 0;
}

static struct speech *begin_saying(struct app *app)
{
    sound_hush(app);
    wipe(app->sound.speech.memory, app->sound.speech.text.n);
    speech_clear(&app->sound.speech);
    app->sound.given = 0;
    app->sound.voice = language_of(app);
    return &app->sound.speech;
}

static void feed(struct app *app)
{
    const struct speech_port *port = port_of(app);
    struct sound *sound = &app->sound;
    while (sound->given < sound->speech.count && port->left_ms(port->self) <= AHEAD_MS)
        port->say(port->self, sound->speech.list[sound->given++].text, str_from(sound->voice),
                  rates[sound->rate]);
}

int64_t sound_deadline(const struct app *app, struct moment now)
{
    const struct speech_port *port = port_of(app);
    const struct sound *sound = &app->sound;
    if (!sound->listening || sound->given >= sound->speech.count) return MOMENT_NEVER;
    int64_t left = port->left_ms(port->self) - AHEAD_MS;
    return now.mono_ms + (left > 0 ? left : 0);
}

// --- what is said

static uint64_t words_of_focus(struct app *app)
{
    struct speech_view view = view_of(app);
    const struct ui_node *node = ui_focus_node(&app->tree, app->memory.focus);
    uint64_t hash = 14695981039346656037U;
    if (!node) return 0;
    speech_clear(&app->sound.scratch);
    speech_node(&view, (uint16_t)(node - app->tree.nodes), &app->sound.scratch);
    struct str words = buf_str(&app->sound.scratch.text);
    for (size_t i = 0; i < words.n; i++)
        hash = (hash ^ (uint8_t)words.p[i]) * 1099511628211U; // FNV-1a
    return hash;
}

static struct sound_known look(struct app *app)
{
    return (struct sound_known){.screen = speech_screen_hash(&app->tree),
                                .words = words_of_focus(app),
                                .focus = app->memory.focus_shown ? app->memory.focus : 0,
                                .place = app->flow.place,
                                .language = app->flow.language};
}

// A language that cannot be heard is said in the first one, so that nobody is left in silence.
static void say_no_voice(struct app *app)
{
    const struct messages *messages = app->options.languages[0];
    struct speech *speech = begin_saying(app);
    app->sound.voice = app->options.config->languages[0];
    if (can_say(app, app->sound.voice))
        speech_sentence(messages_text(messages, STR("Cette langue n’a pas de voix ici.")), speech);
}

static void say_screen(struct app *app)
{
    struct speech_view view = view_of(app);
    if (!sound_has_voice(app)) {
        say_no_voice(app);
        return;
    }
    speech_screen(&view, begin_saying(app));
    app->sound.told_how = true;
}

static void say_typed(struct app *app)
{
    struct speech_view view = view_of(app);
    if (sound_has_voice(app)) speech_typed(&view, app->sound.typed_text, begin_saying(app));
}

static void say_what_changed(struct app *app)
{
    struct sound *sound = &app->sound;
    struct sound_known before = sound->known, now = look(app);
    bool other = now.place != before.place || now.language != before.language;
    bool typed = sound->typed;
    sound->known = now;
    sound->behind = sound->typed = false;
    if (typed && !other)
        say_typed(app);
    else if (!other && now.focus && now.focus == before.focus && now.words != before.words)
        sound_say_focus(app);
    else if (other || now.screen != before.screen)
        say_screen(app);
    else if (now.focus != before.focus)
        sound_say_focus(app);
}

void sound_turn(struct app *app)
{
    if (!app->sound.listening || app->stale) return; // what is not yet to be seen is not said either
    if (app->sound.behind) say_what_changed(app);
    feed(app);
}

void sound_say_node(struct app *app, uint16_t node)
{
    struct speech_view view = view_of(app);
    if (node && sound_has_voice(app)) speech_node(&view, node, begin_saying(app));
}

void sound_say_focus(struct app *app)
{
    const struct ui_node *node = ui_focus_node(&app->tree, app->memory.focus);
    if (node) sound_say_node(app, (uint16_t)(node - app->tree.nodes));
    app->sound.known = look(app);
}

void sound_repeat(struct app *app)
{
    if (!app->sound.listening) return;
    app->sound.told_how = false; // who asks again hears the keys again
    say_screen(app);
}

void sound_typed(struct app *app, struct str typed)
{
    struct sound *sound = &app->sound;
    struct buf kept = buf_init(sound->typed_memory, sizeof sound->typed_memory);
    buf_add(&kept, typed);
    sound->typed_text = buf_str(&kept);
    sound->typed = true;
}

// --- beginning and end

void sound_begin(struct app *app, bool eyes_closed)
{
    struct sound *sound = &app->sound;
    sound->listening = true;
    sound->eyes_closed = sound->eyes_closed || eyes_closed;
    if (eyes_closed) app->memory.focus_shown = true;
    memset(&sound->known, 0, sizeof sound->known); // nothing of the screen was heard yet
    app->stale = true;
}

static void end_listening(struct app *app)
{
    sound_hush(app);
    app->sound.listening = app->sound.eyes_closed = app->sound.told_how = app->sound.sheet = false;
    app->stale = true;
}

void sound_plug(struct app *app, bool plugged)
{
    const struct messages *messages = app->options.languages[app->flow.language];
    bool was = has_headphones(app);
    app->sound.plugged = plugged;
    if (plugged && sound_has_voice(app)) sound_begin(app, true);
    if (!was || has_headphones(app)) return;
    sound_hush(app); // at once: what was begun for headphones must not come out of a loudspeaker
    if (app->sound.listening && sound_has_voice(app))
        speech_sentence(
            messages_text(messages, STR("Le casque est débranché. Ce qui est à toi n’est plus dit.")),
            begin_saying(app));
    app->sound.known = look(app);
}

// --- knobs

static void say_step(struct app *app, struct str sentence, int step, int steps)
{
    char of_memory[12], at_memory[12], words_memory[160];
    struct buf at = buf_init(at_memory, sizeof at_memory), of = buf_init(of_memory, sizeof of_memory),
               words = buf_init(words_memory, sizeof words_memory);
    buf_add_format(&at, "%d", step + 1);
    buf_add_format(&of, "%d", steps);
    messages_format(&words, sentence,
                    (struct message_arg[]){{"number", buf_str(&at)}, {"total", buf_str(&of)}}, 2);
    if (app->sound.listening && sound_has_voice(app)) speech_sentence(buf_str(&words), begin_saying(app));
}

static void turn_knob(uint8_t *step, int by, int steps)
{
    int to = *step + by;
    if (to >= 0 && to < steps) *step = (uint8_t)to;
}

static void turn_volume(struct app *app, int by)
{
    const struct messages *messages = app->options.languages[app->flow.language];
    turn_knob(&app->sound.volume, by, VOLUMES);
    set_volume(app);
    say_step(app, messages_text(messages, STR("Volume {number} sur {total}.")), app->sound.volume, VOLUMES);
}

static void turn_rate(struct app *app, int by)
{
    const struct messages *messages = app->options.languages[app->flow.language];
    turn_knob(&app->sound.rate, by, RATES);
    say_step(app, messages_text(messages, STR("Vitesse {number} sur {total}.")), app->sound.rate, RATES);
}

void sound_try(struct app *app)
{
    const struct speech_port *port = port_of(app);
    if (can_say(app, "fr"))
        port->say(port->self, STR("Bonjour. Ceci est la voix de la borne."), STR("fr"), rates[RATE_USUAL]);
}

static void listen(struct app *app)
{
    if (app->sound.listening)
        app->sound.sheet = true;
    else
        sound_begin(app, false);
    app->stale = true;
}

static void close_sheet(struct app *app)
{
    app->sound.sheet = false;
    app->stale = true;
}

void sound_act(struct app *app, enum sound_action action)
{
    switch (action) {
    case SOUND_LISTEN: listen(app); break;
    case SOUND_REPEAT: // of the screen, not of the sheet that hides it
        close_sheet(app);
        memset(&app->sound.known, 0, sizeof app->sound.known);
        break;
    case SOUND_SOFTER: turn_volume(app, -1); break;
    case SOUND_LOUDER: turn_volume(app, 1); break;
    case SOUND_SLOWER: turn_rate(app, -1); break;
    case SOUND_FASTER: turn_rate(app, 1); break;
    case SOUND_STOP: end_listening(app); break;
    case SOUND_CLOSE: close_sheet(app); break;
    }
}

void sound_reset(struct app *app)
{
    bool plugged = app->sound.plugged;
    sound_hush(app);
    wipe(&app->sound, sizeof app->sound);
    app->sound = (struct sound){.plugged = plugged, .volume = VOLUME_USUAL, .rate = RATE_USUAL};
    speech_clear(&app->sound.speech);
    set_volume(app);
}

void sound_forget(struct app *app)
{
    struct sound *sound = &app->sound;
    if (app->flow.place == FLOW_ATTRACT) {
        sound_reset(app);
        return;
    }
    sound_hush(app); // they are still there, and hear who can help them
    wipe(sound->speech.memory, sizeof sound->speech.memory);
    wipe(sound->scratch.memory, sizeof sound->scratch.memory);
    wipe(sound->typed_memory, sizeof sound->typed_memory);
    speech_clear(&sound->speech);
    sound->given = 0;
}
