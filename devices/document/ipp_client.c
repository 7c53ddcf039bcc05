#include "devices/document/ipp_client.h"

#include <cups/cups.h>
#include <gio/gio.h>
#include <string.h>

#include "devices/document/ipp_words.h"

enum {
    CONNECT_MS = 3000,
    LOOK_MS = 250,       /* between two looks at `cancel` */
    ANSWER_MS = 5000,    /* a question */
    HURRY_MS = 2000,     /* the same of who leaves */
    STRAYS = 32,         /* more than a kiosk ever leaves behind */
    TAKE_MS = 30000,     /* a document: a small printer reads it while it warms up */
    PIECE = 128 * 1024,  /* as large as possible: what is smaller libcups copies, and does not wipe */
    PRINTER_STOPPED = 5, /* printer-state, RFC 8011 5.4.11 */
    QUEUE_PORT = 631
};
static const char job_name[] = "page"; /* nobody's name goes to a printer's log */

struct ipp_line {
    const struct ipp_place *place;
    http_t *http;
    int *cancel;
    int answer_ms, left_ms;
    char user[80]; /* this machine: a printer may serve several, and each calls back its own pages only */
};

static gboolean refuse(const char *text, GError **error)
{
    g_set_error(
        error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
        "%s is no place for pages: write cups:QUEUE or cups:ipp://ADDRESS:631/ipp/print, or ipps:", text);
    return FALSE;
}

gboolean ipp_place_parse(struct ipp_place *place, const char *text, GError **error)
{
    char scheme[16], person[64];
    *place = (struct ipp_place){0};
    if (ipp_is_queue(text)) {
        place->queue = true;
        g_snprintf(place->resource, sizeof place->resource, "/printers/%s", text);
        g_snprintf(place->uri, sizeof place->uri, "ipp://localhost/printers/%s", text);
        return TRUE;
    }
    place->sealed = g_str_has_prefix(text, "ipps://");
    if ((!place->sealed && !g_str_has_prefix(text, "ipp://")) || strlen(text) >= sizeof place->resource ||
        httpSeparateURI(HTTP_URI_CODING_ALL, text, scheme, sizeof scheme, person, sizeof person, place->host,
                        sizeof place->host, &place->port, place->resource,
                        sizeof place->resource) < HTTP_URI_STATUS_OK ||
        *person || !*place->host || place->port <= 0)
        return refuse(text, error);
    g_strlcpy(place->uri, text, sizeof place->uri);
    return TRUE;
}

gboolean ipp_media_check(const char *media, GError **error)
{
    if (pwgMediaForPWG(media))
        return TRUE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "media=%s is no size as printers name them: write media=iso_a4_210x297mm", media);
    return FALSE;
}

/* Called by libcups whenever LOOK_MS passed without a byte; 0 gives up. */
static int go_on(http_t *http, void *data)
{
    struct ipp_line *line = data;
    (void)http;
    line->left_ms -= LOOK_MS;
    return line->left_ms > 0 && !*line->cancel;
}

/* A printer that wants a password is set up wrong for a kiosk; nobody is there to be asked. */
static const char *no_password(const char *prompt, http_t *http, const char *method, const char *resource,
                               void *data)
{
    (void)prompt, (void)http, (void)method, (void)resource, (void)data;
    return NULL;
}

struct ipp_line *ipp_open(const struct ipp_place *place, int *cancel)
{
    cupsSetPasswordCB2(no_password, NULL); /* of this thread */
    http_t *http = httpConnect2(
        place->queue ? cupsServer() : place->host, place->queue ? ippPort() : place->port, NULL, AF_UNSPEC,
        place->sealed ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED, 1, CONNECT_MS, cancel);
    if (!http)
        return NULL;
    struct ipp_line *line = g_new0(struct ipp_line, 1);
    *line = (struct ipp_line){place, http, cancel, ANSWER_MS, ANSWER_MS, ""};
    g_snprintf(line->user, sizeof line->user, "linchuang-%s", g_get_host_name());
    httpSetTimeout(http, LOOK_MS / 1000.0, go_on, line);
    return line;
}

void ipp_close(struct ipp_line *line)
{
    if (!line)
        return;
    httpClose(line->http);
    g_free(line);
}

void ipp_hurry(struct ipp_line *line)
{
    line->answer_ms = HURRY_MS;
}

static ipp_t *request_new(const struct ipp_line *line, ipp_op_t operation, const struct ipp_ticket *ticket)
{
    ipp_t *request = ippNewRequest(operation);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, line->place->uri);
    if (ticket)
        ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", ticket->number);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, line->user);
    return request;
}

/* Takes the request. NULL: no answer. */
static ipp_t *ask(struct ipp_line *line, ipp_t *request)
{
    line->left_ms = line->answer_ms;
    ipp_t *response = cupsDoRequest(line->http, request, line->place->resource);
    if (!response || ippGetState(response) != IPP_STATE_DATA) {
        ippDelete(response);
        return NULL;
    }
    return response;
}

static void wants(ipp_t *request, const char *const *names, int count)
{
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", count, NULL, names);
}

static int number_of(ipp_t *response, const char *name, ipp_tag_t tag, int otherwise)
{
    ipp_attribute_t *attribute = ippFindAttribute(response, name, tag);
    return attribute ? ippGetInteger(attribute, 0) : otherwise;
}

