/* Speaking IPP with a printer of whole pages, or with a print server's queue, through libcups: one question
 * at a time, each answered or given up within seconds, sooner when `cancel` becomes 1. A line is owned by who
 * opened it and lives in one thread: that of the document printer. */
#pragma once

#include "devices/device.h"

struct ipp_place { /* where the pages go */
    char host[256], resource[512], uri[1024];
    int port;
    bool queue;  /* of the print server of this machine; else the printer itself */
    bool sealed; /* ipps: encrypted from the first byte; whose certificate that is nobody asks */
};
/* From the place of a device URI: QUEUE, or ipp[s]://HOST[:PORT]/PATH. Opens nothing. */
gboolean ipp_place_parse(struct ipp_place *place, const char *text, GError **error);
/* Is it the name of a size as PWG 5101.1 forms them: class, name, width x height with unit? */
gboolean ipp_media_check(const char *media, GError **error);

struct ipp_line;
/* NULL: nobody there. `place` and `cancel` are borrowed until ipp_close. */
struct ipp_line *ipp_open(const struct ipp_place *place, int *cancel);
void ipp_close(struct ipp_line *line); /* NULL is fine */
void ipp_hurry(struct ipp_line *line); /* who asks wants to leave: two seconds an answer */

struct ipp_printer {
    bool accepts, stopped;
    enum device_attention attention;
};
bool ipp_ask_printer(struct ipp_line *line, struct ipp_printer *out); /* false: no answer */

struct ipp_ticket { /* a job at the printer; its number alone begins anew when a printer is switched on */
    int number;
    char uuid[64]; /* "" until the printer told it */
};
enum ipp_taken { IPP_TAKEN, IPP_NOT_THIS /* never, as a format it does not know */, IPP_NOT_NOW };
/* Hands over a PDF; the bytes stay the caller's, and go to no file. `why` becomes a constant word of IPP. */
enum ipp_taken ipp_print(struct ipp_line *line, const char *media, const struct secret_bytes *pdf,
                         struct ipp_ticket *out, const char **why);
/* job-state, or 0 when the printer does not know this job (any more); false: no answer. */
bool ipp_ask_job(struct ipp_line *line, struct ipp_ticket *ticket, int *state);
bool ipp_cancel(struct ipp_line *line, const struct ipp_ticket *ticket); /* false: no answer */
/* Cancels what this machine has waiting at the printer, but for the numbers in `keep`; false: no answer. */
bool ipp_cancel_strays(struct ipp_line *line, const int *keep, size_t count);
