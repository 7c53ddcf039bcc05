#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "base/text.h"
#include "ui/voice_parts.h"

#define _(zh) words(s->view->language, zh)
#define N_(zh) zh

void sentence_begin(struct sentence *s, const struct script_view *view)
{
    *s = (struct sentence){.view = view};
}

/* It ends in a mark of its own. */
static bool is_closed(const struct sentence *s)
{
    static const char *const marks[] = {"。", "？", "！", "：", "，", "?", "!", ".", ":", "؟", "،"};
    for (unsigned i = 0; i < G_N_ELEMENTS(marks); i++)
        if (g_str_has_suffix(s->text, marks[i]))
            return true;
    return false;
}

void sentence_add(struct sentence *s, const char *part)
{
    if (!part || !*part)
        return;
    const char *comma = language_is_chinese(s->view->language)   ? "，"
                        : language_from_right(s->view->language) ? "، "
                                                                 : ", ";
    bool goes_on = g_str_has_prefix(part, "，") || part[0] == ',' || part[0] == '.';
    const char *between = s->used && !is_closed(s) && !goes_on ? comma : "";
    if (s->used + strlen(between) >= sizeof s->text)
        return;
    s->used += g_strlcpy(s->text + s->used, between, sizeof s->text - s->used);
    secret_copy_text(s->text + s->used, sizeof s->text - s->used, part);
    s->used += strlen(s->text + s->used);
}

void sentence_add_masked(struct sentence *s, const char *part)
{
    char heard[VOICE_SENTENCE];
    if (!part || !*part)
        return;
    script_unmask(heard, sizeof heard, part, s->view->language);
    sentence_add(s, heard);
    secret_wipe(heard, sizeof heard);
}

