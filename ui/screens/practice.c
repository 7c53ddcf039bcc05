/* 练一练: choosing one, as an exercise that cannot go wrong; then any service, with example data. */
#include <stdio.h>

#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

static const char *drink_words(const struct session *s, unsigned drink)
{
    switch (drink) {
    case 1:
        return _("白开水");
    case 2:
        return _("茶");
    default:
        return _("豆浆");
    }
}

static void drinks(struct page *page, const struct session *s)
{
    page_open(page, GROUP_COLUMNS, 1);
    for (unsigned i = 1; i <= SESSION_DRINKS; i++) {
        char id[PAGE_ID];
        snprintf(id, sizeof id, "drink.%u", i);
        page_add(page, ROLE_CHOICE, LOOK_RADIO, id, drink_words(s, i))->selected = s->drink == i;
    }
    page_close(page);
}

static void praise(struct page *page, const struct session *s)
{
    if (s->drink == 0)
        return;
    part_banner(page, TONE_OK, "thumb_up", _("选对了，就是这样点"),
                s->large ? "" : _("选错了不要紧，再点别的就换过来。"));
}

void screen_practice(struct page *page, const struct session *s, const struct screen_context *c)
{
    (void)c;
    part_title(page, _("练一练：选一个"), _("您喜欢喝什么？点一下，框变绿就是选上了。"));
    drinks(page, s);
    praise(page, s);
    if (!s->large) {
        page_text(page, LOOK_H2, _("还可以练"));
        page_open(page, GROUP_COLUMNS, 1);
        part_tile(page, LOOK_TILE_WIDE, "guide", "menu_book", TONE_MOSS, _("头一回用"), _("看四张图就会"));

        page_close(page);
    }
    part_listen(page, s);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "next", _("练一件事"), "arrow_forward");
}
