/* What the platform is asked in each simulated minute, by kind, and how long an answer took in truth. The
 * caller owns the struct's memory; load_clear frees what is inside. One thread. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { LOAD_MINUTES = 240 };
enum load_kind { LOAD_LOOK, LOAD_NEWS, LOAD_BEAT, LOAD_HAND_IN, LOAD_KINDS };

struct load {
    uint32_t asked[LOAD_MINUTES][LOAD_KINDS], unanswered[LOAD_MINUTES];
    uint32_t *took_us; /* of answered requests */
    uint32_t count, cap;
};
void load_ask(struct load *load, enum load_kind kind, int64_t sim_ms);
void load_answer(struct load *load, bool reached, int64_t sim_ms, int64_t took_us);
void load_clear(struct load *load);

/* Requests of one simulated minute. */
double load_mean(const struct load *load, int from_minute, int to_minute);
double load_peak(const struct load *load, int from_minute, int to_minute);
void load_print(const struct load *load, int minutes);
/* Of all answers since load_clear; sorts them. Milliseconds. */
double load_took_ms(struct load *load, double quantile);
