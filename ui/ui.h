/* The screen as the program sees it: give it a page, wait, get what people did. One window, drawn only when
 * it changed. The program owns the ui and the pages it shows; a shown page must live, unchanged, until the
 * next ui_show or ui_forget. The ui room only, except ui_ring, which any room may call. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "ui/canvas.h"
#include "ui/glass.h"
#include "ui/layout.h"
#include "ui/page.h"

struct ui;
struct text_fonts;

struct ui_options {
    const char *title;
    int width, height;       /* pixels; 0: the display's */
    int mm_width, mm_height; /* the panel's visible size, 0 unknown */
    int bottom_mm;           /* lower edge of the screen above the floor, for 坐着用; 0: 800 */
    int reach_mm;            /* how high a seated person reaches above the floor; 0: 1100 */
    bool fullscreen;
    bool headless;            /* no display at all: draws into memory (tests, golden pictures) */
    struct text_fonts *fonts; /* borrowed */
};
struct ui *ui_new(const struct ui_options *options, GError **error);
void ui_free(struct ui *ui); /* NULL is fine */

struct ui_settings {
    bool large, contrast, seated;
    enum language language;
    bool steady; /* 抖手也好点 */
    bool blank;  /* the picture is black; a touch means only: "blank", pressed */
    /* Only while the wall stands there alone, in standby and out of service: */
    unsigned dim;   /* percent of the brightness that is left, by painting darker; 0: all of it */
    unsigned shift; /* against burn-in: where the picture stands, LAYOUT_SHIFTS places in turn */
};
void ui_settings(struct ui *ui, const struct ui_settings *settings); /* takes effect with the next ui_show */

/* Lays out, paints what changed, presents once. False when nothing changed. */
bool ui_show(struct ui *ui, const struct page *page);

enum ui_input_kind { UI_NOTHING, UI_PRESSED, UI_HELD, UI_STROKE, UI_KEY, UI_TOUCHED, UI_RING, UI_QUIT };
enum { UI_STROKE_POINTS = 256 };
struct ui_input {
    enum ui_input_kind kind;
    int64_t ms;       /* monotonic */
    char id[PAGE_ID]; /* PRESSED, HELD (5 s on the mark), STROKE */
    char text[16];    /* KEY: a typed character, or Tab, Return … when no focus wanted it */
    struct ink_point points[UI_STROKE_POINTS]; /* STROKE: parts of 10,000 of the canvas; the first has begins
                                                  when the finger came down */
    unsigned count;
    bool ends;    /* STROKE: the finger was lifted */
    bool by_key;  /* of the keypad or a keyboard, not of a finger */
    int injected; /* how many injected touches have been consumed so far */
};
/* The next thing that happened, UI_NOTHING at the timeout (-1: none). page.prev, page.next and focus are
 * handled inside and redrawn at once. UI_TOUCHED: something was touched that is no target (it still counts as
 * a sign of life). */
void ui_wait(struct ui *ui, int timeout_ms, struct ui_input *input);
void ui_ring(struct ui *ui); /* any room: ui_wait returns UI_RING */

/* Enter exactly where fingers and keys enter. False: no such id on the shown page; *on_page tells the list
 * page that has it, or 0. */
bool ui_inject_tap_id(struct ui *ui, const char *id, int hold_ms, int *on_page);
void ui_inject_tap(struct ui *ui, int x, int y, int hold_ms);
bool ui_inject_stroke(struct ui *ui, const char *id, const struct ink_point *points, unsigned count);
void ui_inject_key(struct ui *ui, const char *key); /* Tab, Shift+Tab, Return, Escape, Up, Down, Left, Right,
                                                       Help, BackSpace, or a character */

struct glass *ui_glass(struct ui *ui); /* how the touch panel does; the ui's own, and it goes on writing */
const struct layout *ui_widgets(const struct ui *ui); /* valid until the next ui_show, ui_wait or ui_forget */
struct theme ui_theme(const struct ui *ui);
struct canvas ui_picture(const struct ui *ui); /* as painted; borrowed as long as ui_widgets */
const struct view *ui_view(const struct ui *ui);
uint64_t ui_frame(const struct ui *ui); /* presents so far */
bool ui_idle(const struct ui *ui);      /* no injected input waits, nothing is left to paint */
bool ui_screenshot(struct ui *ui, const char *path, GError **error); /* PNG */
/* Makes the letters of a page that looks alike to everybody, while nobody waits for anything: a piece of a
 * few milliseconds at each call, none while a finger lies on the glass. Nothing is shown, and ui_forget
 * leaves them. Languages of the faces now in use. NULL: only opens the faces anew, which ui_forget closed.
 * True: it is ready. */
bool ui_prepare(struct ui *ui, const struct page *page, const struct ui_settings *settings);
uint64_t ui_glyphs(const struct ui *ui); /* made so far */
/* End of a visit: forgets the page, focus, glyphs that not everybody sees and queued input, and blanks the
 * picture. */
void ui_forget(struct ui *ui);
/* Leaves the page as a visit leaves it, but keeps the glyphs, and the picture until the next ui_show: between
 * examples, on which no person's words stand. */
void ui_leave(struct ui *ui);
