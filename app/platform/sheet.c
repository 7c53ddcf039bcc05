#include "platform/sheet.h"

#include <cairo/cairo-pdf.h>
#include <pango/pangocairo.h>
#include <qrencode.h>

#include "platform/sheet_seal.h"

enum {
    WIDTH = 595,
    HEIGHT = 842, /* points: A4, ISO 216 */
    MARGIN = 71,  /* 25 mm */
    TITLE_Y = 96,
    NUMBER_Y = 150,
    LINES_Y = 196,
    LINE = 30,
    LABEL_WIDTH = 110,
    CODE = 130,
    CODE_Y = 596,
    QUIET = 4 /* modules around a code, ISO/IEC 18004 */
};
static const char font[] = "Noto Sans CJK SC";

static cairo_status_t take(void *data, const unsigned char *bytes, unsigned n)
{
    secret_bytes_append(data, bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

/* Returns how high it became. */
static int put_text(cairo_t *cr, double x, double y, int width, double size, PangoAlignment align, bool bold,
                    const char *text)
{
    PangoLayout *layout = pango_cairo_create_layout(cr);
    PangoFontDescription *description = pango_font_description_from_string(font);
    int height;
    pango_font_description_set_absolute_size(description, size * PANGO_SCALE);
    pango_font_description_set_weight(description, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout, description);
    pango_layout_set_width(layout, width * PANGO_SCALE);
    pango_layout_set_alignment(layout, align);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(layout, text, -1);
    pango_layout_get_pixel_size(layout, NULL, &height);
    cairo_move_to(cr, x, y);
    pango_cairo_show_layout(cr, layout);
    pango_font_description_free(description);
    g_object_unref(layout);
    return height;
}

static void put_rule(cairo_t *cr, double y)
{
    cairo_set_line_width(cr, 0.5);
    cairo_move_to(cr, MARGIN, y);
    cairo_line_to(cr, WIDTH - MARGIN, y);
    cairo_stroke(cr);
}

/* Modules as rectangles: sharp at any size. */
static bool put_code(cairo_t *cr, double x, double y, double size, const char *text)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code)
        return false;
    double module = size / (code->width + 2 * QUIET);
    for (int i = 0; i < code->width * code->width; i++) {
        int column = i % code->width + QUIET, row = i / code->width + QUIET;
        if (code->data[i] & 1)
            cairo_rectangle(cr, x + column * module, y + row * module, module, module);
    }
    cairo_fill(cr);
    QRcode_free(code);
    return true;
}

static void put_lines(cairo_t *cr, const struct sheet *sheet)
{
    double y = LINES_Y;
    const int inner = WIDTH - 2 * MARGIN;
    put_rule(cr, y);
    for (unsigned i = 0; i < sheet->line_count; i++) {
        put_text(cr, MARGIN, y + 6, LABEL_WIDTH, 12, PANGO_ALIGN_LEFT, false, sheet->lines[i].label);
        int height = put_text(cr, MARGIN + LABEL_WIDTH, y + 6, inner - LABEL_WIDTH, 12, PANGO_ALIGN_LEFT,
                              true, sheet->lines[i].value);
        y += MAX(LINE, height + 12);
        put_rule(cr, y);
    }
}

static bool put_foot(cairo_t *cr, const struct sheet *sheet)
{
    const int right = MARGIN + CODE + 12, width = WIDTH - MARGIN - right;
    bool coded = put_code(cr, MARGIN, CODE_Y, CODE, sheet->code);
    if (sheet->sealed)
        sheet_seal_draw(cr, SHEET_SEAL_X + SHEET_SEAL / 2.0, HEIGHT - SHEET_SEAL_Y - SHEET_SEAL / 2.0,
                        SHEET_SEAL / 2.0, sheet->issuer);
    put_text(cr, right, CODE_Y + 8, width, 10, PANGO_ALIGN_LEFT, false,
             "手机扫这个码，或者拿到任何一台自助机上扫，都能核对这张证明是不是真的。");
    put_text(cr, right, CODE_Y + 48, width, 12, PANGO_ALIGN_RIGHT, false, sheet->issuer);
    put_text(cr, right, CODE_Y + 72, width, 12, PANGO_ALIGN_RIGHT, false, sheet->day);
    put_text(cr, MARGIN, CODE_Y + CODE + 16, WIDTH - 2 * MARGIN, 9, PANGO_ALIGN_LEFT, false, sheet->verify);
    put_text(cr, MARGIN, CODE_Y + CODE + 34, WIDTH - 2 * MARGIN, 9, PANGO_ALIGN_LEFT, false,
             sheet->sealed ? "电子印章下面有数字签名：打开电子文件就能验，改过一个字就不认。章样是演示用的。"
                           : "本页没有加盖电子印章，以核对的结果为准。");
    return coded;
}

/* Its title is nobody's name: a spooler may list it. */
static cairo_surface_t *surface_new(const struct sheet *sheet, struct secret_bytes *out)
{
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(take, out, WIDTH, HEIGHT);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, sheet->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "linchuang");
    return surface;
}

bool sheet_draw(const struct sheet *sheet, struct secret_bytes *out)
{
    g_autofree char *number = g_strconcat("编号：", sheet->number, NULL);
    cairo_surface_t *surface = surface_new(sheet, out);
    cairo_t *cr = cairo_create(surface);
    put_text(cr, MARGIN, TITLE_Y, WIDTH - 2 * MARGIN, 24, PANGO_ALIGN_CENTER, true, sheet->title);
    put_text(cr, MARGIN, NUMBER_Y, WIDTH - 2 * MARGIN, 11, PANGO_ALIGN_RIGHT, false, number);
    put_lines(cr, sheet);
    bool well = put_foot(cr, sheet);
    cairo_show_page(cr);
    cairo_surface_finish(surface);
    well = well && cairo_status(cr) == CAIRO_STATUS_SUCCESS &&
           cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    pango_cairo_font_map_set_default(
        NULL); /* of this thread: nothing of whom it is about stays with the fonts */
    return well;
}
