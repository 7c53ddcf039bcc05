#include "sync/frames.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CHUNK = 4096 };

static bool would_wait(void)
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

bool frames_read(struct frames *f, size_t limit)
{
    uint8_t chunk[CHUNK];
    bool alive = true;

    for (;;) {
        ssize_t n = recv(f->fd, chunk, sizeof chunk, MSG_DONTWAIT);
        if (n <= 0) {
            alive = n < 0 && would_wait();
            break;
        }
        secret_bytes_append(&f->in, chunk, (size_t)n);
        if (f->in.len > limit && !memchr(f->in.data, '\n', f->in.len)) {
            alive = false;
            break;
        }
    }
    secret_wipe(chunk, sizeof chunk);
    return alive;
}

bool frames_unsent(const struct frames *f)
{
    return f->sent < f->out.len;
}

bool frames_write(struct frames *f)
{
    while (frames_unsent(f)) {
        ssize_t n = send(f->fd, f->out.data + f->sent, f->out.len - f->sent, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n < 0)
            return would_wait();
        f->sent += (size_t)n;
    }
    secret_bytes_clear(&f->out);
    f->sent = 0;
    return true;
}

bool frames_take(struct frames *f, struct secret_bytes *line)
{
    uint8_t *end = f->in.len ? memchr(f->in.data, '\n', f->in.len) : NULL;

    if (!end)
        return false;
    size_t n = (size_t)(end - f->in.data), left = f->in.len - n - 1;
    *line = (struct secret_bytes){0};
    secret_bytes_append(line, f->in.data, n);
    memmove(f->in.data, end + 1, left);
    secret_wipe(f->in.data + left, f->in.len - left);
    f->in.len = left;
    if (left == 0)
        secret_bytes_clear(&f->in);
    return true;
}

void frames_clear(struct frames *f)
{
    if (f->fd >= 0)
        close(f->fd);
    secret_bytes_clear(&f->in);
    secret_bytes_clear(&f->out);
    *f = (struct frames){.fd = -1};
}
