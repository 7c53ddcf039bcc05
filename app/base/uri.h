/* Device and platform URIs: scheme:rest?key=value&key=value, e.g. "sam:/dev/ttyUSB0?baud=115200".
 * The struct owns its strings; uri_free takes NULL. Immutable afterwards, so any room may read it. */
#pragma once

#include <glib.h>

enum uri_error {
    URI_ERROR_FORM,  /* it is no URI */
    URI_ERROR_OPTION /* one of its options cannot be */
};
GQuark uri_error_quark(void);

struct uri {
    char *text;   /* as written */
    char *scheme; /* before the first colon; "none" alone is a scheme without path */
    char *path;   /* between the colon and '?', "" when absent */
    GHashTable *options;
};
/* NULL with URI_ERROR_FORM, which says how it is written. */
struct uri *uri_parse(const char *text, GError **error);
const char *uri_option(const struct uri *uri, const char *key, const char *otherwise);
/* Number option within [low, high]; sets error naming the key otherwise. */
gboolean uri_option_int(const struct uri *uri, const char *key, int otherwise, int low, int high, int *out,
                        GError **error);
void uri_free(struct uri *uri);
