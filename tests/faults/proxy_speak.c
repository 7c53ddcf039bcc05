#include "proxy_parts.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CHUNK = 16384, ENDLESS = 4 * 1024 * 1024, DRIP = 64 };

static const char portal[] = "<!doctype html><title>Wi-Fi</title><form>Log in</form>";

/* Waits for bytes, or for the word to stop: false. */
static bool wait_for(struct proxy *proxy, SSL *ssl)
{
    struct pollfd fds[] = {{.fd = SSL_get_fd(ssl), .events = POLLIN},
                           {.fd = proxy->wake[0], .events = POLLIN}};

    if (SSL_pending(ssl) > 0)
        return true;
    poll(fds, 2, -1);
    return !(fds[1].revents && proxy_told_to_stop(proxy)) && fds[0].revents;
}

static size_t length_said(const GByteArray *message, size_t head)
{
    g_autofree char *text = g_ascii_strdown((const char *)message->data, (gssize)head);
    const char *at = strstr(text, "\r\ncontent-length:");

    return at ? strtoul(at + strlen("\r\ncontent-length:"), NULL, 10) : 0;
}

/* The whole message, head and body: 0 until it is there. */
static size_t whole(const GByteArray *message, bool bodiless)
{
    const uint8_t *end = message->len ? memmem(message->data, message->len, "\r\n\r\n", 4) : NULL;

    if (!end)
        return 0;
    size_t head = (size_t)(end - message->data) + 4;
    size_t size = head + (bodiless ? 0 : length_said(message, head));
    return message->len >= size ? size : 0;
}

static bool read_message(struct proxy *proxy, SSL *ssl, GByteArray *message, bool bodiless)
{
    uint8_t chunk[CHUNK];

    g_byte_array_set_size(message, 0);
    while (!whole(message, bodiless)) {
        if (!wait_for(proxy, ssl))
            return false;
        int n = SSL_read(ssl, chunk, sizeof chunk);
        if (n <= 0)
            return false;
        g_byte_array_append(message, chunk, (guint)n);
    }
    return true;
}

static bool write_all(SSL *ssl, const void *data, size_t len)
{
    return len == 0 || SSL_write(ssl, data, (int)len) == (int)len;
}

/* On a connection of its own: what the platform answers to it. */
static bool ask_platform(struct proxy *proxy, const GByteArray *request, GByteArray *answer)
{
    int fd = proxy_dial(proxy);
    bool well = false;

    if (fd < 0)
        return false;
    SSL *ssl = SSL_new(proxy->client);
    SSL_set_fd(ssl, fd);
    bool bodiless = request->len > 5 && memcmp(request->data, "HEAD ", 5) == 0;
    if (SSL_connect(ssl) == 1 && write_all(ssl, request->data, request->len))
        well = read_message(proxy, ssl, answer, bodiless);
    SSL_free(ssl);
    close(fd);
    return well;
}

static bool say(SSL *ssl, const char *status, const char *fields, const char *body)
{
    g_autofree char *text =
        g_strdup_printf("HTTP/1.1 %s\r\n%sContent-Length: %zu\r\n\r\n%s", status, fields, strlen(body), body);

    return write_all(ssl, text, strlen(text));
}

