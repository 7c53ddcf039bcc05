#include "translate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wire/messages.h"
#include "wire/order.h"

static void copy_both(char *zh, char *en, size_t cap, const char *from_zh, const char *from_en)
{
    secret_copy_text(zh, cap, from_zh);
    secret_copy_text(en, cap, from_en);
}

/* English that does not fit would be half a sentence: then the value stands as it came. */
static void copy_means(struct means *to, const struct message_means *from)
{
    static const enum means_is is[] = {
        [MESSAGE_AS_TOLD] = MEANS_AS_TOLD, [MESSAGE_WORDS] = MEANS_WORDS,   [MESSAGE_DAY] = MEANS_DAY,
        [MESSAGE_MOMENT] = MEANS_MOMENT,   [MESSAGE_BEFORE] = MEANS_BEFORE, [MESSAGE_MONTHS] = MEANS_MONTHS};

    *to = (struct means){.is = is[from->is], .at_ms = from->at_ms, .fen = from->fen, .months = from->months};
    if (!secret_copy_text(to->en, sizeof to->en, from->en) ||
        !secret_copy_text(to->from, sizeof to->from, from->from) ||
        !secret_copy_text(to->to, sizeof to->to, from->to))
        *to = (struct means){.is = MEANS_AS_TOLD};
}

static void copy_row(struct case_file *out, const struct message_answer_row *row)
{
    unsigned i = out->result.count++;

    copy_both(out->result.label[i][LANGUAGE_ZH], out->result.label[i][LANGUAGE_EN],
              sizeof out->result.label[i][0], row->zh, row->en);
    secret_copy_text(out->result.value[i], sizeof out->result.value[i], row->value);
    copy_means(&out->result.means[i], &row->means);
}

/* An option's code that does not fit would be another option: then nothing is offered. */
static bool codes_fit(const struct case_file *out)
{
    for (unsigned i = 0; i < out->result.count; i++)
        if (out->result.value[i][0] == '\0' || strlen(out->result.value[i]) >= sizeof out->pick)
            return false;
    return out->result.count > 0;
}

/* A code that does not fit would be another time, a place another place: then nothing is offered. */
static bool copy_slot(struct booking_slot *to, const struct message_slot *slot)
{
    to->at_ms = slot->at_ms;
    to->left = slot->left;
    return secret_copy_text(to->code, sizeof to->code, slot->code) &&
           secret_copy_text(to->place, sizeof to->place, slot->place);
}

static void copy_slots(struct case_file *out, const struct message_offer *offer)
{
    struct booking *b = &out->booking;
    bool whole = secret_copy_text(b->by, sizeof b->by, offer->by) &&
                 secret_copy_text(out->offer.id, sizeof out->offer.id, offer->id);

    b->taken = offer->taken;
    for (size_t i = 0; whole && i < offer->slot_count && i < BOOKING_SLOTS; i++) {
        whole = copy_slot(&b->slots[b->slot_count++], &offer->slots[i]) &&
                (i == 0 || offer->slots[i].at_ms >= offer->slots[i - 1].at_ms);
    }
    if (!whole)
        b->slot_count = 0;
}

static void copy_ticket(struct ticket *out, const struct message_ticket *ticket)
{
    static const enum ticket_is is[] = {[TICKET_NONE] = TICKET_IS_NONE,
                                        [TICKET_BOOKED] = TICKET_IS_BOOKED,
                                        [TICKET_HELD] = TICKET_IS_HELD,
                                        [TICKET_CANCELLED] = TICKET_IS_CANCELLED};

    out->is = is[ticket->state];
    out->at_ms = ticket->at_ms;
    secret_copy_text(out->number, sizeof out->number, ticket->number);
    copy_both(out->place[LANGUAGE_ZH], out->place[LANGUAGE_EN], sizeof out->place[0], ticket->place_zh,
              ticket->place_en);
    copy_both(out->address[LANGUAGE_ZH], out->address[LANGUAGE_EN], sizeof out->address[0],
              ticket->address_zh, ticket->address_en);
}

static void copy_steps(struct progress_case *out, const struct message_case *kase)
{
    static const enum progress_state states[] = {
        [CASE_RECEIVED] = PROGRESS_RECEIVED,     [CASE_REVIEWING] = PROGRESS_REVIEWING,
        [CASE_SUPPLEMENT] = PROGRESS_SUPPLEMENT, [CASE_APPROVED] = PROGRESS_APPROVED,
        [CASE_REFUSED] = PROGRESS_REFUSED,       [CASE_DONE] = PROGRESS_DONE};

    for (size_t i = 0; i < kase->step_count && i < PROGRESS_STEPS; i++)
        out->steps[out->step_count++] =
            (struct progress_step){states[kase->steps[i].state], kase->steps[i].at_ms};
}

/* Of a day as 2026-04-02; 0 for none. */
static int64_t noon_of(const char *day)
{
    char noon[WIRE_TIME_MAX];
    int64_t ms = 0;

    snprintf(noon, sizeof noon, "%.10sT12:00:00+08:00", day);
    return message_time_parse(noon, &ms) ? ms : 0;
}

/* Half an address leads nowhere: then the number stands alone. */
static void copy_receipt(struct progress_case *to, const struct message_case *kase)
{
    secret_copy_text(to->ereceipt.number, sizeof to->ereceipt.number, kase->ereceipt);
    if (!secret_copy_text(to->ereceipt.url, sizeof to->ereceipt.url, kase->ereceipt_url))
        to->ereceipt.url[0] = '\0';
    to->ereceipt.fen = kase->amount_fen;
}

