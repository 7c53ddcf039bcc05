/* Replays a corpus through a fuzz target without a fuzzer: `fuzz_NAME CORPUS`. Each file is fed whole and cut
 * short at every length, always from a block of exactly that size, so that a sanitizer sees a read one byte
 * too far. */
#include <glib.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Beyond this many lengths of one file only evenly spread ones are tried; the ends are always among them. */
#define LENGTHS_MAX 4096

static void feed(const char *bytes, gsize size)
{
    uint8_t *exact = g_memdup2(bytes, size); /* NULL for nothing, as a fuzzer may hand over */
    LLVMFuzzerTestOneInput(exact, size);
    g_free(exact);
}

static gboolean replay(const char *path)
{
    g_autofree char *bytes = NULL;
    g_autoptr(GError) error = NULL;
    gsize size;
    if (!g_file_get_contents(path, &bytes, &size, &error)) {
        fprintf(stderr, "replay: %s: see that it can be read\n", error->message);
        return FALSE;
    }
    gsize step = size / LENGTHS_MAX + 1;
    for (gsize length = 0; length < size; length += step)
        feed(bytes, length);
    if (size > 0)
        feed(bytes, size - 1);
    feed(bytes, size);
    return TRUE;
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    guint files = 0;
    GDir *dir = g_dir_open(argc == 2 ? argv[1] : "", 0, &error);
    if (!dir) {
        fprintf(stderr, "replay: %s: name a folder with examples\n", error->message);
        return EXIT_FAILURE;
    }
    for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir)) {
        g_autofree char *path = g_build_filename(argv[1], name, NULL);
        if (!replay(path))
            return EXIT_FAILURE;
        files++;
    }
    g_dir_close(dir);
    printf("replay: %u files and every shorter form of each\n", files);
    if (files == 0)
        fprintf(stderr, "replay: %s holds no file: put at least one good example there\n", argv[1]);
    return files ? EXIT_SUCCESS : EXIT_FAILURE;
}
