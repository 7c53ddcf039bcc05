/* Numbers in a form: grouped as they are typed, masked once they are left, shown when asked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/secret.h"
#include "ui/screens/parts.h"

#define L(text)                                                                                              \
    {                                                                                                        \
        text, text, NULL                                                                                     \
    }

/* Two numbers a page, as a service of the folder may ask them. */
static const struct field first_page[] = {
    {.name = "phone",
     .type = FIELD_PHONE,
     .question = L("a"),
     .label = L("a"),
     .example = L("19900000002"),
     .personal = true},
    {.name = "number", .type = FIELD_ID_NUMBER, .question = L("b"), .label = L("b"), .personal = true}};
static const struct field second_page[] = {
    {.name = "bank", .type = FIELD_BANK_CARD, .question = L("c"), .label = L("c"), .personal = true},
    {.name = "pension", .type = FIELD_AMOUNT, .question = L("d"), .label = L("d"), .personal = true}};
static const struct field third_page[] = {
    {.name = "price", .type = FIELD_AMOUNT, .question = L("e"), .label = L("e")}};
static const struct field fourth_page[] = {{.name = "applicant",
                                            .type = FIELD_TEXT,
                                            .question = L("g"),
                                            .label = L("g"),
                                            .from_card = "name",
                                            .max = 30}};
static const struct field *const pages[] = {first_page, second_page, third_page, fourth_page};
static const unsigned page_fields[] = {2, 2, 1, 1};
static const struct service service = {.code = "numbers",
                                       .kind = SERVICE_APPLICATION,
                                       .name = L("f"),
                                       .pages = pages,
                                       .page_fields = page_fields,
                                       .page_count = 4};
static const struct service *const services[] = {&service};
static const struct catalog catalog = {.services = services, .service_count = 1};

struct room {
    struct session *s;
    struct input *input;
    struct page *page;
    struct screen_context context;
};

static void show(struct room *room)
{
    screens_input(room->input, room->s, false);
    screens_build(room->page, room->s, &room->context);
}

static int enter(void **state)
{
    struct room *room = g_new0(struct room, 1);
    words_start(BUILD_DIR "/locale");
    room->s = secret_new(sizeof *room->s);
    room->input = secret_new(sizeof *room->input);
    room->page = page_new();
    room->context.input = room->input;
    session_init(room->s, &catalog);
    room->s->step = STEP_FORM;
    room->s->service = &service;
    show(room);
    *state = room;
    return 0;
}

static int leave_room(void **state)
{
    struct room *room = *state;
    secret_free(room->s);
    secret_free(room->input);
    page_free(room->page);
    g_free(room);
    return 0;
}

/* As loop.c does it: what stands in the input becomes the answer. */
static void key(struct room *room, const char *id)
{
    const struct field *field = service_field(&service, room->input->field, NULL);
    assert_true(input_key(room->input, id));
    assert_true(answer_set(&room->s->kase, field, room->input->text, false));
    show(room);
}

static void type(struct room *room, const char *digits)
{
    for (; *digits; digits++) {
        char id[] = "key.?";
        id[4] = *digits;
        key(room, id);
    }
}

static void touch(struct room *room, const char *id)
{
    screens_input_field(room->input, room->s, id);
    show(room);
}

static void turn_to(struct room *room, unsigned page)
{
    room->s->form_page = page;
    show(room);
}

static const char *shown(const struct room *room, const char *id)
{
    const struct widget *w = page_find(room->page, id);
    assert_non_null(w);
    return w->value;
}

static void digits_stand_in_groups(void **state)
{
    struct room *room = *state;
    type(room, "1990000");
    assert_string_equal(shown(room, "field.phone"), "199 0000");
    type(room, "0001");
    assert_string_equal(shown(room, "field.phone"), "199 0000 0001");
    touch(room, "field.number");
    type(room, "3411991946");
    assert_string_equal(shown(room, "field.number"), "341199 1946");
    turn_to(room, 1);
    type(room, "62170000");
    assert_string_equal(shown(room, "field.bank"), "6217 0000");
    touch(room, "field.pension");
    type(room, "1234567.8");
    assert_string_equal(shown(room, "field.pension"), "1,234,567.8");
}

/* Seen only while nothing stands there, and never an answer. */
static void an_example_stands_in_the_empty_field(void **state)
{
    struct room *room = *state;
    const struct widget *w = page_find(room->page, "field.phone");
    assert_string_equal(w->hint, "例如 199 0000 0002");
    assert_string_equal(w->value, "");
    assert_null(answer_find(&room->s->kase, "phone"));
    assert_string_equal(page_find(room->page, "field.number")->hint, ""); /* it has none */
    type(room, "1");
    key(room, "key.delete");
    assert_string_equal(answer_value(&room->s->kase, "phone"), "");
    assert_string_equal(shown(room, "field.phone"), "");
}

