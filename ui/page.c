#include "ui/page.h"

#include "base/secret.h"

#include <glib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct page *page_new(void)
{
    struct page *page = secret_new(sizeof *page);
    page_begin(page, "", "");
    return page;
}

void page_free(struct page *page)
{
    secret_free(page);
}

/* FNV-1a: the key only has to differ between screens, nobody attacks it. */
static uint64_t mix(uint64_t key, const char *text)
{
    for (; *text; text++)
        key = (key ^ (uint8_t)*text) * UINT64_C(0x100000001b3);
    return (key ^ 0xff) * UINT64_C(0x100000001b3);
}

void page_begin(struct page *page, const char *screen, const char *overlay)
{
    secret_wipe(page, sizeof *page);
    g_strlcpy(page->screen, screen, sizeof page->screen);
    g_strlcpy(page->overlay, overlay ? overlay : "", sizeof page->overlay);
    page->title = "";
    page->place = PLACE_BODY;
    page->key = mix(mix(UINT64_C(0xcbf29ce484222325), page->screen), page->overlay);
}

void page_key(struct page *page, const char *text)
{
    page->key = mix(page->key, text);
}

static bool is_ours(const struct page *page, const char *text)
{
    return text >= page->text && text < page->text + sizeof page->text;
}

const char *page_copy(struct page *page, const char *text)
{
    if (!text || !*text)
        return "";
    if (is_ours(page, text))
        return text;
    size_t n = strlen(text) + 1;
    g_assert(n <= sizeof page->text - page->text_used);
    char *copy = page->text + page->text_used;
    memcpy(copy, text, n);
    page->text_used += n;
    return copy;
}

const char *page_format(struct page *page, const char *format, ...)
{
    char *to = page->text + page->text_used;
    size_t room = sizeof page->text - page->text_used;
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(to, room, format, arguments);
    va_end(arguments);
    g_assert(n >= 0 && (size_t)n < room);
    page->text_used += (size_t)n + 1;
    return to;
}

void page_place(struct page *page, enum place place)
{
    g_assert(page->depth == 0); /* a group stands in one place */
    page->place = place;
}

static struct widget *next(struct page *page)
{
    g_assert(page->count < PAGE_WIDGETS);
    struct widget *w = &page->widgets[page->count++];
    w->label = w->detail = w->value = w->hint = w->icon = "";
    w->place = page->place;
    return w;
}

void page_open(struct page *page, enum group group, int n)
{
    struct widget *w = next(page);
    w->group_open = 1;
    w->number = (int)group;
    w->total = n;
    page->depth++;
}

void page_close(struct page *page)
{
    g_assert(page->depth > 0);
    next(page)->group_close = 1;
    page->depth--;
}

struct widget *page_add(struct page *page, enum role role, enum look look, const char *id, const char *label)
{
    struct widget *w = next(page);
    g_assert(!id || strlen(id) < sizeof w->id);
    g_strlcpy(w->id, id ? id : "", sizeof w->id);
    w->role = role;
    w->look = look;
    w->label = page_copy(page, label);
    w->enabled = true;
    w->focusable = w->id[0] && role != ROLE_HEADING && role != ROLE_TEXT && role != ROLE_IMAGE &&
                   role != ROLE_STATUS && role != ROLE_LIVE && role != ROLE_LIST;
    return w;
}

struct widget *page_text(struct page *page, enum look look, const char *label)
{
    bool heading = look == LOOK_DISPLAY || look == LOOK_H1 || look == LOOK_H2;
    return page_add(page, heading ? ROLE_HEADING : ROLE_TEXT, look, "", label);
}

struct widget *page_button(struct page *page, enum look look, const char *id, const char *label,
                           const char *icon)
{
    bool key = look == LOOK_KEY || look == LOOK_KEY_FUNCTION || look == LOOK_KEY_GO;
    struct widget *w = page_add(page, key ? ROLE_KEY : ROLE_BUTTON, look, id, label);
    w->icon = icon ? icon : "";
    return w;
}

const struct widget *page_find(const struct page *page, const char *id)
{
    for (unsigned i = 0; i < page->count; i++)
        if (page->widgets[i].id[0] && strcmp(page->widgets[i].id, id) == 0)
            return &page->widgets[i];
    return NULL;
}
