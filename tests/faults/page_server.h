/* A print server of one's own for tests: Debian's cupsd with all its folders in the printer's, on a port of
 * its own, and one queue `office` to the printer of page_printer.h that changes nothing on the way. Tests
 * only, one thread. */
#pragma once

#include "page_printer.h"

static const char page_server_conf[] =
    "Listen 127.0.0.1:%d\n"
    "Browsing No\nDefaultAuthType None\nPreserveJobFiles No\n"
    "<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
    "<Location /admin>\nOrder allow,deny\nAllow all\n</Location>\n"
    "<Policy default>\n<Limit All>\nOrder deny,allow\n</Limit>\n</Policy>\n";
static const char page_server_files[] =
    "ServerRoot %1$s/server\nRequestRoot %1$s/server\nCacheDir %1$s/server\n"
    "StateDir %1$s/server\nTempDir %1$s/server\nServerKeychain %1$s/server\n"
    "AccessLog %1$s/access.log\nErrorLog %1$s/error.log\nPageLog %1$s/page.log\n";

static inline int page_run(const char *const *argv)
{
    int status = -1;
    g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, page_child, NULL, NULL, NULL, &status, NULL);
    return status;
}

/* Returns the server; page_end ends it, before the printer. */
static inline GPid page_server_up(const struct page_printer *p)
{
    const struct page_printer at = {.port = page_port()};
    g_autofree char *conf = g_strdup_printf(page_server_conf, at.port),
                    *files = g_strdup_printf(page_server_files, p->dir),
                    *server = g_build_filename(p->dir, "server", NULL),
                    *conf_path = g_build_filename(p->dir, "cupsd.conf", NULL),
                    *files_path = g_build_filename(p->dir, "cups-files.conf", NULL),
                    *name = g_strdup_printf("127.0.0.1:%d", at.port),
                    *printer = g_strdup(p->uri + strlen("cups:"));
    const char *const run[] = {"/usr/sbin/cupsd", "-f", "-c", conf_path, "-s", files_path, NULL};
    const char *const add[] = {"lpadmin", "-h", name, "-p", "office", "-E", "-v", printer, NULL};
    g_auto(GStrv) environment = g_get_environ();
    g_mkdir(server, 0755);
    g_chmod(p->dir, 0755); /* its backends run as another user */
    page_file(p, "cupsd.conf", conf);
    page_file(p, "cups-files.conf", files);
    GPid pid = page_spawn(run, environment);
    for (int i = 0; i < 500 && !page_listens(&at); i++)
        g_usleep(20000);
    if (page_run(add) != 0)
        g_error("lpadmin did not add the queue: see what cupsd says");
    g_setenv("CUPS_SERVER", name, TRUE); /* where libcups looks for it */
    return pid;
}
