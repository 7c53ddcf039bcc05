/* The identity-card reader: find, select, read; and the rule of the forgotten card. A card identifies only
 * when the field was seen empty first, since the wire opened and since the visit began. Empty is: find
 * answers 80, the chip number cannot be read, find answers 80 again (one lost answer must not make a lying
 * card new). */
#include <string.h>

#include "base/secret.h"
#include "devices/drivers.h"
#include "devices/idcard/card_letter.h"
#include "devices/idcard/sam_codec.h"

enum {
    POLL_BRISK_MS = 300,
    POLL_GENTLE_MS = 1000,
    BRISK_POLLS = 30, /* 9 s from the end of a visit: was a card forgotten? */
    FIND_MS = 500,    /* answer times, as the makers' kits have them */
    CHIP_MS = 1000,
    READ_MS = 3500,
    MISSES_MAX = 2, /* answers missing in a row before the wire is opened anew */
    DAMAGES_MAX = 5 /* answers damaged in a row before the reader is called faulty */
};

enum field { FIELD_UNKNOWN, FIELD_EMPTY, FIELD_STALE, FIELD_READ /* of this visit */, FIELD_REFUSED };
enum step {
    STEP_PAUSE,
    STEP_STATUS,
    STEP_ID,
    STEP_RESET,
    STEP_FIND,
    STEP_CLAIM,
    STEP_CHIP,
    STEP_FIND_AGAIN,
    STEP_SELECT,
    STEP_READ,
    STEP_ADDRESS
};

struct sam {
    struct sam_decoder decoder;
    enum field field;
    enum step step;
    enum device_status told;
    uint64_t visit; /* 0: nobody was announced yet, so nobody is identified */
    bool spent /* a read went wrong: that card hides from find until the module is reset */, failed,
        reset_first;
    bool open, brisk, outdated /* the answer under way is of before the visit */, told_forgotten;
    bool id_asked;              /* since the wire opened */
    bool chipless;              /* this module knows no 30 05: a card that was read is not seen to leave */
    bool photo;                 /* the visit wants it */
    bool laid;                  /* a card was told of, and not yet that it left */
    struct device_letter *card; /* read; its newest address is being asked for */
    int brisk_polls, misses, damages;
};

static gboolean sam_options(void *self, const struct uri *uri, GError **error)
{
    (void)self, (void)uri, (void)error;
    return TRUE;
}

static void emit(struct sam *s, struct device_io *io, enum device_letter_kind kind, int detail)
{
    struct device_letter *letter = device_letter_new(kind, DEVICE_IDCARD);
    if (kind == LETTER_STATUS)
        letter->status = (enum device_status)detail;
    else if (kind == LETTER_CARD_TROUBLE)
        letter->trouble = (enum card_trouble)detail;
    else if (kind == LETTER_CARD_FORGOTTEN)
        letter->flag = detail;
    if (kind == LETTER_CARD_TROUBLE || kind == LETTER_CARD_LEFT)
        letter->visit = s->visit;
    if (kind == LETTER_STATUS && detail == STATUS_ATTENTION)
        letter->attention = ATTENTION_FAULT;
    io->emit(io, letter);
}

static void ask(struct sam *s, struct device_io *io, enum step step)
{
    static const struct {
        enum sam_command command;
        int ms;
    } asks[] = {[STEP_STATUS] = {SAM_STATUS, FIND_MS},  [STEP_FIND] = {SAM_FIND, FIND_MS},
                [STEP_RESET] = {SAM_RESET, CHIP_MS},    [STEP_CLAIM] = {SAM_FIND, FIND_MS},
                [STEP_CHIP] = {SAM_READ_CHIP, CHIP_MS}, [STEP_FIND_AGAIN] = {SAM_FIND, FIND_MS},
                [STEP_SELECT] = {SAM_SELECT, FIND_MS},  [STEP_READ] = {SAM_READ, READ_MS},
                [STEP_ID] = {SAM_ID, FIND_MS},          [STEP_ADDRESS] = {SAM_READ_ADDRESS, CHIP_MS}};
    uint8_t frame[SAM_COMMAND_MAX];
    sam_decoder_reset(&s->decoder);
    s->decoder.keep = step != STEP_READ ? SAM_KEEP_SHORT : s->photo ? SAM_KEEP_PHOTO : SAM_KEEP_TEXT;
    s->step = step;
    s->outdated = false;
    io->send(io, frame, sam_frame(frame, asks[step].command, 0));
    io->alarm(io, asks[step].ms);
}

