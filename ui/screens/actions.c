/* What pressing means: one table from widget ids to the session's events. */
#include <stdlib.h>
#include <string.h>

#include "catalog/bundle.h"
#include "session/answers.h"
#include "ui/screens/screens.h"

enum reads { /* what the rest of the id says */
             READS_NOTHING,
             READS_SERVICE,
             READS_CATEGORY,
             READS_CHOICE,
             READS_WAY,
             READS_PART,
             READS_FIELD,
             READS_CARD,
             READS_NUMBER,
             READS_LANGUAGE,
             READS_NOTICE,
             READS_LESS, /* nothing; the id itself says which way */
             READS_MORE
};

static const struct action {
    const char *id; /* whole, or what it begins with when something is read behind it */
    enum event_kind kind;
    enum reads reads;
} actions[] = {
    {"start", EVENT_START, READS_NOTHING},
    {"home", EVENT_HOME, READS_NOTHING},
    {"to.home", EVENT_HOME, READS_NOTHING},
    {"back", EVENT_BACK, READS_NOTHING},
    {"elsewhere", EVENT_BACK, READS_NOTHING},
    {"next", EVENT_NEXT, READS_NOTHING},
    {"key.done", EVENT_NEXT, READS_NOTHING},
    {"key.unknown", EVENT_NEXT, READS_NOTHING},
    {"exit", EVENT_EXIT, READS_NOTHING},
    {"skip", EVENT_EXIT, READS_NOTHING},
    {"finish", EVENT_FINISH, READS_NOTHING},
    {"again", EVENT_AGAIN, READS_NOTHING},
    {"stay", EVENT_STAY, READS_NOTHING},
    {"help", EVENT_HELP, READS_NOTHING},
    {"sos", EVENT_SOS, READS_NOTHING},
    {"close", EVENT_CLOSE, READS_NOTHING},
    {"call_staff", EVENT_CALL_STAFF, READS_NOTHING},
    {"dial", EVENT_DIAL, READS_NOTHING},
    {"hang_up", EVENT_HANG_UP, READS_NOTHING},
    {"large_font", EVENT_LARGE, READS_NOTHING},
    {"switch.large_font", EVENT_LARGE, READS_NOTHING},
    {"offer.large", EVENT_LARGE, READS_NOTHING},
    {"contrast", EVENT_CONTRAST, READS_NOTHING},
    {"seated", EVENT_SEATED, READS_NOTHING},
    {"switch.seated", EVENT_SEATED, READS_NOTHING},
    {"voice", EVENT_VOICE, READS_NOTHING},
    {"switch.voice", EVENT_VOICE, READS_NOTHING},
    {"voice.slower", EVENT_VOICE_RATE, READS_LESS},
    {"voice.faster", EVENT_VOICE_RATE, READS_MORE},
    {"voice.softer", EVENT_VOICE_VOLUME, READS_LESS},
    {"voice.louder", EVENT_VOICE_VOLUME, READS_MORE},
    {"language", EVENT_LANGUAGE, READS_NOTHING},
    {"language.", EVENT_LANGUAGE_SET, READS_LANGUAGE},
    {"peek", EVENT_PEEK, READS_NOTHING},
    {"services", EVENT_SERVICES, READS_NOTHING},
    {"search", EVENT_SEARCH, READS_NOTHING},
    {"category.", EVENT_CATEGORY, READS_CATEGORY},
    {"service.", EVENT_SERVICE, READS_SERVICE},
    {"edit.", EVENT_EDIT, READS_FIELD},
    {"choice.delivery.", EVENT_WAY, READS_WAY},
    {"choice.", EVENT_ANSWER, READS_CHOICE},
    {"card.", EVENT_ANSWER, READS_CARD},
    {"later.", EVENT_LATER, READS_NUMBER},
    {"pay.later", EVENT_LATER, READS_NOTHING},
    {"answer.later", EVENT_LATER, READS_NOTHING},
    {"retry", EVENT_RETRY, READS_NOTHING},
    {"photo.", EVENT_PHOTO, READS_NUMBER},
    {"take", EVENT_TAKE, READS_NOTHING},
    {"use", EVENT_NEXT, READS_NOTHING},
    {"drop.photos", EVENT_PHOTO_DROP, READS_NOTHING},
    {"ink.undo", EVENT_INK_UNDO, READS_NOTHING},
    {"ink.clear", EVENT_INK_CLEAR, READS_NOTHING},
    {"ink.stamp", EVENT_INK_STAMP, READS_NOTHING},
    {"statement", EVENT_STATEMENT, READS_NOTHING},
    {"ink.mark", EVENT_BY_MARK, READS_NOTHING},
    {"submit", EVENT_SUBMIT, READS_NOTHING},
    {"print", EVENT_PRINT, READS_NOTHING},
    {"print.slip", EVENT_PRINT, READS_MORE},
    {"practice", EVENT_PRACTICE, READS_NOTHING},
    {"practice.end", EVENT_PRACTICE_END, READS_NOTHING},
    {"practice.stop", EVENT_PRACTICE_END, READS_NOTHING},
    {"pretend", EVENT_PRETEND, READS_NOTHING},
    {"drink.", EVENT_DRINK, READS_NUMBER},
    {"exercise.", EVENT_EXERCISE, READS_NUMBER},
    {"guide", EVENT_GUIDE, READS_NOTHING},
    {"pick.", EVENT_PICK, READS_NUMBER},
    {"case.prev", EVENT_PICK, READS_LESS},
    {"case.next", EVENT_PICK, READS_MORE},
    {"part.", EVENT_PART, READS_PART},
    {"plan", EVENT_PLAN, READS_NOTHING},
    {"unbook", EVENT_UNBOOK, READS_NOTHING},
    {"sign", EVENT_SIGN, READS_NOTHING},
    {"sign.again", EVENT_SIGN, READS_NOTHING},
    {"question.", EVENT_GUIDE, READS_NUMBER},
    {"talk", EVENT_TALK, READS_NOTHING},
    {"say.", EVENT_SAY, READS_NUMBER},
    {"notice.", EVENT_NOTICE, READS_NOTICE},
    {"read", EVENT_VOICE, READS_NOTHING},
    {"draft", EVENT_DRAFT, READS_NOTHING},
    {"draft.keep", EVENT_DRAFT_KEEP, READS_NOTHING},
    {"draft.drop", EVENT_DRAFT_DROP, READS_NOTHING},
    {"switch.steady", EVENT_STEADY, READS_NOTHING},
    {"switch.blank", EVENT_BLANK, READS_NOTHING},
    {"blank", EVENT_BLANK, READS_NOTHING},
    {"rate.", EVENT_RATE, READS_NUMBER},
    {"reason.", EVENT_REASON, READS_NUMBER},
};

