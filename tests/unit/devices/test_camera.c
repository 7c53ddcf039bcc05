/* A camera behind the seam of file operations: a V4L2 node of the tests' own that streams a JPEG, can be
 * pulled out, stand still, or send only what is broken. Both libraries run as in the cabinet. */
#include <errno.h>
#include <linux/videodev2.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mail.h"
#include "devices/annex.h"
#include "devices/camera/camera.h"
#include "devices/camera/jpeg.h"
#include "devices/wire/files.h"
#include "photo.h"

enum { WIDTH = 1296, HEIGHT = 972, BUFFERS = 4, BUFFER_BYTES = 1 << 20, UNPLUGS = 100 };

/* One camera; what the tests set is guarded by the lock, the rest counts. */
static struct node {
    pthread_mutex_t lock; /* one that the thread sanitizer knows */
    bool absent, yuyv, broken, dark;
    uint32_t discrete_sizes;
    struct secret_bytes jpeg;
    int opens, closes, maps, unmaps, streams, focus;
    int fd;
    unsigned queued[BUFFERS], queue_len;
    bool streaming;
    unsigned width, height;
    uint8_t *buffers[BUFFERS];
} node;

static int refuse(int why)
{
    errno = why;
    return -1;
}

static int node_open(const char *path, int flags)
{
    (void)flags;
    pthread_mutex_lock(&node.lock);
    int fd = node.absent ? refuse(ENOENT) : eventfd(1, EFD_CLOEXEC | EFD_NONBLOCK); /* always readable */
    assert_string_equal(path, "/dev/video9");
    if (fd >= 0) {
        node.opens++;
        node.fd = fd;
        node.queue_len = 0;
    }
    pthread_mutex_unlock(&node.lock);
    return fd;
}

static int node_close(int fd)
{
    pthread_mutex_lock(&node.lock);
    node.closes++;
    node.streaming = false;
    pthread_mutex_unlock(&node.lock);
    return close(fd);
}

static int enumerate_size(struct v4l2_frmsizeenum *size)
{
    static const unsigned sizes[][2] = {{640, 480}, {WIDTH, HEIGHT}, {2592, 1944}};
    if (size->index >= G_N_ELEMENTS(sizes))
        return refuse(EINVAL);
    size->type = V4L2_FRMSIZE_TYPE_DISCRETE;
    size->discrete = (struct v4l2_frmsize_discrete){sizes[size->index][0], sizes[size->index][1]};
    return 0;
}

static void fill_yuyv(uint8_t *to, size_t n)
{
    memset(to, 0x60, n);
    for (size_t i = 0; node.dark && i < n; i++)
        to[i] = i % 2 ? 0x80 : 0x18; /* no colour, and hardly a light */
}

static int take_out(struct v4l2_buffer *buffer)
{
    if (node.queue_len == 0)
        return refuse(EAGAIN);
    unsigned index = node.queued[0];
    memmove(node.queued, node.queued + 1, --node.queue_len * sizeof node.queued[0]);
    size_t n = node.yuyv ? (size_t)node.width * node.height * 2 : node.jpeg.len;
    if (node.yuyv)
        fill_yuyv(node.buffers[index], MIN(n, BUFFER_BYTES));
    else
        memcpy(node.buffers[index], node.jpeg.data, n);
    buffer->index = index;
    buffer->bytesused = (uint32_t)MIN(n / (node.broken ? 2 : 1), BUFFER_BYTES);
    return 0;
}

static int format_of(struct v4l2_fmtdesc *format)
{
    static const uint32_t both[] = {V4L2_PIX_FMT_YUYV, V4L2_PIX_FMT_MJPEG};
    if (format->index >= (node.yuyv ? 1 : G_N_ELEMENTS(both)))
        return refuse(EINVAL);
    format->pixelformat = both[format->index];
    return 0;
}

static int set_format(struct v4l2_format *format)
{
    node.width = format->fmt.pix.width;
    node.height = format->fmt.pix.height;
    format->fmt.pix.bytesperline = node.yuyv ? 2 * node.width : 0;
    return 0;
}

static int answer(unsigned long request, void *data)
{
    struct v4l2_buffer *buffer = data;
    switch (request) {
    case VIDIOC_QUERYCAP:
        ((struct v4l2_capability *)data)->capabilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
        return 0;
    case VIDIOC_ENUM_FMT:
        return format_of(data);
    case VIDIOC_ENUM_FRAMESIZES:
        return enumerate_size(data);
    case VIDIOC_S_FMT:
        return set_format(data);
    case VIDIOC_S_PARM:
    case VIDIOC_QUERYCTRL:
        return 0;
    case VIDIOC_S_CTRL:
        node.focus++;
        return 0;
    case VIDIOC_REQBUFS:
        ((struct v4l2_requestbuffers *)data)->count = BUFFERS;
        return 0;
    case VIDIOC_QUERYBUF:
        buffer->length = BUFFER_BYTES;
        buffer->m.offset = buffer->index * BUFFER_BYTES;
        return 0;
    case VIDIOC_QBUF:
        node.queued[node.queue_len++] = buffer->index;
        return 0;
    case VIDIOC_STREAMON:
        node.streams++;
        node.streaming = true;
        return 0;
    case VIDIOC_STREAMOFF:
        node.streaming = false;
        return 0;
    case VIDIOC_DQBUF:
        return take_out(buffer);
    default:
        return refuse(ENOTTY);
    }
}

static int node_ioctl(int fd, unsigned long request, void *data)
{
    (void)fd;
    pthread_mutex_lock(&node.lock);
    int answered = node.absent ? refuse(ENODEV) : answer(request, data);
    pthread_mutex_unlock(&node.lock);
    return answered;
}

static void *node_map(size_t n, int protection, int fd, off_t at)
{
    (void)protection, (void)fd;
    pthread_mutex_lock(&node.lock);
    node.maps++;
    pthread_mutex_unlock(&node.lock);
    return node.buffers[at / BUFFER_BYTES] = g_malloc0(n);
}

static int node_unmap(void *memory, size_t n)
{
    (void)n;
    pthread_mutex_lock(&node.lock);
    node.unmaps++;
    pthread_mutex_unlock(&node.lock);
    g_free(memory);
    return 0;
}

static const struct device_files files = {
    .open = node_open, .close = node_close, .ioctl = node_ioctl, .map = node_map, .unmap = node_unmap};

static void plug(bool in)
{
    pthread_mutex_lock(&node.lock);
    node.absent = !in;
    pthread_mutex_unlock(&node.lock);
}

/* What the camera's thread may count at this moment. */
static int count(const int *what)
{
    pthread_mutex_lock(&node.lock);
    int counted = *what;
    pthread_mutex_unlock(&node.lock);
    return counted;
}

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
