/* A drain between an outbox of fifty rows and a platform without sockets. For tests of the drain; each
 * program has its own copy. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "sync/drain.h"
#include "tree.h"
#include "wire/messages.h"

enum { ITEMS = 50, BAD = 33 };
static const int64_t begun_ms = 1795404000000;

struct house;
/* A platform without sockets: keeps ids, answers as it is told. */
struct fake {
    GHashTable *kept; /* id -> times sent */
    int status;       /* 0: as a platform does */
    const char *type, *retry_after;
    const char *date;         /* NULL: none is said */
    const char *receipt_type; /* of what it says of a batch; NULL: as a platform does */
    bool lose_answer, refuse_batches, leave_last_out;
    int not_now;      /* status of what is refused of BAD; 0: for good */
    bool forgotten;   /* what was uploaded is not there when its event comes, once */
    bool too_many;    /* other uploads of this kiosk stand there unfinished */
    bool other_whole; /* the last piece makes another whole, once */
    unsigned requests;
    GByteArray *upload;
    uint8_t upload_id[UUID7_BYTES];
    unsigned upload_requests;
    bool upload_complete, steady;
    struct message_item last;             /* of the newest batch; its box is gone */
    bool hurried;                         /* the answer is there before there was a meantime */
    void (*arrives)(struct house *house); /* what happens before the answer, once */
};
struct house {
    char *folder;
    struct store *store;
    struct outbox *outbox;
    struct drain drain;
    struct fake fake;
    int64_t now;
};

static void forget_upload(struct fake *fake)
{
    g_byte_array_set_size(fake->upload, 0);
    fake->upload_complete = fake->forgotten = fake->other_whole = false;
}

static void results_of(struct fake *fake, const struct message_batch *batch, struct client_answer *answer)
{
    struct message_result *list = g_new0(struct message_result, batch->count);
    size_t count = batch->count - (fake->leave_last_out ? 1 : 0);

    for (size_t i = 0; i < batch->count; i++) {
        if (!batch->items[i].box && fake->forgotten) {
            forget_upload(fake);
            memcpy(list[i].id, batch->items[i].id, UUID7_BYTES);
            list[i].status = MESSAGE_REJECTED;
            list[i].problem_status = 409;
            continue;
        }
        g_autoptr(GBytes) id = g_bytes_new(batch->items[i].id, UUID7_BYTES);
        memcpy(list[i].id, batch->items[i].id, UUID7_BYTES);
        list[i].status = g_hash_table_contains(fake->kept, id) ? MESSAGE_DUPLICATE : MESSAGE_STORED;
        if (batch->items[i].id[15] == BAD) {
            list[i].status = MESSAGE_REJECTED;
            strcpy(list[i].problem, "urn:kiosk:problem:unknown-service");
            list[i].problem_status = fake->not_now ? fake->not_now : 422;
        } else if (i < count) {
            g_hash_table_add(fake->kept, g_bytes_ref(id));
        }
    }
    g_autoptr(GBytes) body = message_results_build(list, count);
    secret_bytes_append(&answer->body, g_bytes_get_data(body, NULL), g_bytes_get_size(body));
    g_free(list);
}

/* The platform's end of a resumable upload; every third request breaks, half of them after it was kept. */
static void as_upload(struct fake *fake, const struct client_request *request, struct client_answer *answer)
{
    bool breaks = ++fake->upload_requests % 3 == 0 && !fake->steady;
    bool first = strcmp(request->method, "PUT") == 0;

    assert_true(upload_path_parse(request->path, fake->upload_id));
    if (first && fake->too_many) {
        *answer = (struct client_answer){
            .reached = true, .status = 429, .type = WIRE_TYPE_PROBLEM, .retry_after = "600"};
        secret_bytes_text(&answer->body, "{\"type\":\"urn:kiosk:problem:too-many-uploads\",\"status\":429}");
        return;
    }
    if (strcmp(request->method, "HEAD") == 0) {
        answer->status = fake->upload->len || fake->upload_complete ? 204 : 404;
    } else if (!breaks || fake->upload_requests % 2) {
        g_autofree char *offset = g_strdup_printf(WIRE_UPLOAD_OFFSET ": %u", first ? 0 : fake->upload->len);
        if (first)
            g_byte_array_set_size(fake->upload, 0);
        answer->status = strcmp(request->fields[0], offset) == 0 ? (first ? 201 : 204) : 409;
        if (answer->status != 409) {
            g_byte_array_append(fake->upload, request->body, (guint)request->len);
            fake->upload_complete = strstr(request->fields[1], "?1") != NULL;
            assert_int_equal(fake->upload_complete, request->fields[2] != NULL);
        }
    }
    if (breaks) {
        *answer = (struct client_answer){.problem = "connection reset"};
        return;
    }
    if (fake->upload_complete && fake->other_whole) {
        forget_upload(fake);
        *answer = (struct client_answer){.reached = true, .status = 422, .type = WIRE_TYPE_PROBLEM};
        return;
    }
    answer->reached = answer->upload = true;
    answer->upload_offset = fake->upload->len;
    answer->upload_complete = fake->upload_complete;
    strcpy(answer->type, answer->status >= 400 ? WIRE_TYPE_PROBLEM : "");
}

static void assert_means_what_came(const struct fake *fake, const struct message_item *item)
{
    uint8_t digest[WIRE_BOX_DIGEST];
    g_autoptr(GBytes) box = g_bytes_new_static(fake->upload->data, fake->upload->len);

    message_box_digest(box, digest);
    assert_memory_equal(item->digest, digest, sizeof digest);
}

