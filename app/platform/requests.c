#include "platform/requests.h"

#include "base/clock.h"
#include "base/terminal.h"
#include "platform/states.h"
#include "wire/json.h"

static const char *or_none(const char *text)
{
    return *text ? text : "-";
}

static void print_request(const struct storage_request *request, void *data)
{
    const struct state_name *told = state_told(request->state, request->about);
    struct clock_date d = clock_civil(request->created_ms);
    (void)data;
    if (told && told->last)
        return;
    json_t *record = wire_load(request->record, request->record_len, NULL);
    const json_t *asked = json_object_get(record, "asked");
    const char *name = wire_text(asked, "name"), *wish = wire_text(asked, "wish");
    const char *words = request->words ? request->words : "";
    terminal_print(
        "%s  %04d-%02d-%02d %02d:%02d  %-10s  %-11s  %s%s%s%s%s\n", request->receipt, d.year, d.month, d.day,
        d.hour, d.minute, request->state, or_none(wire_text(json_object_get(record, "answers"), "phone")),
        *name ? name : request->about, *wish ? ": " : "", wish, *words ? "; written: " : "", words);
    json_decref(record);
}

gboolean requests_list(struct storage *storage, GError **error)
{
    return storage_requests(storage, print_request, NULL, error);
}
