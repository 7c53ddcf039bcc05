/* What a person is typing, and the keyboards it is typed with: keys in, text out, and the widgets of the
 * keys. The caller keeps struct input in secret memory and wipes it with input_clear; a changed text becomes
 * an answer at once. Pure: the ui room. */
#pragma once

#include <stdbool.h>

#include "base/day.h"
#include "base/words.h"
#include "ui/input/handwriting.h"
#include "ui/input/pinyin.h"
#include "ui/input/region.h"
#include "ui/page.h"

/* The numbers have a layout of their own; text has planes, the first for Chinese. */
enum input_kind {
    INPUT_NONE,
    INPUT_TEXT,
    INPUT_PHONE,
    INPUT_ID_NUMBER,
    INPUT_BANK_CARD,
    INPUT_AMOUNT,
    INPUT_DATE,
    INPUT_REGION,
    INPUT_CODE /* six digits that nobody shall see */
};
enum date_part { PART_YEAR, PART_MONTH, PART_DAY };
enum input_plane { PLANE_PINYIN, PLANE_LOWER, PLANE_UPPER, PLANE_SIGNS, PLANE_HAND, PLANE_COUNT };
enum {
    INPUT_FIELD = 32,
    INPUT_BYTES = 256,
    INPUT_PHONE_DIGITS = 11,
    INPUT_ID_DIGITS = 18,
    INPUT_BANK_DIGITS = 19,
    INPUT_CODE_DIGITS = 6,
    INPUT_AMOUNT_DIGITS = 11 /* with the point */
};

/* The pad of the hand's plane. It asks whoever can match; the answer comes later, by its number. */
struct input_hand {
    bool absent;    /* nobody here can match: no pad. Kept by input_clear */
    uint32_t asked; /* number of the newest question. Kept, so that no later pad takes an old answer */
    bool due;       /* the ink changed: to be asked about */
    bool waits;     /* asked, and not yet answered */
    bool take;      /* 写好了 came before the answer: its first candidate is meant */
    struct handwriting_ink ink;
    struct handwriting_candidates found;
    struct ink shown; /* the same ink as the page draws it; the page borrows this */
    struct ink_point points[HANDWRITING_POINTS];
};

struct input {
    struct pinyin *pinyin;         /* borrowed, kept by input_clear; NULL: letters stay letters */
    const struct regions *regions; /* the same; NULL: nothing to choose a region from */
    char field[INPUT_FIELD];       /* the question being answered, "" for none */
    enum input_kind kind;
    enum input_plane plane;
    unsigned max; /* characters of text, 0 for as many as fit */
    bool covered; /* 遮住: the digits are masked while typing */
    bool kept; /* the digits were left and come back to, and nothing was changed since: shown as elsewhere */
    bool personal; /* once left the digits are masked */
    bool fresh;    /* as it was found when the question came, nothing was changed since */
    bool spare;    /* the question may stay open: 不知道 is offered beside the digits */
    bool card;     /* the card that was read says something else: 从身份证取 is offered, card.FIELD */
    bool seeks;    /* what is written is looked for: key.done says 找一找, and takes letters as they are */
    bool seated;   /* what stands in the page above may be out of reach */
    bool large;    /* the alphabet in order, instead of a typewriter's rows */
    char text[INPUT_BYTES];
    struct {
        struct day earliest, latest;
        bool vague;          /* year and month will do */
        enum date_part part; /* whose grid is open */
        int decade;          /* 1990: its years are; 0: the decades */
    } date;
    struct {
        enum region_level level;          /* how deep it must go */
        char at[REGION_CODE];             /* whose divisions are offered, "" for the provinces */
        bool finding;                     /* 按拼音找 */
        char letters[REGION_LETTERS + 1]; /* that their names begin with */
    } region;
    char letters[PINYIN_LETTERS + 1]; /* typed, and not yet Chinese */
    unsigned turn;                    /* another number with every change of the candidates */
    struct candidates candidates;
    struct input_hand hand;
};

/* Wipes all but what it borrows, and what of the hand is kept. */
void input_clear(struct input *input);
/* Begins with a question and the answer it has; max characters (0: none of its own). */
void input_start(struct input *input, const char *field, enum input_kind kind, unsigned max,
                 const char *text);
