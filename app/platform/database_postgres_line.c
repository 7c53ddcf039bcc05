#include <string.h>

#include "base/log.h"
#include "platform/database_postgres.h"
#include "platform/storage.h"

enum { REST_US = 1000 * 1000 }; /* a server that is away is not asked again by every request */

/* Waiting has an end: a platform that hangs answers nobody. What the server's owner set off
 * (synchronous_commit) must not break 'stored, then acknowledged'; weaker and stronger forms of on are the
 * owner's choice. */
static const char session[] =
    "SET client_min_messages=warning; SET statement_timeout=15000; SET lock_timeout=5000;"
    "SET idle_in_transaction_session_timeout=60000;"
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit')='off'";

/* The first that fits. */
static const struct {
    const char *begins; /* SQLSTATE */
    enum storage_error error;
    bool again;
} states[] = {
    {"40001", STORAGE_ERROR_BUSY, true}, /* serialization failure */
    {"40P01", STORAGE_ERROR_BUSY, true}, /* deadlock */
    {"23505", STORAGE_ERROR_BUSY,
     true}, /* unique: another writer's row that this transaction could not see */
    {"53100", STORAGE_ERROR_FULL, false},
    {"53", STORAGE_ERROR_BUSY, false},    /* too many connections, out of memory */
    {"08", STORAGE_ERROR_BUSY, false},    /* the line */
    {"55P03", STORAGE_ERROR_BUSY, false}, /* lock_timeout */
    {"57", STORAGE_ERROR_BUSY, false},    /* shutting down, starting up, statement_timeout */
    {"25006", STORAGE_ERROR_BUSY, false}, /* read only: a standby, before or after a failover */
};

static void set_error(GError **error, enum storage_error code, const char *what, const char *message)
{
    switch (code) {
    case STORAGE_ERROR_FULL:
        g_set_error(error, storage_error_quark(), code,
                    "the store has no room (%s: %s): free space on the disk of PostgreSQL", what, message);
        break;
    case STORAGE_ERROR_BUSY:
        g_set_error(error, storage_error_quark(), code,
                    "the store cannot serve now (%s: %s): see that PostgreSQL runs, and try again", what,
                    message);
        break;
    case STORAGE_ERROR_URI:
    case STORAGE_ERROR_BROKEN:
    case STORAGE_ERROR_ABSENT:
    case STORAGE_ERROR_FILED:
    case STORAGE_ERROR_MANY:
    case STORAGE_ERROR_SPENT:
    case STORAGE_ERROR_UNSURE:
        g_set_error(error, storage_error_quark(), code, "the store refused (%s: %s): see PostgreSQL's log",
                    what, message);
        break;
    }
}

/* libpq's texts end in a line break, and have one for every address that was tried. */
static char *one_line(const char *message)
{
    char *line = g_strstrip(g_strdup(message));
    return g_strdelimit(line, "\n\t", ' ');
}

gboolean postgres_fail(struct postgres *self, PGresult *result, const char *what, GError **error)
{
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *primary = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    bool lost = PQstatus(self->line) == CONNECTION_BAD;
    const char *fallback = lost ? "the line broke" : "no answer"; /* PQerrorMessage has the detail in it */
    g_autofree char *message = one_line(primary ? primary : fallback);
    enum storage_error code = lost ? STORAGE_ERROR_BUSY : STORAGE_ERROR_BROKEN;
    self->head.again = lost;
    for (size_t i = 0; state && i < G_N_ELEMENTS(states); i++) {
        if (g_str_has_prefix(state, states[i].begins)) {
            code = states[i].error;
            self->head.again = lost || states[i].again;
            break;
        }
    }
    set_error(error, code, what, message);
    PQclear(result);
    return FALSE;
}

gboolean postgres_run(struct postgres *self, const char *sql, GError **error)
{
    PGresult *result = PQexec(self->line, sql);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        return postgres_fail(self, result, "statement", error);
    PQclear(result);
    return TRUE;
}

static gboolean unreachable(struct postgres *self, GError **error)
{
    g_autofree char *message = one_line(PQerrorMessage(self->line));
    self->head.again = false;
    set_error(error, STORAGE_ERROR_BUSY, "connect", message);
    return FALSE;
}

static gboolean begin_session(struct postgres *self, GError **error)
{
    memset(self->prepared, 0, sizeof self->prepared);
    if (PQstatus(self->line) != CONNECTION_OK)
        return unreachable(self, error);
    return postgres_run(self, session, error);
}

gboolean postgres_ready(struct postgres *self, GError **error)
{
    if (PQstatus(self->line) == CONNECTION_OK)
        PQconsumeInput(self->line); /* the server may have closed it while nobody asked */
    if (PQstatus(self->line) == CONNECTION_OK)
        return TRUE;
    int64_t from_us = g_get_monotonic_time();
    if (from_us < self->rest_until_us)
        return unreachable(self, error);
    PQreset(self->line);
    int64_t now_us = g_get_monotonic_time();
    self->rest_until_us = now_us + MAX(REST_US, now_us - from_us);
    if (!begin_session(self, error))
        return FALSE;
    self->rest_until_us = 0;
    log_warning("platform", "the line to PostgreSQL was lost, and is there again");
    return TRUE;
}

/* What libpq or the server says besides goes to the platform's log. */
static void tell(void *unused, const char *message)
{
    g_autofree char *line = one_line(message);
    (void)unused;
    log_warning("platform", "PostgreSQL: %s", line);
}

/* Refused at the start, not at the first Chinese name. */
static gboolean speaks_utf8(struct postgres *self, GError **error)
{
    const char *encoding = PQparameterStatus(self->line, "server_encoding");
    if (encoding && strcmp(encoding, "UTF8") == 0)
        return TRUE;
    g_set_error(error, storage_error_quark(), STORAGE_ERROR_URI,
                "the database is of encoding %s: make one with 'createdb -E UTF8 -T template0 NAME'",
                encoding ? encoding : "unknown");
    return FALSE;
}

static void warn_of_no_fsync(struct postgres *self)
{
    PGresult *result = PQexec(self->line, "SHOW fsync");
    if (PQresultStatus(result) == PGRES_TUPLES_OK && strcmp(PQgetvalue(result, 0, 0), "off") == 0)
        log_warning("platform", "PostgreSQL runs with fsync=off: a power cut loses what was acknowledged");
    PQclear(result);
}

struct postgres *postgres_connect(const char *uri, GError **error)
{
    /* What comes later counts: the URI may say otherwise of each. Of several hosts the primary is taken. */
    static const char *const keys[] = {"connect_timeout",      "tcp_user_timeout", "application_name",
                                       "target_session_attrs", "dbname",           NULL};
    const char *const values[] = {"5", "15000", "kiosk-platform", "read-write", uri, NULL};
    g_autofree char *fault = NULL;
    PQconninfoOption *read = PQconninfoParse(uri, &fault);
    if (!read) {
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_URI,
                    "the address of the store cannot be read: write --store sqlite:FILE or "
                    "postgresql://USER@HOST/DATABASE");
        return NULL;
    }
    PQconninfoFree(read);
    struct postgres *self = g_new0(struct postgres, 1);
    self->line = PQconnectdbParams(keys, values, 1);
    PQsetNoticeProcessor(self->line, tell, NULL);
    if (begin_session(self, error) && speaks_utf8(self, error)) {
        PQsetClientEncoding(self->line, "UTF8");
        warn_of_no_fsync(self);
        return self;
    }
    PQfinish(self->line);
    g_free(self);
    return NULL;
}
