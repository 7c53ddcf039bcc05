/* Who are you: the card is asked for, or the code of a phone is shown; what was not read, not taken away or
 * not fitting is told in two sentences. */
#include "session/patience.h"
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

enum { TRIES = 3, ASKED_S = ASK_WAIT_MS / SECOND_MS };

/* A code was shown, and the platform is asked who it is. */
static bool asks(const struct session *s)
{
    return s->identity.request != 0;
}

static bool is_social(enum problem problem)
{
    return problem == PROBLEM_SOCIAL_HASTY || problem == PROBLEM_SOCIAL_UNREAD;
}

static bool is_not_read(enum problem problem)
{
    return problem == PROBLEM_CARD_HASTY || problem == PROBLEM_CARD_UNREAD || is_social(problem);
}

/* The slot for social-security cards works; and the other reader does not. */
static bool takes_social(const struct session *s)
{
    return s->health.card == DEVICE_READY || s->health.card == DEVICE_BUSY;
}

static bool takes_social_only(const struct session *s)
{
    return takes_social(s) && s->health.idcard != DEVICE_READY && s->health.idcard != DEVICE_BUSY;
}

/* It was read, and says that this cannot be done: laying it once more changes nothing. */
static bool is_final(enum problem problem)
{
    return problem == PROBLEM_CARD_EXPIRED || problem == PROBLEM_TOO_YOUNG;
}

/* Nothing is known of the code: another one would come to the same. */
static bool is_unheard(enum problem problem)
{
    return problem == PROBLEM_CODE_OFFLINE || problem == PROBLEM_CODE_LATE;
}

/* A code was shown, and it was not known who it is. */
static bool is_of_code(enum problem problem)
{
    return problem == PROBLEM_CODE_UNKNOWN || problem == PROBLEM_CODE_REFUSED || is_unheard(problem);
}

static const char *asks_otherwise(const struct session *s, enum problem problem)
{
    if (is_not_read(problem))
        return _("不想再试？");
    bool id = problem == PROBLEM_NONE || is_of_code(problem);
    return id && !takes_social_only(s) ? _("没带身份证？") : _("还可以这样");
}

static void other_ways(struct page *page, const struct session *s, enum problem problem,
                       const struct screen_context *c)
{
    bool phone = !is_final(problem) && part_scans(s) && !is_unheard(problem);
    /* Large letters leave the room to the picture: then the heading says it. */
    bool brief = phone && s->large && problem == PROBLEM_NONE && !takes_social_only(s);
    page_text(page, LOOK_H2, brief ? _("没带卡？扫手机亮证码") : asks_otherwise(s, problem));
    page_open(page, GROUP_LIST, 0);
    if (phone && !brief) /* nothing to press: it is shown to the scanner */
        part_fact(page, LOOK_ROW, "qr_code_scanner", _("扫手机亮证码"),
                  c->sight.on ? _("对准上面亮着的摄像头") : _("打开亮证码，对准左边扫码口"));
    page_close(page);
    part_call(page, LOOK_TILE_WIDE, TONE_LAMP, is_final(problem) ? _("问工作人员") : _("请工作人员认"), s, c);
}

void part_how(struct page *page, int number, const char *icon, const char *label, const char *detail)
{
    struct widget *w = page_add(page, ROLE_IMAGE, LOOK_HOW, "", label);
    w->detail = page_copy(page, detail);
    w->icon = icon;
    w->number = number;
}

void part_hows_to_lay(struct page *page, const struct session *s)
{
    part_how(page, 1, "credit_card", _("从卡套里拿出来"), "");
    part_how(page, 2, "badge", _("有照片的一面朝上放平"), "");
    part_how(page, 3, "timer", _("放住别动，听到“嘀”再拿"), "");
}

void part_how_to_lay(struct page *page, const struct session *s, bool rows)
{
    page_open(page, rows ? GROUP_LIST : GROUP_COLUMNS, rows ? 0 : PART_PICTURES);
    if (rows) {
        part_fact(page, LOOK_ROW, "credit_card", _("从卡套里拿出来"), "");
        part_fact(page, LOOK_ROW, "badge", _("有照片的一面朝上放平"), "");
        part_fact(page, LOOK_ROW, "timer", _("放住别动，听到“嘀”再拿"), "");
    } else {
        part_hows_to_lay(page, s);
    }
    page_close(page);
}

/* A page with a button at its foot has no room for pictures. */
static void pictures(struct page *page, const struct session *s)
{
    part_how_to_lay(page, s, s->large || s->practice);
}

