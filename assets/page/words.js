// The words for what a request holds: the same as on the kiosk and in rebondctl (src/content). A test compares.

export const kinds = {
    appointment: "rendez-vous",
    workshop: "atelier",
    callback: "à rappeler",
    interest: "ça l'intéresse, sans rendez-vous",
    arrival: "est là",
};

export const needs = {
    "parler": "Parler à quelqu’un",
    "toit": "Un toit, dormir",
    "manger": "Manger, m’habiller",
    "sante": "Ma santé",
    "papiers": "Mes papiers, mes droits",
    "argent": "L’argent",
    "travail": "Travailler",
    "formation": "Une formation, un métier",
    "permis": "Me déplacer, le permis",
    "francais": "Apprendre le français",
    "bouger": "Bouger, faire quelque chose",
    "sais-pas": "Je ne sais pas encore",
};

export const contacts = {
    sms: "SMS",
    call: "appel",
    email: "e-mail",
    place: "en passant par le lieu",
    worker: "en passant par la personne qui l'accompagne",
    return: "repassera",
};

export const safes = {
    "mine": "on peut écrire, c'est le sien",
    "other-ok": "on peut écrire, c'est celui de quelqu'un d'autre",
    "other-not": "NE PAS écrire ni laisser de message, c'est celui de quelqu'un d'autre",
};

export const ages = {
    "under-16": "moins de 16 ans",
    "16-17": "16 ou 17 ans",
    "18-25": "18 à 25 ans",
    "26-29": "26 à 29 ans",
    "30-up": "30 ans ou plus",
};

export const languages = {
    fr: "français",
    en: "anglais",
    es: "espagnol",
    ar: "arabe",
    fa: "dari",
    ps: "pachto",
    uk: "ukrainien",
    ru: "russe",
    ti: "tigrigna",
};

export const pictures = [
    ["🍒", "cerise"], ["🚲", "vélo"], ["☔", "parapluie"], ["🍋", "citron"], ["🍍", "ananas"], ["🚪", "porte"],
    ["🍇", "raisin"], ["🥕", "carotte"], ["🌽", "maïs"], ["🍕", "pizza"], ["🧀", "fromage"], ["🌵", "cactus"],
    ["🌳", "arbre"], ["🌼", "fleur"], ["🌋", "volcan"], ["⚡", "éclair"], ["🔑", "clé"], ["⌚", "montre"],
    ["💡", "ampoule"], ["🧺", "panier"], ["🧩", "puzzle"], ["🎸", "guitare"], ["🎹", "piano"], ["🥁", "tambour"],
    ["🚀", "fusée"], ["⛵", "bateau"], ["🚜", "tracteur"], ["🚁", "hélicoptère"], ["🐝", "abeille"],
    ["🐟", "poisson"], ["🎈", "ballon"], ["👓", "lunettes"],
];
