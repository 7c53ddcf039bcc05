#include "ui/screens/previews_community.h"

#include "base/secret.h"
#include "session/answers.h"
#include "ui/screens/previews_parts.h"

static void set(char *to, size_t cap, const char *text)
{
    secret_copy_text(to, cap, text);
}

static void give(struct session *s, const char *field, const char *value)
{
    answer_set(&s->kase, service_field(s->service, field, NULL), value, false);
}

static void told(struct session *s, const char *zh, const char *en, const char *value)
{
    unsigned i = s->kase.result.count++;
    set(s->kase.result.label[i][LANGUAGE_ZH], sizeof s->kase.result.label[i][LANGUAGE_ZH], zh);
    set(s->kase.result.label[i][LANGUAGE_EN], sizeof s->kase.result.label[i][LANGUAGE_EN], en);
    set(s->kase.result.value[i], sizeof s->kase.result.value[i], value);
}

static void told_meaning(struct session *s, const char *zh, const char *en, const char *value,
                         struct means means)
{
    s->kase.result.means[s->kase.result.count] = means;
    told(s, zh, en, value);
}

static void handed_in(struct session *s, const char *receipt)
{
    s->kase.reviewed = s->kase.consented = s->kase.saved = s->kase.accepted = true;
    set(s->kase.receipt, sizeof s->kase.receipt, receipt);
    set(s->kase.code, sizeof s->kase.code, "7F3A 91C2 5B0E");
    s->kase.saved_ms = s->wall_ms;
    s->print = PRINT_ASKED;
}

static void report(struct session *s, enum step step)
{
    preview_stand(s, step);
    s->service = preview_service(s, SERVICE_REPORT);
}

static void report_at(struct session *s, const char *field)
{
    report(s, STEP_FORM);
    give(s, "kind", "charging");
    service_field(s->service, field, &s->form_page);
}

static void report_filled(struct session *s, enum step step)
{
    report(s, step);
    give(s, "kind", "charging");
    give(s, "where", "elsewhere");
    give(s, "place", "幸福里南口");
    give(s, "phone", "19900000077");
}

void report_service(struct session *s)
{
    report(s, STEP_SERVICE);
}
void report_kind(struct session *s)
{
    report(s, STEP_FORM);
}
void report_kind_chosen(struct session *s)
{
    report_at(s, "kind");
}
void report_where(struct session *s)
{
    report_at(s, "where");
}
void report_words(struct session *s)
{
    report_at(s, "words");
}
void report_review(struct session *s)
{
    report_filled(s, STEP_REVIEW);
}
void report_done(struct session *s)
{
    report_filled(s, STEP_DONE);
    handed_in(s, "206170001483");
    told_meaning(s, "谁来", "Who comes", "第 3 网格，网格员 李*敏",
                 (struct means){.is = MEANS_WORDS, .en = "Grid 3, warden Li"});
    told_meaning(s, "什么时候", "When", "3 月 19 日 09:26 以前",
                 (struct means){.is = MEANS_BEFORE, .at_ms = INT64_C(1773883560000)});
}
void report_done_offline(struct session *s)
{
    report_filled(s, STEP_DONE);
    give(s, "phone", "");
    handed_in(s, "206170001483");
    s->kase.accepted = s->health.online = false;
    s->print = PRINT_PRINTED;
    s->kase.papers = 1;
}
void report_done_no_paper(struct session *s)
{
    report_done(s);
    s->print = PRINT_FAILED;
    s->health.printer = DEVICE_ATTENTION;
    s->health.printer_cause = CAUSE_PAPER_OUT;
}

static void title(struct session *s, const char *zh, const char *en)
{
    set(s->kase.result.title[LANGUAGE_ZH], sizeof s->kase.result.title[LANGUAGE_ZH], zh);
    set(s->kase.result.title[LANGUAGE_EN], sizeof s->kase.result.title[LANGUAGE_EN], en);
}

static void paragraph(struct session *s, const char *zh, const char *en)
{
    unsigned i = s->kase.offer.plan_count++;
    set(s->kase.offer.plan[LANGUAGE_ZH][i], sizeof s->kase.offer.plan[LANGUAGE_ZH][i], zh);
    set(s->kase.offer.plan[LANGUAGE_EN][i], sizeof s->kase.offer.plan[LANGUAGE_EN][i], en);
}

static void asked(struct session *s, enum step step)
{
    preview_stand(s, step);
    preview_person(s);
    s->service = preview_service(s, SERVICE_VOTE);
}

void vote(struct session *s)
{
    static const int64_t week_ms = INT64_C(7) * 24 * 60 * 60 * 1000;
    asked(s, STEP_PICK);
    title(s, "小区里要不要建电动车充电棚？", "Shall the compound get a charging shed?");
    told(s, "同意建", "Yes, build it", "yes");
    told(s, "不同意建", "No, do not build it", "no");
    told(s, "都可以（弃权）", "Either way (abstain)", "abstain");
    set(s->kase.offer.id, sizeof s->kase.offer.id, "chongdian-peng");
    s->kase.offer.cast = 312;
    s->kase.offer.of = 486;
    s->kase.offer.closes_ms = s->wall_ms + week_ms;
    paragraph(s, "建在哪儿：3 栋东边的空地，离住家 12 米。",
              "Where: the open ground east of block 3, 12 m from the homes.");
    paragraph(s, "花多少钱：86,000 元。70,000 元从维修资金出，16,000 元由物业出。",
              "Cost: ¥86,000. ¥70,000 from the repair fund, ¥16,000 from the property company.");
    paragraph(s, "过半数的人投票，投票的人里过半数同意，才建。",
              "It is built if more than half vote, and more than half of those agree.");
}
void vote_picked(struct session *s)
{
    vote(s);
    set(s->kase.pick, sizeof s->kase.pick, "yes");
}
void vote_unpicked(struct session *s)
{
    vote(s);
    s->problem = PROBLEM_EMPTY;
}
void vote_confirm(struct session *s)
{
    vote_picked(s);
    s->overlay = OVERLAY_CONFIRM;
}
void vote_plan(struct session *s)
{
    vote(s);
    s->overlay = OVERLAY_PLAN;
}
void vote_sending(struct session *s)
{
    asked(s, STEP_SENDING);
    s->kase.confirmed = true;
    preview_waits(s);
}
void vote_in(struct session *s)
{
    asked(s, STEP_RESULT);
    title(s, "投好了", "Your vote is in");
    told_meaning(s, "投的事", "Vote", "小区里要不要建电动车充电棚？",
                 (struct means){.is = MEANS_WORDS, .en = "Shall the compound get a charging shed?"});
    told_meaning(s, "投票截止", "Closes", "2026 年 3 月 25 日 18:00",
                 (struct means){.is = MEANS_MOMENT, .at_ms = INT64_C(1774432800000)});
    set(s->kase.result.note[LANGUAGE_ZH], sizeof s->kase.result.note[LANGUAGE_ZH],
        "截止以后，结果会贴在“看通知”里。");
    set(s->kase.result.note[LANGUAGE_EN], sizeof s->kase.result.note[LANGUAGE_EN],
        "The result is posted as a notice after it closes.");
}
void vote_late(struct session *s)
{
    asked(s, STEP_RESULT);
    s->kase.confirmed = true;
    s->problem = PROBLEM_LATE;
}
