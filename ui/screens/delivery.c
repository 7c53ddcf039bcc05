/* How the finished thing comes to the resident: one of the ways of the service, and what that way asks. */
#include <stdio.h>
#include <string.h>

#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

const char *part_way(const struct session *s, enum delivery_kind kind)
{
    switch (kind) {
    case DELIVERY_POST:
        return _("送到家里");
    case DELIVERY_COLLECT:
        return _("到这个社区来取");
    case DELIVERY_AGENT:
        return _("让别人替我取");
    }
    return "";
}

const char *part_way_chosen(const struct session *s)
{
    const struct delivery_way *way = answers_way(s);
    return way ? part_way(s, way->kind) : _("没填");
}

/* The first field a way asks, or NULL. */
static const struct field *first_of(const struct session *s, const struct delivery_way *way)
{
    return way->page_count ? &s->service->pages[way->first_page][0] : NULL;
}

/* Where it would be sent stands there before it is chosen. */
static const char *address(struct page *page, const struct session *s, const struct delivery_way *way)
{
    const struct field *field = first_of(s, way);
    const struct answer *a = field ? answer_find(&s->kase, field->name) : NULL;
    if (!field)
        return "";
    return part_shown(page, s, mask_of(field), a ? a->value : answers_first(s, field));
}

static void way_choice(struct page *page, const struct session *s, unsigned i)
{
    const struct delivery_way *way = &s->service->delivery->ways[i];
    char id[PAGE_ID];
    snprintf(id, sizeof id, "choice.delivery.%s", delivery_name(way->kind));
    struct widget *w = page_add(page, ROLE_CHOICE, LOOK_RADIO, id, part_way(s, way->kind));
    bool post = way->kind == DELIVERY_POST;
    w->selected = s->kase.way == i + 1;
    w->error = s->problem != PROBLEM_NONE;
    w->personal = post;
    w->detail = post ? address(page, s, way) : part_label(s, way->note);
    if (way->fee_fen)
        w->value = part_yuan(page, way->fee_fen);
    else if (post)
        w->value = _("不收钱");
}

static void change(struct page *page, const struct field *field, const char *label)
{
    char id[PAGE_ID];
    snprintf(id, sizeof id, "edit.%s", field->name);
    page_button(page, LOOK_EDIT, id, label, "");
}

/* Who gets it is who applies; only where to may be another place. */
static void receiver(struct page *page, const struct session *s, const struct delivery_way *way)
{
    const struct field *phone = field_of_type(s->service, FIELD_PHONE, 0);
    const char *name = part_shown(page, s, MASK_NAME, s->person.name),
               *number = phone ? part_answer(page, s, phone, NULL) : "";
    page_open(page, GROUP_LIST, 0);
    page_open(page, GROUP_ROW, 0);
    struct widget *w =
        part_fact(page, LOOK_ROW, s->large ? "" : "local_shipping", page_format(page, _("收件人 %s"), name),
                  *number ? page_format(page, _("手机 %s"), number) : "");
    w->personal = w->grow = true;
    if (first_of(s, way))
        change(page, first_of(s, way), _("改地址"));
    page_close(page);
    page_close(page);
}

/* What was entered for this way, a line each. */
static void details(struct page *page, const struct session *s, const struct screen_context *c,
                    const struct delivery_way *way)
{
    page_open(page, GROUP_LIST, 0);
    for (unsigned i = way->first_page; i < way->first_page + way->page_count; i++)
        for (unsigned j = 0; j < s->service->page_fields[i]; j++) {
            const struct field *field = &s->service->pages[i][j];
            const char *value = part_answer(page, s, field, c);
            if (!*value)
                continue;
            page_open(page, GROUP_ROW, 0);
            struct widget *w = page_add(page, ROLE_TEXT, LOOK_KEY_VALUE, "", part_label(s, field->label));
            w->value = value;
            w->personal = field->personal;
            w->grow = true;
            change(page, field, _("改"));
            page_close(page);
        }
    page_close(page);
}

static bool has_details(const struct session *s, const struct delivery_way *way)
{
    const struct field *field = first_of(s, way);
    return field && *answer_value(&s->kase, field->name);
}

void screen_delivery(struct page *page, const struct session *s, const struct screen_context *c)
{
    if (!s->service || !s->service->delivery)
        return;
    const struct delivery *delivery = s->service->delivery;
    const struct delivery_way *way = answers_way(s);
    part_title(page, part_label(s, delivery->question), s->large ? "" : part_label(s, delivery->lead));
    page_open(page, GROUP_COLUMNS, 1);
    for (unsigned i = 0; i < delivery->way_count; i++)
        way_choice(page, s, i);
    page_close(page);
    if (s->problem != PROBLEM_NONE) {
        struct widget *w =
            page_add(page, ROLE_STATUS, LOOK_ERROR, "", told_problem(page, s, s->problem).what);
        w->icon = "error";
        w->error = true;
    }
    if (way && way->kind == DELIVERY_POST)
        receiver(page, s, way);
    else if (way && has_details(s, way))
        details(page, s, c, way);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "next", s->editing ? _("改好了") : _("下一步"), "arrow_forward");
}
