/* Deeds of codes that a resident shows without being asked: the receipt of before, a phone's payment code.
 * And the staff's, which no resident's page hears. */
#include <string.h>

#include "base/secret.h"
#include "session/deeds.h"
#include "session/patience.h"

enum { RECEIPT_DIGITS = 12, PAY_CODE_LEAST = 16, ORDER_ANSWER_MS = ASK_WAIT_MS + PAY_POLL_MS };

static const char staff_scheme[] = "LCS1:", progress_service[] = "ban-shi-jindu";
static const char digits[] = "0123456789";

bool session_is_staff_code(const struct session_event *event)
{
    return event->kind == EVENT_CODE && event->text != NULL &&
           strncmp(event->text, staff_scheme, sizeof staff_scheme - 1) == 0;
}

/* https://host/p/206170001475, as the paper's code says it. Whose host, is the same: the number goes to our
 * own platform, and nowhere else. NULL for any other text. */
static const char *receipt_of(const char *text)
{
    static const char scheme[] = "https://", folder[] = "/p/";
    size_t len = text == NULL ? 0 : strlen(text), tail = sizeof folder - 1 + RECEIPT_DIGITS;

    if (len <= sizeof scheme - 1 + tail || strncmp(text, scheme, sizeof scheme - 1) != 0)
        return NULL;
    text += len - tail;
    if (strncmp(text, folder, sizeof folder - 1) != 0)
        return NULL;
    text += sizeof folder - 1;
    return strspn(text, digits) == RECEIPT_DIGITS ? text : NULL;
}

/* Not beneath a question: what lies over the page is answered first. */
bool is_receipt(const struct session *s, const struct session_event *event)
{
    return s->overlay == OVERLAY_NONE && catalog_find(s->catalog, progress_service) != NULL &&
           (event == NULL || receipt_of(event->text) != NULL);
}

/* Whoever holds the paper may know its states and times; nobody is recognised by it. */
bool open_receipt(struct session *s, const struct session_event *event, struct effects *out)
{
    const char *number = receipt_of(event->text);

    begin(s, event, out);
    drop_case(s, event, out);
    s->service = catalog_find(s->catalog, progress_service);
    secret_copy_text(s->kase.receipt, sizeof s->kase.receipt, number);
    return true;
}

/* A paper that its issuer signed, from anybody: nobody is recognised by it, and no line is needed. */
bool is_paper(const struct session *s, const struct session_event *event)
{
    return s->overlay == OVERLAY_NONE && catalog_find(s->catalog, progress_service) != NULL &&
           (event == NULL || event->result != NULL);
}

bool show_paper(struct session *s, const struct session_event *event, struct effects *out)
{
    begin(s, event, out);
    drop_case(s, event, out);
    s->service = catalog_find(s->catalog, progress_service);
    s->kase.proof = true;
    if (event->problem != PROBLEM_NONE)
        met(s, event->problem, NULL);
    else
        s->kase.result = event->result->result;
    if (s->kase.result.count > SESSION_ROWS)
        s->kase.result.count = SESSION_ROWS;
    return true;
}

/* WeChat: 18 digits, 10 to 15 first. Alipay: 16 to 24 digits, 25 to 30 first. docs/devices.md has where it
 * stands. */
static bool is_pay_code(const char *text)
{
    size_t len = text == NULL ? 0 : strlen(text);
    unsigned head;

    if (len < PAY_CODE_LEAST || len >= PAY_CODE || strspn(text, digits) != len)
        return false;
    head = (unsigned)(text[0] - '0') * 10 + (unsigned)(text[1] - '0');
    return (len == 18 && head >= 10 && head <= 15) || (head >= 25 && head <= 30);
}

/* Only while the kiosk's own code stands there: before there is no order, and when nothing is heard it may be
 * paid already. One at a time, and not beneath a question. */
bool pay_by_code(struct session *s, const struct session_event *event, struct effects *out)
{
    struct pay *pay = &s->kase.pay;

    if (pay->state != PAY_OPEN || s->practice || s->overlay != OVERLAY_NONE)
        return false;
    if (!is_pay_code(event->text))
        return met(s, PROBLEM_PAY_CODE_OTHER, NULL);
    met(s, PROBLEM_NONE, NULL);
    secret_copy_text(pay->code, sizeof pay->code, event->text);
    pay->state = PAY_TAKING;
    s->step_due_ms = 0; /* the code of the screen is not renewed while its order may be paid */
    pay->request = wish(s, out, EFFECT_ORDER_PAY);
    pay->poll_ms = s->now_ms + ORDER_ANSWER_MS;
    return true;
}
