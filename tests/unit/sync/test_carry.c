#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

#include "../store/queue.h"
#include "base/secret.h"
#include "store/ledger.h"
#include "sync/carry.h"
#include "wire/carry.h"

#define KIOSK "20617"
enum { LARGE = OUTBOX_ROW_BYTES + 1, NOW = 1000000 };

struct site {
    struct queue queue;
    struct carry carry;
    char *medium;
    uint8_t public_key[SIGNED_PUBLIC_BYTES], secret_key[SIGNED_SECRET_BYTES];
};

static int set_up(void **state)
{
    struct site *site = g_new0(struct site, 1);

    site->queue.folder = folder_new();
    site->medium = folder_new();
    queue_open(&site->queue);
    site->carry = (struct carry){site->queue.store, site->queue.outbox, KIOSK, NOW, NULL};
    crypto_sign_keypair(site->public_key, site->secret_key);
    *state = site;
    return 0;
}

static int tear_down(void **state)
{
    struct site *site = *state;

    queue_close(&site->queue);
    folder_free(site->queue.folder);
    folder_free(site->medium);
    g_free(site);
    return 0;
}

static void put(struct site *site, uint32_t number, uint32_t of, size_t size)
{
    uint8_t version[] = {0x70, 0x80};
    struct outbox_entry entry = {.kind = "application",
                                 .service = "S",
                                 .receipt = "206170000140",
                                 .keyid = "p-1",
                                 .created_ms = 1000 + number};
    uint8_t kase[OUTBOX_ID_BYTES];

    memcpy(entry.id, queue_id(number), sizeof entry.id);
    entry.id[6] = version[0]; /* ids that the wire takes: UUID version 7 */
    entry.id[8] = version[1];
    memcpy(kase, queue_id(of), sizeof kase);
    kase[6] = version[0];
    kase[8] = version[1];
    entry.case_id = of ? kase : NULL;
    g_autofree uint8_t *body = g_malloc0(size);
    g_autoptr(GBytes) box = g_bytes_new(body, size);
    entry.box = box;
    assert_true(outbox_add(site->queue.outbox, &entry, NULL));
}

static const uint8_t *id_of(uint32_t number)
{
    uint8_t *id = (uint8_t *)(uintptr_t)queue_id(number);

    id[6] = 0x70;
    id[8] = 0x80;
    return id;
}

static enum outbox_state state_of(struct site *site, uint32_t number)
{
    return outbox_state(site->queue.outbox, id_of(number));
}

/* The one batch file of a fresh export, which is empty of everything else. */
static GBytes *exported(struct site *site, unsigned part, struct message_batch *batch)
{
    struct carry_report report;
    g_autofree char *text = NULL;
    size_t len = 0;

    folder_empty(site->medium);
    assert_true(carry_export(&site->carry, site->medium, &report, NULL));
    assert_true(report.files >= part);
    g_autofree char *stem = g_strndup(report.name, strlen(report.name) - strlen(CARRY_MANIFEST)),
                    *path = g_strdup_printf("%s/%s-%u" CARRY_BATCH, site->medium, stem, part);
    g_free(report.name);
    assert_true(g_file_get_contents(path, &text, &len, NULL));
    assert_true(message_batch_parse(text, len, batch, NULL));
    return g_bytes_new(text, len);
}

static GBytes *answer_to(struct site *site, const char *kiosk, GBytes *batch,
                         const struct message_result *results, size_t count)
{
    uint8_t digest[CARRY_DIGEST];

    carry_digest(g_bytes_get_data(batch, NULL), g_bytes_get_size(batch), digest);
    return carry_acknowledge(kiosk, digest, 5, results, count, site->secret_key);
}

static struct message_result result(uint32_t number, enum message_status status, int problem)
{
    struct message_result result = {.status = status, .problem_status = problem};

    memcpy(result.id, id_of(number), sizeof result.id);
    if (status == MESSAGE_REJECTED)
        g_strlcpy(result.problem, "urn:kiosk:problem:parts", sizeof result.problem);
    return result;
}