static void pause_poll(struct sam *s, struct device_io *io)
{
    bool brisk = s->brisk || s->brisk_polls > 0;
    s->brisk_polls -= s->brisk_polls > 0;
    s->step = STEP_PAUSE;
    io->alarm(io, brisk ? POLL_BRISK_MS : POLL_GENTLE_MS);
}

static void look(struct sam *s, struct device_io *io)
{
    enum step step = !s->id_asked                             ? STEP_ID
                     : s->reset_first                         ? STEP_RESET
                     : s->field == FIELD_READ && !s->chipless ? STEP_CHIP
                                                              : STEP_FIND;
    s->reset_first &= step != STEP_RESET;
    ask(s, io, step);
}

static void tell_forgotten(struct sam *s, struct device_io *io, bool lies)
{
    if (s->told_forgotten != lies)
        emit(s, io, LETTER_CARD_FORGOTTEN, lies);
    s->told_forgotten = lies;
}

/* Something lies there that the find command does not call new, or that is not of this visit. */
static void card_lies(struct sam *s, struct device_io *io)
{
    if (s->field == FIELD_UNKNOWN)
        s->field = FIELD_STALE;
    if (s->field == FIELD_STALE)
        tell_forgotten(s, io, true);
    pause_poll(s, io);
}

/* The card that was read: told once. */
static void has_left(struct sam *s, struct device_io *io)
{
    if (s->laid)
        emit(s, io, LETTER_CARD_LEFT, 0);
    s->laid = false;
}

static void field_empty(struct sam *s, struct device_io *io)
{
    s->field = FIELD_EMPTY;
    has_left(s, io);
    tell_forgotten(s, io, false);
    pause_poll(s, io);
}

static void card_found(struct sam *s, struct device_io *io)
{
    if (s->field == FIELD_READ) { /* a new one, so the one that was read is gone */
        has_left(s, io);
        s->field = FIELD_EMPTY;
    }
    if (s->field == FIELD_EMPTY && s->visit)
        ask(s, io, STEP_SELECT);
    else if (s->field == FIELD_EMPTY)
        pause_poll(s, io); /* nobody was announced: it waits for the first visit */
    else
        card_lies(s, io);
}

/* A card that was lifted too early may be laid again at once; any other must be seen to leave first. */
static void trouble(struct sam *s, struct device_io *io, enum card_trouble what)
{
    s->field = what == CARD_HASTY ? FIELD_EMPTY : FIELD_REFUSED;
    s->spent = true;
    s->failed = false;
    emit(s, io, LETTER_CARD_TROUBLE, what);
    pause_poll(s, io);
}

static void hand_over(struct sam *s, struct device_io *io)
{
    struct device_letter *letter = g_steal_pointer(&s->card);
    s->laid = true;
    io->emit(io, letter);
    pause_poll(s, io);
}

static void card_read(struct sam *s, struct device_io *io, const struct sam_answer *answer)
{
    enum card_trouble what = CARD_UNREAD;
    s->card = card_letter_new(answer, s->visit, &what);
    if (!s->card) {
        trouble(s, io, what);
        return;
    }
    s->field = FIELD_READ;
    s->spent = false;
    if (card_letter_has_address(s->card))
        ask(s, io, STEP_ADDRESS);
    else
        hand_over(s, io);
}

static void address_answered(struct sam *s, struct device_io *io, const struct sam_answer *answer)
{
    card_letter_address(s->card, answer);
    hand_over(s, io);
}

static void chip_answered(struct sam *s, struct device_io *io, enum sam_sw sw)
{
    s->chipless |= sw == SAM_COMMAND_WRONG;
    if (sw == SAM_OK) {
        card_lies(s, io);
    } else if (s->field == FIELD_READ && s->chipless) {
        pause_poll(s, io);
    } else if (s->field == FIELD_READ) {
        s->field =
            FIELD_EMPTY; /* it was laid in this visit: should it still lie, reading it again harms nobody */
        has_left(s, io);
        ask(s, io, STEP_FIND);
    } else {
        ask(s, io, STEP_FIND_AGAIN);
    }
}

