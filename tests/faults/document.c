/* The printer of whole pages against a real one (page_printer.h): every fault that it tells, in the middle of
 * a page, and what becomes of the page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <dirent.h>

#include "base/secret.h"
#include "devices/room.h"
#include "page_jobs.h"
#include "page_server.h"
#include "tests/long_run.h"

enum { PATIENCE_MS = 60000, PAGE_BYTES = 200000 };

struct desk { /* who prints */
    struct page_printer printer;
    struct mail *mail;
    struct device_room *room;
    uint8_t pdf[PAGE_BYTES];
};

static void start(struct desk *d, const char *text)
{
    struct uri *uri = uri_parse(text, NULL);
    d->mail = mail_new(64, device_letter_free, NULL, NULL);
    const struct device_room_options options = {.uris = {[DEVICE_DOCUMENT] = uri}, .letters = d->mail};
    d->room = device_room_start(&options, NULL);
    assert_non_null(d->room);
    uri_free(uri);
}

static void write_page(struct desk *d)
{
    memcpy(d->pdf, "%PDF-1.5\n", 9); /* the rest is any bytes, zeros among them */
    for (size_t i = 9; i < PAGE_BYTES; i++)
        d->pdf[i] = (uint8_t)(i * 2654435761U >> 24);
}

static struct desk *desk_up(const char *format)
{
    struct desk *d = g_new0(struct desk, 1);
    write_page(d);
    d->printer = page_printer_up(format);
    start(d, d->printer.uri);
    return d;
}

static void desk_down(struct desk *d)
{
    device_room_stop(d->room);
    mail_free(d->mail);
    page_printer_down(&d->printer);
    g_free(d);
}

/* The next letter of the document's; owned by the caller. */
static struct device_letter *next(struct desk *d)
{
    for (int i = 0; i < PATIENCE_MS / 10; i++) {
        struct device_letter *letter = mail_take(d->mail);
        if (letter && letter->slot == DEVICE_DOCUMENT)
            return letter;
        device_letter_free(letter);
        if (!letter)
            g_usleep(10000);
    }
    fail_msg("no letter came");
    return NULL;
}

/* Goes on until the printer says so; an answer about a page is not expected meanwhile. */
static void await_status(struct desk *d, enum device_status status, enum device_attention attention)
{
    for (;;) {
        struct device_letter *letter = next(d);
        assert_int_equal(letter->kind, LETTER_STATUS);
        bool there = letter->status == status && letter->attention == attention;
        device_letter_free(letter);
        if (there)
            return;
    }
}

static enum device_attention await_answer(struct desk *d, enum device_letter_kind kind, uint32_t request)
{
    for (;;) {
        struct device_letter *letter = next(d);
        bool there = letter->kind == kind;
        enum device_attention attention = letter->attention;
        assert_true(there || letter->kind == LETTER_STATUS);
        if (there)
            assert_int_equal(letter->request, request);
        device_letter_free(letter);
        if (there)
            return attention;
    }
}

static void ask_room(struct desk *d, enum device_command_kind kind, uint64_t visit, uint32_t request)
{
    struct device_command *command = device_command_new(kind, DEVICE_DOCUMENT, visit);
    command->request = request;
    if (kind == COMMAND_PRINT)
        secret_bytes_append(&command->bytes, d->pdf, PAGE_BYTES);
    device_room_send(d->room, command);
}

static void assert_spooled(const struct desk *d)
{
    g_autofree char *path = page_spooled(&d->printer, 1), *got = NULL;
    gsize n = 0;
    assert_non_null(path);
    assert_true(g_file_get_contents(path, &got, &n, NULL));
    g_autofree char *sum_got = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)got, n);
    g_autofree char *sum_sent = g_compute_checksum_for_data(G_CHECKSUM_SHA256, d->pdf, PAGE_BYTES);
    assert_string_equal(sum_got, sum_sent);
}

static void a_page_arrives_byte_by_byte(void **unused)
{
    (void)unused;
    struct desk *d = desk_up("application/pdf");
    await_status(d, STATUS_READY, ATTENTION_NONE);
    ask_room(d, COMMAND_PRINT, 1, 7);
    await_answer(d, LETTER_JOB_DONE, 7);
    await_status(d, STATUS_READY, ATTENTION_NONE);
    assert_spooled(d);
    desk_down(d);
}

static void a_page_over_an_encrypted_line(void **unused)
{
    (void)unused;
    struct desk *d = g_new0(struct desk, 1);
    write_page(d);
    d->printer = page_printer_up("application/pdf");
    g_autofree char *uri = g_strdup_printf("cups:ipps://localhost:%d/ipp/print", d->printer.port);
    start(d, uri);
    await_status(d, STATUS_READY, ATTENTION_NONE);
    ask_room(d, COMMAND_PRINT, 1, 7);
    await_answer(d, LETTER_JOB_DONE, 7);
    assert_spooled(d);
    desk_down(d);
}

