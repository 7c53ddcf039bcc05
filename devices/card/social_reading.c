/* The order of the conversation: the environment (which no other chip card has), the card's file, the
 * holder's file, its items. A card that does not give items by their names is read record by record. */
#include <string.h>

#include "base/secret.h"
#include "base/text.h"
#include "devices/card/social_codec.h"

enum {
    SW_WELL = 0x9000,
    SW_CUT = 0x6282, /* the end came before Le: what is there is all */
    SW_LENGTH = 0x6700,
    SW_GUARDED = 0x6982,
    SW_PIN_BLOCKED = 0x6983,
    SW1_MORE = 0x61,
    SW1_LE = 0x6C,
    ASKS_MAX = 6 /* of one command: a card that is never content shall not keep anybody waiting */
};

enum step { STEP_ENVIRONMENT, STEP_CARD, STEP_VERSION, STEP_HOLDER, STEP_ITEMS };
static const struct item {
    uint8_t tag, len;
    bool needed;
} items[] = {{SOCIAL_NUMBER, 18, true},
             {SOCIAL_NAME, 30, true},
             {SOCIAL_SEX, 1, false},
             {SOCIAL_ETHNIC, 1, false},
             {SOCIAL_BIRTH, 4, false}};
enum { ITEMS = sizeof items / sizeof items[0], VERSION_LEN = 4, LABEL = 2 };

static void ask(struct social_reading *r, struct apdu command)
{
    secret_wipe(r->item, sizeof r->item);
    r->got = 0;
    r->asks = 0;
    r->command = r->asked = command;
}

static void end(struct social_reading *r, enum social_outcome outcome)
{
    secret_wipe(r->item, sizeof r->item);
    r->got = 0;
    r->outcome = outcome;
    if (outcome != SOCIAL_READ)
        secret_wipe(&r->card, sizeof r->card);
}

void social_begin(struct social_reading *r)
{
    secret_wipe(r, sizeof *r);
    r->outcome = SOCIAL_GOES_ON;
    r->step = STEP_ENVIRONMENT;
    r->card.type = ID_CARD_SOCIAL;
    ask(r, apdu_select_environment());
}

/* What the number says, too, where the card's own item is missing. */
static void complete(struct id_card *card)
{
    if (!card->birth[0])
        text_id_birth(card->number, card->birth);
    if (!card->sex[0])
        secret_copy_text(card->sex, sizeof card->sex, (card->number[16] - '0') % 2 ? "男" : "女");
}

static void conclude(struct social_reading *r)
{
    if (!r->card.number[0] || !r->card.name[0]) {
        end(r, SOCIAL_UNREAD);
    } else if (text_check_id(r->card.number) != TEXT_ID_OK) {
        end(r, SOCIAL_WRONG);
    } else {
        complete(&r->card);
        end(r, SOCIAL_READ);
    }
}

static void ask_item(struct social_reading *r, int step)
{
    int i = step - STEP_ITEMS;
    r->step = step;
    if (r->by_record && i < SOCIAL_RECORD_MAX)
        ask(r, apdu_read_record((uint8_t)(i + 1), 0));
    else if (!r->by_record && i < ITEMS)
        ask(r, apdu_read_item(items[i].tag, (uint8_t)(items[i].len + LABEL)));
    else
        conclude(r);
}

static bool guarded(uint16_t sw)
{
    return sw == SW_GUARDED || sw == SW_PIN_BLOCKED;
}

/* P1 was not liked: the other one, once. */
static bool select_again(struct social_reading *r)
{
    if (r->asked.bytes[2] == 0x00)
        return false;
    r->asked.bytes[2] = 0x00;
    ask(r, r->asked);
    return true;
}

static void file_answered(struct social_reading *r, uint16_t sw)
{
    if (sw == SW_WELL && r->step == STEP_CARD) {
        r->step = STEP_VERSION;
        ask(r, apdu_read_item(SOCIAL_VERSION, VERSION_LEN + LABEL));
    } else if (sw == SW_WELL) {
        ask_item(r, STEP_ITEMS);
    } else if (guarded(sw)) {
        end(r, SOCIAL_GUARDED);
    } else if (!select_again(r)) {
        end(r, SOCIAL_UNREAD);
    }
}

/* Of use to who mends the kiosk only; a card that does not say it is read all the same. */
static void version_answered(struct social_reading *r, uint16_t sw)
{
    bool text = sw == SW_WELL && r->got == VERSION_LEN + LABEL && r->item[0] == SOCIAL_VERSION;
    for (size_t i = LABEL; text && i < r->got; i++)
        text = r->item[i] >= 0x20 && r->item[i] < 0x7F;
    if (text)
        memcpy(r->version, r->item + LABEL, VERSION_LEN);
    r->step = STEP_HOLDER;
    ask(r, apdu_select_file(SOCIAL_FILE_HOLDER, true));
}

static void item_answered(struct social_reading *r, uint16_t sw)
{
    int i = r->step - STEP_ITEMS;
    bool there = (sw == SW_WELL || sw == SW_CUT) && r->got > 0;
    bool fits = there && (r->by_record || r->item[0] == items[i].tag);
    bool understood = fits && social_item(&r->card, r->item, r->got);
    if (guarded(sw)) {
        end(r, SOCIAL_GUARDED);
    } else if (!understood && !r->by_record && items[i].needed) {
        r->by_record = true;
        ask_item(r, STEP_ITEMS);
    } else if (r->by_record && !there) {
        conclude(r); /* no such record: that was the last one */
    } else {
        ask_item(r, r->step + 1);
    }
}

static void environment_answered(struct social_reading *r, uint16_t sw)
{
    r->step = STEP_CARD;
    if (sw == SW_WELL)
        ask(r, apdu_select_file(SOCIAL_FILE_CARD, true));
    else
        end(r, SOCIAL_OTHER);
}

static void answered(struct social_reading *r, uint16_t sw)
{
    if (r->step == STEP_ENVIRONMENT)
        environment_answered(r, sw);
    else if (r->step == STEP_CARD || r->step == STEP_HOLDER)
        file_answered(r, sw);
    else if (r->step == STEP_VERSION)
        version_answered(r, sw);
    else
        item_answered(r, sw);
}

/* The same command with another Le, or the rest of an answer; false: this is the answer. */
static bool goes_on(struct social_reading *r, uint16_t sw)
{
    bool reads = r->asked.bytes[1] != apdu_select_environment().bytes[1];
    uint8_t sw1 = (uint8_t)(sw >> 8), sw2 = (uint8_t)sw;
    if (sw1 == SW1_MORE) {
        r->command = apdu_get_response(sw2);
        return true;
    }
    if (sw1 == SW1_LE) {
        if (r->command.len != 5)
            return false;
        apdu_set_le(&r->command, sw2);
        return true;
    }
    if (sw == SW_LENGTH && reads && r->got == 0 && r->command.bytes[4] != 0) {
        apdu_set_le(&r->command, 0);
        return true;
    }
    return false;
}

void social_feed(struct social_reading *r, const uint8_t *bytes, size_t len)
{
    struct apdu_answer answer;
    if (r->outcome != SOCIAL_GOES_ON)
        return;
    if (!apdu_answer(&answer, bytes, len) || answer.len > sizeof r->item - r->got) {
        end(r, SOCIAL_UNREAD);
        return;
    }
    if (answer.len)
        memcpy(r->item + r->got, answer.data, answer.len);
    r->got += answer.len;
    if (!goes_on(r, answer.sw))
        answered(r, answer.sw);
    else if (++r->asks > ASKS_MAX)
        end(r, SOCIAL_UNREAD);
}
