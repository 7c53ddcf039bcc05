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

/* The same of a question that is answered by message: nothing of it is granted or refused. */
static const struct state_name asked[] = {
    {"received", "收到您问的事", "Your question has arrived", false},
    {"reviewing", "正在替您问", "We are asking for you", false},
    {"supplement", "还要您补一样，请看短信或者问窗口",
     "Something is missing: see your message or ask at the counter", false},
    {"refused", "没问到，请去窗口问", "No answer was found: please ask at the counter", true},
    {"done", "有回话了，请看短信", "There is an answer: see your message", true},
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

const struct state_name *state_told(const char *code, const char *about)
{
    if (!about || !*about)
        return state_find(code);
    if (strcmp(code, "approved") == 0)
        code = "done";
    for (size_t i = 0; i < G_N_ELEMENTS(asked); i++) {
        if (strcmp(asked[i].code, code) == 0)
            return &asked[i];
    }
    return NULL;
}
