/* Example pages drawn without a display: each theme, both directions, and what one touch makes dirty. */
#include "base/secret.h"
#include "pages.h"
#include "ui/masks.h"
#include "ui/paint.h"
#include "ui/picture.h"
#include "ui/text.h"
#include "ui/ui.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>
#include <sys/stat.h>

static struct ui *ui_of(struct text_fonts *fonts, int width, int height)
{
    g_autoptr(GError) error = NULL;
    struct ui_options options = {.width = width, .height = height, .headless = true, .fonts = fonts};
    struct ui *ui = ui_new(&options, &error);
    assert_non_null(ui);
    return ui;
}

static void picture(struct ui *ui, struct page *page, const char *name, struct ui_settings settings)
{
    g_autofree char *path = g_strdup_printf("%s/pictures/%s.png", BUILD_DIR, name);
    g_autoptr(GError) error = NULL;
    ui_forget(ui);
    ui_settings(ui, &settings);
    int64_t from = g_get_monotonic_time();
    assert_true(ui_show(ui, page));
    print_message("%s: %.1f ms\n", name, (double)(g_get_monotonic_time() - from) / 1000);
    assert_false(ui_show(ui, page)); /* nothing changed: nothing is drawn */
    assert_true(ui_screenshot(ui, path, &error));
    for (unsigned i = 0; i < ui_widgets(ui)->placed_count; i++)
        if (ui_widgets(ui)->placed[i].clipped)
            fail_msg("%s: clipped: %s", name, ui_widgets(ui)->placed[i].widget->label);
}

static void all_pages(struct ui *ui, const char *size, struct ui_settings s)
{
    struct page *page = page_new();
    char name[64];
    for (int i = 0; i < 7; i++) {
        static const char *const names[] = {"home", "review", "form", "timeout", "choice", "standby", "done"};
        if (i == 0)
            demo_home(page, s.large);
        else if (i == 1)
            demo_review(page, s.large);
        else if (i == 2 || i == 3)
            demo_form(page, s.large, i == 3);
        else if (i == 4)
            demo_choice(page, s.large);
        else if (i == 5)
            demo_standby(page);
        else
            demo_done(page, s.large);
        g_snprintf(name, sizeof name, "%s-%s", size, names[i]);
        picture(ui, page, name, s);
    }
    page_free(page);
}

static void draws_every_page(void **state)
{
    struct text_fonts *fonts = *state;
    mkdir(BUILD_DIR "/pictures", 0755);
    struct ui *ui = ui_of(fonts, 1080, 1920);
    all_pages(ui, "standard", (struct ui_settings){0});
    all_pages(ui, "large", (struct ui_settings){.large = true});
    all_pages(ui, "contrast", (struct ui_settings){.contrast = true});
    all_pages(ui, "seated", (struct ui_settings){.seated = true});
    ui_free(ui);
    ui = ui_of(fonts, 1920, 1080);
    all_pages(ui, "landscape", (struct ui_settings){0});
    ui_free(ui);
}

enum { WIDTH = 1080, HEIGHT = 1920, STROKES = 3, EACH = 24, ALL = STROKES * EACH };

static void pad_page(struct page *page, const struct ink *ink)
{
    page_begin(page, "form", "");
    page_add(page, ROLE_HEADING, LOOK_H1, "", "写一个字");
    page_add(page, ROLE_CANVAS, LOOK_PAD, "pad", "用手指在框里写")->ink = ink;
}

static unsigned differing(struct canvas a, const uint32_t *pixels)
{
    unsigned n = 0;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            n += a.pixels[(ptrdiff_t)y * a.stride + x] != pixels[(ptrdiff_t)y * WIDTH + x];
    return n;
}

/* Strokes painted as the finger goes are the strokes painted at once, sharp turns included; and a stroke
 * taken back is gone. */
