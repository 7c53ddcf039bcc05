/* 接下来, on the paper of what was handed in: taken in, or saved for later. */
#include <stdio.h>

#include "base/secret.h"
#include "session/request.h"
#include "ui/screens/answer_words.h"
#include "ui/screens/done.h"
#include "ui/screens/receipt_parts.h"
#include "ui/screens/request.h"

#define _(zh) words(s->language, zh)

enum { DAY_MS = 24 * 60 * 60 * 1000 };

/* First of all, where something is owed; how many steps that makes. */
static unsigned at_counter(struct receipt *receipt, const struct session *s, const struct screen_context *c)
{
    char bold[RECEIPT_TITLE], text[RECEIPT_TEXT];
    if (!done_counter(bold, sizeof bold, text, sizeof text, s, c))
        return 0;
    receipt_step(receipt, 1, bold, text);
    return 1;
}

static void next_online(struct receipt *receipt, const struct session *s, const struct screen_context *c)
{
    receipt_add(receipt, RECEIPT_HEADING, _("接下来"), "");
    unsigned owed = at_counter(receipt, s, c), n = owed;
    for (unsigned i = 0; s->service->kind == SERVICE_REPORT && i < s->kase.result.count; i++) {
        char said[RECEIPT_TITLE], apart[RECEIPT_TEXT];
        row_words(said, sizeof said, s, i);
        snprintf(apart, sizeof apart, "　%s", said);
        receipt_step(receipt, ++n, row_label(s, i), apart);
        secret_wipe(said, sizeof said);
    }
    for (unsigned i = n > owed ? 1 : 0; i < s->service->next_count; i++)
        receipt_step(receipt, ++n, "", part_label(s, s->service->next[i]));
    if (n == owed)
        receipt_step(receipt, ++n, "", part_label(s, s->service->promise));
}

static void next_offline(struct receipt *receipt, const struct session *s, const struct screen_context *c)
{
    char day[PART_TEXT], noon[RECEIPT_TITLE], text[RECEIPT_TEXT];
    receipt_add(receipt, RECEIPT_HEADING, _("接下来"), "");
    unsigned n = at_counter(receipt, s, c);
    receipt_step(receipt, ++n, _("今天就算您交的"), done_owes(s) ? "" : _("，您不用再来。"));
    receipt_step(receipt, ++n, "", _("交上去以后，会给您发短信。"));
    text_day(day, sizeof day, s->kase.saved_ms + DAY_MS, s->language);
    snprintf(noon, sizeof noon, _("%s中午"), day);
    snprintf(text, sizeof text, _("还没收到短信，请拿这张纸来窗口，或者拨 %s。"), c->place.phone);
    receipt_step(receipt, ++n, noon, text);
}

/* Whoever was not texted by then comes and asks. */
static void request_next(struct receipt *receipt, const struct session *s, const struct screen_context *c)
{
    char day[PART_TEXT], noon[RECEIPT_TITLE], text[RECEIPT_TEXT];
    unsigned n = 0;
    receipt_add(receipt, RECEIPT_HEADING, _("接下来"), "");
    for (unsigned i = 0; i < s->service->next_count; i++)
        receipt_step(receipt, ++n, "", part_label(s, s->service->next[i]));
    request_day(day, sizeof day, s, c);
    snprintf(noon, sizeof noon, _("%s中午"), day);
    snprintf(text, sizeof text, _("还没收到短信，请拿这张纸来窗口，或者拨 %s。"), c->place.phone);
    receipt_step(receipt, ++n, noon, text);
}

/* Nobody is promised a message who left no number. */
static void report_offline(struct receipt *receipt, const struct session *s, const struct screen_context *c)
{
    char text[RECEIPT_TEXT];
    receipt_add(receipt, RECEIPT_HEADING, _("接下来"), "");
    receipt_step(receipt, 1, _("网一通就派人"), "");
    receipt_step(receipt, 2, "", part_label(s, s->service->promise));
    snprintf(text, sizeof text, _("等不及，就拨 %s。"), c->place.phone);
    receipt_step(receipt, 3, "", text);
}

void receipt_next(struct receipt *receipt, const struct session *s, const struct screen_context *c)
{
    if (request_about(s))
        request_next(receipt, s, c);
    else if (s->kase.accepted)
        next_online(receipt, s, c);
    else if (s->service->kind == SERVICE_REPORT)
        report_offline(receipt, s, c);
    else
        next_offline(receipt, s, c);
}
