#include "translate.h"

#include <string.h>

#include "base/secret.h"
#include "wire/messages.h"

static enum device_state state_of(enum device_status status)
{
    switch (status) {
    case STATUS_READY:
        return DEVICE_READY;
    case STATUS_BUSY:
        return DEVICE_BUSY;
    case STATUS_ABSENT:
        return DEVICE_ABSENT;
    case STATUS_ATTENTION:
        return DEVICE_ATTENTION;
    case STATUS_OFF:
    default:
        return DEVICE_OFF;
    }
}

static enum device_cause cause_of(enum device_attention attention)
{
    static const enum device_cause causes[ATTENTION_COUNT] = {
        [ATTENTION_PAPER_LOW] = CAUSE_PAPER_LOW,     [ATTENTION_PAPER_OUT] = CAUSE_PAPER_OUT,
        [ATTENTION_COVER_OPEN] = CAUSE_COVER_OPEN,   [ATTENTION_CUTTER] = CAUSE_CUTTER,
        [ATTENTION_OFFLINE] = CAUSE_OFFLINE,         [ATTENTION_FAULT] = CAUSE_FAULT,
        [ATTENTION_PAPER_JAM] = CAUSE_PAPER_JAM,     [ATTENTION_PAPER_LEFT] = CAUSE_PAPER_LEFT,
        [ATTENTION_INK_LOW] = CAUSE_INK_LOW,         [ATTENTION_INK_OUT] = CAUSE_INK_OUT,
        [ATTENTION_NO_ACCESS] = CAUSE_NO_ACCESS,     [ATTENTION_DOOR_OPEN] = CAUSE_DOOR_OPEN,
        [ATTENTION_FORCED] = CAUSE_FORCED,           [ATTENTION_HOT] = CAUSE_HOT,
        [ATTENTION_MAINS_LOST] = CAUSE_MAINS_LOST,   [ATTENTION_NO_NETWORK] = CAUSE_NO_NETWORK,
        [ATTENTION_BATTERY_LOW] = CAUSE_BATTERY_LOW,
    };

    g_assert(attention < ATTENTION_COUNT);
    return causes[attention];
}

/* Where health keeps what a device says of itself; a cause only where somebody acts on it. */
struct place {
    enum device_state *state;
    enum device_cause *cause;
};

static struct place place_of(struct health *h, enum device_slot slot)
{
    const struct place places[DEVICE_SLOTS] = {
        [DEVICE_IDCARD] = {&h->idcard, NULL},
        [DEVICE_SCANNER] = {&h->scanner, NULL},
        [DEVICE_PRINTER] = {&h->printer, &h->printer_cause},
        [DEVICE_CARD] = {&h->card, NULL},
        [DEVICE_DOCUMENT] = {&h->document, &h->document_cause},
        [DEVICE_CAMERA] = {&h->camera, NULL},
        [DEVICE_KEYPAD] = {&h->keypad, NULL},
        [DEVICE_ALARM] = {&h->alarm, NULL},
        [DEVICE_PHONE] = {&h->phone, &h->phone_cause},
        [DEVICE_LAMP] = {&h->lamp, NULL},
        [DEVICE_DOOR] = {&h->door, &h->door_cause},
        [DEVICE_TEMPERATURE] = {&h->temperature, &h->temperature_cause},
        [DEVICE_POWER] = {&h->power, &h->power_cause},
    };

    g_assert(slot < DEVICE_SLOTS);
    return places[slot];
}

/* Member by member: the gaps between them hold anything. */
static bool same(const struct health *a, const struct health *b)
{
    struct health left = *a, right = *b;

    for (enum device_slot slot = 0; slot < DEVICE_SLOTS; slot++) {
        struct place l = place_of(&left, slot), r = place_of(&right, slot);
        if (*l.state != *r.state || (l.cause && *l.cause != *r.cause))
            return false;
    }
    return a->online == b->online && a->card_forgotten == b->card_forgotten && a->card_lies == b->card_lies &&
           a->social_forgotten == b->social_forgotten && a->social_lies == b->social_lies &&
           a->paper_lies == b->paper_lies && a->disk_full == b->disk_full && a->queued == b->queued &&
           a->headphones == b->headphones && a->signs == b->signs;
}

