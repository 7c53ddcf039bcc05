/* What several screens say alike: titles, masked values, dates, the sentence for each problem.
 * Texts land in the page, or in the caller's buffer; nothing is kept.
 * Pure: the ui room, and tests. */
#pragma once

#include <stddef.h>

#include "base/text.h"
#include "session/answers.h"
#include "ui/screens/screens.h"

enum { PART_TEXT = 512 };

/* The same personal thing twice: as it may be seen (masked), or in full while peeking. */
enum mask { MASK_NONE, MASK_NAME, MASK_ID, MASK_PHONE, MASK_TAIL, MASK_ADDRESS, MASK_WHOLE };
enum mask mask_of(const struct field *field);
void mask_text(char *to, size_t cap, enum mask mask, const char *value, enum language language);
bool is_peeking(const struct session *s);
const char *part_shown(struct page *page, const struct session *s, enum mask mask, const char *value);
bool part_says(const struct session *s, const char *value); /* a row of the result is this value */
const char *part_choice(const struct field *field, const char *value,
                        enum language language); /* the label, or the value */
const char *part_answer(struct page *page, const struct session *s, const struct field *field,
                        const struct screen_context *c); /* "" when there is none; c: whose places, or NULL */

const struct field *field_of_type(const struct service *service, enum field_type type, unsigned nth);
bool is_locked(const struct session *s, const struct field *field); /* read from the card, not to be typed */
bool card_differs(const struct session *s, const struct field *field); /* it knows what stands not there */
enum input_kind input_kind_of(const struct field *field);

const char *part_label(const struct session *s, struct label label);
void part_mark_told(struct page *page,
                    unsigned from); /* widgets from there on: words that came from outside */
const char *part_told(const struct session *s, const char *zh, const char *en);  /* as the platform told it */
void text_day(char *to, size_t cap, int64_t wall_ms, enum language language);    /* 3 月 18 日 */
void text_minute(char *to, size_t cap, int64_t wall_ms, enum language language); /* 3 月 18 日 09:41 */
unsigned seconds_left(const struct session *s);
/* How long an answer is waited for at most, `most` seconds, counted: what is waited for, NULL for the seconds
 * alone, and a line below. False, and nothing, while nothing is (deadline.c). */
bool part_deadline(struct page *page, const struct session *s, unsigned most, const char *what,
                   const char *lead);

const char *part_papers_taken(struct page *page, const struct session *s); /* 收到 2 样 (materials.c) */
const char *part_way(const struct session *s, enum delivery_kind kind);    /* 送到家里 (delivery.c) */
const char *part_way_chosen(const struct session *s);                      /* or 没填 */
void text_yuan(char *to, size_t cap, unsigned fen);                        /* ¥1,234.50 */
const char *part_yuan(struct page *page, unsigned fen);                    /* ¥1,234.50 */
void part_due(struct page *page,
              const struct session *s); /* what is to be paid for this case; nothing for none */
struct widget *part_title(struct page *page, const char *question, const char *lead);
struct widget *part_banner(struct page *page, enum tone tone, const char *icon, const char *label,
                           const char *detail);
struct widget *part_fact(struct page *page, enum look look, const char *icon, const char *label,
                         const char *detail);
struct widget *part_tile(struct page *page, enum look look, const char *id, const char *icon, enum tone tone,
                         const char *label, const char *detail);
void part_clock(struct page *page, const struct session *s, struct widget *w); /* of the sky above the wall */
struct widget *part_timeline(struct page *page, enum tone tone, const char *label, const char *detail);
/* A camera that looks for codes is on, and says so; nothing else. */
/* Whether a code that is shown would be read. */
bool part_scans(const struct session *s);
void part_sight(struct page *page, const struct session *s, const struct screen_context *c);
/* 叫工作人员过来, with the true state of the call; offered again when nobody was reached. */
struct widget *part_call(struct page *page, enum look look, enum tone tone, const char *label,
                         const struct session *s, const struct screen_context *c);
/* 窗口 8:30 开门就看到: when what was passed on is seen; NULL while somebody is there, or nobody knows. */
const char *part_seen_when(struct page *page, const struct session *s, const struct screen_context *c);
/* In the order of the language: 3 月 18 日 周三, Wed 18 Mar. */
const char *part_on_weekday(struct page *page, const struct session *s, const char *weekday, const char *day);
const char *part_weekday(const struct session *s, int day); /* 周一; 0 = Sunday */
/* 打印带走, where there is a printer: the button itself says how the printing goes. The other: whatever it is
 * called, and where else it is for the page to say whether it stands there. */
void part_print(struct page *page, const struct session *s);
void part_print_button(struct page *page, const struct session *s, enum look look, const char *label);
/* Beside such a button, in a banner: why no paper comes, what to do without it, and that it may be tried
 * again when the printer is mended. A cause that is known is said before the tap. Nothing while all is well.
 */
void part_no_paper(struct page *page, const struct session *s);
/* How the printing goes, in a banner, where it prints by itself: what the page calls its paper while it comes
 * and when it is there, how to take it, and what to do without it. NULL: nothing was asked for. */
struct paper_words {
    const char *coming, *there, *take, *without;
};
bool part_printer_well(const struct session *s); /* what it did not print it would print now */
struct widget *part_paper(struct page *page, const struct session *s, const struct paper_words *said);
enum tone part_tone(enum category_tint tint);
/* A date: its three boxes and the sentence that repeats it (form_date.c). */
void part_date(struct page *page, const struct session *s, const struct field *field,
               const struct input *input);
/* A region: what was chosen, and the divisions to choose from (form_region.c). */
void part_region(struct page *page, const struct session *s, const struct field *field,
                 const struct screen_context *c);
/* A drawing, which of them: page.h LOOK_HOW; below it what it shows (identify.c). */
enum { PART_PICTURES = 3 /* of them in a row */ };
void part_how(struct page *page, int number, const char *icon, const char *label, const char *detail);
void part_hows_to_lay(struct page *page, const struct session *s);
/* How a card is laid on the reader: three pictures, or as many rows (identify.c). */
void part_how_to_lay(struct page *page, const struct session *s, bool rows);
/* Practice: which device is not used, and what to press instead. */
void part_pretend(struct page *page, const struct session *s, const char *what, const char *instead);
/* A notice's text in the language of the visit, Chinese where there is no other (notice.c). */
const char *notice_words(const struct session *s, const struct notice_words *w);
/* The next sentence of a notice and its bytes, NULL at the end; begins: it opens a paragraph. */
const char *notice_sentence(const char *text, size_t *len, bool *begins);
void part_peek(struct page *page, const struct session *s); /* 看全部, for whoever has shown the card */
bool part_card_says(const struct session *s, const char *what); /* the form asks for it, and the card knows */
void part_problem(struct page *page, const struct session *s);  /* as a banner, when there is one */

const char *wants(const struct session *s); /* what this page wants of the resident, one sentence (wants.c) */
/* what staff look up in docs/codes.md; "" without a problem. */
const char *problem_code(enum problem problem);

/* What happened, and what to do; never who is to blame (DESIGN.md 8.1). */
struct told {
    const char *what, *help;
};
struct told told_problem(struct page *page, const struct session *s, enum problem problem);
