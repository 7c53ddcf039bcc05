/* The identity-card reader: find, select, read; and the rule of the forgotten card. A card identifies only when the
 * field was seen empty first, since the wire opened and since the visit began. Empty is: find answers 80, the chip
 * number cannot be read, find answers 80 again (one lost answer must not make a lying card new). */
#include <string.h>

#include "base/secret.h"
#include "devices/drivers.h"
#include "devices/idcard/card_text.h"
#include "devices/idcard/sam_codec.h"

enum {
    POLL_BRISK_MS = 300,
    POLL_GENTLE_MS = 1000,
    BRISK_POLLS = 200, /* the first 60 s of a visit */
    FIND_MS = 500,     /* answer times, as the makers' kits have them */
    CHIP_MS = 1000,
    READ_MS = 3500,
    MISSES_MAX = 2 /* answers missing or damaged in a row before the wire is opened anew */
};

enum field { FIELD_UNKNOWN, FIELD_EMPTY, FIELD_STALE, FIELD_READ /* of this visit */, FIELD_REFUSED };
enum step { STEP_PAUSE, STEP_STATUS, STEP_FIND, STEP_CHIP, STEP_FIND_AGAIN, STEP_SELECT, STEP_READ };

struct sam {
    struct sam_decoder decoder;
    enum field field;
    enum step step;
    uint64_t visit;   /* 0: nobody was announced yet, so nobody is identified */
    bool open, brisk, outdated /* the answer under way is of before the visit */, told_forgotten;
    int brisk_polls, misses;
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
    } asks[] = {[STEP_STATUS] = {SAM_STATUS, FIND_MS},   [STEP_FIND] = {SAM_FIND, FIND_MS},
                [STEP_CHIP] = {SAM_READ_CHIP, CHIP_MS},  [STEP_FIND_AGAIN] = {SAM_FIND, FIND_MS},
                [STEP_SELECT] = {SAM_SELECT, FIND_MS},   [STEP_READ] = {SAM_READ, READ_MS}};
    uint8_t frame[SAM_COMMAND_MAX];
    sam_decoder_reset(&s->decoder);
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
    ask(s, io, s->field == FIELD_READ ? STEP_CHIP : STEP_FIND);
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

static void field_empty(struct sam *s, struct device_io *io)
{
    s->field = FIELD_EMPTY;
    tell_forgotten(s, io, false);
    pause_poll(s, io);
}

static void card_found(struct sam *s, struct device_io *io)
{
    bool may_read = s->field == FIELD_EMPTY || s->field == FIELD_REFUSED; /* both were empty in this visit */
    if (may_read && s->visit)
        ask(s, io, STEP_SELECT);
    else if (s->field == FIELD_EMPTY)
        pause_poll(s, io); /* nobody was announced: it waits for the first visit */
    else
        card_lies(s, io);
}

static void trouble(struct sam *s, struct device_io *io, enum card_trouble what)
{
    s->field = FIELD_REFUSED;
    emit(s, io, LETTER_CARD_TROUBLE, what);
    pause_poll(s, io);
}

/* The photo is skipped with the rest of the frame, which the decoder wipes. */
static void card_read(struct sam *s, struct device_io *io, const struct sam_answer *answer)
{
    struct sam_blocks blocks;
    struct device_letter *letter = device_letter_new(LETTER_CARD, DEVICE_IDCARD);
    letter->visit = s->visit;
    bool parsed = sam_blocks(answer, false, &blocks) && card_text_parse(&letter->card, blocks.text, blocks.text_len);
    if (parsed && card_number_right(&letter->card)) {
        s->field = FIELD_READ;
        io->emit(io, letter);
        pause_poll(s, io);
        return;
    }
    device_letter_free(letter);
    trouble(s, io, parsed ? CARD_NOT_VALID : CARD_UNREAD);
}

static void chip_answered(struct sam *s, struct device_io *io, bool there)
{
    if (there) {
        card_lies(s, io);
    } else if (s->field == FIELD_READ) {
        s->field = FIELD_EMPTY; /* it was laid in this visit: should it still lie, reading it again harms nobody */
        emit(s, io, LETTER_CARD_LEFT, 0);
        ask(s, io, STEP_FIND);
    } else {
        ask(s, io, STEP_FIND_AGAIN);
    }
}

