/* The paper: its order, its variants, and that it says no more than it may. */
#include "room.h"
#include "ui/screens/receipt.h"
#include "ui/voice_script.h"

struct desk {
    struct room *room;
    struct session *s; /* the room's */
    struct receipt *receipt;
};

static int enter(void **state)
{
    struct desk *desk = g_new0(struct desk, 1);
    void *room;
    room_enter(&room);
    desk->room = room;
    desk->s = desk->room->s;
    desk->receipt = secret_new(sizeof *desk->receipt);
    *state = desk;
    return 0;
}

static int leave(void **state)
{
    struct desk *desk = *state;
    void *room = desk->room;
    room_leave(&room);
    secret_free(desk->receipt);
    g_free(desk);
    return 0;
}

static void compose(struct desk *desk, const char *preview, enum language language)
{
    room_show_in(desk->room, preview, language, false);
    assert_true(desk->s->service || desk->s->step == STEP_NOTICE);
    receipt_compose(desk->receipt, desk->s, &desk->room->context);
}

static const char *joined(struct desk *desk, struct script *script, bool headphones, const char *widget)
{
    static char all[SCRIPT_TEXT];
    const struct script_view view = {.language = LANGUAGE_ZH, .headphones = headphones, .focus = ""};
    desk->s->voice = true;
    screens_build(desk->room->page, desk->s, &desk->room->context);
    script_begin(script, LANGUAGE_ZH);
    if (widget)
        script_widget(script, desk->room->page, page_find(desk->room->page, widget), &view);
    else
        script_screen(script, desk->room->page, &view);
    all[0] = '\0';
    for (unsigned i = 0; i < script->count; i++) {
        g_strlcat(all, script_line(script, i), sizeof all);
        g_strlcat(all, "|", sizeof all);
    }
    return all;
}

static void is_among(const char *text, const char *said, const char *where)
{
    char heard[RECEIPT_TEXT];
    assert_true(script_unmask(heard, sizeof heard, text, LANGUAGE_ZH));
    if (!strstr(said, heard))
        fail_msg("%s: on paper, and not heard: %s", where, heard);
}

/* With the page, and where the keypad stands on it: every line, whatever the case came to. */
static void what_it_says_is_heard(void **state)
{
    struct desk *desk = *state;
    struct script *script = secret_new(sizeof *script);
    static const char *const pages[] = {"done",        "done_offline",  "payment_done", "payment_later",
                                        "report_done", "delivery_done", "bundle_done",  "done_heard"};
    for (unsigned i = 0; i < 2 * G_N_ELEMENTS(pages); i++) {
        const char *name = pages[i / 2];
        compose(desk, name, LANGUAGE_ZH);
        const char *said = joined(desk, script, true, i % 2 ? "receipt" : NULL);
        for (unsigned k = 0; k < desk->receipt->count; k++) {
            const struct receipt_block *b = &desk->receipt->blocks[k];
            if (b->kind != RECEIPT_CODE) {
                is_among(b->title, said, name);
                is_among(b->text, said, name);
            }
        }
    }
    secret_free(script);
}

/* An address on it is for one person: others hear that it stands there. */
static void and_no_more_aloud(void **state)
{
    struct desk *desk = *state;
    struct script *script = secret_new(sizeof *script);
    compose(desk, "delivery_done", LANGUAGE_ZH);
    unsigned personal = 0;
    const char *said = joined(desk, script, false, "receipt");
    for (unsigned k = 0; k < desk->receipt->count; k++) {
        const struct receipt_block *b = &desk->receipt->blocks[k];
        personal += b->personal;
        if (b->personal && strlen(b->text) > 24)
            assert_null(strstr(said, b->text));
    }
    assert_true(personal > 2);
    assert_non_null(strstr(said, "姓名，赵某梅"));
    desk->s->voice = false;
    screens_build(desk->room->page, desk->s, &desk->room->context);
    assert_null(page_find(desk->room->page, "receipt"));
    secret_free(script);
}

static const struct receipt_block *block(const struct receipt *receipt, enum receipt_kind kind)
{
    for (unsigned i = 0; i < receipt->count; i++)
        if (receipt->blocks[i].kind == kind)
            return &receipt->blocks[i];
    return NULL;
}

static const char *value(const struct receipt *receipt, const char *key)
{
    for (unsigned i = 0; i < receipt->count; i++)
        if (receipt->blocks[i].kind == RECEIPT_PAIR && strcmp(receipt->blocks[i].title, key) == 0)
            return receipt->blocks[i].text;
    return "";
}

