// links: devices base
/* Words of a printer of whole pages: any word and any state is a cause of the table, and of two causes the
 * graver is one of them. */
#include <glib.h>
#include <string.h>

#include "devices/document/ipp_words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum device_attention worst = ATTENTION_NONE;
    g_autofree char *text = g_strndup(size ? (const char *)data : "", size);
    g_auto(GStrv) words = g_strsplit(text, ",", 64);
    for (char **word = words; *word; word++) {
        enum device_attention one = ipp_reason(*word), graver = ipp_worse(worst, one);
        g_assert(one < ATTENTION_COUNT && (graver == worst || graver == one));
        g_assert(ipp_worse(one, worst) == graver || ipp_worse(one, worst) == one);
        worst = graver;
    }
    ipp_stops(worst);
    ipp_is_queue(text);
    g_assert((unsigned)ipp_job_of(size ? data[0] : 0, worst) <= IPP_JOB_GONE);
    return 0;
}
