/* An input device as evdev shows it: keys and switches with their state, whole reports, and one grab. The
 * node (nodes.h) is its own; free takes NULL. Runs in the simulator's one loop. */
#pragma once

#include <glib.h>

typedef struct SimEvdev SimEvdev;

/* Has all the keys, and a headphone jack if it says so. */
SimEvdev *sim_evdev_new(const char *dir, const char *place, const char *name, gboolean jack);
void sim_evdev_free(SimEvdev *evdev);
gboolean sim_evdev_plug(SimEvdev *evdev, GError **error);
void sim_evdev_unplug(SimEvdev *evdev); /* keys are up, the jack keeps its place */
gboolean sim_evdev_plugged(const SimEvdev *evdev);
/* One report: EV_KEY with 1 pressed, 0 released, 2 held; the time is the moment's. */
void sim_evdev_key(SimEvdev *evdev, guint code, int value);
void sim_evdev_jack(SimEvdev *evdev, gboolean in);
void sim_evdev_drop(SimEvdev *evdev);                /* what the kernel says when its queue ran over */
void sim_evdev_take(SimEvdev *evdev, gboolean on);   /* somebody else holds the grab */
const char *sim_evdev_holder(const SimEvdev *evdev); /* of the grab: "nobody", "host" or "another" */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SimEvdev, sim_evdev_free)
