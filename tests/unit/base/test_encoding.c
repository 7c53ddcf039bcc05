#include "base/check.h"

#include "base/memory_scan.h"
#include "base/secret.h"
#include "base/text.h"

/* GB 18030: one, two and four bytes; the four-byte rows are the ends and starts of its planes. */
static const struct {
    const char *utf8, *gb;
} gb18030[] = {
    {"A", "A"},
    {"王秀兰", "\xCD\xF5\xD0\xE3\xC0\xBC"},
    {"·", "\xA1\xA4"},
    {"€", "\xA2\xE3"},
    {"\xC2\x80", "\x81\x30\x81\x30"},
    {"\xEF\xBF\xBF", "\x84\x31\xA4\x39"},
    {"\xF0\x90\x80\x80", "\x90\x30\x81\x30"},
    {"\xF0\xA0\x80\x80", "\x95\x32\x82\x36"},
    {"\xF4\x8F\xBF\xBF", "\xE3\x32\x9A\x35"},
    {"王𠀀1", "\xCD\xF5\x95\x32\x82\x36\x31"},
};

static void test_gb18030_both_ways(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof gb18030 / sizeof *gb18030; i++) {
        uint8_t bytes[32];
        char text[32];
        size_t len = strlen(gb18030[i].gb);
        assert_int_equal(text_to_gb18030(bytes, sizeof bytes, gb18030[i].utf8), len);
        assert_memory_equal(bytes, gb18030[i].gb, len);
        assert_int_equal(text_to_gb18030(bytes, len - 1, gb18030[i].utf8), 0);
        assert_true(text_from_unknown(text, sizeof text, (const uint8_t *)gb18030[i].gb, len));
        assert_string_equal(text, gb18030[i].utf8);
    }
    uint8_t bytes[8];
    assert_int_equal(text_to_gb18030(bytes, sizeof bytes, "\xFF"), 0);
}

static void test_unknown_bytes(void **state)
{
    (void)state;
    char text[16];
    assert_true(text_from_unknown(text, sizeof text, (const uint8_t *)"王兰", 6)); /* UTF-8 stays */
    assert_string_equal(text, "王兰");
    assert_true(
        text_from_unknown(text, sizeof text, (const uint8_t *)"caf\xE9", 4)); /* a lead byte cut off */
    assert_string_equal(text, "café");
    assert_true(text_from_unknown(text, sizeof text, NULL, 0));
    assert_string_equal(text, "");
    assert_false(text_from_unknown(text, sizeof text, (const uint8_t *)"a\0b", 3));
    assert_string_equal(text, "");
    assert_false(text_from_unknown(text, 6, (const uint8_t *)"王兰", 6));
    assert_false(text_from_unknown(text, 6, (const uint8_t *)"\xCD\xF5\xC0\xBC", 4));
    assert_string_equal(text, "");
}

static void test_utf16le(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        const char *utf8; /* NULL: malformed */
    } rows[] = {
        {"\x8B\x73\xC0\x79\x70\x51", 6, "王秀兰"},
        {"\x8B\x73\x70\x51\x20\x00\x20\x00", 8, "王兰"}, /* padded as a card does */
        {"\x8B\x73\x00\x00\x20\x00\x00\x00", 8, "王"},
        {"\x8B\x73\x20\x00\x70\x51", 6, "王 兰"},
        {"\x08\xD8\x45\xDF", 4, "\xF0\x92\x8D\x85"}, /* U+12345, the example of RFC 2781 */
        {"\x42\xD8\xB7\xDF\x20\x00", 6, "𠮷"},
        {"\xFF\xDB\xFF\xDF", 4, "\xF4\x8F\xBF\xBF"},
        {"\x20\x00\x20\x00", 4, ""},
        {"", 0, ""},
        {"\x42\xD8", 2, NULL},
        {"\x42\xD8\x8B\x73", 4, NULL},
        {"\xB7\xDF\x42\xD8", 4, NULL},
        {"\x8B", 1, NULL},
        {"\x8B\x73\x00\x00\x70\x51", 6, NULL}, /* a hole is no text */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[32] = "before";
        assert_int_equal(text_from_utf16le(text, sizeof text, (const uint8_t *)rows[i].bytes, rows[i].len),
                         rows[i].utf8 != NULL);
        assert_string_equal(text, rows[i].utf8 ? rows[i].utf8 : "");
    }
    char small[6];
    assert_false(text_from_utf16le(small, sizeof small, (const uint8_t *)"\x8B\x73\x70\x51", 4));
    assert_string_equal(small, "");
}

static uint8_t name_utf32(size_t i)
{
    static const uint8_t bytes[] = {0x8B, 0x73, 0,    0,    0xC0, 0x79,
                                    0,    0,    0x70, 0x51, 0,    0}; /* read-only, not searched */
    return bytes[i];
}

/* The reason for WCHAR_T: a conversion in two steps would leave the whole name in freed heap. */
static void test_conversion_leaves_no_copy(void **state)
{
    (void)state;
    char text[32];
    uint8_t bytes[32];
    assert_true(text_from_unknown(text, sizeof text, (const uint8_t *)gb18030[1].gb, 6));
    assert_int_equal(text_to_gb18030(bytes, sizeof bytes, text), 6);
    assert_int_equal(scan_memory(name_utf32, 12), 0);
    volatile uint8_t planted[12]; /* and the search does find one */
    for (size_t i = 0; i < sizeof planted; i++)
        planted[i] = name_utf32(i);
    assert_true(scan_memory(name_utf32, sizeof planted) >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gb18030_both_ways),
        cmocka_unit_test(test_unknown_bytes),
        cmocka_unit_test(test_utf16le),
        cmocka_unit_test(test_conversion_leaves_no_copy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
