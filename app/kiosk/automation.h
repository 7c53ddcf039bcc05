/* The automation socket: one JSON object a line in, one out, in order. A thread of its own reads and writes;
 * the ui room takes one request at a time and must answer it. Owned by the program; refused in
 * mode=production. automation_take and automation_answer: the ui room. */
#pragma once

#include <glib.h>

struct automation;
/* `ring` is called in the socket's thread when a request waits; it may only ring. */
struct automation *automation_start(const char *path, void (*ring)(void *), void *ring_data, GError **error);
char *automation_take(
    struct automation *automation); /* a line without its newline, or NULL; free with automation_free_line */
void automation_answer(struct automation *automation, const char *line);
void automation_free_line(char *line);               /* wipes: a line may hold what a person typed */
void automation_stop(struct automation *automation); /* closes, joins, removes the socket; NULL is fine */
