/* kiosk-platform: the reference central platform. Makes keys, serves kiosks, is the worker's desk. */
#include <glib-unix.h>
#include <jansson.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/secret.h"
#include "catalog/load.h"
#include "desk.h"
#include "options.h"
#include "platform/backup.h"
#include "platform/cases.h"
#include "platform/complete.h"
#include "platform/eseal.h"
#include "platform/housekeeping.h"
#include "platform/keys_known.h"
#include "platform/metrics.h"
#include "platform/operator.h"
#include "platform/rotation.h"
#include "platform/server.h"
#include "wire/suite.h"

enum { EXIT_USE = 2, LARGE_BYTES = 1 << 20 };
static const char program[] = "kiosk-platform";

static const char help[] =
    "usage: kiosk-platform --store STORE --listen ADDRESS:PORT --keys DIR [--catalog DIR] [--public URL]\n"
    "                      [--poll S] [--days N] [--behind-proxy]\n"
    "       kiosk-platform keys init DIR [--host ADDRESS] [--suite default|national] [--demo-token]\n"
    "       kiosk-platform keys rotate-seal DIR [--suite default|national]\n"
    "       kiosk-platform keys rotate-sign DIR [--stolen]\n"
    "       kiosk-platform keys complete DIR\n"
    "       kiosk-platform keys operator DIR\n"
    "       kiosk-platform ctl --store STORE --keys DIR VERB ...\n"
    "       kiosk-platform --store sqlite:FILE backup|restore COPY\n"
    "       kiosk-platform --help | --version\n"
    "\n"
    "Receives sealed applications from kiosks over HTTPS, stores them durably, then says so; answers "
    "queries\n"
    "and certificates of a visit; shows the progress of an application at /p/RECEIPT.\n"
    "\n"
    "  --store STORE     sqlite:FILE, which may end in ?pages=N, a quota in pages of 4 KiB, or\n"
    "                    postgresql://USER@HOST/DATABASE; the server makes it, 'ctl' only looks for it\n"
    "  --listen A:P      address and port of the server; port 0 takes a free one\n"
    "  --keys DIR        what 'keys init' made\n"
    "  --catalog DIR     the services; others are refused. Without it any is taken\n"
    "  --public URL      https://NAME in front of /p/ and /v/, when it is not the address listened on; with\n"
    "                    'enrol-token' where kiosks reach this platform\n"
    "  --poll S          how often a kiosk tells how it is, in seconds: 1 to 86400, else 300\n"
    "  --days N          how long a kiosk's certificate holds: 1 to 825, else 90\n"
    "  --behind-proxy    plain HTTP on loopback, for a proxy that takes TLS off and says who asks\n"
    "  --host ADDRESS    of the server's certificate: an IP address or a name, else 127.0.0.1\n"
    "  --suite NAME      what applications are sealed with: default, or national (SM2, SM4)\n"
    "  --stolen          with 'rotate-sign': what the old key signed is believed no more\n"
    "  --demo-token      a token that lets any machine in: of a demo, never of a real platform\n"
    "  --hours N         how long a token of 'enrol-token' holds: 1 to 720, else 24\n"
    "\n"
    "'show' and 'export' print personal data: they are for the worker who handles the application.\n"
    "WORDS, REASON and WHAT may be -, a line of standard input; 'identity' takes nothing of a person\n"
    "elsewhere: command lines stand in the list of processes and in the shell's history.\n"
    "Times are China standard time (UTC+8) where no zone is said.\n"
    "The worker's desk, 'ctl', has these verbs; each is on the kiosk when it asks next:\n";

static int wrong_use(const char *what)
{
    fprintf(stderr, "%s: %s: see %s --help\n", program, what, program);
    return EXIT_USE;
}

static int end_with(GError *error)
{
    int status = error ? log_fatal(program, error) : 0;
    g_clear_error(&error);
    return status;
}

static const char keys_words[] = "'keys' is followed by 'init DIR', 'complete DIR', 'operator DIR', "
                                 "'rotate-seal DIR' or 'rotate-sign DIR'";

static void make_keys(const struct options *a, const struct suite *suite, GError **error)
{
    const char *dir = a->rest[2];
    if (keys_init(dir, a->host ? a->host : "127.0.0.1", suite, error) && operator_make(dir, error) &&
        (!a->demo_token || keys_demo_token(dir, error)))
        printf("made keys in %s: they stay here; kiosks get theirs when they enrol\n", dir);
}

