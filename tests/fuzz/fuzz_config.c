// links: base glib
/* A kiosk.conf of any content is either loaded whole or refused with a sentence that says what to do. */
#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "base/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup(size ? (const char *)data : "", size);
    g_autoptr(GError) error = NULL;
    struct config *c = config_parse(text, "kiosk.conf", TRUE, &error);
    g_assert(!c == !!error);
    if (c)
        g_assert(strlen(config_text(c, "kiosk", "number")) == 5 && config_uri(c, "devices", "phone"));
    else
        g_assert(strstr(error->message, ": "));
    config_free(c);
    return 0;
}
