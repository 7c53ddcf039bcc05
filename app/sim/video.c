#include "sim/video.h"
#include "sim/device.h"
#include "sim/nodes.h"
#include "sim/video_frame.h"

#include <errno.h>
#include <linux/videodev2.h>
#include <SDL_image.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BUFFERS = 4, RATE = 15 };

typedef struct {
    int memory; /* a memfd; -1 while there is none */
    guint8 *bytes;
    gboolean queued, filled;
    guint used;
} Buffer;

struct SimVideo {
    SimNode *node;
    char name[32];
    SDL_Surface *picture;
    GByteArray *frame; /* of `picture` in the format that is set; NULL: to be made */
    guint width, height;
    guint32 format;
    SimVideoFault fault;
    Buffer buffers[BUFFERS];
    guint count, length, sequence, source;
    SimOpening *holder; /* whose buffers these are */
};

static const struct {
    guint width, height;
} SIZES[] = {{640, 480}, {1280, 720}, {1296, 972}, {2592, 1944}};
static const guint32 FORMATS[] = {V4L2_PIX_FMT_YUYV, V4L2_PIX_FMT_MJPEG};

static guint sizes_of(guint32 format)
{
    return format == V4L2_PIX_FMT_MJPEG ? G_N_ELEMENTS(SIZES) : format == V4L2_PIX_FMT_YUYV ? 1 : 0;
}

static void drop_frame(SimVideo *video)
{
    if (video->frame)
        g_byte_array_unref(video->frame);
    video->frame = NULL;
}

static void drop_buffers(SimVideo *video)
{
    for (guint i = 0; i < video->count; i++) {
        munmap(video->buffers[i].bytes, video->length);
        close(video->buffers[i].memory);
    }
    memset(video->buffers, 0, sizeof video->buffers);
    video->count = 0;
}

static void stop_streaming(SimVideo *video)
{
    if (video->source)
        g_source_remove(video->source);
    video->source = 0;
    for (guint i = 0; i < video->count; i++)
        video->buffers[i].queued = video->buffers[i].filled = FALSE;
}

static void make_frame(SimVideo *video)
{
    SDL_Surface *rgb = sim_frame_fit(video->picture, (int)video->width, (int)video->height);
    if (!rgb)
        return;
    if (video->fault == SIM_VIDEO_BLACK)
        SDL_FillRect(rgb, NULL, 0);
    video->frame = video->format == V4L2_PIX_FMT_YUYV ? sim_frame_yuyv(rgb) : sim_frame_mjpg(rgb);
    SDL_FreeSurface(rgb);
}

/* One frame into the first buffer that waits; without one it is lost, as it would be. */
static gboolean on_frame(gpointer data)
{
    SimVideo *video = data;
    if (video->fault == SIM_VIDEO_STALL || !video->holder)
        return G_SOURCE_CONTINUE;
    if (!video->frame)
        make_frame(video);
    for (guint i = 0; video->frame && i < video->count; i++) {
        Buffer *buffer = &video->buffers[(video->sequence + i) % video->count];
        if (!buffer->queued || buffer->filled)
            continue;
        buffer->used = MIN(video->frame->len, video->length);
        memcpy(buffer->bytes, video->frame->data, buffer->used);
        buffer->filled = TRUE;
        video->sequence++;
        sim_opening_send(video->holder, "f", 1);
        break;
    }
    return G_SOURCE_CONTINUE;
}

static int set_format(SimVideo *video, SimOpening *opening, struct v4l2_pix_format *pix)
{
    guint best = 0, sizes = sizes_of(pix->pixelformat);
    if (video->count > 0 || (video->holder && video->holder != opening))
        return EBUSY;
    if (sizes == 0) { /* the kernel's drivers answer with what they have */
        pix->pixelformat = V4L2_PIX_FMT_YUYV;
        sizes = 1;
    }
    for (guint i = 0; i < sizes; i++)
        if (SIZES[i].width <= pix->width && SIZES[i].height <= pix->height)
            best = i;
    video->width = SIZES[best].width;
    video->height = SIZES[best].height;
    video->format = pix->pixelformat;
    drop_frame(video);
    pix->width = video->width;
    pix->height = video->height;
    pix->field = V4L2_FIELD_NONE;
    pix->bytesperline = video->format == V4L2_PIX_FMT_YUYV ? 2 * video->width : 0;
    pix->sizeimage = 2 * video->width * video->height;
    return 0;
}

