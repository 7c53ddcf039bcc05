/* Money on paper: what was paid, and the way to its electronic receipt. That one is the proof; the paper says
 * its number, and a code opens it. */
#include "ui/screens/done.h"
#include "ui/screens/receipt_parts.h"

#define _(zh) words(s->language, zh)

/* The receipt bears the order's number. It is there once the application is. */
void receipt_payment(struct receipt *receipt, const struct session *s)
{
    const struct pay *pay = &s->kase.pay;
    char text[PART_TEXT];
    bool there = s->kase.accepted && pay->state == PAY_PAID && *pay->ereceipt;
    if (!done_amount(text, sizeof text, s))
        return;
    receipt_pair(receipt, _("交费"), text);
    text_group(text, sizeof text, pay->number, "4");
    receipt_pair(receipt, there ? _("电子票据") : _("付款单号"), text);
}

void receipt_electronic(struct receipt *receipt, const struct session *s)
{
    const struct pay *pay = &s->kase.pay;
    bool there = s->kase.accepted;
    if (pay->state != PAY_PAID || !*pay->ereceipt)
        return;
    receipt_add(receipt, RECEIPT_DASH, "", "");
    receipt_code_block(receipt, pay->ereceipt, _("电子票据"), there ? _("手机扫一扫，") : _("交上去以后，"),
                       there ? _("就看到票据。") : _("扫码看票据。"));
}

void receipt_paid_case(struct receipt *receipt, const struct session *s, const struct progress_case *kase)
{
    char text[PART_TEXT], amount[PART_TEXT];
    if (!*kase->ereceipt.number)
        return;
    text_yuan(amount, sizeof amount, kase->ereceipt.fen);
    g_snprintf(text, sizeof text, _("%s，付好了"), amount);
    receipt_pair(receipt, _("交费"), text);
    text_group(text, sizeof text, kase->ereceipt.number, "4");
    receipt_pair(receipt, _("电子票据"), text);
}

void receipt_electronic_case(struct receipt *receipt, const struct session *s,
                             const struct progress_case *kase)
{
    if (!*kase->ereceipt.url)
        return;
    receipt_add(receipt, RECEIPT_DASH, "", "");
    receipt_code_block(receipt, kase->ereceipt.url, _("电子票据"), _("手机扫一扫，"), _("就看到票据。"));
}