static void found_nothing(struct sam *s, struct device_io *io)
{
    if (s->step == STEP_FIND_AGAIN || s->field == FIELD_EMPTY)
        field_empty(s, io);
    else if (s->field == FIELD_READ)
        pause_poll(s, io); /* it hides from find, or has left: without its number nobody knows */
    else
        ask(s, io, STEP_CHIP);
}

/* A read went wrong. Lifted too early, or there and unreadable? A card that failed hides from find until a
 * reset. */
static void read_failed(struct sam *s, struct device_io *io)
{
    s->failed = true;
    ask(s, io, STEP_RESET);
}

/* Complaints about our own line or about the module say nothing of the card. */
static bool says_nothing_of_card(enum sam_sw sw)
{
    return sw == SAM_HOST_CHECKSUM || sw == SAM_HOST_LENGTH || sw == SAM_SELF_TEST ||
           sw == SAM_NOT_AUTHORISED;
}

static void find_answered(struct sam *s, struct device_io *io, enum sam_sw sw)
{
    if (sw == SAM_CARD_FOUND)
        card_found(s, io);
    else if (sw == SAM_NOT_FOUND)
        found_nothing(s, io);
    else if (sw == SAM_CARD_TYPE && s->field == FIELD_EMPTY && s->visit)
        trouble(s, io, CARD_UNREAD);
    else
        pause_poll(s, io);
}

static void read_answered(struct sam *s, struct device_io *io, const struct sam_answer *answer)
{
    if (answer->sw == SAM_OK)
        card_read(s, io, answer);
    else
        read_failed(s, io);
}

/* Only a change is told: a letter in secret memory is too dear for every poll. */
static void tell_status(struct sam *s, struct device_io *io, enum device_status status)
{
    if (s->told != status)
        emit(s, io, LETTER_STATUS, status);
    s->told = status;
}

/* Old modules may not have one: then nobody knows it. */
static void id_answered(struct sam *s, struct device_io *io, const struct sam_answer *answer)
{
    struct device_letter *letter = device_letter_new(LETTER_IDENTITY, DEVICE_IDCARD);
    s->id_asked = true;
    if (sam_id_text(answer, letter->code, sizeof letter->code))
        io->emit(io, letter);
    else
        device_letter_free(letter);
    look(s, io);
}

static void answered(struct sam *s, struct device_io *io, const struct sam_answer *answer)
{
    s->misses = s->damages = 0;
    tell_status(s, io,
                answer->sw == SAM_SELF_TEST || answer->sw == SAM_NOT_AUTHORISED ? STATUS_ATTENTION
                                                                                : STATUS_READY);
    if (s->step == STEP_ID)
        id_answered(s, io, answer);
    else if (s->outdated)
        look(s, io);
    else if (s->step == STEP_ADDRESS)
        address_answered(s, io, answer);
    else if (says_nothing_of_card(answer->sw))
        pause_poll(s, io);
    else if (s->step == STEP_RESET && s->failed)
        ask(s, io, STEP_CLAIM);
    else if (s->step == STEP_CLAIM)
        trouble(s, io, answer->sw == SAM_NOT_FOUND ? CARD_HASTY : CARD_UNREAD);
    else if (s->step == STEP_STATUS || s->step == STEP_RESET)
        look(s, io);
    else if (s->step == STEP_FIND || s->step == STEP_FIND_AGAIN)
        find_answered(s, io, answer->sw);
    else if (s->step == STEP_CHIP)
        chip_answered(s, io, answer->sw);
    else if (s->step == STEP_SELECT && answer->sw == SAM_OK)
        ask(s, io, STEP_READ);
    else
        read_answered(s, io, answer);
}

/* While reading it is the card's trouble; else it is asked again. A late answer meanwhile is dropped unread.
 */
static void give_up(struct sam *s, struct device_io *io, enum card_trouble what)
{
    bool reading = s->step == STEP_SELECT || s->step == STEP_READ || s->failed;
    sam_decoder_reset(&s->decoder);
    s->id_asked |= s->step == STEP_ID;
    if (s->card)
        hand_over(s, io); /* as it was printed */
    else if (reading && !s->outdated)
        trouble(s, io, what);
    else
        pause_poll(s, io);
}

static void mute(struct sam *s, struct device_io *io)
{
    bool half = s->step == STEP_READ && sam_decoder_partial(&s->decoder); /* broken off */
    give_up(s, io, half ? CARD_HASTY : CARD_UNREAD);
    if (++s->misses < MISSES_MAX)
        return;
    s->misses = 0;
    tell_status(s, io, STATUS_ABSENT);
    io->reopen(io);
}

