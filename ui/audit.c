#include "ui/audit.h"

#include "ui/audit_parts.h"
#include "ui/voice_parts.h"

#include <glib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *audit_kind_name(enum audit_kind kind)
{
    static const char *const names[AUDIT_KINDS] = {
        [AUDIT_CLIPPED] = "clipped", [AUDIT_OVERLAP] = "overlap", [AUDIT_CONTRAST] = "contrast",
        [AUDIT_LETTERS] = "letters", [AUDIT_TARGET] = "target",   [AUDIT_GAP] = "gap",
        [AUDIT_HEIGHT] = "height",   [AUDIT_LABEL] = "label",     [AUDIT_KEYPAD] = "keypad",
        [AUDIT_ORDER] = "order",     [AUDIT_WORDS] = "words",     [AUDIT_GLYPHS] = "glyphs"};
    return names[kind];
}

static bool dialog_open(const struct layout *l)
{
    for (unsigned i = 0; i < l->placed_count; i++)
        if (l->placed[i].made == MADE_DIALOG)
            return true;
    return false;
}

static bool under_scrim(const struct audit *a, const struct placed *p)
{
    if (p->place == PLACE_DIALOG || p->place == PLACE_FOOTER || !dialog_open(a->layout))
        return false;
    return p->place != PLACE_HEADER || a->layout->lowered;
}

/* For a few seconds, and what it says stands on the page, too. */
static bool under_toast(const struct audit *a, const struct placed *p)
{
    for (unsigned i = 0; i < a->layout->placed_count; i++) {
        const struct placed *toast = &a->layout->placed[i];
        if (toast->place == PLACE_TOAST && p->place != PLACE_TOAST &&
            !box_empty(box_meet(toast->box, p->box)))
            return true;
    }
    return false;
}

bool audit_seen(const struct audit *a, const struct placed *p)
{
    return p->widget && p->box.w > 0 && p->box.h > 0 && !under_scrim(a, p) && !under_toast(a, p);
}

/* The mark is the door of the staff (five seconds on it): no resident is to press it. */
bool audit_target(const struct audit *a, const struct placed *p)
{
    if (!audit_seen(a, p) || strcmp(p->widget->id, "mark") == 0)
        return false;
    struct widget w = *p->widget;
    struct placed on = *p;
    w.enabled = true;
    on.widget = &w;
    return layout_target(&on);
}

bool audit_main_run(const struct placed *p, const struct run *run)
{
    const struct widget *w = p->widget;
    const char *words = w->look == LOOK_NUMBER && w->value[0] ? w->value : w->label;
    return run->text >= words && run->text <= words + strlen(words);
}

static void name_of(char *to, const struct placed *p)
{
    const struct widget *w = p ? p->widget : NULL;
    enum { WORDS = 14 };
    if (!w)
        g_strlcpy(to, "page", AUDIT_WIDGET);
    else if (w->id[0])
        g_strlcpy(to, w->id, AUDIT_WIDGET);
    else if (w->personal || !w->label[0])
        snprintf(to, AUDIT_WIDGET, "widget %u", p->index);
    else {
        g_autofree char *words = g_utf8_substring(w->label, 0, MIN(WORDS, g_utf8_strlen(w->label, -1)));
        snprintf(to, AUDIT_WIDGET, "\"%s\"", g_strdelimit(words, "\n\t", ' '));
    }
}

unsigned audit_tell(const struct audit *a, enum audit_kind kind, const struct placed *p, const char *bar,
                    const char *what, ...)
{
    struct audit_finding finding = {.kind = kind};
    va_list arguments;
    va_start(arguments, what);
    vsnprintf(finding.what, sizeof finding.what, what, arguments);
    va_end(arguments);
    g_strlcpy(finding.bar, bar, sizeof finding.bar);
    name_of(finding.widget, p);
    a->found(a->to, &finding);
    return 1;
}

/* What is spoken of a widget begins with its label; a sign is nothing to say. */
static bool says_something(const char *text)
{
    for (; *text; text = g_utf8_next_char(text))
        if (g_unichar_isalnum(g_utf8_get_char(text)))
            return true;
    return false;
}

/* A sign on a key has a name; the line of a composition is what was typed, nothing at first. */
static bool is_named(const struct widget *w)
{
    return says_something(w->label) || voice_sign(w, LANGUAGE_ZH) ||
           (w->look == LOOK_COMPOSITION && says_something(w->hint));
}

static bool wants_label(const struct audit *a, const struct placed *p)
{
    const struct widget *w = p->widget;
    return audit_target(a, p) || w->role == ROLE_FIELD || w->role == ROLE_STATUS || w->role == ROLE_LIVE ||
           w->role == ROLE_HEADING || w->look == LOOK_QR;
}

static unsigned labels(const struct audit *a)
{
    unsigned count = 0;
    for (unsigned i = 0; i < a->layout->placed_count; i++) {
        const struct placed *p = &a->layout->placed[i];
        if (audit_seen(a, p) && wants_label(a, p) && !is_named(p->widget))
            count +=
                audit_tell(a, AUDIT_LABEL, p, "a label in words", "its label is \"%s\"", p->widget->label);
    }
    return count;
}

unsigned audit_page(const struct audit *audit)
{
    return audit_places(audit) + (audit->picture ? audit_pixels(audit) : 0) +
           (audit->px_per_mm > 0 ? audit_sizes(audit) : 0) + labels(audit) + audit_keys(audit) +
           audit_words(audit);
}
