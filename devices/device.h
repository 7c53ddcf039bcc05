/* What a device is to this house: a protocol without thread, descriptor or clock. It is fed bytes, alarms and
 * commands, and answers through a small io. The room owns driver state (zeroed, in secret memory) and wire; a
 * letter is owned by who holds it. Drivers run in the device room only; letters travel to the ui room by
 * mail. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/secret.h"
#include "base/uri.h"

struct device_files;
struct wire_type;

enum device_slot {
    DEVICE_IDCARD,
    DEVICE_SCANNER,
    DEVICE_PRINTER,  /* receipts */
    DEVICE_CARD,     /* social-security cards */
    DEVICE_DOCUMENT, /* whole pages */
    DEVICE_CAMERA,   /* of materials that are photographed */
    DEVICE_KEYPAD,   /* tactile, with the headphone jack */
    DEVICE_ALARM,
    DEVICE_PHONE,
    DEVICE_LAMP, /* lights where the hand should go */
    DEVICE_DOOR, /* of the cabinet, and whether it was forced */
    DEVICE_TEMPERATURE,
    DEVICE_POWER, /* mains, as the battery tells it */
    DEVICE_SLOTS
};
/* The key of [devices] in kiosk.conf; what kioskctl and the heartbeat call it. */
const char *device_slot_name(enum device_slot slot);
/* Parts in front that no driver speaks for, touch, display and sound: only the running kiosk sees them. */
enum { DEVICE_PARTS = 3 };
const char *device_part_name(unsigned part);
enum device_status { STATUS_OFF, STATUS_READY, STATUS_BUSY, STATUS_ABSENT, STATUS_ATTENTION };
/* Causes are things a person can do something about. */
enum device_attention {
    ATTENTION_NONE,
    ATTENTION_PAPER_LOW,
    ATTENTION_PAPER_OUT,
    ATTENTION_COVER_OPEN,
    ATTENTION_CUTTER,
    ATTENTION_OFFLINE,
    ATTENTION_FAULT,
    ATTENTION_PAPER_JAM,
    ATTENTION_PAPER_LEFT, /* a slip or page was not taken */
    ATTENTION_INK_LOW,
    ATTENTION_INK_OUT,
    ATTENTION_NO_ACCESS, /* the node is there, but not for this user */
    ATTENTION_DOOR_OPEN,
    ATTENTION_FORCED,
    ATTENTION_HOT,
    ATTENTION_MAINS_LOST,
    ATTENTION_NO_NETWORK,  /* a telephone without subscriber card or cell */
    ATTENTION_BATTERY_LOW, /* and the mains are lost */
    ATTENTION_HELD,        /* something lies on the touch panel */
    ATTENTION_DRIFT,       /* taps are off by the same way again and again */
    ATTENTION_WRONG_MODE,  /* the picture has not the panel's proportions */
    ATTENTION_COUNT
};
/* Words of the command line and the heartbeat: "ready", "paper-out"; "" for ATTENTION_NONE. */
const char *device_status_name(enum device_status status);
const char *device_attention_name(enum device_attention attention);
enum card_trouble {
    CARD_HASTY /* taken away while reading */,
    CARD_UNREAD /* cannot be read or checked */,
    CARD_NOT_VALID,
    CARD_OTHER_KIND /* a chip card, but no social-security card */,
    CARD_GUARDED /* it asks for a PIN before it says whose it is */
};

struct id_card { /* UTF-8 text of the card; see codec for layouts */
    enum id_card_type {
        ID_CARD_RESIDENT,
        ID_CARD_HKMT,
        ID_CARD_FOREIGN_2017,
        ID_CARD_FOREIGN_2023,
        ID_CARD_SOCIAL
    } type;
    char name[96], name_en[144], number[24], sex[4] /* 男 女 */, ethnic[32], birth[9], address[160],
        issuer[64], from[9], to[16] /* YYYYMMDD or 长期 */, permit[24], nationality[4],
        old_number[24] /* of the 2017 card, on a 2023 card */;
};

enum device_letter_kind {
    LETTER_STATUS,
    LETTER_CARD /* bytes: the photo (WLT, opaque), if COMMAND_READ asked for it */,
    LETTER_CARD_TROUBLE,
    LETTER_CARD_FORGOTTEN /* flag: lies / has left */,
    LETTER_CARD_LEFT /* that was read, in this visit or the one before */,
    LETTER_CODE,
    LETTER_JOB_DONE,
    LETTER_JOB_FAILED,
    LETTER_KEY,       /* number: enum device_key, pressed */
    LETTER_JACK,      /* flag: headphones are plugged in */
    LETTER_MEASURE,   /* number: of that slot's unit (temperature: thousandths of a degree Celsius) */
    LETTER_CALL,      /* number: enum device_call */
    LETTER_SIREN,     /* flag: the loudspeaker is the alarm, and is wanted */
    LETTER_PHOTO,     /* bytes: one picture of a page, as JPEG; flag: its edges were found */
    LETTER_IDENTITY,  /* code: the module's own number, nothing of a person; each time it was opened */
    LETTER_PAPER_LIES /* flag: a printed paper hangs in the presenter's mouth / it is gone */
};
/* The keys of a tactile keypad (reference of codes: devices/keypad). */
enum device_key {
    DEVICE_KEY_HELP,
    DEVICE_KEY_UP,
    DEVICE_KEY_DOWN,
    DEVICE_KEY_LEFT,
    DEVICE_KEY_RIGHT,
    DEVICE_KEY_SELECT,
    DEVICE_KEY_LOUDER,
    DEVICE_KEY_QUIETER,
    DEVICE_KEY_BACK,
    DEVICE_KEY_NEXT,
    DEVICE_KEY_REPEAT, /* what the page says, once more */
    DEVICE_KEY_SLOWER,
    DEVICE_KEY_FASTER,
    DEVICE_KEY_BLANK, /* the picture black, or back */
    DEVICE_KEYS
};
enum device_call {
    PHONE_IDLE,
    PHONE_DIALLING,
    PHONE_RINGING,
    PHONE_TALKING,
    PHONE_ENDED,
    PHONE_FAILED,
    PHONE_NOT_DIALLED
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
    int number;
    struct id_card card;
    char code[3072];           /* UTF-8 */
    struct secret_bytes bytes; /* owned by the letter */
};
struct device_letter *device_letter_new(enum device_letter_kind kind, enum device_slot slot);
void device_letter_free(void *letter);

