/* The states of an application at the authority: code, and what people read. A closed table.
 * Owns nothing. Any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct state_name {
    const char *code, *zh, *en;
    bool last; /* nothing comes after it */
};
const struct state_name *state_find(const char *code); /* NULL when there is no such state */
const struct state_name *state_at(size_t index);       /* NULL past the end */
