// Collecting, done: takes the tasks of collect/ to the store and to a folder on a stick, one bounded piece a
// turn. On the stick:
//   rebond-<place>-<device>/      one folder a kiosk, so that several kiosks share a stick: the place's name
//                                 in small letters, and 8 characters of a hash of the device's public key
//     demandes/<uid>.age          the items, sealed as the network would carry them
//     lire-les-demandes.html      the page that opens them
//     etat-de-la-borne.html       the readiness report, to be printed: nobody can log in on a card
//     manifeste.json              wire/manifest.h
//     manifeste.sig               base64 of the Ed25519 signature of its bytes; absent while a run has not
//                                 come to its end
// Names ending in ".part" are of a run that was cut short; the next one replaces them. Files of earlier
// collections stay and stay listed, also when they were delivered since. Must never: open an item, or change
// anything outside that folder.
#pragma once

#include "collect/collect.h"
#include "port/stick.h"
#include "seal/sign.h"
#include "store/store.h"

#define EXPORT_PAGE "lire-les-demandes.html"
#define EXPORT_REPORT "etat-de-la-borne.html"
enum { EXPORT_PAGE_MAX = 8 << 20 };

struct export_faults {
    bool trust_names;           // a file that is there is taken for good
    struct collect_faults pace; // see collect.h
};

struct export_options { // everything outlives the export
    struct stick_port stick;
    struct store *store;
    const struct sign_key *key;
    const char *place; // as configured, "Mission locale du Port"
    struct str page;   // empty: no page is written
    struct str report; // empty: none
    int64_t wall_s;
    struct export_faults faults;
};

struct export;
NODISCARD err_t export_open(const struct export_options *options, struct export **ret_export); // ERR_FULL
void export_close(struct export *export); // NULL is fine; what it was doing is left as it is
// Does one piece of work: a file, a flush. False when it has ended.
bool export_turn(struct export *export);
void export_pull(struct export *export); // the stick is no longer there
void export_stop(struct export *export);
const struct collect *export_state(const struct export *export);
const char *export_folder(const struct export *export);

// The signing key of a device, which lies in its state folder as "signing-key", 0600; made when it is not
// there. One that a power cut has left unreadable is set aside ("signing-key.damaged") and replaced: the
// device's folder on a stick then has another name.
struct export_key_ports {
    err_t (*read)(const char *path, void *to, size_t cap, size_t *ret_n);
    err_t (*create_secret)(const char *path, struct str bytes);
    struct files_port files;
    struct entropy_port entropy;
};
NODISCARD err_t export_key(const struct export_key_ports *ports, const char *state, struct sign_key *ret_key);

// What folder names call a place: small letters, digits and dashes; "borne" when nothing else is left.
void export_place(const char *place, char to[LIMIT_ID]);
