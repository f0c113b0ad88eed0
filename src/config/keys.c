#include "config/keys.h"

#include "booking/timetable.h"
#include "config/config.h"
#include "config/values.h"

#define FIELD(type, field) .at = offsetof(struct type, field), .size = sizeof(((struct type *)NULL)->field)
#define NO_FIELD .size = 0 // the parser knows where it goes, or there is one choice only

static const struct choice ages[] = {{"0", 0}, {"16", 16}, {"18", 18}, {NULL, 0}};
static const struct choice trusts[] = {{"auto", CLOCK_AUTO}, {"always", CLOCK_TRUST}, {NULL, 0}};
static const struct choice headphones[] = {
    {"auto", HEADPHONES_AUTO}, {"always", HEADPHONES_ALWAYS}, {"never", HEADPHONES_NEVER}, {NULL, 0}};
static const struct choice widths[] = {{"58", 58}, {"80", 80}, {NULL, 0}};
static const struct choice bauds[] = {
    {"9600", 9600}, {"19200", 19200}, {"38400", 38400}, {"115200", 115200}, {NULL, 0}};
static const struct choice adapters[] = {{"local", ADAPTER_LOCAL}, {"caldav", ADAPTER_CALDAV}, {NULL, 0}};
static const struct choice custodies[] = {{"sealed", CUSTODY_SEALED}, {"open", CUSTODY_OPEN}, {NULL, 0}};
static const struct choice answers[] = {{"no", false}, {"yes", true}, {NULL, 0}};
static const struct choice classes[] = {{"A", 'A'}, {"B", 'B'}, {"C", 'C'}, {NULL, 0}};
static const struct choice rotations[] = {{"0", 0}, {"90", 90}, {"180", 180}, {"270", 270}, {NULL, 0}};
static const struct choice kinds[] = {{"appointment", false}, {"workshop", true}, {NULL, 0}};

