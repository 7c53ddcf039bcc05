#include "platform/talk.h"

#include <stdio.h>
#include <string.h>

#include "base/terminal.h"
#include "base/text.h"
#include "platform/trouble.h"

enum { THREAD_LEAST = 16, THREAD_MOST = 32, KIOSK_DIGITS = 5, TURNS_MOST = 1000 };

GQuark talk_error_quark(void)
{
    return g_quark_from_static_string("platform-talk");
}

static bool only(const char *text, const char *of, size_t least, size_t most)
{
    size_t len = strlen(text);
    return len >= least && len <= most && strspn(text, of) == len;
}

/* One short line: nothing that could draw over another on the glass. */
static bool is_line(const char *text)
{
    return text_is_line(text) && text_length(text) <= TALK_CHARACTERS;
}

static json_int_t number_of(const struct question *q, const char *name)
{
    return json_integer_value(json_object_get(q->body, name));
}

static bool well_formed(const struct question *q, const struct storage_line *line)
{
    json_int_t turn = number_of(q, "turn"), after = number_of(q, "after");
    bool says = *line->text || turn;
    return only(line->thread, "0123456789abcdef", THREAD_LEAST, THREAD_MOST) &&
           only(line->kiosk, "0123456789", KIOSK_DIGITS, KIOSK_DIGITS) && after >= 0 && after <= UINT32_MAX &&
           (!says || (is_line(line->text) && turn >= 1 && turn <= TURNS_MOST));
}

static void add_row(const struct storage_line *line, void *data)
{
    char number[16];
    g_snprintf(number, sizeof number, "%u", line->seq);
    if (!line->turn)
        online_row(data, number, number, line->text);
}

void talk_answer(const struct platform *platform, const struct question *q, struct reply *reply)
{
    struct storage_line line = {.thread = online_member(q->body, "thread"),
                                .kiosk = online_member(q->body, "kiosk"),
                                .text = online_member(q->body, "say"),
                                .turn = (uint32_t)number_of(q, "turn"),
                                .at_ms = platform->clock.wall_ms(&platform->clock)};
    g_autoptr(GError) error = NULL;
    if (!well_formed(q, &line)) {
        reply_problem(reply, 422, "talk", "This is no line of a talk",
                      "Send thread, kiosk, after and, to say something, say and turn.");
        return;
    }
    json_t *rows = json_array();
    if ((!line.turn ||
         storage_put_line(platform->storage, &line, line.at_ms - STORAGE_TALK_KEPT_MS, &error)) &&
        storage_lines(platform->storage, line.thread, (uint32_t)number_of(q, "after"), add_row, rows,
                      &error)) {
        online_send(reply, (struct label){"", ""}, (struct label){"", ""}, "", rows);
        return;
    }
    json_decref(rows);
    trouble_reply(reply, error);
}

static void print_line(const struct storage_line *line, void *data)
{
    struct clock_date d = clock_civil(line->at_ms);
    (void)data;
    terminal_print("%s  %s  %02d:%02d:%02d  %s  %s\n", line->thread, line->kiosk, d.hour, d.minute, d.second,
                   line->turn ? "resident" : "staff   ", line->text);
}

gboolean talk_list(struct storage *storage, GError **error)
{
    return storage_lines(storage, "", 0, print_line, NULL, error);
}

gboolean talk_reply(struct storage *storage, const char *thread, const char *text, int64_t at_ms,
                    GError **error)
{
    const struct storage_line line = {.thread = thread, .kiosk = "", .text = text, .at_ms = at_ms};
    if (is_line(text))
        return storage_put_line(storage, &line, at_ms - STORAGE_TALK_KEPT_MS, error);
    g_set_error(error, talk_error_quark(), TALK_ERROR_TEXT, "write one line of 1 to %d characters",
                TALK_CHARACTERS);
    return FALSE;
}
