#include "ui/ui.h"

#include "base/secret.h"
#include "ui/focus.h"
#include "ui/hold.h"
#include "ui/paint.h"
#include "ui/prepare.h"
#include "ui/touch.h"
#include "ui/window.h"

#include <string.h>

enum { QUEUE = 1024 };

/* What automation put in: the same steps a finger makes. */
struct injected {
    struct window_event event;
    int hold_ms;
};

struct ui {
    struct ui_options options;
    struct ui_settings settings;
    struct window *window;
    struct text *text;
    struct layout *layout;
    struct painter *painter;
    struct theme theme;
    const struct page *page;
    struct view view;
    struct touch touch;
    struct glass glass; /* outlives visits: it tells of the panel, of nobody's touches */
    uint64_t key, frame;
    struct injected *queue; /* secret: typed text waits here */
    unsigned first, waiting;
    int consumed;
    bool dark; /* the canvas is black */
};

static int64_t now_ms(void)
{
    return g_get_monotonic_time() / 1000;
}

static int advance(void *letters, enum face face, int px, uint32_t character)
{
    return text_advance(letters, face, px, character);
}

static int zone_top(const struct ui *ui, const struct theme *theme)
{
    return theme_zone_top(theme, ui->options.mm_height, ui->options.bottom_mm, ui->options.reach_mm);
}

static struct theme theme_of(const struct ui *ui, const struct ui_settings *settings)
{
    struct canvas c = window_canvas(ui->window);
    struct theme theme = theme_make(c.width, c.height, ui->options.mm_width, ui->options.mm_height,
                                    settings->large, settings->contrast);
    if (settings->seated)
        theme_seat(&theme, ui->options.mm_width, ui->options.mm_height, zone_top(ui, &theme));
    return theme;
}

struct ui *ui_new(const struct ui_options *options, GError **error)
{
    struct window *window = window_new(options->title ? options->title : "", options->width, options->height,
                                       options->fullscreen, options->headless, error);
    if (!window)
        return NULL;
    struct ui *ui = g_new0(struct ui, 1);
    ui->options = *options;
    ui->options.title = NULL;
    ui->window = window;
    ui->text = text_new(options->fonts);
    ui->layout = layout_new();
    ui->painter = painter_new(ui->text);
    ui->queue = secret_new(QUEUE * sizeof *ui->queue);
    ui->theme = theme_of(ui, &ui->settings);
    return ui;
}

void ui_free(struct ui *ui)
{
    if (!ui)
        return;
    painter_free(ui->painter);
    layout_free(ui->layout);
    text_free(ui->text);
    window_free(ui->window);
    secret_free(ui->queue);
    secret_wipe(ui, sizeof *ui);
    g_free(ui);
}

void ui_settings(struct ui *ui, const struct ui_settings *settings)
{
    ui->settings = *settings;
    if (text_traditional(ui->text, settings->language == LANGUAGE_ZH_TW))
        painter_forget(ui->painter); /* the same words are other pixels now */
    ui->theme = theme_of(ui, &ui->settings);
}

static struct layout_options options_of(const struct ui *ui, const struct ui_settings *settings,
                                        const struct theme *theme)
{
    return (struct layout_options){.theme = *theme,
                                   .language = settings->language,
                                   .seated = settings->seated && !theme->landscape,
                                   .steady = settings->steady,
                                   .dim = settings->dim,
                                   .shift = settings->shift,
                                   .zone_top = zone_top(ui, theme),
                                   .advance = advance,
                                   .letters = ui->text,
                                   .pressed = ""};
}

static void lay_once(struct ui *ui)
{
    struct layout_options options = options_of(ui, &ui->settings, &ui->theme);
    options.pressed = touch_pressed(&ui->touch);
    layout_page(ui->layout, ui->page, &ui->view, &options);
    ui->view.list_page = ui->layout->list_page;
    ui->view.cand_page = ui->layout->cand_page;
    ui->view.cand_of = ui->layout->cand_of;
}

static void lay(struct ui *ui)
{
    lay_once(ui);
    if (hold_page(ui->layout, &ui->view))
        lay_once(ui);
}

/* Once, and nothing is drawn any more; the page lives on for keypad and voice. */
static bool darken(struct ui *ui, struct canvas *canvas)
{
    if (ui->dark)
        return false;
    ui->dark = true;
    painter_forget(ui->painter); /* the light coming back paints all */
    canvas_fill(canvas, canvas->clip, 0);
    window_present(ui->window, &canvas->clip, 1);
    ui->frame++;
    return true;
}

