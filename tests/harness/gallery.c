#include "harness/gallery.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "booking/vevent.h"
#include "harness/catalogues.h"

enum { NOW = 1795435200 }; // 2026-11-23 12:00 UTC, 16 h in Réunion

static void add_slots(struct gallery *gallery)
{
    static const char *const workshops[][3] = {
        {"🍳", "Cuisine ensemble", "On prépare un vrai repas, on le mange ensemble."},
        {"🚲", "Réparer son vélo", "Tu viens avec ton vélo, ou sans."},
        {"", "Préparer le code de la route", ""},
        {"🎧", "Studio son", "Enregistre ta voix ou ta musique."}};
    size_t n = 0;
    for (int day = 1; day <= 8; day++)
        for (int hour = 0; hour < 6; hour++) {
            int64_t start = NOW - 12 * 3600 + day * 86400 + (5 + hour) * 3600;
            gallery->slots[n++] = (struct slot){.partner = "ml",
                                                .title = "Premier rendez-vous",
                                                .start_s = start,
                                                .end_s = start + 2700,
                                                .capacity = 1};
        }
    for (int i = 0; i < 4; i++) {
        struct slot *slot = &gallery->slots[n++];
        *slot = (struct slot){.partner = "ml",
                              .start_s = NOW + (i + 9) * 86400,
                              .end_s = NOW + (i + 9) * 86400 + 7200,
                              .capacity = 8,
                              .taken = (uint16_t)(i < 3 ? 2 * i + 1 : 8),
                              .workshop = true};
        CHECK(str_copy(str_from(workshops[i][0]), slot->picture, sizeof slot->picture) == OK);
        CHECK(str_copy(str_from(workshops[i][1]), slot->title, sizeof slot->title) == OK);
        CHECK(str_copy(str_from(workshops[i][2]), slot->about, sizeof slot->about) == OK);
    }
    for (size_t i = 0; i < n; i++)
        snprintf(gallery->slots[i].key, SLOT_KEY, "slot%zu", i);
    gallery->world.slots = gallery->slots;
    gallery->world.slot_count = n;
}

void gallery_init(struct gallery *gallery)
{
    memset(gallery, 0, sizeof *gallery);
    gallery->zone = (struct zone){.name = "Indian/Reunion", .count = 1, .spans = {{INT64_MIN, 4 * 3600}}};
    gallery->config = (struct config){.place = "Mission locale du Port",
                                      .address = "12 rue des Quais, Le Port",
                                      .person = "Samia, à l'accueil",
                                      .phone = "0262 00 00 00",
                                      .hours = "du lundi au vendredi, de 8 h à 16 h",
                                      .minimum_age = 16,
                                      .early_minutes = 30,
                                      .late_minutes = 15,
                                      .waiting = "au fond à gauche",
                                      .wait_minutes = 10,
                                      .language_count = LANGUAGE_COUNT,
                                      .partners = {{.id = "ml",
                                                    .name = "Mission locale du Port",
                                                    .address = "12 rue des Quais, Le Port, 1er étage",
                                                    .adapter = ADAPTER_CALDAV,
                                                    .needs = 0xfff}},
                                      .partner_count = 1};
    gallery->world = (struct flow_world){.now = {.mono_ms = 1000, .wall_s = NOW, .wall_trusted = true},
                                         .config = &gallery->config,
                                         .zone = &gallery->zone};
    add_slots(gallery);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        snprintf(gallery->config.languages[i], sizeof gallery->config.languages[i], "%s",
                 language_table[i].code);
        gallery->languages[i] = catalogue_messages(language_table[i].code);
    }
}

static void fill_draft(struct gallery *gallery, struct flow *flow)
{
    struct booking *draft = &flow->draft;
    draft->kind = ITEM_APPOINTMENT;
    draft->needs[0] = 2;
    draft->needs[1] = 4;
    draft->need_count = 2;
    draft->choices[0] = gallery->slots[1];
    draft->choices[1] = gallery->slots[9];
    draft->choice_count = 2;
    CHECK(pii_set(&draft->name, STR("Nadia")) == OK);
    draft->contact_kind = CONTACT_SMS;
    CHECK(pii_set(&draft->contact, STR("0692123456")) == OK);
    draft->code = (struct picture_code){{0, 1, 2}, 42};
    flow->day = zone_local_day(&gallery->zone, gallery->slots[0].start_s);
}

