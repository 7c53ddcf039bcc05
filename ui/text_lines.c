#include "ui/text_lines.h"

#include <glib.h>
#include <linebreak.h>
#include <string.h>

#include "base/text.h"
#include "ui/text_shape.h"
#include "ui/text_space.h"
#include "ui/text_words.h"

/* What a place costs that a line should not end at; a line that is left half empty costs a quarter of ROOM.
 */
enum { WORD = 200, NUMBER = 120, BRACKET = 60, ROOM = 200 };

void text_lines_look(struct text_lines *t, const char *text, const struct text_type *type)
{
    size_t all = strnlen(text, TEXT_PARAGRAPH), n = strcspn(text, "\n");
    int x = 0;
    uint32_t before = 0;
    t->text = text;
    t->bytes = n < all ? n : all;
    t->goes_on = n > all;
    t->count = t->lines = 0;
    t->broken = t->parted = false;
    while (t->goes_on && t->bytes && ((unsigned char)text[t->bytes] & 0xC0) == 0x80)
        t->bytes--;
    for (const char *p = text; p < text + t->bytes;) {
        t->at[t->count] = (uint16_t)(p - text);
        uint32_t c = text_shape_next(text, text + t->bytes, &p);
        int wide = type->advance(type->letters, type->face, type->px, c);
        x += text_space(before, c, type->px, type->taiwan);
        t->x[t->count] = x;
        t->behind[t->count] =
            (uint8_t)(type->hangs ? MIN(text_space_behind(c, type->px, type->taiwan), 255) : 0);
        t->wide[t->count++] = (uint16_t)wide;
        x += wide;
        before = c;
    }
    t->at[t->count] = (uint16_t)t->bytes;
}

static bool is_blank(const struct text_lines *t, unsigned i)
{
    return t->text[t->at[i]] == ' ';
}

int text_lines_wide(const struct text_lines *t, unsigned from, unsigned to)
{
    while (to > from && is_blank(t, to - 1))
        to--;
    return to > from ? t->x[to - 1] + t->wide[to - 1] - t->x[from] : 0;
}

/* What it needs of its width: the blank half of a mark at its end may hang out. */
static int needs(const struct text_lines *t, unsigned from, unsigned to)
{
    while (to > from && is_blank(t, to - 1))
        to--;
    return text_lines_wide(t, from, to) - (to > from ? t->behind[to - 1] : 0);
}

bool text_lines_may_end(struct text_lines *t, unsigned at)
{
    if (!t->broken)
        set_linebreaks_utf8((const utf8_t *)t->text, t->bytes, "zh", t->ends);
    t->broken = true;
    return at > 0 && (t->ends[t->at[at] - 1] == LINEBREAK_ALLOWBREAK ||
                      (at < t->count && t->ends[t->at[at] - 1] == LINEBREAK_MUSTBREAK));
}

/* Where the line that begins at `from` ends when as much stands on it as there is room for. */
static unsigned full(struct text_lines *t, unsigned from, int w, bool *too_wide)
{
    unsigned fit = from;
    if (needs(t, from, t->count) <= w)
        return t->count;
    for (unsigned i = from; i < t->count; i++) {
        if (!is_blank(t, i) && needs(t, from, i + 1) > w) {
            *too_wide = *too_wide || fit == from;
            return fit > from ? fit : MAX(i, from + 1);
        }
        if (text_lines_may_end(t, i + 1))
            fit = i + 1;
    }
    return t->count;
}

static unsigned skip_blanks(const struct text_lines *t, unsigned at)
{
    while (at < t->count && is_blank(t, at))
        at++;
    return at;
}

unsigned text_lines_count(struct text_lines *t, int first, int w, bool *too_wide)
{
    t->lines = 0;
    t->begins[0] = 0;
    for (unsigned from = 0; from < t->count;) {
        from = skip_blanks(t, full(t, from, from ? w : first, too_wide));
        t->begins[++t->lines] = (uint16_t)from;
    }
    return t->lines;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* Of Han, or Uyghur, or our own alphabet. */
static bool is_letter(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x620 && c < 0x700) || g_ascii_isalpha((char)MIN(c, 0x7f));
}

/* 3 | 月, 10 | minutes, and 第 | 2, whether a blank stands there or not. */
static bool tears_number(uint32_t before, uint32_t c)
{
    return (is_digit(before) && is_letter(c)) || (before == 0x7B2C /* 第 */ && is_digit(c));
}

