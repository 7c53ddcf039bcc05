/* The drafts: forms that residents put aside for a day, sealed (wire/draft.h), one for each card.
 * A row knows neither card nor service, only a tag. Borrows the store, owns its statements; the box that is
 * handed out belongs to the caller. One belongs to the room of its store. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "store/open.h"

enum { DRAFTS_TAG = 32, DRAFTS_SALT = 16, DRAFTS_KEY = 72, DRAFTS_TRIES = 5 };

struct drafts;
struct drafts *drafts_new(struct store *store, GError **error);
void drafts_free(struct drafts *drafts); /* NULL is fine */

struct draft_row {
    uint8_t salt[DRAFTS_SALT], key[DRAFTS_KEY];
    GBytes *box;
    int64_t until_ms; /* wall clock: from then on it is gone */
    unsigned left;    /* tries still to be had, this one not counted */
};
/* In place of an earlier one of the same tag. */
gboolean drafts_put(struct drafts *drafts, const uint8_t tag[DRAFTS_TAG], const struct draft_row *row,
                    GError **error);
/* Tries that are left of it, until when it stays; 0 when there is none. */
unsigned drafts_left(struct drafts *drafts, const uint8_t tag[DRAFTS_TAG], int64_t now_ms, int64_t *until_ms);
/* Counts a try, durably, and only then hands the row out: a power cut gives no try back. ABSENT when there is
 * none or no try is left. Whoever finds the last one wrong drops the row, and with it the key; when the power
 * is cut before that, the next call does. */
gboolean drafts_try(struct drafts *drafts, const uint8_t tag[DRAFTS_TAG], int64_t now_ms,
                    struct draft_row *row, GError **error);
gboolean drafts_right(struct drafts *drafts, const uint8_t tag[DRAFTS_TAG], GError **error); /* tries anew */
gboolean drafts_drop(struct drafts *drafts, const uint8_t tag[DRAFTS_TAG],
                     GError **error); /* absent is fine */
/* Those whose day is over, whose tries are used up, and those of a wrong clock's future. */
gboolean drafts_expire(struct drafts *drafts, int64_t now_ms, GError **error);
