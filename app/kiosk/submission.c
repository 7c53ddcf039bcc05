#include "submission.h"

#include <glib.h>
#include <sodium.h>
#include <stdio.h>

#include "ink_png.h"
#include "session/answers.h"
#include "session/bundle.h"
#include "wire/messages.h"
#include "wire/uuid7.h"
#include "wish.h"

static void member(struct secret_bytes *to, const char *name, const char *value)
{
    secret_bytes_json(to, name);
    secret_bytes_text(to, ":");
    secret_bytes_json(to, value);
}

static void members(struct secret_bytes *to, const char *const pairs[][2], unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        if (i > 0)
            secret_bytes_text(to, ",");
        member(to, pairs[i][0], pairs[i][1]);
    }
}

static void person(struct secret_bytes *to, const struct person *p)
{
    const char *const pairs[][2] = {
        {"name", p->name},
        {"name_en", p->name_en},
        {"number", p->number},
        {"sex", p->sex},
        {"ethnic", p->ethnic},
        {"birth", p->birth},
        {"address", p->address},
        {"issuer", p->issuer},
        {"from", p->from},
        {"to", p->to},
        {"card", p->by_code  ? "code"
                 : p->social ? "social"
                             : "identity"},
    };

    secret_bytes_text(to, "\"person\":{");
    members(to, pairs, sizeof pairs / sizeof pairs[0]);
    secret_bytes_text(to, "}");
}

/* As the card holds it: whoever opens the record has what it takes to draw it. */
static void photo(struct secret_bytes *to, const struct session *s)
{
    enum { TEXT = sodium_base64_ENCODED_LEN(PERSON_PHOTO, sodium_base64_VARIANT_ORIGINAL) };
    const struct person *p = &s->person;
    char *text;

    if (!s->service->photo || p->photo_len == 0)
        return;
    text = secret_new(TEXT);
    sodium_bin2base64(text, TEXT, p->photo, p->photo_len, sodium_base64_VARIANT_ORIGINAL);
    secret_bytes_text(to, "\"photo\":{");
    member(to, "format", "wlt");
    secret_bytes_text(to, ",");
    member(to, "data", text);
    secret_bytes_text(to, "},");
    secret_free(text);
}

/* The answers to the pages from `first` on, `count` of them; each begins with a comma when `comma` says so.
 * What another answer made needless stays here, though it was given before. */
static void answers_to(struct secret_bytes *to, const struct session *s, unsigned first, unsigned count,
                       bool comma)
{
    for (unsigned i = 0; i < s->kase.answer_count; i++) {
        const struct answer *a = &s->kase.answers[i];
        unsigned page = 0; /* of no page: it still goes, with the form */

        if (service_field(s->service, a->field, &page) != NULL &&
            !answer_page_asked(&s->kase, s->service, page))
            continue;
        if (page < first || page - first >= count)
            continue;
        if (comma)
            secret_bytes_text(to, ",");
        member(to, a->field, a->value);
        comma = true;
    }
}

static void answers(struct secret_bytes *to, const struct session *s)
{
    secret_bytes_text(to, "\"answers\":{");
    answers_to(to, s, 0, MAX(s->service->page_count, 1), false);
    secret_bytes_text(to, "}");
}

/* How the finished thing is handed over; of what the ways ask only what the chosen one does. */
static void delivery(struct secret_bytes *to, const struct session *s)
{
    const struct delivery_way *way = answers_way(s);
    char fee[40];

    if (way == NULL)
        return;
    snprintf(fee, sizeof fee, ",\"fee_fen\":%u", way->fee_fen);
    secret_bytes_text(to, ",\"delivery\":{");
    member(to, "way", delivery_name(way->kind));
    secret_bytes_text(to, fee);
    answers_to(to, s, way->first_page, way->page_count, true);
    secret_bytes_text(to, "}");
}

