/* A certificate as a document: {"ok":true,"document":{"type":"application/pdf","data":"BASE64"}}. */
#include <sodium.h>
#include <string.h>

#include "wire/json.h"
#include "wire/messages.h"

static const char pdf_magic[] = "%PDF-"; /* ISO 32000-1, 7.5.2 */

static bool decode(const char *text, size_t n, struct secret_bytes *out)
{
    size_t len = 0;
    uint8_t *bytes = secret_new(n + 1);
    bool well =
        sodium_base642bin(bytes, n + 1, text, n, NULL, &len, NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
        len > sizeof pdf_magic && memcmp(bytes, pdf_magic, sizeof pdf_magic - 1) == 0;
    if (well)
        secret_bytes_append(out, bytes, len);
    secret_free(bytes);
    return well;
}

gboolean message_page_parse(const void *body, size_t len, struct secret_bytes *out, GError **error)
{
    json_t *document = wire_load(body, len, error);
    if (!document)
        return FALSE;
    const json_t *page = json_object_get(document, "document"), *data = json_object_get(page, "data");
    const char *problem = wire_text(document, "problem");
    gboolean well = json_is_true(json_object_get(document, "ok")) && json_is_string(data) &&
                    strcmp(wire_text(page, "type"), "application/pdf") == 0 &&
                    decode(json_string_value(data), json_string_length(data), out);
    if (!well && *problem)
        g_set_error_literal(error, message_error_quark(), MESSAGE_ERROR_FORM, problem);
    else if (!well)
        wire_fail(error, "answer with a document");
    json_decref(document);
    return well;
}
