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

static bool is_by_order_of(const uint8_t id[16], const json_t *payment)
{
    const char *named = json_string_value(json_object_get(payment, "order"));
    char number[ORDER_TEXT];
    order_number(id, number);
    return named && strcmp(named, number) == 0;
}

static bool read_payment(const uint8_t id[16], const json_t *payment, struct payment_note *out)
{
    const char *state = json_string_value(json_object_get(payment, "state"));
    json_int_t fen =
        json_integer_value(json_object_get(payment, "amount_fen")); /* 0 for what is no whole number */
    if (!payment)
        return true;
    if (!state || fen < 1 || fen > PAYMENT_NOTE_FEN_MAX)
        return false;
    if (strcmp(state, "paid") != 0)
        return strcmp(state, "later") == 0;
    out->pays = is_by_order_of(id, payment);
    g_snprintf(out->owed, sizeof out->owed, "补交 ¥%d.%02d", (int)(fen / 100), (int)(fen % 100));
    return true;
}

bool payment_note_read(const char *kind, const uint8_t id[16], const void *record, size_t len,
                       struct payment_note *out)
{
    *out = (struct payment_note){.turn = 0};
    bool gone = strcmp(kind, PAYMENT_NOTE_VOID) == 0;
    if (!gone && strcmp(kind, "application") != 0)
        return true;
    json_t *document = json_loadb(record, len, 0, NULL);
    bool well = gone ? read_void(document, out) : read_payment(id, json_object_get(document, "payment"), out);
    json_decref(document);
    return well;
}
