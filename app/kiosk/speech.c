#include "speech.h"

#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "session/alert.h"
#include "ui/voice.h"

#define _(zh) words(script->language, zh)

enum { KEPT_LIMIT = 256 * 1024 };

struct speech {
    struct voice *voice;
    struct script *script;    /* secret */
    struct secret_bytes kept; /* sentences, each with its NUL */
    bool keep;
    bool listened;                   /* the visit before standby was spoken to */
    unsigned number;                 /* of the script that reads a notice, for the voice */
    uint8_t sentences[SCRIPT_LINES]; /* which of its sentences a line is, from 1; 0: none */
    struct said {                    /* what the listener knows */
        bool on, again, screen, blank;
        uint64_t key;
        unsigned list_page;
        int rate, volume;
        char focus[PAGE_ID];
    } last;
};

struct speech *speech_new(const struct config *config, void (*moved)(void *data), void *data)
{
    const struct voice_options options = {config_text(config, "assets", "voice"),
                                          config_text(config, "voice", "loudspeaker"),
                                          config_text(config, "voice", "headphones"), moved, data};
    struct speech *speech = g_new0(struct speech, 1);

    speech->voice = voice_new(&options);
    speech->script = secret_new(sizeof *speech->script);
    return speech;
}

void speech_free(struct speech *speech)
{
    if (speech == NULL)
        return;
    voice_free(speech->voice);
    secret_free(speech->script);
    secret_bytes_clear(&speech->kept);
    g_free(speech);
}

void speech_hush(struct speech *speech, const struct ui_input *input)
{
    if (input->kind == UI_NOTHING || input->kind == UI_RING)
        return;
    voice_hush(speech->voice);
    speech->last.again = true; /* a key that moved nothing is answered, too */
}

/* Something lies there, and whose visit it was is over. */
static bool is_left(const struct session *s)
{
    return s->step == STEP_STANDBY && reminder_now(s) != REMINDER_NOTHING;
}

static unsigned percent_of(const struct session *s)
{
    static const unsigned steps[] = {50, 75, 100, 125, 150, 175, 200};

    _Static_assert(G_N_ELEMENTS(steps) == SESSION_RATE_MOST - SESSION_RATE_LEAST + 1, "one for each step");
    return steps[s->voice_rate - SESSION_RATE_LEAST];
}

/* Whoever listened until the end may still hear what was left behind, and nothing else. */
static bool calls_back(const struct speech *speech, const struct session *s)
{
    return !s->voice && speech->listened && is_left(s);
}

static void say_left(struct script *script, enum reminder_thing thing)
{
    script_add(script, false,
               thing == REMINDER_CARD     ? _("身份证还在读卡口，请拿好")
               : thing == REMINDER_SOCIAL ? _("社保卡还插着，请拔出来拿好")
               : thing == REMINDER_SLIP   ? _("打好的纸还在出纸口，请拿好")
                                          : _("纸还在打印机上，请拿好"));
}

static void tell_voice(struct speech *speech, const struct session *s)
{
    struct voice_manner manner = {.on = s->voice || calls_back(speech, s),
                                  .headphones = s->health.headphones,
                                  .slow = s->large,
                                  .percent = percent_of(s),
                                  .decibel = VOICE_FIRST_DB + s->voice_volume * VOICE_STEP_DB};

    voice_set(speech->voice, &manner);
}

static void say_rate(struct script *script, int rate)
{
    enum { SENTENCE = 128 };
    char text[SENTENCE];

    snprintf(text, sizeof text, _("快慢，第 %d 档，共 %d 档"), rate - SESSION_RATE_LEAST + 1,
             SESSION_RATE_MOST - SESSION_RATE_LEAST + 1);
    script_add(script, false, text);
}

static void say_volume(struct script *script, int volume)
{
    enum { SENTENCE = 128 };
    char text[SENTENCE];

    snprintf(text, sizeof text, _("声音，第 %d 档，共 %d 档"), volume - SESSION_VOLUME_LEAST + 1,
             SESSION_VOLUME_MOST - SESSION_VOLUME_LEAST + 1);
    script_add(script, false, text);
}

/* It is heard, and how the light comes back. */
static void say_light(struct script *script, bool blank)
{
    script_add(script, false,
               blank ? _("屏幕黑了，接着听。点一下屏幕，或者再按一次，就亮。") : _("屏幕亮了。"));
}

static void say_on(struct script *script)
{
    script_add(script, false, _("语音开了。上下键挑，确定键选，首页键再念一遍。"));
}

