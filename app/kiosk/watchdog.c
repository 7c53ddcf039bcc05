#include "watchdog.h"

#include <glib.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"

enum { USEC_PER_MSEC = 1000, PINGS = 2 /* in the time that the manager waits */ };

/* A path, or a name in the abstract space, which is written with an @. */
static int reach(const char *name)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t n = strlen(name);

    if ((name[0] != '/' && name[0] != '@') || n >= sizeof address.sun_path)
        return -1;
    memcpy(address.sun_path, name, n);
    if (name[0] == '@')
        address.sun_path[0] = '\0';
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address,
                           (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n)) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

/* The manager watches this process, or whoever it is that reads this. */
static int64_t period_ms(void)
{
    const char *usec = g_getenv("WATCHDOG_USEC"), *pid = g_getenv("WATCHDOG_PID");
    guint64 watched = 0, period = 0;

    if (pid &&
        (!g_ascii_string_to_unsigned(pid, 10, 1, G_MAXINT, &watched, NULL) || (pid_t)watched != getpid()))
        return 0;
    if (!usec || !g_ascii_string_to_unsigned(usec, 10, 1, G_MAXINT64, &period, NULL))
        return 0;
    return MAX(1, (int64_t)(period / USEC_PER_MSEC / PINGS));
}

struct watchdog watchdog_open(void)
{
    struct watchdog w = {.fd = -1};
    const char *name = g_getenv("NOTIFY_SOCKET");

    if (name)
        w.fd = reach(name);
    if (name && w.fd < 0)
        log_warning("kiosk",
                    "the service manager cannot be told that the kiosk is well: look at NOTIFY_SOCKET");
    if (w.fd >= 0)
        w.every_ms = period_ms();
    g_unsetenv("NOTIFY_SOCKET"); /* nobody that this program starts may speak for it */
    g_unsetenv("WATCHDOG_USEC");
    g_unsetenv("WATCHDOG_PID");
    return w;
}

/* A manager that does not read loses the word: the loop never waits for it. */
static void say(const struct watchdog *w, const char *word)
{
    if (w->fd > 0)
        (void)!send(w->fd, word, strlen(word), MSG_NOSIGNAL);
}

void watchdog_ready(struct watchdog *w)
{
    say(w, "READY=1\nSTATUS=The window is open.");
}

void watchdog_turn(struct watchdog *w, int64_t now_ms)
{
    if (w->every_ms == 0 || (w->pinged_ms != 0 && now_ms - w->pinged_ms < w->every_ms))
        return;
    say(w, "WATCHDOG=1");
    w->pinged_ms = now_ms;
}

int64_t watchdog_due(const struct watchdog *w)
{
    return w->every_ms == 0 ? INT64_MAX : w->pinged_ms + w->every_ms;
}

void watchdog_close(struct watchdog *w)
{
    say(w, "STOPPING=1");
    if (w->fd > 0)
        close(w->fd);
    *w = (struct watchdog){.fd = -1};
}
