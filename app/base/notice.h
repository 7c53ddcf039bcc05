/* What the neighbourhood is told: notices of the community and alerts of the authorities, with the time in
 * which they hold. Public texts, nobody's data. A list owns its texts and never changes once others read it;
 * notices_free takes NULL. Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum notice_kind { NOTICE_NEWS, NOTICE_ALERT };
enum {
    NOTICE_ID = 41, /* bytes with the NUL: a-z, 0-9, - */
    NOTICE_TOPIC = 16,
    NOTICES_MOST = 20,
    /* Characters. A title has room on the standby picture; an alert is read in one glance, over any page. */
    NOTICE_TITLE = 48,
    NOTICE_TEXT = 1200,
    NOTICE_ALERT_TEXT = 120,
    NOTICE_ISSUER = 24
};

struct notice_words { /* en is "" where nobody wrote it */
    char *zh, *en;
};
struct notice {
    char id[NOTICE_ID];
    enum notice_kind kind;
    char topic[NOTICE_TOPIC]; /* water, power, gas, road, weather, health, safety, meeting, machine; "" none
                                 of them */
    struct notice_words title, text, issuer;
    int64_t published_ms, from_ms, until_ms; /* Unix time; holds from `from` until before `until` */
};
struct notices {
    unsigned count;
    struct notice list[NOTICES_MOST];
};

struct notices *notices_new(void); /* empty */
void notices_free(struct notices *notices);
/* A place for one more, or NULL when it is full: texts put there are owned from then on. */
struct notice *notices_add(struct notices *notices);
void notice_clear(struct notice *notice);
bool notices_same(const struct notices *a, const struct notices *b);

/* Is it complete and within bounds? A sentence that says what is wrong, NULL when it is well. */
const char *notice_fault(const struct notice *notice);
const char *notice_kind_name(enum notice_kind kind); /* notice, alert */
bool notice_kind_parse(const char *name, enum notice_kind *kind);

bool notice_holds(const struct notice *notice, int64_t wall_ms);
/* The first of a topic that holds, NULL: none. `notices` may be NULL. */
const struct notice *notices_about(const struct notices *notices, const char *topic, int64_t wall_ms);
const struct notice *notices_find(const struct notices *notices, const char *id); /* NULL: none, or no list */
/* What stands on the standby picture at that minute: the alerts that hold, one a minute; without alerts the
 * notices, one a minute. NULL when nothing holds. `notices` may be NULL. */
const struct notice *notices_now(const struct notices *notices, int64_t wall_ms);
/* How many of what notices_now takes turns with; 0 when nothing holds. */
unsigned notices_turns(const struct notices *notices, int64_t wall_ms);
