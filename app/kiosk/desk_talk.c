#include "desk_parts.h"

#include <sodium.h>
#include <string.h>

enum { TALK_DEADLINE_MS = 8000, THREAD_BYTES = 16 };

static void tell(struct desk *desk, enum desk_letter_kind kind, struct secret_bytes *json)
{
    struct desk_letter *letter = desk_letter_new(kind, desk->talk.visit, desk->talk.request);

    desk->talk.open = false;
    if (json != NULL) {
        letter->answer = *json; /* now owned by the letter */
        *json = (struct secret_bytes){0};
    }
    desk_post(desk, letter);
}

/* Names the visit to staff, and nobody else: drawn, not made of anything. */
static void draw_thread(struct desk *desk)
{
    uint8_t random[THREAD_BYTES];

    _Static_assert(sizeof desk->talk.thread == 2 * THREAD_BYTES + 1, "two digits a byte");
    randombytes_buf(random, sizeof random);
    sodium_bin2hex(desk->talk.thread, sizeof desk->talk.thread, random, sizeof random);
}

void desk_talk(struct desk *desk, struct job *job)
{
    struct secret_bytes line = {0};

    if (desk->talk.open)
        line_cancel(desk->line, desk->talk.request);
    if (desk->talk.thread[0] == '\0')
        draw_thread(desk);
    desk->talk.open = true;
    desk->talk.visit = job->visit;
    desk->talk.request = job->request;
    secret_bytes_text(&line, "{\"kind\":\"talk\",\"thread\":");
    secret_bytes_json(&line, desk->talk.thread);
    secret_bytes_text(&line, ",\"kiosk\":");
    secret_bytes_json(&line, config_text(desk->config, "kiosk", "number"));
    secret_bytes_text(&line, ",");
    secret_bytes_append(&line, job->body.data, job->body.len);
    secret_bytes_text(&line, "}");
    if (!line_ask(desk->line, job->request, TALK_DEADLINE_MS, &line))
        tell(desk, DESK_UNTOLD, NULL);
    secret_bytes_clear(&line);
    desk_line_pump(desk);
}

/* A refusal, or no line, is an answer without what staff said: the translation tells. */
bool desk_talk_answered(struct desk *desk, uint32_t request, struct secret_bytes *json)
{
    if (!desk->talk.open || request != desk->talk.request)
        return false;
    tell(desk, DESK_TOLD, json);
    return true;
}

void desk_talk_forget(struct desk *desk)
{
    if (desk->talk.open)
        line_cancel(desk->line, desk->talk.request);
    memset(&desk->talk, 0, sizeof desk->talk);
}