/* A wire of the UPS that is out, or may not be opened, says nothing of the mains: what was heard last holds.
 */
static bool is_silent(const struct device_letter *letter)
{
    return letter->slot == DEVICE_POWER && letter->status != STATUS_READY &&
           letter->attention != ATTENTION_MAINS_LOST && letter->attention != ATTENTION_BATTERY_LOW;
}

static void take_status(const struct device_letter *letter, struct health *health)
{
    struct place place = place_of(health, letter->slot);

    *place.state = state_of(letter->status);
    if (letter->slot == DEVICE_CARD && (letter->status == STATUS_ABSENT || letter->status == STATUS_OFF))
        health->social_lies = false;
    if (letter->slot == DEVICE_IDCARD && (letter->status == STATUS_ABSENT || letter->status == STATUS_OFF))
        health->card_lies = false; /* nobody sees it any more */
    if (place.cause && !is_silent(letter))
        *place.cause = cause_of(letter->attention);
}

bool translate_device_news(const struct device_letter *letter, struct health *health)
{
    struct health before = *health;

    bool social = letter->slot == DEVICE_CARD;

    if (letter->kind == LETTER_CARD || letter->kind == LETTER_CARD_LEFT)
        *(social ? &health->social_lies : &health->card_lies) = letter->kind == LETTER_CARD;
    else if (letter->kind == LETTER_CARD_FORGOTTEN)
        *(social ? &health->social_forgotten : &health->card_forgotten) = letter->flag;
    else if (letter->kind == LETTER_JACK)
        health->headphones = letter->flag;
    else if (letter->kind == LETTER_PAPER_LIES)
        health->paper_lies = letter->flag;
    else if (letter->kind == LETTER_STATUS)
        take_status(letter, health);
    return !same(&before, health);
}

bool translate_desk_news(const struct desk_letter *letter, struct health *health)
{
    struct health before = *health;

    if (letter->kind == DESK_LINE)
        health->online = letter->flag;
    if (letter->kind == DESK_QUEUE) {
        health->queued = letter->number;
        health->disk_full = letter->flag;
    }
    return !same(&before, health);
}

static void person_of(const struct device_letter *letter, struct person *person)
{
    const struct id_card *card = &letter->card;

    memset(person, 0, sizeof *person);
    person->social = card->type == ID_CARD_SOCIAL;
    /* A foreign card may have no Chinese name: the other one is who it is, everywhere. */
    secret_copy_text(person->name, sizeof person->name, card->name[0] ? card->name : card->name_en);
    secret_copy_text(person->name_en, sizeof person->name_en, card->name_en);
    secret_copy_text(person->number, sizeof person->number, card->number);
    secret_copy_text(person->sex, sizeof person->sex, card->sex);
    secret_copy_text(person->ethnic, sizeof person->ethnic, card->ethnic);
    secret_copy_text(person->birth, sizeof person->birth, card->birth);
    secret_copy_text(person->address, sizeof person->address, card->address);
    secret_copy_text(person->issuer, sizeof person->issuer, card->issuer);
    secret_copy_text(person->from, sizeof person->from, card->from);
    secret_copy_text(person->to, sizeof person->to, card->to);
    if (letter->bytes.len == 0 || letter->bytes.len > sizeof person->photo)
        return;
    memcpy(person->photo, letter->bytes.data, letter->bytes.len);
    person->photo_len = (unsigned)letter->bytes.len;
}

static enum problem problem_of_card(const struct device_letter *letter)
{
    bool social = letter->slot == DEVICE_CARD;

    switch (letter->trouble) {
    case CARD_HASTY:
        return social ? PROBLEM_SOCIAL_HASTY : PROBLEM_CARD_HASTY;
    case CARD_NOT_VALID:
        return PROBLEM_CARD_EXPIRED;
    case CARD_OTHER_KIND:
        return PROBLEM_SOCIAL_OTHER;
    case CARD_GUARDED:
        return PROBLEM_SOCIAL_GUARDED;
    case CARD_UNREAD:
    default:
        return social ? PROBLEM_SOCIAL_UNREAD : PROBLEM_CARD_UNREAD;
    }
}

