/* Many kiosks and phones at once against the running server, with batches so large that a second thread opens
 * half, while the cashier pays back from the same store and the operator reads the figures. What comes out is
 * counted, everything once; the tsan preset looks at the threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "platform/cashier.h"
#include "platform/metrics.h"
#include "platform/orders.h"
#include "platform/server.h"
#include "platform_room.h"
#include "wire/order.h"
#include "wire/sealer.h"

enum { CLIENTS = 6, ROUNDS = 4, BATCH = 24, ANSWER_MAX = 128 * 1024 };
#define PASSWORD "password-of-the-tests"
#define BEARER "Authorization: Bearer " ROOM_TOKEN "\r\n"

/* One kiosk with its resident's phone, in a thread of its own; what it saw is read after the join. */
struct crowd_client {
    const struct room *room;
    unsigned port, number;
    unsigned stored, again, paid, figures, wrong;
};

struct answer {
    int status;
    char *text; /* owned */
    const char *body;
    size_t len;
};

static int connect_to(unsigned port)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    g_assert(fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0);
    return fd;
}

static void send_all(int fd, const char *data, size_t len)
{
    while (len > 0) {
        ssize_t n = send(fd, data, len, MSG_NOSIGNAL);
        g_assert(n > 0);
        data += n;
        len -= (size_t)n;
    }
}

/* One request on a connection of its own, read until the server closes it. */
static struct answer ask(unsigned port, const char *line, const char *fields, const void *body, size_t len)
{
    struct answer answer = {.text = g_malloc0(ANSWER_MAX)};
    g_autofree char *head = g_strdup_printf(
        "%s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: %zu\r\n%s\r\n", line, len,
        fields);
    int fd = connect_to(port);
    size_t had = 0;
    send_all(fd, head, strlen(head));
    send_all(fd, body, len);
    for (ssize_t n = 1; n > 0; had += (size_t)MAX(n, 0))
        n = recv(fd, answer.text + had, ANSWER_MAX - 1 - had, 0);
    close(fd);
    answer.body = strstr(answer.text, "\r\n\r\n");
    g_assert(answer.body && sscanf(answer.text, "HTTP/1.1 %d", &answer.status) == 1);
    answer.body += 4;
    answer.len = had - (size_t)(answer.body - answer.text);
    return answer;
}

static void seal_item(const struct crowd_client *c, struct sealer *sealer, uint32_t number,
                      struct message_item *item)
{
    char receipt[RECEIPT_TEXT];
    uint8_t random[UUID7_RANDOM] = {(uint8_t)(number >> 8), (uint8_t)number};
    struct secret_bytes text = {0};
    struct submission_head inside = {.kiosk = "20617",
                                     .kind = "application",
                                     .service = "gaoling-jintie",
                                     .receipt = receipt,
                                     .created_ms = ROOM_NOW_MS};
    g_assert(receipt_make("20617", number, receipt));
    *item = (struct message_item){.kiosk = "20617", .kind = "application", .service = "gaoling-jintie"};
    item->created_ms = ROOM_NOW_MS;
    uuid7_make(item->id, ROOM_NOW_MS, random);
    memcpy(inside.id, item->id, sizeof inside.id);
    memcpy(item->keyid, c->room->seal.key.keyid, sizeof item->keyid);
    submission_begin(&text, &inside);
    secret_bytes_text(&text, ",\"person\":{\"name\":\"王秀兰\"}}");
    item->box = sealer_seal(sealer, &text, NULL);
    g_assert(item->box);
    secret_bytes_clear(&text);
}

static void post_batch(struct crowd_client *c, GBytes *body, enum message_status expected, unsigned *count)
{
    struct message_results results = {0};
    struct answer answer =
        ask(c->port, "POST /v1/submissions", BEARER "Content-Type: " SUBMISSIONS_TYPE "\r\n",
            g_bytes_get_data(body, NULL), g_bytes_get_size(body));
    c->wrong += answer.status != 202 || !message_results_parse(answer.body, answer.len, &results, NULL);
    for (size_t i = 0; i < results.count; i++)
        *count += results.list[i].status == expected;
    message_results_clear(&results);
    g_free(answer.text);
}

/* A batch, and the same once more as after a line that broke off. */
static void hand_in(struct crowd_client *c, unsigned round)
{
    struct message_item items[BATCH];
    struct sealer *sealer = sealer_new(&c->room->seal.key);
    for (uint32_t i = 0; i < BATCH; i++)
        seal_item(c, sealer, 1 + (c->number * ROUNDS + round) * BATCH + i, &items[i]);
    g_autoptr(GBytes) body = message_batch_build(items, BATCH);
    post_batch(c, body, MESSAGE_STORED, &c->stored);
    post_batch(c, body, MESSAGE_DUPLICATE, &c->again);
    for (size_t i = 0; i < BATCH; i++)
        g_bytes_unref(items[i].box);
    sealer_free(sealer);
}

static struct answer question(struct crowd_client *c, const char *kind, unsigned round)
{
    uint8_t id[UUID7_BYTES], random[UUID7_RANDOM] = {0xff, (uint8_t)(c->number * ROUNDS + round)};
    char text[UUID7_TEXT];
    uuid7_make(id, ROOM_NOW_MS, random);
    uuid7_text(id, text);
    g_autofree char *body = g_strdup_printf(
        "{\"kind\":\"%s\",\"service\":\"fee\",\"case\":\"%s\",\"amount_fen\":4000}", kind, text);
    return ask(c->port, "POST /v1/online", BEARER "Content-Type: " ONLINE_TYPE "\r\n", body, strlen(body));
}

