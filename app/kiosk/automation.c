#include "automation.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/secret.h"

enum { LINE_LIMIT = 256 * 1024, CLIENTS_WAITING = 4 };

struct automation {
    char *path;
    int listening, stopping;
    GThread *thread;
    GMutex mutex;
    GCond answered;
    char *request, *answer; /* at most one of each at a time */
    gboolean ended;
    void (*ring)(void *);
    void *ring_data;
};

void automation_free_line(char *line)
{
    if (line == NULL)
        return;
    secret_wipe(line, strlen(line));
    g_free(line);
}

char *automation_take(struct automation *a)
{
    char *line;

    g_mutex_lock(&a->mutex);
    line = g_steal_pointer(&a->request);
    g_mutex_unlock(&a->mutex);
    return line;
}

void automation_answer(struct automation *a, const char *line)
{
    g_mutex_lock(&a->mutex);
    automation_free_line(a->answer);
    a->answer = g_strconcat(line, "\n", NULL);
    g_cond_signal(&a->answered);
    g_mutex_unlock(&a->mutex);
}

/* Hands one line to the ui room and waits for what it says; NULL when the program ends. */
static char *exchange(struct automation *a, char *line)
{
    char *answer;

    g_mutex_lock(&a->mutex);
    a->request = line; /* now owned by whoever takes it */
    g_mutex_unlock(&a->mutex);
    a->ring(a->ring_data);
    g_mutex_lock(&a->mutex);
    while (a->answer == NULL && !a->ended)
        g_cond_wait(&a->answered, &a->mutex);
    answer = g_steal_pointer(&a->answer);
    g_mutex_unlock(&a->mutex);
    return answer;
}

static gboolean readable(struct automation *a, int fd)
{
    struct pollfd fds[] = {{.fd = fd, .events = POLLIN}, {.fd = a->stopping, .events = POLLIN}};

    while (poll(fds, 2, -1) < 0 && errno == EINTR)
        ;
    return fds[1].revents == 0;
}

static gboolean write_all(int fd, const char *text)
{
    size_t left = strlen(text);

    while (left > 0) {
        ssize_t n = send(fd, text, left, MSG_NOSIGNAL);

        if (n < 0 && errno != EINTR)
            return FALSE;
        if (n > 0) {
            text += n;
            left -= (size_t)n;
        }
    }
    return TRUE;
}

/* Answers every whole line in `buffer`; false when the client or the program is gone. */
static gboolean answer_lines(struct automation *a, int client, GString *buffer)
{
    char *end;

    while ((end = memchr(buffer->str, '\n', buffer->len)) != NULL) {
        size_t n = (size_t)(end - buffer->str);
        char *answer = exchange(a, g_strndup(buffer->str, n));
        gboolean sent = answer != NULL && write_all(client, answer);

        automation_free_line(answer);
        secret_wipe(buffer->str, n);
        g_string_erase(buffer, 0, (gssize)n + 1);
        if (!sent)
            return FALSE;
    }
    return buffer->len < LINE_LIMIT;
}

static void serve(struct automation *a, int client)
{
    GString *buffer = g_string_sized_new(4096);
    char piece[4096];

    while (readable(a, client)) {
        ssize_t n = recv(client, piece, sizeof piece, 0);

        if (n <= 0)
            break;
        g_string_append_len(buffer, piece, n);
        if (!answer_lines(a, client, buffer))
            break;
    }
    secret_wipe(piece, sizeof piece);
    secret_wipe(buffer->str, buffer->allocated_len);
    g_string_free(buffer, TRUE);
    close(client);
}

static gpointer thread_main(gpointer data)
{
    struct automation *a = data;

    while (readable(a, a->listening)) {
        int client = accept4(a->listening, NULL, NULL, SOCK_CLOEXEC);

        if (client >= 0)
            serve(a, client);
    }
    return NULL;
}

static int listen_at(const char *path, GError **error)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    mode_t before;
    int fd, bound;

    if (g_strlcpy(address.sun_path, path, sizeof address.sun_path) >= sizeof address.sun_path) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NAMETOOLONG,
                    "%s is too long for a socket: choose a shorter path", path);
        return -1;
    }
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    unlink(path);
    before = umask(0177);
    bound = fd < 0 ? -1 : bind(fd, (struct sockaddr *)&address, sizeof address);
    umask(before);
    if (bound < 0 || listen(fd, CLIENTS_WAITING) < 0) {
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno),
                    "the automation socket %s cannot be made (%s): choose a folder that is yours", path,
                    g_strerror(errno));
        if (fd >= 0)
            close(fd);
        return -1;
    }
    return fd;
}

struct automation *automation_start(const char *path, void (*ring)(void *), void *ring_data, GError **error)
{
    struct automation *a;
    int fd = listen_at(path, error);

    if (fd < 0)
        return NULL;
    a = g_new0(struct automation, 1);
    a->path = g_strdup(path);
    a->listening = fd;
    a->stopping = eventfd(0, EFD_CLOEXEC);
    a->ring = ring;
    a->ring_data = ring_data;
    g_mutex_init(&a->mutex);
    g_cond_init(&a->answered);
    a->thread = g_thread_new("automation", thread_main, a);
    return a;
}

void automation_stop(struct automation *a)
{
    const uint64_t one = 1;

    if (a == NULL)
        return;
    g_mutex_lock(&a->mutex);
    a->ended = TRUE;
    g_cond_signal(&a->answered);
    g_mutex_unlock(&a->mutex);
    if (write(a->stopping, &one, sizeof one) == sizeof one)
        g_thread_join(a->thread);
    close(a->listening);
    close(a->stopping);
    unlink(a->path);
    automation_free_line(a->request);
    automation_free_line(a->answer);
    g_mutex_clear(&a->mutex);
    g_cond_clear(&a->answered);
    g_free(a->path);
    g_free(a);
}