void sentence_end(struct sentence *s, struct script *script)
{
    if (s->used)
        script_add(script, s->personal, s->text);
    secret_wipe(s, sizeof *s);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits and an X behind the stars, perhaps behind one space: the end of a number. */
static size_t tail_length(const char *at)
{
    size_t n = 0;
    while (is_digit(at[n]))
        n++;
    return n && at[n] == 'X' ? n + 1 : n;
}

/* Past the stars, and the blanks between groups of them. */
static const char *past_stars(const char *at)
{
    while (*at == '*' || (*at == ' ' && at[1] == '*'))
        at++;
    return at;
}

bool script_unmask(char *to, size_t cap, const char *text, enum language language)
{
    size_t used = 0, digits = 0; /* written; of them the digits just before */
    bool fits = cap > 0;
    while (*text && fits) {
        const char *next = text, *rest = past_stars(text);
        size_t blank = *rest == ' ', tail = rest > text ? tail_length(rest + blank) : 0;
        const char *said = "某";
        size_t n = strlen(said);
        text_next(&next);
        if (tail) {
            said = words(language, N_("尾号 "));
            n = strlen(said);
            used -= digits;
            next = rest + blank;
        } else if (*text == '*') {
            next = rest;
        } else {
            said = text;
            n = (size_t)(next - text);
        }
        digits = is_digit(*text) && !tail ? digits + 1 : 0;
        fits = used + n < cap;
        if (fits)
            memcpy(to + used, said, n);
        used += fits ? n : 0;
        text = next;
        if (tail && fits && (fits = used + tail < cap)) {
            memcpy(to + used, text, tail);
            used += tail;
            text += tail;
        }
    }
    if (cap)
        to[fits ? used : 0] = '\0';
    return fits;
}

bool voice_is_marker(const struct widget *w)
{
    return w->group_open || w->group_close;
}

bool voice_is_pressable(const struct widget *w)
{
    if (!w->id[0])
        return false;
    if (w->role == ROLE_TILE || w->role == ROLE_CHOICE || w->role == ROLE_CHECKBOX)
        return true;
    return w->role == ROLE_BUTTON && w->look != LOOK_EDIT && w->look != LOOK_SMALL && w->look != LOOK_KEY &&
           strcmp(w->id, "voice") != 0;
}

bool voice_is_shown(const struct page *page, unsigned i, const struct script_view *view)
{
    if (page->widgets[i].place != voice_ground(page) || voice_is_marker(&page->widgets[i]))
        return false;
    uint8_t on = view->page_of ? view->page_of[i] : 0;
    return on == 0 || on == view->list_page + 1;
}

/* Not what counts by itself: rings, bars and steps. */
bool voice_is_status(const struct widget *w)
{
    return (w->role == ROLE_STATUS || w->role == ROLE_HEADING) && w->look != LOOK_RING &&
           w->look != LOOK_BAR && w->look != LOOK_STEPS;
}

enum place voice_ground(const struct page *page)
{
    for (unsigned i = 0; i < page->count; i++)
        if (page->widgets[i].place == PLACE_DIALOG)
            return PLACE_DIALOG;
    return PLACE_BODY;
}

/* A short one may be heard by others: what is left of a name or a number. */
static bool is_masked_short(const char *value)
{
    enum { NAME_MOST = 8 };
    const char *star = strchr(value, '*');
    if (!star)
        return false;
    const char *rest = past_stars(strrchr(value, '*'));
    size_t tail = tail_length(rest + (*rest == ' '));
    bool number = tail && !rest[(*rest == ' ') + tail] && tail <= 4;
    return number || text_length(value) <= NAME_MOST;
}

static unsigned characters(const char *value)
{
    unsigned n = 0;
    while (*value)
        n += text_next(&value) != ' ';
    return n;
}

static bool is_stars(const char *value)
{
    return *value && strspn(value, "* ") == strlen(value);
}

static void private_value(struct sentence *s, const struct widget *w, const char *value)
{
    char count[VOICE_SENTENCE];
    if (strcmp(value, _("已填")) == 0) { /* all that the screen shows of it */
        sentence_add(s, value);
    } else if (is_masked_short(value) && !is_stars(value)) {
        sentence_add_masked(s, value);
    } else if (w->role == ROLE_FIELD && w->selected) {
        snprintf(count, sizeof count, _("填了 %u 位"), characters(value));
        sentence_add(s, count);
    } else {
        sentence_add(s, _("屏幕上有"));
    }
}

void voice_value(struct sentence *s, const struct widget *w)
{
    if (!w->value || !*w->value) {
        sentence_add(s, w->role == ROLE_FIELD ? _("空着") : "");
    } else if (w->role == ROLE_CANVAS || w->look == LOOK_QR) {
        sentence_add(s, w->role == ROLE_CANVAS ? w->value : "");
    } else if (w->personal && (!s->view->headphones || is_stars(w->value))) {
        private_value(s, w, w->value);
    } else {
        s->personal = s->personal || w->personal;
        sentence_add_masked(s, w->value);
    }
}

static bool has(const char *text)
{
    return text && *text;
}

static void part(struct sentence *s, const struct widget *w, const char *text, bool secret)
{
    if (secret && has(text) && !s->view->headphones) {
        private_value(s, w, text);
        return;
    }
    s->personal = s->personal || (secret && has(text));
    sentence_add_masked(s, text);
}

const char *voice_label(const struct widget *w, const struct script_view *view)
{
    const char *sign = voice_sign(w, view->language);
    if (sign)
        return sign;
    return w->reads_on && view->more ? words(view->language, N_("往下看")) : w->label;
}

bool voice_is_secret_choice(const struct widget *w)
{
    return w->personal && w->role == ROLE_CHOICE && !has(w->detail);
}

void voice_content(struct sentence *s, const struct widget *w)
{
    bool words_themselves = w->look == LOOK_CANDIDATE || (w->role == ROLE_TEXT && !has(w->value));
    bool secret = w->personal && words_themselves;
    part(s, w, voice_label(w, s->view), secret && !has(w->detail));
    if (w->personal && w->role == ROLE_CHOICE) { /* where one lives, and what it costs to send it there */
        part(s, w, w->detail, true);
        sentence_add(s, w->value);
        return;
    }
    part(s, w, w->detail, secret);
    voice_value(s, w);
    if (w->role == ROLE_FIELD && !has(w->value)) /* an example, where there is no answer to be taken for it */
        sentence_add(s, w->hint);
}

/* Which of how many: the choices that stand together. */
static void place_among(struct sentence *s, const struct page *page, const struct widget *w)
{
    char text[VOICE_SENTENCE];
    unsigned at = (unsigned)(w - page->widgets), number = 0, total = 0;
    unsigned first = at;
    while (first > 0 &&
           (voice_is_marker(&page->widgets[first - 1]) || page->widgets[first - 1].role == w->role))
        first--;
    for (unsigned i = first; i < page->count; i++) {
        if (!voice_is_marker(&page->widgets[i]) && page->widgets[i].role != w->role)
            break;
        total += page->widgets[i].role == w->role && page->widgets[i].id[0];
        number = i == at ? total : number;
    }
    if (total < 2)
        return;
    snprintf(text, sizeof text, _("第 %u 个，共 %u 个"), number, total);
    sentence_add(s, text);
}

static bool is_of(const struct page *page, const struct widget *w)
{
    return w >= page->widgets && w < page->widgets + page->count;
}

static void chosen(struct sentence *s, const struct widget *w)
{
    bool secret = voice_is_secret_choice(w);
    if (!w->selected || (secret && !s->view->headphones))
        return;
    s->personal = s->personal || secret;
    sentence_add(s, _("选了"));
}

void voice_state(struct sentence *s, const struct page *page, const struct widget *w)
{
    bool key = w->look == LOOK_KEY;
    if (is_of(page, w) && (w->role == ROLE_CHOICE || w->role == ROLE_TILE))
        place_among(s, page, w);
    if (w->role == ROLE_BUTTON && !key)
        sentence_add(s, _("按钮"));
    else if (w->role == ROLE_FIELD)
        sentence_add(s, _("填空"));
    else if (w->role == ROLE_CANVAS)
        sentence_add(s, _("手写框"));
    else if (w->role == ROLE_CHECKBOX)
        sentence_add(s, _("开关"));
    if (w->role == ROLE_CHECKBOX && (!w->value || !*w->value))
        sentence_add(s, w->selected ? _("勾上了") : _("没勾"));
    else if (w->role == ROLE_CHOICE || w->role == ROLE_TILE)
        chosen(s, w);
    else if (w->role == ROLE_BUTTON && w->selected && !key)
        sentence_add(s, _("开着"));
    if (!w->enabled)
        sentence_add(s, _("现在不能点"));
}
