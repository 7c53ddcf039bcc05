#include "desk_parts.h"

#include <glib-unix.h>
#include <stdlib.h>
#include <string.h>

#include "wire/messages.h"
#include "wire/order.h"

enum { ASK_DEADLINE_MS = 10000, AGENT_AWAY_MS = 1000 };

static void no_result(struct desk *desk, enum desk_trouble trouble)
{
    enum desk_letter_kind kind = desk->asked.kind == JOB_ORDER   ? DESK_NO_ORDER
                                 : desk->asked.kind == JOB_SHEET ? DESK_NO_SHEET
                                                                 : DESK_NO_RESULT;
    struct desk_letter *letter = desk_letter_new(kind, desk->asked.visit, desk->asked.request);

    desk->asked.open = false;
    letter->trouble = trouble;
    desk_post(desk, letter);
}

static enum desk_trouble trouble_of(const char *problem)
{
    if (strcmp(problem, "offline") == 0)
        return DESK_TROUBLE_OFFLINE;
    if (strcmp(problem, "late") == 0)
        return DESK_TROUBLE_LATE;
    return DESK_TROUBLE_REFUSED;
}

/* An order that is not of our case is no answer to it. */
static gboolean is_our_order(const struct desk *desk, const struct secret_bytes *json, GError **error)
{
    struct message_order order;
    char number[ORDER_TEXT];

    if (!message_order_parse(json->data, json->len, &order, error))
        return FALSE;
    order_number(desk->asked.id, number);
    if (strcmp(order.number, number) == 0)
        return TRUE;
    g_set_error_literal(error, message_error_quark(), MESSAGE_ERROR_MISMATCH, "refused");
    return FALSE;
}

static gboolean is_answer(const struct secret_bytes *json, GError **error)
{
    struct message_answer answer = {0};

    if (!message_answer_parse(json->data, json->len, &answer, error))
        return FALSE;
    message_answer_clear(&answer);
    return TRUE;
}

/* Takes the bytes. The document goes to the printer, whose letter answers. */
static void take_sheet(struct desk *desk, struct secret_bytes *json)
{
    struct secret_bytes pdf = {0};
    g_autoptr(GError) error = NULL;
    bool came = message_page_parse(json->data, json->len, &pdf, &error);

    secret_bytes_clear(json);
    if (!came) {
        no_result(desk, trouble_of(error->message));
        return;
    }
    desk->asked.open = false;
    desk_print_sheet(desk, desk->asked.visit, desk->asked.request, &pdf);
}

/* Takes the bytes. An answer that nobody waits for any more is wiped unread. */
static void answered(struct desk *desk, uint32_t request, struct secret_bytes *json)
{
    g_autoptr(GError) error = NULL;
    struct desk_letter *letter;

    if (desk_talk_answered(desk, request, json))
        return;
    if (!desk->asked.open || request != desk->asked.request) {
        secret_bytes_clear(json);
        return;
    }
    if (desk->asked.kind == JOB_SHEET) {
        take_sheet(desk, json);
        return;
    }
    if (!(desk->asked.kind == JOB_ORDER ? is_our_order(desk, json, &error) : is_answer(json, &error))) {
        secret_bytes_clear(json);
        no_result(desk, trouble_of(error->message));
        return;
    }
    desk->asked.open = false;
    letter = desk_letter_new(desk->asked.kind == JOB_ORDER ? DESK_ORDER : DESK_RESULT, desk->asked.visit,
                             desk->asked.request);
    letter->answer = *json; /* now owned by the letter */
    *json = (struct secret_bytes){0};
    desk_post(desk, letter);
}

static void tell_line(struct desk *desk)
{
    struct desk_letter *letter = desk_letter_new(DESK_LINE, 0, 0);

    letter->flag = line_online(desk->line);
    desk_post(desk, letter);
    if (line_fd(desk->line) < 0 && desk->asked.open)
        no_result(desk, DESK_TROUBLE_OFFLINE);
}

static void watch_line(struct desk *desk);

