/* The envelope in every suite: what was sealed opens, and nothing else does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

#include "wire/messages.h"
#include "wire/sealer.h"

struct fixture {
    const struct suite *suite;
    struct seal_pair pair, other;
    uint8_t *text;
};

enum { TEXT_BYTES = 5 * SUITE_CHUNK };

static int set_up(void **state, const struct suite *suite)
{
    struct fixture *f = g_new0(struct fixture, 1);

    f->suite = suite;
    seal_pair_draw(&f->pair, suite);
    seal_pair_draw(&f->other, suite);
    f->text = g_malloc(TEXT_BYTES);
    randombytes_buf(f->text, TEXT_BYTES);
    *state = f;
    return 0;
}

static int set_up_default(void **state)
{
    return set_up(state, &suite_default);
}

static int set_up_national(void **state)
{
    return set_up(state, &suite_national);
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    seal_pair_clear(&f->pair);
    seal_pair_clear(&f->other);
    g_free(f->text);
    g_free(f);
    return 0;
}

static GBytes *seal(const struct fixture *f, size_t len)
{
    struct sealer *sealer = sealer_new(&f->pair.key);
    struct secret_bytes plaintext = {0};

    secret_bytes_append(&plaintext, f->text, len);
    GBytes *box = sealer_seal(sealer, &plaintext, NULL);
    secret_bytes_clear(&plaintext);
    sealer_free(sealer);
    assert_non_null(box);
    return box;
}

static gboolean opens(const struct seal_pair *pair, const uint8_t *box, size_t len)
{
    struct secret_bytes out = {0};
    g_autoptr(GError) error = NULL;
    gboolean well = envelope_open(pair, box, len, &out, &error);

    assert_true(well || (error && out.len == 0));
    secret_bytes_clear(&out);
    return well;
}

static void what_was_sealed_opens(void **state)
{
    const struct fixture *f = *state;
    const size_t lengths[] = {0, 1, 1023, 1024, 1025, SUITE_CHUNK - 1, SUITE_CHUNK, SUITE_CHUNK + 1, 250000};

    for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
        struct secret_bytes out = {0};
        g_autoptr(GBytes) box = seal(f, lengths[i]);
        assert_true(envelope_open(&f->pair, g_bytes_get_data(box, NULL), g_bytes_get_size(box), &out, NULL));
        assert_int_equal(out.len, lengths[i]);
        if (out.len)
            assert_memory_equal(out.data, f->text, out.len);
        secret_bytes_clear(&out);
    }
}

/* Of many boxes one region serves all; what does not open leaves nothing of it there. */
static void one_region_serves_many(void **state)
{
    const struct fixture *f = *state;
    const size_t lengths[] = {3000, 7, 0, 2047};
    struct secret_bytes out = {0};
    const uint8_t *region = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
        g_autoptr(GBytes) box = seal(f, lengths[i]);
        gsize len = g_bytes_get_size(box);
        g_autofree uint8_t *copy = g_memdup2(g_bytes_get_data(box, NULL), len);
        assert_true(envelope_open(&f->pair, copy, len, &out, NULL));
        region = region ? region : out.data;
        assert_ptr_equal(out.data, region);
        assert_int_equal(out.len, lengths[i]);
        assert_memory_equal(out.data, f->text, out.len);
        assert_int_equal(out.data[out.len], 0);
        secret_bytes_empty(&out);
        copy[len - 1] ^= 1;
        assert_false(envelope_open(&f->pair, copy, len, &out, NULL));
        assert_int_equal(out.len, 0);
        for (size_t at = 0; at < out.cap; at++)
            assert_int_equal(out.data[at], 0);
    }
    secret_bytes_clear(&out);
}

/* A box of as many kilobytes is as long, whatever stands in it and whatever was drawn. */
static void the_size_tells_kilobytes_only(void **state)
{
    const struct fixture *f = *state;
    const struct seal_form *small = f->suite->small, *large = f->suite->large;

    for (size_t len = 0; len < 5 * ENVELOPE_PAD; len += 37) {
        g_autoptr(GBytes) box = seal(f, len);
        size_t padded = (len / ENVELOPE_PAD + 1) * ENVELOPE_PAD;
        assert_int_equal(g_bytes_get_size(box), small->head + padded + small->tag);
    }
    for (size_t len = SUITE_CHUNK; len < TEXT_BYTES; len += 40000) {
        g_autoptr(GBytes) box = seal(f, len);
        size_t chunks = len / SUITE_CHUNK + 1;
        assert_int_equal(g_bytes_get_size(box), large->head + chunks * (SUITE_CHUNK + large->tag));
    }
}

static void every_altered_byte_is_refused(void **state)
{
    const struct fixture *f = *state;
    g_autoptr(GBytes) box = seal(f, 1);
    size_t len = g_bytes_get_size(box);
    g_autofree uint8_t *copy = g_memdup2(g_bytes_get_data(box, NULL), len);

    for (size_t at = 0; at < len; at += at < 160 ? 1 : 13) {
        copy[at] ^= 1;
        assert_false(opens(&f->pair, copy, len));
        copy[at] ^= 1;
    }
    assert_true(opens(&f->pair, copy, len));
}

