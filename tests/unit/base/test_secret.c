#include "base/check.h"

#include <sodium.h>
#include <stdlib.h>
#include <sys/prctl.h>

#include "base/memory_scan.h"
#include "base/secret.h"

static unsigned copies(void)
{
    return scan_memory(pattern, PATTERN);
}

/* First of all: a search that cannot find is no proof of absence. */
static void test_search_finds_a_planted_copy(void **state)
{
    (void)state;
    assert_int_equal(copies(), 0);
    uint8_t *heap = malloc(PATTERN + 40);
    plant(heap + 17);
    assert_int_equal(copies(), 1);
    secret_wipe(heap + 17, PATTERN);
    assert_int_equal(copies(), 0);
    free(heap);
}

static void test_free_wipes(void **state)
{
    (void)state;
    uint8_t *memory = secret_new(PATTERN);
    for (size_t i = 0; i < PATTERN; i++)
        assert_int_equal(memory[i], 0);
    plant(memory);
    assert_int_equal(copies(), 1);
    secret_free(memory);
    assert_int_equal(copies(), 0);
    secret_free(NULL);
}

static void test_new_is_aligned_and_locked(void **state)
{
    (void)state;
    for (size_t size = 0; size < 70; size += 3) {
        void *memory = secret_new(size);
        assert_int_equal((uintptr_t)memory % 16, 0);
        secret_free(memory);
    }
    assert_int_equal(prctl(PR_GET_DUMPABLE), 0);
}

static void test_growing_leaves_no_copy(void **state)
{
    (void)state;
    uint8_t *source = secret_new(PATTERN);
    plant(source);
    struct secret_bytes b = {0};
    secret_bytes_append(&b, source, PATTERN);
    secret_free(source);
    for (int i = 0; i < 5000; i++)
        secret_bytes_text(&b, "x");
    assert_int_equal(copies(), 1);
    assert_int_equal(b.len, PATTERN + 5000);
    assert_int_equal(b.data[b.len], 0);
    secret_bytes_clear(&b);
    assert_int_equal(copies(), 0);
    assert_null(b.data);
}

static void test_heap_is_wiped(void **state)
{
    (void)state;
    uint8_t *piece = secret_heap_alloc(PATTERN);
    plant(piece);
    assert_int_equal(copies(), 1);
    secret_heap_free(piece);
    assert_int_equal(copies(), 0);
    secret_heap_free(NULL);
    assert_null(secret_heap_alloc(SIZE_MAX));
}

static void test_heap_grows_without_a_copy_left(void **state)
{
    (void)state;
    uint8_t *piece = secret_heap_calloc(PATTERN, 1);
    for (size_t i = 0; i < PATTERN; i++)
        assert_int_equal(piece[i], 0);
    plant(piece);
    piece = secret_heap_realloc(piece, 4000);
    assert_int_equal(copies(), 1);
    assert_int_equal(piece[PATTERN - 1], pattern(PATTERN - 1));
    piece = secret_heap_realloc(piece, PATTERN - 1); /* smaller: the rest is cut off, not left over */
    assert_int_equal(copies(), 0);
    assert_int_equal(piece[PATTERN - 2], pattern(PATTERN - 2));
    assert_null(secret_heap_realloc(piece, SIZE_MAX)); /* and what was there stays */
    assert_int_equal(piece[0], pattern(0));
    secret_heap_free(piece);
    assert_null(secret_heap_calloc(SIZE_MAX / 2, 3));
    char *text = secret_heap_strdup("王秀兰");
    assert_string_equal(text, "王秀兰");
    secret_heap_free(text);
    secret_heap_free(secret_heap_realloc(NULL, 8));
}

__attribute__((noinline)) static void leave_on_stack(void)
{
    volatile uint8_t deep[16384];
    plant(deep);
}

