/* Social-security cards: the published commands byte by byte, items as cards fill them, and whole readings of
 * every kind of card, each of which ends, also when answers are cut, overlong, or never content. */
#include "bench.h"
#include "devices/card/social_codec.h"
#include "social_card.h"

static void assert_apdu(struct apdu apdu, const char *bytes, size_t len)
{
    assert_int_equal(apdu.len, len);
    assert_memory_equal(apdu.bytes, bytes, len);
}
#define ASSERT_APDU(apdu, bytes) assert_apdu(apdu, bytes, sizeof(bytes) - 1)

static void commands_are_the_published_ones(void **unused)
{
    (void)unused;
    ASSERT_APDU(apdu_select_environment(),
                "\x00\xA4\x04\x00\x0F\x73\x78\x31\x2E\x73\x68\x2E\xC9\xE7\xBB\xE1\xB1\xA3\xD5\xCF");
    ASSERT_APDU(apdu_select_file(SOCIAL_FILE_CARD, true), "\x00\xA4\x02\x00\x02\xEF\x05");
    ASSERT_APDU(apdu_select_file(SOCIAL_FILE_HOLDER, true), "\x00\xA4\x02\x00\x02\xEF\x06");
    ASSERT_APDU(apdu_select_file(SOCIAL_FILE_HOLDER, false), "\x00\xA4\x00\x00\x02\xEF\x06");
    ASSERT_APDU(apdu_read_item(SOCIAL_NAME, 32), "\x00\xB2\x09\x00\x20");
    ASSERT_APDU(apdu_read_item(SOCIAL_NUMBER, 0), "\x00\xB2\x08\x00\x00");
    ASSERT_APDU(apdu_read_record(2, 0), "\x00\xB2\x02\x04\x00");
    ASSERT_APDU(apdu_get_response(0x20), "\x00\xC0\x00\x00\x20");
}

static void answers_have_two_words_of_status(void **unused)
{
    (void)unused;
    struct apdu_answer answer;
    uint8_t bytes[APDU_ANSWER_MAX + 1] = {0x03, 0x04, 0x33, 0x2E, 0x30, 0x30, 0x90, 0x00};
    assert_true(apdu_answer(&answer, bytes, 8));
    assert_int_equal(answer.sw, 0x9000);
    assert_int_equal(answer.len, 6);
    assert_true(apdu_answer(&answer, bytes + 6, 2));
    assert_int_equal(answer.len, 0);
    assert_false(apdu_answer(&answer, bytes, 1));
    assert_false(apdu_answer(&answer, bytes, 0));
    assert_true(apdu_answer(&answer, bytes, APDU_ANSWER_MAX));
    assert_false(apdu_answer(&answer, bytes, APDU_ANSWER_MAX + 1));
}

static bool item(struct id_card *card, const char *bytes, size_t len)
{
    return social_item(card, (const uint8_t *)bytes, len);
}
#define ITEM(card, bytes) item(card, bytes, sizeof(bytes) - 1)

static void items_are_understood_as_cards_fill_them(void **unused)
{
    (void)unused;
    struct id_card card = {0};
    assert_true(ITEM(&card, "\x09\x06\xC5\xB7\xD1\xF4\xBB\xAA"));
    assert_string_equal(card.name, "欧阳华");
    assert_true(ITEM(&card, "\x09\x08\xC5\xB7\xD1\xF4\x20\x20\x00\xFF"));
    assert_string_equal(card.name, "欧阳");
    assert_true(ITEM(&card, "\x09\x04\x81\x39\xEF\x30")); /* beyond GBK: 㐀, four bytes of GB 18030 */
    assert_true(ITEM(&card, "\x08\x12"
                            "11010519491231002x"));
    assert_string_equal(card.number, "11010519491231002X");
    assert_true(ITEM(&card, "\x0A\x01\x31"));
    assert_string_equal(card.sex, "男");
    assert_true(ITEM(&card, "\x0A\x01\x02"));
    assert_string_equal(card.sex, "女");
    assert_true(ITEM(&card, "\x0B\x01\x11")); /* packed digits */
    assert_string_equal(card.ethnic, "满");
    assert_true(ITEM(&card, "\x0B\x01\x0B")); /* a number */
    assert_string_equal(card.ethnic, "满");
    assert_true(ITEM(&card, "\x0D\x04\x19\x49\x12\x31"));
    assert_string_equal(card.birth, "19491231");
}