/* Aloud, what is for one person is not said; how it would be. */
static void say_plug(struct script *script)
{
    script_add(script, false, _("插上耳机，就都念给您一个人听。"));
}

static bool held_back(const struct script *script)
{
    for (unsigned i = 0; i < script->count; i++)
        if (strstr(script_line(script, i), _("屏幕上有")) != NULL)
            return true;
    return false;
}

void speech_own(struct script *script)
{
    say_on(script);
    say_plug(script);
    for (int rate = SESSION_RATE_LEAST; rate <= SESSION_RATE_MOST; rate++)
        say_rate(script, rate);
    for (int volume = SESSION_VOLUME_LEAST; volume <= SESSION_VOLUME_MOST; volume++)
        say_volume(script, volume);
    say_light(script, true);
    say_light(script, false);
    for (enum reminder_thing thing = REMINDER_CARD; thing <= REMINDER_PAGE; thing++)
        say_left(script, thing);
}

/* A step of speed or loudness is answered by itself. */
static void tell_steps(struct speech *speech, const struct session *s)
{
    if (s->voice_rate != speech->last.rate)
        say_rate(speech->script, s->voice_rate);
    if (s->voice_volume != speech->last.volume)
        say_volume(speech->script, s->voice_volume);
}

static void tell_focus(struct speech *speech, const struct ui *ui, const struct script_view *view, bool whole)
{
    const struct layout *layout = ui_widgets(ui);
    const struct placed *focus = layout_find(layout, ui_view(ui)->focus);
    bool moved = strcmp(speech->last.focus, ui_view(ui)->focus) != 0;

    if (!ui_view(ui)->focus_shown || focus == NULL)
        return;
    if (whole || moved || (speech->last.again && speech->script->count == 0))
        script_widget(speech->script, layout->page, focus->widget, view);
}

static void compose(struct speech *speech, const struct session *s, const struct ui *ui,
                    const struct page *before, const struct script_view *view)
{
    const struct page *page = ui_widgets(ui)->page;
    struct said *last = &speech->last;
    if (calls_back(speech, s)) {
        if (!last->on)
            say_left(speech->script, reminder_now(s));
        return;
    }
    bool turned = !last->screen && last->list_page != view->list_page;

    if (!last->on)
        say_on(speech->script);
    if (!last->on && !view->headphones)
        say_plug(speech->script);
    script_alert(speech->script, before, page, view);
    if (last->screen) {
        script_screen(speech->script, page, view);
    } else {
        if (turned)
            script_list(speech->script, page, view);
        script_changes(speech->script, before, page, view);
        tell_steps(speech, s);
        if (s->blank != last->blank)
            say_light(speech->script, s->blank);
    }
    tell_focus(speech, ui, view, last->screen || turned);
    if (!view->headphones && held_back(speech->script))
        say_plug(speech->script);
}

static void keep(struct speech *speech)
{
    for (unsigned i = 0; speech->keep && i < speech->script->count; i++) {
        const char *sentence = script_line(speech->script, i);

        if (speech->kept.len + strlen(sentence) < KEPT_LIMIT)
            secret_bytes_append(&speech->kept, sentence, strlen(sentence) + 1);
    }
}

static unsigned sentence_of(const struct page *page, const char *line)
{
    for (unsigned i = 0; i < page->count; i++)
        if (page->widgets[i].look == LOOK_SENTENCE && strcmp(page->widgets[i].label, line) == 0)
            return (unsigned)page->widgets[i].number;
    return 0;
}

/* A notice is lit where it is read: the voice tells its line, and this which sentence that is. */
static void say(struct speech *speech, const struct page *page)
{
    const struct script *script = speech->script;
    uint8_t sentences[SCRIPT_LINES] = {0};
    bool reads = false;

    for (unsigned i = 0; i < script->count; i++) {
        sentences[i] = (uint8_t)sentence_of(page, script_line(script, i));
        reads = reads || sentences[i] > 0;
    }
    unsigned number = voice_say(speech->voice, script, speech->last.screen);
    if (!reads && !speech->last.screen)
        return; /* a word in between */
    speech->number = number;
    memcpy(speech->sentences, sentences, sizeof sentences);
}

bool speech_speaks(const struct speech *speech)
{
    return voice_speaks(speech->voice);
}

