/* Three boxes and the grid of one of them: years in tens, then ten years, months, days (DESIGN.md 4.8). What
 * is chosen stands in input->text as ISO 8601, as far as it goes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/input/input.h"

#define _(zh) words(language, zh)

enum { TEN = 10, MONTHS = 12, DECADE_COLUMNS = 3, YEAR_COLUMNS = 4, MONTH_COLUMNS = 4, DAY_COLUMNS = 7 };

struct day input_day(const struct input *input)
{
    struct day day;
    day_parse(&day, input->text);
    return day;
}

static enum date_part first_missing(struct day day)
{
    return !day.year ? PART_YEAR : !day.month ? PART_MONTH : PART_DAY;
}

void input_date_start(struct input *input)
{
    input->date.part = first_missing(input_day(input));
    input->date.decade = 0;
}

/* Within the limits as far as the day is known. */
static bool may_be(const struct input *input, struct day day)
{
    return day_compare(day, input->date.earliest) >= 0 && day_compare(day, input->date.latest) <= 0;
}

/* What stands there and cannot be is chosen anew from its greatest part on: below it all would be greyed. */
static void open_impossible(struct input *input)
{
    struct day day = input_day(input);
    if (day.year && !may_be(input, (struct day){day.year, 0, 0}))
        input->date.part = PART_YEAR;
    else if (day.month && input->date.part == PART_DAY &&
             !may_be(input, (struct day){day.year, day.month, 0}))
        input->date.part = PART_MONTH;
}

void input_date_limits(struct input *input, struct day earliest, struct day latest, bool vague)
{
    input->date.earliest = earliest;
    input->date.latest = latest;
    input->date.vague = vague;
    open_impossible(input);
}

/* A year or month that leaves no place for what was chosen below it drops that. */
static void choose(struct input *input, struct day day)
{
    if (day.month && !may_be(input, (struct day){day.year, day.month, 0}))
        day.month = 0;
    if (!day.month || (day.day > day_month_length(day.year, day.month)) || !may_be(input, day))
        day.day = 0;
    day_write(input->text, day);
    input->date.part = first_missing(day);
    input->date.decade = 0;
}

static bool number_after(const char *id, const char *prefix, int *number)
{
    char *end;
    size_t n = strlen(prefix);
    if (strncmp(id, prefix, n) != 0 || id[n] < '0' || id[n] > '9')
        return false;
    *number = (int)strtol(id + n, &end, TEN);
    return *end == '\0';
}

static bool pick(struct input *input, const char *id)
{
    struct day day = input_day(input);
    int n;
    if (number_after(id, "date.decade.", &n)) {
        input->date.decade = n / TEN * TEN;
        return true;
    }
    if (number_after(id, "date.year.", &n))
        day.year = n;
    else if (number_after(id, "date.month.", &n) && n >= 1 && n <= MONTHS && day.year)
        day.month = n;
    else if (number_after(id, "date.day.", &n) && day.month && n >= 1 &&
             n <= day_month_length(day.year, day.month))
        day.day = n;
    else
        return false;
    if (!may_be(input, (struct day){day.year, 0, 0}))
        return false;
    choose(input, day);
    return true;
}

/* As far as it is known: the rest goes. */
static void leave_open(struct input *input)
{
    struct day day = input_day(input);
    if (input->date.part == PART_MONTH)
        day.month = 0;
    day.day = 0;
    day_write(input->text, day);
}

bool input_date(struct input *input, const char *id)
{
    static const char *const boxes[] = {"date.year", "date.month", "date.day"};
    struct day day = input_day(input);
    for (int part = PART_YEAR; part <= PART_DAY; part++)
        if (strcmp(id, boxes[part]) == 0 && part <= (int)first_missing(day)) {
            input->date.part = (enum date_part)part;
            input->date.decade = 0;
            return true;
        }
    if (strcmp(id, "date.back") == 0) {
        bool year = input->date.part == PART_YEAR || input->date.decade;
        input->date.part = year ? PART_YEAR : (enum date_part)(input->date.part - 1);
        input->date.decade = 0;
        return true;
    }
    if (strcmp(id, "date.vague") == 0 && input->date.vague && input->date.part != PART_YEAR) {
        leave_open(input);
        return true;
    }
    return pick(input, id);
}

