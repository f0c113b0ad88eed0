// The stick as the screen program has it: rebond-stick's word, the folder it mounted, the signing key and the
// page, handed to app/stick.h.
#pragma once

#include "app/stick.h"
#include "platform/stick_folder.h"
#include "platform/stick_watch.h"

struct usb {
    const char *state, *assets; // folders
    struct stick_watch watch;
    struct stick_folder folder;
    char *page; // while a run has it
    size_t page_n;
};

// Without the folder `run` there never is a stick, and nothing else is missing.
void usb_init(struct usb *usb, const char *run, const char *state, const char *assets);
void usb_finish(struct usb *usb);
struct app_stick_ports usb_ports(struct usb *usb);
// Tells the app when something was plugged in or pulled out.
void usb_look(struct usb *usb, struct app *app, struct moment now);
