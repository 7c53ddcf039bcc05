/* The frame around the body: its regions, action bar, keyboard, dialog (DESIGN.md 3). */
#include "ui/layout_parts.h"

#include <string.h>

static bool has(const struct layout *l, enum place place)
{
    return first_of(l, place) >= 0;
}

int stack_height(struct layout *l, enum place place, int w)
{
    int height = 0, before = -1;
    for (int node = first_of(l, place); node >= 0; before = node, node = next_of(l, node, place))
        height += (before >= 0 ? u(l, node_gap(l, before, node)) : 0) + node_height(l, node, w);
    return height;
}

void lay_stack(struct layout *l, enum place place, struct box box)
{
    int y = box.y, before = -1;
    for (int node = first_of(l, place); node >= 0; before = node, node = next_of(l, node, place)) {
        y += before >= 0 ? u(l, node_gap(l, before, node)) : 0;
        int h = node_height(l, node, box.w);
        node_place(l, node, (struct box){box.x, y, box.w, h});
        y += h;
    }
}

static int margin(const struct layout *l)
{
    return u(l, l->options.theme.landscape ? 64 : 56);
}

/* Whether its words stand on two lines in w. */
static bool holds(const struct layout *l, int node, int w)
{
    const struct widget *main = node_widget(l, node);
    struct style s = {theme_type(&l->options.theme, TYPE_BUTTON), 1.25, FACE_BOLD, COLOUR_INK, 0};
    return node < 0 || lines_count(l, layout_label(l, main), w - 2 * u(l, 12), &s) <= 2;
}

/* The main button at the right end, or one that is to grow, takes what the others leave. */
static void actions(struct layout *l, struct box box)
{
    int x = box.x, gap = u(l, 24), main = -1;
    int others = 0, count = 0;
    for (int n = first_of(l, PLACE_ACTIONS); n >= 0; n = next_of(l, n, PLACE_ACTIONS)) {
        const struct widget *w = node_widget(l, n);
        if (w && (w->look == LOOK_MAIN || w->look == LOOK_DANGER || w->grow) && main < 0) {
            main = n;
            continue;
        }
        others += MAX(u(l, 328), node_width(l, n)) + gap;
        count++;
    }
    bool narrow = !holds(l, main, box.w - others); /* their words take two lines then */
    for (int n = first_of(l, PLACE_ACTIONS); n >= 0; n = next_of(l, n, PLACE_ACTIONS)) {
        if (n == main)
            continue;
        int width =
            narrow ? MIN(u(l, 328), (box.w - gap * count) / (count + 1)) : MAX(u(l, 328), node_width(l, n));
        node_place(l, n, (struct box){x, box.y, width, box.h});
        x += width + gap;
    }
    if (main >= 0)
        node_place(l, main, (struct box){x, box.y, box.x + box.w - x, box.h});
}

static bool date_keys(const struct layout *l)
{
    return l->nodes[first_of(l, PLACE_KEYS)].group == GROUP_STACK;
}

static bool digit_keys(const struct layout *l)
{
    return l->nodes[first_of(l, PLACE_KEYS)].group == GROUP_SIDE;
}

static bool hand_keys(const struct layout *l)
{
    return l->nodes[first_of(l, PLACE_KEYS)].group == GROUP_CANDIDATES;
}

/* Nearly square, as 1280x1024: letters leave the question little width. */
static bool narrow(const struct layout *l)
{
    const struct theme *t = &l->options.theme;
    return has(l, PLACE_KEYS) && t->landscape && t->width < u(l, 1800) && !digit_keys(l) && !date_keys(l) &&
           !hand_keys(l);
}

/* Digits stand further from the edge than a row of ten letters. */
static int keys_pad(const struct layout *l)
{
    bool few = digit_keys(l) || date_keys(l) || hand_keys(l);
    return u(l, narrow(l) ? 24 : l->options.theme.landscape ? 40 : few ? 56 : 24);
}

static int tray_top(const struct layout *l)
{
    return u(l, hand_keys(l) ? 26 : 22);
}