static struct widget *cell(struct page *page, const char *kind, int n, const char *label, bool chosen)
{
    char id[PAGE_ID];
    snprintf(id, sizeof id, "date.%s.%d", kind, n);
    struct widget *w = page_button(page, LOOK_CELL, id, label, "");
    w->selected = chosen;
    return w;
}

static void decades(struct page *page, const struct input *input, struct day day)
{
    page_open(page, GROUP_COLUMNS, DECADE_COLUMNS);
    int first = input->date.earliest.year, last = input->date.latest.year;
    for (int y = first / TEN * TEN; y <= last; y += TEN) { /* only years that can be */
        int from = MAX(y, first), to = MIN(y + TEN - 1, last);
        cell(page, "decade", y,
             from < to ? page_format(page, "%d–%d", from, to) : page_format(page, "%d", to),
             day.year / TEN * TEN == y);
    }
    page_close(page);
}

static void years(struct page *page, const struct input *input, struct day day)
{
    page_open(page, GROUP_COLUMNS, YEAR_COLUMNS);
    for (int y = input->date.decade; y < input->date.decade + TEN; y++)
        cell(page, "year", y, page_format(page, "%d", y), day.year == y)->enabled =
            may_be(input, (struct day){y, 0, 0});
    page_close(page);
}

static void months(struct page *page, const struct input *input, struct day day, enum language language)
{
    page_open(page, GROUP_COLUMNS, MONTH_COLUMNS);
    for (int m = 1; m <= MONTHS; m++)
        cell(page, "month", m, page_format(page, _("%d 月"), m), day.month == m)->enabled =
            may_be(input, (struct day){day.year, m, 0});
    page_close(page);
}

static void days(struct page *page, const struct input *input, struct day day)
{
    page_open(page, GROUP_COLUMNS, DAY_COLUMNS);
    for (int d = 1; d <= day_month_length(day.year, day.month); d++)
        cell(page, "day", d, page_format(page, "%d", d), day.day == d)->enabled =
            may_be(input, (struct day){day.year, day.month, d});
    page_close(page);
}

static const char *asked(struct page *page, const struct input *input, struct day day, enum language language)
{
    if (input->date.part == PART_DAY)
        return page_format(page, _("%d 年 %d 月的哪一天？"), day.year, day.month);
    if (input->date.part == PART_MONTH)
        return page_format(page, _("%d 年的哪个月？"), day.year);
    return input->date.decade ? _("哪一年？") : _("大概哪些年？");
}

static void unsure(struct page *page, const struct input *input, enum language language)
{
    if (input->date.vague && input->date.part != PART_YEAR)
        page_button(page, LOOK_QUIET, "date.vague", _("记不清"),
                    input->large ? "" : "help"); /* no room beside two */
}

static void last_row(struct page *page, const struct input *input, struct day day, enum language language)
{
    bool begins = input->date.part == PART_YEAR && !input->date.decade;
    const char *back = input->date.part == PART_DAY                           ? _("改月份")
                       : input->date.part == PART_MONTH || input->date.decade ? _("改年份")
                                                                              : "";
    page_open(page, GROUP_ROW, 0);
    if (!begins)
        page_button(page, LOOK_MEDIUM, "date.back", back, "arrow_back");
    if (input->large)
        unsure(page, input, language);
    struct widget *go = page_button(page, LOOK_KEY_GO, "key.done",
                                    day.day                         ? _("就是这天")
                                    : day.year && input->date.vague ? _("就这样")
                                                                    : _("填好了"),
                                    "");
    go->grow = true;
    go->enabled = !day.year || may_be(input, day);
    page_close(page);
}

void input_dates(struct page *page, const struct input *input, enum language language)
{
    struct day day = input_day(input);
    page_open(page, GROUP_STACK, 0);
    if (!input->large || !input->seated) { /* all within reach has no room for it: the boxes say it */
        page_open(page, GROUP_ROW, 0);
        page_text(page, LOOK_H2, asked(page, input, day, language))->grow = true;
        if (!input->large) /* there it stands below */
            unsure(page, input, language);
        page_close(page);
    }
    if (input->date.part == PART_DAY)
        days(page, input, day);
    else if (input->date.part == PART_MONTH)
        months(page, input, day, language);
    else if (input->date.decade)
        years(page, input, day);
    else
        decades(page, input, day);
    last_row(page, input, day, language);
    page_close(page);
}
