#include "ui/keyboard.h"

#include "base/check.h"
#include "base/utf8.h"

struct letters { // what differs between languages; each row a string of characters
    const char *language;
    const char *accents; // always in sight; ten, so that keys are as wide as letters on the narrowest panel
    const char *rows[3];
};

static const struct letters layouts[] = {
    {"fr", "éèêëàâçîïô", {"azertyuiop", "qsdfghjklm", "wxcvbn"}},
    {"es", "áéíóúüçàèï", {"qwertyuiop", "asdfghjklñ", "zxcvbnm"}},
    {"", "éèêëàâçîïô", {"qwertyuiop", "asdfghjkl", "zxcvbnm"}},
};

static const char digits[] = "1234567890";
static const char more_accents[2][32] = {"ùûüöäñáíóú", "œæøåščžşğł"};

static const struct str phrases[] = {
    {".fr", 3}, {".com", 4}, {"@gmail.com", 10}, {"@outlook.fr", 11}, {"@icloud.com", 11}};
enum { PHRASES = sizeof phrases / sizeof *phrases };

struct board { // what every row needs
    struct ui_tree *tree;
    struct keyboard_state state;
    const struct keyboard_actions *actions;
    const struct keyboard_words *words;
    const struct letters *letters;
    bool capitals;
    float min_w, key_h; // mm of a key; width 0 is what its label needs
};

struct str keyboard_phrase(int index)
{
    return index >= 0 && index < PHRASES ? phrases[index] : (struct str){"", 0};
}

// Four rows: of a low panel, or of the lower half of any.
static bool is_short(const struct board *board)
{
    const struct theme *theme = board->tree->theme;
    return theme->compact || (theme->wish.low && !theme->portrait);
}

// Latin letters of the rows above and nothing more.
static uint32_t capital(uint32_t code)
{
    if ((code >= 'a' && code <= 'z') || (code >= 0xe0 && code <= 0xfe && code != 0xf7)) return code - 32;
    return code >= 0x100 && code <= 0x17f ? code - 1 : code;
}

// Large words make no larger keys than there is room for: letters as large as a key of the least height
// holds.
static float key_cap(const struct board *board)
{
    const struct theme *theme = board->tree->theme;
    float most = (board->key_h - 1.2F) / 1.92F; // a line of text is 1.9 times as high as its capitals
    return theme->wish.size > 0 && theme->text[UI_LARGE] > most ? most : 0;
}

static void add_key(const struct board *board, struct ui_spec spec)
{
    if (spec.scale == UI_BODY || board->tree->theme->wish.size > 0) spec.cap = key_cap(board);
    spec.role = UI_KEY;
    spec.min_h = board->key_h;
    spec.min_w = board->min_w;
    if (spec.grow <= 0) spec.grow = 1;
    ui_add(board->tree, spec);
}

static void add_character(const struct board *board, uint32_t code)
{
    char text[4];
    uint32_t typed = board->capitals ? capital(code) : code;
    struct str label = {text, utf8_encode(typed, text)};
    add_key(board, (struct ui_spec){.id = "key",
                                    .index = (int)code,
                                    .label = label,
                                    .action = {board->actions->typed, (int32_t)typed}});
}

static void add_characters(const struct board *board, const char *characters)
{
    for (struct str rest = str_from(characters); rest.n;)
        add_character(board, utf8_next(&rest));
}

static void open_row(const struct board *board)
{
    ui_open(board->tree, (struct ui_spec){.flow = UI_ROW, .gap = board->tree->theme->key_gap, .grow = 1});
}

static void add_row(const struct board *board, const char *characters)
{
    open_row(board);
    add_characters(board, characters);
    ui_close(board->tree);
}

static void add_erase(const struct board *board, float wide)
{
    add_key(board, (struct ui_spec){.id = "key-erase",
                                    .icon = UI_ICON_ERASE,
                                    .label = board->words->erase,
                                    .action = {board->actions->erase, 0},
                                    .grow = wide});
}

