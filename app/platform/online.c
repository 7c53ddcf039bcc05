#include "platform/online.h"
#include "platform/guard.h"

#include <string.h>

#include "base/text.h"
#include "platform/ballot.h"
#include "platform/booking.h"
#include "platform/cases.h"
#include "platform/community.h"
#include "platform/identity.h"
#include "platform/insurance.h"
#include "platform/online_parts.h"
#include "platform/orders.h"
#include "platform/talk.h"
#include "platform/trouble.h"
#include "wire/messages.h"

enum { VALUE_MAX = 96 /* bytes of a row's value at the kiosk */ };

const char *online_member(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

static struct question read_question(const json_t *body)
{
    const json_t *person = json_object_get(body, "person");
    return (struct question){.kind = online_member(body, "kind"),
                             .service = online_member(body, "service"),
                             .receipt = online_member(body, "receipt"),
                             .name = online_member(person, "name"),
                             .person = online_member(person, "number"),
                             .body = body};
}

static json_t *pack_label(struct label label)
{
    return json_pack("{s:s,s:s}", "zh", label.zh, "en", label.en);
}

void online_row(json_t *rows, const char *zh, const char *en, const char *value)
{
    json_array_append_new(
        rows, json_pack("{s:o,s:s}", "label", pack_label((struct label){zh, en}), "value", value));
}

void online_row_means(json_t *rows, const char *zh, const char *en, const char *value, json_t *means)
{
    online_row(rows, zh, en, value);
    json_object_set_new(json_array_get(rows, json_array_size(rows) - 1), "means", means);
}

json_t *online_moment(const char *member, int64_t unix_ms)
{
    char text[WIRE_TIME_MAX];
    message_time(unix_ms, text);
    return json_pack("{s:s}", member, text);
}

void online_send_json(struct reply *reply, json_t *answer)
{
    char *text = json_dumps(answer, JSON_COMPACT);
    json_free_t release = free;
    json_malloc_t unused;
    json_get_alloc_funcs(&unused, &release);
    json_decref(answer);
    reply_clear(reply);
    *reply = (struct reply){
        .status = 200, .type = REPLY_JSON, .body = text, .len = strlen(text), .body_free = release};
}

void online_send(struct reply *reply, struct label title, struct label note, const char *verify, json_t *rows)
{
    online_send_json(reply, json_pack("{s:b,s:o,s:o,s:s,s:o}", "ok", 1, "title", pack_label(title), "note",
                                      pack_label(note), "verify", verify, "rows", rows));
}

void online_send_offer(struct reply *reply, struct label title, json_t *rows, json_t *offer)
{
    online_send_json(reply, json_pack("{s:b,s:o,s:s,s:s,s:o,s:o}", "ok", 1, "title", pack_label(title),
                                      "note", "", "verify", "", "rows", rows, "offer", offer));
}

bool online_knows_person(const struct question *q, struct reply *reply)
{
    if (*q->name && text_check_id(q->person) == TEXT_ID_OK)
        return true;
    reply_problem(reply, 422, "person", "Nobody is named", "Send person.name and a whole person.number.");
    return false;
}

bool online_is_of_age(const struct platform *platform, const struct question *q, unsigned least,
                      struct reply *reply)
{
    char today[16], birth[9] = "", detail[48];
    struct clock_date d = clock_civil(platform->clock.wall_ms(&platform->clock));
    if (!online_knows_person(q, reply))
        return false;
    g_snprintf(today, sizeof today, "%04d%02d%02d", d.year % 10000, d.month % 100, d.day % 100);
    memcpy(birth, q->person + 6, 8); /* GB 11643: the seventh to the fourteenth */
    if (text_age(birth, today) >= (int)least)
        return true;
    g_snprintf(detail, sizeof detail, "It is for people of %u or older.", least);
    reply_problem(reply, 422, "too-young", "Not of age", detail);
    return false;
}

/* 101448 -> ¥1,014.48 */
static void write_yuan(char *to, size_t cap, int64_t fen)
{
    long yuan = (long)(fen / 100);
    if (yuan >= 1000)
        g_snprintf(to, cap, "¥%ld,%03ld.%02d", yuan / 1000, yuan % 1000, (int)(fen % 100));
    else
        g_snprintf(to, cap, "¥%ld.%02d", yuan, (int)(fen % 100));
}

/* 2022-03 -> March 2022 */
static void write_month_en(char *to, size_t cap, const char *month)
{
    static const char *const names[12] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};
    g_snprintf(to, cap, "%s %.4s", names[(unsigned)(atoi(month + 5) + 11) % 12], month);
}

