/* What a printer says of itself, or its port for it, as letters.
 * Owns nothing: works on the driver's listener.
 * The device room only. */
#pragma once

#include "devices/printer/escpos_codec.h"

void port_ask(struct escpos_listener *listener, struct device_io *io); /* DLE EOT 1 to 4 */
/* Attention with its cause; else busy or ready. */
void port_tell(const struct escpos_listener *listener, bool busy, struct device_io *io);
/* Some never speak over USB; the status lines of the port must do for them. UNKNOWN where there are none. */
enum device_lines port_lines(struct escpos_listener *listener, bool spoke, bool busy, struct device_io *io);
