/* Every screen, in both languages and both sizes: ids, buttons, labels, masks, tone of voice. */
#include "room.h"
#include "ui/voice_script.h"

static const char *const personal[] = {"赵春梅", "341199194403120061",   "19900000077",  "6217009900000099",
                                       "501",    "341199 19440312 0061", "199 0000 0077"};

typedef void check_call(struct room *room, const char *name);

static void everywhere(struct room *room, check_call *check)
{
    unsigned count;
    const struct preview *previews = screens_previews(&count);
    assert_true(count > STEP_COUNT);
    for (unsigned i = 0; i < count; i++)
        for (int language = 0; language < LANGUAGE_COUNT; language++)
            for (int large = 0; large < 2; large++) {
                room_fill(room, &previews[i], (enum language)language, large);
                check(room, previews[i].name);
            }
}

static void check_ids(struct room *room, const char *name)
{
    for (unsigned i = 0; i < room->page->count; i++) {
        const struct widget *w = &room->page->widgets[i];
        if (w->id[0] && page_find(room->page, w->id) != w)
            fail_msg("%s: two widgets are %s", name, w->id);
    }
}

/* Two of one name are looked at twice, and what one may differ in is lost. */
static void preview_names_are_unique(void **state)
{
    (void)state;
    unsigned count;
    const struct preview *previews = screens_previews(&count);
    for (unsigned i = 0; i < count; i++)
        for (unsigned k = 0; k < i; k++)
            if (strcmp(previews[i].name, previews[k].name) == 0)
                fail_msg("two previews are %s", previews[i].name);
}

/* Whoever stands behind the picture of a person has been read from a card. */
static void check_person(struct room *room, const char *name)
{
    if (room->s->identified && !room->s->person.name[0])
        fail_msg("%s: identified, and nobody's name: no visit is like that", name);
}

static void whoever_is_known_has_a_name(void **state)
{
    everywhere(*state, check_person);
}

static void ids_are_unique(void **state)
{
    everywhere(*state, check_ids);
}

static void check_voice(struct room *room, const char *name)
{
    const struct widget *voice = page_find(room->page, "voice");
    if (page_find(room->page, "large_font") && !voice)
        fail_msg("%s: the letters can be switched and the voice cannot", name);
    bool offered = home_offers_voice(room->s);
    if (voice && voice->place != (offered ? PLACE_ACTIONS : PLACE_HEADER))
        fail_msg("%s: the voice stands elsewhere than on the other pages", name);
}

/* Also where a keyboard leaves no room for 念给我听, and always in the one place. */
static void the_voice_is_on_every_page(void **state)
{
    everywhere(*state, check_voice);
}

static bool is_main(const struct widget *w)
{
    return w->look == LOOK_MAIN || w->look == LOOK_KEY_GO || w->look == LOOK_TILE_MAIN ||
           w->look == LOOK_DANGER;
}

static void check_main(struct room *room, const char *name)
{
    unsigned all = 0, dialog = 0;
    for (unsigned i = 0; i < room->page->count; i++) {
        const struct widget *w = &room->page->widgets[i];
        all += is_main(w);
        dialog += is_main(w) && w->place == PLACE_DIALOG;
    }
    if (all - dialog > 1 || dialog > 1)
        fail_msg("%s: %u filled buttons", name, all);
}

static void one_main_button(void **state)
{
    everywhere(*state, check_main);
}

static void check_title(struct room *room, const char *name)
{
    if (!room->page->title || !*room->page->title)
        fail_msg("%s: no title", name);
    for (unsigned i = 0; i < room->page->count; i++) {
        const struct widget *w = &room->page->widgets[i];
        bool empty = !w->label[0] && w->id[0];
        if (empty)
            fail_msg("%s: %s has no label", name, w->id);
    }
}

static void everything_has_a_name(void **state)
{
    everywhere(*state, check_title);
}

static bool is_typing(const struct room *room, const struct widget *w)
{
    return w->role == ROLE_FIELD && w->selected && room->s->overlay == OVERLAY_NONE;
}

static void check_masked(struct room *room, const char *name)
{
    for (unsigned i = 0; i < room->page->count; i++) {
        const struct widget *w = &room->page->widgets[i];
        for (unsigned k = 0; k < G_N_ELEMENTS(personal); k++) {
            const char *texts[] = {w->label, w->detail, w->hint, is_typing(room, w) ? "" : w->value};
            for (unsigned t = 0; t < G_N_ELEMENTS(texts); t++)
                if (strstr(texts[t], personal[k]))
                    fail_msg("%s: %s shows %s", name, w->id, personal[k]);
        }
    }
}

static void nothing_personal_is_shown_in_full(void **state)
{
    everywhere(*state, check_masked);
}

