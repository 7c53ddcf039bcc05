/* The workshop: the room of what takes longer than a frame. It reads what is written on the handwriting pad.
 * The newest question wins: one that still waits when the next comes is wiped unanswered. The room sleeps
 * while nobody asks. Questions and answers lie in secret memory; an answer bears the visit and the number of
 * its question, so that whoever takes it can tell an old one. workshop_* are for the ui room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/mail.h"
#include "ui/input/handwriting.h"

struct workshop_letter {
    uint64_t visit;
    uint32_t request; /* of its question, from 1; 0: nobody asked, see workshop_start */
    bool works;       /* false: the matchers' files are not to be had, which the log says once */
    struct handwriting_candidates found;
};
void workshop_letter_free(void *letter); /* wipes; NULL is fine */

struct workshop;
/* strokes, model: the files of handwriting_new, copied. Letters go to `out`, which must outlive the room.
 * When a file is missing one comes at once, unasked, so that the pad need not be offered. */
struct workshop *workshop_start(const char *strokes, const char *model, struct mail *out);
/* Copies the ink. `request` is the caller's number for the question, never 0. Never waits. */
void workshop_ask(struct workshop *workshop, uint64_t visit, uint32_t request,
                  const struct handwriting_ink *ink);
void workshop_forget(
    struct workshop *workshop); /* a visit ended: nothing of its ink stays here; NULL is fine */
void workshop_stop(struct workshop *workshop); /* waits for the question in hand; NULL is fine */
