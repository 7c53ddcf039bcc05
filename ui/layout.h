/* Where everything stands: page + screen + letters' widths -> boxes, shapes and lines of text in pixels.
 * Colours are roles. A layout owns its lists; the lines point into the page (which must live as long) and
 * hold no copy of a personal text. Pure, no SDL: the ui room, and tests. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/words.h"
#include "ui/page.h"
#include "ui/text.h"
#include "ui/theme.h"

struct box {
    int x, y, w, h;
};

/* What was made by the layout itself has no widget. */
enum made {
    MADE_WIDGET,
    MADE_CARD,
    MADE_LINE,
    MADE_BAR,
    MADE_TRAY,
    MADE_SCRIM,
    MADE_DIALOG,
    MADE_FOOTER,
    MADE_WALL
};
/* Drawn by a function of its own, besides shapes and lines. */
enum special {
    SPECIAL_NONE,
    SPECIAL_MARK,
    SPECIAL_RING,
    SPECIAL_QR,
    SPECIAL_INK,
    SPECIAL_PAD,
    SPECIAL_CARD_PICTURE,
    SPECIAL_HOW_PICTURE,
    SPECIAL_SEND_PICTURE,
    SPECIAL_WALL,
    SPECIAL_SCRIM,
    SPECIAL_LIVE,
    SPECIAL_CLIP
};

struct shape {
    struct box box;
    int radius, border;
    uint8_t fill, line;        /* enum colour */
    bool dashed, shadow, edge; /* edge: the lower edge of a key, `line` coloured, instead of a border */
};
struct run {
    const char *text; /* into the page or the layout's own words */
    uint32_t icon;    /* a code point instead of text */
    int x, baseline;
    uint16_t len, px;
    uint8_t face, colour;
    bool from_right; /* a line of a paragraph that goes from right to left */
};
struct placed {
    enum made made;
    enum special special;
    const struct widget *widget; /* NULL for what the layout made */
    enum place place;
    struct box box; /* the target */
    struct box art; /* of the special */
    uint16_t first_shape, shapes, first_run, runs;
    uint16_t font_px;
    uint8_t fg, bg; /* enum colour of its main text and of what is behind */
    uint16_t index; /* of the widget in the page, for the order of reading */
    bool clipped, focused, pressed;
};

/* A page that does not fit gives way step by step, each with the ones before it. */
enum give { GIVE_NOTHING, GIVE_PICTURE, GIVE_KEYS, GIVE_TITLE, GIVE_HEAD };

enum { LAYOUT_PLACED = 320, LAYOUT_SHAPES = 512, LAYOUT_RUNS = 1024, LAYOUT_MADE = 7, LAYOUT_WORD = 64 };

enum { LAYOUT_SHIFTS = 6 }; /* places in which the wall stands in turn */
typedef int (*layout_advance)(void *letters, enum face face, int px, uint32_t character);
struct layout_options {
    struct theme theme;
    enum language language;
    bool seated;
    unsigned dim;   /* percent of the brightness left, 0: all; kept only where the wall stands alone */
    unsigned shift; /* of the wall's picture; layout_standby.c */
    bool steady;    /* 抖手也好点: room between targets as in the large layout, touch.h does the rest */
    int zone_top;   /* seated: targets stand below this line, pixels */
    layout_advance advance;
    void *letters;
    const char *pressed; /* id under the finger, or "" */
};

struct layout_node {
    int16_t widget, child, next;
    uint8_t group;
    int16_t n;
};
struct layout {
    const struct page *page;
    const struct view *view;
    struct layout_options options;
    unsigned placed_count, shape_count, run_count;
    struct placed placed[LAYOUT_PLACED];
    struct shape shapes[LAYOUT_SHAPES];
    struct run runs[LAYOUT_RUNS];
    unsigned list_page, list_pages; /* page shown, from 0, and how many; 1 when nothing is paged */
    unsigned cand_page, cand_pages; /* the same of the candidates numbered cand_of */
    int cand_of;
    uint8_t page_of[PAGE_WIDGETS]; /* list page of each widget, from 1; 0: on every page */
    struct box header, bar, body, actions, keys, footer;
    struct widget made[LAYOUT_MADE]; /* the pagers: page.prev, the count, page.next; cand.prev, cand.next; a
                                        field's key.delete; and the title said again */
    char words[LAYOUT_MADE][LAYOUT_WORD];
    struct layout_node nodes[PAGE_WIDGETS + 1]; /* the page as a tree, while laying out */
    unsigned node_count;
    int pills_y;    /* of the header */
    bool keys_low;  /* keys are as low as they may be */
    int pad_less;   /* pixels by which the writing pad is lower than it would like to be */
    uint8_t ground; /* enum colour behind the group in hand; NONE: as the place says */
    int aside;      /* node that stands beside the body, -1 none */
    int code;       /* node of the code to pay by, where it is parted from its card; -1 none */
    int module;     /* pixels of a module of it, 0: as few as are allowed */
    bool centre, in_list, in_card, in_keys, digits, compact, dry;
    bool bare_pills, brief_pills, tight_pills; /* in the header: switches without icons, with their short
                                                  labels, and with less room around these */
    bool bar_up;                               /* there, too: the service bar */
    bool lowered;                              /* seated: pills and bar came down */
    bool bar_beside, bar_split; /* in one row with the pills; only 退出 there, the rest stayed up */
    struct box above;           /* lowered: what is only read, right above the pills */
    uint8_t give;               /* enum give: what the page had to do without to fit */
};

struct layout *layout_new(void);
void layout_free(struct layout *layout);
void layout_page(struct layout *layout, const struct page *page, const struct view *view,
                 const struct layout_options *options);
void layout_forget(struct layout *layout); /* wipes */
/* page.next is also the name of the button that reads on, where that turns the page. */
const struct placed *layout_find(const struct layout *layout, const char *id);
bool layout_target(const struct placed *placed); /* may be touched now */
/* The button turns to the next page of the list instead of doing what its id says. */
bool layout_reads_on(const struct layout *layout, const struct widget *widget);
const char *layout_label(const struct layout *layout, const struct widget *widget); /* as drawn and spoken */