static void keys(struct layout *l, struct box box)
{
    int pad = keys_pad(l);
    struct placed *p = put(l, NULL, MADE_TRAY, box);
    put_shape(l, box, 0, COLOUR_SUNKEN, COLOUR_NONE, 0);
    p->place = PLACE_KEYS;
    put_shape(l,
              l->options.theme.landscape ? (struct box){box.x, box.y, u(l, 2), box.h}
                                         : (struct box){box.x, box.y, box.w, u(l, 2)},
              0, COLOUR_LINE, COLOUR_NONE, 0);
    p->bg = COLOUR_SUNKEN;
    int h = stack_height(l, PLACE_KEYS, box.w - 2 * pad);
    int y = l->options.theme.landscape ? box.y + MAX(0, box.h - h) / 2 : box.y + tray_top(l);
    lay_stack(l, PLACE_KEYS, (struct box){box.x + pad, y, box.w - 2 * pad, 0});
}

static int keys_height(struct layout *l, int w)
{
    return stack_height(l, PLACE_KEYS, w - 2 * keys_pad(l)) + tray_top(l) + u(l, 24);
}

void lay_dialog(struct layout *l)
{
    struct box all = {0, l->header.y + l->header.h, l->options.theme.width, 0};
    all.h = l->footer.y - all.y;
    struct placed *p = put(l, NULL, MADE_SCRIM, all);
    p->special = SPECIAL_SCRIM;
    p->art = all;
    p->place = PLACE_DIALOG;
    bool low = l->options.theme.landscape && l->options.theme.large;
    int width = MIN(u(l, low ? 1280 : 920), all.w - u(l, 48)), pad = u(l, low ? 40 : 64);
    l->centre = true;
    l->compact = false;
    int h = stack_height(l, PLACE_DIALOG, width - 2 * pad) + 2 * pad;
    if (h > all.h - u(l, 24)) {
        l->compact = true;
        pad = u(l, 24);
        h = stack_height(l, PLACE_DIALOG, width - 2 * pad) + 2 * pad;
    }
    struct box box = {(all.w - width) / 2, all.y + MAX(0, all.h - h) / 2, width, h};
    if (l->lowered)
        box.y = all.y + all.h - h - u(l, 24);
    p = put(l, NULL, MADE_DIALOG, box);
    p->place = PLACE_DIALOG;
    put_shape(l, box, u(l, 32), COLOUR_SURFACE,
              l->options.theme.palette == PALETTE_CONTRAST ? COLOUR_EDGE : COLOUR_NONE,
              l->options.theme.palette == PALETTE_CONTRAST ? u(l, 4) : 0);
    l->shapes[l->shape_count - 1].shadow = l->options.theme.palette != PALETTE_CONTRAST;
    lay_stack(l, PLACE_DIALOG, (struct box){box.x + pad, box.y + pad, width - 2 * pad, 0});
    l->centre = false;
}

/* On the ink, above the buttons (or the footer), for a few seconds (DESIGN.md 4.3). */
static void toast(struct layout *l)
{
    int node = first_of(l, PLACE_TOAST);
    const struct widget *w = node_widget(l, node);
    bool contrast = l->options.theme.palette == PALETTE_CONTRAST, dry = l->dry;
    struct style s = {by_size(l, 38, 52), 1.4, FACE_BOLD, COLOUR_SURFACE, -1};
    int pad = u(l, 32), icon = u(l, by_size(l, 48, 60)), width = l->body.w, above = l->footer.y;
    if (has(l, PLACE_ACTIONS))
        above = l->actions.y;
    else if (has(l, PLACE_KEYS) && !l->options.theme.landscape)
        above = l->keys.y;
    l->dry = true;
    int text = lines(l, w->label, 0, 0, width - 3 * pad - icon, &s);
    l->dry = dry;
    struct box box = {l->body.x, above - u(l, 24) - text - 2 * u(l, 24), width, text + 2 * u(l, 24)};
    struct placed *p = leaf_put(l, l->nodes[node].widget, box);
    if (p)
        p->bg = COLOUR_INK;
    put_shape(l, box, u(l, 24), COLOUR_INK, COLOUR_NONE, 0);
    l->shapes[l->shape_count - 1].shadow = !contrast;
    put_icon(l, w->icon, box.x + pad, box.y + (box.h - icon) / 2, icon,
             contrast ? COLOUR_SURFACE : COLOUR_LAMP);
    lines(l, w->label, box.x + 2 * pad + icon, box.y + u(l, 24), width - 3 * pad - icon, &s);
}

/* Half of a wide panel, and more for letters, which never get less than ten keys and a candidate row need,
 * nor digits less than three keys and the functions beside them. */
