#include "devices/scanner/grid_read.h"

#include <glib.h>

#include "base/secret.h"
#include "devices/scanner/zxing.h"

enum { TRIES = 5, LEARNED = 2 /* of the tries, the first that learns from the one before */ };

void grid_reader_clear(struct grid_reader *reader)
{
    plane_clear(&reader->black);
    plane_clear(&reader->drawn);
    secret_wipe(&reader->modules, sizeof reader->modules);
}

void grid_reader_forget(struct grid_reader *reader)
{
    plane_forget(&reader->black);
    plane_forget(&reader->drawn);
    secret_wipe(&reader->modules, sizeof reader->modules);
}

static bool decide(struct modules *modules, unsigned attempt)
{
    if (attempt >= LEARNED)
        return modules_by_neighbours(modules);
    modules_by_threshold(modules, attempt == 0 ? 0.5 : 1.6);
    return true;
}

static unsigned read_grid(struct grid_reader *r, const struct plane *from, const struct grid *grid,
                          read_code_found *found, void *user)
{
    unsigned count = 0;
    grid_take(from, grid, &r->modules);
    for (unsigned attempt = 0; attempt < TRIES && count == 0; attempt++) {
        if (!decide(&r->modules, attempt))
            break;
        grid_draw(&r->drawn, &r->modules);
        struct grey drawn = plane_grey(&r->drawn);
        count = zxing_read(&drawn, ZXING_PURE, found, user);
    }
    return count;
}

unsigned grid_read(struct grid_reader *r, const struct plane *from, unsigned radius, read_code_found *found,
                   void *user)
{
    struct corners corners[CORNERS_MAX];
    unsigned count = 0;
    plane_threshold(&r->black, from, radius);
    unsigned n = finders_corners(&r->black, corners);
    for (unsigned i = 0; i < n && count == 0; i++) {
        struct grid grid;
        if (grid_fit(from, &corners[i], &grid))
            count = read_grid(r, from, &grid, found, user);
    }
    return count;
}