static gboolean make_buffer(SimVideo *video, Buffer *buffer)
{
    buffer->memory = memfd_create("camera", MFD_CLOEXEC);
    if (buffer->memory < 0 || ftruncate(buffer->memory, video->length) != 0)
        return FALSE;
    buffer->bytes = mmap(NULL, video->length, PROT_READ | PROT_WRITE, MAP_SHARED, buffer->memory, 0);
    return buffer->bytes != MAP_FAILED;
}

static int request_buffers(SimVideo *video, SimOpening *opening, struct v4l2_requestbuffers *request)
{
    const guint page = 4096;
    if (request->memory != V4L2_MEMORY_MMAP)
        return EINVAL;
    if (video->source || (video->holder && video->holder != opening))
        return EBUSY;
    drop_buffers(video);
    video->holder = request->count > 0 ? opening : NULL;
    video->length = (2 * video->width * video->height + page - 1) / page * page;
    request->count = MIN(request->count, BUFFERS);
    for (; video->count < request->count; video->count++)
        if (!make_buffer(video, &video->buffers[video->count]))
            return ENOMEM;
    return 0;
}

static void describe(const SimVideo *video, struct v4l2_buffer *buffer)
{
    const Buffer *own = &video->buffers[buffer->index];
    buffer->memory = V4L2_MEMORY_MMAP;
    buffer->length = video->length;
    buffer->m.offset = buffer->index * video->length;
    buffer->bytesused = own->used;
    buffer->flags = own->filled ? V4L2_BUF_FLAG_DONE : own->queued ? V4L2_BUF_FLAG_QUEUED : 0;
}

static int on_buffer(SimVideo *video, SimIoctl *call)
{
    struct v4l2_buffer buffer;
    memcpy(&buffer, call->data, sizeof buffer);
    if (call->request == VIDIOC_DQBUF) {
        guint i = 0;
        while (i < video->count && !video->buffers[i].filled)
            i++;
        if (i == video->count)
            return video->source ? EAGAIN : EINVAL;
        buffer.index = i;
        buffer.sequence = video->sequence;
        describe(video, &buffer);
        video->buffers[i].queued = video->buffers[i].filled = FALSE;
        call->taken = 1;
    } else {
        if (buffer.index >= video->count)
            return EINVAL;
        if (call->request == VIDIOC_QBUF)
            video->buffers[buffer.index].queued = TRUE;
        describe(video, &buffer);
    }
    memcpy(call->data, &buffer, sizeof buffer);
    return 0;
}

static int tell_what_it_is(const SimVideo *video, struct v4l2_capability *is)
{
    memset(is, 0, sizeof *is);
    memcpy(is->driver, "uvcvideo", 9);
    g_strlcpy((char *)is->card, video->name, sizeof is->card);
    is->device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    is->capabilities = is->device_caps | V4L2_CAP_DEVICE_CAPS;
    return 0;
}

static int tell_format(struct v4l2_fmtdesc *format)
{
    if (format->index >= G_N_ELEMENTS(FORMATS))
        return EINVAL;
    format->pixelformat = FORMATS[format->index];
    return 0;
}

static int tell_size(struct v4l2_frmsizeenum *size)
{
    if (size->index >= sizes_of(size->pixel_format))
        return EINVAL;
    size->type = V4L2_FRMSIZE_TYPE_DISCRETE;
    size->discrete = (struct v4l2_frmsize_discrete){SIZES[size->index].width, SIZES[size->index].height};
    return 0;
}

static int switch_stream(SimVideo *video, SimOpening *opening, gboolean on)
{
    if (video->holder != opening || video->count == 0)
        return EINVAL;
    stop_streaming(video);
    if (on) {
        for (guint i = 0; i < video->count; i++)
            video->buffers[i].queued = TRUE;
        video->source = g_timeout_add(1000 / RATE, on_frame, video);
    }
    return 0;
}

/* The data of a call lies anywhere: answered in a struct of its own. */
#define ANSWER(type, call, does)                                                                             \
    {                                                                                                        \
        struct type own;                                                                                     \
        memcpy(&own, (call)->data, sizeof own);                                                              \
        int error = (does);                                                                                  \
        memcpy((call)->data, &own, sizeof own);                                                              \
        return error;                                                                                        \
    }

