/* Frames of the SAM_V identity-card module (reference: the module's interface paper; every SW3 of it).
 * Works on the caller's memory; an answer borrows from the decoder until it is fed or wiped again.
 * Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SAM_FRAME_MAX = 2321,              /* bytes: a read answer with two fingerprints */
    SAM_KEPT_MAX = 5 + 6 + 256 + 1024, /* bytes: length, SW, lengths of the blocks, text, photo */
    SAM_SHORT_MAX = 80,                /* bytes of data of any answer without blocks */
    SAM_COMMAND_MAX = 12,              /* bytes: set RF length */
    SAM_ANSWER_LEN_MIN = 4             /* SW1 SW2 SW3 CHK */
};

enum sam_command {
    SAM_RESET,
    SAM_STATUS,
    SAM_ID,
    SAM_FIND,
    SAM_SELECT,
    SAM_READ,         /* text and photo; fingerprints (30 10) are never asked for */
    SAM_READ_ADDRESS, /* newest added address */
    SAM_READ_CHIP,    /* chip management number; nothing of the person: is a card there? */
    SAM_SET_BAUD,     /* argument 0..4: 115200 down to 9600 */
    SAM_SET_RF,       /* argument 24..255 bytes */
    SAM_COMMANDS
};
/* Bytes written to `out`. The argument counts for the two settings only. */
size_t sam_frame(uint8_t out[SAM_COMMAND_MAX], enum sam_command command, uint8_t argument);

enum sam_sw {
    SAM_OK = 0x90,
    SAM_NO_ITEM = 0x91,
    SAM_CARD_FOUND = 0x9F,
    SAM_HOST_CHECKSUM = 0x10,
    SAM_HOST_LENGTH = 0x11,
    SAM_COMMAND_WRONG = 0x21,
    SAM_NOT_PERMITTED = 0x23,
    SAM_UNRECOGNISED = 0x24,
    SAM_CARD_DOUBTS_MODULE = 0x31,
    SAM_MODULE_DOUBTS_CARD = 0x32,
    SAM_INFORMATION_CHECK = 0x33,
    SAM_FINGERPRINT_CHECK = 0x37,
    SAM_INFORMATION_LENGTH = 0x3F,
    SAM_CARD_TYPE = 0x40,
    SAM_READ_FAILED = 0x41,
    SAM_RANDOM_FAILED = 0x47,
    SAM_SELF_TEST = 0x60,
    SAM_NOT_AUTHORISED = 0x66,
    SAM_NOT_FOUND = 0x80,
    SAM_NOT_SELECTED = 0x81,
    SAM_SW_OTHER = 0x100 /* none of the paper's */
};

struct sam_answer {
    enum sam_sw sw;      /* SW3 */
    uint8_t sw1, sw2;    /* words of the card, where the paper says so */
    const uint8_t *data; /* what was kept of it; borrowed from the decoder */
    size_t len, whole;   /* bytes kept, and bytes that came */
};

/* What is kept of an answer: the rest passes by and is counted into the check byte, but stored nowhere. */
enum sam_keep {
    SAM_KEEP_SHORT, /* SAM_SHORT_MAX bytes: of an answer without blocks that is all of it */
    SAM_KEEP_TEXT,  /* of a read answer the text; neither photo nor fingerprints */
    SAM_KEEP_PHOTO  /* text and photo; never fingerprints */
};

/* Zeroed is valid. Holds personal bytes: lives in secret memory and is wiped by sam_decoder_reset. */
struct sam_decoder {
    uint8_t body[SAM_KEPT_MAX]; /* LenH LenL SW1 SW2 SW3 .. */
    size_t got;                 /* bytes of the frame behind the preamble; only while `synced` */
    size_t kept;                /* of them in `body` */
    enum sam_keep keep;         /* set by whoever asks; stays over a reset */
    uint8_t sum;
    unsigned near_aa; /* bytes within which an AA still counts as the preamble's */
    bool half_mark;   /* 96 seen */
    bool synced;
};
enum sam_event {
    SAM_MORE,
    SAM_ANSWER,
    SAM_DAMAGED /* length, or checksum: then `answer` holds what it claims */
};
/* Takes bytes from the front of *bytes and *n until an event or their end. Wipes the frame before. */
enum sam_event sam_decoder_feed(struct sam_decoder *d, const uint8_t **bytes, size_t *n,
                                struct sam_answer *answer);
bool sam_decoder_partial(const struct sam_decoder *d); /* a frame began and has not ended */
void sam_decoder_reset(struct sam_decoder *d);

/* The blocks of a read answer, by their length fields; the photo is NULL when it was not kept. Fingerprints,
 * which a module may add unasked, are skipped and told by their length alone. */
struct sam_blocks {
    const uint8_t *text, *photo;
    size_t text_len, photo_len, fingers_len;
};
bool sam_blocks(const struct sam_answer *answer, struct sam_blocks *out);
bool sam_id_text(const struct sam_answer *answer, char *to,
                 size_t cap); /* 05.01-20080805-0000012345-0678901234 */
