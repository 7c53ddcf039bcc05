/* strokes-pack: a program of the build. The medians of hanzi-writer-data become the shapes that the
 * handwriting matcher compares with (ui/input/stroke_set.h), with a notice of where they come from. */
#include <stdio.h>

#include "base/log.h"
#include "base/secret.h"
#include "base/text.h"
#include "strokes/medians.h"
#include "ui/input/stroke_set.h"

static const char NOTICE[] =
    "Derived from hanzi-writer-data 2.0.1, which is derived from Make Me a Hanzi and from the fonts AR PL "
    "KaitiM "
    "GB and Big5, Copyright (C) 1999 Arphic Technology Co., Ltd., under the Arphic Public License "
    "(ARPHICPL.TXT "
    "beside this file). Changed in November 2026: only the middle lines of the strokes, turned into "
    "directions "
    "and dots on a small square. NO WARRANTY; free to redistribute under the same conditions.";

struct pack {
    GArray *entries, *shapes;
    struct handwriting_ink ink;
    struct shape_room room;
};

/* GB 2312 is the corner of GB 18030 with both bytes from A1 up; Han are its rows 16 to 87, level 2 from 56.
 */
static uint32_t level_of(uint32_t character)
{
    char utf8[8] = "";
    uint8_t code[8];
    text_put(utf8, sizeof utf8, character);
    size_t n = text_to_gb18030(code, sizeof code, utf8);
    if (n != 2 || code[0] < 0xB0 || code[0] > 0xF7 || code[1] < 0xA1)
        return LEVEL_BEYOND;
    return code[0] < 0xD8 ? LEVEL_FIRST : LEVEL_SECOND;
}

static bool add_file(struct pack *pack, const char *folder, const char *name, GError **error)
{
    struct stroke_entry entry = {.character = medians_character(name)};
    if (!entry.character)
        return true;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (!medians_read(&pack->ink, path, error))
        return false;
    struct stroke_shape shape;
    entry.level = level_of(entry.character);
    stroke_shape_make(&shape, &pack->ink, &pack->room);
    g_array_append_val(pack->entries, entry);
    g_array_append_val(pack->shapes, shape);
    return true;
}

static bool add_folder(struct pack *pack, const char *folder, GError **error)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
    const char *name;
    if (!dir)
        return false;
    while ((name = g_dir_read_name(dir)))
        if (!add_file(pack, folder, name, error))
            return false;
    if (!pack->entries->len)
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                    "%s holds no character: name the folder of hanzi-writer-data", folder);
    return pack->entries->len > 0;
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    if (argc != 3) {
        fputs("usage: strokes-pack FOLDER-OF-hanzi-writer-data FILE\n", stderr);
        return 2;
    }
    secret_start();
    struct pack *pack = g_new0(struct pack, 1);
    pack->entries = g_array_new(FALSE, FALSE, sizeof(struct stroke_entry));
    pack->shapes = g_array_new(FALSE, FALSE, sizeof(struct stroke_shape));
    bool good = add_folder(pack, argv[1], &error) &&
                stroke_set_write(argv[2], (const void *)pack->entries->data, (const void *)pack->shapes->data,
                                 pack->entries->len, NOTICE, &error);
    if (good)
        printf("%s: %u characters\n", argv[2], pack->entries->len);
    g_array_free(pack->entries, TRUE);
    g_array_free(pack->shapes, TRUE);
    g_free(pack);
    return good ? 0 : log_fatal("strokes-pack", error);
}