static void strokes_grow_as_they_would_be(void **state)
{
    struct text_fonts *fonts = *state;
    struct ui *ui = ui_of(fonts, WIDTH, HEIGHT), *at_once = ui_of(fonts, WIDTH, HEIGHT);
    struct page *pages[] = {page_new(), page_new(), page_new()};
    struct ink_point points[ALL];
    g_autofree uint32_t *empty = g_new(uint32_t, (size_t)WIDTH * HEIGHT);
    for (int i = 0; i < ALL; i++)
        points[i] = (struct ink_point){(int16_t)(1000 + i % EACH * 300 + (i % 5) * 200),
                                       (int16_t)(2000 + i / EACH * 2500 + (i * 7 % 4) * 700), i % EACH == 0};
    struct ink whole = {points, ALL}, none = {points, 0}, grows[2];
    pad_page(pages[0], &none);
    assert_true(ui_show(ui, pages[0]));
    for (int y = 0; y < HEIGHT; y++)
        memcpy(empty + (ptrdiff_t)y * WIDTH, ui_picture(ui).pixels + (ptrdiff_t)y * ui_picture(ui).stride,
               WIDTH * sizeof *empty);
    for (unsigned n = 1; n <= ALL; n++) {
        grows[n % 2] = (struct ink){points, n};
        pad_page(pages[n % 2], &grows[n % 2]);
        assert_true(ui_show(ui, pages[n % 2]));
    }
    pad_page(pages[2], &whole);
    assert_true(ui_show(at_once, pages[2]));
    assert_true(differing(ui_picture(ui), empty) > 0);
    struct canvas c = ui_picture(at_once);
    for (int y = 0; y < HEIGHT; y++)
        assert_memory_equal(ui_picture(ui).pixels + (ptrdiff_t)y * ui_picture(ui).stride,
                            c.pixels + (ptrdiff_t)y * c.stride, WIDTH * sizeof *c.pixels);
    pad_page(pages[(ALL + 1) % 2], &none);
    assert_true(ui_show(ui, pages[(ALL + 1) % 2]));
    assert_int_equal(differing(ui_picture(ui), empty), 0);
    for (unsigned i = 0; i < G_N_ELEMENTS(pages); i++)
        page_free(pages[i]);
    ui_free(ui);
    ui_free(at_once);
}

static int start(void **state)
{
    secret_start();
    g_autoptr(GError) error = NULL;
    *state = text_fonts_new(&error);
    return *state ? 0 : -1;
}

static int stop(void **state)
{
    text_fonts_free(*state);
    return 0;
}

static int width_of(void *letters, enum face face, int px, uint32_t character)
{
    return text_advance(letters, face, px, character);
}

/* One frame after another: that rectangle alone is painted, and nothing when nothing moved. */
static void a_clip_paints_its_own_place(void **state)
{
    enum { PIXELS = WIDTH * HEIGHT, W = 300, H = 200, RED = 0xC01020, GREEN = 0x108040 };
    struct text *text = text_new(*state);
    struct layout *layout = layout_new();
    struct painter *painter = painter_new(text);
    struct page *page = page_new();
    struct view view = {.focus = ""};
    struct picture *pictures[] = {picture_new(W, H), picture_new(W, H)};
    g_autofree uint32_t *pixels = g_new0(uint32_t, PIXELS);
    struct canvas canvas = {pixels, WIDTH, WIDTH, HEIGHT, {0, 0, WIDTH, HEIGHT}, NULL};
    struct layout_options options = {.theme = theme_make(WIDTH, HEIGHT, 0, 0, false, false),
                                     .advance = width_of,
                                     .letters = text,
                                     .pressed = ""};
    struct box dirty[PAINT_DIRTY];
    for (int i = 0; i < W * H; i++) {
        pictures[0]->pixels[i] = RED;
        pictures[1]->pixels[i] = GREEN;
    }
    for (int frame = 0; frame < 4; frame++) {
        page_begin(page, "identify", "sign");
        page_text(page, LOOK_H1, "手语：刷身份证");
        struct widget *w = page_add(page, ROLE_LIVE, LOOK_CLIP, "clip", "手语画面");
        w->number = MIN(frame, 2);
        w->live = pictures[MIN(frame, 2) % 2];
        layout_page(layout, page, &view, &options);
        struct box art = layout_find(layout, "clip")->art;
        unsigned count = painter_update(painter, layout, &canvas, dirty);
        assert_int_equal(count, frame < 3); /* the fourth is the third once more */
        if (frame > 0 && count)
            assert_true(dirty[0].w <= art.w + 48 && dirty[0].h <= art.h + 48 && dirty[0].x >= art.x - 24 &&
                        dirty[0].y >= art.y - 24);
        int x = art.x + art.w / 2, y = art.y + art.h / 2;
        uint32_t colour = frame == 1 ? GREEN : RED;
        assert_int_equal(pixels[y * WIDTH + x], colour);
        assert_int_equal(pixels[(y - H / 2) * WIDTH + x - W / 2], colour); /* its corners, and no further */
        assert_int_equal(pixels[(y + H / 2 - 1) * WIDTH + x + W / 2 - 1], colour);
        assert_int_not_equal(pixels[(y - H / 2 - 1) * WIDTH + x], colour);
        assert_int_not_equal(pixels[y * WIDTH + x + W / 2], colour);
    }
    picture_free(pictures[0]);
    picture_free(pictures[1]);
    page_free(page);
    painter_free(painter);
    layout_free(layout);
    text_free(text);
}

