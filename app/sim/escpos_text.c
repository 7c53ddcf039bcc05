#include "sim/escpos_text.h"

int sim_escpos_left(const SimEscpos *escpos, int width)
{
    int room = (int)MIN(escpos->area, escpos->paper->print - escpos->margin) - width;
    if (room <= 0 || escpos->align == 0)
        return (int)escpos->margin;
    return (int)escpos->margin + (escpos->align == 1 ? room / 2 : room);
}

static gboolean is_black(const SimGlyph *glyph, int x, int y)
{
    gboolean ink = glyph->cell.rows[y / glyph->scale_y] >> (31 - x / glyph->scale_x) & 1;
    ink |= y >= glyph->height - (int)glyph->underline;
    return ink != glyph->reverse;
}

static void draw_glyph(const SimEscpos *escpos, const SimGlyph *glyph, int left)
{
    for (int y = 0; y < glyph->height; y++)
        for (int x = 0; x < glyph->width; x++)
            if (is_black(glyph, x, y))
                sim_paper_burn(escpos->paper, (guint)(glyph->height - 1 - y), left + glyph->x + x);
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
        draw_glyph(escpos, &escpos->line[i], left);
    escpos->glyphs = 0;
    if (escpos->said)
        g_string_append_c(escpos->said, '\n');
}

void sim_escpos_line_feed(SimEscpos *escpos)
{
    if (escpos->glyphs == 0)
        sim_paper_feed(escpos->paper, escpos->spacing);
    sim_escpos_flush(escpos);
}

static void embolden(SimCell *cell, int width)
{
    guint32 inside = ~(guint32)0 << (32 - width);
    for (int y = 0; y < SIM_FONT_HEIGHT; y++)
        cell->rows[y] |= cell->rows[y] >> 1 & inside;
}

static void put_glyph(SimEscpos *escpos, gunichar character, int cells)
{
    int cell = cells * SIM_FONT_HALF, width = cell * (int)escpos->scale_x;
    int room = (int)MIN(escpos->area, escpos->paper->print - escpos->margin);
    if (escpos->pen + width > room || escpos->glyphs == SIM_ESCPOS_GLYPHS)
        sim_escpos_flush(escpos);
    SimGlyph *glyph = &escpos->line[escpos->glyphs++];
    *glyph = (SimGlyph){.x = escpos->pen,
                        .width = width,
                        .height = SIM_FONT_HEIGHT * (int)escpos->scale_y,
                        .scale_x = (int)escpos->scale_x,
                        .scale_y = (int)escpos->scale_y,
                        .reverse = escpos->reverse,
                        .underline = escpos->underline};
    escpos->strange += !sim_font_cell(escpos->font, character, cell, &glyph->cell);
    if (escpos->bold)
        embolden(&glyph->cell, cell);
    escpos->pen += width;
    if (escpos->said)
        g_string_append_unichar(escpos->said, character ? character : 0xFFFD);
}

/* Two bytes, or four when the second one is a digit: GB 18030. */
static void put_hanzi(SimEscpos *escpos, guint8 byte)
{
    escpos->lead[escpos->lead_have++] = byte;
    gboolean four = escpos->lead_have >= 2 && escpos->lead[1] >= '0' && escpos->lead[1] <= '9';
    if (escpos->lead_have < (four ? 4 : 2))
        return;
    put_glyph(escpos, sim_font_gb18030(escpos->lead, escpos->lead_have), 2);
    escpos->lead_have = 0;
}

static void space(SimEscpos *escpos)
{
    if (escpos->reverse || escpos->underline) { /* it shows */
        put_glyph(escpos, ' ', 1);
        return;
    }
    escpos->pen = MIN(escpos->pen + SIM_FONT_HALF * (int)escpos->scale_x, (int)escpos->paper->print);
    if (escpos->said)
        g_string_append_c(escpos->said, ' ');
}

void sim_escpos_text(SimEscpos *escpos, guint8 byte)
{
    if (escpos->lead_have || (escpos->hanzi && byte >= 0x81 && byte != 0xFF))
        put_hanzi(escpos, byte);
    else if (byte == ' ')
        space(escpos);
    else if (byte > ' ')
        put_glyph(escpos, sim_font_single(byte, escpos->table), 1);
}
