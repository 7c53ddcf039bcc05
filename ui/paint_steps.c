/* The first steps of whoever never stood before such a machine, in nine small drawings: what can be pressed,
 * the two ways out of trouble; what fills itself in, keys, a finger that writes; paper, card, and going. */
#include "ui/paint_how.h"

/* Its tip touches that point; the hand comes from below. */
static void finger(const struct pen *p, double x, double y)
{
    how_rounded(p, how_box(p, x - 4, y + 104, 58, 80), 10, PINE);
    how_rounded(p, how_box(p, x - 24, y + 56, 84, 68), 28, SKIN);
    how_rounded(p, how_box(p, x - 13, y - 4, 26, 92), 13, SKIN);
    for (int i = 0; i < 2; i++)
        how_line(p, x + 20 + 20 * i, y + 64, x + 20 + 20 * i, y + 86, 4, CREASE);
    how_line(p, x - 7, y + 4, x + 7, y + 4, 4, CREASE); /* the nail */
}

static void tile(const struct pen *p)
{
    how_rounded(p, how_box(p, 36, 34, 192, 84), 18, LINE); /* raised: its shadow */
    how_rounded(p, how_box(p, 36, 28, 192, 84), 18, WHITE);
    how_rounded(p, how_box(p, 52, 46, 48, 48), 12, PINE);
    how_line(p, 120, 60, 204, 60, 12, PHOTO);
    how_line(p, 120, 84, 172, 84, 10, LABEL);
    canvas_border(p->c, how_box(p, 124, 62, 72, 72), (int)(36 * p->s), (int)(7 * p->s), LAMP, false);
    finger(p, 160, 96);
}

static void arrow(const struct pen *p, double x, double y, double dx, double dy, uint32_t rgb)
{
    how_line(p, x, y, x + dx, y + dy, 10, rgb);
    /* its two barbs, turned by 45 degrees, half as long */
    how_line(p, x + dx, y + dy, x + dx / 2 - dy / 2, y + dy / 2 + dx / 2, 10, rgb);
    how_line(p, x + dx, y + dy, x + dx / 2 + dy / 2, y + dy / 2 - dx / 2, 10, rgb);
}

/* The foot of a page with its five slots, one of them lit. */
static void slots(const struct pen *p, int lit)
{
    enum { SLOTS = 5 };
    how_rounded(p, how_box(p, 22, 18, 220, 180), 16, WHITE);
    how_line(p, 44, 48, 130, 48, 12, PHOTO);
    how_line(p, 44, 76, 216, 76, 10, NUMBER);
    how_line(p, 44, 100, 180, 100, 10, NUMBER);
    how_line(p, 24, 128, 240, 128, 3, LINE);
    for (int i = 0; i < SLOTS; i++)
        if (i != lit)
            how_rounded(p, how_box(p, 35 + 40.5 * i, 150, 30, 28), 8, NUMBER);
}

static void back(const struct pen *p)
{
    slots(p, 0);
    how_rounded(p, how_box(p, 26, 136, 62, 56), 12, LAMP);
    arrow(p, 74, 164, -30, 0, INK);
}

static void help(const struct pen *p)
{
    slots(p, 3);
    how_rounded(p, how_box(p, 140, 136, 62, 56), 12, LAMP);
    how_rounded(p, how_box(p, 160, 142, 22, 22), 11, INK);
    how_rounded(p, how_box(p, 150, 168, 42, 18), 9, INK);
}

static void filled(const struct pen *p)
{
    how_rounded(p, how_box(p, 92, 92, 152, 108), 14, WHITE);
    for (int i = 0; i < 3; i++) {
        how_line(p, 110, 122 + 26 * i, 138, 122 + 26 * i, 10, NUMBER);
        how_line(p, 158, 122 + 26 * i, 222, 122 + 26 * i, 10, PINE);
    }
    how_card(p, 20, 26, -6);
    arrow(p, 190, 52, 22, 34, LAMP);
}

static void keys(const struct pen *p, struct text *text)
{
    enum { ROWS = 3 };
    static const char *const digits[ROWS * ROWS] = {"1", "2", "3", "4", "5", "6", "7", "8", "9"};
    how_rounded(p, how_box(p, 40, 14, 184, 158), 16, TRAY);
    for (int i = 0; i < ROWS * ROWS; i++) {
        int column = i % ROWS, row = i / ROWS;
        struct box key = how_box(p, 52 + 56 * column, 26 + 48 * row, 48, 40);
        how_rounded(p, key, 8, i == 4 ? LAMP : WHITE);
        how_words(p, text, key, 28, digits[i]);
    }
    finger(p, 140, 112);
}

/* 王, the last stroke under the finger. */
static void written(const struct pen *p)
{
    how_rounded(p, how_box(p, 28, 18, 208, 160), 16, PINE);
    how_rounded(p, how_box(p, 32, 22, 200, 152), 13, WHITE);
    how_line(p, 62, 48, 146, 48, 9, INK);
    how_line(p, 68, 84, 140, 84, 9, INK);
    how_line(p, 104, 48, 104, 126, 9, INK);
    how_line(p, 54, 128, 160, 124, 9, INK);
    finger(p, 166, 122);
}

static void receipt(const struct pen *p)
{
    enum { LINES = 4 };
    how_rounded(p, how_box(p, 34, 22, 196, 56), 16, PINE);
    how_line(p, 66, 52, 198, 52, 12, INK);
    how_rounded(p, how_box(p, 78, 50, 108, 148), 4, WHITE);
    how_line(p, 94, 78, 146, 78, 12, INK);
    for (int i = 0; i < LINES; i++)
        how_line(p, 94, 102 + 18 * i, i % 2 ? 150 : 168, 102 + 18 * i, 7, LABEL);
    how_line(p, 94, 178, 168, 178, 12, PINE);
    arrow(p, 214, 104, 0, 52, LAMP);
}

static void taken(const struct pen *p)
{
    how_reader(p);
    how_card(p, 40, 32, -8);
    arrow(p, 222, 104, 0, -56, LAMP);
}

/* A page that is empty again, and the way out of it. */
static void gone(const struct pen *p)
{
    how_rounded(p, how_box(p, 30, 24, 150, 168), 16, WHITE);
    canvas_border(p->c, how_box(p, 46, 40, 118, 40), (int)(10 * p->s), (int)(5 * p->s), LINE, true);
    canvas_border(p->c, how_box(p, 46, 136, 118, 40), (int)(10 * p->s), (int)(5 * p->s), LINE, true);
    how_line(p, 104, 108, 190, 108, 10, LAMP);
    arrow(p, 190, 108, 40, 0, LAMP);
}

void how_step(const struct pen *p, struct text *text, int number)
{
    static void (*const drawings[])(const struct pen *) = {tile,    back,    help,  filled, NULL,
                                                           written, receipt, taken, gone};
    enum { FIRST = 4, KEYS = 8 };
    if (number == KEYS)
        keys(p, text);
    else if (number >= FIRST && (size_t)(number - FIRST) < G_N_ELEMENTS(drawings))
        drawings[number - FIRST](p);
}
