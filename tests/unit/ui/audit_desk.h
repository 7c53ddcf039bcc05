/* A painted page to plant faults in, and what the audit says of it. Tests of the audit only; setup and
 * teardown make and free the struct desk. */
#pragma once

#include "base/secret.h"
#include "ui/audit.h"
#include "ui/focus.h"
#include "ui/paint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 1080, HEIGHT = 1920, MM_W = 268, MM_H = 476, BOTTOM_MM = 800, REACH_MM = 1100 };

struct found {
    unsigned count, of_kind[AUDIT_KINDS];
    struct audit_finding last[AUDIT_KINDS];
    const char *name, *words; /* looked for, of that kind; words: what it says, "" anything */
    enum audit_kind kind;
    bool seen;
};
struct desk {
    struct text_fonts *fonts;
    struct text *text;
    struct page *page;
    struct layout *layout;
    struct view view;
    struct painter *painter;
    struct canvas canvas;
    struct layout_options options;
    double px_per_mm;
};

static inline int advance(void *letters, enum face face, int px, uint32_t character)
{
    return text_advance(letters, face, px, character);
}

static inline void *allocated(size_t size)
{
    void *memory = calloc(1, size);
    assert_non_null(memory);
    return memory;
}

static inline int setup(void **state)
{
    struct desk *d = allocated(sizeof *d);
    secret_start();
    d->fonts = text_fonts_new(NULL);
    assert_non_null(d->fonts);
    d->text = text_new(d->fonts);
    d->page = page_new();
    d->layout = layout_new();
    d->painter = painter_new(d->text);
    d->canvas = (struct canvas){.pixels = allocated(sizeof(uint32_t) * WIDTH * HEIGHT),
                                .stride = WIDTH,
                                .width = WIDTH,
                                .height = HEIGHT};
    d->canvas.clip = (struct box){0, 0, WIDTH, HEIGHT};
    *state = d;
    return 0;
}

static inline int teardown(void **state)
{
    struct desk *d = *state;
    free(d->canvas.pixels);
    painter_free(d->painter);
    layout_free(d->layout);
    page_free(d->page);
    text_free(d->text);
    text_fonts_free(d->fonts);
    free(d);
    return 0;
}

static inline void frame(struct page *page)
{
    page_place(page, PLACE_HEADER);
    page_text(page, LOOK_BODY, "高郢社区");
    page_button(page, LOOK_PILL, "large_font", "大字", "format_size");
    page_place(page, PLACE_FOOTER);
    page_button(page, LOOK_SLOT, "back", "返回", "arrow_back");
    page_button(page, LOOK_SLOT, "home", "首页", "home");
    page_button(page, LOOK_SLOT, "seated", "坐着用", "accessible");
    page_button(page, LOOK_SLOT_HELP, "help", "找人帮忙", "support_agent");
    page_button(page, LOOK_SLOT_SOS, "sos", "紧急求助", "sos");
}

/* A page without fault, to plant one in. */
static inline void describe(struct page *page)
{
    page_begin(page, "example", "");
    frame(page);
    page_place(page, PLACE_BODY);
    page_text(page, LOOK_H1, "您要办什么事？");
    page_text(page, LOOK_BODY, "点一下就开始。");
    page_open(page, GROUP_COLUMNS, 2);
    for (int i = 0; i < 4; i++) {
        struct widget *w = page_add(page, ROLE_TILE, LOOK_TILE, page_format(page, "tile.%d", i), "高龄津贴");
        w->icon = "elderly";
        w->detail = "满 80 岁可以领";
    }
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "next", "下一步", "arrow_forward");
}

static inline void repaint(struct desk *d)
{
    struct box dirty[PAINT_DIRTY];
    painter_forget(d->painter);
    painter_update(d->painter, d->layout, &d->canvas, dirty);
}

static inline void lay(struct desk *d, bool large)
{
    d->options = (struct layout_options){.theme = theme_make(WIDTH, HEIGHT, MM_W, MM_H, large, false),
                                         .language = LANGUAGE_ZH,
                                         .advance = advance,
                                         .letters = d->text,
                                         .pressed = ""};
    d->px_per_mm = theme_px_per_mm(WIDTH, HEIGHT, MM_W, MM_H);
    memset(&d->view, 0, sizeof d->view);
    layout_page(d->layout, d->page, &d->view, &d->options);
    repaint(d);
}

static inline void begin(struct desk *d)
{
    describe(d->page);
    lay(d, false);
}

static inline struct widget *widget(struct desk *d, const char *id)
{
    const struct widget *w = page_find(d->page, id);
    assert_non_null(w);
    return &d->page->widgets[w - d->page->widgets];
}

static inline struct placed *placed(struct desk *d, const char *id)
{
    const struct placed *p = layout_find(d->layout, id);
    assert_non_null(p);
    return &d->layout->placed[p - d->layout->placed];
}

static inline void move(struct desk *d, struct placed *p, int dx, int dy)
{
    p->box.x += dx, p->box.y += dy;
    for (unsigned i = 0; i < p->shapes; i++)
        d->layout->shapes[p->first_shape + i].box.x += dx, d->layout->shapes[p->first_shape + i].box.y += dy;
    for (unsigned i = 0; i < p->runs; i++)
        d->layout->runs[p->first_run + i].x += dx, d->layout->runs[p->first_run + i].baseline += dy;
}

static inline void note(void *to, const struct audit_finding *finding)
{
    struct found *found = to;
    found->count++;
    found->of_kind[finding->kind]++;
    found->last[finding->kind] = *finding;
    if (found->name && finding->kind == found->kind && strcmp(finding->widget, found->name) == 0 &&
        strstr(finding->what, found->words))
        found->seen = finding->what[0] && finding->bar[0];
}

static inline struct found look_for(struct desk *d, enum audit_kind kind, const char *name, const char *words)
{
    struct found found = {.kind = kind, .name = name, .words = words};
    const struct audit audit = {.layout = d->layout,
                                .picture = &d->canvas,
                                .text = d->text,
                                .px_per_mm = d->px_per_mm,
                                .bottom_mm = BOTTOM_MM,
                                .reach_mm = d->options.seated ? REACH_MM : 0,
                                .found = note,
                                .to = &found};
    unsigned count = audit_page(&audit);
    assert_int_equal(count, found.count);
    return found;
}

static inline struct found look(struct desk *d)
{
    return look_for(d, AUDIT_CLIPPED, NULL, "");
}

/* One fault may show in several ways: this one, and it says so. */
static inline void expect_saying(struct desk *d, enum audit_kind kind, const char *name, const char *words)
{
    struct found found = look_for(d, kind, name, words);
    if (!found.seen)
        fail_msg("%s %s: not found at %s, of %u findings", audit_kind_name(kind), words, name, found.count);
}

static inline void expect(struct desk *d, enum audit_kind kind, const char *name)
{
    expect_saying(d, kind, name, "");
}
