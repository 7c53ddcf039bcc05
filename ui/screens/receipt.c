#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/secret.h"
#include "session/answer_day.h"
#include "session/request.h"
#include "ui/screens/answer_words.h"
#include "ui/screens/booking.h"
#include "ui/screens/bundle.h"
#include "ui/screens/done.h"
#include "ui/screens/progress_words.h"
#include "ui/screens/receipt_parts.h"
#include "ui/screens/request.h"

#define _(zh) words(s->language, zh)

enum { ROWS_ON_PAPER = 24 }; /* 12 cm; the rest of a long list is left to the screen */

struct receipt_block *receipt_add(struct receipt *receipt, enum receipt_kind kind, const char *title,
                                  const char *text)
{
    g_assert(receipt->count < RECEIPT_BLOCKS);
    struct receipt_block *b = &receipt->blocks[receipt->count++];
    b->kind = kind;
    secret_copy_text(b->title, sizeof b->title, title);
    secret_copy_text(b->text, sizeof b->text, text);
    return b;
}

void receipt_pair(struct receipt *receipt, const char *key, const char *value)
{
    if (*value)
        receipt_add(receipt, RECEIPT_PAIR, key, value);
}

void receipt_code_block(struct receipt *receipt, const char *text, const char *bold, const char *second,
                        const char *third)
{
    struct receipt_block *b = receipt_add(receipt, RECEIPT_CODE, "", text);
    secret_copy_text(b->line[0], sizeof b->line[0], bold);
    secret_copy_text(b->line[1], sizeof b->line[1], second);
    secret_copy_text(b->line[2], sizeof b->line[2], third);
}

static void personal(struct receipt *receipt, const struct session *s, const char *key, enum mask mask,
                     const char *value)
{
    if (!*value)
        return;
    struct receipt_block *b = receipt_add(receipt, RECEIPT_PAIR, key, "");
    b->personal = true;
    mask_text(b->text, sizeof b->text, mask, value, s->language);
}

static void head(struct receipt *receipt, const struct session *s, const struct screen_context *c)
{
    char place[RECEIPT_TEXT];
    snprintf(place, sizeof place, _("%s　%s 号机"), part_label(s, c->place.place), c->place.station);
    receipt_add(receipt, RECEIPT_HEAD, _("邻窗便民服务"), place);
    receipt_add(receipt, RECEIPT_RULE, "", "");
}

/* Departments and services keep their Chinese names beside the English on paper. */
static void both(char *to, size_t cap, const struct session *s, struct label label)
{
    const char *text = part_label(s, label);
    if (!language_is_chinese(s->language) && label.zh && strcmp(text, label.zh) != 0)
        snprintf(to, cap, "%s %s", text, label.zh);
    else
        snprintf(to, cap, "%s", text);
}

static void when(struct receipt *receipt, const struct session *s, int64_t wall_ms)
{
    enum { WORDS = 64 };
    struct clock_date d = clock_civil(wall_ms);
    char text[RECEIPT_TEXT];
    if (language_is_chinese(s->language)) {
        char day[WORDS];
        answer_day_words(day, sizeof day, (struct day){d.year, d.month, d.day}, s->language);
        snprintf(text, sizeof text, "%s %02d:%02d", day, d.hour, d.minute);
    } else {
        snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d", d.year, d.month, d.day, d.hour, d.minute);
    }
    bool again = s->kase.papers > (s->print == PRINT_PRINTED); /* a reprint says so */
    if (again) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "　%s", _("补打"));
    }
    receipt_pair(receipt, _("时间"), text);
}

static void service_name(struct receipt *receipt, const struct session *s)
{
    char name[RECEIPT_TEXT];
    both(name, sizeof name, s,
         s->service->official.zh && *s->service->official.zh ? s->service->official : s->service->name);
    receipt_pair(receipt, _("事项"), name);
}

static void materials(struct receipt *receipt, const struct session *s)
{
    char text[RECEIPT_TEXT] = "";
    for (unsigned i = 0; i < s->service->material_count && i < SESSION_MATERIALS; i++) {
        if ((!photo_has_paper(&s->kase, i) && !s->kase.materials[i].later) ||
            !parts_bring(&s->kase, s->service, i))
            continue;
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s%s", used ? _("、") : "",
                 part_label(s, s->service->materials[i].label),
                 photo_has_paper(&s->kase, i) ? "" : _("（后补）"));
    }
    receipt_pair(receipt, _("材料"), text);
}

