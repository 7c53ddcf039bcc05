#include "ui/screens/previews_parts.h"

#include "base/secret.h"

static const int64_t EXAMPLE_WALL_MS = INT64_C(1773797160000); /* 2026-03-18 09:26 at the kiosk's place */
enum { EXAMPLE_NOW_MS = 100000 };
/* The first week of October 2026, so that the year's holidays are known. */
static const struct calendar example_calendar = {.count = 1,
                                                 .spans = {{.from = 739890, .until = 739896, .year = 2026}}};

static void set(char *to, size_t cap, const char *text)
{
    secret_copy_text(to, cap, text);
}

void preview_stand(struct session *s, enum step step)
{
    s->step = step;
    s->visit = 2;
    s->back[0].step = STEP_HOME;
    s->back_count = step != STEP_HOME && step != STEP_STANDBY && step != STEP_DONE && step != STEP_RATING;
    s->now_ms = EXAMPLE_NOW_MS;
    s->wall_ms = EXAMPLE_WALL_MS;
    s->calendar = &example_calendar;
    s->health = (struct health){
        .idcard = DEVICE_READY, .scanner = DEVICE_READY, .printer = DEVICE_READY, .online = true};
}

void preview_person(struct session *s)
{
    s->identified = true;
    set(s->person.name, sizeof s->person.name, "赵春梅");
    set(s->person.number, sizeof s->person.number, "341199194403120061");
    set(s->person.sex, sizeof s->person.sex, "女");
    set(s->person.birth, sizeof s->person.birth, "19440312");
    set(s->person.address, sizeof s->person.address, "高郢社区幸福里小区3栋2单元501室");
}

void preview_waits(struct session *s)
{
    enum { LEFT_MS = 8000 };

    s->deadline_ms = s->now_ms + LEFT_MS;
}

void preview_no_paper(struct session *s)
{
    s->health.printer = DEVICE_ATTENTION;
    s->health.printer_cause = CAUSE_PAPER_OUT;
}

const struct service *preview_service(const struct session *s, enum service_kind kind)
{
    for (unsigned i = 0; i < s->catalog->service_count; i++)
        if (s->catalog->services[i]->kind == kind)
            return s->catalog->services[i];
    return s->catalog->service_count ? s->catalog->services[0] : NULL;
}
