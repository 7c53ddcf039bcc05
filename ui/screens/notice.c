/* One notice, large, on as many pages as it takes; the sentence being read aloud is lit. */
#include <string.h>

#include "base/clock.h"
#include "session/notice_round.h"
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)
#define N_(zh) zh

static const struct topic {
    const char *code, *icon, *word;
    enum tone tone;
} topics[] = {
    {"water", "water_drop", N_("停水"), TONE_BRICK},
    {"power", "lightbulb", N_("停电"), TONE_BRICK},
    {"gas", "local_fire_department", N_("停气"), TONE_BRICK},
    {"road", "directions_walk", N_("走路开车"), TONE_BRICK},
    {"weather", "warning", N_("天气"), TONE_BRICK},
    {"health", "medical_services", N_("看病打针"), TONE_MOSS},
    {"safety", "priority_high", N_("当心"), TONE_BRICK},
    {"meeting", "how_to_vote", N_("开会"), TONE_PLUM},
    {"machine", "construction", N_("机器"), TONE_LAMP},
};

const char *notice_words(const struct session *s, const struct notice_words *w)
{
    return part_label(s, (struct label){w->zh, w->en && *w->en ? w->en : NULL});
}

static void tag(struct page *page, const char *icon, const char *word, enum tone tone)
{
    struct widget *w = page_add(page, ROLE_STATUS, LOOK_TAG, "", word);
    w->icon = icon;
    w->tone = tone;
}

static bool is_today(const struct session *s, int64_t ms)
{
    struct clock_date a = clock_civil(s->wall_ms), b = clock_civil(ms);
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

/* 第 2 条，共 3 条 */
static const char *place(struct page *page, const struct session *s, unsigned at, unsigned of)
{
    return page_format(page, _("第 %u 条，共 %u 条"), at, of);
}

static void tags(struct page *page, const struct session *s, const struct notice *n)
{
    page_open(page, GROUP_ROW, 0);
    if (n->kind == NOTICE_ALERT)
        tag(page, "warning", _("预警"), TONE_BAD);
    for (unsigned i = 0; i < G_N_ELEMENTS(topics); i++)
        if (strcmp(topics[i].code, n->topic) == 0)
            tag(page, topics[i].icon, _(topics[i].word), topics[i].tone);
    if (is_today(s, n->published_ms))
        tag(page, "", _("今天发的"), TONE_LAMP);
    struct notice_round round = notice_round(s);
    if (round.at && round.of > 1)
        tag(page, "", place(page, s, round.at, round.of), TONE_PINE);
    page_close(page);
}

/* Bytes of the sentence that begins here, with the marks that close it; a line break ends one, too. */
static size_t sentence_length(const char *text)
{
    static const char *const ends[] = {"。", "！", "？", ". ", "! ", "? "};
    static const char *const closing[] = {"”", "’", "）", "」", "』"};
    const char *at = text;
    while (*at && *at != '\n') {
        bool end = false;
        for (unsigned i = 0; i < G_N_ELEMENTS(ends) && !end; i++)
            if (g_str_has_prefix(at, ends[i])) {
                at += strlen(ends[i]);
                end = true;
            }
        if (!end) {
            at++;
            continue;
        }
        for (unsigned i = 0; i < G_N_ELEMENTS(closing); i++)
            if (g_str_has_prefix(at, closing[i]))
                at += strlen(closing[i]);
        return (size_t)(at - text);
    }
    return (size_t)(at - text);
}

const char *notice_sentence(const char *text, size_t *len, bool *begins)
{
    *begins = false;
    while (*text == '\n' || *text == ' ') {
        *begins = *begins || *text == '\n';
        text++;
    }
    *len = sentence_length(text);
    return *text ? text : NULL;
}

static unsigned sentences(struct page *page, const struct session *s, const struct notice *n,
                          unsigned reading)
{
    const char *at = notice_words(s, &n->text);
    size_t len = 0;
    bool begins = false;
    unsigned count = 0;
    page_open(page, GROUP_LIST, 0);
    while ((at = notice_sentence(at, &len, &begins)) != NULL) {
        struct widget *w = page_text(page, LOOK_SENTENCE, page_format(page, "%.*s", (int)len, at));
        w->told = true;
        w->number = ++count;
        w->total = begins; /* of a paragraph */
        w->tone = count == reading ? TONE_LAMP : TONE_NONE;
        at += len;
    }
    page_close(page);
    return count;
}

/* The one behind this, until the last was read; 返回 leads to the one before. */
static void another(struct page *page, const struct session *s)
{
    struct notice_round round = notice_round(s);
    const struct notice *next = round.at ? notice_in_round(s, round.at + 1) : NULL;
    if (!next)
        return;
    page_open(page, GROUP_LIST, 0);
    part_tile(page, LOOK_ROW, page_format(page, "notice.%s", next->id), "campaign", TONE_NONE,
              page_format(page, _("下一条：%s"), place(page, s, round.at + 1, round.of)),
              notice_words(s, &next->title))
        ->told = true;
    page_close(page);
}

/* While it is read: where the voice is, and its switch. */
static void reading_row(struct page *page, const struct session *s, unsigned reading)
{
    if (!s->voice)
        return;
    page_open(page, GROUP_SPREAD, 0);
    page_open(page, GROUP_ROW, 0);
    struct widget *w = page_text(page, LOOK_READING,
                                 reading ? page_format(page, _("正在念第 %u 句"), reading) : _("正在念"));
    w->icon = "graphic_eq";
    w->tone = TONE_PINE; /* a state of the voice */
    w->grow = true;
    page_button(page, LOOK_MEDIUM, "read", _("停一停"), "pause");
    page_close(page);
    page_close(page);
}

static void gone(struct page *page, const struct session *s)
{
    part_title(page, _("这条通知撤下了"), _("已经过了时间，或者社区收回了。"));
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "next", _("我知道了"), "check");
}

