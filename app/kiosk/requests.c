#include "kiosk.h"

#include <jansson.h>
#include <string.h>

#include "base/secret.h"

enum { WAIT_LIMIT_MS = 60000, SETTLE_TURNS = 32 };

static const char *const role_names[] = {
    [ROLE_BUTTON] = "button", [ROLE_TILE] = "tile",         [ROLE_FIELD] = "field",
    [ROLE_CHOICE] = "choice", [ROLE_CHECKBOX] = "checkbox", [ROLE_HEADING] = "heading",
    [ROLE_TEXT] = "text",     [ROLE_IMAGE] = "image",       [ROLE_KEY] = "key",
    [ROLE_CANVAS] = "canvas", [ROLE_LIST] = "list",         [ROLE_STATUS] = "status",
    [ROLE_LIVE] = "live",
};

static void answer(struct kiosk *k, json_t *object)
{
    char *text = json_dumps(object, JSON_COMPACT);

    automation_answer(k->automation, text);
    secret_wipe(text, strlen(text));
    secret_heap_free(text);
    json_decref(object);
}

static void refuse(struct kiosk *k, const char *why)
{
    answer(k, json_pack("{s:b,s:s}", "ok", 0, "error", why));
}

static json_t *text_or_null(const char *text)
{
    return text != NULL ? json_string(text) : json_null();
}

static json_t *colour(const struct theme *theme, uint8_t role)
{
    return json_sprintf("#%06x", theme_colour(theme, role));
}

static json_t *describe(const struct layout *l, const struct placed *p, const struct theme *theme)
{
    const struct widget *w = p->widget;

    return json_pack("{s:s,s:s,s:o,s:o,s:o,s:[iiii],s:b,s:b,s:b,s:i,s:o,s:o,s:b}", "id", w->id, "role",
                     role_names[w->role], "label", text_or_null(layout_label(l, w)), "detail",
                     text_or_null(w->detail), "value", text_or_null(w->value), "rect", p->box.x, p->box.y,
                     p->box.w, p->box.h, "enabled", w->enabled, "focused", p->focused, "selected",
                     w->selected, "font_px", p->font_px, "fg", colour(theme, p->fg), "bg",
                     colour(theme, p->bg), "clipped", p->clipped);
}

static const char *mode(const struct session *s)
{
    return s->large ? "large" : s->contrast ? "contrast" : "standard";
}

static void tree(struct kiosk *k)
{
    const struct layout *layout = ui_widgets(k->ui);
    const struct theme theme = ui_theme(k->ui);
    const struct page *page = kiosk_page(k);
    json_t *widgets = json_array();

    for (unsigned i = 0; i < layout->placed_count; i++)
        if (layout->placed[i].widget != NULL)
            json_array_append_new(widgets, describe(layout, &layout->placed[i], &theme));
    answer(k, json_pack("{s:b,s:s,s:o,s:[ii],s:s,s:s,s:[ii],s:I,s:o}", "ok", 1, "screen", page->screen,
                        "overlay", page->overlay[0] != '\0' ? json_string(page->overlay) : json_null(),
                        "pages", layout->list_page + 1, layout->list_pages, "locale",
                        language_locale(k->session->language), "mode", mode(k->session), "size", theme.width,
                        theme.height, "frame", (json_int_t)ui_frame(k->ui), "widgets", widgets));
}

/* Lets what was injected run its course: until no input and no paint is left. */
static void settle(struct kiosk *k, uint64_t frame_before)
{
    for (int i = 0; i < SETTLE_TURNS; i++) {
        kiosk_take_waiting(k, 0);
        kiosk_show(k);
        if (ui_idle(k->ui))
            break;
    }
    answer(k, json_pack("{s:b,s:b,s:I}", "ok", 1, "changed", ui_frame(k->ui) != frame_before, "frame",
                        (json_int_t)ui_frame(k->ui)));
}

static void tap(struct kiosk *k, json_t *request)
{
    const char *id = json_string_value(json_object_get(request, "id"));
    const json_t *x = json_object_get(request, "x"), *y = json_object_get(request, "y");
    int hold = (int)json_integer_value(json_object_get(request, "hold_ms"));
    uint64_t frame = ui_frame(k->ui);
    int on_page = 0;

    if (id != NULL && !ui_inject_tap_id(k->ui, id, hold, &on_page)) {
        if (on_page > 0)
            answer(k, json_pack("{s:b,s:i}", "ok", 0, "page", on_page));
        else
            refuse(k, "no widget of this id on the page");
        return;
    }
    if (id == NULL && !(json_is_integer(x) && json_is_integer(y))) {
        refuse(k, "tap needs an id, or x and y");
        return;
    }
    if (id == NULL)
        ui_inject_tap(k->ui, (int)json_integer_value(x), (int)json_integer_value(y), hold);
    settle(k, frame);
}

static int16_t part(const json_t *number)
{
    return (int16_t)(CLAMP(json_number_value(number), 0.0, 1.0) * 10000);
}

static void stroke(struct kiosk *k, json_t *request)
{
    const char *id = json_string_value(json_object_get(request, "id"));
    json_t *points = json_object_get(request, "points"), *point;
    struct ink_point ink[UI_STROKE_POINTS];
    uint64_t frame = ui_frame(k->ui);
    unsigned count = 0;
    size_t index;

    json_array_foreach(points, index, point)
    {
        if (count == UI_STROKE_POINTS)
            break;
        ink[count++] =
            (struct ink_point){part(json_array_get(point, 0)), part(json_array_get(point, 1)), index == 0};
    }
    if (id != NULL && count > 0 && ui_inject_stroke(k->ui, id, ink, count))
        settle(k, frame);
    else
        refuse(k, "stroke needs the id of a canvas on the page, and points");
}

