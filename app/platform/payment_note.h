/* What a sealed record says about money: that a case is paid, and by which order, or that a kiosk gives up
 * what it asked for.
 * Reads bytes, owns nothing; any room. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "platform/storage_money.h"

#define PAYMENT_NOTE_VOID "void" /* the kind of a record that gives up: {"case":UUIDv7,"asking":N} */
enum { PAYMENT_NOTE_OWED = 32, PAYMENT_NOTE_FEN_MAX = G_MAXINT32 /* as of an order */ };
struct payment_note {
    uint8_t kase[16];
    int64_t turn;                 /* of a void, from 1; 0: it is none */
    bool pays;                    /* the order of its own case paid it */
    char owed[PAYMENT_NOTE_OWED]; /* what is missing when no money is here: "补交 ¥400.00"; "": not said to be
                                     paid */
};
/* Of the record of this id. FALSE for a void that names no case or no turn, and for a payment that is neither
 * paid nor later, or whose amount is not from one fen to PAYMENT_NOTE_FEN_MAX. */
bool payment_note_read(const char *kind, const uint8_t id[16], const void *record, size_t len,
                       struct payment_note *out);
