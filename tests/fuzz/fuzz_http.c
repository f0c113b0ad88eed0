// links: base sync
// What a server says outside its body. The first byte is what was asked, the next two the status, then lines:
// content type, Retry-After, Date, href, Server, body.
#include "base/check.h"
#include "base/limits.h"
#include "sync/caldav.h"

static void check_name(struct str href)
{
    char name[LIMIT_RESOURCE + 1], url[4 * LIMIT_RESOURCE], again[LIMIT_RESOURCE + 1];
    if (caldav_name_from_href(href, name, sizeof name)) return;
    // A name that is put into a URL comes back as itself.
    struct buf b = buf_init(url, sizeof url);
    caldav_url(&b, STR("/c"), str_from(name));
    CHECK(!b.full);
    err_t err = caldav_name_from_href(buf_str(&b), again, sizeof again);
    CHECK(err == OK && str_eq(str_from(name), str_from(again)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n < 3) return 0;
    struct str rest = {(const char *)data + 3, n - 3};
    struct http_answer answer = {.failure = HTTP_DONE, .status = data[1] << 8 | data[2]};
    answer.content_type = str_cut(&rest, '\n');
    answer.retry_after = str_cut(&rest, '\n');
    answer.date = str_cut(&rest, '\n');
    check_name(str_cut(&rest, '\n'));
    answer.server = str_cut(&rest, '\n');
    answer.body = rest;
    enum caldav_meaning meaning = caldav_read_answer((enum caldav_asked)(data[0] % 4), &answer);
    CHECK(meaning <= CALDAV_TOO_BIG);
    CHECK(meaning != CALDAV_CREATED || answer.status == 201);
    int64_t wait_ms = caldav_retry_after_ms(&answer);
    CHECK(wait_ms >= -1 && wait_ms <= 3600000);
    int64_t there_s = 0;
    if (caldav_read_date(&answer, &there_s) == OK)
        CHECK(there_s > -INT64_C(62200000000) && there_s < INT64_C(253500000000)); // years 0 to 9999
    struct str product = caldav_read_product(&answer);
    CHECK(product.n <= answer.server.n && str_find(product, STR("/")) == product.n);
    (void)caldav_has_line(rest, STR("X-REBOND-TOKEN"), STR("0123456789abcdef0123456789abcdef"));
    return 0;
}
