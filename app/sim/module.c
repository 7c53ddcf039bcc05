#include "sim/module.h"

#include <string.h>

const char *const sim_module_makers[] = {"none", "honeywell", "gm65", "de2120", "newland", NULL};

typedef struct {
    const char *bytes;
    gsize size;
} Bytes;
#define BYTES(text)                                                                                          \
    {                                                                                                        \
        text, sizeof(text) - 1                                                                               \
    }

/* Honeywell says nothing to its trigger; a GM65 answers the write to its register, and stops by itself. */
static const struct {
    Bytes start, stop, answer;
} MAKERS[] = {
    {{NULL, 0}, {NULL, 0}, {NULL, 0}},
    {BYTES("\x16T\r"), BYTES("\x16U\r"), {NULL, 0}},
    {BYTES("\x7e\0\x08\x01\0\x02\x01\xab\xcd"), {NULL, 0}, BYTES("\x02\0\0\x01\0\x33\x31")},
    {BYTES("^_^SCAN."), BYTES("^_^SLEEP."), BYTES("\x06")},
    {BYTES("\x1b\x31"), BYTES("\x1b\x30"), BYTES("\x06")},
};

static gboolean ends_with(const SimModule *module, Bytes order)
{
    return order.size > 0 && module->count >= order.size &&
           memcmp(module->heard + module->count - order.size, order.bytes, order.size) == 0;
}

void sim_module_hear(SimModule *module, guint8 byte, GByteArray *answer)
{
    if (module->count == sizeof module->heard)
        memmove(module->heard, module->heard + 1, --module->count);
    module->heard[module->count++] = byte;
    gboolean start = ends_with(module, MAKERS[module->maker].start);
    if (!start && !ends_with(module, MAKERS[module->maker].stop))
        return;
    module->reading = start;
    module->count = 0;
    if (MAKERS[module->maker].answer.size > 0)
        g_byte_array_append(answer, (const guint8 *)MAKERS[module->maker].answer.bytes,
                            (guint)MAKERS[module->maker].answer.size);
}
