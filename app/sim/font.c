#include "sim/font.h"
#include "sim/device.h"

#include <ft2build.h>
#include <string.h>
#include FT_FREETYPE_H

#define FONT "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
#define FACE_MONO_SC 7 /* Noto Sans Mono CJK SC: half-width letters are half as wide as a Hanzi */
#define BASELINE 21    /* rows above it: 0.88 of the em box */

struct SimFont {
    FT_Library library;
    FT_Face face;
};

SimFont *sim_font_new(GError **error)
{
    SimFont *font = g_new0(SimFont, 1);
    if (FT_Init_FreeType(&font->library) == 0 &&
        FT_New_Face(font->library, FONT, FACE_MONO_SC, &font->face) == 0 &&
        FT_Set_Pixel_Sizes(font->face, 0, SIM_FONT_HEIGHT) == 0)
        return font;
    sim_font_free(font);
    sim_refuse(error, FONT " could not be read", "install fonts-noto-cjk");
    return NULL;
}

void sim_font_free(SimFont *font)
{
    if (!font)
        return;
    if (font->face)
        FT_Done_Face(font->face);
    if (font->library)
        FT_Done_FreeType(font->library);
    g_free(font);
}

static void frame(int width, SimCell *cell)
{
    guint32 all = ~(guint32)0 << (32 - width), inner = all >> 1 & all << 1;
    memset(cell, 0, sizeof *cell);
    for (int y = 1; y < SIM_FONT_HEIGHT - 1; y++)
        cell->rows[y] = y == 1 || y == SIM_FONT_HEIGHT - 2 ? inner : inner & ~(inner >> 1 & inner << 1);
}

static void copy(FT_GlyphSlot glyph, int width, SimCell *cell)
{
    const FT_Bitmap *bitmap = &glyph->bitmap;
    memset(cell, 0, sizeof *cell);
    for (int y = 0; y < (int)bitmap->rows; y++) {
        int row = BASELINE - glyph->bitmap_top + y;
        const guint8 *bits = bitmap->buffer + y * bitmap->pitch;
        for (int x = 0; x < (int)bitmap->width && row >= 0 && row < SIM_FONT_HEIGHT; x++) {
            int column = glyph->bitmap_left + x;
            if (bits[x / 8] >> (7 - x % 8) & 1 && column >= 0 && column < width)
                cell->rows[row] |= (guint32)1 << (31 - column);
        }
    }
}

gboolean sim_font_cell(SimFont *font, gunichar character, int width, SimCell *cell)
{
    FT_UInt index = character ? FT_Get_Char_Index(font->face, character) : 0;
    if (index == 0 || FT_Load_Glyph(font->face, index, FT_LOAD_TARGET_MONO | FT_LOAD_NO_BITMAP) ||
        FT_Render_Glyph(font->face->glyph, FT_RENDER_MODE_MONO)) {
        frame(width, cell);
        return FALSE;
    }
    copy(font->face->glyph, width, cell);
    return TRUE;
}

static gunichar decoded(const guint8 *bytes, gsize count, const char *set)
{
    g_autofree char *text = g_convert((const char *)bytes, (gssize)count, "UTF-8", set, NULL, NULL, NULL);
    return text && g_utf8_strlen(text, -1) == 1 ? g_utf8_get_char(text) : 0;
}

gunichar sim_font_gb18030(const guint8 *bytes, gsize count)
{
    return decoded(bytes, count, "GB18030");
}

/* Epson's page 1, as in its list of character code tables: lines and blocks around half-width katakana. */
gunichar sim_font_single(guint8 byte, guint8 table)
{
    static const char SIGNS_80[] = "▁▂▃▄▅▆▇█▏▎▍▌▋▊▉┼┴┬┤├▔─│▕┌┐└┘╭╮╰╯";
    static const char SIGNS_E0[] = "═╞╪╡◢◣◥◤♠♥♦♣●○╱╲╳円年月日時分秒〒市区町村人▒ ";
    if (byte < 0x80 || table != 1)
        return decoded(&byte, 1, "CP437");
    if (byte > 0xA0 && byte < 0xE0)
        return 0xFF61u + byte - 0xA1u;
    if (byte == 0xA0)
        return ' ';
    return g_utf8_get_char(g_utf8_offset_to_pointer(byte < 0xA0 ? SIGNS_80 : SIGNS_E0, byte & 0x1F));
}
