#include "sim/control.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>

#define LINE_MAX_BYTES 16384

struct SimControl {
    char *path;
    GSocketService *service;
    const SimDevice *devices;
};

/* One caller; it lives as long as its line is open. */
typedef struct {
    const SimDevice *devices;
    GSocketConnection *connection;
    GDataInputStream *lines;
} Caller;

static void read_on(Caller *caller);

static void caller_free(Caller *caller)
{
    g_object_unref(caller->lines);
    g_object_unref(caller->connection);
    g_free(caller);
}

static const SimDevice *device_named(const SimDevice *devices, const char *name)
{
    for (; devices->name; devices++) {
        if (strcmp(devices->name, name) == 0)
            return devices;
    }
    return NULL;
}

static gboolean no_device(const SimDevice *devices, const char *name, GError **error)
{
    g_autoptr(GString) known = g_string_new(NULL);
    for (; devices->name; devices++)
        g_string_append_printf(known, "%s%s", known->len ? ", " : "", devices->name);
    g_set_error(error, sim_error_quark(), 0, "\"%s\" is no device: use one of %s", name, known->str);
    return FALSE;
}

static gboolean obey(const SimDevice *devices, const char *line, GString *answer, GError **error)
{
    g_auto(GStrv) words = g_strsplit(line, " ", 3); /* device, verb and all the rest as it stands */
    guint count = g_strv_length(words);
    const SimDevice *device = count ? device_named(devices, words[0]) : NULL;
    if (!device)
        return no_device(devices, count ? words[0] : "", error);
    if (count < 2)
        return sim_refuse(error, "nothing to do", "write a verb behind the device");
    return device->command(device->device, words[1], count > 2 ? words[2] : "", answer, error);
}

static GString *answer_to(const SimDevice *devices, const char *line)
{
    g_autoptr(GError) error = NULL;
    GString *answer = g_string_new("ok ");
    if (!g_utf8_validate(line, -1, NULL))
        sim_refuse(&error, "the line is not UTF-8", "write it as UTF-8");
    else if (strlen(line) > LINE_MAX_BYTES)
        sim_refuse(&error, "the line is too long", "keep it under 16384 bytes");
    else
        obey(devices, line, answer, &error);
    if (error)
        g_string_printf(answer, "error %s", error->message);
    g_strdelimit(answer->str, "\n", ' ');
    g_strchomp(answer->str);
    g_string_truncate(answer, strlen(answer->str));
    return g_string_append_c(answer, '\n');
}

static void on_line(GObject *source, GAsyncResult *result, gpointer user)
{
    Caller *caller = user;
    g_autofree char *line =
        g_data_input_stream_read_line_finish(G_DATA_INPUT_STREAM(source), result, NULL, NULL);
    if (!line) {
        caller_free(caller);
        return;
    }
    g_autoptr(GString) answer = answer_to(caller->devices, line);
    GOutputStream *out = g_io_stream_get_output_stream(G_IO_STREAM(caller->connection));
    if (g_output_stream_write_all(out, answer->str, answer->len, NULL, NULL, NULL))
        read_on(caller);
    else
        caller_free(caller);
}

static void read_on(Caller *caller)
{
    g_data_input_stream_read_line_async(caller->lines, G_PRIORITY_DEFAULT, NULL, on_line, caller);
}

static gboolean on_caller(GSocketService *service, GSocketConnection *connection, GObject *source,
                          gpointer user)
{
    SimControl *control = user;
    Caller *caller = g_new0(Caller, 1);
    (void)service;
    (void)source;
    caller->devices = control->devices;
    caller->connection = g_object_ref(connection);
    caller->lines = g_data_input_stream_new(g_io_stream_get_input_stream(G_IO_STREAM(connection)));
    read_on(caller);
    return TRUE;
}

static GSocketConnection *call(const char *path, GError **error)
{
    g_autoptr(GSocketClient) client = g_socket_client_new();
    g_autoptr(GSocketAddress) address = g_unix_socket_address_new(path);
    return g_socket_client_connect(client, G_SOCKET_CONNECTABLE(address), NULL, error);
}

static gboolean path_fits(const char *path, GError **error)
{
    return strlen(path) < sizeof((struct sockaddr_un *)NULL)->sun_path ||
           sim_refuse(error, "the folder's name is too long for a socket", "use a shorter --dir");
}

/* A file left by a simulator that was killed may go; one that answers may not. */
gboolean sim_control_claim(const char *dir, GError **error)
{
    g_autofree char *path = g_build_filename(dir, "control", NULL);
    if (!path_fits(path, error))
        return FALSE;
    g_autoptr(GSocketConnection) other = call(path, NULL);
    if (other)
        return sim_refuse(error, "a simulator already runs in this folder", "stop it or use another --dir");
    g_unlink(path);
    return TRUE;
}

SimControl *sim_control_new(const char *dir, const SimDevice *devices, GError **error)
{
    g_autofree char *path = g_build_filename(dir, "control", NULL);
    g_autoptr(GSocketService) service = g_socket_service_new();
    g_autoptr(GSocketAddress) address = g_unix_socket_address_new(path);
    mode_t before = umask(0177); /* never open to others, not even for a moment */
    gboolean bound = g_socket_listener_add_address(G_SOCKET_LISTENER(service), address, G_SOCKET_TYPE_STREAM,
                                                   G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, error);
    umask(before);
    if (!bound)
        return NULL;
    SimControl *control = g_new0(SimControl, 1);
    control->path = g_steal_pointer(&path);
    control->service = g_steal_pointer(&service);
    control->devices = devices;
    g_signal_connect(control->service, "incoming", G_CALLBACK(on_caller), control);
    return control;
}

void sim_control_free(SimControl *control)
{
    if (!control)
        return;
    g_socket_service_stop(control->service);
    g_socket_listener_close(G_SOCKET_LISTENER(control->service));
    g_unlink(control->path);
    g_object_unref(control->service);
    g_free(control->path);
    g_free(control);
}

/* The simulator runs in a folder of its own: names of files travel as absolute ones. */
static char *line_of(char **words)
{
    static const char *const WITH_FILE[] = {"present", "brush", "image", "output", NULL};
    if (g_strv_length(words) == 3 && g_strv_contains(WITH_FILE, words[1])) {
        g_autofree char *path = g_canonicalize_filename(words[2], NULL);
        return g_strjoin(" ", words[0], words[1], path, NULL);
    }
    return g_strjoinv(" ", words);
}

char *sim_control_call(const char *dir, char **words, GError **error)
{
    g_autofree char *path = g_build_filename(dir, "control", NULL);
    g_autofree char *line = line_of(words);
    if (!path_fits(path, error))
        return NULL;
    if (strpbrk(line, "\r\n")) {
        sim_refuse(error, "a command is one line", "use `scanner bytes` for line ends");
        return NULL;
    }
    g_autoptr(GSocketConnection) connection = call(path, error);
    if (!connection) {
        g_prefix_error(error, "no simulator answers in %s, start it first: ", dir);
        return NULL;
    }
    g_autofree char *whole = g_strconcat(line, "\n", NULL);
    GOutputStream *out = g_io_stream_get_output_stream(G_IO_STREAM(connection));
    if (!g_output_stream_write_all(out, whole, strlen(whole), NULL, NULL, error))
        return NULL;
    g_autoptr(GDataInputStream) in =
        g_data_input_stream_new(g_io_stream_get_input_stream(G_IO_STREAM(connection)));
    char *answer = g_data_input_stream_read_line(in, NULL, NULL, error);
    if (!answer && error && !*error)
        sim_refuse(error, "the simulator hung up", "look why it ended");
    return answer;
}