unsigned speech_reading(const struct speech *speech)
{
    unsigned line = voice_line(speech->voice, speech->number);

    return line > 0 && line <= SCRIPT_LINES ? speech->sentences[line - 1] : 0;
}

static void remember(struct speech *speech, const struct session *s, const struct ui *ui)
{
    struct said *last = &speech->last;

    *last = (struct said){.on = true,
                          .blank = s->blank,
                          .key = ui_widgets(ui)->page->key,
                          .list_page = ui_widgets(ui)->list_page,
                          .rate = s->voice_rate,
                          .volume = s->voice_volume};
    g_strlcpy(last->focus, ui_view(ui)->focus, sizeof last->focus);
}

void speech_shown(struct speech *speech, const struct session *s, const struct ui *ui,
                  const struct page *before)
{
    const struct layout *layout = ui_widgets(ui);
    const struct script_view view = {.language = s->language,
                                     .headphones = s->health.headphones,
                                     .list_page = layout->list_page,
                                     .list_pages = layout->list_pages,
                                     .more = layout->list_page + 1 < layout->list_pages,
                                     .page_of = layout->page_of,
                                     .focus = ui_view(ui)->focus};

    if (s->step != STEP_STANDBY)
        speech->listened = s->voice;
    tell_voice(speech, s);
    if (!s->voice && !calls_back(speech, s)) {
        secret_wipe(&speech->last, sizeof speech->last);
        return;
    }
    speech->last.screen = speech->last.screen || !speech->last.on || speech->last.key != layout->page->key;
    script_begin(speech->script, s->language);
    compose(speech, s, ui, before, &view);
    keep(speech);
    if (speech->script->count > 0)
        say(speech, layout->page);
    remember(speech, s, ui);
    script_begin(speech->script, s->language);
}

void speech_repeat(struct speech *speech)
{
    speech->last.screen = true;
}

struct speech_mark speech_mark(const struct session *s)
{
    struct speech_mark mark = {s->problem, s->overlay, 0, s->reminder.rung, session_alert_in_bar(s) != NULL};

    for (unsigned i = 0; i < SESSION_MATERIALS; i++)
        mark.taken += photo_has_paper(&s->kase, i);
    mark.taken += s->kase.photo.state == PHOTO_TAKEN; /* the shutter, as one hears it */
    return mark;
}

void speech_tone(struct speech *speech, const struct speech_mark *before, const struct session *s,
                 const struct session_event *event)
{
    struct speech_mark now = speech_mark(s);
    bool asked = event->kind == EVENT_NEXT || event->kind == EVENT_SUBMIT || event->kind == EVENT_CODE ||
                 event->kind == EVENT_CARD || event->kind == EVENT_CARD_PROBLEM;
    bool example = event->kind == EVENT_PRETEND && s->step == STEP_PRACTICE; /* sounds as a real one does */
    bool card =
        (event->kind == EVENT_CARD || example) && event->visit == s->visit && now.problem == PROBLEM_NONE;

    if (now.problem != PROBLEM_NONE && (asked || now.problem != before->problem))
        voice_tone(speech->voice, SOUND_ERROR);
    else if (card || now.taken > before->taken)
        voice_tone(speech->voice, SOUND_CARD);
    else if (((now.overlay == OVERLAY_TIMEOUT || now.overlay == OVERLAY_ALERT) &&
              before->overlay != now.overlay) ||
             now.rung != before->rung || (now.alert && !before->alert))
        voice_tone(speech->voice, SOUND_CALL);
}

void speech_siren(struct speech *speech, bool on)
{
    voice_siren(speech->voice, on);
}

bool speech_sounded(const struct speech *speech)
{
    return voice_sounded(speech->voice);
}

void speech_try(struct speech *speech)
{
    voice_try(speech->voice);
}

bool speech_silent(const struct speech *speech)
{
    return voice_silent(speech->voice);
}

void speech_forget(struct speech *speech)
{
    voice_forget(speech->voice);
    secret_bytes_clear(&speech->kept);
    secret_wipe(speech->script, sizeof *speech->script);
    secret_wipe(&speech->last, sizeof speech->last);
}

void speech_keep(struct speech *speech)
{
    speech->keep = true;
}

void speech_take(struct speech *speech, void (*each)(void *data, const char *sentence), void *data)
{
    const char *at = (const char *)speech->kept.data;
    const char *end = at + speech->kept.len;

    while (at != NULL && at < end) {
        each(data, at);
        at += strlen(at) + 1;
    }
    secret_bytes_clear(&speech->kept);
}
