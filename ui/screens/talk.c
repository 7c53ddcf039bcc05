/* 我听不见: ready sentences and own words to the people on duty, and what they write back. */
#include <stdio.h>
#include <string.h>

#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

static const char *const icons[TALK_SENTENCES] = {"sms",  "back_hand", "medical_services", "visibility_off",
                                                  "help", "schedule",  "credit_card_off",  "thumb_up"};

/* Ready sentences in the resident's language, everything else as it was written. */
static void line(struct page *page, const struct session *s, const struct talk_line *said)
{
    const char *text = said->sentence ? words(s->language, talk_sentence(said->sentence)) : said->text;
    struct widget *w = page_add(page, said->ours ? ROLE_TEXT : ROLE_STATUS, LOOK_ROW, "", text);
    w->detail = said->ours ? _("您写的") : _("工作人员写的");
    w->icon = said->ours ? "person" : "support_agent";
    w->personal = !said->sentence;
}

static void conversation(struct page *page, const struct session *s, unsigned most)
{
    const struct talk *talk = &s->talk;
    if (talk->count == 0)
        return;
    page_open(page, GROUP_LIST, 0);
    for (unsigned i = talk->count > most ? talk->count - most : 0; i < talk->count; i++)
        line(page, s, &talk->lines[i]);
    page_close(page);
}

static void state(struct page *page, const struct session *s, const struct screen_context *c)
{
    const char *seen = part_seen_when(page, s, c);
    if (s->talk.state == TALK_SENDING)
        part_banner(page, TONE_INFO, "hourglass_empty", _("正在送过去"), "");
    else if (s->talk.state == TALK_UNSENT)
        part_banner(page, TONE_LAMP, "wifi_off", _("还没送到，机器接着送。"), "");
    else if (s->talk.state == TALK_SENT && s->talk.lines[s->talk.count - 1].ours)
        part_banner(page, TONE_OK, "check_circle",
                    seen ? page_format(page, _("送到了。%s。"), seen) : _("送到了，请等回话。"), "");
}

static void sentences(struct page *page, const struct session *s)
{
    bool wide = s->large || s->language == LANGUAGE_EN;
    page_open(page, GROUP_COLUMNS, wide ? 1 : 2);
    for (unsigned i = 0; i <= TALK_SENTENCES; i++) {
        unsigned number = i < TALK_SENTENCES ? i + 1 : 0;
        char id[PAGE_ID];
        snprintf(id, sizeof id, "say.%u", number);
        const char *text = number ? words(s->language, talk_sentence(number)) : _("自己写");
        struct widget *w = page_add(page, ROLE_BUTTON, LOOK_SECOND, id, text);
        w->icon = number ? icons[i] : "edit";
        w->enabled = !talk_waits(&s->talk);
    }
    page_close(page);
}

static void typing(struct page *page, const struct session *s, const struct screen_context *c)
{
    part_title(page, _("写给工作人员"), "");
    conversation(page, s, 1);
    struct widget *w = page_add(page, ROLE_FIELD, LOOK_PLAIN, "field.talk", _("您想说什么？"));
    bool ready = c->input && strcmp(c->input->field, "talk") == 0;
    w->value = ready ? input_shown(page, c->input) : page_copy(page, s->talk.typed);
    w->selected = true;
    w->personal = true;
    if (ready)
        input_keys(page, c->input, s->language);
}

void overlay_talk(struct page *page, const struct session *s, const struct screen_context *c)
{
    enum { SHOWN = 3, SHOWN_LARGE = 2 };
    if (s->talk.typing) {
        typing(page, s, c);
        return;
    }
    part_title(page, _("不用说话，点一句"), s->large ? "" : _("送到值班室，回话写在这里。"));
    conversation(page, s, s->large ? SHOWN_LARGE : SHOWN);
    state(page, s, c);
    sentences(page, s);
}
