/* A telephone: a modem with a subscriber card, loudspeaker and microphone on its own audio pins, spoken to
 * with AT commands (ITU-T V.250; 3GPP TS 27.007). It dials the number of its URI and no other. One command is
 * on its way at a time; what is wanted meanwhile waits for its answer.
 *
 *   opened -> ATE0 -> AT+CMEE=1 -> ATH -> AT+CHUP (a kiosk that died may have left a call)
 *          -> AT+CPIN? -> AT+CREG? -> AT+CLCC -> rest (these three again now and then)
 *   dial   -> ATD<number>; -> OK: AT+CLCC every second tells dialling, ringing, talking -> no call any more
 *   hang up-> ATH -> OK, or AT+CHUP where ATH means data calls only (TS 27.007 6.5)
 *   closed -> ATH, AT+CHUP: a call does not outlive the kiosk */
#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

#include "devices/drivers.h"
#include "devices/letters.h"
#include "devices/phone/at_codec.h"

enum {
    ANSWER_MS = 5000,
    DIAL_ANSWER_MS =
        15000, /* some modems say OK only when the line is through; who waits for help does not wait long */
    LOOK_MS = 1000,  /* between two looks at a call */
    REST_MS = 60000, /* between two looks at card and cell */
    NUMBER_LONGEST = 20,
    MUTE_LIMIT = 2,
    LOST_LOOKS = 3 /* how often no call may be seen right after dialling */
};

enum ask {
    ASK_NOTHING,
    ASK_ECHO,
    ASK_ERRORS,
    ASK_FREE,
    ASK_FREE_VOICE,
    ASK_PIN,
    ASK_NETWORK,
    ASK_DIAL,
    ASK_CALLS,
    ASK_HANG,
    ASK_HANG_VOICE
};

struct modem {
    char number[NUMBER_LONGEST + 1];
    struct at_lines lines;
    enum ask asked; /* what the next OK or ERROR answers */
    bool open, wants_dial, wants_hang, pin, seen;
    int network;
    unsigned mute, unseen;
    enum device_call call;
    uint64_t visit; /* of the call */
};

static bool in_call(const struct modem *m)
{
    return m->call == PHONE_DIALLING || m->call == PHONE_RINGING || m->call == PHONE_TALKING;
}

static void tell_call(struct modem *m, struct device_io *io, enum device_call call)
{
    if (m->call == call)
        return;
    m->call = call;
    struct device_letter *letter = device_letter_new(LETTER_CALL, DEVICE_PHONE);
    letter->number = call;
    letter->visit = m->visit;
    io->emit(io, letter);
}

/* Nobody takes a telephone that never rang. */
static void end_call(struct modem *m, struct device_io *io)
{
    static const enum device_call ends[] = {
        [PHONE_DIALLING] = PHONE_NOT_DIALLED, [PHONE_RINGING] = PHONE_FAILED, [PHONE_TALKING] = PHONE_ENDED};
    if (in_call(m))
        tell_call(m, io, ends[m->call]);
}

static void tell_network(struct modem *m, struct device_io *io)
{
    bool well = m->pin && (m->network == 1 || m->network == 5);
    letter_status(io, DEVICE_PHONE, well ? STATUS_READY : STATUS_ATTENTION,
                  well ? ATTENTION_NONE : ATTENTION_NO_NETWORK);
}

static void say(struct modem *m, struct device_io *io, enum ask ask)
{
    static const char *const texts[] = {
        [ASK_ECHO] = "ATE0\r",        [ASK_ERRORS] = "AT+CMEE=1\r",   [ASK_FREE] = "ATH\r",
        [ASK_PIN] = "AT+CPIN?\r",     [ASK_FREE_VOICE] = "AT+CHUP\r", [ASK_HANG] = "ATH\r",
        [ASK_NETWORK] = "AT+CREG?\r", [ASK_HANG_VOICE] = "AT+CHUP\r", [ASK_CALLS] = "AT+CLCC\r"};
    char dial[NUMBER_LONGEST + 8];
    const char *text = texts[ask];
    if (ask == ASK_DIAL) {
        snprintf(dial, sizeof dial, "ATD%s;\r", m->number); /* ';': a voice call */
        text = dial;
    }
    m->asked = ask;
    m->seen = false;
    m->pin &= ask != ASK_PIN; /* told anew, or not at all */
    m->network = ask == ASK_NETWORK ? 0 : m->network;
    io->send(io, (const uint8_t *)text, strlen(text));
    io->alarm(io, ask == ASK_DIAL ? DIAL_ANSWER_MS : ANSWER_MS);
}

