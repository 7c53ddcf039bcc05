/* The cameras' libraries at a V4L2 node of the tests' own (v4l2_node.h): both run as in the cabinet. */
#include <stdlib.h>

#include "base/mail.h"
#include "devices/annex.h"
#include "devices/camera/camera.h"
#include "devices/camera/jpeg.h"
#include "photo.h"
#include "v4l2_node.h"

enum { UNPLUGS = 100 };

static void wait_closed(void)
{
    while (count(&node.opens) != count(&node.closes))
        g_usleep(500);
}

struct stage {
    struct mail *letters, *pictures;
    struct annex *annex;
    enum device_slot slot;
};

static struct stage stage_up(const struct device_library *library, const char *text)
{
    struct stage s = {mail_new(64, device_letter_free, NULL, NULL),
                      mail_new(1, device_picture_free, NULL, NULL), NULL, library->slot};
    struct uri *uri = uri_parse(text, NULL);
    g_autoptr(GError) error = NULL;
    s.annex = annex_new(library, uri, s.letters, s.pictures, &files, &error);
    assert_non_null(s.annex);
    uri_free(uri);
    return s;
}

static void stage_down(struct stage *s)
{
    annex_free(s->annex);
    mail_free(s->letters);
    mail_free(s->pictures);
    assert_int_equal(node.opens, node.closes);
    assert_int_equal(node.maps, node.unmaps);
}

static void tell(struct stage *s, enum device_command_kind kind, bool flag)
{
    struct device_command *command = device_command_new(kind, s->slot, 7);
    command->flag = flag;
    command->request = 3;
    annex_command(s->annex, command);
    device_command_free(command);
}

/* Waits as long as ctest does: what never comes fails there. */
static struct device_letter *next_letter(struct stage *s, enum device_letter_kind kind)
{
    for (;;) {
        struct device_letter *letter = mail_take(s->letters);
        if (letter && letter->kind == kind)
            return letter;
        device_letter_free(letter);
        g_usleep(500);
    }
}

static struct device_picture *next_picture(struct stage *s)
{
    struct device_picture *picture;
    while (!(picture = mail_take(s->pictures)))
        g_usleep(500);
    return picture;
}

static void wait_status(struct stage *s, enum device_status status)
{
    for (;;) {
        struct device_letter *letter = next_letter(s, LETTER_STATUS);
        bool there = letter->status == status;
        device_letter_free(letter);
        if (there)
            return;
    }
}

static int set_up(void **unused)
{
    (void)unused;
    struct pixels rgb;
    struct sheet_corners truth;
    node = (struct node){0};
    photo_make(5, WIDTH, HEIGHT, &rgb, &truth);
    assert_true(jpeg_encode(&node.jpeg, &rgb, 85));
    pixels_clear(&rgb);
    return 0;
}

static int tear_down(void **unused)
{
    (void)unused;
    secret_bytes_clear(&node.jpeg);
    return 0;
}

static void it_is_off_until_wanted(void **unused)
{
    (void)unused;
    struct stage s = stage_up(&page_camera_library, "v4l2:/dev/video9?size=1296x972");
    wait_status(&s, STATUS_READY);
    assert_int_equal(count(&node.streams), 0);
    tell(&s, COMMAND_SWITCH, true);
    struct device_picture *picture = next_picture(&s);
    assert_int_equal(picture->slot, DEVICE_CAMERA);
    assert_int_equal(picture->visit, 7);
    assert_true(MAX(picture->width, picture->height) <= 648);
    assert_int_equal(picture->says, PICTURE_WELL);
    assert_true(picture->x[0] > 0 && picture->x[1] > picture->x[0]);
    device_picture_free(picture);
    assert_int_equal(count((const int *)&node.width), WIDTH);
    assert_int_equal(count(&node.focus), 1);
    tell(&s, COMMAND_SWITCH, false);
    wait_closed();
    stage_down(&s);
}

static void a_page_is_taken(void **unused)
{
    (void)unused;
    struct stage s = stage_up(&page_camera_library, "v4l2:/dev/video9?size=1296x972");
    struct pixels page;
    tell(&s, COMMAND_SWITCH, true);
    tell(&s, COMMAND_CAPTURE, false);
    struct device_letter *letter = next_letter(&s, LETTER_PHOTO);
    assert_true(letter->flag);
    assert_int_equal(letter->visit, 7);
    assert_int_equal(letter->request, 3);
    assert_true(letter->bytes.len > 0 && letter->bytes.len <= 250000);
    assert_true(jpeg_decode(&page, letter->bytes.data, letter->bytes.len, 1, 3));
    double ratio = (double)MAX(page.width, page.height) / MIN(page.width, page.height);
    assert_true(ratio > 1.2 && ratio < 1.5);
    pixels_clear(&page);
    device_letter_free(letter);
    struct device_picture *picture = next_picture(&s);
    assert_int_equal(picture->says, PICTURE_TAKEN); /* and none comes after it */
    device_picture_free(picture);
    stage_down(&s);
}

/* The next visit: whatever was asked for before it is nobody's. */
static void a_new_visit_switches_it_off(void **unused)
{
    (void)unused;
    struct stage s = stage_up(&page_camera_library, "v4l2:/dev/video9?size=1296x972");
    tell(&s, COMMAND_SWITCH, true);
    device_picture_free(next_picture(&s));
    tell(&s, COMMAND_VISIT, false);
    wait_closed();
    stage_down(&s);
}