static gboolean import(struct site *site, GBytes *answer, struct carry_report *report, GError **error)
{
    return carry_import(&site->carry, g_bytes_get_data(answer, NULL), g_bytes_get_size(answer),
                        site->public_key, report, error);
}

static void there_and_back(void **state)
{
    struct site *site = *state;
    struct message_batch batch;
    struct carry_report report;

    for (uint32_t i = 1; i <= 5; i++)
        put(site, i, 0, i == 2 ? LARGE : 300);
    g_autoptr(GBytes) bytes = exported(site, 1, &batch);
    assert_int_equal(batch.count, 5);
    assert_int_equal(g_bytes_get_size(batch.items[1].box), LARGE); /* out of the spool, whole */
    assert_string_equal(batch.items[4].kiosk, KIOSK);
    message_batch_clear(&batch);
    for (uint32_t i = 1; i <= 5; i++)
        assert_int_equal(state_of(site, i), OUTBOX_PENDING);
    assert_true(outbox_accepted(site->queue.outbox, id_of(5), 9, NULL)); /* the line was there for a moment */
    const struct message_result results[] = {
        result(1, MESSAGE_STORED, 0), result(2, MESSAGE_DUPLICATE, 0), result(3, MESSAGE_REJECTED, 422),
        result(4, MESSAGE_REJECTED, 503), result(5, MESSAGE_DUPLICATE, 0)};
    g_autoptr(GBytes) answer = answer_to(site, KIOSK, bytes, results, G_N_ELEMENTS(results));
    assert_true(import(site, answer, &report, NULL));
    assert_int_equal(report.accepted, 2);
    assert_int_equal(report.refused, 1);
    assert_int_equal(report.left, 1);
    assert_int_equal(report.known, 1);
    assert_int_equal(state_of(site, 1), OUTBOX_ACCEPTED);
    assert_int_equal(state_of(site, 2), OUTBOX_ACCEPTED);
    assert_int_equal(state_of(site, 3), OUTBOX_ATTENTION);
    assert_int_equal(state_of(site, 4), OUTBOX_PENDING);
}

static void assert_refused(struct site *site, GBytes *answer)
{
    struct carry_report report;
    g_autoptr(GError) error = NULL;

    assert_false(import(site, answer, &report, &error));
    assert_non_null(error);
    assert_int_equal(state_of(site, 1), OUTBOX_PENDING);
}

/* Of what it says, and of the signature. */
static void assert_no_bit_may_change(struct site *site, GBytes *answer)
{
    static const char *const members[] = {"\"payload\":\"", "\"signature\":\""};
    size_t len = 0;
    const char *text = g_bytes_get_data(answer, &len);

    for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
        const char *begin = g_strstr_len(text, (gssize)len, members[i]);
        assert_non_null(begin);
        size_t at = (size_t)(begin - text) + strlen(members[i]);
        for (; text[at] != '"'; at++) {
            g_autofree char *other = g_memdup2(text, len);
            other[at] ^= 1;
            g_autoptr(GBytes) altered = g_bytes_new(other, len);
            assert_refused(site, altered);
        }
    }
}

/* Nobody's word lets a sealed body go but the platform's, about a batch of ours, and once. */
static void only_the_platform_is_believed(void **state)
{
    struct site *site = *state;
    struct message_batch batch;
    struct carry_report report;
    uint8_t other[SIGNED_PUBLIC_BYTES], mine[SIGNED_SECRET_BYTES];

    put(site, 1, 0, 300);
    g_autoptr(GBytes) bytes = exported(site, 1, &batch);
    message_batch_clear(&batch);
    const struct message_result stored = result(1, MESSAGE_STORED, 0);
    g_autoptr(GBytes) answer = answer_to(site, KIOSK, bytes, &stored, 1);
    g_autoptr(GBytes) of_another = answer_to(site, "20618", bytes, &stored, 1);
    assert_refused(site, of_another);
    g_autoptr(GBytes) strange = g_bytes_new("another batch", 13);
    g_autoptr(GBytes) never_exported = answer_to(site, KIOSK, strange, &stored, 1);
    assert_refused(site, never_exported);
    memcpy(mine, site->secret_key, sizeof mine);
    crypto_sign_keypair(other, site->secret_key);
    g_autoptr(GBytes) forged = answer_to(site, KIOSK, bytes, &stored, 1);
    assert_refused(site, forged);
    memcpy(site->secret_key, mine, sizeof mine);
    assert_no_bit_may_change(site, answer);
    assert_int_equal(state_of(site, 1), OUTBOX_PENDING);
    assert_true(import(site, answer, &report, NULL));
    assert_false(report.again);
    assert_int_equal(state_of(site, 1), OUTBOX_ACCEPTED);
}

