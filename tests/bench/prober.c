/* What a person at the glass would measure: from a touch or key to the last pixel that really changed.
 * Injects by XTEST, listens to the server's DAMAGE reports, and fetches the damaged rectangle to see that it
 * differs. usage: prober start COMMAND... | prober tap ROUNDS X1 Y1 X2 Y2 | prober key ROUNDS KEYSYM Prints
 * "median p99" in milliseconds (tap, key), or the time to 99 % of the settled picture (start). */
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <X11/extensions/Xdamage.h>
#include <X11/extensions/XTest.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>

enum {
    QUIET_MS = 250,
    SETTLE_MS = 1500,
    DEAD_MS = 200,
    FRAMES = 64,
    TOGETHER_MS = 20,
    REPORTS = 64,
    ROUNDS_LIMIT = 1000
};

struct prober {
    Display *display;
    Window root;
    int damage_event, width, height;
    Damage damage;
    uint32_t *shadow; /* the screen as last fetched */
};

static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void open_display(struct prober *p)
{
    int error;
    XWindowAttributes attributes;

    p->display = XOpenDisplay(NULL);
    if (p->display == NULL || !XDamageQueryExtension(p->display, &p->damage_event, &error)) {
        fputs("prober: no X display with DAMAGE: start Xvfb and set DISPLAY\n", stderr);
        exit(1);
    }
    p->root = DefaultRootWindow(p->display);
    XGetWindowAttributes(p->display, p->root, &attributes);
    p->width = attributes.width;
    p->height = attributes.height;
    p->shadow = calloc((size_t)p->width * (size_t)p->height, sizeof *p->shadow);
    p->damage = XDamageCreate(p->display, p->root, XDamageReportRawRectangles);
    XSync(p->display, False);
}

/* Copies a rectangle of the screen into the shadow; true when a pixel differs from what was there. */
static int fetch(struct prober *p, const XRectangle *r)
{
    XImage *image = XGetImage(p->display, p->root, r->x, r->y, r->width, r->height, AllPlanes, ZPixmap);
    int changed = 0;

    if (image == NULL)
        return 0;
    for (int y = 0; y < r->height; y++) {
        uint32_t *row = p->shadow + (size_t)(r->y + y) * (size_t)p->width + r->x;
        const char *seen = image->data + (size_t)y * (size_t)image->bytes_per_line;

        if (memcmp(row, seen, r->width * sizeof *row) != 0) {
            memcpy(row, seen, r->width * sizeof *row);
            changed = 1;
        }
    }
    XDestroyImage(image);
    return changed;
}

/* Next damage within `ms`; its time is when the report arrived. */
static int next_damage(struct prober *p, int ms, XRectangle *area, double *when)
{
    double end = now_ms() + ms;

    for (;;) {
        XEvent event;
        struct pollfd fd = {.fd = ConnectionNumber(p->display), .events = POLLIN};

        while (XPending(p->display) > 0) {
            XNextEvent(p->display, &event);
            if (event.type == p->damage_event + XDamageNotify) {
                *when = now_ms();
                *area = ((XDamageNotifyEvent *)&event)->area;
                return 1;
            }
        }
        if (now_ms() >= end)
            return 0;
        poll(&fd, 1, (int)(end - now_ms()) + 1);
    }
}

/* Milliseconds from `begun` to the last report whose pixels differ; negative when nothing changed. The
 * reports of one picture come one upon the other: the times of all are taken before any is fetched, for that
 * takes longer than the drawing. The last one is looked at first, so that what two of them cover counts for
 * it. */
