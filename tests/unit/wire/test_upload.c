#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "wire/messages.h"
#include "wire/upload.h"

/* RFC 9530, appendix B.1: {"hello": "world"} and a line feed, under sha-256. */
static void the_digest_of_the_standard(void **state)
{
    static const char text[] = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
    uint8_t hash[UPLOAD_HASH];
    char again[UPLOAD_DIGEST_TEXT];

    (void)state;
    assert_true(upload_digest_parse(text, hash));
    assert_int_equal(hash[0], 0x44);
    upload_digest_text(hash, again);
    assert_string_equal(again, text);
    assert_false(upload_digest_parse("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=", hash));
    assert_false(upload_digest_parse("sha-512=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:", hash));
    assert_false(upload_digest_parse("sha-256=:RK/0:", hash));
    assert_false(upload_digest_parse("sha-256=::", hash));
    assert_false(upload_digest_parse("", hash));
}

static void fields_are_bounded(void **state)
{
    int64_t bytes = -1;
    bool complete = false;

    (void)state;
    assert_true(upload_offset_parse("0", &bytes) && bytes == 0);
    assert_true(upload_offset_parse("8388608", &bytes) && bytes == UPLOAD_BYTES_MAX);
    assert_false(upload_offset_parse("8388609", &bytes));
    assert_false(upload_offset_parse("99999999999999999999999999", &bytes));
    assert_false(upload_offset_parse("", &bytes) || upload_offset_parse("1 ", &bytes));
    assert_true(upload_complete_parse("?1", &complete) && complete);
    assert_true(upload_complete_parse("?0", &complete) && !complete);
    assert_false(upload_complete_parse("?2", &complete) || upload_complete_parse("?1;a", &complete));
}

/* An event names its own upload, and no other's. */
static void an_event_without_a_box_refers(void **state)
{
    struct message_item item = {.kiosk = "20617", .kind = "application", .service = "s", .keyid = "p-1"};
    const uint8_t random[UUID7_RANDOM] = {1};
    struct message_batch batch;

    (void)state;
    uuid7_make(item.id, 1795404000000, random);
    memset(item.digest, 0x5a, sizeof item.digest);
    g_autoptr(GBytes) body = message_batch_build(&item, 1);
    size_t len = 0;
    g_autofree char *text = g_strndup(g_bytes_get_data(body, &len), g_bytes_get_size(body));
    assert_non_null(strstr(text, "\"dataref\":\"/v1/uploads/"));
    assert_true(message_batch_parse(text, len, &batch, NULL));
    assert_null(batch.items[0].box);
    assert_memory_equal(batch.items[0].id, item.id, sizeof item.id);
    assert_memory_equal(batch.items[0].digest, item.digest, sizeof item.digest);
    message_batch_clear(&batch);
    char *digit = strstr(text, "/v1/uploads/") + sizeof "/v1/uploads/" - 1;
    char id_digit = *digit;
    *digit = *digit == '1' ? '2' : '1';
    assert_false(message_batch_parse(text, len, &batch, NULL));
    *digit = id_digit;
    char *digest = strstr(text, "\"boxdigest\":\"") + sizeof "\"boxdigest\":\"" - 1;
    assert_true(message_batch_parse(text, len, &batch, NULL));
    message_batch_clear(&batch);
    digest[-3] = 'x'; /* it says not of which box */
    assert_false(message_batch_parse(text, len, &batch, NULL));
    digest[-3] = 't';
    digest[0] = '!';
    assert_false(message_batch_parse(text, len, &batch, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_digest_of_the_standard),
        cmocka_unit_test(fields_are_bounded),
        cmocka_unit_test(an_event_without_a_box_refers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
