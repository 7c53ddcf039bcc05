/* From a device URI to an open descriptor, and nothing else: no protocol, no retry, no thread.
 * Whoever opened a wire closes it; wire_close takes NULL. Nothing here waits.
 * The device room only. */
#pragma once

#include <sys/types.h>

#include "devices/device.h"
#include "devices/wire/files.h"

struct wire_watch;
enum wire_kind { WIRE_SERIAL, WIRE_LP, WIRE_TCP };
struct wire {
    const struct wire_type *type;
    const struct device_files *files;
    int fd;              /* to poll; non-blocking; closed by wire_close */
    enum wire_kind kind; /* of a stream */
    bool connecting;     /* TCP: wait for writability, then wire_connected */
    bool speaks;         /* has something to be read before its descriptor says so */
    void *more;          /* the type's own; its close frees it */
};

/* How a kind of place is opened and read; a row each, named by the driver. */
struct wire_type {
    /* The form of the URI; opens nothing. `baud` counts when the URI has no ?baud=; 0: no serial line. */
    gboolean (*check)(const struct uri *uri, unsigned baud, GError **error);
    int (*open)(struct wire *wire, const struct uri *uri, unsigned baud,
                GError **error);                            /* descriptor or -1 */
    ssize_t (*read)(struct wire *wire, void *to, size_t n); /* as read(2): -1 EAGAIN, 0 at the end */
    ssize_t (*write)(struct wire *wire, const void *from, size_t n);
    void (*close)(struct wire *wire);                    /* NULL: nothing besides the descriptor */
    enum device_lines (*lines)(const struct wire *wire); /* NULL: there are none */
    /* Fills what watch.h says; NULL: the folder of the node, if there is one. */
    bool (*watch)(struct wire_watch *watch, const struct uri *uri);
};

/* `files` is borrowed until wire_close. */
struct wire *wire_open(const struct wire_type *type, const struct uri *uri, unsigned baud,
                       const struct device_files *files, GError **error);
gboolean wire_connected(struct wire *wire, GError **error);
ssize_t wire_read(struct wire *wire, void *to, size_t n);
ssize_t wire_write(struct wire *wire, const void *from, size_t n);
enum device_lines wire_lines(const struct wire *wire);
/* The path of the node that must exist before the wire can open; NULL when there is none. Owned by the URI.
 */
const char *wire_node(const struct uri *uri);
void wire_close(struct wire *wire);

/* Parts that types share. A whole path, or an error that says so. */
gboolean wire_path_check(const struct uri *uri, GError **error);
gboolean wire_tty_check(unsigned baud, GError **error);
gboolean wire_tcp_check(const char *address, GError **error);
enum wire_flow { FLOW_NONE, FLOW_XON, FLOW_RTS };
/* Option flow=none, xon or rts; the default is none. */
gboolean wire_flow_of(const struct uri *uri, enum wire_flow *flow, GError **error);
int wire_tty_raw(int fd, unsigned baud, enum wire_flow flow, GError **error);
/* Nobody else opens a line that is held, unless both share it; a holder that is killed lets go. */
int wire_tty_hold(int fd, bool share, GError **error);
/* What the other end does not let through is dropped, so that closing does not wait for it. */
void wire_tty_let_go(int fd);
int wire_tcp_open(const char *address, bool *connecting, GError **error);
/* Opens the URI's path through the wire's files, O_RDWR or what `flags` says, never blocking; or -1. */
int wire_node_open(struct wire *wire, const struct uri *uri, int flags, GError **error);
enum device_lines wire_lp_lines(const struct wire *wire);
