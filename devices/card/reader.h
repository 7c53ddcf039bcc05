/* One reader of chip cards, as PC/SC gives it: found by a part of its name, waited at, read. The only place
 * that knows pcscd. Owned and used by the thread that made it, but for card_reader_wake.
 * Room: the card library's thread. */
#pragma once

#include <stdbool.h>

#include "devices/card/social_codec.h"

struct card_reader;
struct card_reader *card_reader_new(const char *part); /* borrowed; "" takes the first reader */
void card_reader_free(struct card_reader *reader);     /* NULL is fine */

enum card_reader_stand {
    READER_NO_SERVICE,
    READER_REFUSED /* pcscd does not let us */,
    READER_NONE,
    READER_READY
};
/* Opens the service and looks for the reader, if it must. Waits for nothing. */
enum card_reader_stand card_reader_stand(struct card_reader *reader);

enum card_reader_news { READER_TIMEOUT, READER_WOKEN, READER_LOST, READER_SEEN };
struct card_sight {
    bool present;
    unsigned count; /* how often a card came or went, modulo 2^16: no change is missed */
};
/* Until something changed since it was called last (the first time: at once), or `ms` are over; negative: no
 * end. READER_LOST: ask card_reader_stand. */
enum card_reader_news card_reader_wait(struct card_reader *reader, int ms, struct card_sight *sight);
/* From any thread: ends a wait that has begun; a wait that begins later is not ended. */
void card_reader_wake(struct card_reader *reader);

enum card_reader_result { READER_TALKED, READER_HASTY, READER_MUTE, READER_GONE };
/* The whole conversation; `reading` lies in secret memory and says how it ended (READER_TALKED). */
enum card_reader_result card_reader_read(struct card_reader *reader, struct social_reading *reading);