/* Large, on black, seated, and all at once: a digit more, a field left. */
static void in_every_mode(void **state)
{
    static const struct {
        const char *id, *typed, *grouped, *left;
        unsigned page;
    } fields[] = {{"field.phone", "1990000000", "199 0000 000", "199***0000", 0},
                  {"field.number", "34119919460101004X", "341199 19460101 004X", "341***********004X", 0},
                  {"field.bank", "6217000000000088", "6217 0000 0000 0088", "**** 0088", 1},
                  {"field.pension", "1234.5", "1,234.5", "已填", 1}};
    struct room *room = *state;
    for (unsigned mode = 0; mode < 8; mode++)
        for (unsigned i = 0; i < G_N_ELEMENTS(fields); i++) {
            room->s->large = mode & 1;
            room->s->contrast = mode & 2;
            room->s->seated = mode & 4;
            turn_to(room, fields[i].page);
            touch(room, fields[i].id);
            key(room, "key.clear");
            type(room, fields[i].typed);
            assert_string_equal(shown(room, fields[i].id), fields[i].grouped);
            turn_to(room, 2);
            turn_to(room, fields[i].page);
            touch(room, fields[i].page ? i == 2 ? "field.pension" : "field.bank"
                        : i == 0       ? "field.number"
                                       : "field.phone");
            assert_string_equal(shown(room, fields[i].id), fields[i].left);
        }
}

/* Two are wrong: the first is the one that is written into, wherever the finger was. */
static void the_first_in_error_is_focused(void **state)
{
    struct room *room = *state;
    for (unsigned large = 0; large < 2; large++) {
        struct session_event next = {.kind = EVENT_NEXT, .visit = room->s->visit};
        struct effects out = {.count = 0};
        room->s->large = large;
        touch(room, "field.phone");
        key(room, "key.clear");
        type(room, "199");
        touch(room, "field.number");
        key(room, "key.clear");
        type(room, "3411");
        session_step(room->s, &next, &out);
        assert_int_not_equal(room->s->problem, PROBLEM_NONE);
        screens_input(room->input, room->s, true);
        show(room);
        const struct widget *phone = page_find(room->page, "field.phone");
        assert_true(phone->selected && phone->error);
        for (unsigned i = 0; i < room->page->count; i++)
            assert_true(room->page->widgets[i].role != ROLE_FIELD || &room->page->widgets[i] == phone ||
                        !room->page->widgets[i].selected);
    }
}

/* By the next field of the page, by a page, by coming back. */
static void what_is_left_is_masked(void **state)
{
    struct room *room = *state;
    type(room, "19900000001");
    touch(room, "field.number");
    assert_string_equal(shown(room, "field.phone"), "199****0001");
    type(room, "34119919460101004");
    type(room, "X");
    touch(room, "field.phone");
    assert_string_equal(shown(room, "field.number"), "341***********004X");
    assert_string_equal(shown(room, "field.phone"), "199****0001");
    turn_to(room, 1);
    type(room, "6217000000000088");
    touch(room, "field.pension");
    assert_string_equal(shown(room, "field.bank"), "**** 0088");
    type(room, "2500");
    turn_to(room, 0);
    assert_string_equal(shown(room, "field.phone"), "199****0001");
    turn_to(room, 1);
    assert_string_equal(shown(room, "field.bank"), "**** 0088");
    touch(room, "field.pension");
    assert_string_equal(shown(room, "field.pension"), "已填");
}

static void it_is_shown_when_asked_for(void **state)
{
    struct room *room = *state;
    for (unsigned seated = 0; seated < 2; seated++) {
        turn_to(room, 0);
        room->s->seated = seated;
        touch(room, "field.phone");
        key(room, "key.clear");
        type(room, "19900000001");
        turn_to(room, 1);
        turn_to(room, 0);
        touch(room, "field.phone");
        const struct widget *w = page_find(room->page, "field.phone");
        assert_int_equal(w->number, 1); /* 看看 at its end, or among the keys */
        assert_int_equal(w->total, seated ? FIELD_END_NONE : FIELD_END_COVER);
        assert_int_equal(page_find(room->page, "cover") != NULL, seated);
        assert_true(input_key(room->input, "cover"));
        show(room);
        assert_string_equal(shown(room, "field.phone"), "199 0000 0001");
        assert_true(input_key(room->input, "cover"));
        show(room);
        assert_string_equal(shown(room, "field.phone"), "199****0001");
    }
}

/* Digits being typed are visible: whoever mends the last one sees what they do. */
static void what_is_changed_is_seen(void **state)
{
    struct room *room = *state;
    type(room, "19900000002");
    turn_to(room, 1);
    turn_to(room, 0);
    touch(room, "field.phone");
    assert_string_equal(shown(room, "field.phone"), "199****0002");
    key(room, "key.delete");
    assert_string_equal(shown(room, "field.phone"), "199 0000 000");
    assert_true(input_key(room->input, "cover"));
    show(room);
    type(room, "1"); /* 遮住 was asked for: it stays so */
    assert_string_equal(shown(room, "field.phone"), "*** **** ****");
}

