/* What comes when the form is filled in: how the finished thing is handed over, and what is paid. */
#include "catalog/parse.h"

static void parse_way(struct reader *r, const struct spot *at, const json_t *value, struct service *to,
                      struct parsed_pages *pages, struct delivery *delivery)
{
    const char *const kinds[] = {delivery_name(DELIVERY_POST), delivery_name(DELIVERY_COLLECT),
                                 delivery_name(DELIVERY_AGENT)};
    struct delivery_way *way = &delivery->ways[delivery->way_count++];

    way->first_page = to->page_count + delivery->page_count;
    if (!reader_object(r, at, value, "way note fee_fen pages"))
        return;
    way->kind = reader_one_of(r, at, value, "way", kinds, G_N_ELEMENTS(kinds));
    way->note = reader_label(r, at, value, "note", OPTIONAL);
    way->fee_fen = reader_number(r, at, value, "fee_fen", CATALOG_FEE_FEN);
    way->page_count = parse_pages(r, at, value, pages, way->first_page);
    delivery->page_count += way->page_count;
}

void parse_delivery(struct reader *r, const json_t *root, struct service *to, struct parsed_pages *pages)
{
    const json_t *value = json_object_get(root, "delivery");
    struct spot top = {NULL, "delivery", 0}, ways = {&top, "ways", 0};
    struct delivery *delivery;
    const json_t *list;

    if (value == NULL)
        return;
    delivery = reader_own(r, 1, sizeof *delivery);
    to->delivery = delivery;
    if (!reader_object(r, &top, value, "question lead ways"))
        return;
    delivery->question = reader_label(r, &top, value, "question", NEEDED);
    delivery->lead = reader_label(r, &top, value, "lead", OPTIONAL);
    list = reader_list(r, &top, value, "ways", CATALOG_WAYS);
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct spot at = {&ways, NULL, i};

        parse_way(r, &at, json_array_get(list, i), to, pages, delivery);
    }
}

void parse_payment(struct reader *r, const json_t *root, struct service *to)
{
    const json_t *value = json_object_get(root, "payment");
    struct spot top = {NULL, "payment", 0};
    struct payment *payment;

    if (value == NULL)
        return;
    payment = reader_own(r, 1, sizeof *payment);
    to->payment = payment;
    if (!reader_object(r, &top, value, "amount_fen what later apps"))
        return;
    payment->amount_fen = reader_number(r, &top, value, "amount_fen", CATALOG_FEE_FEN);
    payment->what = reader_label(r, &top, value, "what", NEEDED);
    payment->later = reader_flag(r, &top, value, "later");
    payment->apps = reader_labels(r, &top, value, "apps", CATALOG_APPS, &payment->app_count);
}
