/* What residents thought of it: counted by service, the newest with their reasons, nobody guessed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "note_post.h"
#include "platform/metrics.h"
#include "platform/ratings.h"

static void they_are_counted_by_service(void **state)
{
    struct room *room = *state;
    note_post(room, "rating", "gaoling-jintie", ",\"rating\":1,\"reasons\":0");
    note_post(room, "rating", "gaoling-jintie", ",\"rating\":1,\"reasons\":5");
    note_post(room, "rating", "gaoling-jintie", ",\"rating\":4,\"reasons\":6");
    note_post(room, "rating", "", ",\"rating\":5,\"reasons\":0");
    note_post(room, "emergency", "", "");
    g_autofree char *text = ratings_text(room->platform.storage, ROOM_NOW_MS, NULL);
    static const char *const lines[] = {
        "gaoling-jintie                2      0      0      1      0\n",
        "-                             0      0      0      0      1\n",
        "  gaoling-jintie  1 非常满意 一看就懂 很快就办完\n",
        "  gaoling-jintie  4 不满意 字太小 等得太久\n",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        assert_non_null(strstr(text, lines[i]));
    assert_null(strstr(text, "20617")); /* nor which kiosk, nor the hour */
    assert_null(strchr(text, ':'));
    assert_true(ratings_list(room->platform.storage, ROOM_NOW_MS, NULL));
}

static void the_newest_ten_are_shown_and_old_ones_forgotten(void **state)
{
    struct room *room = *state;
    for (unsigned i = 0; i < 12; i++)
        note_post(room, "rating", i < 2 ? "oldest" : "newer", ",\"rating\":2,\"reasons\":0");
    g_autofree char *text = ratings_text(room->platform.storage, ROOM_NOW_MS, NULL);
    assert_non_null(strstr(text, "oldest                        0      2"));
    assert_non_null(strstr(text, "  newer  2 满意\n"));
    assert_null(strstr(text, "  oldest  2"));
    g_autofree char *later =
        ratings_text(room->platform.storage, ROOM_NOW_MS + 91ll * 24 * 3600 * 1000, NULL);
    assert_null(strstr(later, "newer"));
}

static void what_is_none_of_the_five_is_not_counted(void **state)
{
    static const char *const records[] = {"{\"rating\":0}",
                                          "{\"rating\":6}",
                                          "{\"rating\":\"1\"}",
                                          "{\"rating\":4294967297}",
                                          "{}",
                                          "[1]",
                                          "{"};
    struct rating rating;
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(records); i++)
        assert_false(rating_read("rating", records[i], strlen(records[i]), &rating));
    assert_false(rating_read("seen", "{\"rating\":1}", strlen("{\"rating\":1}"), &rating));
    static const char worst[] = "{\"rating\":5,\"reasons\":63}";
    assert_true(rating_read("rating", worst, strlen(worst), &rating));
    assert_int_equal(rating.score, 5);
    assert_int_equal(rating.reasons, 63);
}

static void prometheus_counts_them_too(void **state)
{
    struct room *room = *state;
    room->platform.operator_password = "operator";
    room->platform.metrics = metrics_new(ROOM_NOW_MS);
    note_post(room, "rating", "", ",\"rating\":5,\"reasons\":0");
    note_post(room, "rating", "", ",\"rating\":5,\"reasons\":0");
    note_post(room, "emergency", "", "");
    const struct request request = {
        .method = "GET", .path = "/metrics", .authorization = "Basic eDpvcGVyYXRvcg=="};
    struct reply reply = {0};
    metrics_answer(&room->platform, &request, NULL, &reply);
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "linchuang_ratings_total{score=\"5\"} 2\n"));
    assert_non_null(strstr(reply.body, "linchuang_ratings_total{score=\"1\"} 0\n"));
    reply_clear(&reply);
    metrics_free(room->platform.metrics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(they_are_counted_by_service),
        ROOM(the_newest_ten_are_shown_and_old_ones_forgotten),
        cmocka_unit_test(what_is_none_of_the_five_is_not_counted),
        ROOM(prometheus_counts_them_too),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