static bool paint(struct ui *ui)
{
    if (!ui->page)
        return false;
    lay(ui);
    struct box dirty[PAINT_DIRTY];
    struct canvas canvas = window_canvas(ui->window);
    if (ui->settings.blank)
        return darken(ui, &canvas);
    ui->dark = false;
    unsigned count = painter_update(ui->painter, ui->layout, &canvas, dirty);
    if (!count)
        return false;
    window_present(ui->window, dirty, count);
    ui->frame++;
    return true;
}

bool ui_show(struct ui *ui, const struct page *page)
{
    bool changed = page->key != ui->key || !ui->page;
    ui->page = page;
    if (changed) {
        ui->key = page->key;
        bool shown = ui->view.focus_shown;
        secret_wipe(&ui->view, sizeof ui->view);
        ui->view.focus_shown = shown;
        touch_page_changed(&ui->touch, now_ms());
        lay(ui);
        focus_first(ui->layout, &ui->view);
    }
    return paint(ui);
}

bool ui_prepare(struct ui *ui, const struct page *page, const struct ui_settings *settings)
{
    if (ui->touch.down || ui->waiting || text_open_next(ui->text))
        return false;
    if (!page)
        return true;
    struct theme theme = theme_of(ui, settings);
    struct layout_options options = options_of(ui, settings, &theme);
    return prepare(ui->text, page, &options);
}

uint64_t ui_glyphs(const struct ui *ui)
{
    return text_made(ui->text);
}

static void turn(struct ui *ui, int by)
{
    int page = (int)ui->view.list_page + by;
    ui->view.list_page = (unsigned)CLAMP(page, 0, (int)ui->layout->list_pages - 1);
    hold_nothing(&ui->view);
    paint(ui);
}

static void turn_candidates(struct ui *ui, int by)
{
    int page = (int)ui->view.cand_page + by;
    ui->view.cand_page = (unsigned)CLAMP(page, 0, (int)ui->layout->cand_pages - 1);
    paint(ui);
}

/* The id is the action, except for what the toolkit does by itself. */
static void pressed(struct ui *ui, const char *id, struct ui_input *input)
{
    if (strcmp(id, "cand.prev") == 0 || strcmp(id, "cand.next") == 0) {
        turn_candidates(ui, id[5] == 'p' ? -1 : 1);
        input->kind = UI_TOUCHED;
        return;
    }
    if (strcmp(id, "page.prev") == 0 || strcmp(id, "page.next") == 0) {
        turn(ui, id[5] == 'p' ? -1 : 1);
        input->kind = UI_TOUCHED;
        return;
    }
    const struct placed *p = layout_find(ui->layout, id);
    if (p && layout_reads_on(ui->layout, p->widget)) {
        turn(ui, 1);
        input->kind = UI_TOUCHED;
        return;
    }
    hold_on(&ui->view, ui->page, id);
    input->kind = UI_PRESSED;
    g_strlcpy(input->id, id, sizeof input->id);
}

static void touched(struct ui *ui, const struct window_event *e, int64_t ms, struct ui_input *input)
{
    struct touch_spot at = {e->finger, e->x, e->y};
    bool down = e->kind == WINDOW_DOWN, hide_focus = down && ui->view.focus_shown;
    if (touch_tell_glass(ui->layout, at, down, e->kind == WINDOW_UP, ms, &ui->glass))
        input->kind = UI_RING; /* staff hear of it at once */
    if (ui->settings.blank) {  /* nobody touches what is not seen: it only brings the light back */
        touch_page_changed(&ui->touch, ms);
        ui->view.focus_shown = false;
        input->kind = down ? UI_PRESSED : UI_TOUCHED;
        g_strlcpy(input->id, down ? "blank" : "", sizeof input->id);
        return;
    }
    enum touch_result r = down                     ? touch_down(&ui->touch, ui->layout, at, ms)
                          : e->kind == WINDOW_MOVE ? touch_move(&ui->touch, ui->layout, at)
                                                   : touch_up(&ui->touch, ui->layout, at, ms);
    ui->view.focus_shown = ui->view.focus_shown && !hide_focus;
    char id[PAGE_ID];
    g_strlcpy(id, ui->touch.id, sizeof id);
    /* A press is followed by the page that it brings: painting its release first would be a picture more. */
    if ((!ui->touch.canvas || hide_focus) && r != TOUCH_PRESSED)
        paint(ui);
    if (r == TOUCH_PRESSED)
        pressed(ui, id, input);
    else if (r == TOUCH_HELD || r == TOUCH_STROKE) {
        input->kind = r == TOUCH_HELD ? UI_HELD : UI_STROKE;
        g_strlcpy(input->id, id, sizeof input->id);
        input->points[0] = ui->touch.point;
        input->count = 1;
        input->ends = e->kind == WINDOW_UP;
    } else if (r == TOUCH_ELSEWHERE || down)
        input->kind = UI_TOUCHED;
}

