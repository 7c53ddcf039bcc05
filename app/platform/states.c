#include "platform/states.h"

#include <glib.h>
#include <string.h>

static const struct state_name states[] = {
    {"received", "收到申请", "Received", false},
    {"reviewing", "正在审", "Being looked at", false},
    {"supplement", "要补材料，请看短信或者问窗口",
     "Something is missing: see your message or ask at the counter", false},
    {"approved", "批了", "Approved", false},
    {"refused", "没批，窗口会告诉您为什么", "Not granted: the counter will tell you why", true},
    {"done", "办好了", "Done", true},
};

const struct state_name *state_find(const char *code)
{
    for (size_t i = 0; i < G_N_ELEMENTS(states); i++) {
        if (strcmp(states[i].code, code) == 0)
            return &states[i];
    }
    return NULL;
}

const struct state_name *state_at(size_t index)
{
    return index < G_N_ELEMENTS(states) ? &states[index] : NULL;
}
