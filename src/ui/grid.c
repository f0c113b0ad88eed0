// Grids: cells of one size, in rows. With as many columns as fit, the rows are evened out: twelve cells where
// five fit make three rows of four.
#include "ui/solve.h"

static int cells_of(const struct solve *solve, const struct ui_node *grid)
{
    const struct ui_node *nodes = solve->tree->nodes;
    int n = 0;
    for (uint16_t i = grid->first; i; i = nodes[i].next)
        n += ui_in_flow(&nodes[i]);
    return n;
}

static struct span largest(const struct solve *solve, const struct ui_node *grid, const struct span *needs)
{
    const struct ui_node *nodes = solve->tree->nodes;
    struct span most = {0};
    for (uint16_t i = grid->first; i; i = nodes[i].next) {
        if (!ui_in_flow(&nodes[i])) continue;
        most.min = needs[i].min > most.min ? needs[i].min : most.min;
        most.nat = needs[i].nat > most.nat ? needs[i].nat : most.nat;
    }
    return most;
}

static int smallest_cell(const struct solve *solve, const struct ui_node *grid)
{
    int cell = ui_px(solve, grid->spec.cell_w);
    return cell ? cell : largest(solve, grid, solve->w).nat;
}

struct span ui_grid_width(const struct solve *solve, const struct ui_node *grid)
{
    int n = cells_of(solve, grid), gap = ui_px(solve, grid->spec.gap);
    struct span cell = largest(solve, grid, solve->w);
    if (grid->spec.columns > 0) {
        int columns = grid->spec.columns, gaps = (columns - 1) * gap;
        return (struct span){columns * cell.min + gaps, columns * cell.nat + gaps};
    }
    int least = smallest_cell(solve, grid);
    return (struct span){least, n * least + (n > 1 ? (n - 1) * gap : 0)};
}

static int inner(const struct solve *solve, const struct ui_node *grid, int size)
{
    int room = size - 2 * ui_group_pad(solve, grid);
    return room > 0 ? room : 0;
}

static int columns_of(const struct solve *solve, const struct ui_node *grid)
{
    if (grid->spec.columns > 0) return grid->spec.columns;
    int n = cells_of(solve, grid), gap = ui_px(solve, grid->spec.gap);
    int pitch = smallest_cell(solve, grid) + gap;
    int fit = pitch ? (inner(solve, grid, grid->box.w) + gap) / pitch : 1;
    fit = fit < 1 ? 1 : fit > n ? n : fit;
    int rows = (n + fit - 1) / fit;
    return (n + rows - 1) / rows;
}

static int rows_of(const struct solve *solve, const struct ui_node *grid)
{
    int columns = columns_of(solve, grid);
    return (cells_of(solve, grid) + columns - 1) / columns;
}

static int cell_size(int room, int n, int gap)
{
    int cell = (room - (n - 1) * gap) / n;
    return cell > 0 ? cell : 0;
}

void ui_grid_give_widths(struct solve *solve, struct ui_node *grid)
{
    struct ui_node *nodes = solve->tree->nodes;
    int cell =
        cell_size(inner(solve, grid, grid->box.w), columns_of(solve, grid), ui_px(solve, grid->spec.gap));
    for (uint16_t i = grid->first; i; i = nodes[i].next)
        if (ui_in_flow(&nodes[i])) nodes[i].box.w = cell;
}

struct span ui_grid_height(const struct solve *solve, const struct ui_node *grid)
{
    int rows = rows_of(solve, grid), gaps = (rows - 1) * ui_px(solve, grid->spec.gap);
    struct span cell = largest(solve, grid, solve->h);
    return (struct span){rows * cell.min + gaps, rows * cell.nat + gaps};
}

struct lines { // of a grid along one axis: the first one's place, from one to the next, and the size of a
               // cell
    int start, pitch, size;
};

// What does not divide goes half before and half behind, so that all cells and gaps stay equal.
static struct lines lines_of(int start, int room, int n, int gap, int size)
{
    int used = n * size + (n - 1) * gap;
    return (struct lines){start + (room > used ? (room - used) / 2 : 0), size + gap, size};
}

void ui_grid_place(struct solve *solve, struct ui_node *grid)
{
    struct ui_node *nodes = solve->tree->nodes;
    int n = cells_of(solve, grid), columns = columns_of(solve, grid), rows = rows_of(solve, grid);
    int gap = ui_px(solve, grid->spec.gap), pad = ui_group_pad(solve, grid), at = 0;
    int w = inner(solve, grid, grid->box.w), h = inner(solve, grid, grid->box.h);
    struct lines across = lines_of(grid->box.x + pad, w, columns, gap, cell_size(w, columns, gap));
    struct lines down = lines_of(grid->box.y + pad, h, rows, gap, cell_size(h, rows, gap));
    for (uint16_t i = grid->first; i; i = nodes[i].next) {
        if (!ui_in_flow(&nodes[i])) continue;
        int in_row = n - at / columns * columns < columns ? n % columns : columns;
        int shift = grid->spec.align == UI_CENTER ? (columns - in_row) * across.pitch / 2 : 0;
        nodes[i].box = (struct box){across.start + at % columns * across.pitch + shift,
                                    down.start + at / columns * down.pitch, across.size, down.size};
        at++;
    }
}
