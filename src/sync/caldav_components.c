#include "sync/caldav.h"
#include "sync/xml.h"

struct components {
    bool is_comp;     // the element just opened
    bool known, todo; // something is named, VTODO is
};

static err_t open_element(void *self, struct str name)
{
    struct components *components = self;
    components->is_comp = str_eq(name, STR("urn:ietf:params:xml:ns:caldav comp"));
    return OK;
}

static err_t take_attribute(void *self, struct str name, struct str value)
{
    struct components *components = self;
    if (!components->is_comp || !str_eq(name, STR("name"))) return OK;
    components->known = true;
    components->todo |= str_eq_nocase(value, STR("VTODO"));
    return OK;
}

static err_t skip_text(void *self, struct str text)
{
    (void)self, (void)text;
    return OK;
}

static err_t close_element(void *self)
{
    (void)self;
    return OK;
}

err_t caldav_parse_components(struct str xml, bool *ret_todo)
{
    struct components components = {.known = false};
    const struct xml_handler handler = {&components, open_element, skip_text, close_element, take_attribute};
    err_t err = xml_read(xml, &handler);
    if (err) return err;
    *ret_todo = !components.known || components.todo;
    return OK;
}
