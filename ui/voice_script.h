/* What is spoken of a page, as an ordered list of sentences: pure functions of (page, who may hear). A script
 * holds what may be personal: it lives in secret memory, and its owner wipes it. Any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/words.h"
#include "ui/page.h"

enum { SCRIPT_LINES = 128, SCRIPT_TEXT = 12288 };
struct script {
    enum language language;
    unsigned count;
    struct script_sentence {
        uint16_t at;
        bool personal; /* says something of the person that is spoken to: no recorded prompt, nowhere kept */
    } lines[SCRIPT_LINES];
    size_t used;
    char text[SCRIPT_TEXT];
};
void script_begin(struct script *script, enum language language); /* wipes */
void script_copy(struct script *to, const struct script *from);
/* Adds a sentence; what does not fit any more is left out. */
void script_add(struct script *script, bool personal, const char *sentence);
const char *script_line(const struct script *script, unsigned i);

/* Who listens, and what stands on the glass. */
struct script_view {
    enum language language;
    bool headphones;        /* nobody else hears */
    unsigned list_page;     /* shown, from 0 */
    unsigned list_pages;    /* how many there are; 0 or 1: all of it is shown */
    bool more;              /* pages of the list are behind it */
    const uint8_t *page_of; /* of each widget, from 1 (0: always), as layout has it; NULL: one page */
    const char *focus;      /* id of the widget the keypad means, or "" */
};

/* A new screen: where one is, title, what it says in reading order, what can be chosen with its number, which
 * page of how many that was, what to press (DESIGN.md section 5). */
void script_screen(struct script *script, const struct page *page, const struct script_view *view);
/* The rows of a page of a list that was turned to. */
void script_list(struct script *script, const struct page *page, const struct script_view *view);
/* One widget that the keypad came to: label, value, role, state. It need not be of the page (the pager). */
void script_widget(struct script *script, const struct page *page, const struct widget *widget,
                   const struct script_view *view);
/* What is new on the same screen: errors, status, what was chosen or typed, values that came to be seen. */
void script_changes(struct script *script, const struct page *before, const struct page *after,
                    const struct script_view *view);
/* An alert that came into the bar, whole, whatever else changed. */
void script_alert(struct script *script, const struct page *before, const struct page *after,
                  const struct script_view *view);

/* Text as it may be heard: 199****0001 becomes 尾号 0001, 王*兰 王某兰. False when it did not fit. */
bool script_unmask(char *to, size_t cap, const char *text, enum language language);
