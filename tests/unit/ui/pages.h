/* Example pages of all looks, for the layout and picture tests. Invented people only.
 * Pages belong to the caller.
 * Tests only. */
#pragma once

#include "ui/page.h"

#include <string.h>

static inline void demo_frame(struct page *page, bool inside, bool large)
{
    page_place(page, PLACE_HEADER);
    page_add(page, ROLE_IMAGE, LOOK_MARK, "mark", "邻窗");
    struct widget *w = page_text(page, LOOK_BODY, "高郢社区");
    w->icon = "wifi";
    w->tone = TONE_OK;
    page_text(page, LOOK_CAPTION, large ? "3月18日 09:26" : "3月18日 周三 09:26");
    page_button(page, LOOK_PILL, "large_font", large ? "标准" : "大字", "format_size");
    w = page_button(page, LOOK_PILL, "voice", large ? "念给我听" : "语音", "volume_up");
    w->hint = large ? "语音" : "";
    page_button(page, LOOK_PILL, "language", large ? "EN" : "English", "");
    if (inside) {
        page_place(page, PLACE_BAR);
        w = page_text(page, LOOK_BODY, "高龄津贴申请");
        w->detail = "第 5 步，共 5 步：看一遍，交上去";
        if (!large) {
            w = page_text(page, LOOK_CAPTION, "王*兰");
            w->icon = "person";
        }
        page_button(page, LOOK_SMALL, "exit", "退出", "logout");
        w = page_add(page, ROLE_STATUS, LOOK_STEPS, "", "第 5 步，共 5 步");
        w->number = 5;
        w->total = 5;
    }
    page_place(page, PLACE_FOOTER);
    page_button(page, LOOK_SLOT, "back", "返回", "arrow_back")->enabled = inside;
    page_button(page, LOOK_SLOT, "home", "首页", "home")->enabled = inside;
    page_button(page, LOOK_SLOT, "seated", "坐着用", "accessible");
    page_button(page, LOOK_SLOT_HELP, "help", "找人帮忙", "support_agent");
    page_button(page, LOOK_SLOT_SOS, "sos", "紧急求助", "sos");
}

static inline void demo_tile(struct page *page, enum look look, const char *id, const char *icon,
                             enum tone tone, const char *label, const char *detail)
{
    struct widget *w = page_add(page, ROLE_TILE, look, id, label);
    w->icon = icon;
    w->tone = tone;
    w->detail = detail;
}

static inline void demo_home(struct page *page, bool large)
{
    page_begin(page, "home", "");
    demo_frame(page, false, large);
    page_place(page, PLACE_BODY);
    page_text(page, LOOK_H1, "您要办什么事？");
    page_text(page, LOOK_PLAIN, "点一下就开始。也可以先刷身份证，看看您能办什么。");
    page_open(page, GROUP_COLUMNS, 2);
    demo_tile(page, LOOK_TILE, "service.a", "elderly", TONE_LAMP, "高龄津贴", "满 80 岁可以领");
    demo_tile(page, LOOK_TILE, "service.b", "medical_services", TONE_PINE, "医保缴费", "居民医保、参保查询");
    demo_tile(page, LOOK_TILE, "service.c", "badge", TONE_SKY, "养老金认证", "一年做一次");
    demo_tile(page, LOOK_TILE, "service.d", "credit_card", TONE_MOSS, "社保查询", "看明细、打证明");
    demo_tile(page, LOOK_TILE, "service.e", "house", TONE_BRICK, "居住证明", "当场打印");
    demo_tile(page, LOOK_TILE, "service.f", "volunteer_activism", TONE_PLUM, "困难救助", "低保、临时救助");
    page_close(page);
    demo_tile(page, LOOK_TILE_LAMP, "bundle", "family_restroom", TONE_LAMP, "一件事一次办",
              "退休、新生儿出生、身后事，来一趟全办完");
    page_text(page, LOOK_H2, "社区里的事");
    page_open(page, GROUP_COLUMNS, 4);
    demo_tile(page, LOOK_TILE_TALL, "c.1", "manage_search", TONE_PINE, "查进度", "");
    demo_tile(page, LOOK_TILE_TALL, "c.2", "campaign", TONE_PINE, "看通知", "");
    demo_tile(page, LOOK_TILE_TALL, "c.3", "add_location_alt", TONE_PINE, "报问题", "");
    demo_tile(page, LOOK_TILE_TALL, "c.4", "how_to_vote", TONE_PINE, "投一票", "");
    page_close(page);
    page_button(page, LOOK_SECOND, "services", "没找到？看全部 86 件事", "search");
}

static inline void demo_fact(struct page *page, const char *key, const char *value, const char *edit)
{
    page_open(page, GROUP_ROW, 0);
    struct widget *w = page_add(page, ROLE_TEXT, LOOK_KEY_VALUE, "", key);
    w->value = value;
    w->grow = true;
    w->detail = *edit ? "" : "来自身份证";
    if (*edit)
        page_button(page, LOOK_EDIT, page_format(page, "edit.%s", key), edit, "");
    page_close(page);
}

static inline void demo_review(struct page *page, bool large)
{
    page_begin(page, "review", "");
    demo_frame(page, true, large);
    page_place(page, PLACE_BODY);
    page_open(page, GROUP_ROW, 0);
    page_text(page, LOOK_H1, "看一遍，对不对？")->grow = true;
    page_button(page, LOOK_SMALL, "peek", "看全部", "visibility");
    page_close(page);
    page_text(page, LOOK_LEAD, "旁边可能有人，号码先替您遮住了中间几位。");
    page_text(page, LOOK_H2, "您的信息");
    page_open(page, GROUP_LIST, 0);
    demo_fact(page, "姓名", "王*兰", "");
    demo_fact(page, "身份证", "341***********004X", "");
    demo_fact(page, "手机", "199****0001", "改");
    demo_fact(page, "现在住在", "高郢社区 幸福里小区\n3 栋 2 单元 *** 室", "改");
    page_close(page);
    page_text(page, LOOK_H2, "发钱和材料");
    page_open(page, GROUP_LIST, 0);
    demo_fact(page, "津贴发到", "社保卡 **** 0088", "改");
    demo_fact(page, "材料", "户口本 2 页、社保卡 1 面", "看");
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "submit", "都对，交上去", "check");
}

