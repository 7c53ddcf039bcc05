/* A cursor over bytes: the only way this house reads or writes a wire format.
 * Borrows the buffer; owns nothing. A read or write past the end fails, sets `bad`, and every later call
 * fails too. Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes_reader {
    const uint8_t *data;
    size_t len;
    size_t pos;
    bool bad; /* something was asked for that was not there */
};

struct bytes_writer {
    uint8_t *data;
    size_t cap;
    size_t pos;
    bool bad; /* something did not fit */
};

struct bytes_reader bytes_reader(const void *data, size_t len);
size_t bytes_left(const struct bytes_reader *r);
uint8_t bytes_u8(struct bytes_reader *r);    /* 0 when bad */
uint16_t bytes_be16(struct bytes_reader *r); /* 0 when bad */
uint32_t bytes_be32(struct bytes_reader *r);
uint16_t bytes_le16(struct bytes_reader *r);
uint32_t bytes_le32(struct bytes_reader *r);
const uint8_t *bytes_take(struct bytes_reader *r, size_t n); /* NULL when bad; borrowed */

struct bytes_writer bytes_writer(void *data, size_t cap);
void bytes_put_u8(struct bytes_writer *w, uint8_t v);
void bytes_put_be16(struct bytes_writer *w, uint16_t v);
void bytes_put_be32(struct bytes_writer *w, uint32_t v);
void bytes_put_le16(struct bytes_writer *w, uint16_t v);
void bytes_put(struct bytes_writer *w, const void *data, size_t n);
