/* A bundle is filed for each department in the transaction that stores it: once however often it comes, with
 * what that department needs, and a state of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "catalog/load.h"
#include "platform/bundle.h"
#include "platform/worker.h"
#include "platform_room.h"
#include "wire/json.h"
#include "wire/sealer.h"

#define PENSION                                                                                              \
    "{\"code\":\"pension\",\"name\":\"申领养老金\",\"department\":\"县人社局\",\"workdays\":20,"    \
    "\"answers\":[\"phone\",\"pension_card\"],\"materials\":[\"611\"]}"
#define MEDICAL                                                                                              \
    "{\"code\":\"medical\",\"name\":\"转成退休医保\",\"department\":\"县医保局\",\"workdays\":0,"  \
    "\"answers\":[\"phone\",\"doctor_at\"],\"materials\":[]}"
#define REST                                                                                                 \
    "\"language\":\"zh\",\"person\":{\"name\":\"王秀兰\"},\"answers\":{\"phone\":\"19900000001\","        \
    "\"pension_card\":\"6217000000000000088\",\"doctor_at\":\"here\"},"                                      \
    "\"materials\":[{\"code\":\"611\",\"name\":\"社保卡\",\"licence\":\"lclicence:1:611:A\"}],"           \
    "\"consent\":{\"reviewed\":true}"
#define RECORD(parts) "{" REST ",\"receipt\":\"206170001475\",\"parts\":[" parts "]}"

static struct message_item sealed(const struct room *room, const char *receipt, const char *parts)
{
    struct message_item item = {
        .kiosk = "20617", .kind = "bundle", .service = "tuixiu-yijianshi", .created_ms = ROOM_NOW_MS - 1000};
    struct submission_head head = {.kiosk = item.kiosk,
                                   .kind = item.kind,
                                   .service = item.service,
                                   .receipt = receipt,
                                   .created_ms = item.created_ms};
    uint8_t random[UUID7_RANDOM] = {[UUID7_RANDOM - 1] = 1};
    struct sealer *sealer = sealer_new(&room->seal.key);
    struct secret_bytes text = {0};

    uuid7_make(item.id, ROOM_NOW_MS, random);
    memcpy(head.id, item.id, sizeof head.id);
    memcpy(item.keyid, room->seal.key.keyid, sizeof item.keyid);
    submission_begin(&text, &head);
    secret_bytes_text(&text, "," REST ",\"parts\":[");
    secret_bytes_text(&text, parts);
    secret_bytes_text(&text, "]}");
    item.box = sealer_seal(sealer, &text, NULL);
    assert_non_null(item.box);
    sealer_free(sealer);
    secret_bytes_clear(&text);
    return item;
}

static struct message_result post(struct room *room, const struct message_item *item)
{
    g_autoptr(GBytes) body = message_batch_build(item, 1);
    struct reply reply = room_post(room, "/v1/submissions", SUBMISSIONS_TYPE, g_bytes_get_data(body, NULL),
                                   g_bytes_get_size(body));
    struct message_results results = {0};

    assert_int_equal(reply.status, 202);
    assert_true(message_results_parse(reply.body, reply.len, &results, NULL));
    assert_int_equal(results.count, 1);
    struct message_result result = results.list[0];
    message_results_clear(&results);
    reply_clear(&reply);
    return result;
}

struct seen {
    unsigned count;
    char states[64];
    json_t *first;
};

static void see(const struct storage_part *part, void *data)
{
    struct seen *seen = data;

    if (seen->count++ == 0)
        seen->first = json_loadb(part->record, part->record_len, 0, NULL);
    g_strlcat(seen->states, part->code, sizeof seen->states);
    g_strlcat(seen->states, "=", sizeof seen->states);
    g_strlcat(seen->states, part->state, sizeof seen->states);
    g_strlcat(seen->states, " ", sizeof seen->states);
}

static struct seen parts_of(struct room *room, const char *receipt)
{
    struct seen seen = {0};

    assert_true(storage_parts(room->platform.storage, receipt, see, &seen, NULL));
    return seen;
}

static void each_part_is_filed_once(void **state)
{
    struct room *room = *state;
    char receipt[RECEIPT_TEXT];

    receipt_make("20617", 147, receipt);
    struct message_item item = sealed(room, receipt, PENSION "," MEDICAL);
    assert_int_equal(post(room, &item).status, MESSAGE_STORED);
    clock_advance(&room->platform.clock, 1000);
    assert_int_equal(post(room, &item).status, MESSAGE_DUPLICATE);
    struct seen seen = parts_of(room, receipt);
    assert_int_equal(seen.count, 2);
    assert_string_equal(seen.states, "pension=received medical=received ");
    json_decref(seen.first);
    g_bytes_unref(item.box);
}

static void a_department_sees_what_it_needs(void **state)
{
    struct room *room = *state;
    char receipt[RECEIPT_TEXT];

    receipt_make("20617", 147, receipt);
    struct message_item item = sealed(room, receipt, PENSION "," MEDICAL);
    post(room, &item);
    struct seen seen = parts_of(room, receipt);
    const json_t *answers = json_object_get(seen.first, "answers"),
                 *part = json_object_get(seen.first, "part");
    g_autofree char *number = g_strconcat(receipt, "-pension", NULL);
    assert_int_equal(json_object_size(answers), 2);
    assert_string_equal(wire_text(answers, "pension_card"), "6217000000000000088");
    assert_null(json_object_get(answers, "doctor_at"));
    assert_int_equal(json_array_size(json_object_get(seen.first, "materials")), 1);
    assert_null(json_object_get(seen.first, "parts"));
    assert_string_equal(wire_text(seen.first, "number"), number);
    assert_string_equal(wire_text(part, "department"), "县人社局");
    assert_string_equal(wire_text(json_object_get(seen.first, "person"), "name"), "王秀兰");
    json_decref(seen.first);
    g_bytes_unref(item.box);
}

static void each_part_has_its_own_state(void **state)
{
    struct room *room = *state;
    g_autoptr(GError) error = NULL;
    char receipt[RECEIPT_TEXT];

    receipt_make("20617", 147, receipt);
    struct message_item item = sealed(room, receipt, PENSION "," MEDICAL);
    post(room, &item);
    g_autofree char *pension = g_strconcat(receipt, "-pension", NULL),
                    *other = g_strconcat(receipt, "-photo", NULL);
    struct storage *storage = room->platform.storage;
    assert_true(worker_set_state(storage, pension,
                                 &(struct storage_step){.state = "reviewing", .at_ms = ROOM_NOW_MS}, NULL));
    assert_true(worker_set_state(storage, pension,
                                 &(struct storage_step){.state = "approved", .at_ms = ROOM_NOW_MS}, NULL));
    struct seen seen = parts_of(room, receipt);
    assert_string_equal(seen.states, "pension=approved medical=received ");
    json_decref(seen.first);
    assert_false(worker_set_state(storage, receipt,
                                  &(struct storage_step){.state = "approved", .at_ms = ROOM_NOW_MS}, &error));
    assert_non_null(strstr(error->message, "a bundle of 2 parts"));
    g_clear_error(&error);
    assert_false(worker_set_state(storage, other,
                                  &(struct storage_step){.state = "approved", .at_ms = ROOM_NOW_MS}, &error));
    assert_true(g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT));
    g_clear_error(&error);
    assert_false(worker_set_state(storage, pension,
                                  &(struct storage_step){.state = "lost", .at_ms = ROOM_NOW_MS}, &error));

    g_autofree char *path = g_strconcat("/p/", receipt, NULL),
                    *question = g_strdup_printf("{\"kind\":\"progress\",\"receipt\":\"%s\"}", receipt);
    struct reply page = room_ask(room, "GET", path, NULL),
                 said = room_ask(room, "POST", "/v1/online", question);
    g_autofree char *html = g_strndup(page.body, page.len), *answer = g_strndup(said.body, said.len);
    assert_int_equal(page.status, 200);
    assert_non_null(strstr(html, "<b>申领养老金</b>县人社局：批了"));
    assert_non_null(strstr(html, "<b>转成退休医保</b>县医保局：收到申请"));
    assert_null(strstr(html, "王"));
    assert_non_null(strstr(answer, "县人社局：批了，11 月 23 日"));
    reply_clear(&page);
    reply_clear(&said);
    g_bytes_unref(item.box);
}

/* Everything about an ordinary application is as it was: no parts, a state of its own. */
static void only_a_bundle_has_parts(void **state)
{
    struct room *room = *state;
    struct seen seen = parts_of(room, "206170000999");

    assert_int_equal(seen.count, 0);
    assert_false(storage_set_part_state(room->platform.storage, "206170000999", "pension",
                                        &(struct storage_step){.state = "done"}, NULL));
}

