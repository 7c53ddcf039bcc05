/* Handwriting made of medians: a character drawn by an unsteady hand, in another order, with strokes joined.
 * Every figure is drawn from the generator given, so a seed makes the same ink again. Nothing is owned. */
#pragma once

#include "ui/input/handwriting.h"

enum hand {
    HAND_NATURAL,  /* as taught */
    HAND_SHUFFLED, /* strokes in any order */
    HAND_JOINED,   /* two strokes after each other without lifting the finger */
    HAND_BACKWARD, /* three strokes in ten from their end to their beginning */
    HAND_COUNT
};

/* The ink of `medians` as that hand writes it: standard deviations of 3 % in place, 12 % in width and in
 * height, 4 degrees, 8 % of slant; for each stroke 2.2 % in place, 10 % in length, 5 degrees; for each point
 * 0.6 %, a point every 2.5 %. */
void jitter_ink(struct handwriting_ink *ink, const struct handwriting_ink *medians, enum hand hand,
                GRand *random);
