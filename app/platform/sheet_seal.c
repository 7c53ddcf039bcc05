#include "platform/sheet_seal.h"

#include <glib.h>
#include <pango/pangocairo.h>

enum { POINTS = 10 /* of a star with five rays */ };
static const double arc = 250 * G_PI / 180; /* that the name takes at most */

/* One sign, upright where it stands, its middle at the origin. */
static void put_sign(cairo_t *cr, const char *text, double size)
{
    PangoLayout *layout = pango_cairo_create_layout(cr);
    PangoFontDescription *description = pango_font_description_from_string("Noto Sans CJK SC Bold");
    int width, height;
    pango_font_description_set_absolute_size(description, size * PANGO_SCALE);
    pango_layout_set_font_description(layout, description);
    pango_layout_set_text(layout, text, -1);
    pango_layout_get_pixel_size(layout, &width, &height);
    cairo_move_to(cr, -width / 2.0, -height / 2.0);
    pango_cairo_show_layout(cr, layout);
    pango_font_description_free(description);
    g_object_unref(layout);
}

static void put_name(cairo_t *cr, double radius, const char *office)
{
    glong count = g_utf8_strlen(office, -1);
    double step = MIN(arc / MAX(count - 1, 1), G_PI / 7), size = MIN(radius * step * 0.8, radius / 4);
    const char *at = office;
    for (glong i = 0; i < count; i++, at = g_utf8_next_char(at)) {
        char one[8] = "";
        g_utf8_strncpy(one, at, 1);
        cairo_save(cr);
        cairo_rotate(cr, ((double)i - (double)(count - 1) / 2) * step);
        cairo_translate(cr, 0, -radius * 0.8);
        put_sign(cr, one, size);
        cairo_restore(cr);
    }
}

static void put_star(cairo_t *cr, double radius)
{
    cairo_new_path(cr);
    for (int i = 0; i < POINTS; i++) {
        cairo_line_to(cr, 0, i % 2 ? -radius * 0.382 : -radius);
        cairo_rotate(cr, 2 * G_PI / POINTS);
    }
    cairo_close_path(cr);
    cairo_fill(cr);
}

void sheet_seal_draw(cairo_t *cr, double x, double y, double radius, const char *office)
{
    cairo_save(cr);
    cairo_translate(cr, x, y);
    cairo_set_source_rgb(cr, 0.80, 0.13, 0.13);
    cairo_set_line_width(cr, radius / 18);
    cairo_arc(cr, 0, 0, radius - radius / 36, 0, 2 * G_PI);
    cairo_stroke(cr);
    put_name(cr, radius, office);
    put_star(cr, radius * 0.3);
    cairo_translate(cr, 0, radius * 0.6);
    put_sign(cr, "演示用章", radius / 4.6);
    cairo_restore(cr);
}
