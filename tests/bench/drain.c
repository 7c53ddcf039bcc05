/* How fast a full outbox goes to a real platform, durable on both sides, and beside it paho's file
 * persistence into mosquitto, which is durable on neither, with the same payloads. Nothing is asserted about
 * time; that everything arrived once is. drain.py makes a table of it, with the losses of both in a power
 * cut.
 */
#include <dirent.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "both_ends.h"
#include "paho.h"
#include "sync/drain.h"
#include "tests/long_run.h"

enum { ROUNDS = 3, COUNT = 500, COUNT_LONG = 10000 };

static void send_it(void *data, const struct client_request *request, struct client_answer *answer)
{
    client_send(data, request, answer);
}

static double drain_all(struct both_ends *e, struct client *client)
{
    struct drain drain;
    struct drain_report report;
    gint64 from = g_get_monotonic_time();

    drain_init(&drain, e->store, e->outbox, BOTH_ENDS_KIOSK, send_it, client);
    do
        g_assert(drain_turn(&drain, g_get_real_time() / 1000, g_get_monotonic_time() / 1000,
                            randombytes_random(), &report, NULL));
    while (report.outcome == DRAIN_AGAIN);
    g_assert(report.outcome == DRAIN_EMPTY);
    return (double)(g_get_monotonic_time() - from) / G_USEC_PER_SEC;
}

static double cpu_us(int who)
{
    struct rusage used;

    getrusage(who, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * G_USEC_PER_SEC +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

/* Of a row that waits: what goes over the line of it. */
static size_t box_bytes(const struct both_ends *e)
{
    g_autoptr(GPtrArray) rows = outbox_due(e->outbox, 1, SIZE_MAX, g_get_real_time() / 1000, NULL);

    g_assert(rows && rows->len == 1);
    return ((const struct outbox_row *)g_ptr_array_index(rows, 0))->len;
}

/* `cpu`: microseconds a row of the kiosk's end, and of the platform with its start; `len`: bytes of a row. */
static double our_rate(const char *folder, unsigned count, double cpu[2], size_t *len)
{
    struct both_ends e;
    double before = cpu_us(RUSAGE_CHILDREN);

    both_ends_new(&e, g_getenv("LC_BUILD"), folder);
    struct client *client = both_ends_client(&e, e.port, 0, NULL);
    both_ends_add(&e, count, 0);
    *len = box_bytes(&e);
    double own = cpu_us(RUSAGE_SELF);
    double rate = count / drain_all(&e, client);
    cpu[0] = (cpu_us(RUSAGE_SELF) - own) / count;
    both_ends_agree(&e);
    both_ends_stop_platform(&e);
    cpu[1] = (cpu_us(RUSAGE_CHILDREN) - before) / count;
    client_free(client);
    both_ends_free(&e);
    return rate;
}

static void remove_files(const char *folder)
{
    DIR *dir = opendir(folder);

    for (const struct dirent *entry; dir && (entry = readdir(dir));) {
        g_autofree char *path = g_build_filename(folder, entry->d_name, NULL);
        if (entry->d_name[0] != '.' && unlink(path) != 0) {
            remove_files(path);
            rmdir(path);
        }
    }
    if (dir)
        closedir(dir);
}

/* `cpu`: as of our_rate, and the queueing is in paho's. */
static double peer_rate(const char *parent, unsigned count, size_t len, double cpu[2])
{
    g_autofree char *folder = g_build_filename(parent, "paho-XXXXXX", NULL);
    g_autofree uint8_t *payload = g_malloc(len);
    g_autoptr(GError) error = NULL;
    double queue_s = 0, drain_s = 0;

    g_assert(g_mkdtemp(folder));
    randombytes_buf(payload, len);
    double own = cpu_us(RUSAGE_SELF), theirs = cpu_us(RUSAGE_CHILDREN);
    gboolean well = paho_drain(folder, count, payload, len, &queue_s, &drain_s, &error);
    if (!well)
        fprintf(stderr, "bench_drain: paho: %s\n", error ? error->message : "not drained");
    cpu[0] = (cpu_us(RUSAGE_SELF) - own) / count;
    cpu[1] = (cpu_us(RUSAGE_CHILDREN) - theirs) / count;
    remove_files(folder);
    rmdir(folder);
    return well ? count / drain_s : 0;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Name, rows a second (median, least, most), microseconds of processor a row at either end. */
static double print_rates(const char *name, double *rates, const double cpu[2])
{
    qsort(rates, ROUNDS, sizeof rates[0], by_size);
    printf("%s\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\n", name, rates[ROUNDS / 2], rates[0], rates[ROUNDS - 1], cpu[0],
           cpu[1]);
    return rates[ROUNDS / 2];
}

int main(int argc, char **argv)
{
    unsigned count = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : long_run() ? COUNT_LONG : COUNT;
    size_t len = 0;
    double ours[ROUNDS], peers[ROUNDS], cpu[2] = {0}, peer_cpu[2] = {0};

    if (argc < 2 || count == 0 || !g_getenv("LC_BUILD")) {
        fputs("usage: LC_BUILD=BUILD bench_drain FOLDER [COUNT]\n", stderr);
        return 2;
    }
    secret_start();
    client_start();
    for (int i = 0; i < ROUNDS; i++) { /* in turn, so that a slow spell falls on both */
        ours[i] = our_rate(argv[1], count, cpu, &len);
        peers[i] = peer_rate(argv[1], count, len, peer_cpu);
    }
    client_end();
    double own = print_rates("outbox to kiosk-platform", ours, cpu);
    double peer = print_rates("paho to mosquitto", peers, peer_cpu);
    printf("%u rows of %zu bytes\t%.2f\n", count, len, peer > 0 ? own / peer : 0.0);
    return 0;
}
