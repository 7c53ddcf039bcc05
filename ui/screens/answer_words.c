#include "ui/screens/answer_words.h"

#include <stdio.h>

#include "base/day.h"
#include "base/secret.h"
#include "session/answer_day.h"

#define _(zh) words(s->language, zh)

static void day_words(char *to, size_t cap, const struct session *s, const char *iso)
{
    struct day day;
    day_parse(&day, iso);
    answer_day_words(to, cap, day, s->language);
}

/* 1 is not said as many in every language. */
static void count_words(char *to, size_t cap, const struct session *s, unsigned months)
{
    if (months == 1)
        secret_copy_text(to, cap, _("1 个月"));
    else
        snprintf(to, cap, _("%u 个月"), months);
}

static void months_words(char *to, size_t cap, const struct session *s, const struct means *m)
{
    char from[PART_TEXT], until[PART_TEXT], count[PART_TEXT];
    day_words(from, sizeof from, s, m->from);
    day_words(until, sizeof until, s, m->to);
    count_words(count, sizeof count, s, m->months);
    if (*m->from && m->months)
        snprintf(to, cap, _("从 %s到 %s，一共交了 %s。"), from, until, count);
    else if (*m->from)
        snprintf(to, cap, _("%s到 %s"), from, until);
    else if (m->fen >= 0) {
        text_yuan(from, sizeof from, (unsigned)m->fen);
        snprintf(to, cap, _("%s，%s"), count, from);
    } else {
        secret_copy_text(to, cap, count);
    }
    secret_wipe(from, sizeof from);
    secret_wipe(until, sizeof until);
    secret_wipe(count, sizeof count);
}

static void say(char *to, size_t cap, const struct session *s, const struct means *m, const char *value)
{
    char minute[PART_TEXT];
    switch (m->is) {
    case MEANS_AS_TOLD:
        secret_copy_text(to, cap, value);
        break;
    case MEANS_WORDS:
        secret_copy_text(to, cap, part_told(s, value, m->en));
        break;
    case MEANS_DAY:
        day_words(to, cap, s, m->from);
        break;
    case MEANS_MOMENT:
        text_minute(to, cap, m->at_ms, s->language);
        break;
    case MEANS_BEFORE:
        text_minute(minute, sizeof minute, m->at_ms, s->language);
        snprintf(to, cap, _("%s 以前"), minute);
        break;
    case MEANS_MONTHS:
        months_words(to, cap, s, m);
        break;
    }
}

void row_words(char *to, size_t cap, const struct session *s, unsigned row)
{
    say(to, cap, s, &s->kase.result.means[row], s->kase.result.value[row]);
}

void note_words(char *to, size_t cap, const struct session *s)
{
    say(to, cap, s, &s->kase.result.note_means,
        part_told(s, s->kase.result.note[LANGUAGE_ZH], s->kase.result.note[LANGUAGE_EN]));
}

const char *row_label(const struct session *s, unsigned row)
{
    return part_told(s, s->kase.result.label[row][LANGUAGE_ZH], s->kase.result.label[row][LANGUAGE_EN]);
}

static bool is_legal(const struct session *s)
{
    return s->service->kind == SERVICE_CERTIFICATE;
}

const char *paper_title(const struct session *s)
{
    const char *zh = s->kase.result.title[LANGUAGE_ZH];
    return is_legal(s) ? zh : part_told(s, zh, s->kase.result.title[LANGUAGE_EN]);
}

const char *paper_label(const struct session *s, unsigned row)
{
    return is_legal(s) ? s->kase.result.label[row][LANGUAGE_ZH] : row_label(s, row);
}

void paper_words(char *to, size_t cap, const struct session *s, unsigned row)
{
    if (is_legal(s))
        secret_copy_text(to, cap, s->kase.result.value[row]);
    else
        row_words(to, cap, s, row);
}
