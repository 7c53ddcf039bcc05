// links: base glib
/* Bytes of a card or a code become text: what comes out is valid, ends in the buffer, and can be masked and
 * cut. */
#include <glib.h>
#include <string.h>

#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(char *text, size_t cap)
{
    char to[512];
    g_assert(strlen(text) < cap && text_valid(text, strlen(text)));
    text_mask_name(to, sizeof to, text);
    text_mask_id(to, sizeof to, text);
    text_mask_tail(to, sizeof to, text);
    text_group(to, sizeof to, text, "6-8-4");
    text_check_id(text);
    text_check_phone(text);
    text_age(text, "20260318");
    text_to_gb18030((uint8_t *)to, sizeof to, text);
    for (size_t length = text_length(text); length > 0; length--) {
        g_assert(text_length(text) == length);
        text_drop_last(text);
    }
    g_assert(!*text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[256];
    bool good = text_from_unknown(text, sizeof text, data, size);
    g_assert(good || !*text);
    use(text, sizeof text);
    good = text_from_utf16le(text, sizeof text, data, size);
    g_assert(good || !*text);
    use(text, sizeof text);
    return 0;
}
