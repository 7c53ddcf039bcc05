/* A camera behind the seam of file operations: a V4L2 node that streams a JPEG or YUYV, can be pulled out,
 * stand still, or send only what is broken. One at a time; tests only. */
#pragma once

#include <errno.h>
#include <linux/videodev2.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>
#include <glib.h>

#include "base/secret.h"
#include "devices/wire/files.h"

enum { WIDTH = 1296, HEIGHT = 972, BUFFERS = 4, BUFFER_BYTES = 1 << 20 };

/* One camera; what the tests set is guarded by the lock, the rest counts. */
static struct node {
    pthread_mutex_t lock; /* one that the thread sanitizer knows */
    bool absent, yuyv, broken, dark;
    uint32_t discrete_sizes;
    struct secret_bytes jpeg;
    int opens, closes, maps, unmaps, streams, focus;
    int looks;           /* is it there? */
    gint knocks, let_in; /* of who asks it; unequal: somebody waits for the lock */
    int fd;
    unsigned queued[BUFFERS], queue_len;
    bool streaming;
    unsigned width, height;
    uint8_t *buffers[BUFFERS];
} node;

static inline int refuse(int why)
{
    errno = why;
    return -1;
}

static inline int node_open(const char *path, int flags)
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

static inline int node_close(int fd)
{
    pthread_mutex_lock(&node.lock);
    node.closes++;
    node.streaming = false;
    pthread_mutex_unlock(&node.lock);
    return close(fd);
}

static inline int enumerate_size(struct v4l2_frmsizeenum *size)
{
    static const unsigned sizes[][2] = {{640, 480}, {WIDTH, HEIGHT}, {2592, 1944}};
    if (size->index >= G_N_ELEMENTS(sizes))
        return refuse(EINVAL);
    size->type = V4L2_FRMSIZE_TYPE_DISCRETE;
    size->discrete = (struct v4l2_frmsize_discrete){sizes[size->index][0], sizes[size->index][1]};
    return 0;
}

static inline void fill_yuyv(uint8_t *to, size_t n)
{
    memset(to, 0x60, n);
    for (size_t i = 0; node.dark && i < n; i++)
        to[i] = i % 2 ? 0x80 : 0x18; /* no colour, and hardly a light */
}

static inline int take_out(struct v4l2_buffer *buffer)
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

static inline int format_of(struct v4l2_fmtdesc *format)
{
    static const uint32_t both[] = {V4L2_PIX_FMT_YUYV, V4L2_PIX_FMT_MJPEG};
    if (format->index >= (node.yuyv ? 1 : G_N_ELEMENTS(both)))
        return refuse(EINVAL);
    format->pixelformat = both[format->index];
    return 0;
}

static inline int set_format(struct v4l2_format *format)
{
    node.width = format->fmt.pix.width;
    node.height = format->fmt.pix.height;
    format->fmt.pix.bytesperline = node.yuyv ? 2 * node.width : 0;
    return 0;
}

static inline int answer(unsigned long request, void *data)
{
    struct v4l2_buffer *buffer = data;
    switch (request) {
    case VIDIOC_QUERYCAP:
        node.looks++;
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

static inline int node_ioctl(int fd, unsigned long request, void *data)
{
    (void)fd;
    g_atomic_int_inc(&node.knocks);
    pthread_mutex_lock(&node.lock);
    g_atomic_int_inc(&node.let_in);
    int answered = node.absent ? refuse(ENODEV) : answer(request, data);
    pthread_mutex_unlock(&node.lock);
    return answered;
}

static inline void *node_map(size_t n, int protection, int fd, off_t at)
{
    (void)protection, (void)fd;
    pthread_mutex_lock(&node.lock);
    node.maps++;
    pthread_mutex_unlock(&node.lock);
    return node.buffers[at / BUFFER_BYTES] = g_malloc0(n);
}

static inline int node_unmap(void *memory, size_t n)
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

static inline void plug(bool in)
{
    pthread_mutex_lock(&node.lock);
    node.absent = !in;
    pthread_mutex_unlock(&node.lock);
}

/* What the camera's thread may count at this moment. */
static inline int count(const int *what)
{
    pthread_mutex_lock(&node.lock);
    int counted = *what;
    pthread_mutex_unlock(&node.lock);
    return counted;
}
