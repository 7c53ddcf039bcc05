#include "ui/input/zinnia_model.h"

#include <zinnia.h>

#include "base/secret.h"
#include "base/text.h"

/* Zinnia compares places on the pad, so every character is laid where those of the model were written: in the
 * middle, with a margin. */
enum { PAD = 1000, MARGIN = 100 };

struct zinnia_model {
    zinnia_recognizer_t *recognizer;
};

struct zinnia_model *zinnia_model_open(const char *path, GError **error)
{
    zinnia_recognizer_t *recognizer = zinnia_recognizer_new();
    secret_cpp();
    if (!zinnia_recognizer_open(recognizer, path)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                    "%s is no model that zinnia reads: install tegaki-zinnia-simplified-chinese again", path);
        zinnia_recognizer_destroy(recognizer);
        return NULL;
    }
    struct zinnia_model *model = g_new(struct zinnia_model, 1);
    model->recognizer = recognizer;
    return model;
}

void zinnia_model_close(struct zinnia_model *model)
{
    if (!model)
        return;
    zinnia_recognizer_destroy(model->recognizer);
    g_free(model);
}

static void add_strokes(zinnia_character_t *to, const struct handwriting_ink *ink)
{
    int left = G_MAXINT16, right = G_MININT16, top = G_MAXINT16, bottom = G_MININT16;
    for (unsigned i = 0; i < ink->points; i++) {
        left = MIN(left, ink->x[i]);
        right = MAX(right, ink->x[i]);
        top = MIN(top, ink->y[i]);
        bottom = MAX(bottom, ink->y[i]);
    }
    int size = MAX(MAX(right - left, bottom - top), 1);
    for (unsigned stroke = 0, i = 0; stroke < ink->strokes; stroke++)
        for (; i < ink->end[stroke]; i++)
            zinnia_character_add(to, stroke,
                                 PAD / 2 + (2 * ink->x[i] - left - right) * (PAD / 2 - MARGIN) / size,
                                 PAD / 2 + (2 * ink->y[i] - top - bottom) * (PAD / 2 - MARGIN) / size);
}

unsigned zinnia_model_match(struct zinnia_model *model, const struct handwriting_ink *ink,
                            uint32_t *characters, unsigned most)
{
    if (!ink->points)
        return 0;
    zinnia_character_t *character = zinnia_character_new();
    zinnia_character_set_width(character, PAD);
    zinnia_character_set_height(character, PAD);
    add_strokes(character, ink);
    zinnia_result_t *result = zinnia_recognizer_classify(model->recognizer, character, most);
    unsigned count = result ? (unsigned)MIN(zinnia_result_size(result), most) : 0;
    for (unsigned i = 0; i < count; i++) {
        const char *value = zinnia_result_value(result, i);
        characters[i] = text_next(&value);
    }
    if (result)
        zinnia_result_destroy(result);
    zinnia_character_destroy(character);
    return count;
}