static void items_that_are_none_are_refused(void **unused)
{
    (void)unused;
    struct id_card card = {0};
    assert_false(ITEM(&card, ""));
    assert_false(ITEM(&card, "\x09"));
    assert_false(ITEM(&card, "\x09\x00"));
    assert_false(ITEM(&card, "\x09\x07\xC5\xB7\xD1\xF4\xBB\xAA"));
    assert_false(ITEM(&card, "\x09\x03\x00\x00\x00"));
    assert_false(ITEM(&card, "\x09\x03\xC5\xB7\xFE"));
    assert_false(ITEM(&card, "\x0A\x01\x39"));
    assert_false(ITEM(&card, "\x0A\x02\x31\x31"));
    assert_false(ITEM(&card, "\x0D\x04\x19\x49\x13\x31"));
    assert_false(ITEM(&card, "\x0D\x04\x19\x4F\x12\x31"));
    assert_false(ITEM(&card, "\x0D\x03\x19\x49\x12"));
    assert_false(ITEM(&card, "\x08\x05\x31\x00\x31\x31\x31"));
    char full[2 + 255];
    memset(full, 'A', sizeof full);
    full[0] = 0x09;
    full[1] = (char)0xFF;
    assert_false(item(&card, full, sizeof full)); /* a name of 255 letters */
    full[0] = 0x08;
    assert_false(item(&card, full, sizeof full));
}

/* How many commands it took. */
static unsigned read_card(struct social_reading *reading, struct social_card *card)
{
    unsigned commands = 0;
    social_begin(reading);
    while (reading->outcome == SOCIAL_GOES_ON) {
        uint8_t answer[300] = {0};
        size_t len = card_answer(card, reading->command.bytes, reading->command.len, answer);
        assert_true(++commands < 100);
        social_feed(reading, answer, len);
    }
    return commands;
}

static void assert_person(const struct social_reading *reading)
{
    assert_int_equal(reading->outcome, SOCIAL_READ);
    assert_int_equal(reading->card.type, ID_CARD_SOCIAL);
    assert_string_equal(reading->card.name, "赵春梅");
    assert_string_equal(reading->card.number, "11010519491231002X");
    assert_string_equal(reading->card.sex, "女");
    assert_string_equal(reading->card.ethnic, "回");
    assert_string_equal(reading->card.birth, "19491231");
    assert_string_equal(reading->card.address, "");
}

static void every_kind_of_card_is_read(void **unused)
{
    (void)unused;
    static const unsigned kinds[] = {CARD_T1, CARD_T0, CARD_RECORDS, CARD_BY_ID, CARD_STRICT};
    for (size_t a = 0; a < G_N_ELEMENTS(kinds); a++)
        for (size_t b = 0; b < G_N_ELEMENTS(kinds); b++) {
            struct social_card card = {.quirks = kinds[a] | kinds[b]};
            struct social_reading reading;
            if ((card.quirks & CARD_T0) && (card.quirks & CARD_STRICT))
                continue; /* contradict each other */
            read_card(&reading, &card);
            assert_person(&reading);
            if (!(card.quirks & CARD_RECORDS))
                assert_string_equal(reading.version, "3.00");
            assert_int_equal(card.pins, 0);
        }
}

static void what_is_no_card_of_ours_is_told_apart(void **unused)
{
    (void)unused;
    static const struct {
        unsigned quirks;
        enum social_outcome outcome;
    } kinds[] = {{CARD_FOREIGN, SOCIAL_OTHER},
                 {CARD_PIN, SOCIAL_GUARDED},
                 {CARD_PIN | CARD_BY_ID, SOCIAL_GUARDED},
                 {CARD_PIN_READ | CARD_T0, SOCIAL_GUARDED},
                 {CARD_BROKEN, SOCIAL_UNREAD},
                 {CARD_BROKEN | CARD_RECORDS, SOCIAL_UNREAD}};
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        struct social_card card = {.quirks = kinds[i].quirks};
        struct social_reading reading;
        read_card(&reading, &card);
        assert_int_equal(reading.outcome, kinds[i].outcome);
        assert_string_equal(reading.card.number, "");
        assert_int_equal(card.pins, 0);
    }
}

/* The answer to command `which` is replaced; the reading ends, and never with half a person. */
static enum social_outcome disturbed(unsigned quirks, unsigned which, const uint8_t *bytes, size_t len)
{
    struct social_card card = {.quirks = quirks};
    struct social_reading reading;
    social_begin(&reading);
    for (unsigned n = 0; reading.outcome == SOCIAL_GOES_ON; n++) {
        uint8_t answer[300] = {0};
        size_t got = card_answer(&card, reading.command.bytes, reading.command.len, answer);
        assert_true(n < 100);
        if (n == which)
            social_feed(&reading, bytes, MIN(len, got));
        else
            social_feed(&reading, answer, got);
    }
    if (reading.outcome == SOCIAL_READ) {
        assert_string_equal(reading.card.number, "11010519491231002X");
        assert_string_equal(reading.card.name, "赵春梅");
    } else {
        assert_string_equal(reading.card.name, "");
    }
    return reading.outcome;
}

