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
    told(s, "谁来", "Who comes", "第 3 网格，网格员 李*敏");
    told(s, "什么时候", "When", "3 月 19 日 09:26 以前");
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