/* The toolkit and the program do these themselves. */
bool action_local(const char *id)
{
    static const char *const own[] = {"page.prev", "page.next", "cover", "signature", "pad",
                                      "mark",      "paper",     "clip",  "receipt",   "sight"};
    for (unsigned i = 0; i < G_N_ELEMENTS(own); i++)
        if (strcmp(id, own[i]) == 0)
            return true;
    return g_str_has_prefix(id, "field.") || g_str_has_prefix(id, "date.") || g_str_has_prefix(id, "cand.") ||
           g_str_has_prefix(id, "region.") ||
           (g_str_has_prefix(id, "key.") && strcmp(id, "key.done") != 0 && strcmp(id, "key.unknown") != 0);
}

static bool read_number(const char *rest, unsigned *number)
{
    char *end;
    unsigned long n = strtoul(rest, &end, 10);
    *number = (unsigned)n;
    return *rest >= '0' && *rest <= '9' && !*end;
}

/* 0 is all of them. */
static bool read_category(const char *rest, const struct session *s, unsigned *number)
{
    *number = 0;
    if (strcmp(rest, "all") == 0)
        return true;
    for (unsigned i = 0; i < s->catalog->category_count; i++)
        if (strcmp(s->catalog->categories[i].code, rest) == 0) {
            *number = i + 1;
            return true;
        }
    return false;
}

