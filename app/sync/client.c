#include "sync/client.h"

#include <curl/curl.h>
#include <string.h>

#include "base/clock.h"
#include "base/known_time.h"
#include "sync/enrolment.h"
#include "wire/messages.h"
#include "wire/suite.h"
#include "wire/tls_time.h"
#include "wire/upload.h"

enum {
    CONNECT_MS = 8000,
    TOKEN_MAX = 256,
    IDLE_S = 110 /* a connection idle for longer is not used again: proxies drop them at 120 s */
};

struct client {
    CURLSH *share; /* connections and TLS sessions: all that outlives a request */
    char *url, *ca_file, *proxy;
    int still_s;
    char *identity, *certificate; /* folder and file, NULL: none to show */
    guint64 shown;                /* the stamp of what the connections were made with */
    bool unproven;
    struct known_time *known;
    bool by_known;       /* certificates are looked at by the newest known time, not by the clock */
    char *authorization; /* secret memory; NULL without a token */
    gint interrupted;    /* atomic */
};

GQuark client_error_quark(void)
{
    return g_quark_from_static_string("client");
}

static gboolean read_token(struct client *client, const char *file, GError **error)
{
    char *text = NULL;
    size_t len = 0;

    if (!g_file_get_contents(file, &text, &len, error)) {
        g_prefix_error(error, "token file not readable: enrol the kiosk, or put its token there: ");
        return FALSE;
    }
    g_strstrip(text);
    size_t n = strlen(text);
    gboolean well = n > 0 && n <= TOKEN_MAX && strcspn(text, "\r\n") == n;
    if (well) {
        struct secret_bytes header = {0};
        secret_bytes_text(&header, "Authorization: Bearer ");
        secret_bytes_append(&header, text, n);
        client->authorization = (char *)header.data; /* the buffer moves; it ends in NUL */
    } else {
        g_set_error(error, client_error_quark(), CLIENT_ERROR_SETUP,
                    "%s holds no token on one line: enrol the kiosk again", file);
    }
    secret_wipe(text, len);
    g_free(text);
    return well;
}

static CURLSH *share_new(void)
{
    CURLSH *share = curl_share_init();

    if (share) {
        curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT);
        curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
        curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
    }
    return share;
}

struct client *client_new(const struct client_options *options, GError **error)
{
    struct client *client = g_new0(struct client, 1);

    client->url = g_strdup(options->url);
    client->ca_file = g_strdup(options->ca_file ? options->ca_file : "");
    client->still_s = options->still_s ? options->still_s : CLIENT_STILL_S;
    client->unproven = options->unproven;
    client->known = options->known;
    if (options->identity) {
        client->identity = g_strdup(options->identity);
        client->certificate = g_build_filename(options->identity, ENROLMENT_CERTIFICATE, NULL);
    }
    client->proxy = g_strdup(options->proxy ? options->proxy : "");
    client->share = share_new();
    if (!g_str_has_prefix(client->url, "https://"))
        g_set_error(error, client_error_quark(), CLIENT_ERROR_SETUP,
                    "the platform's address '%s' is not https: correct [platform] url", client->url);
    else if (client->ca_file[0] && !g_file_test(client->ca_file, G_FILE_TEST_IS_REGULAR))
        g_set_error(error, client_error_quark(), CLIENT_ERROR_SETUP,
                    "no certificate file %s: correct [platform] ca_file", client->ca_file);
    else if (client->share && (!options->token_file || !options->token_file[0] ||
                               read_token(client, options->token_file, error)))
        return client;
    else if (!client->share)
        g_set_error_literal(error, client_error_quark(), CLIENT_ERROR_SETUP,
                            "libcurl does not start: install libcurl4 again");
    client_free(client);
    return NULL;
}

void client_free(struct client *client)
{
    if (!client)
        return;
    if (client->share)
        curl_share_cleanup(client->share);
    secret_free(client->authorization);
    g_free(client->url);
    g_free(client->ca_file);
    g_free(client->proxy);
    g_free(client->identity);
    g_free(client->certificate);
    g_free(client);
}

void client_interrupt(struct client *client)
{
    g_atomic_int_set(&client->interrupted, 1);
}

void client_resume(struct client *client)
{
    g_atomic_int_set(&client->interrupted, 0);
}

/* A request under way. */
struct errand {
    struct client *client;
    const struct client_request *request;
    bool waited; /* `meanwhile` was called */
};