static void found_nothing(struct sam *s, struct device_io *io)
{
    if (s->step == STEP_FIND_AGAIN || s->field == FIELD_EMPTY)
        field_empty(s, io);
    else
        ask(s, io, STEP_CHIP);
}

/* Complaints about our own line or about the module say nothing of the card. */
static bool says_nothing_of_card(enum sam_sw sw)
{
    return sw == SAM_HOST_CHECKSUM || sw == SAM_HOST_LENGTH || sw == SAM_SELF_TEST || sw == SAM_NOT_AUTHORISED;
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
        trouble(s, io, answer->sw == SAM_NOT_FOUND || answer->sw == SAM_NOT_SELECTED ? CARD_HASTY : CARD_UNREAD);
}

static void answered(struct sam *s, struct device_io *io, const struct sam_answer *answer)
{
    s->misses = 0;
    if (answer->sw == SAM_SELF_TEST || answer->sw == SAM_NOT_AUTHORISED)
        emit(s, io, LETTER_STATUS, STATUS_ATTENTION);
    else if (s->step == STEP_STATUS || s->step == STEP_FIND)
        emit(s, io, LETTER_STATUS, STATUS_READY);
    if (s->outdated)
        look(s, io);
    else if (says_nothing_of_card(answer->sw))
        pause_poll(s, io);
    else if (s->step == STEP_STATUS)
        look(s, io);
    else if (s->step == STEP_FIND || s->step == STEP_FIND_AGAIN)
        find_answered(s, io, answer->sw);
    else if (s->step == STEP_CHIP)
        chip_answered(s, io, answer->sw == SAM_OK);
    else if (s->step == STEP_SELECT && answer->sw == SAM_OK)
        ask(s, io, STEP_READ);
    else
        read_answered(s, io, answer);
}

/* No answer, half an answer, or a damaged one: while reading it is the card's trouble, always it is a miss. */
static void missed(struct sam *s, struct device_io *io, enum card_trouble what)
{
    bool reading = (s->step == STEP_SELECT || s->step == STEP_READ) && !s->outdated;
    sam_decoder_reset(&s->decoder);
    if (reading)
        trouble(s, io, what);
    else
        pause_poll(s, io); /* a late answer meanwhile is dropped unread */
    if (++s->misses > MISSES_MAX) {
        s->misses = 0;
        emit(s, io, LETTER_STATUS, STATUS_ABSENT);
        io->reopen(io);
    }
}

static void sam_opened(void *self, struct device_io *io)
{
    struct sam *s = self;
    s->open = true;
    s->field = FIELD_UNKNOWN;
    s->misses = 0;
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
            missed(s, io, CARD_UNREAD);
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
        missed(s, io, sam_decoder_partial(&s->decoder) ? CARD_HASTY : CARD_UNREAD);
}

/* What lies there now, and what an answer under way says of it, is of the visit before. */
static void begin_visit(struct sam *s, struct device_io *io, uint64_t visit)
{
    s->visit = visit;
    s->field = FIELD_UNKNOWN;
    s->brisk_polls = BRISK_POLLS;
    s->brisk = false;
    s->outdated = s->step != STEP_PAUSE;
    if (s->open && s->step == STEP_PAUSE)
        look(s, io);
}

static void sam_command(void *self, struct device_io *io, const struct device_command *command)
{
    struct sam *s = self;
    bool first = s->visit == 0; /* a card laid before anybody was announced waits for the first visit */
    if (command->kind == COMMAND_VISIT || (command->kind == COMMAND_READ && !first && command->visit != s->visit))
        begin_visit(s, io, command->visit);
    if (command->kind == COMMAND_READ) {
        s->visit = command->visit;
        s->brisk = true;
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
    io->alarm(io, -1);
    s->open = false;
    s->step = STEP_PAUSE;
    s->field = FIELD_UNKNOWN;
}

const struct device_driver sam_driver = {
    .slot = DEVICE_IDCARD,
    .scheme = "sam",
    .baud = 115200,
    .size = sizeof(struct sam),
    .options = sam_options,
    .opened = sam_opened,
    .received = sam_received,
    .alarm = sam_alarm,
    .command = sam_command,
    .closed = sam_closed,
};