static void materials(struct secret_bytes *to, const struct session *s, const struct album *album)
{
    secret_bytes_text(to, "\"materials\":[");
    bool comma = false;

    for (unsigned i = 0; i < s->service->material_count && i < SESSION_MATERIALS; i++) {
        const char *const pairs[][2] = {
            {"code", s->service->materials[i].code},
            {"name", s->service->materials[i].label.zh},
            {"licence", s->kase.materials[i].taken ? s->kase.materials[i].code : ""},
        };

        if (!parts_bring(&s->kase, s->service, i))
            continue;
        secret_bytes_text(to, comma ? ",{" : "{");
        comma = true;
        members(to, pairs, sizeof pairs / sizeof pairs[0]);
        secret_bytes_text(to, s->kase.materials[i].later ? ",\"later\":true" : ",\"later\":false");
        if (album != NULL && s->kase.materials[i].pages > 0)
            album_write(album, i, to);
        secret_bytes_text(to, "}");
    }
    secret_bytes_text(to, "]");
}

static void names(struct secret_bytes *to, const char *member, const char *name, bool *first)
{
    if (*first)
        secret_bytes_text(to, member);
    else
        secret_bytes_text(to, ",");
    secret_bytes_json(to, name);
    *first = false;
}

/* What a part's department is given: the answers and papers that this part needs, by their names. */
static void part_needs(struct secret_bytes *to, const struct session *s, unsigned part)
{
    const struct service *service = s->service;
    bool first = true;

    for (unsigned i = 0; i < s->kase.answer_count; i++) {
        const char *name = s->kase.answers[i].field;

        if (bundle_asks_field(service, 1u << part, name))
            names(to, ",\"answers\":[", name, &first);
    }
    secret_bytes_text(to, first ? ",\"answers\":[]" : "]");
    first = true;
    for (unsigned i = 0; i < service->material_count; i++) {
        if (bundle_brings(service, 1u << part, service->materials[i].code))
            names(to, ",\"materials\":[", service->materials[i].code, &first);
    }
    secret_bytes_text(to, first ? ",\"materials\":[]" : "]");
}

static void parts(struct secret_bytes *to, const struct session *s)
{
    char days[40];
    bool comma = false;

    secret_bytes_text(to, ",\"parts\":[");
    for (unsigned i = 0; i < s->service->part_count; i++) {
        const struct bundle_part *p = &s->service->parts[i];
        const char *const pairs[][2] = {
            {"code", p->code}, {"name", p->name.zh}, {"department", p->department.zh}};

        if (!parts_ticked(&s->kase, i))
            continue;
        secret_bytes_text(to, comma ? ",{" : "{");
        comma = true;
        members(to, pairs, sizeof pairs / sizeof pairs[0]);
        snprintf(days, sizeof days, ",\"workdays\":%u", p->workdays);
        secret_bytes_text(to, days);
        part_needs(to, s, i);
        secret_bytes_text(to, "}");
    }
    secret_bytes_text(to, "]");
}

/* All that stood there to be signed, a line each: nobody's data. */
static void statement(struct secret_bytes *to, const struct service *service)
{
    GString *all = g_string_new(service->statement.zh);

    for (unsigned i = 0; i < service->statement_line_count; i++)
        g_string_append_printf(all, "\n%s", service->statement_lines[i].zh);
    member(to, "statement", all->str);
    g_string_free(all, TRUE);
}

/* How it was signed, and who was asked to see it. That a witness came, nobody has told the kiosk; at most
 * that staff wrote back. */
static void signed_by(struct secret_bytes *to, const struct session *s)
{
    const struct case_file *kase = &s->kase;
    const char *by = kase->stamped          ? (s->person.by_code ? "code" : "card")
                     : kase->ink_count == 0 ? ""
                     : kase->by_mark        ? "mark"
                                            : "hand";
    const char *witness = !kase->witness_called                  ? ""
                          : s->staff_call.state == CALL_ANSWERED ? "told"
                                                                 : "called";

    member(to, "signed_by", by);
    secret_bytes_text(to, ",");
    member(to, "witness", witness);
}

/* And as a picture, for whoever looks at it. */
static void signature_picture(struct secret_bytes *to, const struct case_file *kase)
{
    struct secret_bytes png = {0};

    if (kase->ink_count == 0)
        return;
    ink_png(&png, kase);
    secret_bytes_text(to, "\"signature_png\":\"");
    secret_bytes_base64(to, png.data, png.len);
    secret_bytes_text(to, "\",");
    secret_bytes_clear(&png);
}

