/* A full disk takes no new case: said before anybody begins one, with where the window is. */
#include "room.h"

/* Each of the shipped services on its own page. */
static void the_page_of_a_service_says_so(void **state)
{
    struct room *room = *state;
    for (int large = 0; large < 2; large++)
        for (unsigned i = 0; i < room->catalog->service_count; i++) {
            room_show_in(room, "service_full", LANGUAGE_ZH, large);
            room->s->service = room->catalog->services[i];
            screens_build(room->page, room->s, &room->context);
            bool full = service_is_stored(room->s->service);
            assert_int_equal(page_says(room->page, "存满了"), full);
            assert_int_equal(page_find(room->page, "next") == NULL, full);
            if (full) {
                assert_true(page_says(room->page, "8:30 到 17:30，高郢社区便民服务站，一楼大厅"));
                assert_false(page_says(room->page, "这里能办") || page_says(room->page, "就能办") ||
                             page_says(room->page, "照样能办"));
                assert_non_null(strstr(wants(room->s), "去人工窗口"));
            }
            room->s->health.disk_full = false; /* the queue drained */
            room->s->problem = PROBLEM_DISK_FULL;
            screens_build(room->page, room->s, &room->context);
            assert_false(page_says(room->page, "存满了"));
            assert_non_null(page_find(room->page, "next"));
        }
}

/* What is handed in is marked where one chooses; a question goes on as ever. */
static void so_do_the_pages_where_one_chooses(void **state)
{
    static const char *const pages[] = {"home_full", "services_full"};
    struct room *room = *state;
    for (unsigned i = 0; i < G_N_ELEMENTS(pages); i++)
        for (int large = 0; large < 2; large++) {
            room_show_in(room, pages[i], LANGUAGE_ZH, large);
            room->s->health.online = true;
            screens_build(room->page, room->s, &room->context);
            const struct widget *kept = page_find(room->page, "service.gaoling-jintie"),
                                *asked = page_find(room->page, "service.shebao-chaxun");
            const char *tag = i == 0 ? kept->detail : kept->value;
            assert_non_null(strstr(tag, "去窗口"));
            assert_true(kept->enabled && asked->enabled); /* its page says where the window is */
            tag = i == 0 ? asked->detail : asked->value;
            assert_null(strstr(tag, "去窗口"));
            room->s->practice = true; /* nothing is kept of it */
            screens_build(room->page, room->s, &room->context);
            assert_false(page_says(room->page, "去窗口"));
        }
    room_show(room, "home_full");
    assert_false(page_says(room->page, "照样能办"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_of_a_service_says_so),
        cmocka_unit_test(so_do_the_pages_where_one_chooses),
    };
    secret_start();
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}
