/* What a device is to this house: a protocol without thread, descriptor or clock. It is fed bytes, alarms and
 * commands, and answers through a small io. The room owns driver state (zeroed, in secret memory) and wire; a
 * letter is owned by who holds it. Drivers run in the device room only; letters travel to the ui room by
 * mail. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/uri.h"

enum device_slot { DEVICE_IDCARD, DEVICE_SCANNER, DEVICE_PRINTER, DEVICE_SLOTS };
enum device_status { STATUS_OFF, STATUS_READY, STATUS_BUSY, STATUS_ABSENT, STATUS_ATTENTION };
/* Causes are things a person can do something about. */
enum device_attention {
    ATTENTION_NONE,
    ATTENTION_PAPER_LOW,
    ATTENTION_PAPER_OUT,
    ATTENTION_COVER_OPEN,
    ATTENTION_CUTTER,
    ATTENTION_OFFLINE,
    ATTENTION_FAULT
};
enum card_trouble {
    CARD_HASTY /* taken away while reading */,
    CARD_UNREAD /* cannot be read or checked */,
    CARD_NOT_VALID
};

struct id_card { /* UTF-8 text of the card; see codec for layouts */
    enum id_card_type { ID_CARD_RESIDENT, ID_CARD_HKMT, ID_CARD_FOREIGN_2017, ID_CARD_FOREIGN_2023 } type;
    char name[96], name_en[144], number[24], sex[4] /* 男 女 */, ethnic[32], birth[9], address[160],
        issuer[64], from[9], to[16] /* YYYYMMDD or 长期 */, permit[24], nationality[4],
        old_number[24] /* of the 2017 card, on a 2023 card */;
};

enum device_letter_kind {
    LETTER_STATUS,
    LETTER_CARD,
    LETTER_CARD_TROUBLE,
    LETTER_CARD_FORGOTTEN /* flag: lies / has left */,
    LETTER_CARD_LEFT,
    LETTER_CODE,
    LETTER_JOB_DONE,
    LETTER_JOB_FAILED
};
struct device_letter { /* in secret memory: device_letter_new, device_letter_free */
    enum device_letter_kind kind;
    enum device_slot slot;
    uint64_t visit;   /* of the command that asked; 0 for news of the cabinet */
    uint32_t request; /* of the print job */
    enum device_status status;
    enum device_attention attention;
    enum card_trouble trouble;
    bool flag;
    struct id_card card;
    char code[3072]; /* UTF-8 */
};
struct device_letter *device_letter_new(enum device_letter_kind kind, enum device_slot slot);
void device_letter_free(void *letter);

enum device_command_kind {
    COMMAND_VISIT /* a new visit begins: what lies there now is of the old one */,
    COMMAND_READ /* poll briskly for this visit */,
    COMMAND_REST /* poll gently */,
    COMMAND_PRINT
};
struct device_command {
    enum device_command_kind kind;
    enum device_slot slot;
    uint64_t visit;
    uint32_t request;
    struct raster *raster; /* COMMAND_PRINT: owned by the command */
};
void device_command_free(void *command);

/* A receipt as dots: 1 bit a dot, MSB left, 1 = black, rows padded to whole bytes; 8 dots/mm. */
struct raster {
    unsigned width, height, stride;
    uint8_t *bits;
};
struct raster *raster_new(unsigned width, unsigned height);
struct raster *raster_copy(const struct raster *raster);
void raster_free(struct raster *raster);

/* What the status lines of a printer port say without the printer speaking; UNKNOWN on any other wire. */
enum device_lines { LINES_UNKNOWN, LINES_WELL, LINES_PAPER_OUT, LINES_FAULT };

struct device_io { /* what a driver may ask of the room it stands in */
    void (*send)(struct device_io *, const uint8_t *bytes, size_t n);
    void (*alarm)(struct device_io *, int ms);                /* one at a time; negative cancels */
    void (*emit)(struct device_io *, struct device_letter *); /* takes it */
    void (*reopen)(struct device_io *);                       /* the wire is not what I was told */
    void (*blank)(struct device_io *); /* what is sent but has not left yet becomes zeros */
    enum device_lines (*lines)(struct device_io *);
};
struct device_driver { /* all mandatory; `alarm` and `command` may do nothing */
    enum device_slot slot;
    const char *scheme;       /* of the URI: "sam", "serial", "escpos" */
    unsigned baud;            /* of a serial wire whose URI does not say; 0: not a serial wire */
    size_t size;              /* private state */
    const char *const *knows; /* options of the URI besides baud; NULL ends, and NULL is none */
    gboolean (*options)(void *self, const struct uri *uri, GError **error);
    void (*opened)(void *self, struct device_io *);
    void (*received)(void *self, struct device_io *, const uint8_t *bytes, size_t n);
    void (*alarm)(void *self, struct device_io *);
    void (*command)(void *self, struct device_io *,
                    const struct device_command *); /* borrows; keeps what it needs by copy */
    void (*closed)(void *self, struct device_io *); /* wipes; may emit */
};
extern const struct device_driver *const device_drivers[]; /* rows; NULL ends */