static const struct shot {
    const char *name;
    enum flow_place place;
    enum item_kind kind;
    enum contact_kind contact;
    enum flow_result result;
    enum flow_notice notice;
    enum flow_panel panel;
    uint8_t face, missing;
    bool choosing, warning, recorded, empty, untrusted, nothing_free, one_choice, printer;
    uint8_t tapped; // parts of the picture code
    enum flow_found_state found;
    bool told, not_told, coded;
    enum flow_undo undo;
    enum staff_place staff;
    enum staff_notice says;
    bool key, training;
    bool collecting, locked, typed, shown; // the collection key, its passphrase
    bool mistakes;                         // of rebond.ini
    enum trial_kind trying;
    bool tried;
} shots[GALLERY_SHOTS] = {
    {.name = "attract", .place = FLOW_ATTRACT, .empty = true},
    {.name = "welcome", .place = FLOW_WELCOME, .empty = true},
    {.name = "languages", .place = FLOW_WELCOME, .panel = PANEL_LANGUAGES, .empty = true},
    {.name = "needs", .place = FLOW_NEEDS},
    {.name = "needs-three", .place = FLOW_NEEDS, .notice = NOTICE_THREE_NEEDS},
    {.name = "wish", .place = FLOW_WISH},
    {.name = "wish-no-clock", .place = FLOW_WISH, .untrusted = true},
    {.name = "day", .place = FLOW_DAY, .one_choice = true},
    {.name = "day-second", .place = FLOW_DAY, .choosing = true},
    {.name = "day-nothing", .place = FLOW_DAY, .nothing_free = true},
    {.name = "day-taken", .place = FLOW_DAY, .notice = NOTICE_SLOT_TAKEN},
    {.name = "time", .place = FLOW_TIME},
    {.name = "workshop", .place = FLOW_WORKSHOP, .kind = ITEM_WORKSHOP},
    {.name = "name-empty", .place = FLOW_NAME, .empty = true},
    {.name = "name", .place = FLOW_NAME},
    {.name = "name-missing", .place = FLOW_NAME, .empty = true, .notice = NOTICE_NAME_MISSING},
    {.name = "contact", .place = FLOW_CONTACT},
    {.name = "reach-phone", .place = FLOW_REACH},
    {.name = "reach-wrong", .place = FLOW_REACH, .notice = NOTICE_PHONE_WRONG},
    {.name = "reach-email", .place = FLOW_REACH, .contact = CONTACT_EMAIL},
    {.name = "safe", .place = FLOW_SAFE},
    {.name = "age", .place = FLOW_AGE},
    {.name = "check", .place = FLOW_CHECK},
    {.name = "check-warning", .place = FLOW_CHECK, .warning = true},
    {.name = "saving", .place = FLOW_SAVING, .recorded = true},
    {.name = "done-confirmed", .place = FLOW_DONE, .result = RESULT_CONFIRMED},
    {.name = "done-noted", .place = FLOW_DONE, .result = RESULT_NOTED},
    {.name = "done-callback", .place = FLOW_DONE, .result = RESULT_BECAME_CALLBACK},
    {.name = "done-printer", .place = FLOW_DONE, .result = RESULT_CONFIRMED, .printer = true},
    {.name = "done-no-paper",
     .place = FLOW_DONE,
     .result = RESULT_NOTED,
     .printer = true,
     .notice = NOTICE_SLIP_NO_PAPER},
    {.name = "missing", .place = FLOW_MISSING, .face = FACE_GOOD, .missing = 1 << 3},
    {.name = "minor", .place = FLOW_MINOR, .empty = true},
    {.name = "meet", .place = FLOW_MEET, .empty = true},
    {.name = "human", .place = FLOW_HUMAN, .empty = true},
    {.name = "human-told", .place = FLOW_HUMAN, .empty = true, .told = true},
    {.name = "human-nobody", .place = FLOW_HUMAN, .empty = true, .nothing_free = true},
    {.name = "code", .place = FLOW_CODE, .empty = true},
    {.name = "code-two", .place = FLOW_CODE, .empty = true, .tapped = 2},
    {.name = "code-digits", .place = FLOW_CODE, .empty = true, .tapped = 4},
    {.name = "hour", .place = FLOW_HOUR, .empty = true},
    {.name = "hour-none", .place = FLOW_HOUR, .empty = true, .nothing_free = true},
    {.name = "found-nothing", .place = FLOW_FOUND, .found = FOUND_NOTHING},
    {.name = "found-unknowable", .place = FLOW_FOUND, .found = FOUND_UNKNOWABLE},
    {.name = "found-today", .place = FLOW_FOUND, .found = FOUND_TODAY},
    {.name = "found-early", .place = FLOW_FOUND, .found = FOUND_EARLY},
    {.name = "found-late", .place = FLOW_FOUND, .found = FOUND_LATE},
    {.name = "found-later-day", .place = FLOW_FOUND, .found = FOUND_LATER_DAY},
    {.name = "found-past-day", .place = FLOW_FOUND, .found = FOUND_PAST_DAY},
    {.name = "found-timeless", .place = FLOW_FOUND, .found = FOUND_TIMELESS},
    {.name = "found-cancelled", .place = FLOW_FOUND, .found = FOUND_CANCELLED},
    {.name = "found-arrived", .place = FLOW_FOUND, .found = FOUND_ARRIVED},
    {.name = "found-request", .place = FLOW_FOUND, .found = FOUND_REQUEST},
    {.name = "found-coded", .place = FLOW_FOUND, .found = FOUND_LATER_DAY, .coded = true},
    {.name = "found-today-coded", .place = FLOW_FOUND, .found = FOUND_TODAY, .coded = true},
    {.name = "undo", .place = FLOW_UNDO, .found = FOUND_LATER_DAY, .coded = true},
    {.name = "sure-cancel", .place = FLOW_SURE, .found = FOUND_LATER_DAY, .coded = true, .undo = UNDO_CANCEL},
    {.name = "sure-change", .place = FLOW_SURE, .found = FOUND_LATER_DAY, .coded = true, .undo = UNDO_CHANGE},
    {.name = "cancelled", .place = FLOW_SETTLED, .undo = UNDO_CANCEL, .result = RESULT_CONFIRMED},
    {.name = "cancel-noted", .place = FLOW_SETTLED, .undo = UNDO_CANCEL, .result = RESULT_NOTED},
    {.name = "cancel-not", .place = FLOW_SETTLED, .undo = UNDO_CANCEL, .result = RESULT_NOT_DONE},
    {.name = "changed",
     .place = FLOW_SETTLED,
     .found = FOUND_LATER_DAY,
     .undo = UNDO_CHANGE,
     .result = RESULT_CONFIRMED},
    {.name = "change-noted",
     .place = FLOW_SETTLED,
     .found = FOUND_LATER_DAY,
     .undo = UNDO_CHANGE,
     .result = RESULT_NOTED},
    {.name = "change-lost",
     .place = FLOW_SETTLED,
     .found = FOUND_LATER_DAY,
     .undo = UNDO_CHANGE,
     .result = RESULT_BECAME_CALLBACK},
    {.name = "arrived", .place = FLOW_ARRIVED, .told = true},
    {.name = "arrived-late", .place = FLOW_ARRIVED, .told = true, .found = FOUND_LATE},
    {.name = "arrived-not-told", .place = FLOW_ARRIVED, .not_told = true},
    {.name = "sorry", .place = FLOW_SORRY},
    {.name = "display", .place = FLOW_WISH, .panel = PANEL_DISPLAY},
    {.name = "training-needs", .place = FLOW_NEEDS, .training = true},
    {.name = "training-done", .place = FLOW_DONE, .result = RESULT_CONFIRMED, .training = true},
    {.name = "staff-closed", .empty = true, .staff = STAFF_CLOSED},
    {.name = "staff-pin", .empty = true, .staff = STAFF_PIN},
    {.name = "staff-pin-no", .empty = true, .staff = STAFF_PIN, .says = STAFF_SAYS_NO},
    {.name = "staff-no-pin", .empty = true, .staff = STAFF_NO_PIN},
    {.name = "staff-menu", .empty = true, .staff = STAFF_MENU},
    {.name = "staff-needing", .empty = true, .staff = STAFF_NEEDING},
    {.name = "staff-needing-none", .empty = true, .staff = STAFF_NEEDING, .nothing_free = true},
    {.name = "staff-item", .empty = true, .staff = STAFF_ITEM},
    {.name = "staff-item-name", .empty = true, .staff = STAFF_ITEM, .key = true},
    {.name = "staff-who", .empty = true, .staff = STAFF_WHO},
    {.name = "staff-arrivals", .empty = true, .staff = STAFF_ARRIVALS},
    {.name = "staff-lately", .empty = true, .staff = STAFF_LATELY},
    {.name = "staff-pause", .empty = true, .staff = STAFF_PAUSE},
    {.name = "staff-collect", .empty = true, .staff = STAFF_COLLECT},
    {.name = "staff-collect-writing", .empty = true, .staff = STAFF_COLLECT, .collecting = true},
    {.name = "staff-let-go", .empty = true, .staff = STAFF_LET_GO},
    {.name = "staff-collect-locked", .empty = true, .staff = STAFF_COLLECT, .locked = true},
    {.name = "staff-key", .empty = true, .staff = STAFF_KEY, .locked = true, .typed = true},
    {.name = "staff-key-shown",
     .empty = true,
     .staff = STAFF_KEY,
     .locked = true,
     .typed = true,
     .shown = true},
    {.name = "staff-key-no", .empty = true, .staff = STAFF_KEY, .locked = true, .says = STAFF_SAYS_NO_PHRASE},
    {.name = "attract-mistakes", .empty = true, .mistakes = true},
    {.name = "staff-menu-mistakes", .empty = true, .staff = STAFF_MENU, .mistakes = true},
    {.name = "staff-mistakes", .empty = true, .staff = STAFF_MISTAKES, .mistakes = true},
    {.name = "staff-ready", .empty = true, .staff = STAFF_READY, .tried = true},
    {.name = "staff-ready-untried", .empty = true, .staff = STAFF_READY},
    {.name = "staff-trials", .empty = true, .staff = STAFF_TRIALS, .tried = true},
    {.name = "staff-touch", .empty = true, .staff = STAFF_TRIAL, .tried = true},
    {.name = "staff-ruler", .empty = true, .staff = STAFF_TRIAL, .trying = TRIAL_RULER},
    {.name = "staff-sound", .empty = true, .staff = STAFF_TRIAL, .trying = TRIAL_SOUND},
    {.name = "staff-colours", .empty = true, .staff = STAFF_TRIAL, .trying = TRIAL_COLOURS},
    {.name = "staff-keys", .empty = true, .staff = STAFF_TRIAL, .trying = TRIAL_KEYS},
    {.name = "staff-keys-some", .empty = true, .staff = STAFF_TRIAL, .trying = TRIAL_KEYS, .tried = true},
    {.name = "staff-scanner", .empty = true, .staff = STAFF_TRIAL, .trying = TRIAL_SCANNER},
    {.name = "staff-scanner-read",
     .empty = true,
     .staff = STAFF_TRIAL,
     .trying = TRIAL_SCANNER,
     .tried = true},
};

