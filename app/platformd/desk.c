#include "desk.h"

#include <string.h>

#include "platform/carry.h"
#include "platform/enrol.h"
#include "platform/identity.h"
#include "platform/notes.h"
#include "platform/notices.h"
#include "platform/ratings.h"
#include "platform/release.h"
#include "platform/slots.h"
#include "platform/talk.h"
#include "platform/worker.h"

enum { WORDS_MAX = 8 }; /* of a verb with a fixed number of them */

struct desk {
    struct storage *storage;
    const struct platform *platform;
    int64_t now_ms;
    int hours;    /* 0: not said */
    char **words; /* what follows the verb's own words; NULL beyond the last */
};

static gboolean list(const struct desk *d, GError **error)
{
    return worker_list(d->storage, error);
}

static gboolean show(const struct desk *d, GError **error)
{
    return worker_show(d->storage, d->words[0], error);
}

static gboolean export(const struct desk *d, GError **error)
{
    return worker_export(d->storage, d->words[0], error);
}

static gboolean set_state(const struct desk *d, GError **error)
{
    const struct storage_step step = {.state = d->words[1],
                                      .at_ms = d->now_ms,
                                      .what = d->words[2],
                                      .due = d->words[2] ? d->words[3] : NULL};
    return worker_set_state(d->storage, d->words[0], &step, error);
}

static gboolean approve(const struct desk *d, GError **error)
{
    const struct storage_step step = {.state = "approved", .at_ms = d->now_ms, .what = d->words[1]};
    return worker_set_state(d->storage, d->words[0], &step, error);
}

static gboolean refuse(const struct desk *d, GError **error)
{
    const struct storage_step step = {.state = "refused", .at_ms = d->now_ms, .what = d->words[1]};
    return worker_set_state(d->storage, d->words[0], &step, error);
}

static gboolean supplement(const struct desk *d, GError **error)
{
    const struct storage_step step = {
        .state = "supplement", .at_ms = d->now_ms, .what = d->words[1], .due = d->words[2]};
    return worker_set_state(d->storage, d->words[0], &step, error);
}

static gboolean message(const struct desk *d, GError **error)
{
    return worker_message(d->storage, d->words[0], d->words[1], d->now_ms, error);
}

static gboolean orders(const struct desk *d, GError **error)
{
    return worker_orders(d->storage, d->now_ms, error);
}

static gboolean refunded(const struct desk *d, GError **error)
{
    return worker_refunded(d->storage, d->words[0], d->now_ms, error);
}

static gboolean bookings(const struct desk *d, GError **error)
{
    return worker_bookings(d->storage, d->now_ms, error);
}

static gboolean times_list(const struct desk *d, GError **error)
{
    return slots_list(d->storage, d->words[0], d->now_ms, error);
}

static gboolean times_make(const struct desk *d, GError **error)
{
    const struct slots_wish wish = {.service = d->words[0],
                                    .place = d->words[1],
                                    .from = d->words[2],
                                    .to = d->words[3],
                                    .each = d->words[4]};
    return slots_make(d->storage, &wish, d->now_ms, error);
}

static gboolean notes(const struct desk *d, GError **error)
{
    return notes_list(d->storage, d->now_ms, error);
}

static gboolean ratings(const struct desk *d, GError **error)
{
    return ratings_list(d->storage, d->now_ms, error);
}

static gboolean notice_publish(const struct desk *d, GError **error)
{
    return notices_publish(d->storage, d->words[0], d->now_ms, error);
}

static gboolean notice_withdraw(const struct desk *d, GError **error)
{
    return notices_withdraw(d->storage, d->words[0], error);
}

static gboolean notice_list(const struct desk *d, GError **error)
{
    return notices_list(d->storage, d->now_ms, error);
}

static gboolean talk_lines(const struct desk *d, GError **error)
{
    return talk_list(d->storage, error);
}

static gboolean talk_say(const struct desk *d, GError **error)
{
    return talk_reply(d->storage, d->words[0], d->words[1], d->now_ms, error);
}

/* What a kiosk without a line had carried here; the signed answer lies beside it as FILE.ack.json. */
static gboolean import(const struct desk *d, GError **error)
{
    for (char **file = d->words; *file; file++)
        if (!carry_take(d->platform, *file, error))
            return FALSE;
    return TRUE;
}

static gboolean identity(const struct desk *d, GError **error)
{
    return identity_print(d->storage, d->words[0], d->words[1], d->now_ms, error);
}

static gboolean enrol_token(const struct desk *d, GError **error)
{
    if (d->platform->public_url)
        return enrol_print(d->platform, d->words[0], d->hours ? d->hours : ENROL_HOURS, error);
    g_set_error_literal(
        error, keys_error_quark(), KEYS_ERROR_FAILED,
        "the token carries this platform's address: say with --public URL where kiosks reach it");
    return FALSE;
}

