/* What drawing costs without a display, in every mode and size: from a session to the finished picture of
 * another page (tap), of one focus further (focus), of one digit more (key); every page there is, the slowest
 * by name; and a page of rare characters that nobody drew before. Medians and 99th percentiles in
 * milliseconds, as the wall clock has them and, on a machine that others share, of the processor alone;
 * beside the floor of writing every pixel once. Two sizes, or all with LC_LONG. Nothing timed is asserted.
 * usage: bench_pages [ROUNDS] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/secret.h"
#include "base/text.h"
#include "catalog/load.h"
#include "tests/bench/every_page.h"
#include "tests/long_run.h"
#include "ui/panels.h"
#include "ui/screens/screens.h"
#include "ui/text.h"
#include "ui/ui.h"

enum { ROUNDS = 60, ROUNDS_MOST = 2000, TAB_PAGES = 2, FORM = TAB_PAGES, PAGES, SHORT_SIZES = 2 };
enum { RARE = 200, RARE_ROW = 20, RARE_ROUNDS = 15 };

static const struct mode {
    const char *name;
    bool large, contrast, seated;
} modes[] = {{"standard", false, false, false},
             {"large", true, false, false},
             {"contrast", false, true, false},
             {"seated", false, false, true},
             {"both", true, false, true}};
static const char *const shown[PAGES] = {"home", "service", "form_phone"};

enum clock { WALL, PROCESSOR, CLOCKS };
struct series {
    double begun[CLOCKS], times[CLOCKS][ROUNDS_MOST];
    unsigned count;
};

static double now_ms(enum clock clock)
{
    struct timespec t;

    clock_gettime(clock == WALL ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void begin(struct series *s)
{
    for (enum clock c = 0; c < CLOCKS; c++)
        s->begun[c] = now_ms(c);
}

static void end(struct series *s)
{
    for (enum clock c = 0; c < CLOCKS; c++)
        s->times[c][s->count] = now_ms(c) - s->begun[c];
    s->count++;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Median and 99th percentile by the wall clock, then both of the processor. */
static void print(struct series *s)
{
    for (enum clock c = 0; c < CLOCKS; c++) {
        qsort(s->times[c], s->count, sizeof *s->times[c], by_size);
        printf(c == WALL ? " | %6.2f %6.2f" : " %6.2f %6.2f", s->times[c][s->count / 2],
               s->times[c][MIN(s->count - 1, s->count * 99 / 100)]);
    }
    s->count = 0;
}

struct room {
    struct catalog *catalog;
    struct session *s;
    struct input *input;
    struct page *pages[PAGES];
    struct ink ink;
    struct screen_context context;
    struct every_page every;
    unsigned rounds;
    struct series series;
};

static const struct preview *preview_named(const char *name)
{
    unsigned count;
    const struct preview *all = screens_previews(&count);

    for (unsigned i = 0; i < count; i++)
        if (strcmp(all[i].name, name) == 0)
            return &all[i];
    g_error("no preview named %s", name);
}

static void draw(struct room *room, struct ui *ui, const struct mode *mode, unsigned which)
{
    session_init(room->s, room->catalog);
    preview_named(shown[which])->fill(room->s);
    room->s->large = mode->large;
    room->s->contrast = mode->contrast;
    room->s->seated = mode->seated;
    screens_input(room->input, room->s, false);
    screens_build(room->pages[which], room->s, &room->context);
    ui_settings(ui,
                &(struct ui_settings){mode->large, mode->contrast, mode->seated, LANGUAGE_ZH, false, false});
    ui_show(ui, room->pages[which]);
}

static void measure_tap(struct room *room, struct ui *ui, const struct mode *mode)
{
    struct series *s = &room->series;

    draw(room, ui, mode, 0); /* both once: glyphs never seen before are another question */
    draw(room, ui, mode, 1);
    for (unsigned i = 0; i < room->rounds; i++) {
        begin(s);
        draw(room, ui, mode, i % TAB_PAGES);
        end(s);
    }
    print(s);
}

static void measure_focus(struct room *room, struct ui *ui)
{
    struct series *s = &room->series;
    struct ui_input input;

    for (unsigned i = 0; i < room->rounds; i++) {
        begin(s);
        ui_inject_key(ui, "Tab");
        ui_wait(ui, 0, &input);
        end(s);
    }
    print(s);
}

/* Digits come and go again, as the program takes them: the input, the page anew, what differs painted. */
static void measure_key(struct room *room, struct ui *ui, const struct mode *mode)
{
    static const char *const keys[] = {"key.5", "key.8", "key.delete", "key.delete"};
    struct series *s = &room->series;

    draw(room, ui, mode, FORM);
    for (unsigned i = 0; i < room->rounds + G_N_ELEMENTS(keys); i++) {
        uint64_t frame = ui_frame(ui);
        if (i == G_N_ELEMENTS(keys)) /* the first ones drew their glyphs */
            s->count = 0;
        begin(s);
        input_key(room->input, keys[i % G_N_ELEMENTS(keys)]);
        screens_build(room->pages[FORM], room->s, &room->context);
        ui_show(ui, room->pages[FORM]);
        end(s);
        if (ui_frame(ui) == frame)
            g_error("a key changed nothing");
    }
    input_clear(room->input);
    print(s);
}

static struct ui *open_ui(struct text_fonts *fonts, const struct panel *panel)
{
    g_autoptr(GError) error = NULL;
    struct ui_options options = {.title = "bench",
                                 .width = panel->width,
                                 .height = panel->height,
                                 .mm_width = panel->mm_w,
                                 .mm_height = panel->mm_h,
                                 .headless = true,
                                 .fonts = fonts};
    struct ui *ui = ui_new(&options, &error);