static void test_stack_is_wiped(void **state)
{
    (void)state;
    leave_on_stack();
    assert_int_equal(copies(), 1);
    secret_wipe_stack();
    assert_int_equal(copies(), 0);
}

/* Emptied for the next person: the memory stays, nothing of the content does; what grew is given back. */
static void test_emptied_is_wiped_and_kept(void **state)
{
    (void)state;
    uint8_t *source = secret_new(PATTERN);
    plant(source);
    struct secret_bytes b = {0};
    secret_bytes_empty(&b);
    secret_bytes_append(&b, source, PATTERN);
    const uint8_t *at = b.data;
    assert_int_equal(copies(), 2);
    secret_bytes_empty(&b);
    assert_int_equal(copies(), 1);
    assert_int_equal(b.len, 0);
    secret_bytes_text(&b, "x");
    assert_ptr_equal(b.data, at);
    assert_string_equal((const char *)b.data, "x");
    for (int i = 0; i < 1000; i++)
        secret_bytes_append(&b, source, PATTERN);
    secret_bytes_empty(&b);
    assert_null(b.data);
    assert_int_equal(copies(), 1);
    secret_free(source);
    assert_int_equal(copies(), 0);
}

static void test_padding_comes_off_again(void **state)
{
    (void)state;
    for (size_t len = 0; len < 1100; len++) {
        struct secret_bytes b = {0};
        size_t bare = 0;
        for (size_t i = 0; i < len; i++)
            secret_bytes_text(&b, "x");
        secret_bytes_pad(&b, 256);
        assert_int_equal(b.len % 256, 0);
        assert_in_range(b.len, len + 1, len + 256);
        assert_int_equal(b.data[b.len], 0);
        assert_int_equal(sodium_unpad(&bare, b.data, b.len, 256), 0);
        assert_int_equal(bare, len);
        secret_bytes_clear(&b);
    }
}

static void test_json_escapes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *json;
    } rows[] = {
        {"", "\"\""},
        {"王秀兰", "\"王秀兰\""},
        {"a\"b\\c", "\"a\\\"b\\\\c\""},
        {"\n\t\x01\x1f", "\"\\u000a\\u0009\\u0001\\u001f\""},
        {"\xff", "\"\xEF\xBF\xBD\""},
        {"𠮷", "\"𠮷\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct secret_bytes b = {0};
        secret_bytes_json(&b, rows[i].text);
        assert_string_equal((char *)b.data, rows[i].json);
        secret_bytes_clear(&b);
    }
}

static void test_copy_ends_at_a_character(void **state)
{
    (void)state;
    char to[8];
    assert_true(secret_copy_text(to, sizeof to, "王兰"));
    assert_string_equal(to, "王兰");
    assert_false(secret_copy_text(to, sizeof to, "王秀兰"));
    assert_string_equal(to, "王秀");
    assert_false(secret_copy_text(to, 3, "王"));
    assert_string_equal(to, "");
    assert_true(secret_copy_text(to, 4, "王"));
    assert_false(secret_copy_text(to, 0, ""));
    assert_true(secret_copy_text(to, 1, ""));
}

static void test_equal(void **state)
{
    (void)state;
    assert_true(secret_equal("abcd", "abce", 3));
    assert_false(secret_equal("abcd", "abce", 4));
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_search_finds_a_planted_copy),
        cmocka_unit_test(test_free_wipes),
        cmocka_unit_test(test_new_is_aligned_and_locked),
        cmocka_unit_test(test_growing_leaves_no_copy),
        cmocka_unit_test(test_emptied_is_wiped_and_kept),
        cmocka_unit_test(test_heap_is_wiped),
        cmocka_unit_test(test_heap_grows_without_a_copy_left),
        cmocka_unit_test(test_stack_is_wiped),
        cmocka_unit_test(test_json_escapes),
        cmocka_unit_test(test_copy_ends_at_a_character),
        cmocka_unit_test(test_equal),
        cmocka_unit_test(test_padding_comes_off_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
