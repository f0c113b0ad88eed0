// `open`: what waits on the device, opened with a collection key and shown. One item at a time is in clear,
// in memory that is zeroed afterwards.
#include "ctl/words.h"

#include "base/wipe.h"
#include "content/needs.h"
#include "wire/payload.h"
#include "wire/words.h"

enum outcome { OPENED, OTHER_KEY, DAMAGED, OUTCOMES };

struct opening {
    const struct ctl_ports *ports;
    const struct keys *keys;
    const struct place *place;
    bool json;
    int64_t counts[OUTCOMES];
    int64_t seen;
};

struct clear { // one item in clear
    char plain[LIMIT_PLAIN];
    size_t n;
    struct booking booking;
    char words[2 * LIMIT_PLAIN + 1024];
};

static err_t read_payload(struct str plain, struct booking *ret_booking)
{
    const char *ids[NEED_COUNT];
    need_list_ids(ids);
    return payload_parse(plain, &(struct payload_names){ids, NEED_COUNT}, ret_booking);
}

// Sealed bytes that open but belong to another item were put there by somebody.
static enum outcome open_item(const struct keys *keys, const struct item *item, struct str sealed,
                              struct clear *clear)
{
    err_t err = seal_open(keys->list, keys->count, sealed, clear->plain, sizeof clear->plain, &clear->n);
    if (err) return err == ERR_DENIED ? OTHER_KEY : DAMAGED;
    if (read_payload((struct str){clear->plain, clear->n}, &clear->booking) != OK) return DAMAGED;
    // A file on its own has no row to be compared with.
    bool alone = item->made_s == 0;
    return alone || uid_eq(clear->booking.uid, item->uid) ? OPENED : DAMAGED;
}

static void add_text(const struct opening *opening, const struct item *item, const struct clear *clear,
                     enum outcome outcome, struct buf *to)
{
    char uid[UID_TEXT];
    uid_text(item->uid, uid);
    buf_add_format(to, "\n%lld. ", (long long)opening->seen);
    if (outcome == OPENED) {
        words_booking(to, opening->place, item, &clear->booking);
        return;
    }
    buf_add(to, outcome == OTHER_KEY ? STR("Demande pour une autre clé") : STR("Demande abîmée, illisible"));
    buf_add_format(to, " (%s).\n   Reçu : ", uid);
    words_moment(to, opening->place, item->made_s);
    buf_add(to, STR("\n"));
}

// The payload is JSON that payload_parse has read; what stands around it is ours.
static void add_json(const struct opening *opening, const struct item *item, const struct clear *clear,
                     enum outcome outcome, struct buf *to)
{
    static const char *const names[] = {
        [OPENED] = "opened", [OTHER_KEY] = "other-key", [DAMAGED] = "damaged"};
    char uid[UID_TEXT], made[RFC3339_TEXT];
    uid_text(item->uid, uid);
    rfc3339_text(item->made_s, made);
    buf_add_format(to, "%s{\"uid\":\"%s\",\"made\":\"%s\",\"outcome\":\"%s\"", opening->seen > 1 ? ",\n" : "",
                   uid, made, names[outcome]);
    if (outcome == OPENED) {
        buf_add(to, STR(",\"request\":"));
        buf_add(to, str_trim((struct str){clear->plain, clear->n}));
    }
    buf_add_char(to, '}');
}

static void show_item(void *self, const struct item *item, struct str sealed)
{
    struct opening *opening = self;
    struct clear clear;
    enum outcome outcome = open_item(opening->keys, item, sealed, &clear);
    opening->counts[outcome]++;
    opening->seen++;
    struct buf to = buf_init(clear.words, sizeof clear.words);
    (opening->json ? add_json : add_text)(opening, item, &clear, outcome, &to);
    opening->ports->write(opening->ports->self, CTL_OUT, buf_str(&to));
    wipe(&clear, sizeof clear);
}

static void say_counts(const struct opening *opening)
{
    const struct ctl_ports *ports = opening->ports;
    if (opening->seen == 0) {
        say(ports, CTL_OUT, "Aucune demande n'attend sur cette borne.\n");
        return;
    }
    say(ports, CTL_OUT, "\nOuvertes : %lld", (long long)opening->counts[OPENED]);
    if (opening->counts[OTHER_KEY])
        say(ports, CTL_OUT, ". Pour une autre clé : %lld", (long long)opening->counts[OTHER_KEY]);
    if (opening->counts[DAMAGED])
        say(ports, CTL_OUT, ". Abîmées : %lld", (long long)opening->counts[DAMAGED]);
    say(ports, CTL_OUT, ".\n");
}

static enum ctl_status show_all(struct opening *opening, struct store *store)
{
    const struct ctl_ports *ports = opening->ports;
    if (opening->json) say(ports, CTL_OUT, "{\"items\":[");
    err_t err = store_each_sealed(store, opening, show_item);
    if (opening->json)
        say(ports, CTL_OUT, "]}\n");
    else
        say_counts(opening);
    if (err) {
        say(ports, CTL_ERR, "La lecture de la base s'est arrêtée avant la fin (%s).\n", err_name(err));
        return CTL_FAILED;
    }
    return opening->counts[OPENED] == opening->seen ? CTL_GOOD : CTL_FOUND;
}

// One sealed file, as it travels in a calendar entry or on a stick.
static enum ctl_status show_file(struct opening *opening, const char *path)
{
    char sealed[LIMIT_SEALED];
    size_t n = 0;
    const struct item unknown = {.made_s = 0};
    err_t err = opening->ports->read(path, sealed, sizeof sealed, &n);
    if (err) {
        say(opening->ports, CTL_ERR, "%s : %s\n", path, err_name(err));
        return CTL_FAILED;
    }
    if (opening->json) say(opening->ports, CTL_OUT, "{\"items\":[");
    show_item(opening, &unknown, (struct str){sealed, n});
    if (opening->json) say(opening->ports, CTL_OUT, "]}\n");
    return opening->counts[OPENED] ? CTL_GOOD : CTL_FOUND;
}

static enum ctl_status show_queue(struct opening *opening, const char *state)
{
    struct store *store = state_open(opening->ports, state);
    enum ctl_status status = store ? show_all(opening, store) : CTL_FAILED;
    store_close(store);
    return status;
}

enum ctl_status open_items(const struct ctl_ports *ports, const struct ctl_options *options)
{
    struct keys keys;
    struct place place;
    enum ctl_status status = CTL_FAILED;
    // The key first: state_open may give up the right to read it.
    if (!keys_read(ports, options->key, &keys)) return CTL_FAILED;
    struct opening opening = {.ports = ports, .keys = &keys, .place = &place, .json = options->json};
    if (place_load(ports, options->config, &place))
        status = options->file ? show_file(&opening, options->file) : show_queue(&opening, options->state);
    wipe(&keys, sizeof keys);
    return status;
}