/* Nothing is on its way: what is wanted next, or wait. */
static void go_on(struct modem *m, struct device_io *io)
{
    m->asked = ASK_NOTHING;
    if (m->wants_hang) {
        m->wants_hang = false;
        say(m, io, ASK_HANG);
    } else if (m->wants_dial) {
        m->wants_dial = false;
        say(m, io, ASK_DIAL);
    } else {
        io->alarm(io, in_call(m) ? LOOK_MS : REST_MS);
    }
}

/* A call that was dialled here, and is not only wanted. */
static bool has_call(const struct modem *m)
{
    return in_call(m) && !m->wants_dial;
}

/* No call in the list: it is over. Right after dialling it may not be there yet. */
static void looked(struct modem *m, struct device_io *io)
{
    m->unseen = m->seen || !has_call(m) ? 0 : m->unseen + 1;
    if (!m->seen && has_call(m) && (m->call == PHONE_TALKING || m->unseen >= LOST_LOOKS))
        end_call(m, io);
    go_on(m, io);
}

static void hung_up(struct modem *m, struct device_io *io)
{
    if (has_call(m))
        end_call(m, io);
    go_on(m, io);
}

static void answered(struct modem *m, struct device_io *io, bool well)
{
    m->mute = 0;
    switch (m->asked) {
    case ASK_ECHO:
        say(m, io, ASK_ERRORS);
        break;
    case ASK_ERRORS:
        say(m, io, ASK_FREE);
        break;
    case ASK_FREE:
        say(m, io, ASK_FREE_VOICE); /* ATH may mean data calls only, and say OK */
        break;
    case ASK_FREE_VOICE:
        say(m, io, ASK_PIN);
        break;
    case ASK_PIN:
        m->pin &= well;
        say(m, io, ASK_NETWORK);
        break;
    case ASK_NETWORK:
        tell_network(m, io);
        if (m->wants_dial)
            go_on(m, io);
        else
            say(m, io, ASK_CALLS);
        break;
    case ASK_DIAL:
        if (!well)
            end_call(m, io);
        m->unseen = 0;
        go_on(m, io);
        break;
    case ASK_CALLS:
        looked(m, io);
        break;
    case ASK_HANG:
        if (well)
            hung_up(m, io);
        else
            say(m, io, ASK_HANG_VOICE);
        break;
    case ASK_HANG_VOICE:
        hung_up(m, io);
        break;
    case ASK_NOTHING:
    default:
        break; /* an answer nobody waits for */
    }
}

static void see_call(struct modem *m, struct device_io *io, int stat)
{
    static const enum device_call calls[] = {[AT_CALL_ACTIVE] = PHONE_TALKING,
                                             [AT_CALL_HELD] = PHONE_TALKING,
                                             [AT_CALL_DIALLING] = PHONE_DIALLING,
                                             [AT_CALL_ALERTING] = PHONE_RINGING};
    m->seen = true;
    m->wants_hang |= !has_call(m); /* nobody here speaks in it, and it holds the line */
    if (has_call(m) && stat >= 0 && stat < (int)G_N_ELEMENTS(calls))
        tell_call(m, io, calls[stat]);
}

/* A final word about the call: it ends the dialling command too, where that still waits. */
static void call_over(struct modem *m, struct device_io *io, bool rang)
{
    if (rang && m->call == PHONE_DIALLING && has_call(m))
        m->call = PHONE_RINGING; /* not seen in the list, but there it was */
    if (has_call(m))
        end_call(m, io);
    if (m->asked == ASK_DIAL)
        go_on(m, io);
}

static void hear(struct modem *m, struct device_io *io, struct at_word word)
{
    switch (word.kind) {
    case AT_OK:
        answered(m, io, true);
        break;
    case AT_ERROR:
        answered(m, io, false);
        break;
    case AT_NO_CARRIER:
    case AT_NO_DIALTONE:
        call_over(m, io, false);
        break;
    case AT_BUSY:
    case AT_NO_ANSWER:
        call_over(m, io, true);
        break;
    case AT_PIN:
        m->pin = word.number;
        break;
    case AT_NETWORK:
        m->network = word.number;
        break;
    case AT_CALL:
        see_call(m, io, word.number);
        break;
    case AT_RING: /* nobody lifts off here; who was called calls back the window */
    case AT_OTHER:
    default:
        break;
    }
}

