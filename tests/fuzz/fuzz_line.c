/* What the agent hears besides JSON: headers that say when to come again, and lines of the kiosk's socket, in
 * pieces as the kernel pleases: the first byte says how large. No wait is beyond an hour, and no line is
 * lost, doubled or too long. */
// links: sync
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/secret.h"
#include "sync/frames.h"
#include "sync/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LINE_LIMIT = 256, SENT_MAX = 4096 };

static void headers(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup(size ? (const char *)data : "", size);
    char *second = strchr(text, '\n');

    if (second)
        *second++ = '\0';
    g_assert(plan_date_unix(text) >= -1);
    int64_t wait_ms = plan_retry_after_ms(text, second ? second : "", 1795392000);
    g_assert(wait_ms >= 0 && wait_ms <= (int64_t)PLAN_RETRY_AFTER_CAP_S * 1000);
}

/* Takes what is whole, and counts its bytes and line ends. */
static size_t take_lines(struct frames *frames)
{
    struct secret_bytes line = {0};
    size_t taken = 0;

    while (frames_take(frames, &line)) {
        g_assert(!line.len || !memchr(line.data, '\n', line.len));
        taken += line.len + 1;
        secret_bytes_clear(&line);
    }
    return taken;
}

static void lines(const uint8_t *data, size_t size)
{
    int ends[2];
    size_t piece = (size_t)data[0] + 1, taken = 0, at = 1;

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) != 0)
        abort();
    struct frames frames = {.fd = ends[0]};
    bool open = true;
    while (open && at < size) {
        size_t n = MIN(piece, size - at);
        if (write(ends[1], data + at, n) != (ssize_t)n)
            abort();
        at += n;
        open = frames_read(&frames, LINE_LIMIT);
        taken += take_lines(&frames);
    }
    const uint8_t *last = size > 1 ? memrchr(data + 1, '\n', size - 1) : NULL;
    g_assert(!open || taken == (last ? (size_t)(last - data) : 0));
    frames_clear(&frames);
    close(ends[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    secret_start();
    headers(data, size);
    if (size > 0 && size < SENT_MAX)
        lines(data, size);
    return 0;
}