void desk_line_pump(struct desk *desk)
{
    struct secret_bytes json = {0};
    enum line_news news;
    uint32_t request;

    while ((news = line_ready(desk->line, &request, &json)) != LINE_NOTHING) {
        if (news == LINE_ANSWER)
            answered(desk, request, &json);
        else
            tell_line(desk);
    }
    watch_line(desk);
}

static gboolean line_moved(gint fd, GIOCondition condition, gpointer data)
{
    (void)fd, (void)condition;
    desk_line_pump(data);
    return G_SOURCE_REMOVE; /* the pump watches anew */
}

static gboolean agent_away(gpointer data)
{
    desk_line_pump(data);
    return G_SOURCE_REMOVE;
}

/* One source at a time: the socket while the agent is there, a look every second while it is away. */
static void watch_line(struct desk *desk)
{
    int fd = line_fd(desk->line);

    if (desk->line_source != NULL) {
        g_source_destroy(desk->line_source);
        g_source_unref(desk->line_source);
    }
    if (fd >= 0) {
        GIOCondition out = line_wants_write(desk->line) ? G_IO_OUT : 0;

        desk->line_source = g_unix_fd_source_new(fd, G_IO_IN | G_IO_HUP | G_IO_ERR | out);
        g_source_set_callback(desk->line_source, G_SOURCE_FUNC(line_moved), desk, NULL);
    } else {
        desk->line_source = g_timeout_source_new(AGENT_AWAY_MS);
        g_source_set_callback(desk->line_source, agent_away, desk, NULL);
    }
    g_source_attach(desk->line_source, desk->context);
}

void desk_line_start(struct desk *desk)
{
    desk_line_pump(desk);
    tell_line(desk);
}

static bool ask(struct desk *desk, const struct job *job)
{
    struct secret_bytes question = {0};
    bool asked;

    secret_bytes_text(&question, "{\"kind\":");
    secret_bytes_json(&question, job->what);
    secret_bytes_text(&question, ",\"service\":");
    secret_bytes_json(&question, job->service);
    secret_bytes_text(&question, ",");
    secret_bytes_append(&question, job->body.data, job->body.len);
    secret_bytes_text(&question, "}");
    asked = line_ask(desk->line, job->request, ASK_DEADLINE_MS, &question);
    secret_bytes_clear(&question);
    return asked;
}

void desk_ask(struct desk *desk, struct job *job)
{
    if (desk->asked.open)
        line_cancel(desk->line, desk->asked.request);
    desk->asked.open = true;
    desk->asked.visit = job->visit;
    desk->asked.request = job->request;
    desk->asked.kind = job->kind;
    memcpy(desk->asked.id, job->id, sizeof desk->asked.id);
    if (!desk_pay_ask(desk, job))
        no_result(desk, DESK_TROUBLE_STORE);
    else if (!ask(desk, job))
        no_result(desk, DESK_TROUBLE_OFFLINE);
    desk_line_pump(desk);
}

/* At once, so that the phone's page knows; that it gets there is the outbox's part. */
void desk_tell(struct desk *desk, struct job *job)
{
    if (desk_pay_give_up(desk, job))
        ask(desk, job);
    desk_tell_queue(desk);
    desk_line_pump(desk);
}

void desk_cancel(struct desk *desk, const struct job *job)
{
    if (!desk->asked.open || desk->asked.visit != job->visit)
        return;
    line_cancel(desk->line, desk->asked.request);
    desk->asked.open = false;
    desk_line_pump(desk);
}

/* A visit ended: nothing it asked for may come to the next person. */
void desk_forget(struct desk *desk)
{
    if (desk->asked.open) {
        line_cancel(desk->line, desk->asked.request);
        desk->asked.open = false;
    }
    desk_talk_forget(desk);
    desk->watched.open = false;
    memset(desk->calls, 0, sizeof desk->calls);
    memset(&desk->saved, 0, sizeof desk->saved);
    text_forget(desk->text);
    desk_tell_queue(desk); /* has the disk room for another? */
    if (desk->store_broken)
        desk_post(desk, desk_letter_new(DESK_LEAVE, 0, EXIT_FAILURE)); /* between two visits */
    desk_line_pump(desk);
}
