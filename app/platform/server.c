#include "platform/server.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/bodies.h"
#include "platform/framing.h"
#include "platform/lines.h"
#include "platform/metrics.h"
#include "platform/peer.h"
#include "platform/routes.h"
#include "wire/upload.h"

enum {
    CONNECTIONS_MAX = 256,
    OF_ONE_ADDRESS = 64,   /* connections; a proxy's are all of one, and not counted */
    SILENT_S = 5,          /* who connects and asks nothing this long is cut off */
    IDLE_S = 20,           /* and so is who has asked, and says nothing more */
    HEADER_MS = 60 * 1000, /* nor what is said before it, from the connection or the last answer on */
    ANSWER_MS = 20 * 1000, /* nor, of one that is read in drips, the answer: this, */
    ANSWER_BYTES_S = 1024, /* and a second for each so many; half of what the weakest honest line carries */
    STILL_MS = 60 * 1000,  /* nor a pause in it: a proxy takes much at once, and carries it on slowly */
    LOOK_S = 5,            /* at those */
    KERNEL_BYTES = 64 * 1024, /* of an answer: the rest is here, in sight, and not in a buffer of megabytes */
    HEADER_BYTES = 32 * 1024, /* of one connection; more is 431 */
    HEADERS_MAX = 64,
    RETRY_S = 5
};

struct server {
    struct MHD_Daemon *daemon;
    const struct platform *platform;
    struct lines *lines;
    guint look;
    struct bodies *bodies;
};

/* What the server keeps of a connection. */
struct connection {
    struct connection_peer peer;
    struct line *line;
};

GQuark server_error_quark(void)
{
    return g_quark_from_static_string("platform-server");
}

static int64_t now_ms(const struct server *server)
{
    return server->platform->clock.monotonic_ms(&server->platform->clock);
}

static struct connection *kept_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *own =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return own ? own->socket_context : NULL;
}

static const char *header(struct MHD_Connection *connection, const char *name)
{
    const char *value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
    return value ? value : "";
}

static const char *argument(struct MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, name);
}

static int64_t wall_ms(const struct server *server)
{
    return server->platform->clock.wall_ms(&server->platform->clock);
}

/* `room` holds what the headers of a proxy say. */
static const struct peer *peer_of(const struct server *server, struct MHD_Connection *connection,
                                  struct peer *room)
{
    if (server->platform->behind_proxy) {
        const struct peer_told told = {.verify = header(connection, PEER_HEADER_VERIFY),
                                       .subject = header(connection, PEER_HEADER_SUBJECT),
                                       .serial = header(connection, PEER_HEADER_SERIAL),
                                       .until = header(connection, PEER_HEADER_UNTIL)};
        *room = peer_of_headers(&told, wall_ms(server));
        return room;
    }
    struct connection *known = kept_of(connection);
    const union MHD_ConnectionInfo *tls =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    return known && tls ? peer_of_tls(&known->peer, tls->tls_session, wall_ms(server)) : NULL;
}

/* Behind a proxy the connections are the proxy's, which keeps them, and has its own patience. */
static int64_t header_until(const struct server *server)
{
    return server->platform->behind_proxy ? LINE_UNBOUND : now_ms(server) + HEADER_MS;
}

static void begin_connection(struct server *server, struct MHD_Connection *connection, void **own)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    int fd = info ? info->connect_fd : -1, bytes = KERNEL_BYTES;
    struct connection *kept = *own = g_new0(struct connection, 1);
    setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
    kept->line = line_begin(server->lines, fd, header_until(server));
}

/* A connection begins and ends, the latter before its socket is closed: who is at its other end is looked at
 * once. */
static void connected(void *data, struct MHD_Connection *connection, void **own,
                      enum MHD_ConnectionNotificationCode what)
{
    struct connection *kept = *own;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        begin_connection(data, connection, own);
    } else if (kept) {
        line_end(kept->line);
        g_clear_pointer(own, g_free);
    }
}

static gboolean look_at_lines(void *data)
{
    struct server *server = data;
    lines_cut(server->lines, now_ms(server), STILL_MS);
    return G_SOURCE_CONTINUE;
}

static struct request request_of(struct MHD_Connection *connection, const char *path, const char *method)
{
    return (struct request){.method = method,
                            .path = path,
                            .content_type = header(connection, MHD_HTTP_HEADER_CONTENT_TYPE),
                            .authorization = header(connection, MHD_HTTP_HEADER_AUTHORIZATION),
                            .if_none_match = header(connection, MHD_HTTP_HEADER_IF_NONE_MATCH),
                            .search = argument(connection, "q"),
                            .only = argument(connection, "only"),
                            .from = argument(connection, "from"),
                            .upload_offset = header(connection, WIRE_UPLOAD_OFFSET),
                            .upload_complete = header(connection, WIRE_UPLOAD_COMPLETE),
                            .repr_digest = header(connection, WIRE_UPLOAD_DIGEST)};
}

