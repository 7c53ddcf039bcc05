#include "platform/pdf_sign.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

enum { CONTENTS = 2 * PDF_SIGNATURE_MAX, RANGE_TEXT = 48, TAIL = 1024 };

/* The document so far: it is searched as bytes, and never as text with an end. */
struct plan {
    const char *data;
    size_t len;
    size_t xref; /* where the table begins */
    unsigned size, root, info, page;
};

static bool number_behind(const char *from, size_t len, const char *word, unsigned *out)
{
    const char *at = g_strstr_len(from, (gssize)len, word);
    if (!at)
        return false;
    *out = (unsigned)strtoul(at + strlen(word), NULL, 10);
    return *out > 0;
}

/* An entry of the table is twenty bytes: "0000000015 00000 n \n" (7.5.4). */
static const char *object(const struct plan *p, unsigned number, size_t *len)
{
    enum { ENTRY = 20 };
    const char *table = g_strstr_len(p->data + p->xref, (gssize)(p->len - p->xref), "\n0 ");
    table = table ? memchr(table + 1, '\n', p->len - (size_t)(table + 1 - p->data)) : NULL;
    size_t at = table ? (size_t)(table + 1 - p->data) + (size_t)number * ENTRY : p->len;
    if (number >= p->size || at + ENTRY > p->len)
        return NULL;
    at = strtoul(p->data + at, NULL, 10);
    const char *begin = at < p->len ? g_strstr_len(p->data + at, (gssize)(p->len - at), "<<") : NULL;
    const char *end =
        begin ? g_strstr_len(begin, (gssize)(p->len - (size_t)(begin - p->data)), "endobj") : NULL;
    if (!end)
        return NULL;
    while (end > begin && end[-1] != '>')
        end--;
    *len = (size_t)(end - begin) - 2; /* without the >> */
    return begin;
}

static bool read_plan(const struct secret_bytes *pdf, struct plan *p)
{
    size_t tail = MIN(pdf->len, TAIL), len = 0;
    unsigned xref = 0, pages = 0;
    *p = (struct plan){.data = (const char *)pdf->data, .len = pdf->len};
    const char *end = p->data + p->len - tail;
    if (!number_behind(end, tail, "startxref\n", &xref) || xref >= p->len ||
        !number_behind(end, tail, "/Size ", &p->size) || !number_behind(end, tail, "/Root ", &p->root) ||
        !number_behind(end, tail, "/Info ", &p->info))
        return false;
    p->xref = xref;
    const char *catalog = object(p, p->root, &len);
    if (!catalog || !number_behind(catalog, len, "/Pages ", &pages))
        return false;
    const char *tree = object(p, pages, &len);
    return tree && number_behind(tree, len, "/Kids [ ", &p->page);
}

/* Where each new object begins in the whole document. */
enum { NEW_SIGNATURE, NEW_FIELD, NEW_LOOK, NEW_CATALOG, NEW_PAGE, NEW_OBJECTS };
struct update {
    GString *text;
    const struct plan *plan;
    unsigned number[NEW_OBJECTS];
    size_t at[NEW_OBJECTS], range, contents;
};

static void begin(struct update *u, int which)
{
    u->at[which] = u->plan->len + u->text->len;
    g_string_append_printf(u->text, "%u 0 obj\n", u->number[which]);
}

static void put_signature(struct update *u, const struct pdf_field *field)
{
    struct clock_date d = clock_civil(field->at_ms);
    begin(u, NEW_SIGNATURE);
    g_string_append(u->text,
                    "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange ");
    u->range = u->text->len;
    g_string_append_printf(u->text, "%*s /Contents ", RANGE_TEXT, "");
    u->contents = u->text->len;
    g_string_append_c(u->text, '<');
    for (int i = 0; i < CONTENTS; i++)
        g_string_append_c(u->text, '0');
    g_string_append_printf(u->text,
                           "> /M (D:%04d%02d%02d%02d%02d%02d+08'00') /Name (%s) /Reason (%s) >>\nendobj\n",
                           d.year, d.month, d.day, d.hour, d.minute, d.second, field->signer, field->reason);
}

static void put_point(GString *text, double points)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(text, "%s ", g_ascii_formatd(number, sizeof number, "%.2f", points));
}