/* What is left of the answer's time, else of the house's patience; at 0 of that it asks 您还在吗？, and goes
 * on asking with the ring empty. */
static void patience(struct page *page, const struct session *s)
{
    int64_t due = asks(s) ? s->step_due_ms : patience_idle_due(s),
            left = due == 0 ? 0 : MAX(due - s->now_ms, 0);
    int seconds = (int)((left + SECOND_MS - 1) / SECOND_MS);
    struct widget *w =
        page_add(page, ROLE_STATUS, LOOK_RING, "",
                 page_format(page, asks(s) ? _("最多再等 %u 秒") : _("还有 %u 秒"), (unsigned)seconds));
    w->number = seconds;
    w->total = asks(s) ? ASKED_S : (int)(patience_idle_ms(s) / SECOND_MS);
    w->tone = asks(s) ? TONE_OK : w->tone; /* so few seconds are no alarm: they are all there were */
}

/* A camera that looks for codes is on, and shows what it sees. */
static void picture(struct page *page, const struct session *s, const struct screen_context *c)
{
    if (c->sight.on)
        part_sight(page, s, c);
    else
        page_add(page, ROLE_IMAGE, LOOK_ILLUSTRATION, "", _("身份证照片朝上，平放在读卡口"))->icon = "badge";
}

static void how_to_put_in(struct page *page, const struct session *s)
{
    page_open(page, GROUP_LIST, 0);
    part_fact(page, LOOK_ROW, "credit_card", _("芯片那头朝前"), "");
    part_fact(page, LOOK_ROW, "download", _("插到底，别松劲"), "");
    part_fact(page, LOOK_ROW, "timer", _("别动，听到“嘀”再拔"), "");
    page_close(page);
}

static void waiting_for_social(struct page *page, const struct session *s, const struct screen_context *c)
{
    if (asks(s))
        part_title(page, _("正在认您的亮证码"), _("一般几秒钟就好，请等一下。"));
    else
        part_title(page, _("请插一下社保卡"), _("芯片朝前，插进插卡口，听到“嘀”再拔。"));
    if (c->sight.on)
        part_sight(page, s, c);
    else if (!s->large) /* the line above has said it, and there is room for one page only */
        how_to_put_in(page, s);
    page_open(page, GROUP_LIST, 0);
    page_open(page, GROUP_ROW, 0);
    patience(page, s);
    part_fact(page, LOOK_ROW, "credit_card",
              asks(s) ? page_format(page, _("最多等 %u 秒"), ASKED_S) : _("正在等您的社保卡"),
              asks(s) ? _("插社保卡也可以，身份证现在读不了。")
                      : _("身份证现在读不了。数完了，会问您还在不在。"))
        ->total = 1;
    page_close(page);
    page_close(page);
}

/* What the ring counts stands beside it. */
static void waits_for_card(struct page *page, const struct session *s)
{
    const char *what = _("正在等您的身份证"), *more = _("读卡口在屏幕下面，右手边。数完了，会问您还在不在。");
    if (asks(s)) {
        what = page_format(page, _("最多等 %u 秒"), ASKED_S);
        more = _("放身份证也可以，读卡口在屏幕下面，右手边。");
    }
    if (s->health.idcard == DEVICE_BUSY) {
        more = asks(s) ? what : more;
        what = _("正在读，先别拿走");
    }
    page_open(page, GROUP_ROW, 0);
    patience(page, s);
    part_fact(page, LOOK_ROW, "contactless", what, more)->total = 1;
    page_close(page);
}

static void waiting(struct page *page, const struct session *s, const struct screen_context *c)
{
    bool asking = asks(s);
    if (!s->practice && takes_social_only(s)) {
        waiting_for_social(page, s, c);
        return;
    }
    part_title(page, asking ? _("正在认您的亮证码") : _("请刷一下身份证"),
               asking ? _("一般几秒钟就好，请等一下。") : _("平放在下面亮灯的地方，听到“嘀”再拿走。"));
    if (s->practice) { /* nothing waits for it */
        pictures(page, s);
        part_pretend(page, s, _("练习不用真的身份证"), _("读卡口现在不读，点下面的按钮就当放好了。"));
        return;
    }
    picture(page, s, c);
    page_open(page, GROUP_LIST, 0);
    waits_for_card(page, s);
    if (takes_social(s))
        part_fact(page, LOOK_ROW, "credit_card", _("社保卡也行"), _("芯片朝前，插进插卡口，听到“嘀”再拔。"));
    page_close(page);
}

