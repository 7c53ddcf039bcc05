#include "ui/screens/previews_touch.h"

#include "ui/screens/previews_parts.h"

void touch_gone(struct session *s)
{
    preview_stand(s, STEP_STANDBY);
    s->health.touch_gone = true;
    s->health.keypad = DEVICE_OFF;
}

void touch_gone_keys(struct session *s)
{
    touch_gone(s);
    s->health.keypad = DEVICE_READY;
}

void touch_gone_inside(struct session *s)
{
    preview_filled(s, STEP_REVIEW);
    s->health.touch_gone = true;
    s->health.keypad = DEVICE_OFF;
}