static void add_upload(struct MHD_Response *response, const struct reply *reply)
{
    char offset[24];

    g_snprintf(offset, sizeof offset, "%lld", (long long)reply->upload_offset);
    MHD_add_response_header(response, WIRE_UPLOAD_OFFSET, offset);
    MHD_add_response_header(response, WIRE_UPLOAD_COMPLETE, reply->upload_complete ? "?1" : "?0");
}

static void add_headers(struct MHD_Response *response, const struct reply *reply)
{
    if (reply->type)
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->type);
    if (reply->upload)
        add_upload(response, reply);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Referrer-Policy", "no-referrer");
    MHD_add_response_header(response, "Content-Security-Policy",
                            "default-src 'none'; style-src 'unsafe-inline'");
    if (reply->tag[0])
        MHD_add_response_header(response, MHD_HTTP_HEADER_ETAG, reply->tag);
    if (reply->allow)
        MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, reply->allow);
    if (reply->status == MHD_HTTP_UNAUTHORIZED)
        MHD_add_response_header(response, MHD_HTTP_HEADER_WWW_AUTHENTICATE,
                                reply->challenge ? reply->challenge : "Bearer");
    if (reply->close)
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
    if (reply->retry_after_s) {
        char seconds[16];
        g_snprintf(seconds, sizeof seconds, "%u", reply->retry_after_s);
        MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, seconds);
    }
}

static void set_idle_s(struct MHD_Connection *connection, unsigned seconds)
{
    MHD_set_connection_option(connection, MHD_CONNECTION_OPTION_TIMEOUT, seconds);
}

/* The whole answer has its time. Pauses in it are seen in the kernel (lines.h): while its buffer drains to a
 * weak line, libmicrohttpd has nothing to do for longer than IDLE_S. */
static void bound_answer(const struct server *server, struct MHD_Connection *connection, size_t len)
{
    int64_t time_ms = ANSWER_MS + (int64_t)len * 1000 / ANSWER_BYTES_S;

    line_answers(kept_of(connection)->line, now_ms(server) + time_ms);
    set_idle_s(connection, (unsigned)(time_ms / 1000));
}

/* Hands the reply over; its body is wiped once it is sent. */
static enum MHD_Result send_reply(const struct server *server, struct MHD_Connection *connection,
                                  struct reply *reply)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer_with_free_callback(reply->len, reply->body, reply->body_free);
    if (!response) {
        reply_clear(reply);
        return MHD_NO;
    }
    add_headers(response, reply);
    bound_answer(server, connection, reply->len);
    enum MHD_Result queued = MHD_queue_response(connection, reply->status, response);
    MHD_destroy_response(response);
    return queued;
}

static void crowded(struct reply *reply)
{
    reply_problem(reply, 503, "crowded", "Too much at once", "Try again a little later.");
    reply->retry_after_s = RETRY_S;
}

/* A socket that is closed on bytes nobody has read takes its answer along (RFC 9112, 9.6): few of them are
 * read first, and then refused. */
static bool is_short(const char *length)
{
    return *length && g_ascii_strtoull(length, NULL, 10) <= ROUTE_SMALL_MAX;
}

/* All that can be refused before the body comes; else `most` gets how many bytes it may have. */
static bool refuse_early(struct server *server, struct MHD_Connection *connection,
                         const struct request *request, size_t *most, struct reply *reply)
{
    const char *length = header(connection, MHD_HTTP_HEADER_CONTENT_LENGTH);
    if (MHD_get_connection_values(connection, MHD_HEADER_KIND, NULL, NULL) > HEADERS_MAX) {
        reply_problem(reply, 431, "headers", "Too many headers", "Send at most 64 headers.");
        return true;
    }
    const struct route *route = route_admit(server->platform, request, reply);
    *most = route ? route->body_max : ROUTE_SMALL_MAX;
    if (!route && is_short(length))
        reply_clear(reply); /* said again when it is here */
    if (!route)
        return reply->status != 0;
    if (*length && g_ascii_strtoull(length, NULL, 10) > route->body_max)
        route_too_large(route->body_max, reply);
    return reply->status != 0;
}

static void count(const struct server *server, const struct request *request, const struct reply *reply)
{
    const struct route *route = route_of(request);
    metrics_answered(server->platform->metrics, route ? route->method : "", route ? route->path : "",
                     reply->status);
}

/* Whose room it takes: that of the kiosk, or of the address where there is no certificate. */
static void name_sender(struct MHD_Connection *connection, const struct peer *peer, char who[BODIES_WHO])
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    *who = '\0';
    if (peer && *peer->kiosk)
        g_strlcpy(who, peer->kiosk, BODIES_WHO);
    else if (info && info->client_addr->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)info->client_addr)->sin_addr, who,
                  BODIES_WHO);
    else if (info && info->client_addr->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)info->client_addr)->sin6_addr, who,
                  BODIES_WHO);
}

