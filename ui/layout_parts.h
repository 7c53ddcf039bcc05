/* The parts of the layout among themselves: tree, groups, leaves, lines. Not for others.
 * Everything belongs to the struct layout handed in; with `dry` set nothing is put down, only measured.
 * Pure: the ui room, and tests. */
#pragma once

#include "ui/layout.h"

struct style { /* of a text: units */
    double size, line;
    enum face face;
    enum colour colour;
    int align; /* -1 left, 0 centre, 1 right */
};

int u(const struct layout *l, double units);
double by_size(const struct layout *l, double standard, double large);
double apart(const struct layout *l, double standard, double roomy); /* between targets: large or steady */

/* layout_put.c */
struct placed *put(struct layout *l, const struct widget *w, enum made made, struct box box);
void put_shape(struct layout *l, struct box box, int radius, enum colour fill, enum colour line, int border);
void put_run(struct layout *l, const char *text, size_t len, int x, int baseline, int px, enum face face,
             enum colour colour);
void put_icon(struct layout *l, const char *name, int x, int y, int px, enum colour colour);
void put_clipped(struct layout *l);
int measure(const struct layout *l, const char *text, size_t len, enum face face, int px);
/* Breaks as text_lines.h says, puts lines down from y; the height used. */
int lines(struct layout *l, const char *text, int x, int y, int w, const struct style *style);
/* How many it takes; INT_MAX when a word is wider than w. */
int lines_count(const struct layout *l, const char *text, int w, const struct style *style);
/* A width in which as many lines are of about one length, or one more, where else a word is torn. */
int lines_even(const struct layout *l, const char *text, int w, const struct style *style, int step);
int lines_width(const struct layout *l, const char *text,
                const struct style *style); /* on one line (the widest of \n) */

/* layout_leaf*.c: height for a width; with a height of its own the leaf fills it. Not dry: puts it down. */
int leaf(struct layout *l, int widget, struct box box);
int leaf_width(struct layout *l, int widget);
int leaf_frame(struct layout *l, int widget, struct box box); /* buttons, keys, tags, header */
int leaf_frame_width(struct layout *l, const struct widget *w);
void leaf_slot(struct layout *l, const struct widget *w, struct box box); /* of the footer, once it is put */
/* layout_leaf_date.c: pixels of the label, of its unit, and from the edge; the face of this one. */
struct letters {
    int px, small, padding;
    enum face face;
};
void leaf_part(struct layout *l, const struct widget *w, struct box box, enum colour ink,
               const struct letters *k);
bool leaf_cell(struct layout *l, const struct widget *w, struct box box, enum colour ink,
               const struct letters *k); /* false: too narrow for one line */
enum { CELL_PADDING = 16 };
bool cells_too_narrow(const struct layout *l, int width);       /* for the longest of them */
int baseline_within(struct box box, const char *label, int px); /* in the middle of a key */
int leaf_composition(struct layout *l, int widget, struct box box);
bool row_too_narrow(const struct layout *l, int widget, int w);  /* for a word of its label */
bool face_too_narrow(const struct layout *l, int widget, int w); /* for its words on two lines */
int leaf_tile(struct layout *l, int widget, struct box box);
int leaf_field(struct layout *l, int widget, struct box box);
int leaf_sentence(struct layout *l, int widget, struct box box);
int leaf_seek(struct layout *l, int widget, struct box box);
int leaf_figure(struct layout *l, int widget, struct box box);
bool leaf_is_payment(const struct layout *l, int node);        /* the code to pay by */
int code_least(const struct layout *l);                        /* pixels of a module of it, at least */
int code_size(const struct layout *l, const struct widget *w); /* of its frame, or of another code */
int leaf_figure_width(struct layout *l, const struct widget *w);
struct placed *leaf_put(struct layout *l, int widget, struct box box); /* with focus and press of the view */
bool leaf_pressed(const struct layout *l, const struct widget *w);
enum colour tone_ink(enum tone tone);
enum colour tone_tint(enum tone tone);
int control_border(const struct layout *l);

/* layout_group.c */
void tree(struct layout *l);
int first_of(const struct layout *l, enum place place); /* first top node of a place, -1 none */
int next_of(const struct layout *l, int node, enum place place);
const struct widget *node_widget(const struct layout *l, int node);
const struct widget *node_first(const struct layout *l, int node); /* its first widget, however deep */
bool node_is_group(const struct layout *l, int node);
int node_height(struct layout *l, int node, int w);
int node_width(struct layout *l, int node);
int node_gap(const struct layout *l, int before, int node);
void node_place(struct layout *l, int node, struct box box);
int columns_of(const struct layout *l, int node, int w); /* in this width */
int columns_gap(const struct layout *l, int node);