/* The digits stand there from before and are personal: covered until they are asked for or changed. */
void input_resume(struct input *input, bool personal);
/* One key of the screen: key.0..key.9, key.X, key.a, key.space, key.delete, key.clear,
 * key.unknown (不知道: clears, and the session goes on), key.split (分词),
 * cand.N; planes and `cover` as well. True when it was understood; compare text to know whether the answer
 * changed. key.done is the session's, except while letters wait to become Chinese: then it takes the
 * likeliest. */
bool input_key(struct input *input, const char *id);
/* Typed all at once (automation, a keyboard on a wire): characters that do not belong are left out. True when
 * something came in. */
bool input_text(struct input *input, const char *utf8);
/* One character of a keyboard on a wire: letters go through pinyin as on the screen, then a blank takes the
 * first candidate and 1 to 9 the one so numbered. */
bool input_typed(struct input *input, const char *character);
bool input_composes(const struct input *input);
/* After key.done: what was written is whole, so it may be looked for at once. */
bool input_is_sought(const struct input *input);
/* compose.c: the keys that have to do with a composition; false when the key is still to be done. */
bool input_compose(struct input *input, const char *key);
bool input_choose(struct input *input, unsigned candidate);

/* hand.c: the keys of the pad, key.undo (退一笔), key.rewrite (重写), key.done while ink lies there, and its
 * candidates; false when the key is still to be done. */
bool input_hand_key(struct input *input, const char *key);
bool input_hand_choose(struct input *input, unsigned candidate);
/* The finger on the pad: parts of 10,000 of its width and height, and its width in thousandths of its height.
 * A stroke that begins, goes on, has ended. */
void input_hand_pen(struct input *input, const struct ink_point *point, unsigned ratio);
void input_hand_lift(struct input *input);
/* The ink to be asked about now, under the number `hand.asked`; NULL for none. */
const struct handwriting_ink *input_hand_question(struct input *input);
/* The answer to question `number`: an old one changes nothing. True when the text changed. */
bool input_hand_answer(struct input *input, uint32_t number, const struct handwriting_candidates *found);
void input_hand_lost(struct input *input); /* nobody can match: pinyin instead, for good */

/* date.c: boxes and cells, date.year, date.decade.1990, date.year.1998, date.month.9, date.day.12; date.back,
 * date.vague (记不清). False when it is none of them, or not to be chosen now. */
bool input_date(struct input *input, const char *id);
void input_date_limits(struct input *input, struct day earliest, struct day latest, bool vague);
void input_date_start(struct input *input); /* opens the part that is missing */
struct day input_day(const struct input *input);

/* region.c: region.here, region.up.CODE, region.pick.CODE, region.find, and letters while finding. False when
 * it is none of them, or not to be chosen now. */
bool input_region(struct input *input, const char *id);
void input_region_start(struct input *input,
                        enum region_level level); /* stands at the answer, or at this machine */
/* What is offered now, this machine's own place first; the letters that may follow (bit 0: a). */
unsigned input_region_list(const struct input *input, struct region list[REGION_CHILDREN], uint32_t *next);
unsigned input_region_crumbs(const struct input *input,
                             struct region list[REGION_LEVELS]); /* chosen so far */
void input_region_keys(struct page *page, const struct input *input, enum language language);

unsigned input_missing(const struct input *input); /* digits still to come: 还差 2 位; 0 for text, and where
                                                      no fixed number is asked */
bool input_covers(const struct input *input);      /* 遮住 is offered */
/* Digits as they stand in a field of that kind, in groups; other text as it is. */
const char *input_grouped(struct page *page, enum input_kind kind, const char *text);
/* As it stands in the field: digits in groups 6-8-4, 3-4-4, by four, yuan in threes; stars while covered. */
const char *input_shown(struct page *page, const struct input *input);

/* The keys, in PLACE_KEYS: digits, pinyin or letters as kind and plane want. key.done is the page's main
 * button. */
void input_keys(struct page *page, const struct input *input, enum language language);
void input_digits(struct page *page, const struct input *input, enum language language);
void input_dates(struct page *page, const struct input *input, enum language language);
void input_pinyin(struct page *page, const struct input *input, enum language language);
void input_letters(struct page *page, const struct input *input, enum language language);
void input_pad(struct page *page, const struct input *input, enum language language);
/* For the planes of text: opens the grid of large keys; the blank and 填好了. */
void input_alphabet(struct page *page, enum language language);
void input_clear_key(struct page *page, const struct input *input, enum language language); /* 全部删掉 */
void input_last_row(struct page *page, const struct input *input, enum language language);
/* What the main key says: 填好了, or 找一找. */
const char *input_done_label(const struct input *input, enum language language);
