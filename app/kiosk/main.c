/* kiosk: the touch screen of the house. Reads its options and configuration, opens the rooms, turns the loop.
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "audit.h"
#include "backlight.h"
#include "base/known_time.h"
#include "base/log.h"
#include "base/secret.h"
#include "base/words.h"
#include "catalog/load.h"
#include "devices/printer/options.h"
#include "devices/settings.h"
#include "kiosk.h"
#include "prompts.h"
#include "wire/suite.h"

enum { EXIT_USAGE = 2, LETTERS_LIMIT = 256, DEFAULT_WIDTH = 1080, DEFAULT_HEIGHT = 1920 };
enum { SIDE_LEAST = 100, SIDE_MOST = 16384 }; /* of a window */

struct options {
    char *config, *automation, *size, *pictures, *prompts, **words;
    gboolean fullscreen, version, audit;
    int width, height;
};

/* Nothing behind it, and something that can be a window. */
static gboolean read_size(const char *text, int *width, int *height)
{
    int end = 0;

    return sscanf(text, "%5dx%5d%n", width, height, &end) == 2 && text[end] == '\0' && *width >= SIDE_LEAST &&
           *height >= SIDE_LEAST && *width <= SIDE_MOST && *height <= SIDE_MOST;
}

static gboolean read_options(int argc, char **argv, struct options *o, GError **error)
{
    const GOptionEntry entries[] = {
        {"config", 'c', 0, G_OPTION_ARG_FILENAME, &o->config, "the configuration to read", "FILE"},
        {"automation", 0, 0, G_OPTION_ARG_FILENAME, &o->automation,
         "a socket for tests (not in mode=production)", "PATH"},
        {"size", 0, 0, G_OPTION_ARG_STRING, &o->size, "window size; the display's own when fullscreen",
         "WxH"},
        {"fullscreen", 0, 0, G_OPTION_ARG_NONE, &o->fullscreen, "cover the whole display", NULL},
        {"audit", 0, 0, G_OPTION_ARG_NONE, &o->audit,
         "look at every screen without a display, and tell what a person could not read, hit or reach", NULL},
        {"pictures", 0, 0, G_OPTION_ARG_FILENAME, &o->pictures,
         "with --audit: where to keep pictures of the pages with findings", "DIR"},
        {"prompts", 0, 0, G_OPTION_ARG_STRING, &o->prompts,
         "list what the voice says in that language, and which of it is recorded (docs/voice.md)", "LOCALE"},
        {"version", 0, 0, G_OPTION_ARG_NONE, &o->version, "print the version", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->words, "with --audit: only these",
         "[WORD…]"},
        {NULL},
    };
    g_autoptr(GOptionContext) context = g_option_context_new("- the touch screen of the service window");

    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, error))
        return FALSE;
    o->width = DEFAULT_WIDTH;
    o->height = DEFAULT_HEIGHT;
    if (o->size != NULL && !read_size(o->size, &o->width, &o->height)) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "--size %s: give width and height, as 1080x1920", o->size);
        return FALSE;
    }
    if (o->words != NULL && !o->audit) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s: only --audit takes words",
                    o->words[0]);
        return FALSE;
    }
    if (o->pictures != NULL && !o->audit) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--pictures goes with --audit alone");
        return FALSE;
    }
    if (!o->version && o->config == NULL) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "no configuration: give --config FILE");
        return FALSE;
    }
    return TRUE;
}

static void ring(void *data)
{
    ui_ring(data);
}

static const char *or_none(const char *text)
{
    return text[0] != '\0' ? text : NULL;
}

/* A text of the place, and what it is in the other languages where that is configured. */
static struct label place_text(const struct config *c, const char *section, const char *key)
{
    g_autofree char *en = g_strconcat(key, "_en", NULL), *tw = g_strconcat(key, "_tw", NULL);

    return (struct label){config_text(c, section, key), or_none(config_text(c, section, en)),
                          or_none(config_text(c, section, tw))};
}

