/* The exercises of 练一练, one after the other or by choice: one answer of three, a name by finger, digits by
 * keys, a card laid down. What is written and pressed lies in the session alone: wiped with the exercise.
 * Owns nothing. The ui room, through session_step only. */
#pragma once

/* An invented number: 199 0000 is not assigned. */
#define EXERCISE_DIGITS "19900000001"

enum exercise_kind { EXERCISE_CHOOSE, EXERCISE_WRITE, EXERCISE_PRESS, EXERCISE_CARD, EXERCISE_COUNT };
enum exercise_state { EXERCISE_TRIES, EXERCISE_MISSED /* looked at, and not there yet */, EXERCISE_DONE };

struct exercise {
    enum exercise_kind kind;
    enum exercise_state state;
    unsigned drink; /* of the choice, 0 none */
    char digits[sizeof EXERCISE_DIGITS];
};
