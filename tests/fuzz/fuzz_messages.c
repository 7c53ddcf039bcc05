/* Everything that the other end of a wire may say in JSON: batches, receipts, problems, answers, submissions,
 * notices, orders, persons, heartbeats, signed messages. */
// links: wire base
#include <string.h>

#include "base/secret.h"
#include "wire/heartbeat.h"
#include "wire/messages.h"
#include "wire/notices.h"
#include "wire/order.h"
#include "wire/signed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What was read can be said again, and is then the same. */
static void heartbeats(const uint8_t *data, size_t size)
{
    struct heartbeat beat, again;
    struct heartbeat_answer answer;

    message_heartbeat_answer_parse(data, size, &answer, NULL);
    if (!message_heartbeat_parse(data, size, &beat, NULL))
        return;
    g_autoptr(GBytes) text = message_heartbeat_build(&beat);
    g_assert(message_heartbeat_parse(g_bytes_get_data(text, NULL), g_bytes_get_size(text), &again, NULL));
    g_assert(again.waiting == beat.waiting && again.device_count == beat.device_count);
}

static void notices(const uint8_t *data, size_t size)
{
    struct notice one = {0};
    struct notices *list = message_notices_parse(data, size, NULL);

    if (list)
        g_bytes_unref(message_notices_build(list));
    notices_free(list);
    if (message_notice_parse(data, size, 1795392000000, &one, NULL))
        g_bytes_unref(message_notice_build(&one));
    notice_clear(&one);
}

/* No key of the fuzzer's made any of them. */
static void signatures(const uint8_t *data, size_t size)
{
    static const uint8_t key[SIGNED_PUBLIC_BYTES] = {9};
    g_assert(!signed_open("keys", data, size, key, NULL));
}

static void people(const uint8_t *data, size_t size)
{
    struct message_person person;
    struct message_order order;

    g_assert(!message_person_parse(data, size, &person) || (person.name[0] && strlen(person.birth) == 8));
    message_order_parse(data, size, &order, NULL);
}

/* A blank in front, and the usual form is none any more: the JSON parser reads the same. */
static void batches(const uint8_t *data, size_t size)
{
    struct message_batch batch = {0}, same = {0};
    g_autofree uint8_t *spaced = g_malloc(size + 1);

    spaced[0] = ' ';
    if (size)
        memcpy(spaced + 1, data, size);
    gboolean well = message_batch_parse(data, size, &batch, NULL);
    g_assert(message_batch_parse(spaced, size + 1, &same, NULL) == well && same.count == batch.count);
    if (well) { /* what was read can be said again */
        g_autoptr(GBytes) one = message_batch_build(batch.items, batch.count),
                          other = message_batch_build(same.items, same.count);
        g_assert(g_bytes_equal(one, other));
    }
    message_batch_clear(&batch);
    message_batch_clear(&same);
}

static void submissions(const uint8_t *data, size_t size)
{
    struct message_results results = {0};
    struct message_item envelope = {.kiosk = "20617", .kind = "application", .service = "x"};
    char receipt[RECEIPT_TEXT];

    batches(data, size);
    if (message_results_parse(data, size, &results, NULL))
        g_bytes_unref(message_results_build(results.list, results.count));
    message_results_clear(&results);
    submission_check(data, size, &envelope, receipt, NULL);
}

static void answers(const uint8_t *data, size_t size)
{
    struct message_answer answer = {0};
    struct message_problem problem;
    struct secret_bytes page = {0};

    if (message_answer_parse(data, size, &answer, NULL))
        message_answer_clear(&answer);
    message_page_parse(data, size, &page, NULL);
    secret_bytes_clear(&page);
    message_problem_parse(data, size, &problem);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    secret_start();
    submissions(data, size);
    answers(data, size);
    heartbeats(data, size);
    notices(data, size);
    signatures(data, size);
    people(data, size);
    return 0;
}