static void an_application_taken_in(void **state)
{
    struct desk *desk = *state;
    compose(desk, "done", LANGUAGE_ZH);
    const struct receipt *r = desk->receipt;
    static const enum receipt_kind order[] = {RECEIPT_HEAD, RECEIPT_RULE, RECEIPT_RESULT, RECEIPT_NUMBER,
                                              RECEIPT_PAIR};
    for (unsigned i = 0; i < G_N_ELEMENTS(order); i++)
        assert_int_equal(r->blocks[i].kind, order[i]);
    assert_string_equal(block(r, RECEIPT_RESULT)->title, "交好了");
    assert_string_equal(block(r, RECEIPT_NUMBER)->text, "2061 7000 1475");
    assert_string_equal(block(r, RECEIPT_CODE)->text, "https://example.invalid/p/206170001475");
    assert_string_equal(value(r, "姓名"), "赵*梅");
    assert_string_equal(value(r, "手机"), "199****0077");
    assert_string_equal(value(r, "时间"), "2026 年 3 月 18 日 09:26");
    assert_non_null(strstr(value(r, "材料"), "（后补）"));
    assert_int_equal(r->blocks[r->count - 1].kind, RECEIPT_CHECK);
    assert_string_equal(r->blocks[r->count - 1].text, "7F3A 91C2 5B0E");
}

static void an_application_saved_for_later(void **state)
{
    struct desk *desk = *state;
    compose(desk, "done_offline", LANGUAGE_ZH);
    const struct receipt *r = desk->receipt;
    assert_string_equal(block(r, RECEIPT_RESULT)->title, "替您存好了");
    bool promised = false, noon = false;
    for (unsigned i = 0; i < r->count; i++) {
        promised |= strstr(r->blocks[i].title, "今天就算您交的") != NULL;
        noon |= strstr(r->blocks[i].title, "3 月 19 日中午") != NULL;
        assert_null(strstr(r->blocks[i].text, "收到了您的申请"));
    }
    assert_true(promised && noon);
    assert_non_null(strstr(value(r, "时间"), "补打"));
    assert_int_equal(r->blocks[r->count - 1].kind, RECEIPT_CHECK);
}

/* The paper about a service tells of nobody, even when somebody is known. */
static void a_page_to_take_home(void **state)
{
    struct desk *desk = *state;
    compose(desk, "service_printed", LANGUAGE_ZH);
    const struct receipt *r = desk->receipt;
    unsigned steps = 0;
    assert_string_equal(block(r, RECEIPT_RESULT)->title, "高龄津贴");
    assert_string_equal(value(r, "多少钱"), "不收钱");
    assert_string_equal(value(r, "姓名"), "");
    for (unsigned i = 0; i < r->count; i++)
        steps += r->blocks[i].kind == RECEIPT_STEP;
    assert_int_equal(steps, 1 + desk->s->service->material_count + desk->s->service->condition_count);
    assert_null(block(r, RECEIPT_NUMBER));
    assert_null(block(r, RECEIPT_CODE));
}

static void a_certificate_can_be_checked(void **state)
{
    struct desk *desk = *state;
    compose(desk, "certificate", LANGUAGE_ZH);
    const char *code = block(desk->receipt, RECEIPT_CODE)->text;
    assert_string_equal(code, desk->s->kase.result.verify); /* whole: a sign less, and it proves nothing */
    assert_true(g_str_has_prefix(code, "https://example.invalid/v/4106759575514056#lcproof:3:"));
    assert_true(strlen(code) > 200);
    assert_string_equal(value(desk->receipt, "参保状态"), "正常参保");
    assert_string_equal(value(desk->receipt, "身份证"), "341***********0061");
    assert_null(block(desk->receipt, RECEIPT_NUMBER));
}

/* An office reads it: in Chinese, also after a visit in English. */
static void a_certificate_keeps_its_form(void **state)
{
    struct desk *desk = *state;
    compose(desk, "certificate", LANGUAGE_EN);
    assert_string_equal(block(desk->receipt, RECEIPT_RESULT)->title, "社保参保证明");
    assert_string_equal(value(desk->receipt, "参保状态"), "正常参保");
    assert_string_equal(value(desk->receipt, "累计缴费"), "84 个月");
    compose(desk, "vote_in", LANGUAGE_EN);
    assert_string_equal(value(desk->receipt, "Vote"), "Shall the compound get a charging shed?");
}