/* What was made stands, and is told, when the rest is not. */
static void complete(const char *dir, GError **error)
{
    g_autoptr(GString) told = g_string_new(NULL);
    gboolean well = complete_keys(dir, told, error);
    fputs(told->str, stdout);
    if (well && told->len == 0)
        puts("nothing is missing");
}

static void say_rotated(const char *which, const char *dir, gboolean well)
{
    if (well)
        printf("a new %s pair stands in %s: start the server again, then kiosks follow it\n", which, dir);
}

static gboolean change_operator(const char *dir, GError **error)
{
    gboolean well = operator_make(dir, error);
    if (well)
        printf("a new password stands in %s/operator: start the server again, then it holds\n", dir);
    return well;
}

static int run_keys(const struct options *a)
{
    GError *error = NULL;
    const struct suite *suite = suite_by_name(a->suite ? a->suite : "default");
    if (!a->rest[1] || !a->rest[2] || a->rest[3])
        return wrong_use(keys_words);
    if (!suite)
        return wrong_use("--suite is default or national");
    if (strcmp(a->rest[1], "init") == 0)
        make_keys(a, suite, &error);
    else if (strcmp(a->rest[1], "complete") == 0)
        complete(a->rest[2], &error);
    else if (strcmp(a->rest[1], "operator") == 0)
        change_operator(a->rest[2], &error);
    else if (strcmp(a->rest[1], "rotate-seal") == 0)
        say_rotated("sealing", a->rest[2], rotation_seal(a->rest[2], suite, &error));
    else if (strcmp(a->rest[1], "rotate-sign") == 0)
        say_rotated("signing", a->rest[2], rotation_sign(a->rest[2], a->stolen, &error));
    else
        return wrong_use(keys_words);
    return end_with(error);
}

static int run_desk(const struct options *a)
{
    GError *error = NULL;
    g_autofree char *wrong = desk_wrong_use(a->rest + 1);
    if (wrong)
        return wrong_use(wrong);
    if (!a->store || !a->keys)
        return wrong_use("'ctl' needs --store and --keys");
    struct platform_keys *keys = keys_load(a->keys, &error); /* whoever cannot read the keys is no worker */
    struct storage *storage = keys ? storage_open_existing(a->store, &error) : NULL;
    struct catalog *catalog = storage && a->catalog ? catalog_load(a->catalog, &error) : NULL;
    const struct platform platform = {.keys = keys,
                                      .storage = storage,
                                      .catalog = catalog,
                                      .clock = clock_real(),
                                      .public_url = a->public_url};
    if (!error)
        desk_run(&platform, a->rest + 1, a->hours, &error);
    catalog_free(catalog);
    storage_close(storage);
    keys_free(keys);
    return end_with(error);
}

static void make_backup(const struct options *a, GError **error)
{
    if (backup_make(a->store, a->rest[1], error))
        printf("the store is in %s as it stands now: keep it from others, and the keys folder with it\n",
               a->rest[1]);
}

static void restore(const struct options *a, GError **error)
{
    struct clock clock = clock_real();
    g_autofree char *aside = NULL;
    if (!backup_restore(a->store, a->rest[1], clock.wall_ms(&clock), &aside, error))
        return;
    printf("the store is as it was in %s\n", a->rest[1]);
    if (aside)
        printf("what stood there is in %s: keep it until what came since is looked through\n", aside);
    printf("before you start the server: revoke again whoever was revoked since, and make tokens of\n"
           "enrolment anew; all the rest that it cannot know is in docs/platform.md, backup and restore\n");
}

static int run_copy(const struct options *a)
{
    GError *error = NULL;
    if (!a->rest[1] || a->rest[2])
        return wrong_use("'backup' and 'restore' are followed by one FILE, the copy");
    if (!a->store)
        return wrong_use("'backup' and 'restore' need --store sqlite:FILE");
    if (strcmp(a->rest[0], "backup") == 0)
        make_backup(a, &error);
    else
        restore(a, &error);
    return end_with(error);
}

static gboolean leave(void *loop)
{
    g_main_loop_quit(loop);
    return G_SOURCE_REMOVE;
}