/* Beside what is waited for: a second of it paints nothing but the ring, and the same second nothing. */
static void a_second_paints_the_ring_alone(void **state)
{
    enum { PIXELS = WIDTH * HEIGHT, IN_LIST = 96, AROUND = 24 };
    struct text *text = text_new(*state);
    struct layout *layout = layout_new();
    struct painter *painter = painter_new(text);
    struct page *page = page_new();
    struct view view = {.focus = ""};
    g_autofree uint32_t *pixels = g_new0(uint32_t, PIXELS);
    struct canvas canvas = {pixels, WIDTH, WIDTH, HEIGHT, {0, 0, WIDTH, HEIGHT}, NULL};
    struct layout_options options = {.theme = theme_make(WIDTH, HEIGHT, 0, 0, false, false),
                                     .advance = width_of,
                                     .letters = text,
                                     .pressed = ""};
    struct box dirty[PAINT_DIRTY];
    for (int second = 52; second > 48; second--) {
        page_begin(page, "identify", "");
        page_text(page, LOOK_H1, "请刷一下身份证");
        page_open(page, GROUP_LIST, 0);
        page_open(page, GROUP_ROW, 0);
        struct widget *w =
            page_add(page, ROLE_STATUS, LOOK_RING, "", page_format(page, "还有 %d 秒", second));
        w->number = second;
        w->total = 120;
        page_text(page, LOOK_ROW, "正在等您的身份证")->total = 1;
        page_close(page);
        page_close(page);
        layout_page(layout, page, &view, &options);
        struct box at = {0};
        for (unsigned i = 0; i < layout->placed_count; i++)
            if (layout->placed[i].widget == w)
                at = layout->placed[i].art;
        assert_int_equal(at.w, IN_LIST);
        unsigned count = painter_update(painter, layout, &canvas, dirty);
        if (second < 52) {
            assert_int_equal(count, 1);
            assert_true(dirty[0].w <= at.w + AROUND && dirty[0].h <= at.h + AROUND);
        }
        assert_int_equal(painter_update(painter, layout, &canvas, dirty), 0);
    }
    page_free(page);
    painter_free(painter);
    layout_free(layout);
    text_free(text);
}

enum { PAPER_WIDTH = 576, PAPER_STRIDE = PAPER_WIDTH / 8, PAPER_STEP = 44, PAPER_LETTER = 26 };

/* Lines of text as black bars; in each a white stroke, as 二 has it, which is no end of a line. */
static struct paint_picture bars(unsigned height)
{
    struct paint_picture pic = {PAPER_WIDTH, height, PAPER_STRIDE, g_new0(uint8_t, PAPER_STRIDE * height)};
    for (unsigned y = 0; y < height; y++) {
        unsigned at = y % PAPER_STEP;
        if (at < PAPER_LETTER && (at < 10 || at >= 14))
            memset(pic.bits + (size_t)y * PAPER_STRIDE, 0xFF, PAPER_STRIDE);
    }
    return pic;
}

