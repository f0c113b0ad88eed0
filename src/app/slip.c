// The printed slip: asked for by the visitor, once an item. Nothing waits for the printer, and nothing is
// said of it but what is so.
#include "booking/slip.h"
#include "app/internal.h"
#include "base/wipe.h"
#include "content/pictures.h"

enum { TURN_MS = 50 };

static const struct printer_port *port(const struct app *app)
{
    return &app->options.ports.printer;
}

bool app_has_printer(const struct app *app)
{
    return port(app)->self && port(app)->is_there(port(app)->self);
}

static struct str heading(const struct messages *messages, enum flow_result result)
{
    switch (result) {
    case RESULT_NOTED: return messages_text(messages, STR("C’est noté, pas encore confirmé"));
    case RESULT_CONFIRMED:
    case RESULT_CONFIRMED_SECOND: return messages_text(messages, STR("C’est confirmé"));
    case RESULT_BECAME_CALLBACK:
        return messages_text(messages, STR("Pas possible à ce moment-là. On te rappelle"));
    case RESULT_REQUESTED: return messages_text(messages, STR("C’est noté"));
    case RESULT_NOT_DONE: break; // no slip is offered of it
    }
    return STR("");
}

// The printer has the letters of Western Europe: other languages are printed in French, as staff read it.
static const struct messages *slip_language(const struct app *app)
{
    struct str code = str_from(app->options.config->languages[app->flow.language]);
    bool western = str_eq(code, STR("en")) || str_eq(code, STR("es"));
    return western ? app->options.languages[app->flow.language] : NULL;
}

static void add_when(const struct app *app, const struct messages *messages, int64_t utc_s, struct buf *to)
{
    char day[96], hour[32];
    struct buf date = buf_init(day, sizeof day), time = buf_init(hour, sizeof hour);
    struct civil at = zone_local(app->options.zone, utc_s);
    int weekday = civil_weekday(civil_days(at.year, at.month, at.day));
    messages_date(&date, messages, weekday, at.day, at.month);
    messages_time(&time, messages, at.hour, at.minute);
    messages_format(to, messages_text(messages, STR("{date} à {time}")),
                    (struct message_arg[]){{"date", buf_str(&date)}, {"time", buf_str(&time)}}, 2);
}

static void encode(const struct app *app, struct moment now, struct buf *to)
{
    char memory[160], words[128];
    struct buf when = buf_init(memory, sizeof memory), code = buf_init(words, sizeof words);
    const struct flow *flow = &app->flow;
    const struct config *config = app->options.config;
    const struct messages *messages = slip_language(app);
    struct flow_world world = app_world(app, now);
    const struct slot *slot = app_entry_slot(flow);
    const struct config_partner *partner = flow_partner(flow, &world);
    if (slot) add_when(app, messages, slot->start_s, &when);
    pictures_words(&code, messages, flow->draft.code.pictures, flow->draft.code.number);
    slip_encode(to, &(struct slip){.width_mm = config->printer_mm,
                                   .heading = heading(messages, flow->result),
                                   .when = buf_str(&when),
                                   .place = str_from(slot ? partner->name : config->place),
                                   .address = str_from(slot ? partner->address : config->address),
                                   .code_title = messages_text(messages, STR("Ton code pour revenir")),
                                   .code = buf_str(&code),
                                   .entry = {app->entry, app->entry_n}});
    wipe(words, sizeof words);
}

static bool is_their_turn(const struct app *app)
{
    return app->flow.place == FLOW_DONE && uid_eq(app->flow.draft.uid, app->slip_job);
}

static void tell(struct app *app, struct moment now, enum flow_notice notice)
{
    app->slip_runs = false;
    app->slip_end = notice;
    if (is_their_turn(app))
        app_event(app, now, (struct flow_event){.kind = FLOW_EVENT_SLIP, .arg = (int32_t)notice});
}

// The job is on the disk before its first byte leaves: it is never printed twice.
static void begin(struct app *app, struct moment now)
{
    char memory[PRINTER_BYTES - 8];
    struct buf bytes = buf_init(memory, sizeof memory);
    err_t err = ERR_IO;
    if (is_their_turn(app)) encode(app, now, &bytes);
    if (bytes.n && !bytes.full && app_has_store(app)) err = store_begin_slip(app->store, app->slip_job);
    if (err == OK)
        port(app)->send(port(app)->self, buf_str(&bytes), now.mono_ms);
    else
        tell(app, now, err == ERR_EXISTS ? app->slip_end : NOTICE_SLIP_NO_ANSWER);
    wipe(memory, sizeof memory);
}

void app_print_turn(struct app *app, struct moment now)
{
    if (app->slip_wanted && !app->slip_runs) {
        app->slip_wanted = false;
        app->slip_runs = true;
        if (!uid_eq(app->slip_job, app->flow.draft.uid)) app->slip_end = NOTICE_SLIP_NO_ANSWER;
        app->slip_job = app->flow.draft.uid;
        port(app)->ask(port(app)->self, now.mono_ms);
    }
    if (!app->slip_runs) return;
    switch (port(app)->turn(port(app)->self, now.mono_ms)) {
    case PRINTER_ASKING:
    case PRINTER_SENDING: break;
    case PRINTER_READY: begin(app, now); break;
    case PRINTER_DONE: tell(app, now, NOTICE_SLIP_PRINTED); break;
    case PRINTER_NO_PAPER: tell(app, now, NOTICE_SLIP_NO_PAPER); break;
    case PRINTER_IDLE:
    case PRINTER_GONE: tell(app, now, NOTICE_SLIP_NO_ANSWER); break;
    }
}

void app_forget_slip(struct app *app)
{
    app->slip_wanted = false;
    if (app->slip_runs) port(app)->forget(port(app)->self);
}

int64_t app_print_deadline(const struct app *app, struct moment now)
{
    return app->slip_runs || app->slip_wanted ? now.mono_ms + TURN_MS : MOMENT_NEVER;
}
