#include "sync/xml.h"

#include <expat.h>
#include <stdalign.h>

#include "base/check.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "base/wipe.h"

struct block {
    size_t n;
    alignas(max_align_t) char data[];
};

static struct block *block_of(void *data)
{
    return (struct block *)((char *)data - offsetof(struct block, data));
}

static void *take(size_t n)
{
    struct block *block = n <= SIZE_MAX - sizeof *block ? malloc(sizeof *block + n) : NULL;
    if (!block) return NULL;
    block->n = n;
    return block->data;
}

static void give_back(void *data)
{
    if (!data) return;
    struct block *block = block_of(data);
    wipe(block->data, block->n);
    free(block);
}

static void *resize(void *data, size_t n)
{
    void *larger = take(n);
    if (!larger || !data) return larger;
    size_t before = block_of(data)->n;
    memcpy(larger, data, before < n ? before : n);
    give_back(data);
    return larger;
}

struct reading {
    XML_Parser parser;
    const struct xml_handler *handler;
    int depth;
    err_t err;
};

static void check(struct reading *reading, err_t err)
{
    if (!err || reading->err) return;
    reading->err = err;
    (void)XML_StopParser(reading->parser, XML_FALSE);
}

static void XMLCALL on_open(void *self, const XML_Char *name, const XML_Char **attributes)
{
    struct reading *reading = self;
    const struct xml_handler *handler = reading->handler;
    if (reading->err) return; // expat may call once more after it was stopped
    if (++reading->depth > LIMIT_XML_DEPTH)
        check(reading, ERR_INVALID);
    else
        check(reading, handler->open(handler->self, str_from(name)));
    for (size_t i = 0; handler->attribute && !reading->err && attributes[i]; i += 2)
        check(reading,
              handler->attribute(handler->self, str_from(attributes[i]), str_from(attributes[i + 1])));
}

static void XMLCALL on_close(void *self, const XML_Char *name)
{
    struct reading *reading = self;
    (void)name;
    if (reading->err) return;
    reading->depth--;
    check(reading, reading->handler->close(reading->handler->self));
}

static void XMLCALL on_text(void *self, const XML_Char *text, int n)
{
    struct reading *reading = self;
    if (reading->err) return;
    check(reading, reading->handler->text(reading->handler->self, (struct str){text, (size_t)n}));
}

static void XMLCALL on_doctype(void *self, const XML_Char *name, const XML_Char *system, const XML_Char *open,
                               int has_subset)
{
    (void)name, (void)system, (void)open, (void)has_subset;
    check(self, ERR_INVALID);
}

err_t xml_read(struct str xml, const struct xml_handler *handler)
{
    static const XML_Memory_Handling_Suite memory = {take, resize, give_back};
    if (xml.n > LIMIT_ANSWER) return ERR_INVALID;
    // The encoding is given, so that a declaration cannot choose one in which text grows.
    struct reading reading = {.parser = XML_ParserCreate_MM("UTF-8", &memory, " "), .handler = handler};
    if (!reading.parser) return ERR_FULL;
    XML_SetUserData(reading.parser, &reading);
    XML_SetElementHandler(reading.parser, on_open, on_close);
    XML_SetCharacterDataHandler(reading.parser, on_text);
    XML_SetStartDoctypeDeclHandler(reading.parser, on_doctype);
    enum XML_Status status = XML_Parse(reading.parser, xml.n ? xml.p : "", (int)xml.n, XML_TRUE);
    XML_ParserFree(reading.parser);
    if (reading.err) return reading.err;
    return status == XML_STATUS_OK ? OK : ERR_INVALID;
}

void xml_add_text(struct buf *to, struct str text)
{
    while (text.n) {
        struct str at = text;
        uint32_t code = utf8_next(&text);
        if (code == '&')
            buf_add(to, STR("&amp;"));
        else if (code == '<')
            buf_add(to, STR("&lt;"));
        else if (code == '>')
            buf_add(to, STR("&gt;"));
        else if (code >= 0x20 && code != 0xfffe && code != 0xffff && code != UTF8_BAD)
            buf_add(to, str_slice(at, 0, at.n - text.n));
    }
}
