/* Frames of the identity-card module: the vectors of the reference, split, glued and damaged. */
#include "module.h"

static void assert_hex(const uint8_t *bytes, size_t n, const char *hex)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(text, i ? " %02X" : "%02X", bytes[i]);
    assert_string_equal(text->str, hex);
}

static void commands_are_the_frames_of_the_paper(void **unused)
{
    (void)unused;
    static const struct {
        enum sam_command command;
        uint8_t argument;
        const char *hex;
    } rows[] = {
        {SAM_RESET, 0, "10 FF EC"},        {SAM_STATUS, 0, "11 FF ED"},       {SAM_ID, 0, "12 FF EE"},
        {SAM_FIND, 0, "20 01 22"},         {SAM_SELECT, 0, "20 02 21"},       {SAM_READ, 0, "30 01 32"},
        {SAM_READ_FINGERS, 0, "30 10 23"}, {SAM_READ_ADDRESS, 0, "30 03 30"}, {SAM_READ_CHIP, 0, "30 05 36"},
        {SAM_SET_BAUD, 0, "60 00 63"},     {SAM_SET_BAUD, 1, "60 01 62"},     {SAM_SET_BAUD, 2, "60 02 61"},
        {SAM_SET_BAUD, 3, "60 03 60"},     {SAM_SET_BAUD, 4, "60 04 67"},
    };
    uint8_t out[SAM_COMMAND_MAX];
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *hex = g_strconcat("AA AA AA 96 69 00 03 ", rows[i].hex, NULL);
        assert_hex(out, sam_frame(out, rows[i].command, rows[i].argument), hex);
    }
    assert_hex(out, sam_frame(out, SAM_SET_RF, 80), "AA AA AA 96 69 00 04 61 FF 50 CA");
    assert_hex(out, sam_frame(out, SAM_SET_RF, 250), "AA AA AA 96 69 00 04 61 FF FA 60");
}

static void every_status_has_its_check_byte(void **unused)
{
    (void)unused;
    static const uint8_t rows[][2] = {{0x90, 0x94}, {0x91, 0x95}, {0x10, 0x14}, {0x11, 0x15}, {0x21, 0x25},
                                      {0x23, 0x27}, {0x24, 0x20}, {0x31, 0x35}, {0x32, 0x36}, {0x33, 0x37},
                                      {0x37, 0x33}, {0x3F, 0x3B}, {0x40, 0x44}, {0x41, 0x45}, {0x47, 0x43},
                                      {0x60, 0x64}, {0x66, 0x62}, {0x80, 0x84}, {0x81, 0x85}};
    struct sam_decoder *d = secret_new(sizeof *d);
    struct sam_answer answer;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        uint8_t frame[] = {0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 4, 0, 0, rows[i][0], rows[i][1]};
        const uint8_t *at = frame;
        size_t n = sizeof frame;
        assert_int_equal(sam_decoder_feed(d, &at, &n, &answer), SAM_ANSWER);
        assert_int_equal(answer.sw, rows[i][0]);
        assert_int_equal(answer.len, 0);
        frame[10] ^= 1;
        at = frame;
        n = sizeof frame;
        assert_int_equal(sam_decoder_feed(d, &at, &n, &answer), SAM_DAMAGED);
    }
    secret_free(d);
}

static void cards_make_the_frames_of_the_reference(void **unused)
{
    (void)unused;
    uint8_t frame[SAM_FRAME_MAX];
    for (int i = 0; i < EXAMPLE_CARDS; i++) {
        g_autofree char *text = g_compute_checksum_for_data(G_CHECKSUM_SHA256, example_cards[i].text, 256);
        size_t n = module_card(frame, i);
        g_autofree char *whole = g_compute_checksum_for_data(G_CHECKSUM_SHA256, frame, n);
        assert_int_equal(n, 1295);
        assert_string_equal(text, example_cards[i].text_sha);
        assert_string_equal(whole, example_cards[i].frame_sha);
    }
}

static void assert_blocks(const struct sam_answer *answer, int card)
{
    struct sam_blocks blocks;
    assert_true(sam_blocks(answer, false, &blocks));
    assert_int_equal(blocks.text_len, 256);
    assert_int_equal(blocks.photo_len, 1024);
    assert_memory_equal(blocks.text, example_cards[card].text, 256);
}

static void a_frame_may_be_split_anywhere(void **unused)
{
    (void)unused;
    uint8_t frame[SAM_FRAME_MAX];
    size_t whole = module_card(frame, CN1);
    struct sam_decoder *d = secret_new(sizeof *d);
    struct sam_answer answer;
    for (size_t cut = 1; cut < whole; cut++) {
        const uint8_t *at = frame;
        size_t n = cut;
        assert_int_equal(sam_decoder_feed(d, &at, &n, &answer), SAM_MORE);
        at = frame + cut;
        n = whole - cut;
        assert_int_equal(sam_decoder_feed(d, &at, &n, &answer), SAM_ANSWER);
        assert_blocks(&answer, CN1);
    }
    secret_free(d);
}

