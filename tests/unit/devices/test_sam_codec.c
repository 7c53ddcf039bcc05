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
        {SAM_RESET, 0, "10 FF EC"},        {SAM_STATUS, 0, "11 FF ED"},    {SAM_ID, 0, "12 FF EE"},
        {SAM_FIND, 0, "20 01 22"},         {SAM_SELECT, 0, "20 02 21"},    {SAM_READ, 0, "30 01 32"},
        {SAM_READ_ADDRESS, 0, "30 03 30"}, {SAM_READ_CHIP, 0, "30 05 36"}, {SAM_SET_BAUD, 0, "60 00 63"},
        {SAM_SET_BAUD, 1, "60 01 62"},     {SAM_SET_BAUD, 2, "60 02 61"},  {SAM_SET_BAUD, 3, "60 03 60"},
        {SAM_SET_BAUD, 4, "60 04 67"},
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

static struct sam_answer heard(struct sam_decoder *d, const uint8_t *frame, size_t n)
{
    struct sam_answer answer;
    assert_int_equal(sam_decoder_feed(d, &frame, &n, &answer), SAM_ANSWER);
    return answer;
}

static void blocks_add_up_or_are_none(void **unused)
{
    (void)unused;
    uint8_t frame[SAM_FRAME_MAX];
    struct sam_blocks blocks;
    struct sam_decoder *d = secret_new(sizeof *d);
    for (int fingers = 0; fingers < 3; fingers++) {
        for (d->keep = SAM_KEEP_TEXT; d->keep <= SAM_KEEP_PHOTO; d->keep++) {
            struct sam_answer answer = heard(d, frame, module_blocks(frame, CN2, 6, fingers));
            assert_true(sam_blocks(&answer, &blocks));
            assert_memory_equal(blocks.text, example_cards[CN2].text, 256);
            assert_int_equal(blocks.photo_len, 1024);
            assert_int_equal(blocks.fingers_len, 512 * fingers);
            assert_int_equal(blocks.photo != NULL, d->keep == SAM_KEEP_PHOTO);
            if (blocks.photo)
                assert_memory_equal(blocks.photo, frame + 272, 1024);
        }
    }
    d->keep = SAM_KEEP_PHOTO;
    size_t n = module_card(frame, CN2);
    frame[13]++; /* one byte of photo too many, and the check byte is right */
    frame[n - 1] ^= frame[13] ^ (uint8_t)(frame[13] - 1);
    struct sam_answer answer = heard(d, frame, n);
    assert_false(sam_blocks(&answer, &blocks));
    secret_free(d);
}

/* Every kind of answer that a module gives, with what is kept of it. */
enum { FRAMES = 16 };
struct answer_frame {
    size_t n, len; /* of the frame, and of its data as kept */
    enum sam_keep keep;
    enum sam_sw sw;
    uint8_t bytes[SAM_FRAME_MAX];
};

static void all_frames(struct answer_frame frames[FRAMES])
{
    static const uint8_t zeros[28];
    static const struct {
        uint8_t sw;
        size_t zeros;
    } shorts[] = {{0x90, 0}, {0x91, 0}, {0x9F, 4}, {0x90, 8}, {0x90, 28}, {0x80, 0}, {0x41, 0}, {0x21, 0}};
    size_t i = 0;
    memset(frames, 0, FRAMES * sizeof *frames);
    for (; i < G_N_ELEMENTS(shorts); i++) {
        frames[i].n = module_frame(frames[i].bytes, shorts[i].sw, zeros, shorts[i].zeros);
        frames[i].len = shorts[i].zeros;
        frames[i].sw = (enum sam_sw)shorts[i].sw;
    }
    frames[i].n = module_frame(frames[i].bytes, 0x90, module_id, sizeof module_id);
    frames[i++].len = sizeof module_id;
    frames[i].n = module_frame(frames[i].bytes, 0x90, module_address, sizeof module_address);
    frames[i++].len = sizeof module_address;
    for (int fingers = 0; fingers < 3; fingers++) {
        frames[i].n = module_blocks(frames[i].bytes, CN1, 6, fingers);
        frames[i].keep = SAM_KEEP_TEXT;
        frames[i++].len = 6 + 256;
    }
    frames[i].n = module_card(frames[i].bytes, CARD_Y);
    frames[i].keep = SAM_KEEP_TEXT;
    frames[i++].len = 4 + 256;
    frames[i].n = module_blocks(frames[i].bytes, CARD_J, 6, 2);
    frames[i].keep = SAM_KEEP_PHOTO;
    frames[i++].len = 6 + 256 + 1024;
    frames[i].n = module_card(frames[i].bytes, CARD_I);
    frames[i].keep = SAM_KEEP_PHOTO;
    frames[i++].len = 4 + 256 + 1024;
    assert_int_equal(i, FRAMES);
    for (i = 0; i < FRAMES; i++)
        frames[i].sw = frames[i].sw ? frames[i].sw : SAM_OK;
}

static void assert_answer(const struct sam_answer *answer, const struct answer_frame *frame)
{
    assert_int_equal(answer->sw, frame->sw);
    assert_int_equal(answer->whole, frame->n - 11);
    assert_int_equal(answer->len, frame->len);
    assert_memory_equal(answer->data, frame->bytes + 10, frame->len);
}

