#include "content/missing.h"

const struct missing missing_table[MISSING_COUNT] = {
    {"wifi", "Du wifi", "📶"},
    {"recharge", "Recharger mon téléphone", "🔌"},
    {"boire", "À boire, à manger", "☕"},
    {"calme", "Un coin calme", "🛋️"},
    {"ordinateur", "Un ordinateur", "💻"},
    {"horaires", "D’autres horaires", "🕗"},
    {"transport", "Venir plus facilement", "🚌"},
    {"ecoute", "Être mieux écouté", "👂"},
};
