#include "base/uri.h"

#include <string.h>

GQuark uri_error_quark(void)
{
    return g_quark_from_static_string("uri-error");
}

static gboolean fail(GError **error, const char *text, const char *what)
{
    g_set_error(
        error, uri_error_quark(), URI_ERROR_FORM,
        "\"%s\" %s: write it as scheme:place?key=value&key=value, for example sam:/dev/ttyUSB0?baud=115200",
        text, what);
    return FALSE;
}

static gboolean add_option(struct uri *uri, const char *pair, GError **error)
{
    const char *equals = strchr(pair, '=');
    if (!equals || equals == pair)
        return fail(error, uri->text, "has an option that is not key=value");
    char *key = g_strndup(pair, (gsize)(equals - pair));
    if (!g_hash_table_insert(uri->options, key, g_strdup(equals + 1)))
        return fail(error, uri->text, "has an option twice");
    return TRUE;
}

static gboolean add_options(struct uri *uri, const char *query, GError **error)
{
    g_auto(GStrv) pairs = g_strsplit(query, "&", -1);
    for (char **pair = pairs; *pair; pair++)
        if (!add_option(uri, *pair, error))
            return FALSE;
    return TRUE;
}

static gboolean is_scheme(const char *s)
{
    if (!g_ascii_islower(*s))
        return FALSE;
    while (g_ascii_islower(*s) || g_ascii_isdigit(*s) || *s == '-')
        s++;
    return !*s;
}

struct uri *uri_parse(const char *text, GError **error)
{
    const char *colon = strchr(text, ':'), *query = strchr(text, '?');
    if (!colon && strcmp(text, "none") != 0) {
        fail(error, text, "names no scheme");
        return NULL;
    }
    struct uri *uri = g_new0(struct uri, 1);
    uri->text = g_strdup(text);
    uri->options = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    uri->scheme = colon ? g_strndup(text, (gsize)(colon - text)) : g_strdup(text);
    const char *path = colon ? colon + 1 : "";
    uri->path = query > path ? g_strndup(path, (gsize)(query - path)) : g_strdup(query ? "" : path);
    gboolean good =
        is_scheme(uri->scheme) || fail(error, text, "has a scheme that is no word in small letters");
    if (good && !(query && !add_options(uri, query + 1, error)))
        return uri;
    uri_free(uri);
    return NULL;
}

const char *uri_option(const struct uri *uri, const char *key, const char *otherwise)
{
    const char *value = g_hash_table_lookup(uri->options, key);
    return value ? value : otherwise;
}

gboolean uri_option_int(const struct uri *uri, const char *key, int otherwise, int low, int high, int *out,
                        GError **error)
{
    const char *value = uri_option(uri, key, NULL);
    gint64 number = otherwise;
    if (value && !g_ascii_string_to_signed(value, 10, low, high, &number, NULL)) {
        g_set_error(error, uri_error_quark(), URI_ERROR_OPTION,
                    "option %s=%s of \"%s\" is out of range: write a whole number from %d to %d", key, value,
                    uri->text, low, high);
        return FALSE;
    }
    *out = (int)number;
    return TRUE;
}

void uri_free(struct uri *uri)
{
    if (!uri)
        return;
    g_free(uri->text);
    g_free(uri->scheme);
    g_free(uri->path);
    g_hash_table_unref(uri->options);
    g_free(uri);
}
