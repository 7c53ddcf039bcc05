#include "lamps.h"

#include "session/sheet.h"

/* Where something is to be laid or shown: only where it would be read. */
static unsigned asks(enum device_slot slot, enum device_state state)
{
    return state == DEVICE_READY || state == DEVICE_BUSY ? 1u << slot : 0;
}

/* Where something lies or comes out: also of a device that needs a hand, for that is where to look. */
static unsigned gives(bool given, enum device_slot slot, enum device_state state)
{
    return given && state != DEVICE_OFF && state != DEVICE_ABSENT ? 1u << slot : 0;
}

static unsigned asked_for(const struct session *s)
{
    const struct health *h = &s->health;

    switch ((int)s->step) {
    case STEP_IDENTIFY:
        return asks(DEVICE_IDCARD, h->idcard) | asks(DEVICE_SCANNER, h->scanner) | asks(DEVICE_CARD, h->card);
    case STEP_MATERIALS:
        return asks(DEVICE_SCANNER, h->scanner);
    case STEP_PAYMENT: /* a phone's code is taken only while the kiosk's own stands there */
        return s->kase.pay.state == PAY_OPEN ? asks(DEVICE_SCANNER, h->scanner) : 0;
    case STEP_CAMERA:
        return asks(DEVICE_CAMERA, h->camera);
    default:
        return 0;
    }
}

/* Cards of an earlier visit, and paper that comes or is there to be taken. One's own card is spoken of when
 * the visit ends: that is the reminder's. */
static unsigned given(const struct session *s)
{
    const struct health *h = &s->health;
    bool told = s->step == STEP_RESULT || s->step == STEP_DONE; /* the page says that it is printed */
    bool slip = h->paper_lies || s->print == PRINT_ASKED || (told && s->print == PRINT_PRINTED);
    bool sheet = s->sheet.state == SHEET_ASKED || (told && s->sheet.state == SHEET_PRINTED);

    return gives(h->card_forgotten, DEVICE_IDCARD, h->idcard) |
           gives(h->social_forgotten, DEVICE_CARD, h->card) | gives(slip, DEVICE_PRINTER, h->printer) |
           gives(sheet, DEVICE_DOCUMENT, h->document);
}

static unsigned called_back_for(const struct session *s)
{
    const struct health *h = &s->health;

    switch (reminder_now(s)) {
    case REMINDER_CARD:
        return gives(true, DEVICE_IDCARD, h->idcard);
    case REMINDER_SOCIAL:
        return gives(true, DEVICE_CARD, h->card);
    case REMINDER_SLIP:
        return gives(true, DEVICE_PRINTER, h->printer);
    case REMINDER_PAGE:
        return gives(true, DEVICE_DOCUMENT, h->document);
    case REMINDER_NOTHING:
        break;
    }
    return 0;
}

unsigned lamps_lit(const struct session *s)
{
    if (s->step == STEP_STANDBY || s->step == STEP_OUT_OF_SERVICE || s->practice)
        return called_back_for(s); /* in practice nothing is laid down anywhere */
    return asked_for(s) | given(s) | called_back_for(s);
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
