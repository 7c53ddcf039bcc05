#include "devices/scanner/candidates.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

enum {
    BLOCK = 8,       /* pixels of the small picture */
    FULL_SHARE = 30, /* per cent of the fullest block: as full of edges as a code is */
    NOISE_EDGES = 3, /* of a pixel on the mean: less is an even wall */
    COVERS_ALL = 70, /* per cent of the picture: a patch of that size says nothing */
    SMALLEST = 2,    /* blocks each way */
    PATCHES_MAX = 255
};

struct blocks {
    unsigned across, down;
    unsigned *edges; /* a block: the weaker one of both directions */
    uint8_t *patch;  /* 0: not full; else 1 + number of its patch, or UNSEEN */
};
enum { UNSEEN = 255 };

struct patch {
    unsigned x0, y0, x1, y1; /* blocks, the last ones within */
    unsigned full;
};

static unsigned edges_of(const struct plane *p, unsigned bx, unsigned by)
{
    unsigned across = 0, down = 0;
    for (unsigned y = by * BLOCK; y < (by + 1) * BLOCK; y++)
        for (unsigned x = bx * BLOCK; x < (bx + 1) * BLOCK; x++) {
            const uint8_t *at = p->at + (size_t)y * p->width + x;
            across += (unsigned)abs(at[0] - at[x + 1 < p->width ? 1 : 0]);
            down += (unsigned)abs(at[0] - at[y + 1 < p->height ? p->width : 0]);
        }
    return MIN(across, down);
}

static void count_edges(struct blocks *b, const struct plane *p)
{
    unsigned most = 0;
    b->across = p->width / BLOCK;
    b->down = p->height / BLOCK;
    b->edges = g_new0(unsigned, (size_t)b->across * b->down + 1);
    b->patch = g_new0(uint8_t, (size_t)b->across * b->down + 1);
    for (unsigned i = 0; i < b->across * b->down; i++) {
        b->edges[i] = edges_of(p, i % b->across, i / b->across);
        most = MAX(most, b->edges[i]);
    }
    for (unsigned i = 0; i < b->across * b->down; i++)
        if (b->edges[i] >= NOISE_EDGES * BLOCK * BLOCK && b->edges[i] * 100 >= most * FULL_SHARE)
            b->patch[i] = UNSEEN;
}

/* All blocks that touch, corners included, from one on. */
static void gather(struct blocks *b, unsigned from, uint8_t number, GArray *stack, struct patch *patch)
{
    *patch = (struct patch){b->across, b->down, 0, 0, 0};
    b->patch[from] = number;
    g_array_append_val(stack, from);
    while (stack->len > 0) {
        unsigned at = g_array_index(stack, unsigned, stack->len - 1), x = at % b->across, y = at / b->across;
        g_array_set_size(stack, stack->len - 1);
        *patch = (struct patch){MIN(patch->x0, x), MIN(patch->y0, y), MAX(patch->x1, x), MAX(patch->y1, y),
                                patch->full + b->edges[at]};
        for (unsigned ny = y ? y - 1 : 0; ny <= MIN(y + 1, b->down - 1); ny++)
            for (unsigned nx = x ? x - 1 : 0; nx <= MIN(x + 1, b->across - 1); nx++) {
                unsigned next = ny * b->across + nx;
                if (b->patch[next] != UNSEEN)
                    continue;
                b->patch[next] = number;
                g_array_append_val(stack, next);
            }
    }
}

static bool square_enough(const struct patch *p)
{
    unsigned w = p->x1 - p->x0 + 1, h = p->y1 - p->y0 + 1;
    return w >= SMALLEST && h >= SMALLEST && w <= 4 * h && h <= 4 * w;
}

/* The patch with a margin of one block (quiet zone and what the threshold cut off), in pixels of the whole.
 */
static struct area area_of(const struct patch *p, unsigned scale, const struct grey *grey)
{
    unsigned side = BLOCK * scale;
    unsigned x0 = p->x0 ? (p->x0 - 1) * side : 0, y0 = p->y0 ? (p->y0 - 1) * side : 0;
    unsigned x1 = MIN((p->x1 + 2) * side, grey->width), y1 = MIN((p->y1 + 2) * side, grey->height);
    return (struct area){x0, y0, x1 - x0, y1 - y0};
}

static unsigned find_patches(const struct plane *p, unsigned scale, const struct grey *grey,
                             struct area *areas, unsigned most)
{
    struct blocks b;
    struct patch best[CANDIDATES_MAX] = {{0}};
    unsigned count = 0;
    uint8_t number = 1;
    g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(unsigned));
    count_edges(&b, p);
    for (unsigned i = 0; i < b.across * b.down && number < UNSEEN; i++) {
        struct patch patch;
        if (b.patch[i] != UNSEEN)
            continue;
        gather(&b, i, number++, stack, &patch);
        if (!square_enough(&patch))
            continue;
        for (unsigned at = 0; at < most; at++)
            if (patch.full > best[at].full) {
                memmove(&best[at + 1], &best[at], (most - at - 1) * sizeof *best);
                best[at] = patch;
                break;
            }
    }
    for (; count < most && best[count].full > 0; count++)
        areas[count] = area_of(&best[count], scale, grey);
    g_free(b.edges);
    g_free(b.patch);
    return count;
}

unsigned candidates_find(const struct grey *grey, struct plane *scratch, struct area areas[CANDIDATES_MAX])
{
    struct plane quarter = {0};
    plane_halve(scratch, grey);
    unsigned count = find_patches(scratch, 2, grey, areas, CANDIDATES_MAX);
    struct grey half = plane_grey(scratch);
    /* Noise is everywhere at half size: there the picture itself comes out, and this says where. */
    if (count == 0 || (uint64_t)areas[0].width * areas[0].height * 100 >
                          (uint64_t)grey->width * grey->height * COVERS_ALL) {
        plane_halve(&quarter, &half);
        count = find_patches(&quarter, 4, grey, areas, CANDIDATES_MAX);
        plane_clear(&quarter);
    }
    return count;
}