/* A damaged answer that claims a new card is a card that cannot be read; it is worth a word to the person. */
static void damaged(struct sam *s, struct device_io *io, const struct sam_answer *claim)
{
    bool card = s->step == STEP_FIND && claim->sw == SAM_CARD_FOUND && s->field == FIELD_EMPTY && s->visit;
    if (card && !s->outdated)
        trouble(s, io, CARD_UNREAD);
    else
        give_up(s, io, CARD_UNREAD);
    if (++s->damages == DAMAGES_MAX)
        tell_status(s, io, STATUS_ATTENTION);
}

static void sam_opened(void *self, struct device_io *io)
{
    struct sam *s = self;
    s->open = true;
    s->told = STATUS_ABSENT; /* the room said so, or will */
    s->field = FIELD_UNKNOWN;
    s->misses = s->damages = 0;
    s->failed = s->reset_first = s->id_asked = s->chipless = s->laid = false;
    ask(s, io, STEP_STATUS);
}

static void sam_received(void *self, struct device_io *io, const uint8_t *bytes, size_t n)
{
    struct sam *s = self;
    struct sam_answer answer;
    while (n > 0 && s->step != STEP_PAUSE) {
        enum sam_event event = sam_decoder_feed(&s->decoder, &bytes, &n, &answer);
        if (event == SAM_ANSWER)
            answered(s, io, &answer);
        else if (event == SAM_DAMAGED)
            damaged(s, io, &answer);
        if (event != SAM_MORE && s->step == STEP_PAUSE)
            sam_decoder_reset(&s->decoder);
        if (event != SAM_MORE)
            return; /* it never speaks unasked: what follows one answer is noise */
    }
}

static void sam_alarm(void *self, struct device_io *io)
{
    struct sam *s = self;
    if (s->step == STEP_PAUSE)
        look(s, io);
    else
        mute(s, io);
}

static void drop_card(struct sam *s)
{
    device_letter_free(s->card);
    s->card = NULL;
}

/* The card was read without a photo, which the service wants: the module forgets it, and finds it anew. */
static void want_photo(struct sam *s)
{
    s->photo = true;
    if (s->field != FIELD_READ || s->card)
        return;
    s->field = FIELD_EMPTY;
    s->reset_first = true;
}

/* What lies there now, and what an answer under way says of it, is of the visit before. */
static void begin_visit(struct sam *s, struct device_io *io, uint64_t visit)
{
    s->visit = visit;
    s->field = FIELD_UNKNOWN;
    s->brisk_polls = BRISK_POLLS;
    s->brisk = s->failed = s->photo = false;
    drop_card(s);
    s->reset_first = s->spent;
    s->spent = false;
    s->outdated = s->step != STEP_PAUSE;
    if (s->open && s->step == STEP_PAUSE)
        look(s, io);
}

static void sam_command(void *self, struct device_io *io, const struct device_command *command)
{
    struct sam *s = self;
    bool first = s->visit == 0; /* a card laid before anybody was announced waits for the first visit */
    if (command->kind == COMMAND_VISIT ||
        (command->kind == COMMAND_READ && !first && command->visit != s->visit))
        begin_visit(s, io, command->visit);
    if (command->kind == COMMAND_READ) {
        s->visit = command->visit;
        s->brisk = true;
        if (command->flag && !s->photo)
            want_photo(s);
        if (s->open && s->step == STEP_PAUSE)
            look(s, io);
    } else if (command->kind == COMMAND_REST) {
        s->brisk = false;
    }
}

static void sam_closed(void *self, struct device_io *io)
{
    struct sam *s = self;
    sam_decoder_reset(&s->decoder);
    drop_card(s);
    io->alarm(io, -1);
    s->open = false;
    s->step = STEP_PAUSE;
    s->field = FIELD_UNKNOWN;
}

const struct device_driver sam_driver = {
    .slot = DEVICE_IDCARD,
    .scheme = "sam",
    .wire = &wire_reader,
    .baud = 115200,
    .size = sizeof(struct sam),
    .options = sam_options,
    .opened = sam_opened,
    .received = sam_received,
    .alarm = sam_alarm,
    .command = sam_command,
    .closed = sam_closed,
};
