/* Until when each connection may go on as it does: told a request, or read an answer. The server cuts who is
 * silent, but one byte now and then is not silence: who drips would hold its place for ever. Any thread; a
 * line belongs to the server's thread, which ends it before its socket is closed. */
#pragma once

#include <stdint.h>

struct lines;
struct lines *lines_new(void);
void lines_free(struct lines *lines); /* all its lines have ended; NULL is fine */

/* Times are monotonic milliseconds; LINE_UNBOUND: others watch it. */
#define LINE_UNBOUND INT64_MAX
struct line;
struct line *line_begin(struct lines *lines, int fd, int64_t until_ms);
void line_until(struct line *line, int64_t until_ms);   /* what comes next has until then */
void line_answers(struct line *line, int64_t until_ms); /* the same, and it shall not stand still */
void line_end(struct line *line);
/* Breaks those whose time is over, and those whose answer stood still for `still_ms`: of what the kernel
 * holds for them the other end took nothing. The server's thread sees their end. How many. */
unsigned lines_cut(struct lines *lines, int64_t now_ms, int64_t still_ms);
