#include "sim/wires.h"
#include "sim/tcp.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#define TICK_MS 5
#define PIECE_MAX 7
#define UNSENT_MAX (64 * 1024) /* nobody listens: what does not fit is lost, as on a real line */

struct SimWire {
    char *link;
    guint bytes_per_second;
    SimWireHeard heard;
    gpointer user;
    int master;    /* -1 when unplugged, or when nobody is connected */
    int slave;     /* kept open, so that a host that closes its end does not hang up ours */
    int listening; /* TCP: -1 when unplugged */
    gboolean tcp;
    guint16 port;
    GByteArray *unsent;
    guint bytes_in_a_second;             /* 0: no limit */
    guint reader, sender, caller, pause; /* sources of the loop, 0 when there is none */
    guint pieces_sent;
    gboolean pieces, deaf;
};

SimWire *sim_wire_new(const char *dir, const char *name, guint bytes_per_second, SimWireHeard heard,
                      gpointer user)
{
    SimWire *wire = g_new0(SimWire, 1);
    wire->link = g_build_filename(dir, name, NULL);
    wire->bytes_per_second = bytes_per_second;
    wire->heard = heard;
    wire->user = user;
    wire->master = wire->slave = wire->listening = -1;
    wire->unsent = g_byte_array_new();
    return wire;
}

static void stop_source(guint *id)
{
    if (*id)
        g_source_remove(*id);
    *id = 0;
}

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void hang_up(SimWire *wire)
{
    stop_source(&wire->pause);
    stop_source(&wire->reader);
    stop_source(&wire->sender);
    close_fd(&wire->slave);
    close_fd(&wire->master);
    g_byte_array_set_size(wire->unsent, 0);
}

void sim_wire_unplug(SimWire *wire)
{
    if (!sim_wire_plugged(wire))
        return;
    hang_up(wire);
    stop_source(&wire->caller);
    close_fd(&wire->listening);
    if (!wire->tcp)
        unlink(wire->link);
}

void sim_wire_over_tcp(SimWire *wire, guint16 port)
{
    wire->tcp = TRUE;
    wire->port = port;
}

guint16 sim_wire_port(const SimWire *wire)
{
    return wire->listening >= 0 ? sim_tcp_port(wire->listening) : 0;
}

void sim_wire_free(SimWire *wire)
{
    if (!wire)
        return;
    sim_wire_unplug(wire);
    g_byte_array_unref(wire->unsent);
    g_free(wire->link);
    g_free(wire);
}

gboolean sim_wire_plugged(const SimWire *wire)
{
    return wire->master >= 0 || wire->listening >= 0;
}

static gboolean on_caller(int fd, GIOCondition condition, gpointer user);

/* The next one waits in the kernel's queue until this one has gone. */
static void await_caller(SimWire *wire)
{
    if (wire->listening >= 0 && !wire->caller)
        wire->caller = g_unix_fd_add(wire->listening, G_IO_IN, on_caller, wire);
}

static void start_reader(SimWire *wire);

static gboolean pause_over(gpointer user)
{
    SimWire *wire = user;
    wire->pause = 0;
    start_reader(wire);
    return G_SOURCE_REMOVE;
}

/* As long as these bytes take on their line nothing more is read. */
static void wait_for_line(SimWire *wire, gsize count)
{
    stop_source(&wire->reader);
    wire->pause = g_timeout_add((guint)MAX(1, count * 1000 / wire->bytes_in_a_second), pause_over, wire);
}

static gboolean on_readable(int fd, GIOCondition condition, gpointer user)
{
    SimWire *wire = user;
    guint8 bytes[4096];
    gsize most = MAX(1, wire->bytes_in_a_second * 2 * TICK_MS / 1000);
    (void)condition;
    ssize_t count = read(fd, bytes, wire->bytes_in_a_second ? MIN(most, sizeof bytes) : sizeof bytes);
    if (count > 0) {
        if (wire->bytes_in_a_second)
            wait_for_line(wire, (gsize)count);
        wire->heard(bytes, (gsize)count, wire->user); /* may unplug or stop listening */
        return wire->bytes_in_a_second ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
    } else if (wire->tcp && (count == 0 || errno != EAGAIN)) {
        wire->reader = 0; /* this source, which ends with FALSE */
        hang_up(wire);
        await_caller(wire);
        return G_SOURCE_REMOVE;
    }
    return G_SOURCE_CONTINUE;
}

