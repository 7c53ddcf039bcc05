/* A region on its page: what was chosen on the way down, this machine's own place, and what lies where one
 * stands. Names stay as they are in every language. */
#include <stdio.h>
#include <string.h>

#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

static void crumbs(struct page *page, const struct session *s, const struct input *input)
{
    struct region list[REGION_LEVELS];
    unsigned n = input_region_crumbs(input, list),
             most = s->large    ? 1
                    : s->seated ? 2
                                : n,
             first = n > most ? n - most : 0;
    for (unsigned i = first; i < n; i++) {
        char id[PAGE_ID];
        snprintf(id, sizeof id, "region.up.%.12s", list[i].code);
        struct widget *w = page_button(page, LOOK_CRUMB, id, list[i].name, "");
        w->number = i > first;
        w->hint = _("点它就能改");
    }
}

/* 新安镇的社区、村; names stay Chinese, so other languages leave it to the box above. */
static const char *heading(struct page *page, const struct session *s, const struct input *input)
{
    struct region list[REGION_LEVELS];
    unsigned n = input_region_crumbs(input, list);
    enum region_level level = region_level(input->region.at);
    const char *what = level == REGION_PROVINCE ? _("市、州")
                       : level == REGION_CITY   ? _("区、县")
                       : level == REGION_COUNTY ? _("街道、乡镇")
                                                : _("社区、村");
    if (!*input->region.at)
        return _("省、自治区、直辖市");
    return n && s->language == LANGUAGE_ZH ? page_format(page, _("%s的%s"), list[n - 1].name, what) : what;
}

static void here(struct page *page, const struct session *s, const struct screen_context *c)
{
    const char *name = regions_here(c->input->regions);
    if (!name)
        return;
    if (g_strcmp0(name, c->place.place.zh) == 0) /* the configuration says it in English, too */
        name = part_label(s, c->place.place);
    page_open(page, GROUP_CARD, TONE_PINE);
    page_open(page, GROUP_ROW, 0);
    struct widget *w = page_text(page, LOOK_BODY, page_format(page, _("这台机器就在 %s"), name));
    w->icon = "place";
    w->grow = true;
    page_button(page, LOOK_SMALL, "region.here", _("就选这里"), "")->tone = TONE_PINE;
    page_close(page);
    page_close(page);
}

static void options(struct page *page, const struct session *s, const struct field *field,
                    const struct input *input)
{
    enum { COLUMNS = 3 };
    struct region list[REGION_CHILDREN];
    uint32_t next;
    unsigned n = input_region_list(input, list, &next);
    bool watched =
        s->overlay == OVERLAY_NONE; /* whoever is asked whether they are still there may have left */
    page_open(page, GROUP_COLUMNS, s->large ? 1 : COLUMNS);
    for (unsigned i = 0; i < n; i++) {
        char id[PAGE_ID];
        snprintf(id, sizeof id, "region.pick.%.12s", list[i].code);
        struct widget *w = page_add(page, ROLE_CHOICE, LOOK_OPTION, id, list[i].name);
        w->selected = watched && strcmp(input->text, list[i].code) == 0;
        w->error = s->problem && strcmp(s->problem_field, field->name) == 0;
        w->personal = field->personal;
        if ((s->large || s->seated) && strcmp(list[i].code, input->regions->here) == 0)
            w->icon = "place";
    }
    page_close(page);
}

/* Above the divisions to choose from. In large letters one thing, seated what there is room for: this
 * machine's own place stands first among the others then. */
static void way(struct page *page, const struct session *s, const struct screen_context *c)
{
    const struct input *input = c->input;
    bool brief = s->large || s->seated;
    page_open(page, GROUP_ROW, 0);
    crumbs(page, s, input);
    if (brief)
        page_button(page, LOOK_MEDIUM, "region.find", _("按拼音找"), "search");
    page_close(page);
    if (brief)
        return;
    page_open(page, GROUP_ROW, 0);
    page_text(page, LOOK_H2, heading(page, s, input))->grow = true;
    page_button(page, LOOK_QUIET, "region.find", _("按拼音找"), "search");
    page_close(page);
    here(page, s, c);
}

void part_region(struct page *page, const struct session *s, const struct field *field,
                 const struct screen_context *c)
{
    const struct input *input = c->input;
    if (!input->regions) {
        part_banner(page, TONE_BAD, "error", _("这台机器上没有地名表。"), _("请找工作人员帮忙。"));
        return;
    }
    page_key(page, input->region.at);
    page_key(page, input->region.finding ? "find" : "pick");
    if (input->region.finding) {
        if (!s->large && !s->seated)
            page_text(page, LOOK_H2, heading(page, s, input));
        options(page, s, field, input);
        return;
    }
    way(page, s, c);
    options(page, s, field, input);
}
