/* The workshop: the room of what takes longer than a frame. It reads what is written on the handwriting pad.
 * The newest question wins: one that still waits when the next comes is wiped unanswered. The matchers are
 * opened with the first question, not before, and the room sleeps while nobody asks.
 * Questions and answers lie in secret memory; an answer bears the visit and the number of its question, so
 * that whoever takes it can tell an old one. workshop_* are for the ui room. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/mail.h"
#include "ui/input/handwriting.h"

struct workshop_letter {
    uint64_t visit;
    uint32_t request;
    bool works; /* false: the matchers cannot be opened, which the log says once */
    struct handwriting_candidates found;
};
void workshop_letter_free(void *letter); /* wipes; NULL is fine */

struct workshop;
/* strokes, model: the files of handwriting_new, copied. Answers go to `out`, which must outlive the room. */
struct workshop *workshop_start(const char *strokes, const char *model, struct mail *out);
/* Copies the ink. */
void workshop_ask(struct workshop *workshop, uint64_t visit, uint32_t request,
                  const struct handwriting_ink *ink);
void workshop_forget(struct workshop *workshop); /* a visit ended: nothing of its ink stays here */
void workshop_stop(struct workshop *workshop);   /* waits for the question in hand; NULL is fine */
