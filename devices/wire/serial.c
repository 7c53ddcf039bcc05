#include <errno.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/file.h>
#include <termios.h>

#include "devices/wire/wire.h"

enum { XON = 0x11, XOFF = 0x13 };

static speed_t speed_of(unsigned baud)
{
    static const struct {
        unsigned baud;
        speed_t speed;
    } speeds[] = {{9600, B9600}, {19200, B19200}, {38400, B38400}, {57600, B57600}, {115200, B115200}};
    for (size_t i = 0; i < G_N_ELEMENTS(speeds); i++)
        if (speeds[i].baud == baud)
            return speeds[i].speed;
    return B0;
}

gboolean wire_tty_check(unsigned baud, GError **error)
{
    if (speed_of(baud) != B0)
        return TRUE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "%u is no speed of a serial line: write baud=9600, 19200, 38400, 57600 or 115200", baud);
    return FALSE;
}

gboolean wire_flow_of(const struct uri *uri, enum wire_flow *flow, GError **error)
{
    static const char *const words[] = {[FLOW_NONE] = "none", [FLOW_XON] = "xon", [FLOW_RTS] = "rts"};
    const char *word = uri_option(uri, "flow", words[FLOW_NONE]);

    for (*flow = FLOW_NONE; *flow <= FLOW_RTS; (*flow)++)
        if (!strcmp(word, words[*flow]))
            return TRUE;
    *flow = FLOW_NONE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "flow=%s is no way to hold a serial line back: write flow=none, xon or rts", word);
    return FALSE;
}

int wire_tty_hold(int fd, bool share, GError **error)
{
    if (flock(fd, (share ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        return fd;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_BUSY, "another device or program has this serial line");
    return -1;
}

void wire_tty_let_go(int fd)
{
    struct termios t;

    if (tcgetattr(fd, &t) == 0 && ((t.c_cflag & CRTSCTS) || (t.c_iflag & IXON)))
        tcflush(fd, TCOFLUSH);
}

int wire_tty_raw(int fd, unsigned baud, enum wire_flow flow, GError **error)
{
    struct termios t;
    speed_t speed = speed_of(baud);
    if (!wire_tty_check(baud, error))
        return -1;
    if (tcgetattr(fd, &t) == 0) {
        cfmakeraw(&t);
        t.c_cflag |= CLOCAL | CREAD;
        t.c_cflag &= ~(tcflag_t)(CSTOPB | CRTSCTS);
        t.c_cflag |= flow == FLOW_RTS ? CRTSCTS : 0;
        t.c_iflag |= flow == FLOW_XON ? IXON : 0; /* and not IXOFF: we are never too slow */
        t.c_cc[VSTART] = XON;
        t.c_cc[VSTOP] = XOFF;
        t.c_cc[VMIN] = 1;
        t.c_cc[VTIME] = 0;
        if (cfsetspeed(&t, speed) == 0 && tcsetattr(fd, TCSANOW, &t) == 0) {
            tcflush(fd, TCIFLUSH); /* what was said to whoever read before is not for us */
            return fd;
        }
    }
    g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno), "the serial line cannot be set: %s",
                g_strerror(errno));
    return -1;
}
