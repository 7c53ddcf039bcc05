/* The kiosk whose plug is pulled, and who looks afterwards: `write` saves, settles and draws numbers until it
 * is killed, and tells each promise on its standard output when it gives it; `check` reads what was told, and
 * looks for it in the folder. test_cuts.py pulls the plug. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/secret.h"
#include "store/numbers.h"
#include "store_work.h"

enum { STEPS_A_NUMBER = 4, REST_US = 1000 };

/* At once, and whole: whoever reads the pipe holds it for shown. */
static void line(const char *text)
{
    if (write(STDOUT_FILENO, text, strlen(text)) < 0)
        _exit(1);
}

static void tell(const struct work_item *item)
{
    char text[32];

    snprintf(text, sizeof text, "%u %d\n", item->number, (int)item->stand);
    line(text);
}

static void tell_number(uint32_t number)
{
    char text[32];

    snprintf(text, sizeof text, "number %u\n", number);
    line(text);
}

/* What was told so far; a number told and not settled by a second line stands as it was. The last receipt
 * number. */
static uint32_t remember(struct work *work)
{
    unsigned number = 0, stand = 0;
    uint32_t last = 0;
    char text[64];

    while (fgets(text, sizeof text, stdin)) {
        if (sscanf(text, "number %u", &number) == 1) {
            last = MAX(last, number);
        } else if (sscanf(text, "%u %u", &number, &stand) == 2) {
            while (work->items->len <= number) {
                struct work_item item = {work->items->len, WORK_ASKED};
                g_array_append_val(work->items, item);
            }
            g_array_index(work->items, struct work_item, number).stand = (enum work_stand)stand;
        }
    }
    return last;
}

static int write_on(struct work *work, uint32_t seed, const char *pragmas)
{
    g_autoptr(GRand) rng = g_rand_new_with_seed(seed);
    g_autoptr(GError) error = NULL;
    uint32_t number = 0;

    remember(work);
    work->pragmas = pragmas;
    work->spool = !pragmas;
    work->tell = tell;
    struct numbers *numbers = NULL;
    if (!work_open(work, &error) ||
        (!pragmas && !(numbers = numbers_open(work->kiosk_store, work->folder, "", &error)))) {
        fprintf(stderr, "store_cuts: %s\n", error->message);
        return 1;
    }
    for (;;) {
        work_run(work, rng, STEPS_A_NUMBER);
        if (numbers && numbers_next(numbers, &number, NULL))
            tell_number(number);
        if (pragmas)
            g_usleep(REST_US); /* else most moments fall into a checkpoint, which is synced always */
    }
}

static gboolean numbers_go_on(const struct work *work, uint32_t last)
{
    struct store *store = store_open(work->folder, NULL);
    struct numbers *numbers = store ? numbers_open(store, work->folder, "", NULL) : NULL;
    uint32_t next = 0;
    gboolean well = numbers && numbers_next(numbers, &next, NULL) && next > last;

    numbers_free(numbers);
    store_close(store);
    return well;
}

static int check(struct work *work, gboolean with_numbers)
{
    uint32_t last = remember(work);
    struct work_verdict verdict = work_check(work);
    gboolean well = !with_numbers || numbers_go_on(work, last);

    printf("%u %u %u %s\n", verdict.held, verdict.lost, verdict.torn,
           verdict.why ? verdict.why
           : well      ? "whole"
                       : "a receipt number came back");
    well = well && !verdict.why && !verdict.lost && !verdict.torn;
    g_free(verdict.why);
    return !well;
}

int main(int argc, char **argv)
{
    secret_start();
    if (argc < 3 || (strcmp(argv[1], "write") == 0 && argc < 4)) {
        fputs("usage: store_cuts write FOLDER SEED [PRAGMAS]\n       store_cuts check FOLDER [numbers]\n",
              stderr);
        return 2;
    }
    struct work *work = work_new(argv[2]);
    int status = strcmp(argv[1], "write") == 0
                     ? write_on(work, (uint32_t)strtoul(argv[3], NULL, 10), argc > 4 ? argv[4] : NULL)
                     : check(work, argc > 3);
    work_free(work);
    return status;
}
