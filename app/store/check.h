/* A look at the whole database while the program runs: SQLite's integrity_check, in a thread of its own, over
 * a connection of its own that only reads. Nobody waits for it, and it ends as soon as somebody needs the
 * machine. What it finds is for the next start, which has the file alone and sets it aside. Begun, stopped
 * and ended in one room; `ended` is called in the thread, and may only ring. */
#pragma once

#include "store/open.h"

enum store_check_verdict {
    STORE_CHECK_SOUND,
    STORE_CHECK_DAMAGED,
    STORE_CHECK_BROKEN_OFF /* stopped, or it could not be read just now: nothing is known */
};
struct store_check;
/* NULL: the file cannot be opened. */
struct store_check *store_check_begin(const char *state_dir, void (*ended)(void *data), void *data,
                                      GError **error);
/* Returns at once; the thread ends within a few pages. */
void store_check_stop(struct store_check *check);
/* Waits for the thread, and frees. `says` is SQLite's word about the damage, else NULL; g_free. */
enum store_check_verdict store_check_end(struct store_check *check, char **says);

/* Written beside the file, durably, when it is doubted; everybody who has the store open is rung. store_open
 * then looks at the whole file instead of quick_check, waits a while to have it alone, and forgets the doubt
 * when the file is sound or set aside. */
#define STORE_DOUBT STORE_FILE ".doubt"
gboolean store_doubt(const struct store *store, GError **error);
gboolean store_doubted(const struct store *store);
void store_forget_doubt(const struct store *store);
