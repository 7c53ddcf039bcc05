/* The module of an identity card reader (SAM_V): bytes of the host in, its answer frames out, one for each
 * command. SimSam owns the card that lies on it; init and clear do not allocate the struct itself. Pure but
 * for the clock it is handed; called from the simulator's one loop. */
#pragma once

#include "sim/card.h"

#define SIM_SAM_FRAME_MAX 64 /* the longest command is 12 bytes; a module never holds more than this */

typedef enum {
    SIM_SAM_WELL,
    SIM_SAM_NO_CARD,      /* the coil is dead: find says 80 whatever lies there */
    SIM_SAM_BAD_CHECKSUM, /* every answer carries a wrong check byte */
    SIM_SAM_READ_FAIL,    /* reads answer 41 */
    SIM_SAM_MUTE,         /* hears, never answers */
    SIM_SAM_NOISE,        /* the preamble of every answer is damaged as it is in the field */
} SimSamFault;

/* How far the talk with the card has come; a module without power has forgotten it. */
typedef enum {
    SIM_SAM_IDLE,
    SIM_SAM_FOUND,
    SIM_SAM_SELECTED,
    SIM_SAM_READ,  /* text was read: 30 03 and 30 05 go on working, find says 80 */
    SIM_SAM_SPENT, /* a read went wrong: the card must leave and come again */
} SimSamStep;

typedef struct {
    SimCard *card;
    SimSamStep step;
    SimSamFault fault;
    gboolean brushed; /* the card leaves right after it was selected: held too short */
    guint8 frame[SIM_SAM_FRAME_MAX];
    gsize have;
    gint64 heard_at; /* ms; a half frame older than the gap is dropped */
    guint answers;
} SimSam;

void sim_sam_clear(SimSam *sam);
void sim_sam_power_on(SimSam *sam);           /* keeps what lies there, forgets what it knew */
void sim_sam_lay(SimSam *sam, SimCard *card); /* takes the card; NULL lifts the one that lies there */
void sim_sam_feed(SimSam *sam, const guint8 *bytes, gsize count, gint64 now_ms, GByteArray *out);
