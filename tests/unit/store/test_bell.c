/* The bell rings after a commit, when another connection can see the row; not before, when a look would find
 * nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <poll.h>

#include "folder.h"
#include "store/bell.h"
#include "store/outbox.h"

enum { RING_MS = 60000 /* patience: a disk may take its time for a commit */, ROUNDS = 50 };

static gboolean rung(struct bell *bell, int ms)
{
    struct pollfd fd = {.fd = bell_fd(bell), .events = POLLIN};

    return poll(&fd, 1, ms) == 1 && bell_answer(bell);
}

static void add(struct outbox *outbox, uint8_t number)
{
    g_autoptr(GBytes) box = g_bytes_new_static("sealed", 6);
    struct outbox_entry entry = {
        .kind = "rating", .service = "", .receipt = "", .keyid = "p-1", .created_ms = 1, .box = box};

    entry.id[0] = number;
    assert_true(outbox_add(outbox, &entry, NULL));
}

static gpointer writer(gpointer dir)
{
    struct store *store = store_open(dir, NULL);
    struct outbox *outbox = outbox_new(store, NULL);

    for (uint8_t i = 1; i <= ROUNDS; i++)
        add(outbox, i);
    outbox_free(outbox);
    store_close(store);
    return NULL;
}

static void test_whoever_is_rung_finds_the_row(void **state)
{
    char *dir = folder_new();
    struct store *store = store_open(dir, NULL);
    struct outbox *outbox = outbox_new(store, NULL);
    struct bell *bell = bell_new(dir, NULL);
    struct outbox_counts counts = {0};
    GThread *other;

    (void)state;
    assert_false(rung(bell, 0));
    other = g_thread_new("writer", writer, dir);
    while (counts.waiting < ROUNDS) {
        assert_true(rung(bell, RING_MS)); /* the last ring of all must come after the last commit */
        assert_true(outbox_counts(outbox, &counts, NULL));
    }
    g_thread_join(other);
    bell_free(bell);
    outbox_free(outbox);
    store_close(store);
    folder_free(dir);
}

/* For what lies beside the database: nothing is committed. */
static void test_it_rings_by_hand(void **state)
{
    char *dir = folder_new();
    struct store *store = store_open(dir, NULL);
    struct bell *bell = bell_new(dir, NULL);

    (void)state;
    for (int i = 0; i < 2; i++) {
        assert_false(rung(bell, 0));
        bell_ring(store);
        assert_true(rung(bell, RING_MS));
    }
    bell_free(bell);
    store_close(store);
    folder_free(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_whoever_is_rung_finds_the_row),
                                       cmocka_unit_test(test_it_rings_by_hand)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
