/* The floor beneath the kiosk's window: bare X11 and shared memory, no text, no page. A button let go fills
 * every pixel anew and sends the frame; a key sends one field's worth. What this takes no program on this
 * display can be quicker than. usage: bench_floor WIDTH HEIGHT, until it is killed. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
/* after Xlib.h, which it does not include */
#include <X11/extensions/XShm.h>

enum { FIELD_WIDTH = 640, FIELD_HEIGHT = 112 };

struct floor {
    Display *display;
    Window window;
    GC gc;
    XImage *image;
    XShmSegmentInfo segment;
    uint32_t colour;
};

static int open_floor(struct floor *f, unsigned width, unsigned height)
{
    f->display = XOpenDisplay(NULL);
    if (f->display == NULL || !XShmQueryExtension(f->display))
        return 0;
    int screen = DefaultScreen(f->display);
    f->window = XCreateSimpleWindow(f->display, RootWindow(f->display, screen), 0, 0, width, height, 0, 0, 0);
    f->gc = XCreateGC(f->display, f->window, 0, NULL);
    f->image = XShmCreateImage(f->display, DefaultVisual(f->display, screen),
                               (unsigned)DefaultDepth(f->display, screen), ZPixmap, NULL, &f->segment, width,
                               height);
    if (f->image == NULL || f->image->bits_per_pixel != 32)
        return 0;
    f->segment.shmid = shmget(IPC_PRIVATE, (size_t)f->image->bytes_per_line * height, IPC_CREAT | 0600);
    f->segment.shmaddr = f->image->data = shmat(f->segment.shmid, NULL, 0);
    shmctl(f->segment.shmid, IPC_RMID, NULL);
    XSelectInput(f->display, f->window, ExposureMask | ButtonReleaseMask | KeyPressMask);
    XMapWindow(f->display, f->window);
    return XShmAttach(f->display, &f->segment) != 0;
}

static void show(struct floor *f, int width, int height)
{
    f->colour ^= 0xf0f0f0;
    for (int y = 0; y < height; y++) {
        uint32_t *row = (uint32_t *)(void *)(f->image->data + (size_t)y * (size_t)f->image->bytes_per_line);
        for (int x = 0; x < width; x++)
            row[x] = f->colour;
    }
    XShmPutImage(f->display, f->window, f->gc, f->image, 0, 0, 0, 0, (unsigned)width, (unsigned)height,
                 False);
    XSync(f->display, False);
}

int main(int argc, char **argv)
{
    struct floor f = {.colour = 0x0a554d};
    if (argc != 3)
        return 2;
    int width = atoi(argv[1]), height = atoi(argv[2]);
    if (!open_floor(&f, (unsigned)width, (unsigned)height)) {
        fputs("bench_floor: no X display with shared memory at 32 bits a pixel: start Xvfb and set DISPLAY\n",
              stderr);
        return 1;
    }
    for (;;) {
        XEvent event;
        XNextEvent(f.display, &event);
        if (event.type == Expose || event.type == ButtonRelease)
            show(&f, width, height);
        else if (event.type == KeyPress)
            show(&f, FIELD_WIDTH, FIELD_HEIGHT);
    }
}
