/* What time the platform says it is: learned from its proven answers, kept in STATE/clock, shared by the
 * programs of a kiosk as one mapped page. While the machine's clock agrees it changes nothing; when it is
 * off, the learned time goes on by the time since boot, so that it stands even while somebody sets the clock.
 * Each owner opens its own and closes it. Any room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { KNOWN_TIME_SLACK_MS = 90 * 1000 }; /* less than that is no wrong clock */
/* Long before the first release, and long after the times at which clocks without battery begin: 2024-01-01
 * in UTC, Unix milliseconds. */
#define KNOWN_TIME_FLOOR_MS INT64_C(1704067200000)

struct known_time;
/* Never fails: what cannot be kept in a file is known to this process alone. */
struct known_time *known_time_open(const char *state_dir);
void known_time_close(struct known_time *known); /* NULL is fine */
/* `platform_ms` was said at wall_ms and boot_ms of this machine, Unix time and time since boot. */
void known_time_learn(struct known_time *known, int64_t platform_ms, int64_t wall_ms, int64_t boot_ms);
/* The best that is known of the wall clock: never before what the platform said last. */
int64_t known_time_wall(const struct known_time *known, int64_t wall_ms, int64_t boot_ms);
/* Is that the platform's time, told since this boot and not contradicted by the clock since? */
bool known_time_sure(const struct known_time *known, int64_t wall_ms, int64_t boot_ms);
/* Which boot of the machine this is; "" where that cannot be read. Times since boot are comparable within
 * one. Belongs to `known`. */
const char *known_time_boot(const struct known_time *known);
/* What the platform said last, also before this boot; the floor when it never said anything. */
int64_t known_time_newest(const struct known_time *known);
