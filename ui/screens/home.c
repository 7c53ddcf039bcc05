/* Home: one question, the services people come for, and the way to all of them. */
#include <stdio.h>
#include <string.h>

#include "session/request.h"
#include "ui/screens/bundle.h"
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

enum { HOME_TILES = 6, IN_A_ROW = 4 };

/* A service that needs the line keeps its tile and says why it cannot be had now. */
static void tile(struct page *page, const struct session *s, const struct service *service, enum look look)
{
    char id[PAGE_ID];
    snprintf(id, sizeof id, "service.%s", service->code);
    bool here = !service->needs_line || s->health.online || s->practice;
    bool open = request_is_open(s, service);
    const char *line = !session_has_room(s, service) ? _("存满，去窗口")
                       : !here && open               ? _("断网，能留话")
                       : !here                       ? _("断网，办不了")
                       : look == LOOK_TILE_TALL      ? "" /* a small one has room for its name alone */
                                                     : part_label(s, service->line);
    struct widget *w = part_tile(page, look, id, service->icon,
                                 look == LOOK_TILE_TALL ? TONE_NONE : part_tone(service->tint),
                                 part_label(s, service->name), line);
    w->enabled = here || open;
}

/* They have one tile of their own, whatever their number. */
static bool is_bundle(const struct service *service)
{
    return service->kind == SERVICE_BUNDLE;
}

static bool is_community(const struct service *service)
{
    return strcmp(service->category, "community") == 0;
}

/* What the neighbourhood is told now; its page leads on to the others. The place is kept while there is
 * nothing to tell: other pages speak of it. */
static void news(struct page *page, const struct session *s, enum look look)
{
    const struct notice *n = notices_now(s->notices, s->wall_ms);
    if (s->practice)
        return;
    if (!n)
        part_tile(page, look, "", "campaign", TONE_NONE, _("看通知"), _("现在没有通知"))->enabled = false;
    else
        part_tile(page, look, page_format(page, "notice.%s", n->id), "campaign",
                  look == LOOK_TILE_TALL ? TONE_NONE : TONE_SKY, _("看通知"),
                  look == LOOK_TILE_TALL ? "" : notice_words(s, &n->title))
            ->told = true;
}

/* What people come for; in large letters one a row, the community's own behind them, as many pages as it
 * takes. */
static void tiles(struct page *page, const struct session *s)
{
    const struct catalog *catalog = s->catalog;
    unsigned left = s->large ? catalog->service_count : HOME_TILES;
    page_open(page, GROUP_COLUMNS, s->large ? 1 : 2);
    if (s->overlay == OVERLAY_NONE && session_allows(s, EVENT_DRAFT)) {
        part_tile(page, s->large ? LOOK_TILE_WIDE : LOOK_TILE, "draft", "edit_note", TONE_LAMP,
                  _("上回填了一半"), _("按 6 个数字，接着填"));
        left--;
    }
    for (unsigned i = 0; i < catalog->service_count && left > 0; i++) {
        if (is_community(catalog->services[i]) || is_bundle(catalog->services[i]))
            continue;
        tile(page, s, catalog->services[i], s->large ? LOOK_TILE_WIDE : LOOK_TILE);
        left--;
    }
    if (s->large)
        bundle_tile(page, s);
    for (unsigned i = 0; s->large && i < catalog->service_count; i++)
        if (is_community(catalog->services[i]))
            tile(page, s, catalog->services[i], LOOK_TILE_WIDE);
    if (s->large)
        news(page, s, LOOK_TILE_WIDE);
    page_close(page);
}

static void category(struct page *page, const struct session *s, unsigned i)
{
    static const char *const icons[] = {
        "elderly", "medical_services", "credit_card", "description", "volunteer_activism",
        "badge",   "family_restroom",  "house"};
    char id[PAGE_ID];
    snprintf(id, sizeof id, "category.%s", s->catalog->categories[i].code);
    part_tile(page, LOOK_TILE_TALL, id, icons[i], TONE_NONE, part_label(s, s->catalog->categories[i].name),
              "");
}

static void categories(struct page *page, const struct session *s)
{
    unsigned n = s->catalog->category_count < IN_A_ROW ? s->catalog->category_count : IN_A_ROW;
    if (n < 2)
        return;
    page_text(page, LOOK_H2, _("按类找"));
    page_open(page, GROUP_COLUMNS, (int)n);
    for (unsigned i = 0; i < n; i++)
        category(page, s, i);
    page_close(page);
}

/* 社区里的事: small tiles in a row of their own, where the catalog has any; else the categories. */
static void community(struct page *page, const struct session *s)
{
    const struct catalog *catalog = s->catalog;
    unsigned n = 0;
    if (s->large)
        return;
    for (unsigned i = 0; i < catalog->service_count; i++)
        n += is_community(catalog->services[i]);
    if (n == 0) {
        categories(page, s);
        return;
    }
    page_text(page, LOOK_H2, _("社区里的事"));
    bool told = !s->practice;
    unsigned row = MIN(n + (told ? 1 : 0), (unsigned)IN_A_ROW);
    page_open(page, GROUP_COLUMNS, (int)row);
    for (unsigned i = 0, left = row - (told ? 1 : 0); i < catalog->service_count && left > 0; i++)
        if (is_community(catalog->services[i])) {
            tile(page, s, catalog->services[i], LOOK_TILE_TALL);
            if (left-- == row - (told ? 1 : 0)) /* behind the first of them */
                news(page, s, LOOK_TILE_TALL);
        }
    page_close(page);
}

bool home_offers_voice(const struct session *s)
{
    return s->large && s->step == STEP_HOME && s->overlay == OVERLAY_NONE;
}

/* Whoever needs large letters may want to hear them, too: as wide as what there is to choose. */
static void offer_voice(struct page *page, const struct session *s)
{
    if (!home_offers_voice(s))
        return;
    page_place(page, PLACE_ACTIONS);
    struct widget *w = page_button(page, LOOK_SECOND, "voice", _("念给我听"), "volume_up");
    w->selected = s->voice;
    w->grow = true;
}

void screen_home(struct page *page, const struct session *s, const struct screen_context *c)
{
    (void)c;
    bool known = s->identified && !s->practice;
    part_title(page, _("您要办什么事？"),
               s->seated && !known ? _("按钮都放到下面了。再点一次“坐着用”就放回去。")
               : s->large || known ? "" /* the bar greets */
               : s->practice       ? _("挑一件练，点错了不要紧。")
                                   : _("点一下就开始。也可以先刷身份证。"));
    part_problem(page, s);
    tiles(page, s);
    page_open(page, GROUP_ASIDE, 0);
    if (!s->large)
        bundle_tile(page, s);
    community(page, s);
    page_close(page);
    if (s->large) {
        offer_voice(page, s);
        return;
    }
    page_open(page, GROUP_SPREAD, 0);
    page_open(page, GROUP_ROW, 0);
    page_button(page, LOOK_SECOND, "services",
                page_format(page, _("没找到？看全部 %u 件事"), s->catalog->service_count), "search")
        ->grow = true;
    if (!s->practice)
        page_button(page, LOOK_SECOND, "practice", _("练一练"), "school");
    page_close(page);
    page_close(page);
}
