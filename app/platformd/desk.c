#include "desk.h"

#include <stdio.h>
#include <string.h>

#include "asked.h"
#include "base/secret.h"
#include "platform/carry.h"
#include "platform/enrol.h"
#include "platform/identity.h"
#include "platform/keys_known.h"
#include "platform/notes.h"
#include "platform/notices.h"
#include "platform/ratings.h"
#include "platform/release.h"
#include "platform/requests.h"
#include "platform/slots.h"
#include "platform/talk.h"
#include "platform/worker.h"

enum { WORDS_MAX = 8 };    /* of a verb with a fixed number of them */
enum { KIOSK_DIGITS = 5 }; /* a longer word is the serial number of a certificate */

struct desk {
    struct storage *storage;
    const struct platform *platform;
    int64_t now_ms;
    int hours;    /* of a token */
    char **words; /* what follows the verb's own words; NULL beyond the last */
};

static gboolean list(const struct desk *d, GError **error)
{
    return worker_list(d->storage, error);
}

static gboolean requests(const struct desk *d, GError **error)
{
    return requests_list(d->storage, error);
}

static gboolean show(const struct desk *d, GError **error)
{
    return worker_show(d->storage, d->words[0], error);
}

static gboolean export(const struct desk *d, GError **error)
{
    return worker_export(d->storage, d->words[0], error);
}

static gboolean step(const struct desk *d, const char *state, const char *what, const char *due,
                     GError **error)
{
    const struct storage_step step = {.state = state, .at_ms = d->now_ms, .what = what, .due = due};
    if (!worker_set_state(d->storage, d->words[0], &step, error))
        return FALSE;
    printf("%s: %s; kiosks and the page of the receipt say so from the next question on\n", d->words[0],
           state);
    return TRUE;
}

static gboolean set_state(const struct desk *d, GError **error)
{
    return step(d, d->words[1], d->words[2], d->words[2] ? d->words[3] : NULL, error);
}

static gboolean approve(const struct desk *d, GError **error)
{
    return step(d, "approved", d->words[1], NULL, error);
}

static gboolean refuse(const struct desk *d, GError **error)
{
    return step(d, "refused", d->words[1], NULL, error);
}

static gboolean supplement(const struct desk *d, GError **error)
{
    return step(d, "supplement", d->words[1], d->words[2], error);
}

static gboolean message(const struct desk *d, GError **error)
{
    if (!worker_message(d->storage, d->words[0], d->words[1], d->now_ms, error))
        return FALSE;
    printf("%s: the words stand below its state, for whoever asks with the card that it is of\n",
           d->words[0]);
    return TRUE;
}

static gboolean reply(const struct desk *d, GError **error)
{
    if (!worker_reply(d->storage, d->words[0], d->words[1], d->now_ms, error))
        return FALSE;
    printf("%s: answered; 'requests' leaves it out, and whoever asks with the card reads the words\n",
           d->words[0]);
    return TRUE;
}

static gboolean orders(const struct desk *d, GError **error)
{
    return worker_orders(d->storage, d->now_ms, error);
}

static gboolean refunded(const struct desk *d, GError **error)
{
    bool unanswered = d->words[1] && strcmp(d->words[1], "unanswered") == 0;
    if (!d->words[1] || unanswered)
        return worker_refunded(d->storage, d->words[0], unanswered, d->now_ms, error);
    g_set_error(error, worker_error_quark(), WORKER_ERROR_STATE,
                "'%s' is no word of 'refunded': leave it out, or write 'unanswered'", d->words[1]);
    return FALSE;
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
    if (!slots_make(d->storage, &wish, d->now_ms, error))
        return FALSE;
    printf("%s: can be booked at %s from %s to %s; 'slots list %s' has every time\n", wish.service,
           wish.place, wish.from, wish.to, wish.service);
    return TRUE;
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
    if (!notices_withdraw(d->storage, d->words[0], error))
        return FALSE;
    printf("%s: withdrawn; kiosks take it off when they look next\n", d->words[0]);
    return TRUE;
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
    if (!talk_reply(d->storage, d->words[0], d->words[1], d->now_ms, error))
        return FALSE;
    printf("%s: answered; it is on the glass within seconds, while the resident stands there\n", d->words[0]);
    return TRUE;
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
    char *number = asked_line("identity number", TRUE, error);
    char *name = number ? asked_line("name", TRUE, error) : NULL;
    gboolean well = name && identity_print(d->storage, number, name, d->now_ms, error);
    secret_free(name);
    secret_free(number);
    return well;
}

static gboolean enrol_token(const struct desk *d, GError **error)
{
    return enrol_print(d->platform, d->words[0], d->hours, error);
}

/* As 'certificates' prints it, or openssl: in any case of letters, with zeros before it or not. */
static gboolean revoke_serial(const struct desk *d, GError **error)
{
    g_autofree char *upper = g_ascii_strup(d->words[0], -1);
    const char *serial = upper;

    while (serial[0] == '0' && serial[1])
        serial++;
    if (!storage_revoke_card(d->storage, serial, d->now_ms, error))
        return FALSE;
    printf("%s: revoked, this certificate alone\n", serial);
    return TRUE;
}

