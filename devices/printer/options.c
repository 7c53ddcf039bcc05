#include "devices/printer/options.h"

#include <gio/gio.h>
#include <string.h>

enum { WIDTH_80_MM = 576, WIDTH_58_MM = 384 /* dots */ };
enum {
    TAKE_S = 30,
    TAKE_S_MOST = 600,
    STEPS = 12 /* 84 mm on a printer whose step is 7 mm */,
    STEPS_MOST = 255
};

const char *const escpos_option_names[] = {"width", "cut",   "mark", "presenter",
                                           "take",  "steps", "flow", NULL};

/* One option that is a word of a list; the error names all of it. */
static gboolean word(const struct uri *uri, const char *key, const char *const *words, unsigned *out,
                     GError **error)
{
    const char *value = uri_option(uri, key, words[0]);
    for (unsigned i = 0; words[i]; i++)
        if (!strcmp(value, words[i])) {
            *out = i;
            return TRUE;
        }
    g_autofree char *all = g_strjoinv(" or ", (char **)words);
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s has a wrong option: write %s=%s",
                uri->text, key, all);
    return FALSE;
}

gboolean escpos_options_read(const struct uri *uri, struct escpos_options *out, GError **error)
{
    /* The first of each is what holds when nothing is said; the others stand as in their enum. */
    static const char *const widths[] = {"576", "384", NULL},
                             *const cuts[] = {"partial", "full", "none", NULL},
                             *const marks[] = {"none", "form", "align", NULL},
                             *const presenters[] = {"none", "hold", "eject", "retract", NULL};
    unsigned width, cut, mark, presenter;
    if (!word(uri, "width", widths, &width, error) || !word(uri, "cut", cuts, &cut, error) ||
        !word(uri, "mark", marks, &mark, error) || !word(uri, "presenter", presenters, &presenter, error))
        return FALSE;
    out->width = width == 0 ? WIDTH_80_MM : WIDTH_58_MM;
    out->cut = (enum escpos_cut)cut;
    out->mark = (enum escpos_mark_paper)mark;
    out->presenter = (enum presenter)presenter;
    return uri_option_int(uri, "take", TAKE_S, 5, TAKE_S_MOST, &out->take_s, error) &&
           uri_option_int(uri, "steps", STEPS, 1, STEPS_MOST, &out->steps, error);
}

unsigned escpos_options_dots(const struct uri *uri)
{
    bool narrow = !strcmp(uri->scheme, "escpos") && !strcmp(uri_option(uri, "width", ""), "384");
    return narrow ? WIDTH_58_MM : WIDTH_80_MM;
}
