/* Social-security cards: card=pcsc:, or pcsc: with a part of the reader's name. One thread waits at the
 * reader, without looking now and then; a second one only wakes it, for a wait of PC/SC is ended by a call
 * that is lost when it comes a moment too early, and no room may wait here. The rule of the card of the
 * person before is the identity-card reader's: a card identifies only when it was seen to come, since the
 * reader was opened and since the visit began. */
#include <gio/gio.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mail.h"
#include "base/secret.h"
#include "devices/card/reader.h"
#include "devices/drivers.h"

enum {
    COMMANDS = 32,
    WAKE_MS = 20,
    SETTLE_MS = 1500,    /* a reader just found may not have looked yet: what it sees till then lay there */
    NO_READER_MS = 5000, /* its coming is told; a telling that falls between two calls is made up for */
    BACKOFF_FIRST_MS = 250,
    BACKOFF_LAST_MS = 8000
};

enum field { FIELD_UNKNOWN, FIELD_EMPTY, FIELD_WAITS /* for the first visit */, FIELD_OLD, FIELD_DONE };

struct card {
    struct device_out *out;
    struct card_reader *reader;
    struct social_reading *reading;
    struct mail *commands;
    GThread *thread, *waker;
    int bell, knock; /* eventfds: of the waker, of the thread while it pauses */
    gint asked, heard, ends;
    enum field field;
    struct card_sight sight;
    uint64_t visit; /* 0: nobody was announced yet */
    int refusals;   /* in a row */
    bool read /* what lies there was read, and has not left */, told_forgotten, warned;
    int backoff_ms;
};

static struct device_letter *letter_of(struct card *c, enum device_letter_kind kind)
{
    struct device_letter *letter = device_letter_new(kind, DEVICE_CARD);
    if (kind != LETTER_STATUS && kind != LETTER_CARD_FORGOTTEN)
        letter->visit = c->visit;
    return letter;
}

static void send(struct card *c, struct device_letter *letter)
{
    c->out->emit(c->out, letter);
}

static void tell(struct card *c, enum device_status status, enum device_attention attention)
{
    struct device_letter *letter = letter_of(c, LETTER_STATUS);
    letter->status = status;
    letter->attention = attention;
    send(c, letter);
}

static void tell_forgotten(struct card *c, bool lies)
{
    if (c->told_forgotten == lies)
        return;
    struct device_letter *letter = letter_of(c, LETTER_CARD_FORGOTTEN);
    letter->flag = c->told_forgotten = lies;
    send(c, letter);
}

static void trouble(struct card *c, enum card_trouble what)
{
    struct device_letter *letter = letter_of(c, LETTER_CARD_TROUBLE);
    letter->trouble = what;
    send(c, letter);
}

static void talked(struct card *c)
{
    static const enum card_trouble troubles[] = {[SOCIAL_OTHER] = CARD_OTHER_KIND,
                                                 [SOCIAL_GUARDED] = CARD_GUARDED,
                                                 [SOCIAL_UNREAD] = CARD_UNREAD,
                                                 [SOCIAL_WRONG] = CARD_UNREAD};
    if (c->reading->outcome == SOCIAL_READ) {
        struct device_letter *letter = letter_of(c, LETTER_CARD);
        letter->card = c->reading->card;
        c->read = true;
        send(c, letter);
        return;
    }
    if (c->reading->outcome == SOCIAL_UNREAD)
        log_warning("devices", "card: a social-security card of version %s was not understood",
                    c->reading->version[0] ? c->reading->version : "unknown");
    trouble(c, troubles[c->reading->outcome]);
}

static void read_it(struct card *c)
{
    c->field = FIELD_DONE;
    switch (card_reader_read(c->reader, c->reading)) {
    case READER_TALKED:
        talked(c);
        break;
    case READER_HASTY:
        trouble(c, CARD_HASTY);
        break;
    case READER_MUTE:
        trouble(c, CARD_UNREAD);
        break;
    case READER_GONE:
    default:
        break; /* the status says it */
    }
    secret_wipe(c->reading, sizeof *c->reading);
}

static void came(struct card *c)
{
    if (c->field == FIELD_UNKNOWN) {
        c->field = FIELD_OLD;
        tell_forgotten(c, true);
    } else if (c->field == FIELD_EMPTY && c->visit) {
        read_it(c);
    } else if (c->field == FIELD_EMPTY) {
        c->field = FIELD_WAITS;
    }
}

static void left(struct card *c)
{
    if (c->read)
        send(c, letter_of(c, LETTER_CARD_LEFT));
    c->read = false;
    if (c->field != FIELD_UNKNOWN)
        c->field = FIELD_EMPTY;
    tell_forgotten(c, false);
}

static void look(struct card *c, struct card_sight now)
{
    bool another = now.present && c->sight.present && now.count != c->sight.count;
    if (c->sight.present && (!now.present || another))
        left(c);
    bool new = now.present && (!c->sight.present || another);
    c->sight = now;
    if (new)
        came(c);
}

/* Nobody sees what lies there. */
static void blind(struct card *c)
{
    c->field = FIELD_UNKNOWN;
    c->sight = (struct card_sight){0};
    c->read = false;
    tell_forgotten(c, false);
}

static void begin_visit(struct card *c, uint64_t visit)
{
    c->visit = visit;
    if (c->field == FIELD_UNKNOWN || !c->sight.present)
        return;
    c->field = FIELD_OLD;
    tell_forgotten(c, true);
}

