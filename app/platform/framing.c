#include "platform/framing.h"

#include <glib.h>
#include <string.h>

struct seen {
    unsigned hosts, lengths, codings;
};

static enum MHD_Result see(void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct seen *seen = data;

    (void)kind, (void)value;
    seen->hosts += g_ascii_strcasecmp(name, MHD_HTTP_HEADER_HOST) == 0;
    seen->lengths += g_ascii_strcasecmp(name, MHD_HTTP_HEADER_CONTENT_LENGTH) == 0;
    seen->codings += g_ascii_strcasecmp(name, MHD_HTTP_HEADER_TRANSFER_ENCODING) == 0;
    return MHD_YES;
}

bool framing_refuse(struct MHD_Connection *connection, const char *version, bool host, struct reply *reply)
{
    struct seen seen = {0};
    bool needs_host = host && strcmp(version, MHD_HTTP_VERSION_1_1) == 0;

    MHD_get_connection_values(connection, MHD_HEADER_KIND, see, &seen);
    if (seen.lengths + seen.codings > 1)
        reply_problem(reply, 400, "framing", "The request has two ends",
                      "Send one Content-Length, or Transfer-Encoding: chunked, and not both.");
    else if (seen.hosts > 1 || (needs_host && seen.hosts == 0))
        reply_problem(reply, 400, "host", "The request names no host, or two", "Send one Host header.");
    else
        return false;
    reply->close = true;
    return true;
}

size_t framing_unescape(void *unused, struct MHD_Connection *connection, char *text)
{
    (void)unused, (void)connection;
    for (const char *at = text; (at = strchr(at, '%')); at++)
        if (strncmp(at, "%00", 3) == 0 || (*text == '/' && g_ascii_strncasecmp(at, "%2f", 3) == 0))
            return strlen(text);
    return MHD_http_unescape(text);
}
