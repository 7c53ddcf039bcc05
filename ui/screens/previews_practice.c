#include "ui/screens/previews_practice.h"

#include <string.h>

#include "base/secret.h"
#include "session/practice.h"
#include "ui/screens/previews_parts.h"

static void practising(struct session *s, enum service_kind kind, enum step step)
{
    preview_stand(s, step);
    s->practice = true;
    for (unsigned i = 0; i < s->catalog->service_count && s->service == NULL; i++)
        if (s->catalog->services[i]->kind == kind)
            s->service = s->catalog->services[i];
    s->identified = step != STEP_IDENTIFY;
    if (s->identified)
        secret_copy_text(s->person.name, sizeof s->person.name, "张练习");
}

void practice(struct session *s)
{
    preview_stand(s, STEP_PRACTICE);
    s->practice = true;
    s->exercise.drink = 2;
}

static void exercise(struct session *s, enum exercise_kind kind, enum exercise_state state)
{
    practice(s);
    s->exercise = (struct exercise){.kind = kind, .state = state};
}

void practice_write(struct session *s)
{
    exercise(s, EXERCISE_WRITE, EXERCISE_TRIES);
}

void practice_write_more(struct session *s)
{
    exercise(s, EXERCISE_WRITE, EXERCISE_MISSED);
}

void practice_written(struct session *s)
{
    exercise(s, EXERCISE_WRITE, EXERCISE_DONE);
    static const struct stroke_point line[] = {{1500, 3000, true},  {3500, 2800, false}, {2500, 3000, true},
                                               {2500, 7000, false}, {5000, 4000, true},  {8000, 6500, false}};
    memcpy(s->kase.ink, line, sizeof line);
    s->kase.ink_count = G_N_ELEMENTS(line);
}

void practice_press(struct session *s)
{
    exercise(s, EXERCISE_PRESS, EXERCISE_TRIES);
    secret_copy_text(s->exercise.digits, sizeof s->exercise.digits, "1990000");
}

void practice_press_other(struct session *s)
{
    exercise(s, EXERCISE_PRESS, EXERCISE_MISSED);
    secret_copy_text(s->exercise.digits, sizeof s->exercise.digits, "19900000002");
}

void practice_pressed(struct session *s)
{
    exercise(s, EXERCISE_PRESS, EXERCISE_DONE);
}

void practice_card(struct session *s)
{
    exercise(s, EXERCISE_CARD, EXERCISE_TRIES);
}

void practice_card_read(struct session *s)
{
    exercise(s, EXERCISE_CARD, EXERCISE_DONE);
}

void practice_identify(struct session *s)
{
    practising(s, SERVICE_APPLICATION, STEP_IDENTIFY);
}

void practice_materials(struct session *s)
{
    practising(s, SERVICE_APPLICATION, STEP_MATERIALS);
}

void practice_result(struct session *s)
{
    struct session_event answer;

    practising(s, SERVICE_QUERY, STEP_RESULT);
    s->owed = 1u << EFFECT_ASK;
    s->example_ms = s->now_ms;
    practice_letter(s, true, &answer); /* the rows it brings lie in the case */
}

void practice_done(struct session *s)
{
    practising(s, SERVICE_APPLICATION, STEP_DONE);
    s->kase.saved = s->kase.accepted = true;
    secret_copy_text(s->kase.receipt, sizeof s->kase.receipt, PRACTICE_RECEIPT);
}

void guide(struct session *s)
{
    preview_stand(s, STEP_HOME);
    s->overlay = OVERLAY_GUIDE;
}

void guide_card(struct session *s)
{
    guide(s);
    s->guide_page = 1;
}

void guide_filling(struct session *s)
{
    guide(s);
    s->guide_page = 2;
}

void guide_ending(struct session *s)
{
    guide(s);
    s->guide_page = SESSION_GUIDE_PAGES - 1;
}