    if (!ui)
        g_error("%s", error->message);
    return ui;
}

static void measure_size(struct room *room, struct text_fonts *fonts, const struct panel *panel)
{
    struct ui *ui = open_ui(fonts, panel);

    for (unsigned i = 0; i < G_N_ELEMENTS(modes); i++) {
        printf("%-9s %-8s", panel->name, modes[i].name);
        measure_tap(room, ui, &modes[i]);
        measure_focus(room, ui);
        measure_key(room, ui, &modes[i]);
        every_page_print(&room->every, ui,
                         &(struct ui_settings){modes[i].large, modes[i].contrast, modes[i].seated});
        printf("\n");
    }
    ui_free(ui);
}

/* Characters of extension B and on, far apart, another set each round. */
static void fill_rare(struct page *page, unsigned round)
{
    enum { FIRST = 0x20000, WHOLE = 42711, STEP = 211 };
    char row[RARE_ROW * 4 + 1];

    page_begin(page, "rare", "");
    page_key(page, "rare");
    page_place(page, PLACE_BODY);
    for (unsigned i = 0; i < RARE / RARE_ROW; i++) {
        size_t used = 0;
        for (unsigned k = 0; k < RARE_ROW; k++) {
            unsigned nth = (i * RARE_ROW + k) * STEP + round * 7;
            used += text_put(row + used, sizeof row - used, FIRST + nth % WHOLE);
        }
        page_text(page, LOOK_BODY, page_copy(page, row));
    }
}

static void measure_rare(struct room *room, struct text_fonts *fonts, const struct panel *panel)
{
    struct page *page = room->pages[0];

    for (unsigned i = 0; i < RARE_ROUNDS; i++) {
        struct ui *ui = open_ui(fonts, panel); /* knows no glyph, and has opened no face */
        draw(room, ui, &modes[0], 1);
        fill_rare(page, i);
        begin(&room->series);
        ui_show(ui, page);
        end(&room->series);
        ui_free(ui);
    }
    printf("%u rare characters on %s, never drawn before (aim 50)", RARE, panel->name);
    print(&room->series);
    printf("\n");
}

static void measure_floor(struct room *room)
{
    enum { PIXELS = 1080 * 1920 };
    g_autofree uint32_t *pixels = g_new0(uint32_t, PIXELS);

    for (unsigned i = 0; i < room->rounds; i++) {
        begin(&room->series);
        memset(pixels, (int)i, PIXELS * sizeof *pixels);
        __asm__ volatile("" : : "r"(pixels) : "memory");
        end(&room->series);
    }
    printf("every pixel of 1080x1920 once, the floor");
    print(&room->series);
    printf("\n");
}

static void measure_all(struct room *room, struct text_fonts *fonts)
{
    unsigned count;
    const struct panel *sizes = panels_sizes(&count);

    if (!long_run())
        count = MIN(count, SHORT_SIZES);
    measure_rare(room, fonts, &sizes[0]); /* before anything else has warmed a font */
    measure_floor(room);
    printf("each: median and p99 in ms by the wall clock, then of the processor\n");
    printf("%-18s | %-27s | %-27s | %-27s | %s\n", "", "tap (aim 8, 12)", "focus (aim 2, 5)",
           "key (aim 2, 5)", "every page, of the processor (aim 8)");
    for (unsigned i = 0; i < count; i++)
        measure_size(room, fonts, &sizes[i]);
}

static void open_every(struct room *room, struct text_fonts *fonts)
{
    unsigned count;

    screens_previews(&count);
    room->every = (struct every_page){.catalog = room->catalog,
                                      .session = room->s,
                                      .input = room->input,
                                      .context = room->context,
                                      .page = page_new(),
                                      .bare = page_new(),
                                      .letters = text_new(fonts),
                                      .times = g_new0(double, count)};
}

static void close_every(struct every_page *every)
{
    page_free(every->page);
    page_free(every->bare);
    text_free(every->letters);
    g_free(every->times);
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;

    secret_start();
    words_start(BUILD_DIR "/locale");
    struct room room = {.catalog = catalog_load(SOURCE_DIR "/assets/catalog", &error)};
    struct text_fonts *fonts = error ? NULL : text_fonts_new(&error);
    if (error) {
        fprintf(stderr, "bench_pages: %s\n", error->message);
        return 1;
    }
    room.rounds = argc > 1 ? CLAMP((unsigned)strtoul(argv[1], NULL, 10), 1, ROUNDS_MOST) : ROUNDS;
    room.s = secret_new(sizeof *room.s);
    room.input = secret_new(sizeof *room.input);
    for (unsigned i = 0; i < PAGES; i++)
        room.pages[i] = page_new();
    room.context = (struct screen_context){
        .place = {{"高郢社区", "Gaoying", "高郢社區"},
                  {"一楼大厅", "Ground floor"},
                  {"8:30 到 17:30", "8:30 to 17:30"},
                  {NULL, NULL},
                  "GY01",
                  "12345"},
        .progress_url = "https://example.invalid/p/",
        .input = room.input,
        .ink = &room.ink,
    };
    open_every(&room, fonts);
    measure_all(&room, fonts);
    close_every(&room.every);
    text_fonts_free(fonts);
    for (unsigned i = 0; i < PAGES; i++)
        page_free(room.pages[i]);
    secret_free(room.input);
    secret_free(room.s);
    catalog_free(room.catalog);
    return 0;
}
