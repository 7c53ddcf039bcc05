/* Lines over a stream socket: split and glued as the kernel pleases in, whole out; every byte in secret
 * memory, wiped when used. Owns descriptor and buffers; frames_clear takes a zeroed struct with fd -1. The
 * room of the descriptor. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/secret.h"

struct frames {
    int fd; /* -1: closed */
    struct secret_bytes in, out;
    size_t sent; /* of out */
};
/* What can be had and given without waiting. False: the other end is gone, or sent a line beyond the limit.
 */
bool frames_read(struct frames *f, size_t limit);
bool frames_write(struct frames *f);
bool frames_unsent(const struct frames *f);
/* The next whole line without its newline; the caller owns it. False when none is complete. */
bool frames_take(struct frames *f, struct secret_bytes *line);
void frames_clear(struct frames *f);
