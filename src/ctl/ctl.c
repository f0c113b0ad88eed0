#include "ctl/ctl.h"

#include "ctl/internal.h"
#include "ctl/manual.h"

#include <stdarg.h>
#include <stdio.h>

void say(const struct ctl_ports *ports, enum ctl_stream stream, const char *format, ...)
{
    char line[1024];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    bool cut = n >= (int)sizeof line;
    ports->write(ports->self, stream, str_from(line));
    if (cut) ports->write(ports->self, stream, STR("…\n"));
}

static enum ctl_status show_page(const struct ctl_ports *ports, enum ctl_command command)
{
    ports->write(ports->self, CTL_OUT, str_from(manual_page(command)));
    return CTL_GOOD;
}

static enum ctl_status run_command(const struct ctl_ports *ports, const struct ctl_options *options)
{
    switch (options->command) {
    case CTL_HELP: return show_page(ports, CTL_HELP);
    case CTL_VERSION: say(ports, CTL_OUT, "rebondctl %s\n", REBOND_VERSION); return CTL_GOOD;
    case CTL_KEY_NEW: return key_new(ports, options);
    case CTL_KEY_SHOW: return key_show(ports, options);
    case CTL_KEY_ROTATE: return key_rotate(ports, options);
    case CTL_PIN_SET: return pin_set(ports, options);
    case CTL_DOCTOR: return doctor(ports, options);
    case CTL_REPORT: return report_of(ports, options);
    case CTL_OPEN: return open_items(ports, options);
    case CTL_STATUS_OF: return status_of(ports, options);
    case CTL_ARRIVALS: return arrivals_of(ports, options);
    case CTL_STATS: return stats_of(ports, options);
    case CTL_EXPORT: return export_items(ports, options);
    case CTL_PARTNER_PROBE: return partner_probe(ports, options);
    case CTL_CONFIG_CHECK: return config_check(ports, options);
    case CTL_CONFIG_USABLE: return config_usable(ports, options);
    }
    return CTL_FAILED;
}

enum ctl_status ctl_run(const struct ctl_ports *ports, int count, char **words)
{
    struct ctl_options options;
    char problem[OPTION_PROBLEM];
    if (options_parse(count, words, &options, problem) != OK) {
        say(ports, CTL_ERR, "rebondctl : %s\nrebondctl help montre toutes les commandes.\n", problem);
        return CTL_FAILED;
    }
    if (options.help) return show_page(ports, options.command);
    if (seal_init() != OK) {
        say(ports, CTL_ERR, "rebondctl : le chiffrement ne démarre pas sur cette machine.\n");
        return CTL_FAILED;
    }
    return run_command(ports, &options);
}
