#include "ui/keyboard.h"

#include "base/check.h"
#include "base/utf8.h"
#include "ui/keyboard_letters.h"

static const char digits[] = "1234567890";

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
    uint32_t typed = board->capitals ? letters_capital(code) : code;
    struct str label = {text, utf8_encode(typed, text)};
    add_key(board, (struct ui_spec){.id = "key",
                                    .index = (int)code,
                                    .label = label,
                                    .flags = UI_PRIVATE,
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

// Which page it leads to is not part of what it is: a finger that touches it twice must not turn back.
static void add_page_key_at(const struct board *board, int place, struct str label, enum keyboard_page page,
                            float wide)
{
    add_key(board, (struct ui_spec){.id = "key-page",
                                    .index = place,
                                    .look = UI_QUIET,
                                    .scale = UI_SMALL,
                                    .label = label,
                                    .action = {board->actions->page, (int32_t)page},
                                    .grow = wide});
}

static void add_page_key(const struct board *board, struct str label, enum keyboard_page page, float wide)
{
    add_page_key_at(board, 0, label, page, wide);
}

// One key leads round all pages: letters, Latin letters where they are others, digits.
static void add_next_page(const struct board *board, float wide)
{
    bool latin = board->letters->latin;
    switch (board->state.page) {
    case KEYBOARD_LETTERS:
        add_page_key(board, latin ? board->words->digits : STR("abc"),
                     latin ? KEYBOARD_SYMBOLS : KEYBOARD_LATIN, wide);
        break;
    case KEYBOARD_LATIN: add_page_key(board, board->words->digits, KEYBOARD_SYMBOLS, wide); break;
    case KEYBOARD_SYMBOLS: add_page_key(board, board->words->letters, KEYBOARD_LETTERS, wide); break;
    }
}

// The low landscape panel has room for four rows: space and page go into the last one, apostrophe and hyphen
// into the accents. Elsewhere they have a row of their own. Many letters leave less room for shift and erase.
static void add_last_rows(const struct board *board, const char *last_letters)
{
    bool compact = is_short(board);
    float wide = utf8_count(str_from(last_letters)) > 8 ? 1.15F : 1.6F;
    open_row(board);
    if (board->letters->cased) add_shift(board, compact ? 1 : wide);
    add_characters(board, last_letters);
    if (!compact) {
        add_erase(board, wide);
        ui_close(board->tree);
        open_row(board);
        add_next_page(board, 2);
        add_characters(board, "'");
        add_space(board, 5);
        add_characters(board, "-");
    } else {
        add_space(board, 2);
        add_next_page(board, 1);
        add_erase(board, 1);
    }
    ui_close(board->tree);
}

// The other vowels of the syllable typed last: touching one puts it in its place.
static void add_orders(const struct board *board, const uint32_t *orders, int count)
{
    for (int i = 0; i < count; i++) {
        char text[4];
        struct str label = {text, utf8_encode(orders[i], text)};
        add_key(board, (struct ui_spec){.id = "key-order",
                                        .index = (int)orders[i],
                                        .label = label,
                                        .flags = orders[i] == board->state.last ? UI_CHOSEN : 0,
                                        .action = {board->actions->replaced, (int32_t)orders[i]}});
    }
}

static void add_top_row(const struct board *board)
{
    uint32_t orders[LETTERS_ORDERS];
    int count = board->letters->syllables ? letters_orders(board->state.last, orders) : 0;
    open_row(board);
    if (count)
        add_orders(board, orders, count);
    else
        add_characters(board, board->letters->top);
    if (is_short(board)) add_characters(board, "'-");
    ui_close(board->tree);
}

static void add_letters(const struct board *board)
{
    const struct letters *letters = board->letters;
    add_top_row(board);
    add_row(board, letters->rows[0]);
    add_row(board, letters->rows[1]);
    add_last_rows(board, letters->rows[2]);
}

static void add_symbols(const struct board *board)
{
    add_row(board, digits);
    add_row(board, board->letters->more[0]);
    add_row(board, board->letters->more[1]);
    add_last_rows(board, is_short(board) ? ".,()'-" : ".,()&+");
}

static void add_phrase(const struct board *board, int i, float wide)
{
    add_key(board, (struct ui_spec){.id = "key-phrase",
                                    .index = i,
                                    .scale = UI_SMALL,
                                    .label = phrases[i],
                                    .flags = UI_PRIVATE,
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
    bool compact = is_short(board), symbols = board->state.page == KEYBOARD_SYMBOLS;
    if (compact && !symbols)
        add_phrases(board);
    else
        add_row(board, digits);
    add_row(board, board->letters->rows[0]);
    add_row(board, board->letters->rows[1]);
    open_row(board);
    add_characters(board, "@");
    add_characters(board, board->letters->rows[2]);
    add_characters(board, compact ? "._-" : ".-");
    if (compact)
        add_page_key(board, symbols ? STR("abc") : board->words->digits,
                     symbols ? KEYBOARD_LETTERS : KEYBOARD_SYMBOLS, 1);
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

// Beside the bar in the lower half of a low panel there are nine keys a row, whatever the language: as many
// letters as there are keys on the first page, the rest with the digits on the second. Syllables keep the
// first row for their other vowels.
enum { NARROW = 9, NARROW_ROWS = 3, NARROW_REST = 3 };

static struct str narrow_letters(const struct board *board, char memory[LETTERS_BYTES], struct str *ret_rest)
{
    struct buf all = buf_init(memory, LETTERS_BYTES);
    for (int i = 0; i < 3; i++)
        buf_add(&all, str_from(board->letters->rows[i]));
    struct str letters = buf_str(&all);
    *ret_rest = letters;
    for (int i = NARROW * (board->letters->syllables ? NARROW_ROWS - 1 : NARROW_ROWS); i > 0; i--)
        if (ret_rest->n) (void)utf8_next(ret_rest);
    return (struct str){letters.p, letters.n - ret_rest->n};
}

static void add_narrow_rows(const struct board *board, const struct str *parts, int count, int rows)
{
    int at = 0;
    for (int i = 0; i < count; i++)
        for (struct str rest = parts[i]; rest.n && at < NARROW * rows; at++) {
            if (at % NARROW == 0) open_row(board);
            add_character(board, utf8_next(&rest));
            if (at % NARROW == NARROW - 1) ui_close(board->tree);
        }
    if (at % NARROW) ui_close(board->tree);
}

// The page that follows is called like its first letters, when it has any.
static void add_narrow_page_keys(const struct board *board, struct str rest)
{
    struct str first = rest;
    for (int i = 0; i < NARROW_REST && rest.n; i++)
        (void)utf8_next(&rest);
    first.n -= rest.n;
    int place = 0;
    if (board->state.page != KEYBOARD_LETTERS)
        add_page_key_at(board, place++, board->words->letters, KEYBOARD_LETTERS, 1);
    if (board->state.page != KEYBOARD_SYMBOLS)
        add_page_key_at(board, place++, first.n ? first : board->words->digits, KEYBOARD_SYMBOLS, 1);
    if (board->state.page != KEYBOARD_LATIN && !board->letters->latin)
        add_page_key_at(board, place, STR("abc"), KEYBOARD_LATIN, 1);
}

// Nine of the other vowels have a row, the last two stand below, for apostrophe and hyphen.
static void add_narrow_orders(const struct board *board, uint32_t orders[LETTERS_ORDERS], int count)
{
    open_row(board);
    if (count)
        add_orders(board, orders, count > NARROW ? NARROW : count);
    else
        add_characters(board, board->letters->top);
    ui_close(board->tree);
}

static void add_narrow_text(const struct board *board)
{
    char memory[LETTERS_BYTES];
    uint32_t orders[LETTERS_ORDERS];
    struct str rest, first = narrow_letters(board, memory, &rest);
    bool letters = board->state.page != KEYBOARD_SYMBOLS, syllables = board->letters->syllables && letters;
    int count = syllables ? letters_orders(board->state.last, orders) : 0;
    struct str others[] = {rest, str_from(digits), str_from(board->letters->top),
                           str_from(board->letters->more[0])};
    if (syllables) add_narrow_orders(board, orders, count);
    if (letters)
        add_narrow_rows(board, &first, 1, NARROW_ROWS);
    else
        add_narrow_rows(board, others, 4, NARROW_ROWS);
    open_row(board);
    if (board->letters->cased) add_shift(board, 1);
    add_narrow_page_keys(board, rest);
    if (count <= NARROW) add_characters(board, "'");
    add_space(board, 3);
    if (count <= NARROW)
        add_characters(board, "-");
    else
        add_orders(board, orders + NARROW, count - NARROW);
    add_erase(board, 1);
    ui_close(board->tree);
}

static void add_narrow_email(const struct board *board)
{
    char memory[LETTERS_BYTES];
    struct str rest, letters = narrow_letters(board, memory, &rest);
    bool symbols = board->state.page == KEYBOARD_SYMBOLS;
    struct str others[] = {str_from(digits), STR("+")};
    if (!symbols)
        add_narrow_rows(board, &letters, 1, NARROW_ROWS);
    else {
        add_narrow_rows(board, others, 2, NARROW_ROWS - 1);
        open_row(board);
        for (int i = 2; i < PHRASES; i++)
            add_phrase(board, i, (float)phrases[i].n + 3);
        ui_close(board->tree);
    }
    open_row(board);
    add_page_key(board, symbols ? STR("abc") : board->words->digits,
                 symbols ? KEYBOARD_LETTERS : KEYBOARD_SYMBOLS, 1);
    add_characters(board, "@.-_");
    add_phrase(board, 0, 1.5F);
    add_phrase(board, 1, 1.5F);
    add_erase(board, 1);
    ui_close(board->tree);
}

// Addresses are Latin, whatever the language.
static const struct letters *choose_letters(enum keyboard_kind kind, enum keyboard_page page,
                                            struct str language)
{
    const struct letters *letters = letters_of(language);
    bool latin = kind == KEYBOARD_EMAIL || page == KEYBOARD_LATIN;
    return latin && !letters->latin ? letters_latin() : letters;
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
    board.letters = choose_letters(kind, state.page, language);
    open_board(&board, kind == KEYBOARD_NUMBER || is_short(&board) ? 4 : 5);
    bool narrow = tree->theme->compact && tree->theme->wish.low;
    switch (kind) {
    case KEYBOARD_TEXT:
        if (narrow)
            add_narrow_text(&board);
        else if (state.page == KEYBOARD_SYMBOLS)
            add_symbols(&board);
        else
            add_letters(&board);
        break;
    case KEYBOARD_EMAIL:
        if (narrow)
            add_narrow_email(&board);
        else
            add_email(&board);
        break;
    case KEYBOARD_NUMBER: add_numbers(&board); break;
    }
    ui_close(tree);
}
