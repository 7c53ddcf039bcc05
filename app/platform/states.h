/* The states of an application at the authority: code, and what people read. Closed tables.
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
/* What residents are told of it. Of a request for an answer by message (`about`: what was asked) in words of
 * its own; one that was approved has its answer, and is told as "done". `about` may be NULL or "". NULL when
 * there is no such state. */
const struct state_name *state_told(const char *code, const char *about);
