/* How long each connection has been telling its next request. The server cuts who is silent, but one byte now
 * and then is not silence: who drips a header would hold its place for ever. Any thread; a line belongs to
 * the server's thread, which ends it before its socket is closed. */
#pragma once

#include <stdint.h>

struct lines;
struct lines *lines_new(void);
void lines_free(struct lines *lines); /* all its lines have ended; NULL is fine */

/* Times are monotonic milliseconds. A line waits for its first request from the beginning. */
struct line;
struct line *line_begin(struct lines *lines, int fd, int64_t now_ms);
void line_asked(struct line *line);                 /* the header is read: now others watch it */
void line_waits(struct line *line, int64_t now_ms); /* answered: the next request may come */
void line_end(struct line *line);
/* Shuts down those that have waited since before `since_ms`; the server's thread sees their end. How many. */
unsigned lines_cut(struct lines *lines, int64_t since_ms);
