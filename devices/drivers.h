/* The rows of the driver table, one a protocol; a new device is a new row and a folder.
 * Constant; owned by nobody.
 * Looked at by the device room, and by tests. */
#pragma once

#include "devices/device.h"

/* The kinds of wire a row may name (wire/wire.h). */
extern const struct wire_type wire_stream, wire_picture;
extern const struct wire_type wire_evdev;                  /* an input node, grabbed */
extern const struct wire_type wire_usb, wire_reader;       /* reader: a stream, or USB */
extern const struct wire_type wire_gpio_in, wire_gpio_out; /* wire/gpio.h */
extern const struct wire_type wire_value, wire_nowhere;
extern const struct device_driver sam_driver, escpos_driver, lines_driver, picture_driver;
extern const struct device_driver wedge_driver, keypad_driver;
extern const struct device_driver gpio_alarm_driver, relay_alarm_driver, siren_driver;
extern const struct device_driver gpio_lamp_driver, relay_lamp_driver;
extern const struct device_driver door_driver, power_driver, thermal_driver, modem_driver;
extern const struct device_library document_library;
extern const struct device_library card_library;

/* Whether a driver speaks that URI: scheme, options and their values, and the form of its place. Nothing is
 * opened; the error says what may be written. "none" always may. */
gboolean device_check(enum device_slot slot, const struct uri *uri, GError **error);
/* NULL when no driver of that slot speaks the URI's scheme. */
const struct device_driver *device_driver_find(enum device_slot slot, const char *scheme);
const struct device_library *device_library_find(enum device_slot slot, const char *scheme);