static void broken_frames_are_dropped(void **unused)
{
    (void)unused;
    node.broken = true;
    struct stage s = stage_up(&page_camera_library, "v4l2:/dev/video9");
    tell(&s, COMMAND_SWITCH, true);
    wait_status(&s, STATUS_READY);
    while (!count(&node.streams))
        g_usleep(500);
    assert_null(mail_take(s.pictures));
    pthread_mutex_lock(&node.lock);
    node.broken = false;
    pthread_mutex_unlock(&node.lock);
    device_picture_free(next_picture(&s));
    stage_down(&s);
}

static void pulled_out_and_put_back(void **unused)
{
    (void)unused;
    struct stage s = stage_up(&page_camera_library, "v4l2:/dev/video9?size=640x480");
    tell(&s, COMMAND_SWITCH, true);
    for (unsigned i = 0; i < UNPLUGS; i++) {
        wait_status(&s, STATUS_READY);
        plug(false);
        wait_status(&s, STATUS_ABSENT);
        plug(true);
        tell(&s, COMMAND_SWITCH, false); /* the next page that wants it waits for no back-off */
        tell(&s, COMMAND_SWITCH, true);
    }
    device_picture_free(next_picture(&s));
    stage_down(&s);
}

/* What is asked of it from here on waits for the lock. */
static void hold_amid_a_frame(void)
{
    pthread_mutex_lock(&node.lock);
    while (g_atomic_int_get(&node.knocks) == g_atomic_int_get(&node.let_in))
        g_thread_yield();
}

/* Both words come amid a frame, and no frame lies behind it: the camera is on, and not late. */
static void off_and_on_in_one_breath(void **unused)
{
    enum { BREATHS = 50 };
    (void)unused;
    struct stage s = stage_up(&page_camera_library, "v4l2:/dev/video9?size=640x480");
    tell(&s, COMMAND_SWITCH, true);
    for (unsigned i = 0; i < BREATHS; i++) {
        eventfd_t frames;
        device_picture_free(next_picture(&s));
        hold_amid_a_frame();
        int before = node.looks;
        assert_int_equal(eventfd_read(node.fd, &frames), 0);
        tell(&s, COMMAND_SWITCH, false);
        tell(&s, COMMAND_SWITCH, true);
        annex_plugged(s.annex); /* is looked at behind both */
        pthread_mutex_unlock(&node.lock);
        while (count(&node.looks) == before)
            g_thread_yield();
        assert_int_equal(eventfd_write(node.fd, frames), 0);
    }
    device_picture_free(next_picture(&s));
    assert_int_equal(count(&node.streams), 1);
    stage_down(&s);
}

/* Told of a plug it looks at once; by itself it would look every ten seconds, longer than this test may last.
 */
static void a_plug_is_looked_at(void **unused)
{
    (void)unused;
    struct stage s = stage_up(&page_camera_library, "v4l2:/dev/video9");
    for (unsigned i = 0; i < UNPLUGS; i++) {
        wait_status(&s, STATUS_READY);
        plug(false);
        annex_plugged(s.annex);
        wait_status(&s, STATUS_ABSENT);
        plug(true);
        annex_plugged(s.annex);
    }
    stage_down(&s);
}

/* In the dark no frame need come: what was pulled out is closed because it is said. */
static void a_lost_one_is_closed(void **unused)
{
    (void)unused;
    struct stage s = stage_up(&code_camera_library, "camera:/dev/video9?size=640x480");
    node.yuyv = true;
    tell(&s, COMMAND_READ, false);
    device_picture_free(next_picture(&s));
    annex_plugged(s.annex); /* somebody else's */
    device_picture_free(next_picture(&s));
    assert_int_equal(count(&node.streams), 1);
    plug(false);
    annex_plugged(s.annex);
    wait_status(&s, STATUS_ABSENT);
    stage_down(&s);
}

static void the_dark_is_said(void **unused)
{
    (void)unused;
    node.yuyv = node.dark = true;
    struct stage s = stage_up(&code_camera_library, "camera:/dev/video9?size=640x480");
    tell(&s, COMMAND_READ, false);
    struct device_picture *picture = next_picture(&s);
    assert_int_equal(picture->says, PICTURE_DARK);
    device_picture_free(picture);
    stage_down(&s);
}

static void a_yuyv_camera_scans_only_when_asked(void **unused)
{
    (void)unused;
    node.yuyv = true;
    struct stage s = stage_up(&code_camera_library, "camera:/dev/video9?size=640x480");
    wait_status(&s, STATUS_READY);
    assert_int_equal(count(&node.streams), 0);
    tell(&s, COMMAND_READ, false);
    struct device_picture *picture = next_picture(&s);
    assert_int_equal(picture->slot, DEVICE_SCANNER);
    assert_int_equal(picture->width, 640);
    assert_int_equal(picture->says, PICTURE_SAYS_NOTHING);
    device_picture_free(picture);
    tell(&s, COMMAND_REST, false);
    wait_closed();
    stage_down(&s);
}

static void its_uri_is_checked(void **unused)
{
    (void)unused;
    static const char *const wrong[] = {"v4l2:video0", "v4l2:/dev/video0?size=1280",
                                        "v4l2:/dev/video0?size=8x8", "v4l2:/dev/video0?size=1280x720x3"};
    for (unsigned i = 0; i < G_N_ELEMENTS(wrong); i++) {
        struct uri *uri = uri_parse(wrong[i], NULL);
        assert_false(page_camera_library.check(uri, NULL));
        uri_free(uri);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_off_until_wanted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_page_is_taken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_new_visit_switches_it_off, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_plug_is_looked_at, set_up, tear_down),
        cmocka_unit_test_setup_teardown(off_and_on_in_one_breath, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_lost_one_is_closed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_dark_is_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(broken_frames_are_dropped, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pulled_out_and_put_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_yuyv_camera_scans_only_when_asked, set_up, tear_down),
        cmocka_unit_test(its_uri_is_checked),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
