#include "ui/screens/previews_sheet.h"

#include "base/secret.h"
#include "ui/screens/previews_parts.h"

static void set(char *to, size_t cap, const char *text)
{
    secret_copy_text(to, cap, text);
}

static void result_row(struct session *s, const char *zh, const char *en, const char *value,
                       struct means means)
{
    unsigned i = s->kase.result.count++;
    set(s->kase.result.label[i][LANGUAGE_ZH], sizeof s->kase.result.label[i][LANGUAGE_ZH], zh);
    set(s->kase.result.label[i][LANGUAGE_EN], sizeof s->kase.result.label[i][LANGUAGE_EN], en);
    set(s->kase.result.value[i], sizeof s->kase.result.value[i], value);
    s->kase.result.means[i] = means;
}

/* As long as the platform's own; signed by a key of examples. */
static const char signed_code[] =
    "https://example.invalid/v/4106759575514056#"
    "lcproof:3:YixAeo03AQAAAAAAAAAAAAAAAGm5_yjJNHI_VEewNj60QjzF8Fw4EDQxMDY3NTk1Nz"
    "U1MTQwNTYH546LKuWFsBLnpL7kv53lj4Lkv53or4HmmI5gR2-EOfQScH9HCgVIR5R7J-7OyZTIqN"
    "Mu8OGvotLr9JCtwwvhI0oPADb5uXYbasKyQutUWHdt6oLlWdejTvwJ";

void certificate(struct session *s)
{
    preview_stand(s, STEP_RESULT);
    preview_person(s);
    s->service = preview_service(s, SERVICE_CERTIFICATE);
    set(s->kase.result.verify, sizeof s->kase.result.verify, signed_code);
    set(s->kase.result.title[LANGUAGE_ZH], sizeof s->kase.result.title[0], "社保参保证明");
    set(s->kase.result.title[LANGUAGE_EN], sizeof s->kase.result.title[0], "Certificate of social insurance");
    set(s->kase.result.note[LANGUAGE_ZH], sizeof s->kase.result.note[0],
        "打出来的纸上有一个码，谁扫都能查到这张证明是真的。");
    set(s->kase.result.note[LANGUAGE_EN], sizeof s->kase.result.note[0],
        "The paper has a code: whoever scans it sees that this certificate is genuine.");
    result_row(s, "险种", "Insurance", "企业职工基本养老保险",
               (struct means){.is = MEANS_WORDS, .en = "Basic pension insurance of employees"});
    result_row(s, "参保状态", "State", "正常参保",
               (struct means){.is = MEANS_WORDS, .en = "Insured and paying"});
    result_row(s, "参保时间", "Months", "2019 年 3 月到 2026 年 2 月",
               (struct means){.is = MEANS_MONTHS, .from = "2019-03", .to = "2026-02", .fen = -1});
    result_row(s, "累计缴费", "Paid in all", "84 个月",
               (struct means){.is = MEANS_MONTHS, .months = 84, .fen = -1});
    result_row(s, "开具日期", "Issued", "2026 年 3 月 18 日",
               (struct means){.is = MEANS_DAY, .from = "2026-03-18"});
    result_row(
        s, "开具单位", "Issued by", "示范县人力资源和社会保障局",
        (struct means){.is = MEANS_WORDS, .en = "Human Resources and Social Security Bureau, Shifan County"});
    result_row(s, "验证编号", "Check number", "7F3A91C25B0E", (struct means){.is = MEANS_AS_TOLD});
}

/* Where no printer of pages is. */
void certificate_slip(struct session *s)
{
    certificate(s);
    s->print = PRINT_PRINTED;
    s->kase.papers = 1;
}

void certificate_page(struct session *s)
{
    certificate(s);
    set(s->kase.result.document, sizeof s->kase.result.document, "7F3A91C25B0E");
    s->health.document = DEVICE_READY;
}

void certificate_printing(struct session *s)
{
    certificate_page(s);
    s->sheet.state = SHEET_ASKED;
    s->health.document = DEVICE_BUSY;
}

void certificate_no_paper(struct session *s)
{
    certificate_printing(s);
    s->health.document = DEVICE_ATTENTION;
    s->health.document_cause = CAUSE_PAPER_OUT;
}

void certificate_printed(struct session *s)
{
    certificate_page(s);
    s->sheet.state = SHEET_PRINTED;
}

void certificate_unprinted(struct session *s)
{
    certificate_page(s);
    s->sheet.state = SHEET_FAILED;
    s->sheet.cause = CAUSE_PAPER_JAM;
}

/* Before anything was asked for. */
void certificate_gone(struct session *s)
{
    certificate_page(s);
    s->health.document = DEVICE_ABSENT;
}

static void paper_shown(struct session *s)
{
    preview_stand(s, STEP_RESULT);
    s->service = catalog_find(s->catalog, "ban-shi-jindu");
    s->kase.proof = true;
}

void paper_true(struct session *s)
{
    paper_shown(s);
    result_row(s, "写的是", "It says", "社保参保证明", (struct means){.is = MEANS_AS_TOLD});
    result_row(s, "姓名", "Name", "王*兰", (struct means){.is = MEANS_AS_TOLD});
    result_row(s, "开具日期", "Issued", "2026 年 3 月 18 日",
               (struct means){.is = MEANS_DAY, .from = "2026-03-18"});
    result_row(s, "验证编号", "Check number", "4106759575514056", (struct means){.is = MEANS_AS_TOLD});
}

void paper_unknown(struct session *s)
{
    paper_shown(s);
    s->problem = PROBLEM_PROOF_UNKNOWN;
}

void paper_altered(struct session *s)
{
    paper_shown(s);
    s->problem = PROBLEM_PROOF_ALTERED;
}
