#include "translate.h"

#include <string.h>

#include "base/secret.h"

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
    switch (attention) {
    case ATTENTION_PAPER_LOW:
        return CAUSE_PAPER_LOW;
    case ATTENTION_PAPER_OUT:
        return CAUSE_PAPER_OUT;
    case ATTENTION_COVER_OPEN:
        return CAUSE_COVER_OPEN;
    case ATTENTION_CUTTER:
        return CAUSE_CUTTER;
    case ATTENTION_OFFLINE:
        return CAUSE_OFFLINE;
    case ATTENTION_FAULT:
        return CAUSE_FAULT;
    case ATTENTION_NONE:
    default:
        return CAUSE_NONE;
    }
}

/* Member by member: the gaps between them hold anything. */
static bool same(const struct health *a, const struct health *b)
{
    return a->idcard == b->idcard && a->scanner == b->scanner && a->printer == b->printer &&
           a->printer_cause == b->printer_cause && a->online == b->online &&
           a->card_forgotten == b->card_forgotten && a->disk_full == b->disk_full && a->queued == b->queued &&
           a->headphones == b->headphones && a->signs == b->signs;
}

bool translate_device_news(const struct device_letter *letter, struct health *health)
{
    struct health before = *health;
    enum device_state state = state_of(letter->status);

    if (letter->kind == LETTER_CARD_FORGOTTEN) {
        health->card_forgotten = letter->flag;
    } else if (letter->kind == LETTER_STATUS && letter->slot == DEVICE_IDCARD) {
        health->idcard = state;
    } else if (letter->kind == LETTER_STATUS && letter->slot == DEVICE_SCANNER) {
        health->scanner = state;
    } else if (letter->kind == LETTER_STATUS && letter->slot == DEVICE_PRINTER) {
        health->printer = state;
        health->printer_cause = cause_of(letter->attention);
    }
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

static void person_of(const struct id_card *card, struct person *person)
{
    memset(person, 0, sizeof *person);
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
}

static enum problem problem_of_card(enum card_trouble trouble)
{
    switch (trouble) {
    case CARD_HASTY:
        return PROBLEM_CARD_HASTY;
    case CARD_NOT_VALID:
        return PROBLEM_CARD_EXPIRED;
    case CARD_UNREAD:
    default:
        return PROBLEM_CARD_UNREAD;
    }
}

bool translate_device(const struct device_letter *letter, struct translation *room, struct session_event *out)
{
    *out = (struct session_event){.visit = letter->visit, .request = letter->request};
    switch (letter->kind) {
    case LETTER_CARD:
        person_of(&letter->card, &room->person);
        out->kind = EVENT_CARD;
        out->person = &room->person;
        return true;
    case LETTER_CARD_TROUBLE:
        out->kind = EVENT_CARD_PROBLEM;
        out->problem = problem_of_card(letter->trouble);
        return true;
    case LETTER_CODE:
        out->kind = EVENT_CODE;
        out->text = letter->code;
        return true;
    case LETTER_JOB_DONE:
        out->kind = EVENT_PRINTED;
        return true;
    case LETTER_JOB_FAILED:
        out->kind = EVENT_NOT_PRINTED;
        return true;
    case LETTER_STATUS:
    case LETTER_CARD_FORGOTTEN:
    case LETTER_CARD_LEFT:
    default:
        return false;
    }
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
        memset(&room->result, 0, sizeof room->result);
        out->result = &room->result;
        out->kind = translate_result(&letter->answer, &room->result) ? EVENT_RESULT : EVENT_NO_RESULT;
        out->problem = out->kind == EVENT_NO_RESULT ? PROBLEM_REFUSED : PROBLEM_NONE;
        return true;
    case DESK_NO_RESULT:
        out->kind = EVENT_NO_RESULT;
        out->problem = problem_of_desk(letter->trouble);
        return true;
    case DESK_TOLD:
        memset(&room->told, 0, sizeof room->told);
        out->told = &room->told;
        out->kind = translate_told(&letter->answer, &room->told) ? EVENT_TOLD : EVENT_UNTOLD;
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
        out->kind = EVENT_NO_ORDER;
        out->problem = problem_of_desk(letter->trouble);
        return true;
    case DESK_LINE:
    case DESK_QUEUE:
    case DESK_PAPER:   /* a picture, no event */
    case DESK_NOTICES: /* the program holds them (loop.c) */
    default:
        return false;
    }
}
