#include "wire/means.h"

#include <string.h>

#include "base/day.h"
#include "wire/json.h"
#include "wire/messages.h"

static bool is_month(const char *text)
{
    struct day day;

    return strlen(text) == strlen("2022-03") && day_parse(&day, text);
}

static bool parse_day(struct message_means *out, const char *text)
{
    struct day day;

    out->is = MESSAGE_DAY;
    out->from = text;
    return strlen(text) == strlen("2022-03-18") && day_parse(&day, text);
}

/* A span has both its ends. */
static bool parse_months(struct message_means *out, const json_t *means)
{
    const json_t *months = json_object_get(means, "months"), *fen = json_object_get(means, "fen");
    json_int_t count = json_integer_value(months), paid = json_integer_value(fen);

    out->is = MESSAGE_MONTHS;
    out->from = wire_text(means, "from");
    out->to = wire_text(means, "to");
    out->months = (unsigned)count;
    out->fen = fen ? paid : -1;
    return (!months || (json_is_integer(months) && count > 0 && count <= MESSAGE_MEANS_MONTHS)) &&
           (!fen || (json_is_integer(fen) && paid >= 0 && paid <= UINT32_MAX)) &&
           ((!*out->from && !*out->to) || (is_month(out->from) && is_month(out->to))) &&
           (months || *out->from);
}

bool message_means_parse(struct message_means *out, const json_t *means)
{
    *out = (struct message_means){.is = MESSAGE_AS_TOLD, .en = "", .from = "", .to = "", .fen = -1};
    if (!means)
        return true;
    if (!json_is_object(means))
        return false;
    if (*wire_text(means, "en")) {
        out->is = MESSAGE_WORDS;
        out->en = wire_text(means, "en");
        return true;
    }
    if (json_object_get(means, "day"))
        return parse_day(out, wire_text(means, "day"));
    if (json_object_get(means, "moment") || json_object_get(means, "before")) {
        out->is = json_object_get(means, "moment") ? MESSAGE_MOMENT : MESSAGE_BEFORE;
        return message_time_parse(wire_text(means, out->is == MESSAGE_MOMENT ? "moment" : "before"),
                                  &out->at_ms);
    }
    return json_object_get(means, "months") || json_object_get(means, "from") ? parse_months(out, means)
                                                                              : true;
}
