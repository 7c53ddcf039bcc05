/* camera=v4l2:/dev/video2: a page beneath the document camera. It is on only while the screen shows what it
 * sees; a picture taken of it is cut to the page, straightened, brightened and made small here, so that
 * nothing larger ever leaves this thread. */
#include <glib.h>

#include "devices/camera/camera.h"
#include "devices/camera/eye.h"
#include "devices/camera/jpeg.h"
#include "devices/camera/live.h"
#include "devices/camera/sheet.h"

enum {
    PICTURES_A_SECOND = 5,
    PAGE_SIDE = 1654,        /* A4 at 142 dots an inch: small print stays readable */
    PAGE_BYTES = 250 * 1000, /* six of them, in base64, fit an application */
    PAGE_SHOWN = 960,
    SETTLE = 2, /* frames that were under way when the button was pressed */
};

struct page_camera {
    struct device_out *out;
    uint64_t visit;
    uint32_t request;
    bool watching, taking, held; /* held: the page taken stands on the screen until watched again */
    unsigned frames, settle;
};

static bool heard(void *self, const struct device_command *command)
{
    struct page_camera *c = self;

    c->visit = command->visit;
    if (command->kind == COMMAND_VISIT)
        c->watching = c->taking = c->held = false;
    if (command->kind == COMMAND_SWITCH) {
        c->watching = command->flag;
        c->taking = c->held = false;
    }
    if (command->kind == COMMAND_CAPTURE && c->watching) {
        c->taking = true;
        c->request = command->request;
        c->settle = SETTLE;
    }
    return c->watching;
}

static void blinked(void *self)
{
    ((struct page_camera *)self)->frames = 0;
}

static enum sheet_sight find(const struct pixels *rgb, struct sheet_corners *corners)
{
    struct pixels grey;
    enum sheet_sight sight = SHEET_NONE;

    *corners = (struct sheet_corners){0};
    if (pixels_shrink_grey(&grey, rgb, 1))
        sight = sheet_find(&grey, corners);
    pixels_clear(&grey);
    return sight;
}

static enum picture_says says(enum sheet_sight sight)
{
    static const enum picture_says means[] = {[SHEET_NONE] = PICTURE_NO_PAGE,
                                              [SHEET_DARK] = PICTURE_DARK,
                                              [SHEET_SMALL] = PICTURE_FAR,
                                              [SHEET_WELL] = PICTURE_WELL};
    return means[sight];
}

static void watch(struct page_camera *c, const struct capture_frame *frame)
{
    struct sheet_corners corners;
    struct pixels rgb;
    struct device_picture *picture = NULL;

    if (live_pixels(&rgb, frame, live_scale(frame->width, frame->height), 3)) {
        enum sheet_sight sight = find(&rgb, &corners);
        picture = live_picture(DEVICE_CAMERA, c->visit, &rgb, LIVE_SIDE);
        picture->says = says(sight);
        for (unsigned i = 0; i < G_N_ELEMENTS(picture->x) && sight >= SHEET_SMALL; i++) {
            picture->x[i] = (float)(corners.x[i] / rgb.width);
            picture->y[i] = (float)(corners.y[i] / rgb.height);
        }
    }
    pixels_clear(&rgb);
    if (picture)
        c->out->show(c->out, picture);
}

/* What was found of it, or all of it. */
static bool flatten(struct pixels *page, const struct pixels *rgb, bool *found)
{
    struct sheet_corners corners;
    enum sheet_sight sight = find(rgb, &corners);

    *found = sight == SHEET_WELL || sight == SHEET_SMALL;
    if (*found && sheet_straighten(page, rgb, &corners, PAGE_SIDE)) {
        sheet_brighten(page);
        return true;
    }
    *found = false;
    return sheet_shrink(page, rgb, PAGE_SIDE);
}

static void hand_over(struct page_camera *c, const struct pixels *page, bool found)
{
    struct device_letter *letter = device_letter_new(LETTER_PHOTO, DEVICE_CAMERA);
    struct device_picture *picture = live_picture(DEVICE_CAMERA, c->visit, page, PAGE_SHOWN);

    letter->visit = c->visit;
    letter->request = c->request;
    letter->flag = found;
    if (!picture || !jpeg_encode_within(&letter->bytes, page, PAGE_BYTES)) {
        device_letter_free(letter);
        device_picture_free(picture);
        return;
    }
    picture->says = PICTURE_TAKEN;
    c->taking = false;
    c->held = true;
    c->out->show(c->out, picture); /* before the letter that leads to the page that shows it */
    c->out->emit(c->out, letter);
}

/* A frame that is not whole is passed over: the next one is taken. */
static void take(struct page_camera *c, const struct capture_frame *frame)
{
    struct pixels rgb, page = {0};
    bool found;

    if (live_pixels(&rgb, frame, 1, 3) && flatten(&page, &rgb, &found))
        hand_over(c, &page, found);
    pixels_clear(&page);
    pixels_clear(&rgb);
}

static void saw(void *self, const struct capture_frame *frame, unsigned rate)
{
    struct page_camera *c = self;

    if (c->held)
        return;
    if (c->taking && c->settle > 0)
        c->settle--;
    else if (c->taking)
        take(c, frame);
    else if (live_is_due(c->frames, rate, PICTURES_A_SECOND))
        watch(c, frame);
    c->frames++;
}

static void forget(void *self)
{
    secret_free(self);
}

static const struct eye_use use = {.slot = DEVICE_CAMERA,
                                   .width = 2592,
                                   .height = 1944,
                                   .rate = 10,
                                   .heard = heard,
                                   .saw = saw,
                                   .blinked = blinked,
                                   .free = forget};

static void *start(const struct uri *uri, struct device_out *out)
{
    struct page_camera *c = secret_new(sizeof *c);
    c->out = out;
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

const struct device_library page_camera_library = {
    DEVICE_CAMERA, "v4l2", eye_knows, eye_check, start, command, stop, plugged,
};
