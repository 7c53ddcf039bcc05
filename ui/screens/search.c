/* A service by a word: the field and its keys, then what was found, or that nothing was and what to do. */
#include <string.h>

#include "catalog/search.h"
#include "ui/screens/services.h"
#include "ui/voice_pinyin.h"

#define _(zh) words(s->language, zh)

enum { SHOWN = 128 }; /* of what was found; who wants more writes more */

void part_seek(struct page *page, const struct session *s, const char *label, const char *brief)
{
    struct widget *w = page_button(page, LOOK_SEEK, "search", label, "search");
    w->hint = brief;
    w->enabled = session_allows(s, EVENT_SEARCH);
}

static struct sought sought_by(const struct session *s, const char *text)
{
    return (struct sought){text, s->language, voice_reading};
}

static void rows(struct page *page, const struct session *s, const struct service *const found[], unsigned n)
{
    page_open(page, GROUP_LIST, 0);
    for (unsigned i = 0; i < n; i++) {
        struct widget *w = part_service(page, s, found[i]);
        if (!s->find.shown && w->enabled)
            w->value = ""; /* beside the keys there is room for its name */
    }
    page_close(page);
}

/* What would be found now, so that one sees whether another character is needed; where there is room above
 * the keys the best can be pressed at once. */
static void so_far(struct page *page, const struct session *s, const struct input *input)
{
    enum { BEST = 2 };
    const struct service *found[BEST];
    const char *text = page_format(page, "%s%s", input->text, input->letters);
    const struct sought sought = sought_by(s, text);
    unsigned most = s->large || s->seated ? 0 : BEST, count = search_find(s->catalog, &sought, found, most);
    struct widget *w = page_text(page, LOOK_BODY,
                                 count > most ? page_format(page, _("找到 %u 件，点“找一找”都看看"), count)
                                 : count ? page_format(page, _("找到 %u 件"), count)
                                 : *text ? _("还没找到，接着写，或者换个说法")
                                         : _("写一两个字就行，比如“医保”"));
    w->icon = count ? "check_circle" : "";
    if (count && most)
        rows(page, s, found, MIN(count, most));
}

static void writing(struct page *page, const struct session *s, const struct screen_context *c)
{
    bool ready = c->input && strcmp(c->input->field, "search") == 0;
    part_title(page, _("您要找什么事？"), "");
    struct widget *w = page_add(page, ROLE_FIELD, LOOK_PLAIN, "field.search", _("写您要办的事"));
    w->value = ready ? input_shown(page, c->input) : page_copy(page, s->find.text);
    w->selected = w->personal = true;
    w->error = s->problem != PROBLEM_NONE && strcmp(s->problem_field, "search") == 0;
    if (ready && !s->seated && c->input->plane == PLANE_HAND)
        w->total = FIELD_END_DELETE;
    if (w->error) {
        struct widget *told =
            page_add(page, ROLE_STATUS, LOOK_ERROR, "", told_problem(page, s, s->problem).what);
        told->icon = "error";
        told->error = true;
    } else if (ready) {
        so_far(page, s, c->input);
    }
    if (ready)
        input_keys(page, c->input, s->language);
}

/* As it was written, in whatever script. */
static void what_was_written(struct page *page, const struct session *s)
{
    page_text(page, LOOK_LEAD, page_format(page, _("您写的是“%s”"), s->find.text))->personal = true;
}

static void nothing(struct page *page, const struct session *s, const struct screen_context *c)
{
    part_title(page, _("没找到这件事"), "");
    what_was_written(page, s);
    page_text(page, LOOK_BODY, _("换个说法再找，或者在全部里看一看。也可以问工作人员。"));
    page_open(page, GROUP_COLUMNS, 1);
    part_call(page, LOOK_TILE_WIDE, TONE_PINE, _("问工作人员"), s, c);
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_SECOND, "services", _("看全部"), "");
    page_button(page, LOOK_MAIN, "search", _("换个说法再找"), "search");
}

static void what_was_found(struct page *page, const struct session *s, const struct service *const found[],
                           unsigned count)
{
    part_title(page, page_format(page, _("找到 %u 件"), count), "");
    what_was_written(page, s);
    part_problem(page, s);
    part_seek(page, s, _("不是这些？换个说法再找"), _("换个说法再找"));
    rows(page, s, found, MIN(count, SHOWN));
}

void screen_search(struct page *page, const struct session *s, const struct screen_context *c)
{
    const struct service *found[SHOWN];
    const struct sought sought = sought_by(s, s->find.text);
    unsigned count = s->find.shown ? search_find(s->catalog, &sought, found, SHOWN) : 0;
    page_key(page, s->find.shown ? "found" : "writing");
    if (!s->find.shown)
        writing(page, s, c);
    else if (count == 0)
        nothing(page, s, c);
    else
        what_was_found(page, s, found, count);
}
