/* kiosk.conf: a key file checked against one table of keys, so that a typo is an error with file, line and
 * key. The struct owns all strings; config_free takes NULL. Immutable after load: any room may read it. */
#pragma once

#include <glib.h>

#include "base/uri.h"

enum config_error { CONFIG_ERROR_FILE, CONFIG_ERROR_KEY, CONFIG_ERROR_VALUE };
GQuark config_error_quark(void);

struct config; /* opaque: values by section and key, defaults filled in */

/* `strict` makes an unknown key an error also in a file of a higher format= (kioskctl config check,
 * installation). */
struct config *config_load(const char *file, gboolean strict, GError **error);
struct config *config_parse(const char *text, const char *name, gboolean strict,
                            GError **error); /* for tests */
/* "" when unset. These four abort for a key that is not in the table, or not of that kind. */
const char *config_text(const struct config *c, const char *section, const char *key);
int config_int(const struct config *c, const char *section, const char *key);
gboolean config_is(const struct config *c, const char *section, const char *key); /* booleans */
const struct uri *config_uri(const struct config *c, const char *section,
                             const char *key); /* devices; scheme "none" when off */
/* For whoever knows more of a value than its kind: an error with file, line and key. Always FALSE. */
gboolean config_refuse(const struct config *c, const char *section, const char *key, const char *what_to_do,
                       GError **error);
/* Keys of a newer format that this release does not know, a sentence each, NULL at the end: for the
 * dashboard. */
const char *const *config_warnings(const struct config *c);
void config_print(
    const struct config *c); /* standard output, every key with its value and where it comes from */
void config_free(struct config *c);

/* Every key with its meaning, unit, range and default stands in packaging/kiosk.conf.example. */
