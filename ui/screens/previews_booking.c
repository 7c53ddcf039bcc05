#include "ui/screens/previews_booking.h"

#include <stdio.h>

#include "base/secret.h"
#include "session/answers.h"
#include "ui/screens/previews_parts.h"

enum { DAYS = 10, TIMES = 6, A_WEEK = 5, HOUR_MS = 60 * 60 * 1000 };
static const int64_t DAY_MS = INT64_C(24) * HOUR_MS,
                     MONDAY_MS = INT64_C(1774224000000); /* 2026-03-23, 8:00 */

static void set(char *to, size_t cap, const char *text)
{
    secret_copy_text(to, cap, text);
}

static void standing(struct session *s, enum step step)
{
    preview_stand(s, step);
    preview_person(s);
    s->service = preview_service(s, SERVICE_BOOKING);
}

static void filled(struct session *s, enum step step)
{
    standing(s, step);
    answer_set(&s->kase, service_field(s->service, "where", NULL), "station", false);
    answer_set(&s->kase, service_field(s->service, "phone", NULL), "19900000077", false);
}

/* Two weeks of mornings; the first day is full, and the first time of each day. */
static void offered(struct session *s)
{
    struct booking *b = &s->kase.booking;
    filled(s, STEP_PICK);
    set(s->kase.offer.id, sizeof s->kase.offer.id, "jiankang-yuyue");
    set(b->by, sizeof b->by, "where");
    for (unsigned i = 0; i < DAYS * TIMES; i++) {
        unsigned day = i / TIMES, time = i % TIMES;
        struct booking_slot *slot = &b->slots[b->slot_count++];
        slot->at_ms = MONDAY_MS + (day + day / A_WEEK * 2) * DAY_MS + time * (HOUR_MS / 2);
        slot->left = day == 0 || time == 0 ? 0 : 2 - time % 2;
        set(slot->place, sizeof slot->place, "station");
        snprintf(slot->code, sizeof slot->code, "station.%u", i);
    }
}

static void on_thursday(struct session *s)
{
    enum { THURSDAY = 3 };
    offered(s);
    s->kase.booking.day_ms = MONDAY_MS + THURSDAY * DAY_MS;
}

static void ticket(struct session *s, enum ticket_is is)
{
    enum { THURSDAY = 3 };
    struct ticket *t = &s->kase.booking.ticket;
    standing(s, STEP_RESULT);
    t->is = is;
    t->at_ms = MONDAY_MS + THURSDAY * DAY_MS + HOUR_MS;
    set(t->number, sizeof t->number, "480210562874");
    set(t->place[LANGUAGE_ZH], sizeof t->place[LANGUAGE_ZH], "高郢社区卫生服务站");
    set(t->place[LANGUAGE_EN], sizeof t->place[LANGUAGE_EN], "Gaoying Health Station");
    set(t->address[LANGUAGE_ZH], sizeof t->address[LANGUAGE_ZH], "高郢社区幸福路 6 号，一楼");
    set(t->address[LANGUAGE_EN], sizeof t->address[LANGUAGE_EN], "6 Xingfu Road, ground floor");
    if (is != TICKET_IS_CANCELLED)
        set(s->kase.result.verify, sizeof s->kase.result.verify, "https://kiosk.example/b/480210562874");
}

static void failed(struct session *s, enum problem problem)
{
    filled(s, STEP_RESULT);
    s->problem = problem;
}

void booking_service(struct session *s)
{
    standing(s, STEP_SERVICE);
}
void booking_where(struct session *s)
{
    standing(s, STEP_FORM);
}
void booking_days_free(struct session *s)
{
    offered(s);
}
void booking_day_picked(struct session *s)
{
    on_thursday(s);
}
void booking_day_unpicked(struct session *s)
{
    offered(s);
    s->problem = PROBLEM_EMPTY;
}
void booking_taken(struct session *s)
{
    offered(s);
    s->kase.booking.taken = true;
}
void booking_full(struct session *s)
{
    offered(s);
    for (unsigned i = 0; i < s->kase.booking.slot_count; i++)
        s->kase.booking.slots[i].left = 0;
}
void booking_times_free(struct session *s)
{
    on_thursday(s);
    s->kase.booking.times = true;
}
void booking_time_picked(struct session *s)
{
    booking_times_free(s);
    set(s->kase.pick, sizeof s->kase.pick, "station.20"); /* Thursday, 9:00 */
}
void booking_confirm(struct session *s)
{
    booking_time_picked(s);
    s->overlay = OVERLAY_CONFIRM;
}
void booking_sending(struct session *s)
{
    filled(s, STEP_SENDING);
    s->kase.confirmed = true;
    preview_waits(s);
}
void booking_made(struct session *s)
{
    ticket(s, TICKET_IS_BOOKED);
    s->print = PRINT_ASKED;
}
void booking_made_no_paper(struct session *s)
{
    booking_made(s);
    s->print = PRINT_FAILED;
    s->health.printer = DEVICE_ATTENTION;
    s->health.printer_cause = CAUSE_PAPER_OUT;
}
void booking_held(struct session *s)
{
    ticket(s, TICKET_IS_HELD);
}
void booking_give_back(struct session *s)
{
    booking_held(s);
    s->kase.booking.cancels = true;
    s->overlay = OVERLAY_CONFIRM;
}
void booking_cancelling(struct session *s)
{
    booking_held(s);
    s->step = STEP_SENDING;
    s->kase.booking.cancels = s->kase.confirmed = true;
    preview_waits(s);
}
void booking_cancelled(struct session *s)
{
    ticket(s, TICKET_IS_CANCELLED);
}
void booking_none(struct session *s)
{
    standing(s, STEP_RESULT);
    s->kase.booking.ticket.is = TICKET_IS_CANCELLED;
}
void booking_offline(struct session *s)
{
    failed(s, PROBLEM_OFFLINE);
    s->health.online = false;
}
void booking_late(struct session *s)
{
    failed(s, PROBLEM_LATE);
    s->kase.confirmed = true;
}
void booking_late_cancel(struct session *s)
{
    failed(s, PROBLEM_LATE);
    s->kase.confirmed = s->kase.booking.cancels = true;
}
void booking_practice(struct session *s)
{
    booking_made(s);
    s->practice = true;
    s->print = PRINT_PRINTED;
    set(s->kase.booking.ticket.number, sizeof s->kase.booking.ticket.number, "000000000000");
}
