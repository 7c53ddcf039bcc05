/* kioskctl: what staff and operators do with a kiosk on the command line. */
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/log.h"
#include "base/secret.h"
#include "catalog/load.h"
#include "devices/settings.h"
#include "kioskctl.h"
#include "store/numbers.h"
#include "store/outbox.h"
#include "sync/client.h"

enum { EXIT_USE = 2, COUNTER_MAX = 999999 };
const char program[] = "kioskctl";

static const char help[] =
    "usage: kioskctl --config FILE config check     is every key known and every value possible?\n"
    "       kioskctl --config FILE config show      every setting and where it comes from\n"
    "       kioskctl --config FILE enrol --code TEXT | --token TOKEN [--fingerprint HEX]\n"
    "                                               the kiosk's identity, by the code or token of "
    "'kiosk-platform ctl\n"
    "                                               enrol-token'; '-' reads it from standard input, where a "
    "scanner types\n"
    "       kioskctl --config FILE keys             the platform's keys by which this kiosk goes: sealing, "
    "signing,\n"
    "                                               and of releases, since when\n"
    "       kioskctl --config FILE queue            applications waiting, sent, refused\n"
    "       kioskctl --config FILE outbox list [all]\n"
    "                                               what waits or needs attention, or all that is known\n"
    "       kioskctl --config FILE outbox show N    one row: number, service, time, size, state; nothing of "
    "a "
    "person\n"
    "       kioskctl --config FILE outbox retry N|all\n"
    "                                               back into the queue, at once\n"
    "       kioskctl --config FILE outbox annotate N TEXT\n"
    "                                               a line for whoever looks next; no names, no numbers of "
    "people\n"
    "       kioskctl --config FILE outbox export FOLDER\n"
    "                                               all that waits, sealed, onto a medium for "
    "'kiosk-platform ctl\n"
    "                                               import'\n"
    "       kioskctl --config FILE outbox import FILE...\n"
    "                                               the platform's signed answers to it\n"
    "       kioskctl --config FILE devices          how each device stands, and what it did today\n"
    "       kioskctl --config FILE devices watch    the same, and every change until Ctrl-C\n"
    "       kioskctl --config FILE devices test NAME\n"
    "                                               a printed pattern, a lamp or horn for two seconds; of "
    "others "
    "how\n"
    "                                               they stand; by the kiosk while it runs, between two "
    "visits\n"
    "       kioskctl --config FILE numbers set COUNTER\n"
    "                                               after a total loss: the six digits in the middle of the "
    "newest\n"
    "                                               receipt on paper; numbers go on behind it\n"
    "       kioskctl catalog check DIR              every fault of the services with file, path and reason\n"
    "       kioskctl --help | --version\n"
    "\n"
    "Times are China standard time (UTC+8).\n";

struct given { /* options */
    char *config, *token, *code, *fingerprint;
};

static void given_clear(struct given *given)
{
    char *const words[] = {given->config, given->token, given->code, given->fingerprint};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (words[i])
            secret_wipe(words[i], strlen(words[i]));
        g_free(words[i]);
    }
}

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

static int catalog_check(const char *dir)
{
    GError *error = NULL;
    struct catalog *catalog = catalog_load_checked(dir, &error);
    if (catalog)
        printf("%s: %u services, no fault\n", dir, catalog->service_count + (catalog->fallback != NULL));
    catalog_free(catalog);
    return end_with(error);
}

static int config_check(const char *file)
{
    GError *error = NULL;
    struct config *config = config_load(file, TRUE, &error);
    if (config && device_settings_check(config, &error))
        printf("%s: no fault\n", file);
    config_free(config);
    return end_with(error);
}

/* Opens the kiosk's store for `act`; a kiosk that never ran has none, and none is made for it. */
static int with_store(const char *file,
                      int (*act)(struct store *store, const struct config *config, char **words),
                      char **words)
{
    GError *error = NULL;
    int status = 0;
    struct config *config = config_load(file, FALSE, &error);
    if (!config)
        return end_with(error);
    const char *state = config_text(config, "kiosk", "state");
    g_autofree char *database = g_build_filename(state, STORE_FILE, NULL);
    struct store *store = NULL;
    owner_become(state);
    if (!g_file_test(database, G_FILE_TEST_EXISTS))
        status =
            fprintf(
                stderr,
                "%s: no kiosk has run here yet (there is no %s): start it once, or check kiosk.state in %s; "
                "'devices test NAME' needs none\n",
                program, database, file) > 0;
    else if ((store = store_open(state, &error)))
        status = act(store, config, words);
    else
        status = end_with(error);
    store_close(store);
    owner_root();
    config_free(config);
    return status;
}

static void print_counts(const struct outbox_counts *counts)
{
    printf("waiting %u\naccepted %u\nneeds attention %u\n", counts->waiting, counts->accepted,
           counts->attention);
    if (counts->oldest_ms) {
        struct clock_date d = clock_civil(counts->oldest_ms);
        printf("oldest waiting since %04d-%02d-%02d %02d:%02d\n", d.year, d.month, d.day, d.hour, d.minute);
    }
}

static int show_queue(struct store *store, const struct config *config, char **words)
{
    GError *error = NULL;
    struct outbox_counts counts;
    (void)config, (void)words;
    struct outbox *outbox = outbox_new(store, &error);
    if (outbox && outbox_counts(outbox, &counts, &error))
        print_counts(&counts);
    outbox_free(outbox);
    return end_with(error);
}

