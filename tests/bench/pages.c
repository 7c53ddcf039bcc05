/* What drawing costs without a display: for each mode, from a session to the finished picture of another
 * page, and of one focus further on the same page. Medians and 99th percentiles, beside the floor of writing
 * every pixel of the panel once. usage: bench_pages [ROUNDS] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "catalog/load.h"
#include "ui/screens/screens.h"
#include "ui/text.h"
#include "ui/ui.h"

enum { ROUNDS = 60, ROUNDS_MOST = 2000, TAB_PAGES = 2 };

static const struct mode {
    const char *name;
    int width, height;
    bool large, contrast;
} modes[] = {
    {"standard 1080x1920", 1080, 1920, false, false},
    {"large 1080x1920", 1080, 1920, true, false},
    {"contrast 1080x1920", 1080, 1920, false, true},
    {"standard 1920x1080", 1920, 1080, false, false},
};
static const char *const shown[] = {"home", "service"};

struct room {
    struct catalog *catalog;
    struct session *s;
    struct input *input;
    struct page *pages[TAB_PAGES];
    struct ink ink;
    struct screen_context context;
    unsigned rounds;
};

static double now_ms(void)
{
    return (double)g_get_monotonic_time() / 1000;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void report(const char *mode, const char *what, double *times, unsigned count)
{
    qsort(times, count, sizeof *times, by_size);
    printf("%s: %s: median %.2f ms, p99 %.2f ms\n", mode, what, times[count / 2],
           times[MIN(count - 1, count * 99 / 100)]);
}

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
    screens_input(room->input, room->s, false);
    screens_build(room->pages[which], room->s, &room->context);
    ui_settings(ui, &(struct ui_settings){mode->large, mode->contrast, false, LANGUAGE_ZH, false});
    ui_show(ui, room->pages[which]);
}

static void measure(struct room *room, struct ui *ui, const struct mode *mode)
{
    double times[ROUNDS_MOST];
    struct ui_input input;

    draw(room, ui, mode, 0); /* both once: glyphs never seen before are another question */
    draw(room, ui, mode, 1);
    for (unsigned i = 0; i < room->rounds; i++) {
        double from = now_ms();
        draw(room, ui, mode, i % TAB_PAGES);
        times[i] = now_ms() - from;
    }
    report(mode->name, "another page", times, room->rounds);
    for (unsigned i = 0; i < room->rounds; i++) {
        double from = now_ms();
        ui_inject_key(ui, "Tab");
        ui_wait(ui, 0, &input);
        times[i] = now_ms() - from;
    }
    report(mode->name, "focus", times, room->rounds);
}

static bool measure_mode(struct room *room, struct text_fonts *fonts, const struct mode *mode)
{
    g_autoptr(GError) error = NULL;
    struct ui_options options = {
        .title = "bench", .width = mode->width, .height = mode->height, .headless = true, .fonts = fonts};
    struct ui *ui = ui_new(&options, &error);

    if (ui)
        measure(room, ui, mode);
    else
        fprintf(stderr, "bench_pages: %s\n", error->message);
    ui_free(ui);
    return ui != NULL;
}

static void measure_floor(unsigned rounds)
{
    enum { PIXELS = 1080 * 1920 };
    g_autofree uint32_t *pixels = g_new0(uint32_t, PIXELS);
    double times[ROUNDS_MOST];

    for (unsigned i = 0; i < rounds; i++) {
        double from = now_ms();
        memset(pixels, (int)i, PIXELS * sizeof *pixels);
        __asm__ volatile("" : : "r"(pixels) : "memory");
        times[i] = now_ms() - from;
    }
    report("floor 1080x1920", "every pixel once", times, rounds);
}

static bool measure_all(struct room *room, struct text_fonts *fonts)
{
    bool good = true;

    measure_floor(room->rounds);
    for (unsigned i = 0; i < G_N_ELEMENTS(modes); i++)
        good &= measure_mode(room, fonts, &modes[i]);
    return good;
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
    for (unsigned i = 0; i < TAB_PAGES; i++)
        room.pages[i] = page_new();
    room.context = (struct screen_context){
        .place = {{"高郢社区", "Gaoying"},
                  {"一楼大厅", "Ground floor"},
                  {"8:30 到 17:30", "8:30 to 17:30"},
                  {NULL, NULL},
                  "GY01",
                  "12345",
                  "12345",
                  3},
        .progress_url = "https://example.invalid/p/",
        .input = room.input,
        .ink = &room.ink,
    };
    bool good = measure_all(&room, fonts);
    text_fonts_free(fonts);
    for (unsigned i = 0; i < TAB_PAGES; i++)
        page_free(room.pages[i]);
    secret_free(room.input);
    secret_free(room.s);
    catalog_free(room.catalog);
    return good ? 0 : 1;
}
