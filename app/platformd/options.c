#include "options.h"

#include <string.h>

#include "platform/enrol.h"
#include "platform/platform.h"
#include "wire/heartbeat.h"

enum verb { SERVE = 1, DESK = 2, INIT = 4, SEAL = 8, SIGN = 16, FOLDER = 32, COPY = 64 };
enum { UNSAID = G_MININT }; /* a 0 that somebody wrote is no silence */

static gboolean wrong(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static gboolean wrong(GError **error, const char *format, ...)
{
    va_list words;
    va_start(words, format);
    g_propagate_error(error, g_error_new_valist(G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, format, words));
    va_end(words);
    return FALSE;
}

/* Every value within its bounds, and what it is when nobody says one. */
static gboolean settle(int *value, const char *name, int otherwise, int most, GError **error)
{
    if (*value == UNSAID)
        *value = otherwise;
    return (*value >= 1 && *value <= most) || wrong(error, "%s is a whole number from 1 to %d", name, most);
}

static gboolean settle_numbers(struct options *o, GError **error)
{
    return settle(&o->poll_s, "--poll", PLATFORM_POLL_S, HEARTBEAT_NEXT_MAX_S, error) &&
           settle(&o->days, "--days", ENROL_DAYS, ENROL_DAYS_MAX, error) &&
           settle(&o->hours, "--hours", ENROL_HOURS, ENROL_HOURS_MAX, error);
}

static gboolean is_loopback(const char *host)
{
    size_t len = strcspn(host, ":/");
    return (len == strlen("localhost") && g_str_has_prefix(host, "localhost")) ||
           (g_str_has_prefix(host, "127.") && strspn(host, "0123456789.") == len) ||
           (g_str_has_prefix(host, "[::1]") && strchr(":/", host[strlen("[::1]")]));
}

/* A person's papers lead there by their codes: over TLS, or not away from this machine. */
static gboolean is_address(const char *url)
{
    static const char tls[] = "https://", plain[] = "http://";
    if (strpbrk(url, " ?#\"<>"))
        return FALSE;
    if (g_str_has_prefix(url, tls))
        return strcspn(url + strlen(tls), ":/") > 0;
    return g_str_has_prefix(url, plain) && is_loopback(url + strlen(plain));
}

static gboolean settle_public(char *url, GError **error)
{
    if (url && !is_address(url))
        return wrong(error, "--public '%s' is no address of this platform: write https://NAME[:PORT]", url);
    if (url && g_str_has_suffix(url, "/"))
        url[strlen(url) - 1] = '\0';
    return TRUE;
}

static const struct {
    const char *word, *second; /* NULL: whatever it is */
    enum verb verb;
    const char *name;
} verbs[] = {{"ctl", NULL, DESK, "'ctl'"},
             {"keys", "init", INIT, "'keys init'"},
             {"keys", "rotate-seal", SEAL, "'keys rotate-seal'"},
             {"keys", "rotate-sign", SIGN, "'keys rotate-sign'"},
             {"keys", NULL, FOLDER, "this use of 'keys'"},
             {"backup", NULL, COPY, "'backup'"},
             {"restore", NULL, COPY, "'restore'"},
             {NULL, NULL, SERVE, "the server"}};

static size_t verb_of(const struct options *o)
{
    const char *word = o->rest ? o->rest[0] : "", *second = *word && o->rest[1] ? o->rest[1] : "";
    size_t i = 0;
    while (verbs[i].word &&
           (strcmp(verbs[i].word, word) != 0 || (verbs[i].second && strcmp(verbs[i].second, second) != 0)))
        i++;
    return i;
}

/* An option that its verb does not look at would promise what does not happen. */
static gboolean settle_places(const struct options *o, GError **error)
{
    const struct {
        const char *name;
        gboolean said;
        unsigned of;
    } all[] = {
        {"--store", o->store != NULL, SERVE | DESK | COPY},
        {"--listen", o->listen != NULL, SERVE},
        {"--keys", o->keys != NULL, SERVE | DESK},
        {"--catalog", o->catalog != NULL, SERVE | DESK},
        {"--public", o->public_url != NULL, SERVE | DESK},
        {"--poll", o->poll_s != UNSAID, SERVE},
        {"--days", o->days != UNSAID, SERVE},
        {"--hours", o->hours != UNSAID, DESK},
        {"--behind-proxy", o->behind_proxy, SERVE},
        {"--host", o->host != NULL, INIT},
        {"--suite", o->suite != NULL, INIT | SEAL},
        {"--demo-token", o->demo_token, INIT},
        {"--stolen", o->stolen, SIGN},
    };
    size_t verb = verb_of(o);
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        if (all[i].said && !(all[i].of & verbs[verb].verb))
            return wrong(error, "%s does not go with %s", all[i].name, verbs[verb].name);
    return TRUE;
}

static gboolean parse(int argc, char **argv, struct options *to, GError **error)
{
    const GOptionEntry entries[] = {
        {"store", 0, 0, G_OPTION_ARG_STRING, &to->store, NULL, NULL},
        {"listen", 0, 0, G_OPTION_ARG_STRING, &to->listen, NULL, NULL},
        {"keys", 0, 0, G_OPTION_ARG_FILENAME, &to->keys, NULL, NULL},
        {"catalog", 0, 0, G_OPTION_ARG_FILENAME, &to->catalog, NULL, NULL},
        {"public", 0, 0, G_OPTION_ARG_STRING, &to->public_url, NULL, NULL},
        {"host", 0, 0, G_OPTION_ARG_STRING, &to->host, NULL, NULL},
        {"poll", 0, 0, G_OPTION_ARG_INT, &to->poll_s, NULL, NULL},
        {"days", 0, 0, G_OPTION_ARG_INT, &to->days, NULL, NULL},
        {"hours", 0, 0, G_OPTION_ARG_INT, &to->hours, NULL, NULL},
        {"behind-proxy", 0, 0, G_OPTION_ARG_NONE, &to->behind_proxy, NULL, NULL},
        {"demo-token", 0, 0, G_OPTION_ARG_NONE, &to->demo_token, NULL, NULL},
        {"stolen", 0, 0, G_OPTION_ARG_NONE, &to->stolen, NULL, NULL},
        {"suite", 0, 0, G_OPTION_ARG_STRING, &to->suite, NULL, NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &to->rest, NULL,
         NULL}, /* in any locale: Chinese */
        {NULL},
    };
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_add_main_entries(context, entries, NULL);
    return g_option_context_parse(context, &argc, &argv, error);
}

gboolean options_read(int argc, char **argv, struct options *to, GError **error)
{
    *to = (struct options){.poll_s = UNSAID, .days = UNSAID, .hours = UNSAID};
    return parse(argc, argv, to, error) && settle_places(to, error) && settle_numbers(to, error) &&
           settle_public(to->public_url, error);
}

void options_clear(struct options *options)
{
    g_free(options->store);
    g_free(options->listen);
    g_free(options->keys);
    g_free(options->catalog);
    g_free(options->public_url);
    g_free(options->host);
    g_free(options->suite);
    g_strfreev(options->rest);
    *options = (struct options){0};
}
