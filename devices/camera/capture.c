#include "devices/camera/capture.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <linux/videodev2.h>
#include <string.h>
#include <sys/mman.h>

#include "base/secret.h"

enum { BUFFERS = 4, FORMATS_MAX = 64, SIZES_MAX = 128, RATE_UNKNOWN = 15, RATE_MAX = 120 };

struct capture {
    const struct device_files *files;
    int fd;
    struct {
        void *memory;
        size_t size;
    } buffers[BUFFERS];
    unsigned count, width, height, stride, rate;
    enum capture_format format;
    bool streams, holds;
    struct v4l2_buffer held;
};

static int ask(const struct device_files *files, int fd, unsigned long request, void *data)
{
    int answer;
    do
        answer = files->ioctl(fd, request, data);
    while (answer < 0 && errno == EINTR);
    return answer;
}

static int open_camera(const struct device_files *files, const char *path)
{
    struct v4l2_capability is = {0};
    int fd = files->open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return -1;
    int well = ask(files, fd, VIDIOC_QUERYCAP, &is);
    uint32_t can = is.capabilities & V4L2_CAP_DEVICE_CAPS ? is.device_caps : is.capabilities;
    if (well == 0 && (can & V4L2_CAP_VIDEO_CAPTURE) && (can & V4L2_CAP_STREAMING))
        return fd;
    int why = well < 0 ? errno : ENOTTY; /* of two nodes of a camera one tells of its frames only */
    files->close(fd);
    errno = why;
    return -1;
}

int capture_probe(const struct device_files *files, const char *path)
{
    int fd = open_camera(files, path);
    if (fd < 0)
        return errno;
    files->close(fd);
    return 0;
}

