/* A paper beneath the document camera: what it sees, what to mend, one button; then the page as it was taken,
 * and whether it will do. */
#include "ui/picture.h"
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

static const struct material *paper(const struct session *s)
{
    return &s->service->materials[s->kase.photo.material];
}

static bool is_gone(const struct session *s)
{
    return s->health.camera != DEVICE_READY && s->health.camera != DEVICE_BUSY;
}

/* One thing at a time, what stands in the way most. */
static void says(struct page *page, const struct session *s, enum sight_says sight)
{
    switch (sight) {
    case SIGHT_NO_PAGE:
        part_banner(page, TONE_LAMP, "document_scanner", _("没看到纸"), _("放到台子中间，四个角都露出来。"));
        break;
    case SIGHT_DARK:
        part_banner(page, TONE_LAMP, "lightbulb", _("太暗了"), _("手别挡着光。还暗就叫工作人员。"));
        break;
    case SIGHT_FAR:
        part_banner(page, TONE_LAMP, "document_scanner", _("纸有点远"), _("拿近一点，字才看得清。"));
        break;
    case SIGHT_WELL:
        part_banner(page, TONE_OK, "check_circle", _("看得清，别动纸"), _("点下面的“拍这一页”。"));
        break;
    case SIGHT_NOTHING:
    default:
        part_banner(page, TONE_INFO, "photo_camera", _("正在打开摄像头"), _("只照台子，不照人。"));
        break;
    }
}

static void looking(struct page *page, const struct session *s, const struct screen_sight *sight)
{
    if (is_gone(s))
        part_banner(page, TONE_LAMP, "photo_camera", _("摄像头现在用不了"),
                    _("点“返回”，能后补的先点“回头再补”。"));
    else if (photo_is_full(s))
        part_banner(page, TONE_OK, "check_circle", _("拍够了"), _("要换一张，先点“删掉重拍”。"));
    else if (s->problem)
        part_problem(page, s);
    else if (s->practice)
        part_pretend(page, s, _("练习不拍真的"), _("点“拍这一页”，就当拍好了。"));
    else
        says(page, s, sight->says);
}

static void status(struct page *page, const struct session *s, const struct screen_sight *sight)
{
    if (s->kase.photo.state == PHOTO_LOOKING)
        looking(page, s, sight);
    else if (s->kase.photo.state == PHOTO_TAKING)
        part_banner(page, TONE_INFO, "photo_camera", _("正在拍，别动纸"), "");
    else if (s->kase.photo.edges)
        part_banner(page, TONE_OK, "check_circle", _("拍好了，只留下这一页"), _("旁边的都剪掉了。"));
    else
        part_banner(page, TONE_LAMP, "document_scanner", _("没找到纸边，整张都留下了"),
                    _("字看得清也能用。"));
}

static void buttons(struct page *page, const struct session *s)
{
    page_place(page, PLACE_ACTIONS);
    if (s->kase.photo.state == PHOTO_TAKEN) {
        page_button(page, LOOK_SECOND, "retry", _("重拍"), "replay");
        page_button(page, LOOK_MAIN, "use", _("用这张"), "check");
        return;
    }
    if (s->kase.photo.state == PHOTO_LOOKING && s->kase.materials[s->kase.photo.material].pages > 0)
        page_button(page, LOOK_SECOND, "drop.photos", _("删掉重拍"), "delete");
    page_button(page, LOOK_MAIN, "take", _("拍这一页"), "photo_camera")->enabled =
        session_allows(s, EVENT_TAKE);
}

static const char *lead(struct page *page, const struct session *s)
{
    unsigned pages = s->kase.materials[s->kase.photo.material].pages;

    if (s->kase.photo.state == PHOTO_TAKEN)
        return _("字看得清吗？看不清就重拍。");
    if (photo_is_full(s))
        return page_format(page, _("已经拍好 %u 页。"), pages);
    return pages > 0 ? page_format(page, _("已经拍好 %u 页。还有要拍的，放上来。"), pages)
                     : part_label(s, paper(s)->photo);
}

void screen_camera(struct page *page, const struct session *s, const struct screen_context *c)
{
    if (!s->service || s->kase.photo.material >= s->service->material_count)
        return;
    part_title(page, page_format(page, _("拍%s"), part_label(s, paper(s)->label)), lead(page, s));
    status(page, s, &c->sight);
    struct widget *w = page_add(page, ROLE_LIVE, LOOK_CLIP, "sight", _("摄像头画面"));
    w->icon = s->kase.photo.state == PHOTO_TAKEN ? "description" : "photo_camera";
    w->total = s->large; /* its words take the room */
    w->live = c->sight.picture;
    w->number = c->sight.picture ? c->sight.picture->number : 0;
    buttons(page, s);
}