static void peeking_shows_all_for_a_while(void **state)
{
    struct room *room = *state;
    unsigned shown = 0;
    room_show(room, "review");
    room->s->peek_until_ms = room->s->now_ms + 1;
    screens_build(room->page, room->s, &room->context);
    for (unsigned i = 0; i < room->page->count; i++)
        for (unsigned k = 0; k < G_N_ELEMENTS(personal); k++)
            shown += strcmp(room->page->widgets[i].value, personal[k]) == 0;
    assert_true(shown >= 4);
    room->s->now_ms++;
    screens_build(room->page, room->s, &room->context);
    check_masked(room, "review after peeking");
}

/* Everything that can be heard of a page: the screen, and each widget the keypad comes to. */
static void check_aloud(struct room *room, const char *name)
{
    const struct page *page = room->page;
    const struct script_view view = {.language = room->s->language, .focus = ""};
    struct script *script = secret_new(sizeof *script);
    if (page_find(page, "peek")) {
        room->s->peek_until_ms = room->s->now_ms + 1;
        screens_build(room->page, room->s, &room->context);
    }
    script_begin(script, view.language);
    script_screen(script, page, &view);
    if (script->count < 2 || script->count == SCRIPT_LINES)
        fail_msg("%s: %u sentences", name, script->count);
    for (unsigned i = 0; i < page->count; i++) {
        unsigned before = script->count;
        if (i == 0)
            before = 0;
        script_widget(script, page, &page->widgets[i], &view);
        if (page->widgets[i].id[0] && script->count == before)
            fail_msg("%s: %s says nothing", name, page->widgets[i].id);
        for (unsigned line = before; line < script->count; line++)
            for (unsigned k = 0; k < G_N_ELEMENTS(personal); k++)
                if (strstr(script_line(script, line), personal[k]) ||
                    strstr(script_line(script, line), "3栋")) /* seen, but not heard */
                    fail_msg("%s: aloud: %s", name, script_line(script, line));
        script_begin(script, view.language);
    }
    secret_free(script);
}

static void nothing_personal_is_said_aloud(void **state)
{
    everywhere(*state, check_aloud);
}

static bool is_heard(const struct script *script, const char *text, enum language language)
{
    enum { SENTENCE = 2048 };
    char said[SENTENCE];
    if (!script_unmask(said, sizeof said, text, language))
        return false;
    for (unsigned i = 0; i < script->count; i++)
        if (strstr(script_line(script, i), said))
            return true;
    return false;
}

/* What only eyes follow: rings and bars that move by themselves, and the bar of steps, which the page begins
 * with. */
static bool is_drawing(const struct widget *w)
{
    return w->look == LOOK_RING || w->look == LOOK_BAR || w->look == LOOK_STEPS;
}

/* What went wrong, and every state the page tells: with the page, if it is not a toast, which comes by
 * itself. */
static void check_states(struct room *room, const char *name)
{
    const struct script_view view = {.language = room->s->language, .headphones = true, .focus = ""};
    struct script *script = secret_new(sizeof *script);
    bool dialog = false;
    script_begin(script, view.language);
    script_screen(script, room->page, &view);
    for (unsigned i = 0; i < room->page->count; i++)
        dialog = dialog || room->page->widgets[i].place == PLACE_DIALOG;
    for (unsigned i = 0; i < room->page->count; i++) {
        const struct widget *w = &room->page->widgets[i];
        bool there = w->place == (dialog ? PLACE_DIALOG : PLACE_BODY) && w->role == ROLE_STATUS;
        if (there && !is_drawing(w) && !is_heard(script, w->label, view.language))
            fail_msg("%s, %s: not heard: %s", name, language_locale(view.language), w->label);
    }
    if (room->s->problem != PROBLEM_NONE && room->s->overlay == OVERLAY_NONE) {
        const char *what = told_problem(room->page, room->s, room->s->problem).what;
        if (!is_heard(script, what, view.language))
            fail_msg("%s, %s: not heard: %s", name, language_locale(view.language), what);
    }
    secret_free(script);
}

static void every_error_and_state_is_heard(void **state)
{
    everywhere(*state, check_states);
}

static void check_actions(struct room *room, const char *name)
{
    for (unsigned i = 0; i < room->page->count; i++) {
        const struct widget *w = &room->page->widgets[i];
        struct session_event event;
        if (!w->id[0] || action_local(w->id))
            continue;
        if (!action_event(w->id, room->s, &event))
            fail_msg("%s: %s means nothing", name, w->id);
        bool pressed = w->enabled && w->focusable;
        if (pressed && room->s->overlay == OVERLAY_NONE && !session_allows(room->s, event.kind))
            fail_msg("%s: %s is offered, and the session does nothing", name, w->id);
    }
}