static inline void demo_form(struct page *page, bool large, bool dialog)
{
    page_begin(page, "form", dialog ? "timeout" : "");
    demo_frame(page, true, large);
    page_place(page, PLACE_BODY);
    page_text(page, LOOK_H1, "您的手机号？");
    page_text(page, LOOK_LEAD, "办好了发短信给您。");
    struct widget *w = page_add(page, ROLE_FIELD, LOOK_NUMBER, "field.phone", "手机号");
    w->value = "199 0000 00";
    w->selected = true;
    w->detail = "还差 2 位";
    page_place(page, PLACE_KEYS);
    page_open(page, GROUP_SIDE, 256);
    page_open(page, GROUP_COLUMNS, 3);
    static const char *const digits[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "X", "0"};
    for (int i = 0; i < 11; i++)
        page_button(page, LOOK_KEY, page_format(page, "key.%s", digits[i]), digits[i], "");
    page_text(page, LOOK_PLAIN, "");
    page_close(page);
    page_open(page, GROUP_STACK, 0);
    page_button(page, LOOK_KEY_FUNCTION, "key.delete", "删一个", "backspace");
    page_button(page, LOOK_KEY_FUNCTION, "key.clear", "全部删掉", "");
    page_button(page, LOOK_KEY_GO, "key.done", "填好了", "")->grow = true;
    page_close(page);
    page_close(page);
    if (!dialog)
        return;
    page_place(page, PLACE_DIALOG);
    w = page_add(page, ROLE_STATUS, LOOK_RING, "", "还有 27 秒");
    w->number = 27;
    w->total = 30;
    page_text(page, LOOK_H1, "您还在吗？");
    page_text(page, LOOK_LEAD, "27 秒后退出，填的内容会从屏幕上清掉。");
    page_open(page, GROUP_ROW, 0);
    page_button(page, LOOK_SECOND, "leave", "退出", "");
    page_button(page, LOOK_MAIN, "stay", "我还在，接着办", "")->grow = true;
    page_close(page);
}

static inline void demo_choice(struct page *page, bool large)
{
    static const char *const answers[] = {"一个人住", "和老伴一起住", "和儿女一起住", "住在养老院", "都不是"};
    page_begin(page, "form", "");
    page_key(page, "choice");
    demo_frame(page, true, large);
    page_place(page, PLACE_BODY);
    page_text(page, LOOK_H1, "您和谁一起住？");
    page_open(page, GROUP_STACK, 0);
    for (int i = 0; i < 5; i++)
        page_add(page, ROLE_CHOICE, LOOK_RADIO, page_format(page, "choice.live.%d", i), answers[i])
            ->selected = i == 1;
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "next", "下一步", "arrow_forward");
}

static inline void demo_standby(struct page *page)
{
    page_begin(page, "standby", "");
    struct widget *w = page_button(page, LOOK_ILLUSTRATION, "start", "点一下屏幕", "touch_app");
    w->detail = "开始办事";
    w->value = "09:26";
    w->hint = "3月18日 星期三";
    page_text(page, LOOK_H2, "高郢社区 · 邻窗");
    page_text(page, LOOK_BODY, "办津贴、缴医保、开证明，一天 24 小时都能办");
    page_place(page, PLACE_FOOTER);
    page_button(page, LOOK_SLOT, "seated", "坐着用", "accessible");
    page_button(page, LOOK_SLOT_HELP, "help", "找人帮忙", "support_agent");
    page_button(page, LOOK_SLOT_SOS, "sos", "紧急求助", "sos");
}

static inline void demo_done(struct page *page, bool large)
{
    page_begin(page, "done", "");
    demo_frame(page, true, large);
    page_place(page, PLACE_BODY);
    struct widget *w = page_add(page, ROLE_HEADING, LOOK_RESULT, "", "交好了");
    w->detail = "县民政局收到了，您不用再来。";
    page_open(page, GROUP_CARD, 0);
    page_text(page, LOOK_NUMBER, "办件编号")->value = "2061 7000 1475";
    page_close(page);
    page_open(page, GROUP_CARD, 0);
    w = page_add(page, ROLE_IMAGE, LOOK_QR, "", "手机扫一扫");
    w->value = "https://example.cn/p/206170001475";
    w->detail = "随时看办到哪一步了";
    page_close(page);
    w = page_add(page, ROLE_STATUS, LOOK_BANNER, "", "正在打印回执，请在屏幕下面取走。");
    w->icon = "print";
    page_text(page, LOOK_H2, "接下来");
    page_open(page, GROUP_STACK, 0);
    page_add(page, ROLE_TEXT, LOOK_TIMELINE, "", "3 月 18 日　收到您的申请")->tone = TONE_OK;
    w = page_add(page, ROLE_TEXT, LOOK_TIMELINE, "", "4 月 16 日前　告诉您结果");
    w->detail = "发短信到 199****0001";
    w->tone = TONE_LAMP;
    page_add(page, ROLE_TEXT, LOOK_TIMELINE, "", "每月 15 日　津贴到社保卡");
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_SECOND, "again", "再办一件", "");
    page_button(page, LOOK_MAIN, "finish", "办完了，退出", "");
}