/* A script goes over every answer on the medium, also those of last week: they are known, and do nothing. */
static void twice_is_no_error_and_changes_nothing(void **state)
{
    struct site *site = *state;
    struct message_batch batch;
    struct carry_report report;

    for (uint32_t i = 1; i <= 3; i++)
        put(site, i, 0, 300);
    g_autoptr(GBytes) bytes = exported(site, 1, &batch);
    message_batch_clear(&batch);
    const struct message_result mixed[] = {result(1, MESSAGE_STORED, 0), result(2, MESSAGE_REJECTED, 422),
                                           result(3, MESSAGE_REJECTED, 503)};
    g_autoptr(GBytes) answer = answer_to(site, KIOSK, bytes, mixed, G_N_ELEMENTS(mixed));
    assert_true(import(site, answer, &report, NULL));
    assert_int_equal(ledger_retry(site->queue.outbox, 0, NULL), 1); /* the refused, by the staff */
    assert_true(import(site, answer, &report, NULL));
    assert_true(report.again);
    assert_int_equal(report.accepted + report.refused, 0);
    assert_int_equal(report.known, 1);
    assert_int_equal(report.left, 2);
    assert_int_equal(state_of(site, 1), OUTBOX_ACCEPTED);
    assert_int_equal(state_of(site, 2), OUTBOX_PENDING); /* as the staff left it */
    assert_int_equal(state_of(site, 3), OUTBOX_PENDING);
    put(site, 4, 0, 300); /* no transaction was left open */
    assert_int_equal(state_of(site, 4), OUTBOX_PENDING);
}

/* What was answered 'not now' goes out once more, and its answer counts once more. */
static void once_more(void **state)
{
    struct site *site = *state;
    struct message_batch batch;
    struct carry_report report;

    put(site, 1, 0, 300);
    g_autoptr(GBytes) bytes = exported(site, 1, &batch);
    message_batch_clear(&batch);
    const struct message_result later = result(1, MESSAGE_REJECTED, 503),
                                stored = result(1, MESSAGE_STORED, 0);
    g_autoptr(GBytes) no = answer_to(site, KIOSK, bytes, &later, 1);
    assert_true(import(site, no, &report, NULL));
    g_autoptr(GBytes) again = exported(site, 1, &batch);
    message_batch_clear(&batch);
    g_autoptr(GBytes) yes = answer_to(site, KIOSK, again, &stored, 1);
    assert_true(import(site, yes, &report, NULL));
    assert_int_equal(report.accepted, 1);
}

static void many_make_many_files(void **state)
{
    struct site *site = *state;
    struct message_batch batch;

    for (uint32_t i = 1; i <= 230; i++)
        put(site, i, 0, 50);
    assert_true(outbox_parked(site->queue.outbox, id_of(7), "no", NULL));
    g_autoptr(GBytes) bytes = exported(site, 3, &batch);
    assert_int_equal(batch.count, 29);
    assert_memory_equal(batch.items[28].id, id_of(230), 16);
    message_batch_clear(&batch);
}

static void not_past_its_own_case(void **state)
{
    struct site *site = *state;
    struct message_batch batch;

    put(site, 1, 0, 50);
    put(site, 2, 1, 50);
    put(site, 3, 0, 50);
    assert_true(outbox_parked(site->queue.outbox, id_of(1), "no", NULL));
    g_autoptr(GBytes) bytes = exported(site, 1, &batch);
    assert_int_equal(batch.count, 1);
    assert_memory_equal(batch.items[0].id, id_of(3), 16);
    message_batch_clear(&batch);
}

