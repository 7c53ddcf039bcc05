#include "base/check.h"

#include "base/bytes.h"

static void test_reads_both_orders(void **state)
{
    (void)state;
    static const uint8_t wire[] = {0x01, 0x12, 0x34, 0x12, 0x34, 0xDE, 0xAD,
                                   0xBE, 0xEF, 0xDE, 0xAD, 0xBE, 0xEF, 0x7F};
    struct bytes_reader r = bytes_reader(wire, sizeof wire);
    assert_int_equal(bytes_u8(&r), 0x01);
    assert_int_equal(bytes_be16(&r), 0x1234);
    assert_int_equal(bytes_le16(&r), 0x3412);
    assert_int_equal(bytes_be32(&r), 0xDEADBEEF);
    assert_int_equal(bytes_le32(&r), 0xEFBEADDE);
    assert_int_equal(bytes_left(&r), 1);
    assert_ptr_equal(bytes_take(&r, 1), wire + 13);
    assert_false(r.bad);
}

static void test_bad_is_final(void **state)
{
    (void)state;
    static const uint8_t wire[] = {1, 2, 3};
    for (size_t len = 0; len < 4; len++) {
        struct bytes_reader r = bytes_reader(wire, len);
        assert_int_equal(bytes_be32(&r), 0);
        assert_true(r.bad);
        assert_int_equal(bytes_left(&r), 0);
        assert_int_equal(bytes_u8(&r), 0); /* one byte would be there, but the message is broken */
    }
    struct bytes_reader r = bytes_reader(wire, sizeof wire);
    assert_null(bytes_take(&r, SIZE_MAX));
    assert_true(r.bad);
    struct bytes_reader none = bytes_reader(NULL, 0);
    assert_non_null(bytes_take(&none, 0));
    assert_false(none.bad);
}

static void test_writes_and_stops(void **state)
{
    (void)state;
    uint8_t wire[12];
    static const uint8_t expected[] = {0x01, 0x12, 0x34, 0x34, 0x12, 0xDE, 0xAD, 0xBE, 0xEF, 'o', 'k'};
    struct bytes_writer w = bytes_writer(wire, sizeof wire);
    bytes_put_u8(&w, 1);
    bytes_put_be16(&w, 0x1234);
    bytes_put_le16(&w, 0x1234);
    bytes_put_be32(&w, 0xDEADBEEF);
    bytes_put(&w, "ok", 2);
    assert_false(w.bad);
    assert_int_equal(w.pos, sizeof expected);
    assert_memory_equal(wire, expected, sizeof expected);
    bytes_put_be16(&w, 1);
    assert_true(w.bad);
    bytes_put_u8(&w, 1); /* would fit, but comes after something lost */
    assert_int_equal(w.pos, sizeof expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads_both_orders),
        cmocka_unit_test(test_bad_is_final),
        cmocka_unit_test(test_writes_and_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
