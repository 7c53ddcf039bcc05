/* The pages of a visit: they follow what the session counts, and nothing outlives it; a submission bears them
 * as they were taken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <sodium.h>
#include <string.h>

#include "app/kiosk/album.h"

enum { PAPER = 1 };

static struct session *photographing(void)
{
    struct session *s = secret_new(sizeof *s);
    s->step = STEP_CAMERA;
    s->kase.id[0] = 7;
    s->kase.photo = (struct photo){.material = PAPER, .state = PHOTO_TAKEN};
    return s;
}

static void take(struct album *album, struct session *s, const char *jpeg)
{
    struct secret_bytes bytes = {0};
    secret_bytes_text(&bytes, jpeg);
    album_hold(album, &bytes);
    assert_null(bytes.data);
    s->kase.materials[PAPER].pages++;
    album_keep(album, s);
    album_tidy(album, s);
}

static void test_pages_are_kept_in_order(void **state)
{
    struct session *s = photographing();
    struct album album = {0};
    (void)state;
    take(&album, s, "one");
    take(&album, s, "two");
    assert_string_equal((char *)album.pages[PAPER][0].data, "one");
    assert_string_equal((char *)album.pages[PAPER][1].data, "two");
    assert_int_equal(album.pending.len, 0);
    album_forget(&album);
    secret_free(s);
}

static void test_what_is_not_counted_is_wiped(void **state)
{
    struct session *s = photographing();
    struct album album = {0};
    (void)state;
    take(&album, s, "one");
    take(&album, s, "two");
    s->kase.materials[PAPER].pages = 1;
    album_tidy(&album, s);
    assert_int_equal(album.pages[PAPER][0].len, 3);
    assert_int_equal(album.pages[PAPER][1].len, 0);
    memset(s->kase.id, 9, sizeof s->kase.id); /* another case, and it counts one as well */
    album_tidy(&album, s);
    assert_int_equal(album.pages[PAPER][0].len, 0);
    album_forget(&album);
    secret_free(s);
}

static void test_a_picture_not_used_is_wiped(void **state)
{
    struct session *s = photographing();
    struct album album = {0};
    struct secret_bytes bytes = {0};
    (void)state;
    secret_bytes_text(&bytes, "blurred");
    album_hold(&album, &bytes);
    album_tidy(&album, s);
    assert_int_equal(album.pending.len, 7);
    s->kase.photo.state = PHOTO_LOOKING;
    album_tidy(&album, s);
    assert_int_equal(album.pending.len, 0);
    album_keep(&album, s); /* and none is kept of nothing */
    assert_int_equal(album.pages[PAPER][0].len, 0);
    secret_free(s);
}

/* Longer than a piece that is encoded at once, and with any byte in it. */
static void test_they_are_written_whole(void **state)
{
    enum { BYTES = 10000 };
    struct session *s = photographing();
    struct album album = {0};
    struct secret_bytes page = {0}, json = {0};
    uint8_t back[BYTES];
    size_t n = 0;
    (void)state;
    for (unsigned i = 0; i < BYTES; i++) {
        uint8_t byte = (uint8_t)(i * 37 + i / 256);
        secret_bytes_append(&page, &byte, 1);
    }
    album_write(&album, PAPER, &json);
    assert_int_equal(json.len, 0);
    struct secret_bytes copy = {0};
    secret_bytes_append(&copy, page.data, page.len);
    album_hold(&album, &copy);
    s->kase.materials[PAPER].pages = 1;
    album_keep(&album, s);
    secret_bytes_text(&json, "{\"later\":false");
    album_write(&album, PAPER, &json);
    secret_bytes_text(&json, "}");
    json_t *object = json_loadb((const char *)json.data, json.len, 0, NULL);
    json_t *list = json_object_get(object, "photos");
    assert_int_equal(json_array_size(list), 1);
    const char *text = json_string_value(json_array_get(list, 0));
    assert_int_equal(sodium_base642bin(back, sizeof back, text, strlen(text), NULL, &n, NULL,
                                       sodium_base64_VARIANT_ORIGINAL),
                     0);
    assert_int_equal(n, BYTES);
    assert_memory_equal(back, page.data, BYTES);
    json_decref(object);
    secret_bytes_clear(&json);
    secret_bytes_clear(&page);
    album_forget(&album);
    secret_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages_are_kept_in_order),
        cmocka_unit_test(test_what_is_not_counted_is_wiped),
        cmocka_unit_test(test_a_picture_not_used_is_wiped),
        cmocka_unit_test(test_they_are_written_whole),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
