/* The worker's desk: what the authority's staff do with applications, on the command line of the platform's
 * machine. Borrows the storage; writes to standard output or to files of mode 0600. Main thread. */
#pragma once

#include "platform/platform.h"

/* Characters that a resident reads: what is missing, as one line of the screen has them; other words. */
enum { WORKER_WHAT = 12, WORKER_WORDS = 40 };
enum worker_error { WORKER_ERROR_STATE, WORKER_ERROR_FILE };
GQuark worker_error_quark(void);

gboolean worker_list(struct storage *storage, GError **error);
gboolean worker_show(struct storage *storage, const char *receipt, GError **error);
/* RECEIPT is the number of an application or of a whole bundle; RECEIPT-CODE is one part of a bundle. */
/* RECEIPT.json for every application, RECEIPT-CODE.json for every part; makes the folder, says how many. */
gboolean worker_export(struct storage *storage, const char *dir, GError **error);
/* `what` of "supplement" is what is missing, `due` until when, a day not before `at_ms`; of another state it
 * is why, or what else the worker wants to say. The resident whose card it is reads it on the kiosk. */
gboolean worker_set_state(struct storage *storage, const char *receipt, const struct storage_step *step,
                          GError **error);
/* Words to the resident; the state stays as it is, and a request waits for its answer as before. */
gboolean worker_message(struct storage *storage, const char *receipt, const char *words, int64_t now_ms,
                        GError **error);
/* The answer to a request for one by message: it is done with that. An error when it is none. */
gboolean worker_reply(struct storage *storage, const char *receipt, const char *words, int64_t now_ms,
                      GError **error);
/* What was to be paid and how it stands, of which case, and what of it goes back or went: since when, how
 * often the cashier was asked, what it said. */
gboolean worker_orders(struct storage *storage, int64_t now_ms, GError **error);
/* Who comes from now on: number, day, place, and whom to call when it must be changed; no names. */
gboolean worker_bookings(struct storage *storage, int64_t now_ms, GError **error);
/* What is due back of this order was paid back by hand: nobody is asked for it again. What the cashier has
 * not answered about is left out, for it may have paid, but with `unanswered`. FALSE when nothing was due. */
gboolean worker_refunded(struct storage *storage, const char *number, bool unanswered, int64_t now_ms,
                         GError **error);
