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

static void add_key(const struct board *board, struct ui_spec spec)
{
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

static void add_page_key(const struct board *board, struct str label, enum keyboard_page page, float wide)
{
    add_key(board, (struct ui_spec){.id = "key-page",
                                    .look = UI_QUIET,
                                    .scale = UI_SMALL,
                                    .label = label,
                                    .action = {board->actions->page, (int32_t)page},
                                    .grow = wide});
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
    bool compact = board->tree->theme->compact;
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
    if (board->tree->theme->compact) add_characters(board, "'-");
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
    add_last_rows(board, board->tree->theme->compact ? ".,()'-" : ".,()&+");
}

static void add_phrases(const struct board *board)
{
    open_row(board);
    if (!board->tree->theme->compact) add_characters(board, "_"); // the letters' row is full
    for (int i = 0; i < PHRASES; i++)
        add_key(board, (struct ui_spec){.id = "key-phrase",
                                        .index = i,
                                        .scale = UI_SMALL,
                                        .label = phrases[i],
                                        .flags = UI_PRIVATE,
                                        .action = {board->actions->phrase, i},
                                        .grow = (float)phrases[i].n + 3});
    ui_close(board->tree);
}

// Five rows where there is room; on the low panel the page key puts the digits in the place of the phrases.
static void add_email(const struct board *board)
{
    bool compact = board->tree->theme->compact, symbols = board->state.page == KEYBOARD_SYMBOLS;
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
        board.key_h = theme->compact ? theme->key : theme->target;
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
    open_board(&board, kind == KEYBOARD_NUMBER || tree->theme->compact ? 4 : 5);
    switch (kind) {
    case KEYBOARD_TEXT:
        if (state.page == KEYBOARD_SYMBOLS)
            add_symbols(&board);
        else
            add_letters(&board);
        break;
    case KEYBOARD_EMAIL: add_email(&board); break;
    case KEYBOARD_NUMBER: add_numbers(&board); break;
    }
    ui_close(tree);
}
