/* The window: SDL's X11 driver and a software surface; or only memory, when headless. Finger events only.
 * Owned by the ui.
 * The ui room, except window_ring, which any room may call. */
#pragma once

#include <glib.h>

#include "ui/canvas.h"

struct window;
struct window *window_new(const char *title, int width, int height, bool fullscreen, bool headless,
                          GError **error);
void window_free(struct window *window);
struct canvas window_canvas(struct window *window); /* the pixels; may move when the window changed */
void window_present(struct window *window, const struct box *boxes, unsigned count);

enum window_event_kind {
    WINDOW_NOTHING,
    WINDOW_DOWN,
    WINDOW_MOVE,
    WINDOW_UP,
    WINDOW_KEY,
    WINDOW_TEXT,
    WINDOW_RING,
    WINDOW_EXPOSED,
    WINDOW_QUIT
};
struct window_event {
    enum window_event_kind kind;
    int64_t finger; /* of DOWN, MOVE, UP: which one, as long as it lies on the glass */
    int x, y;
    char text[32];
};
void window_wait(struct window *window, int timeout_ms, struct window_event *event); /* -1: for ever */
void window_ring(struct window *window);
bool window_save(struct window *window, const char *path, GError **error); /* the frame as shown, PNG */
