// How often a picture code may be tried in vain. Wrong tries are a debt that time pays off; who owes too much
// is answered as if the code did not exist, right or wrong. One debt for all codes together, and one for each
// set of three pictures: somebody who saw the pictures would otherwise have the two digits in a hundred
// tries. Pure: the caller keeps the debts on the disk. Time is the boot-time clock only, which nobody can
// set.
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct tries { // all zero: nothing is owed. Durable.
    int64_t debt_ms;
    int64_t at_ms; // mono_ms when it was as large as that
};

struct tries_rule {
    int64_t price_ms; // of one wrong try: how long it takes to be forgotten
    int64_t most_ms;  // nobody may owe more
};
extern const struct tries_rule tries_of_all;      // ten in a row, then ten an hour
extern const struct tries_rule tries_of_pictures; // three in a row, then one an hour
extern const struct tries_rule
    tries_of_calls; // "quelqu'un maintenant": four in a row, then one in five minutes

// What is owed now. After a restart the clock begins at 0 again: then what it shows has surely passed, and no
// more is forgiven.
int64_t tries_debt(struct tries tries, int64_t now_ms);
// May one more be made?
bool tries_allow(struct tries tries, const struct tries_rule *rule, int64_t now_ms);
// One more was made in vain. Never more than the rule's most.
struct tries tries_add(struct tries tries, const struct tries_rule *rule, int64_t now_ms);
