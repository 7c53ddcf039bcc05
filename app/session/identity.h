/* An identity code that a resident shows instead of the card (亮证码): its form, and which one is being asked
 * about. Personal, for it opens a person's name: wiped when it was answered, and with the page. Owns nothing.
 * The ui room, through session_step only; the screens and the question read. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { IDENTITY_SIGNS = 20, IDENTITY_CODE = IDENTITY_SIGNS + 1 };

struct identity {
    uint32_t request;         /* of the question; 0: nothing is asked */
    char code[IDENTITY_CODE]; /* while it is asked */
};

/* The twenty signs behind "lcidentity:1:" (docs/devices.md), or NULL when the text is no identity code. */
const char *identity_code_in(const char *text);
