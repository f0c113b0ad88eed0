#include "content/pictures.h"

// Chosen against ambiguity: no two words rhyme closely in French, no two pictures share a shape, none is on a
// need's tile, and none is an insult, a body part, a drink, a belief, a nation or a cause somewhere (so no
// banana, moon, star, sunflower, watermelon, bell or butterfly). The order is part of every code already
// given: never change it.
const struct picture picture_table[PICTURE_COUNT] = {
    {"🍒", "cerise"},     {"🚲", "vélo"},     {"☔", "parapluie"},   {"🍋", "citron"},     {"🍍", "ananas"},
    {"🚪", "porte"},      {"🍇", "raisin"},   {"🥕", "carotte"},  {"🌽", "maïs"},       {"🍕", "pizza"},
    {"🧀", "fromage"}, {"🌵", "cactus"},   {"🌳", "arbre"},       {"🌼", "fleur"},      {"🌋", "volcan"},
    {"⚡", "éclair"},     {"🔑", "clé"},      {"⌚", "montre"},      {"💡", "ampoule"},    {"🧺", "panier"},
    {"🧩", "puzzle"},  {"🎸", "guitare"},  {"🎹", "piano"},       {"🥁", "tambour"}, {"🚀", "fusée"},
    {"⛵", "bateau"},     {"🚜", "tracteur"}, {"🚁", "hélicoptère"}, {"🐝", "abeille"},    {"🐟", "poisson"},
    {"🎈", "ballon"},     {"👓", "lunettes"},
};