static void cut_and_strange_answers_end_well(void **unused)
{
    (void)unused;
    static const uint8_t nothing[300] = {0};
    static const uint8_t words[][2] = {{0x90, 0x00}, {0x61, 0x20}, {0x6C, 0x20}, {0x6C, 0x00}, {0x67, 0x00},
                                       {0x6A, 0x82}, {0x6A, 0x83}, {0x69, 0x82}, {0x69, 0x85}, {0x6F, 0x00},
                                       {0x62, 0x82}, {0x64, 0x00}, {0x00, 0x00}, {0xFF, 0xFF}};
    for (unsigned which = 0; which < 20; which++) {
        for (size_t len = 0; len < 40; len++)
            disturbed(which % 2 ? CARD_T0 : CARD_T1, which, nothing, len);
        for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
            disturbed(which % 2 ? CARD_T0 : CARD_T1, which, words[i], 2);
    }
    assert_int_equal(disturbed(CARD_T1, 0, nothing, 1), SOCIAL_UNREAD);
}

static void a_card_that_is_never_content_ends(void **unused)
{
    (void)unused;
    static const uint8_t words[][2] = {{0x61, 0x00}, {0x6C, 0x10}, {0x67, 0x00}};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        struct social_reading reading;
        unsigned n = 0;
        social_begin(&reading);
        for (; reading.outcome == SOCIAL_GOES_ON; n++)
            social_feed(&reading, words[i], 2);
        assert_true(n < 20);
        assert_int_not_equal(reading.outcome, SOCIAL_READ);
    }
}

/* 61 xx after each part: an answer of several parts is one item; one that is too long is none. */
static void parts_are_put_together(void **unused)
{
    (void)unused;
    struct social_card card = {0};
    struct social_reading reading;
    unsigned n = 0;
    social_begin(&reading);
    while (reading.outcome == SOCIAL_GOES_ON) {
        uint8_t answer[300] = {0}, part[3];
        size_t len = card_answer(&card, reading.command.bytes, reading.command.len, answer);
        bool name = reading.command.bytes[1] == 0xB2 && reading.command.bytes[2] == SOCIAL_NAME;
        if (name) {
            memcpy(part, (uint8_t[]){answer[0], 0x61, (uint8_t)(len - 3)}, 3);
            social_feed(&reading, part, 3);
            assert_int_equal(reading.command.bytes[1], 0xC0);
            assert_int_equal(reading.command.bytes[4], len - 3);
            social_feed(&reading, answer + 1, len - 1);
        } else {
            social_feed(&reading, answer, len);
        }
        assert_true(++n < 100);
    }
    assert_person(&reading);

    uint8_t much[202] = {0};
    much[200] = 0x61;
    social_begin(&reading);
    social_feed(&reading, much, sizeof much);
    assert_int_equal(reading.outcome, SOCIAL_GOES_ON);
    social_feed(&reading, much, sizeof much);
    assert_int_equal(reading.outcome, SOCIAL_UNREAD);
}

static void a_wrong_number_identifies_nobody(void **unused)
{
    (void)unused;
    struct social_card card = {0};
    struct social_reading reading;
    social_begin(&reading);
    while (reading.outcome == SOCIAL_GOES_ON) {
        uint8_t answer[300] = {0};
        size_t len = card_answer(&card, reading.command.bytes, reading.command.len, answer);
        if (reading.command.bytes[1] == 0xB2 && reading.command.bytes[2] == SOCIAL_NUMBER)
            answer[5]++;
        social_feed(&reading, answer, len);
    }
    assert_int_equal(reading.outcome, SOCIAL_WRONG);
    assert_string_equal(reading.card.number, "");
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_are_the_published_ones),
        cmocka_unit_test(answers_have_two_words_of_status),
        cmocka_unit_test(items_are_understood_as_cards_fill_them),
        cmocka_unit_test(items_that_are_none_are_refused),
        cmocka_unit_test(every_kind_of_card_is_read),
        cmocka_unit_test(what_is_no_card_of_ours_is_told_apart),
        cmocka_unit_test(cut_and_strange_answers_end_well),
        cmocka_unit_test(a_card_that_is_never_content_ends),
        cmocka_unit_test(parts_are_put_together),
        cmocka_unit_test(a_wrong_number_identifies_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