// clang-format off
const struct key config_keys[KEY_COUNT] = {
    {SECTION_PLACE, KEY_REQUIRED, "name", parse_words, FIELD(config, place)},
    {SECTION_PLACE, KEY_REQUIRED, "address", parse_words, FIELD(config, address)},
    {SECTION_PLACE, KEY_REQUIRED, "person", parse_words, FIELD(config, person)},
    {SECTION_PLACE, 0, "phone", parse_words, FIELD(config, phone)},
    {SECTION_PLACE, 0, "hours", parse_words, FIELD(config, hours)},
    {SECTION_PLACE, KEY_REQUIRED, "timezone", parse_timezone, FIELD(config, timezone)},
    {SECTION_PLACE, 0, "minimum_age", parse_choice, FIELD(config, minimum_age), .choices = ages},
    {SECTION_PLACE, 0, "languages", parse_languages, NO_FIELD},

    {SECTION_PANEL, KEY_REQUIRED, "width_mm", parse_number, FIELD(config, panel_w_mm), .from = 50, .to = 3000},
    {SECTION_PANEL, KEY_REQUIRED, "height_mm", parse_number, FIELD(config, panel_h_mm), .from = 50, .to = 3000},

    {SECTION_SCREEN, 0, "rotation", parse_choice, FIELD(config, rotation), .choices = rotations},
    {SECTION_SCREEN, 0, "off_hours", parse_night, FIELD(config, off_hours)},

    {SECTION_CLOCK, 0, "trust", parse_choice, FIELD(config, clock), .choices = trusts},

    {SECTION_SOUND, 0, "headphones", parse_choice, FIELD(config, headphones), .choices = headphones},

    {SECTION_PRINTER, KEY_REQUIRED, "device", parse_device, FIELD(config, printer)},
    {SECTION_PRINTER, 0, "width_mm", parse_choice, FIELD(config, printer_mm), .choices = widths},
    {SECTION_PRINTER, 0, "baud", parse_choice, FIELD(config, printer_baud), .choices = bauds},

    {SECTION_WATCH, 0, "heartbeat", parse_heartbeat, FIELD(config, watch.heartbeat)},
    {SECTION_WATCH, 0, "ca_file", parse_path, FIELD(config, watch.ca_file)},
    {SECTION_WATCH, 0, "every", parse_number, FIELD(config, watch.every_min), .from = 1, .to = 1440},
    {SECTION_WATCH, 0, "metrics", parse_path, FIELD(config, watch.metrics)},
    {SECTION_WATCH, 0, "oldest", parse_hours, FIELD(config, watch.oldest_h), .from = 1, .to = 1440},

    {SECTION_HOLIDAYS, KEY_REPEATS, "dates", parse_closed, NO_FIELD},

    {SECTION_ARRIVAL, 0, "early_minutes", parse_number, FIELD(config, early_minutes), .from = 0, .to = 240},
    {SECTION_ARRIVAL, 0, "late_minutes", parse_number, FIELD(config, late_minutes), .from = 0, .to = 240},
    {SECTION_ARRIVAL, 0, "waiting", parse_words, FIELD(config, waiting)},
    {SECTION_ARRIVAL, 0, "wait_minutes", parse_number, FIELD(config, wait_minutes), .from = 1, .to = 240},
    {SECTION_ARRIVAL, 0, "scanner", parse_choice, FIELD(config, scanner), .choices = answers},

    {SECTION_PRESENCE, 0, "monday", parse_ranges, NO_FIELD, .from = 0},
    {SECTION_PRESENCE, 0, "tuesday", parse_ranges, NO_FIELD, .from = 1},
    {SECTION_PRESENCE, 0, "wednesday", parse_ranges, NO_FIELD, .from = 2},
    {SECTION_PRESENCE, 0, "thursday", parse_ranges, NO_FIELD, .from = 3},
    {SECTION_PRESENCE, 0, "friday", parse_ranges, NO_FIELD, .from = 4},
    {SECTION_PRESENCE, 0, "saturday", parse_ranges, NO_FIELD, .from = 5},
    {SECTION_PRESENCE, 0, "sunday", parse_ranges, NO_FIELD, .from = 6},

    {SECTION_DEVICE, KEY_REQUIRED, "recipient", parse_recipient, FIELD(config, device_recipient)},
    {SECTION_DEVICE, KEY_SECRET, "key", parse_secret, NO_FIELD},
    {SECTION_DEVICE, 0, "key_file", parse_path, FIELD(config, device_key_file)},

    {SECTION_NETWORK, 0, "wifi_name", parse_wifi_name, NO_FIELD},
    {SECTION_NETWORK, KEY_SECRET, "wifi_password", parse_wifi_password, NO_FIELD},
    {SECTION_NETWORK, 0, "wifi_country", parse_country, NO_FIELD},
    {SECTION_NETWORK, 0, "address", parse_address, NO_FIELD},
    {SECTION_NETWORK, 0, "gateway", parse_ip, NO_FIELD, .to = 1},
    {SECTION_NETWORK, 0, "dns", parse_ip, NO_FIELD, .to = 3},
    {SECTION_NETWORK, 0, "time_servers", parse_hosts, NO_FIELD},
    {SECTION_NETWORK, 0, "proxy", parse_proxy, FIELD(config, proxy)},

    {SECTION_UPDATE, KEY_REQUIRED, "url", parse_url, FIELD(config, update_url)},
    {SECTION_UPDATE, 0, "ca_file", parse_path, FIELD(config, update_ca_file)},
    {SECTION_UPDATE, 0, "hour", parse_number, FIELD(config, update_hour), .from = 0, .to = 23},

    {SECTION_STAFF, KEY_SECRET, "pin", parse_pin, NO_FIELD},

    {SECTION_PARTNER, KEY_REQUIRED, "name", parse_words, FIELD(config_partner, name)},
    {SECTION_PARTNER, KEY_REQUIRED, "address", parse_words, FIELD(config_partner, address)},
    {SECTION_PARTNER, KEY_REQUIRED, "adapter", parse_choice, FIELD(config_partner, adapter), .choices = adapters},
    {SECTION_PARTNER, 0, "custody", parse_choice, FIELD(config_partner, custody), .choices = custodies},
    {SECTION_PARTNER, KEY_REQUIRED, "needs", parse_needs, NO_FIELD},
    {SECTION_PARTNER, KEY_REQUIRED | KEY_REPEATS, "recipients", parse_recipients, NO_FIELD},
    {SECTION_PARTNER, KEY_CALDAV | KEY_REQUIRED, "slots_url", parse_url, FIELD(config_partner, slots_url)},
    {SECTION_PARTNER, KEY_CALDAV | KEY_REQUIRED, "bookings_url", parse_url, FIELD(config_partner, bookings_url)},
    {SECTION_PARTNER, KEY_CALDAV | KEY_REQUIRED, "requests_url", parse_url, FIELD(config_partner, requests_url)},
    {SECTION_PARTNER, KEY_CALDAV, "user", parse_words, FIELD(config_partner, user)},
    {SECTION_PARTNER, KEY_CALDAV | KEY_SECRET, "password", parse_secret, NO_FIELD},
    {SECTION_PARTNER, KEY_CALDAV, "password_file", parse_path, FIELD(config_partner, password_file)},
    {SECTION_PARTNER, KEY_CALDAV, "ca_file", parse_path, FIELD(config_partner, ca_file)},
    {SECTION_PARTNER, KEY_CALDAV, "exclusive", parse_choice, FIELD(config_partner, exclusive), .choices = answers},
    {SECTION_PARTNER, KEY_CALDAV, "server_class", parse_choice, FIELD(config_partner, server_class), .choices = classes},
    {SECTION_PARTNER, KEY_CALDAV, "max_minutes", parse_number, FIELD(config_partner, max_minutes), .from = 5, .to = 1440},

    {SECTION_OFFER, KEY_REQUIRED, "partner", parse_id, FIELD(offer, partner)},
    {SECTION_OFFER, KEY_REQUIRED, "title", parse_words, FIELD(offer, title)},
    {SECTION_OFFER, 0, "about", parse_words, FIELD(offer, about)},
    {SECTION_OFFER, KEY_REQUIRED, "kind", parse_choice, FIELD(offer, workshop), .choices = kinds},
    {SECTION_OFFER, KEY_REQUIRED, "minutes", parse_number, FIELD(offer, minutes), .from = 5, .to = 1440},
    {SECTION_OFFER, 0, "capacity", parse_number, FIELD(offer, capacity), .from = 1, .to = LIMIT_SEATS},
    {SECTION_OFFER, 0, "from", parse_day, FIELD(offer, from_day)},
    {SECTION_OFFER, 0, "until", parse_day, FIELD(offer, until_day)},
    {SECTION_OFFER, 0, "monday", parse_ranges, NO_FIELD, .from = 0},
    {SECTION_OFFER, 0, "tuesday", parse_ranges, NO_FIELD, .from = 1},
    {SECTION_OFFER, 0, "wednesday", parse_ranges, NO_FIELD, .from = 2},
    {SECTION_OFFER, 0, "thursday", parse_ranges, NO_FIELD, .from = 3},
    {SECTION_OFFER, 0, "friday", parse_ranges, NO_FIELD, .from = 4},
    {SECTION_OFFER, 0, "saturday", parse_ranges, NO_FIELD, .from = 5},
    {SECTION_OFFER, 0, "sunday", parse_ranges, NO_FIELD, .from = 6},
};
// clang-format on

int keys_find(enum section section, struct str name)
{
    for (int i = 0; i < KEY_COUNT; i++)
        if (config_keys[i].section == section && str_eq(name, str_from(config_keys[i].name))) return i;
    return -1;
}

void keys_list(enum section section, struct buf *to)
{
    for (int i = 0; i < KEY_COUNT; i++)
        if (config_keys[i].section == section)
            buf_add_format(to, "%s%s", to->n ? ", " : "", config_keys[i].name);
}