/* Print and locked (12.5.3); its look is empty, for the seal is drawn on the page beneath. */
static void put_field(struct update *u, const struct pdf_field *f)
{
    begin(u, NEW_FIELD);
    g_string_append(u->text, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (seal) /F 132 /Rect [ ");
    put_point(u->text, f->x);
    put_point(u->text, f->y);
    put_point(u->text, f->x + f->width);
    put_point(u->text, f->y + f->height);
    g_string_append_printf(u->text, "] /P %u 0 R /V %u 0 R /AP << /N %u 0 R >> >>\nendobj\n", u->plan->page,
                           u->number[NEW_SIGNATURE], u->number[NEW_LOOK]);
    begin(u, NEW_LOOK);
    g_string_append(u->text, "<< /Type /XObject /Subtype /Form /BBox [ 0 0 ");
    put_point(u->text, f->width);
    put_point(u->text, f->height);
    g_string_append(u->text, "] /Length 0 >>\nstream\n\nendstream\nendobj\n");
}

static bool put_again(struct update *u, int which, const char *before, const char *behind)
{
    size_t len = 0;
    const char *old = object(u->plan, u->number[which], &len);
    if (!old)
        return false;
    begin(u, which);
    g_string_append_len(u->text, old, (gssize)len);
    g_string_append_printf(u->text, "%s%u%s >>\nendobj\n", before, u->number[NEW_FIELD], behind);
    return true;
}

static void put_table(struct update *u)
{
    size_t at = u->plan->len + u->text->len;
    g_string_append(u->text, "xref\n");
    for (int i = 0; i < NEW_OBJECTS; i++)
        g_string_append_printf(u->text, "%u 1\n%010zu 00000 n \n", u->number[i], u->at[i]);
    g_string_append_printf(
        u->text, "trailer\n<< /Size %u /Root %u 0 R /Info %u 0 R /Prev %zu >>\nstartxref\n%zu\n%%%%EOF\n",
        u->plan->size + 3, u->plan->root, u->plan->info, u->plan->xref, at);
}

static bool compose(struct update *u, const struct pdf_field *field)
{
    const struct plan *p = u->plan;
    const unsigned numbers[NEW_OBJECTS] = {p->size, p->size + 1, p->size + 2, p->root, p->page};
    memcpy(u->number, numbers, sizeof numbers);
    put_signature(u, field);
    put_field(u, field);
    bool well = put_again(u, NEW_CATALOG, " /AcroForm << /Fields [ ", " 0 R ] /SigFlags 3 >>") &&
                put_again(u, NEW_PAGE, " /Annots [ ", " 0 R ]");
    put_table(u);
    return well;
}

/* The range is written first: it is signed with the rest. */
static bool fill_in(struct secret_bytes *pdf, size_t range, size_t contents, pdf_signer sign, void *data)
{
    static const char hex[] = "0123456789abcdef";
    struct secret_bytes der = {0};
    char text[RANGE_TEXT + 1];
    size_t behind = contents + CONTENTS + 2; /* with < and > */
    int n = g_snprintf(text, sizeof text, "[ 0 %zu %zu %zu ]", contents, behind, pdf->len - behind);
    memcpy(pdf->data + range, text, (size_t)n);
    bool well = sign(data, pdf->data, contents, pdf->data + behind, pdf->len - behind, &der) &&
                der.len <= PDF_SIGNATURE_MAX;
    for (size_t i = 0; well && i < der.len; i++) {
        pdf->data[contents + 1 + 2 * i] = (uint8_t)hex[der.data[i] >> 4];
        pdf->data[contents + 2 + 2 * i] = (uint8_t)hex[der.data[i] & 15];
    }
    secret_bytes_clear(&der);
    return well;
}

bool pdf_sign(struct secret_bytes *pdf, const struct pdf_field *field, pdf_signer sign, void *data)
{
    struct plan plan;
    if (!read_plan(pdf, &plan))
        return false;
    struct update update = {.text = g_string_new("\n"), .plan = &plan};
    size_t before = pdf->len;
    bool well = compose(&update, field);
    if (well) {
        secret_bytes_append(pdf, update.text->str, update.text->len);
        well = fill_in(pdf, before + update.range, before + update.contents, sign, data);
    }
    g_string_free(update.text, TRUE);
    return well;
}
