#include "ui/screens/previews_help.h"

#include "base/secret.h"
#include "session/answers.h"
#include "ui/screens/previews_parts.h"

static const int64_t EXAMPLE_WALL_MS = INT64_C(1773797160000); /* 2026-03-18 09:26 at the kiosk's place */
enum { EXAMPLE_NOW_MS = 100000, NINE_HOURS_MS = 9 * 3600 * 1000 };

static void stand(struct session *s, enum step step, enum overlay overlay)
{
    s->step = step;
    s->overlay = overlay;
    s->visit = 2;
    s->back[0].step = STEP_HOME;
    s->back_count = step != STEP_HOME;
    s->now_ms = EXAMPLE_NOW_MS;
    s->wall_ms = EXAMPLE_WALL_MS;
    s->health = (struct health){
        .idcard = DEVICE_READY, .scanner = DEVICE_READY, .printer = DEVICE_READY, .online = true};
}

static void inside(struct session *s, enum step step)
{
    for (unsigned i = 0; i < s->catalog->service_count && s->service == NULL; i++)
        if (s->catalog->services[i]->kind == SERVICE_APPLICATION)
            s->service = s->catalog->services[i];
    s->step = step;
}

void help_offline(struct session *s)
{
    stand(s, STEP_SERVICE, OVERLAY_HELP);
    inside(s, STEP_SERVICE);
    s->health.online = false;
}

void help_unread(struct session *s)
{
    stand(s, STEP_IDENTIFY, OVERLAY_HELP);
    inside(s, STEP_IDENTIFY);
    s->problem = PROBLEM_CARD_UNREAD;
    s->voice = s->health.headphones = true;
}

void help_evening(struct session *s)
{
    stand(s, STEP_HOME, OVERLAY_HELP);
    s->wall_ms += NINE_HOURS_MS;
    s->staff_call.state = CALL_NONE;
}

void help_night(struct session *s)
{
    help_evening(s);
    s->staff_call.state = CALL_HEARD;
}

static void answer(struct session *s, unsigned question)
{
    stand(s, STEP_IDENTIFY, OVERLAY_GUIDE);
    inside(s, STEP_IDENTIFY);
    s->guide_page = SESSION_GUIDE_PAGES + question;
}

void answer_card(struct session *s)
{
    answer(s, 0);
}

void answer_writing(struct session *s)
{
    answer(s, 1);
}

void answer_family(struct session *s)
{
    answer(s, 2);
}

/* The last page that begins with such a field, of a form that is filled. */
static void on_page(struct session *s, enum field_type type)
{
    preview_filled(s, STEP_FORM);
    for (unsigned i = 0; s->service && i < s->service->page_count; i++)
        if (s->service->pages[i][0].type == type)
            s->form_page = i;
}

/* 抖手也好点: what stands closest on any page, the keys. */
void steady_form(struct session *s)
{
    on_page(s, FIELD_PHONE);
    s->steady = true;
}

static void told_above(struct session *s, enum problem problem, const char *field)
{
    s->problem = problem;
    secret_copy_text(s->problem_field, sizeof s->problem_field, field);
    s->toast_until_ms = s->now_ms + 1;
}

void toast_choice(struct session *s)
{
    on_page(s, FIELD_CHOICE);
    if (!s->service)
        return;
    const struct field *field = &s->service->pages[s->form_page][0];
    answer_set(&s->kase, field, "", false);
    told_above(s, PROBLEM_EMPTY, field->name);
}

void toast_signature(struct session *s)
{
    preview_filled(s, STEP_SIGNATURE);
    told_above(s, PROBLEM_UNSIGNED, "signature");
}

void talk_begun(struct session *s)
{
    stand(s, STEP_HOME, OVERLAY_TALK);
}

static void said(struct session *s, bool ours, unsigned sentence, const char *text)
{
    struct talk_line *line = &s->talk.lines[s->talk.count++];
    line->ours = ours;
    line->sentence = sentence;
    secret_copy_text(line->text, sizeof line->text, text);
    s->talk.turn += ours;
}

void talk_waiting(struct session *s)
{
    talk_begun(s);
    said(s, true, 1, "");
    s->talk.state = TALK_UNSENT;
}

void talk_answered(struct session *s)
{
    talk_begun(s);
    said(s, true, 1, "");
    said(s, false, 0, "看到了，马上过来。您先坐一会儿。");
    said(s, true, 0, "老年卡补办要带什么？");
    s->talk.state = TALK_SENT;
}

void talk_typing(struct session *s)
{
    talk_answered(s);
    s->talk.typing = true;
}
