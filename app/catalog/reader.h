/* JSON taken apart with a finger on the place: every fault knows its file and path. Inside app/catalog only.
 * A reader borrows both lists; what reader_own took lives as long as the catalog.
 * Any room. */
#pragma once

#include <glib.h>
#include <jansson.h>

#include "catalog/service.h"

struct reader {
    const char *file;  /* as faults name it */
    GPtrArray *faults; /* char * */
    GPtrArray *owned;  /* memory of the catalog */
};
/* Where we are: a chain on the stack, printed only when something is wrong. */
struct spot {
    const struct spot *up; /* NULL at the root */
    const char *key;       /* NULL in an array */
    size_t index;
};

void reader_fault(struct reader *r, const struct spot *at, const char *format, ...) G_GNUC_PRINTF(3, 4);
void *reader_own(struct reader *r, size_t count, size_t size); /* zeroed */

/* `keys` are separated by blanks: an object with any other key, or no object at all, is a fault. */
bool reader_object(struct reader *r, const struct spot *at, const json_t *value, const char *keys);

/* A member of an object; a missing one that is needed is a fault, else its empty value. */
enum need { OPTIONAL, NEEDED };
const char *reader_text(struct reader *r, const struct spot *at, const json_t *object, const char *key,
                        enum need need);
struct label reader_label(struct reader *r, const struct spot *at, const json_t *object, const char *key,
                          enum need need);
bool reader_flag(struct reader *r, const struct spot *at, const json_t *object, const char *key);
unsigned reader_number(struct reader *r, const struct spot *at, const json_t *object, const char *key,
                       unsigned max);
/* Index of the member's text in names[0..count); 0 with a fault when it is none of them. */
unsigned reader_one_of(struct reader *r, const struct spot *at, const json_t *object, const char *key,
                       const char *const *names, unsigned count);
/* The array of that member, of at most `max`; NULL when it is missing or wrong. */
const json_t *reader_list(struct reader *r, const struct spot *at, const json_t *object, const char *key,
                          size_t max);
const struct label *reader_labels(struct reader *r, const struct spot *at, const json_t *object,
                                  const char *key, size_t max, unsigned *count);
/* The text, or the label, that a value itself is; "" with a fault. */
const char *reader_text_of(struct reader *r, const struct spot *at, const json_t *value);
struct label reader_label_of(struct reader *r, const struct spot *at, const json_t *value);
