/* The letters of the four cards. */
#include "bench.h"
#include "cards.h"
#include "devices/idcard/card_text.h"

static struct id_card parsed(int which)
{
    struct id_card card;
    assert_true(card_text_parse(&card, example_cards[which].text, 256));
    return card;
}

static void a_resident_card(void **unused)
{
    (void)unused;
    struct id_card card = parsed(CN1);
    assert_int_equal(card.type, ID_CARD_RESIDENT);
    assert_string_equal(card.name, "测试甲");
    assert_string_equal(card.sex, "女");
    assert_string_equal(card.ethnic, "汉");
    assert_string_equal(card.birth, "18900101");
    assert_string_equal(card.address, "某省某市某区测试路1号社区2号楼3单元402室");
    assert_string_equal(card.number, "99990118900101002X");
    assert_string_equal(card.issuer, "某市公安局某区分局");
    assert_string_equal(card.from, "20200229");
    assert_string_equal(card.to, "长期");
    assert_true(card_number_right(&card));
    card.number[17] = '1';
    assert_false(card_number_right(&card));
    card = parsed(CN2);
    assert_string_equal(card.name, "测试·买买提");
    assert_string_equal(card.sex, "男");
    assert_string_equal(card.ethnic, "维吾尔");
    assert_string_equal(card.to, "20350101");
}

static void a_card_of_hong_kong_macao_taiwan(void **unused)
{
    (void)unused;
    struct id_card card = parsed(CARD_J);
    assert_int_equal(card.type, ID_CARD_HKMT);
    assert_string_equal(card.name, "測試乙");
    assert_string_equal(card.permit, "H12345678");
    assert_string_equal(card.number, "810000188808080110");
    assert_string_equal(card.ethnic, "");
    assert_true(card_number_right(&card));
}

static void foreign_cards(void **unused)
{
    (void)unused;
    struct id_card card = parsed(CARD_I);
    assert_int_equal(card.type, ID_CARD_FOREIGN_2017);
    assert_string_equal(card.name_en, "SAMPLE, TESTPERSON");
    assert_string_equal(card.name, "测试丙");
    assert_string_equal(card.nationality, "XXA");
    assert_string_equal(card.number, "XXA110189010126");
    assert_string_equal(card.birth, "18890101");
    assert_true(card_number_right(&card));
    card.number[14] = '7';
    assert_false(card_number_right(&card));
    card = parsed(CARD_Y);
    assert_int_equal(card.type, ID_CARD_FOREIGN_2023);
    assert_string_equal(card.name, "测试丁");
    assert_string_equal(card.name_en, "SAMPLE-VERYLONGNAME, TESTPERSON JONATHAN ALEX");
    assert_string_equal(card.number, "911999188511050012");
    assert_string_equal(card.old_number, "XXA110185110514");
    assert_true(card_number_right(&card));
}

static void a_blank_relation_has_no_old_number(void **unused)
{
    (void)unused;
    char old[16];
    assert_false(card_old_number(old, "911999188511050012", "XXA", ""));
    assert_string_equal(old, "");
}

static void a_rare_name_comes_in_surrogates(void **unused)
{
    (void)unused;
    struct id_card card;
    uint8_t text[256];
    memcpy(text, example_cards[CN1].text, sizeof text);
    const uint8_t rare[] = {0x40, 0xD8, 0x0B, 0xDC}; /* U+2000B */
    memcpy(text + 2, rare, sizeof rare);
    assert_true(card_text_parse(&card, text, sizeof text));
    assert_string_equal(card.name, "测𠀋");
    memcpy(text + 4, "\x20\x00", 2); /* half a pair is no character */
    assert_false(card_text_parse(&card, text, sizeof text));
    assert_string_equal(card.number, "");
}

static void what_is_no_card_is_refused(void **unused)
{
    (void)unused;
    struct id_card card;
    uint8_t text[256];
    assert_false(card_text_parse(&card, example_cards[CN1].text, 255));
    for (int i = 0; i < 256; i++)
        text[i] = i % 2 ? 0 : ' ';
    assert_false(card_text_parse(&card, text, sizeof text));
    memcpy(text, example_cards[CN1].text, sizeof text);
    text[36] = 'A'; /* birth */
    assert_false(card_text_parse(&card, text, sizeof text));
}

static void ethnic_groups(void **unused)
{
    (void)unused;
    assert_string_equal(card_ethnic("25"), "水");
    assert_string_equal(card_ethnic("56"), "基诺");
    assert_string_equal(card_ethnic("97"), "其他");
    assert_string_equal(card_ethnic("98"), "外国血统中国籍人士");
    assert_string_equal(card_ethnic("00"), "");
    assert_string_equal(card_ethnic("57"), "");
    assert_string_equal(card_ethnic("1"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_resident_card),
        cmocka_unit_test(a_card_of_hong_kong_macao_taiwan),
        cmocka_unit_test(foreign_cards),
        cmocka_unit_test(a_blank_relation_has_no_old_number),
        cmocka_unit_test(a_rare_name_comes_in_surrogates),
        cmocka_unit_test(what_is_no_card_is_refused),
        cmocka_unit_test(ethnic_groups),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
