/* A batch is one long text of which nearly all is base64. A general parser looks at each of its characters
 * several times and copies it twice; here the data is found by its closing quote and read where it lies. */
#include "wire/event.h"

#include <string.h>

const char *const event_members[EVENT_DATA + 1] = {
    [EVENT_SPECVERSION] = "specversion",
    [EVENT_ID] = "id",
    [EVENT_SOURCE] = "source",
    [EVENT_TYPE] = "type",
    [EVENT_TIME] = "time",
    [EVENT_SUBJECT] = "subject",
    [EVENT_DATACONTENTTYPE] = "datacontenttype",
    [EVENT_SEALALG] = "sealalg",
    [EVENT_KEYID] = "keyid",
    [EVENT_DATAREF] = "dataref",
    [EVENT_BOXDIGEST] = "boxdigest",
    [EVENT_BOOTID] = "bootid",
    [EVENT_UPTIME] = "uptime",
    [EVENT_DATA] = "data_base64",
};

static bool take(struct event_reader *r, char c)
{
    bool there = r->at < r->end && *r->at == c;
    r->at += there;
    return there;
}

/* A quoted text up to the next quote; whether that is its end, its characters say. */
static bool take_text(struct event_reader *r, const char **text, size_t *len)
{
    if (!take(r, '"'))
        return false;
    const char *quote = memchr(r->at, '"', (size_t)(r->end - r->at));
    if (!quote)
        return false;
    *text = r->at;
    *len = (size_t)(quote - r->at);
    r->at = quote + 1;
    return true;
}

static bool is_plain(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] < 0x20 || text[i] > 0x7e || text[i] == '\\')
            return false;
    return true;
}

static int member_named(const char *name, size_t len)
{
    for (int i = 0; i <= EVENT_DATA; i++)
        if (strlen(event_members[i]) == len && memcmp(event_members[i], name, len) == 0)
            return i;
    return -1;
}

static bool take_member(struct event_reader *r, struct event *event)
{
    const char *name, *value;
    size_t name_len, len;

    if (!take_text(r, &name, &name_len) || !take(r, ':') || !take_text(r, &value, &len))
        return false;
    int which = member_named(name, name_len);
    if (which < 0 || event->has[which])
        return false;
    event->has[which] = true;
    if (which == EVENT_DATA) { /* who decodes it sees what does not belong there */
        event->data = value;
        event->data_len = len;
        return true;
    }
    if (len >= EVENT_TEXT_MAX || !is_plain(value, len))
        return false;
    memcpy(event->text[which], value, len);
    event->text[which][len] = 0;
    return true;
}

static bool take_event(struct event_reader *r, struct event *event)
{
    if (!take(r, '{'))
        return false;
    do
        if (!take_member(r, event))
            return false;
    while (take(r, ','));
    return take(r, '}');
}

enum event_found event_next(struct event_reader *r, struct event *event)
{
    bool first = !r->begun;

    r->begun = true;
    if (!first && take(r, ']'))
        return r->at == r->end ? EVENT_END : EVENT_OTHER;
    *event = (struct event){0};
    return take(r, first ? '[' : ',') && take_event(r, event) ? EVENT_FOUND : EVENT_OTHER;
}