static void modem_opened(void *self, struct device_io *io)
{
    struct modem *m = self;
    m->lines = (struct at_lines){0};
    m->open = true;
    m->mute = 0;
    say(m, io, ASK_ECHO);
}

static void modem_received(void *self, struct device_io *io, const uint8_t *bytes, size_t n)
{
    struct modem *m = self;
    struct at_word word;
    while (at_feed(&m->lines, &bytes, &n, &word))
        hear(m, io, word);
}

/* It did not answer in time: once is noise on the line, twice and it is not there. */
static void not_answered(struct modem *m, struct device_io *io)
{
    enum ask ask = m->asked;
    m->mute++;
    if (ask == ASK_DIAL)
        end_call(m, io);
    if (m->mute < MUTE_LIMIT) {
        say(m, io, ask == ASK_DIAL ? ASK_HANG : ask);
        return;
    }
    letter_status(io, DEVICE_PHONE, STATUS_ATTENTION, ATTENTION_OFFLINE);
    io->reopen(io);
}

static void modem_alarm(void *self, struct device_io *io)
{
    struct modem *m = self;
    if (m->asked != ASK_NOTHING)
        not_answered(m, io);
    else
        say(m, io, in_call(m) ? ASK_CALLS : ASK_PIN);
}

static void dial(struct modem *m, struct device_io *io, uint64_t visit)
{
    if (in_call(m))
        return;
    m->visit = visit;
    m->call = PHONE_IDLE;
    m->wants_dial = m->open;
    /* Dialling, or soon: it waits for one answer at most. */
    tell_call(m, io, m->open ? PHONE_DIALLING : PHONE_NOT_DIALLED);
}

static void hang_up(struct modem *m, struct device_io *io)
{
    if (m->wants_dial)
        end_call(m, io); /* it was not dialled yet */
    else if (in_call(m) && m->asked == ASK_DIAL)
        say(m, io, ASK_HANG); /* a character ends dialling (V.250 5.6.1) */
    else
        m->wants_hang |= in_call(m);
    m->wants_dial = false;
}

static void modem_command(void *self, struct device_io *io, const struct device_command *command)
{
    struct modem *m = self;
    if (command->kind == COMMAND_DIAL)
        dial(m, io, command->visit);
    else if (command->kind == COMMAND_HANG_UP)
        hang_up(m, io);
    if (m->asked == ASK_NOTHING && (m->wants_dial || m->wants_hang))
        go_on(m, io);
}

static void modem_closed(void *self, struct device_io *io)
{
    static const char hang_up[] =
        "ATH\rAT+CHUP\r"; /* answered or not; while it dials, a character ends that */
    struct modem *m = self;
    if (has_call(m) || m->wants_hang || m->asked == ASK_HANG || m->asked == ASK_HANG_VOICE)
        io->send(io, (const uint8_t *)hang_up, strlen(hang_up));
    end_call(m, io);
    m->asked = ASK_NOTHING;
    m->open = m->wants_dial = m->wants_hang = false;
    m->lines = (struct at_lines){0};
    io->alarm(io, -1);
}

static gboolean modem_options(void *self, const struct uri *uri, GError **error)
{
    struct modem *m = self;
    const char *number = uri_option(uri, "number", "");
    size_t len = strlen(number);
    if (len > 0 && len <= NUMBER_LONGEST &&
        strspn(number + (*number == '+'), "0123456789") == len - (*number == '+')) {
        g_strlcpy(m->number, number, sizeof m->number);
        return TRUE;
    }
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "\"%s\" does not say whom to call: write number= and up to %d digits", uri->text,
                NUMBER_LONGEST);
    return FALSE;
}

static const char *const modem_knows[] = {"number", NULL};
const struct device_driver modem_driver = {.slot = DEVICE_PHONE,
                                           .scheme = "modem",
                                           .wire = &wire_stream,
                                           .baud = 115200,
                                           .size = sizeof(struct modem),
                                           .knows = modem_knows,
                                           .options = modem_options,
                                           .opened = modem_opened,
                                           .received = modem_received,
                                           .alarm = modem_alarm,
                                           .command = modem_command,
                                           .closed = modem_closed};
