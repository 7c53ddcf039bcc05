/* Power cuts on a disk in memory that drops and tears what was not synced: before every n-th operation, with
 * several damages each. Whoever was told 'saved' finds it afterwards; a fault or another cut while recovering
 * changes nothing. With synchronous=NORMAL the same test must find losses, or it proves nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crash_vfs.h"
#include "fault_alloc.h"
#include "fault_vfs.h"
#include "store_work.h"

enum {
    STEPS = 160,
    STEPS_LONG = 300,
    EVERY = 13,
    REPEATS_LONG = 2,
    COMPOUND_EVERY = 61,
    COMPOUND_EVERY_LONG = 7
};

struct cut {
    struct disk *left;   /* what the next start finds */
    struct work *memory; /* what was promised until then */
    enum disk_cut how;
};

struct plant { /* a live kiosk, and the cuts that nobody has looked at yet */
    char *live_folder, *next_folder;
    struct disk *disk;
    struct work *work;
    GRand *rng;
    GPtrArray *cuts;
    unsigned every, repeats;
    void (*look)(struct plant *plant, struct cut *cut);
    unsigned cuts_looked_at, held, lost, torn, broken;
};

static void cut_free(void *data)
{
    struct cut *cut = data;

    disk_free(cut->left);
    work_free(cut->memory);
    g_free(cut);
}

static struct work *remembered(const struct plant *plant)
{
    struct work *memory = work_new(plant->next_folder);

    g_array_append_vals(memory->items, plant->work->items->data, plant->work->items->len);
    return memory;
}

/* SQLite is in the middle of its operation: the damage is drawn now and looked at when it is back. */
static void take_cuts(struct disk *disk, void *data)
{
    struct plant *plant = data;

    if (disk->changes % plant->every != 0)
        return;
    for (unsigned i = 0; i < plant->repeats * DISK_CUTS; i++) {
        struct cut *cut = g_new0(struct cut, 1);
        cut->how = (enum disk_cut)(i % DISK_CUTS);
        cut->left = disk_after_cut(disk, cut->how, plant->rng);
        cut->memory = remembered(plant);
        g_ptr_array_add(plant->cuts, cut);
    }
}

static void look_at_all(struct plant *plant)
{
    for (guint i = 0; i < plant->cuts->len; i++) {
        struct cut *cut = g_ptr_array_index(plant->cuts, i);
        crash_vfs_mount(cut->left);
        plant->look(plant, cut);
        plant->cuts_looked_at++;
    }
    g_ptr_array_set_size(plant->cuts, 0);
    crash_vfs_mount(plant->disk);
}

/* How much of the database itself is on the platter: it grows with checkpoints alone. */
static guint checkpointed(struct disk *disk)
{
    struct disk_file *file = disk_open(disk, STORE_FILE, FALSE, FALSE);
    guint len = file->synced->len;

    disk_close(file);
    return len;
}

/* From the first byte of a new database on; looks after each step. */
static void run(struct plant *plant, const char *pragmas, unsigned every,
                void (*look)(struct plant *, struct cut *))
{
    unsigned steps = work_count(STEPS, STEPS_LONG);

    plant->disk = disk_new();
    plant->disk->before_change = take_cuts;
    plant->disk->data = plant;
    plant->every = every;
    plant->repeats = work_count(1, REPEATS_LONG);
    plant->look = look;
    plant->work = work_new(plant->live_folder);
    plant->work->pragmas = pragmas;
    crash_vfs_mount(plant->disk);
    assert_true(work_open(plant->work, NULL));
    look_at_all(plant);
    guint at_first = checkpointed(plant->disk);
    for (unsigned i = 0; i < steps; i++) {
        work_run(plant->work, plant->rng, 1);
        look_at_all(plant);
    }
    assert_in_range(checkpointed(plant->disk), at_first + 1, G_MAXUINT); /* cuts fell into one */
    work_close(plant->work);
    look_at_all(plant);
    assert_int_equal(plant->work->refused, 0); /* the live one met no fault */
}

static int set_up(void **state)
{
    struct plant *plant = g_new0(struct plant, 1);

    plant->live_folder = work_folder_new();
    plant->next_folder = work_folder_new();
    plant->rng = g_rand_new_with_seed(work_seed());
    plant->cuts = g_ptr_array_new_with_free_func(cut_free);
    *state = plant;
    return 0;
}

static int tear_down(void **state)
{
    struct plant *plant = *state;

    work_free(plant->work);
    g_ptr_array_unref(plant->cuts);
    disk_free(plant->disk);
    g_rand_free(plant->rng);
    work_folder_free(plant->live_folder);
    work_folder_free(plant->next_folder);
    g_free(plant);
    return 0;
}

static void report(const struct plant *plant, const char *what)
{
    print_message("%s: seed %u, %u cuts over %u operations, %u promises held, %u lost, %u torn, "
                  "%u unreadable databases\n",
                  what, work_seed(), plant->cuts_looked_at, plant->disk->changes, plant->held, plant->lost,
                  plant->torn, plant->broken);
}

