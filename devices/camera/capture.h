/* One V4L2 camera while it streams: from the node to a frame as the camera sent it (Linux media uAPI,
 * videodev2.h). Owns descriptor and mapped buffers, and lets go of both when closed, the camera gone or not.
 * The thread of a camera's library only. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "devices/wire/files.h"

enum capture_format { CAPTURE_JPEG, CAPTURE_YUYV };
struct capture_frame {
    const uint8_t *bytes; /* borrowed until capture_give_back */
    size_t len;
    unsigned width, height, stride;
    enum capture_format format;
};
struct capture;

/* What such a node must be, asked without touching its picture: 0, or the errno of why it is none. */
int capture_probe(const struct device_files *files, const char *path);
/* Streams at the size nearest to the one wanted, JPEG before YUYV; NULL with errno. */
struct capture *capture_open(const struct device_files *files, const char *path, unsigned width,
                             unsigned height, unsigned frames_a_second);
int capture_fd(const struct capture *capture); /* to poll for input */

/* Asked of the descriptor, which a camera that was pulled out no longer answers by. */
bool capture_is_there(const struct capture *capture);

enum capture_got { CAPTURE_FRAME, CAPTURE_NOTHING, CAPTURE_GONE };
/* CAPTURE_NOTHING as well for a frame that the driver calls damaged. */
enum capture_got capture_take(struct capture *capture, struct capture_frame *frame);
void capture_give_back(struct capture *capture);      /* the frame in hand; wiped first */
unsigned capture_rate(const struct capture *capture); /* frames a second, as the driver says; at least 1 */
void capture_close(struct capture *capture);          /* NULL is fine */
