#include "viewfinder.h"

#include <glib.h>

#include "base/secret.h"
#include "ui/picture.h"

enum {
    AMBER = 0xF4A935, /* lamp, DESIGN.md 2.4 */
    PAD = 0x232D2A,   /* behind a picture, 4.10 */
    FRAME = 8,
    CORNER_PART = 12, /* a corner is as long as this part of the picture's height */
    CORNER_LEAST = 12,
    EXAMPLE_INK = 0x6B6F6D,
    EXAMPLE_PAPER = 0xF3F0E8
};

static void drop(struct picture **picture)
{
    if (*picture)
        secret_wipe((*picture)->pixels,
                    sizeof(uint32_t) * (size_t)(*picture)->width * (size_t)(*picture)->height);
    picture_free(*picture);
    *picture = NULL;
}

/* Whose picture this page shows. */
static bool is_shown(const struct session *s, enum device_slot slot)
{
    bool codes = s->step == STEP_MATERIALS || (s->step == STEP_IDENTIFY && !s->practice);

    if (s->step == STEP_CAMERA)
        return slot == DEVICE_CAMERA;
    return codes && slot == DEVICE_SCANNER &&
           s->health.scanner == DEVICE_READY; /* a stalled one shows the past */
}

static enum sight_says says_of(enum picture_says said)
{
    static const enum sight_says means[] = {[PICTURE_SAYS_NOTHING] = SIGHT_NOTHING,
                                            [PICTURE_NO_PAGE] = SIGHT_NO_PAGE,
                                            [PICTURE_DARK] = SIGHT_DARK,
                                            [PICTURE_FAR] = SIGHT_FAR,
                                            [PICTURE_WELL] = SIGHT_WELL,
                                            [PICTURE_TAKEN] = SIGHT_WELL};
    return means[said];
}

void viewfinder_take(struct viewfinder *v, struct mail *live, const struct session *s)
{
    struct device_picture *picture;

    while ((picture = mail_take(live)) != NULL) {
        if (picture->visit != s->visit || s->practice || !is_shown(s, picture->slot)) {
            device_picture_free(picture);
            continue;
        }
        if (picture->says == v->heard || v->says == SIGHT_NOTHING)
            v->says = says_of(picture->says);
        v->heard = picture->says;
        device_picture_free(v->seen);
        v->seen = picture;
        v->fresh = true;
    }
    if (v->seen && !is_shown(s, v->seen->slot)) {
        device_picture_free(v->seen);
        v->seen = NULL;
        v->says = SIGHT_NOTHING;
    }
}

static void fill(struct picture *to, int x, int y, int w, int h, uint32_t colour)
{
    for (int row = MAX(y, 0); row < MIN(y + h, to->height); row++)
        for (int column = MAX(x, 0); column < MIN(x + w, to->width); column++)
            to->pixels[(size_t)row * (size_t)to->width + (size_t)column] = colour;
}

static void frame(struct picture *to)
{
    fill(to, 0, 0, to->width, FRAME, AMBER);
    fill(to, 0, to->height - FRAME, to->width, FRAME, AMBER);
    fill(to, 0, 0, FRAME, to->height, AMBER);
    fill(to, to->width - FRAME, 0, FRAME, to->height, AMBER);
}

/* From one corner some way towards another one. */
static void stroke(struct picture *to, double x, double y, double x2, double y2)
{
    double length = MAX(MAX(x2 - x, x - x2), MAX(y2 - y, y - y2));
    double part = MIN(1, MAX(to->height / CORNER_PART, CORNER_LEAST) / MAX(length, 1));
    int steps = (int)(length * part) + 1;

    for (int i = 0; i <= steps; i++)
        fill(to, (int)(x + (x2 - x) * part * i / steps) - FRAME / 2,
             (int)(y + (y2 - y) * part * i / steps) - FRAME / 2, FRAME, FRAME, AMBER);
}

/* As large as fits, in its proportions; the nearest pixel will do for a picture that moves. */
static struct picture *paint(const struct device_picture *from, int width, int height)
{
    double by = MIN((double)width / from->width, (double)height / from->height);
    int w = MAX((int)(from->width * by), 1), h = MAX((int)(from->height * by), 1);
    struct picture *to = picture_new(w, h);

    for (int y = 0; y < h; y++) {
        const uint8_t *row = from->rgb + (size_t)(y * (int)from->height / h) * from->width * 3;
        uint32_t *out = to->pixels + (size_t)y * (size_t)w;
        for (int x = 0; x < w; x++) {
            const uint8_t *p = row + (size_t)(x * (int)from->width / w) * 3;
            out[x] = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
        }
    }
    for (unsigned i = 0; i < 4 && from->says >= PICTURE_FAR && from->says != PICTURE_TAKEN; i++)
        for (unsigned k = 1; k < 4; k += 2) {
            unsigned next = (i + k) % 4;
            stroke(to, (double)from->x[i] * w, (double)from->y[i] * h, (double)from->x[next] * w,
                   (double)from->y[next] * h);
        }
    if (from->says != PICTURE_TAKEN)
        frame(to);
    return to;
}

/* Of practice: a sheet with lines on it, nobody's. */
static struct picture *paint_example(int width, int height)
{
    enum { LINES = 12 };
    struct picture *to = picture_new(width, height);
    int h = height * 9 / 10, w = MIN(h * 100 / 141, width * 9 / 10), x = (width - w) / 2,
        y = (height - h) / 2;

    fill(to, 0, 0, width, height, PAD);
    fill(to, x, y, w, h, EXAMPLE_PAPER);
    for (int i = 1; i <= LINES; i++)
        fill(to, x + w / 8, y + h * i / (LINES + 2), w * (i % 4 == 0 ? 4 : 6) / 8, MAX(h / 60, 2),
             EXAMPLE_INK);
    return to;
}

static bool is_example(const struct session *s)
{
    return s->practice && s->step == STEP_CAMERA;
}

static bool is_fitting(const struct viewfinder *v)
{
    return v->shown && v->shown->width <= v->width && v->shown->height <= v->height &&
           (v->shown->width == v->width || v->shown->height == v->height);
}

struct screen_sight viewfinder_sight(struct viewfinder *v, const struct session *s)
{
    bool example = is_example(s);

    if ((v->seen || example) && v->width > 0 && v->height > 0 && (v->fresh || !is_fitting(v))) {
        drop(&v->gone);
        v->gone = v->shown;
        v->shown = example ? paint_example(v->width, v->height) : paint(v->seen, v->width, v->height);
        v->shown->number = ++v->painted;
        v->fresh = false;
    }
    return (struct screen_sight){v->seen != NULL, v->seen || example ? v->shown : NULL, v->says};
}

bool viewfinder_shown(struct viewfinder *v, const struct layout *layout)
{
    const struct placed *place = layout_find(layout, "sight");
    int width = place ? place->art.w : 0, height = place ? place->art.h : 0;
    bool moved =
        place && (v->shown || v->seen || v->width == 0) && (width != v->width || height != v->height);

    drop(&v->gone);
    if (!place && v->shown)
        viewfinder_forget(v);
    v->width = width;
    v->height = height;
    return moved;
}

void viewfinder_forget(struct viewfinder *v)
{
    device_picture_free(v->seen);
    drop(&v->shown);
    drop(&v->gone);
    *v = (struct viewfinder){.painted = v->painted};
}
