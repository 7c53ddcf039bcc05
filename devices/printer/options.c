#include "devices/printer/options.h"

#include <gio/gio.h>
#include <string.h>

enum { WIDTH_80_MM = 576 /* dots */ };

gboolean escpos_options_read(const struct uri *uri, struct escpos_options *out, GError **error)
{
    static const char *const cuts[] = {"full", "partial", "none"};
    const char *cut = uri_option(uri, "cut", "partial"), *width = uri_option(uri, "width", "576");
    /* 384 dots, 58 mm, would cut off a third: receipts are drawn for 80 mm only. */
    out->width = !strcmp(width, "576") ? WIDTH_80_MM : 0;
    for (unsigned i = 0; i < G_N_ELEMENTS(cuts) && out->width; i++)
        if (!strcmp(cut, cuts[i])) {
            out->cut = (enum escpos_cut)i;
            return TRUE;
        }
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "%s has a wrong option: write width=576 (80 mm paper), cut=full, partial or none", uri->text);
    return FALSE;
}