static void fill_context(struct screen_context *context, const struct config *c, const struct input *input)
{
    struct place_names *place = &context->place;

    place->place = place_text(c, "kiosk", "place");
    place->station = config_text(c, "kiosk", "station");
    place->phone = config_text(c, "help", "phone");
    place->days = config_text(c, "help", "window_days");
    place->staff_minutes = (unsigned)config_int(c, "help", "staff_minutes");
    place->hours = place_text(c, "help", "window_hours");
    place->address = place_text(c, "help", "address");
    place->back = place_text(c, "help", "back");
    place->elsewhere = place_text(c, "help", "elsewhere");
    place->way = place_text(c, "help", "elsewhere_way");
    place->notice = place_text(c, "kiosk", "notice");
    context->progress_url = config_text(c, "platform", "progress_url");
    context->input = input;
}

/* A catalog that asks for a region needs the tables; another one does without. */
static gboolean open_regions(struct kiosk *k, GError **error)
{
    k->regions.here_name = config_text(k->config, "kiosk", "place");
    g_strlcpy(k->regions.here, config_text(k->config, "kiosk", "region"), sizeof k->regions.here);
    if (!catalog_asks(k->catalog, FIELD_REGION))
        return TRUE;
    if (!region_set_open(&k->regions.set, config_text(k->config, "assets", "regions"), error))
        return FALSE;
    if (k->regions.here[0] && !regions_here(&k->regions))
        log_warning("regions",
                    "region=%s of [kiosk] lies in no town of the tables: correct it in the configuration",
                    k->regions.here);
    k->context.regions = k->input->regions = &k->regions;
    return TRUE;
}

static gboolean open_rooms(struct kiosk *k, GError **error)
{
    struct device_room_options devices = {0};
    struct desk_options options = {.config = k->config,
                                   .known = k->known,
                                   .fonts = k->fonts,
                                   .dots = escpos_options_dots(config_uri(k->config, "devices", "printer"))};

    k->from_devices = mail_new(LETTERS_LIMIT, device_letter_free, ring, k->ui);
    k->from_desk = mail_new(LETTERS_LIMIT, desk_letter_free, ring, k->ui);
    k->from_workshop = mail_new(LETTERS_LIMIT, workshop_letter_free, ring, k->ui);
    k->live = mail_new(1, device_picture_free, ring, k->ui);
    k->workshop = workshop_start(config_text(k->config, "assets", "strokes"),
                                 config_text(k->config, "assets", "stroke_model"),
                                 config_text(k->config, "assets", "sign"), k->from_workshop);
    k->running = running_claim(config_text(k->config, "kiosk", "state"), error);
    if (k->running == NULL)
        return FALSE;
    for (enum device_slot slot = 0; slot < DEVICE_SLOTS; slot++)
        devices.uris[slot] = config_uri(k->config, "devices", device_slot_name(slot));
    devices.letters = k->from_devices;
    devices.pictures = k->live;
    k->devices = device_room_start(&devices, error);
    if (k->devices == NULL)
        return FALSE;
    options.out = k->from_desk;
    options.devices = k->devices;
    k->desk = desk_start(&options, error);
    return k->desk != NULL;
}

static gboolean open_window(struct kiosk *k, const struct options *o, GError **error)
{
    struct ui_options options = {
        .title = "邻窗",
        .width = o->width,
        .height = o->height,
        .fullscreen = o->fullscreen || config_is(k->config, "screen", "fullscreen"),
        .mm_width = config_int(k->config, "screen", "width_mm"),
        .mm_height = config_int(k->config, "screen", "height_mm"),
        .bottom_mm = config_int(k->config, "screen", "bottom_mm"),
        .reach_mm = config_int(k->config, "screen", "reach_top_mm"),
    };

    k->fonts = text_fonts_new(error);
    if (k->fonts == NULL)
        return FALSE;
    options.fonts = k->fonts;
    k->ui = ui_new(&options, error);
    k->speech = speech_new(k->config, ring, k->ui);
    return k->ui != NULL;
}

