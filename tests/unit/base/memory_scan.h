/* Counts copies of a pattern in all writable memory of the test itself: freed heap, stack, locked pages.
 * Nothing is owned. The pattern is computed, so that the searcher holds no copy of its own.
 * The test's thread alone. */
#pragma once

#include <stdint.h>
#include <stdio.h>

enum { PATTERN = 24 /* bytes */, SCAN_REGION_LARGEST = 64 << 20 /* sanitizers keep terabytes of shadow */ };

static inline uint8_t pattern(size_t i)
{
    return (uint8_t)(0xA5 ^ (i * 37 + 11));
}

static inline void plant(volatile uint8_t *at)
{
    for (size_t i = 0; i < PATTERN; i++)
        at[i] = pattern(i);
}

__attribute__((no_sanitize("address", "thread"))) static unsigned
scan_region(const volatile uint8_t *from, const volatile uint8_t *to, uint8_t (*wanted)(size_t), size_t n)
{
    unsigned found = 0;
    for (const volatile uint8_t *p = from; p + n <= to; p++) {
        size_t i = 0;
        while (i < n && p[i] == wanted(i))
            i++;
        found += i == n;
    }
    return found;
}

static inline unsigned scan_memory(uint8_t (*wanted)(size_t), size_t n)
{
    unsigned found = 0;
    unsigned long from, to;
    char rights[5], line[512];
    FILE *maps = fopen("/proc/self/maps", "re");
    while (fgets(line, sizeof line, maps))
        if (sscanf(line, "%lx-%lx %4s", &from, &to, rights) == 3 && rights[0] == 'r' && rights[1] == 'w' &&
            to - from <= SCAN_REGION_LARGEST)
            found += scan_region((const volatile uint8_t *)from, (const volatile uint8_t *)to, wanted, n);
    fclose(maps);
    return found;
}
