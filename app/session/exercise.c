/* Deeds of the exercises: a try, a look at it, and the next one. */
#include "session/exercise.h"

#include <string.h>

#include "base/secret.h"
#include "session/deeds.h"

/* What was written goes with its exercise. */
static bool begin_exercise(struct session *s, enum exercise_kind kind, struct effects *out)
{
    clear_ink(s, NULL, out);
    secret_wipe(&s->exercise, sizeof s->exercise);
    s->exercise.kind = kind;
    return true;
}

bool is_drink(const struct session *s, const struct session_event *event)
{
    return s->exercise.kind == EXERCISE_CHOOSE &&
           (event == NULL || (event->number >= 1 && event->number <= SESSION_DRINKS));
}

bool choose_drink(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    s->exercise.drink = event->number;
    return true;
}

bool is_exercise(const struct session *s, const struct session_event *event)
{
    (void)s;
    return event == NULL || event->number < EXERCISE_COUNT;
}

bool open_exercise(struct session *s, const struct session_event *event, struct effects *out)
{
    return begin_exercise(s, (enum exercise_kind)event->number, out);
}

bool writes_name(const struct session *s, const struct session_event *event)
{
    return s->exercise.kind == EXERCISE_WRITE && fits_the_pad(s, event);
}

bool has_written(const struct session *s, const struct session_event *event)
{
    return s->exercise.kind == EXERCISE_WRITE && has_ink(s, event);
}

bool presses_digits(const struct session *s, const struct session_event *event)
{
    return s->exercise.kind == EXERCISE_PRESS && s->exercise.state != EXERCISE_DONE &&
           (event == NULL || (event->text != NULL && strcmp(event->text, "exercise") == 0 &&
                              event->value != NULL && strlen(event->value) < sizeof s->exercise.digits &&
                              strspn(event->value, "0123456789") == strlen(event->value)));
}

bool take_pressed(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    secret_copy_text(s->exercise.digits, sizeof s->exercise.digits, event->value);
    s->exercise.state = EXERCISE_TRIES;
    return true;
}

bool lays_card(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->exercise.kind == EXERCISE_CARD && s->exercise.state != EXERCISE_DONE;
}

bool lay_example(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event, (void)out;
    s->exercise.state = EXERCISE_DONE;
    return true;
}

bool is_unlooked(const struct session *s, const struct session_event *event)
{
    bool looks = s->exercise.kind == EXERCISE_WRITE || s->exercise.kind == EXERCISE_PRESS;

    (void)event;
    return looks && s->exercise.state != EXERCISE_DONE;
}

/* Praised, or told what is missing: as the real page would find it. */
bool look_at_exercise(struct session *s, const struct session_event *event, struct effects *out)
{
    bool good = s->exercise.kind == EXERCISE_WRITE ? check_ink(s, event, out)
                                                   : strcmp(s->exercise.digits, EXERCISE_DIGITS) == 0;

    met(s, PROBLEM_NONE, NULL); /* the page says it in its own words */
    s->exercise.state = good ? EXERCISE_DONE : EXERCISE_MISSED;
    return true;
}

bool has_more_exercises(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->exercise.kind + 1 < EXERCISE_COUNT;
}

bool next_exercise(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    return begin_exercise(s, (enum exercise_kind)(s->exercise.kind + 1), out);
}

bool is_amid_exercises(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->exercise.kind != EXERCISE_CHOOSE;
}

bool end_exercises(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    return begin_exercise(s, EXERCISE_CHOOSE, out);
}