static void find_torn(struct text_lines *t)
{
    static const uint32_t opens[] = {0xFF08, 0x201C, 0x300C}, closes[] = {0xFF09, 0x201D, 0x300D}; /* （“「 */
    bool inside[TEXT_PARAGRAPH + 1];
    uint32_t before = 0;
    unsigned open = 0;
    text_words(t->text, t->bytes, inside);
    for (unsigned i = 0; i < t->count; i++) {
        const char *p = t->text + t->at[i];
        uint32_t c = text_next(&p);
        t->torn[i] = (uint8_t)(inside[t->at[i]]          ? WORD
                               : tears_number(before, c) ? NUMBER
                               : open                    ? BRACKET
                                                         : 0);
        for (unsigned k = 0; k < G_N_ELEMENTS(opens); k++)
            open = c == opens[k] ? open + 1 : c == closes[k] && open ? open - 1 : open;
        before = c == ' ' ? before : c;
    }
    t->torn[t->count] = 0;
    t->parted = true;
}

static int torn_by(const struct text_lines *t)
{
    int torn = 0;
    for (unsigned i = 1; i < t->lines; i++)
        torn += t->torn[t->begins[i]];
    return torn;
}

/* The cheapest ways to the end of each line that can be: how many lines, and what they cost. */
struct ways {
    uint16_t lines[TEXT_PARAGRAPH + 1], from[TEXT_PARAGRAPH + 1];
    int cost[TEXT_PARAGRAPH + 1];
};

/* Of a line that is not the last: what its end tears, and the square of what stays empty. */
static int cost_of(const struct text_lines *t, unsigned from, unsigned end, int w)
{
    int64_t rest = w - needs(t, from, end);
    return end == t->count || w <= 0 ? 0 : t->torn[skip_blanks(t, end)] + (int)(ROOM * rest * rest / w / w);
}

static void try_line(const struct text_lines *t, struct ways *ways, unsigned from, unsigned end, int w)
{
    int cost = ways->cost[from] + cost_of(t, from, end, w);
    unsigned lines = ways->lines[from] + 1U, to = skip_blanks(t, end);
    if (lines < ways->lines[to] || (lines == ways->lines[to] && cost < ways->cost[to])) {
        ways->lines[to] = (uint16_t)lines;
        ways->cost[to] = cost;
        ways->from[to] = (uint16_t)from;
    }
}

static void best(struct text_lines *t, int first, int w)
{
    struct ways ways;
    memset(ways.lines, 0xff, (t->count + 1) * sizeof *ways.lines);
    ways.lines[0] = 0;
    ways.cost[0] = 0;
    for (unsigned from = 0; from < t->count; from++) {
        int room = from ? w : first;
        if (ways.lines[from] == UINT16_MAX)
            continue;
        for (unsigned end = from + 1; end <= t->count && needs(t, from, end) <= room; end++)
            if (end == t->count || text_lines_may_end(t, end))
                try_line(t, &ways, from, end, room);
    }
    if (ways.lines[t->count] != t->lines)
        return; /* what was found first stays */
    for (unsigned i = t->lines, at = t->count; i > 0; at = ways.from[at])
        t->begins[i--] = (uint16_t)at;
}

int text_lines_fill(struct text_lines *t, int first, int w, bool *too_wide)
{
    bool wider = false;
    unsigned count = text_lines_count(t, first, w, &wider);
    *too_wide = *too_wide || wider;
    if (count < 2)
        return 0;
    if (!t->parted)
        find_torn(t);
    if (torn_by(t) && !wider)
        best(t, first, w);
    return torn_by(t);
}

/* The widest in which nothing is torn and one line more is enough, or `w`. */
static int untorn(struct text_lines *t, int w, int step)
{
    unsigned most = t->lines + 1;
    for (int less = w - step; less > w / 2; less -= step) {
        bool too_wide = false;
        int torn = text_lines_fill(t, less, less, &too_wide);
        if (!torn && !too_wide && t->lines <= most)
            return less;
    }
    return w;
}

bool text_lines_tear(struct text_lines *t, int w)
{
    return text_lines_fill(t, w, w, &(bool){false}) >= WORD;
}

int text_lines_even(struct text_lines *t, int w, int step, bool more)
{
    int low = w / 2, high = w; /* high: wide enough */
    bool too_wide = false;
    int torn = text_lines_fill(t, w, w, &too_wide);
    unsigned count = t->lines;
    if (torn >= WORD && more)
        return untorn(t, w, step);
    while (high - low > step) {
        int middle = (low + high) / 2;
        bool wider = false;
        bool holds = text_lines_count(t, middle, middle, &wider) == count && !wider;
        *(holds ? &high : &low) = middle;
    }
    while (high < w && text_lines_fill(t, high, high, &too_wide) > torn)
        high = MIN(high + step, w);
    return high;
}

size_t text_lines_line(const struct text_lines *t, unsigned line, const char **text)
{
    unsigned end = t->begins[line + 1], from = t->begins[line];
    *text = t->text + t->at[from];
    while (end > from && is_blank(t, end - 1))
        end--;
    return t->at[end] - (size_t)t->at[from];
}

const char *text_lines_rest(struct text_lines *t)
{
    if (t->goes_on && t->lines > 1)
        return t->text + t->at[t->begins[--t->lines]];
    const char *rest = t->text + t->bytes;
    rest += *rest == '\n';
    return rest + strspn(rest, " ");
}
