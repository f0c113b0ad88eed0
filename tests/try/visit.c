// Plays one whole visit on a running kiosk: presses where a visitor would, in its real X window, and takes a
// picture of each screen. Where things are it learns from a twin: the same program without a window, fed with
// the same touches, with the same fonts and a copy of the same database.
#include <getopt.h>
#include <poll.h>
#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <X11/extensions/XTest.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>

#include "harness/twin.h"
#include "platform/read_file.h"

enum { POLL_MS = 100, OPEN_MS = 30000, CHANGE_MS = 15000, SLOTS_MS = 60000, ANSWER_MS = 12000 };

struct visit {
    const char *state, *screens;
    int shot;
    char copy[256]; // the twin's database
    struct twin twin;
    Display *display;
    Window window;
};

static void give_up(const char *why)
{
    twin_give_up(&(struct twin){.program = "visit"}, why);
}

// Lets a moment pass between two looks at a condition; every loop that calls it is bounded.
static void wait_a_little(void)
{
    poll(NULL, 0, POLL_MS);
}

// --- the real window

static Window find_window(Display *display, Window parent)
{
    Window root, above, *children = NULL, found = 0;
    unsigned count = 0;
    char *name = NULL;
    if (XFetchName(display, parent, &name) && name) {
        found = strcmp(name, "Rebond") == 0 ? parent : 0;
        XFree(name);
    }
    if (!found && XQueryTree(display, parent, &root, &above, &children, &count))
        for (unsigned i = 0; i < count && !found; i++)
            found = find_window(display, children[i]);
    if (children) XFree(children);
    return found;
}

static void open_window(struct visit *visit)
{
    visit->display = XOpenDisplay(NULL);
    if (!visit->display) give_up("there is no display");
    for (int ms = 0; ms < OPEN_MS && !visit->window; ms += POLL_MS) {
        visit->window = find_window(visit->display, DefaultRootWindow(visit->display));
        if (!visit->window) wait_a_little();
    }
    if (!visit->window) give_up("the kiosk's window did not open");
}

static SDL_Surface *take_picture(const struct visit *visit)
{
    XImage *image = XGetImage(visit->display, visit->window, 0, 0, (unsigned)visit->twin.w,
                              (unsigned)visit->twin.h, AllPlanes, ZPixmap);
    if (!image) give_up("no picture of the window");
    SDL_Surface *picture =
        SDL_CreateRGBSurfaceWithFormat(0, visit->twin.w, visit->twin.h, 32, SDL_PIXELFORMAT_XRGB8888);
    for (int y = 0; y < visit->twin.h; y++)
        memcpy((char *)picture->pixels + y * picture->pitch, image->data + y * image->bytes_per_line,
               (size_t)visit->twin.w * 4);
    XDestroyImage(image);
    return picture;
}

static bool same_picture(const SDL_Surface *a, const SDL_Surface *b)
{
    return memcmp(a->pixels, b->pixels, (size_t)a->pitch * (size_t)a->h) == 0;
}

static bool is_blank(const SDL_Surface *a)
{
    const uint32_t *pixels = a->pixels;
    for (int i = 1; i < a->w * a->h; i++)
        if (pixels[i] != pixels[0]) return false;
    return true;
}

// The first picture that differs from `before` and stays the same for `still` looks.
static SDL_Surface *wait_for_picture(const struct visit *visit, const SDL_Surface *before, int still)
{
    SDL_Surface *last = take_picture(visit);
    for (int ms = 0, same = 0; ms < CHANGE_MS; ms += POLL_MS) {
        wait_a_little();
        SDL_Surface *next = take_picture(visit);
        same = same_picture(last, next) ? same + 1 : 0;
        SDL_FreeSurface(last);
        last = next;
        if (same >= still && !is_blank(last) && (!before || !same_picture(before, last))) return last;
    }
    give_up("the screen did not change");
    return NULL;
}

static void save(struct visit *visit, SDL_Surface *picture, const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%02d-%s.png", visit->screens, ++visit->shot, name);
    if (IMG_SavePNG(picture, path) != 0) give_up("a picture could not be written");
}

static void press(const struct visit *visit, int x, int y)
{
    int root_x, root_y;
    Window child;
    XTranslateCoordinates(visit->display, visit->window, DefaultRootWindow(visit->display), x, y, &root_x,
                          &root_y, &child);
    XTestFakeMotionEvent(visit->display, -1, root_x, root_y, 0);
    XTestFakeButtonEvent(visit->display, 1, True, 0);
    XTestFakeButtonEvent(visit->display, 1, False, 0);
    XSync(visit->display, False);
}

// --- the twin

static bool copy_database(struct visit *visit)
{
    static char bytes[32 << 20];
    char path[512];
    size_t n;
    snprintf(path, sizeof path, "%s/rebond.db", visit->state);
    if (read_file(path, bytes, sizeof bytes, &n) != OK) return false;
    FILE *file = fopen(visit->copy, "wb");
    if (!file) give_up("the database could not be copied");
    bool whole = fwrite(bytes, 1, n, file) == n;
    return fclose(file) == 0 && whole;
}

static struct store *open_copy(void *self)
{
    struct visit *visit = self;
    struct store *store = NULL;
    enum store_found found;
    if (!copy_database(visit)) return NULL;
    return store_open(visit->copy, NULL, &visit->twin.files, &store, &found) == OK ? store : NULL;
}

static bool has_slots(struct visit *visit)
{
    struct slot slot;
    size_t count = 0;
    struct store *store = open_copy(visit);
    if (!store) return false;
    err_t err = store_list_slots(store, visit->twin.now.wall_s, visit->twin.now.wall_s + 60 * 86400, &slot, 1,
                                 &count);
    store_close(store);
    return err == OK && count > 0;
}