static gboolean shut_out(const struct desk *d, GError **error)
{
    return storage_revoke_kiosk(d->storage, d->words[0], d->now_ms, error);
}

static gboolean certificates(const struct desk *d, GError **error)
{
    return enrol_list(d->platform, error);
}

static gboolean release_key_add(const struct desk *d, GError **error)
{
    return release_add(d->platform, d->words[0], error);
}

static gboolean release_key_list(const struct desk *d, GError **error)
{
    return release_list(d->platform, error);
}

static gboolean release_key_withdraw(const struct desk *d, GError **error)
{
    return release_withdraw(d->platform, d->words[0], error);
}

/* `verb` is one word or two; then from `least` to `most` words, named in `takes`. */
static const struct verb {
    const char *verb, *takes;
    guint least, most;
    gboolean (*run)(const struct desk *desk, GError **error);
} verbs[] = {
    {"list", "", 0, 0, list},
    {"show", "RECEIPT[-PART]", 1, 1, show},
    {"export", "DIR", 1, 1, export},
    {"set-state", "RECEIPT[-PART] STATE [WHAT [YYYY-MM-DD]]", 2, 4, set_state},
    {"approve", "RECEIPT[-PART] [WORDS]", 1, 2, approve},
    {"refuse", "RECEIPT[-PART] REASON", 2, 2, refuse},
    {"supplement", "RECEIPT[-PART] WHAT [YYYY-MM-DD]", 2, 3, supplement},
    {"message", "RECEIPT[-PART] WORDS", 2, 2, message},
    {"orders", "", 0, 0, orders},
    {"refunded", "NUMBER", 1, 1, refunded},
    {"bookings", "", 0, 0, bookings},
    {"slots list", "SERVICE", 1, 1, times_list},
    {"slots make", "SERVICE PLACE YYYY-MM-DDTHH:MM HH:MM PEOPLE", 5, 5, times_make},
    {"notes", "", 0, 0, notes},
    {"ratings", "", 0, 0, ratings},
    {"notice publish", "FILE.json", 1, 1, notice_publish},
    {"notice withdraw", "ID", 1, 1, notice_withdraw},
    {"notice list", "", 0, 0, notice_list},
    {"talk list", "", 0, 0, talk_lines},
    {"talk answer", "THREAD WORDS", 2, 2, talk_say},
    {"identity", "NUMBER NAME", 2, 2, identity},
    {"enrol-token", "KIOSK --public URL [--hours N]", 1, 1, enrol_token},
    {"revoke", "KIOSK", 1, 1, shut_out},
    {"certificates", "", 0, 0, certificates},
    {"release-key add", "FILE.pem", 1, 1, release_key_add},
    {"release-key list", "", 0, 0, release_key_list},
    {"release-key withdraw", "ID", 1, 1, release_key_withdraw},
    {"import", "FILE.batch.json...", 1, G_MAXUINT, import},
};

char *desk_help(void)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++)
        g_string_append_printf(text, "           %s%s%s\n", verbs[i].verb, *verbs[i].takes ? " " : "",
                               verbs[i].takes);
    return g_string_free(text, FALSE);
}

/* How many of the words the verb itself is; 0 when it is another. */
static guint own_words(const struct verb *verb, char **words)
{
    g_auto(GStrv) own = g_strsplit(verb->verb, " ", 0);
    guint i = 0;
    for (; own[i]; i++) {
        if (!words[i] || strcmp(own[i], words[i]) != 0)
            return 0;
    }
    return i;
}

static const struct verb *find(char **words, guint *own)
{
    for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++) {
        *own = own_words(&verbs[i], words);
        if (*own)
            return &verbs[i];
    }
    return NULL;
}

int desk_run(const struct platform *platform, char **words, int hours, char **use, GError **error)
{
    guint own = 0, count = g_strv_length(words);
    const struct verb *verb = find(words, &own);
    if (!verb)
        *use = g_strdup("the word behind 'ctl' is no verb of the worker's desk");
    else if (count - own < verb->least || count - own > verb->most)
        *use = g_strdup_printf("write 'ctl %s %s'", verb->verb, verb->takes);
    if (*use || !verb)
        return DESK_WRONG_USE;
    g_autofree char **given = g_new0(char *, count + WORDS_MAX);
    memcpy(given, words + own, (count - own) * sizeof *given);
    const struct desk desk = {.storage = platform->storage,
                              .platform = platform,
                              .now_ms = platform->clock.wall_ms(&platform->clock),
                              .hours = hours,
                              .words = given};
    return verb->run(&desk, error) ? 0 : 1;
}
