#include "devices/printer/port.h"

#include "devices/letters.h"

void port_ask(struct escpos_listener *listener, struct device_io *io)
{
    escpos_asked(listener);
    io->send(io, escpos_ask, sizeof escpos_ask);
}

void port_tell(const struct escpos_listener *listener, bool busy, struct device_io *io)
{
    enum device_attention why = escpos_attention(&listener->condition);
    enum device_status status = busy ? STATUS_BUSY : STATUS_READY;
    letter_status(io, DEVICE_PRINTER, why ? STATUS_ATTENTION : status, why);
}

enum device_lines port_lines(struct escpos_listener *listener, bool spoke, bool busy, struct device_io *io)
{
    enum device_lines lines = spoke ? LINES_UNKNOWN : io->lines(io);
    if (lines == LINES_UNKNOWN)
        return lines;
    listener->condition = escpos_of_lines(lines);
    port_tell(listener, busy, io);
    return lines;
}
