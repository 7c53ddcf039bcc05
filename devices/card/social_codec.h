/* What is said to a social-security card (LD/T 32, ISO 7816-4) and what its answers mean. The reading is a
 * conversation without a reader: it names the next command and is fed the answer. No PIN is ever among the
 * commands. Works on the caller's memory, which is secret, for answers are personal; keeps no pointer.
 * Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "devices/device.h"

enum {
    APDU_COMMAND_MAX = 20, /* bytes: the environment is selected by a name of 15 */
    APDU_ANSWER_MAX = 258, /* bytes: a short answer with its two status words */
    SOCIAL_ITEM_MAX = 255, /* bytes of one item with tag and length */
    SOCIAL_RECORD_MAX = 16 /* records looked at where items cannot be asked for by name */
};

enum social_file { SOCIAL_FILE_CARD = 0xEF05, SOCIAL_FILE_HOLDER = 0xEF06 };
enum social_item {
    SOCIAL_VERSION = 0x03, /* of the card's specification */
    SOCIAL_NUMBER = 0x08,  /* the citizen number */
    SOCIAL_NAME = 0x09,
    SOCIAL_SEX = 0x0A,
    SOCIAL_ETHNIC = 0x0B,
    SOCIAL_BIRTH = 0x0D
};

struct apdu {
    uint8_t bytes[APDU_COMMAND_MAX];
    size_t len;
};
struct apdu apdu_select_environment(void);
/* Some cards take a file as the child of what is selected (P1 02), some by its number alone (P1 00). */
struct apdu apdu_select_file(enum social_file file, bool child);
struct apdu apdu_read_item(uint8_t tag, uint8_t le);
struct apdu apdu_read_record(uint8_t number, uint8_t le);
struct apdu apdu_get_response(uint8_t le);
void apdu_set_le(struct apdu *apdu, uint8_t le); /* of a command whose last byte it is */

struct apdu_answer {
    uint16_t sw;
    const uint8_t *data; /* borrowed */
    size_t len;
};
bool apdu_answer(struct apdu_answer *answer, const uint8_t *bytes, size_t len); /* false: too short or long */

/* One item of a file into the card; false when it is none: lengths that do not fit, letters that are none. */
bool social_item(struct id_card *card, const uint8_t *bytes, size_t len);

enum social_outcome {
    SOCIAL_GOES_ON, /* send `command`, feed its answer */
    SOCIAL_READ,    /* `card` holds who it is */
    SOCIAL_OTHER,   /* a chip card, but not a social-security card */
    SOCIAL_GUARDED, /* asks for a PIN before it says who it is */
    SOCIAL_UNREAD,  /* a social-security card that cannot be understood */
    SOCIAL_WRONG    /* its number is none */
};
/* Zeroed is not valid: social_begin. */
struct social_reading {
    enum social_outcome outcome;
    struct apdu command;
    struct id_card card;
    char version[8]; /* "3.00"; nothing personal */
    /* The rest is its own. */
    int step;
    struct apdu asked; /* before status words made it ask again */
    unsigned asks;     /* of that one command */
    bool by_record;
    uint8_t item[SOCIAL_ITEM_MAX]; /* collected over several answers */
    size_t got;
};
void social_begin(struct social_reading *reading);
/* The answer to `command`. Afterwards `outcome` says how it goes on; every reading ends. */
void social_feed(struct social_reading *reading, const uint8_t *bytes, size_t len);
