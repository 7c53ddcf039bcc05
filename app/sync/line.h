/* The line: the Unix socket over which a visit asks the platform without touching the disk. One JSON object a
 * line, both ways. Ends own their descriptors and secret buffers; messages handed over are wiped by whoever
 * takes them. Each end belongs to one room with a GMainContext; nothing blocks. docs/format-line.md shows
 * every form. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/secret.h"

enum {
    LINE_MESSAGE_MAX = 1024 * 1024, /* bytes a line */
    LINE_CLIENTS_MAX = 8,
    LINE_DEADLINE_MAX_MS = 60 * 1000
};
enum line_error { LINE_ERROR_SOCKET };
GQuark line_error_quark(void);

/* --- The kiosk's end
 * ------------------------------------------------------------------------------------------------ */

enum line_news { LINE_NOTHING, LINE_ANSWER, LINE_STATUS };
struct line;
/* Never fails: an absent agent is a line that is down, and line_ready tries again. */
struct line *line_open(const char *path);
int line_fd(const struct line *line);      /* -1 while the agent is away: call line_ready again in a second */
bool line_online(const struct line *line); /* what the agent last said; false while it is away */
/* `members` is a JSON object in secret memory, "{...}"; request and deadline_ms are put into it here. The
 * members stay the caller's. False when the agent is away: that is PROBLEM_OFFLINE at once. */
bool line_ask(struct line *line, uint32_t request, int deadline_ms, const struct secret_bytes *members);
void line_cancel(struct line *line, uint32_t request); /* an answer on its way is dropped unread */
/* Reads and writes what can be without waiting, then takes one message. LINE_ANSWER: `request` and the whole
 * JSON object in `out` (owned by the caller). LINE_STATUS: line_online changed; also when the agent goes or
 * comes. Call until LINE_NOTHING. */
enum line_news line_ready(struct line *line, uint32_t *request, struct secret_bytes *out);
bool line_wants_write(const struct line *line); /* watch for G_IO_OUT too */
void line_close(struct line *line);             /* NULL is fine */

/* --- The agent's end
 * ------------------------------------------------------------------------------------------------ */

struct line_server;
/* One request. `json` is the whole object; the callee takes it (secret_bytes_clear). Answer later with
 * line_server_answer. */
typedef void (*line_asked)(void *data, unsigned client, uint32_t request, int deadline_ms,
                           struct secret_bytes json);
typedef void (*line_cancelled)(void *data, unsigned client,
                               uint32_t request); /* also for all of a client that went */
struct line_handlers {
    line_asked asked;
    line_cancelled cancelled;
    void *data;
};
/* Makes the socket, mode 0600, over a dead one of an earlier run; serves in `context`. */
struct line_server *line_server_new(const char *path, GMainContext *context,
                                    const struct line_handlers *handlers, GError **error);
void line_server_status(struct line_server *server,
                        bool online); /* told to all at a change, and to newcomers */
/* `answer` is a JSON object from the platform, or {"ok":false,"problem":...}; "request" is put into it. After
 * the deadline or for a client that went: dropped. */
void line_server_answer(struct line_server *server, unsigned client, uint32_t request, const void *answer,
                        size_t len);
void line_server_problem(struct line_server *server, unsigned client, uint32_t request, const char *problem);
void line_server_free(struct line_server *server); /* removes the socket; NULL is fine */
