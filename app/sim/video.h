/* A camera as V4L2 shows it: MJPG in four sizes, without Huffman tables as USB cameras send it, and YUYV in
 * the smallest; buffers by mmap, frames in their time while it streams. The node (nodes.h) is its own; free
 * takes NULL. Runs in the simulator's one loop. */
#pragma once

#include <glib.h>

typedef struct SimVideo SimVideo;
typedef enum { SIM_VIDEO_WELL, SIM_VIDEO_BLACK, SIM_VIDEO_STALL } SimVideoFault;

SimVideo *sim_video_new(const char *dir, const char *place, const char *name);
void sim_video_free(SimVideo *video);
gboolean sim_video_plug(SimVideo *video, GError **error);
void sim_video_unplug(SimVideo *video);
gboolean sim_video_plugged(const SimVideo *video);
gboolean sim_video_streams(const SimVideo *video);
guint sim_video_frames(const SimVideo *video);
/* What lies or is held before it, as large as fits on a dark ground, until the next. */
gboolean sim_video_show(SimVideo *video, const char *file, GError **error);
void sim_video_clear(SimVideo *video); /* nothing lies there */
void sim_video_fault(SimVideo *video, SimVideoFault fault);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SimVideo, sim_video_free)
