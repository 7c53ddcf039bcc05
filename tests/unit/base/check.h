/* What every unit test of this house includes: cmocka with the headers it wants before it.
 * Owns nothing. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
