#include "session/draft.h"

#include <string.h>

#include "base/bytes.h"
#include "base/secret.h"
#include "session/answers.h"
#include "session/bundle.h"
#include "session/deeds.h"

enum { VERSION = 1, IS_FROM_CARD = 1, IS_TAKEN = 1, IS_LATER = 2 };

static void put_text(struct bytes_writer *w, const char *text)
{
    size_t n = strlen(text);

    bytes_put_be16(w, (uint16_t)n);
    bytes_put(w, text, n);
}

/* Of a bundle, by their codes: the catalog may have others tomorrow. */
static void put_parts(struct bytes_writer *w, const struct session *s)
{
    bytes_put_u8(w, (uint8_t)parts_count(s->kase.parts));
    for (unsigned i = 0; i < s->service->part_count; i++) {
        if (parts_ticked(&s->kase, i))
            put_text(w, s->service->parts[i].code);
    }
}

size_t draft_pack(const struct session *s, uint8_t *to, size_t cap)
{
    struct bytes_writer w = bytes_writer(to, cap);

    bytes_put_u8(&w, VERSION);
    put_text(&w, s->service->code);
    bytes_put_be16(&w, (uint16_t)s->form_page);
    bytes_put_u8(&w, (uint8_t)s->kase.answer_count);
    for (unsigned i = 0; i < s->kase.answer_count; i++) {
        bytes_put_u8(&w, s->kase.answers[i].from_card ? IS_FROM_CARD : 0);
        put_text(&w, s->kase.answers[i].field);
        put_text(&w, s->kase.answers[i].value);
    }
    bytes_put_u8(&w, (uint8_t)s->service->material_count);
    for (unsigned i = 0; i < s->service->material_count; i++) {
        bytes_put_u8(&w, (uint8_t)((s->kase.materials[i].taken ? IS_TAKEN : 0) |
                                   (s->kase.materials[i].later ? IS_LATER : 0)));
        put_text(&w, s->service->materials[i].code);
        put_text(&w, s->kase.materials[i].code);
    }
    if (s->service->part_count > 0)
        put_parts(&w, s);
    return w.bad ? 0 : w.pos;
}

static bool take_text(struct bytes_reader *r, char *to, size_t cap)
{
    size_t n = bytes_be16(r);
    const uint8_t *text = bytes_take(r, n);

    if (text == NULL || n >= cap || memchr(text, 0, n) != NULL)
        return false;
    memcpy(to, text, n);
    to[n] = 0;
    return true;
}

/* Every count and length read once, before anything is changed: a torn draft is none. */
static bool is_whole(struct bytes_reader r, const struct service *service)
{
    for (unsigned left = bytes_u8(&r); left > 0 && !r.bad; left--) {
        bytes_u8(&r);
        bytes_take(&r, bytes_be16(&r));
        bytes_take(&r, bytes_be16(&r));
    }
    for (unsigned left = bytes_u8(&r); left > 0 && !r.bad; left--) {
        bytes_u8(&r);
        bytes_take(&r, bytes_be16(&r));
        bytes_take(&r, bytes_be16(&r));
    }
    for (unsigned left = service->part_count > 0 ? bytes_u8(&r) : 0; left > 0 && !r.bad; left--)
        bytes_take(&r, bytes_be16(&r));
    return !r.bad && bytes_left(&r) == 0;
}

static void take_answers(struct session *s, struct bytes_reader *r)
{
    char name[sizeof s->kase.answers[0].field], value[SESSION_VALUE];

    for (unsigned left = bytes_u8(r); left > 0; left--) {
        bool from_card = (bytes_u8(r) & IS_FROM_CARD) != 0;
        bool well = take_text(r, name, sizeof name) && take_text(r, value, sizeof value);
        const struct field *field = well ? service_field(s->service, name, NULL) : NULL;

        if (field != NULL && !from_card) /* the card that was read now knows better */
            answer_set(&s->kase, field, value, false);
    }
    secret_wipe(value, sizeof value);
}

static void take_papers(struct session *s, struct bytes_reader *r)
{
    char type[8], code[sizeof s->kase.materials[0].code];

    for (unsigned left = bytes_u8(r); left > 0; left--) {
        unsigned how = bytes_u8(r);
        bool well = take_text(r, type, sizeof type) && take_text(r, code, sizeof code);

        for (unsigned i = 0; well && i < s->service->material_count; i++) {
            const struct material *m = &s->service->materials[i];

            if (strcmp(m->code, type) != 0)
                continue;
            s->kase.materials[i].taken = (how & IS_TAKEN) != 0 && code[0] != 0;
            s->kase.materials[i].later = (how & IS_LATER) != 0 && m->later && !s->kase.materials[i].taken;
            secret_copy_text(s->kase.materials[i].code, sizeof s->kase.materials[i].code, code);
        }
    }
    secret_wipe(code, sizeof code);
}

/* What this person may have no longer, or the bundle has not, stays unticked. */
static void take_parts(struct session *s, struct bytes_reader *r)
{
    char code[CATALOG_NAME_BYTES + 1];

    s->kase.parts_told = true;
    for (unsigned left = bytes_u8(r); left > 0; left--) {
        unsigned part = 0;

        if (take_text(r, code, sizeof code) && bundle_find(s->service, code, &part) != NULL &&
            parts_open(s, part))
            s->kase.parts |= 1u << part;
    }
}

/* The page it was left at, or the next one that is asked. */
static unsigned page_from(const struct session *s, unsigned page)
{
    while (page < s->service->page_count && !answer_page_asked(&s->kase, s->service, page))
        page++;
    return page < s->service->page_count ? page : 0;
}

bool draft_unpack(struct session *s, const uint8_t *content, size_t len)
{
    struct bytes_reader r = bytes_reader(content, len);
    char code[64];
    const struct service *service =
        bytes_u8(&r) == VERSION && take_text(&r, code, sizeof code) ? catalog_find(s->catalog, code) : NULL;
    unsigned page = bytes_be16(&r);

    if (service == NULL || !service_is_stored(service) || !service_needs_person(service) ||
        service->fallback || service->page_count == 0 || !is_whole(r, service))
        return false;
    empty_case(s);
    s->service = service;
    take_answers(s, &r);
    take_papers(s, &r);
    if (service->part_count > 0)
        take_parts(s, &r);
    s->form_page = page_from(s, MIN(page, service->page_count - 1));
    return true;
}

bool draft_is_easy(const char *digits, const char *card_number)
{
    bool same = true, up = true, down = true;

    for (unsigned i = 1; digits[0] != 0 && digits[i] != 0; i++) {
        same = same && digits[i] == digits[i - 1];
        up = up && digits[i] == digits[i - 1] + 1;
        down = down && digits[i] == digits[i - 1] - 1;
    }
    return same || up || down || strstr(card_number, digits) != NULL;
}
