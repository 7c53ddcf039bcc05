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
    const char *url, *ca_file, *token_file; /* ca_file "" = the system's; token_file of a demo alone */
    const char
        *proxy;  /* "http://HOST:PORT", told to CONNECT; "" or NULL = none, whatever the environment says */
    int still_s; /* how long nothing may come before the line is given up; 0 = CLIENT_STILL_S */
    const char *identity; /* folder with the kiosk's key and certificate (enrolment.h); NULL = none to show */
    struct known_time
        *known;    /* learns from proven answers, and says at what time a certificate must hold when
                    * the machine's clock cannot be right; borrowed; NULL = the machine's clock */
    bool unproven; /* whoever answers is heard: only to fetch what proves itself */
};
/* Once in a program, before its threads and after them. client_start gives curl and OpenSSL wiping
 * allocators, so nothing may have used OpenSSL before; it aborts when they cannot start. */
void client_start(void);
void client_end(void);

struct client;
/* Texts may be NULL for "". Reads the token; fails with what to do. Not a request yet. */
struct client *client_new(const struct client_options *options, GError **error);
void client_free(struct client *client);
/* Any room: makes the request in hand end soon with reached = false. client_resume allows the next. */
void client_interrupt(struct client *client);
void client_resume(struct client *client);

struct client_answer {
    bool reached;
    bool late;     /* not reached because the time was up */
    bool doubtful; /* not reached because who answers does not prove to be the platform */
    int status;
    char type[96]; /* media type without parameters, lower case */
    char retry_after[64], date[64];
    char tag[48];                 /* ETag, "" when none or longer */
    bool upload, upload_complete; /* upload: it says how much of one the platform has */
    int64_t upload_offset;
    struct secret_bytes body;
    char problem[256]; /* not reached: curl's words */
};
/* Everything is borrowed for the call. */
struct client_request {
    const char *method, *path; /* method NULL: GET, or POST with a body */
    const char *type;          /* of the body */
    const void *body;
    size_t len;
    const char *fields[4]; /* more header lines, "Name: value", NULL behind the last */
    int timeout_ms;        /* of the whole; a line that stands still is given up sooner */
    /* Called once, when the body is sent and the answer is waited for: what takes less time than an answer
     * may be done here. NULL: nothing. Not called when the request does not come so far. */
    void (*meanwhile)(void *data);
    void *meanwhile_data;
};
/* Blocks up to its timeout_ms. An answer longer than WIRE_ANSWER_MAX, slower than CLIENT_SLOW bytes a second,
 * or none for `still_s` seconds is not reached. */
enum { CLIENT_SLOW = 32, CLIENT_STILL_S = 20 };
void client_send(struct client *client, const struct client_request *request, struct client_answer *answer);
/* body NULL = GET. Blocks up to timeout_ms. */
void client_ask(struct client *client, const char *path, const char *type, const void *body, size_t len,
                int timeout_ms, struct client_answer *answer);
/* GET, but only what is not that `tag` any more: else the status is 304 and there is no body. */
void client_ask_news(struct client *client, const char *path, const char *tag, int timeout_ms,
                     struct client_answer *answer);
void client_answer_clear(struct client_answer *answer);
