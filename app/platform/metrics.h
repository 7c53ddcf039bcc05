/* Figures for Prometheus: what this process did since it started, and how the fleet stands. Labels are
 * routes, states and counts, nothing of any person. The struct is the program's; counting takes NULL and does
 * nothing. The server's room only. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "platform/platform.h"
#include "platform/reply.h"

/* Prometheus text format, exposition 0.0.4. */
#define METRICS_TYPE "text/plain; version=0.0.4; charset=utf-8"

struct metrics;
struct metrics *metrics_new(int64_t started_ms); /* wall clock */
void metrics_free(struct metrics *metrics);

/* One answer: `path` as the table of routes has it, "" for what fits none. Both are constants. */
void metrics_answered(struct metrics *metrics, const char *method, const char *path, unsigned status);
/* One batch: how many of which verdict, and how long the store took to make them durable (microseconds). */
void metrics_stored(struct metrics *metrics, size_t stored, size_t duplicate, size_t rejected,
                    int64_t store_us);

/* One resident's rating that was stored: ratings.h. */
void metrics_rated(struct metrics *metrics, unsigned score);

/* GET /metrics, with the operator's password. */
void metrics_answer(const struct platform *platform, const struct request *request, const char *unused,
                    struct reply *reply);
