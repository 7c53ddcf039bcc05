#include "platform/notes.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/call.h"
#include "base/clock.h"
#include "base/terminal.h"

static const int64_t listed_ms = 30ll * 24 * 3600 * 1000;

static bool is_call(const char *kind)
{
    return strcmp(kind, "emergency") == 0 || strcmp(kind, "call") == 0;
}

/* Words of ours alone: what a kiosk says goes to a terminal. */
static void add(char out[NOTE_TEXT], const json_t *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz-";
    const char *text = json_string_value(word);

    if (text == NULL || text[strspn(text, plain)] != '\0')
        text = "?";
    if (*out)
        g_strlcat(out, " ", NOTE_TEXT);
    g_strlcat(out, text, NOTE_TEXT);
}

gboolean notes_words(const char *kind, const char *record, size_t len, char out[NOTE_TEXT])
{
    json_t *inside;
    *out = '\0';
    if (is_call(kind))
        return TRUE;
    if (strcmp(kind, "device") != 0 && strcmp(kind, "left") != 0)
        return FALSE;
    inside = json_loadb(record, len, 0, NULL);
    if (strcmp(kind, "device") == 0) {
        add(out, json_object_get(inside, "slot"));
        add(out, json_object_get(inside, "cause"));
    } else {
        const json_t *things = json_object_get(inside, "things");
        for (size_t i = 0; i < json_array_size(things); i++)
            add(out, json_array_get(things, i));
    }
    json_decref(inside);
    return TRUE;
}

enum { SECOND_MS = 1000, MINUTE_MS = 60 * 1000, HOUR_MINUTES = 60, DAY_HOURS = 24, IN_MINUTES_FROM = 2 };

int64_t notes_waited_ms(const struct message_item *item, const char *record, size_t len, int64_t received_ms)
{
    struct message_moment pressed;

    if (!is_call(item->kind))
        return -1;
    message_moment_read(record, len, &pressed);
    return message_waited_ms(&pressed, &item->sent, item->created_ms, received_ms);
}

void notes_late(const struct storage_row *row, char out[NOTE_TEXT])
{
    int64_t minutes = row->waited_ms / MINUTE_MS, hours = minutes / HOUR_MINUTES;

    *out = '\0';
    if (!is_call(row->kind))
        return;
    if (row->waited_ms < 0)
        g_strlcpy(out, "时间不明，可能是以前按的", NOTE_TEXT);
    if (row->waited_ms <= CALL_WAIT_MS)
        return;
    if (minutes < IN_MINUTES_FROM)
        g_snprintf(out, NOTE_TEXT, "迟到 %d 秒", (int)(row->waited_ms / SECOND_MS));
    else if (hours >= DAY_HOURS)
        g_snprintf(out, NOTE_TEXT, "迟到 %d 天 %d 小时", (int)(hours / DAY_HOURS), (int)(hours % DAY_HOURS));
    else if (hours > 0)
        g_snprintf(out, NOTE_TEXT, "迟到 %d 小时 %d 分", (int)hours, (int)(minutes % HOUR_MINUTES));
    else
        g_snprintf(out, NOTE_TEXT, "迟到 %d 分", (int)minutes);
}

static void print_note(const struct storage_row *row, const char *record, size_t len, void *data)
{
    int64_t came_ms = row->received_ms - MAX(row->waited_ms, 0);
    struct clock_date d = clock_civil(is_call(row->kind) ? came_ms : row->created_ms);
    char words[NOTE_TEXT], late[NOTE_TEXT];

    (void)data;
    notes_late(row, late);
    if (notes_words(row->kind, record, len, words))
        terminal_print("%s  %04d-%02d-%02d %02d:%02d  %-9s  %s%s\n", row->kiosk, d.year, d.month, d.day,
                       d.hour, d.minute, row->kind, words, late);
}

gboolean notes_list(struct storage *storage, int64_t now_ms, GError **error)
{
    return storage_notes(storage, now_ms - listed_ms, print_note, NULL, error);
}
