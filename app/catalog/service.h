/* A service as data: what it is called, who may have it, what it asks, which papers it wants. Read from
 * assets/catalog. Everything belongs to the catalog that loaded it, immutable until catalog_free. Any room
 * may read it. */
#pragma once

#include <stdbool.h>

#include "base/words.h"

struct label {
    const char *zh, *en, *tw; /* tw: of a place, which locale/ does not know; or NULL */
};
/* Translated where locale/ knows the text (zh_TW is converted when building); what it does not know stays zh.
 */
const char *label_in(struct label label, enum language language);

/* What a service may hold at most: a session keeps room for just that (answers.c asserts it). */
enum {
    CATALOG_PAGES = 16,
    CATALOG_PAGE_FIELDS = 2,
    CATALOG_FIELDS = 24,
    CATALOG_CHOICES = 12,
    CATALOG_MATERIALS = 8,
    CATALOG_VALUE_CHARACTERS = 80,
    CATALOG_AMOUNT = 99999999, /* yuan */
    CATALOG_DECADES = 12,      /* that a date's first page holds */
    CATALOG_NAME_BYTES = 31,
    CATALOG_WAYS = 3,            /* of delivery */
    CATALOG_APPS = 4,            /* to pay with */
    CATALOG_WAY_PAGES = 2,       /* that one of them asks */
    CATALOG_FEE_FEN = 100000000, /* a million yuan */
    CATALOG_WORDS = 16,          /* by which it is found as well */
    CATALOG_WORD_CHARACTERS = 10
};

enum service_kind {
    SERVICE_APPLICATION,
    SERVICE_QUERY,
    SERVICE_CERTIFICATE,
    SERVICE_REPORT,
    SERVICE_VOTE,
    SERVICE_BUNDLE,
    SERVICE_BOOKING
};
enum field_type {
    FIELD_TEXT,
    FIELD_PHONE,
    FIELD_ID_NUMBER,
    FIELD_CHOICE,
    FIELD_BANK_CARD,
    FIELD_DATE,
    FIELD_AMOUNT,
    FIELD_REGION
};
enum category_tint { TINT_PINE, TINT_LAMP, TINT_SKY, TINT_MOSS, TINT_BRICK, TINT_PLUM };