static void frames_may_be_split_anywhere(void **unused)
{
    (void)unused;
    static struct answer_frame frames[FRAMES];
    struct sam_decoder *d = secret_new(sizeof *d);
    struct sam_answer answer;
    all_frames(frames);
    for (size_t i = 0; i < FRAMES; i++)
        for (size_t cut = 1; cut < frames[i].n; cut++) {
            const uint8_t *at = frames[i].bytes;
            size_t n = cut;
            d->keep = frames[i].keep;
            assert_int_equal(sam_decoder_feed(d, &at, &n, &answer), SAM_MORE);
            at = frames[i].bytes + cut;
            n = frames[i].n - cut;
            assert_int_equal(sam_decoder_feed(d, &at, &n, &answer), SAM_ANSWER);
            assert_answer(&answer, &frames[i]);
        }
    secret_free(d);
}

static void any_two_frames_may_be_glued(void **unused)
{
    (void)unused;
    static struct answer_frame frames[FRAMES];
    uint8_t both[2 * SAM_FRAME_MAX];
    struct sam_decoder *d = secret_new(sizeof *d);
    struct sam_answer answer;
    all_frames(frames);
    for (size_t i = 0; i < FRAMES * FRAMES; i++) {
        const struct answer_frame *first = &frames[i / FRAMES], *second = &frames[i % FRAMES];
        const uint8_t *at = both;
        size_t n = first->n + second->n;
        memcpy(both, first->bytes, first->n);
        memcpy(both + first->n, second->bytes, second->n);
        d->keep = first->keep;
        assert_int_equal(sam_decoder_feed(d, &at, &n, &answer), SAM_ANSWER);
        assert_answer(&answer, first);
        d->keep = second->keep;
        assert_int_equal(sam_decoder_feed(d, &at, &n, &answer), SAM_ANSWER);
        assert_answer(&answer, second);
        assert_int_equal(n, 0);
    }
    secret_free(d);
}

/* Every one of them comes through with a preamble as it is damaged in the field. */
static void a_damaged_preamble_spoils_no_frame(void **unused)
{
    (void)unused;
    static struct answer_frame frames[FRAMES];
    static const struct {
        uint8_t bytes[6];
        size_t n;
    } damaged[] = {{{0xAA, 0x00, 0xAA, 0xAA, 0x96, 0x69}, 6},
                   {{0xAA, 0xAA, 0x96, 0x69}, 4},
                   {{0xAA, 0x96, 0x69}, 3},
                   {{0x00, 0xAA, 0xAA, 0xAA, 0x96, 0x69}, 6}};
    struct sam_decoder *d = secret_new(sizeof *d);
    struct sam_answer answer;
    all_frames(frames);
    for (size_t i = 0; i < FRAMES * G_N_ELEMENTS(damaged); i++) {
        const struct answer_frame *frame = &frames[i % FRAMES];
        const uint8_t *at = damaged[i / FRAMES].bytes, *rest = frame->bytes + 5;
        size_t n = damaged[i / FRAMES].n, left = frame->n - 5;
        sam_decoder_reset(d);
        d->keep = frame->keep;
        assert_int_equal(sam_decoder_feed(d, &at, &n, &answer), SAM_MORE);
        assert_int_equal(sam_decoder_feed(d, &rest, &left, &answer), SAM_ANSWER);
        assert_answer(&answer, frame);
    }
    secret_free(d);
}

/* Whatever byte is the last to have come, and whatever a module adds: what is not wanted has no place. */
static void what_is_not_wanted_is_never_stored(void **unused)
{
    (void)unused;
    uint8_t frame[SAM_FRAME_MAX];
    struct sam_decoder *d = secret_new(sizeof *d);
    struct sam_answer answer;
    for (size_t lengths = 4; lengths <= 6; lengths += 2)
        for (enum sam_keep keep = SAM_KEEP_TEXT; keep <= SAM_KEEP_PHOTO; keep++) {
            size_t whole = module_blocks(frame, CN1, lengths, lengths == 6 ? 2 : 0), left = 0;
            const uint8_t *photo = frame + 10 + lengths + 256, *fingers = photo + 1024, *at = frame;
            sam_decoder_reset(d);
            d->keep = keep;
            for (size_t n = 1; n <= whole; n++) {
                left = 1;
                sam_decoder_feed(d, &at, &left, &answer);
                assert_true(keep == SAM_KEEP_PHOTO || !memmem(d, sizeof *d, photo, 8));
                assert_true(lengths == 4 || !memmem(d, sizeof *d, fingers, 8));
            }
            assert_int_equal(answer.sw, SAM_OK);
        }
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
        cmocka_unit_test(frames_may_be_split_anywhere),
        cmocka_unit_test(any_two_frames_may_be_glued),
        cmocka_unit_test(a_damaged_preamble_spoils_no_frame),
        cmocka_unit_test(what_is_not_wanted_is_never_stored),
        cmocka_unit_test(blocks_add_up_or_are_none),
        cmocka_unit_test(a_damaged_preamble_is_found_again),
        cmocka_unit_test(lengths_have_bounds),
        cmocka_unit_test(a_module_tells_its_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