static void open_night(struct kiosk *k)
{
    const char *lamp = config_text(k->config, "screen", "backlight");
    g_autoptr(GError) error = NULL;

    clock_hours_parse(config_text(k->config, "screen", "night"), &k->night.hours);
    k->night.percent = (unsigned)config_int(k->config, "screen", "night_percent");
    k->night.lamp = lamp[0] != '\0' && backlight_ready(lamp, &error);
    if (error != NULL)
        log_warning("kiosk", "%s", error->message);
}

static gboolean open_socket(struct kiosk *k, const struct options *o, GError **error)
{
    if (o->automation == NULL)
        return TRUE;
    if (strcmp(config_text(k->config, "kiosk", "mode"), "production") == 0) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "--automation is not for mode=production: leave it out, or set mode=demo in %s",
                    o->config);
        return FALSE;
    }
    speech_keep(k->speech);
    k->automation = automation_start(o->automation, ring, k->ui, error);
    return k->automation != NULL;
}

/* One spoilt service must not close the others: it is left out, and staff can read why. */
static void tell_fault(const char *fault, void *data)
{
    (void)data;
    log_warning("catalog", "%s: this service is left out; mend the file and start again", fault);
}

static gboolean open_all(struct kiosk *k, const struct options *o, GError **error)
{
    k->config = config_load(o->config, FALSE, error);
    if (k->config == NULL || !device_settings_check(k->config, error))
        return FALSE;
    k->clock.known = k->known = known_time_open(config_text(k->config, "kiosk", "state"));
    words_start(config_text(k->config, "assets", "locale"));
    k->catalog = catalog_load_sound(config_text(k->config, "assets", "catalog"), tell_fault, NULL);
    fill_context(&k->context, k->config, k->input);
    k->pinyin = k->input->pinyin = pinyin_new(config_text(k->config, "assets", "pinyin"));
    open_night(k);
    return open_regions(k, error) && open_window(k, o, error) && open_rooms(k, error) &&
           open_socket(k, o, error);
}

/* What pages are made of, without a room or a display. */
static gboolean open_to_look(struct kiosk *k, const struct options *o, GError **error)
{
    k->config = config_load(o->config, FALSE, error);
    if (k->config == NULL)
        return FALSE;
    words_start(config_text(k->config, "assets", "locale"));
    k->catalog = catalog_load(config_text(k->config, "assets", "catalog"), error);
    fill_context(&k->context, k->config, k->input);
    k->pinyin = pinyin_new(config_text(k->config, "assets", "pinyin"));
    k->fonts = k->catalog != NULL && open_regions(k, error) ? text_fonts_new(error) : NULL;
    return k->fonts != NULL;
}

/* 0: nothing found; 1: something, or it could not be looked at. */
static int audit(struct kiosk *k, const struct options *o, GError **error)
{
    struct audit_options options = {.context = &k->context, .pictures = o->pictures, .only = o->words};

    if (!open_to_look(k, o, error))
        return -1;
    options.catalog = k->catalog;
    options.fonts = k->fonts;
    options.pinyin = k->pinyin;
    options.bottom_mm = config_int(k->config, "screen", "bottom_mm");
    options.reach_mm = config_int(k->config, "screen", "reach_top_mm");
    return audit_run(&options, error);
}

static void open_prompts_options(const struct kiosk *k, const struct options *o, struct prompts_options *p)
{
    *p = (struct prompts_options){.catalog = k->catalog,
                                  .fonts = k->fonts,
                                  .context = &k->context,
                                  .folder = config_text(k->config, "assets", "voice"),
                                  .width = o->width,
                                  .height = o->height,
                                  .mm_width = config_int(k->config, "screen", "width_mm"),
                                  .mm_height = config_int(k->config, "screen", "height_mm"),
                                  .bottom_mm = config_int(k->config, "screen", "bottom_mm"),
                                  .reach_mm = config_int(k->config, "screen", "reach_top_mm")};
}

