/* Any bytes as a sealed box, to a key of either suite. Nobody but a kiosk makes one that opens, so the seeds
 * were sealed to the keys below: what opens has a text, what does not leaves nothing. */
// links: wire base
#include <string.h>

#include "base/secret.h"
#include "wire/envelope.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void open_with(const char *line, const uint8_t *data, size_t size)
{
    struct seal_pair pair;
    struct secret_bytes out = {0};

    g_assert(seal_pair_parse(&pair, line, NULL));
    if (!envelope_open(&pair, data, size, &out, NULL))
        g_assert(out.len == 0 && out.data == NULL);
    else
        g_assert(out.data != NULL && out.len < size);
    secret_bytes_clear(&out);
    seal_pair_clear(&pair);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    secret_start();
    open_with("default BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=", data, size);
    open_with("national BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=", data, size);
    return 0;
}
