#include "ui/screens/previews_amount.h"

#include "base/secret.h"
#include "session/answers.h"
#include "ui/screens/previews_parts.h"

#define LABEL(zh, en, tw)                                                                                    \
    {                                                                                                        \
        zh, en, tw                                                                                           \
    }

enum { LEAST_YUAN = 100, MOST_YUAN = 5000 };

static const struct field amount[] = {
    {.name = "amount",
     .type = FIELD_AMOUNT,
     .question = LABEL("药费一共花了多少钱？", "What did the medicine cost?", "藥費一共花了多少錢？"),
     .hint = LABEL("照着发票上的数按。", "As it stands on the invoice.", "照著發票上的數按。"),
     .label = LABEL("药费", "Medicine", "藥費"),
     .required = true,
     .min = LEAST_YUAN,
     .max = MOST_YUAN},
};
static const struct field *const pages[] = {amount};
static const unsigned page_fields[] = {G_N_ELEMENTS(amount)};
static const struct service refund = {
    .code = "example-refund",
    .kind = SERVICE_APPLICATION,
    .name = LABEL("药费报销", "Medicine refund", "藥費報銷"),
    .official = LABEL("药费报销", "Refund of medicine costs", "藥費報銷"),
    .line = LABEL("药费报一部分", "Part of the cost comes back", "藥費報一部分"),
    .department = LABEL("县医保局", "County health insurance", "縣醫保局"),
    .icon = "savings",
    .minutes = 3,
    .pages = pages,
    .page_fields = page_fields,
    .page_count = G_N_ELEMENTS(pages),
};

void form_amount(struct session *s)
{
    preview_stand(s, STEP_FORM);
    preview_person(s);
    s->service = &refund;
}

static void mistaken(struct session *s, const char *value, enum problem problem)
{
    form_amount(s);
    answer_set(&s->kase, amount, value, false);
    s->problem = problem;
    secret_copy_text(s->problem_field, sizeof s->problem_field, amount->name);
}

void form_amount_shape(struct session *s)
{
    mistaken(s, "1234.", PROBLEM_AMOUNT);
}

void form_amount_low(struct session *s)
{
    mistaken(s, "12.50", PROBLEM_AMOUNT_LOW);
}

void form_amount_high(struct session *s)
{
    mistaken(s, "12345.00", PROBLEM_AMOUNT_HIGH);
}
