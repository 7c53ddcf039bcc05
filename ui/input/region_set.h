/* The administrative divisions of the country in one file, mapped, never read into the heap: five levels from
 * province to community. Written by regions-pack on the machine that builds, in its byte order: header, four
 * tables of nodes, letters, names, communities. Every access is within bounds whatever the bytes say, so a
 * damaged file shows fewer names and never others' memory. A region_set owns its mapping; names point into
 * it. Pure but for the file: any room. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* A code is as long as its level: 34, 3411, 341122 (GB/T 2260), 341122100 (GB/T 10114), 341122100006 (the
 * National Bureau of Statistics). */
enum region_level {
    REGION_PROVINCE,
    REGION_CITY,
    REGION_COUNTY,
    REGION_TOWN,
    REGION_COMMUNITY,
    REGION_LEVELS
};
enum {
    REGION_CODE = 13,      /* bytes, with the NUL */
    REGION_CHILDREN = 200, /* of one division, at most; the data's most is 170 */
    REGION_PATH = 320,     /* bytes of all five names in one text */
    REGION_LETTERS = 12    /* first letters of a name that are compared */
};

struct region {
    char code[REGION_CODE];
    const char *name; /* valid UTF-8; the set's, or the caller's of region_set_write */
};
struct region_node {
    uint32_t code;         /* its digits as a number */
    uint32_t name;         /* offset among the names */
    uint32_t first, count; /* children: index in the next table; of a town: offset among the communities */
};
struct region_letters {
    uint32_t character, letters; /* bit 0: one of its readings begins with a */
};
struct region_set {
    GMappedFile *file; /* NULL for an empty set, or one whose bytes are borrowed */
    uint32_t nodes[REGION_COMMUNITY], letters, names, communities; /* how many; bytes of the last two */
    const struct region_node *node[REGION_COMMUNITY];
    const struct region_letters *letter;
    const char *name, *community;
};

/* False and an error of G_FILE_ERROR when the file cannot be read or is not such a set. */
bool region_set_open(struct region_set *set, const char *path, GError **error);
/* The same from memory, which is borrowed, aligned to 4; false when it is not such a set. */
bool region_set_read(struct region_set *set, const void *data, size_t size);
void region_set_close(struct region_set *set); /* a zeroed set is fine; zeroes */

/* The level that a code's length says; REGION_LEVELS when it is no code. */
enum region_level region_level(const char *code);
/* The code one level up, "" for a province's; `to` may be `code`. */
void region_parent(char to[REGION_CODE], const char *code);
/* False when the set has no such division. */
bool region_find(const struct region_set *set, const char *code, struct region *found);
/* What lies in a division, "" for the provinces, in the order of the codes; how many of them `list` holds. */
unsigned region_children(const struct region_set *set, const char *code, struct region *list, unsigned cap);
/* All names from the province down: 安徽省滁州市来安县新安镇高郢社区. What is only a heading of the tables
 * (市辖区, 县, 省直辖县级行政区划) and a city that is its own county are left out. `last` stands for the
 * deepest name when the set has none. False, and "", when a name is missing or it does not fit. */
bool region_path(const struct region_set *set, const char *code, const char *last, char *to, size_t cap);
bool region_is_heading(const char *name); /* one of those that people never say */

/* First letters: does a name begin with these (small, at most REGION_LETTERS)? 重庆 with zq and with cq; what
 * has no letter is passed over. Sets in *next the letters that may follow then (bit 0: a). */
bool region_matches(const struct region_set *set, const char *name, const char *letters, uint32_t *next);

/* For regions-pack: rows ascending by code, each below a row of the level above; letters ascending by
 * character; notice is who counted them and when. */
bool region_set_write(const char *path, const struct region *const rows[REGION_LEVELS],
                      const unsigned count[REGION_LEVELS], const struct region_letters *letters,
                      unsigned letter_count, const char *notice, GError **error);
