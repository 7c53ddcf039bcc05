/* A camera in its own thread: opened only while somebody wants its picture, so that it is off (and its lamp
 * says so) all other time; looked for now and then, closed when it goes or stands still, opened again with
 * back-off. What is seen is for the one who uses it. Owned by a library's `self`. eye_start and eye_stop in
 * the device room, eye_tell and eye_plugged from there; everything else in the eye's thread. */
#pragma once

#include "devices/camera/capture.h"
#include "devices/device.h"

struct eye_use { /* all mandatory */
    enum device_slot slot;
    unsigned width, height, rate; /* wished where the URI does not say */
    /* What the command changes; true while frames are wanted from now on. */
    bool (*heard)(void *self, const struct device_command *command);
    /* A frame; `rate` of them come in a second. */
    void (*saw)(void *self, const struct capture_frame *frame, unsigned rate);
    void (*blinked)(void *self); /* the stream begins, or begins anew */
    void (*free)(void *self);    /* wipes */
};
struct eye;
/* size=WIDTHxHEIGHT and a whole path. */
gboolean eye_check(const struct uri *uri, GError **error);
extern const char *const eye_knows[];
/* `self` goes to `use` and is freed by it when the eye stops. */
struct eye *eye_start(const struct eye_use *use, void *self, const struct uri *uri, struct device_out *out);
void eye_tell(struct eye *eye, struct device_command *command); /* takes it */
void eye_plugged(struct eye *eye); /* some node has come or gone: looks at its own at once */
void eye_stop(struct eye *eye);    /* joins the thread */