/* Strokes as lists of points in parts of ten thousand of the pad's width and height. */
static void signature(struct secret_bytes *to, const struct case_file *kase)
{
    char point[40];

    secret_bytes_text(to, "\"signature\":[");
    for (unsigned i = 0; i < kase->ink_count; i++) {
        const struct stroke_point *p = &kase->ink[i];

        if (p->begins || i == 0)
            secret_bytes_text(to, i == 0 ? "[" : "],[");
        else
            secret_bytes_text(to, ",");
        snprintf(point, sizeof point, "[%d,%d]", p->x, p->y);
        secret_bytes_text(to, point);
    }
    secret_bytes_text(to, kase->ink_count > 0 ? "]]," : "],");
    snprintf(point, sizeof point, "\"signature_pad_ratio\":%u,", kase->ink_count > 0 ? kase->pad_ratio : 0);
    secret_bytes_text(to, point);
}

/* What was paid, or that it will be at the counter; nothing where nothing is due. */
static void payment(struct secret_bytes *to, const struct session *s)
{
    char amount[40];
    bool paid = s->kase.pay.state == PAY_PAID;

    if (answers_due_fen(s) == 0)
        return;
    snprintf(amount, sizeof amount, ",\"amount_fen\":%u,", answers_due_fen(s));
    secret_bytes_text(to, ",\"payment\":{");
    member(to, "state", paid ? "paid" : "later");
    secret_bytes_text(to, amount);
    member(to, "order", paid ? s->kase.pay.number : "");
    secret_bytes_text(to, "}");
}

const char *submission_order_kind(const struct effect *effect)
{
    static const char *const kinds[] = {[EFFECT_ORDER] = "order.create",
                                        [EFFECT_ORDER_STATE] = "order.state",
                                        [EFFECT_ORDER_CANCEL] = "order.cancel",
                                        [EFFECT_ORDER_PAY] = "order.pay"};

    return kinds[effect->kind];
}

void submission_order(struct secret_bytes *to, const struct effect *effect, const struct pay *pay)
{
    char kase[UUID7_TEXT], amount[64];

    uuid7_text(effect->id, kase);
    member(to, "case", kase);
    snprintf(amount, sizeof amount, ",\"amount_fen\":%u,\"renew\":%s", pay->amount_fen,
             pay->renew ? "true" : "false");
    secret_bytes_text(to, amount);
    if (effect->kind == EFFECT_ORDER_PAY) {
        secret_bytes_text(to, ",");
        member(to, "code", pay->code);
    }
}

/* What a request for an answer by message is about: enough to find the answer without the kiosk. */
static void asked(struct secret_bytes *to, const struct asked *a)
{
    static const char *const whys[] = {
        [ASKED_OFFLINE] = "offline", [ASKED_LATE] = "late", [ASKED_REFUSED] = "refused"};
    char kase[UUID7_TEXT], at[WIRE_TIME_MAX] = "", wish[WISH_TEXT];

    if (a->service == NULL)
        return;
    wish_words(wish, sizeof wish, a);
    uuid7_text(a->id, kase);
    if (a->at_ms != 0)
        message_time(a->at_ms, at);
    const char *const pairs[][2] = {{"service", a->service->code},
                                    {"name", a->service->name.zh},
                                    {"department", a->service->department.zh},
                                    {"case", kase},
                                    {"pick", a->pick},
                                    {"at", at},
                                    {"wish", wish},
                                    {"why", whys[a->why]}};

    secret_bytes_text(to, ",\"asked\":{");
    members(to, pairs, sizeof pairs / sizeof pairs[0]);
    secret_bytes_text(to, ",\"answers\":{");
    for (unsigned i = 0; i < a->answer_count; i++) {
        secret_bytes_text(to, i > 0 ? "," : "");
        member(to, a->answers[i].field, a->answers[i].value);
    }
    secret_bytes_text(to, "}}");
    secret_wipe(wish, sizeof wish);
}