void screen_notice(struct page *page, const struct session *s, const struct screen_context *c)
{
    const struct notice *n = notices_find(s->notices, s->notice);
    if (!n) {
        gone(page, s);
        return;
    }
    char day[PART_TEXT];
    unsigned reading = s->voice ? c->reading : 0;
    bool brief = s->large || s->seated; /* the text needs the room */
    if (!brief)
        tags(page, s, n);
    text_day(day, sizeof day, n->published_ms, s->language);
    const char *issuer = notice_words(s, &n->issuer);
    unsigned from = page->count;
    part_title(page, notice_words(s, &n->title),
               s->large  ? ""
               : *issuer ? page_format(page, "%s　%s", issuer, day)
                         : day);
    part_mark_told(page, from);
    part_problem(page, s);
    if (!brief || s->print != PRINT_NONE)
        part_no_paper(page, s);
    sentences(page, s, n, reading);
    another(page, s);
    reading_row(page, s, reading);
    page_place(page, PLACE_ACTIONS);
    part_print(page, s);
    page_button(page, LOOK_MAIN, "next", _("我知道了"), "check");
}

/* Over whatever page there is; one tap puts it away. */
void overlay_alert(struct page *page, const struct session *s, const struct screen_context *c)
{
    const struct notice *n = notices_find(s->notices, s->alert);
    (void)c;
    page_place(page, PLACE_DIALOG);
    if (!n)
        return;
    unsigned from = page->count;
    struct widget *w = page_add(page, ROLE_HEADING, LOOK_RESULT, "", notice_words(s, &n->title));
    w->detail = page_copy(page, notice_words(s, &n->text));
    w->icon = "warning";
    w->tone = TONE_BAD;
    page->title = w->label;
    if (*notice_words(s, &n->issuer))
        page_text(page, LOOK_BODY, notice_words(s, &n->issuer));
    part_mark_told(page, from);
    page_open(page, GROUP_ROW, 0);
    page_button(page, LOOK_MAIN, "close", _("知道了"), "check")->grow = true;
    page_close(page);
}