static bool say_busy_until(SSL *ssl)
{
    char now_text[64], then_text[64];
    time_t now = time(NULL), then = now + 90;
    struct tm at;

    strftime(now_text, sizeof now_text, "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&now, &at));
    strftime(then_text, sizeof then_text, "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&then, &at));
    g_autofree char *fields = g_strdup_printf(
        "Date: %s\r\nRetry-After: %s\r\nContent-Type: application/problem+json\r\n", now_text, then_text);
    return say(ssl, "503 Service Unavailable", fields, "{\"status\":503}");
}

static bool say_without_end(SSL *ssl)
{
    static const uint8_t noise[CHUNK];
    static const char head[] =
        "HTTP/1.1 500 Oops\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n";

    bool on = write_all(ssl, head, sizeof head - 1);
    for (size_t n = 0; on && n < ENDLESS; n += CHUNK)
        on = write_all(ssl, "4000\r\n", 6) && write_all(ssl, noise, CHUNK) && write_all(ssl, "\r\n", 2);
    return false;
}

static bool say_of_others(SSL *ssl)
{
    return say(ssl, "202 Accepted", "Content-Type: application/vnd.kiosk.receipt+json\r\n",
               "{\"results\":[{\"id\":\"0190a000-0000-7000-8000-000000000001\",\"status\":\"stored\"}]}");
}

static bool drip(SSL *ssl, const GByteArray *answer)
{
    size_t at = 0;

    for (; at < MIN(answer->len, (guint)DRIP); at++) {
        if (!write_all(ssl, answer->data + at, 1))
            return false;
        g_usleep(500);
    }
    return write_all(ssl, answer->data + at, answer->len - at);
}

/* What never reaches the platform. */
static bool say_instead(SSL *kiosk, enum proxy_fault fault)
{
    if (fault == PROXY_PORTAL)
        return say(kiosk, "200 OK", "Content-Type: text/html\r\n", portal);
    if (fault == PROXY_PORTAL_202)
        return say(kiosk, "202 Accepted", "Content-Type: text/html\r\n", portal);
    if (fault == PROXY_REDIRECT)
        return say(kiosk, "302 Found", "Location: https://127.0.0.1:1/login\r\n", "");
    if (fault == PROXY_TOO_MANY)
        return say(kiosk, "429 Too Many Requests",
                   "Retry-After: 30\r\nContent-Type: application/problem+json\r\n", "{\"status\":429}");
    if (fault == PROXY_BUSY)
        return say_busy_until(kiosk);
    if (fault == PROXY_GATEWAY)
        return say(kiosk, "502 Bad Gateway", "Content-Type: text/html\r\n", portal);
    if (fault == PROXY_STRANGER)
        return say_of_others(kiosk);
    if (fault == PROXY_EMPTY)
        return say(kiosk, "202 Accepted", "Content-Type: application/vnd.kiosk.receipt+json\r\n",
                   "{\"results\":[]}");
    if (fault == PROXY_ENDLESS)
        return say_without_end(kiosk);
    return false; /* PROXY_LOSE_REQUEST */
}

/* Everything that the platform gets to see. FALSE: the line is cut. */
static bool pass_on(struct proxy *proxy, SSL *kiosk, const GByteArray *request, enum proxy_fault fault)
{
    g_autoptr(GByteArray) answer = g_byte_array_new();

    if (fault == PROXY_REPEAT)
        ask_platform(proxy, request, answer);
    if (!ask_platform(proxy, request, answer))
        return false;
    if (proxy->late) {
        g_autoptr(GByteArray) unheard = g_byte_array_new();
        ask_platform(proxy, proxy->late, unheard);
        g_clear_pointer(&proxy->late, g_byte_array_unref);
    }
    if (fault == PROXY_REPEAT_LATE) {
        proxy->late = g_byte_array_new();
        g_byte_array_append(proxy->late, request->data, request->len);
    }
    if (fault == PROXY_LOSE_ANSWER)
        return false;
    if (fault == PROXY_HALF_ANSWER)
        return write_all(kiosk, answer->data, answer->len / 2) && false;
    if (fault == PROXY_DELAY)
        return drip(kiosk, answer);
    return write_all(kiosk, answer->data, answer->len);
}

static bool reaches_platform(enum proxy_fault fault)
{
    return fault == PROXY_NONE || fault == PROXY_LOSE_ANSWER || fault == PROXY_HALF_ANSWER ||
           fault == PROXY_REPEAT || fault == PROXY_REPEAT_LATE || fault == PROXY_DELAY;
}

void proxy_speak(struct proxy *proxy, int kiosk)
{
    g_autoptr(GByteArray) request = g_byte_array_new();
    SSL *ssl = SSL_new(proxy->server);
    bool stands;
    size_t k;

    SSL_set_fd(ssl, kiosk);
    stands = SSL_accept(ssl) == 1;
    while (stands && read_message(proxy, ssl, request, false)) {
        enum proxy_fault fault = proxy_take(proxy, &k);
        stands = reaches_platform(fault) ? pass_on(proxy, ssl, request, fault) : say_instead(ssl, fault);
    }
    SSL_free(ssl);
    close(kiosk);
}
