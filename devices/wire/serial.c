#include <errno.h>
#include <gio/gio.h>
#include <termios.h>

#include "devices/wire/wire.h"

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

int wire_tty_raw(int fd, unsigned baud, GError **error)
{
    struct termios t;
    speed_t speed = speed_of(baud);
    if (!wire_tty_check(baud, error))
        return -1;
    if (tcgetattr(fd, &t) == 0) {
        cfmakeraw(&t);
        t.c_cflag |= CLOCAL | CREAD;
        t.c_cflag &= ~(tcflag_t)(CSTOPB | CRTSCTS);
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