/* What a thing costs is no secret: neither masked nor with 遮住. */
static void other_amounts_stay(void **state)
{
    struct room *room = *state;
    turn_to(room, 2);
    type(room, "12345.5");
    turn_to(room, 0);
    turn_to(room, 2);
    assert_string_equal(shown(room, "field.price"), "12,345.5");
    assert_int_equal(page_find(room->page, "field.price")->total, FIELD_END_NONE);
    room->s->seated = true;
    show(room);
    assert_null(page_find(room->page, "cover"));
}

/* What pressing it means, carried out as loop.c does. */
static void take_from_card(struct room *room)
{
    struct session_event event;
    struct effects out;
    assert_true(action_event("card.applicant", room->s, &event));
    assert_int_equal(event.kind, EVENT_ANSWER);
    event.visit = room->s->visit;
    session_step(room->s, &event, &out);
    show(room);
}

/* A name that no keyboard has: from the pad, from pinyin's row of candidates, and only where a card was read.
 */
static void the_card_knows_a_name(void **state)
{
    struct room *room = *state;
    struct session_event event;
    turn_to(room, 3);
    assert_null(page_find(room->page, "card.applicant"));
    assert_false(action_event("card.applicant", room->s, &event));
    room->s->identified = true;
    g_strlcpy(room->s->person.name, "王㐀", sizeof room->s->person.name);
    for (int plane = PLANE_PINYIN; plane < PLANE_COUNT; plane++) {
        show(room);
        room->input->plane = (enum input_plane)plane;
        show(room);
        const struct widget *w = page_find(room->page, "card.applicant");
        assert_non_null(w);
        assert_int_equal(w->place, plane == PLANE_PINYIN ? PLACE_KEYS : PLACE_BODY);
    }
    room->input->plane = PLANE_PINYIN;
    g_strlcpy(room->input->letters, "wang", sizeof room->input->letters);
    show(room);
    assert_null(page_find(room->page, "card.applicant")); /* the row says what the letters may be */
    take_from_card(room);
    assert_string_equal(answer_value(&room->s->kase, "applicant"), "王㐀");
    assert_true(answer_find(&room->s->kase, "applicant")->from_card);
    assert_null(page_find(room->page, "card.applicant"));
    assert_false(page_find(room->page, "field.applicant")->enabled); /* 来自身份证 */
}

/* As form_input.c finds it, by every way of writing, and in the way of those who sit. */
static void an_answer_found_goes_at_one_touch(void **state)
{
    struct room *room = *state;
    const struct field *field = &fourth_page[0];
    for (int plane = PLANE_PINYIN; plane < PLANE_COUNT; plane++)
        for (unsigned manner = 0; manner < 4; manner++) {
            room->s->large = manner & 1;
            room->s->seated = manner & 2;
            assert_true(answer_set(&room->s->kase, field, "幸福里小区3栋2单元501室", false));
            turn_to(room, 0);
            turn_to(room, 3);
            room->input->plane = (enum input_plane)plane;
            show(room);
            const struct widget *w = page_find(room->page, "key.clear");
            assert_true(w && w->enabled && w->place == PLACE_KEYS);
            key(room, "key.clear");
            assert_string_equal(answer_value(&room->s->kase, "applicant"), "");
            w = page_find(room->page, "key.clear");
            assert_false(w && w->enabled); /* there is nothing more */
        }
}

/* Where a candidate, or what the card says, was touched just now, a second touch takes nothing away. */
static void a_second_touch_takes_nothing(void **state)
{
    struct room *room = *state;
    turn_to(room, 3);
    room->input->plane = PLANE_PINYIN;
    assert_true(input_text(room->input, "王"));
    assert_true(answer_set(&room->s->kase, &fourth_page[0], room->input->text, false));
    show(room);
    assert_null(page_find(room->page, "key.clear"));
    room->s->identified = true;
    g_strlcpy(room->s->person.name, "王㐀", sizeof room->s->person.name);
    take_from_card(room);
    assert_null(page_find(room->page, "key.clear"));
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(digits_stand_in_groups, enter, leave_room),
        cmocka_unit_test_setup_teardown(in_every_mode, enter, leave_room),
        cmocka_unit_test_setup_teardown(the_first_in_error_is_focused, enter, leave_room),
        cmocka_unit_test_setup_teardown(an_example_stands_in_the_empty_field, enter, leave_room),
        cmocka_unit_test_setup_teardown(what_is_left_is_masked, enter, leave_room),
        cmocka_unit_test_setup_teardown(it_is_shown_when_asked_for, enter, leave_room),
        cmocka_unit_test_setup_teardown(what_is_changed_is_seen, enter, leave_room),
        cmocka_unit_test_setup_teardown(other_amounts_stay, enter, leave_room),
        cmocka_unit_test_setup_teardown(the_card_knows_a_name, enter, leave_room),
        cmocka_unit_test_setup_teardown(an_answer_found_goes_at_one_touch, enter, leave_room),
        cmocka_unit_test_setup_teardown(a_second_touch_takes_nothing, enter, leave_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
