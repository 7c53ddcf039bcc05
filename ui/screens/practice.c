/* 练一练: four exercises that cannot go wrong, each with the part that the real page has: one answer of
 * three, a pad to write on, digits, a card; then any service, with example data. */
#include <stdio.h>

#include "session/practice.h"
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

static bool is_done(const struct session *s)
{
    return s->exercise.state == EXERCISE_DONE;
}

static bool is_missed(const struct session *s)
{
    return s->exercise.state == EXERCISE_MISSED;
}

static struct widget *praise(struct page *page, const struct session *s, const char *label,
                             const char *detail)
{
    return part_banner(page, TONE_OK, "thumb_up", label, s->large ? "" : detail);
}

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
        page_add(page, ROLE_CHOICE, LOOK_RADIO, id, drink_words(s, i))->selected = s->exercise.drink == i;
    }
    page_close(page);
}

/* The other three, by choice; in large letters they come one after the other. */
static void others(struct page *page, const struct session *s)
{
    static const char *const icons[EXERCISE_COUNT] = {"", "draw", "dialpad", "badge"};
    const char *const labels[EXERCISE_COUNT] = {"", _("手写名字"), _("按数字"), _("放身份证")};
    if (s->large)
        return;
    page_text(page, LOOK_H2, _("还可以练"));
    page_open(page, GROUP_COLUMNS, EXERCISE_COUNT - 1);
    for (unsigned i = 1; i < EXERCISE_COUNT; i++) {
        char id[PAGE_ID];
        snprintf(id, sizeof id, "exercise.%u", i);
        part_tile(page, LOOK_TILE_TALL, id, icons[i], TONE_NONE, labels[i], "");
    }
    page_close(page);
}

static void go_on(struct page *page, const struct session *s)
{
    bool last = s->exercise.kind + 1 == EXERCISE_COUNT;
    page_place(page, PLACE_ACTIONS);
    if (s->exercise.kind == EXERCISE_CHOOSE)
        page_button(page, LOOK_SECOND, "services", _("练一件事"), "");
    page_button(page, LOOK_MAIN, "next", last ? _("练一件事") : _("练下一个"), "arrow_forward");
}

static void choosing(struct page *page, const struct session *s, const struct screen_context *c)
{
    (void)c;
    part_title(page, _("练一练：选一个"), _("您喜欢喝什么？点一下，框变绿就是选上了。"));
    drinks(page, s);
    if (s->exercise.drink != 0)
        praise(page, s, _("选对了，就是这样点"), _("选错了不要紧，再点别的就换过来。"));
    others(page, s);
    go_on(page, s);
}

static void pad(struct page *page, const struct session *s, struct ink *ink)
{
    bool empty = s->kase.ink_count == 0;
    struct widget *w = page_add(page, ROLE_CANVAS, LOOK_SIGNATURE, "signature", _("用手指在框里写名字"));
    if (ink) {
        *ink = (struct ink){(const struct ink_point *)(const void *)s->kase.ink, s->kase.ink_count};
        w->ink = ink;
    }
    w->personal = true; /* somebody may write their own */
    w->hint = _("× 写在线上");
    w->value = empty ? "" : _("写了");
    page_open(page, GROUP_ROW, 0);
    page_button(page, LOOK_MEDIUM, "ink.undo", _("退一笔"), "undo")->enabled = !empty;
    page_button(page, LOOK_MEDIUM, "ink.clear", _("重写"), "refresh")->enabled = !empty;
    page_close(page);
}

static void writing(struct page *page, const struct session *s, const struct screen_context *c)
{
    part_title(page, _("练一练：写名字"), "");
    page_text(page, LOOK_H2, _("照着写：张练习"));
    if (is_done(s))
        praise(page, s, _("写得好"), _("签名就是这样写。写的马上就清掉。"));
    else if (is_missed(s))
        part_banner(page, TONE_LAMP, "draw", _("再写几笔"),
                    s->large ? "" : _("用手指在框里写，写大一点没关系。"));
    pad(page, s, c->ink);
    page_place(page, PLACE_ACTIONS);
    if (is_done(s))
        page_button(page, LOOK_MAIN, "next", _("练下一个"), "arrow_forward");
    else
        page_button(page, LOOK_MAIN, "next", _("写好了"), "check");
}

/* Below the digits: how many are missing, or what is amiss. */
static void count(struct page *page, const struct session *s, const struct input *input)
{
    unsigned missing = input_missing(input);
    if (is_missed(s) && !missing) {
        struct widget *w = page_add(page, ROLE_STATUS, LOOK_ERROR, "", _("有一位不一样。点“删一个”，再按。"));
        w->icon = "error";
        w->error = true;
        return;
    }
    struct widget *w = page_text(
        page, LOOK_BODY, missing ? page_format(page, _("还差 %u 位"), missing) : _("看一遍，再点“填好了”"));
    w->icon = missing ? "pin" : "check_circle";
}

static void pressing(struct page *page, const struct session *s, const struct screen_context *c)
{
    const char *example = input_grouped(page, INPUT_PHONE, EXERCISE_DIGITS);
    part_title(page, _("练一练：按数字"), "");
    if (is_done(s)) {
        praise(page, s, _("按得对"), _("手机号、身份证号，都是这样按。"));
        part_fact(page, LOOK_FACT, "dialpad", example, "");
        go_on(page, s);
    } else if (c->input && c->input->kind == INPUT_PHONE) {
        struct widget *w = page_add(page, ROLE_FIELD, LOOK_NUMBER, "field.exercise",
                                    page_format(page, _("照着按：%s"), example));
        w->value = input_shown(page, c->input);
        w->personal = w->selected = true; /* somebody may press their own */
        w->error = is_missed(s) && !input_missing(c->input);
        count(page, s, c->input);
        input_keys(page, c->input, s->language);
    }
}

static void laying(struct page *page, const struct session *s, const struct screen_context *c)
{
    (void)c;
    part_title(page, _("练一练：放身份证"),
               s->large || is_done(s) ? "" : _("真办的时候，放在屏幕下面亮灯的地方。"));
    if (is_done(s)) {
        const char *name = part_shown(page, s, MASK_NAME, practice_person()->name);
        praise(page, s, page_format(page, _("认出来了：%s"), name), _("听到“嘀”，就可以拿走了。"))->personal =
            true; /* as of a card */
        go_on(page, s);
        return;
    }
    part_how_to_lay(page, s, s->large);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "pretend", _("拿一张示范卡"), "badge");
}

void screen_practice(struct page *page, const struct session *s, const struct screen_context *c)
{
    static void (*const exercises[EXERCISE_COUNT])(
        struct page *, const struct session *, const struct screen_context *) = {[EXERCISE_CHOOSE] = choosing,
                                                                                 [EXERCISE_WRITE] = writing,
                                                                                 [EXERCISE_PRESS] = pressing,
                                                                                 [EXERCISE_CARD] = laying};
    static const char *const keys[EXERCISE_COUNT] = {"choose", "write", "press", "card"};
    exercises[s->exercise.kind](page, s, c);
    page_key(page, keys[s->exercise.kind]);
    if (is_done(s))
        page_key(page, "done");
}