/* Until SIGTERM or SIGINT. The signals are caught before anyone is told that we listen. */
static int wait_for_end(int listening, const struct platform *platform, const char *bound)
{
    GError *error = NULL;
    GMainLoop *loop = g_main_loop_new(NULL, FALSE);
    g_unix_signal_add(SIGTERM, leave, loop);
    g_unix_signal_add(SIGINT, leave, loop);
    struct server *server = server_start(listening, platform, &error);
    if (server) {
        printf("listening on %s://%s\n", platform->behind_proxy ? "http" : "https", bound);
        fflush(stdout);
        g_main_loop_run(loop);
    }
    server_stop(server);
    g_main_loop_unref(loop);
    return end_with(error);
}

static int serve_on(const struct options *a, struct platform *platform)
{
    GError *error = NULL;
    char bound[SERVER_ADDRESS_MAX];
    int listening = server_listen(a->listen, bound, &error);
    if (listening < 0)
        return end_with(error);
    if (a->behind_proxy && !g_str_has_prefix(bound, "127.") && !g_str_has_prefix(bound, "[::1]")) {
        close(listening);
        return wrong_use("--behind-proxy is plain HTTP and believes headers: listen on loopback alone");
    }
    g_autofree char *url = a->public_url ? g_strdup(a->public_url) : g_strconcat("https://", bound, NULL);
    platform->public_url = url;
    return wait_for_end(listening, platform, bound);
}

static int serve(const struct options *a)
{
    GError *error = NULL;
    int status = 0;
    if (!a->store || !a->listen || !a->keys)
        return wrong_use("the server needs --store, --listen and --keys");
    struct platform_keys *keys = keys_load(a->keys, &error);
    struct storage *storage = keys ? storage_open(a->store, &error) : NULL;
    struct catalog *catalog = storage && a->catalog ? catalog_load(a->catalog, &error) : NULL;
    char *password = error ? NULL : operator_load(a->keys, &error);
    struct platform platform = {.keys = keys,
                                .storage = storage,
                                .catalog = catalog,
                                .clock = clock_real(),
                                .poll_s = a->poll_s,
                                .behind_proxy = a->behind_proxy,
                                .certificate_days = a->days,
                                .operator_password = password};
    platform.metrics = metrics_new(platform.clock.wall_ms(&platform.clock));
    if (!error && keys_known(&platform, &error))
        cases_catch_up(&platform, &error);
    if (!error)
        platform.eseal = eseal_load(a->keys, &error);
    if (!error && keys && !keys->authority_key)
        log_info(program,
                 "ca.key is not in %s: this machine enrols no kiosk and renews no certificate, another must",
                 a->keys);
    struct housekeeping *house =
        error ? NULL : housekeeping_start(a->store, &cashier_demo, &platform.clock, &error);
    status = error ? end_with(error) : serve_on(a, &platform);
    housekeeping_stop(house);
    eseal_free(platform.eseal);
    metrics_free(platform.metrics);
    secret_free(password);
    catalog_free(catalog);
    storage_close(storage);
    keys_free(keys);
    return status;
}

static int choose(const struct options *a)
{
    const char *verb = a->rest ? a->rest[0] : NULL;
    if (!verb)
        return serve(a);
    if (strcmp(verb, "keys") == 0)
        return run_keys(a);
    if (strcmp(verb, "ctl") == 0)
        return run_desk(a);
    if (strcmp(verb, "backup") == 0 || strcmp(verb, "restore") == 0)
        return run_copy(a);
    g_autofree char *what = g_strdup_printf(
        "'%s' is no verb: the first word is 'keys', 'ctl', 'backup' or 'restore', or there is none to serve",
        verb);
    return wrong_use(what);
}

static gboolean asks(int argc, char **argv, const char *option)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], option) == 0)
            return TRUE;
    }
    return FALSE;
}

static int print_help(void)
{
    g_autofree char *verbs = desk_help();
    return fputs(help, stdout) < 0 || fputs(verbs, stdout) < 0;
}

int main(int argc, char **argv)
{
    struct options options;
    g_autoptr(GError) error = NULL;
    if (asks(argc, argv, "--help"))
        return print_help();
    if (asks(argc, argv, "--version"))
        return printf("%s %s\n", program, LC_VERSION) < 0;
    secret_start();
    suite_start();
    mallopt(M_MMAP_THRESHOLD, LARGE_BYTES); /* or the allocator learns from large bodies, and keeps them */
    json_set_alloc_funcs(secret_heap_alloc, secret_heap_free);
    signal(SIGPIPE, SIG_IGN);
    int status = options_read(argc, argv, &options, &error) ? choose(&options) : wrong_use(error->message);
    options_clear(&options);
    return status;
}
