#include "ui/text.h"

#include "base/secret.h"
#include "base/text.h"
#include "ui/text_fonts.h"
#include "ui/text_shape.h"
#include "ui/text_space.h"

#include <math.h>
#include <string.h>

/* Coverage of one character, cropped to its ink. */
struct glyph {
    uint64_t key;      /* face, which Chinese, size, character; 0 is a free place */
    int16_t left, top; /* of the ink, from pen and baseline; top counts upwards */
    uint16_t width, height, advance;
    bool common; /* of a page that everybody sees */
    uint8_t *coverage;
};

struct text {
    struct text_fonts *fonts;
    struct {
        TTF_Font *font;
        int px;
        bool tried;
    } faces[FACE_COUNT];
    bool traditional;
    struct glyph *glyphs; /* open addressing, a power of two */
    size_t cap, used;
    struct common {
        bool on;
        unsigned room, missed;
        size_t kept;
        struct glyph none; /* for one that has no room */
    } common;
    uint64_t made;
};

enum { GLYPHS_FIRST = 1024, GLYPHS_MOST = 16384, COMMON_MOST = GLYPHS_MOST / 4, ANY_PX = 16 };

struct text *text_new(struct text_fonts *fonts)
{
    struct text *text = g_new0(struct text, 1);
    text->fonts = fonts;
    text->cap = GLYPHS_FIRST;
    text->glyphs = g_new0(struct glyph, text->cap);
    return text;
}

static void wipe_glyph(struct glyph *g)
{
    if (g->coverage)
        secret_wipe(g->coverage, (size_t)g->width * g->height);
    g_free(g->coverage);
}

