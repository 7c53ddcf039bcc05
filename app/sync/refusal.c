#include "sync/refusal.h"

#include <string.h>

#include "wire/messages.h"

enum { UNAUTHORIZED = 401, FORBIDDEN = 403, NOT_FOUND = 404 };

/* The platform itself, and not a portal before it (RFC 9457). */
static bool is_ours(const struct client_answer *answer, struct message_problem *problem)
{
    return strcmp(answer->type, WIRE_TYPE_PROBLEM) == 0 &&
           message_problem_parse(answer->body.data, answer->body.len, problem);
}

void refusal_write(const struct client_answer *answer, char out[REFUSAL_TEXT])
{
    struct message_problem problem;

    if (!answer->reached)
        g_snprintf(out, REFUSAL_TEXT, "the platform was not reached: %s", answer->problem);
    else if (!is_ours(answer, &problem))
        g_snprintf(out, REFUSAL_TEXT,
                   "what answers is not the platform (HTTP %d %s): look at [platform] url, and for a portal",
                   answer->status, answer->type);
    else if (answer->status == UNAUTHORIZED || answer->status == FORBIDDEN)
        g_snprintf(
            out, REFUSAL_TEXT,
            "the platform does not know this kiosk, or has revoked it (HTTP %d: %s): enrol it again with "
            "a new token, 'kioskctl enrol'; what is queued waits",
            answer->status, problem.title);
    else if (answer->status == NOT_FOUND)
        g_snprintf(out, REFUSAL_TEXT,
                   "the platform does not know what is asked (HTTP %d: %s): is its release older than this "
                   "kiosk's?",
                   answer->status, problem.title);
    else
        g_snprintf(out, REFUSAL_TEXT, "the platform refuses (HTTP %d: %s): %s", answer->status, problem.title,
                   problem.detail[0] ? problem.detail : "staff should look");
}