static void paper_is_put_in_and_it_goes_on(void **unused)
{
    (void)unused;
    struct desk *d = desk_up("application/pdf");
    ask_room(d, COMMAND_VISIT, 3, 0);
    page_file(&d->printer, "empty", "");
    ask_room(d, COMMAND_PRINT, 3, 1);
    await_status(d, STATUS_ATTENTION, ATTENTION_PAPER_OUT);
    page_file(&d->printer, "empty", NULL);
    await_answer(d, LETTER_JOB_DONE, 1);
    await_status(d, STATUS_READY, ATTENTION_NONE);
    desk_down(d);
}

static void a_jam_is_told(void **unused)
{
    (void)unused;
    struct desk *d = desk_up("application/pdf");
    page_file(&d->printer, "jam", "");
    ask_room(d, COMMAND_PRINT, 0, 1);
    await_status(d, STATUS_ATTENTION, ATTENTION_PAPER_JAM);
    page_file(&d->printer, "jam", NULL);
    await_answer(d, LETTER_JOB_DONE, 1);
    desk_down(d);
}

/* Who left does not collect it: it must not come out before the next person. */
static void what_waits_is_called_back_with_the_visit(void **unused)
{
    (void)unused;
    struct desk *d = desk_up("application/pdf");
    ask_room(d, COMMAND_VISIT, 3, 0);
    page_file(&d->printer, "empty", "");
    ask_room(d, COMMAND_PRINT, 3, 1);
    await_status(d, STATUS_ATTENTION, ATTENTION_PAPER_OUT);
    ask_room(d, COMMAND_VISIT, 4, 0);
    assert_int_equal(await_answer(d, LETTER_JOB_FAILED, 1), ATTENTION_PAPER_OUT);
    page_file(&d->printer, "empty", NULL);
    await_status(d, STATUS_READY, ATTENTION_NONE);
    desk_down(d);
}

/* The kiosk ends in good order while a page waits for paper. */
static void what_waits_is_called_back_when_the_kiosk_ends(void **unused)
{
    (void)unused;
    struct desk *d = desk_up("application/pdf");
    page_file(&d->printer, "empty", "");
    ask_room(d, COMMAND_PRINT, 0, 1);
    await_status(d, STATUS_ATTENTION, ATTENTION_PAPER_OUT);
    device_room_stop(d->room);
    mail_free(d->mail);
    page_file(&d->printer, "empty", NULL);
    assert_int_equal(page_end_of(&d->printer, 1), IPP_JSTATE_CANCELED);
    start(d, d->printer.uri);
    ask_room(d, COMMAND_PRINT, 0, 2);
    await_answer(d, LETTER_JOB_DONE, 2);
    desk_down(d);
}

/* What becomes of a page that `user` left at the printer when a kiosk starts. */
static ipp_jstate_t left_by(const char *user)
{
    struct desk *d = g_new0(struct desk, 1);
    d->printer = page_printer_up("application/pdf");
    page_file(&d->printer, "slow", "");
    page_leave(&d->printer, user);
    start(d, d->printer.uri);
    await_status(d, STATUS_READY, ATTENTION_NONE);
    page_file(&d->printer, "slow", NULL);
    ipp_jstate_t state = page_end_of(&d->printer, 1);
    desk_down(d);
    return state;
}

static void what_a_kiosk_that_died_left_is_called_back(void **unused)
{
    (void)unused;
    g_autofree char *ours = g_strdup_printf("linchuang-%s", g_get_host_name());
    assert_int_equal(left_by(ours), IPP_JSTATE_CANCELED);
}

/* Another kiosk, or an office: its page is somebody's who stands there. */
static void what_another_machine_prints_stays(void **unused)
{
    (void)unused;
    assert_int_equal(left_by("linchuang-elsewhere"), IPP_JSTATE_COMPLETED);
}

static void what_is_not_wanted_any_more_is_called_back(void **unused)
{
    (void)unused;
    struct desk *d = desk_up("application/pdf");
    page_file(&d->printer, "slow", "");
    ask_room(d, COMMAND_PRINT, 0, 5);
    await_status(d, STATUS_BUSY, ATTENTION_NONE);
    ask_room(d, COMMAND_CANCEL, 0, 5);
    assert_int_equal(await_answer(d, LETTER_JOB_FAILED, 5), ATTENTION_NONE);
    page_file(&d->printer, "slow", NULL);
    await_status(d, STATUS_READY, ATTENTION_NONE);
    desk_down(d);
}

