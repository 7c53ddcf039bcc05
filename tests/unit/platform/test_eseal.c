/* The signature under a certificate, as others judge it: pdfsig of poppler (by NSS) and OpenSSL's cms; and
 * its code, as a kiosk reads it without a line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <cairo.h>
#include <jansson.h>
#include <string.h>

#include "platform/certificate.h"
#include "platform/eseal.h"
#include "platform/platform_room.h"
#include "wire/messages.h"
#include "wire/proof.h"

#define WANG "\"person\":{\"name\":\"王秀兰\",\"number\":\"" ROOM_PERSON "\"}"

/* cairo 1.16 and fontconfig, as in test_certificate.c. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libcairo\nleak:libfontconfig\n";
}

struct desk {
    struct room *room;
    char *dir, *pdf, *ca;
    uint8_t sign[PROOF_SECRET_BYTES];
    struct secret_bytes page;
};

static json_t *ask(struct desk *desk, const char *kind, const char *number)
{
    g_autofree char *body = g_strdup_printf(
        "{\"kind\":\"%s\",\"service\":\"canbao-zhengming\"," WANG ",\"number\":\"%s\"}", kind, number);
    struct reply reply = room_ask(desk->room, "POST", "/v1/online", body);
    assert_int_equal(reply.status, 200);
    json_t *answer = json_loadb(reply.body, reply.len, 0, NULL);
    if (strcmp(kind, "document") == 0)
        assert_true(message_page_parse(reply.body, reply.len, &desk->page, NULL));
    reply_clear(&reply);
    return answer;
}

static int set_up_desk(void **state)
{
    struct desk *desk = g_new0(struct desk, 1);
    void *room = NULL;
    set_up(&room);
    desk->room = room;
    desk->dir = g_dir_make_tmp("eseal-XXXXXX", NULL);
    desk->pdf = g_build_filename(desk->dir, "page.pdf", NULL);
    desk->ca = g_build_filename(desk->dir, "ca.crt", NULL);
    crypto_sign_keypair(desk->room->keys.sign_public, desk->sign);
    desk->room->keys.sign_secret = desk->sign;
    assert_true(certificate_make(desk->dir, "127.0.0.1", NULL));
    desk->room->platform.eseal = eseal_load(desk->dir, NULL);
    assert_non_null(desk->room->platform.eseal);
    json_t *issued = ask(desk, "certificate", "");
    json_t *document = json_object_get(issued, "document");
    json_decref(ask(desk, "document", json_string_value(json_object_get(document, "number"))));
    json_decref(issued);
    *state = desk;
    return 0;
}

static int tear_down_desk(void **state)
{
    struct desk *desk = *state;
    void *room = desk->room;
    g_autoptr(GDir) dir = g_dir_open(desk->dir, 0, NULL);
    const char *name;
    while ((name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(desk->dir, name, NULL);
        g_unlink(path);
    }
    g_rmdir(desk->dir);
    eseal_free(desk->room->platform.eseal);
    secret_bytes_clear(&desk->page);
    tear_down(&room);
    g_free(desk->dir);
    g_free(desk->pdf);
    g_free(desk->ca);
    g_free(desk);
    return 0;
}

/* Its output with the errors; `status` as of wait(2). */
static char *run(int *status, const char *const *words)
{
    char *out = NULL, *err = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_spawn_sync(NULL, (char **)(gpointer)words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err,
                      status, &error))
        fail_msg("%s: %s", words[0], error->message);
    char *all = g_strconcat(out, err, NULL);
    g_free(out);
    g_free(err);
    return all;
}

static void save(struct desk *desk)
{
    assert_true(g_file_set_contents(desk->pdf, (const char *)desk->page.data, (gssize)desk->page.len, NULL));
}

static bool pdfsig_believes(struct desk *desk)
{
    int status;
    save(desk);
    g_autofree char *said = run(&status, (const char *const[]){"pdfsig", "-nocert", desk->pdf, NULL});
    return strstr(said, "Signature is Valid.") && strstr(said, "Total document signed") &&
           strstr(said, "Linchuang demo seal");
}

static void poppler_believes_it(void **state)
{
    struct desk *desk = *state;
    const char *keep = g_getenv("LC_SAVE_PAGE");
    assert_true(pdfsig_believes(desk));
    if (keep)
        assert_true(g_file_set_contents(keep, (const char *)desk->page.data, (gssize)desk->page.len, NULL));
}