static void set_items(struct gallery *gallery, bool key)
{
    struct staff_facts *facts = &gallery->facts;
    facts->item_count = 3;
    for (int i = 0; i < 3; i++) {
        struct staff_item *item = &facts->items[i];
        *item = (struct staff_item){.uid = {{(uint8_t)(i + 1)}},
                                    .reason = (enum item_reason)(REASON_PARTNER_REFUSED + i),
                                    .made_s = NOW - 86400 * (i + 1),
                                    .has_code = true,
                                    .code = {{(uint8_t)(5 * i), 2, 26}, 42},
                                    .has_slot = true,
                                    .slot = gallery->slots[i],
                                    .opened = key};
        if (!key) continue;
        CHECK(pii_set(&item->name, STR("Nadia")) == OK);
        CHECK(pii_set(&item->contact, STR("+262692123456")) == OK);
    }
}

static const struct config_mistakes some_mistakes = {
    .count = 4,
    .list = {
        {31, "[screen] off_hours = « 22h-6h » : permis : deux heures comme 22:00-06:30, qui peuvent passer "
             "minuit"},
        {47, "[arrival] late_minutes = « 999 » : permis : un nombre entier de 0 à 240"},
        {58, "[sound] headphones = « peut-être » : permis : auto, always, never"},
        {102,
         "[offer.conseil] ne donne jamais de créneau : aucun jour ouvert, du premier au dernier, n'a une "
         "plage aussi longue que minutes"}}};

