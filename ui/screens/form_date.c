/* A date on its page: the three boxes, what is to be mended, and the sentence that repeats it. The grid below
 * is ui/input/date.c. */
#include <stdio.h>
#include <string.h>

#include "session/answer_day.h"
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

/* `none` stands for number and unit: 几几年. */
static void box(struct page *page, const char *id, int n, const char *none, const char *unit, bool active,
                bool enabled)
{
    struct widget *w = page_button(page, LOOK_PART, id, n ? page_format(page, "%d", n) : none, "");
    w->detail = n ? unit : "";
    w->selected = active;
    w->enabled = w->focusable = enabled;
}

/* {years} of the catalog becomes the number. */
static const char *years_ago(struct page *page, const char *text, int years)
{
    static const char mark[] = "{years}";
    const char *at = strstr(text, mark);
    if (!at || years < 1)
        return "";
    return page_format(page, "%.*s%d%s", (int)(at - text), text, years, at + strlen(mark));
}

static void repeated(struct page *page, const struct session *s, const struct field *field, struct day day)
{
    enum { WORDS = 64 };
    char said[WORDS];
    answer_day_words(said, sizeof said, day, s->language);
    const char *ago =
        field->ago.zh ? years_ago(page, part_label(s, field->ago), day_years(day, day_of(s->wall_ms))) : "";
    struct widget *w =
        page_add(page, ROLE_STATUS, LOOK_BODY, "", *ago ? page_format(page, _("%s，%s"), said, ago) : said);
    w->icon = "check_circle";
    w->tone = TONE_OK;
    w->personal = field->personal;
}

void part_date(struct page *page, const struct session *s, const struct field *field,
               const struct input *input)
{
    struct day day = input_day(input);
    bool wrong = s->problem && strcmp(s->problem_field, field->name) == 0;
    bool watched = s->overlay == OVERLAY_NONE;
    if (!watched) /* whoever is asked whether they are still there may have left */
        day = (struct day){0};
    page_open(page, GROUP_COLUMNS, PART_DAY + 1);
    box(page, "date.year", day.year, _("几几年"), _("年"), input->date.part == PART_YEAR, true);
    box(page, "date.month", day.month, _("几月"), _("月"), input->date.part == PART_MONTH, day.year > 0);
    box(page, "date.day", day.day, _("几号"), _("日"), input->date.part == PART_DAY, day.month > 0);
    page_close(page);
    if (!wrong && !(s->large && s->seated) && (day.day || (day.year && field->vague)))
        repeated(page, s, field, day);
}