enum device_command_kind {
    COMMAND_VISIT /* a new visit begins: what lies there now is of the old one */,
    COMMAND_READ /* poll briskly for this visit; flag: the photo, too */,
    COMMAND_REST /* poll gently */,
    COMMAND_PRINT /* raster; or bytes, a PDF, to a printer of whole pages */,
    COMMAND_SWITCH /* flag: alarm, lamp of the slot `number`, or live picture of a camera, on or off */,
    COMMAND_CAPTURE /* one picture for this visit */,
    COMMAND_DIAL /* the number of the configuration, and no other */,
    COMMAND_HANG_UP,
    COMMAND_CANCEL /* the job `request` is not wanted any more */
};
struct device_command {
    enum device_command_kind kind;
    enum device_slot slot;
    uint64_t visit;
    uint32_t request;
    bool flag;
    int number;
    char text[64];
    struct raster *raster;     /* owned by the command */
    struct secret_bytes bytes; /* owned by the command */
};
struct device_command *device_command_new(enum device_command_kind kind, enum device_slot slot,
                                          uint64_t visit);
void device_command_free(void *command);

/* What a camera of pages thinks of its picture; others say nothing. */
enum picture_says {
    PICTURE_SAYS_NOTHING,
    PICTURE_NO_PAGE,
    PICTURE_DARK,
    PICTURE_FAR,
    PICTURE_WELL,
    PICTURE_TAKEN /* no live one: the page that LETTER_PHOTO brings */
};
/* A live picture on its way to the screen: 24-bit RGB, rows without gaps, in secret memory. */
struct device_picture {
    enum device_slot slot;
    uint64_t visit;
    unsigned width, height;
    uint8_t *rgb;
    enum picture_says says;
    float x[4], y[4]; /* corners of the page in parts of width and height; all 0: none */
};
struct device_picture *device_picture_new(enum device_slot slot, uint64_t visit, unsigned width,
                                          unsigned height);
void device_picture_free(void *picture);

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
    const char *scheme;           /* of the URI: "sam", "serial", "escpos" */
    const struct wire_type *wire; /* wire/wire.h */
    unsigned baud;                /* of a serial wire whose URI does not say; 0: not a serial wire */
    size_t size;                  /* private state */
    const char *const *knows;     /* options of the URI besides baud; NULL ends, and NULL is none */
    gboolean (*options)(void *self, const struct uri *uri, GError **error);
    void (*opened)(void *self, struct device_io *);
    void (*received)(void *self, struct device_io *, const uint8_t *bytes, size_t n);
    void (*alarm)(void *self, struct device_io *);
    void (*command)(void *self, struct device_io *,
                    const struct device_command *); /* borrows; keeps what it needs by copy */
    void (*closed)(void *self, struct device_io *); /* wipes; may emit */
};
extern const struct device_driver *const device_drivers[]; /* rows; NULL ends */

/* The named exception: a library that blocks, or whose wire is no stream of bytes (PC/SC, V4L2, CUPS). It has
 * one thread of its own between start and stop, and the same letters and commands. */
struct device_out { /* used in the library's thread only */
    void (*emit)(struct device_out *,
                 struct device_letter *); /* takes it; status that is no news is dropped */
    void (*show)(struct device_out *, struct device_picture *); /* takes it; the newest one wins */
    const struct device_files *files;                           /* wire/files.h; outlives the library */
};
struct device_library { /* all mandatory */
    enum device_slot slot;
    const char *scheme;
    const char *const *knows; /* options of the URI; NULL ends, and NULL is none */
    gboolean (*check)(const struct uri *uri, GError **error); /* opens nothing */
    /* Borrows the URI until stop. Never fails: what cannot be opened is STATUS_ABSENT and tried again. */
    void *(*start)(const struct uri *uri, struct device_out *out);
    void (*command)(void *self,
                    struct device_command *command); /* takes it; in the device room, waits for nothing */
    void (*stop)(void *self);                        /* joins the thread, within a second */
    /* The device manager says that a node has come or gone; in the device room, waits for nothing. NULL: its
     * library hears of plugs by itself. */
    void (*plugged)(void *self);
};
extern const struct device_library *const device_libraries[]; /* rows; NULL ends */
