/* The workshop: the room of what takes longer than a frame. It reads what is written on the handwriting pad,
 * and decodes the clips of sign language, a frame ahead of the one that stands; the two never are on one
 * page. The newest question wins: one that still waits when the next comes is wiped unanswered. The room
 * sleeps while nobody asks. Questions and answers lie in secret memory; an answer bears the visit and the
 * number of its question, so that whoever takes it can tell an old one. workshop_* are for the ui room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/mail.h"
#include "sign_clips.h"
#include "ui/input/handwriting.h"

enum workshop_kind { WORKSHOP_READ, WORKSHOP_SIGNS, WORKSHOP_FRAME };
struct workshop_letter {
    enum workshop_kind kind;
    uint64_t visit;
    uint32_t request; /* of its question, from 1; 0: nobody asked, see workshop_start */
    bool works;       /* false: the matchers' files are not to be had, which the log says once */
    struct handwriting_candidates found;
    unsigned signs;          /* SIGNS: bits of the clips that can be shown, once all were looked at */
    struct sign_frame frame; /* FRAME: its picture is the letter's until it is taken out */
};
void workshop_letter_free(void *letter); /* wipes; NULL is fine */

struct workshop;
/* strokes, model: the files of handwriting_new; signs: folder of clips, "" for none; copied. Letters go to
 * `out`, which must outlive the room. When a file is missing one comes at once, unasked, so that the pad need
 * not be offered. */
struct workshop *workshop_start(const char *strokes, const char *model, const char *signs, struct mail *out);
/* Copies the ink. `request` is the caller's number for the question, never 0. Never waits. */
void workshop_ask(struct workshop *workshop, uint64_t visit, uint32_t request,
                  const struct handwriting_ink *ink);
/* Asks for a frame. Never waits. */
void workshop_play(struct workshop *workshop, const struct sign_question *question);
/* A visit ended, or a clip was closed: nothing of its ink stays here, and no clip; NULL is fine. */
void workshop_forget(struct workshop *workshop);
void workshop_stop(struct workshop *workshop); /* waits for the question in hand; NULL is fine */
