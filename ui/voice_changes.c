#include <glib.h>
#include <string.h>

#include "base/text.h"
#include "ui/voice_parts.h"

#define _(zh) words(view->language, zh)

static bool same_text(const char *a, const char *b)
{
    return g_strcmp0(a ? a : "", b ? b : "") == 0;
}

static bool says_the_same(const struct widget *a, const struct widget *b)
{
    return a->role == b->role && same_text(a->label, b->label) && same_text(a->detail, b->detail);
}

static bool was_said(const struct page *before, const struct widget *w)
{
    for (unsigned i = 0; i < before->count; i++)
        if (voice_is_status(&before->widgets[i]) && says_the_same(&before->widgets[i], w))
            return true;
    return false;
}

/* A toast repeats what stands on the page: it is heard when that is no news, as at the second try. */
static bool is_echo(const struct page *before, const struct page *after, const struct widget *toast)
{
    for (unsigned i = 0; i < after->count; i++) {
        const struct widget *w = &after->widgets[i];
        if (w->look != LOOK_TOAST && voice_is_status(w) && same_text(w->label, toast->label) &&
            !was_said(before, w))
            return true;
    }
    return false;
}

static bool had_toast(const struct page *before)
{
    for (unsigned i = 0; i < before->count; i++)
        if (before->widgets[i].look == LOOK_TOAST)
            return true;
    return false;
}

/* The row of a fact has no id: it is known by its label. */
static const struct widget *earlier(const struct page *before, const struct widget *w)
{
    if (w->id[0])
        return page_find(before, w->id);
    for (unsigned i = 0; i < before->count; i++)
        if (before->widgets[i].look == w->look && !voice_is_marker(&before->widgets[i]) &&
            same_text(before->widgets[i].label, w->label))
            return &before->widgets[i];
    return NULL;
}

/* One character more is said, one less is said; with others listening only how many there are. */
static void typed(struct sentence *s, const struct widget *was, const struct widget *w)
{
    const struct script_view *view = s->view;
    size_t n = text_length(w->value), m = text_length(was->value);
    if (n < m)
        sentence_add(s, _("删了"));
    if (n == 0 || n < m || (w->personal && !view->headphones) || strchr(w->value, '*')) {
        voice_value(s, w);
        return;
    }
    const char *at = w->value, *last = at;
    while (*at) {
        last = at;
        text_next(&at);
    }
    s->personal = s->personal || w->personal;
    sentence_add(s, n == m + 1 || (n == m + 2 && last > w->value && last[-1] == ' ') ? last : w->value);
}

static bool is_fact(const struct widget *w)
{
    return w->role == ROLE_TEXT && !w->id[0] && w->value;
}

/* A masked value hides again by itself: only what came to be seen is news. */
static bool came_to_be_seen(const struct widget *w, const struct script_view *view)
{
    return !w->personal || (view->headphones && *w->value && !strchr(w->value, '*'));
}

/* Of an answer that is the person's own, others hear only that one is taken. */
static void turned(struct sentence *s, const struct widget *w)
{
    const struct script_view *view = s->view;
    bool secret = voice_is_secret_choice(w);
    if (secret && !view->headphones) {
        sentence_add(s, _("选好了"));
        return;
    }
    s->personal = s->personal || secret;
    sentence_add_masked(s, w->label);
    if (w->role == ROLE_CHOICE)
        sentence_add(s, _("选了"));
    else
        sentence_add(s, w->selected ? _("开着") : _("关着"));
}

static void change(struct script *script, const struct widget *was, const struct widget *w,
                   const struct script_view *view)
{
    struct sentence s;
    sentence_begin(&s, view);
    if (w->role == ROLE_FIELD && w->selected && was->selected && !same_text(was->value, w->value)) {
        typed(&s, was, w);
    } else if (is_fact(w) && !same_text(was->value, w->value) && came_to_be_seen(w, view)) {
        voice_content(&s, w);
    } else if (w->selected != was->selected && w->role != ROLE_FIELD &&
               (w->selected || w->role != ROLE_CHOICE)) {
        turned(&s, w);
    } else if (w->id[0] && (w->role == ROLE_TILE || strcmp(w->id, view->focus) == 0) &&
               !same_text(was->label, w->label)) { /* 已经转告工作人员 */
        sentence_add_masked(&s, w->label);
        sentence_add_masked(&s, w->role == ROLE_TILE ? w->detail : "");
    }
    sentence_end(&s, script);
}

/* What letters may stand for is said while it changes: the likeliest, and the one in hand. */
static void candidate(struct script *script, const struct widget *was, const struct widget *w,
                      const struct script_view *view)
{
    struct sentence s;
    bool meant = w->selected || strcmp(w->id, view->focus) == 0;
    if (!meant || !view->headphones || (was && same_text(was->label, w->label)))
        return;
    sentence_begin(&s, view);
    voice_content(&s, w);
    sentence_end(&s, script);
}

/* A code, or another one: who does not see it hears that it is there, and what to do without a phone. */
static void code_came(struct script *script, const struct widget *was, const struct widget *w,
                      const struct script_view *view)
{
    struct sentence s;
    if (was && same_text(was->value, w->value))
        return;
    sentence_begin(&s, view);
    voice_content(&s, w);
    sentence_end(&s, script);
}

void script_changes(struct script *script, const struct page *before, const struct page *after,
                    const struct script_view *view)
{
    for (unsigned i = 0; i < after->count; i++) {
        const struct widget *w = &after->widgets[i];
        const struct widget *was = earlier(before, w);
        struct sentence s;
        if (voice_is_marker(w) || w->place == PLACE_BAR || strcmp(w->id, "voice") == 0 ||
            strcmp(w->id, "switch.voice") == 0 ||
            strcmp(w->id, "read") == 0) /* speaking, or not, says that by itself */
            continue;
        if (w->look == LOOK_CANDIDATE && w->role == ROLE_KEY) {
            candidate(script, was, w, view);
        } else if (w->look == LOOK_TOAST) {
            if (!had_toast(before) && !is_echo(before, after, w))
                script_add(script, false, w->label);
        } else if (voice_is_status(w) && voice_is_shown(after, i, view) && !was_said(before, w)) {
            sentence_begin(&s, view);
            voice_content(&s, w);
            sentence_end(&s, script);
        } else if (w->look == LOOK_QR && voice_is_shown(after, i, view)) {
            code_came(script, was, w, view);
        } else if (was) {
            change(script, was, w, view);
        }
    }
}

void script_alert(struct script *script, const struct page *before, const struct page *after,
                  const struct script_view *view)
{
    for (unsigned i = 0; i < after->count; i++) {
        const struct widget *w = &after->widgets[i];
        struct sentence s;
        if (w->place != PLACE_BAR || !w->told || !voice_is_status(w) || was_said(before, w))
            continue;
        sentence_begin(&s, view);
        voice_content(&s, w);
        sentence_end(&s, script);
    }
}