static void set_ready(struct gallery *gallery, const struct shot *shot)
{
    struct ready_known known = {.version = "1.0.0",
                                .zone = &gallery->zone,
                                .now_s = NOW,
                                .clock_trusted = true,
                                .screen = {true, 1024, 600, true},
                                .w_mm = 222,
                                .h_mm = 125,
                                .database = true,
                                .on_device = 3,
                                .delivered = 128,
                                .needing = shot->tried ? 0 : 3,
                                .partners = {{.name = gallery->config.partners[0].name,
                                              .has_server = true,
                                              .has_key = true,
                                              .heard_s = NOW - 600,
                                              .server_class = 'A'}},
                                .partner_count = 1,
                                .pin = true};
    for (int i = 1; i < LANGUAGE_COUNT; i++)
        known.languages[known.language_count++] =
            (struct ready_language){language_table[i].code, true, false};
    for (int i = 0; i < TRIAL_SCANNER && shot->tried; i++)
        known.trials[i] =
            (struct trial_result){true, i != TRIAL_RULER, i == TRIAL_RULER ? 480 : 12, NOW - 3600};
    ready_make(&known, &gallery->facts.ready);
}

static void set_trial(struct staff *staff, const struct shot *shot)
{
    staff->trying = shot->trying;
    if (!shot->tried) return;
    for (int cell = 0; cell < 22; cell += 1 + cell % 3)
        trial_turn(&staff->trial, cell, true);
    staff->trial.keys = 1u << TRIAL_TAB | 1u << TRIAL_ENTER | 1u << TRIAL_LEFT | 1u << (TRIAL_DIGIT + 4);
    staff->trial.scan = (struct trial_scan){.count = 412, .ended = true};
}

