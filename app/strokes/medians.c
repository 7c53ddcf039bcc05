#include "strokes/medians.h"

#include <jansson.h>

#include "base/text.h"

static bool add_stroke(struct handwriting_ink *ink, const json_t *median)
{
    size_t i;
    const json_t *point;
    json_array_foreach(median, i, point)
    {
        int x = (int)json_number_value(json_array_get(point, 0));
        int y = MEDIANS_TOP - (int)json_number_value(json_array_get(point, 1));
        if (i)
            handwriting_pen_move(ink, x, y);
        else if (!handwriting_pen_down(ink, x, y))
            return false;
    }
    return i > 0;
}

bool medians_read(struct handwriting_ink *ink, const char *path, GError **error)
{
    json_t *root = json_load_file(path, 0, NULL);
    const json_t *medians = json_object_get(root, "medians"), *median;
    size_t i;
    bool good = json_array_size(medians) > 0;

    handwriting_clear(ink);
    json_array_foreach(medians, i, median) good = good && add_stroke(ink, median);
    json_decref(root);
    if (!good)
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                    "%s holds no medians of strokes: fetch hanzi-writer-data again", path);
    return good;
}

uint32_t medians_character(const char *name)
{
    uint32_t c = text_next(&name);
    if (g_strcmp0(name, ".json") != 0)
        return 0;
    bool han = c == 0x3007 || (c >= 0x3400 && c <= 0x9fff) || (c >= 0x20000 && c <= 0x3ffff);
    return han ? c : 0;
}
