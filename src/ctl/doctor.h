// What doctor found, one line a check. Private to ctl/.
#pragma once

#include "ctl/internal.h"

enum doctor_mark { DOCTOR_GOOD, DOCTOR_LOOK, DOCTOR_BAD };
enum { DOCTOR_CHECKS = 24 + 3 * LIMIT_PARTNERS + 2 * CONFIG_MISTAKES, DOCTOR_WORDS = 320 };

struct doctor {
    struct doctor_check {
        const char *id;      // "clock", "certificate"
        const char *partner; // NULL
        enum doctor_mark mark;
        char words[DOCTOR_WORDS]; // what it means, and what to do next
    } checks[DOCTOR_CHECKS];
    size_t count;
};

void doctor_add(struct doctor *doctor, const char *id, const char *partner, enum doctor_mark mark,
                const char *format, ...) __attribute__((format(printf, 5, 6)));
// Everything that doctor looks at, without a word but about a configuration that cannot be used. False when
// there is no zone at all.
bool doctor_examine(const struct ctl_ports *ports, const struct ctl_options *options, struct place *ret_place,
                    struct doctor *ret_doctor);
// doctor_machine.c: what the machine says. `now_s` UTC.
void doctor_judge_machine(struct doctor *doctor, const struct checkup *checkup, const struct config *config);
