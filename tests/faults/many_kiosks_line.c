#include "many_kiosks_line.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { EVENTS = 256, READ_BYTES = 16 * 1024 };

struct lines {
    SSL_CTX *tls;
    struct sockaddr_in address;
    char *host, *authorization;
    int epoll;
    GQueue failed; /* lines whose failure is to be told from lines_turn */
    struct lines_count count;
};

enum phase { PHASE_NONE, PHASE_CONNECTING, PHASE_HANDSHAKE, PHASE_WRITING, PHASE_READING, PHASE_KEPT };
struct line {
    struct lines *lines;
    const struct identity *identity;
    line_answered answered;
    void *data;
    SSL *ssl;
    SSL_SESSION *session;
    int fd;
    uint32_t watched; /* EPOLLIN, EPOLLOUT */
    enum phase phase;
    bool reused, asked;
    GString *out, *in;
    size_t written;
};

static int keep_session(SSL *ssl, SSL_SESSION *session)
{
    struct line *line = SSL_get_app_data(ssl);
    SSL_SESSION_free(line->session);
    line->session = session;
    return 1;
}

struct lines *lines_new(const char *host, int port, const char *ca_file, const char *authorization)
{
    struct lines *lines = g_new0(struct lines, 1);
    lines->tls = SSL_CTX_new(TLS_client_method());
    lines->host = g_strdup(host);
    lines->authorization = g_strdup(authorization);
    lines->epoll = epoll_create1(EPOLL_CLOEXEC);
    lines->address = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    g_assert(inet_pton(AF_INET, host, &lines->address.sin_addr) == 1);
    g_assert(SSL_CTX_load_verify_file(lines->tls, ca_file) == 1);
    SSL_CTX_set_verify(lines->tls, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_session_cache_mode(lines->tls, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL_STORE);
    SSL_CTX_sess_set_new_cb(lines->tls, keep_session);
    SSL_CTX_set_mode(lines->tls, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                     SSL_MODE_RELEASE_BUFFERS);
    g_queue_init(&lines->failed);
    return lines;
}

void lines_free(struct lines *lines)
{
    g_queue_clear(&lines->failed);
    SSL_CTX_free(lines->tls);
    close(lines->epoll);
    g_free(lines->host);
    g_free(lines->authorization);
    g_free(lines);
}

struct lines_count lines_count(const struct lines *lines)
{
    return lines->count;
}

struct line *line_new(struct lines *lines, const struct identity *identity, line_answered answered,
                      void *data)
{
    struct line *line = g_new0(struct line, 1);
    line->lines = lines;
    line->identity = identity;
    line->answered = answered;
    line->data = data;
    line->fd = -1;
    line->out = g_string_new(NULL);
    line->in = g_string_new(NULL);
    return line;
}

void line_hang_up(struct line *line)
{
    if (line->ssl && line->phase == PHASE_KEPT)
        SSL_shutdown(line->ssl);
    SSL_free(line->ssl);
    line->ssl = NULL;
    if (line->fd >= 0)
        close(line->fd); /* and out of the epoll with it */
    line->fd = -1;
    line->phase = PHASE_NONE;
}

void line_free(struct line *line)
{
    line_hang_up(line);
    SSL_SESSION_free(line->session);
    g_string_free(line->out, TRUE);
    g_string_free(line->in, TRUE);
    g_free(line);
}

static void watch(struct line *line, uint32_t events)
{
    struct epoll_event event = {.events = events, .data.ptr = line};
    if (line->watched == events)
        return;
    g_assert(epoll_ctl(line->lines->epoll, line->watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, line->fd, &event) ==
             0);
    line->watched = events;
}

static bool dial(struct line *line)
{
    struct lines *lines = line->lines;
    line->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    line->watched = 0;
    line->reused = false;
    if (line->fd < 0 || (connect(line->fd, (struct sockaddr *)&lines->address, sizeof lines->address) != 0 &&
                         errno != EINPROGRESS))
        return false;
    lines->count.connections++;
    line->ssl = SSL_new(lines->tls);
    SSL_set_fd(line->ssl, line->fd);
    SSL_set_app_data(line->ssl, line);
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(line->ssl), lines->host);
    g_assert(SSL_use_certificate(line->ssl, line->identity->certificate) == 1 &&
             SSL_use_PrivateKey(line->ssl, line->identity->key) == 1);
    if (line->session)
        SSL_set_session(line->ssl, line->session);
    SSL_set_connect_state(line->ssl);
    line->phase = PHASE_CONNECTING;
    watch(line, EPOLLOUT);
    return true;
}

static void fail_later(struct line *line)
{
    line_hang_up(line);
    g_queue_push_tail(&line->lines->failed, line);
}

void line_ask(struct line *line, const char *path, const char *type, GBytes *body, const char *tag)
{
    gsize len = 0;
    const char *bytes = body ? g_bytes_get_data(body, &len) : NULL;
    g_assert(!line->asked);
    line->asked = true;
    line->written = 0;
    g_string_truncate(line->in, 0);
    g_string_printf(line->out, "%s %s HTTP/1.1\r\nHost: %s\r\n", body ? "POST" : "GET", path,
                    line->lines->host);
    if (*line->lines->authorization)
        g_string_append_printf(line->out, "Authorization: %s\r\n", line->lines->authorization);
    if (tag && *tag)
        g_string_append_printf(line->out, "If-None-Match: %s\r\n", tag);
    if (body)
        g_string_append_printf(line->out, "Content-Type: %s\r\nContent-Length: %zu\r\n", type, len);
    g_string_append(line->out, "\r\n");
    g_string_append_len(line->out, bytes, (gssize)len);
    if (line->phase == PHASE_KEPT) {
        line->reused = true;
        line->phase = PHASE_WRITING;
        watch(line, EPOLLOUT | EPOLLIN);
    } else if (!dial(line)) {
        fail_later(line);
    }
}