static void copy_progress(struct progress *out, const struct message_progress *told)
{
    out->told = told->told;
    out->more = told->more;
    for (size_t i = 0; i < told->count && i < PROGRESS_CASES; i++) {
        const struct message_case *kase = &told->cases[i];
        struct progress_case *to = &out->cases[out->count++];

        secret_copy_text(to->number, sizeof to->number, kase->number);
        secret_copy_text(to->service, sizeof to->service, kase->service);
        secret_copy_text(to->part, sizeof to->part, kase->part);
        secret_copy_text(to->about, sizeof to->about, kase->about);
        copy_both(to->name[LANGUAGE_ZH], to->name[LANGUAGE_EN], sizeof to->name[0], kase->name_zh,
                  kase->name_en);
        copy_both(to->department[LANGUAGE_ZH], to->department[LANGUAGE_EN], sizeof to->department[0],
                  kase->department_zh, kase->department_en);
        copy_both(to->what[LANGUAGE_ZH], to->what[LANGUAGE_EN], sizeof to->what[0], kase->what_zh,
                  kase->what_en);
        secret_copy_text(to->said, sizeof to->said, kase->said);
        to->by_ms = noon_of(kase->by);
        to->at_ms = kase->at_ms;
        copy_receipt(to, kase);
        copy_steps(to, kase);
    }
}

static void copy_offer(struct case_file *out, const struct message_offer *offer)
{
    if (!*offer->id || !codes_fit(out) || strlen(offer->id) >= sizeof out->offer.id)
        return;
    secret_copy_text(out->offer.id, sizeof out->offer.id, offer->id);
    out->offer.cast = offer->cast;
    out->offer.of = offer->of;
    out->offer.closes_ms = offer->closes_ms;
    for (size_t i = 0; i < offer->plan_count && i < OFFER_PARAGRAPHS; i++) {
        unsigned k = out->offer.plan_count++;

        copy_both(out->offer.plan[LANGUAGE_ZH][k], out->offer.plan[LANGUAGE_EN][k],
                  sizeof out->offer.plan[0][0], offer->plan[i].zh, offer->plan[i].en);
    }
}

bool translate_result(const struct secret_bytes *json, struct case_file *out)
{
    struct message_answer answer = {0};

    if (!message_answer_parse(json->data, json->len, &answer, NULL))
        return false;
    copy_both(out->result.title[LANGUAGE_ZH], out->result.title[LANGUAGE_EN], sizeof out->result.title[0],
              answer.title_zh, answer.title_en);
    copy_both(out->result.note[LANGUAGE_ZH], out->result.note[LANGUAGE_EN], sizeof out->result.note[0],
              answer.note_zh, answer.note_en);
    copy_means(&out->result.note_means, &answer.note_means);
    if (!secret_copy_text(out->result.verify, sizeof out->result.verify, answer.verify))
        out->result.verify[0] = '\0'; /* half a code proves nothing */
    if (!secret_copy_text(out->result.document, sizeof out->result.document, answer.page))
        out->result.document[0] = '\0'; /* half a number is another page */
    for (size_t i = 0; i < answer.row_count && i < SESSION_ROWS; i++)
        copy_row(out, &answer.rows[i]);
    if (answer.offer.slot_count > 0)
        copy_slots(out, &answer.offer);
    else
        copy_offer(out, &answer.offer);
    copy_ticket(&out->booking.ticket, &answer.ticket);
    copy_progress(&out->progress, &answer.progress);
    message_answer_clear(&answer);
    return true;
}

bool translate_told(const struct secret_bytes *json, struct talk_told *out)
{
    struct message_answer answer = {0};

    if (!message_answer_parse(json->data, json->len, &answer, NULL))
        return false;
    for (size_t i = answer.row_count > TALK_LINES ? answer.row_count - TALK_LINES : 0; i < answer.row_count;
         i++) {
        out->lines[out->count].number = (uint32_t)strtoul(answer.rows[i].zh, NULL, 10);
        secret_copy_text(out->lines[out->count].text, TALK_BYTES, answer.rows[i].value);
        out->count++;
    }
    message_answer_clear(&answer);
    return true;
}

static enum order_is is_of(enum order_state state)
{
    switch (state) {
    case ORDER_OPEN:
        return ORDER_IS_OPEN;
    case ORDER_EXPIRED:
        return ORDER_IS_OVER;
    case ORDER_PAID:
    case ORDER_FILED:
        return ORDER_IS_PAID;
    case ORDER_CANCELLED:
    case ORDER_REFUND_DUE:
    case ORDER_REFUNDING:
    case ORDER_REFUNDED:
    case ORDER_STATES:
        break;
    }
    return ORDER_IS_DEAD;
}

bool translate_order(const struct secret_bytes *json, struct order_news *out)
{
    struct message_order order;

    if (!message_order_parse(json->data, json->len, &order, NULL))
        return false;
    *out = (struct order_news){
        .is = is_of(order.state), .amount_fen = order.amount_fen, .valid_s = order.valid_s};
    secret_copy_text(out->ereceipt, sizeof out->ereceipt, order.ereceipt); /* as long on the wire */
    return secret_copy_text(out->number, sizeof out->number, order.number) &&
           secret_copy_text(out->url, sizeof out->url, order.pay);
}
