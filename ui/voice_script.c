#include "ui/voice_script.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "ui/voice_parts.h"

#define _(zh) words(view->language, zh)

void script_begin(struct script *script, enum language language)
{
    secret_wipe(script, sizeof *script);
    script->language = language;
}

void script_copy(struct script *to, const struct script *from)
{
    memcpy(to, from, offsetof(struct script, text) + from->used);
}

void script_add(struct script *script, bool personal, const char *sentence)
{
    size_t n = strlen(sentence) + 1;
    if (n == 1 || script->count == SCRIPT_LINES || n > sizeof script->text - script->used)
        return;
    memcpy(script->text + script->used, sentence, n);
    script->lines[script->count++] = (struct script_sentence){(uint16_t)script->used, personal};
    script->used += n;
}

const char *script_line(const struct script *script, unsigned i)
{
    return script->text + script->lines[i].at;
}

/* Where one is in a service: the line of its steps, unless something lies over it. */
static void where(struct script *script, const struct page *page)
{
    for (unsigned i = 0; i < page->count && !page->overlay[0]; i++)
        if (page->widgets[i].look == LOOK_STEPS)
            script_add(script, false, page->widgets[i].label);
}

/* By a masked name, which anybody may hear, and how to leave. */
static void greeting(struct script *script, const struct page *page, const struct script_view *view)
{
    const struct widget *parts = page->overlay[0] ? NULL : page->greets;
    struct sentence s;
    for (unsigned i = 0; parts && i < 2; i++) {
        sentence_begin(&s, view);
        sentence_add_masked(&s, i ? parts->detail : parts->label);
        sentence_end(&s, script);
    }
}

static bool is_title(const struct page *page, const struct widget *w)
{
    return w->label == page->title && *page->title;
}

static const struct widget *title_of(const struct page *page)
{
    for (unsigned i = 0; i < page->count; i++)
        if (is_title(page, &page->widgets[i]))
            return &page->widgets[i];
    return NULL;
}

static void title(struct script *script, const struct page *page, const struct script_view *view)
{
    struct sentence s;
    const struct widget *w = title_of(page);
    sentence_begin(&s, view);
    if (w && w->personal && w->aloud && !view->headphones) {
        sentence_add(&s, w->aloud);
        sentence_add(&s, _("屏幕上有"));
    } else {
        s.personal = w && w->personal;
        sentence_add_masked(&s, page->title);
    }
    sentence_end(&s, script);
}

/* How many of a kind stand together from here on. */
static unsigned run_of(const struct page *page, unsigned from, const struct script_view *view)
{
    unsigned n = 0;
    for (unsigned i = from; i < page->count; i++) {
        if (voice_is_marker(&page->widgets[i]))
            continue;
        if (!voice_is_pressable(&page->widgets[i]) || page->widgets[i].role != page->widgets[from].role)
            break;
        n += voice_is_shown(page, i, view);
    }
    return n;
}

static void one_choice(struct script *script, const struct page *page, unsigned i, unsigned number,
                       const struct script_view *view)
{
    const struct widget *w = &page->widgets[i];
    char text[VOICE_SENTENCE];
    struct sentence s;
    sentence_begin(&s, view);
    if (number) {
        snprintf(text, sizeof text, "%u", number);
        sentence_add(&s, text);
    }
    voice_content(&s, w);
    bool secret = voice_is_secret_choice(w), told = !secret || view->headphones;
    s.personal = s.personal || (secret && w->selected);
    if (w->selected && told && !(w->value && *w->value))
        sentence_add(&s, w->role == ROLE_CHOICE     ? _("选了")
                         : w->role == ROLE_CHECKBOX ? _("勾上了")
                                                    : _("开着"));
    if (!w->enabled && !(w->detail && *w->detail))
        sentence_add(&s, _("现在不能点"));
    sentence_end(&s, script);
}

/* 一共 5 个：一…… A group behind others that no heading names is told to be another one. */
static void choices(struct script *script, const struct page *page, unsigned from, unsigned total,
                    bool another, const struct script_view *view)
{
    char text[VOICE_SENTENCE];
    unsigned number = 0;
    if (total > 1) {
        snprintf(text, sizeof text, another ? _("另外还有 %u 个") : _("一共 %u 个"), total);
        script_add(script, false, text);
    }
    for (unsigned i = from; i < page->count && number < total; i++)
        if (!voice_is_marker(&page->widgets[i]) && voice_is_shown(page, i, view))
            one_choice(script, page, i, total > 1 ? ++number : (number++, 0), view);
}

