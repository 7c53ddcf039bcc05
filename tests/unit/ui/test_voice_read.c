/* How sentences are read: words of several readings, bent tones, numbers told and counted, two languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ui/voice_numbers.h"
#include "ui/voice_pinyin.h"
#include "ui/voice_read.h"

struct pair {
    const char *text, *wanted;
};

static void check_pinyin(const struct pair *pairs, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        struct secret_bytes got = {0};
        voice_pinyin(pairs[i].text, &got);
        assert_string_equal(got.data ? (char *)got.data : "", pairs[i].wanted);
        secret_bytes_clear(&got);
    }
}
#define CHECK(check, ...)                                                                                    \
    do {                                                                                                     \
        static const struct pair pairs[] = {__VA_ARGS__};                                                    \
        check(pairs, sizeof pairs / sizeof pairs[0]);                                                        \
    } while (0)

static void one_character_many_readings(void **state)
{
    (void)state;
    CHECK(check_pinyin, {"银行", "yin2 hang2"}, {"自行", "zi4 xing2"},
          {"点一个就行", "dian3 yi2 ge4 jiu4 xing2"}, {"重写", "chong2 xie3"}, {"重要", "zhong4 yao4"},
          {"重庆", "chong2 qing4"}, {"长大", "zhang3 da4"}, {"多长", "duo1 chang2"},
          {"还没交", "hai2 mei2 jiao1"}, {"还款", "huan2 kuan3"}, {"看得见", "kan4 de5 jian4"},
          {"音乐", "yin1 yue4"}, {"快乐", "kuai4 le4"}, {"着火", "zhao2 huo3"},
          {"照着念", "zhao4 zhe5 nian4"}, {"参保", "can1 bao3"}, {"银行卡", "yin2 hang2 ka3"},
          {"女儿", "nv3 er2"}, {"手机", "shou3 ji1"}, {"听到", "ting1 dao4"}, {"关灯", "guan1 deng1"});
}

static void tones_bend(void **state)
{
    (void)state;
    CHECK(check_pinyin, {"您好", "nin2 hao3"}, {"你好", "ni2 hao3"}, {"不对", "bu2 dui4"},
          {"不好", "bu4 hao3"}, {"一个", "yi2 ge4"}, {"一样", "yi2 yang4"}, {"一张", "yi4 zhang1"},
          {"第一步", "di4 yi1 bu4"}, {"十一", "shi2 yi1"}, {"一月一日", "yi1 yue4 yi1 ri4"},
          {"写，九", "xie3, jiu3"}, {"在哪儿？", "zai4 nar3? "},
          {"过一会儿再来", "guo4 yi2 huir4 zai4 lai2"});
}

static void pauses_and_strangers(void **state)
{
    (void)state;
    CHECK(check_pinyin, {"", ""}, {"，。", ""}, {"好，走。", "hao3, zou3. "},
          {"听到“嘀”再拿走", "ting1 dao4 di1 zai4 na2 zou3"}, {"0088", "ling2 ling2 ba1 ba1"},
          {"004X", "ling2 ling2 si4 ai4 ke4 si5"}, {"☺好", "hao3"}, {"\xf0\xa0\x80\x80", "he1"},
          {"㐀", "qiu1"}, {"\xff好", "hao3"});
}

static void long_texts_are_read_whole(void **state)
{
    (void)state;
    struct secret_bytes text = {0}, got = {0};
    for (int i = 0; i < 500; i++)
        secret_bytes_text(&text, "山");
    voice_pinyin((char *)text.data, &got);
    assert_int_equal(got.len, 500 * strlen("shan1 ") - 1);
    secret_bytes_clear(&text);
    secret_bytes_clear(&got);
}

static void check_numbers(const struct pair *pairs, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        struct secret_bytes got = {0};
        voice_numbers(pairs[i].text, LANGUAGE_ZH, &got);
        assert_string_equal(got.data ? (char *)got.data : "", pairs[i].wanted);
        secret_bytes_clear(&got);
    }
}

static void names_are_told_digit_by_digit(void **state)
{
    (void)state;
    CHECK(check_numbers, {"19900000001", "19900000001"}, {"2061 7000 1475", "2061，7000，1475"},
          {"拨 12345", "拨 12345"}, {"120", "120"}, {"502 室", "502 室"}, {"尾号 0088", "尾号 0088"},
          {"尾号 004X", "尾号 004X"}, {"0555-1234567", "0555，1234567"},
          {"341199194403120061", "341199194403120061"}, {"1234567890123 元", "1234567890123 元"});
}

static void quantities_are_counted(void **state)
{
    (void)state;
    CHECK(check_numbers, {"大约 5 分钟", "大约 五 分钟"}, {"还差 2 位", "还差 两 位"},
          {"一共 12 个", "一共 十二 个"}, {"第 2 步，共 5 步", "第 二 步，共 五 步"},
          {"满 80 岁", "满 八十 岁"}, {"400.00 元", "四百 元"}, {"12.50 元", "十二点五 元"},
          {"¥1,200", "¥一千二百"}, {"10006 元", "一万零六 元"}, {"20 个工作日", "二十 个工作日"},
          {"3 栋 2 单元", "三 栋 二 单元"}, {"5%", "百分之五"}, {"24", "二十四"}, {"110 岁", "一百一十 岁"},
          {"0 个", "零 个"}, {"07", "07"});
}

static void times_and_dates(void **state)
{
    (void)state;
    CHECK(check_numbers, {"3 月 18 日 09:41", "三 月 十八 日 九点四十一分"},
          {"8:30 到 17:30", "八点三十分 到 十七点三十分"}, {"2:05", "两点零五分"}, {"8:00", "八点"},
          {"2026-03-18", "2026年三月十八日"}, {"2026 年 2 月", "2026 年 二 月"},
          {"每月 15 日", "每月 十五 日"}, {"2 个月", "两 个月"});
}

static void check_english(const struct pair *pairs, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        struct secret_bytes got = {0};
        voice_numbers(pairs[i].text, LANGUAGE_EN, &got);
        assert_string_equal(got.data ? (char *)got.data : "", pairs[i].wanted);
        secret_bytes_clear(&got);
    }
}

static void english_numbers(void **state)
{
    (void)state;
    CHECK(check_english, {"2061 7000", "2 0 6 1 , 7 0 0 0 "}, {"about 5 minutes", "about 5 minutes"},
          {"18 Mar 09:41", "18 Mar 09:41"}, {"ending in 0088", "ending in 0 0 8 8 "},
          {"Call 12345", "Call 1 2 3 4 5 "});
}

struct heard {
    unsigned count, most;
    char text[512];
};

static bool hear(void *data, enum language language, const char *piece)
{
    struct heard *heard = data;
    g_strlcat(heard->text,
              language == LANGUAGE_ZH   ? "[zh "
              : language == LANGUAGE_UG ? "[ug "
                                        : "[en ",
              sizeof heard->text);
    g_strlcat(heard->text, piece, sizeof heard->text);
    g_strlcat(heard->text, "]", sizeof heard->text);
    return ++heard->count < heard->most;
}

static void pieces_have_a_language(void **state)
{
    (void)state;
    struct heard heard = {.most = 9};
    voice_read("点 English 看", LANGUAGE_ZH, hear, &heard);
    assert_string_equal(heard.text, "[zh dian3][en English ][zh kan4]");
    heard = (struct heard){.most = 9};
    voice_read("尾号 004X，对", LANGUAGE_ZH, hear, &heard);
    assert_string_equal(heard.text, "[zh wei3 hao4 ling2 ling2 si4 ai4 ke4 si5, dui4]");
    heard = (struct heard){.most = 9};
    voice_read("Gaoying 高郢 station", LANGUAGE_EN, hear, &heard);
    assert_string_equal(heard.text, "[en Gaoying ][zh gao1 ying3][en station]");
}

static void uyghur_and_its_chinese(void **state)
{
    (void)state;
    struct heard heard = {.most = 9};
    voice_read("ئىش 高郢 باش، 5", LANGUAGE_UG, hear, &heard);
    assert_string_equal(heard.text, "[ug ئىش ][zh gao1 ying3][ug باش، 5]");
    heard = (struct heard){.most = 9};
    voice_read("12 ئىش", LANGUAGE_ZH, hear, &heard);
    assert_int_equal(heard.count, 2);
}

static void enough_is_enough(void **state)
{
    (void)state;
    struct heard heard = {.most = 1};
    voice_read("一 a b 二 cd 三", LANGUAGE_ZH, hear, &heard);
    assert_int_equal(heard.count, 1);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_character_many_readings),
        cmocka_unit_test(tones_bend),
        cmocka_unit_test(pauses_and_strangers),
        cmocka_unit_test(long_texts_are_read_whole),
        cmocka_unit_test(names_are_told_digit_by_digit),
        cmocka_unit_test(quantities_are_counted),
        cmocka_unit_test(times_and_dates),
        cmocka_unit_test(english_numbers),
        cmocka_unit_test(pieces_have_a_language),
        cmocka_unit_test(uyghur_and_its_chinese),
        cmocka_unit_test(enough_is_enough),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