static void a_medium_that_refuses(void **state)
{
    struct site *site = *state;
    struct carry_report report;
    g_autoptr(GError) error = NULL;

    assert_true(carry_export(&site->carry, site->medium, &report, NULL)); /* nothing waits */
    assert_int_equal(report.files, 0);
    assert_null(report.name);
    put(site, 1, 0, 50);
    assert_false(carry_export(&site->carry, "/dev/null/no", &report, &error));
    assert_non_null(error);
    assert_int_equal(state_of(site, 1), OUTBOX_PENDING);
}

/* An identity that cannot sign is no reason to carry files that nobody takes. */
static void an_identity_that_is_broken(void **state)
{
    struct site *site = *state;
    struct carry_report report;
    g_autoptr(GError) error = NULL;

    put(site, 1, 0, 50);
    site->carry.identity = "-----BEGIN PRIVATE KEY-----";
    assert_false(carry_export(&site->carry, site->medium, &report, &error));
    assert_non_null(strstr(error->message, "enrol the kiosk again"));
    g_autoptr(GDir) dir = g_dir_open(site->medium, 0, NULL);
    assert_null(g_dir_read_name(dir));
    assert_int_equal(state_of(site, 1), OUTBOX_PENDING);
}

static void see(void *data, const struct ledger_row *row)
{
    GString *all = data;
    g_string_append_printf(all, "%" G_GINT64_FORMAT ":%d:%s:%s ", row->seq, row->state, row->reason,
                           row->note);
}

static void assert_listed(struct site *site, gboolean settled, const char *expected)
{
    GString *all = g_string_new(NULL);

    assert_true(ledger_list(site->queue.outbox, settled, see, all, NULL));
    assert_string_equal(all->str, expected);
    g_string_free(all, TRUE);
}

static void staff_look_retry_and_note(void **state)
{
    struct site *site = *state;
    struct outbox *outbox = site->queue.outbox;
    g_autoptr(GError) error = NULL;

    for (uint32_t i = 1; i <= 4; i++)
        put(site, i, 0, 50);
    assert_true(outbox_accepted(outbox, id_of(1), 9, NULL));
    assert_true(outbox_parked(outbox, id_of(2), "no", NULL));
    assert_true(outbox_retry_at(outbox, id_of(3), INT64_C(1) << 40, NULL));
    assert_true(ledger_annotate(outbox, 2, "已电话通知经办人", NULL));
    assert_listed(site, FALSE, "2:2:no:已电话通知经办人 3:0:: 4:0:: ");
    assert_listed(site, TRUE, "1:1:: 2:2:no:已电话通知经办人 3:0:: 4:0:: ");
    assert_int_equal(ledger_retry(outbox, 0, NULL), 2); /* the refused and the one put off */
    assert_listed(site, FALSE, "2:0::已电话通知经办人 3:0:: 4:0:: ");
    g_autoptr(GPtrArray) due = outbox_due(outbox, 9, 1 << 20, 5, NULL);
    assert_int_equal(due->len, 3);
    assert_int_equal(ledger_retry(outbox, 1, &error), -1); /* accepted: there is nothing to retry */
    assert_true(g_error_matches(error, store_error_quark(), STORE_ERROR_ABSENT));
    assert_false(ledger_annotate(outbox, 99, "x", NULL));
    assert_false(ledger_show(outbox, 99, see, NULL, NULL));
}

#define CARRY_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        CARRY_TEST(there_and_back),
        CARRY_TEST(only_the_platform_is_believed),
        CARRY_TEST(twice_is_no_error_and_changes_nothing),
        CARRY_TEST(once_more),
        CARRY_TEST(many_make_many_files),
        CARRY_TEST(not_past_its_own_case),
        CARRY_TEST(a_medium_that_refuses),
        CARRY_TEST(an_identity_that_is_broken),
        CARRY_TEST(staff_look_retry_and_note),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
