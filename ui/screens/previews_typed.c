#include "ui/screens/previews_typed.h"

#include <string.h>

static void plane(struct input *input, const char *key)
{
    if (input->kind == INPUT_TEXT)
        input_key(input, key);
}

static void letters(struct input *input, const char *typed)
{
    char id[] = "key.?";
    plane(input, "key.pinyin");
    for (; input->kind == INPUT_TEXT && input->plane == PLANE_PINYIN && *typed; typed++) {
        id[strlen(id) - 1] = *typed;
        input_key(input, id);
    }
}

void preview_letters(struct input *input)
{
    letters(input, "sandong");
}

void preview_sentence(struct input *input)
{
    letters(input, "zhongguanzhuangxiangshuangzhuangchuangsh");
}

void preview_many(struct input *input)
{
    letters(input, "yi");
}

void preview_nothing(struct input *input)
{
    (void)input;
}

void preview_lower(struct input *input)
{
    plane(input, "key.lower");
}

void preview_upper(struct input *input)
{
    plane(input, "key.upper");
}

void preview_signs(struct input *input)
{
    plane(input, "key.signs");
}
