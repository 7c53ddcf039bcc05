/* What stands on the paper, as a plain list of blocks in the order of DESIGN.md 10; the desk turns it into
 * dots. Fixed-size texts, every personal value masked; the struct owns nothing and lies in secret memory of
 * whoever made it. Pure: composed in the ui room, read in the desk. */
#pragma once

#include <stdbool.h>

#include "session/session.h"

struct page;
struct screen_context;

enum receipt_kind {
    RECEIPT_HEAD,    /* mark; title, text: place and machine */
    RECEIPT_RULE,    /* thick */
    RECEIPT_DASH,    /* dashed rule */
    RECEIPT_RESULT,  /* title 52 bold, text one line */
    RECEIPT_NUMBER,  /* white on black: title small, text the number in groups of four */
    RECEIPT_PAIR,    /* title: key; text: value */
    RECEIPT_HEADING, /* title 34 bold */
    RECEIPT_STEP,    /* number; title, bold, and text go on in one sentence */
    RECEIPT_CODE,    /* text: what the QR code says; line[0..3] beside it, the first bold */
    RECEIPT_SMALL,   /* text, small print; a title stands bold before it */
    RECEIPT_CHECK,   /* title, text: the check code, the last line */
};
enum {
    RECEIPT_BLOCKS = 112,
    RECEIPT_TITLE = 128,
    RECEIPT_TEXT = SESSION_VERIFY,
    RECEIPT_LINES = 4,
    RECEIPT_LINE = 96
};

struct receipt_block {
    enum receipt_kind kind;
    unsigned number;
    bool personal; /* the text: masked, and still for one person's ears */
    char title[RECEIPT_TITLE], text[RECEIPT_TEXT], line[RECEIPT_LINES][RECEIPT_LINE];
};
struct receipt {
    enum language language;
    unsigned count;
    struct receipt_block blocks[RECEIPT_BLOCKS];
};

/* Composes the paper of the page about a service, of a payment that nobody knows of yet, or of the case in
 * hand: application (taken in, or saved for later), query or certificate; marked as a reprint when it has
 * been printed before. Names and numbers are masked, whatever the screen shows. */
void receipt_compose(struct receipt *receipt, const struct session *s, const struct screen_context *context);
/* The same blocks to be heard, behind a button that reads them out; nothing while nobody listens. */
void receipt_heard(struct page *page, const struct session *s, const struct screen_context *context);