static struct box beside_keys(const struct layout *l, int y, int h)
{
    enum { HALF = 960, LETTERS = 856, LETTERS_LARGE = 904, LEAST = 980, DIGITS = 540, DIGITS_LARGE = 680 };
    enum { PAD = 800, PAD_LARGE = 860 };
    int width = l->options.theme.width, x = MIN(u(l, HALF), width - u(l, by_size(l, DIGITS, DIGITS_LARGE)));
    if (date_keys(l))
        x = width / 2;
    else if (hand_keys(l))
        x = MIN(u(l, HALF), width - u(l, by_size(l, PAD, PAD_LARGE)));
    else if (!digit_keys(l))
        x = MIN(u(l, by_size(l, LETTERS, LETTERS_LARGE)), width - u(l, LEAST));
    return (struct box){x, y, width - x, h};
}

/* By how much it may be lower: the keys beside it say what it must have. */
static int pad_most(struct layout *l)
{
    int side = next_of(l, first_of(l, PLACE_KEYS), PLACE_KEYS), beside = l->nodes[l->nodes[side].child].next;
    return MAX(u(l, 560) - node_height(l, beside, u(l, 240)), 0);
}

/* Seated: what the row of the pills is high, with the bar in it or without. */
static int seated_row(struct layout *l)
{
    return l->bar_beside ? bar_row_height(l) : u(l, by_size(l, 88, 104));
}

/* And what stands of the bar between it and the body. */
static int seated_bar(const struct layout *l, int bar_h)
{
    int steps = bar_steps_height(l);
    if (l->bar_beside)
        return steps ? steps + u(l, 16) : 0;
    return l->bar_split || !bar_h ? 0 : bar_h + u(l, 24);
}

/* Where the bar stands when it comes down: in the row of the pills when that was asked for and it has the
 * width; its 退出 alone there when even that is too high. */
static void seated_how(struct layout *l, int bar_h)
{
    l->bare_pills = l->brief_pills = true;
    l->bar_beside =
        l->bar_beside && bar_h && bar_least(l, false) <= l->body.w - header_switches(l) - u(l, 16);
    l->bar_split = bar_h && !l->bar_beside && has(l, PLACE_KEYS) && l->give >= GIVE_KEYS;
    l->bare_pills = l->brief_pills = l->bar_beside || l->bar_split;
    l->tight_pills = l->bar_split; /* beside what is to be pressed of the bar */
}

/* What a long question, and what stands above it, need beyond this room. */
static int wanting(struct layout *l, int room)
{
    bool in_keys = l->in_keys, dry = l->dry;
    l->in_keys = false;
    l->dry = l->compact = true;
    int need = bar_height(l) + u(l, 40) + body_height(l, l->body.w) + u(l, 24);
    if (l->lowered) { /* all that is touched, within reach */
        seated_how(l, bar_height(l));
        need = l->options.zone_top - l->body.y + seated_row(l) + seated_bar(l, bar_height(l)) + u(l, 32) +
               body_height(l, l->body.w);
    }
    l->in_keys = in_keys;
    l->dry = dry;
    l->compact = false;
    return MAX(need - room, 0);
}

/* Then the pad, or the keys, have less height. */
static int yielding_keys_height(struct layout *l)
{
    int h = keys_height(l, l->options.theme.width), want = 0;
    if (!date_keys(l))
        want = wanting(l, l->body.h - h);
    if (hand_keys(l))
        l->pad_less = MIN(want, pad_most(l));
    return keys_height(l, l->options.theme.width);
}

/* The regions: the footer equal everywhere; keys right in landscape, above the footer in portrait. */
static void regions(struct layout *l)
{
    const struct theme *t = &l->options.theme;
    int head = u(l, t->landscape ? 120 : by_size(l, 144, 168)), foot = footer_height(l), m = margin(l);
    l->header = (struct box){m, 0, t->width - 2 * m, head};
    l->pills_y = (head - u(l, by_size(l, 88, 104))) / 2;
    l->lowered = l->options.seated && l->options.zone_top > l->pills_y;
    l->bar_beside = l->bar_beside && l->lowered;
    l->above.h = t->height; /* as much as is wanted, until it is known */
    l->pad_less = 0;
    l->keys_low = l->give >= GIVE_KEYS;
    plan_header(l, l->header);
    l->footer = (struct box){0, t->height - foot, t->width, foot};
    l->body = (struct box){m, head, t->width - 2 * m, t->height - foot - head};
    if (has(l, PLACE_KEYS)) {
        l->in_keys = true;
        if (t->landscape) {
            l->keys = beside_keys(l, head, t->height - foot - head);
            int over = keys_height(l, l->keys.w) - l->keys.h;
            l->pad_less = hand_keys(l) ? CLAMP(over, 0, pad_most(l)) : 0;
        } else {
            int h = yielding_keys_height(l);
            l->keys = (struct box){0, t->height - foot - h, t->width, h};
            l->body.h -= h;
        }
        l->in_keys = false;
        if (t->landscape)
            l->body.w = l->keys.x - u(l, 40) - m;
    }
    if (has(l, PLACE_ACTIONS)) {
        int h = u(l, by_size(l, 120, 144));
        l->actions = (struct box){l->body.x, l->body.y + l->body.h - h - u(l, 24), l->body.w, h};
        l->body.h -= h + u(l, 48);
    }
}

