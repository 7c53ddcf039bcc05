#include "platform/payment_note.h"

#include <jansson.h>
#include <string.h>

#include "wire/uuid7.h"

static bool read_void(const json_t *record, struct payment_note *out)
{
    const char *kase = json_string_value(json_object_get(record, "case"));
    out->turn = json_integer_value(json_object_get(record, "asking"));
    return kase && uuid7_parse(out->kase, kase) && out->turn > 0;
}

static void read_paid(const json_t *record, struct payment_note *out)
{
    const json_t *payment = json_object_get(record, "payment");
    const char *state = json_string_value(json_object_get(payment, "state"));
    json_int_t fen = json_integer_value(json_object_get(payment, "amount_fen"));
    if (state && strcmp(state, "paid") == 0)
        g_snprintf(out->owed, sizeof out->owed, "补交 ¥%d.%02d", (int)(fen / 100 % 1000000),
                   (int)(fen % 100));
}

bool payment_note_read(const char *kind, const void *record, size_t len, struct payment_note *out)
{
    *out = (struct payment_note){.turn = 0};
    bool gone = strcmp(kind, PAYMENT_NOTE_VOID) == 0;
    if (!gone && strcmp(kind, "application") != 0)
        return true;
    json_t *document = json_loadb(record, len, 0, NULL);
    bool well = true;
    if (gone)
        well = read_void(document, out);
    else
        read_paid(document, out);
    json_decref(document);
    return well;
}
