// Says where a visitor touches the screen of the card, visit after visit: one line a touch, "x y words".
// Where things are it knows from the same program without a window, of the same size, with the same fonts and
// configuration.
//   taps --config FILE --state FOLDER --size WxH [--visits N] [--voice]
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/twin.h"
#include "main/load.h"

struct taps {
    const char *state;
    int visits;
    bool voiced; // a machine without a sound card has no voice
    struct twin twin;
};

static struct store *open_store(void *self)
{
    struct taps *taps = self;
    struct store *store = NULL;
    return load_store(taps->state, &taps->twin.files, &store) == OK ? store : NULL;
}

// Twice: what is saved is saved after its picture was drawn.
static void turn(struct twin *twin, int64_t ms)
{
    twin_turn(twin, ms);
    twin_turn(twin, 0);
}

// The next look at the screen is `ms` later: nothing here waits.
static void touch(struct twin *twin, const char *words, enum flow_action action, int32_t arg, bool any)
{
    int x, y;
    const struct ui_node *node = twin_find(twin, action, arg, any);
    if (!node) {
        fprintf(stderr, "taps: nothing to touch for %s\n", words);
        exit(1);
    }
    twin_touch(twin, node, &x, &y);
    printf("%d %d %s\n", x, y, words);
    turn(twin, 700);
}

static void type(struct twin *twin, const char *text)
{
    for (; *text; text++) {
        if (!twin_find(twin, FLOW_TYPED, *text, false)) touch(twin, "shift", FLOW_SHIFT, 0, true);
        touch(twin, "letter", FLOW_TYPED, *text, false);
    }
}

static void choose_slot(struct twin *twin)
{
    touch(twin, "day", FLOW_DAY_CHOSEN, 0, true);
    touch(twin, "time", FLOW_SLOT_CHOSEN, 0, true);
}

static void visit(struct twin *twin, const char *name)
{
    touch(twin, "start", FLOW_START, 0, true);
    touch(twin, "need", FLOW_DOOR, DOOR_NEED, false);
    touch(twin, "tile", FLOW_NEED, 6, false);
    touch(twin, "next", FLOW_NEXT, 0, true);
    touch(twin, "appointment", FLOW_WISHED, ITEM_APPOINTMENT, false);
    choose_slot(twin);
    if (app_flow(twin->app)->choosing == 1) choose_slot(twin);
    type(twin, name);
    touch(twin, "next", FLOW_NEXT, 0, true);
    touch(twin, "sms", FLOW_CONTACT_CHOSEN, CONTACT_SMS, false);
    type(twin, "0692123456");
    touch(twin, "next", FLOW_NEXT, 0, true);
    touch(twin, "mine", FLOW_SAFE_CHOSEN, SAFE_MINE, false);
    touch(twin, "age", FLOW_AGE_CHOSEN, AGE_18_25, false);
    touch(twin, "confirm", FLOW_CONFIRM, 0, true);
    turn(twin, FLOW_NETWORK_MS + 100);
    touch(twin, "finish", FLOW_FINISH, 0, true);
}

int main(int argc, char **argv)
{
    static struct taps taps = {.state = ".", .visits = 1, .twin.program = "taps"};
    struct twin *twin = &taps.twin;
    static const struct option options[] = {
        {"config", required_argument, NULL, 'c'}, {"state", required_argument, NULL, 's'},
        {"size", required_argument, NULL, 'z'},   {"visits", required_argument, NULL, 'n'},
        {"voice", no_argument, NULL, 'v'},        {0}};
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'c') twin->config_path = optarg;
        if (option == 's') taps.state = optarg;
        if (option == 'n') taps.visits = atoi(optarg);
        if (option == 'v') taps.voiced = true;
        if (option == '?' || (option == 'z' && sscanf(optarg, "%4dx%4d", &twin->w, &twin->h) != 2)) return 2;
    }
    if (!twin->config_path || twin->w < 1 || twin->h < 1)
        twin_give_up(twin, "wants --config FILE --state FOLDER --size WxH");
    twin_prepare(twin);
    twin_open(twin, taps.voiced, open_store, &taps);
    turn(twin, 700);
    for (int i = 0; i < taps.visits; i++)
        visit(twin, "Nadia");
    twin_close(twin);
    return 0;
}
