#include "devices/wire/wire.h"

enum {
    LPGETSTATUS_REQUEST = 0x060B, /* linux/lp.h, which user space does not get */
    LP_PAPER_OUT = 0x20,
    LP_SELECTED = 0x10,
    LP_NO_ERROR = 0x08
};

enum device_lines wire_lp_lines(const struct wire *wire)
{
    int status = 0;
    if (wire->files->ioctl(wire->fd, LPGETSTATUS_REQUEST, &status) < 0)
        return LINES_UNKNOWN;
    if (status & LP_PAPER_OUT)
        return LINES_PAPER_OUT;
    return (status & LP_SELECTED) && (status & LP_NO_ERROR) ? LINES_WELL : LINES_FAULT;
}