/* NAME.VALUE: both point into the catalog afterwards, for the id dies with its page. */
static bool read_choice(const char *rest, const struct session *s, struct session_event *out)
{
    for (unsigned i = 0; s->service && i < service_all_pages(s->service); i++)
        for (unsigned j = 0; j < s->service->page_fields[i]; j++) {
            const struct field *field = &s->service->pages[i][j];
            size_t n = strlen(field->name);
            if (strncmp(rest, field->name, n) != 0 || rest[n] != '.')
                continue;
            for (unsigned k = 0; k < field->choice_count; k++)
                if (strcmp(field->choices[k].value, rest + n + 1) == 0) {
                    out->text = field->name;
                    out->value = field->choices[k].value;
                    return true;
                }
        }
    return false;
}

static bool read_way(const char *rest, const struct session *s, unsigned *number)
{
    const struct delivery *d = s->service ? s->service->delivery : NULL;
    for (unsigned i = 0; d && i < d->way_count; i++)
        if (strcmp(delivery_name(d->ways[i].kind), rest) == 0) {
            *number = i + 1;
            return true;
        }
    return false;
}

/* The field whose answer shall be what the card says. */
static bool read_card(const char *rest, const struct session *s, struct session_event *out)
{
    const struct field *field = s->service ? service_field(s->service, rest, NULL) : NULL;
    out->text = field ? field->name : NULL;
    out->value = field ? answers_card_says(s, field) : "";
    return *out->value != '\0';
}

/* A field of the form, or what else can be looked at again. */
static bool read_field(const char *rest, const struct session *s, struct session_event *out)
{
    static const char *const others[] = {"materials", "signature", "delivery", "parts"};
    const struct field *field = s->service ? service_field(s->service, rest, &out->number) : NULL;
    out->text = field ? field->name : NULL;
    for (unsigned i = 0; !field && i < G_N_ELEMENTS(others); i++)
        if (strcmp(rest, others[i]) == 0)
            out->text = others[i];
    return out->text != NULL;
}

static bool read_rest(enum reads reads, const char *rest, const struct session *s, struct session_event *out)
{
    const struct service *service;
    const struct notice *notice;
    switch (reads) {
    case READS_NOTHING:
        return !*rest;
    case READS_NUMBER:
        return read_number(rest, &out->number);
    case READS_CATEGORY:
        return read_category(rest, s, &out->number);
    case READS_SERVICE:
        service = catalog_find(s->catalog, rest);
        out->text = service ? service->code : NULL;
        return service != NULL;
    case READS_NOTICE:
        notice = notices_find(s->notices, rest);
        out->text = notice ? notice->id : NULL;
        return notice != NULL;
    case READS_CHOICE:
        return read_choice(rest, s, out);
    case READS_WAY:
        return read_way(rest, s, &out->number);
    case READS_PART:
        return s->service && bundle_find(s->service, rest, &out->number) != NULL;
    case READS_FIELD:
        return read_field(rest, s, out);
    case READS_CARD:
        return read_card(rest, s, out);
    case READS_LESS:
    case READS_MORE:
        out->number = reads == READS_MORE;
        return !*rest;
    case READS_LANGUAGE:
        out->number = language_of_name(rest);
        return out->number < LANGUAGE_COUNT;
    }
    return false;
}

bool action_event(const char *id, const struct session *s, struct session_event *out)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(actions); i++) {
        const struct action *a = &actions[i];
        size_t n = strlen(a->id);
        if (strncmp(id, a->id, n) != 0)
            continue;
        *out = (struct session_event){.kind = a->kind};
        if (read_rest(a->reads, id + n, s, out))
            return true;
    }
    return false;
}