static enum language language_of_locale(const char *locale)
{
    enum language l = 0;

    while (l < LANGUAGE_COUNT && strcmp(language_locale(l), locale) != 0)
        l++;
    return l;
}

/* 0: every recording stands for a sentence and can be played; 1: not so; -1: an error. */
static int list_prompts(struct kiosk *k, const struct options *o, GError **error)
{
    struct prompts_options options;
    enum language language = language_of_locale(o->prompts);

    if (language == LANGUAGE_COUNT) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "--prompts %s: name a language as zh_CN, zh_TW, en or ug", o->prompts);
        return -1;
    }
    if (!open_to_look(k, o, error))
        return -1;
    open_prompts_options(k, o, &options);
    return prompts_list(&options, language, stdout) > 0;
}

static void close_all(struct kiosk *k)
{
    automation_stop(k->automation);
    desk_stop(k->desk);
    workshop_stop(k->workshop);
    device_room_stop(k->devices);
    running_free(k->running);
    mail_free(k->from_devices);
    mail_free(k->live);
    viewfinder_forget(&k->viewfinder);
    album_forget(&k->album);
    mail_free(k->from_desk);
    mail_free(k->from_workshop);
    speech_free(k->speech);
    warm_free(k->warm);
    ui_free(k->ui);
    text_fonts_free(k->fonts);
    page_free(k->pages[0]);
    page_free(k->pages[1]);
    raster_free(k->paper);
    secret_free(k->session);
    notices_free(k->notices);
    secret_free(k->input);
    pinyin_free(k->pinyin);
    region_set_close(&k->regions.set);
    secret_free(k->translation);
    catalog_free(k->catalog);
    known_time_close(k->known);
    config_free((struct config *)k->config);
}

/* Last of all: what was begun is on the disk. */
static void shut_down(const char *command)
{
    g_autoptr(GError) error = NULL;

    if (*command && !g_spawn_command_line_sync(command, NULL, NULL, NULL, &error))
        log_warning("power", "%s: %s: correct off_command in [power]", command, error->message);
}

static int run(struct kiosk *k)
{
    k->watchdog = watchdog_open();
    k->warm = warm_new();
    k->warming = true;
    kiosk_begin(k);
    watchdog_ready(&k->watchdog);
    while (!k->quit)
        kiosk_turn(k);
    watchdog_close(&k->watchdog);
    return k->status;
}

int main(int argc, char **argv)
{
    struct options options = {0};
    struct kiosk k = {.clock = clock_real()};
    g_autoptr(GError) error = NULL;
    int status = 0;

    secret_start();
    suite_start();
    json_set_alloc_funcs(secret_heap_alloc, secret_heap_free);
    if (!read_options(argc, argv, &options, &error)) {
        fprintf(stderr, "kiosk: %s: see kiosk --help\n", error->message);
        return EXIT_USAGE;
    }
    if (options.version) {
        puts("kiosk " LC_VERSION);
        return 0;
    }
    k.session = secret_new(sizeof *k.session);
    k.input = secret_new(sizeof *k.input);
    k.translation = secret_new(sizeof *k.translation);
    k.pages[0] = page_new();
    k.pages[1] = page_new();
    if (options.audit)
        status = audit(&k, &options, &error) == 0 ? 0 : 1;
    else if (options.prompts != NULL)
        status = list_prompts(&k, &options, &error) == 0 ? 0 : 1;
    else if (open_all(&k, &options, &error))
        status = run(&k);
    if (error != NULL)
        status = log_fatal("kiosk", error);
    g_autofree char *off = g_strdup(k.off ? config_text(k.config, "power", "off_command") : "");
    close_all(&k);
    shut_down(off);
    g_free(options.config);
    g_free(options.automation);
    g_free(options.size);
    g_free(options.pictures);
    g_free(options.prompts);
    g_strfreev(options.words);
    return status;
}