static void set_staff(struct gallery *gallery, const struct shot *shot)
{
    gallery->mistakes = shot->mistakes ? &some_mistakes : NULL;
    struct staff *staff = &gallery->staff;
    struct staff_facts *facts = &gallery->facts;
    memset(staff, 0, sizeof *staff);
    memset(facts, 0, sizeof *facts);
    gallery->training = shot->training;
    *staff =
        (struct staff){.place = shot->staff, .notice = shot->says, .pin_n = 4, .item = {{1}}, .who = "AB"};
    if (shot->says == STAFF_SAYS_NO) staff->wait_until_ms = gallery->world.now.mono_ms + 30000;
    if (shot->says == STAFF_SAYS_NO) staff->pin_n = 0;
    staff->phrase_shown = shot->shown;
    if (shot->typed) {
        staff->phrase_n = 15;
        memcpy(staff->phrase, "nuage-9-tambour", 15);
    }
    *facts = (struct staff_facts){.readable = true,
                                  .on_device = 3,
                                  .delivered = 128,
                                  .needing = 3,
                                  .oldest_s = 3 * 86400,
                                  .key = shot->key      ? STAFF_KEY_TAKEN
                                         : shot->locked ? STAFF_KEY_LOCKED
                                                        : STAFF_KEY_NONE,
                                  .collect = {.can_start = !shot->collecting,
                                              .running = shot->collecting,
                                              .done = 120,
                                              .total = 500,
                                              .words = "La clé USB est prête."}};
    set_ready(gallery, shot);
    set_trial(staff, shot);
    if (shot->collecting)
        CHECK(str_copy(STR("Les demandes sont copiées sur la clé USB."), facts->collect.words, 320) == OK);
    if (shot->nothing_free) return;
    set_items(gallery, shot->key);
    facts->arrival_count = 3;
    facts->act_count = 3;
    for (int i = 0; i < 3; i++) {
        facts->arrivals[i] = (struct staff_arrival){.for_booking = i,
                                                    .start_s = NOW + i * 900,
                                                    .at_s = NOW - 3600 + i * 600,
                                                    .has_code = true,
                                                    .code = {{27, 2, 26}, 42}};
        facts->acts[i] = (struct staff_act){.deed = (enum staff_deed)i, .at_s = NOW - i * 7200, .who = ""};
    }
    memcpy(facts->acts[1].who, "AB", 3);
    facts->acts[facts->act_count++] = (struct staff_act){
        .of_item = true, .kind = ITEM_WORKSHOP, .state = ITEM_DELIVERED, .at_s = NOW - 9 * 3600};
}

static void set_return(struct gallery *gallery, const struct shot *shot, struct flow *flow)
{
    flow->code = (struct flow_code){{0, 11, 17}, {4, 2}, shot->tapped, false};
    flow->arrival =
        (struct flow_arrival){.code = {{27, 2, 26}, 42}, .told = shot->told, .refused = shot->not_told};
    flow->undo = shot->undo;
    bool undoing = shot->place == FLOW_UNDO || shot->place == FLOW_SURE || shot->place == FLOW_SETTLED;
    if (shot->place != FLOW_FOUND && shot->place != FLOW_ARRIVED && !undoing) return;
    flow->found.state = shot->found;
    flow->found.proven = true;
    if (shot->found == FOUND_NOTHING || shot->found == FOUND_UNKNOWABLE) return;
    flow->found.slot = gallery->slots[1];
    if (shot->coded) flow->found.code = (struct picture_code){{27, 2, 26}, 42};
    flow->found.noted = shot->found == FOUND_LATER_DAY;
    flow->found.sure = shot->found != FOUND_TODAY;
}