/* Seated: pills and bar come down into reach, right on what a keyboard writes into or to the top of the zone;
 * what is only read stands above them. Returns the rest of the body. */
static struct box seated(struct layout *l, struct box body, int bar_h)
{
    seated_how(l, bar_h);
    bar_h = bar_height(l); /* beside the pills it would have been lower */
    int pills = u(l, by_size(l, 88, 104)), row = seated_row(l), low = seated_bar(l, bar_h),
        gap = u(l, by_size(l, 16, 20));
    int bottom = body.y + body.h, top = body.y + (l->bar_split ? bar_h + gap : 0);
    int row_y = MAX(l->options.zone_top + gap, body.y);
    l->above = (struct box){body.x, top, body.w, body.h};
    if (has(l, PLACE_KEYS) || l->code >= 0) /* a code is only looked at: it has the room above */
        row_y = bottom - gap - body_height(l, body.w) - low - gap - row;
    if (l->code >= 0)
        row_y = MAX(row_y, MAX(l->options.zone_top + gap, body.y));
    l->pills_y = row_y + (row - pills) / 2;
    int y = row_y + row + (header_pager(l) ? u(l, 24) : gap); /* its arrows keep off what is below */
    if (l->bar_beside)
        l->bar = (struct box){body.x, row_y, body.w, row + gap + bar_steps_height(l)};
    else
        l->bar = (struct box){body.x, l->bar_split ? body.y : y, body.w, bar_h};
    l->above.h = MAX(0, row_y - gap - top);
    return (struct box){body.x, y + low, body.w, bottom - y - low};
}

/* Letters of a nearly square panel stand below the bar, which needs the whole width then. Where it stands in
 * the header and room is short, its steps leave them theirs. */
static bool wide_keys(struct layout *l, int bar_h)
{
    if (!bar_h || !narrow(l) || (l->bar_up && l->give >= GIVE_KEYS))
        return false;
    int down = bar_h + u(l, 16);
    l->keys.y += down;
    l->keys.h -= down;
    return true;
}

/* Where everything stands with what the page gives up now; the body. */
static struct box plan_frame(struct layout *l)
{
    regions(l);
    l->code = l->lowered || l->options.theme.landscape ? node_code(l) : -1;
    bool inside = has(l, PLACE_BAR);
    int gap = u(l, by_size(l, 24, 16)), bottom = u(l, has(l, PLACE_ACTIONS) ? 0 : 16), bar_h = bar_height(l);
    struct box body = l->body;
    if (l->lowered) {
        body = seated(l, body, bar_h);
        body.h -= has(l, PLACE_KEYS) ? 0 : bottom;
        return body;
    }
    l->bar = (struct box){body.x, body.y, wide_keys(l, bar_h) ? l->header.w : body.w, bar_h};
    gap = inside ? u(l, l->options.theme.landscape ? 24 : 40) : gap;
    l->bar.y += l->bar_up ? u(l, 4) : 0; /* the steps: clear of what stands in the header */
    return (struct box){body.x, body.y + bar_h + gap, body.w, body.h - bar_h - gap - bottom};
}

/* Whether the page stands as it is planned. A keyboard wants all on one page: one sees what one types. */
static bool settled(struct layout *l, struct flow *f, struct box *body)
{
    l->aside = -1;
    l->body = *body = plan_frame(l);
    lay_aside(l, body);
    bool fits = plan_body(l, f, *body);
    if (has(l, PLACE_KEYS) && l->options.theme.landscape && keys_height(l, l->keys.w) > l->keys.h)
        fits = fits && l->give >= GIVE_KEYS;
    if (has(l, PLACE_KEYS))
        return fits && f->pages == 1 && (!l->lowered || l->pills_y >= l->options.zone_top);
    if (flow_on_one_page(l))
        return fits && f->pages == 1;
    return fits;
}