/* How it is handed over; where to and by whom, in few words and masked. */
static void delivery(struct receipt *receipt, const struct session *s)
{
    const struct delivery_way *way = answers_way(s);
    if (!way)
        return;
    receipt_pair(receipt, _("怎么拿"), part_way(s, way->kind));
    for (unsigned i = way->first_page; i < way->first_page + way->page_count; i++)
        for (unsigned j = 0; j < s->service->page_fields[i]; j++) {
            const struct field *field = &s->service->pages[i][j];
            personal(receipt, s, part_label(s, field->label), mask_of(field),
                     answer_value(&s->kase, field->name));
        }
}

void receipt_step(struct receipt *receipt, unsigned number, const char *bold, const char *text)
{
    receipt_add(receipt, RECEIPT_STEP, bold, text)->number = number;
}

/* Which department does what: about when, of what was handed in, whether it is sent yet or not; how long it
 * takes, of what only could be. */
static void parts(struct receipt *receipt, const struct session *s, bool handed_in)
{
    char says[RECEIPT_TEXT], text[RECEIPT_TEXT + 8];
    unsigned n = 0;
    if (s->service->part_count == 0)
        return;
    receipt_add(receipt, RECEIPT_HEADING, _("这几件一起办"), "");
    for (unsigned i = 0; i < s->service->part_count; i++) {
        if (handed_in && !parts_ticked(&s->kase, i))
            continue;
        (handed_in ? bundle_answered : bundle_takes)(says, sizeof says, s, &s->service->parts[i]);
        snprintf(text, sizeof text, _("：%s"), says);
        receipt_step(receipt, ++n, part_label(s, s->service->parts[i].name), text);
    }
    receipt_add(receipt, RECEIPT_DASH, "", "");
}

static void code(struct receipt *receipt, const struct session *s, const struct screen_context *c,
                 const char *number, bool taken)
{
    char url[RECEIPT_TEXT];
    snprintf(url, sizeof url, "%s%s", c->progress_url, number);
    struct receipt_block *b = receipt_add(receipt, RECEIPT_CODE, "", url);
    secret_copy_text(b->line[0], sizeof b->line[0], _("手机扫一扫"));
    const char *const say[] = {taken ? _("随时看办到哪一步。") : _("看交上去没有、"),
                               taken ? _("报编号也能查。") : _("办到哪一步。"),
                               taken ? "" : _("网通了才查得到。")};
    for (unsigned j = 0; j < G_N_ELEMENTS(say); j++)
        secret_copy_text(b->line[j + 1], sizeof b->line[j + 1], say[j]);
}

static void ask(struct receipt *receipt, const struct session *s, const struct screen_context *c)
{
    char text[RECEIPT_TEXT];
    snprintf(text, sizeof text, _("拨 %s，或者来人工窗口（%s）。"), c->place.phone,
             part_label(s, c->place.hours));
    receipt_add(receipt, RECEIPT_SMALL, _("有事问"), text);
}

static void check(struct receipt *receipt, const struct session *s)
{
    if (*s->kase.code)
        receipt_add(receipt, RECEIPT_CHECK, _("校验"), s->kase.code);
}

static void wished(struct receipt *receipt, const struct session *s, const struct screen_context *c)
{
    struct request_wish wish;
    receipt_pair(receipt, request_is_booking(s) ? _("您要约的") : _("您问的"),
                 part_label(s, request_about(s)->name));
    for (unsigned i = 0; i < REQUEST_WISHES; i++)
        if (request_wish(&wish, i, s, c))
            personal(receipt, s, wish.key, wish.mask, wish.value);
    secret_wipe(&wish, sizeof wish);
}