/* A year of months, the newest first: how many, and how much. */
static void add_year(json_t *rows, const struct storage_contribution *months, int count)
{
    char zh[16], en[8], amount[24], value[VALUE_MAX];
    int64_t fen = 0;
    for (int i = 0; i < count; i++)
        fen += months[i].amount_fen;
    g_snprintf(zh, sizeof zh, "%.4s 年", months[0].month);
    g_snprintf(en, sizeof en, "%.4s", months[0].month);
    write_yuan(amount, sizeof amount, fen);
    g_snprintf(value, sizeof value, "%d 个月，%s", count, amount);
    online_row_means(rows, zh, en, value, json_pack("{s:i,s:I}", "months", count, "fen", (json_int_t)fen));
}

/* By the year: nobody finds a sum on nine pages of months. */
static json_t *years(const struct storage_contribution *months, int count)
{
    json_t *rows = json_array();
    for (int from = 0, to = 0; from < count; from = to) {
        while (to < count && strncmp(months[to].month, months[from].month, strlen("2022")) == 0)
            to++;
        add_year(rows, months + from, to - from);
    }
    return rows;
}

static void answer_record(const struct platform *platform, const struct question *q, struct reply *reply)
{
    struct storage_contribution months[STORAGE_MONTHS_MAX];
    g_autoptr(GError) error = NULL;
    char from[32], to[32], zh[160], en[160];
    if (!online_knows_person(q, reply))
        return;
    int count = insurance_months(platform, q->person, months, STORAGE_MONTHS_MAX, &error);
    if (count < 0) {
        trouble_reply(reply, error);
        return;
    }
    insurance_month(from, sizeof from, months[count - 1].month);
    insurance_month(to, sizeof to, months[0].month);
    g_snprintf(zh, sizeof zh, "从 %s到 %s，一共交了 %d 个月。", from, to, count);
    write_month_en(from, sizeof from, months[count - 1].month);
    write_month_en(to, sizeof to, months[0].month);
    g_snprintf(en, sizeof en, "%d months paid, from %s to %s.", count, from, to);
    json_t *note = json_pack("{s:s,s:s,s:{s:i,s:s,s:s}}", "zh", zh, "en", en, "means", "months", count,
                             "from", months[count - 1].month, "to", months[0].month);
    online_send_json(
        reply, json_pack("{s:b,s:o,s:o,s:s,s:o}", "ok", 1, "title",
                         pack_label((struct label){N_("社保缴费记录"), "Social security contributions"}),
                         "note", note, "verify", "", "rows", years(months, count)));
}

/* What this platform can answer; another authority's platform has other rows. */
static const struct {
    const char *kind, *service; /* "" = any */
    void (*answer)(const struct platform *platform, const struct question *q, struct reply *reply);
} answers[] = {
    {"query", "shebao-chaxun", answer_record},
    {"query", "ban-shi-jindu", cases_answer},
    {"certificate", "canbao-zhengming", certificate_answer},
    {"document", "canbao-zhengming", certificate_document},
    {"progress", "", progress_answer},
    {"report", "", community_answer_report},
    {"talk", "", talk_answer},
    {"order.create", "", orders_create},
    {"order.state", "", orders_state},
    {"order.cancel", "", orders_cancel},
    {"order.pay", "", orders_pay},
    {"ballot", "tou-piao", ballot_answer},
    {"vote", "tou-piao", ballot_cast},
    {"booking.offer", "", booking_offer},
    {"booking", "", booking_take},
    {"booking.cancel", "", booking_cancel},
    {"identity", "", identity_answer},
};

static void dispatch(const struct platform *platform, const struct question *q, struct reply *reply)
{
    for (size_t i = 0; i < G_N_ELEMENTS(answers); i++) {
        if (strcmp(answers[i].kind, q->kind) == 0 &&
            (!*answers[i].service || strcmp(answers[i].service, q->service) == 0)) {
            answers[i].answer(platform, q, reply);
            return;
        }
    }
    reply_problem(reply, 422, "unknown-service", "This platform cannot answer that",
                  "The kinds are in docs/platform-api.yaml; the service code is one of the catalog.");
}

void online_answer(const struct platform *platform, const struct request *request, const char *unused,
                   struct reply *reply)
{
    json_t *body = json_loadb((const char *)request->body, request->len, JSON_REJECT_DUPLICATES, NULL);
    (void)unused;
    const char *kiosk = json_string_value(json_object_get(body, "kiosk"));
    if (json_is_object(body)) {
        struct question question = read_question(body);
        if (!kiosk || guard_speaks_for(request, kiosk, reply))
            dispatch(platform, &question, reply);
    } else {
        reply_problem(reply, 400, "json", "The request is not one JSON object",
                      "See docs/platform-api.yaml.");
    }
    json_decref(body);
}
