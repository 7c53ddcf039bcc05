/* Pictures of every preview in every mode and language, and of the paper of each, to be looked at beside the
 * design: golden_render [--quarter] DIR [NAME [MODE...]], NAME - for all, --quarter for what compare.py
 * compares; golden_render --modes names them. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "app/kiosk/raster.h"
#include "base/secret.h"
#include "catalog/load.h"
#include "tests/golden/quarter.h"
#include "ui/screens/receipt.h"
#include "ui/screens/screens.h"
#include "ui/text.h"
#include "ui/ui.h"

static const struct mode {
    const char *name;
    int width, height;
    bool large, contrast, seated;
    enum language language;
} modes[] = {
    {"standard", 1080, 1920, false, false, false, LANGUAGE_ZH},
    {"large", 1080, 1920, true, false, false, LANGUAGE_ZH},
    {"contrast", 1080, 1920, false, true, false, LANGUAGE_ZH},
    {"english", 1080, 1920, false, false, false, LANGUAGE_EN},
    {"english-large", 1080, 1920, true, false, false, LANGUAGE_EN},
    {"seated", 1080, 1920, false, false, true, LANGUAGE_ZH},
    {"landscape", 1920, 1080, false, false, false, LANGUAGE_ZH},
    {"wide-large", 1280, 1024, true, false, false, LANGUAGE_EN},
    {"landscape-large", 1920, 1080, true, false, false, LANGUAGE_ZH},
    {"wide", 1280, 1024, false, false, false, LANGUAGE_ZH},
    {"taiwan", 1080, 1920, false, false, false, LANGUAGE_ZH_TW},
    {"taiwan-large", 1080, 1920, true, false, false, LANGUAGE_ZH_TW},
    {"uyghur", 1080, 1920, false, false, false, LANGUAGE_UG},
    {"uyghur-large", 1080, 1920, true, false, false, LANGUAGE_UG},
    {"uyghur-landscape", 1920, 1080, false, false, false, LANGUAGE_UG},
    {"small", 768, 1366, false, false, false, LANGUAGE_ZH},
    {"small-large", 768, 1366, true, false, false, LANGUAGE_ZH},
    {"contrast-landscape", 1920, 1080, false, true, false, LANGUAGE_ZH},
    {"contrast-small", 768, 1366, false, true, false, LANGUAGE_ZH},
    {"seated-landscape", 1920, 1080, false, false, true, LANGUAGE_ZH},
    {"seated-small", 768, 1366, false, false, true, LANGUAGE_ZH},
    {"seated-wide", 1280, 1024, false, false, true, LANGUAGE_ZH},
    {"seated-large", 1080, 1920, true, false, true, LANGUAGE_ZH},
};

struct room {
    struct catalog *catalog;
    struct session *s;
    struct input *input;
    struct page *page;
    struct ink ink;
    struct text *letters;
    struct raster *paper;
    struct screen_context context;
    bool quarter; /* pictures are written small: a tenth of the time */
};

/* A portable bitmap holds the very bits of the printer: 1 is black. */
static bool keep_paper(const struct raster *paper, const char *path)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    fprintf(file, "P4\n%u %u\n", paper->width, paper->height);
    size_t all = (size_t)paper->stride * paper->height, written = fwrite(paper->bits, 1, all, file);
    return (fclose(file) == 0) & (written == all);
}

/* The paper that would lie before this page: shown on it, and kept beside its picture; of 58 mm beside both.
 */
static bool paper(struct room *room, const struct preview *preview, const struct mode *mode, const char *dir)
{
    raster_free(room->paper);
    room->paper = NULL;
    room->context.receipt = NULL;
    if (room->s->print == PRINT_NONE)
        return true;
    g_autofree struct receipt *receipt = g_new0(struct receipt, 1);
    receipt_compose(receipt, room->s, &room->context);
    room->paper = receipt_raster(room->letters, receipt, RECEIPT_DOTS_80MM);
    room->context.receipt = room->paper;
    g_autofree char *path = g_strdup_printf("%s/paper-%s-%s.pbm", dir, preview->name, mode->name);
    g_autofree char *small = g_strdup_printf("%s/paper58-%s-%s.pbm", dir, preview->name, mode->name);
    struct raster *narrow = receipt_raster(room->letters, receipt, RECEIPT_DOTS_58MM);
    bool kept = keep_paper(room->paper, path) && keep_paper(narrow, small);
    raster_free(narrow);
    return kept;
}

/* A text field is shown while something is being typed. */
static void compose(struct input *input)
{
    static const char *const keys[] = {"key.s", "key.a", "key.n", "key.d", "key.o", "key.n", "key.g"};
    for (unsigned i = 0; input->kind == INPUT_TEXT && input->plane == PLANE_PINYIN && i < G_N_ELEMENTS(keys);
         i++)
        input_key(input, keys[i]);
}

static bool keep_picture(const struct room *room, struct ui *ui, const char *path)
{
    g_autoptr(GError) error = NULL;
    struct canvas picture = ui_picture(ui);
    bool kept = room->quarter ? quarter_save(&picture, path) : ui_screenshot(ui, path, &error);
    if (!kept)
        fprintf(stderr, "golden_render: %s: %s\n", path, error ? error->message : g_strerror(errno));
    return kept;
}