/* The way stays above what is chosen from, unless so little room is left that one turns page after page. */
static bool settled_with_way(struct layout *l, struct flow *f, struct box *body)
{
    enum { MANY = 6 };
    bool fits = settled(l, f, body);
    if (!fits || f->pages <= MANY || !flow_keeps_way(l))
        return fits;
    enum give before = (enum give)l->give;
    l->give = GIVE_TITLE;
    if (settled(l, f, body))
        return true;
    l->give = (uint8_t)before;
    return settled(l, f, body);
}

/* Seated, the bar stands beside the pills where that spares a page; a keyboard leaves it nowhere else, and
 * where it is too high even there it is parted from its way out. */
static bool settled_with_bar(struct layout *l, struct flow *f, struct box *body)
{
    bool typed = has(l, PLACE_KEYS);
    l->bar_beside = typed && l->give >= GIVE_KEYS;
    bool asked = l->bar_beside, fits = settled_with_way(l, f, body);
    int pages = f->pages;
    if (!l->lowered || !has(l, PLACE_BAR) || (fits && pages == 1) || typed != asked)
        return fits;
    l->bar_beside = !typed;
    bool fits_so = settled_with_way(l, f, body);
    if (typed || (fits_so && (!fits || f->pages < pages)))
        return fits_so;
    l->bar_beside = false;
    return settled_with_way(l, f, body);
}

/* A picture goes where that spares a page; else it stays. */
static bool settled_with_picture(struct layout *l, struct flow *f, struct box *body)
{
    bool fits = settled_with_bar(l, f, body);
    int pages = f->pages;
    if ((fits && pages == 1) || flow_on_one_page(l))
        return fits;
    l->give = GIVE_PICTURE;
    if (settled_with_bar(l, f, body) && (!fits || f->pages < pages))
        return true;
    l->give = fits ? GIVE_NOTHING : GIVE_PICTURE;
    return settled_with_bar(l, f, body);
}

/* The code to pay by is as large as its page allows, up to a third more than the least. */
static void enlarge_code(struct layout *l, struct flow *f, struct box *body)
{
    int least = l->module ? l->module : code_least(l), pages = f->pages, best = l->module;
    bool compact = l->compact;
    if (node_code(l) < 0)
        return;
    for (int module = least + 1; module <= least * 4 / 3; module++) {
        l->module = module;
        if (!settled_with_bar(l, f, body) || f->pages > pages || l->module < module || l->compact != compact)
            break;
        best = module;
    }
    l->module = best;
    settled_with_bar(l, f, body);
}

void lay_frame(struct layout *l)
{
    struct flow f;
    struct box body;
    l->centre = strcmp(l->page->screen, "sending") == 0;
    l->give = GIVE_NOTHING;
    for (bool fits = settled_with_picture(l, &f, &body); !fits && l->give < GIVE_HEAD;) {
        l->give++;
        fits = settled_with_bar(l, &f, &body);
    }
    enlarge_code(l, &f, &body);
    l->centre = false;
    struct box beside = lay_header(l, l->header);
    if (has(l, PLACE_BAR)) {
        beside.y += (beside.h - u(l, 112)) / 2;
        if (l->bar_beside)
            lay_bar_beside(l, l->bar);
        else
            lay_bar(l, l->bar_up ? beside : l->bar);
        if (!l->bar_beside)
            lay_steps(l, l->bar);
    }
    if (l->lowered) /* with what was raised out of it */
        l->body = (struct box){body.x, l->above.y, l->body.w, body.y + body.h - l->above.y};
    l->centre = strcmp(l->page->screen, "sending") == 0;
    lay_body(l, &f, body);
    l->centre = false;
    if (has(l, PLACE_ACTIONS))
        actions(l, l->actions);
    if (has(l, PLACE_KEYS)) {
        l->in_keys = true;
        keys(l, l->keys);
        l->in_keys = false;
    }
    if (has(l, PLACE_TOAST))
        toast(l);
    if (has(l, PLACE_DIALOG))
        lay_dialog(l);
}
