/* The opened envelope: what it begins with, and whether it is the one its outside says. */
#include <string.h>

#include "wire/json.h"
#include "wire/messages.h"

static void member(struct secret_bytes *to, const char *name, const char *value)
{
    secret_bytes_text(to, ",");
    secret_bytes_json(to, name);
    secret_bytes_text(to, ":");
    secret_bytes_json(to, value);
}

void submission_begin(struct secret_bytes *to, const struct submission_head *head)
{
    char id[UUID7_TEXT], created[WIRE_TIME_MAX];

    uuid7_text(head->id, id);
    message_time(head->created_ms, created);
    secret_bytes_text(to, "{\"id\":");
    secret_bytes_json(to, id);
    member(to, "kiosk", head->kiosk);
    member(to, "kind", head->kind);
    member(to, "service", head->service);
    member(to, "created", created);
    member(to, "receipt", head->receipt);
}

static bool same_outside(const json_t *document, const struct message_item *envelope)
{
    uint8_t id[UUID7_BYTES];
    int64_t created_ms = 0;

    return uuid7_parse(id, wire_text(document, "id")) && memcmp(id, envelope->id, sizeof id) == 0 &&
           strcmp(wire_text(document, "kiosk"), envelope->kiosk) == 0 &&
           strcmp(wire_text(document, "kind"), envelope->kind) == 0 &&
           strcmp(wire_text(document, "service"), envelope->service) == 0 &&
           message_time_parse(wire_text(document, "created"), &created_ms) &&
           created_ms == envelope->created_ms;
}

static bool good_receipt(const char *receipt, const char *kiosk)
{
    return receipt[0] == 0 || (receipt_valid(receipt) && strncmp(receipt, kiosk, RECEIPT_KIOSK_DIGITS) == 0);
}

gboolean submission_check(const void *plaintext, size_t len, const struct message_item *envelope,
                          char receipt[RECEIPT_TEXT], GError **error)
{
    receipt[0] = 0;
    json_t *document = wire_load(plaintext, len, error);
    if (!document)
        return FALSE;
    gboolean well = json_is_object(document) && same_outside(document, envelope) &&
                    wire_copy(receipt, RECEIPT_TEXT, document, "receipt") &&
                    good_receipt(receipt, envelope->kiosk);
    json_decref(document);
    if (!well) {
        receipt[0] = 0;
        g_set_error_literal(error, message_error_quark(), MESSAGE_ERROR_MISMATCH,
                            "an envelope's inside and outside differ: it was swapped or altered on its way");
    }
    return well;
}