static gboolean shut_out(const struct desk *d, GError **error)
{
    if (strlen(d->words[0]) > KIOSK_DIGITS)
        return revoke_serial(d, error);
    if (!storage_revoke_kiosk(d->storage, d->words[0], d->now_ms, error))
        return FALSE;
    printf("%s: revoked, with every token that was out; 'enrol-token %s' lets it in again\n", d->words[0],
           d->words[0]);
    return TRUE;
}

static gboolean certificates(const struct desk *d, GError **error)
{
    return enrol_list(d->platform, error);
}

static gboolean accept_keys(const struct desk *d, GError **error)
{
    if (!keys_known_accept(d->storage, error))
        return FALSE;
    puts("the keys folder is taken as it is at the next start; what it lacked is lost: enrol every kiosk "
         "again");
    return TRUE;
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
    guint told; /* which of them people read, and may be "-"; 0: none */
} verbs[] = {
    {"list", "", 0, 0, list},
    {"requests", "", 0, 0, requests},
    {"show", "RECEIPT[-PART]", 1, 1, show},
    {"export", "DIR", 1, 1, export},
    {"set-state", "RECEIPT[-PART] STATE [WHAT [YYYY-MM-DD]]", 2, 4, set_state, 2},
    {"approve", "RECEIPT[-PART] [WORDS]", 1, 2, approve, 1},
    {"refuse", "RECEIPT[-PART] REASON", 2, 2, refuse, 1},
    {"supplement", "RECEIPT[-PART] WHAT [YYYY-MM-DD]", 2, 3, supplement, 1},
    {"message", "RECEIPT[-PART] WORDS", 2, 2, message, 1},
    {"reply", "RECEIPT WORDS", 2, 2, reply, 1},
    {"orders", "", 0, 0, orders},
    {"refunded", "NUMBER [unanswered]", 1, 2, refunded},
    {"bookings", "", 0, 0, bookings},
    {"slots list", "SERVICE", 1, 1, times_list},
    {"slots make", "SERVICE PLACE YYYY-MM-DDTHH:MM HH:MM PEOPLE", 5, 5, times_make},
    {"notes", "", 0, 0, notes},
    {"ratings", "", 0, 0, ratings},
    {"notice publish", "FILE.json", 1, 1, notice_publish},
    {"notice withdraw", "ID", 1, 1, notice_withdraw},
    {"notice list", "", 0, 0, notice_list},
    {"talk list", "", 0, 0, talk_lines},
    {"talk answer", "THREAD WORDS", 2, 2, talk_say, 1},
    {"identity", "< NUMBER and NAME, a line each", 0, 0, identity},
    {"enrol-token", "KIOSK --public URL [--hours N]", 1, 1, enrol_token},
    {"revoke", "KIOSK|SERIAL", 1, 1, shut_out},
    {"certificates", "", 0, 0, certificates},
    {"accept-keys", "", 0, 0, accept_keys},
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

/* A word of blanks says nothing to whoever reads it. */
static gboolean has_blank(char **words)
{
    for (; *words; words++)
        if (strspn(*words, " \t") == strlen(*words))
            return TRUE;
    return FALSE;
}

/* 'notice' alone: what may follow it. */
static char *no_verb(const char *word)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++) {
        size_t len = strlen(word);
        if (strncmp(verbs[i].verb, word, len) == 0 && verbs[i].verb[len] == ' ')
            g_string_append_printf(text, "%s'ctl %s%s%s'", text->len ? " or " : "write ", verbs[i].verb,
                                   *verbs[i].takes ? " " : "", verbs[i].takes);
    }
    if (!text->len)
        g_string_printf(text, "'%s' is no verb of the worker's desk", word);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

char *desk_wrong_use(char **words)
{
    guint own = 0;
    const struct verb *verb = find(words, &own);
    guint count = g_strv_length(words) - own;
    if (!verb)
        return *words ? no_verb(*words)
                      : g_strdup("'ctl' is followed by a verb of the worker's desk, as 'list'");
    if (count >= verb->least && count <= verb->most && !has_blank(words + own))
        return NULL;
    return g_strdup_printf("write 'ctl %s%s%s'", verb->verb, *verb->takes ? " " : "", verb->takes);
}

/* The line that stands for the word "-" (asked.h); NULL and no error: there is no such word. */
static char *line_for(const struct verb *verb, char **given, GError **error)
{
    const char *told = verb->told ? given[verb->told] : NULL;
    return told && strcmp(told, "-") == 0 ? asked_line("text", FALSE, error) : NULL;
}

gboolean desk_run(const struct platform *platform, char **words, int hours, GError **error)
{
    guint own = 0;
    const struct verb *verb = find(words, &own);
    guint count = g_strv_length(words) - own;
    char **given = g_new0(char *, count + WORDS_MAX);
    GError *why = NULL;
    memcpy(given, words + own, count * sizeof *given);
    char *line = line_for(verb, given, &why);
    if (line)
        given[verb->told] = line;
    const struct desk desk = {.storage = platform->storage,
                              .platform = platform,
                              .now_ms = platform->clock.wall_ms(&platform->clock),
                              .hours = hours,
                              .words = given};
    gboolean well = !why && verb->run(&desk, &why);
    if (why)
        g_propagate_error(error, why);
    secret_free(line);
    g_free(given);
    return well;
}