static struct glyph *slot(struct glyph *glyphs, size_t cap, uint64_t key)
{
    size_t i = (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (cap - 1);
    while (glyphs[i].key && glyphs[i].key != key)
        i = (i + 1) & (cap - 1);
    return &glyphs[i];
}

/* Into a table of `cap` places: all of them, or only the common ones. */
static void move(struct text *text, size_t cap, bool all)
{
    struct glyph *to = g_new0(struct glyph, cap);
    size_t used = 0;
    for (size_t i = 0; i < text->cap; i++) {
        struct glyph *g = &text->glyphs[i];
        if (g->key && (all || g->common)) {
            *slot(to, cap, g->key) = *g;
            used++;
        } else
            wipe_glyph(g);
    }
    secret_wipe(text->glyphs, text->cap * sizeof *text->glyphs);
    g_free(text->glyphs);
    text->glyphs = to;
    text->cap = cap;
    text->used = used;
}

static void close_face(struct text *text, enum face face) /* SDL_ttf keeps glyphs of its own: it drops them */
{
    text_fonts_close(text->fonts, text->faces[face].font);
    memset(&text->faces[face], 0, sizeof text->faces[face]);
}

void text_forget(struct text *text)
{
    move(text, text->cap, false);
    for (enum face face = 0; face < FACE_COUNT; face++)
        close_face(text, face);
}

bool text_traditional(struct text *text, bool traditional)
{
    if (text->traditional == traditional)
        return false;
    for (enum face face = FACE_REGULAR; face <= FACE_BOLD; face++)
        close_face(text, face);
    text->traditional = traditional;
    return true;
}

void text_common_begin(struct text *text, unsigned room)
{
    text->common.on = true;
    text->common.room = room;
    text->common.missed = 0;
}

unsigned text_common_end(struct text *text)
{
    text->common.on = false;
    return text->common.missed;
}

uint64_t text_made(const struct text *text)
{
    return text->made;
}

void text_free(struct text *text)
{
    if (!text)
        return;
    for (size_t i = 0; i < text->cap; i++)
        text->glyphs[i].common = false;
    text_forget(text);
    g_free(text->glyphs);
    g_free(text);
}

static TTF_Font *face_at(struct text *text, enum face face, int px)
{
    if (!text->faces[face].tried) {
        text->faces[face].tried = true;
        text->faces[face].font = text_fonts_open(text->fonts, face, text->traditional);
    }
    TTF_Font *font = text->faces[face].font;
    if (font && text->faces[face].px != px) {
        TTF_SetFontSize(font, px);
        text->faces[face].px = px;
    }
    return font;
}

bool text_open_next(struct text *text)
{
    for (enum face face = FACE_REGULAR; face <= FACE_ICON; face++)
        if (!text->faces[face].tried) {
            face_at(text, face, ANY_PX);
            return true;
        }
    return false;
}

/* Its letters fill less of the em than those of Han: as large as they look beside them. */
static int drawn_px(enum face face, int px)
{
    return face == FACE_UYGHUR || face == FACE_UYGHUR_BOLD ? px * 23 / 20 : px;
}

static bool arabic(uint32_t c)
{
    return (c >= 0x600 && c < 0x780) || (c >= 0xFB50 && c < 0xFE00) || (c >= 0xFE70 && c < 0xFEFF);
}

/* The face that has the character: the one asked for, else the first fallback, else the one asked for with
 * its box. */
static enum face face_for(struct text *text, enum face face, int px, uint32_t c)
{
    enum face uyghur = face == FACE_BOLD ? FACE_UYGHUR_BOLD : FACE_UYGHUR;
    if (arabic(c) && face_at(text, uyghur, drawn_px(uyghur, px)))
        return uyghur;
    if (face == FACE_ICON || c < 0x2E80 || TTF_GlyphIsProvided32(face_at(text, face, px), c))
        return face;
    for (enum face f = FACE_HAN_A; f < FACE_COUNT; f++) {
        TTF_Font *font = face_at(text, f, px);
        if (font && TTF_GlyphIsProvided32(font, c))
            return f;
    }
    return face;
}

bool text_has(struct text *text, enum face face, uint32_t character)
{
    enum face has = face_for(text, face, ANY_PX, character);
    TTF_Font *font = face_at(text, has, drawn_px(has, ANY_PX));
    return font && TTF_GlyphIsProvided32(font, character);
}

static void crop(struct glyph *g, const SDL_Surface *s, int ascent, int pen)
{
    int top = s->h, bottom = -1, left = s->w, right = -1;
    const uint8_t *pixels = s->pixels;
    for (int y = 0; y < s->h; y++)
        for (int x = 0; x < s->w; x++)
            if (pixels[y * s->pitch + x]) {
                top = MIN(top, y), bottom = MAX(bottom, y);
                left = MIN(left, x), right = MAX(right, x);
            }
    if (bottom < 0)
        return;
    g->width = (uint16_t)(right - left + 1);
    g->height = (uint16_t)(bottom - top + 1);
    g->left = (int16_t)(left + pen);
    g->top = (int16_t)(ascent - top);
    g->coverage = g_malloc((size_t)g->width * g->height);
    for (int y = 0; y < g->height; y++)
        memcpy(g->coverage + (size_t)y * g->width, pixels + (top + y) * s->pitch + left, g->width);
}

static void raster(struct text *text, struct glyph *g, enum face face, int px, uint32_t c)
{
    enum face has = face_for(text, face, px, c);
    TTF_Font *font = face_at(text, has, drawn_px(has, px));
    int minx = 0, maxx, miny, maxy, advance = px;
    if (!font)
        return;
    TTF_GlyphMetrics32(font, c, &minx, &maxx, &miny, &maxy, &advance);
    g->advance = (uint16_t)advance;
    const SDL_Color white = {255, 255, 255, 255}, black = {0, 0, 0, 255};
    SDL_Surface *s = TTF_RenderGlyph32_Shaded(font, c, white, black);
    if (!s)
        return;
    crop(g, s, TTF_FontAscent(font), MIN(minx, 0)); /* SDL_ttf shifts ink left of the pen into the picture */
    secret_wipe(s->pixels, (size_t)s->pitch * (size_t)s->h);
    SDL_FreeSurface(s);
}

static void grow(struct text *text)
{
    if (text->used * 2 < text->cap)
        return;
    if (text->cap < GLYPHS_MOST)
        move(text, text->cap * 2, true);
    else /* a bound: starting anew costs some milliseconds, once */
        text_forget(text);
}

static struct glyph *make(struct text *text, uint64_t key, enum face face, int px, uint32_t c)
{
    grow(text);
    struct glyph *g = slot(text->glyphs, text->cap, key);
    g->key = key;
    text->used++;
    text->made++;
    raster(text, g, face, px, c);
    return g;
}

static const struct glyph *no_room(struct text *text, int px)
{
    text->common.missed++;
    text->common.none.advance = (uint16_t)px;
    return &text->common.none;
}

static const struct glyph *find_common(struct text *text, uint64_t key, enum face face, int px, uint32_t c)
{
    struct common *common = &text->common;
    struct glyph *g = slot(text->glyphs, text->cap, key);
    if (!g->key && !common->room)
        return no_room(text, px);
    if (!g->key) {
        common->room--;
        g = make(text, key, face, px, c);
    }
    if (!g->common && common->kept < COMMON_MOST) {
        g->common = true;
        common->kept++;
    }
    return g;
}

static const struct glyph *find(struct text *text, enum face face, int px, uint32_t c)
{
    uint64_t key =
        (uint64_t)(face + 1) << 48 | (uint64_t)text->traditional << 56 | (uint64_t)(uint16_t)px << 32 | c;
    if (text->common.on)
        return find_common(text, key, face, px, c);
    const struct glyph *g = slot(text->glyphs, text->cap, key);
    return g->key ? g : make(text, key, face, px, c);
}

int text_advance(struct text *text, enum face face, int px, uint32_t character)
{
    return find(text, face, px, character)->advance;
}

int text_measure(struct text *text, enum face face, int px, const char *utf8, size_t len)
{
    int width = 0;
    uint32_t before = 0;
    for (const char *p = utf8; p < utf8 + len && *p;) {
        uint32_t c = text_shape_next(utf8, utf8 + len, &p);
        width += text_advance(text, face, px, c) + text_space(before, c, px, text->traditional);
        before = c;
    }
    return width;
}

static inline uint32_t mix(uint32_t under, uint32_t over, uint32_t a)
{
    uint32_t rb = under & 0xff00ff, g = under & 0x00ff00;
    a += a >> 7; /* 0..256 */
    rb += (((over & 0xff00ff) - rb) * a) >> 8;
    g += (((over & 0x00ff00) - g) * a) >> 8;
    return (rb & 0xff00ff) | (g & 0x00ff00);
}

static void blend(const struct text_target *to, const struct glyph *g, int x, int y, uint32_t rgb)
{
    int x0 = MAX(x, to->left), x1 = MIN(x + g->width, to->right);
    int y0 = MAX(y, to->top), y1 = MIN(y + g->height, to->bottom);
    for (int row = y0; row < y1; row++) {
        uint32_t *pixel = to->pixels + (ptrdiff_t)row * to->stride;
        const uint8_t *coverage = g->coverage + (ptrdiff_t)(row - y) * g->width;
        for (int column = x0; column < x1;
             column++) /* 0 and 255 are exact: nothing to ask, several at once */
            pixel[column] = mix(pixel[column], rgb, coverage[column - x]);
    }
}

int text_draw_character(struct text *text, const struct text_target *to, enum face face, int px, int x,
                        int baseline, uint32_t character, uint32_t rgb)
{
    const struct glyph *g = find(text, face, px, character);
    if (g->coverage)
        blend(to, g, x + g->left, baseline - g->top, rgb);
    return x + g->advance;
}

/* Where the letters of a line go: pixels, or the grey of a paper. */
struct hand {
    struct text *text;
    const struct text_target *to;
    uint8_t *grey;
    int width, height;
    bool ink;
    enum face face;
    int px, x, baseline;
    uint32_t rgb;
};
static void draw_one(struct hand *hand, uint32_t character);

/* Steps over the space between two characters that follow each other. */
static void step(struct hand *hand, uint32_t before, uint32_t character)
{
    hand->x += text_space(before, character, hand->px, hand->text->traditional);
}

/* What is written before `at`, wherever it is seen. */
static uint32_t written_before(const char *begin, const char *at)
{
    if (at == begin)
        return 0;
    do
        at--;
    while (at > begin && ((unsigned char)*at & 0xC0) == 0x80);
    return text_next(&at);
}

/* Letter by letter from where the line lies, in the order in which they stand. */
static int draw_line(struct hand *hand, const char *utf8, size_t len, bool from_right)
{
    struct text_place order[TEXT_ORDER];
    const char *begin = utf8, *end = utf8 + strnlen(utf8, len);
    uint32_t before = 0;
    if (!from_right) {
        for (const char *p = utf8; p < end;) {
            uint32_t c = text_next(&p);
            step(hand, before, c);
            draw_one(hand, c);
            before = c;
        }
        return hand->x;
    }
    for (size_t taken = 0; utf8 < end; utf8 += taken) {
        unsigned count = text_order(utf8, (size_t)(end - utf8), order, &taken);
        for (unsigned i = 0; i < count; i++) {
            const char *p = utf8 + order[i].at;
            step(hand, written_before(begin, p), text_next(&(const char *){p}));
            uint32_t c = text_shape_next(utf8, end, &p);
            draw_one(hand, order[i].back ? text_mirrored(c) : c);
        }
    }
    return hand->x;
}

int text_draw_line(struct text *text, const struct text_target *to, enum face face, int px, int x,
                   int baseline, const char *utf8, size_t len, bool from_right, uint32_t rgb)
{
    struct hand hand = {
        .text = text, .to = to, .face = face, .px = px, .x = x, .baseline = baseline, .rgb = rgb};
    return draw_line(&hand, utf8, len, from_right);
}

int text_draw(struct text *text, const struct text_target *to, enum face face, int px, int x, int baseline,
              const char *utf8, size_t len, uint32_t rgb)
{
    return text_draw_line(text, to, face, px, x, baseline, utf8, len, text_from_right(utf8, len), rgb);
}

static void blend_grey(uint8_t *grey, int width, int height, const struct glyph *g, int x, int y, int value)
{
    for (int row = MAX(y, 0); row < MIN(y + g->height, height); row++)
        for (int column = MAX(x, 0); column < MIN(x + g->width, width); column++) {
            int a = g->coverage[(row - y) * g->width + column - x];
            uint8_t *pixel = grey + (ptrdiff_t)row * width + column;
            *pixel = (uint8_t)(*pixel + (value - *pixel) * a / 255);
        }
}

int text_draw_grey(struct text *text, uint8_t *grey, int width, int height, enum face face, int px, int x,
                   int baseline, const char *utf8, size_t len, bool ink)
{
    struct hand hand = {.text = text,
                        .grey = grey,
                        .width = width,
                        .height = height,
                        .ink = ink,
                        .face = face,
                        .px = px,
                        .x = x,
                        .baseline = baseline};
    return draw_line(&hand, utf8, len, text_from_right(utf8, len));
}

static void draw_one(struct hand *hand, uint32_t character)
{
    const struct glyph *g = find(hand->text, hand->face, hand->px, character);
    int x = hand->x + g->left, y = hand->baseline - g->top;
    if (g->coverage && hand->grey)
        blend_grey(hand->grey, hand->width, hand->height, g, x, y, hand->ink ? 255 : 0);
    else if (g->coverage && hand->to)
        blend(hand->to, g, x, y, hand->rgb);
    hand->x += g->advance;
}

int text_baseline(int y, int h, int px)
{
    return (int)lround(y + h / 2.0 + 0.38 * px);
}