static void a_long_query_keeps_its_end(void **state)
{
    struct desk *desk = *state;
    compose(desk, "result", LANGUAGE_EN);
    assert_string_equal(value(desk->receipt, "2025"), "12 months, ¥7,240.00");
    desk->s->kase.result.count = SESSION_ROWS;
    for (unsigned i = 0; i < SESSION_ROWS; i++) {
        g_strlcpy(desk->s->kase.result.label[i][0], "年", 8);
        g_strlcpy(desk->s->kase.result.value[i], "1", 8);
        desk->s->kase.result.means[i].is = MEANS_AS_TOLD;
    }
    receipt_compose(desk->receipt, desk->s, &desk->room->context);
    unsigned rows = 0, told = 0;
    for (unsigned i = 0; i < desk->receipt->count; i++) {
        const struct receipt_block *b = &desk->receipt->blocks[i];
        rows += b->kind == RECEIPT_PAIR && strcmp(b->text, "1") == 0;
        told += b->kind == RECEIPT_SMALL && strstr(b->text, "24") && strstr(b->text, "64");
    }
    assert_int_equal(rows, 24); /* 12 cm, however long the list is, and the rest is spoken of */
    assert_int_equal(told, 1);
    assert_int_equal(desk->receipt->blocks[desk->receipt->count - 1].kind, RECEIPT_SMALL);
}

/* The platform's own rows say name and number: once on paper, and masked on the screen. */
static void a_certificate_says_them_once(void **state)
{
    struct desk *desk = *state;
    compose(desk, "certificate", LANGUAGE_ZH);
    g_strlcpy(desk->s->kase.result.value[0], desk->s->person.name, sizeof desk->s->kase.result.value[0]);
    g_strlcpy(desk->s->kase.result.value[1], desk->s->person.number, sizeof desk->s->kase.result.value[1]);
    receipt_compose(desk->receipt, desk->s, &desk->room->context);
    unsigned names = 0, numbers = 0, masked = 0;
    for (unsigned i = 0; i < desk->receipt->count; i++) {
        const char *text = desk->receipt->blocks[i].text;
        names += strcmp(text, desk->s->person.name) == 0;
        numbers += strcmp(text, desk->s->person.number) == 0;
        masked += strstr(text, "*") != NULL;
    }
    assert_int_equal(names, 1);
    assert_int_equal(numbers, 1);
    assert_int_equal(masked, 0);
}

static void nothing_on_paper_is_in_full(void **state)
{
    static const char *const previews[] = {"done", "done_offline", "certificate", "result"};
    static const char *const full[] = {"赵春梅", "341199194403120061", "19900000077", "6217009900000099",
                                       "501室"};
    struct desk *desk = *state;
    for (unsigned i = 0; i < G_N_ELEMENTS(previews); i++)
        for (int language = 0; language < LANGUAGE_COUNT; language++) {
            compose(desk, previews[i], (enum language)language);
            desk->s->peek_until_ms = INT64_MAX; /* even while the screen shows all */
            receipt_compose(desk->receipt, desk->s, &desk->room->context);
            for (unsigned k = 0; k < G_N_ELEMENTS(full); k++)
                assert_null(memmem(desk->receipt, sizeof *desk->receipt, full[k], strlen(full[k])));
        }
}

static void a_notice_is_whole_and_nobodys(void **state)
{
    struct desk *desk = *state;
    g_autoptr(GString) paper = g_string_new(NULL), told = g_string_new(NULL);
    compose(desk, "notice_long", LANGUAGE_ZH);
    const struct receipt *r = desk->receipt;
    const struct notice *n = notices_find(desk->s->notices, desk->s->notice);
    assert_string_equal(block(r, RECEIPT_RESULT)->title, n->title.zh);
    assert_non_null(strstr(block(r, RECEIPT_RESULT)->text, "居委会"));
    for (unsigned i = 0; i + 1 < r->count; i++) /* the last says whom to ask */
        if (r->blocks[i].kind == RECEIPT_SMALL)
            g_string_append(paper, r->blocks[i].text);
    for (const char *at = n->text.zh; *at; at++)
        if (*at != '\n')
            g_string_append_c(told, *at);
    assert_string_equal(paper->str, told->str);
    assert_null(block(r, RECEIPT_NUMBER));
    assert_null(block(r, RECEIPT_PAIR));
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_it_says_is_heard),         cmocka_unit_test(and_no_more_aloud),
        cmocka_unit_test(an_application_taken_in),       cmocka_unit_test(an_application_saved_for_later),
        cmocka_unit_test(a_page_to_take_home),           cmocka_unit_test(a_certificate_can_be_checked),
        cmocka_unit_test(a_long_query_keeps_its_end),    cmocka_unit_test(nothing_on_paper_is_in_full),
        cmocka_unit_test(a_certificate_keeps_its_form),  cmocka_unit_test(a_certificate_says_them_once),
        cmocka_unit_test(a_notice_is_whole_and_nobodys),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
