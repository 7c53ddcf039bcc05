/* The only way to the world: HTTPS by libcurl with the operator's CA and the kiosk's token, one request at a
 * time a client. The struct owns its curl handle and strings; an answer's body is secret memory, cleared with
 * client_answer_clear. A client belongs to one room; the agent has one for the drain and one for the line,
 * each in its own thread. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "base/secret.h"

enum client_error { CLIENT_ERROR_SETUP };
GQuark client_error_quark(void);

struct client_options {
    const char *url, *ca_file, *token_file; /* ca_file "" = the system's; token_file "" = none */
};
/* Once in a program, before its threads and after them. client_start gives curl and OpenSSL wiping
 * allocators, so nothing may have used OpenSSL before; it aborts when they cannot start. */
void client_start(void);
void client_end(void);

struct client;
/* Reads the token; fails with what to do. Not a request yet. */
struct client *client_new(const struct client_options *options, GError **error);
void client_free(struct client *client);
/* Any room: makes the request in hand end soon with reached = false. client_resume allows the next. */
void client_interrupt(struct client *client);
void client_resume(struct client *client);

struct client_answer {
    bool reached;
    bool late; /* not reached because the time was up */
    int status;
    char type[96]; /* media type without parameters, lower case */
    char retry_after[64], date[64];
    char tag[48]; /* ETag, "" when none or longer */
    struct secret_bytes body;
    char problem[256]; /* not reached: curl's words */
};
/* body NULL = GET. Blocks up to timeout_ms. */
void client_ask(struct client *client, const char *path, const char *type, const void *body, size_t len,
                int timeout_ms, struct client_answer *answer);
/* GET, but only what is not that `tag` any more: else the status is 304 and there is no body. */
void client_ask_news(struct client *client, const char *path, const char *tag, int timeout_ms,
                     struct client_answer *answer);
void client_answer_clear(struct client_answer *answer);
