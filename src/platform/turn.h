// A panel that hangs on its side or upside down: where a point of it is in the picture. Pure.
#pragma once

// `degrees` the picture is turned clockwise: 0, 90, 180, 270. `w`, `h` of the panel in px; the point is one
// of the panel and becomes one of the picture.
void turn_point(int degrees, int w, int h, int *x, int *y);