static void statement(struct script *script, const struct widget *w, bool is_the_title,
                      const struct script_view *view)
{
    struct sentence s;
    if (w->look == LOOK_RING || w->look == LOOK_BAR || w->look == LOOK_READING)
        return;
    sentence_begin(&s, view);
    if (is_the_title)
        sentence_add_masked(&s, w->detail);
    else
        voice_content(&s, w);
    sentence_end(&s, script);
}

static bool is_told(const struct widget *w)
{
    return w->role == ROLE_TEXT || w->role == ROLE_HEADING || w->role == ROLE_STATUS ||
           w->role == ROLE_FIELD || w->role == ROLE_IMAGE || w->role == ROLE_CANVAS || w->role == ROLE_LIVE ||
           (w->role == ROLE_TILE && !w->id[0]);
}

/* All that stands on the ground, in reading order; `rows`: only what belongs to the shown page of a list. */
static void ground(struct script *script, const struct page *page, const struct script_view *view, bool rows)
{
    unsigned left = 0; /* of the choices already told */
    bool another = false;
    for (unsigned i = 0; i < page->count; i++) {
        const struct widget *w = &page->widgets[i];
        if (!voice_is_shown(page, i, view) || (rows && !(view->page_of && view->page_of[i])))
            continue;
        if (voice_is_pressable(w)) {
            if (left == 0) {
                left = run_of(page, i, view);
                choices(script, page, i, left, another, view);
                another = true;
            }
            left -= left > 0;
        } else if (is_told(w)) {
            statement(script, w, is_title(page, w), view);
            another = another && w->role != ROLE_HEADING;
        }
    }
}

static bool is_main(const struct widget *w)
{
    return w->look == LOOK_MAIN || w->look == LOOK_KEY_GO;
}

/* The one filled button, then what else stands beside it; where there is none, what the page waits for. A
 * dialog's buttons were told as choices. */
static void what_to_press(struct script *script, const struct page *page, const struct script_view *view)
{
    char text[VOICE_SENTENCE];
    unsigned told = script->count;
    if (voice_ground(page) == PLACE_DIALOG)
        return;
    for (int main = 1; main >= 0; main--)
        for (unsigned i = 0; i < page->count; i++) {
            const struct widget *w = &page->widgets[i];
            bool keys = w->place == PLACE_KEYS, stands = w->place == PLACE_ACTIONS || (keys && is_main(w));
            if (!stands || !w->id[0] || voice_is_marker(w) || is_main(w) != main)
                continue;
            const char *label = voice_label(w, view);
            if (keys)
                snprintf(text, sizeof text, _("用下面的键填，填好了点“%s”"), label);
            else
                snprintf(text, sizeof text, main ? _("请点“%s”") : _("也可以点“%s”"), label);
            script_add(script, false, text);
        }
    if (script->count == told && page->wants)
        script_add(script, false, page->wants);
}

/* There is more behind 下一页: who does not see the pager would take the first page for all of it. */
static void which_page(struct script *script, const struct script_view *view)
{
    enum { SENTENCE = 96 };
    char text[SENTENCE];
    if (view->list_pages < 2)
        return;
    snprintf(text, sizeof text, _("第 %u 页，共 %u 页"), view->list_page + 1, view->list_pages);
    script_add(script, false, text);
}

void script_screen(struct script *script, const struct page *page, const struct script_view *view)
{
    where(script, page);
    greeting(script, page, view);
    title(script, page, view);
    ground(script, page, view, false);
    which_page(script, view);
    what_to_press(script, page, view);
}

void script_list(struct script *script, const struct page *page, const struct script_view *view)
{
    ground(script, page, view, true);
    which_page(script, view);
}

/* A small button means the row it stands in: 手机，改. */
static const struct widget *row_of(const struct page *page, const struct widget *w)
{
    if (w->look != LOOK_EDIT && w->look != LOOK_SMALL)
        return NULL;
    for (const struct widget *at = w; at > page->widgets && !voice_is_marker(at - 1); at--)
        if (at[-1].look == LOOK_KEY_VALUE || at[-1].look == LOOK_ROW)
            return at - 1;
    return NULL;
}

void script_widget(struct script *script, const struct page *page, const struct widget *widget,
                   const struct script_view *view)
{
    struct sentence s;
    bool ours = widget >= page->widgets && widget < page->widgets + page->count;
    const struct widget *row = ours ? row_of(page, widget) : NULL;
    sentence_begin(&s, view);
    if (row) {
        sentence_add_masked(&s, row->label);
        voice_value(&s, row);
    }
    voice_content(&s, widget);
    voice_state(&s, page, widget);
    sentence_end(&s, script);
    for (const struct widget *w = widget + 1; ours && w < page->widgets + page->count; w++) {
        if (w->look != LOOK_HEARD)
            break;
        statement(script, w, false, view);
    }
}
