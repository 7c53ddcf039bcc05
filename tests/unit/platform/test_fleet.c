/* What kiosks tell of themselves: kept, weighed, found again, most in trouble first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "case_post.h"
#include "fleet_room.h"
#include "platform/metrics.h"
#include "platform/operator.h"

static void it_says_when_to_come_again(void **state)
{
    struct room *room = *state;
    struct heartbeat beat = well_kiosk("20617");
    struct heartbeat_answer answer;
    room->platform.poll_s = 7;
    struct reply reply = beat_of(room, &beat);
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply.type, REPLY_JSON);
    assert_true(message_heartbeat_answer_parse(reply.body, reply.len, &answer, NULL));
    assert_int_equal(answer.next_s, 7);
    assert_int_equal(answer.now_ms, ROOM_NOW_MS);
    reply_clear(&reply);
}

static uint32_t given_to(struct room *room, const char *number)
{
    struct heartbeat beat = well_kiosk(number);
    struct heartbeat_answer answer;
    struct reply reply = beat_of(room, &beat);
    assert_int_equal(reply.status, 200);
    assert_true(message_heartbeat_answer_parse(reply.body, reply.len, &answer, NULL));
    reply_clear(&reply);
    return answer.receipts_given;
}

/* Its own, and no neighbour's. */
static void it_says_which_receipts_are_given(void **state)
{
    struct room *room = *state;
    char receipt[RECEIPT_TEXT];
    assert_int_equal(given_to(room, "20617"), 0);
    case_post(room, 147, "application", ROOM_PERSON, "", receipt);
    assert_int_equal(given_to(room, "20617"), 147);
    assert_int_equal(given_to(room, "20616"), 0);
    assert_int_equal(given_to(room, "20618"), 0);
}

static void what_is_no_heartbeat_is_a_problem(void **state)
{
    struct room *room = *state;
    struct reply reply = room_post(room, WIRE_PATH_HEARTBEAT, WIRE_TYPE_HEARTBEAT, "{}", 2);
    assert_int_equal(reply.status, 400);
    assert_string_equal(reply.type, REPLY_PROBLEM);
    reply_clear(&reply);
    reply = room_post(room, WIRE_PATH_HEARTBEAT, "application/json", "{}", 2);
    assert_int_equal(reply.status, 415);
    reply_clear(&reply);
    g_autofree char *found = numbers(room, "", false);
    assert_string_equal(found, "");
}

static void the_newest_stands(void **state)
{
    struct room *room = *state;
    struct heartbeat beat = well_kiosk("20617");
    tell(room, &beat);
    later(room, 1000);
    beat.waiting = 5;
    tell(room, &beat);
    struct storage_fleet_sum sum;
    const struct storage_fleet_wish all = {.text = "", .limit = 1};
    assert_true(storage_fleet_sum(room->platform.storage, &all, &sum, NULL));
    assert_int_equal(sum.kiosks, 1);
    assert_int_equal(sum.waiting, 5);
    const struct storage_beat older = {"20617", "0", ROOM_NOW_MS, 9, 9, 9, "{}"};
    assert_true(storage_put_beat(room->platform.storage, &older, NULL));
    assert_true(storage_fleet_sum(room->platform.storage, &all, &sum, NULL));
    assert_int_equal(sum.waiting, 5);
}

/* The platform's clock ran a year ahead: what is told once it is right again is heard. */
static void a_clock_that_was_put_back(void **state)
{
    struct room *room = *state;
    const struct storage_fleet_wish all = {.text = "", .limit = 1};
    const int64_t ahead_ms = ROOM_NOW_MS + INT64_C(365) * 24 * 3600 * 1000;
    const struct storage_beat then = {"20617", "0", ahead_ms, 9, 9, 9, "{}"};
    struct heartbeat beat = well_kiosk("20617");
    struct storage_fleet_sum sum;
    assert_true(storage_put_beat(room->platform.storage, &then, NULL));
    beat.waiting = 5;
    tell(room, &beat);
    assert_true(storage_fleet_sum(room->platform.storage, &all, &sum, NULL));
    assert_int_equal(sum.waiting, 5);
}

struct reasons {
    unsigned count, urgent;
};

