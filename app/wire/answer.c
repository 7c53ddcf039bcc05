/* The answer to an online question: a title, rows to read, a note, and where a certificate is verified. */
#include <string.h>

#include "wire/json.h"
#include "wire/messages.h"

static bool parse_row(struct message_answer_row *row, const json_t *object)
{
    wire_label(json_object_get(object, "label"), &row->zh, &row->en);
    row->value = wire_text(object, "value");
    return *row->zh != 0 && message_means_parse(&row->means, json_object_get(object, "means"));
}

static bool parse_rows(struct message_answer *out, const json_t *rows)
{
    size_t count = json_array_size(rows);

    if ((rows && !json_is_array(rows)) || count > MESSAGE_ANSWER_ROWS)
        return false;
    out->rows = g_new0(struct message_answer_row, count + 1);
    for (; out->row_count < count; out->row_count++)
        if (!parse_row(&out->rows[out->row_count], json_array_get(rows, out->row_count)))
            return false;
    return true;
}

static bool parse_count(unsigned *to, const json_t *value)
{
    json_int_t n = json_integer_value(value);

    *to = (unsigned)n;
    return (!value || json_is_integer(value)) && n >= 0 && n <= MESSAGE_OFFER_MOST;
}

static bool parse_plan(struct message_offer *out, const json_t *plan)
{
    size_t count = json_array_size(plan);

    if ((plan && !json_is_array(plan)) || count > MESSAGE_OFFER_PLAN)
        return false;
    out->plan = g_new0(struct message_answer_row, count + 1);
    for (; out->plan_count < count; out->plan_count++) {
        struct message_answer_row *p = &out->plan[out->plan_count];

        p->value = "";
        wire_label(json_array_get(plan, out->plan_count), &p->zh, &p->en);
        if (!*p->zh)
            return false;
    }
    return true;
}

static bool parse_offer(struct message_offer *out, const json_t *offer)
{
    const char *closes = wire_text(offer, "closes");

    out->id = wire_text(offer, "id");
    out->by = "";
    if (!offer)
        return true;
    return *out->id && parse_count(&out->cast, json_object_get(offer, "cast")) &&
           parse_count(&out->of, json_object_get(offer, "of")) && out->cast <= out->of &&
           (!*closes || message_time_parse(closes, &out->closes_ms)) &&
           parse_plan(out, json_object_get(offer, "plan")) && message_slots_parse(out, offer);
}

static gboolean parse_good(const json_t *document, struct message_answer *out, GError **error)
{
    wire_label(json_object_get(document, "title"), &out->title_zh, &out->title_en);
    wire_label(json_object_get(document, "note"), &out->note_zh, &out->note_en);
    out->verify = wire_text(document, "verify");
    out->page = wire_text(json_object_get(document, "document"), "number");
    return (message_means_parse(&out->note_means,
                                json_object_get(json_object_get(document, "note"), "means")) &&
            parse_rows(out, json_object_get(document, "rows")) &&
            parse_offer(&out->offer, json_object_get(document, "offer")) &&
            message_ticket_parse(&out->ticket, json_object_get(document, "ticket")) &&
            message_progress_parse(&out->progress, document)) ||
           wire_fail(error, "answer to a question");
}

static gboolean parse_refusal(const json_t *document, GError **error)
{
    const char *problem = wire_text(document, "problem");

    if (!json_is_false(json_object_get(document, "ok")) || !*problem)
        return wire_fail(error, "answer to a question");
    g_set_error_literal(error, message_error_quark(), MESSAGE_ERROR_FORM, problem);
    return FALSE;
}

gboolean message_answer_parse(const void *body, size_t len, struct message_answer *out, GError **error)
{
    *out = (struct message_answer){0};
    json_t *document = wire_load(body, len, error);
    if (!document)
        return FALSE;
    out->document = document;
    gboolean well = json_is_true(json_object_get(document, "ok")) ? parse_good(document, out, error)
                                                                  : parse_refusal(document, error);
    if (!well)
        message_answer_clear(out);
    return well;
}

void message_answer_clear(struct message_answer *answer)
{
    g_free(answer->offer.plan);
    g_free(answer->offer.slots);
    g_free(answer->progress.cases);
    g_free(answer->rows); /* pointers only; the texts are the document's */
    json_decref(answer->document);
    *answer = (struct message_answer){0};
}
