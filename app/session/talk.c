#include "session/talk.h"

#include <string.h>

#include "base/secret.h"
#include "session/deeds.h"
#include "session/patience.h"

#define N_(zh) zh

const char *talk_sentence(unsigned number)
{
    static const char *const sentences[TALK_SENTENCES] = {
        N_("我听不见，请写字"), N_("请过来一下"), N_("我不舒服"),     N_("我看不清"),
        N_("我不会用"),         N_("要等多久？"), N_("证件拿不出来"), N_("谢谢，不用了"),
    };
    return number >= 1 && number <= TALK_SENTENCES ? sentences[number - 1] : "";
}

bool talk_waits(const struct talk *talk)
{
    return talk->state == TALK_SENDING || talk->state == TALK_UNSENT;
}

static struct talk_line *add(struct talk *talk, bool ours, const char *text)
{
    if (talk->count == TALK_LINES) /* the oldest goes: five fill the page */
        memmove(&talk->lines[0], &talk->lines[1], sizeof talk->lines[0] * --talk->count);
    struct talk_line *line = &talk->lines[talk->count++];

    memset(line, 0, sizeof *line);
    line->ours = ours;
    secret_copy_text(line->text, sizeof line->text, text);
    return line;
}

static void ask(struct session *s, struct effects *out)
{
    s->talk.ask_ms = 0;
    s->talk.request = wish(s, out, EFFECT_TALK);
}

static void say_it(struct session *s, unsigned sentence, const char *text, struct effects *out)
{
    struct talk *talk = &s->talk;

    add(talk, true, text)->sentence = sentence;
    secret_copy_text(talk->said, sizeof talk->said, text);
    talk->turn++;
    talk->state = TALK_SENDING;
    ask(s, out);
}

bool open_talk(struct session *s, const struct session_event *event, struct effects *out)
{
    s->talk.typing = false;
    if (s->talk.turn > 0 && s->talk.request == 0)
        s->talk.ask_ms = s->now_ms; /* they may have answered meanwhile */
    return begin(s, event, out);
}

/* Who writes in an emergency is in one: the call goes out as well. */
bool call_and_talk(struct session *s, const struct session_event *event, struct effects *out)
{
    if (is_not_called(s, event))
        call_emergency(s, event, out);
    return open_talk(s, event, out);
}

bool may_say(const struct session *s, const struct session_event *event)
{
    return !talk_waits(&s->talk) && (event == NULL || event->number <= TALK_SENTENCES);
}

bool say(struct session *s, const struct session_event *event, struct effects *out)
{
    if (event->number == 0)
        s->talk.typing = true;
    else
        say_it(s, event->number, talk_sentence(event->number), out);
    return true;
}

bool is_typing(const struct session *s, const struct session_event *event)
{
    return s->talk.typing &&
           (event == NULL || event->kind != EVENT_ANSWER || strcmp(event->text, "talk") == 0);
}

bool take_typed(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    memset(s->talk.typed, 0, sizeof s->talk.typed);
    secret_copy_text(s->talk.typed, sizeof s->talk.typed, event->value);
    return true;
}

bool has_typed(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->talk.typing && s->talk.typed[0] != '\0' && !talk_waits(&s->talk);
}

bool stop_typing(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    s->talk.typing = false;
    memset(s->talk.typed, 0, sizeof s->talk.typed);
    return true;
}

bool say_typed(struct session *s, const struct session_event *event, struct effects *out)
{
    say_it(s, 0, s->talk.typed, out);
    return stop_typing(s, event, out);
}

bool is_our_talk(const struct session *s, const struct session_event *event)
{
    return s->talk.request != 0 && (event == NULL || event->request == s->talk.request);
}

/* Whoever writes to this machine knows of the call that it made. */
static void answered(struct call *call)
{
    if (call->state != CALL_NONE)
        *call = (struct call){.state = CALL_ANSWERED, .request = call->request};
}

static void again_soon(struct session *s)
{
    s->talk.request = 0;
    s->talk.ask_ms = s->now_ms + TALK_EVERY_MS;
}

bool told(struct session *s, const struct session_event *event, struct effects *out)
{
    struct talk *talk = &s->talk;

    (void)out;
    if (talk_waits(talk))
        talk->state = TALK_SENT;
    for (unsigned i = 0; i < event->told->count; i++)
        if (event->told->lines[i].number > talk->heard) {
            talk->heard = event->told->lines[i].number;
            add(talk, false, event->told->lines[i].text);
            answered(&s->staff_call);
            answered(&s->emergency_call);
            s->awake_ms = s->now_ms; /* somebody is being spoken to */
        }
    again_soon(s);
    return true;
}

/* It is said again by itself, under the same turn, until the line carries it. */
bool untold(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    if (s->talk.state == TALK_SENDING)
        s->talk.state = TALK_UNSENT;
    again_soon(s);
    return true;
}

void session_talk_due(struct session *s, struct effects *out)
{
    if (s->overlay == OVERLAY_TALK && s->talk.ask_ms != 0 && s->now_ms >= s->talk.ask_ms)
        ask(s, out);
}
