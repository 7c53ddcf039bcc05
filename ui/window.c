#include "ui/window.h"

#include <SDL.h>
#include <SDL_image.h>
#include <string.h>

struct window {
    SDL_Window *window; /* NULL when headless */
    SDL_Surface *memory;
    uint32_t ring; /* the registered event */
    GMutex lock;   /* headless: the bell */
    GCond bell;
    bool rung;
};

static bool fail(GError **error, const char *what, const char *help)
{
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s: %s", what, SDL_GetError(), help);
    return false;
}

static bool open_display(struct window *w, const char *title, int width, int height, bool fullscreen,
                         GError **error)
{
    static const char *const hints[][2] = {
        {SDL_HINT_FRAMEBUFFER_ACCELERATION, "0"}, /* else SDL emulates the surface on OpenGL: 100 MB */
        {SDL_HINT_MOUSE_TOUCH_EVENTS, "1"},       /* a mouse is a finger too */
        {SDL_HINT_TOUCH_MOUSE_EVENTS, "0"},
        {SDL_HINT_VIDEODRIVER, "x11"}, /* Wayland has no software surface in SDL 2.26 */
        {SDL_HINT_NO_SIGNAL_HANDLERS, "1"}};
    for (size_t i = 0; i < G_N_ELEMENTS(hints); i++) /* over the environment, which may be meant for others */
        SDL_SetHintWithPriority(hints[i][0], hints[i][1], SDL_HINT_OVERRIDE);
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
        return fail(error, "display", "start it under X, or cage with Xwayland, and set DISPLAY");
    SDL_DisplayMode mode = {0};
    SDL_GetDesktopDisplayMode(0, &mode);
    uint32_t flags =
        SDL_WINDOW_SHOWN | (fullscreen ? SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_BORDERLESS : 0);
    w->window = SDL_CreateWindow(title, fullscreen ? 0 : SDL_WINDOWPOS_CENTERED,
                                 fullscreen ? 0 : SDL_WINDOWPOS_CENTERED, width ? width : mode.w,
                                 height ? height : mode.h, flags);
    if (!w->window || !SDL_GetWindowSurface(w->window))
        return fail(error, "window", "check that the display has 24 or 32 bits a pixel");
    if (SDL_GetRenderer(w->window))
        return fail(error, "window surface is not software", "install SDL 2.26 of Debian 12");
    if (fullscreen)
        SDL_ShowCursor(SDL_DISABLE);
    w->ring = SDL_RegisterEvents(1);
    SDL_StartTextInput();
    return true;
}

struct window *window_new(const char *title, int width, int height, bool fullscreen, bool headless,
                          GError **error)
{
    struct window *w = g_new0(struct window, 1);
    g_mutex_init(&w->lock);
    g_cond_init(&w->bell);
    bool ok = true;
    if (headless)
        w->memory = SDL_CreateRGBSurfaceWithFormat(0, width ? width : 1080, height ? height : 1920, 32,
                                                   SDL_PIXELFORMAT_XRGB8888);
    else
        ok = open_display(w, title, width, height, fullscreen, error);
    if (ok && (w->memory || w->window))
        return w;
    if (headless)
        fail(error, "picture", "free some memory");
    window_free(w);
    return NULL;
}

void window_free(struct window *w)
{
    if (!w)
        return;
    SDL_FreeSurface(w->memory);
    if (w->window)
        SDL_DestroyWindow(w->window);
    if (SDL_WasInit(SDL_INIT_VIDEO))
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    g_cond_clear(&w->bell);
    g_mutex_clear(&w->lock);
    g_free(w);
}

struct canvas window_canvas(struct window *w)
{
    SDL_Surface *s = w->window ? SDL_GetWindowSurface(w->window) : w->memory;
    return (struct canvas){s->pixels, s->pitch / 4, s->w, s->h, {0, 0, s->w, s->h}, NULL};
}

void window_present(struct window *w, const struct box *boxes, unsigned count)
{
    enum { MOST = 64 };
    SDL_Rect rects[MOST];
    count = MIN(count, MOST);
    for (unsigned i = 0; i < count; i++)
        rects[i] = (SDL_Rect){boxes[i].x, boxes[i].y, boxes[i].w, boxes[i].h};
    if (w->window && count)
        SDL_UpdateWindowSurfaceRects(w->window, rects, (int)count);
}

/* Tactile keypads with a headphone jack send these, as a keyboard would (Storm AudioNav, EZ Access; F15 and
 * F16 are the jack). */
static const char *keypad_name(SDL_Keycode key)
{
    static const struct {
        SDL_Keycode key;
        const char *name;
    } keys[] = {{SDLK_F14, "Blank"}, {SDLK_F15, "PlugIn"}, {SDLK_F16, "PlugOut"}, {SDLK_F17, "Help"},
                {SDLK_F18, "Up"},    {SDLK_F19, "Down"},   {SDLK_F20, "Return"},  {SDLK_F21, "Escape"},
                {SDLK_F22, "Tab"},   {SDLK_F23, "Slower"}, {SDLK_F24, "Faster"}};
    for (unsigned i = 0; i < G_N_ELEMENTS(keys); i++)
        if (keys[i].key == key)
            return keys[i].name;
    return "";
}

