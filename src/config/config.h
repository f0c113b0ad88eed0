// rebond.ini, read once at start: immutable plain data. Every mistake is collected with its line, what was
// found and what is allowed; a device goes on with what is right (config_salvage). Must never open a file:
// the bytes are given.
//
// The format (assets/config/demo.ini shows it whole): UTF-8 text of lines up to 198 bytes; "[section]",
// "key = value", or a comment of its own line after "#" or ";". Blanks around everything are left out. Names
// of sections and keys are lower case. Each section and each key stands once, but `dates` and `recipients`,
// which add up when they are repeated. * marks what must be there.
//
// - [place]* : name* address* person* phone hours timezone* minimum_age (0 16 18; 16) languages (fr en es ar
// fa
//   ps uk ru ti; fr, en)
// - [panel] : width_mm* height_mm*, of the visible picture
// - [screen] : rotation (0 90 180 270; 0, clockwise) off_hours = 22:00-06:30, which may pass midnight
// - [clock] : trust (auto always; auto)
// - [sound] : headphones (auto always never; auto)
// - [printer] : device* (/dev/…) width_mm (58 80; 80) baud (9600 19200 38400 115200; 9600)
// - [watch] : heartbeat (https://host/path) ca_file every (minutes 1..1440; 5) metrics (a path) oldest
// (1h..60d; 24h)
// - [holidays] : dates = 2026-12-25, 2026-12-24..2027-01-02
// - [arrival] : early_minutes (0..240; 30) late_minutes (0..240; 15) waiting wait_minutes (1..240; not known)
//   scanner (yes no; no)
// - [presence], when somebody is there : monday … sunday = 09:00-12:00, 14:00-17:00
// - [device], which must be there when a partner has custody = open : recipient* (an age1… key that is no
//   partner's) key (a card only: moved into the store of the device at its first start) key_file
// - [network], a card only : wifi_name wifi_password (moved like key) wifi_country (two letters; FR) address
//   (192.0.2.7/24) gateway dns (up to 3 addresses) time_servers (up to 4 names) proxy (http://host:port)
// - [staff], a card only : pin (moved like key; 6 to 12 digits that nobody guesses)
// - [update], a card only : url* (https://…) ca_file hour (0..23; 3)
// - [partner.<id>]* : name* address* adapter* (local caldav) custody (sealed open; sealed; open with caldav
//   only) needs* (all, or ids of content/needs.h) recipients* (age1… keys)
// - and with adapter = caldav : slots_url* bookings_url* requests_url* user password (a card only: moved like
// key) password_file ca_file exclusive
//   (yes no; no) server_class (A B C; none) max_minutes (5..1440; 240)
// - [offer.<id>], of a partner with adapter = local : partner* title* about kind* (appointment workshop)
//   minutes* (5..1440) capacity (1..99; 1) from until (dates, both included) monday … sunday = 09:00-12:00,
//   14:00-17:00
#pragma once

#include "base/civil.h"
#include "booking/timetable.h"

enum config_adapter { ADAPTER_LOCAL, ADAPTER_CALDAV };
enum config_clock { CLOCK_AUTO, CLOCK_TRUST };
enum config_headphones {
    HEADPHONES_AUTO,   // in use while the jack says that something is plugged in
    HEADPHONES_ALWAYS, // there is no loudspeaker: an earpiece or a headset that is fixed to the place
    HEADPHONES_NEVER,  // whatever is plugged in may be a loudspeaker: nothing private is said
};
enum config_custody {
    CUSTODY_SEALED, // nothing on this device opens what is queued; the calendar shows no name
    CUSTODY_OPEN,   // the sync program opens it with the device key: name and contact stand in the calendar
};

struct config_partner {
    char id[LIMIT_ID];         // section [partner.<id>]
    char name[LIMIT_WORDS];    // as visitors read it
    char address[LIMIT_WORDS]; // where its appointments are
    enum config_adapter adapter;
    enum config_custody custody;
    uint16_t needs;                        // bit i: takes need i of content/needs.h; "all" is every bit
    char recipients[LIMIT_RECIPIENTS][64]; // age1… collection keys
    uint8_t recipient_count;
    // caldav only
    char slots_url[LIMIT_URL], bookings_url[LIMIT_URL],
        requests_url[LIMIT_URL]; // creneaux/ reservations/ inscriptions/
    char user[LIMIT_WORDS], ca_file[LIMIT_URL];
    char password_file[LIMIT_URL]; // "" with a user: the systemd credential "password-<id>"
    bool exclusive;                // only this kiosk books here: slots may be promised offline
    char server_class;    // 'A', 'B' or 'C' (partner-caldav.md, The probe); 0 when the file does not say
    uint16_t max_minutes; // longest event taken for a slot
};

