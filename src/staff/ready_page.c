#include "staff/ready_page.h"

#include "content/staff.h"

#define STYLE                                                                                                \
    "@page{size:A4;margin:15mm}"                                                                             \
    "body{font:11pt/1.35 sans-serif;color:#000;background:#fff;max-width:180mm;margin:0 auto;padding:8mm}"   \
    "h1{font-size:20pt;margin:0 0 2mm}h2{font-size:13pt;margin:7mm 0 2mm}p{margin:1mm 0}"                    \
    "table{border-collapse:collapse;width:100%}"                                                             \
    "th,td{border:.3mm solid #000;padding:1.2mm 2mm;text-align:left;vertical-align:top}"                     \
    "th[scope=row]{width:38mm;font-weight:400}td:first-of-type{width:26mm;white-space:nowrap}"               \
    "thead{display:table-header-group}tr{break-inside:avoid}h2{break-after:avoid}"                           \
    ".look{font-weight:700}"                                                                                 \
    "dl{display:grid;grid-template-columns:38mm 1fr;gap:6mm 2mm;margin:3mm 0;break-inside:avoid}"            \
    "dt,dd{margin:0}dd{border-bottom:.3mm solid #000;min-height:6mm}"                                        \
    "@media print{body{max-width:none;padding:0}}"

void ready_page_add_text(struct buf *to, struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        switch (text.p[i]) {
        case '&': buf_add(to, STR("&amp;")); break;
        case '<': buf_add(to, STR("&lt;")); break;
        case '>': buf_add(to, STR("&gt;")); break;
        case '"': buf_add(to, STR("&quot;")); break;
        case '\'': buf_add(to, STR("&#39;")); break;
        default: buf_add_char(to, text.p[i]); break;
        }
}

static void add_row(struct buf *to, const struct ready_row *row)
{
    static const char *const marks[READY_STATES] = {"✓", "!", "□"};
    struct str state = ready_state_words(row->state);
    buf_add(to, STR("<tr><th scope=\"row\">"));
    ready_page_add_text(to, str_from(row->label));
    buf_add_format(to, "</th><td%s>%s %.*s</td><td>", row->state == READY_LOOK ? " class=\"look\"" : "",
                   marks[row->state], STR_ARG(state));
    ready_page_add_text(to, str_from(row->words));
    buf_add(to, STR("</td></tr>\n"));
}

static void add_table(struct buf *to, const char *title, const struct ready_row *rows, int count)
{
    if (count <= 0) return;
    buf_add_format(to,
                   "<h2>%s</h2>\n<table>\n<thead><tr><th scope=\"col\">Point</th><th scope=\"col\">État</th>"
                   "<th scope=\"col\">Ce qu’il en est</th></tr></thead>\n<tbody>\n",
                   title);
    for (int i = 0; i < count; i++)
        add_row(to, &rows[i]);
    buf_add(to, STR("</tbody>\n</table>\n"));
}

static void add_head(struct buf *to, const struct ready_page *page)
{
    buf_add(to, STR("<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
                    "<meta name=\"referrer\" content=\"no-referrer\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width\">\n<title>État de la borne : "));
    ready_page_add_text(to, str_from(page->place));
    buf_add(to, STR("</title>\n<style>" STYLE
                    "</style>\n</head>\n<body>\n<main>\n<h1>État de la borne</h1>\n<p><strong>"));
    ready_page_add_text(to, str_from(page->place));
    buf_add(to, STR("</strong><br>"));
    ready_page_add_text(to, str_from(page->address));
    buf_add(to, STR("</p>\n"));
}

static int count_state(const struct ready_page *page, enum ready_state state)
{
    int count = ready_count(page->ready, state);
    for (int i = 0; i < page->more_count; i++)
        count += page->more[i].state == state;
    return count;
}

static void add_summary(struct buf *to, const struct ready_page *page)
{
    struct civil at = zone_local(page->zone, page->now_s);
    buf_add(to, STR("<p>Fait le "));
    staff_add_moment(to, page->zone, page->now_s);
    buf_add_format(to, " (%04d-%02d-%02d)%s. Rebond %s.</p>\n", at.year, at.month, at.day,
                   page->clock_trusted ? "" : ", d’après une horloge à laquelle on ne peut pas se fier",
                   REBOND_VERSION);
    buf_add_format(to, "<p>À voir : %d. Pas essayé : %d. Bon : %d.</p>\n", count_state(page, READY_LOOK),
                   count_state(page, READY_UNTRIED), count_state(page, READY_GOOD));
}

void ready_page_write(struct buf *to, const struct ready_page *page)
{
    const struct ready *ready = page->ready;
    int tried = ready->count < TRIAL_KINDS ? ready->count : TRIAL_KINDS;
    add_head(to, page);
    add_summary(to, page);
    add_table(to, "Essayé à la main", ready->rows, tried);
    add_table(to, "Ce que la borne sait d’elle-même", ready->rows + tried, ready->count - tried);
    add_table(to, "Ce que voit rebondctl doctor", page->more, page->more_count);
    buf_add(
        to,
        STR("<h2>Vérifié par</h2>\n<dl><dt>Nom</dt><dd></dd><dt>Date</dt><dd></dd><dt>Remarques</dt><dd></dd>"
            "<dt>Signature</dt><dd></dd></dl>\n</main>\n</body>\n</html>\n"));
}
