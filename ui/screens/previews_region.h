/* Example sessions of the region picker, for screens_previews. Each fills the caller's session, after
 * session_init; nothing is kept. Pure: tests, audit and golden pictures. */
#pragma once

#include "session/session.h"
#include "ui/input/input.h"

#pragma GCC visibility push(hidden) /* short names, for the table's sake */
void form_region(struct session *s);
void form_region_chosen(struct session *s);
void form_region_empty(struct session *s);
void preview_finding(struct input *input); /* 按拼音找 x */
void preview_top(struct input *input);
#pragma GCC visibility pop
