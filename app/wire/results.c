/* What the platform answers: a receipt for each item of a batch, or a problem (RFC 9457). */
#include <string.h>

#include "wire/json.h"
#include "wire/messages.h"

static const char *const status_names[] = {
    [MESSAGE_STORED] = "stored", [MESSAGE_DUPLICATE] = "duplicate", [MESSAGE_REJECTED] = "rejected"};

static json_t *json_of(const struct message_result *result)
{
    char id[UUID7_TEXT], at[WIRE_TIME_MAX];
    json_t *object = json_object();

    uuid7_text(result->id, id);
    json_object_set_new(object, "id", json_string(id));
    json_object_set_new(object, "status", json_string(status_names[result->status]));
    if (result->receipt[0])
        json_object_set_new(object, "receipt", json_string(result->receipt));
    if (result->at_ms) {
        message_time(result->at_ms, at);
        json_object_set_new(object, "at", json_string(at));
    }
    if (result->status == MESSAGE_REJECTED)
        json_object_set_new(object, "problem",
                            json_pack("{ss ss si}", "type", result->problem, "title", result->title, "status",
                                      result->problem_status));
    return object;
}

GBytes *message_results_build(const struct message_result *results, size_t count)
{
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_of(&results[i]));
    return wire_dump(json_pack("{so}", "results", list));
}

static bool parse_status(enum message_status *status, const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(status_names); i++)
        if (strcmp(name, status_names[i]) == 0) {
            *status = (enum message_status)i;
            return true;
        }
    return false;
}

/* Titles are for people: a long one is cut, not refused. */
static void copy_cut(char *to, size_t cap, const char *text)
{
    secret_copy_text(to, cap, text);
}

static bool parse_result(struct message_result *result, const json_t *object)
{
    const json_t *problem = json_object_get(object, "problem");

    if (!uuid7_parse(result->id, wire_text(object, "id")) ||
        !parse_status(&result->status, wire_text(object, "status")))
        return false;
    if (!wire_copy(result->receipt, sizeof result->receipt, object, "receipt"))
        result->receipt[0] = 0;
    if (!message_time_parse(wire_text(object, "at"), &result->at_ms))
        result->at_ms = 0;
    copy_cut(result->problem, sizeof result->problem, wire_text(problem, "type"));
    copy_cut(result->title, sizeof result->title, wire_text(problem, "title"));
    result->problem_status = (int)json_integer_value(json_object_get(problem, "status"));
    return true;
}

gboolean message_results_parse(const void *body, size_t len, struct message_results *out, GError **error)
{
    *out = (struct message_results){0};
    json_t *document = wire_load(body, len, error);
    if (!document)
        return FALSE;
    const json_t *list = json_object_get(document, "results");
    size_t count = json_array_size(list);
    gboolean well = json_is_array(list) && count <= WIRE_BATCH_MAX;
    if (well)
        out->list = g_new0(struct message_result, count + 1);
    while (well && out->count < count) {
        well = parse_result(&out->list[out->count], json_array_get(list, out->count));
        out->count++;
    }
    json_decref(document);
    if (!well) {
        message_results_clear(out);
        wire_fail(error, "results of a batch");
    }
    return well;
}

void message_results_clear(struct message_results *results)
{
    g_free(results->list);
    *results = (struct message_results){0};
}

bool message_problem_parse(const void *body, size_t len, struct message_problem *out)
{
    *out = (struct message_problem){0};
    json_t *document = json_loadb(body, len, 0, NULL);
    bool well = json_is_object(document);

    if (well) {
        copy_cut(out->type, sizeof out->type, wire_text(document, "type"));
        copy_cut(out->title, sizeof out->title, wire_text(document, "title"));
        copy_cut(out->detail, sizeof out->detail, wire_text(document, "detail"));
        out->status = (int)json_integer_value(json_object_get(document, "status"));
    }
    json_decref(document);
    return well;
}
