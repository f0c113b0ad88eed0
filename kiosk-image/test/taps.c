// Says where a visitor touches the screen of the card, visit after visit: one line a touch, "x y words".
// Where things are it knows from the same program without a window, of the same size, with the same fonts and
// configuration.
//   taps --config FILE --state FOLDER --size WxH [--visits N] [--callback] [--voice] [--collect PIN]
//        [--print] [--listen] [--picture FILE]
// Visitors book an appointment, or ask to be called back. --print: and take a slip with them. --collect: then
// staff with this PIN copy what is queued onto a stick. --listen: then somebody has the first question read
// aloud. --picture: the first screen as a PPM.
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/stick.h"
#include "harness/twin.h"
#include "main/load.h"
#include "platform/entropy.h"
#include "screens/screens.h"
#include "seal/pin.h"
#include "staff/knock.h"

struct taps {
    const char *state;
    int visits;
    bool callback, printed, listened;
    const char *pin, *picture; // NULL: none
    char pin_hash[SEAL_PIN_TEXT];
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

static void choose_slots(struct twin *twin)
{
    touch(twin, "appointment", FLOW_WISHED, ITEM_APPOINTMENT, false);
    choose_slot(twin);
    if (app_flow(twin->app)->choosing == 1) choose_slot(twin);
}

static void visit(struct taps *taps, const char *name)
{
    struct twin *twin = &taps->twin;
    touch(twin, "start", FLOW_START, 0, true);
    touch(twin, "need", FLOW_DOOR, DOOR_NEED, false);
    touch(twin, "tile", FLOW_NEED, 6, false);
    touch(twin, "next", FLOW_NEXT, 0, true);
    if (taps->callback)
        touch(twin, "callback", FLOW_WISHED, ITEM_CALLBACK, false);
    else
        choose_slots(twin);
    type(twin, name);
    touch(twin, "next", FLOW_NEXT, 0, true);
    touch(twin, "sms", FLOW_CONTACT_CHOSEN, CONTACT_SMS, false);
    type(twin, "0692123456");
    touch(twin, "next", FLOW_NEXT, 0, true);
    touch(twin, "mine", FLOW_SAFE_CHOSEN, SAFE_MINE, false);
    touch(twin, "age", FLOW_AGE_CHOSEN, AGE_18_25, false);
    touch(twin, "confirm", FLOW_CONFIRM, 0, true);
    turn(twin, FLOW_NETWORK_MS + 100);
    if (taps->printed) touch(twin, "print", FLOW_PRINT, 0, true);
    touch(twin, "finish", FLOW_FINISH, 0, true);
}

static void listen(struct twin *twin)
{
    touch(twin, "start", FLOW_START, 0, true);
    touch(twin, "listen", (enum flow_action)SOUND_LISTEN, 0, true);
}

// A printer that has paper and is quick.
static bool printer_is_there(void *self)
{
    (void)self;
    return true;
}

static void printer_ask(void *self, int64_t now_ms)
{
    (void)now_ms;
    *(enum printer_state *)self = PRINTER_READY;
}

static void printer_send(void *self, struct str bytes, int64_t now_ms)
{
    (void)bytes, (void)now_ms;
    *(enum printer_state *)self = PRINTER_DONE;
}

static enum printer_state printer_turn(void *self, int64_t now_ms)
{
    (void)now_ms;
    return *(enum printer_state *)self;
}

static void printer_forget(void *self)
{
    (void)self;
}

static bool read_pin(void *self, char *to)
{
    const struct taps *taps = self;
    memcpy(to, taps->pin_hash, sizeof taps->pin_hash);
    return true;
}

static err_t open_stick(void *self, struct stick_port *ret_stick)
{
    (void)self, (void)ret_stick;
    return ERR_IO;
}

static err_t no_key(void *self, struct sign_key *ret_key)
{
    (void)self, (void)ret_key;
    return ERR_IO;
}

// A stick is there; nothing can be written onto it.
static void collect(struct taps *taps)
{
    struct twin *twin = &taps->twin;
    app_stick_attach(twin->app, &(struct app_stick_ports){.open = open_stick, .get_key = no_key});
    app_take_stick(twin->app, twin->now, STR("ready"));
    for (int i = 0; i < KNOCKS; i++) {
        int x = twin->w - 8, y = 8;
        printf("%d %d knock\n", x, y);
        twin_touch_at(twin, x, y);
        turn(twin, 300);
    }
    for (const char *digit = taps->pin; *digit; digit++)
        touch(twin, "digit", (enum flow_action)STAFF_DIGIT, *digit - '0', false);
    touch(twin, "enter", (enum flow_action)STAFF_ENTER, 0, true);
    turn(twin, 700);
    touch(twin, "stick", (enum flow_action)STAFF_OPEN, STAFF_COLLECT, false);
    touch(twin, "copy", (enum flow_action)STAFF_COPY, 1, false);
}

static void save_picture(struct twin *twin, const char *path)
{
    const struct draw_list *list;
    int pitch = 0;
    if (app_draw(twin->app, twin->now, &list)) screen_show(twin->screen, list);
    const uint8_t *pixels = screen_pixels(twin->screen, &pitch);
    FILE *file = fopen(path, "wb");
    if (!file) twin_give_up(twin, "the picture cannot be written");
    fprintf(file, "P6\n%d %d\n255\n", twin->w, twin->h);
    for (int y = 0; y < twin->h; y++)
        for (int x = 0; x < twin->w; x++)
            for (int c = 2; c >= 0; c--) // stored as B, G, R
                fputc(pixels[y * pitch + x * 4 + c], file);
    if (fclose(file)) twin_give_up(twin, "the picture cannot be written");
}

static bool read_arguments(struct taps *taps, int argc, char **argv)
{
    struct twin *twin = &taps->twin;
    static const struct option options[] = {{"config", required_argument, NULL, 'c'},
                                            {"state", required_argument, NULL, 's'},
                                            {"size", required_argument, NULL, 'z'},
                                            {"visits", required_argument, NULL, 'n'},
                                            {"voice", no_argument, NULL, 'v'},
                                            {"print", no_argument, NULL, 'r'},
                                            {"listen", no_argument, NULL, 'l'},
                                            {"callback", no_argument, NULL, 'b'},
                                            {"collect", required_argument, NULL, 'p'},
                                            {"picture", required_argument, NULL, 'f'},
                                            {0}};
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'c') twin->config_path = optarg;
        if (option == 's') taps->state = optarg;
        if (option == 'n') taps->visits = atoi(optarg);
        if (option == 'v') taps->voiced = true;
        if (option == 'r') taps->printed = true;
        if (option == 'l') taps->listened = true;
        if (option == 'b') taps->callback = true;
        if (option == 'p') taps->pin = optarg;
        if (option == 'f') taps->picture = optarg;
        if (option == '?' || (option == 'z' && sscanf(optarg, "%4dx%4d", &twin->w, &twin->h) != 2))
            return false;
    }
    return twin->config_path && twin->w >= 1 && twin->h >= 1;
}

int main(int argc, char **argv)
{
    static struct taps taps = {.state = ".", .visits = 1, .twin = {.program = "taps", .read_pin = read_pin}};
    struct twin *twin = &taps.twin;
    struct entropy_port entropy = entropy_system();
    if (!read_arguments(&taps, argc, argv))
        twin_give_up(twin, "wants --config FILE --state FOLDER --size WxH");
    twin_prepare(twin);
    if (taps.pin && seal_pin_hash(&entropy, str_from(taps.pin), taps.pin_hash))
        twin_give_up(twin, "no memory");
    static enum printer_state state = PRINTER_IDLE;
    if (taps.printed)
        twin->printer = (struct printer_port){&state,       printer_is_there, printer_ask,
                                              printer_send, printer_turn,     printer_forget};
    twin_open(twin, taps.voiced, open_store, &taps);
    if (taps.picture) save_picture(twin, taps.picture);
    turn(twin, 700);
    for (int i = 0; i < taps.visits; i++)
        visit(&taps, "Nadia");
    if (taps.pin) collect(&taps);
    if (taps.listened) listen(twin);
    twin_close(twin);
    return 0;
}