static void start_reader(SimWire *wire)
{
    if (wire->master >= 0 && !wire->deaf && !wire->reader && !wire->pause)
        wire->reader = g_unix_fd_add(wire->master, G_IO_IN, on_readable, wire);
}

static gboolean on_caller(int fd, GIOCondition condition, gpointer user)
{
    SimWire *wire = user;
    (void)condition;
    wire->master = sim_tcp_accept(fd);
    if (wire->master < 0)
        return G_SOURCE_CONTINUE;
    start_reader(wire);
    wire->caller = 0;
    return G_SOURCE_REMOVE;
}

void sim_wire_listen(SimWire *wire, gboolean on)
{
    wire->deaf = !on;
    if (on)
        start_reader(wire);
    else
        stop_source(&wire->reader);
}

static gboolean open_pty(SimWire *wire)
{
    struct termios raw = {0};
    cfmakeraw(&raw);
    raw.c_cflag |= CREAD | CLOCAL;
    cfsetspeed(&raw, B115200);
    if (openpty(&wire->master, &wire->slave, NULL, &raw, NULL) != 0)
        return FALSE;
    fcntl(wire->master, F_SETFD, FD_CLOEXEC);
    fcntl(wire->slave, F_SETFD, FD_CLOEXEC);
    return g_unix_set_fd_nonblocking(wire->master, TRUE, NULL);
}

/* The link appears in one step, whatever an earlier simulator left in its place. */
static gboolean make_link(SimWire *wire)
{
    char device[64];
    g_autofree char *fresh = g_strconcat(wire->link, ".new", NULL);
    if (ttyname_r(wire->slave, device, sizeof device) != 0)
        return FALSE;
    unlink(fresh);
    return symlink(device, fresh) == 0 && rename(fresh, wire->link) == 0;
}

gboolean sim_wire_plug(SimWire *wire, GError **error)
{
    if (sim_wire_plugged(wire))
        return TRUE;
    if (wire->tcp) {
        wire->listening = sim_tcp_listen(wire->port, error);
        await_caller(wire);
        return wire->listening >= 0;
    }
    if (!open_pty(wire) || !make_link(wire)) {
        int why = errno;
        close_fd(&wire->slave);
        close_fd(&wire->master);
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(why), "%s could not be made (%s): %s",
                    wire->link, g_strerror(why), "check that the folder is writable and /dev/pts is mounted");
        return FALSE;
    }
    start_reader(wire);
    return TRUE;
}

static gsize next_piece(SimWire *wire)
{
    gsize count = wire->unsent->len;
    if (wire->pieces)
        count = 1 + wire->pieces_sent++ % PIECE_MAX;
    else if (wire->bytes_per_second)
        count = MAX(1, wire->bytes_per_second * TICK_MS / 1000);
    return MIN(count, wire->unsent->len);
}

static gboolean send_some(gpointer user)
{
    SimWire *wire = user;
    ssize_t sent = write(wire->master, wire->unsent->data, next_piece(wire));
    if (sent > 0)
        g_byte_array_remove_range(wire->unsent, 0, (guint)sent);
    if (wire->unsent->len > 0)
        return G_SOURCE_CONTINUE;
    wire->sender = 0;
    return G_SOURCE_REMOVE;
}

void sim_wire_send(SimWire *wire, const guint8 *bytes, gsize count)
{
    if (wire->master < 0 || wire->unsent->len + count > UNSENT_MAX || count == 0)
        return;
    g_byte_array_append(wire->unsent, bytes, (guint)count);
    if (!wire->sender && send_some(wire) == G_SOURCE_CONTINUE)
        wire->sender = g_timeout_add(TICK_MS, send_some, wire);
}

void sim_wire_pace(SimWire *wire, guint bytes_per_second)
{
    wire->bytes_in_a_second = bytes_per_second;
}

void sim_wire_in_pieces(SimWire *wire, gboolean on)
{
    wire->pieces = on;
}