static int set_last(struct store *store, const struct config *config, char **words)
{
    GError *error = NULL;
    guint64 last;
    if (!g_ascii_string_to_unsigned(words[2], 10, 1, COUNTER_MAX, &last, &error)) {
        g_clear_error(&error);
        return wrong_use("'numbers set' is followed by a number from 1 to 999999");
    }
    if (numbers_set_last(store, config_text(config, "kiosk", "state"),
                         config_text(config, "kiosk", "numbers"), (uint32_t)last, &error))
        printf("the next receipt number is counted behind %06u\n", (unsigned)last);
    return end_with(error);
}

static int config_show(const char *file)
{
    GError *error = NULL;
    struct config *config = config_load(file, FALSE, &error);
    if (config)
        config_print(config);
    config_free(config);
    return end_with(error);
}

/* On a machine where no kiosk has run yet, too. */
static int device_test(const char *file, const char *name)
{
    GError *error = NULL;
    struct config *config = config_load(file, FALSE, &error);
    int status = config ? devices_test(config, name) : end_with(error);
    config_free(config);
    return status;
}

static bool says(char **words, const char *first, const char *second, guint count)
{
    return g_strv_length(words) == count && strcmp(words[0], first) == 0 &&
           (!second || strcmp(words[1], second) == 0);
}

/* On a machine where no kiosk has run yet. */
static int enrol(const struct given *given)
{
    GError *error = NULL;
    struct config *config = config_load(given->config, FALSE, &error);
    int status = config ? enrol_run(config, given->token, given->code, given->fingerprint) : end_with(error);
    config_free(config);
    return status;
}

static int show_keys(const char *file)
{
    GError *error = NULL;
    struct config *config = config_load(file, FALSE, &error);
    int status = config ? keys_show(config) : end_with(error);
    config_free(config);
    return status;
}

/* What may follow the first word; NULL: no command begins with it. */
static const char *use_of(const char *word)
{
    static const struct {
        const char *word, *use;
    } uses[] = {{"config", "'config' is followed by check or show"},
                {"enrol", "'enrol' is followed by --code TEXT, or --token TOKEN and --fingerprint HEX"},
                {"queue", "nothing follows 'queue'"},
                {"outbox", OUTBOX_USE},
                {"devices", "'devices' is followed by nothing, list, watch or test NAME"},
                {"keys", "nothing follows 'keys'"},
                {"numbers", "'numbers' is followed by set COUNTER"},
                {"catalog", "'catalog' is followed by check DIR"}};
    for (size_t i = 0; i < G_N_ELEMENTS(uses); i++)
        if (strcmp(word, uses[i].word) == 0)
            return uses[i].use;
    return NULL;
}

static int no_command(const char *word)
{
    g_autofree char *what = g_strdup_printf("'%s' is no command", word);
    return wrong_use(what);
}

static int choose(const struct given *given, char **words)
{
    const char *config = given->config, *use = use_of(words[0]);

    if (!use)
        return no_command(words[0]);
    if (strcmp(words[0], "enrol") != 0 && (given->token || given->code || given->fingerprint))
        return wrong_use("--code, --token and --fingerprint go with 'enrol' alone");
    if (says(words, "catalog", "check", 3))
        return catalog_check(words[2]);
    if (!config && strcmp(words[0], "catalog") != 0)
        return wrong_use("--config FILE is needed, the kiosk's kiosk.conf");
    if (says(words, "config", "check", 2))
        return config_check(config);
    if (says(words, "config", "show", 2))
        return config_show(config);
    if (says(words, "queue", NULL, 1))
        return with_store(config, show_queue, words);
    if (strcmp(words[0], "outbox") == 0)
        return outbox_says(words) ? with_store(config, outbox_run, words) : wrong_use(use);
    if (says(words, "devices", NULL, 1) || says(words, "devices", "list", 2))
        return with_store(config, devices_list, words);
    if (says(words, "devices", "watch", 2))
        return with_store(config, devices_watch, words);
    if (says(words, "devices", "test", 3))
        return device_test(config, words[2]);
    if (says(words, "enrol", NULL, 1))
        return enrol(given);
    if (says(words, "keys", NULL, 1))
        return show_keys(config);
    if (says(words, "numbers", "set", 3))
        return with_store(config, set_last, words);
    return wrong_use(use);
}

static gboolean asks(int argc, char **argv, const char *option)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], option) == 0)
            return TRUE;
    }
    return FALSE;
}

static int run(int argc, char **argv)
{
    struct given given = {0};
    g_auto(GStrv) words = NULL;
    g_autoptr(GError) error = NULL;
    const GOptionEntry entries[] = {
        {"config", 0, 0, G_OPTION_ARG_FILENAME, &given.config, NULL, NULL},
        {"token", 0, 0, G_OPTION_ARG_STRING, &given.token, NULL, NULL},
        {"code", 0, 0, G_OPTION_ARG_STRING, &given.code, NULL, NULL},
        {"fingerprint", 0, 0, G_OPTION_ARG_STRING, &given.fingerprint, NULL, NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words, NULL, NULL},
        {NULL}};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_add_main_entries(context, entries, NULL);
    int status = !g_option_context_parse(context, &argc, &argv, &error) ? wrong_use(error->message)
                 : words                                                ? choose(&given, words)
                                                                        : wrong_use("a command is needed");
    given_clear(&given);
    return status;
}

int main(int argc, char **argv)
{
    if (asks(argc, argv, "--help"))
        return fputs(help, stdout) < 0;
    if (asks(argc, argv, "--version"))
        return printf("%s %s\n", program, LC_VERSION) < 0;
    secret_start();
    client_start();
    int status = run(argc, argv);
    client_end();
    return status;
}