struct config_watch {
    char heartbeat[LIMIT_URL]; // "" none; "/start" and "/fail" go behind it
    char ca_file[LIMIT_URL];   // "" the system's certificates
    char metrics[LIMIT_URL];   // path of the file, "" none
    uint16_t every_min;
    uint16_t oldest_h; // longer must no request wait
};

struct config_night { // minutes of the local day; from == to: none. to < from passes midnight
    uint16_t from_min, to_min;
};

struct config {
    char place[LIMIT_WORDS], address[LIMIT_WORDS];
    char person[LIMIT_WORDS]; // the human of every next step: "Samia, à l'accueil"
    char phone[LIMIT_WORDS];  // of the place; may be empty
    char hours[LIMIT_WORDS];  // in words; may be empty
    char timezone[48];
    uint8_t minimum_age;                // 16 by default; 0 or 16 or 18
    char languages[LIMIT_LANGUAGES][8]; // the first is the default
    uint8_t language_count;
    uint16_t panel_w_mm, panel_h_mm; // visible picture; 0 when not given: then 96 dpi
    uint16_t rotation;               // degrees the picture is turned clockwise: 0, 90, 180, 270
    struct config_night off_hours;   // the panel is dark then, unless somebody is there
    char proxy[LIMIT_WORDS];         // http://host:port; "" none
    char update_url[LIMIT_URL];      // of a signed bundle; "" none
    char update_ca_file[LIMIT_URL];  // "" the system's certificates
    uint8_t update_hour;             // of the local day
    enum config_clock clock;
    enum config_headphones headphones;
    uint8_t early_minutes,
        late_minutes;                // from so long before a booking to so long after it began one is on time
    char waiting[LIMIT_WORDS];       // where to sit, in words; may be empty
    uint8_t wait_minutes;            // about how long until somebody comes; 0 nobody knows
    bool scanner;                    // there is one: then it is said. It works in any case
    struct offer presence;           // only its ranges: when somebody is there; none: nobody said
    char printer[LIMIT_WORDS];       // device file of a receipt printer; "" none
    uint8_t printer_mm;              // width of its paper
    uint32_t printer_baud;           // of a serial line
    char device_recipient[64];       // age1… of this device, for custody open; "" without [device]
    char device_key_file[LIMIT_URL]; // its secret; "": the systemd credential "device-key"
    struct config_partner partners[LIMIT_PARTNERS];
    uint8_t partner_count;
    struct offer offers[LIMIT_OFFERS];
    uint8_t offer_count;
    struct holidays holidays;
    struct config_watch watch;
};

enum { CONFIG_MISTAKES = 32 };
struct config_mistakes {
    uint16_t count; // may be more than are kept
    struct config_mistake {
        int line;        // 0 when something is missing altogether
        char words[240]; // "[partner.ml] adapter = \"foo\": allowed are local, caldav"
    } list[CONFIG_MISTAKES];
};

// ERR_INVALID with at least one mistake otherwise OK. `ret_config` is written only when OK.
NODISCARD err_t config_parse(struct str ini, struct config *ret_config, struct config_mistakes *ret_mistakes);
// What is right in a file with mistakes, so that a place goes on: what can be left out and is wrong counts as
// left out, and a timetable with a mistake is not offered. ERR_INVALID when what is wrong decides who gets a
// request, who reads it or when somebody is there ([place], [partner.…], [device], [holidays], a section that
// does not exist): then nothing may be promised. OK also without any mistake. `ret_config` is written only
// when OK.
NODISCARD err_t config_salvage(struct str ini, struct config *ret_config,
                               struct config_mistakes *ret_mistakes);
const struct config_partner *config_find_partner(const struct config *config,
                                                 struct str id); // NULL when not there
// What may be believed of a partner's server: the worse of what the file says and what a probe found ('A',
// 'B', 'C', or 0 for nothing). 'C' when nobody knows: one kiosk alone books there, and nothing is taken for
// granted.
char config_server_class(const struct config_partner *partner, char probed);
// The partner that takes a request: the first whose needs cover one of `needs` (or takes all when there are
// none); never NULL.
const struct config_partner *config_route(const struct config *config, const uint8_t *needs,
                                          size_t need_count);
