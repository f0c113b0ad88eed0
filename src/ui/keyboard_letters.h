// Which letters stand on which keys. Private to the keyboard of ui/.
#pragma once

#include <stdbool.h>

#include "base/str.h"

struct letters { // what differs between languages; each row a string of characters
    const char *language;
    const char *top;     // above the letters: accents, or letters of the neighbours; up to eleven
    const char *rows[3]; // up to eleven, eleven and ten
    const char *more[2]; // on the page of digits; up to eleven
    bool cased;          // has capitals, so a key for them
    bool latin;
    bool syllables; // Ge'ez: the top row turns the last syllable into its others
};

enum { LETTERS_BYTES = 160 }; // of the three rows

// Never NULL: QWERTY for a language without a table.
const struct letters *letters_of(struct str language);
const struct letters *letters_latin(void); // what any script has beside its own, for names and addresses
// The capital of a letter of the tables; anything else is itself.
uint32_t letters_capital(uint32_t code);
// The other vowels of a syllable of Ge'ez, itself among them, in their traditional order; 0, none, for
// anything else.
enum { LETTERS_ORDERS = 11 };
int letters_orders(uint32_t code, uint32_t ret_orders[LETTERS_ORDERS]);