static void count_reason(const char *reason, bool urgent, void *data)
{
    struct reasons *reasons = data;
    assert_true(*reason);
    assert_int_equal(urgent, strcmp(reason, "呼救没传出来") == 0 && reasons->count == 0); /* it comes first */
    reasons->urgent += urgent;
    reasons->count++;
}

static void each_trouble_is_said(void **state)
{
    (void)state;
    struct heartbeat beat = well_kiosk("20617");
    struct reasons reasons = {0};
    assert_int_equal(heartbeat_trouble(&beat, ROOM_NOW_MS + 119 * 1000, count_reason, &reasons), 0);
    assert_int_equal(reasons.count, 0);
    beat.waiting_of[0] = 1;
    beat.parked = 2;
    beat.disk_free_mb = 499;
    beat.oldest_s = 3601;
    g_strlcpy(beat.devices[0].attention, "cutter", sizeof beat.devices[0].attention);
    uint32_t whole = heartbeat_trouble(&beat, ROOM_NOW_MS - 121 * 1000, count_reason, &reasons);
    assert_int_equal(reasons.count, 6);
    assert_int_equal(reasons.urgent, 1);
    beat.waiting_of[0] = 0;
    assert_true(heartbeat_trouble(&beat, ROOM_NOW_MS, NULL, NULL) < whole / 2);
}

static void the_page_asks_for_the_password(void **state)
{
    struct room *room = *state;
    static const char *const wrong[] = {"",
                                        "Basic",
                                        "Basic ",
                                        "Basic !!!",
                                        "Bearer " ROOM_TOKEN,
                                        "Basic b3BlcmF0b3I=",         /* operator */
                                        "Basic b3BlcmF0b3I6c2VjcmU=", /* operator:secre */
                                        "Basic b3BlcmF0b3I6c2VjcmV0cw=="};
    struct reply reply = look(room, BASIC, (struct request){0});
    assert_int_equal(reply.status, 403); /* there is none yet */
    reply_clear(&reply);
    room->platform.operator_password = PASSWORD;
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        reply = look(room, wrong[i], (struct request){0});
        assert_int_equal(reply.status, 401);
        assert_string_equal(reply.type, REPLY_PROBLEM);
        assert_non_null(strstr(reply.challenge, "Basic realm="));
        reply_clear(&reply);
        reply = look(room, wrong[i], (struct request){.path = "/metrics"});
        assert_int_equal(reply.status, 401);
        reply_clear(&reply);
    }
    reply = look(room, BASIC, (struct request){0});
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "还没有机器来报到"));
    reply_clear(&reply);
}

static unsigned occurrences(const char *text, const char *what)
{
    unsigned count = 0;
    for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
        count++;
    return count;
}

static void the_page_turns_and_searches(void **state)
{
    struct room *room = *state;
    room->platform.operator_password = PASSWORD;
    for (unsigned i = 0; i < 250; i++) {
        char number[8];
        g_snprintf(number, sizeof number, "%05u", i);
        struct heartbeat beat = well_kiosk(number);
        if (i == 249)
            g_strlcpy(beat.devices[0].attention, "paper-out", sizeof beat.devices[0].attention);
        tell(room, &beat);
    }
    struct reply reply = look(room, BASIC, (struct request){0});
    assert_int_equal(occurrences(reply.body, "<th scope=\"row\">"), 100);
    assert_true(strstr(reply.body, ">00249<") < strstr(reply.body, ">00000<"));
    assert_non_null(strstr(reply.body, "回执打印机：没纸了"));
    assert_non_null(strstr(reply.body, "?q=&amp;from=100"));
    assert_non_null(strstr(reply.body, "<th class=\"n\">空余</th>")); /* over the figures, at the right */
    reply_clear(&reply);
    reply = look(room, BASIC, (struct request){.from = "200"});
    assert_int_equal(occurrences(reply.body, "<th scope=\"row\">"), 50);
    assert_null(strstr(reply.body, "下一页"));
    reply_clear(&reply);
    reply = look(room, BASIC, (struct request){.only = "trouble"});
    assert_int_equal(occurrences(reply.body, "<th scope=\"row\">"), 1);
    reply_clear(&reply);
    reply = look(room, BASIC, (struct request){.search = "\"><script>", .from = "-1"});
    assert_null(strstr(reply.body, "<script>"));
    assert_non_null(strstr(reply.body, "没有这样的机器"));
    reply_clear(&reply);
}