static enum MHD_Result begin(struct server *server, struct MHD_Connection *connection,
                             const struct request *request, const char *version, void **state)
{
    struct reply reply = {0};
    char who[BODIES_WHO];
    size_t most = 0;
    struct body *body = *state = g_new0(struct body, 1);
    line_until(kept_of(connection)->line, LINE_UNBOUND); /* body_take watches it */
    set_idle_s(connection, IDLE_S);
    bool refused = framing_refuse(connection, version, !server->platform->behind_proxy, &reply) ||
                   refuse_early(server, connection, request, &most, &reply);
    name_sender(connection, request->peer, who);
    body_begin(body, server->bodies, who, most, now_ms(server));
    if (!refused)
        return MHD_YES;
    count(server, request, &reply);
    return send_reply(server, connection, &reply);
}

static enum MHD_Result finish(struct server *server, struct body *body, struct MHD_Connection *connection,
                              struct request *request)
{
    struct reply reply = {0};
    request->body = body->data;
    request->len = body->len;
    if (body->state == BODY_TOO_LARGE)
        route_too_large(body->most, &reply);
    else if (body->state == BODY_CROWDED)
        crowded(&reply);
    else
        route_answer(server->platform, request, &reply);
    body_end(body);
    count(server, request, &reply);
    return send_reply(server, connection, &reply);
}

static enum MHD_Result handle(void *data, struct MHD_Connection *connection, const char *path,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **state)
{
    struct request request = request_of(connection, path, method);
    struct peer room;
    request.peer = peer_of(data, connection, &room);
    if (!*state)
        return begin(data, connection, &request, version, state);
    if (*upload_size == 0)
        return finish(data, *state, connection, &request);
    if (!body_take(*state, upload, *upload_size, now_ms(data)))
        return MHD_NO;
    *upload_size = 0;
    return MHD_YES;
}

/* Answered, broken off, timed out or shut down: in every case what was held is wiped. */
static void completed(void *data, struct MHD_Connection *connection, void **state,
                      enum MHD_RequestTerminationCode reason)
{
    struct connection *kept = kept_of(connection);
    if (kept)
        line_until(kept->line, header_until(data));
    if (reason == MHD_REQUEST_TERMINATED_COMPLETED_OK)
        set_idle_s(connection, IDLE_S);
    if (!*state)
        return;
    body_end(*state);
    g_free(*state);
    *state = NULL;
}

/* A certificate of a kiosk is asked for, not demanded: phones have none. Behind a proxy there is no TLS. */
static struct MHD_Daemon *start_daemon(int listening, const struct platform *platform, struct server *server)
{
    const struct platform_keys *keys = platform->keys;
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, keys->tls_certificate},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, keys->tls_key},
        {MHD_OPTION_HTTPS_MEM_TRUST, 0, keys->authority_certificate},
        {MHD_OPTION_HTTPS_PRIORITIES, 0, (char *)"NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"},
        {MHD_OPTION_END, 0, NULL}};
    bool plain = platform->behind_proxy;
    if (plain)
        tls[0].option = MHD_OPTION_END;
    return MHD_start_daemon(
        MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD | (plain ? 0u : (unsigned)MHD_USE_TLS), 0, NULL, NULL,
        handle, server, MHD_OPTION_LISTEN_SOCKET, (MHD_socket)listening, MHD_OPTION_NOTIFY_COMPLETED,
        completed, server, MHD_OPTION_NOTIFY_CONNECTION, connected, server, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)CONNECTIONS_MAX, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENT_S,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, plain ? 0u : (unsigned)OF_ONE_ADDRESS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_BYTES, MHD_OPTION_UNESCAPE_CALLBACK,
        framing_unescape, NULL, MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
}

struct server *server_start(int listening, const struct platform *platform, GError **error)
{
    struct server *server = g_new0(struct server, 1);
    server->platform = platform;
    server->lines = lines_new();
    server->bodies = bodies_new();
    server->daemon = start_daemon(listening, platform, server);
    if (server->daemon) {
        server->look = g_timeout_add_seconds(LOOK_S, look_at_lines, server);
        return server;
    }
    g_set_error_literal(error, server_error_quark(), SERVER_ERROR_TLS,
                        "cannot start TLS: check that tls.crt and tls.key in the keys folder belong "
                        "together, and that ca.crt is whole");
    close(listening);
    lines_free(server->lines);
    bodies_free(server->bodies);
    g_free(server);
    return NULL;
}

void server_stop(struct server *server)
{
    if (!server)
        return;
    g_source_remove(server->look);
    MHD_stop_daemon(server->daemon); /* closes the socket */
    lines_free(server->lines);
    bodies_free(server->bodies);
    g_free(server);
}