bool ipp_ask_printer(struct ipp_line *line, struct ipp_printer *out)
{
    static const char *const names[] = {"printer-state", "printer-state-reasons",
                                        "printer-is-accepting-jobs"};
    ipp_t *request = request_new(line, IPP_OP_GET_PRINTER_ATTRIBUTES, NULL);
    wants(request, names, G_N_ELEMENTS(names));
    ipp_t *response = ask(line, request);
    ipp_attribute_t *reasons = ippFindAttribute(response, "printer-state-reasons", IPP_TAG_KEYWORD);
    ipp_attribute_t *accepts = ippFindAttribute(response, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
    bool well = response && ippGetStatusCode(response) < IPP_STATUS_ERROR_BAD_REQUEST;
    *out = (struct ipp_printer){.accepts = !accepts || ippGetBoolean(accepts, 0)};
    out->stopped = number_of(response, "printer-state", IPP_TAG_ENUM, 0) == PRINTER_STOPPED;
    for (int i = 0; i < ippGetCount(reasons); i++)
        out->attention = ipp_worse(out->attention, ipp_reason(ippGetString(reasons, i, NULL)));
    ippDelete(response);
    return well;
}

static ipp_t *print_request(const struct ipp_line *line, const char *media)
{
    ipp_t *request = request_new(line, IPP_OP_PRINT_JOB, NULL);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, job_name);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, "application/pdf");
    ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", NULL, media);
    return request;
}

/* RFC 8011, appendix B: 04xx is what was asked, 05xx is the printer. */
static enum ipp_taken taken_of(ipp_t *response, struct ipp_ticket *out, const char **why)
{
    ipp_status_t status = response ? ippGetStatusCode(response) : cupsLastError();
    *out = (struct ipp_ticket){.number = number_of(response, "job-id", IPP_TAG_INTEGER, 0)};
    *why = ippErrorString(status);
    if (status < IPP_STATUS_ERROR_BAD_REQUEST && out->number > 0)
        return IPP_TAKEN;
    return response && status < IPP_STATUS_ERROR_INTERNAL ? IPP_NOT_THIS : IPP_NOT_NOW;
}

enum ipp_taken ipp_print(struct ipp_line *line, const char *media, const struct secret_bytes *pdf,
                         struct ipp_ticket *out, const char **why)
{
    ipp_t *request = print_request(line, media);
    line->left_ms = TAKE_MS;
    http_status_t status = cupsSendRequest(line->http, request, line->place->resource, CUPS_LENGTH_VARIABLE);
    for (size_t sent = 0, n; status == HTTP_STATUS_CONTINUE && sent < pdf->len; sent += n) {
        n = MIN(PIECE, pdf->len - sent);
        status = cupsWriteRequestData(line->http, (const char *)pdf->data + sent, n);
    }
    /* Also when it was refused half-way: the answer says why. */
    ipp_t *response = status == HTTP_STATUS_CONTINUE || status == HTTP_STATUS_OK
                          ? cupsGetResponse(line->http, line->place->resource)
                          : NULL;
    enum ipp_taken taken = taken_of(response, out, why);
    ippDelete(response);
    ippDelete(request);
    return taken;
}

bool ipp_ask_job(struct ipp_line *line, struct ipp_ticket *ticket, int *state)
{
    static const char *const names[] = {"job-state", "job-uuid"};
    ipp_t *request = request_new(line, IPP_OP_GET_JOB_ATTRIBUTES, ticket);
    wants(request, names, G_N_ELEMENTS(names));
    ipp_t *response = ask(line, request);
    if (!response)
        return false;
    ipp_attribute_t *uuid = ippFindAttribute(response, "job-uuid", IPP_TAG_URI);
    const char *text = uuid ? ippGetString(uuid, 0, NULL) : "";
    *state = number_of(response, "job-state", IPP_TAG_ENUM, 0);
    if (*ticket->uuid && strncmp(ticket->uuid, text, sizeof ticket->uuid - 1) != 0)
        *state = 0; /* somebody else's, under the number of ours */
    else
        g_strlcpy(ticket->uuid, text, sizeof ticket->uuid);
    ippDelete(response);
    return true;
}

bool ipp_cancel(struct ipp_line *line, const struct ipp_ticket *ticket)
{
    ipp_t *response = ask(line, request_new(line, IPP_OP_CANCEL_JOB, ticket));
    ippDelete(response); /* "not possible": it has ended meanwhile */
    return response != NULL;
}

/* Of every job its number; the printer was asked for ours alone. */
static size_t numbers_of(ipp_t *response, int numbers[STRAYS])
{
    size_t n = 0;
    for (ipp_attribute_t *a = ippFirstAttribute(response); a && n < STRAYS; a = ippNextAttribute(response))
        if (g_strcmp0(ippGetName(a), "job-id") == 0 && ippGetValueTag(a) == IPP_TAG_INTEGER)
            numbers[n++] = ippGetInteger(a, 0);
    return n;
}

static bool is_kept(int number, const int *keep, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (keep[i] == number)
            return true;
    return false;
}

bool ipp_cancel_strays(struct ipp_line *line, const int *keep, size_t count)
{
    static const char *const names[] = {"job-id"};
    int numbers[STRAYS];
    ipp_t *request = request_new(line, IPP_OP_GET_JOBS, NULL);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", NULL, "not-completed");
    ippAddBoolean(request, IPP_TAG_OPERATION, "my-jobs", 1);
    wants(request, names, G_N_ELEMENTS(names));
    ipp_t *response = ask(line, request);
    size_t n = numbers_of(response, numbers);
    bool well = response != NULL;
    ippDelete(response);
    for (size_t i = 0; i < n && well; i++)
        if (!is_kept(numbers[i], keep, count))
            well = ipp_cancel(line, &(struct ipp_ticket){.number = numbers[i]});
    return well;
}
