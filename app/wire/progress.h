/* What an answer says of the cases of one person: how far each is, and what it still needs.
 * Texts belong to the answer's document; the array of cases is the answer's, freed with it. Pure: any room.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_t;

enum { MESSAGE_CASES = 16, MESSAGE_CASE_STEPS = 8, MESSAGE_CASES_MOST = 10000 };

enum case_state {
    CASE_RECEIVED,
    CASE_REVIEWING,
    CASE_SUPPLEMENT, /* something is missing */
    CASE_APPROVED,
    CASE_REFUSED, /* nothing comes after it, as after CASE_DONE */
    CASE_DONE,
    CASE_STATES
};
struct message_case_step {
    enum case_state state;
    int64_t at_ms;
};
struct message_case {
    const char *number;         /* of the receipt; a bundle's parts share theirs */
    const char *service, *part; /* codes of the catalog; part "" when it is no part */
    const char *name_zh, *name_en, *department_zh, *department_en; /* "" when only the catalog knows */
    const char *about; /* of a request for an answer by message: the service that was asked; "" else */
    const char *what_zh, *what_en,
        *by;          /* while something is missing: what, until which day (YYYY-MM-DD); "" else */
    const char *said; /* else what a worker said of the newest step, as it was written; "" for nothing */
    const char *ereceipt, *ereceipt_url; /* the electronic receipt's number, twenty digits, and its page; ""
                                            where nothing was paid */
    uint32_t amount_fen;                 /* that it is of */
    int64_t at_ms;                       /* handed in */
    struct message_case_step steps[MESSAGE_CASE_STEPS]; /* oldest first */
    size_t step_count;
};
struct message_progress {
    bool told; /* the answer says it, if only that there are none */
    struct message_case *cases;
    size_t count;
    unsigned more; /* older ones that are not in here */
};

/* "cases":[...],"more":N of a whole answer. False when one of them is wrong: then none is to be believed. */
bool message_progress_parse(struct message_progress *out, const struct json_t *answer);
