/* A social-security card as the other side plays it (LD/T 32): files, records, status words of T=0 and T=1,
 * and what cards do wrong. Shares no code with devices/. The person is invented.
 * Tests only. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum social_quirk {
    CARD_T1 = 0,           /* answers whole */
    CARD_T0 = 1 << 0,      /* 61 xx and 6C xx */
    CARD_RECORDS = 1 << 1, /* items by the number of their record only */
    CARD_BY_ID = 1 << 2,   /* files by P1 00 only */
    CARD_PIN = 1 << 3,     /* the holder's file is guarded */
    CARD_FOREIGN = 1 << 4, /* another kind of chip card */
    CARD_BROKEN = 1 << 5,  /* its name is not given */
    CARD_STRICT = 1 << 6,  /* takes no Le but 00 */
    CARD_PIN_READ = 1 << 7 /* the file opens, its items are guarded */
};
struct social_card {
    unsigned quirks;
    bool environment;
    unsigned file; /* selected */
    uint8_t waits[256];
    size_t waiting; /* for GET RESPONSE */
    unsigned pins;  /* how often somebody tried one */
};

struct social_record {
    unsigned file;
    const char *bytes;
    size_t len;
};
#define CARD_RECORD(file, bytes)                                                                             \
    {                                                                                                        \
        file, bytes, sizeof(bytes) - 1                                                                       \
    }
static const struct social_record social_records[] = {
    CARD_RECORD(0xEF05, "\x01\x10\x31\x01\x00\x00\x12\x34\x56\x78\x90\x12\x34\x56\x78\x90\x12\x3F"),
    CARD_RECORD(0xEF05, "\x02\x01\x31"),
    CARD_RECORD(0xEF05, "\x03\x04\x33\x2E\x30\x30"), /* "3.00" */
    CARD_RECORD(0xEF06, "\x08\x12"
                        "11010519491231002X"),
    /* 赵春梅, GBK, filled to 30 */
    CARD_RECORD(0xEF06, "\x09\x1E\xD5\xD4\xB4\xBA\xC3\xB7\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
    CARD_RECORD(0xEF06, "\x0A\x01\x32"),
    CARD_RECORD(0xEF06, "\x0B\x01\x03"), /* 回 */
    CARD_RECORD(0xEF06, "\x0C\x03\x11\x01\x05"),
    CARD_RECORD(0xEF06, "\x0D\x04\x19\x49\x12\x31"),
};

static inline size_t card_says(uint8_t *out, const void *data, size_t len, unsigned sw)
{
    if (len)
        memcpy(out, data, len);
    out[len] = (uint8_t)(sw >> 8);
    out[len + 1] = (uint8_t)sw;
    return len + 2;
}

static inline size_t card_select(struct social_card *c, const uint8_t *command, size_t len, uint8_t *out)
{
    static const uint8_t name[] = "sx1.sh.\xC9\xE7\xBB\xE1\xB1\xA3\xD5\xCF";
    static const uint8_t told[] = {0x6F, 0x02, 0x84, 0x00};
    if (command[2] == 0x04) {
        c->environment = !(c->quirks & CARD_FOREIGN) && len == 5 + 15 && command[4] == 15 &&
                         !memcmp(command + 5, name, 15);
        if (!c->environment)
            return card_says(out, "", 0, 0x6A82);
    } else {
        unsigned file = len == 7 && command[4] == 2 ? command[5] << 8U | command[6] : 0;
        if ((c->quirks & CARD_BY_ID) && command[2] != 0x00)
            return card_says(out, "", 0, 0x6A86);
        if (!c->environment || (file != 0xEF05 && file != 0xEF06))
            return card_says(out, "", 0, 0x6A82);
        if (file == 0xEF06 && (c->quirks & CARD_PIN))
            return card_says(out, "", 0, 0x6982);
        c->file = file;
    }
    if (!(c->quirks & CARD_T0))
        return card_says(out, told, sizeof told, 0x9000);
    memcpy(c->waits, told, sizeof told);
    c->waiting = sizeof told;
    return card_says(out, "", 0, 0x6104);
}

static inline const struct social_record *card_find(const struct social_card *c, const uint8_t *command)
{
    unsigned n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(social_records); i++) {
        const struct social_record *record = &social_records[i];
        if (record->file != c->file)
            continue;
        n++;
        if (command[3] == 0x04 ? n == command[2] : (uint8_t)record->bytes[0] == command[2])
            return record;
    }
    return NULL;
}

static inline size_t card_read(struct social_card *c, const uint8_t *command, size_t len, uint8_t *out)
{
    const struct social_record *record = card_find(c, command);
    if (command[3] != 0x04 && (c->quirks & CARD_RECORDS))
        return card_says(out, "", 0, 0x6A86);
    if ((c->quirks & CARD_PIN_READ) && c->file == 0xEF06)
        return card_says(out, "", 0, 0x6982);
    if (!record || len != 5 || ((c->quirks & CARD_BROKEN) && record->bytes[0] == 0x09))
        return card_says(out, "", 0, 0x6A83);
    if ((c->quirks & CARD_STRICT) && command[4] != 0)
        return card_says(out, "", 0, 0x6700);
    if ((c->quirks & CARD_T0) && command[4] != record->len)
        return card_says(out, "", 0, 0x6C00U | (unsigned)record->len);
    return card_says(out, record->bytes, record->len, 0x9000);
}

/* The bytes written to `out`, which has room for 258. */
static inline size_t card_answer(struct social_card *c, const uint8_t *command, size_t len, uint8_t *out)
{
    if (len < 5 || command[0] != 0x00)
        return card_says(out, "", 0, 0x6E00);
    switch (command[1]) {
    case 0xA4:
        return card_select(c, command, len, out);
    case 0xB2:
        return card_read(c, command, len, out);
    case 0xC0:
        return c->waiting == command[4] ? card_says(out, c->waits, c->waiting, 0x9000)
                                        : card_says(out, "", 0, 0x6C00U | (unsigned)c->waiting);
    case 0x20:
        c->pins++;
        return card_says(out, "", 0, 0x63C0);
    default:
        return card_says(out, "", 0, 0x6D00);
    }
}