void submission_application(struct secret_bytes *to, const struct session *s, const struct album *album)
{
    member(to, "language", language_name(s->language));
    secret_bytes_text(to, ",");
    if (service_needs_person(s->service)) { /* a report stays without a name, also when a card was read */
        person(to, &s->person);
        secret_bytes_text(to, ",");
        photo(to, s);
    }
    answers(to, s);
    secret_bytes_text(to, ",");
    materials(to, s, album);
    secret_bytes_text(to, ",");
    signature(to, &s->kase);
    signature_picture(to, &s->kase);
    signed_by(to, s);
    secret_bytes_text(to, ",\"consent\":{\"reviewed\":");
    secret_bytes_text(to, s->kase.reviewed ? "true" : "false");
    secret_bytes_text(to, ",\"consented\":");
    secret_bytes_text(to, s->kase.consented ? "true," : "false,");
    statement(to, s->service);
    secret_bytes_text(to, "}");
    if (s->service->part_count > 0)
        parts(to, s);
    delivery(to, s);
    payment(to, s);
    asked(to, &s->kase.asked);
}

const char *submission_question_kind(const struct session *s)
{
    bool booked = service_is_booked(s->service);

    if (s->step == STEP_IDENTIFY)
        return "identity";
    if (progress_by_receipt(s))
        return "progress";
    if (s->step == STEP_ENQUIRY)
        return booked ? "booking.offer" : "ballot";
    return booked && s->kase.booking.cancels ? "booking.cancel" : service_kind_name(s->service->kind);
}

/* Its id makes asking again the same booking. Giving back needs no more than whose it is. */
static void booking(struct secret_bytes *to, const struct session *s)
{
    char kase[UUID7_TEXT];

    if (s->kase.booking.cancels)
        return;
    uuid7_text(s->kase.id, kase);
    secret_bytes_text(to, ",");
    member(to, "case", kase);
    secret_bytes_text(to, ",");
    member(to, "pick", s->kase.pick);
    secret_bytes_text(to, ",");
    answers(to, s);
}

static void vote(struct secret_bytes *to, const struct session *s)
{
    secret_bytes_text(to, ",");
    member(to, "ballot", s->kase.offer.id);
    secret_bytes_text(to, ",");
    member(to, "pick", s->kase.pick);
}

void submission_question(struct secret_bytes *to, const struct session *s)
{
    member(to, "language", language_name(s->language));
    secret_bytes_text(to, ",");
    if (s->step == STEP_IDENTIFY) { /* who it is, is what is asked */
        member(to, "code", s->identity.code);
        return;
    }
    if (service_needs_person(s->service) && !progress_by_receipt(s))
        person(to, &s->person);
    else
        member(to, "receipt", s->kase.receipt);
    if (service_is_picked(s->service) && s->step == STEP_SENDING)
        (service_is_booked(s->service) ? booking : vote)(to, s);
}

void submission_sheet(struct secret_bytes *to, const struct session *s)
{
    person(to, &s->person);
    secret_bytes_text(to, ",");
    member(to, "number", s->kase.result.document);
}

void submission_rating(struct secret_bytes *to, const struct effect *effect)
{
    char numbers[64];

    snprintf(numbers, sizeof numbers, "\"rating\":%u,\"reasons\":%u", effect->rating, effect->reasons);
    secret_bytes_text(to, numbers);
}

void submission_talk(struct secret_bytes *to, const struct session *s)
{
    const struct talk *talk = &s->talk;
    char number[64];

    snprintf(number, sizeof number, "\"after\":%u", (unsigned)talk->heard);
    secret_bytes_text(to, number);
    if (!talk_waits(talk))
        return;
    snprintf(number, sizeof number, ",\"turn\":%u,", talk->turn);
    secret_bytes_text(to, number);
    member(to, "say", talk->said);
}

void submission_seen(struct secret_bytes *to, const struct session *s)
{
    member(to, "notice", s->notice);
    if (!s->identified)
        return;
    const char *const who[][2] = {{"name", s->person.name}, {"number", s->person.number}};
    secret_bytes_text(to, ",\"person\":{");
    members(to, who, sizeof who / sizeof who[0]);
    secret_bytes_text(to, "}");
}

void submission_left(struct secret_bytes *to, const struct session *s)
{
    bool comma = false;

    secret_bytes_text(to, "\"things\":[");
    for (enum reminder_thing thing = REMINDER_CARD; thing <= REMINDER_PAGE; thing++) {
        if (!(s->reminder.things & 1u << thing))
            continue;
        secret_bytes_text(to, comma ? "," : "");
        secret_bytes_json(to, reminder_name(thing));
        comma = true;
    }
    secret_bytes_text(to, "]");
}