static int on_ioctl(gpointer device, SimOpening *opening, SimIoctl *call)
{
    SimVideo *video = device;
    switch (call->request) {
    case VIDIOC_QUERYCAP:
        ANSWER(v4l2_capability, call, tell_what_it_is(video, &own))
    case VIDIOC_ENUM_FMT:
        ANSWER(v4l2_fmtdesc, call, tell_format(&own))
    case VIDIOC_ENUM_FRAMESIZES:
        ANSWER(v4l2_frmsizeenum, call, tell_size(&own))
    case VIDIOC_S_FMT:
        ANSWER(v4l2_format, call, set_format(video, opening, &own.fmt.pix))
    case VIDIOC_S_PARM:
        ANSWER(v4l2_streamparm, call, (own.parm.capture.timeperframe = (struct v4l2_fract){1, RATE}, 0))
    case VIDIOC_REQBUFS:
        ANSWER(v4l2_requestbuffers, call, request_buffers(video, opening, &own))
    case VIDIOC_QUERYBUF:
    case VIDIOC_QBUF:
    case VIDIOC_DQBUF:
        return on_buffer(video, call);
    case VIDIOC_STREAMON:
    case VIDIOC_STREAMOFF:
        return switch_stream(video, opening, call->request == VIDIOC_STREAMON);
    default: /* no focus to be set, as with most cameras of documents */
        return _IOC_TYPE(call->request) == 'V' ? EINVAL : ENOTTY;
    }
}

static int on_map(gpointer device, SimOpening *opening, guint64 offset, gsize length)
{
    SimVideo *video = device;
    guint64 index = video->length ? offset / video->length : BUFFERS;
    if (video->holder != opening || index >= video->count || length > video->length)
        return -1;
    return video->buffers[index].memory;
}

static void on_closed(gpointer device, SimOpening *opening)
{
    SimVideo *video = device;
    if (video->holder != opening)
        return;
    stop_streaming(video);
    drop_buffers(video);
    video->holder = NULL;
}

static const SimNodeHandler HANDLER = {.ioctl = on_ioctl, .map = on_map, .closed = on_closed};

SimVideo *sim_video_new(const char *dir, const char *place, const char *name)
{
    SimVideo *video = g_new0(SimVideo, 1);
    g_strlcpy(video->name, name, sizeof video->name);
    video->width = SIZES[0].width;
    video->height = SIZES[0].height;
    video->format = V4L2_PIX_FMT_YUYV;
    video->node = sim_node_new(dir, place, &HANDLER, video);
    return video;
}

void sim_video_free(SimVideo *video)
{
    if (!video)
        return;
    sim_node_free(video->node);
    stop_streaming(video);
    drop_buffers(video);
    drop_frame(video);
    SDL_FreeSurface(video->picture);
    g_free(video);
}

gboolean sim_video_plug(SimVideo *video, GError **error)
{
    return sim_node_plugged(video->node) || sim_node_plug(video->node, error);
}

void sim_video_unplug(SimVideo *video)
{
    sim_node_unplug(video->node);
}

gboolean sim_video_plugged(const SimVideo *video)
{
    return sim_node_plugged(video->node);
}

gboolean sim_video_streams(const SimVideo *video)
{
    return video->source != 0;
}

guint sim_video_frames(const SimVideo *video)
{
    return video->sequence;
}

gboolean sim_video_show(SimVideo *video, const char *file, GError **error)
{
    SDL_Surface *loaded = sim_frame_load(file, error);
    if (!loaded)
        return FALSE;
    SDL_Surface *rgb = SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_RGB24, 0);
    SDL_FreeSurface(loaded);
    if (!rgb)
        return sim_refuse(error, "the picture has no room in memory", "take a smaller one");
    SDL_FreeSurface(video->picture);
    video->picture = rgb;
    drop_frame(video);
    return TRUE;
}

void sim_video_clear(SimVideo *video)
{
    SDL_FreeSurface(video->picture);
    video->picture = NULL;
    drop_frame(video);
}

void sim_video_fault(SimVideo *video, SimVideoFault fault)
{
    video->fault = fault;
    drop_frame(video);
}