static void what_can_be_pressed_means_something(void **state)
{
    everywhere(*state, check_actions);
}

static void check_tone(struct room *room, const char *name)
{
    static const char *const never[] = {"失败", "非法", "无效",       "错误",
                                        "异常", "！",   "请稍后再试", "提交成功"};
    for (unsigned i = 0; i < room->page->count; i++)
        for (unsigned k = 0; k < G_N_ELEMENTS(never); k++)
            if (strstr(room->page->widgets[i].label, never[k]) ||
                strstr(room->page->widgets[i].detail, never[k]))
                fail_msg("%s: says %s", name, never[k]);
}

static void nobody_is_blamed(void **state)
{
    everywhere(*state, check_tone);
}

static void every_problem_has_its_sentences(void **state)
{
    struct room *room = *state;
    unsigned count;
    room_fill(room, &screens_previews(&count)[0], LANGUAGE_ZH, false);
    room->s->service = room->catalog->services[0];
    for (int problem = PROBLEM_NONE + 1; problem < PROBLEM_COUNT; problem++) {
        struct told told = told_problem(room->page, room->s, (enum problem)problem);
        assert_true(told.what[0]);
        assert_null(strstr(told.what, "失败"));
    }
}

static bool is_chinese(const char *text)
{
    while (*text) {
        uint32_t c = text_next(&text);
        if (c >= 0x4e00 && c <= 0x9fff)
            return true;
    }
    return false;
}

/* Names of divisions stay Chinese in every language: what stands around them. */
static char *without_names(const struct room *room, const char *text)
{
    struct region list[REGION_LEVELS + 1];
    unsigned n = *room->input->region.at ? input_region_crumbs(room->input, list) : 0;
    GString *rest = g_string_new(text);
    list[n++].name = regions_here(&room->regions);
    for (unsigned i = 0; i < n; i++)
        g_string_replace(rest, list[i].name, "", 0);
    return g_string_free(rest, FALSE);
}

/* What the code itself says; names of the catalog and values of the platform speak for themselves. */
static void check_english(struct room *room, const char *name)
{
    if (room->s->language != LANGUAGE_EN)
        return;
    for (unsigned i = 0; i < room->page->count; i++) {
        const struct widget *w = &room->page->widgets[i];
        bool own = g_str_has_prefix(w->id, "language") || w->place == PLACE_KEYS;
        bool masked = strchr(w->label, '*') != NULL; /* a name stays Chinese */
        g_autofree char *words = without_names(room, w->label);
        own = own || w->look == LOOK_OPTION;
        if (!own && !masked && !w->personal && is_chinese(words))
            fail_msg("%s: no English for %s", name, w->label);
    }
}

static void english_is_complete(void **state)
{
    everywhere(*state, check_english);
}

/* Characters of everyday sentences that Traditional Chinese writes otherwise. */
static const char simplified[] =
    "办们这个来会时对为么没还请钱单话号员码纸张开关门问题间认证边读签写别让给说谁语现样点发过进"
    "远运选动务区医协县听响图场块坏处备复头夹学宁实审将尝层岁币帮库应废录当径态总恶悬惊惯户扫扩"
    "报担择挂换据损数断无旧显晓术机杀权条极构档桥检楼标欢残气汇汉汤沟测济满灭灯灵烦热爱状独环产"
    "电疗监盘确离种积称穷简类粮紧约级纪纲纳线练组细织终经结绝统继续维绿缘缴网罗罚职联聋肃脑脚节"
    "药虑补装见规视览觉触计订训议讯记许设访评识诉词试诚详误课调谢贝负责费资赶车转轮软轻载较输达"
    "迁迟适递遗邻邮钟钮铁银错键长闭闲闻阳阴队阶际陆险随难雾静韩页项顺须顾领频颜飞饭饮馆马驻驾验"
    "骗齐龄";

static bool is_simplified(const char *text)
{
    while (*text) {
        const char *from = text;
        if (text_next(&text) >= 0x4e00 &&
            memmem(simplified, sizeof simplified - 1, from, (size_t)(text - from)))
            return true;
    }
    return false;
}

