/* The peer of the outbox: Eclipse paho with its file persistence, into mosquitto. Works in a folder of the
 * caller's, starts and stops the broker. One thread. */
#pragma once

#include <glib.h>

/* Puts `count` payloads into paho's files while the broker is away, then starts it and waits until each was
 * acknowledged (QoS 1). Seconds of each part; FALSE with a sentence when a program or port is missing. */
gboolean paho_drain(const char *folder, unsigned count, const void *payload, size_t len, double *queue_s,
                    double *drain_s, GError **error);
