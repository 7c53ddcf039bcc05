/* A node that is no stream of bytes: evdev, V4L2, hidraw. A program that runs with the preload library
 * (preload/nodes.c) opens DIR/NAME and gets a descriptor that polls, reads, answers ioctl and maps as the
 * kernel's would; what it answers is the handler's. SimNode owns the socket, the link and every opening; free
 * takes NULL. Runs in the simulator's one loop; the handler is called from there. */
#pragma once

#include <glib.h>

typedef struct SimNode SimNode;
typedef struct SimOpening SimOpening; /* one descriptor that a program holds; gone after `closed` */

typedef struct {
    gulong request;   /* as linux/… spells it: EVIOCGRAB, VIDIOC_DQBUF */
    guint64 argument; /* of a request that takes a number (EVIOCGRAB) */
    guint8 *data;     /* in: what the request writes; out: what it reads; `size` bytes */
    gsize size;       /* _IOC_SIZE(request); 0 for a number */
    int result;       /* what ioctl returns; 0 unless the handler says otherwise */
    gsize opens;      /* where in the data the new descriptor's number goes (`become`); 0: it gives none */
    guint taken;      /* packets sent to this opening that the request used up (a frame that was dequeued) */
} SimIoctl;

typedef struct {
    void (*opened)(gpointer device, SimOpening *opening);               /* may be NULL */
    int (*ioctl)(gpointer device, SimOpening *opening, SimIoctl *call); /* 0, or errno */
    /* A request said that it `opens`: this is the new descriptor, `call` as the request wrote it. 0, or
     * errno, and then the descriptor is closed. May be NULL. */
    int (*become)(gpointer device, SimOpening *opening, const SimIoctl *call);
    /* The memory behind that offset, a memfd that stays the handler's; or -1. May be NULL. */
    int (*map)(gpointer device, SimOpening *opening, guint64 offset, gsize length);
    void (*wrote)(gpointer device, SimOpening *opening, const guint8 *bytes, gsize count); /* may be NULL */
    void (*closed)(gpointer device, SimOpening *opening); /* may be NULL; it must not be used any more */
} SimNodeHandler;

/* The handler and the device are borrowed; nothing is there until sim_node_plug. */
SimNode *sim_node_new(const char *dir, const char *name, const SimNodeHandler *handler, gpointer device);
void sim_node_free(SimNode *node);
gboolean sim_node_plug(SimNode *node, GError **error);
void sim_node_unplug(SimNode *node); /* open descriptors read ENODEV from now on */
gboolean sim_node_plugged(const SimNode *node);
guint sim_node_openings(const SimNode *node);
/* What one read of that descriptor, or of each one, gives; lost when the program does not read for long. */
void sim_opening_send(SimOpening *opening, const void *bytes, gsize count);
void sim_node_send(SimNode *node, const void *bytes, gsize count);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SimNode, sim_node_free)
