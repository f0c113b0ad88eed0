// `arrivals`: who announced themselves today, for staff at the desk. Time and picture code; nobody's name.
#include "content/pictures.h"
#include "content/staff.h"
#include "ctl/internal.h"
#include "ctl/words.h"

struct arrivals_view {
    const struct ctl_ports *ports;
    const struct place *place;
    int64_t today;
    int count;
};

static void add_clock(struct buf *to, const struct place *place, int64_t utc_s)
{
    struct civil at = zone_local(&place->zone, utc_s);
    messages_time(to, NULL, at.hour, at.minute);
}

static void show(void *self, const struct arrival *arrival)
{
    struct arrivals_view *view = self;
    char line[512];
    struct buf to = buf_init(line, sizeof line);
    if (zone_local_day(&view->place->zone, arrival->at_s) != view->today) return;
    view->count++;
    add_clock(&to, view->place, arrival->at_s);
    if (arrival->for_booking) {
        buf_add(&to, STR(" · rendez-vous de "));
        add_clock(&to, view->place, arrival->start_s);
    } else {
        buf_add(&to, STR(" · veut parler à quelqu'un"));
    }
    buf_add(&to, STR(" · "));
    if (arrival->has_code)
        pictures_words(&to, NULL, arrival->code.pictures, arrival->code.number);
    else
        buf_add(&to, STR("code non donné"));
    buf_add_format(&to, " · %.*s\n", STR_ARG(words_partner(view->place, arrival->partner)));
    view->ports->write(view->ports->self, CTL_OUT, buf_str(&to));
}

enum ctl_status arrivals_of(const struct ctl_ports *ports, const struct ctl_options *options)
{
    struct place place;
    if (!place_load(ports, options->config, &place)) return CTL_FAILED;
    struct store *store = state_open(ports, options->state);
    if (!store) return CTL_FAILED;
    struct arrivals_view view = {
        .ports = ports, .place = &place, .today = zone_local_day(&place.zone, ports->wall_s)};
    err_t err = store_each_arrival(store, &view, show);
    store_close(store);
    if (err) {
        say(ports, CTL_ERR, "La base ne répond pas (%s).\n", err_name(err));
        return CTL_FAILED;
    }
    if (view.count == 0) say(ports, CTL_OUT, "Personne ne s'est annoncé aujourd'hui.\n");
    return CTL_GOOD;
}