static const char *shown(struct room *room, int64_t until_ms)
{
    static const char *const looks[] = {"<b class=\"bad\">2026-11-22</b>", "<b class=\"see\">2026-12-01</b>",
                                        "<span>2027-02-01</span>"};
    struct storage_identity_card card = {
        .serial = "01", .kiosk = "20617", .pem = "-", .issued_ms = 1, .until_ms = until_ms};
    char serial[24];
    const char *found = "";
    g_snprintf(serial, sizeof serial, "%" G_GINT64_MODIFIER "x", (guint64)until_ms);
    card.serial = serial;
    memcpy(card.key, &until_ms, sizeof until_ms);
    assert_true(storage_add_card(room->platform.storage, &card, NULL));
    struct reply reply = look(room, BASIC, (struct request){0});
    for (size_t i = 0; i < G_N_ELEMENTS(looks); i++)
        found = strstr(reply.body, looks[i]) ? looks[i] : found;
    reply_clear(&reply);
    return found;
}

static void a_certificate_that_ends_soon_stands_out(void **state)
{
    struct room *room = *state;
    struct heartbeat beat = well_kiosk("20617");
    room->platform.operator_password = PASSWORD;
    tell(room, &beat);
    assert_string_equal(shown(room, INT64_C(1795305600000)), "<b class=\"bad\">2026-11-22</b>");
    assert_string_equal(shown(room, INT64_C(1796083200000)), "<b class=\"see\">2026-12-01</b>");
    assert_string_equal(shown(room, INT64_C(1801440000000)), "<span>2027-02-01</span>");
}

/* Put out of use it is neither late nor in trouble, whatever it said last; enrolled again it is as any other.
 */
static void what_is_out_of_use_says_so(void **state)
{
    struct room *room = *state;
    struct heartbeat beat = well_kiosk("20617"), other = well_kiosk("20618");
    struct storage_identity_card card = {
        .serial = "0a", .kiosk = "20617", .pem = "-", .issued_ms = 1, .until_ms = ROOM_NOW_MS * 2};
    struct storage_fleet_sum sum;
    const struct storage_fleet_wish all = {
        .text = "", .late_ms = ROOM_NOW_MS + 1, .trouble_only = false, .limit = 10};

    room->platform.operator_password = PASSWORD;
    g_strlcpy(beat.devices[0].attention, "paper-out", sizeof beat.devices[0].attention);
    tell(room, &beat);
    tell(room, &other);
    assert_true(storage_add_card(room->platform.storage, &card, NULL));
    assert_true(storage_revoke_kiosk(room->platform.storage, "20617", ROOM_NOW_MS, NULL));
    struct reply reply = look(room, BASIC, (struct request){0});
    assert_non_null(strstr(reply.body, "<b class=\"off\">已停用</b>"));
    assert_null(strstr(reply.body, "没纸了"));
    assert_true(strstr(reply.body, ">20618<") <
                strstr(reply.body, ">20617<")); /* nobody's worry: at the end */
    reply_clear(&reply);
    g_autofree char *troubled = numbers(room, "", true);
    assert_string_equal(troubled, "");
    assert_true(storage_fleet_sum(room->platform.storage, &all, &sum, NULL));
    assert_int_equal(sum.revoked, 1);
    assert_int_equal(sum.late, 1);
    assert_int_equal(sum.troubled, 0);
    card.serial = "0b";
    card.key[0] = 1;
    assert_true(storage_add_card(room->platform.storage, &card, NULL));
    reply = look(room, BASIC, (struct request){.only = "trouble"});
    assert_null(strstr(reply.body, "已停用"));
    assert_non_null(strstr(reply.body, "回执打印机：没纸了"));
    reply_clear(&reply);
}

