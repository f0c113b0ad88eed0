// Every capacity of Rebond, with the reason beside it. Full is ERR_FULL, never silence.
#pragma once

enum {
    LIMIT_NAME = 160,      // bytes of a name: 40 characters of 4 bytes
    LIMIT_NAME_CHARS = 40, // product.md
    LIMIT_CONTACT = 160,   // bytes of an e-mail address or phone number; RFC 5321 allows 254, nobody types it
    LIMIT_LANGUAGES = 9,   // of one place
    LIMIT_NEEDS = 3,       // product.md: up to three tiles
    LIMIT_ID = 32,         // a partner's or offer's section name, with its final NUL
    LIMIT_TITLE = 120,     // bytes of a slot's title, with its final NUL: what fits a card
    LIMIT_PICTURE = 32,    // bytes of the emoji a title begins with, with its final NUL: the longest is 28
    LIMIT_ABOUT = 120,     // bytes of what a workshop is about, with its final NUL: one sentence
    LIMIT_WORDS = 160,     // bytes of a name or place in the configuration, with its final NUL
    LIMIT_URL = 512,       // bytes of a partner's URL, with its final NUL
    LIMIT_PARTNERS = 8,    // partners of one place
    LIMIT_OFFERS = 32,     // timetables of one place
    LIMIT_RANGES = 8,      // time ranges a day in one timetable
    LIMIT_HOLIDAYS = 128,  // ten years of public holidays and closings
    LIMIT_RECIPIENTS = 4,  // collection keys of one partner: two in use while one is rotated, and spares
    LIMIT_ZONE_SPANS = 320,  // offset changes 1970-2100: two a year is 263, Asia/Hebron has 303
    LIMIT_SLOTS = 2048,      // slots shown at once: 60 days of the busiest place measured, times four
    LIMIT_SLOT_DAYS = 60,    // how far ahead a visitor can book
    LIMIT_WINDOW_DAYS = 120, // how far ahead a recurrence is expanded (partner-caldav.md)
    LIMIT_SEATS = 99,        // two digits in the resource name of a seat
    LIMIT_PLAIN = 4096,      // bytes of a sealed item's clear form, padded
    LIMIT_SEALED = 8192,     // bytes of a sealed item; the calendar event that carries it stays <= 16 kB
    LIMIT_BODY = 16384,      // bytes of one resource we send: the guard refuses more
    LIMIT_ANSWER = 8 << 20,  // bytes of any answer (partner-caldav.md)
    LIMIT_EVENT = 64 << 10,  // bytes of one calendar resource we read (partner-caldav.md)
    LIMIT_XML_DEPTH = 32,    // partner-caldav.md
    LIMIT_RESOURCE = 200,    // bytes of a resource name (partner-caldav.md)
    LIMIT_COLLECT = 16384, // items on one stick: years of the busiest place; what is more remains and is said
    LIMIT_REASON = 160,    // bytes of a reason shown to staff
};