/* A byte of the page, of its fonts, of the update; and what is added behind. */
static void a_byte_altered_is_not_believed(void **state)
{
    struct desk *desk = *state;
    const char *field = memmem(desk->page.data, desk->page.len, "/Reason (", 9);
    assert_non_null(field);
    const size_t places[] = {200, desk->page.len / 2,
                             (size_t)((const uint8_t *)field - desk->page.data) + 12};
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        desk->page.data[places[i]] ^= 1;
        assert_false(pdfsig_believes(desk));
        desk->page.data[places[i]] ^= 1;
    }
    assert_true(pdfsig_believes(desk));
    secret_bytes_text(&desk->page, "% more\n");
    assert_false(pdfsig_believes(desk));
}

/* The two parts and the signature out of the PDF, by its own ByteRange. */
static void take_apart(struct desk *desk, const char *content, const char *der)
{
    const char *data = (const char *)desk->page.data,
               *range = memmem(data, desk->page.len, "/ByteRange [", 12);
    unsigned from, first, second, rest;
    assert_non_null(range);
    assert_int_equal(sscanf(range, "/ByteRange [ %u %u %u %u ]", &from, &first, &second, &rest), 4);
    assert_int_equal(from, 0);
    assert_int_equal(second + rest, desk->page.len);
    g_autoptr(GByteArray) signed_bytes = g_byte_array_new(), signature = g_byte_array_new();
    g_byte_array_append(signed_bytes, desk->page.data, first);
    g_byte_array_append(signed_bytes, desk->page.data + second, rest);
    for (const char *hex = data + first + 1; *hex != '>'; hex += 2) {
        uint8_t byte = (uint8_t)(g_ascii_xdigit_value(hex[0]) << 4 | g_ascii_xdigit_value(hex[1]));
        g_byte_array_append(signature, &byte, 1);
    }
    assert_int_equal(signature->data[0], 0x30);
    assert_int_equal(signature->data[1], 0x82);
    unsigned len = 4 + (unsigned)(signature->data[2] << 8 | signature->data[3]); /* the rest is zeros */
    assert_true(g_file_set_contents(content, (const char *)signed_bytes->data, signed_bytes->len, NULL));
    assert_true(g_file_set_contents(der, (const char *)signature->data, len, NULL));
}

static void openssl_believes_it(void **state)
{
    struct desk *desk = *state;
    g_autofree char *content = g_build_filename(desk->dir, "content", NULL);
    g_autofree char *der = g_build_filename(desk->dir, "signature.der", NULL);
    const char *const words[] = {"openssl", "cms",    "-verify", "-binary",   "-inform",
                                 "DER",     "-in",    der,       "-content",  content,
                                 "-CAfile", desk->ca, "-out",    "/dev/null", NULL};
    int status;
    take_apart(desk, content, der);
    g_autofree char *said = run(&status, words);
    if (status != 0)
        fail_msg("%s", said);
    desk->page.data[200] ^= 1;
    take_apart(desk, content, der);
    g_autofree char *no = run(&status, words);
    assert_int_not_equal(status, 0);
}

/* Read off the drawn page by zbar: what a kiosk gets. */
static void its_code_is_believed_without_a_line(void **state)
{
    struct desk *desk = *state;
    g_autofree char *stem = g_build_filename(desk->dir, "drawn", NULL);
    g_autofree char *png = g_strconcat(stem, ".png", NULL);
    struct proof_keys keys = {.count = 1};
    struct proof proof;
    int status;
    memcpy(keys.key[0], desk->room->keys.sign_public, sizeof keys.key[0]);
    save(desk);
    g_autofree char *drawn = run(&status, (const char *const[]){"pdftoppm", "-r", "200", "-png",
                                                                "-singlefile", desk->pdf, stem, NULL});
    assert_int_equal(status, 0);
    g_autofree char *read = run(&status, (const char *const[]){"zbarimg", "-q", "--raw", png, NULL});
    assert_int_equal(status, 0);
    char *end = strchr(read, '\n');
    assert_non_null(end);
    *end = '\0';
    assert_true(g_str_has_prefix(read, "https://platform.example/v/"));
    assert_int_equal(proof_open(read, &keys, &proof), PROOF_TRUE);
    assert_string_equal(proof.name, "王*兰");
    assert_int_equal(strlen(proof.number), 16);
    read[strlen(read) - 5] ^= 1;
    assert_int_equal(proof_open(read, &keys, &proof), PROOF_ALTERED);
}

#define DESK(test) cmocka_unit_test_setup_teardown(test, set_up_desk, tear_down_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK(poppler_believes_it),
        DESK(a_byte_altered_is_not_believed),
        DESK(openssl_believes_it),
        DESK(its_code_is_believed_without_a_line),
    };
    secret_start();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    cairo_debug_reset_static_data();
    return failed;
}
