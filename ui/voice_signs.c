/* What a key with a sign on it is called: nobody hears a comma. */
#include <glib.h>
#include <string.h>

#include "ui/voice_parts.h"

#define N_(zh) zh

const char *voice_sign(const struct widget *w, enum language language)
{
    static const struct {
        const char *label, *name;
    } signs[] = {
        {"，", N_("逗号")},     {"。", N_("句号")},        {"、", N_("顿号")},   {"：", N_("冒号")},
        {"；", N_("分号")},     {"？", N_("问号")},        {"（", N_("左括号")}, {"）", N_("右括号")},
        {"·", N_("间隔号")},    {"-", N_("短横")},         {"/", N_("斜杠")},    {"#", N_("井号")},
        {"《", N_("左书名号")}, {"》", N_("右书名号")},    {"“", N_("左引号")},  {"”", N_("右引号")},
        {".", N_("点")},        {"123", N_("数字和标点")},
    };
    if (w->look != LOOK_KEY && w->look != LOOK_KEY_FUNCTION)
        return NULL;
    for (unsigned i = 0; i < G_N_ELEMENTS(signs); i++)
        if (strcmp(w->label, signs[i].label) == 0)
            return words(language, signs[i].name);
    return NULL;
}