static void add_shift(const struct board *board, float wide)
{
    add_key(board, (struct ui_spec){.id = "key-shift",
                                    .icon = UI_ICON_SHIFT,
                                    .label = board->words->shift,
                                    .flags = board->state.shifted ? UI_CHOSEN : 0,
                                    .action = {board->actions->shift, 0},
                                    .grow = wide});
}

static void add_space(const struct board *board, float wide)
{
    add_key(board, (struct ui_spec){.id = "key-space",
                                    .label = board->words->space,
                                    .scale = UI_SMALL,
                                    .action = {board->actions->typed, ' '},
                                    .grow = wide});
}

static void add_page_key(const struct board *board, struct str label, float wide)
{
    add_key(board, (struct ui_spec){.id = "key-page",
                                    .look = UI_QUIET,
                                    .scale = UI_SMALL,
                                    .label = label,
                                    .action = {board->actions->symbols, 0},
                                    .grow = wide});
}

// The low landscape panel has room for four rows: space and page go into the last one, apostrophe and hyphen
// into the accents. Elsewhere they have a row of their own.
static void add_last_rows(const struct board *board, const char *last_letters, struct str page)
{
    bool compact = is_short(board);
    open_row(board);
    add_shift(board, compact ? 1 : 1.6F);
    add_characters(board, last_letters);
    if (!compact) {
        add_erase(board, 1.6F);
        ui_close(board->tree);
        open_row(board);
        add_page_key(board, page, 2);
        add_characters(board, "'");
        add_space(board, 5);
        add_characters(board, "-");
    } else {
        add_space(board, 2);
        add_page_key(board, page, 1);
        add_erase(board, 1);
    }
    ui_close(board->tree);
}

static void add_letters(const struct board *board)
{
    const struct letters *letters = board->letters;
    open_row(board);
    add_characters(board, letters->accents);
    if (is_short(board)) add_characters(board, "'-");
    ui_close(board->tree);
    add_row(board, letters->rows[0]);
    add_row(board, letters->rows[1]);
    add_last_rows(board, letters->rows[2], board->words->digits);
}

static void add_symbols(const struct board *board)
{
    add_row(board, digits);
    add_row(board, more_accents[0]);
    add_row(board, more_accents[1]);
    add_last_rows(board, is_short(board) ? ".,()'-" : ".,()&+", board->words->letters);
}

static void add_phrase(const struct board *board, int i, float wide)
{
    add_key(board, (struct ui_spec){.id = "key-phrase",
                                    .index = i,
                                    .scale = UI_SMALL,
                                    .label = phrases[i],
                                    .action = {board->actions->phrase, i},
                                    .grow = wide});
}

static void add_phrases(const struct board *board)
{
    open_row(board);
    if (!is_short(board)) add_characters(board, "_"); // the letters' row is full
    for (int i = 0; i < PHRASES; i++)
        add_phrase(board, i, (float)phrases[i].n + 3);
    ui_close(board->tree);
}

// Five rows where there is room; on the low panel the page key puts the digits in the place of the phrases.
static void add_email(const struct board *board)
{
    bool compact = is_short(board);
    if (compact && !board->state.symbols)
        add_phrases(board);
    else
        add_row(board, digits);
    add_row(board, board->letters->rows[0]);
    add_row(board, board->letters->rows[1]);
    open_row(board);
    add_characters(board, "@");
    add_characters(board, board->letters->rows[2]);
    add_characters(board, compact ? "._-" : ".-");
    if (compact) add_page_key(board, board->state.symbols ? board->words->letters : board->words->digits, 1);
    add_erase(board, 1);
    ui_close(board->tree);
    if (!compact) add_phrases(board);
}

static void add_numbers(const struct board *board)
{
    add_row(board, "123");
    add_row(board, "456");
    add_row(board, "789");
    open_row(board);
    add_characters(board, "+0");
    add_erase(board, 1);
    ui_close(board->tree);
}

// Beside the bar in the lower half of a low panel there are nine keys a row, whatever the language: letters
// on the first page, the rest on the second.
enum { NARROW = 9, NARROW_ROWS = 3 };

