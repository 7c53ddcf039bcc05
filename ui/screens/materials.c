/* The papers of this service: show the electronic licence's code to the scanner, lay it beneath the camera,
 * or bring it later where that is allowed. */
#include <stdio.h>

#include "session/bundle.h"
#include "ui/picture.h"
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

static void button(struct page *page, const char *what, unsigned i, const char *label, const char *icon,
                   bool selected)
{
    char id[PAGE_ID];

    snprintf(id, sizeof id, "%s.%u", what, i);
    page_button(page, LOOK_SMALL, id, label, icon)->selected = selected;
}

static void ways(struct page *page, const struct session *s, unsigned i)
{
    bool later = s->kase.materials[i].later, pages = s->kase.materials[i].pages > 0;

    if (photo_may(s, i))
        button(page, "photo", i, pages ? _("再拍") : _("拍下来"), "photo_camera", false);
    if (s->service->materials[i].later && !photo_has_paper(&s->kase, i))
        button(page, "later", i, later ? _("记下了") : _("回头再补"), later ? "check" : "schedule", later);
}

static void paper(struct page *page, const struct session *s, unsigned i)
{
    const struct material *m = &s->service->materials[i];
    bool taken = photo_has_paper(&s->kase, i);
    unsigned pages = s->kase.materials[i].pages;
    bool many = photo_may(s, i); /* more ways than stand beside a name in large letters */

    page_open(page, GROUP_ROW, 0);
    struct widget *w = part_fact(page, LOOK_ROW, taken ? "check_circle" : m->icon, part_label(s, m->label),
                                 taken || s->large ? "" : part_label(s, m->hint));
    w->value = pages > 0     ? page_format(page, _("拍好 %u 页"), pages)
               : taken       ? _("收到了")
               : m->later    ? "" /* the button says how it stands */
               : m->required ? _("还没扫")
                             : _("有就扫一下");
    w->tone = taken ? TONE_OK : m->later ? TONE_NONE : TONE_LAMP;
    w->grow = true;
    if (many) {
        page_close(page);
        page_open(page, GROUP_ROW, 0);
        part_fact(page, LOOK_ROW, "", pages > 0 ? _("还有别的页？") : _("没有码？"), "")->grow = true;
    }
    ways(page, s, i);
    page_close(page);
}

/* A paper that is neither here nor put off. */
static bool is_waiting(const struct session *s)
{
    for (unsigned i = 0; i < s->service->material_count && i < SESSION_MATERIALS; i++)
        if (parts_bring(&s->kase, s->service, i) && !photo_has_paper(&s->kase, i) &&
            !s->kase.materials[i].later)
            return true;
    return false;
}

const char *part_papers_taken(struct page *page, const struct session *s)
{
    unsigned taken = 0, later = 0;
    for (unsigned i = 0; i < s->service->material_count && i < SESSION_MATERIALS; i++) {
        if (!parts_bring(&s->kase, s->service, i))
            continue;
        taken += photo_has_paper(&s->kase, i);
        later += s->kase.materials[i].later;
    }
    if (photo_pages(&s->kase) > 0)
        return page_format(page, _("收到 %u 样，拍了 %u 页"), taken, photo_pages(&s->kase));
    return later ? page_format(page, _("收到 %u 样，%u 样回头补"), taken, later)
                 : page_format(page, _("收到 %u 样"), taken);
}

bool part_scans(const struct session *s)
{
    return s->health.scanner == DEVICE_READY || s->health.scanner == DEVICE_BUSY;
}

void part_sight(struct page *page, const struct session *s, const struct screen_context *c)
{
    if (!c->sight.on)
        return;
    struct widget *w =
        page_add(page, ROLE_LIVE, LOOK_CLIP, "sight",
                 c->sight.says == SIGHT_DARK ? _("太暗了，手别挡着光") : _("摄像头开着，把码对准它"));
    w->icon = "qr_code_scanner";
    w->total = 1;
    w->live = c->sight.picture;
    w->number = c->sight.picture ? c->sight.picture->number : 0;
}

/* Absent, stalled, or not for this user to open: no code is asked for then. */
static bool is_blind(const struct session *s)
{
    return !s->practice && !part_scans(s);
}

static void head(struct page *page, const struct session *s, const struct screen_context *c)
{
    if (!is_blind(s))
        part_title(page, _("扫一下电子证照的码"),
                   c->sight.on ? _("在手机上打开证照的码，对准摄像头。")
                               : _("在手机上打开证照的码，对准左边扫码口。"));
    else if (!is_waiting(s))
        part_title(page, _("材料都记好了"), "");
    else
        part_title(page, _("扫码口现在用不了"),
                   session_allows(s, EVENT_PHOTO) ? _("点“拍下来”，用摄像头拍纸的。")
                                                  : _("能后补的先点“回头再补”，或者请工作人员来。"));
}

void screen_materials(struct page *page, const struct session *s, const struct screen_context *c)
{
    if (!s->service)
        return;
    head(page, s, c);
    part_sight(page, s, c);
    page_open(page, GROUP_LIST, 0);
    for (unsigned i = 0; i < s->service->material_count && i < SESSION_MATERIALS; i++)
        if (parts_bring(&s->kase, s->service, i))
            paper(page, s, i);
    page_close(page);
    if (s->problem) {
        part_problem(page, s);
    } else if (s->practice) {
        part_pretend(page, s, _("练习不用真的码"), _("扫码口现在不扫，点“就当扫好了”。"));
    } else if (is_blind(s)) { /* the head says how it is */
    } else if (!is_waiting(s)) {
        part_banner(page, TONE_OK, "check_circle", _("材料都记好了"), "");
    } else if (c->sight.on && (s->large || s->seated)) { /* the picture says it, and takes the room */
    } else if (session_allows(s, EVENT_PHOTO)) {
        part_banner(page, TONE_INFO, "qr_code_scanner", _("扫码、拍照都行"),
                    _("都没带的，能后补的先点“回头再补”。"));
    } else {
        part_banner(page, TONE_INFO, "qr_code_scanner", _("正在等您的码"),
                    _("没有手机也不要紧，能后补的先点“回头再补”。"));
    }
    if (!s->large) {
        page_open(page, GROUP_SPREAD, 0);
        page_text(page, LOOK_CAPTION,
                  page_format(page, _("材料只交给%s，交完就从这台机器上清掉。"),
                              part_label(s, s->service->department)))
            ->icon = "lock";
        page_close(page);
    }
    page_place(page, PLACE_ACTIONS);
    if (s->practice)
        page_button(page, LOOK_SECOND, "pretend", _("就当扫好了"), "qr_code_scanner");
    page_button(page, LOOK_MAIN, "next", s->editing ? _("看好了") : _("下一步"), "arrow_forward");
}
