#include "sim/paper.h"
#include "sim/device.h"

#include <glib/gstdio.h>
#include <SDL_image.h>
#include <string.h>

#define ROWS_MAX 40000 /* five metres uncut: what comes after lies on the floor */

void sim_paper_load(SimPaper *paper, guint millimetres, guint marks)
{
    gboolean wide = millimetres == 80;
    paper->width = millimetres * 8;
    paper->print = wide ? SIM_PAPER_PRINT_MOST : 384;
    paper->margin = (paper->width - paper->print) / 2;
    paper->marks = marks;
    paper->moved = 0;
    g_byte_array_set_size(paper->dots, 0);
    sim_paper_feed(paper, SIM_PAPER_CUTTER);
}

void sim_paper_init(SimPaper *paper)
{
    paper->dots = g_byte_array_new();
    sim_paper_load(paper, 80, 0);
}

void sim_paper_seek_mark(SimPaper *paper)
{
    enum { HALF_A_METRE = 4000 };
    guint past = paper->marks ? (guint)(paper->moved % paper->marks) : 0;
    sim_paper_feed(paper,
                   paper->marks ? SIM_PAPER_CUTTER + (paper->marks - past) % paper->marks : HALF_A_METRE);
}

void sim_paper_clear(SimPaper *paper)
{
    g_clear_pointer(&paper->dots, g_byte_array_unref);
}

static gsize rows(const SimPaper *paper)
{
    return paper->dots->len / paper->width;
}

void sim_paper_feed(SimPaper *paper, guint count)
{
    paper->moved += count;
    gsize fit = MIN(count, ROWS_MAX - rows(paper));
    gsize before = paper->dots->len;
    g_byte_array_set_size(paper->dots, (guint)(before + fit * paper->width));
    if (fit)
        memset(paper->dots->data + before, 0, fit * paper->width);
}

void sim_paper_burn(SimPaper *paper, guint up, int x)
{
    if (x < 0 || x >= (int)paper->print || up >= rows(paper))
        return;
    paper->dots->data[(rows(paper) - 1 - up) * paper->width + paper->margin + (guint)x] = 1;
}

gsize sim_paper_ready(const SimPaper *paper)
{
    return rows(paper) - SIM_PAPER_CUTTER;
}

static SDL_Surface *picture_of(const SimPaper *paper, gsize height)
{
    const SDL_Color colours[2] = {{255, 255, 255, 255}, {0, 0, 0, 255}};
    SDL_Surface *picture =
        SDL_CreateRGBSurfaceWithFormat(0, (int)paper->width, (int)height, 8, SDL_PIXELFORMAT_INDEX8);
    if (!picture)
        return NULL;
    SDL_SetPaletteColors(picture->format->palette, colours, 0, 2);
    for (gsize y = 0; y < height; y++)
        memcpy((guint8 *)picture->pixels + y * (gsize)picture->pitch, paper->dots->data + y * paper->width,
               paper->width);
    return picture;
}

gboolean sim_paper_cut(SimPaper *paper, const char *png, GError **error)
{
    gsize height = sim_paper_ready(paper);
    g_autofree char *fresh = g_strconcat(png, ".new", NULL);
    SDL_Surface *picture = picture_of(paper, height);
    int bad = picture ? IMG_SavePNG(picture, fresh) : -1;
    SDL_FreeSurface(picture);
    g_byte_array_remove_range(paper->dots, 0, (guint)(height * paper->width));
    if (bad || g_rename(fresh, png) != 0)
        return sim_refuse(error, "the paper could not be written", "check the printer's output folder");
    return TRUE;
}
