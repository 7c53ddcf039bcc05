/* Rules of delivery and payment that a shape cannot say. */
#include <string.h>

#include "catalog/parse.h"

/* A field that stands there already must be one of the form, and of the same kind. */
static void check_same(struct reader *r, const struct spot *at, const struct service *s,
                       const struct field *f)
{
    unsigned page = 0;
    const struct field *first = service_field(s, f->same_as, &page);

    if (f->same_as == NULL)
        return;
    if (first == NULL || page >= s->page_count || first->type != f->type)
        reader_fault(r, at, "same_as must name a field of the form, of the same type");
}

static void check_way(struct reader *r, const struct spot *at, const struct service *s,
                      const struct delivery_way *way)
{
    if (way->fee_fen > 0 && s->payment == NULL)
        reader_fault(r, at, "a fee needs payment: what it is paid with");
    for (unsigned page = way->first_page; page < way->first_page + way->page_count; page++) {
        for (unsigned k = 0; k < s->page_fields[page]; k++)
            check_same(r, at, s, &s->pages[page][k]);
    }
}

static void check_delivery(struct reader *r, const struct service *s)
{
    struct spot top = {NULL, "delivery", 0}, ways = {&top, "ways", 0};
    const struct delivery *d = s->delivery;

    if (d->way_count == 0)
        reader_fault(r, &top, "needs ways: one at least");
    for (unsigned i = 0; i < d->way_count; i++) {
        struct spot at = {&ways, NULL, i};

        check_way(r, &at, s, &d->ways[i]);
        for (unsigned k = 0; k < i; k++) {
            if (d->ways[k].kind == d->ways[i].kind)
                reader_fault(r, &at, "this way stands there twice");
        }
    }
    if (service_field(s, "delivery", NULL) != NULL)
        reader_fault(r, &top, "no field may be called delivery: the choice of the way is");
}

static void check_payment(struct reader *r, const struct service *s)
{
    struct spot top = {NULL, "payment", 0};
    unsigned most = s->payment->amount_fen;

    for (unsigned i = 0; s->delivery != NULL && i < s->delivery->way_count; i++)
        most += s->delivery->ways[i].fee_fen;
    if (most == 0)
        reader_fault(r, &top, "needs amount_fen, in fen: what is paid");
}

static void check_form(struct reader *r, const struct service *s)
{
    struct spot top = {NULL, "pages", 0};

    for (unsigned page = 0; page < s->page_count; page++) {
        for (unsigned k = 0; k < s->page_fields[page]; k++) {
            if (s->pages[page][k].same_as != NULL)
                reader_fault(r, &top, "only a field of a way of delivery has same_as");
        }
    }
}

void check_ends(struct reader *r, const struct service *s)
{
    if (s->kind != SERVICE_APPLICATION && (s->delivery != NULL || s->payment != NULL))
        reader_fault(r, NULL, "only an application has delivery or payment");
    check_form(r, s);
    if (s->delivery != NULL)
        check_delivery(r, s);
    if (s->payment != NULL)
        check_payment(r, s);
}