/* layout_beside.c: a pair of parts on a lying panel; its height, or 0 where it stands as a stack. */
int parts_beside(struct layout *l, int node, struct box box);
int wide_and_narrow(struct layout *l, int node, struct box box); /* a GROUP_SIDE; its height */
/* layout_mirror.c: what was laid out from left to right goes from right to left. */
void layout_mirror(struct layout *l);
/* layout_press.c: in the contrast theme what is under the finger turns black on yellow. */
void layout_press(struct layout *l);
enum { CODE_PAD = 16 }; /* units around the code to pay by, where it stands by itself */
/* layout_aside.c: takes the width of what stands aside off the body; put once the rest is down. */
bool beside_aside(const struct layout *l); /* three rows of tiles must stand in its height */
bool lay_aside(struct layout *l, struct box *body);
int node_code(const struct layout *l); /* the code to pay by with what stands in its frame, or -1 */
void put_aside(struct layout *l, struct box body);

/* layout_candidates.c */
int candidates(struct layout *l, int node, struct box box);

/* layout_body.c, layout_frame.c, layout_standby.c */
enum { FLOW_BLOCKS = 256 /* a town of 170 communities, one a row */, FLOW_ABOVE = 12 };
/* A piece that stays whole: a node, or one row of a list or grid. */
struct block {
    int node, count; /* count > 0: that many children from `node` on, in columns of `parent` */
    int parent;
    int height, gap; /* pixels; the gap above */
    int section;     /* equal: they belong together */
    int page, column, y;
};
struct flow {
    struct block blocks[FLOW_BLOCKS], above[FLOW_ABOVE]; /* above: lowered, only read */
    int count, head, tail; /* blocks [0, head) and [tail, count) are on every page */
    int above_count, width, columns, column_gap, tail_column, pages, room;
    int section, last; /* while gathering: the newest, and its node */
    int again;         /* height of the title on a later page, 0: it is not said again */
    bool span;         /* the question stands above both columns, head_width wide */
    int head_width;
};
/* layout_flow.c */
enum group group_of(const struct layout *l, int node); /* NONE for a leaf */
int flow_sum(const struct flow *f, int from, int to);  /* heights and gaps of some blocks */
bool keys_leave_out(const struct layout *l, int node); /* it gives way to the keys below it */
bool flow_on_one_page(const struct layout *l);         /* with a keyboard or a pad: one sees what one does */
bool flow_is_pad(const struct layout *l, const struct block *b);
const struct widget *flow_title(const struct layout *l); /* the question or outcome of the page, or NULL */
bool flow_keeps_way(const struct layout *l);             /* the divisions that were chosen, on every page */
/* layout_break.c */
bool flow_is_heading(const struct layout *l, const struct block *b);
/* Gives the blocks between head and tail a page, a column and a place; the number of pages. */
int flow_break(struct layout *l, struct flow *f, int room);
bool flow_parts_columns(const struct layout *l, const struct flow *f); /* of the first page, one section */
/* Height is dear on a lying panel: the pager stands beside the buttons when they leave it room; its width
 * there. */
int pager_beside(struct layout *l);
int body_height(struct layout *l, int width); /* of one page that is long enough */
/* Says which block stands on which page; whether each has room on its page. */
bool plan_body(struct layout *l, struct flow *flow, struct box body);
void lay_body(struct layout *l, struct flow *flow, struct box body);
void lay_stack(struct layout *l, enum place place, struct box box);
int stack_height(struct layout *l, enum place place, int w);
void lay_frame(struct layout *l);
void lay_dialog(struct layout *l); /* over the body, between header and footer */
void lay_standby(struct layout *l);
void shift_standby(struct layout *l); /* all that was put down, by options.shift */

/* layout_header.c, layout_bar.c, layout_footer.c */
void plan_header(struct layout *l, struct box box);      /* bare_pills, brief_pills, bar_up */
struct box lay_header(struct layout *l, struct box box); /* what is left beside the mark */
int header_switches(struct layout *l);                   /* width of the pills */
bool header_leaves_row(struct layout *l); /* seated: the pills stand alone in their row, at its left end */
int header_pager(struct layout *l);       /* width of the pager at its right end, 0: it has no room there */
/* The width of its way out, and of its name on two lines; counted: of 第 2 步，共 5 步 below that, too. */
int bar_least(struct layout *l, bool counted);
int bar_row_height(const struct layout *l);   /* of its box beside the pills */
int bar_steps_height(const struct layout *l); /* 0: it has none */
int bar_height(const struct layout *l);       /* with the steps; what it takes of the body */
void lay_bar(struct layout *l, struct box box);
void lay_bar_beside(struct layout *l, struct box row); /* left of the pills, the steps below both */
void lay_steps(struct layout *l, struct box box);      /* at the lower edge */
int footer_height(const struct layout *l);
void lay_footer(struct layout *l);