static void application(struct receipt *receipt, const struct session *s, const struct screen_context *c)
{
    char department[RECEIPT_TITLE], line[RECEIPT_TEXT], number[RECEIPT_TITLE];
    bool taken = s->kase.accepted;
    const struct service *asked = request_about(s);
    both(department, sizeof department, s, s->service->department);
    bool report = s->service->kind == SERVICE_REPORT;
    snprintf(line, sizeof line,
             taken && asked ? request_is_booking(s) ? _("%s收到了，约好了发短信") : _("%s收到了您问的事")
             : taken && report  ? _("%s收到了您报的问题")
             : taken            ? _("%s收到了您的申请")
             : s->health.online ? _("%s还没回话，机器自己接着交")
                                : _("网一通，机器自己交给%s"),
             department);
    receipt_add(receipt, RECEIPT_RESULT, done_title(s), line);
    text_group(number, sizeof number, s->kase.receipt, "4");
    receipt_add(receipt, RECEIPT_NUMBER, _("办件编号"), number);
    service_name(receipt, s);
    if (asked)
        wished(receipt, s, c);
    if (service_needs_person(s->service))
        personal(receipt, s, _("姓名"), MASK_NAME, s->person.name);
    when(receipt, s, s->kase.saved_ms);
    const struct field *phone = field_of_type(s->service, FIELD_PHONE, 0);
    if (phone)
        personal(receipt, s, _("手机"), MASK_PHONE, answer_value(&s->kase, phone->name));
    materials(receipt, s);
    delivery(receipt, s);
    receipt_payment(receipt, s);
    receipt_add(receipt, RECEIPT_DASH, "", "");
    parts(receipt, s, true);
    receipt_next(receipt, s, c);
    receipt_add(receipt, RECEIPT_DASH, "", "");
    code(receipt, s, c, s->kase.receipt, taken);
    receipt_electronic(receipt, s);
    receipt_add(receipt, RECEIPT_DASH, "", "");
    if (taken) /* offline, whom to ask is the third step already */
        ask(receipt, s, c);
    receipt_add(receipt, RECEIPT_SMALL, "",
                taken ? _("请收好这张纸。丢了，凭编号能补打。") : _("请收好这张纸，它证明您今天来办过。"));
    check(receipt, s);
}

/* The rows as the platform gave them: a certificate is handed in, so it says in full whom it is about, and
 * where it can be checked; any other paper masks name and number. A long list is cut to what paper holds, and
 * says so. */
static void answer(struct receipt *receipt, const struct session *s, const struct screen_context *c)
{
    char department[RECEIPT_TEXT], said[RECEIPT_TEXT];
    both(department, sizeof department, s, s->service->department);
    const char *title = paper_title(s);
    receipt_add(receipt, RECEIPT_RESULT, *title ? title : part_label(s, s->service->name), department);
    service_name(receipt, s);
    if (!part_says(s, s->person.name))
        personal(receipt, s, _("姓名"), MASK_NAME, s->person.name);
    if (!part_says(s, s->person.number))
        personal(receipt, s, _("身份证"), MASK_ID, s->person.number);
    when(receipt, s, s->wall_ms);
    receipt_add(receipt, RECEIPT_DASH, "", "");
    unsigned count = MIN(s->kase.result.count, ROWS_ON_PAPER);
    for (unsigned i = 0; i < count; i++) {
        paper_words(said, sizeof said, s, i);
        receipt_pair(receipt, paper_label(s, i), said);
    }
    if (count < s->kase.result.count) {
        char rest[RECEIPT_TEXT];
        snprintf(rest, sizeof rest, _("纸上只印前 %u 条，一共 %u 条。其余的在屏幕上看，或者去窗口打。"),
                 count, s->kase.result.count);
        receipt_add(receipt, RECEIPT_SMALL, "", rest);
    }
    if (*s->kase.result.verify) {
        receipt_add(receipt, RECEIPT_DASH, "", "");
        receipt_code_block(receipt, s->kase.result.verify, _("扫一扫，验真假"), _("谁拿到这张纸，"),
                           _("都能扫码核对。"));
    }
    note_words(said, sizeof said, s);
    if (*said)
        receipt_add(receipt, RECEIPT_SMALL, "", said);
    secret_wipe(said, sizeof said);
    receipt_add(receipt, RECEIPT_DASH, "", "");
    ask(receipt, s, c);
    receipt_add(receipt, RECEIPT_SMALL, "", _("上面有您的信息，请收好。"));
}

/* The case that was looked at: what is to be brought first, then its whole story. */
static void progress(struct receipt *receipt, const struct session *s, const struct screen_context *c)
{
    const struct progress_case *kase = progress_shown(s);
    char text[RECEIPT_TEXT], number[RECEIPT_TITLE];
    if (!kase)
        return;
    unsigned last = kase->step_count - 1;
    bool waits = progress_waits(kase);
    text_progress(text, sizeof text, s, kase, last, true);
    receipt_add(receipt, RECEIPT_RESULT, progress_name(s, kase), text);
    text_group(number, sizeof number, kase->number, "4");
    receipt_add(receipt, RECEIPT_NUMBER, _("办件编号"), number);
    receipt_pair(receipt, _("部门"), progress_department(s, kase));
    personal(receipt, s, _("姓名"), MASK_NAME, s->person.name);
    when(receipt, s, s->wall_ms);
    receipt_paid_case(receipt, s, kase);
    receipt_add(receipt, RECEIPT_DASH, "", "");
    if (waits) {
        text_wanted(number, sizeof number, s, kase);
        receipt_add(receipt, RECEIPT_HEADING, number, "");
        text_wanted_by(text, sizeof text, s, kase);
        receipt_step(receipt, 1, "", text);
        snprintf(text, sizeof text, _("带上这张纸和身份证：%s，%s。"), part_label(s, c->place.hours),
                 part_label(s, c->place.address));
        receipt_step(receipt, 2, "", text);
        receipt_add(receipt, RECEIPT_DASH, "", "");
    }
    receipt_add(receipt, RECEIPT_HEADING, _("办到哪一步"), "");
    for (unsigned i = 0; i <= last; i++) {
        text_progress(number, sizeof number, s, kase, i, i == last);
        text_progress_paper(text, sizeof text, s, kase, i);
        receipt_step(receipt, i + 1, number, text);
    }
    text_progress_due(text, sizeof text, s, kase);
    receipt_pair(receipt, _("结果"), text);
    receipt_add(receipt, RECEIPT_DASH, "", "");
    code(receipt, s, c, kase->number, true);
    receipt_electronic_case(receipt, s, kase);
    receipt_add(receipt, RECEIPT_DASH, "", "");
    ask(receipt, s, c);
}

