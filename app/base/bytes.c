#include "base/bytes.h"

#include <string.h>

struct bytes_reader bytes_reader(const void *data, size_t len)
{
    return (struct bytes_reader){.data = data, .len = len};
}

size_t bytes_left(const struct bytes_reader *r)
{
    return r->bad ? 0 : r->len - r->pos;
}

const uint8_t *bytes_take(struct bytes_reader *r, size_t n)
{
    if (r->bad || n > r->len - r->pos) {
        r->bad = true;
        return NULL;
    }
    const uint8_t *at = r->data ? r->data + r->pos : (const uint8_t *)""; /* none of none is not bad */
    r->pos += n;
    return at;
}

uint8_t bytes_u8(struct bytes_reader *r)
{
    const uint8_t *p = bytes_take(r, 1);
    return p ? *p : 0;
}

uint16_t bytes_be16(struct bytes_reader *r)
{
    const uint8_t *p = bytes_take(r, 2);
    return p ? (uint16_t)(p[0] << 8 | p[1]) : 0;
}

uint32_t bytes_be32(struct bytes_reader *r)
{
    const uint8_t *p = bytes_take(r, 4);
    return p ? (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3] : 0;
}

uint16_t bytes_le16(struct bytes_reader *r)
{
    const uint8_t *p = bytes_take(r, 2);
    return p ? (uint16_t)(p[1] << 8 | p[0]) : 0;
}

uint32_t bytes_le32(struct bytes_reader *r)
{
    const uint8_t *p = bytes_take(r, 4);
    return p ? (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0] : 0;
}

struct bytes_writer bytes_writer(void *data, size_t cap)
{
    return (struct bytes_writer){.data = data, .cap = cap};
}

void bytes_put(struct bytes_writer *w, const void *data, size_t n)
{
    if (w->bad || n > w->cap - w->pos) {
        w->bad = true;
        return;
    }
    if (n)
        memcpy(w->data + w->pos, data, n);
    w->pos += n;
}

void bytes_put_u8(struct bytes_writer *w, uint8_t v)
{
    bytes_put(w, &v, 1);
}

void bytes_put_be16(struct bytes_writer *w, uint16_t v)
{
    bytes_put(w, (const uint8_t[]){(uint8_t)(v >> 8), (uint8_t)v}, 2);
}

void bytes_put_be32(struct bytes_writer *w, uint32_t v)
{
    bytes_put(w, (const uint8_t[]){(uint8_t)(v >> 24), (uint8_t)(v >> 16), (uint8_t)(v >> 8), (uint8_t)v}, 4);
}

void bytes_put_le16(struct bytes_writer *w, uint16_t v)
{
    bytes_put(w, (const uint8_t[]){(uint8_t)v, (uint8_t)(v >> 8)}, 2);
}
