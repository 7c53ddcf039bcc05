#include "platform/filed_kind.h"

#include <glib.h>
#include <string.h>

#include "platform/payment_note.h"

enum filed_kind filed_kind(const char *name)
{
    static const struct {
        const char *name;
        enum filed_kind kind;
    } table[] = {
        {"application", FILED_NUMBERED}, {"report", FILED_NUMBERED}, {"bundle", FILED_NUMBERED},
        {"rating", FILED_NOTE},          {"seen", FILED_NOTE},       {"left", FILED_NOTE},
        {"device", FILED_NOTE},          {"call", FILED_NOTE},       {"emergency", FILED_NOTE},
        {PAYMENT_NOTE_VOID, FILED_NOTE},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
        if (strcmp(table[i].name, name) == 0)
            return table[i].kind;
    return FILED_UNKNOWN;
}
