#include "platform/notices.h"

#include <string.h>

#include "base/terminal.h"
#include "platform/trouble.h"
#include "wire/notices.h"

enum { FILE_MOST = 64 * 1024 };

GQuark notices_error_quark(void)
{
    return g_quark_from_static_string("platform-notices");
}

struct gathering {
    struct notices *notices;
    int64_t now_ms;
};

static void gather(const char *body, size_t len, void *data)
{
    struct gathering *g = data;
    struct notice notice, *place = NULL;

    if (message_notice_parse(body, len, g->now_ms, &notice, NULL) && g->now_ms < notice.until_ms)
        place = notices_add(g->notices);
    if (place)
        *place = notice; /* with its texts */
    else
        notice_clear(&notice);
}

/* What holds now or will, newest first. */
static struct notices *current(struct storage *storage, int64_t now_ms, GError **error)
{
    struct gathering g = {.notices = notices_new(), .now_ms = now_ms};

    if (storage_notices(storage, now_ms, gather, &g, error))
        return g.notices;
    notices_free(g.notices);
    return NULL;
}

void notices_answer(const struct platform *platform, const struct request *request, const char *unused,
                    struct reply *reply)
{
    g_autoptr(GError) error = NULL;
    struct notices *notices = current(platform->storage, platform->clock.wall_ms(&platform->clock), &error);

    (void)unused;
    if (!notices) {
        trouble_reply(reply, error);
        return;
    }
    g_autoptr(GBytes) built = message_notices_build(notices);
    g_autofree char *text = g_strndup(g_bytes_get_data(built, NULL), g_bytes_get_size(built));

    notices_free(notices);
    reply_if_new(reply, request, text);
}

static gboolean read_file(const char *file, char **text, size_t *len, GError **error)
{
    if (!g_file_get_contents(file, text, len, error)) {
        g_prefix_error(error, "the notice cannot be read: name its file: ");
        return FALSE;
    }
    if (*len <= FILE_MOST)
        return TRUE;
    g_set_error(error, notices_error_quark(), NOTICES_ERROR_FILE,
                "%s is too large for a notice: write at most %d characters", file, NOTICE_TEXT);
    return FALSE;
}

/* A kiosk takes NOTICES_MOST; what it would not see must not look published. */
static gboolean has_room(struct storage *storage, const struct notice *notice, int64_t now_ms, GError **error)
{
    struct notices *now = current(storage, now_ms, error);
    gboolean well = now && (now->count < NOTICES_MOST || notices_find(now, notice->id));

    if (now && !well)
        g_set_error(error, notices_error_quark(), NOTICES_ERROR_TAKEN,
                    "%d notices stand there already: withdraw one first", NOTICES_MOST);
    notices_free(now);
    return well;
}

static void print_one(const struct notice *n, int64_t now_ms)
{
    struct clock_date until = clock_civil(n->until_ms);

    terminal_print("%-40s  %-6s  %s  until %04d-%02d-%02d %02d:%02d  %s\n", n->id, notice_kind_name(n->kind),
                   notice_holds(n, now_ms) ? "now  " : "later", until.year, until.month, until.day,
                   until.hour, until.minute, n->title.zh);
}

gboolean notices_publish(struct storage *storage, const char *file, int64_t now_ms, GError **error)
{
    g_autofree char *text = NULL;
    struct notice notice = {.id = ""};
    size_t len = 0;
    gboolean well = read_file(file, &text, &len, error);

    if (well && !message_notice_parse(text, len, now_ms, &notice, error)) {
        g_prefix_error(error, "%s: ", file);
        well = FALSE;
    }
    if (well && notice.until_ms <= now_ms) {
        g_set_error(error, notices_error_quark(), NOTICES_ERROR_FILE,
                    "%s: the time of this notice is over: correct until", file);
        well = FALSE;
    }
    if (well && has_room(storage, &notice, now_ms, error)) {
        g_autoptr(GBytes) body = message_notice_build(&notice);
        well = storage_put_notice(storage, notice.id, notice.published_ms, notice.until_ms, body, error);
    } else {
        well = FALSE;
    }
    if (well) {
        terminal_print("published; kiosks fetch it when they look next:\n");
        print_one(&notice, now_ms);
    }
    notice_clear(&notice);
    return well;
}

gboolean notices_withdraw(struct storage *storage, const char *id, GError **error)
{
    return storage_drop_notice(storage, id, error);
}

gboolean notices_list(struct storage *storage, int64_t now_ms, GError **error)
{
    struct notices *now = current(storage, now_ms, error);

    for (unsigned i = 0; now && i < now->count; i++)
        print_one(&now->list[i], now_ms);
    notices_free(now);
    return now != NULL;
}
