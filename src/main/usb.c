#include "main/usb.h"

#include <stdio.h>
#include <stdlib.h>

#include "export/export.h"
#include "main/load.h"
#include "platform/entropy.h"
#include "platform/files.h"
#include "platform/memory.h"
#include "platform/read_file.h"
#include "platform/secret_file.h"

static err_t open_stick(void *self, struct stick_port *ret_stick)
{
    struct usb *usb = self;
    char path[LOAD_PATH];
    if (!load_path(path, usb->watch.folder, "stick")) return ERR_FULL;
    err_t err = stick_folder_open(path, &usb->folder);
    if (!err) *ret_stick = stick_folder_port(&usb->folder);
    return err;
}

static void close_stick(void *self)
{
    struct usb *usb = self;
    stick_folder_close(&usb->folder);
    free(usb->page);
    usb->page = NULL;
}

static void let_go(void *self)
{
    const struct usb *usb = self;
    stick_watch_let_go(&usb->watch);
}

static err_t get_key(void *self, struct sign_key *ret_key)
{
    const struct usb *usb = self;
    const struct export_key_ports ports = {read_file, secret_file_create, files_system(), entropy_system()};
    return export_key(&ports, usb->state, ret_key);
}

static struct str get_page(void *self)
{
    struct usb *usb = self;
    char path[LOAD_PATH];
    usb->page_n = 0;
    usb->page = malloc(EXPORT_PAGE_MAX);
    if (!usb->page || !load_path(path, usb->assets, EXPORT_PAGE)) return STR("");
    err_t err = read_file(path, usb->page, EXPORT_PAGE_MAX, &usb->page_n);
    return err ? STR("") : (struct str){usb->page, usb->page_n};
}

// Opened for itself, whether something is being copied or not, and let go of at once.
static err_t read_top(void *self, const char *name, void *to, size_t cap, size_t *ret_n)
{
    const struct usb *usb = self;
    struct stick_folder folder;
    char path[LOAD_PATH];
    if (!load_path(path, usb->watch.folder, "stick")) return ERR_FULL;
    err_t err = stick_folder_open(path, &folder);
    if (err) return err;
    struct stick_port port = stick_folder_port(&folder);
    err = port.read_top(port.self, name, to, cap, ret_n);
    stick_folder_close(&folder);
    return err;
}

static int64_t spare_memory(void *self)
{
    int64_t bytes = 0;
    (void)self;
    err_t err = memory_spare("", &bytes);
    return err ? 0 : bytes;
}

void usb_init(struct usb *usb, const char *run, const char *state, const char *assets)
{
    *usb = (struct usb){.state = state, .assets = assets, .watch = {.fd = -1}, .folder = {-1, -1, -1}};
    err_t err = stick_watch_init(run, &usb->watch);
    (void)err; // no folder, no stick
}

void usb_finish(struct usb *usb)
{
    stick_watch_finish(&usb->watch);
    close_stick(usb);
}

struct app_stick_ports usb_ports(struct usb *usb)
{
    return (struct app_stick_ports){usb,     open_stick, close_stick, let_go,
                                    get_key, get_page,   read_top,    spare_memory};
}

void usb_look(struct usb *usb, struct app *app, struct moment now)
{
    if (stick_watch_look(&usb->watch)) app_take_stick(app, now, str_from(usb->watch.word));
}