static unsigned call_of(int call)
{
    static const enum phone_call calls[] = {
        [PHONE_IDLE] = CALL_SILENT,         [PHONE_DIALLING] = CALL_DIALS, [PHONE_RINGING] = CALL_RINGS,
        [PHONE_TALKING] = CALL_TALKS,       [PHONE_ENDED] = CALL_OVER,     [PHONE_FAILED] = CALL_NOT_TAKEN,
        [PHONE_NOT_DIALLED] = CALL_NOT_MADE};

    g_assert(call >= 0 && call < (int)G_N_ELEMENTS(calls));
    return calls[call];
}

bool translate_device(const struct device_letter *letter, struct translation *room, struct session_event *out)
{
    *out = (struct session_event){.visit = letter->visit, .request = letter->request};
    switch (letter->kind) {
    case LETTER_CARD:
        person_of(letter, &room->person);
        out->kind = EVENT_CARD;
        out->person = &room->person;
        return true;
    case LETTER_CARD_TROUBLE:
        out->kind = EVENT_CARD_PROBLEM;
        out->problem = problem_of_card(letter);
        return true;
    case LETTER_CODE:
        out->kind = EVENT_CODE;
        out->text = letter->code;
        return true;
    case LETTER_PHOTO:
        out->kind = EVENT_PHOTOGRAPHED;
        out->number = letter->flag;
        return true;
    case LETTER_JOB_DONE:
        out->kind = EVENT_PRINTED;
        return true;
    case LETTER_JOB_FAILED:
        out->kind = EVENT_NOT_PRINTED;
        out->number = cause_of(letter->attention);
        return true;
    case LETTER_CALL:
        out->kind = EVENT_PHONE;
        out->number = call_of(letter->number);
        return true;
    case LETTER_STATUS:
    case LETTER_CARD_FORGOTTEN:
    case LETTER_CARD_LEFT:
    case LETTER_KEY:
    case LETTER_JACK:
    case LETTER_MEASURE:
    case LETTER_SIREN:
    case LETTER_IDENTITY:
    case LETTER_PAPER_LIES:
    default:
        return false;
    }
}

const char *translate_key(const struct device_letter *letter)
{
    static const char *const keys[DEVICE_KEYS] = {
        [DEVICE_KEY_HELP] = "Help",       [DEVICE_KEY_UP] = "Up",
        [DEVICE_KEY_DOWN] = "Down",       [DEVICE_KEY_LEFT] = "Left",
        [DEVICE_KEY_RIGHT] = "Right",     [DEVICE_KEY_SELECT] = "Return",
        [DEVICE_KEY_LOUDER] = "VolumeUp", [DEVICE_KEY_QUIETER] = "VolumeDown",
        [DEVICE_KEY_BACK] = "Escape",     [DEVICE_KEY_NEXT] = "Tab",
        [DEVICE_KEY_REPEAT] = "Home",     [DEVICE_KEY_SLOWER] = "Slower",
        [DEVICE_KEY_FASTER] = "Faster",   [DEVICE_KEY_BLANK] = "Blank",
    };

    if (letter->kind != LETTER_KEY || letter->number < 0 || letter->number >= DEVICE_KEYS)
        return NULL;
    return keys[letter->number];
}

static enum problem problem_of_desk(enum desk_trouble trouble)
{
    switch (trouble) {
    case DESK_TROUBLE_FULL:
        return PROBLEM_DISK_FULL;
    case DESK_TROUBLE_OFFLINE:
        return PROBLEM_OFFLINE;
    case DESK_TROUBLE_LATE:
        return PROBLEM_LATE;
    case DESK_TROUBLE_REFUSED:
        return PROBLEM_REFUSED;
    case DESK_TROUBLE_STORE:
    case DESK_TROUBLE_NONE:
    default:
        return PROBLEM_NOT_SAVED;
    }
}

static struct draft_news draft_of(const struct desk_letter *letter)
{
    static const enum draft_news_kind kinds[] = {
        [DESK_DRAFT_THERE] = DRAFT_NEWS_THERE,       [DESK_DRAFT_KEPT] = DRAFT_NEWS_KEPT,
        [DESK_DRAFT_NOT_KEPT] = DRAFT_NEWS_NOT_KEPT, [DESK_DRAFT_OPENED] = DRAFT_NEWS_OPENED,
        [DESK_DRAFT_WRONG] = DRAFT_NEWS_WRONG,       [DESK_DRAFT_GONE] = DRAFT_NEWS_GONE};

