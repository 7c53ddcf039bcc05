/* What it costs to seal and to open, in both suites: an application of 1 KiB, and one of 1 MiB with its
 * pictures. `ahead` is with the draft drawn before the clock starts, as the desk draws it after its last
 * answer. Medians. Prints, judges
 * nothing. */
#include <glib.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "wire/sealer.h"

enum { SMALL = 1024, LARGE = 1024 * 1024 };

enum { COUNT_MAX = 300 };
enum deed { WHOLE, AHEAD, OPEN, DEEDS };
struct took {
    double us[DEEDS][COUNT_MAX];
};

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *us, unsigned count)
{
    qsort(us, count, sizeof *us, by_size);
    return us[count / 2];
}

static double now_us(void)
{
    return (double)g_get_monotonic_time();
}

static GBytes *seal_once(struct sealer *sealer, const uint8_t *text, size_t len, double *took_us)
{
    struct secret_bytes plaintext = {0};

    secret_bytes_append(&plaintext, text, len);
    double from = now_us();
    GBytes *box = sealer_seal(sealer, &plaintext, NULL);
    *took_us = now_us() - from;
    secret_bytes_clear(&plaintext);
    return box;
}

static double open_once(const struct seal_pair *pair, GBytes *box)
{
    struct secret_bytes out = {0};
    double from = now_us();
    gboolean opened = envelope_open(pair, g_bytes_get_data(box, NULL), g_bytes_get_size(box), &out, NULL);
    double took = now_us() - from;

    g_assert(opened);
    secret_bytes_clear(&out);
    return took;
}

static void measure(const struct suite *suite, size_t len, unsigned count, struct took *took)
{
    struct seal_pair pair;
    g_autofree uint8_t *text = g_malloc(len);

    randombytes_buf(text, len);
    seal_pair_draw(&pair, suite);
    struct sealer *sealer = sealer_new(&pair.key);
    for (unsigned i = 0; i < count; i++) {
        g_autoptr(GBytes) box = seal_once(sealer, text, len, &took->us[WHOLE][i]);
        sealer_prepare(sealer);
        g_autoptr(GBytes) again = seal_once(sealer, text, len, &took->us[AHEAD][i]);
        took->us[OPEN][i] = open_once(&pair, box);
    }
    sealer_free(sealer);
    seal_pair_clear(&pair);
}

int main(void)
{
    static const struct suite *const suites[] = {&suite_default, &suite_national};
    static const struct {
        size_t len;
        unsigned count;
    } sizes[] = {{SMALL, COUNT_MAX}, {LARGE, 11}};

    secret_start();
    suite_start();
    printf("%-10s %10s %12s %12s %12s\n", "suite", "bytes", "seal us", "ahead us", "open us");
    for (size_t s = 0; s < G_N_ELEMENTS(suites); s++) {
        for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
            struct took took;
            measure(suites[s], sizes[i].len, sizes[i].count, &took);
            printf("%-10s %10zu", suites[s]->name, sizes[i].len);
            for (enum deed deed = 0; deed < DEEDS; deed++)
                printf(" %12.0f", median(took.us[deed], sizes[i].count));
            printf("\n");
        }
    }
    return 0;
}
