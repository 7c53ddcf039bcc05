/* Whether every promised count is asked for: LC_LONG, set and not empty, as `./test --long` has it. */
#pragma once

#include <stdbool.h>
#include <stdlib.h>

static inline bool long_run(void)
{
    const char *asked = getenv("LC_LONG");

    return asked && *asked;
}
