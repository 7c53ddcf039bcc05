#include "wire/progress.h"

#include <string.h>

#include "base/day.h"
#include "wire/json.h"
#include "wire/messages.h"
#include "wire/order.h"

static bool parse_step(struct message_case_step *out, const json_t *step)
{
    static const char *const names[CASE_STATES] = {
        [CASE_RECEIVED] = "received", [CASE_REVIEWING] = "reviewing", [CASE_SUPPLEMENT] = "supplement",
        [CASE_APPROVED] = "approved", [CASE_REFUSED] = "refused",     [CASE_DONE] = "done"};
    const char *state = wire_text(step, "state");

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(names[i], state) == 0) {
            out->state = (enum case_state)i;
            return message_time_parse(wire_text(step, "at"), &out->at_ms);
        }
    return false;
}

static bool parse_steps(struct message_case *out, const json_t *steps)
{
    size_t count = json_array_size(steps);

    if (!json_is_array(steps) || count == 0 || count > MESSAGE_CASE_STEPS)
        return false;
    for (; out->step_count < count; out->step_count++)
        if (!parse_step(&out->steps[out->step_count], json_array_get(steps, out->step_count)))
            return false;
    return true;
}

static bool parse_todo(struct message_case *out, const json_t *todo)
{
    struct day day;

    wire_label(json_object_get(todo, "what"), &out->what_zh, &out->what_en);
    out->by = wire_text(todo, "by");
    return !*out->by || (day_parse(&day, out->by) && day.day != 0);
}

static bool parse_receipt(struct message_case *out, const json_t *receipt)
{
    const json_t *amount = json_object_get(receipt, "amount_fen");
    json_int_t fen = json_integer_value(amount);

    out->ereceipt = wire_text(receipt, "number");
    out->ereceipt_url = wire_text(receipt, "url");
    out->amount_fen = (uint32_t)fen;
    return !receipt ||
           (strlen(out->ereceipt) == ORDER_DIGITS && strspn(out->ereceipt, "0123456789") == ORDER_DIGITS &&
            json_is_integer(amount) && fen > 0 && fen <= G_MAXINT32);
}

static bool parse_case(struct message_case *out, const json_t *object)
{
    out->number = wire_text(object, "number");
    out->service = wire_text(object, "service");
    out->part = wire_text(object, "part");
    wire_label(json_object_get(object, "name"), &out->name_zh, &out->name_en);
    wire_label(json_object_get(object, "department"), &out->department_zh, &out->department_en);
    out->said = wire_text(object, "said");
    out->about = wire_text(object, "about");
    return receipt_valid(out->number) && *out->service &&
           message_time_parse(wire_text(object, "at"), &out->at_ms) &&
           parse_steps(out, json_object_get(object, "steps")) &&
           parse_todo(out, json_object_get(object, "todo")) &&
           parse_receipt(out, json_object_get(object, "ereceipt"));
}

bool message_progress_parse(struct message_progress *out, const json_t *answer)
{
    const json_t *cases = json_object_get(answer, "cases");
    json_int_t more = json_integer_value(json_object_get(answer, "more"));
    size_t count = json_array_size(cases);

    if (!cases)
        return true;
    if (!json_is_array(cases) || count > MESSAGE_CASES || more < 0 || more > MESSAGE_CASES_MOST)
        return false;
    out->told = true;
    out->more = (unsigned)more;
    out->cases = g_new0(struct message_case, count + 1);
    for (; out->count < count; out->count++)
        if (!parse_case(&out->cases[out->count], json_array_get(cases, out->count)))
            return false;
    return true;
}