static void two_frames_may_be_glued(void **unused)
{
    (void)unused;
    uint8_t both[2 * SAM_FRAME_MAX];
    size_t n = module_card(both, CN2);
    n += module_card(both + n, CARD_J);
    struct sam_decoder *d = secret_new(sizeof *d);
    struct sam_answer answer;
    const uint8_t *at = both;
    assert_int_equal(sam_decoder_feed(d, &at, &n, &answer), SAM_ANSWER);
    assert_blocks(&answer, CN2);
    assert_int_equal(sam_decoder_feed(d, &at, &n, &answer), SAM_ANSWER);
    assert_blocks(&answer, CARD_J);
    assert_int_equal(n, 0);
    secret_free(d);
}

static void a_damaged_preamble_is_found_again(void **unused)
{
    (void)unused;
    static const struct {
        uint8_t bytes[12];
        size_t n;
        enum sam_event event;
    } rows[] = {
        {{0xAA, 0x96, 0x69}, 3, SAM_ANSWER},
        {{0xAA, 0xAA, 0x96, 0x69}, 4, SAM_ANSWER},
        {{0xAA, 0x00, 0xAA, 0xAA, 0x96, 0x69}, 6, SAM_ANSWER},
        {{0xAA, 0xAA, 0xAA, 0x00, 0x96, 0x69}, 6, SAM_ANSWER},
        {{0x13, 0x37, 0x96, 0xAA, 0xAA, 0xAA, 0x96, 0x69}, 8, SAM_ANSWER},
        {{0xAA, 0xAA, 0x96, 0x96, 0x69}, 5, SAM_ANSWER},
        {{0x96, 0x69}, 2, SAM_MORE},
        {{0xAA, 0xAA, 0xAA, 0x96}, 4, SAM_MORE},
    };
    static const uint8_t rest[] = {0, 4, 0, 0, 0x80, 0x84};
    struct sam_decoder *d = secret_new(sizeof *d);
    struct sam_answer answer;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const uint8_t *at = rows[i].bytes, *then = rest;
        size_t n = rows[i].n, m = sizeof rest;
        sam_decoder_reset(d);
        assert_int_equal(sam_decoder_feed(d, &at, &n, &answer), SAM_MORE);
        assert_int_equal(sam_decoder_feed(d, &then, &m, &answer), rows[i].event);
    }
    secret_free(d);
}

static void lengths_have_bounds(void **unused)
{
    (void)unused;
    static const uint8_t rows[][7] = {{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x03},
                                      {0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x09, 0x0B},
                                      {0xAA, 0xAA, 0xAA, 0x96, 0x69, 0xFF, 0xFF},
                                      {0xAA, 0xAA, 0xAA, 0x96, 0x69, 0xAA, 0xAA}};
    struct sam_decoder *d = secret_new(sizeof *d);
    struct sam_answer answer;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const uint8_t *at = rows[i];
        size_t n = sizeof rows[i];
        sam_decoder_reset(d);
        assert_int_equal(sam_decoder_feed(d, &at, &n, &answer), SAM_DAMAGED);
    }
    secret_free(d);
}

static void a_module_tells_its_number(void **unused)
{
    (void)unused;
    static const uint8_t frame[] = {0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x14, 0x00, 0x00,
                                    0x90, 0x05, 0x00, 0x01, 0x00, 0xA5, 0x68, 0x32, 0x01,
                                    0x39, 0x30, 0x00, 0x00, 0xF2, 0x35, 0x77, 0x28, 0xEF};
    struct sam_decoder *d = secret_new(sizeof *d);
    struct sam_answer answer;
    const uint8_t *at = frame;
    size_t n = sizeof frame;
    char text[64];
    assert_int_equal(sam_decoder_feed(d, &at, &n, &answer), SAM_ANSWER);
    assert_true(sam_id_text(&answer, text, sizeof text));
    assert_string_equal(text, "05.01-20080805-0000012345-0678901234");
    secret_free(d);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_are_the_frames_of_the_paper),
        cmocka_unit_test(every_status_has_its_check_byte),
        cmocka_unit_test(cards_make_the_frames_of_the_reference),
        cmocka_unit_test(a_frame_may_be_split_anywhere),
        cmocka_unit_test(two_frames_may_be_glued),
        cmocka_unit_test(a_damaged_preamble_is_found_again),
        cmocka_unit_test(lengths_have_bounds),
        cmocka_unit_test(a_module_tells_its_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
