/* A real pcscd with one virtual reader (vsmartcard-vpcd), and a card in it that a thread plays: two bytes of
 * length, then a control byte or a command. Closing the line is pulling the card.
 * Tests only; not before secret_start. */
#pragma once

#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"
#include "social_card.h"

enum {
    VPCD_PORT = 0x4C7B /* the usual 0x8C7B is one that connections get */,
    PATIENCE_S = 40 /* before a test gives up; nothing is timed */
};
#define PCSCD_SOCKET "/run/pcscd/pcscd.comm"
#define VPCD_DRIVER "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"

struct virtual_reader {
    GPid pcscd;
    char *conf; /* folder */
    struct social_card card;
    GThread *thread;
    gint ends, in;         /* the card is in the reader, or wants to be */
    gint apdus;            /* seen since it was put in */
    gint pull_at, mute_at; /* commands from 1; 0: never */
    gint dead;             /* no answer to reset that makes sense */
    gint connected;
};

static inline bool line_take(int fd, uint8_t *to, size_t n)
{
    return recv(fd, to, n, MSG_WAITALL) == (ssize_t)n;
}

static inline bool line_put(int fd, const uint8_t *bytes, size_t n)
{
    uint8_t message[512] = {(uint8_t)(n >> 8), (uint8_t)n};
    memcpy(message + 2, bytes, n);
    return send(fd, message, n + 2, MSG_NOSIGNAL) == (ssize_t)(n + 2);
}

static inline bool card_control(struct virtual_reader *v, int fd, uint8_t what)
{
    static const uint8_t atr[] = {0x3B, 0x6D, 0x00, 0x00, 0x00, 0x81, 0x54, 0x45, 0x53,
                                  0x54, 0x43, 0x41, 0x52, 0x44, 0x30, 0x30, 0x31};
    static const uint8_t rubbish[] = {0xFF};
    if (what != 4) { /* power off, on, reset */
        v->card.environment = false;
        v->card.file = 0;
        return true;
    }
    return g_atomic_int_get(&v->dead) ? line_put(fd, rubbish, sizeof rubbish) : line_put(fd, atr, sizeof atr);
}

static inline bool card_command_in(struct virtual_reader *v, int fd, const uint8_t *command, size_t n)
{
    uint8_t out[300];
    int count = g_atomic_int_add(&v->apdus, 1) + 1;
    if (count == g_atomic_int_get(&v->pull_at))
        return false;
    if (g_atomic_int_get(&v->mute_at) && count >= g_atomic_int_get(&v->mute_at))
        return line_put(fd, (const uint8_t[]){0}, 1); /* vpcd waits for ever behind an empty one */
    return line_put(fd, out, card_answer(&v->card, command, n, out));
}

/* false: the line is over, or the card is pulled. */
static inline bool card_serve(struct virtual_reader *v, int fd)
{
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    uint8_t head[2], payload[512];
    int on = 1;
    if (poll(&ready, 1, 10) == 0)
        return true;
    setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
    if (!line_take(fd, head, 2))
        return false;
    size_t n = (size_t)head[0] << 8 | head[1];
    setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
    if (n > sizeof payload || !line_take(fd, payload, n))
        return false;
    return n == 1 ? card_control(v, fd, payload[0]) : card_command_in(v, fd, payload, n);
}

static inline int card_connect(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(VPCD_PORT)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) == 0)
        return fd;
    close(fd);
    g_usleep(20000);
    return -1;
}

static inline gpointer card_run(gpointer data)
{
    struct virtual_reader *v = data;
    int fd = -1;
    while (!g_atomic_int_get(&v->ends)) {
        bool in = g_atomic_int_get(&v->in);
        if (in && fd < 0)
            fd = card_connect();
        else if (fd >= 0 && in && card_serve(v, fd))
            continue;
        else if (fd >= 0) {
            close(fd);
            fd = -1;
            if (g_atomic_int_get(&v->pull_at) && g_atomic_int_get(&v->apdus) >= g_atomic_int_get(&v->pull_at))
                g_atomic_int_set(&v->in, 0);
        } else {
            g_usleep(5000);
        }
        g_atomic_int_set(&v->connected, fd >= 0);
    }
    if (fd >= 0)
        close(fd);
    return NULL;
}

/* Is somebody else's pcscd there already, or can none be run? Then why, else NULL. */
static inline const char *virtual_reader_why_not(void)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX, .sun_path = PCSCD_SOCKET};
    g_autofree char *program = g_find_program_in_path("pcscd");
    if (geteuid() != 0)
        return "pcscd has one socket, which belongs to root";
    if (!program || access(VPCD_DRIVER, R_OK) != 0)
        return "pcscd or vsmartcard-vpcd is not installed";
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool taken = connect(fd, (struct sockaddr *)&to, sizeof to) == 0;
    close(fd);
    return taken ? "another pcscd is running" : NULL;
}

/* With the reader plugged in, or none, for a pcscd that starts then: vpcd's readers neither come nor go while
 * it runs. */
static inline void virtual_reader_plug(struct virtual_reader *v, bool plugged)
{
    g_autofree char *file = g_build_filename(v->conf, "vpcd", NULL);
    const char *text = "FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:0x4C7B\nLIBPATH " VPCD_DRIVER
                       "\nCHANNELID 0x4C7B\n";
    assert_true(g_file_set_contents(file, plugged ? text : "# none\n", -1, NULL));
}

static inline void ends_with_us(gpointer unused)
{
    (void)unused;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static inline void pcscd_start(struct virtual_reader *v)
{
    char *argv[] = {
        (char *)"pcscd", (char *)"--foreground", (char *)"--critical", (char *)"--config", v->conf, NULL};
    g_autoptr(GError) error = NULL;
    if (!g_spawn_async(NULL, argv, NULL,
                       G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL |
                           G_SPAWN_STDERR_TO_DEV_NULL,
                       ends_with_us, NULL, &v->pcscd, &error))
        fail_msg("%s", error->message);
}

static inline void pcscd_stop(struct virtual_reader *v, int signal)
{
    if (!v->pcscd)
        return;
    kill(v->pcscd, signal);
    waitpid(v->pcscd, NULL, 0);
    v->pcscd = 0;
}

static inline void virtual_reader_up(struct virtual_reader *v)
{
    memset(v, 0, sizeof *v);
    v->conf = g_dir_make_tmp("reader-XXXXXX", NULL);
    virtual_reader_plug(v, true);
    pcscd_start(v);
    v->thread = g_thread_new("virtual-card", card_run, v);
}

static inline void virtual_reader_down(struct virtual_reader *v)
{
    g_atomic_int_set(&v->ends, 1);
    g_thread_join(v->thread);
    pcscd_stop(v, SIGTERM);
    g_autofree char *file = g_build_filename(v->conf, "vpcd", NULL);
    g_remove(file);
    g_rmdir(v->conf);
    g_free(v->conf);
}

static inline void card_in(struct virtual_reader *v)
{
    g_atomic_int_set(&v->apdus, 0);
    g_atomic_int_set(&v->in, 1);
}

static inline void card_out(struct virtual_reader *v)
{
    g_atomic_int_set(&v->in, 0);
}
