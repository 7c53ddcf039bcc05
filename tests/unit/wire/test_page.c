/* A document on its way to the printer: whole and a PDF, or nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "base/secret.h"
#include "wire/messages.h"

/* "%PDF-1.5\n\0\xff" and its base64 by coreutils. */
static const char good[] =
    "{\"ok\":true,\"document\":{\"type\":\"application/pdf\",\"data\":\"JVBERi0xLjUKAP8=\"}}";
static const char bytes[] = "%PDF-1.5\n\0\xff";

static void a_page_comes_byte_by_byte(void **state)
{
    struct secret_bytes pdf = {0};
    (void)state;
    assert_true(message_page_parse(good, sizeof good - 1, &pdf, NULL));
    assert_int_equal(pdf.len, sizeof bytes - 1);
    assert_memory_equal(pdf.data, bytes, pdf.len);
    secret_bytes_clear(&pdf);
}

static void half_of_it_is_none(void **state)
{
    (void)state;
    for (size_t n = 0; n < sizeof good - 1; n++) {
        struct secret_bytes pdf = {0};
        assert_false(message_page_parse(good, n, &pdf, NULL));
        assert_int_equal(pdf.len, 0);
    }
}

static void what_is_no_pdf_is_none(void **state)
{
    static const char *const wrong[] = {
        "{\"ok\":false,\"document\":{\"type\":\"application/"
        "pdf\",\"data\":\"JVBERi0xLjUKAP8=\"}}",
        "{\"ok\":true,\"document\":{\"type\":\"text/html\",\"data\":\"JVBERi0xLjUKAP8=\"}}",
        "{\"ok\":true,\"document\":{\"type\":\"application/"
        "pdf\",\"data\":\"PGh0bWw+PC9odG1sPg==\"}}", /* <html>
                                                      */
        "{\"ok\":true,\"document\":{\"type\":\"application/pdf\",\"data\":\"JVBERi0xLjUKAP8\"}}",
        "{\"ok\":true,\"document\":{\"type\":\"application/pdf\",\"data\":\"JVBE "
        "Ri0xLjUKAP8=\"}}",
        "{\"ok\":true,\"document\":{\"type\":\"application/pdf\",\"data\":\"\"}}",
        "{\"ok\":true,\"document\":{\"type\":\"application/pdf\",\"data\":7}}",
        "{\"ok\":true,\"document\":[]}",
        "{\"ok\":true}",
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        struct secret_bytes pdf = {0};
        g_autoptr(GError) error = NULL;
        if (message_page_parse(wrong[i], strlen(wrong[i]), &pdf, &error))
            fail_msg("%s", wrong[i]);
        assert_non_null(error);
        assert_int_equal(pdf.len, 0);
    }
}

static void a_refusal_says_why(void **state)
{
    static const char late[] = "{\"ok\":false,\"problem\":\"late\"}";
    struct secret_bytes pdf = {0};
    g_autoptr(GError) error = NULL;
    (void)state;
    assert_false(message_page_parse(late, sizeof late - 1, &pdf, &error));
    assert_string_equal(error->message, "late");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_comes_byte_by_byte),
        cmocka_unit_test(half_of_it_is_none),
        cmocka_unit_test(what_is_no_pdf_is_none),
        cmocka_unit_test(a_refusal_says_why),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
