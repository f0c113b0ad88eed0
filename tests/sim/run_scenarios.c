// Plays scenario files in a mode: run_scenarios MODE FILE...; counts each play as one check.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/scenario.h"
#include "platform/screen.h"

enum { FILE_BYTES = 64 << 10, SOME_STEPS = 2 };

static int passed, failed;

static struct str read_text(const char *path)
{
    static char bytes[FILE_BYTES];
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(2);
    }
    size_t n = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return (struct str){bytes, n};
}

static struct scenario_result play(const char *name, struct str file, struct scenario_mode mode)
{
    struct scenario_result result = scenario_play(name, file, &mode);
    if (result.ok) {
        passed += result.played;
    } else {
        failed++;
        printf("FAILED [%s %d] %s\n", mode.name, mode.die_at + mode.store_fails_at + mode.http_fails_at,
               result.why);
    }
    return result;
}

// One of `step`, or all of them when somebody has the time.
static int every(int step)
{
    return getenv("REBOND_EVERY_STEP") ? 1 : step;
}

// Two stories that hold the whole of recording and delivery are killed at every single step and broken in
// other ways at every third, the others at a few steps spread over the story; REBOND_EVERY_STEP=1 breaks all
// of them at every one.
static int stride(const char *name, int count, const struct scenario_mode *mode)
{
    bool whole = strcmp(name, "caldav-confirmed.scn") == 0 || strcmp(name, "local-appointment.scn") == 0;
    bool killed = mode->die_at && !mode->torn;
    return whole ? every(killed ? 1 : 3) : every(count / SOME_STEPS + 1);
}

// `knob` is the number in `mode` that says when.
static void play_each(const char *name, struct str file, struct scenario_mode *mode, int *knob, int count)
{
    *knob = 1;
    int step = stride(name, count, mode);
    for (*knob += (int)strlen(name) % step; *knob <= count; *knob += step)
        (void)play(name, file, *mode);
}

static void play_counted(const char *name, struct str file, const char *which)
{
    struct scenario_mode mode = {.name = "straight"};
    struct scenario_result straight = scenario_play(name, file, &mode);
    mode.name = which;
    mode.torn = strcmp(which, "torn") == 0;
    if (strcmp(which, "killed") == 0 || mode.torn)
        play_each(name, file, &mode, &mode.die_at, straight.durable_ops);
    if (strcmp(which, "disk-fails") == 0)
        play_each(name, file, &mode, &mode.store_fails_at, straight.durable_ops);
    if (strcmp(which, "network-fails") == 0)
        play_each(name, file, &mode, &mode.http_fails_at, straight.requests);
}

// Every story on one of four panels, in the other language on another (REBOND_EVERY_STEP=1: on each).
static void play_panels(const char *name, struct str file, const char *language)
{
    static int story;
    static const int panels[][4] = {
        {1024, 600, 222, 125}, {1280, 800, 217, 136}, {1920, 1080, 344, 194}, {1080, 1920, 194, 344}};
    int step = every(4);
    story++;
    for (int i = (story + 2 * (language[0] == 'e')) % step; i < 4; i += step)
        (void)play(name, file,
                   (struct scenario_mode){.name = "panels",
                                          .language = language,
                                          .w = panels[i][0],
                                          .h = panels[i][1],
                                          .w_mm = panels[i][2],
                                          .h_mm = panels[i][3]});
}

// Every story with every fourth language (REBOND_EVERY_STEP=1: each) chosen from the list, on the panel with
// least room, in all sizes in turn.
static void play_languages(const char *name, struct str file)
{
    static unsigned story;
    unsigned step = (unsigned)every(4);
    story++;
    for (unsigned i = story % step; i < LANGUAGE_COUNT; i += step)
        (void)play(name, file,
                   (struct scenario_mode){.name = language_table[i].code,
                                          .language = language_table[i].code,
                                          .all_languages = true,
                                          .display = {.size = (uint8_t)((story + i) % FLOW_SIZES)},
                                          .w = 1024,
                                          .h = 600,
                                          .w_mm = 222,
                                          .h_mm = 125});
}

// On the panel that has the least room or on the upright one, in turn (REBOND_EVERY_STEP=1: on both).
static void play_display(const char *name, struct str file, const char *which, struct flow_display display)
{
    static int story;
    int step = every(2);
    static const int panels[][4] = {{1024, 600, 222, 125}, {1080, 1920, 194, 344}};
    story++;
    for (int i = (story + display.low) % step; i < 2; i += step)
        (void)play(name, file,
                   (struct scenario_mode){.name = which,
                                          .display = display,
                                          .w = panels[i][0],
                                          .h = panels[i][1],
                                          .w_mm = panels[i][2],
                                          .h_mm = panels[i][3]});
}

static struct screen *screen; // of the mode "painted"

static void paint(void *painter, const struct draw_list *list)
{
    screen_show(painter, list);
}

// With the fonts and the painter of the real program.
static void play_painted(const char *name, struct str file)
{
    static struct text_port text;
    if (!screen && screen_open_hidden(1280, 800, &screen) != OK) {
        fprintf(stderr, "%s\n", screen_problem());
        exit(2);
    }
    text = screen_text(screen);
    (void)play(name, file,
               (struct scenario_mode){.name = "painted", .text = &text, .painter = screen, .paint = paint});
    screen_forget(screen);
}

static void play_file(const char *which, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    struct str file = read_text(path);
    if (strcmp(which, "straight") == 0)
        (void)play(name, file, (struct scenario_mode){.name = which});
    else if (strcmp(which, "double-tapped") == 0)
        (void)play(name, file, (struct scenario_mode){.name = which, .double_tap = true});
    else if (strcmp(which, "restarted") == 0)
        (void)play(name, file, (struct scenario_mode){.name = which, .restart = true});
    else if (strcmp(which, "painted") == 0)
        play_painted(name, file);
    else if (strcmp(which, "large") == 0)
        play_display(name, file, which, (struct flow_display){.size = 3});
    else if (strcmp(which, "low") == 0)
        play_display(name, file, which, (struct flow_display){.low = true});
    else if (strcmp(which, "panels-fr") == 0)
        play_panels(name, file, "fr");
    else if (strcmp(which, "panels-en") == 0)
        play_panels(name, file, "en");
    else if (strcmp(which, "languages") == 0)
        play_languages(name, file);
    else
        play_counted(name, file, which);
}

int main(int argc, char **argv)
{
    if (argc < 3) return 2;
    for (int i = 2; i < argc; i++)
        play_file(argv[1], argv[i]);
    screen_close(screen);
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0 || passed == 0;
}
