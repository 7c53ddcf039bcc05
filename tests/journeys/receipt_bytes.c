/* What the printer's driver would send for a picture: receipt_bytes OPTIONS <PICTURE.pbm >BYTES, where
 * OPTIONS are those of a printer's URI. The marks between its parts are left in: they are part of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "devices/printer/slip.h"

static int refuse(const char *why)
{
    fprintf(stderr, "receipt_bytes: %s\n", why);
    return 1;
}

static struct raster *read_picture(void)
{
    unsigned width, height;
    if (scanf("P4 %u %u", &width, &height) != 2 || getchar() == EOF)
        return NULL;
    struct raster *raster = raster_new(width, height);
    size_t n = (size_t)raster->stride * height;
    if (fread(raster->bits, 1, n, stdin) == n)
        return raster;
    raster_free(raster);
    return NULL;
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = g_strconcat("escpos:/dev/null?", argc > 1 ? argv[1] : "", NULL);
    struct escpos_options options;
    secret_start();
    struct uri *uri = uri_parse(text, &error);
    if (!uri || !escpos_options_read(uri, &options, &error))
        return refuse(error->message);
    struct device_command command = {.kind = COMMAND_PRINT, .raster = read_picture()};
    if (!command.raster)
        return refuse("no portable bitmap came in");
    struct slip slip;
    uint8_t part[SLIP_PART_MAX];
    slip_begin(&slip, &command);
    fwrite(escpos_hello, 1, sizeof escpos_hello, stdout);
    while (!slip.cut)
        fwrite(part, 1, slip_next(&slip, &options, part), stdout);
    raster_free(slip.raster);
    raster_free(command.raster);
    uri_free(uri);
    return 0;
}