static void obey_one(struct card *c, const struct device_command *command)
{
    bool first = c->visit == 0; /* a card put in before anybody was announced waits for the first visit */
    if (command->kind == COMMAND_VISIT ||
        (command->kind == COMMAND_READ && !first && command->visit != c->visit))
        begin_visit(c, command->visit);
    if (command->kind == COMMAND_READ)
        c->visit = command->visit;
    if (c->visit && c->field == FIELD_WAITS)
        read_it(c);
}

static void obey(struct card *c)
{
    struct device_command *command;
    eventfd_t rings;
    int asked = g_atomic_int_get(&c->asked);
    eventfd_read(c->knock, &rings);
    while ((command = mail_take(c->commands))) {
        obey_one(c, command);
        device_command_free(command);
    }
    g_atomic_int_set(&c->heard, asked);
}

static bool ends(struct card *c)
{
    return g_atomic_int_get(&c->ends);
}

static void back_off(struct card *c)
{
    struct pollfd knock = {.fd = c->knock, .events = POLLIN};
    poll(&knock, 1, c->backoff_ms);
    c->backoff_ms = MIN(c->backoff_ms * 2, BACKOFF_LAST_MS);
}

static void tell_stand(struct card *c, enum card_reader_stand stand)
{
    static const char *const words[] = {
        [READER_NO_SERVICE] = "pcscd does not answer: is it installed and running?",
        [READER_REFUSED] = "pcscd refuses: a polkit rule must let this user in (docs/devices.md)",
        [READER_NONE] = "no reader of that name: look at its plug"};
    c->refusals = stand == READER_REFUSED ? c->refusals + 1 : 0;
    if (c->refusals == 1)
        stand = READER_NO_SERVICE; /* a pcscd that is just ending says no, too */
    if (stand == READER_READY)
        tell(c, STATUS_READY, ATTENTION_NONE);
    else if (stand == READER_REFUSED)
        tell(c, STATUS_ATTENTION, ATTENTION_NO_ACCESS);
    else
        tell(c, STATUS_ABSENT, ATTENTION_NONE);
    if (stand != READER_READY && (!c->warned || c->refusals == 2))
        log_warning("devices", "card: %s; it is tried again", words[stand]);
    c->warned = stand != READER_READY;
}

static void wait_at(struct card *c, enum card_reader_stand stand)
{
    struct card_sight sight;
    bool settles = c->field == FIELD_UNKNOWN;
    int ms = stand == READER_NONE ? NO_READER_MS : settles ? SETTLE_MS : -1;
    enum card_reader_news news = card_reader_wait(c->reader, ms, &sight);
    if (news == READER_SEEN)
        look(c, sight);
    else if (news == READER_LOST)
        blind(c);
    else if (news == READER_TIMEOUT && stand == READER_READY && settles)
        c->field = c->sight.present ? FIELD_OLD : FIELD_EMPTY;
    secret_wipe_stack();
}

static void serve(struct card *c)
{
    enum card_reader_stand stand = card_reader_stand(c->reader);
    tell_stand(c, stand);
    if (stand != READER_READY)
        blind(c);
    if (stand == READER_NO_SERVICE || stand == READER_REFUSED) {
        back_off(c);
        return;
    }
    c->backoff_ms = BACKOFF_FIRST_MS;
    wait_at(c, stand);
}

static gpointer run(gpointer data)
{
    struct card *c = data;
    for (obey(c); !ends(c); obey(c))
        serve(c);
    secret_wipe_stack();
    return NULL;
}

/* Until it was heard. */
static gpointer wake(gpointer data)
{
    struct card *c = data;
    struct pollfd bell = {.fd = c->bell, .events = POLLIN};
    eventfd_t rings;
    while (g_atomic_int_get(&c->ends) < 2) {
        if (poll(&bell, 1, -1) == 1)
            eventfd_read(c->bell, &rings);
        while (g_atomic_int_get(&c->asked) != g_atomic_int_get(&c->heard) && g_atomic_int_get(&c->ends) < 2) {
            card_reader_wake(c->reader);
            poll(NULL, 0, WAKE_MS);
        }
    }
    return NULL;
}

static void ring(void *data)
{
    struct card *c = data;
    g_atomic_int_inc(&c->asked);
    eventfd_write(c->knock, 1);
    eventfd_write(c->bell, 1);
}

static gboolean card_check(const struct uri *uri, GError **error)
{
    (void)uri, (void)error; /* whatever a reader may be called */
    return TRUE;
}

static void *card_start(const struct uri *uri, struct device_out *out)
{
    struct card *c = g_new0(struct card, 1);
    c->out = out;
    c->reader = card_reader_new(uri->path);
    c->reading = secret_new(sizeof *c->reading);
    c->backoff_ms = BACKOFF_FIRST_MS;
    c->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    c->knock = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    g_assert(c->bell >= 0 && c->knock >= 0);
    c->commands = mail_new(COMMANDS, device_command_free, ring, c);
    c->thread = g_thread_new("card", run, c);
    c->waker = g_thread_new("card-waker", wake, c);
    return c;
}

static void card_command(void *self, struct device_command *command)
{
    struct card *c = self;
    mail_push(c->commands, command);
}

static void card_stop(void *self)
{
    struct card *c = self;
    g_atomic_int_set(&c->ends, 1);
    ring(c);
    g_thread_join(c->thread);
    g_atomic_int_set(&c->ends, 2); /* nobody is to be woken any more */
    eventfd_write(c->bell, 1);
    g_thread_join(c->waker);
    card_reader_free(c->reader);
    mail_free(c->commands);
    close(c->bell);
    close(c->knock);
    secret_free(c->reading);
    g_free(c);
}

const struct device_library card_library = {DEVICE_CARD, "pcsc",       NULL,      card_check,
                                            card_start,  card_command, card_stop, NULL};
