#include "sim/escpos_text.h"

#define CELL_WIDTH 12 /* font A; a Hanzi has two cells */
#define CELL_HEIGHT 24

int sim_escpos_left(const SimEscpos *escpos, int width)
{
    int room = (int)MIN(escpos->area, SIM_PAPER_PRINT - escpos->margin) - width;
    if (room <= 0 || escpos->align == 0)
        return (int)escpos->margin;
    return (int)escpos->margin + (escpos->align == 1 ? room / 2 : room);
}

static void draw_box(const SimEscpos *escpos, const SimGlyph *glyph, int left)
{
    for (int y = 1; y < glyph->height - 1; y++) {
        gboolean edge = y == 1 || y == glyph->height - 2;
        for (int x = 1; x < glyph->width - 1; x++) {
            if (edge || x == 1 || x == glyph->width - 2)
                sim_paper_burn(escpos->paper, (guint)(glyph->height - 1 - y), left + glyph->x + x);
        }
    }
}

void sim_escpos_flush(SimEscpos *escpos)
{
    int height = (int)escpos->spacing;
    int left = sim_escpos_left(escpos, escpos->pen);
    escpos->pen = 0;
    if (escpos->glyphs == 0)
        return;
    for (guint i = 0; i < escpos->glyphs; i++)
        height = MAX(height, escpos->line[i].height);
    sim_paper_feed(escpos->paper, (guint)height);
    for (guint i = 0; i < escpos->glyphs; i++)
        draw_box(escpos, &escpos->line[i], left);
    escpos->glyphs = 0;
}

void sim_escpos_line_feed(SimEscpos *escpos)
{
    if (escpos->glyphs == 0)
        sim_paper_feed(escpos->paper, escpos->spacing);
    sim_escpos_flush(escpos);
}

static void put_glyph(SimEscpos *escpos, int cells)
{
    int width = cells * CELL_WIDTH * (int)escpos->scale_x;
    int room = (int)MIN(escpos->area, SIM_PAPER_PRINT - escpos->margin);
    if (escpos->pen + width > room || escpos->glyphs == SIM_ESCPOS_GLYPHS)
        sim_escpos_flush(escpos);
    escpos->line[escpos->glyphs++] = (SimGlyph){escpos->pen, width, CELL_HEIGHT * (int)escpos->scale_y};
    escpos->pen += width;
}

void sim_escpos_text(SimEscpos *escpos, guint8 byte)
{
    if (escpos->lead) {
        escpos->lead = 0;
        put_glyph(escpos, 2);
    } else if (escpos->hanzi && byte >= 0x81 && byte != 0xFF) {
        escpos->lead = byte;
    } else if (byte == ' ') {
        escpos->pen = MIN(escpos->pen + CELL_WIDTH * (int)escpos->scale_x, SIM_PAPER_PRINT);
    } else if (byte > ' ') {
        put_glyph(escpos, 1);
    }
}