/* JPEG before YUYV: the wire of a USB camera carries large pictures no other way. */
static uint32_t choose_format(const struct capture *c)
{
    static const uint32_t best_first[] = {V4L2_PIX_FMT_MJPEG, V4L2_PIX_FMT_JPEG, V4L2_PIX_FMT_YUYV};
    unsigned best = G_N_ELEMENTS(best_first);

    for (unsigned i = 0; i < FORMATS_MAX; i++) {
        struct v4l2_fmtdesc format = {.index = i, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
        if (ask(c->files, c->fd, VIDIOC_ENUM_FMT, &format) < 0)
            break;
        for (unsigned k = 0; k < best; k++)
            if (format.pixelformat == best_first[k])
                best = k;
    }
    return best < G_N_ELEMENTS(best_first) ? best_first[best] : 0;
}

/* The smallest that holds what is wanted; else the largest there is. */
static bool is_better(unsigned w, unsigned h, unsigned best_w, unsigned best_h, unsigned want_w,
                      unsigned want_h)
{
    bool holds = w >= want_w && h >= want_h, best_holds = best_w >= want_w && best_h >= want_h;
    uint64_t area = (uint64_t)w * h, best_area = (uint64_t)best_w * best_h;
    if (best_w == 0 || holds != best_holds)
        return best_w == 0 || holds;
    return holds ? area < best_area : area > best_area;
}

static void choose_size(const struct capture *c, uint32_t format, unsigned *width, unsigned *height)
{
    unsigned best_w = 0, best_h = 0;

    for (unsigned i = 0; i < SIZES_MAX; i++) {
        struct v4l2_frmsizeenum size = {.index = i, .pixel_format = format};
        if (ask(c->files, c->fd, VIDIOC_ENUM_FRAMESIZES, &size) < 0)
            break;
        if (size.type != V4L2_FRMSIZE_TYPE_DISCRETE)
            return; /* any within limits: the driver takes the nearest */
        if (is_better(size.discrete.width, size.discrete.height, best_w, best_h, *width, *height)) {
            best_w = size.discrete.width;
            best_h = size.discrete.height;
        }
    }
    if (best_w > 0) {
        *width = best_w;
        *height = best_h;
    }
}

static bool set_format(struct capture *c, unsigned width, unsigned height)
{
    struct v4l2_format format = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    uint32_t wanted = choose_format(c);

    if (wanted == 0) {
        errno = ENOTSUP;
        return false;
    }
    choose_size(c, wanted, &width, &height);
    format.fmt.pix.width = width;
    format.fmt.pix.height = height;
    format.fmt.pix.pixelformat = wanted;
    format.fmt.pix.field = V4L2_FIELD_ANY;
    if (ask(c->files, c->fd, VIDIOC_S_FMT, &format) < 0)
        return false;
    if (format.fmt.pix.pixelformat != wanted || !format.fmt.pix.width || !format.fmt.pix.height) {
        errno = ENOTSUP;
        return false;
    }
    c->format = wanted == V4L2_PIX_FMT_YUYV ? CAPTURE_YUYV : CAPTURE_JPEG;
    c->width = format.fmt.pix.width;
    c->height = format.fmt.pix.height;
    c->stride = MAX(format.fmt.pix.bytesperline, c->format == CAPTURE_YUYV ? 2 * c->width : 0);
    return true;
}

/* Both are wishes: a camera without them streams all the same. */
static void set_rate_and_focus(struct capture *c, unsigned frames)
{
    struct v4l2_streamparm rate = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    struct v4l2_queryctrl query = {.id = V4L2_CID_FOCUS_AUTO};
    struct v4l2_control focus = {.id = V4L2_CID_FOCUS_AUTO, .value = 1};

    c->rate = RATE_UNKNOWN;
    rate.parm.capture.timeperframe = (struct v4l2_fract){1, frames};
    if (ask(c->files, c->fd, VIDIOC_S_PARM, &rate) == 0 && rate.parm.capture.timeperframe.numerator > 0)
        c->rate = rate.parm.capture.timeperframe.denominator / rate.parm.capture.timeperframe.numerator;
    c->rate = CLAMP(c->rate, 1, RATE_MAX);
    if (ask(c->files, c->fd, VIDIOC_QUERYCTRL, &query) == 0 && !(query.flags & V4L2_CTRL_FLAG_DISABLED))
        ask(c->files, c->fd, VIDIOC_S_CTRL, &focus);
}

static bool give(struct capture *c, unsigned index)
{
    struct v4l2_buffer buffer = {
        .index = index, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
    return ask(c->files, c->fd, VIDIOC_QBUF, &buffer) == 0;
}

static bool map_buffer(struct capture *c, unsigned index)
{
    struct v4l2_buffer buffer = {
        .index = index, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
    if (ask(c->files, c->fd, VIDIOC_QUERYBUF, &buffer) < 0)
        return false;
    void *memory = c->files->map(buffer.length, PROT_READ | PROT_WRITE, c->fd, (off_t)buffer.m.offset);
    if (memory == MAP_FAILED)
        return false;
    c->buffers[index].memory = memory;
    c->buffers[index].size = buffer.length;
    return true;
}

static bool stream(struct capture *c)
{
    struct v4l2_requestbuffers request = {
        .count = BUFFERS, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;

    if (ask(c->files, c->fd, VIDIOC_REQBUFS, &request) < 0)
        return false;
    if (request.count == 0) {
        errno = ENOMEM;
        return false;
    }
    c->count = MIN(request.count, BUFFERS);
    for (unsigned i = 0; i < c->count; i++)
        if (!map_buffer(c, i) || !give(c, i))
            return false;
    c->streams = ask(c->files, c->fd, VIDIOC_STREAMON, &type) == 0;
    return c->streams;
}

struct capture *capture_open(const struct device_files *files, const char *path, unsigned width,
                             unsigned height, unsigned frames_a_second)
{
    int fd = open_camera(files, path);
    if (fd < 0)
        return NULL;
    struct capture *c = g_new0(struct capture, 1);
    c->files = files;
    c->fd = fd;
    if (set_format(c, width, height)) {
        set_rate_and_focus(c, frames_a_second);
        if (stream(c))
            return c;
    }
    int why = errno;
    capture_close(c);
    errno = why;
    return NULL;
}

int capture_fd(const struct capture *capture)
{
    return capture->fd;
}

bool capture_is_there(const struct capture *capture)
{
    struct v4l2_capability is = {0};
    return ask(capture->files, capture->fd, VIDIOC_QUERYCAP, &is) == 0;
}

unsigned capture_rate(const struct capture *capture)
{
    return capture->rate;
}

enum capture_got capture_take(struct capture *c, struct capture_frame *frame)
{
    struct v4l2_buffer buffer = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};

    if (ask(c->files, c->fd, VIDIOC_DQBUF, &buffer) < 0) /* EIO: a frame was lost, the camera was not */
        return errno == EAGAIN || errno == EIO ? CAPTURE_NOTHING : CAPTURE_GONE;
    if (buffer.index >= c->count)
        return CAPTURE_GONE;
    c->held = buffer;
    c->holds = true;
    if ((buffer.flags & V4L2_BUF_FLAG_ERROR) || buffer.bytesused == 0) {
        capture_give_back(c);
        return CAPTURE_NOTHING;
    }
    *frame = (struct capture_frame){c->buffers[buffer.index].memory,
                                    MIN(buffer.bytesused, c->buffers[buffer.index].size),
                                    c->width,
                                    c->height,
                                    c->stride,
                                    c->format};
    return CAPTURE_FRAME;
}

void capture_give_back(struct capture *c)
{
    if (!c->holds)
        return;
    c->holds = false;
    secret_wipe(c->buffers[c->held.index].memory, MIN(c->held.bytesused, c->buffers[c->held.index].size));
    give(c, c->held.index); /* what it fails of, the next take tells */
}

void capture_close(struct capture *c)
{
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;

    if (!c)
        return;
    if (c->streams)
        ask(c->files, c->fd, VIDIOC_STREAMOFF, &type);
    for (unsigned i = 0; i < c->count; i++)
        if (c->buffers[i].memory) {
            if (c->streams)
                secret_wipe(c->buffers[i].memory, c->buffers[i].size);
            c->files->unmap(c->buffers[i].memory, c->buffers[i].size);
        }
    c->files->close(c->fd);
    g_free(c);
}