static void what_is_no_bundle_is_refused(void **state)
{
    struct room *room = *state;
    static const char *const bad[] = {
        "",
        PENSION "," PENSION,
        "{\"code\":\"pension\",\"name\":\"\",\"department\":\"局\"}",
        "{\"code\":\"Pension\",\"name\":\"申领养老金\",\"department\":\"局\"}",
        "{\"code\":\"pension\",\"name\":\"申领养老金\",\"department\":\"局\",\"workdays\":-1}",
        "3",
    };
    char receipt[RECEIPT_TEXT];

    receipt_make("20617", 147, receipt);
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        struct message_item item = sealed(room, receipt, bad[i]);
        struct message_result result = post(room, &item);
        assert_int_equal(result.status, MESSAGE_REJECTED);
        assert_string_equal(result.problem, "urn:kiosk:problem:parts");
        g_bytes_unref(item.box);
    }
    struct message_item item = sealed(room, "", PENSION);
    assert_string_equal(post(room, &item).problem, "urn:kiosk:problem:receipt");
    g_bytes_unref(item.box);
    struct seen seen = parts_of(room, receipt);
    assert_int_equal(seen.count, 0);
}

static void the_catalog_says_which_parts_there_are(void **state)
{
    struct catalog *catalog = catalog_load(SOURCE_DIR "/assets/catalog", NULL);
    const struct service *service = catalog_find(catalog, "tuixiu-yijianshi");
    static const char good[] = RECORD(PENSION),
                      other[] = RECORD("{\"code\":\"fishing\",\"name\":\"钓鱼证\",\"department\":\"局\"}");
    struct bundle_filed filed;

    (void)state;
    assert_true(bundle_read(good, strlen(good), service, &filed));
    assert_int_equal(filed.count, 1);
    bundle_clear(&filed);
    assert_false(bundle_read(other, strlen(other), service, &filed));
    assert_true(bundle_read(other, strlen(other), NULL, &filed));
    bundle_clear(&filed);
    assert_false(bundle_read("[", 1, NULL, &filed));
    catalog_free(catalog);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(each_part_is_filed_once),      ROOM(a_department_sees_what_it_needs),
        ROOM(each_part_has_its_own_state),  ROOM(only_a_bundle_has_parts),
        ROOM(what_is_no_bundle_is_refused), cmocka_unit_test(the_catalog_says_which_parts_there_are),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
