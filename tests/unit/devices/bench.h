/* A bench for one driver: a wire that only remembers, an alarm wound by hand, letters laid side by side.
 * The bench owns driver state and letters; bench_down frees them. Rooms: none, one thread.
 * Tests only. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "base/secret.h"
#include "devices/drivers.h"

struct bench {
    struct device_io io; /* first */
    const struct device_driver *driver;
    void *state;
    uint8_t sent[1 << 17];
    size_t sent_len;
    int alarm_ms; /* -1: none */
    int reopens, blanks;
    enum device_lines lines;
    GPtrArray *letters;
};

static inline void bench_send(struct device_io *io, const uint8_t *bytes, size_t n)
{
    struct bench *b = (struct bench *)io;
    assert_true(n <= sizeof b->sent - b->sent_len);
    memcpy(b->sent + b->sent_len, bytes, n);
    b->sent_len += n;
}

static inline void bench_alarm(struct device_io *io, int ms)
{
    ((struct bench *)io)->alarm_ms = ms < 0 ? -1 : ms;
}

static inline void bench_emit(struct device_io *io, struct device_letter *letter)
{
    g_ptr_array_add(((struct bench *)io)->letters, letter);
}

static inline void bench_reopen(struct device_io *io)
{
    ((struct bench *)io)->reopens++;
}

static inline void bench_blank(struct device_io *io)
{
    ((struct bench *)io)->blanks++;
}

static inline enum device_lines bench_lines(struct device_io *io)
{
    return ((struct bench *)io)->lines;
}

static inline struct bench *bench_up(const struct device_driver *driver, const char *uri_text)
{
    struct bench *b = g_new0(struct bench, 1);
    g_autoptr(GError) error = NULL;
    struct uri *uri = uri_parse(uri_text, &error);
    assert_non_null(uri);
    b->io = (struct device_io){bench_send, bench_alarm, bench_emit, bench_reopen, bench_blank, bench_lines};
    b->driver = driver;
    b->state = secret_new(driver->size);
    b->alarm_ms = -1;
    b->letters = g_ptr_array_new_with_free_func(device_letter_free);
    assert_true(driver->options(b->state, uri, &error));
    uri_free(uri);
    return b;
}

static inline void bench_down(struct bench *b)
{
    b->driver->closed(b->state, &b->io);
    g_ptr_array_unref(b->letters);
    secret_free(b->state);
    g_free(b);
}

static inline void bench_ring(struct bench *b)
{
    assert_int_not_equal(b->alarm_ms, -1);
    b->alarm_ms = -1;
    b->driver->alarm(b->state, &b->io);
}

static inline void bench_feed(struct bench *b, const void *bytes, size_t n)
{
    b->driver->received(b->state, &b->io, bytes, n);
}

static inline void bench_command(struct bench *b, enum device_command_kind kind, uint64_t visit)
{
    struct device_command command = {.kind = kind, .slot = b->driver->slot, .visit = visit};
    b->driver->command(b->state, &b->io, &command);
}

/* How many letters of that kind came since the bench was cleared; the last of them in *last. */
static inline unsigned bench_count(const struct bench *b, enum device_letter_kind kind,
                                   const struct device_letter **last)
{
    unsigned n = 0;
    for (guint i = 0; i < b->letters->len; i++) {
        const struct device_letter *letter = b->letters->pdata[i];
        n += letter->kind == kind;
        if (letter->kind == kind && last)
            *last = letter;
    }
    return n;
}

static inline void bench_clear(struct bench *b)
{
    g_ptr_array_set_size(b->letters, 0);
    b->sent_len = 0;
}
