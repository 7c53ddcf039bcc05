/* A SAM module in a few lines, on the other end of the bench's wire: answers what the driver asked last.
 * Borrowed by the test. Tests only. */
#pragma once

#include "bench.h"
#include "cards.h"
#include "devices/idcard/sam_codec.h"

struct module {
    int card;      /* of example_cards; -1: none lies there */
    bool was_read; /* find hides it until it is lifted or the module reset */
    bool selected, mute, bad_checksum;
    int cut_after;   /* bytes of a read answer that still get through; 0: all */
    uint8_t read_sw; /* what a read answers; 0: the card */
    int fingers;     /* blocks of fingerprints that it adds unasked */
    bool newest;     /* the card was given another address: module_address */
    bool old;        /* knows neither 12 FF, nor 30 03, nor 30 05 */
    bool no_address; /* never answers 30 03 */
    bool asked_fingers, asked_address;
};

static inline size_t module_frame(uint8_t *out, uint8_t sw3, const uint8_t *data, size_t n)
{
    static const uint8_t preamble[] = {0xAA, 0xAA, 0xAA, 0x96, 0x69};
    memcpy(out, preamble, 5);
    out[5] = (uint8_t)((n + 4) >> 8);
    out[6] = (uint8_t)(n + 4);
    out[7] = out[8] = 0;
    out[9] = sw3;
    if (n)
        memcpy(out + 10, data, n);
    out[10 + n] = 0;
    for (size_t i = 5; i < 10 + n; i++)
        out[10 + n] ^= out[i];
    return 11 + n;
}

/* Text, photo and so many fingerprints; with `lengths` of 4 the answer to 30 01, of 6 that to 30 10. */
static inline size_t module_blocks(uint8_t *out, int card, size_t lengths, int fingers)
{
    uint8_t data[6 + 256 + 1024 + 1024] = {0x01, 0x00, 0x04, 0x00, (uint8_t)(2 * fingers), 0x00};
    static const uint8_t head[] = {0x57, 0x4C, 0x66, 0x00, 0x7E, 0x00, 0x32, 0x00, 0x00, 0xFF};
    uint8_t *at = data + lengths;
    memcpy(at, example_cards[card].text, 256);
    memcpy(at + 256, head, 10);
    for (int i = 0; i < 1014; i++)
        at[266 + i] = (uint8_t)(37 * i + 11);
    for (int i = 0; i < 512 * fingers; i++)
        at[1280 + i] = i < 512 ? (uint8_t)(13 * i + 5) : (uint8_t)(29 * (i - 512) + 7);
    return module_frame(out, 0x90, data, lengths + 1280 + 512 * (size_t)fingers);
}

static inline size_t module_card(uint8_t *out, int card)
{
    return module_blocks(out, card, 4, 0);
}

/* 新区9号, in 70 bytes. */
static const uint8_t module_address[70] = {0xB0, 0x65, 0x3A, 0x53, 0x39, 0x00, 0xF7, 0x53};
static const uint8_t module_id[16] = {0x05, 0x00, 0x01, 0x00, 0xA5, 0x68, 0x32, 0x01,
                                      0x39, 0x30, 0x00, 0x00, 0xF2, 0x35, 0x77, 0x28};

static inline size_t module_answer(struct module *m, unsigned command, uint8_t *out)
{
    static const uint8_t zeros[28];
    bool lies = m->card >= 0;
    m->asked_fingers |= command == 0x3010;
    m->asked_address |= command == 0x3003;
    if (m->old && (command == 0x12FF || command == 0x3003 || command == 0x3005))
        return module_frame(out, 0x21, NULL, 0);
    switch (command) {
    case 0x12FF:
        return module_frame(out, 0x90, module_id, sizeof module_id);
    case 0x3003:
        return !lies       ? module_frame(out, 0x41, NULL, 0)
               : m->newest ? module_frame(out, 0x90, module_address, sizeof module_address)
                           : module_frame(out, 0x91, NULL, 0);
    case 0x10FF:
        m->was_read = m->selected = false;
        return module_frame(out, 0x90, NULL, 0);
    case 0x2001:
        return lies && !m->was_read ? module_frame(out, 0x9F, zeros, 4) : module_frame(out, 0x80, NULL, 0);
    case 0x2002:
        m->selected = lies;
        return lies ? module_frame(out, 0x90, zeros, 8) : module_frame(out, 0x81, NULL, 0);
    case 0x3001:
        m->was_read = true;
        m->selected &= !m->read_sw;
        return m->read_sw || !lies ? module_frame(out, m->read_sw ? m->read_sw : 0x41, NULL, 0)
                                   : module_blocks(out, m->card, m->fingers ? 6 : 4, m->fingers);
    case 0x3005:
        return lies && m->selected ? module_frame(out, 0x90, zeros, 28) : module_frame(out, 0x41, NULL, 0);
    default:
        return module_frame(out, 0x90, NULL, 0);
    }
}

/* Answers until the driver pauses; the last question it had asked. */
static inline void module_serve(struct bench *b, struct module *m)
{
    uint8_t out[SAM_FRAME_MAX];
    while (b->sent_len >= 10 && !m->mute) {
        unsigned command = (unsigned)(b->sent[b->sent_len - 3] << 8 | b->sent[b->sent_len - 2]);
        b->sent_len = 0;
        if (command == 0x3003 && m->no_address)
            return;
        size_t n = module_answer(m, command, out);
        if (m->bad_checksum)
            out[n - 1] ^= 0x5A;
        if (command == 0x3001 && m->cut_after) {
            bench_feed(b, out, (size_t)m->cut_after);
            return;
        }
        bench_feed(b, out, n);
    }
}

static inline void module_lay(struct module *m, int card)
{
    m->card = card;
    m->was_read = m->selected = false;
}

/* So many polls go by. */
static inline void module_polls(struct bench *b, struct module *m, int polls)
{
    for (int i = 0; i < polls; i++) {
        bench_ring(b);
        module_serve(b, m);
    }
}