static void tell(struct line *line, const struct answer *answer)
{
    line->asked = false;
    line->answered(line->data, answer);
}

/* The connection broke, or TLS refused. */
static void broken(struct line *line)
{
    bool again = line->reused && line->in->len == 0;
    line_hang_up(line);
    line->written = 0;
    if (!again || !dial(line))
        tell(line, &(struct answer){.reached = false});
}

static void copy_header(char *to, size_t cap, const char *head, const char *name, const char *stops)
{
    const char *at = strcasestr(head, name);
    *to = '\0';
    if (!at)
        return;
    at += strlen(name);
    at += strspn(at, " ");
    g_strlcpy(to, at, MIN(cap, strcspn(at, stops) + 1));
}

static bool read_head(const char *head, struct answer *answer, size_t *length, bool *closes)
{
    char text[32];
    if (strncmp(head, "HTTP/1.1 ", 9) != 0)
        return false;
    answer->reached = true;
    answer->status = (int)g_ascii_strtoll(head + 9, NULL, 10);
    copy_header(answer->type, sizeof answer->type, head, "\r\nContent-Type:", ";\r");
    copy_header(answer->tag, sizeof answer->tag, head, "\r\nETag:", "\r");
    copy_header(text, sizeof text, head, "\r\nRetry-After:", "\r");
    answer->retry_after_s = g_ascii_strtoll(text, NULL, 10);
    copy_header(text, sizeof text, head, "\r\nContent-Length:", "\r");
    *length = (size_t)g_ascii_strtoull(text, NULL, 10);
    copy_header(text, sizeof text, head, "\r\nConnection:", "\r");
    *closes = g_ascii_strcasecmp(text, "close") == 0;
    return true;
}

/* TRUE when the answer was whole, and is told. */
static bool take_answer(struct line *line)
{
    struct answer answer = {0};
    size_t length = 0;
    bool closes = false;
    char *end = strstr(line->in->str, "\r\n\r\n");
    if (!end)
        return false;
    g_autofree char *head = g_strndup(line->in->str, (gsize)(end - line->in->str) + 2);
    size_t begin = strlen(head) + 2;
    if (!read_head(head, &answer, &length, &closes)) {
        line->reused = false;
        broken(line);
        return true;
    }
    if (line->in->len < begin + length)
        return false;
    answer.body = line->in->str + begin;
    answer.len = length;
    line->phase = PHASE_KEPT;
    if (closes)
        line_hang_up(line);
    else
        watch(line, EPOLLIN);
    tell(line, &answer);
    return true;
}

/* What OpenSSL wants next is watched for; false: it is over with this connection. */
static bool wants(struct line *line, int result)
{
    int why = SSL_get_error(line->ssl, result);
    if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE)
        return false;
    watch(line, why == SSL_ERROR_WANT_READ ? EPOLLIN : EPOLLOUT);
    return true;
}

static bool shake_hands(struct line *line)
{
    int result = SSL_do_handshake(line->ssl);
    if (result != 1)
        return wants(line, result);
    line->lines->count.handshakes++;
    line->lines->count.resumed += (uint64_t)SSL_session_reused(line->ssl);
    line->phase = PHASE_WRITING;
    return true;
}

static bool write_out(struct line *line)
{
    while (line->written < line->out->len) {
        int result =
            SSL_write(line->ssl, line->out->str + line->written, (int)(line->out->len - line->written));
        if (result <= 0)
            return wants(line, result);
        line->written += (size_t)result;
    }
    line->phase = PHASE_READING;
    watch(line, EPOLLIN);
    return true;
}

static bool read_in(struct line *line)
{
    char bytes[READ_BYTES];
    int result;
    while ((result = SSL_read(line->ssl, bytes, sizeof bytes)) > 0) {
        if (!line->asked) /* nobody asked for that */
            return false;
        g_string_append_len(line->in, bytes, result);
        if (take_answer(line))
            return true;
    }
    return wants(line, result);
}

static bool step(struct line *line)
{
    if (line->phase == PHASE_CONNECTING)
        line->phase = PHASE_HANDSHAKE;
    if (line->phase == PHASE_HANDSHAKE && !shake_hands(line))
        return false;
    if (line->phase == PHASE_WRITING && !write_out(line))
        return false;
    return (line->phase != PHASE_READING && line->phase != PHASE_KEPT) || read_in(line);
}

static void on_event(struct line *line)
{
    if (line->phase == PHASE_NONE || step(line))
        return;
    if (line->asked)
        broken(line);
    else
        line_hang_up(line);
}

void lines_turn(struct lines *lines, int timeout_ms)
{
    struct epoll_event events[EVENTS];
    int count = epoll_wait(lines->epoll, events, EVENTS, g_queue_is_empty(&lines->failed) ? timeout_ms : 0);
    for (int i = 0; i < count; i++)
        on_event(events[i].data.ptr);
    for (guint left = g_queue_get_length(&lines->failed); left > 0; left--)
        tell(g_queue_pop_head(&lines->failed), &(struct answer){.reached = false});
}
