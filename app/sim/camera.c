#include "sim/camera.h"
#include "sim/device.h"
#include "sim/video.h"

#include <string.h>

struct SimCamera {
    SimVideo *video;
};

SimCamera *sim_camera_new(const char *dir, const char *place, const char *name, GError **error)
{
    SimCamera *camera = g_new0(SimCamera, 1);
    camera->video = sim_video_new(dir, place, name);
    if (sim_video_plug(camera->video, error))
        return camera;
    sim_camera_free(camera);
    return NULL;
}

void sim_camera_free(SimCamera *camera)
{
    if (!camera)
        return;
    sim_video_free(camera->video);
    g_free(camera);
}

static gboolean set_fault(SimCamera *camera, const char *word, GError **error)
{
    static const char *const FAULTS[] = {"none", "unplug", "black", "stall", NULL};
    static const SimVideoFault MEANS[] = {SIM_VIDEO_WELL, SIM_VIDEO_WELL, SIM_VIDEO_BLACK, SIM_VIDEO_STALL};
    int which = sim_word(FAULTS, word, error);
    if (which < 0)
        return FALSE;
    sim_video_fault(camera->video, MEANS[which]);
    if (which == 1)
        sim_video_unplug(camera->video);
    return which == 1 || sim_video_plug(camera->video, error);
}

gboolean sim_camera_command(gpointer device, const char *verb, const char *rest, GString *answer,
                            GError **error)
{
    static const char *const VERBS[] = {"image", "clear", "fault", "state", NULL};
    SimCamera *camera = device;
    switch (sim_word(VERBS, verb, error)) {
    case 0:
        return sim_video_show(camera->video, rest, error);
    case 1:
        sim_video_clear(camera->video);
        return TRUE;
    case 2:
        return set_fault(camera, rest, error);
    case 3:
        g_string_append_printf(
            answer, "streaming=%s frames=%u plugged=%s", sim_video_streams(camera->video) ? "yes" : "no",
            sim_video_frames(camera->video), sim_video_plugged(camera->video) ? "yes" : "no");
        return TRUE;
    default:
        return FALSE;
    }
}