static void wait_for(struct kiosk *k, json_t *request)
{
    const char *screen = json_string_value(json_object_get(request, "screen"));
    const char *overlay = json_string_value(json_object_get(request, "overlay"));
    int timeout = (int)json_integer_value(json_object_get(request, "timeout_ms"));

    if (screen == NULL) {
        refuse(k, "wait needs a screen");
        return;
    }
    k->wait = (struct wait){.open = true,
                            .until_ms = g_get_monotonic_time() / 1000 + CLAMP(timeout, 0, WAIT_LIMIT_MS)};
    g_strlcpy(k->wait.screen, screen, sizeof k->wait.screen);
    g_strlcpy(k->wait.overlay, overlay != NULL ? overlay : "", sizeof k->wait.overlay);
    requests_check_wait(k);
}

void requests_check_wait(struct kiosk *k)
{
    bool there, late;

    if (!k->wait.open)
        return;
    there = strcmp(kiosk_page(k)->screen, k->wait.screen) == 0 &&
            (k->wait.overlay[0] == '\0' || strcmp(kiosk_page(k)->overlay, k->wait.overlay) == 0);
    late = g_get_monotonic_time() / 1000 >= k->wait.until_ms;
    if (!there && !late)
        return;
    k->wait.open = false;
    answer(k, json_pack("{s:b,s:s,s:I}", "ok", there, "screen", kiosk_page(k)->screen, "frame",
                        (json_int_t)ui_frame(k->ui)));
}

static void move_clock(struct kiosk *k, json_t *request)
{
    json_int_t ms = json_integer_value(json_object_get(request, "advance_ms"));

    if (ms < 0) {
        refuse(k, "the clock goes forward only: advance_ms is 0 or more");
        return;
    }
    clock_advance(&k->clock, ms);
    settle(k, ui_frame(k->ui));
}

static void key(struct kiosk *k, json_t *request)
{
    static const char *const keys[] = {"Tab",       "Shift+Tab", "Return", "Escape",   "Up",
                                       "Down",      "Left",      "Right",  "Help",     "Home",
                                       "BackSpace", "Slower",    "Faster", "VolumeUp", "VolumeDown",
                                       "PlugIn",    "PlugOut",   "Blank",  NULL};
    const char *name = json_string_value(json_object_get(request, "key"));
    uint64_t frame = ui_frame(k->ui);

    if (name == NULL || !g_strv_contains(keys, name)) {
        refuse(
            k,
            "key needs one of Tab, Shift+Tab, Return, Escape, Up, Down, Left, Right, Help, Home, BackSpace, "
            "Slower, Faster, VolumeUp, VolumeDown, PlugIn, PlugOut, Blank");
        return;
    }
    ui_inject_key(k->ui, name);
    settle(k, frame);
}

static void type(struct kiosk *k, json_t *request)
{
    const char *text = json_string_value(json_object_get(request, "text"));
    uint64_t frame = ui_frame(k->ui);

    if (text == NULL) {
        refuse(k, "type needs a text");
        return;
    }
    kiosk_typed(k, text);
    settle(k, frame);
}

static void screenshot(struct kiosk *k, json_t *request)
{
    const char *path = json_string_value(json_object_get(request, "path"));
    g_autoptr(GError) error = NULL;

    if (path != NULL && ui_screenshot(k->ui, path, &error))
        answer(k, json_pack("{s:b}", "ok", 1));
    else
        refuse(k, error != NULL ? error->message : "screenshot needs a path");
}

static void one_more(void *list, const char *sentence)
{
    json_array_append_new(list, json_string(sentence));
}

static void spoken(struct kiosk *k)
{
    json_t *list = json_array();

    speech_take(k->speech, one_more, list);
    answer(k, json_pack("{s:b,s:b,s:o}", "ok", 1, "speaking", speech_speaks(k->speech), "spoken", list));
}

static void handle(struct kiosk *k, json_t *request)
{
    const char *what = json_string_value(json_object_get(request, "do"));

    if (what == NULL)
        refuse(k, "a request is one JSON object with \"do\"");
    else if (strcmp(what, "tree") == 0)
        tree(k);
    else if (strcmp(what, "tap") == 0)
        tap(k, request);
    else if (strcmp(what, "stroke") == 0)
        stroke(k, request);
    else if (strcmp(what, "wait") == 0)
        wait_for(k, request);
    else if (strcmp(what, "clock") == 0)
        move_clock(k, request);
    else if (strcmp(what, "type") == 0)
        type(k, request);
    else if (strcmp(what, "key") == 0)
        key(k, request);
    else if (strcmp(what, "screenshot") == 0)
        screenshot(k, request);
    else if (strcmp(what, "spoken") == 0)
        spoken(k);
    else
        refuse(k, "no such request: tree, tap, type, key, stroke, wait, screenshot, clock, spoken");
}

void requests_take(struct kiosk *k)
{
    char *line;

    while (k->automation != NULL && !k->wait.open && (line = automation_take(k->automation)) != NULL) {
        json_t *request = json_loads(line, 0, NULL);

        if (json_is_object(request))
            handle(k, request);
        else
            refuse(k, "not a JSON object");
        json_decref(request);
        automation_free_line(line);
    }
}
