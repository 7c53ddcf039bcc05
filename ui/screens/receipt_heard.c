/* The paper, to be heard by who does not see it: made of the same blocks, so that the two cannot differ. */
#include "base/secret.h"
#include "ui/screens/parts.h"
#include "ui/screens/receipt.h"

#define _(zh) words(s->language, zh)

/* Rules are seen, and what a code holds is for a camera. */
static bool is_said(const struct receipt_block *b)
{
    return b->kind != RECEIPT_RULE && b->kind != RECEIPT_DASH && b->kind != RECEIPT_CODE;
}

static void heard(struct page *page, const struct receipt_block *b)
{
    bool goes_on = b->kind == RECEIPT_STEP; /* the bold words and the rest are one sentence */
    struct widget *w =
        page_text(page, LOOK_HEARD, goes_on ? page_format(page, "%s%s", b->title, b->text) : b->title);
    if (b->kind == RECEIPT_PAIR || b->kind == RECEIPT_NUMBER)
        w->value = page_copy(page, b->text);
    else if (!goes_on)
        w->detail = page_copy(page, b->text);
    w->personal = b->personal;
    w->told = true;
}

void receipt_heard(struct page *page, const struct session *s, const struct screen_context *context)
{
    if (!s->voice || s->practice)
        return;
    struct receipt *receipt = secret_new(sizeof *receipt);
    receipt_compose(receipt, s, context);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_SECOND, "receipt", _("您的回执"), "");
    page_place(page, PLACE_BODY); /* read with the page, too */
    for (unsigned i = 0; i < receipt->count && page->text_used < PAGE_TEXT / 2; i++)
        if (is_said(&receipt->blocks[i]))
            heard(page, &receipt->blocks[i]);
    secret_free(receipt);
}