// Nine hours of today.
static void set_hours(struct gallery *gallery, const struct shot *shot)
{
    for (int i = 0; i < GALLERY_HOURS; i++)
        gallery->hours[i].slot.start_s = NOW - 4 * 3600 + i * 2700;
    gallery->world.hours = gallery->hours;
    gallery->world.hour_count = shot->nothing_free ? 0 : GALLERY_HOURS;
}

// Somebody is there on some days; at the hour of the shots on Mondays, unless nobody is.
static void set_presence(struct gallery *gallery, const struct shot *shot)
{
    struct offer *presence = &gallery->config.presence;
    presence->range_count[0] = 1;
    presence->ranges[0][0] = (struct time_range){480, shot->nothing_free ? 720 : 1020};
}

const char *gallery_set(struct gallery *gallery, int index, struct flow *flow)
{
    const struct shot *shot = &shots[index];
    memset(flow, 0, sizeof *flow);
    if (!shot->empty) fill_draft(gallery, flow);
    flow->place = shot->place;
    flow->draft.kind = shot->kind;
    if (shot->contact == CONTACT_EMAIL) {
        flow->draft.contact_kind = CONTACT_EMAIL;
        CHECK(pii_set(&flow->draft.contact, STR("nadia.974@exemple.fr")) == OK);
    }
    if (shot->one_choice) flow->draft.choice_count = 0;
    gallery->world.printer = shot->printer;
    flow->result = shot->result;
    flow->face = shot->face;
    flow->missing = shot->missing;
    flow->notice = shot->notice;
    flow->choosing = shot->choosing;
    flow->panel = shot->panel;
    flow->warning = shot->warning;
    flow->recorded = shot->recorded;
    flow->shifted = shot->place == FLOW_NAME && shot->empty;
    set_return(gallery, shot, flow);
    set_hours(gallery, shot);
    set_presence(gallery, shot);
    set_staff(gallery, shot);
    gallery->world.now.wall_trusted = !shot->untrusted;
    gallery->world.slot_count = shot->nothing_free ? 0 : 52;
    return shot->name;
}

int gallery_find(const char *name)
{
    int index = 0;
    while (index < GALLERY_SHOTS && strcmp(shots[index].name, name) != 0)
        index++;
    CHECK(index < GALLERY_SHOTS);
    return index;
}

static void make_entry(struct gallery *gallery, const struct flow *flow)
{
    struct buf entry = buf_init(gallery->entry, sizeof gallery->entry);
    gallery->entry_n = 0;
    if (gallery->training || flow->place != FLOW_DONE || flow->result == RESULT_BECAME_CALLBACK) return;
    struct vevent event = {.uid = STR("0123456789abcdef0123456789abcdef"),
                           .summary = STR("Rendez-vous"),
                           .location = str_from(gallery->config.partners[0].address),
                           .stamp_s = NOW,
                           .start_s = flow->draft.choices[0].start_s,
                           .end_s = flow->draft.choices[0].end_s};
    vevent_encode(&entry, &event);
    gallery->entry_n = entry.n;
}

void gallery_build(struct gallery *gallery, const struct flow *flow, int language, struct ui_tree *tree,
                   const struct theme *theme, int w, int h, const struct text_port *text, void *memory,
                   size_t cap)
{
    struct flow spoken = *flow;
    spoken.language = spoken.greeting = (uint8_t)language;
    if (!spoken.display.size && !spoken.display.colours && !spoken.display.calm && !spoken.display.low)
        spoken.display = gallery->display;
    make_entry(gallery, flow);
    struct screen_view view = {.flow = &spoken,
                               .staff = &gallery->staff,
                               .facts = &gallery->facts,
                               .mistakes = gallery->mistakes,
                               .training = gallery->training,
                               .world = &gallery->world,
                               .messages = gallery->languages[language],
                               .languages = gallery->languages,
                               .sound = gallery->sound,
                               .calendar_entry = {gallery->entry, gallery->entry_n}};
    gallery->theme = theme_dress(theme, screen_wish(&spoken, &gallery->world));
    screen_make(&view, tree,
                &(struct screen_paper){&gallery->theme, w, h, text, memory, cap, gallery->habit});
}