/* Painted, the sheet's lower edge as its ground shows there; dark pixels below one another at its end. */
static int last_bar(struct text *text, const struct paint_picture *pic, int height, bool *torn)
{
    struct layout *layout = layout_new();
    g_autofree uint32_t *pixels = g_new0(uint32_t, (size_t)WIDTH * HEIGHT);
    struct canvas canvas = {pixels, WIDTH, WIDTH, HEIGHT, {0, 0, WIDTH, HEIGHT}, NULL};
    struct widget sheet = {.look = LOOK_PAPER, .live = pic};
    struct placed placed = {
        .widget = &sheet, .special = SPECIAL_LIVE, .art = {100, 100, PAPER_WIDTH / 2 + 20, height}};
    layout->options.theme = theme_make(WIDTH, HEIGHT, 0, 0, false, false);
    canvas_fill(&canvas, canvas.clip, 0xFFFFFF);
    paint_special(&canvas, text, layout, &placed);
    int x = placed.art.x + placed.art.w / 2, y = placed.art.y + height - 1, rows = 0;
    uint32_t ground = theme_colour(&layout->options.theme, COLOUR_BG);
    *torn = false;
    for (int k = 0; k < placed.art.w; k++)
        *torn = *torn || pixels[y * WIDTH + placed.art.x + k] == ground;
    y -= 12; /* the teeth */
    while (y > placed.art.y && (pixels[y * WIDTH + x] & 0xFF) > 0x80)
        y--;
    for (; y > placed.art.y && (pixels[y * WIDTH + x] & 0xFF) <= 0x80; y--)
        rows++;
    layout_free(layout);
    return rows;
}

/* A receipt is longer than its place on the page: it ends with a whole line of text, and shows that it goes
 * on. */
static void a_paper_ends_with_a_whole_line(void **state)
{
    enum { LOWER_PART = (PAPER_LETTER - 14) / 2, SHORT = 10 * PAPER_STEP };
    struct text *text = text_new(*state);
    struct paint_picture receipt = bars(3000), little = bars(SHORT);
    bool torn;
    for (int height = 400; height < 400 + PAPER_STEP; height++) {
        assert_int_equal(last_bar(text, &receipt, height, &torn), LOWER_PART);
        assert_true(torn);
    }
    assert_int_equal(last_bar(text, &little, 400, &torn), LOWER_PART);
    assert_false(torn);
    g_free(receipt.bits);
    g_free(little.bits);
    text_free(text);
}

/* Twelve first steps, twelve drawings, each within its frame. */
static void every_step_has_its_drawing(void **state)
{
    enum { STEPS = 12, W = 360, H = 300, EDGE = 40, BEYOND = 0x123456 };
    struct text *text = text_new(*state);
    struct layout *layout = layout_new();
    g_autofree uint32_t *pixels = g_new0(uint32_t, (size_t)W * H);
    struct canvas canvas = {pixels, W, W, H, {0, 0, W, H}, masks_new()};
    uint32_t *seen[STEPS + 1] = {NULL};
    struct box art = {EDGE, EDGE, 264, 216};
    for (int number = 1; number <= STEPS; number++) {
        struct widget step = {.look = LOOK_HOW, .number = number};
        struct placed placed = {.widget = &step, .art = art};
        for (int i = 0; i < W * H; i++)
            pixels[i] = BEYOND;
        paint_how(&canvas, text, layout, &placed);
        for (int y = 0; y < H; y++)
            for (int x = 0; x < W; x++)
                if (!box_has(art, x, y) && pixels[y * W + x] != BEYOND)
                    fail_msg("step %d paints at %d, %d", number, x, y);
        seen[number] = g_memdup2(pixels, sizeof *pixels * W * H);
        for (int other = 1; other < number; other++)
            assert_memory_not_equal(seen[number], seen[other], sizeof *pixels * W * H);
    }
    for (int number = 1; number <= STEPS; number++)
        g_clear_pointer(&seen[number], g_free);
    masks_free(canvas.masks);
    layout_free(layout);
    text_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(draws_every_page),
                                       cmocka_unit_test(strokes_grow_as_they_would_be),
                                       cmocka_unit_test(a_clip_paints_its_own_place),
                                       cmocka_unit_test(a_second_paints_the_ring_alone),
                                       cmocka_unit_test(every_step_has_its_drawing),
                                       cmocka_unit_test(a_paper_ends_with_a_whole_line)};
    return cmocka_run_group_tests(tests, start, stop);
}
