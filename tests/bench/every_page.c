#include "tests/bench/every_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "app/kiosk/raster.h"
#include "tests/long_run.h"
#include "ui/screens/receipt.h"

enum { ROUNDS = 3, SHORT_ROUNDS = 1 };

static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); /* others share the machine, and there is one try a page */
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void fill(struct every_page *room, const struct preview *preview, const struct ui_settings *settings)
{
    struct session *s = room->session;

    session_init(s, room->catalog);
    preview->fill(s);
    s->language = settings->language;
    s->large = settings->large;
    s->contrast = settings->contrast;
    s->seated = settings->seated;
    input_clear(room->input);
    screens_input(room->input, s, false);
    if (preview->write)
        preview->write(room->input);
}

/* The desk makes it beforehand, and elsewhere. */
static struct raster *paper_of(struct every_page *room)
{
    g_autofree struct receipt *receipt = NULL;

    if (room->session->print == PRINT_NONE)
        return NULL;
    receipt = g_new0(struct receipt, 1);
    receipt_compose(receipt, room->session, &room->context);
    return receipt_raster(room->letters, receipt, RECEIPT_DOTS_80MM);
}

static double shown_in(struct every_page *room, struct ui *ui, const struct preview *preview,
                       const struct ui_settings *settings)
{
    struct raster *paper;
    struct ui_settings with = *settings;
    double begun, ms;

    fill(room, preview, settings);
    with.steady = room->session->steady;
    paper = paper_of(room);
    room->context.receipt = paper;
    ui_settings(ui, &with);
    page_begin(room->bare, "bare", "");
    ui_show(ui, room->bare);
    begun = now_ms();
    screens_build(room->page, room->session, &room->context);
    ui_show(ui, room->page);
    ms = now_ms() - begun;
    room->context.receipt = NULL;
    ui_show(ui, room->bare); /* nothing points to the paper any more */
    raster_free(paper);
    return ms;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

void every_page_print(struct every_page *room, struct ui *ui, const struct ui_settings *settings)
{
    unsigned count, slowest = 0, rounds = long_run() ? ROUNDS : SHORT_ROUNDS;
    const struct preview *all = screens_previews(&count);

    for (unsigned round = 0; round <= rounds; round++) /* the first meets its glyphs: another question */
        for (unsigned i = 0; i < count; i++) {
            double ms = shown_in(room, ui, &all[i], settings);
            room->times[i] = round > 1 ? MIN(room->times[i], ms) : ms;
        }
    ui_forget(ui); /* before its pages go */
    for (unsigned i = 1; i < count; i++)
        if (room->times[i] > room->times[slowest])
            slowest = i;
    double most = room->times[slowest];
    qsort(room->times, count, sizeof *room->times, by_size);
    printf(" | %u pages, median %5.2f, slowest %6.2f %s", count, room->times[count / 2], most,
           all[slowest].name);
}
