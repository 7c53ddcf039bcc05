/* When somebody called, as far as it can be told without a clock that is right. */
#include <string.h>

#include "wire/json.h"
#include "wire/messages.h"

enum { SECOND_MS = 1000, SLACK_MS = 120 * 1000 /* a clock a little ahead is right */ };

int64_t message_waited_ms(const struct message_moment *pressed, const struct message_moment *said,
                          int64_t pressed_ms, int64_t received_ms)
{
    int64_t by_clock_ms = received_ms - pressed_ms;
    bool same = strcmp(pressed->boot, said->boot) == 0, booted = *pressed->boot && *said->boot && !same;

    if (*pressed->boot && same && said->uptime_s >= pressed->uptime_s)
        return (said->uptime_s - pressed->uptime_s) * SECOND_MS;
    if (!pressed->known || by_clock_ms < -SLACK_MS)
        return -1;
    /* It is older than the boot that sends it, whatever the slack of the clock says. */
    return MAX(by_clock_ms, booted ? said->uptime_s * SECOND_MS : 0);
}

void message_moment_write(struct secret_bytes *to, const struct message_moment *moment)
{
    char rest[64];

    secret_bytes_text(to, ",\"moment\":{\"boot\":");
    secret_bytes_json(to, moment->boot);
    g_snprintf(rest, sizeof rest, ",\"uptime_s\":%" G_GINT64_FORMAT ",\"known\":%s}", moment->uptime_s,
               moment->known ? "true" : "false");
    secret_bytes_text(to, rest);
}

void message_moment_read(const void *plaintext, size_t len, struct message_moment *out)
{
    json_t *document = wire_load(plaintext, len, NULL);
    const json_t *moment = json_object_get(document, "moment");

    *out = (struct message_moment){.known = true};
    if (json_is_object(moment)) {
        out->known = json_is_true(json_object_get(moment, "known"));
        out->uptime_s = json_integer_value(json_object_get(moment, "uptime_s"));
        if (!wire_copy(out->boot, sizeof out->boot, moment, "boot") || out->uptime_s < 0)
            out->boot[0] = '\0';
    }
    json_decref(document);
}
