/* From a device URI to an open descriptor, and nothing else: no protocol, no retry, no thread.
 * Whoever opened a wire closes it; wire_close takes NULL. Nothing here waits.
 * The device room only. */
#pragma once

#include <sys/types.h>

#include "devices/device.h"

enum wire_kind { WIRE_SERIAL, WIRE_LP, WIRE_TCP, WIRE_FILE };
struct wire {
    enum wire_kind kind;
    int fd;          /* to poll; non-blocking */
    int content;     /* WIRE_FILE: the file being read, -1 between two */
    char *file;      /* WIRE_FILE: its path */
    bool connecting; /* WIRE_TCP: wait for writability, then wire_connected */
};

/* Paths: tcp:HOST:PORT (a numeric address), a tty, pty, or printer node; with scheme "picture" a picture
 * file. `baud` counts when the URI has no ?baud=. */
struct wire *wire_open(const struct uri *uri, unsigned baud, GError **error);
/* Whether the URI can be a wire at all: an address or a whole path, a speed that exists. Opens nothing. */
gboolean wire_check(const struct uri *uri, unsigned baud, GError **error);
gboolean wire_connected(struct wire *wire, GError **error);
ssize_t wire_read(struct wire *wire, void *to, size_t n); /* as read(2): -1 EAGAIN, 0 at the end */
ssize_t wire_write(struct wire *wire, const void *from, size_t n);
enum device_lines wire_lines(const struct wire *wire);
/* The path of the node that must exist before the wire can open; NULL when there is none. Owned by the URI.
 */
const char *wire_node(const struct uri *uri);
void wire_close(struct wire *wire);

/* One opener a kind of wire, each in its own file; the descriptor or -1. */
gboolean wire_tty_check(unsigned baud, GError **error);
gboolean wire_tcp_check(const char *address, GError **error);
int wire_tty_raw(int fd, unsigned baud, GError **error);
int wire_tcp_open(const char *address, bool *connecting, GError **error);
int wire_file_watch(const char *file, GError **error);
ssize_t wire_file_read(struct wire *wire, void *to, size_t n);
enum device_lines wire_lp_lines(int fd);