static void as_platform(struct fake *fake, const void *body, size_t len, struct client_answer *answer)
{
    struct message_batch batch;

    assert_true(message_batch_parse(body, len, &batch, NULL));
    bool bad = false;
    fake->last = batch.items[batch.count - 1];
    for (size_t i = 0; i < batch.count; i++)
        bad |= batch.items[i].id[15] == BAD;
    for (size_t i = 0; i < batch.count; i++)
        if (!batch.items[i].box && !fake->forgotten)
            assert_means_what_came(fake, &batch.items[i]);
    if (fake->refuse_batches && bad) {
        answer->status = 422;
        strcpy(answer->type, WIRE_TYPE_PROBLEM);
        secret_bytes_text(&answer->body, "{\"type\":\"urn:kiosk:problem:malformed\",\"status\":422}");
    } else {
        answer->status = 202;
        g_strlcpy(answer->type, fake->receipt_type ? fake->receipt_type : WIRE_TYPE_RECEIPT,
                  sizeof answer->type);
        results_of(fake, &batch, answer);
    }
    message_batch_clear(&batch);
}

/* No read is open while the network is waited for, or the WAL would grow. */
static void assert_no_read_is_open(sqlite3 *db)
{
    assert_int_equal(sqlite3_txn_state(db, NULL), SQLITE_TXN_NONE);
    for (sqlite3_stmt *s = sqlite3_next_stmt(db, NULL); s; s = sqlite3_next_stmt(db, s))
        assert_false(sqlite3_stmt_busy(s));
}

static void fake_send(void *data, const struct client_request *request, struct client_answer *answer)
{
    struct house *house = data;
    struct fake *fake = &house->fake;

    assert_no_read_is_open(house->store->db);
    if (g_str_has_prefix(request->path, WIRE_PATH_UPLOADS)) {
        as_upload(fake, request, answer);
        return;
    }
    assert_string_equal(request->path, WIRE_PATH_SUBMISSIONS);
    assert_string_equal(request->type, WIRE_TYPE_BATCH);
    fake->requests++;
    if (fake->arrives) {
        fake->arrives(house);
        fake->arrives = NULL;
    }
    if (!fake->hurried) {
        request->meanwhile(request->meanwhile_data);
        assert_no_read_is_open(house->store->db);
    }
    answer->reached = true;
    g_strlcpy(answer->date, fake->date ? fake->date : "", sizeof answer->date);
    if (fake->status == 0) {
        as_platform(fake, request->body, request->len, answer);
    } else {
        answer->status = fake->status;
        g_strlcpy(answer->type, fake->type, sizeof answer->type);
        g_strlcpy(answer->retry_after, fake->retry_after ? fake->retry_after : "",
                  sizeof answer->retry_after);
        secret_bytes_text(&answer->body, "<html>");
    }
    if (fake->lose_answer) {
        secret_bytes_clear(&answer->body);
        *answer = (struct client_answer){.problem = "connection reset"};
        fake->lose_answer = false;
    }
}

static void id_of(uint8_t last, uint8_t id[UUID7_BYTES])
{
    const uint8_t random[UUID7_RANDOM] = {0};

    uuid7_make(id, begun_ms, random);
    id[15] = last;
}

static void add(struct house *house, uint8_t last, const char *kind, const uint8_t *case_id)
{
    struct outbox_entry entry = {.kind = kind,
                                 .service = "S",
                                 .receipt = "",
                                 .keyid = "p-1",
                                 .case_id = case_id,
                                 .created_ms = house->now};
    id_of(last, entry.id);
    entry.box = g_bytes_new_static("sealed", 6);
    assert_true(outbox_add(house->outbox, &entry, NULL));
    g_bytes_unref(entry.box);
}

static int set_up(void **state)
{
    struct house *house = g_new0(struct house, 1);

    house->folder = g_dir_make_tmp("lc-drain-XXXXXX", NULL);
    house->store = store_open(house->folder, NULL);
    house->outbox = outbox_new(house->store, NULL);
    house->now = begun_ms;
    house->fake.upload = g_byte_array_new();
    house->fake.kept =
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    drain_init(&house->drain, house->store, house->outbox, "20617", fake_send, house);
    for (uint8_t i = 0; i < ITEMS; i++)
        add(house, i, "application", NULL);
    *state = house;
    return 0;
}

static int tear_down(void **state)
{
    struct house *house = *state;

    drain_clear(&house->drain, house->now);
    outbox_free(house->outbox);
    store_close(house->store);
    tree_remove(house->folder);
    g_hash_table_unref(house->fake.kept);
    g_byte_array_unref(house->fake.upload);
    g_free(house->folder);
    g_free(house);
    return 0;
}

static struct drain_report one_turn(struct house *house)
{
    struct drain_report report;

    assert_true(drain_turn(&house->drain, house->now, house->now, UINT32_MAX, &report, NULL));
    return report;
}

/* Turns until nothing is left to do, winding the clock over every wait. */
static void drain_all(struct house *house)
{
    struct drain_report report;
    int turns = 0;

    do {
        report = one_turn(house);
        house->now += report.wait_ms;
        assert_true(++turns < 200);
    } while (report.outcome != DRAIN_EMPTY);
}

static struct outbox_counts counts(struct house *house)
{
    struct outbox_counts counts;

    assert_true(outbox_counts(house->outbox, &counts, NULL));
    return counts;
}

#define A_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
