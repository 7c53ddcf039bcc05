/* Lines of many kiosks over one epoll: TLS 1.3 with a client certificate, HTTP/1.1 with connections kept
 * alive and sessions resumed, one request at a time a line, as libcurl does for the agent. The caller owns
 * lines and requests; an answer is borrowed for the call. One thread. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "many_kiosks_identity.h"

struct answer {
    bool reached;
    int status;
    char type[96], tag[48];
    int64_t retry_after_s;
    const char *body;
    size_t len;
};
struct line;
typedef void (*line_answered)(void *data, const struct answer *answer);

struct lines;
struct lines *lines_new(const char *host, int port, const char *ca_file, const char *authorization);
void lines_free(struct lines *lines);
struct lines_count { /* since lines_new */
    uint64_t connections, handshakes, resumed;
};
struct lines_count lines_count(const struct lines *lines);
/* Waits up to so long for anything to happen, and answers what did. */
void lines_turn(struct lines *lines, int timeout_ms);

struct line *line_new(struct lines *lines, const struct identity *identity, line_answered answered,
                      void *data);
void line_free(struct line *line);
/* GET when `body` is NULL. Answered once, from lines_turn and never from here. A connection that was kept and
 * turns out to be gone is opened anew once, as curl does. */
void line_ask(struct line *line, const char *path, const char *type, GBytes *body, const char *tag);
void line_hang_up(struct line *line); /* the connection; the session stays */