struct choice {
    const char *value;
    struct label label;
    const char *icon; /* NULL, or what is drawn with it: all choices of a field have one, or none */
};
struct field {
    const char *name;  /* unique in the service; the widget is field.NAME or choice.NAME.VALUE */
    const char *block; /* of blocks/, which several services ask; NULL: of this service alone */
    enum field_type type;
    struct label question;    /* the h1 of its page, as a neighbour asks */
    struct label hint, label; /* label: short, for review */
    struct label example;     /* of what is typed: stands in the empty field, never in an answer; or empty */
    struct label
        step; /* what the bar calls the pages from this one on; or empty: 填一填, or the one before */
    const char *asked_if, *asked_value; /* only when the field of that name has this answer; NULL: always */
    const char *from_card;              /* name|number|birth|address|sex, or NULL */
    const char
        *same_as; /* of a way of delivery: the field of the form that gives the first answer; or NULL */
    bool required, personal;
    unsigned min, max; /* characters, or yuan of an amount; 0 = no limit of its own */
    struct label ago;  /* of a date: what the years since then are called, 住了 %u 年; or empty */
    const char *earliest,
        *latest; /* of a date: ISO 8601, or "today"; earliest also "birth", the card's; NULL: 1920 to 2039 */
    bool vague;  /* of a date: year and month will do (记不清) */
    unsigned digits; /* of a region: 6, 9 or 12, how deep its code must go */
    const struct choice *choices;
    unsigned choice_count;
};
struct material {
    const char *code; /* GA/T 2000.156 document type, as in an electronic licence's code */
    struct label label, hint;
    struct label photo; /* which page of it is photographed; or not at all */
    const char *icon;
    bool required, later; /* later: may be brought within later_days */
    unsigned later_days;
};
/* How what was made comes to the resident. */
enum delivery_kind { DELIVERY_POST, DELIVERY_COLLECT, DELIVERY_AGENT };
struct delivery_way {
    enum delivery_kind kind; /* each once */
    struct label note;       /* one line below, or empty */
    unsigned fee_fen;
    unsigned first_page, page_count; /* of the service's pages, behind page_count: what this way asks */
};
struct delivery {
    struct label question, lead; /* 证办好了，怎么给您？ */
    struct delivery_way ways[CATALOG_WAYS];
    unsigned way_count, page_count; /* pages of all ways */
};
struct payment {              /* what is paid before it is sent */
    unsigned amount_fen;      /* the delivery's fee comes on top */
    struct label what;        /* 2026 年度居民医保，1 人 */
    bool later;               /* may be paid at the counter afterwards */
    const struct label *apps; /* 微信: by which the code can be paid; none: not said */
    unsigned app_count;
};
struct bundle_part; /* catalog/bundle.h */
struct service {
    const char *code;
    enum service_kind kind;
    struct label name, official, line, department; /* tile name, legal name, tile line */
    const struct label *words; /* what people call it: found by these as well, never shown */
    unsigned word_count;
    const char *icon;
    enum category_tint tint;
    const char *category;
    unsigned minutes, workdays, legal_workdays, min_age; /* 0 = none */
    struct label price, who, promise;
    const struct label *conditions;
    unsigned condition_count;
    const struct label *next;
    unsigned next_count; /* 接下来 */
    const struct label *bring_note;
    const struct field *const *pages;
    const unsigned *page_fields;
    unsigned page_count; /* pages[i][0..page_fields[i]) */
    const struct material *materials;
    unsigned material_count;
    bool signature, needs_line;
    bool fallback;          /* offered where a question came to nothing, and nowhere else */
    bool photo;             /* wants the photo of the card as well; of what is stored and sent only */
    struct label statement; /* what is signed, in one sentence */
    const struct label *statement_lines;
    unsigned statement_line_count;   /* the rest of it, behind 看全文; 0: the sentence is all */
    const struct delivery *delivery; /* NULL: nothing to hand over */
    const struct payment *payment;   /* NULL: nothing to pay */
    struct label occasion;           /* of a bundle, in a word: 退休 */
    const struct bundle_part *parts; /* of a bundle: what it does at once */
    unsigned part_count;             /* 0: no bundle */
};
struct category {
    const char *code;
    struct label name;
};
struct catalog {
    const struct service *const *services;
    unsigned service_count;         /* in the order of home */
    const struct service *fallback; /* NULL: none. Not among the services: no tile, no search leads to it */
    const struct category *categories;
    unsigned category_count;
};
const char *service_kind_name(enum service_kind kind); /* as the file and the record say it */
/* An application, a report or a bundle: stored here, and sent when there is a line. */
bool service_is_stored(const struct service *service);
/* A vote or a booking: one of what the platform offers now is picked and handed back; needs the line. */
bool service_is_picked(const struct service *service);
/* What is picked is a time to come; its pages and papers are asked and told as an application's are. */
bool service_is_booked(const struct service *service);
/* Asked of the platform, for somebody: when no answer comes, one may leave a number (fallback). */
bool service_has_answer(const struct service *service);
/* All but a report: who asks must be known by the card. */
bool service_needs_person(const struct service *service);
/* Of the catalog, of the record and of the widget: post, collect, agent. */
const char *delivery_name(enum delivery_kind kind);
/* The pages of the form and, behind them, those of the ways of delivery. */
unsigned service_all_pages(const struct service *service);
/* NULL when there is none of that code or name, the fallback's included; `page` may be NULL. Fields of
 * delivery are found, too. */
const struct service *catalog_find(const struct catalog *catalog, const char *code);
bool catalog_asks(const struct catalog *catalog, enum field_type type); /* some service of it, somewhere */
const struct field *service_field(const struct service *service, const char *name, unsigned *page);