static void open_twin(struct visit *visit)
{
    twin_prepare(&visit->twin);
    for (int ms = 0; ms < SLOTS_MS && !has_slots(visit); ms += POLL_MS)
        wait_a_little();
    if (!has_slots(visit)) give_up("there are no slots to choose from");
    // With a voice as the kiosk finds on this machine.
    twin_open(&visit->twin, true, open_copy, visit);
}

static const struct ui_node *find(const struct visit *visit, enum flow_action action, int32_t arg, bool any)
{
    const struct ui_node *node = twin_find(&visit->twin, action, arg, any);
    if (!node) {
        fprintf(stderr, "visit: nothing to touch for action %d\n", (int)action);
        exit(1);
    }
    return node;
}

static void touch(struct visit *visit, const struct ui_node *node)
{
    int x, y;
    twin_touch(&visit->twin, node, &x, &y);
    press(visit, x, y);
    twin_turn(&visit->twin, 700);
}

// --- the visit

static void step(struct visit *visit, const char *name, enum flow_action action, int32_t arg, bool any)
{
    SDL_Surface *before = take_picture(visit);
    touch(visit, find(visit, action, arg, any));
    // A new screen is not to be touched for 250 ms, nor the same button for 400: a hand takes longer.
    SDL_Surface *after = wait_for_picture(visit, before, name ? 5 : 2);
    if (name) save(visit, after, name);
    SDL_FreeSurface(before);
    SDL_FreeSurface(after);
}

static void type(struct visit *visit, const char *text)
{
    for (; *text; text++) {
        if (!twin_find(&visit->twin, FLOW_TYPED, *text, false)) step(visit, NULL, FLOW_SHIFT, 0, true);
        step(visit, NULL, FLOW_TYPED, *text, false);
    }
}

static void choose_slot(struct visit *visit, const char *day, const char *next)
{
    step(visit, day, FLOW_DAY_CHOSEN, 0, true);
    step(visit, next, FLOW_SLOT_CHOSEN, 0, true);
}

static int64_t delivered(struct visit *visit)
{
    struct store_counts counts = {0};
    struct store *store = open_copy(visit);
    if (!store) return 0;
    if (store_count(store, &counts) != OK) counts.delivered = 0;
    store_close(store);
    return counts.delivered;
}

// Waits for the screen after "saving": the partner's answer, or the end of the time it is given.
static void wait_for_done(struct visit *visit, int64_t before)
{
    bool caldav = visit->twin.config.partners[0].adapter == ADAPTER_CALDAV;
    for (int ms = 0; caldav && ms < ANSWER_MS && delivered(visit) == before; ms += POLL_MS)
        wait_a_little();
    SDL_Surface *done = wait_for_picture(visit, NULL, 5);
    save(visit, done, "done");
    SDL_FreeSurface(done);
}

static void play(struct visit *visit)
{
    SDL_Surface *attract = wait_for_picture(visit, NULL, 3);
    save(visit, attract, "attract");
    SDL_FreeSurface(attract);
    step(visit, "welcome", FLOW_START, 0, true);
    step(visit, "needs", FLOW_DOOR, DOOR_NEED, false);
    step(visit, "needs-chosen", FLOW_NEED, 6, false);
    step(visit, "wish", FLOW_NEXT, 0, true);
    step(visit, "day", FLOW_WISHED, ITEM_APPOINTMENT, false);
    choose_slot(visit, "time", "after-slot");
    if (app_flow(visit->twin.app)->choosing == 1) choose_slot(visit, "second-time", "name");
    type(visit, "Nadia");
    step(visit, "contact", FLOW_NEXT, 0, true);
    step(visit, "phone", FLOW_CONTACT_CHOSEN, CONTACT_SMS, false);
    type(visit, "0692123456");
    step(visit, "whose", FLOW_NEXT, 0, true);
    step(visit, "age", FLOW_SAFE_CHOSEN, SAFE_MINE, false);
    step(visit, "check", FLOW_AGE_CHOSEN, AGE_18_25, false);
    int64_t before = delivered(visit);
    touch(visit, find(visit, FLOW_CONFIRM, 0, true));
    wait_for_done(visit, before);
    twin_turn(&visit->twin, FLOW_NETWORK_MS + 100);
    step(visit, "attract-again", FLOW_FINISH, 0, true);
}

int main(int argc, char **argv)
{
    static struct visit visit = {.state = ".", .screens = ".", .twin.program = "visit"};
    static const struct option options[] = {{"config", required_argument, NULL, 'c'},
                                            {"state", required_argument, NULL, 's'},
                                            {"screens", required_argument, NULL, 'p'},
                                            {"size", required_argument, NULL, 'z'},
                                            {0}};
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'c') visit.twin.config_path = optarg;
        if (option == 's') visit.state = optarg;
        if (option == 'p') visit.screens = optarg;
        if (option == '?' || (option == 'z' && sscanf(optarg, "%4dx%4d", &visit.twin.w, &visit.twin.h) != 2))
            return 2;
    }
    if (!visit.twin.config_path || visit.twin.w < 1 || visit.twin.h < 1)
        give_up("wants --config FILE --state FOLDER --screens FOLDER --size WxH");
    snprintf(visit.copy, sizeof visit.copy, "%s/twin.db", visit.screens);
    open_window(&visit);
    open_twin(&visit);
    play(&visit);
    twin_close(&visit.twin);
    unlink(visit.copy);
    XCloseDisplay(visit.display);
    return 0;
}