/* The kiosk asks for money, a phone pays, the kiosk looks. */
static void pay(struct crowd_client *c, unsigned round)
{
    struct message_order order = {0};
    struct answer asked = question(c, "order.create", round);
    bool well = asked.status == 200 && message_order_parse(asked.body, asked.len, &order, NULL);
    const char *path = well ? strstr(order.pay, "/pay/") : NULL;
    g_autofree char *line = g_strdup_printf("POST %s", path ? path : "/pay/none");
    struct answer paid = ask(c->port, line, "Content-Type: " ORDER_FORM_TYPE "\r\n", "", 0);
    struct answer looked = question(c, "order.state", round);
    c->paid += well && paid.status == 200;
    c->wrong += looked.status != 200;
    g_free(asked.text);
    g_free(paid.text);
    g_free(looked.text);
}

static void read_figures(struct crowd_client *c)
{
    g_autofree char *coded =
        g_base64_encode((const guchar *)"operator:" PASSWORD, sizeof "operator:" PASSWORD - 1);
    g_autofree char *field = g_strdup_printf("Authorization: Basic %s\r\n", coded);
    struct answer figures = ask(c->port, "GET /metrics", field, "", 0);
    struct answer health = ask(c->port, "GET /v1/health", "", "", 0);
    c->figures += figures.status == 200 && strstr(figures.body, "linchuang_submissions_total");
    c->wrong += health.status != 200;
    g_free(figures.text);
    g_free(health.text);
}

static void *be_a_client(void *data)
{
    struct crowd_client *c = data;
    for (unsigned round = 0; round < ROUNDS; round++) {
        hand_in(c, round);
        pay(c, round);
        read_figures(c);
    }
    return NULL;
}

static enum cashier_answer give_back(void *data, const struct storage_payment *payment, GError **error)
{
    (void)error;
    return g_hash_table_add(data, g_strdup(payment->id)) ? CASHIER_PAID_BACK
                                                         : CASHIER_REFUSED; /* given back before */
}

/* Four days later by its clock: what the phones paid is due back, since no application of the case came. */
static unsigned pay_back_until(struct storage *storage, unsigned count)
{
    g_autoptr(GHashTable) given = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const struct cashier cashier = {.refund = give_back, .data = given};
    int64_t now_ms = ROOM_NOW_MS + ORDER_SETTLE_MS + 24ll * 60 * 60 * 1000;
    while (g_hash_table_size(given) < count) {
        assert_true(cashier_round(storage, &cashier, now_ms++, NULL) >= 0);
        g_usleep(1000);
    }
    assert_int_equal(cashier_round(storage, &cashier, now_ms, NULL), 0);
    return g_hash_table_size(given);
}

static void count_row(const struct storage_row *row, void *data)
{
    (void)row;
    ++*(unsigned *)data;
}

static unsigned rows(struct storage *storage)
{
    unsigned count = 0;
    assert_true(storage_rows(storage, count_row, &count, NULL));
    return count;
}

static void a_crowd_is_served_and_each_thing_once(void **state)
{
    struct room *room = *state;
    struct crowd_client clients[CLIENTS];
    GThread *threads[CLIENTS];
    char bound[SERVER_ADDRESS_MAX];
    room->platform.behind_proxy = true; /* plain HTTP: TLS is met in unit.agent.test_rooms */
    room->platform.operator_password = PASSWORD;
    room->platform.metrics = metrics_new(ROOM_NOW_MS);
    struct storage *cashiers = storage_open(room->uri, NULL);
    struct server *server = server_start(server_listen("127.0.0.1:0", bound, NULL), &room->platform, NULL);
    assert_non_null(cashiers);
    assert_non_null(server);
    unsigned port = (unsigned)strtoul(strrchr(bound, ':') + 1, NULL, 10);
    for (unsigned i = 0; i < CLIENTS; i++) {
        clients[i] = (struct crowd_client){.room = room, .port = port, .number = i};
        threads[i] = g_thread_new("client", be_a_client, &clients[i]);
    }
    assert_int_equal(pay_back_until(cashiers, CLIENTS * ROUNDS), CLIENTS * ROUNDS);
    for (unsigned i = 0; i < CLIENTS; i++) {
        g_thread_join(threads[i]);
        assert_int_equal(clients[i].wrong, 0);
        assert_int_equal(clients[i].stored, ROUNDS * BATCH);
        assert_int_equal(clients[i].again, ROUNDS * BATCH);
        assert_int_equal(clients[i].paid, ROUNDS);
        assert_int_equal(clients[i].figures, ROUNDS);
    }
    server_stop(server);
    assert_int_equal(rows(cashiers), CLIENTS * ROUNDS * BATCH);
    storage_close(cashiers);
    metrics_free(room->platform.metrics);
}

int main(void)
{
    secret_start();
    json_set_alloc_funcs(secret_heap_alloc, secret_heap_free);
    const struct CMUnitTest tests[] = {ROOM(a_crowd_is_served_and_each_thing_once)};
    return cmocka_run_group_tests_name("platform_crowd", tests, NULL, NULL);
}