    return (struct draft_news){kinds[letter->draft], letter->number, letter->saved_ms, letter->answer.data,
                               letter->answer.len};
}

/* Who showed an identity code; the answer to any other question names nobody. */
static const struct person *person_told(const struct secret_bytes *json, struct person *to)
{
    struct message_person told = {0};
    bool named = message_person_parse(json->data, json->len, &told);

    secret_wipe(to, sizeof *to);
    if (named) {
        secret_copy_text(to->name, sizeof to->name, told.name);
        secret_copy_text(to->number, sizeof to->number, told.number);
        secret_copy_text(to->sex, sizeof to->sex, told.sex);
        secret_copy_text(to->birth, sizeof to->birth, told.birth);
        to->by_code = true;
    }
    secret_wipe(&told, sizeof told);
    return named ? to : NULL;
}

static void take_result(const struct desk_letter *letter, struct translation *room, struct session_event *out)
{
    memset(&room->result, 0, sizeof room->result);
    out->result = &room->result;
    out->person = person_told(&letter->answer, &room->person);
    out->kind = translate_result(&letter->answer, &room->result) ? EVENT_RESULT : EVENT_NO_RESULT;
    out->problem = out->kind == EVENT_NO_RESULT ? PROBLEM_REFUSED : PROBLEM_NONE;
}

static void take_told(const struct desk_letter *letter, struct translation *room, struct session_event *out)
{
    memset(&room->told, 0, sizeof room->told);
    out->told = &room->told;
    out->kind = translate_told(&letter->answer, &room->told) ? EVENT_TOLD : EVENT_UNTOLD;
}

bool translate_desk(const struct desk_letter *letter, struct translation *room, struct session_event *out)
{
    *out = (struct session_event){.visit = letter->visit, .request = letter->request};
    memcpy(out->id, letter->id, sizeof out->id);
    switch (letter->kind) {
    case DESK_SAVED:
        out->kind = EVENT_SAVED;
        out->text = letter->receipt;
        out->value = letter->code;
        return true;
    case DESK_NOT_SAVED:
        out->kind = EVENT_NOT_SAVED;
        out->problem = problem_of_desk(letter->trouble);
        return true;
    case DESK_ACCEPTED:
        out->kind = EVENT_ACCEPTED;
        return true;
    case DESK_HEARD:
        out->kind = EVENT_HEARD;
        return true;
    case DESK_RESULT:
        take_result(letter, room, out);
        return true;
    case DESK_NO_RESULT:
        out->kind = EVENT_NO_RESULT;
        out->problem = problem_of_desk(letter->trouble);
        return true;
    case DESK_TOLD:
        take_told(letter, room, out);
        return true;
    case DESK_UNTOLD:
        out->kind = EVENT_UNTOLD;
        return true;
    case DESK_DRAFT:
        room->draft = draft_of(letter);
        out->kind = EVENT_DRAFT_NEWS;
        out->draft = &room->draft;
        return true;
    case DESK_ORDER:
        out->order = &room->order;
        out->kind = translate_order(&letter->answer, &room->order) ? EVENT_ORDER : EVENT_NO_ORDER;
        out->problem = out->kind == EVENT_NO_ORDER ? PROBLEM_REFUSED : PROBLEM_NONE;
        return true;
    case DESK_NO_ORDER:
    case DESK_NO_SHEET:
        out->kind = letter->kind == DESK_NO_ORDER ? EVENT_NO_ORDER : EVENT_NOT_PRINTED;
        out->problem = problem_of_desk(letter->trouble);
        return true;
    case DESK_LINE:
    case DESK_QUEUE:
    case DESK_PAPER:   /* a picture, no event */
    case DESK_LEAVE:   /* the program ends (loop.c) */
    case DESK_ERRAND:  /* between two visits (cabinet.c) */
    case DESK_NOTICES: /* the program holds them (loop.c) */
    case DESK_KEYS:
    default:
        return false;
    }
}
