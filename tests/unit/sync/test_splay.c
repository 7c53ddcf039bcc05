/* What waits after a power cut and after an outage, and who does not: over a real outbox and its bell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "store/bell.h"
#include "sync/splay.h"

enum { SPLAY_S = 300, BOOT_MS = 20 * 1000, AWAY_MS = 200 * 1000 };
#define HALF UINT32_C(0x80000000)
static const int64_t now_ms = 1795404000000;

struct house {
    char *folder;
    struct store *store;
    struct outbox *outbox;
    struct bell *bell;
    struct drain drain;
    uint8_t added;
};

static void unreached(void *data, const struct client_request *request, struct client_answer *answer)
{
    (void)data, (void)request;
    g_strlcpy(answer->problem, "no route", sizeof answer->problem);
}

static int set_up(void **state)
{
    struct house *house = g_new0(struct house, 1);

    house->folder = g_dir_make_tmp("splay-XXXXXX", NULL);
    house->store = store_open(house->folder, NULL);
    house->outbox = outbox_new(house->store, NULL);
    house->bell = bell_new(house->folder, NULL);
    drain_init(&house->drain, house->store, house->outbox, "20617", unreached, NULL);
    *state = house;
    return 0;
}

static int tear_down(void **state)
{
    struct house *house = *state;
    g_autoptr(GDir) dir = g_dir_open(house->folder, 0, NULL);
    const char *name;

    bell_free(house->bell);
    outbox_free(house->outbox);
    store_close(house->store);
    while ((name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(house->folder, name, NULL);
        g_unlink(path);
    }
    g_rmdir(house->folder);
    g_free(house->folder);
    g_free(house);
    return 0;
}

static void add(struct house *house, const char *kind)
{
    g_autoptr(GBytes) box = g_bytes_new_static("sealed", 6);
    const struct outbox_entry entry = {.id = {++house->added},
                                       .kind = kind,
                                       .service = "S",
                                       .receipt = "",
                                       .keyid = "p-1",
                                       .created_ms = now_ms,
                                       .box = box};

    assert_true(outbox_add(house->outbox, &entry, NULL));
}

static int64_t start(struct house *house)
{
    return splay_start(&house->drain, SPLAY_S, now_ms, BOOT_MS, HALF);
}

static gboolean rung(struct house *house, int64_t at_ms)
{
    assert_true(bell_answer(house->bell));
    return splay_bell(&house->drain, at_ms);
}

static gboolean asks(struct house *house, int64_t at_ms)
{
    struct drain_report report;

    assert_true(drain_turn(&house->drain, now_ms, at_ms, HALF, &report, NULL));
    return report.asked;
}

static void what_waits_at_boot_waits_on(void **state)
{
    struct house *house = *state;

    add(house, "application");
    add(house, "device");
    assert_true(outbox_unsent(house->outbox, NULL, NULL));
    assert_int_equal(start(house), 150 * 1000);
    assert_false(rung(house, BOOT_MS)); /* the agent's own commits of before */
    assert_true(outbox_unsent(house->outbox, NULL, NULL));
    assert_false(rung(house, BOOT_MS + 1000));
    assert_false(asks(house, BOOT_MS + 149999));
    assert_true(asks(house, BOOT_MS + 150000));
}

/* The cabinets of a whole city miss something after the same power cut. */
static void a_note_of_the_cabinet_wakes_nobody(void **state)
{
    struct house *house = *state;

    assert_int_equal(start(house), 150 * 1000);
    add(house, "device");
    assert_false(rung(house, BOOT_MS + 1000));
    assert_false(asks(house, BOOT_MS + 1000));
    assert_true(outbox_unsent(house->outbox, NULL, NULL));
    assert_true(rung(house, BOOT_MS + 150000)); /* the wait is over */
}

static void who_hands_something_in_ends_the_wait(void **state)
{
    static const char *const kinds[] = {"application", "emergency", "call", "rating"};
    struct house *house = *state;

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        drain_init(&house->drain, house->store, house->outbox, "20617", unreached, NULL);
        if (i == 0)
            assert_int_equal(start(house), 150 * 1000);
        else /* the emergency of before would end it alone */
            assert_true(plan_boot(&house->drain.plan, SPLAY_S, BOOT_MS, HALF) > 0);
        add(house, kinds[i]);
        assert_true(rung(house, BOOT_MS + 1000));
        assert_true(asks(house, BOOT_MS + 1000));
    }
}

static void an_agent_that_alone_began_anew_does_not_wait(void **state)
{
    struct house *house = *state;

    add(house, "application");
    assert_int_equal(splay_start(&house->drain, SPLAY_S, now_ms, PLAN_BOOT_MS, HALF), 0);
    assert_true(rung(house, PLAN_BOOT_MS));
    assert_true(asks(house, PLAN_BOOT_MS));
}

static void an_emergency_of_before_does_not_wait(struct house *house, const char *kind)
{
    add(house, "application");
    add(house, kind);
    assert_int_equal(start(house), 0);
    assert_true(rung(house, BOOT_MS));
    assert_true(asks(house, BOOT_MS));
}

static void no_emergency_waits_at_boot(void **state)
{
    an_emergency_of_before_does_not_wait(*state, "emergency");
}

static void nor_does_a_call_for_staff(void **state)
{
    an_emergency_of_before_does_not_wait(*state, "call");
}

/* When the line is back after a long outage: until then, since `at_ms`. */
static int64_t wait_after_outage(struct house *house, int64_t at_ms)
{
    assert_true(asks(house, at_ms)); /* in vain: the plan backs off */
    splay_line_back(&house->drain, AWAY_MS, now_ms, at_ms + AWAY_MS, HALF);
    return MAX(house->drain.plan.not_before_ms - at_ms - AWAY_MS, 0);
}

static void with_the_line_back_only_an_emergency_goes_at_once(void **state)
{
    struct house *house = *state;

    add(house, "application");
    assert_int_equal(wait_after_outage(house, PLAN_BOOT_MS), AWAY_MS / 4);
    add(house, "emergency");
    assert_int_equal(wait_after_outage(house, 2 * PLAN_BOOT_MS), 0);
}

static void with_the_line_back_a_call_goes_at_once(void **state)
{
    struct house *house = *state;

    add(house, "call");
    assert_int_equal(wait_after_outage(house, PLAN_BOOT_MS), 0);
}

#define A_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        A_TEST(what_waits_at_boot_waits_on),
        A_TEST(a_note_of_the_cabinet_wakes_nobody),
        A_TEST(who_hands_something_in_ends_the_wait),
        A_TEST(an_agent_that_alone_began_anew_does_not_wait),
        A_TEST(no_emergency_waits_at_boot),
        A_TEST(nor_does_a_call_for_staff),
        A_TEST(with_the_line_back_only_an_emergency_goes_at_once),
        A_TEST(with_the_line_back_a_call_goes_at_once),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