/* Names, answers and what the configuration or the platform says stay as they were written. */
static bool is_given(const struct room *room, const struct widget *w, const char *text)
{
    const struct case_file *kase = &room->s->kase;
    bool given = w->personal || strchr(text, '*') || (w->look == LOOK_OPTION && text == w->label) ||
                 g_str_has_prefix(w->id, "language") || strcmp(text, kase->result.title[LANGUAGE_ZH]) == 0 ||
                 strcmp(text, kase->result.note[LANGUAGE_ZH]) == 0;
    for (unsigned i = 0; i < kase->result.count; i++)
        given |=
            strcmp(text, kase->result.label[i][LANGUAGE_ZH]) == 0 || strcmp(text, kase->result.value[i]) == 0;
    for (unsigned i = 0; room->s->notices && i < room->s->notices->count; i++) {
        const struct notice *n = &room->s->notices->list[i];
        given |= strstr(n->title.zh, text) || strstr(n->text.zh, text) || strstr(text, n->issuer.zh);
    }
    for (unsigned i = 0; i < kase->offer.plan_count; i++)
        given |= strcmp(text, kase->offer.plan[LANGUAGE_ZH][i]) == 0;
    const struct place_names *place = &room->context.place;
    const char *const names[] = {place->place.zh, place->address.zh, place->hours.zh, place->notice.zh};
    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++)
        given |= names[i] && *names[i] && strstr(text, names[i]);
    return given;
}

static void check_traditional(struct room *room, const char *name)
{
    if (room->s->language != LANGUAGE_ZH_TW)
        return;
    for (unsigned i = 0; i < room->page->count; i++) {
        const struct widget *w = &room->page->widgets[i];
        const char *const texts[] = {w->label, w->detail, w->hint, w->value};
        for (unsigned k = 0; k < G_N_ELEMENTS(texts); k++) {
            g_autofree char *words = without_names(room, texts[k]);
            if (is_simplified(words) && !is_given(room, w, texts[k]))
                fail_msg("%s: not in Traditional Chinese: %s", name, texts[k]);
        }
    }
}

static void traditional_is_complete(void **state)
{
    everywhere(*state, check_traditional);
}

static void check_frame(struct room *room, const char *name)
{
    static const char *const slots[] = {"seated", "help", "sos"};
    (void)name;
    for (unsigned i = 0; i < G_N_ELEMENTS(slots); i++) {
        const struct widget *w = page_find(room->page, slots[i]);
        assert_non_null(w);
        assert_int_equal(w->place, PLACE_FOOTER);
    }
    assert_true(page_find(room->page, "sos")->enabled || room->s->overlay == OVERLAY_EMERGENCY);
}

static void help_is_always_at_hand(void **state)
{
    everywhere(*state, check_frame);
}

static void ids_become_events(void **state)
{
    struct room *room = *state;
    unsigned count;
    struct session_event event;
    room_fill(room, &screens_previews(&count)[1], LANGUAGE_ZH, false);
    const struct service *service = room->catalog->services[0];
    room->s->service = service;
    g_autofree char *id = g_strconcat("service.", service->code, NULL);
    assert_true(action_event(id, room->s, &event));
    assert_int_equal(event.kind, EVENT_SERVICE);
    assert_ptr_equal(event.text, service->code);
    assert_true(action_event("rate.5", room->s, &event));
    assert_int_equal(event.number, 5);
    assert_true(action_event("language.en", room->s, &event));
    assert_int_equal(event.kind, EVENT_LANGUAGE_SET);
    assert_int_equal(event.number, LANGUAGE_EN);
    assert_true(action_event("language.zh_TW", room->s, &event));
    assert_int_equal(event.number, LANGUAGE_ZH_TW);
    assert_false(action_event("language.zh_", room->s, &event));
    assert_true(action_event("category.all", room->s, &event));
    assert_int_equal(event.number, 0);
    assert_true(action_event("edit.signature", room->s, &event));
    assert_string_equal(event.text, "signature");
    static const char *const nothing[] = {
        "",       "rate.", "rate.x", "rate.5x",     "service.none", "choice.a.b", "homes",
        "edit.x", "key.1", "later.", "language.fr", "category.x",   "field.phone"};
    for (unsigned i = 0; i < G_N_ELEMENTS(nothing); i++)
        assert_false(action_event(nothing[i], room->s, &event));
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(preview_names_are_unique),
        cmocka_unit_test(whoever_is_known_has_a_name),
        cmocka_unit_test(ids_are_unique),
        cmocka_unit_test(the_voice_is_on_every_page),
        cmocka_unit_test(one_main_button),
        cmocka_unit_test(everything_has_a_name),
        cmocka_unit_test(nothing_personal_is_shown_in_full),
        cmocka_unit_test(peeking_shows_all_for_a_while),
        cmocka_unit_test(nothing_personal_is_said_aloud),
        cmocka_unit_test(every_error_and_state_is_heard),
        cmocka_unit_test(what_can_be_pressed_means_something),
        cmocka_unit_test(nobody_is_blamed),
        cmocka_unit_test(every_problem_has_its_sentences),
        cmocka_unit_test(english_is_complete),
        cmocka_unit_test(traditional_is_complete),
        cmocka_unit_test(help_is_always_at_hand),
        cmocka_unit_test(ids_become_events),
    };
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}
