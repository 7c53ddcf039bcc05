#include "many_kiosks_load.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

enum { MINUTE_MS = 60 * 1000, FIRST_CAP = 4096 };

static int minute_of(int64_t sim_ms)
{
    int64_t minute = sim_ms / MINUTE_MS;
    return (int)CLAMP(minute, 0, LOAD_MINUTES - 1);
}

void load_ask(struct load *load, enum load_kind kind, int64_t sim_ms)
{
    load->asked[minute_of(sim_ms)][kind]++;
}

void load_answer(struct load *load, bool reached, int64_t sim_ms, int64_t took_us)
{
    load->unanswered[minute_of(sim_ms)] += !reached;
    if (!reached)
        return;
    if (load->count == load->cap) {
        load->cap = MAX(2 * load->cap, FIRST_CAP);
        load->took_us = g_renew(uint32_t, load->took_us, load->cap);
    }
    load->took_us[load->count++] = (uint32_t)MIN(took_us, UINT32_MAX);
}

void load_clear(struct load *load)
{
    g_free(load->took_us);
}

static uint32_t of_minute(const struct load *load, int minute)
{
    uint32_t sum = 0;
    for (int kind = 0; kind < LOAD_KINDS; kind++)
        sum += load->asked[minute][kind];
    return sum;
}

double load_mean(const struct load *load, int from, int to)
{
    double sum = 0;
    for (int minute = from; minute < to; minute++)
        sum += of_minute(load, minute);
    return sum / (to - from);
}

double load_peak(const struct load *load, int from, int to)
{
    uint32_t peak = 0;
    for (int minute = from; minute < to; minute++)
        peak = MAX(peak, of_minute(load, minute));
    return peak;
}

void load_print(const struct load *load, int minutes)
{
    printf("%6s %9s %9s %9s %9s %11s\n", "minute", "looks", "news", "beats", "hand in", "no answer");
    for (int minute = 0; minute < minutes; minute++) {
        const uint32_t *asked = load->asked[minute];
        printf("%6d %9u %9u %9u %9u %11u\n", minute, asked[LOAD_LOOK], asked[LOAD_NEWS], asked[LOAD_BEAT],
               asked[LOAD_HAND_IN], load->unanswered[minute]);
    }
}

static int compare(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

double load_took_ms(struct load *load, double quantile)
{
    if (load->count == 0)
        return 0;
    qsort(load->took_us, load->count, sizeof *load->took_us, compare);
    return load->took_us[(uint32_t)(quantile * (load->count - 1))] / 1000.0;
}
