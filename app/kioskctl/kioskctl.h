/* The commands of kioskctl that have a file of their own. Each prints its answer, complains on standard
 * error, and returns the exit status. The one thread of the program. */
#pragma once

#include <stdbool.h>

#include "base/config.h"
#include "store/open.h"

extern const char program[];

/* owner.c. Run by root, what is made in the kiosk's state folder shall be the kiosk's: from here on files are
 * those of the folder's owner, until owner_root. Of nobody else, and where it is root's own, both do nothing.
 */
void owner_become(const char *state);
/* Root again: for a device, and for a medium that is only root's. */
void owner_root(void);

/* now.c. Unix milliseconds as the kiosk counts them: the platform's where the machine's clock is wrong. */
int64_t kiosk_now_ms(const struct config *config);

/* devices.c. The store is open, and the words are nothing to them; `config` tells what should be there. */
int devices_list(struct store *store, const struct config *config, char **words);
int devices_watch(struct store *store, const struct config *config, char **words);
/* By a row in the store while kiosk runs; with the device itself when it does not, and needs no store. */
int devices_test(const struct config *config, const char *slot);

/* enrol.c. Needs no store. NULL: not given; "-": a line of standard input. */
int enrol_run(const struct config *config, const char *token, const char *code, const char *fingerprint);

/* keys.c. What the kiosk seals to, whose signature it believes, whose releases it accepts. Needs no store. */
int keys_show(const struct config *config);

/* outbox.c. Words from 'outbox' on. */
#define OUTBOX_USE                                                                                           \
    "'outbox' is followed by list [all], show N, retry N|all, annotate N TEXT, export FOLDER, or import "    \
    "FILE..."
bool outbox_says(char **words);
int outbox_run(struct store *store, const struct config *config, char **words);
