// What is typed into the two fields. Always at the end: no caret to lose.
#include "flow/internal.h"

#include "base/utf8.h"
#include "booking/email.h"
#include "booking/phone.h"

static struct pii *field(struct flow *flow)
{
    return flow->place == FLOW_NAME ? &flow->draft.name : &flow->draft.contact;
}

static size_t longest(const struct flow *flow)
{
    return flow->place == FLOW_NAME ? LIMIT_NAME_CHARS : 100;
}

static bool add_text(struct flow *flow, struct str text)
{
    struct pii *pii = field(flow), next = *pii;
    bool fits = next.n + text.n <= sizeof next.p;
    if (fits) {
        for (size_t i = 0; i < text.n; i++)
            next.p[next.n++] = text.p[i];
        fits = utf8_count(pii_str(&next)) <= longest(flow);
    }
    if (fits) *pii = next;
    pii_wipe(&next);
    return fits;
}

static bool add_code(struct flow *flow, uint32_t code)
{
    char bytes[4];
    if (!utf8_printable(code)) return true;
    // A name that begins with a blank, or holds two in a row, is a slip of the finger.
    struct pii *pii = field(flow);
    if (code == ' ' && (pii->n == 0 || pii->p[pii->n - 1] == ' ')) return true;
    return add_text(flow, (struct str){bytes, utf8_encode(code, bytes)});
}

static void drop_last(struct pii *pii)
{
    err_t err = pii_set(pii, utf8_drop_last(pii_str(pii)));
    (void)err; // what is shorter always fits
}

static void erase(struct flow *flow)
{
    struct pii *pii = field(flow);
    drop_last(pii);
    flow->shifted = flow->place == FLOW_NAME && pii->n == 0;
}

void flow_type(struct flow *flow, const struct flow_event *event)
{
    bool fits = true;
    flow->notice = NOTICE_NONE;
    if (event->action == FLOW_ERASE) {
        erase(flow);
        return;
    }
    if (event->action == FLOW_REPLACED) drop_last(field(flow));
    if (event->action == FLOW_PHRASE)
        fits = add_text(flow, event->text);
    else
        fits = add_code(flow, (uint32_t)event->arg);
    if (!fits) flow->notice = NOTICE_FIELD_FULL;
    // After a letter the next is small; after a blank or hyphen of a name it is a capital again.
    flow->shifted = flow->place == FLOW_NAME && (event->arg == ' ' || event->arg == '-');
}

static bool phone_is_wrong(const struct flow *flow)
{
    char e164[PHONE_TEXT];
    return phone_parse(pii_str(&flow->draft.contact), e164) != OK;
}

enum flow_notice flow_check_field(const struct flow *flow)
{
    if (flow->place == FLOW_NAME)
        return str_trim(pii_str(&flow->draft.name)).n ? NOTICE_NONE : NOTICE_NAME_MISSING;
    if (flow->draft.contact_kind == CONTACT_EMAIL)
        return email_is_plausible(str_trim(pii_str(&flow->draft.contact))) ? NOTICE_NONE : NOTICE_EMAIL_WRONG;
    return phone_is_wrong(flow) ? NOTICE_PHONE_WRONG : NOTICE_NONE;
}