static void today_is_told_in_words(void **state)
{
    struct room *room = *state;
    struct heartbeat beat = well_kiosk("20617");
    room->platform.operator_password = PASSWORD;
    beat.visits = 12;
    beat.devices[1] = (struct heartbeat_device){"idcard", "ready", "", 9, 1, 1};
    beat.devices[2] = (struct heartbeat_device){"keypad", "ready", "", 0, 0, 0};
    beat.device_count = 3;
    tell(room, &beat);
    struct reply reply = look(room, BASIC, (struct request){0});
    assert_non_null(
        strstr(reply.body,
               "<td class=\"w\" data-of=\"今天\">来过 12 次，回执打印机 3，身份证读卡器 9（没成 2）</td>"));
    reply_clear(&reply);
    later(room, INT64_C(24) * 3600 * 1000); /* what it said last was of yesterday */
    reply = look(room, BASIC, (struct request){0});
    assert_non_null(strstr(reply.body, "<td class=\"w\" data-of=\"今天\"></td>"));
    reply_clear(&reply);
}

static void figures_count_what_was_done(void **state)
{
    struct room *room = *state;
    room->platform.operator_password = PASSWORD;
    room->platform.metrics = metrics_new(ROOM_NOW_MS);
    struct heartbeat beat = well_kiosk("20617");
    beat.waiting = 4;
    tell(room, &beat);
    metrics_answered(room->platform.metrics, "POST", "/v1/heartbeat", 200);
    metrics_answered(room->platform.metrics, "POST", "/v1/heartbeat", 200);
    metrics_answered(room->platform.metrics, "POST", "/v1/heartbeat", 401);
    metrics_stored(room->platform.metrics, 3, 2, 1, 900);
    metrics_stored(room->platform.metrics, 1, 0, 0, 7000000);
    struct reply reply = look(room, BASIC, (struct request){.path = "/metrics"});
    static const char *const lines[] = {
        "linchuang_requests_total{method=\"POST\",route=\"/v1/heartbeat\",status=\"200\"} 2\n",
        "linchuang_requests_total{method=\"POST\",route=\"/v1/heartbeat\",status=\"401\"} 1\n",
        "linchuang_submissions_total{result=\"stored\"} 4\n",
        "linchuang_submissions_total{result=\"duplicate\"} 2\n",
        "linchuang_submissions_total{result=\"rejected\"} 1\n",
        "linchuang_store_seconds_bucket{le=\"0.000500\"} 0\n",
        "linchuang_store_seconds_bucket{le=\"0.001000\"} 1\n",
        "linchuang_store_seconds_bucket{le=\"5.000000\"} 1\n",
        "linchuang_store_seconds_bucket{le=\"+Inf\"} 2\n",
        "linchuang_store_seconds_sum 7.000900\n",
        "linchuang_store_seconds_count 2\n",
        "linchuang_kiosks{state=\"online\"} 1\n",
        "linchuang_queued{state=\"waiting\"} 4\n",
        "process_start_time_seconds 1795392000.000000\n",
    };
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply.type, METRICS_TYPE);
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        if (!strstr(reply.body, lines[i]))
            fail_msg("no %s in:\n%s", lines[i], reply.body);
    }
    reply_clear(&reply);
    metrics_free(room->platform.metrics);
}

static void a_password_is_made_and_made_anew(void **state)
{
    struct room *room = *state;
    g_autofree char *path = g_build_filename(room->dir, "operator", NULL);
    g_autoptr(GError) error = NULL;
    GStatBuf st;
    assert_null(operator_load(room->dir, &error));
    assert_null(error);
    assert_true(operator_make(room->dir, NULL));
    char *first = operator_load(room->dir, NULL);
    assert_int_equal(strlen(first), 20);
    assert_int_equal(g_stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_true(operator_make(room->dir, NULL));
    char *second = operator_load(room->dir, NULL);
    assert_string_not_equal(first, second);
    secret_free(first);
    secret_free(second);
    assert_true(g_file_set_contents(path, " \n", -1, NULL));
    assert_null(operator_load(room->dir, &error));
    assert_non_null(error);
    g_unlink(path);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        ROOM(it_says_when_to_come_again),
        ROOM(it_says_which_receipts_are_given),
        ROOM(what_is_no_heartbeat_is_a_problem),
        ROOM(the_newest_stands),
        ROOM(a_clock_that_was_put_back),
        cmocka_unit_test(each_trouble_is_said),
        ROOM(the_page_asks_for_the_password),
        ROOM(the_page_turns_and_searches),
        ROOM(a_certificate_that_ends_soon_stands_out),
        ROOM(what_is_out_of_use_says_so),
        ROOM(today_is_told_in_words),
        ROOM(figures_count_what_was_done),
        ROOM(a_password_is_made_and_made_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