static void no_other_length_opens(void **state)
{
    const struct fixture *f = *state;
    g_autoptr(GBytes) box = seal(f, 1);
    size_t len = g_bytes_get_size(box);
    g_autofree uint8_t *copy = g_malloc0(len + 4 * ENVELOPE_PAD);

    memcpy(copy, g_bytes_get_data(box, NULL), len);
    for (size_t n = 0; n < len + 4 * ENVELOPE_PAD; n += n == len - 1 ? 2 : 1)
        assert_false(opens(&f->pair, copy, n));
}

static void another_key_does_not_open(void **state)
{
    const struct fixture *f = *state;
    g_autoptr(GBytes) small = seal(f, 3), large = seal(f, SUITE_CHUNK);

    assert_false(opens(&f->other, g_bytes_get_data(small, NULL), g_bytes_get_size(small)));
    assert_false(opens(&f->other, g_bytes_get_data(large, NULL), g_bytes_get_size(large)));
}

/* A large box of five chunks: less of them, or another order, is not what was sealed. Each ends as padding
 * does, so that nothing but its tag says whether it is the last. */
static void chunks_are_all_there_and_in_order(void **state)
{
    const struct fixture *f = *state;
    const struct seal_form *form = f->suite->large;
    for (size_t end = SUITE_CHUNK; end < TEXT_BYTES; end += SUITE_CHUNK)
        f->text[end - 1] = 0x80;
    g_autoptr(GBytes) box = seal(f, TEXT_BYTES - 1);
    size_t len = g_bytes_get_size(box), chunk = SUITE_CHUNK + form->tag;
    g_autofree uint8_t *copy = g_memdup2(g_bytes_get_data(box, NULL), len), *kept = g_memdup2(copy, len);

    assert_int_equal(len, form->head + 5 * chunk);
    for (size_t chunks = 1; chunks < 5; chunks++)
        assert_false(opens(&f->pair, copy, form->head + chunks * chunk));
    for (size_t a = 0; a < 5; a++) {
        for (size_t b = 0; b < 5; b++) {
            if (a == b)
                continue;
            memcpy(copy + form->head + a * chunk, kept + form->head + b * chunk, chunk); /* repeated */
            assert_false(opens(&f->pair, copy, len));
            memcpy(copy + form->head + b * chunk, kept + form->head + a * chunk, chunk); /* exchanged */
            assert_false(opens(&f->pair, copy, len));
            memcpy(copy, kept, len);
        }
    }
    assert_true(opens(&f->pair, copy, len));
}

/* The heads of two boxes exchanged: each has its own key. */
static void chunks_belong_to_their_head(void **state)
{
    const struct fixture *f = *state;
    size_t head = f->suite->large->head;
    g_autoptr(GBytes) one = seal(f, SUITE_CHUNK), two = seal(f, SUITE_CHUNK);
    size_t len = g_bytes_get_size(one);
    g_autofree uint8_t *mixed = g_memdup2(g_bytes_get_data(one, NULL), len);

    memcpy(mixed, g_bytes_get_data(two, NULL), head);
    assert_false(opens(&f->pair, mixed, len));
}

static void the_envelope_names_the_form(void **state)
{
    const struct fixture *f = *state;
    struct message_batch batch = {0};
    struct message_item items[2] = {{.kiosk = "20617", .kind = "application"},
                                    {.kiosk = "20617", .kind = "application"}};
    const struct seal_form *forms[2] = {f->suite->small, f->suite->large};

    for (size_t i = 0; i < 2; i++) {
        uuid7_make(items[i].id, 1795392000000, (uint8_t[UUID7_RANDOM]){(uint8_t)i});
        memcpy(items[i].keyid, f->pair.key.keyid, sizeof items[i].keyid);
        items[i].box = seal(f, i ? SUITE_CHUNK : 1);
    }
    g_autoptr(GBytes) body = message_batch_build(items, 2);
    g_autofree char *text = g_strndup(g_bytes_get_data(body, NULL), g_bytes_get_size(body));
    for (size_t i = 0; i < 2; i++) {
        g_autofree char *named = g_strdup_printf("\"sealalg\":\"%s\"", forms[i]->sealalg);
        assert_non_null(strstr(text, named));
        g_bytes_unref(items[i].box);
    }
    assert_true(message_batch_parse(text, strlen(text), &batch, NULL));
    message_batch_clear(&batch);
    strstr(text, "\"sealalg\":\"")[strlen("\"sealalg\":\"")] ^= 1; /* it says another one */
    assert_false(message_batch_parse(text, strlen(text), &batch, NULL));
}

#define SUITE(name, test)                                                                                    \
    {                                                                                                        \
#test " (" #name ")", test, set_up_##name, tear_down, NULL                                           \
    }
#define BOTH(test) SUITE(default, test), SUITE(national, test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOTH(what_was_sealed_opens),
        BOTH(one_region_serves_many),
        BOTH(the_size_tells_kilobytes_only),
        BOTH(every_altered_byte_is_refused),
        BOTH(no_other_length_opens),
        BOTH(another_key_does_not_open),
        BOTH(chunks_are_all_there_and_in_order),
        BOTH(chunks_belong_to_their_head),
        BOTH(the_envelope_names_the_form),
    };
    secret_start();
    suite_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
