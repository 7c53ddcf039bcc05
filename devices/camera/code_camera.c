/* scanner=camera:/dev/video0: a code held before a camera. It is on only while a page waits for a code, and
 * the screen shows what it sees for as long. */
#include <string.h>

#include "devices/camera/camera.h"
#include "devices/camera/eye.h"
#include "devices/camera/live.h"
#include "devices/scanner/decode.h"

enum {
    SCANS_A_SECOND = 10,
    PICTURES_A_SECOND = 8,
    SAME_AGAIN_MS = 2500, /* a code that stays before the camera is one code */
};

struct code_camera {
    struct device_out *out;
    struct decoder *decoder;
    uint64_t visit;
    bool reading;
    unsigned frames;
    char last[3072];
    unsigned last_frame;
};

static bool heard(void *self, const struct device_command *command)
{
    struct code_camera *c = self;

    if (command->visit != c->visit)
        secret_wipe(c->last, sizeof c->last); /* the next person may show the same */
    c->visit = command->visit;
    if (command->kind == COMMAND_READ)
        c->reading = true;
    else if (command->kind == COMMAND_REST || command->kind == COMMAND_VISIT)
        c->reading = false;
    return c->reading;
}

static void blinked(void *self)
{
    struct code_camera *c = self;
    c->frames = c->last_frame = 0;
}

static void emit_code(struct code_camera *c, const char *text, unsigned rate)
{
    bool same = strcmp(c->last, text) == 0 &&
                (uint64_t)(c->frames - c->last_frame) * 1000 < (uint64_t)SAME_AGAIN_MS * rate;

    c->last_frame = c->frames;
    if (same)
        return;
    struct device_letter *letter = device_letter_new(LETTER_CODE, DEVICE_SCANNER);
    letter->visit = c->visit;
    secret_copy_text(letter->code, sizeof letter->code, text);
    secret_copy_text(c->last, sizeof c->last, text);
    c->out->emit(c->out, letter);
}

static void scan(struct code_camera *c, const struct capture_frame *frame, unsigned rate)
{
    struct pixels grey;
    struct decoded *found = secret_new(sizeof *found);

    if (live_pixels(&grey, frame, 1, 1) &&
        decode(c->decoder, &(struct grey){grey.data, grey.width, grey.height, grey.width}, DECODE_LIVE,
               found))
        emit_code(c, found->text[0], rate);
    pixels_clear(&grey);
    secret_free(found);
}

static void saw(void *self, const struct capture_frame *frame, unsigned rate)
{
    struct code_camera *c = self;

    if (live_is_due(c->frames, rate, SCANS_A_SECOND))
        scan(c, frame, rate);
    if (live_is_due(c->frames, rate, PICTURES_A_SECOND))
        live_show(c->out, DEVICE_SCANNER, c->visit, frame);
    c->frames++;
}

static void forget(void *self)
{
    struct code_camera *c = self;

    decoder_free(c->decoder);
    secret_free(c);
}

static const struct eye_use use = {.slot = DEVICE_SCANNER,
                                   .width = 1280,
                                   .height = 720,
                                   .rate = 15,
                                   .heard = heard,
                                   .saw = saw,
                                   .blinked = blinked,
                                   .free = forget};

static void *start(const struct uri *uri, struct device_out *out)
{
    struct code_camera *c = secret_new(sizeof *c);
    c->out = out;
    c->decoder = decoder_new();
    return eye_start(&use, c, uri, out);
}

static void command(void *self, struct device_command *told)
{
    eye_tell(self, told);
}

static void stop(void *self)
{
    eye_stop(self);
}

static void plugged(void *self)
{
    eye_plugged(self);
}

const struct device_library code_camera_library = {
    DEVICE_SCANNER, "camera", eye_knows, eye_check, start, command, stop, plugged,
};
