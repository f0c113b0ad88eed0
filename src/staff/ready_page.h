// The readiness report as one printed sheet: a self-contained HTML page in French, A4, black on white,
// without script, that loads nothing. Pure.
#pragma once

#include "staff/ready.h"

struct ready_page {
    const char *place, *address;
    const struct zone *zone;
    int64_t now_s; // UTC; when it was made
    bool clock_trusted;
    const struct ready *ready;
    const struct ready_row *more; // what was found from outside the screen program
    int more_count;
};
enum { READY_PAGE_BYTES = 128 << 10 };
// `to` is full when it had too little room: then the page is not whole.
void ready_page_write(struct buf *to, const struct ready_page *page);
// Text within HTML, between tags or in a quoted attribute.
void ready_page_add_text(struct buf *to, struct str text);
