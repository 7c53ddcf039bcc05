/* A real IPP printer for tests: ippeveprinter of Debian's cups-ipp-utils, on a port of its own, with a spool
 * folder of its own and a script for its works. It wants a message bus even when it announces nothing (-r
 * off): it gets a private one. The struct owns folder and processes; page_printer_down ends them. Tests only,
 * one thread. */
#pragma once

#include <arpa/inet.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct page_printer {
    char *dir, *uri;
    int port;
    GPid bus, printer;  /* 0: not running */
    const char *format; /* what it takes */
};

/* A test that fails leaves at once: its printer must not outlive it. */
static inline void page_child(gpointer unused)
{
    (void)unused;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static inline GPid page_spawn(const char *const *argv, char **environment)
{
    GPid pid = 0;
    g_autoptr(GError) error = NULL;
    const GSpawnFlags flags = G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH_FROM_ENVP |
                              G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL;
    if (!g_spawn_async(NULL, (char **)argv, environment, flags, page_child, NULL, &pid, &error))
        g_error("%s", error->message);
    return pid;
}

static inline void page_end(GPid *pid, int how)
{
    if (*pid <= 0)
        return;
    kill(*pid, how);
    waitpid(*pid, NULL, 0);
    *pid = 0;
}

static inline void page_file(const struct page_printer *p, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(p->dir, name, NULL);
    if (!text)
        g_unlink(path);
    else if (!g_file_set_contents(path, text, -1, NULL))
        g_error("%s cannot be written", path);
}

/* A port that is free now, and that no connection gets by chance before it is listened at. */
static inline int page_port(void)
{
    enum { LOWEST = 10240, ABOVE = 32768 /* Linux gives those from here on */ };
    for (;;) {
        int port = g_random_int_range(LOWEST, ABOVE);
        struct sockaddr_in at = {
            .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
        int fd = socket(AF_INET, SOCK_STREAM, 0);
        bool is_free = bind(fd, (struct sockaddr *)&at, sizeof at) == 0;
        close(fd);
        if (is_free)
            return port;
    }
}

/* Does somebody listen there? */
static inline bool page_listens(const struct page_printer *p)
{
    struct sockaddr_in at = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)p->port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    bool well = connect(fd, (struct sockaddr *)&at, sizeof at) == 0;
    close(fd);
    return well;
}

static inline void page_printer_on(struct page_printer *p)
{
    g_autofree char *bus = g_strdup_printf("unix:path=%s/bus", p->dir),
                    *port = g_strdup_printf("%d", p->port), *spool = g_build_filename(p->dir, "spool", NULL),
                    *works = g_build_filename(p->dir, "works", NULL);
    g_auto(GStrv) environment = g_environ_setenv(g_get_environ(), "DBUS_SYSTEM_BUS_ADDRESS", bus, TRUE);
    const char *const argv[] = {"/usr/sbin/ippeveprinter",
                                "-r",
                                "off",
                                "-p",
                                port,
                                "-n",
                                "localhost",
                                "-d",
                                spool,
                                "-k",
                                "-K", /* keys for ipps, made by itself */
                                p->dir,
                                "-c",
                                works,
                                "-f",
                                p->format,
                                "Kiosk",
                                NULL};
    p->printer = page_spawn(argv, environment);
    for (int i = 0; i < 500 && !page_listens(p); i++)
        g_usleep(20000);
}

/* Waits for paper while there is a file `empty`, jams while there is `jam`, takes its time while there is
 * `slow`, and gives a job up while there is `broken`. */
static const char page_works[] = "#!/bin/sh\n"
                                 "cd \"${0%/*}\"\n"
                                 "while [ -e slow ]; do sleep 0.1; done\n"
                                 "for fault in empty:media-empty jam:media-jam; do\n"
                                 "  [ -e ${fault%:*} ] || continue\n"
                                 "  echo \"STATE: +${fault#*:}-error\" >&2\n"
                                 "  while [ -e ${fault%:*} ]; do sleep 0.1; done\n"
                                 "  echo \"STATE: -${fault#*:}-error\" >&2\n"
                                 "done\n"
                                 "[ ! -e broken ]\n";

static const char page_bus[] =
    "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
    "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
    "<busconfig><type>session</type><listen>unix:path=%s/bus</listen><policy context=\"default\">"
    "<allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/>"
    "</policy></busconfig>\n";

static inline struct page_printer page_printer_up(const char *format)
{
    struct page_printer p = {
        .dir = g_dir_make_tmp("pages-XXXXXX", NULL), .port = page_port(), .format = format};
    g_autofree char *bus = g_strdup_printf(page_bus, p.dir),
                    *conf = g_strdup_printf("--config-file=%s/bus.conf", p.dir),
                    *works = g_build_filename(p.dir, "works", NULL),
                    *socket = g_build_filename(p.dir, "bus", NULL),
                    *spool = g_build_filename(p.dir, "spool", NULL);
    const char *const argv[] = {"dbus-daemon", conf, "--nofork", "--nopidfile", NULL};
    g_auto(GStrv) environment = g_get_environ();
    g_mkdir(spool, 0700);
    page_file(&p, "bus.conf", bus);
    page_file(&p, "works", page_works);
    g_chmod(works, 0700);
    p.uri = g_strdup_printf("cups:ipp://127.0.0.1:%d/ipp/print", p.port);
    p.bus = page_spawn(argv, environment);
    for (int i = 0; i < 250 && !g_file_test(socket, G_FILE_TEST_EXISTS); i++)
        g_usleep(20000);
    page_printer_on(&p);
    return p;
}

/* The file that it got as its job `number`; owned by the caller, NULL when there is none. */
static inline char *page_spooled(const struct page_printer *p, int number)
{
    g_autofree char *spool = g_build_filename(p->dir, "spool", NULL), *start = g_strdup_printf("%d-", number);
    g_autoptr(GDir) dir = g_dir_open(spool, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir)))
        if (g_str_has_prefix(name, start) &&
            g_str_has_suffix(name, ".pdf")) /* beside it lies what its works made */
            return g_build_filename(spool, name, NULL);
    return NULL;
}

static inline void page_printer_down(struct page_printer *p)
{
    g_autofree char *remove = g_strdup_printf("rm -rf '%s'", p->dir);
    page_end(&p->printer, SIGKILL);
    page_end(&p->bus, SIGTERM);
    if (system(remove) != 0)
        g_warning("%s is left", p->dir);
    g_free(p->dir);
    g_free(p->uri);
}
