#include "wish.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"

enum { NOON = 12 };

/* As the form calls what was answered there; "" where the offer knows no places. */
static const char *place(const struct asked *asked)
{
    const struct field *field = service_field(asked->service, asked->by, NULL);

    for (unsigned i = 0; field != NULL && i < asked->answer_count; i++) {
        const struct answer *a = &asked->answers[i];

        if (strcmp(a->field, field->name) != 0)
            continue;
        for (unsigned k = 0; k < field->choice_count; k++)
            if (strcmp(field->choices[k].value, a->value) == 0)
                return field->choices[k].label.zh;
        return a->value;
    }
    return "";
}

void wish_words(char *to, size_t cap, const struct asked *asked)
{
    static const char *const weekdays[] = {"日", "一", "二", "三", "四", "五", "六"};
    struct clock_date d = clock_civil(asked->at_ms);
    const char *where;

    to[0] = '\0';
    if (asked->service == NULL || asked->at_ms == 0)
        return;
    where = place(asked);
    snprintf(to, cap, "%d 月 %d 日（周%s）%s %d:%02d%s%s", d.month, d.day, weekdays[d.weekday],
             d.hour < NOON ? "上午" : "下午", d.hour > NOON ? d.hour - NOON : d.hour, d.minute,
             *where ? "，" : "", where);
}