static bool picture(struct room *room, struct ui *ui, const struct preview *preview, const struct mode *mode,
                    const char *dir)
{
    struct ui_settings settings = {mode->large, mode->contrast, mode->seated, mode->language, false, false};
    session_init(room->s, room->catalog);
    preview->fill(room->s);
    room->s->language = mode->language;
    room->s->large = mode->large;
    room->s->contrast = mode->contrast;
    room->s->seated = mode->seated;
    settings.steady = room->s->steady;
    if (!paper(room, preview, mode, dir))
        return false;
    input_clear(room->input);
    screens_input(room->input, room->s, false);
    if (preview->write)
        preview->write(room->input);
    else
        compose(room->input);
    room->context.sight = preview->sight;
    screens_build(room->page, room->s, &room->context);
    ui_settings(ui, &settings);
    ui_show(ui, room->page);
    g_autofree char *path =
        g_strdup_printf("%s/%s-%s.%s", dir, preview->name, mode->name, room->quarter ? "ppm" : "png");
    if (!keep_picture(room, ui, path))
        return false;
    const struct layout *layout = ui_widgets(ui);
    for (unsigned i = 0; i < layout->placed_count; i++)
        if (layout->placed[i].clipped)
            printf("clipped: %s-%s: %s\n", preview->name, mode->name,
                   layout->placed[i].widget ? layout->placed[i].widget->label : "");
    return true;
}

static bool all(struct room *room, struct text_fonts *fonts, const struct mode *mode, const char *dir,
                const char *only)
{
    g_autoptr(GError) error = NULL;
    struct ui_options options = {
        .title = "golden", .width = mode->width, .height = mode->height, .headless = true, .fonts = fonts};
    struct ui *ui = ui_new(&options, &error);
    if (!ui) {
        fprintf(stderr, "golden_render: %s\n", error->message);
        return false;
    }
    unsigned count;
    const struct preview *previews = screens_previews(&count);
    bool good = true;
    for (unsigned i = 0; i < count; i++)
        if (!only || strcmp(only, "-") == 0 || strcmp(only, previews[i].name) == 0)
            good &= picture(room, ui, &previews[i], mode, dir);
    ui_free(ui);
    return good;
}

static struct screen_context context_of(const struct input *input, const struct regions *regions,
                                        struct ink *ink)
{
    return (struct screen_context){
        .place = {{"高郢社区", "Gaoying", "高郢社區"},
                  {"高郢社区便民服务站，一楼大厅", "Gaoying service station, ground floor",
                   "高郢社區便民服務站，一樓大廳"},
                  {"8:30 到 17:30", "8:30 to 17:30"},
                  {"3 月 20 日 8:30 到 16:30，幸福里小区停水检修",
                   "20 March, 8:30 to 16:30: no water in Xingfuli"},
                  "GY01",
                  "12345",
                  "12345",
                  3,
                  {"10:30", "10:30"},
                  {"大厅东边还有一台", "Another one east of the hall"},
                  {"走过去大约 1 分钟，编号 GY02", "1 minute on foot, number GY02"}},
        .progress_url = "https://example.invalid/p/",
        .input = input,
        .regions = regions,
        .ink = ink,
        .reading = 1,
    };
}

static int name_modes(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(modes); i++)
        puts(modes[i].name);
    return 0;
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    bool quarter = argc > 1 && strcmp(argv[1], "--quarter") == 0;
    argv += quarter;
    argc -= quarter;
    bool modes_only = argc == 2 && strcmp(argv[1], "--modes") == 0;
    if (argc < 2 || (argv[1][0] == '-' && !modes_only)) { /* no folder is named like an option */
        fprintf(stderr,
                "usage: golden_render [--quarter] DIR [NAME [MODE...]]    NAME: a preview, or - for all\n");
        return 2;
    }
    if (modes_only)
        return name_modes();
    secret_start();
    words_start(BUILD_DIR "/locale");
    struct room room = {.quarter = quarter, .catalog = catalog_load(SOURCE_DIR "/assets/catalog", &error)};
    struct text_fonts *fonts = error ? NULL : text_fonts_new(&error);
    if (error || g_mkdir_with_parents(argv[1], 0700) != 0) {
        fprintf(stderr, "golden_render: %s\n", error ? error->message : g_strerror(errno));
        return 1;
    }
    room.s = secret_new(sizeof *room.s);
    room.input = secret_new(sizeof *room.input);
    struct pinyin *pinyin = room.input->pinyin = pinyin_new(BUILD_DIR "/pinyin");
    struct regions regions = {.here = "341122100006"};
    if (!region_set_open(&regions.set, BUILD_DIR "/regions.bin", &error)) {
        fprintf(stderr, "golden_render: %s\n", error->message);
        return 1;
    }
    room.input->regions = &regions;
    room.page = page_new();
    room.context = context_of(room.input, &regions, &room.ink);
    room.letters = text_new(fonts);
    bool good = true;
    for (unsigned i = 0; i < G_N_ELEMENTS(modes); i++)
        if (argc <= 3 || g_strv_contains((const char *const *)argv + 3, modes[i].name))
            good &= all(&room, fonts, &modes[i], argv[1], argc > 2 ? argv[2] : NULL);
    raster_free(room.paper);
    text_free(room.letters);
    text_fonts_free(fonts);
    page_free(room.page);
    secret_free(room.input);
    pinyin_free(pinyin);
    region_set_close(&regions.set);
    secret_free(room.s);
    catalog_free(room.catalog);
    return good ? 0 : 1;
}
