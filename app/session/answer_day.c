#include "session/answer_day.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "base/secret.h"

#define _(zh) words(language, zh)
#define N_(zh) (zh)

enum { TEN = 10, WINDOW = (CATALOG_DECADES - 1) * TEN, USUAL_FIRST = 1920, MONTHS = 12 };
enum { GROUP = 3, DECIMALS = 2 };

struct day_scale answer_day_scale(const struct session *s)
{
    return (struct day_scale){s->wall_ms, s->identified ? s->person.birth : ""};
}

/* The owner of the card was born on a day, as the card writes it. */
static bool is_born(const char *birth, struct day *day)
{
    char text[DAY_TEXT];
    if (strlen(birth) != strlen("19430912"))
        return false;
    snprintf(text, sizeof text, "%.4s-%.2s-%.2s", birth, birth + 4, birth + 6);
    return day_parse(day, text);
}

static struct day limit(const char *text, struct day_scale scale, struct day usual)
{
    struct day day;
    if (text == NULL)
        return usual;
    if (strcmp(text, "today") == 0)
        return day_of(scale.wall_ms);
    if (strcmp(text, "birth") == 0)
        return is_born(scale.birth, &day) ? day : usual;
    return day_parse(&day, text) && day.day ? day : usual;
}

struct day_limits answer_day_limits(const struct field *field, struct day_scale scale)
{
    struct day first = {USUAL_FIRST, 1, 1}, last = {USUAL_FIRST + WINDOW + TEN - 1, MONTHS, 31};
    struct day_limits to;
    if (field->earliest != NULL && field->latest == NULL) {
        first = limit(field->earliest, scale, first);
        last.year = first.year / TEN * TEN + WINDOW + TEN - 1;
    }
    to.latest = limit(field->latest, scale, last);
    if (field->earliest == NULL)
        first.year = to.latest.year / TEN * TEN - WINDOW;
    to.earliest = limit(field->earliest, scale, first);
    if (to.earliest.year < to.latest.year / TEN * TEN - WINDOW)
        to.earliest = (struct day){to.latest.year / TEN * TEN - WINDOW, 1, 1};
    return to;
}

enum problem answer_check_day(const struct field *field, const char *value, struct day_scale scale)
{
    struct day_limits limits = answer_day_limits(field, scale);
    struct day day;
    if (!day_parse(&day, value))
        return PROBLEM_DATE;
    if (day_compare(day, limits.earliest) < 0)
        return PROBLEM_DATE_EARLY;
    if (day_compare(day, limits.latest) > 0)
        return PROBLEM_DATE_LATE;
    return day.day || field->vague ? PROBLEM_NONE : PROBLEM_SHORT;
}

void answer_day_words(char *to, size_t cap, struct day day, enum language language)
{
    static const char *const months[MONTHS] = {N_("1 月"), N_("2 月"),  N_("3 月"),  N_("4 月"),
                                               N_("5 月"), N_("6 月"),  N_("7 月"),  N_("8 月"),
                                               N_("9 月"), N_("10 月"), N_("11 月"), N_("12 月")};
    const char *month = day.month ? _(months[day.month - 1]) : "";
    to[0] = '\0';
    if (!day.year)
        return;
    if (!day.month)
        snprintf(to, cap, _("%d 年"), day.year);
    else if (language == LANGUAGE_UG) /* in figures, which stand in this order in every script */
        day.day ? snprintf(to, cap, "%d-%02d-%02d", day.year, day.month, day.day)
                : snprintf(to, cap, "%d-%02d", day.year, day.month);
    else if (language == LANGUAGE_EN)
        day.day ? snprintf(to, cap, "%d %s %d", day.day, month, day.year)
                : snprintf(to, cap, "%s %d", month, day.year);
    else
        day.day ? snprintf(to, cap, "%d 年 %s %d 日", day.year, month, day.day)
                : snprintf(to, cap, "%d 年 %s", day.year, month);
}

bool answer_is_amount(const char *value)
{
    size_t whole = strspn(value, "0123456789");
    const char *rest = value + whole;
    if (whole == 0 || (whole > 1 && value[0] == '0'))
        return false;
    if (*rest == '\0')
        return true;
    size_t part = strspn(rest + 1, "0123456789");
    return *rest == '.' && part >= 1 && part <= DECIMALS && rest[1 + part] == '\0';
}

/* In hundredths of a yuan; the value is an amount of at most fifteen digits. */
static guint64 cents(const char *value)
{
    char *rest;
    guint64 yuan = g_ascii_strtoull(value, &rest, TEN), part = 0;
    for (int i = 0; i < DECIMALS; i++) {
        if (*rest == '.')
            rest++;
        part = part * TEN + (g_ascii_isdigit(*rest) ? (guint64)(*rest++ - '0') : 0);
    }
    return yuan * 100 + part;
}

enum problem answer_check_amount(const struct field *field, const char *value)
{
    if (!answer_is_amount(value))
        return PROBLEM_AMOUNT;
    if (cents(value) < (guint64)field->min * 100)
        return PROBLEM_AMOUNT_LOW;
    return cents(value) > (guint64)(field->max ? field->max : CATALOG_AMOUNT) * 100 ? PROBLEM_AMOUNT_HIGH
                                                                                    : PROBLEM_NONE;
}

bool answer_amount_words(char *to, size_t cap, const char *value)
{
    char text[2 * SESSION_AMOUNT] = "¥";
    size_t used = strlen(text), whole = strcspn(value, ".");
    const char *part = value[whole] == '.' ? value + whole + 1 : "";
    to[0] = '\0';
    if (!answer_is_amount(value) || whole > SESSION_AMOUNT)
        return false;
    for (size_t i = 0; i < whole; i++) {
        if (i && (whole - i) % GROUP == 0)
            text[used++] = ',';
        text[used++] = value[i];
    }
    snprintf(text + used, sizeof text - used, ".%.2s%s", part, &"00"[strlen(part)]);
    bool fits = secret_copy_text(to, cap, text);
    if (!fits)
        to[0] = '\0';
    secret_wipe(text, sizeof text);
    return fits;
}
