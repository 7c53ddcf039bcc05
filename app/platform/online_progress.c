/* The progress of one receipt, for whoever holds it. */
#include <string.h>

#include "base/clock.h"
#include "platform/online_parts.h"
#include "platform/states.h"
#include "platform/trouble.h"
#include "wire/messages.h"
#include "wire/receipt.h"

#define ASKING "ban-shi-jindu"

enum { VALUE_MAX = 96 /* bytes of a row's value at the kiosk */ };

/* The same twice: rows for who shows them as they are, cases for who knows what a state is. */
struct told {
    const char *receipt;
    json_t *rows, *cases;
    int64_t at_ms; /* handed in */
};

static json_t *case_step(const char *state, int64_t at_ms)
{
    char at[WIRE_TIME_MAX];
    message_time(at_ms, at);
    return json_pack("{s:s,s:s}", "state", state, "at", at);
}

/* Which service it is, the paper says and this does not: the code is that of asking. */
static void add_case(struct told *told, const char *part, const char *name, const char *department,
                     const char *state, int64_t at_ms)
{
    char at[WIRE_TIME_MAX];
    message_time(told->at_ms, at);
    json_array_append_new(told->cases,
                          json_pack("{s:s,s:s,s:s,s:{s:s},s:{s:s},s:s,s:[o]}", "number", told->receipt,
                                    "service", ASKING, "part", part, "name", "zh", name, "department", "zh",
                                    department, "at", at, "steps", case_step(state, at_ms)));
}

/* That it is a question, and not which one. */
static void say_request(struct told *told)
{
    json_object_set_new(json_array_get(told->cases, 0), "about", json_string(ASKING));
}

static bool is_newest(const json_t *cases, const char *state)
{
    const json_t *steps = json_object_get(json_array_get(cases, 0), "steps");
    const json_t *newest = json_array_get(steps, json_array_size(steps) - 1);
    return newest && strcmp(json_string_value(json_object_get(newest, "state")), state) == 0;
}

static void add_step(const struct storage_step *step, void *data)
{
    const struct state_name *state = state_told(step->state, step->about);
    const char *code = state ? state->code : step->state;
    struct clock_date d = clock_civil(step->at_ms);
    struct told *told = data;
    char text[VALUE_MAX];
    if (is_newest(told->cases, code))
        return; /* words of the worker's came later: they are for whose card it is */
    g_snprintf(text, sizeof text, "%d 年 %d 月 %d 日 %02d:%02d", d.year, d.month, d.day, d.hour, d.minute);
    if (state)
        online_row_means(told->rows, state->zh, state->en, text, online_moment("moment", step->at_ms));
    if (json_array_size(told->cases) == 0) {
        told->at_ms = step->at_ms;
        add_case(told, "", "", "", code, step->at_ms);
        if (step->about && *step->about)
            say_request(told);
    } else {
        json_t *steps = json_object_get(json_array_get(told->cases, 0), "steps");
        if (json_array_size(steps) == MESSAGE_CASE_STEPS)
            json_array_remove(steps, 1); /* the day it came stays, and what is new */
        json_array_append_new(steps, case_step(code, step->at_ms));
    }
}

/* Of a bundle: how far each department is with its part. */
static void add_part(const struct storage_part *part, void *data)
{
    const struct state_name *state = state_find(part->state);
    struct told *told = data;
    struct clock_date d = clock_civil(part->at_ms);
    char label[VALUE_MAX], text[VALUE_MAX];
    if (!state)
        return;
    g_snprintf(label, sizeof label, "%s", part->name);
    g_snprintf(text, sizeof text, "%s：%s，%d 月 %d 日", part->department, state->zh, d.month, d.day);
    online_row(told->rows, label, label, text);
    if (json_array_size(told->cases) < MESSAGE_CASES)
        add_case(told, part->code, part->name, part->department, part->state, part->at_ms);
}

/* States and times only, as on the page /p/RECEIPT: whoever holds the receipt may ask. */
void progress_answer(const struct platform *platform, const struct question *q, struct reply *reply)
{
    struct told told = {q->receipt, json_array(), json_array(), 0};
    g_autoptr(GError) error = NULL;
    if (receipt_valid(q->receipt) && storage_steps(platform->storage, q->receipt, add_step, &told, &error) &&
        storage_parts(platform->storage, q->receipt, add_part, &told, &error)) {
        online_send_json(reply, json_pack("{s:b,s:{s:s,s:s},s:s,s:s,s:o,s:o,s:i}", "ok", 1, "title", "zh",
                                          "办件进度", "en", "Progress", "note", "", "verify", "", "rows",
                                          told.rows, "cases", told.cases, "more", 0));
        return;
    }
    json_decref(told.rows);
    json_decref(told.cases);
    if (!error || g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT))
        reply_problem(reply, 404, "unknown-receipt", "No application has this number",
                      "The kiosk may not have sent it yet.");
    else
        trouble_reply(reply, error);
}
