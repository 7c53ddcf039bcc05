/* One event of a batch as it stands in the request: the texts of its members, not yet judged. Inside
 * wire/batch*.c. Texts are copies; the data is borrowed from what it was read from.
 * Pure: any room. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

enum event_member {
    EVENT_SPECVERSION,
    EVENT_ID,
    EVENT_SOURCE,
    EVENT_TYPE,
    EVENT_TIME,
    EVENT_SUBJECT,
    EVENT_DATACONTENTTYPE,
    EVENT_SEALALG,
    EVENT_KEYID,
    EVENT_DATAREF,
    EVENT_BOXDIGEST,
    EVENT_BOOTID,
    EVENT_UPTIME,
    EVENT_TEXTS,             /* all but the data are short */
    EVENT_DATA = EVENT_TEXTS /* data_base64 */
};
enum { EVENT_TEXT_MAX = 128 }; /* bytes with NUL: a longer one is none that we write or read */
extern const char *const event_members[EVENT_DATA + 1];

struct event {
    char text[EVENT_TEXTS][EVENT_TEXT_MAX]; /* "" when absent or no text */
    bool has[EVENT_DATA + 1];
    const char *data; /* NULL: absent, or no text */
    size_t data_len;
};

/* The next event of a batch in the form that kiosks write it: no blanks, no escapes, ASCII, these members
 * only, each once. Anything else is for a JSON parser to judge, and says nothing against the batch. */
struct event_reader {
    const char *at, *end;
    bool begun;
};
enum event_found { EVENT_FOUND, EVENT_END, EVENT_OTHER };
enum event_found event_next(struct event_reader *reader, struct event *event);
