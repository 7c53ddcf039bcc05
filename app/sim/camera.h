/* The two cameras of the cabinet: the one over the tray for papers, DIR/camera, and the one that codes are
 * held before, DIR/scanner-camera. SimCamera owns one; free takes NULL. Runs in the simulator's one loop. */
#pragma once

#include <glib.h>

typedef struct SimCamera SimCamera;

SimCamera *sim_camera_new(const char *dir, const char *place, const char *name, GError **error);
void sim_camera_free(SimCamera *camera);
/* The verbs image, clear, fault and state of the control socket (SimCommand). */
gboolean sim_camera_command(gpointer device, const char *verb, const char *rest, GString *answer,
                            GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SimCamera, sim_camera_free)