static const char *key_name(const SDL_Keysym *key)
{
    switch (key->sym) {
    case SDLK_TAB:
        return key->mod & KMOD_SHIFT ? "Shift+Tab" : "Tab";
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
        return "Return";
    case SDLK_ESCAPE:
        return "Escape";
    case SDLK_UP:
        return "Up";
    case SDLK_DOWN:
        return "Down";
    case SDLK_LEFT:
        return "Left";
    case SDLK_RIGHT:
        return "Right";
    case SDLK_F1:
    case SDLK_HELP:
        return "Help";
    case SDLK_BACKSPACE:
        return "BackSpace";
    case SDLK_HOME:
        return "Home";
    case SDLK_VOLUMEUP:
        return "VolumeUp";
    case SDLK_VOLUMEDOWN:
        return "VolumeDown";
    default:
        return keypad_name(key->sym);
    }
}

static void translate(struct window *w, const SDL_Event *e, struct window_event *out)
{
    int width = 1, height = 1;
    SDL_GetWindowSize(w->window, &width, &height);
    if (e->type == w->ring)
        out->kind = WINDOW_RING;
    else if (e->type == SDL_QUIT)
        out->kind = WINDOW_QUIT;
    else if (e->type == SDL_FINGERDOWN || e->type == SDL_FINGERMOTION || e->type == SDL_FINGERUP) {
        out->kind = e->type == SDL_FINGERDOWN ? WINDOW_DOWN
                    : e->type == SDL_FINGERUP ? WINDOW_UP
                                              : WINDOW_MOVE;
        out->finger = e->tfinger.fingerId;
        out->x = (int)(e->tfinger.x * (float)width);
        out->y = (int)(e->tfinger.y * (float)height);
    } else if (e->type == SDL_KEYDOWN) {
        g_strlcpy(out->text, key_name(&e->key.keysym), sizeof out->text);
        out->kind = out->text[0] ? WINDOW_KEY : WINDOW_NOTHING;
    } else if (e->type == SDL_TEXTINPUT) {
        g_strlcpy(out->text, e->text.text, sizeof out->text);
        out->kind = WINDOW_TEXT;
    } else if (e->type == SDL_WINDOWEVENT && (e->window.event == SDL_WINDOWEVENT_EXPOSED ||
                                              e->window.event == SDL_WINDOWEVENT_SIZE_CHANGED))
        out->kind = WINDOW_EXPOSED;
}

static void wait_headless(struct window *w, int timeout_ms, struct window_event *event)
{
    g_mutex_lock(&w->lock);
    int64_t until = g_get_monotonic_time() + (int64_t)timeout_ms * 1000;
    while (!w->rung && timeout_ms != 0) {
        if (timeout_ms < 0)
            g_cond_wait(&w->bell, &w->lock);
        else if (!g_cond_wait_until(&w->bell, &w->lock, until))
            break;
    }
    event->kind = w->rung ? WINDOW_RING : WINDOW_NOTHING;
    w->rung = false;
    g_mutex_unlock(&w->lock);
}

void window_wait(struct window *w, int timeout_ms, struct window_event *event)
{
    SDL_Event e;
    memset(event, 0, sizeof *event);
    if (!w->window) {
        wait_headless(w, timeout_ms, event);
        return;
    }
    int64_t until = g_get_monotonic_time() / 1000 + timeout_ms;
    while (event->kind == WINDOW_NOTHING) {
        int64_t left = until - g_get_monotonic_time() / 1000; /* read once: below 0 SDL waits without end */
        if (!SDL_WaitEventTimeout(&e, timeout_ms < 0 ? -1 : (int)MAX(0, left)))
            return;
        translate(w, &e, event);
        if (e.type == SDL_TEXTINPUT)
            memset(e.text.text, 0, sizeof e.text.text);
    }
}

void window_ring(struct window *w)
{
    if (w->window) {
        SDL_Event e = {.type = w->ring};
        SDL_PushEvent(&e);
        return;
    }
    g_mutex_lock(&w->lock);
    w->rung = true;
    g_cond_signal(&w->bell);
    g_mutex_unlock(&w->lock);
}

bool window_save(struct window *w, const char *path, GError **error)
{
    struct canvas c = window_canvas(w);
    SDL_Surface *s = SDL_CreateRGBSurfaceWithFormatFrom(c.pixels, c.width, c.height, 32, c.stride * 4,
                                                        SDL_PIXELFORMAT_XRGB8888);
    bool ok = s && IMG_SavePNG(s, path) == 0;

    if (!ok)
        fail(error, path, "give a path that can be written");
    SDL_FreeSurface(s);
    return ok;
}