static double last_change(struct prober *p, double begun)
{
    XRectangle areas[REPORTS];
    double when[REPORTS], last = -1;

    while (next_damage(p, QUIET_MS, &areas[0], &when[0])) {
        int count = 1;

        while (count < REPORTS && next_damage(p, TOGETHER_MS, &areas[count], &when[count]))
            count++;
        while (count-- > 0)
            if (fetch(p, &areas[count]) && when[count] - begun > last)
                last = when[count] - begun;
    }
    return last;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static int report(double *times, int count)
{
    if (count == 0) {
        fputs("prober: nothing changed on the screen: is the kiosk there and awake?\n", stderr);
        return 1;
    }
    qsort(times, (size_t)count, sizeof *times, by_size);
    printf("%.2f %.2f %d\n", times[count / 2],
           times[(count * 99) / 100 < count ? (count * 99) / 100 : count - 1], count);
    return 0;
}

static void settle(struct prober *p)
{
    const XRectangle all = {0, 0, (unsigned short)p->width, (unsigned short)p->height};
    XRectangle area;
    double when;

    while (next_damage(p, QUIET_MS, &area, &when))
        ; /* what is there is only fetched, not timed */
    fetch(p, &all);
}

/* The clock in the header moves with the minute and would be taken for an answer, a fourth of a second late:
 * nothing is timed across one. */
static void keep_off_the_minute(struct prober *p)
{
    enum { MINUTE_S = 60, BEFORE_S = 2, PAUSE_US = 100000 };
    int waited = 0;

    for (time_t second; second = time(NULL) % MINUTE_S, second == 0 || second >= MINUTE_S - BEFORE_S;
         waited = 1)
        usleep(PAUSE_US);
    if (waited)
        settle(p);
}

static int probe_taps(struct prober *p, int rounds, char **xy)
{
    double times[ROUNDS_LIMIT];
    int count = 0;

    settle(p);
    for (int i = 0; i < rounds; i++) {
        char **point = i % 2 == 0 ? xy : xy + 2;
        double begun, took;

        keep_off_the_minute(p);
        usleep(DEAD_MS *
               1000); /* with QUIET_MS before it, longer than a new page is deaf to a bouncing finger */
        XTestFakeMotionEvent(p->display, -1, atoi(point[0]), atoi(point[1]), 0);
        XTestFakeButtonEvent(p->display, 1, True, 0);
        XSync(p->display, False);
        last_change(p, now_ms()); /* the pressed look is not what we time: the page comes on release */
        begun = now_ms();
        XTestFakeButtonEvent(p->display, 1, False, 0);
        XFlush(p->display);
        took = last_change(p, begun);
        if (took >= 0)
            times[count++] = took;
    }
    return report(times, count);
}

static int probe_keys(struct prober *p, int rounds, const char *name)
{
    KeyCode code = XKeysymToKeycode(p->display, XStringToKeysym(name));
    double times[ROUNDS_LIMIT];
    int count = 0;

    settle(p);
    for (int i = 0; i < rounds; i++) {
        double begun, took;

        keep_off_the_minute(p);
        begun = now_ms();
        XTestFakeKeyEvent(p->display, code, True, 0);
        XTestFakeKeyEvent(p->display, code, False, 0);
        XFlush(p->display);
        took = last_change(p, begun);
        if (took >= 0)
            times[count++] = took;
    }
    return report(times, count);
}

/* Share of pixels, of those that the settled picture has and the empty screen has not, that `frame` shows. */
static double complete(const uint32_t *frame, const uint32_t *settled, const uint32_t *empty, size_t n)
{
    size_t wanted = 0, there = 0;

    for (size_t i = 0; i < n; i++) {
        if (settled[i] == empty[i])
            continue;
        wanted++;
        there += frame[i] == settled[i];
    }
    return wanted > 0 ? (double)there / (double)wanted : 0;
}

static int probe_start(struct prober *p, char **command)
{
    size_t n = (size_t)p->width * (size_t)p->height;
    uint32_t *frames[FRAMES], *empty = malloc(n * sizeof *empty);
    double when[FRAMES], begun;
    int count = 0, status;
    XRectangle area;
    pid_t child;

    settle(p);
    memcpy(empty, p->shadow, n * sizeof *empty);
    begun = now_ms();
    child = fork();
    if (child == 0) {
        execvp(command[0], command);
        _exit(127);
    }
    while (count < FRAMES && next_damage(p, SETTLE_MS, &area, &when[count])) {
        if (!fetch(p, &area))
            continue;
        frames[count] = malloc(n * sizeof **frames);
        memcpy(frames[count++], p->shadow, n * sizeof **frames);
    }
    kill(child, SIGTERM);
    waitpid(child, &status, 0);
    for (int i = 0; i < count; i++) {
        if (complete(frames[i], frames[count - 1], empty, n) >= 0.99) {
            printf("%.1f\n", when[i] - begun);
            return 0;
        }
    }
    fputs("prober: the program drew nothing: see its own messages\n", stderr);
    return 1;
}

int main(int argc, char **argv)
{
    struct prober p = {0};
    int rounds;

    if (argc < 3)
        return 2;
    open_display(&p);
    if (strcmp(argv[1], "start") == 0)
        return probe_start(&p, argv + 2);
    rounds = atoi(argv[2]) < ROUNDS_LIMIT ? atoi(argv[2]) : ROUNDS_LIMIT;
    if (strcmp(argv[1], "tap") == 0 && argc == 7)
        return probe_taps(&p, rounds, argv + 3);
    if (strcmp(argv[1], "key") == 0 && argc == 4)
        return probe_keys(&p, rounds, argv[3]);
    return 2;
}