/* After the third try: what came of the call that the machine made by itself. */
static const char *of_call(struct page *page, const struct session *s, const struct screen_context *c)
{
    const char *seen = part_seen_when(page, s, c);
    switch ((int)s->staff_call.state) {
    case CALL_HEARD:
        return seen ? page_format(page, _("已经转告工作人员，%s。"), seen)
                    : _("已经转告工作人员，请等一等。");
    case CALL_ANSWERED:
        return _("工作人员知道了，请等一等。");
    case CALL_UNHEARD:
        return page_format(page, _("没叫到人，请打 %s 或去窗口。"), c->place.phone);
    default:
        return _("正在告诉工作人员，请等一等。");
    }
}

static void again(struct page *page, const struct session *s, enum problem problem,
                  const struct screen_context *c)
{
    page_text(page, LOOK_H2,
              is_social(problem)     ? _("照这样再插一次")
              : is_not_read(problem) ? _("照这样再放一次")
                                     : _("身份证这样放"));
    if (is_social(problem))
        how_to_put_in(page, s);
    else
        pictures(page, s);
    if (s->tries >= TRIES)
        part_banner(page, TONE_LAMP, "support_agent", page_format(page, _("试了 %u 次都没读到"), s->tries),
                    of_call(page, s, c));
    else if (s->tries > 0)
        part_banner(page, TONE_LAMP, "tips_and_updates",
                    page_format(page, _("还能再试 %u 次"), TRIES - s->tries),
                    _("，都不行，会自动告诉工作人员。"))
            ->grow = true;
}

/* What lies there, or is broken, no new try can change; nor what the card itself says. */
static void way_on(struct page *page, const struct session *s, enum problem problem)
{
    bool other = is_of_code(problem) || problem == PROBLEM_SOCIAL_OTHER || problem == PROBLEM_SOCIAL_GUARDED;
    if (!is_final(problem) && !is_not_read(problem) && !other)
        return;
    page_place(page, PLACE_ACTIONS);
    if (is_final(problem)) {
        page_button(page, LOOK_SECOND, "to.home", _("回首页"), "home");
        page_button(page, LOOK_MAIN, "services", _("看看别的事"), "arrow_forward");
    } else {
        bool card = is_not_read(problem);
        page_button(page, LOOK_MAIN, "retry",
                    is_social(problem) ? _("再插一次")
                    : card             ? _("再放一次")
                                       : _("放身份证"),
                    card ? "replay" : "contactless");
    }
}

/* A try that was not read comes first; else what stands in the way already. */
static enum problem problem_now(const struct session *s)
{
    if (s->problem != PROBLEM_NONE || s->practice || asks(s))
        return s->problem;
    if (s->health.card_forgotten)
        return PROBLEM_CARD_FORGOTTEN;
    if (s->health.social_forgotten)
        return PROBLEM_SOCIAL_FORGOTTEN;
    if (s->health.idcard != DEVICE_READY && s->health.idcard != DEVICE_BUSY && !takes_social(s))
        return PROBLEM_READER_GONE;
    return PROBLEM_NONE;
}

void screen_identify(struct page *page, const struct session *s, const struct screen_context *c)
{
    enum problem problem = problem_now(s);
    if (problem == PROBLEM_NONE) {
        waiting(page, s, c);
    } else {
        struct told told = told_problem(page, s, problem);
        struct widget *w = page_add(page, ROLE_HEADING, LOOK_RESULT, "", told.what);
        w->detail = page_copy(page, told.help);
        w->icon = problem == PROBLEM_TOO_YOUNG ? "event_available"
                  : is_of_code(problem)        ? "qr_code_scanner"
                                               : "credit_card_off";
        w->tone = TONE_BAD;
        page->title = w->label;
        if (is_not_read(problem) || (is_of_code(problem) && !s->large))
            again(page, s, problem, c);
    }
    if (!s->practice)
        other_ways(page, s, problem, c);
    if (!s->large && !s->practice && !problem) {
        page_open(page, GROUP_SPREAD, 0);
        page_text(page, LOOK_CAPTION, _("您的信息只用来办这件事，办完就从这台机器上清掉。"))->icon = "lock";
        page_close(page);
    }
    if (s->practice) {
        page_place(page, PLACE_ACTIONS);
        page_button(page, LOOK_MAIN, "pretend", _("就当放好了"), "arrow_forward");
    } else {
        way_on(page, s, problem);
    }
}