/* curl calls it after each step of a transfer. */
static int progress(void *data, curl_off_t to_get, curl_off_t got, curl_off_t to_send, curl_off_t sent)
{
    struct errand *errand = data;
    const struct client_request *request = errand->request;

    (void)to_get, (void)got, (void)to_send;
    if (request->meanwhile && !errand->waited && sent >= (curl_off_t)request->len) {
        errand->waited = true;
        request->meanwhile(request->meanwhile_data);
    }
    return g_atomic_int_get(&errand->client->interrupted);
}

static size_t take_body(char *data, size_t size, size_t n, void *user)
{
    struct secret_bytes *body = user;

    if (n > (size_t)WIRE_ANSWER_MAX - body->len) /* size is 1 by curl's promise */
        return 0;
    secret_bytes_append(body, data, size * n);
    return size * n;
}

static void take_upload(struct client_answer *answer, const char *name, const char *value)
{
    if (g_ascii_strcasecmp(name, WIRE_UPLOAD_OFFSET) == 0)
        answer->upload = upload_offset_parse(value, &answer->upload_offset);
    else if (g_ascii_strcasecmp(name, WIRE_UPLOAD_COMPLETE) == 0)
        upload_complete_parse(value, &answer->upload_complete);
}

/* "Content-Type: X; charset=y" -> "x". Also called for each answer of a chain, so the last one stands. */
static size_t take_header(char *data, size_t size, size_t n, void *user)
{
    struct client_answer *answer = user;
    g_autofree char *line = g_strndup(data, size * n);
    char *colon = strchr(line, ':');

    if (!colon)
        return size * n;
    *colon = 0;
    char *value = g_strstrip(colon + 1);
    if (g_ascii_strcasecmp(line, "Retry-After") == 0)
        g_strlcpy(answer->retry_after, value, sizeof answer->retry_after);
    else if (g_ascii_strcasecmp(line, "ETag") == 0 && strlen(value) < sizeof answer->tag)
        g_strlcpy(answer->tag, value, sizeof answer->tag);
    else if (g_ascii_strcasecmp(line, "Date") == 0)
        g_strlcpy(answer->date, value, sizeof answer->date);
    else
        take_upload(answer, line, value);
    return size * n;
}

static void copy_type(struct client_answer *answer, const char *type)
{
    g_autofree char *lower = g_ascii_strdown(type ? type : "", -1);

    lower[strcspn(lower, "; ")] = 0;
    g_strlcpy(answer->type, lower, sizeof answer->type);
}

/* Chains must hold at the time that is known, where that is not the clock's. */
static CURLcode set_time(CURL *curl, void *context, void *data)
{
    const struct client *client = data;
    struct clock clock = clock_real();
    int64_t wall_ms = clock.wall_ms(&clock);
    int64_t known_ms = client->by_known ? known_time_newest(client->known)
                                        : known_time_wall(client->known, wall_ms, clock.monotonic_ms(&clock));

    (void)curl;
    if (known_ms != wall_ms)
        tls_hold_at(context, known_ms);
    return CURLE_OK;
}

/* Who proved to be the platform is believed its time. */
static void learn_time(const struct client *client, const struct client_answer *answer)
{
    struct clock clock = clock_real();
    int64_t said = answer->reached && answer->date[0] ? (int64_t)curl_getdate(answer->date, NULL) : -1;

    if (client->known && !client->unproven && said > 0)
        known_time_learn(client->known, said * 1000, clock.wall_ms(&clock), clock.monotonic_ms(&clock));
}

static void set_up(struct client *client, CURL *curl, const char *url, int timeout_ms,
                   struct client_answer *answer)
{
    curl_easy_setopt(curl, CURLOPT_SHARE, client->share);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L); /* a redirect is a portal, not the platform */
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)timeout_ms);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT,
                     (long)CLIENT_SLOW); /* a half-open connection says nothing */
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)client->still_s);
    curl_easy_setopt(curl, CURLOPT_PROXY, client->proxy);         /* "": none, nor one of the environment */
    curl_easy_setopt(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L); /* a proxy's words are not the platform's */
    curl_easy_setopt(curl, CURLOPT_MAXAGE_CONN, (long)IDLE_S);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "kiosk-agent/" LC_VERSION);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer->body);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, answer);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, progress);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, answer->problem);
    if (client->ca_file[0])
        curl_easy_setopt(curl, CURLOPT_CAINFO, client->ca_file);
    if (client->certificate) {
        curl_easy_setopt(curl, CURLOPT_SSLCERT, client->certificate);
        curl_easy_setopt(curl, CURLOPT_SSLKEY, client->certificate);
    }
    if (client->known) {
        curl_easy_setopt(curl, CURLOPT_SSL_CTX_FUNCTION, set_time);
        curl_easy_setopt(curl, CURLOPT_SSL_CTX_DATA, client);
    }
    if (client->unproven) {
        curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
        curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0L);
    }
}

