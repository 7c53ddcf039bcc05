/* The ring beside the card that is waited for: it says when the house will ask 您还在吗？, no other time; and
 * a second of it paints nothing but itself. */
#include "room.h"
#include "session/patience.h"

static const struct widget *ring(struct room *room)
{
    const struct widget *found = NULL;
    screens_build(room->page, room->s, &room->context);
    for (unsigned i = 0; i < room->page->count; i++)
        if (room->page->widgets[i].look == LOOK_RING)
            found = &room->page->widgets[i];
    return found;
}

static void step(struct room *room, enum event_kind kind, int64_t ms)
{
    struct effects out;
    struct session_event event = {.kind = kind, .visit = room->s->visit, .now_ms = room->s->now_ms + ms};
    session_step(room->s, &event, &out);
}

/* The number on the ring is the time after which the overlay comes, whoever is patient with whom. */
static void says_when_it_will_ask(void **state)
{
    struct room *room = *state;
    for (int large = 0; large < 2; large++) {
        room_show(room, "identify");
        room->s->large = large;
        step(room, EVENT_TOUCH, 0);
        const struct widget *w = ring(room);
        assert_non_null(w);
        assert_int_equal(w->total, large ? 240 : 120);
        assert_int_equal(w->number, w->total); /* a touch begins anew */
        int left = w->number;
        room->s->now_ms += 30 * SECOND_MS;
        assert_int_equal(ring(room)->number, left - 30);
        step(room, EVENT_ALARM, (left - 30) * SECOND_MS - 1);
        assert_int_equal(room->s->overlay, OVERLAY_NONE);
        assert_int_equal(ring(room)->number, 1);
        step(room, EVENT_ALARM, 1);
        assert_int_equal(room->s->overlay, OVERLAY_TIMEOUT);
        assert_true(page_says(room->page, "会问您还在不在"));
    }
}

static void nothing_runs_out_in_practice(void **state)
{
    struct room *room = *state;
    room_show(room, "identify");
    room->s->practice = true;
    assert_null(ring(room));
}

/* The sentence beside the ring and the button at the foot agree: what may have arrived is not called off. */
static void a_wait_says_what_back_does(void **state)
{
    static const struct {
        const char *page;
        bool back;
    } waits[] = {{"asking", true},
                 {"receipt_asking", true},
                 {"vote_sending", false},
                 {"booking_sending", false},
                 {"booking_cancelling", false}};
    struct room *room = *state;
    for (unsigned i = 0; i < G_N_ELEMENTS(waits); i++) {
        room_show(room, waits[i].page);
        assert_int_equal(page_find(room->page, "back")->enabled, waits[i].back);
        assert_int_equal(page_says(room->page, "不想等了，点“返回”"), waits[i].back);
        assert_int_equal(page_says(room->page, "到时候没回话，会告诉您怎么办"), !waits[i].back);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(says_when_it_will_ask),
                                       cmocka_unit_test(nothing_runs_out_in_practice),
                                       cmocka_unit_test(a_wait_says_what_back_does)};
    secret_start();
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}
