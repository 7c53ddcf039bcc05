#include "platform/routes.h"

#include <glib.h>
#include <string.h>

#include "platform/enrol.h"
#include "platform/fleet.h"
#include "platform/guard.h"
#include "platform/heartbeat.h"
#include "platform/metrics.h"
#include "platform/notices.h"
#include "platform/online.h"
#include "platform/orders.h"
#include "platform/pages.h"
#include "platform/rotation.h"
#include "platform/submissions.h"
#include "platform/uploads.h"
#include "wire/upload.h"

enum { PARAMETER_MAX = 40 }; /* a UUID, and NUL */

static void answer_health(const struct platform *platform, const struct request *request, const char *unused,
                          struct reply *reply)
{
    (void)platform, (void)request, (void)unused;
    reply_text(reply, 200, REPLY_JSON, "{\"status\":\"ok\"}\n");
}

static const struct route routes[] = {
    {"GET", "/", false, NULL, ROUTE_SMALL_MAX, page_home},
    {"GET", "/v1/health", false, NULL, ROUTE_SMALL_MAX, answer_health},
    {"GET", WIRE_PATH_AUTHORITY, false, NULL, ROUTE_SMALL_MAX, enrol_authority},
    {"POST", WIRE_PATH_ENROL, false, ENROL_TYPE, ROUTE_SMALL_MAX, enrol_answer},
    {"POST", WIRE_PATH_RENEW, true, ENROL_TYPE, ROUTE_SMALL_MAX, enrol_renew},
    {"GET", WIRE_PATH_KEYS, true, NULL, ROUTE_SMALL_MAX, rotation_answer},
    {"GET", "/v1/notices", true, NULL, ROUTE_SMALL_MAX, notices_answer},
    {"POST", "/v1/submissions", true, SUBMISSIONS_TYPE, ROUTE_BODY_MAX, submissions_answer},
    {"GET", WIRE_PATH_UPLOADS "{id}", true, NULL, ROUTE_SMALL_MAX, uploads_tell},
    {"PUT", WIRE_PATH_UPLOADS "{id}", true, WIRE_TYPE_PIECE, ROUTE_BODY_MAX, uploads_begin},
    {"PATCH", WIRE_PATH_UPLOADS "{id}", true, WIRE_TYPE_PIECE, ROUTE_BODY_MAX, uploads_append},
    {"POST", "/v1/online", true, ONLINE_TYPE, ROUTE_BODY_MAX, online_answer},
    {"POST", "/v1/heartbeat", true, WIRE_TYPE_HEARTBEAT, ROUTE_SMALL_MAX, heartbeat_answer},
    {"GET", "/fleet", false, NULL, ROUTE_SMALL_MAX, page_fleet},
    {"GET", "/metrics", false, NULL, ROUTE_SMALL_MAX, metrics_answer},
    {"GET", "/p/{receipt}", false, NULL, ROUTE_SMALL_MAX, page_progress},
    {"GET", "/v/{number}", false, NULL, ROUTE_SMALL_MAX, page_certificate},
    {"GET", "/b/{number}", false, NULL, ROUTE_SMALL_MAX, page_booking},
    {"GET", "/e/{number}", false, NULL, ROUTE_SMALL_MAX, page_receipt},
    {"GET", "/pay/{code}", false, NULL, ROUTE_SMALL_MAX, page_pay},
    {"POST", "/pay/{code}", false, ORDER_FORM_TYPE, ROUTE_SMALL_MAX, page_paid},
};

const struct route *route_at(size_t index)
{
    return index < G_N_ELEMENTS(routes) ? &routes[index] : NULL;
}

/* Does the path fit the pattern? The rest behind '{' goes to `parameter`. */
static bool path_fits(const char *pattern, const char *path, char parameter[PARAMETER_MAX])
{
    const char *brace = strchr(pattern, '{');
    *parameter = '\0';
    if (!brace)
        return strcmp(pattern, path) == 0;
    size_t fixed = (size_t)(brace - pattern);
    return strncmp(pattern, path, fixed) == 0 && path[fixed] && !strchr(path + fixed, '/') &&
           g_strlcpy(parameter, path + fixed, PARAMETER_MAX) < PARAMETER_MAX;
}

static bool method_fits(const struct route *route, const char *method)
{
    return strcmp(route->method, method) == 0 ||
           (strcmp(method, "HEAD") == 0 && strcmp(route->method, "GET") == 0);
}

const struct route *route_of(const struct request *request)
{
    char parameter[PARAMETER_MAX];
    for (size_t i = 0; i < G_N_ELEMENTS(routes); i++) {
        if (method_fits(&routes[i], request->method) && path_fits(routes[i].path, request->path, parameter))
            return &routes[i];
    }
    return NULL;
}

/* The route, or a written reply that says there is none. */
static const struct route *find(const struct request *request, char parameter[PARAMETER_MAX],
                                struct reply *reply)
{
    const struct route *other = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(routes); i++) {
        if (!path_fits(routes[i].path, request->path, parameter))
            continue;
        if (method_fits(&routes[i], request->method))
            return &routes[i];
        other = &routes[i];
    }
    if (!other) {
        reply_problem(reply, 404, "no-such-place", "Nothing is here",
                      "The paths of this platform are in docs/platform-api.yaml.");
        return NULL;
    }
    reply_problem(reply, 405, "method", "Another method is needed", "See the Allow header.");
    reply->allow = other->method;
    return NULL;
}

/* "type/subtype; parameters" against the type alone. */
static bool type_fits(const char *wanted, const char *given)
{
    size_t len = strlen(wanted);
    return g_ascii_strncasecmp(wanted, given, len) == 0 &&
           (!given[len] || given[len] == ';' || given[len] == ' ');
}

static const struct route *admit(const struct platform *platform, const struct request *request,
                                 char parameter[PARAMETER_MAX], struct reply *reply)
{
    const struct route *route = find(request, parameter, reply);
    if (!route)
        return NULL;
    if (route->kiosk && !guard_knows(platform, request, reply))
        return NULL;
    if (route->type && !type_fits(route->type, request->content_type)) {
        g_autofree char *detail = g_strdup_printf("Send Content-Type: %s.", route->type);
        reply_problem(reply, 415, "media-type", "Another content type is needed", detail);
        return NULL;
    }
    return route;
}

const struct route *route_admit(const struct platform *platform, const struct request *request,
                                struct reply *reply)
{
    char parameter[PARAMETER_MAX];
    const struct route *route = admit(platform, request, parameter, reply);
    /* Whose certificate is revoked brings nothing large: that is looked at before the body, and when it is
     * here. */
    bool large = route && route->kiosk && route->body_max > ROUTE_SMALL_MAX;
    return !large || guard_admit(platform, request, reply) ? route : NULL;
}

void route_too_large(size_t body_max, struct reply *reply)
{
    reply_problem(reply, 413, "too-large", "The request is too large",
                  body_max < ROUTE_BODY_MAX ? "Send at most 16 KiB here."
                                            : "Send at most 8 MiB: halve the batch.");
}

void route_answer(const struct platform *platform, const struct request *request, struct reply *reply)
{
    char parameter[PARAMETER_MAX];
    const struct route *route = admit(platform, request, parameter, reply);
    if (route && request->len > route->body_max)
        route_too_large(route->body_max, reply);
    else if (route && (!route->kiosk || guard_admit(platform, request, reply)))
        route->answer(platform, request, parameter, reply);
}
