/* The queue's file is looked at whole, once a night (vigil.h). A damaged one is left to the next start, which
 * has it alone and sets it aside: so the kiosk ends while nobody is there, and the agent with it. */
#include <stdlib.h>

#include "base/log.h"
#include "desk_parts.h"
#include "store/check.h"

enum { MINUTE_S = 60 };

static gboolean look(gpointer data)
{
    vigil_look(&((struct desk *)data)->vigil);
    return G_SOURCE_CONTINUE;
}

static gboolean ended(gpointer data)
{
    struct desk *desk = data;
    g_autofree char *says = NULL;
    g_autoptr(GError) error = NULL;

    if (!vigil_ended(&desk->vigil, &says))
        return G_SOURCE_REMOVE;
    log_warning("desk", "the queue's file is damaged (%s): kiosk and agent start anew and set it aside",
                says);
    if (!store_doubt(desk->store, &error))
        log_warning("desk", "%s", error->message);
    desk->store_broken = true; /* whoever came just now is not sent away */
    if (desk->vigil.alone)
        desk_post(desk, desk_letter_new(DESK_LEAVE, 0, EXIT_FAILURE));
    return G_SOURCE_REMOVE;
}

/* In the thread that looked. */
static void ring(void *data)
{
    struct desk *desk = data;
    GSource *source = g_idle_source_new();

    g_source_set_callback(source, ended, desk, NULL);
    g_source_attach(source, desk->context);
    g_source_unref(source);
}

void desk_night_start(struct desk *desk)
{
    desk->vigil.clock = &desk->clock;
    desk->vigil.state_dir = config_text(desk->config, "kiosk", "state");
    desk->vigil.ring = ring;
    desk->vigil.data = desk;
    desk->minute = g_timeout_source_new_seconds(MINUTE_S);
    g_source_set_callback(desk->minute, look, desk, NULL);
    g_source_attach(desk->minute, desk->context);
}

void desk_alone(struct desk *desk, const struct job *job)
{
    vigil_alone(&desk->vigil, job->number != 0);
}

void desk_night_stop(struct desk *desk)
{
    vigil_stop(&desk->vigil);
    g_clear_pointer(&desk->minute, g_source_unref);
}
