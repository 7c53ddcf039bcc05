#include "base/notice.h"

#include <glib.h>
#include <string.h>

#include "base/text.h"

enum { MINUTE_MS = 60000 };

static const char *const kinds[] = {[NOTICE_NEWS] = "notice", [NOTICE_ALERT] = "alert"};

struct notices *notices_new(void)
{
    return g_new0(struct notices, 1);
}

static void words_clear(struct notice_words *words)
{
    g_free(words->zh);
    g_free(words->en);
}

void notice_clear(struct notice *notice)
{
    words_clear(&notice->title);
    words_clear(&notice->text);
    words_clear(&notice->issuer);
    memset(notice, 0, sizeof *notice);
}

void notices_free(struct notices *notices)
{
    for (unsigned i = 0; notices && i < notices->count; i++)
        notice_clear(&notices->list[i]);
    g_free(notices);
}

struct notice *notices_add(struct notices *notices)
{
    return notices->count < NOTICES_MOST ? &notices->list[notices->count++] : NULL;
}

static bool same_words(const struct notice_words *a, const struct notice_words *b)
{
    return g_strcmp0(a->zh, b->zh) == 0 && g_strcmp0(a->en, b->en) == 0;
}

static bool same(const struct notice *a, const struct notice *b)
{
    return strcmp(a->id, b->id) == 0 && a->kind == b->kind && strcmp(a->topic, b->topic) == 0 &&
           same_words(&a->title, &b->title) && same_words(&a->text, &b->text) &&
           same_words(&a->issuer, &b->issuer) && a->published_ms == b->published_ms &&
           a->from_ms == b->from_ms && a->until_ms == b->until_ms;
}

bool notices_same(const struct notices *a, const struct notices *b)
{
    if (!a || !b || a->count != b->count)
        return a == b;
    for (unsigned i = 0; i < a->count; i++)
        if (!same(&a->list[i], &b->list[i]))
            return false;
    return true;
}

static bool is_text(const char *text, size_t least, size_t most)
{
    size_t length = text && text_valid(text, strlen(text)) ? text_length(text) : SIZE_MAX;

    return length >= least && length <= most;
}

static bool are_words(const struct notice_words *words, size_t least, size_t most)
{
    enum { WIDER = 3 }; /* letters to say what a Chinese character says */

    return is_text(words->zh, least, most) && is_text(words->en, 0, most * WIDER);
}

const char *notice_fault(const struct notice *n)
{
    if (!n->id[0] || strspn(n->id, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(n->id))
        return "id is 1 to 40 of a-z, 0-9 and -";
    if (!are_words(&n->title, 1, NOTICE_TITLE) || strchr(n->title.zh, '\n') || strchr(n->title.en, '\n'))
        return "title is one line of 1 to 48 characters";
    if (n->kind == NOTICE_ALERT && !are_words(&n->text, 1, NOTICE_ALERT_TEXT))
        return "the text of an alert is 1 to 120 characters";
    if (!are_words(&n->text, 1, NOTICE_TEXT))
        return "text is 1 to 1200 characters";
    if (!are_words(&n->issuer, 0, NOTICE_ISSUER))
        return "issuer is at most 24 characters";
    if (n->published_ms <= 0 || n->until_ms <= n->from_ms)
        return "until is later than from";
    return NULL;
}

const char *notice_kind_name(enum notice_kind kind)
{
    return kinds[kind];
}

bool notice_kind_parse(const char *name, enum notice_kind *kind)
{
    *kind = strcmp(name, kinds[NOTICE_ALERT]) == 0 ? NOTICE_ALERT : NOTICE_NEWS;
    return strcmp(name, kinds[*kind]) == 0;
}

bool notice_holds(const struct notice *notice, int64_t wall_ms)
{
    return notice->from_ms <= wall_ms && wall_ms < notice->until_ms;
}

const struct notice *notices_find(const struct notices *notices, const char *id)
{
    for (unsigned i = 0; notices && i < notices->count; i++)
        if (strcmp(notices->list[i].id, id) == 0)
            return &notices->list[i];
    return NULL;
}

const struct notice *notices_about(const struct notices *notices, const char *topic, int64_t wall_ms)
{
    for (unsigned i = 0; notices && i < notices->count; i++)
        if (strcmp(notices->list[i].topic, topic) == 0 && notice_holds(&notices->list[i], wall_ms))
            return &notices->list[i];
    return NULL;
}

static unsigned held(const struct notices *notices, enum notice_kind kind, int64_t wall_ms)
{
    unsigned count = 0;

    for (unsigned i = 0; notices && i < notices->count; i++)
        count += notices->list[i].kind == kind && notice_holds(&notices->list[i], wall_ms) ? 1 : 0;
    return count;
}

unsigned notices_turns(const struct notices *notices, int64_t wall_ms)
{
    unsigned alerts = held(notices, NOTICE_ALERT, wall_ms);

    return alerts ? alerts : held(notices, NOTICE_NEWS, wall_ms);
}

const struct notice *notices_now(const struct notices *notices, int64_t wall_ms)
{
    unsigned turns = notices_turns(notices, wall_ms);
    enum notice_kind kind = held(notices, NOTICE_ALERT, wall_ms) ? NOTICE_ALERT : NOTICE_NEWS;
    unsigned turn = turns && wall_ms > 0 ? (unsigned)(wall_ms / MINUTE_MS % turns) : 0;

    for (unsigned i = 0; turns && i < notices->count; i++)
        if (notices->list[i].kind == kind && notice_holds(&notices->list[i], wall_ms) && turn-- == 0)
            return &notices->list[i];
    return NULL;
}
