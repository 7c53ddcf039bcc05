/* A scanner that is a picture: each PGM that comes over the wire (a file, whenever it is replaced) is looked
 * through. */
#include <string.h>

#include "base/secret.h"
#include "devices/drivers.h"
#include "devices/letters.h"
#include "devices/scanner/decode.h"
#include "devices/scanner/picture.h"

enum { GAP_MS = 200 /* a picture that stops in the middle is dropped */ };

struct stills {
    uint8_t *bytes; /* head and pixels as they come; NULL between two pictures */
    size_t len;
    uint64_t visit;
    bool skip; /* not a picture: drop until silence */
};

enum { BYTES_MAX = PICTURE_PIXELS_MAX + 64 };

static void drop(struct stills *s)
{
    if (s->bytes)
        secret_wipe(s->bytes, BYTES_MAX);
    g_free(s->bytes);
    s->bytes = NULL;
    s->len = 0;
}

static gboolean stills_options(void *self, const struct uri *uri, GError **error)
{
    (void)self, (void)uri, (void)error;
    return TRUE;
}

static void stills_opened(void *self, struct device_io *io)
{
    (void)self;
    letter_status(io, DEVICE_SCANNER, STATUS_READY, ATTENTION_NONE);
}

/* A picture comes seldom and alone: a decoder for it need not stay. */
static void look_through(struct stills *s, struct device_io *io, const struct grey *grey)
{
    struct decoder *decoder = decoder_new();
    struct decoded *found = secret_new(sizeof *found);
    if (decode(decoder, grey, DECODE_FULL, found)) {
        struct device_letter *letter = device_letter_new(LETTER_CODE, DEVICE_SCANNER);
        letter->visit = s->visit;
        g_strlcpy(letter->code, found->text[0], sizeof letter->code);
        io->emit(io, letter);
    }
    secret_free(found);
    decoder_free(decoder);
}

/* Takes bytes up to the end of one picture; the number taken. */
static size_t take(struct stills *s, struct device_io *io, const uint8_t *bytes, size_t n)
{
    unsigned width = 0, height = 0;
    if (!s->bytes)
        s->bytes = g_malloc(BYTES_MAX);
    size_t before = s->len, part = MIN(n, BYTES_MAX - s->len);
    memcpy(s->bytes + s->len, bytes, part);
    s->len += part;
    int head = picture_head(s->bytes, s->len, &width, &height);
    size_t whole = head > 0 ? (size_t)head + (size_t)width * height : 0;
    s->skip = head < 0;
    if (head == 0 || (head > 0 && s->len < whole))
        return part;
    if (head > 0)
        look_through(s, io, &(struct grey){s->bytes + head, width, height, width});
    drop(s);
    return head > 0 ? whole - before : n;
}

static void stills_received(void *self, struct device_io *io, const uint8_t *bytes, size_t n)
{
    struct stills *s = self;
    while (n > 0 && !s->skip) {
        size_t taken = take(s, io, bytes, n);
        bytes += taken;
        n -= taken;
    }
    io->alarm(io, s->bytes || s->skip ? GAP_MS : -1);
}

static void stills_alarm(void *self, struct device_io *io)
{
    struct stills *s = self;
    (void)io;
    s->skip = false;
    drop(s);
}

static void stills_command(void *self, struct device_io *io, const struct device_command *command)
{
    struct stills *s = self;
    (void)io;
    if (command->kind == COMMAND_VISIT || command->kind == COMMAND_READ)
        s->visit = command->visit;
}

static void stills_closed(void *self, struct device_io *io)
{
    stills_alarm(self, io);
    io->alarm(io, -1);
}

const struct device_driver picture_driver = {
    .slot = DEVICE_SCANNER,
    .scheme = "picture",
    .wire = &wire_picture,
    .size = sizeof(struct stills),
    .options = stills_options,
    .opened = stills_opened,
    .received = stills_received,
    .alarm = stills_alarm,
    .command = stills_command,
    .closed = stills_closed,
};
