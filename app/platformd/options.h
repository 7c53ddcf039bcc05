/* The command line of kiosk-platform, read and checked: every value possible, every option with the verb that
 * knows it. The struct owns its strings; options_clear takes a zeroed one. Main thread. */
#pragma once

#include <glib.h>

struct options {
    char *store, *listen, *keys, *catalog, *host, *suite; /* NULL: not said */
    char *public_url;                                     /* without a slash at its end; NULL: not said */
    int poll_s, days, hours; /* in their bounds; what they are when nothing is said, too */
    gboolean behind_proxy, demo_token, stolen;
    char **rest; /* words that are no options, the verb first; NULL: none */
};
/* FALSE: of G_OPTION_ERROR, what is wrong and what would be right. */
gboolean options_read(int argc, char **argv, struct options *to, GError **error);
void options_clear(struct options *options);