static struct curl_slist *headers_of(const struct client *client, const struct client_request *request)
{
    struct curl_slist *headers =
        curl_slist_append(NULL, "Expect:"); /* no pause of a second before the body */
    g_autofree char *content = request->body ? g_strconcat("Content-Type: ", request->type, NULL) : NULL;

    if (content)
        headers = curl_slist_append(headers, content);
    for (size_t i = 0; i < G_N_ELEMENTS(request->fields) && request->fields[i]; i++)
        headers = curl_slist_append(headers, request->fields[i]);
    if (client->authorization)
        headers = curl_slist_append(headers, client->authorization);
    return headers;
}

static void take_outcome(CURL *curl, CURLcode code, struct client_answer *answer)
{
    char *got = NULL;
    long status = 0;

    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &got);
    copy_type(answer, got);
    answer->reached = code == CURLE_OK;
    answer->late = code == CURLE_OPERATION_TIMEDOUT;
    answer->doubtful = code == CURLE_PEER_FAILED_VERIFICATION;
    answer->status = answer->reached ? (int)status : 0;
    if (!answer->reached && !answer->problem[0])
        g_strlcpy(answer->problem, curl_easy_strerror(code), sizeof answer->problem);
}

static void set_method(CURL *curl, const struct client_request *request)
{
    if (request->body) { /* curl borrows the body: what is secret stays in secret memory on our side */
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->len);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body);
    }
    if (request->method && strcmp(request->method, "HEAD") == 0)
        curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    else if (request->method)
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
}

/* A renewed certificate is shown by new connections alone: those of before are let go. */
static void look_at_identity(struct client *client)
{
    guint64 now = client->identity ? enrolment_stamp(client->identity, ENROLMENT_CERTIFICATE) : 0;
    CURLSH *fresh = now != client->shown ? share_new() : NULL;

    if (!fresh)
        return;
    curl_share_cleanup(client->share);
    client->share = fresh;
    client->shown = now;
}

/* A clock that runs years ahead sees every certificate expired: the newest known time is tried too, which
 * says no more than that the certificate held when the platform was last there. */
static CURLcode perform(struct client *client, CURL *curl, struct client_answer *answer)
{
    CURLcode code = curl_easy_perform(curl);

    if (code != CURLE_PEER_FAILED_VERIFICATION || !client->known)
        return code;
    client->by_known = true;
    client_answer_clear(answer);
    code = curl_easy_perform(curl);
    client->by_known = false;
    return code;
}

/* A handle for each request, and its connection in the share: curl keeps what it sent and got as long as the
 * handle lives. */
void client_send(struct client *client, const struct client_request *request, struct client_answer *answer)
{
    g_autofree char *url = g_strconcat(client->url, request->path, NULL);
    struct curl_slist *headers = headers_of(client, request);
    struct errand errand = {client, request, false};

    look_at_identity(client);
    CURL *curl = curl_easy_init();
    *answer = (struct client_answer){0};
    set_up(client, curl, url, request->timeout_ms, answer);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &errand);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    set_method(curl, request);
    take_outcome(curl, perform(client, curl, answer), answer);
    learn_time(client, answer);
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
}

void client_ask(struct client *client, const char *path, const char *type, const void *body, size_t len,
                int timeout_ms, struct client_answer *answer)
{
    const struct client_request request = {
        .path = path, .type = type, .body = body, .len = len, .timeout_ms = timeout_ms};

    client_send(client, &request, answer);
}

void client_ask_news(struct client *client, const char *path, const char *tag, int timeout_ms,
                     struct client_answer *answer)
{
    g_autofree char *known = g_strconcat("If-None-Match: ", tag, NULL);
    const struct client_request request = {
        .path = path, .fields = {tag[0] ? known : NULL}, .timeout_ms = timeout_ms};

    client_send(client, &request, answer);
}

void client_answer_clear(struct client_answer *answer)
{
    secret_bytes_clear(&answer->body);
    *answer = (struct client_answer){0};
}

/* What a person asks lies in buffers of curl and OpenSSL on its way: both let go of nothing unwiped. */
void client_start(void)
{
    suite_start();
    if (curl_global_init_mem(CURL_GLOBAL_DEFAULT, secret_heap_alloc, secret_heap_free, secret_heap_realloc,
                             secret_heap_strdup, secret_heap_calloc) != CURLE_OK)
        g_error("libcurl does not start: install libcurl4 again");
}

void client_end(void)
{
    curl_global_cleanup();
}
