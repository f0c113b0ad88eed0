// How values are read; all are of the type value_parser (keys.h).
#pragma once

#include "config/keys.h"

enum { NEEDS_ALL = (1 << 12) - 1 }; // config_partner.needs of a partner that takes everything

value_parser parse_words;     // text that people will read
value_parser parse_choice;    // one of key->choices
value_parser parse_number;    // a whole number in key->from..key->to
value_parser parse_day;       // 2026-12-25
value_parser parse_timezone;  // Europe/Paris; whether the system has it is for who loads it
value_parser parse_path;      // /etc/…
value_parser parse_device;    // /dev/…
value_parser parse_id;        // of a partner or offer
value_parser parse_recipient; // one age1… key
value_parser parse_url;       // of a calendar collection
value_parser parse_heartbeat; // of a Healthchecks-compatible check
value_parser parse_pin;       // of staff: moved like a secret; or the stars that stand where one stood
value_parser parse_secret;    // moved from the card into the device's store; nothing is kept
value_parser parse_night;     // 22:00-06:30
value_parser parse_hours;     // 24h or 3d, in hours key->from..key->to

// Of [network]: what the helper of the card writes into the system's own files, so each narrow enough to be
// no more than it says.
value_parser parse_wifi_name;     // 1..32 bytes (IEEE 802.11)
value_parser parse_wifi_password; // 8..63 printable ASCII (WPA), or the stars that stand where one stood
value_parser parse_country;       // ISO 3166, two letters
value_parser parse_address;       // an address of this device with the length of its prefix
value_parser parse_ip;            // up to key->to addresses, separated by commas
value_parser parse_hosts;         // up to 4 names or addresses, separated by commas
value_parser parse_proxy;         // http://host:port

// Lists, separated by commas.
value_parser parse_needs;
value_parser parse_languages;
value_parser parse_recipients; // adds
value_parser parse_ranges;     // 09:00-12:00, 14:00-17:00
value_parser parse_closed;     // days and ranges of days; adds

// Lower-case letters, digits and "_", shorter than LIMIT_ID. No "-": "local-<partner>-<offer>" names a slot,
// and two pairs must not give one name.
bool value_is_id(struct str id);
// Letters, digits, "." and "-" only, none of the two at an end.
bool value_is_host(struct str host);
// A value that may not be told again, not even when it is refused: a secret key, a URL with a password.
bool value_is_secret(struct str value);
// Takes the next item off a list with commas, without the blanks around it.
struct str value_next_item(struct str *rest);
// "09:30" as minutes of the day; 24:00 is its end. ERR_INVALID.
NODISCARD err_t value_minute(struct str text, uint16_t *ret_minute);
