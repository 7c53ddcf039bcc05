#include "platform/rotated.h"

#include <stdlib.h>
#include <string.h>

#include "base/durable.h"
#include "platform/keys.h"
#include "wire/keyring.h"

static const char sequence_word[] = "sequence ", seal_word[] = "seal ", key_end[] = ".key";

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The pairs that lie there, in the order of their ids. */
static GPtrArray *seals_of(const char *dir)
{
    g_autofree char *path = g_build_filename(dir, ROTATED_SEALS_NAME, NULL);
    GPtrArray *all = g_ptr_array_new_with_free_func(g_free);
    GDir *folder = g_dir_open(path, 0, NULL);
    for (const char *name; folder && (name = g_dir_read_name(folder));) {
        if (g_str_has_suffix(name, key_end))
            g_ptr_array_add(all, g_strndup(name, strlen(name) - strlen(key_end)));
    }
    g_clear_pointer(&folder, g_dir_close);
    g_ptr_array_sort(all, by_text);
    return all;
}

gboolean rotated_mark(const char *dir, int64_t sequence, GError **error)
{
    g_autoptr(GPtrArray) seals = seals_of(dir);
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_append_printf(text, "%s%" G_GINT64_FORMAT "\n", sequence_word, sequence);
    for (unsigned i = 0; i < seals->len; i++)
        g_string_append_printf(text, "%s%s\n", seal_word, (const char *)seals->pdata[i]);
    return durable_write(dir, ROTATED_NAME, text->str, text->len, 0644, error);
}

static gboolean list_reaches(const char *dir, int64_t sequence, GError **error)
{
    g_autofree char *path = g_build_filename(dir, ROTATED_LIST_NAME, NULL), *text = NULL;
    struct keyring ring;
    size_t len = 0;
    if (g_file_get_contents(path, &text, &len, NULL) && keyring_newest(&ring, text, len) &&
        ring.sequence >= sequence)
        return TRUE;
    g_set_error(
        error, keys_error_quark(), KEYS_ERROR_FAILED,
        "%s is lost, damaged or older than the last rotation, and kiosks would believe no change of keys "
        "any more: restore it from the backup; without one remove %s/%s, start the server, "
        "and enrol every kiosk again",
        path, dir, ROTATED_NAME);
    return FALSE;
}

static gboolean seal_lies(const char *dir, const char *keyid, GError **error)
{
    g_autofree char *name = g_strconcat(keyid, key_end, NULL),
                    *path = g_build_filename(dir, ROTATED_SEALS_NAME, name, NULL);
    if (g_file_test(path, G_FILE_TEST_EXISTS))
        return TRUE;
    g_set_error(error, keys_error_quark(), KEYS_ERROR_FAILED,
                "%s is lost, and what kiosks sealed to it could not be opened: restore it from the backup; "
                "without one take the line '%s%s' out of %s/%s, and those boxes are lost",
                path, seal_word, keyid, dir, ROTATED_NAME);
    return FALSE;
}

static gboolean line_holds(const char *dir, const char *line, GError **error)
{
    if (g_str_has_prefix(line, sequence_word))
        return list_reaches(dir, g_ascii_strtoll(line + strlen(sequence_word), NULL, 10), error);
    if (g_str_has_prefix(line, seal_word))
        return seal_lies(dir, line + strlen(seal_word), error);
    return TRUE;
}

gboolean rotated_whole(const char *dir, GError **error)
{
    g_autofree char *path = g_build_filename(dir, ROTATED_NAME, NULL), *text = NULL;
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return TRUE;
    if (!g_file_get_contents(path, &text, NULL, error))
        return FALSE;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    gboolean well = TRUE;
    for (char **line = lines; well && *line; line++)
        well = line_holds(dir, *line, error);
    return well;
}