static const struct placed *safe_way(const struct ui *ui)
{
    const struct placed *stay = layout_find(ui->layout, "stay");
    return stay && stay->place == PLACE_DIALOG ? stay : layout_find(ui->layout, "back");
}

static void focused(struct ui *ui)
{
    ui->view.focus_shown = true;
    hold_on(&ui->view, ui->page, ui->view.focus);
    paint(ui);
}

static void typed(struct ui *ui, const char *key, struct ui_input *input)
{
    static const struct {
        const char *name;
        int dx, dy;
    } arrows[] = {{"Up", 0, -1}, {"Down", 0, 1}, {"Left", -1, 0}, {"Right", 1, 0}};
    const struct placed *meant = NULL;
    input->kind = UI_TOUCHED;
    input->by_key = true;
    if (strcmp(key, "Tab") == 0 || strcmp(key, "Shift+Tab") == 0) {
        focus_step(ui->layout, &ui->view, key[0] == 'S' ? -1 : 1);
        focused(ui);
        return;
    }
    for (unsigned i = 0; i < G_N_ELEMENTS(arrows); i++)
        if (strcmp(key, arrows[i].name) == 0) {
            focus_move(ui->layout, &ui->view, arrows[i].dx, arrows[i].dy);
            focused(ui);
            return;
        }
    if (strcmp(key, "Return") == 0)
        meant = layout_find(ui->layout, ui->view.focus);
    else if (strcmp(key, "Escape") == 0)
        meant = safe_way(ui);
    else if (strcmp(key, "Help") == 0)
        meant = layout_find(ui->layout, "help");
    else {
        input->kind = UI_KEY;
        g_strlcpy(input->text, key, sizeof input->text);
        return;
    }
    if (meant && layout_target(meant)) {
        char id[PAGE_ID];
        g_strlcpy(id, meant->widget->id, sizeof id);
        pressed(ui, id, input);
    }
}

static void handle(struct ui *ui, const struct window_event *e, int64_t ms, struct ui_input *input)
{
    if (e->kind == WINDOW_RING)
        input->kind = UI_RING;
    else if (e->kind == WINDOW_QUIT)
        input->kind = UI_QUIT;
    else if (e->kind == WINDOW_EXPOSED) {
        struct canvas c = window_canvas(ui->window);
        painter_forget(ui->painter);
        if (c.width != ui->theme.width || c.height != ui->theme.height)
            ui->theme = theme_of(ui, &ui->settings);
        paint(ui);
    } else if (!ui->page)
        return;
    else if (e->kind == WINDOW_KEY || e->kind == WINDOW_TEXT)
        typed(ui, e->text, input);
    else if (e->kind != WINDOW_NOTHING)
        touched(ui, e, ms, input);
}

/* An injected touch comes after the dead moment, as a patient person's would. */
static bool take_injected(struct ui *ui, struct ui_input *input)
{
    if (!ui->waiting)
        return false;
    struct injected *i = &ui->queue[ui->first];
    int64_t now = now_ms(), ms = MAX(now, touch_ready_ms(&ui->touch, ui->layout));
    if (i->event.kind == WINDOW_UP)
        ms = ui->touch.down_ms + i->hold_ms;
    input->ms = ms;
    ui->first = (ui->first + 1) % QUEUE;
    ui->waiting--;
    ui->consumed++;
    handle(ui, &i->event, ms, input);
    secret_wipe(i, sizeof *i);
    return true;
}

