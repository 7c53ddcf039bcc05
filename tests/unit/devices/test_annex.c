/* The place of a library in the device room: a status that is no news is dropped, the newest picture wins, a
 * command arrives as a copy of its own, and nothing is left when the room goes. */
#include "bench.h"
#include "devices/annex.h"
#include "devices/wire/files.h"

static struct device_out *given;
static struct device_command *heard;
static unsigned plugs;

static gboolean play_check(const struct uri *uri, GError **error)
{
    (void)uri, (void)error;
    return TRUE;
}

static void *play_start(const struct uri *uri, struct device_out *out)
{
    (void)uri;
    return given = out;
}

static void play_command(void *self, struct device_command *command)
{
    assert_ptr_equal(self, given);
    device_command_free(heard);
    heard = command;
}

static void play_stop(void *self)
{
    assert_ptr_equal(self, given);
    given = NULL;
}

static void play_plugged(void *self)
{
    assert_ptr_equal(self, given);
    plugs++;
}

/* A scheme that device_check knows, so that the annex may be made; what runs is the library below. */
static const struct device_library play = {DEVICE_PRINTER, "escpos",     NULL,      play_check,
                                           play_start,     play_command, play_stop, play_plugged};

struct stage {
    struct mail *letters, *pictures;
    struct annex *annex;
};

static struct stage stage_up(void)
{
    struct stage s = {mail_new(8, device_letter_free, NULL, NULL),
                      mail_new(1, device_picture_free, NULL, NULL)};
    struct uri *uri = uri_parse("escpos:/dev/usb/lp0", NULL);
    s.annex = annex_new(&play, uri, s.letters, s.pictures, &device_files_kernel, NULL);
    assert_non_null(s.annex);
    uri_free(uri);
    return s;
}

static void stage_down(struct stage *s)
{
    annex_free(s->annex);
    assert_null(given);
    mail_free(s->letters);
    mail_free(s->pictures);
    device_command_free(heard);
    heard = NULL;
}

static void tell(enum device_status status)
{
    struct device_letter *letter = device_letter_new(LETTER_STATUS, DEVICE_PRINTER);
    letter->status = status;
    given->emit(given, letter);
}

static void a_status_is_told_once(void **unused)
{
    (void)unused;
    struct stage s = stage_up();
    tell(STATUS_ABSENT);
    tell(STATUS_ABSENT);
    tell(STATUS_READY);
    for (unsigned i = 0; i < 2; i++) {
        struct device_letter *letter = mail_take(s.letters);
        assert_non_null(letter);
        assert_int_equal(letter->status, i ? STATUS_READY : STATUS_ABSENT);
        device_letter_free(letter);
    }
    assert_null(mail_take(s.letters));
    stage_down(&s);
}

static void the_newest_picture_wins(void **unused)
{
    (void)unused;
    struct stage s = stage_up();
    for (unsigned i = 1; i <= 3; i++)
        given->show(given, device_picture_new(DEVICE_CAMERA, i, 4, 4));
    struct device_picture *picture = mail_take(s.pictures);
    assert_int_equal(picture->visit, 3);
    device_picture_free(picture);
    assert_null(mail_take(s.pictures));
    stage_down(&s);
}

static void a_command_is_copied_whole(void **unused)
{
    (void)unused;
    struct stage s = stage_up();
    struct device_command *command = device_command_new(COMMAND_PRINT, DEVICE_PRINTER, 7);
    command->raster = raster_new(16, 2);
    command->raster->bits[3] = 0x5A;
    secret_bytes_text(&command->bytes, "%PDF");
    annex_command(s.annex, command);
    device_command_free(command);
    assert_int_equal(heard->visit, 7);
    assert_int_equal(heard->raster->bits[3], 0x5A);
    assert_int_equal(heard->bytes.len, 4);
    assert_memory_equal(heard->bytes.data, "%PDF", 4);
    stage_down(&s);
}

static void a_plug_is_passed_on(void **unused)
{
    (void)unused;
    struct stage s = stage_up();
    plugs = 0;
    annex_plugged(s.annex);
    assert_int_equal(plugs, 1);
    stage_down(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_status_is_told_once),
        cmocka_unit_test(the_newest_picture_wins),
        cmocka_unit_test(a_command_is_copied_whole),
        cmocka_unit_test(a_plug_is_passed_on),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