static void brings(struct receipt *receipt, const struct session *s)
{
    unsigned n = 0;
    receipt_add(receipt, RECEIPT_HEADING, _("您要带的东西"), "");
    receipt_step(receipt, ++n, _("本人身份证"), "");
    for (unsigned i = 0; i < s->service->material_count; i++) {
        const struct material *m = &s->service->materials[i];
        char hint[RECEIPT_TEXT] = "";
        if (m->later)
            snprintf(hint, sizeof hint, _("（没带也能先办，%u 天内补）"), m->later_days);
        receipt_step(receipt, ++n, part_label(s, m->label), hint);
    }
}

/* Where, when and with what; how to give it back stands last, where one looks for it. */
static void ticket(struct receipt *receipt, const struct session *s, const struct screen_context *c)
{
    const struct ticket *t = &s->kase.booking.ticket;
    bool gone = t->is == TICKET_IS_CANCELLED;
    char text[RECEIPT_TEXT], number[RECEIPT_TITLE];
    both(text, sizeof text, s, s->service->department);
    receipt_add(receipt, RECEIPT_RESULT, gone ? _("预约取消了") : _("预约单"), text);
    text_group(number, sizeof number, t->number, "4");
    if (*t->number)
        receipt_add(receipt, RECEIPT_NUMBER, _("预约号"), number);
    service_name(receipt, s);
    personal(receipt, s, _("姓名"), MASK_NAME, s->person.name);
    text_slot(text, sizeof text, s, t->at_ms);
    receipt_pair(receipt, _("哪天"), *t->number ? text : "");
    receipt_pair(receipt, _("去哪儿"), ticket_place(s));
    receipt_pair(receipt, _("地址"), ticket_address(s));
    when(receipt, s, s->wall_ms);
    receipt_add(receipt, RECEIPT_DASH, "", "");
    if (!gone) {
        brings(receipt, s);
        receipt_add(receipt, RECEIPT_DASH, "", "");
        receipt_add(receipt, RECEIPT_HEADING, _("去之前"), "");
        for (unsigned i = 0; i < s->service->next_count; i++)
            receipt_step(receipt, i + 1, "", part_label(s, s->service->next[i]));
        receipt_add(receipt, RECEIPT_DASH, "", "");
        receipt_code_block(receipt, s->kase.result.verify, _("手机扫一扫"), _("哪天、去哪儿，"),
                           _("手机上也看得到。"));
        receipt_add(receipt, RECEIPT_DASH, "", "");
    }
    ask(receipt, s, c);
    if (!gone)
        receipt_add(receipt, RECEIPT_SMALL, "", _("去不了，请带身份证来这台机器取消。"));
}

/* The page about a service, for whoever lacks a paper and must come back: nothing of a person stands on it.
 */
static void about(struct receipt *receipt, const struct session *s, const struct screen_context *c)
{
    char text[RECEIPT_TEXT];
    const struct service *service = s->service;
    both(text, sizeof text, s, service->department);
    receipt_add(receipt, RECEIPT_RESULT, part_label(s, service->name), text);
    receipt_add(receipt, RECEIPT_DASH, "", "");
    service_name(receipt, s);
    if (service->minutes) {
        snprintf(text, sizeof text, _("大约 %u 分钟"), service->minutes);
        receipt_pair(receipt, _("要多久"), text);
    }
    receipt_pair(receipt, _("多少钱"), part_label(s, service->price));
    if (service_needs_person(service)) {
        receipt_add(receipt, RECEIPT_DASH, "", "");
        parts(receipt, s, false);
        brings(receipt, s);
    }
    if (service->condition_count)
        receipt_add(receipt, RECEIPT_DASH, "", "");
    if (service->condition_count)
        receipt_add(receipt, RECEIPT_HEADING, _("这几条都对得上，就能办"), "");
    for (unsigned i = 0; i < service->condition_count; i++)
        receipt_step(receipt, i + 1, "", part_label(s, service->conditions[i]));
    receipt_add(receipt, RECEIPT_DASH, "", "");
    ask(receipt, s, c);
    receipt_add(receipt, RECEIPT_SMALL, "", _("带齐了，来这台机器就能办。"));
}