void ui_wait(struct ui *ui, int timeout_ms, struct ui_input *input)
{
    int64_t until = now_ms() + timeout_ms;
    secret_wipe(input, sizeof *input);
    do {
        input->ms = now_ms();
        if (!take_injected(ui, input)) {
            struct window_event event;
            int64_t left = until - input->ms;
            window_wait(ui->window, timeout_ms < 0 ? -1 : (int)MAX(0, left), &event);
            input->ms = now_ms();
            handle(ui, &event, input->ms, input);
            bool nothing = event.kind == WINDOW_NOTHING;
            secret_wipe(&event, sizeof event);
            if (nothing)
                break;
        }
    } while (input->kind == UI_NOTHING && (timeout_ms < 0 || ui->waiting || now_ms() < until));
    input->injected = ui->consumed;
}

void ui_ring(struct ui *ui)
{
    window_ring(ui->window);
}

static void inject(struct ui *ui, enum window_event_kind kind, int x, int y, const char *text, int hold_ms)
{
    if (ui->waiting == QUEUE)
        return;
    struct injected *i = &ui->queue[(ui->first + ui->waiting++) % QUEUE];
    *i = (struct injected){.event = {.kind = kind, .x = x, .y = y}, .hold_ms = hold_ms};
    g_strlcpy(i->event.text, text, sizeof i->event.text);
}

void ui_inject_tap(struct ui *ui, int x, int y, int hold_ms)
{
    inject(ui, WINDOW_DOWN, x, y, "", 0);
    inject(ui, WINDOW_UP, x, y, "", hold_ms);
}

bool ui_inject_tap_id(struct ui *ui, const char *id, int hold_ms, int *on_page)
{
    const struct placed *p = ui->page ? layout_find(ui->layout, id) : NULL;
    *on_page = 0;
    if (p) {
        ui_inject_tap(ui, p->box.x + p->box.w / 2, p->box.y + p->box.h / 2, hold_ms);
        return true;
    }
    const struct widget *w = ui->page ? page_find(ui->page, id) : NULL;
    if (w)
        *on_page = ui->layout->page_of[w - ui->page->widgets];
    return false;
}

bool ui_inject_stroke(struct ui *ui, const char *id, const struct ink_point *points, unsigned count)
{
    const struct placed *p = ui->page ? layout_find(ui->layout, id) : NULL;
    if (!p || !count || ui->waiting + count + 1 > QUEUE)
        return false;
    struct box b = p->art.w ? p->art : p->box;
    int x = 0, y = 0;
    for (unsigned i = 0; i < count; i++) {
        x = b.x + points[i].x * (b.w - 1) / 10000;
        y = b.y + points[i].y * (b.h - 1) / 10000;
        inject(ui, i ? WINDOW_MOVE : WINDOW_DOWN, x, y, "", 0);
    }
    inject(ui, WINDOW_UP, x, y, "", 0);
    return true;
}

void ui_inject_key(struct ui *ui, const char *key)
{
    inject(ui, WINDOW_KEY, 0, 0, key, 0);
}

struct glass *ui_glass(struct ui *ui)
{
    return &ui->glass;
}

const struct layout *ui_widgets(const struct ui *ui)
{
    return ui->layout;
}

struct theme ui_theme(const struct ui *ui)
{
    return ui->theme;
}

struct canvas ui_picture(const struct ui *ui)
{
    return window_canvas(ui->window);
}

const struct view *ui_view(const struct ui *ui)
{
    return &ui->view;
}

uint64_t ui_frame(const struct ui *ui)
{
    return ui->frame;
}

bool ui_idle(const struct ui *ui)
{
    return !ui->waiting;
}

bool ui_screenshot(struct ui *ui, const char *path, GError **error)
{
    return window_save(ui->window, path, error);
}

void ui_leave(struct ui *ui)
{
    secret_wipe(ui->queue, QUEUE * sizeof *ui->queue);
    secret_wipe(&ui->view, sizeof ui->view);
    /* The second strike of the touch that ended the visit must not begin the next one. */
    struct touch last = {.ever = ui->touch.ever, .x = ui->touch.x, .y = ui->touch.y};
    secret_wipe(&ui->touch, sizeof ui->touch);
    ui->touch = last;
    ui->waiting = ui->first = 0;
    ui->settings.blank = ui->dark = false;
    ui->page = NULL;
    ui->key = 0;
    layout_forget(ui->layout);
    painter_forget(ui->painter); /* the next ui_show presents the whole picture */
}

void ui_forget(struct ui *ui)
{
    struct canvas c = window_canvas(ui->window);
    ui_leave(ui);
    text_forget(ui->text);
    canvas_fill(&c, c.clip, theme_colour(&ui->theme, COLOUR_BG));
}