static void count(struct plant *plant, struct cut *cut)
{
    struct work_verdict verdict = work_check(cut->memory);

    plant->held += verdict.held;
    plant->lost += verdict.lost;
    plant->torn += verdict.torn;
    plant->broken += verdict.why != NULL;
    if (verdict.why)
        print_message("cut before operation %u: %s\n", plant->disk->changes, verdict.why);
    g_free(verdict.why);
}

static void nothing_is_lost(void **state)
{
    struct plant *plant = *state;

    run(plant, NULL, work_count(EVERY, 1), count);
    report(plant, "synchronous=FULL");
    assert_int_equal(plant->lost + plant->torn + plant->broken, 0);
    assert_in_range(plant->held, plant->cuts_looked_at, UINT32_MAX);
}

/* Consistent, SQLite says of it, and not durable: if no promise is broken here, the cuts cut nothing. */
static void without_syncs_the_test_finds_losses(void **state)
{
    struct plant *plant = *state;

    run(plant, "PRAGMA synchronous=NORMAL", work_count(EVERY, 1), count);
    report(plant, "synchronous=NORMAL");
    assert_int_equal(plant->broken, 0);
    assert_in_range(plant->lost, 1, UINT32_MAX);
}

/* The start after the cut: does what kiosk and agent do, under whatever fault is armed. */
static void start(const struct cut *cut)
{
    struct work *work = work_new(cut->memory->folder);

    if (work_open(work, NULL))
        work_run(work, NULL, 0);
    work_free(work);
}

static void expect_kept(struct plant *plant, struct cut *cut, const char *then, unsigned n)
{
    g_autofree char *where = g_strdup_printf("seed %u, cut before operation %u, then %s %u", work_seed(),
                                             plant->disk->changes, then, n);

    work_expect_kept(cut->memory, where);
}

/* The recovery meets a failing operation of each kind: some n of those it would have come to. */
static void fault_in_recovery(struct plant *plant, struct cut *cut)
{
    static const enum fault_op ops[] = {FAULT_OPEN, FAULT_READ, FAULT_WRITE, FAULT_SYNC, FAULT_SHM_MAP};

    for (size_t i = 0; i < G_N_ELEMENTS(ops); i++) {
        unsigned n = (unsigned)g_rand_int_range(plant->rng, 1, ops[i] == FAULT_READ ? 40 : 4);
        fault_vfs_arm(ops[i], n, g_rand_boolean(plant->rng), SQLITE_IOERR);
        start(cut);
        plant->held += fault_vfs_disarm();
    }
    expect_kept(plant, cut, "faults in the recovery of kind up to", FAULT_SHM_MAP);
}

static void allocation_in_recovery(struct plant *plant, struct cut *cut)
{
    unsigned n = 0;

    for (int i = 0; i < 4; i++) {
        n = (unsigned)g_rand_int_range(plant->rng, 1, 1500);
        fault_alloc_arm(n, g_rand_boolean(plant->rng));
        start(cut);
        plant->held += fault_alloc_disarm();
    }
    expect_kept(plant, cut, "failing allocation", n);
}

struct second { /* the cut during the recovery */
    unsigned at;
    struct disk *left;
    GRand *rng;
};

static void take_second(struct disk *disk, void *data)
{
    struct second *second = data;

    if (disk->changes == second->at)
        second->left = disk_after_cut(disk, DISK_CUT_TORN, second->rng);
}

static void cut_in_recovery(struct plant *plant, struct cut *cut)
{
    struct second second = {.at = (unsigned)g_rand_int_range(plant->rng, 1, 12), .rng = plant->rng};

    cut->left->before_change = take_second;
    cut->left->data = &second;
    start(cut);
    cut->left->before_change = NULL;
    if (!second.left)
        return; /* the recovery changed less than that */
    plant->held++;
    crash_vfs_mount(second.left);
    expect_kept(plant, cut, "another before operation", second.at);
    crash_vfs_mount(cut->left);
    disk_free(second.left);
}

static void compound(void **state, const char *what, void (*look)(struct plant *, struct cut *))
{
    struct plant *plant = *state;

    run(plant, NULL, work_count(COMPOUND_EVERY, COMPOUND_EVERY_LONG), look);
    print_message("%s: seed %u, %u cuts, %u second faults met, nothing lost\n", what, work_seed(),
                  plant->cuts_looked_at, plant->held);
    assert_in_range(plant->held, 1, UINT32_MAX);
}

static void a_fault_during_recovery(void **state)
{
    compound(state, "a cut, then an I/O error", fault_in_recovery);
}

static void no_memory_during_recovery(void **state)
{
    compound(state, "a cut, then no memory", allocation_in_recovery);
}

static void a_cut_during_recovery(void **state)
{
    compound(state, "a cut, then another", cut_in_recovery);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {TEST(nothing_is_lost), TEST(without_syncs_the_test_finds_losses),
                                       TEST(a_fault_during_recovery), TEST(no_memory_during_recovery),
                                       TEST(a_cut_during_recovery)};

    fault_alloc_install();
    crash_vfs_register();
    fault_vfs_register();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
