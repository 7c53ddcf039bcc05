#include "vigil.h"

#include <string.h>

#include "base/log.h"
#include "store/check.h"

/* When even a centre that is open all night is empty. */
static const struct clock_hours quiet = {.from = 2 * 60, .until = 5 * 60};

static void name_night(const struct vigil *vigil, char out[DAY_TEXT])
{
    day_write(out, day_of(vigil->clock->wall_ms(vigil->clock)));
}

static bool is_time(const struct vigil *vigil)
{
    char night[DAY_TEXT];

    name_night(vigil, night);
    return clock_within(&quiet, vigil->clock->wall_ms(vigil->clock)) && strcmp(night, vigil->night) != 0;
}

void vigil_look(struct vigil *vigil)
{
    g_autoptr(GError) error = NULL;

    if (!vigil->alone || vigil->check != NULL || !is_time(vigil))
        return;
    vigil->check = store_check_begin(vigil->state_dir, vigil->ring, vigil->data, &error);
    if (vigil->check == NULL) {
        name_night(vigil, vigil->night);
        log_warning("store", "%s", error->message);
    }
}

void vigil_alone(struct vigil *vigil, bool alone)
{
    vigil->alone = alone;
    if (!alone && vigil->check != NULL)
        store_check_stop(vigil->check);
}

bool vigil_ended(struct vigil *vigil, char **says)
{
    enum store_check_verdict verdict = STORE_CHECK_BROKEN_OFF;

    *says = NULL;
    if (vigil->check != NULL)
        verdict = store_check_end(vigil->check, says);
    vigil->check = NULL;
    if (verdict != STORE_CHECK_BROKEN_OFF)
        name_night(vigil, vigil->night);
    return verdict == STORE_CHECK_DAMAGED;
}

void vigil_stop(struct vigil *vigil)
{
    g_autofree char *says = NULL;

    vigil_alone(vigil, false);
    vigil_ended(vigil, &says);
}