/* Nobody knows yet whether it is paid: which number to ask by, and what becomes of the money either way. */
static void unknown_payment(struct receipt *receipt, const struct session *s, const struct screen_context *c)
{
    char text[RECEIPT_TEXT];
    both(text, sizeof text, s, s->service->department);
    receipt_add(receipt, RECEIPT_RESULT, _("付没付，还不知道"), text);
    receipt_add(receipt, RECEIPT_DASH, "", "");
    service_name(receipt, s);
    personal(receipt, s, _("姓名"), MASK_NAME, s->person.name);
    when(receipt, s, s->wall_ms);
    text_yuan(text, sizeof text, s->kase.pay.amount_fen);
    receipt_pair(receipt, _("要交"), text);
    text_group(text, sizeof text, s->kase.pay.number, "4");
    receipt_pair(receipt, _("付款单号"), text);
    receipt_add(receipt, RECEIPT_DASH, "", "");
    receipt_add(receipt, RECEIPT_HEADING, _("请看看您的手机"), "");
    receipt_step(receipt, 1, _("付好了"), _("，别再付。没交上去，钱会自己退回手机。"));
    snprintf(text, sizeof text, _("，请去人工窗口：%s，%s。"), part_label(s, c->place.hours),
             part_label(s, c->place.address));
    receipt_step(receipt, 2, _("没付"), text);
    receipt_step(receipt, 3, _("钱没退回来"), _("，拿这张纸来窗口，或者打电话，报付款单号。"));
    receipt_add(receipt, RECEIPT_DASH, "", "");
    ask(receipt, s, c);
}

/* As much of a text as a block holds, at a whole character, and where it goes on. */
static const char *prose(struct receipt *receipt, const char *text, size_t len)
{
    char part[RECEIPT_TEXT];
    g_autofree char *whole = g_strndup(text, len);
    secret_copy_text(part, sizeof part, whole);
    receipt_add(receipt, RECEIPT_SMALL, "", part);
    return text + strlen(part);
}

/* A notice to take home: a paragraph a block while it fits. Public, so nobody's name is on it. */
static void told(struct receipt *receipt, const struct session *s, const struct screen_context *c)
{
    const struct notice *n = notices_find(s->notices, s->notice);
    char day[PART_TEXT];
    if (!n)
        return;
    text_day(day, sizeof day, n->published_ms, s->language);
    const char *issuer = notice_words(s, &n->issuer);
    g_autofree char *from = *issuer ? g_strdup_printf("%s　%s", issuer, day) : g_strdup(day);
    receipt_add(receipt, RECEIPT_RESULT, notice_words(s, &n->title), from);
    for (const char *at = notice_words(s, &n->text); *at && receipt->count < RECEIPT_BLOCKS - 4;) {
        size_t len = strcspn(at, "\n");
        if (len)
            receipt_add(receipt, RECEIPT_DASH, "", "");
        for (const char *end = at + len; at < end && receipt->count < RECEIPT_BLOCKS - 4;)
            at = prose(receipt, at, (size_t)(end - at));
        at += strspn(at, "\n ");
    }
    receipt_add(receipt, RECEIPT_DASH, "", "");
    ask(receipt, s, c);
}

void receipt_compose(struct receipt *receipt, const struct session *s, const struct screen_context *context)
{
    secret_wipe(receipt, sizeof *receipt);
    receipt->language = s->language;
    head(receipt, s, context);
    if (s->step == STEP_NOTICE)
        told(receipt, s, context);
    if (!s->service || s->step == STEP_NOTICE)
        return;
    if (s->step == STEP_SERVICE)
        about(receipt, s, context);
    else if (s->step == STEP_PAYMENT)
        unknown_payment(receipt, s, context);
    else if (service_is_stored(s->service))
        application(receipt, s, context);
    else if (s->kase.booking.ticket.is != TICKET_IS_NONE)
        ticket(receipt, s, context);
    else if (s->kase.progress.told)
        progress(receipt, s, context);
    else
        answer(receipt, s, context);
}
