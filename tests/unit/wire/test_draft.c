#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "wire/draft.h"

static const uint8_t kiosk[DRAFT_SECRET_BYTES] = {1, 2, 3}, other_kiosk[DRAFT_SECRET_BYTES] = {1, 2, 4};
static const char card[] = "a card", other_card[] = "b card";
static const struct draft_keys right = {"480215", card, sizeof card, kiosk};

static struct secret_bytes filled(const char *text)
{
    struct secret_bytes content = {0};
    secret_bytes_text(&content, text);
    return content;
}

static void opens_with_all_three_and_only_then(void **state)
{
    const struct draft_keys wrong[] = {{"480216", card, sizeof card, kiosk},
                                       {"480215", other_card, sizeof other_card, kiosk},
                                       {"480215", card, sizeof card, other_kiosk},
                                       {"", card, sizeof card, kiosk}};
    struct secret_bytes content = filled("幸福里 3 栋"), back = {0};
    struct draft_lock lock = {0};
    GError *error = NULL;
    (void)state;
    assert_true(draft_close(&lock, &right, &content, NULL));
    for (unsigned i = 0; i < G_N_ELEMENTS(wrong); i++) {
        assert_false(draft_open(&lock, &wrong[i], &back, &error));
        assert_true(g_error_matches(error, draft_error_quark(), DRAFT_ERROR_WRONG));
        assert_int_equal(back.len, 0);
        g_clear_error(&error);
    }
    assert_true(draft_open(&lock, &right, &back, NULL));
    assert_int_equal(back.len, content.len);
    assert_memory_equal(back.data, content.data, content.len);
    draft_lock_clear(&lock);
    secret_bytes_clear(&content);
    secret_bytes_clear(&back);
}

static void says_nothing_of_what_lies_in_it(void **state)
{
    struct secret_bytes one = filled("一"),
                        two = filled("another, much longer answer of somebody who writes a lot");
    struct draft_lock a = {0}, b = {0};
    (void)state;
    assert_true(draft_close(&a, &right, &one, NULL));
    assert_true(draft_close(&b, &right, &two, NULL));
    assert_int_equal(g_bytes_get_size(a.box), g_bytes_get_size(b.box));
    assert_memory_not_equal(a.salt, b.salt, sizeof a.salt); /* the same digits, another lock */
    assert_memory_not_equal(a.key_box, b.key_box, sizeof a.key_box);
    draft_lock_clear(&a);
    draft_lock_clear(&b);
    secret_bytes_clear(&one);
    secret_bytes_clear(&two);
}

static void any_changed_byte_closes_it(void **state)
{
    struct secret_bytes content = filled("x"), back = {0};
    struct draft_lock lock = {0};
    (void)state;
    assert_true(draft_close(&lock, &right, &content, NULL));
    size_t len = 0;
    uint8_t *box = g_bytes_unref_to_data(lock.box, &len);
    for (size_t cut = 0; cut < len; cut += 97) { /* shorter, down to nothing */
        struct draft_lock short_one = lock;
        short_one.box = g_bytes_new(box, cut);
        assert_false(draft_open(&short_one, &right, &back, NULL));
        draft_lock_clear(&short_one);
        cut += 700; /* each try costs Argon2id */
    }
    box[len - 1] ^= 1;
    lock.box = g_bytes_new_take(box, len);
    assert_false(draft_open(&lock, &right, &back, NULL));
    draft_lock_clear(&lock);
    secret_bytes_clear(&content);
}

static void tag_is_of_card_and_kiosk_not_of_the_digits(void **state)
{
    const struct draft_keys digits = {"000000", card, sizeof card, kiosk},
                            card_too = {"480215", other_card, sizeof other_card, kiosk},
                            kiosk_too = {"480215", card, sizeof card, other_kiosk};
    uint8_t tag[DRAFT_TAG_BYTES], again[DRAFT_TAG_BYTES];
    (void)state;
    draft_tag(&right, tag);
    draft_tag(&digits, again);
    assert_memory_equal(tag, again, sizeof tag);
    draft_tag(&card_too, again);
    assert_memory_not_equal(tag, again, sizeof tag);
    draft_tag(&kiosk_too, again);
    assert_memory_not_equal(tag, again, sizeof tag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opens_with_all_three_and_only_then),
        cmocka_unit_test(says_nothing_of_what_lies_in_it),
        cmocka_unit_test(any_changed_byte_closes_it),
        cmocka_unit_test(tag_is_of_card_and_kiosk_not_of_the_digits),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