static void add_narrow_rows(const struct board *board, const char *const *parts, int count)
{
    int at = 0;
    for (int i = 0; i < count; i++)
        for (struct str rest = str_from(parts[i]); rest.n && at < NARROW * NARROW_ROWS; at++) {
            if (at % NARROW == 0) open_row(board);
            add_character(board, utf8_next(&rest));
            if (at % NARROW == NARROW - 1) ui_close(board->tree);
        }
    if (at % NARROW) ui_close(board->tree);
}

static void add_narrow_last(const struct board *board, bool email)
{
    struct str page = board->state.symbols ? board->words->letters : board->words->digits;
    open_row(board);
    if (!email) add_shift(board, 1);
    add_page_key(board, page, 1);
    add_characters(board, email ? ".-" : "'");
    if (!email) add_space(board, 4);
    add_characters(board, email ? "_" : "-");
    if (email) {
        add_phrase(board, 0, 1.5F);
        add_phrase(board, 1, 1.5F);
    }
    add_erase(board, 1);
    ui_close(board->tree);
}

static void add_narrow(const struct board *board, bool email)
{
    const struct letters *letters = board->letters;
    const char *const first[] = {letters->rows[0], letters->rows[1], letters->rows[2], email ? "@" : ""};
    const char *const second[] = {digits, letters->accents, more_accents[0]};
    if (!board->state.symbols)
        add_narrow_rows(board, first, 4);
    else if (!email)
        add_narrow_rows(board, second, 3);
    else {
        add_narrow_rows(board, (const char *const[]){digits, "+@"}, 2);
        open_row(board);
        for (int i = 2; i < PHRASES; i++)
            add_phrase(board, i, (float)phrases[i].n + 3);
        ui_close(board->tree);
    }
    add_narrow_last(board, email);
}

static const struct letters *letters_of(struct str language)
{
    size_t i = 0;
    while (*layouts[i].language && !str_eq(str_from(layouts[i].language), language))
        i++;
    return &layouts[i];
}

static struct board make_board(struct ui_tree *tree, enum keyboard_kind kind, struct keyboard_state state)
{
    const struct theme *theme = tree->theme;
    struct board board = {.tree = tree, .state = state, .key_h = theme->key};
    board.capitals = kind == KEYBOARD_TEXT && state.shifted;
    if (kind == KEYBOARD_NUMBER) { // few keys: larger ones
        board.min_w = theme->compact ? 20 : 26;
        board.key_h = is_short(&board) ? theme->key : theme->target;
    }
    return board;
}

// Grows a little where there is room: keys of up to 2 mm more.
static void open_board(const struct board *board, int rows)
{
    float gap = board->tree->theme->key_gap;
    ui_open(board->tree, (struct ui_spec){.id = "keyboard",
                                          .flags = UI_LTR,
                                          .gap = gap,
                                          .grow = 1,
                                          .max_h = (float)rows * (board->key_h + 2 + gap) - gap});
}

void keyboard_add(struct ui_tree *tree, enum keyboard_kind kind, struct keyboard_state state,
                  const struct keyboard_actions *actions, const struct keyboard_words *words,
                  struct str language)
{
    struct board board = make_board(tree, kind, state);
    board.actions = actions;
    board.words = words;
    board.letters = letters_of(language);
    open_board(&board, kind == KEYBOARD_NUMBER || is_short(&board) ? 4 : 5);
    bool narrow = tree->theme->compact && tree->theme->wish.low;
    switch (kind) {
    case KEYBOARD_TEXT:
        if (narrow)
            add_narrow(&board, false);
        else if (state.symbols)
            add_symbols(&board);
        else
            add_letters(&board);
        break;
    case KEYBOARD_EMAIL:
        if (narrow)
            add_narrow(&board, true);
        else
            add_email(&board);
        break;
    case KEYBOARD_NUMBER: add_numbers(&board); break;
    }
    ui_close(tree);
}
