#include "warm.h"

#include "base/secret.h"

static const struct ui_settings modes[] = {{.language = LANGUAGE_ZH},
                                           {.large = true, .language = LANGUAGE_ZH},
                                           {.contrast = true, .language = LANGUAGE_ZH},
                                           {.seated = true, .language = LANGUAGE_ZH}};
static const enum step steps[] = {STEP_STANDBY, STEP_HOME, STEP_SERVICES, STEP_IDENTIFY, STEP_SERVICE};
enum { STEPS = G_N_ELEMENTS(steps), OF_SERVICES = 2 /* the last ones */, MODES = G_N_ELEMENTS(modes) };

struct warm {
    struct session *s; /* these three only until all is made */
    struct page *page;
    struct ink ink;
    unsigned mode, step, service; /* the next one */
};

struct warm *warm_new(void)
{
    struct warm *w = g_new0(struct warm, 1);

    w->s = secret_new(sizeof *w->s);
    w->page = page_new();
    return w;
}

static void let_go(struct warm *w)
{
    secret_free(w->s);
    page_free(w->page);
    w->s = NULL;
    w->page = NULL;
}

void warm_free(struct warm *w)
{
    if (w == NULL)
        return;
    let_go(w);
    g_free(w);
}

/* A visit that came to this page, in this cabinet as it stands; of nobody. */
static void stand(struct warm *w, const struct session *like)
{
    struct session *s = w->s;

    session_init(s, like->catalog);
    s->visit = like->visit;
    s->now_ms = like->now_ms;
    s->wall_ms = like->wall_ms;
    s->calendar = like->calendar;
    s->notices = like->notices;
    s->health = like->health;
    s->step = steps[w->step];
    s->back[0].step = STEP_HOME;
    s->back_count = s->step != STEP_STANDBY && s->step != STEP_HOME;
    s->service = w->step >= STEPS - OF_SERVICES ? s->catalog->services[w->service] : NULL;
    s->large = modes[w->mode].large;
    s->contrast = modes[w->mode].contrast;
    s->seated = modes[w->mode].seated;
}

static void build(struct warm *w, const struct screen_context *context)
{
    struct screen_context of = {.place = context->place,
                                .progress_url = context->progress_url,
                                .regions = context->regions,
                                .ink = &w->ink};

    screens_build(w->page, w->s, &of);
}

/* Every service has a page of its own; false: that was the last of all. */
static bool next(struct warm *w, const struct catalog *catalog)
{
    if (steps[w->step] == STEP_SERVICE && ++w->service < catalog->service_count)
        return true;
    w->service = 0;
    if (++w->step < (catalog->service_count > 0 ? STEPS : STEPS - OF_SERVICES))
        return true;
    w->step = 0;
    return ++w->mode < MODES;
}

bool warm_step(struct warm *w, struct ui *ui, const struct session *like,
               const struct screen_context *context)
{
    if (w->s == NULL)
        return !ui_prepare(ui, NULL, NULL);
    stand(w, like);
    build(w, context);
    if (!ui_prepare(ui, w->page, &modes[w->mode]) || next(w, like->catalog))
        return true;
    let_go(w);
    return false;
}
