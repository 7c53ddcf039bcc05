/* Everything that the other end of a wire may say: batches, receipts, problems, answers, submissions. */
// links: wire base
#include "base/secret.h"
#include "wire/heartbeat.h"
#include "wire/messages.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct message_batch batch = {0};
    struct message_results results = {0};
    struct message_answer answer = {0};
    struct message_problem problem;
    struct heartbeat beat;
    struct heartbeat_answer told;
    struct secret_bytes page = {0};
    struct message_item envelope = {.kiosk = "20617", .kind = "application", .service = "x"};
    char receipt[RECEIPT_TEXT];

    secret_start();
    if (message_batch_parse(data, size, &batch, NULL))
        g_bytes_unref(message_batch_build(batch.items, batch.count)); /* what was read can be said again */
    message_batch_clear(&batch);
    if (message_results_parse(data, size, &results, NULL))
        g_bytes_unref(message_results_build(results.list, results.count));
    message_results_clear(&results);
    if (message_answer_parse(data, size, &answer, NULL))
        message_answer_clear(&answer);
    message_page_parse(data, size, &page, NULL);
    secret_bytes_clear(&page);
    message_problem_parse(data, size, &problem);
    message_heartbeat_parse(data, size, &beat, NULL);
    message_heartbeat_answer_parse(data, size, &told, NULL);
    submission_check(data, size, &envelope, receipt, NULL);
    return 0;
}