static void a_page_that_its_works_give_up_is_told(void **unused)
{
    (void)unused;
    struct desk *d = desk_up("application/pdf");
    page_file(&d->printer, "broken", "");
    ask_room(d, COMMAND_PRINT, 0, 2);
    assert_int_equal(await_answer(d, LETTER_JOB_FAILED, 2), ATTENTION_FAULT);
    desk_down(d);
}

static void a_format_it_does_not_know_is_told(void **unused)
{
    (void)unused;
    struct desk *d = desk_up("image/pwg-raster");
    ask_room(d, COMMAND_PRINT, 0, 2);
    assert_int_equal(await_answer(d, LETTER_JOB_FAILED, 2), ATTENTION_FAULT);
    desk_down(d);
}

static void switched_off_in_a_page_and_back(void **unused)
{
    (void)unused;
    struct desk *d = desk_up("application/pdf");
    page_file(&d->printer, "slow", "");
    ask_room(d, COMMAND_PRINT, 0, 2);
    await_status(d, STATUS_BUSY, ATTENTION_NONE);
    page_end(&d->printer.printer, SIGKILL);
    await_status(d, STATUS_ABSENT, ATTENTION_NONE);
    assert_int_equal(await_answer(d, LETTER_JOB_FAILED, 2), ATTENTION_OFFLINE);
    page_file(&d->printer, "slow", NULL);
    page_printer_on(&d->printer);
    await_status(d, STATUS_READY, ATTENTION_NONE);
    ask_room(d, COMMAND_PRINT, 0, 3); /* the printer counts from 1 again; this is another page */
    await_answer(d, LETTER_JOB_DONE, 3);
    desk_down(d);
}

/* A new visit looks at once, so that nobody waits here for the next half minute. */
static void look_now(struct desk *d, enum device_status status)
{
    for (uint64_t visit = 10;; visit++) {
        ask_room(d, COMMAND_VISIT, visit, 0);
        struct device_letter *letter = next(d);
        bool there = letter->status == status;
        device_letter_free(letter);
        if (there)
            return;
    }
}

/* The same by a queue of the machine's print server: the printer's words come through it. */
static void through_the_print_server(void **unused)
{
    (void)unused;
    struct desk *d = g_new0(struct desk, 1);
    write_page(d);
    d->printer = page_printer_up("application/pdf");
    GPid server = page_server_up(&d->printer);
    start(d, "cups:office");
    await_status(d, STATUS_READY, ATTENTION_NONE);
    page_file(&d->printer, "empty", "");
    ask_room(d, COMMAND_PRINT, 0, 4);
    await_status(d, STATUS_ATTENTION, ATTENTION_PAPER_OUT);
    page_file(&d->printer, "empty", NULL);
    await_answer(d, LETTER_JOB_DONE, 4);
    assert_spooled(d);
    page_end(&server, SIGTERM);
    look_now(d, STATUS_ABSENT);
    desk_down(d);
}

static unsigned descriptors(void)
{
    DIR *dir = opendir("/proc/self/fd");
    unsigned n = 0;
    while (readdir(dir))
        n++;
    closedir(dir);
    return n;
}

static void off_and_on_again_and_again(void **unused)
{
    (void)unused;
    const char *times = getenv("LC_PLUGS");
    int count = times && *times ? atoi(times) : long_run() ? 100 : 20;
    struct desk *d = desk_up("application/pdf");
    await_status(d, STATUS_READY, ATTENTION_NONE);
    unsigned before = descriptors();
    for (int i = 0; i < count; i++) {
        page_end(&d->printer.printer, SIGKILL);
        look_now(d, STATUS_ABSENT);
        page_printer_on(&d->printer);
        look_now(d, STATUS_READY);
    }
    assert_true(descriptors() <= before + 1); /* a line that is being asked right now */
    ask_room(d, COMMAND_PRINT, 10000, 9);
    await_answer(d, LETTER_JOB_DONE, 9);
    desk_down(d);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_arrives_byte_by_byte),
        cmocka_unit_test(a_page_over_an_encrypted_line),
        cmocka_unit_test(paper_is_put_in_and_it_goes_on),
        cmocka_unit_test(a_jam_is_told),
        cmocka_unit_test(what_waits_is_called_back_with_the_visit),
        cmocka_unit_test(what_waits_is_called_back_when_the_kiosk_ends),
        cmocka_unit_test(what_a_kiosk_that_died_left_is_called_back),
        cmocka_unit_test(what_another_machine_prints_stays),
        cmocka_unit_test(what_is_not_wanted_any_more_is_called_back),
        cmocka_unit_test(a_page_that_its_works_give_up_is_told),
        cmocka_unit_test(a_format_it_does_not_know_is_told),
        cmocka_unit_test(switched_off_in_a_page_and_back),
        cmocka_unit_test(through_the_print_server),
        cmocka_unit_test(off_and_on_again_and_again),
    };
    secret_start();
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
