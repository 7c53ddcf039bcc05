/* Why an answer is none: each cause in words of its own, with what to do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "sync/refusal.h"
#include "wire/messages.h"

static void assert_said(struct client_answer answer, const char *body, const char *words)
{
    char out[REFUSAL_TEXT];
    secret_bytes_text(&answer.body, body);
    refusal_write(&answer, out);
    if (!strstr(out, words))
        fail_msg("'%s' lacks '%s'", out, words);
    assert_int_equal(strstr(out, "older") != NULL, answer.status == 404 && *body == '{');
    client_answer_clear(&answer);
}

static void each_cause_has_its_words(void **state)
{
    static const char revoked[] =
        "{\"type\":\"urn:kiosk:problem:revoked\",\"title\":\"The kiosk's certificate is "
        "revoked\",\"status\":403,\"detail\":\"Keep it.\"}";
    static const char full[] = "{\"type\":\"urn:kiosk:problem:full\",\"title\":\"No room\",\"status\":507,"
                               "\"detail\":\"Free some.\"}";
    (void)state;
    assert_said((struct client_answer){.problem = "no route"}, "", "was not reached: no route");
    assert_said((struct client_answer){.reached = true, .status = 403, .type = WIRE_TYPE_PROBLEM}, revoked,
                "has revoked it (HTTP 403: The kiosk's certificate is revoked): enrol it again");
    assert_said((struct client_answer){.reached = true, .status = 401, .type = WIRE_TYPE_PROBLEM}, "{}",
                "does not know this kiosk");
    assert_said((struct client_answer){.reached = true, .status = 404, .type = WIRE_TYPE_PROBLEM}, "{}",
                "is its release older");
    assert_said((struct client_answer){.reached = true, .status = 507, .type = WIRE_TYPE_PROBLEM}, full,
                "refuses (HTTP 507: No room): Free some.");
    assert_said((struct client_answer){.reached = true, .status = 404, .type = "text/html"}, "<html>",
                "not the platform (HTTP 404 text/html): look at [platform] url");
    assert_said((struct client_answer){.reached = true, .status = 403, .type = WIRE_TYPE_PROBLEM}, "<html>",
                "not the platform");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_cause_has_its_words),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
