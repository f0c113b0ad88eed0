#include "platform/turn.h"

void turn_point(int degrees, int w, int h, int *x, int *y)
{
    int panel_x = *x, panel_y = *y;
    if (degrees == 90) {
        *x = panel_y;
        *y = w - 1 - panel_x;
    } else if (degrees == 180) {
        *x = w - 1 - panel_x;
        *y = h - 1 - panel_y;
    } else if (degrees == 270) {
        *x = h - 1 - panel_y;
        *y = panel_x;
    }
}
