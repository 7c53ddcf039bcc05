#include "lamps.h"

static unsigned lamp(enum device_slot slot, enum device_state state)
{
    return state == DEVICE_READY || state == DEVICE_BUSY ? 1u << slot : 0;
}

/* Paper that comes, or hangs there to be taken. */
static bool gives_paper(const struct session *s)
{
    return s->print == PRINT_ASKED || (s->print == PRINT_PRINTED && s->step == STEP_DONE);
}

unsigned lamps_lit(const struct session *s)
{
    const struct health *h = &s->health;
    unsigned lit = 0;

    if (s->step == STEP_STANDBY || s->step == STEP_OUT_OF_SERVICE || s->practice)
        return 0; /* in practice nothing is laid down anywhere */
    if (s->step == STEP_IDENTIFY)
        lit |= lamp(DEVICE_IDCARD, h->idcard) | lamp(DEVICE_SCANNER, h->scanner) | lamp(DEVICE_CARD, h->card);
    if (h->card_forgotten)
        lit |= lamp(DEVICE_IDCARD, h->idcard);
    if (s->step == STEP_MATERIALS)
        lit |= lamp(DEVICE_CAMERA, h->camera);
    if (gives_paper(s)) /* also a printer that needs a hand: that is where to look */
        lit |= h->printer == DEVICE_OFF || h->printer == DEVICE_ABSENT ? 0 : 1u << DEVICE_PRINTER;
    return lit;
}

struct device_command *lamps_next(unsigned *lit, unsigned wanted)
{
    for (unsigned slot = 0; slot < DEVICE_SLOTS; slot++) {
        if (((*lit ^ wanted) >> slot & 1) == 0)
            continue;
        struct device_command *command = device_command_new(COMMAND_SWITCH, DEVICE_LAMP, 0);
        *lit ^= 1u << slot;
        command->number = (int)slot;
        command->flag = *lit >> slot & 1;
        return command;
    }
    return NULL;
}
