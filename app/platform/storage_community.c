#include "platform/storage_inside.h"

struct assigning {
    const char *receipt;
    struct storage_assignment *a;
    gboolean found;
};

/* Who was sent before is sent again: 1 found, 0 none, -1 with an error. */
static int find_assignment(struct database *database, const struct assigning *as, GError **error)
{
    struct rows *rows = database_ask(database, QUERY_ASSIGNMENT, VALUES(value_text(as->receipt)), error);
    gboolean found = rows && rows_next(rows);
    if (found) {
        as->a->warden = (uint32_t)rows_int(rows, 0);
        as->a->due_ms = rows_int(rows, 1);
    }
    return rows_found(rows, found, error);
}

static gboolean assign(struct database *database, void *data, GError **error)
{
    struct assigning *as = data;
    int found = find_assignment(database, as, error);
    if (found == 0)
        found = database_run(
                    database, QUERY_ASSIGNMENT_ADD,
                    VALUES(value_int(as->a->wardens), value_int(as->a->within_ms), value_text(as->receipt)),
                    error)
                    ? find_assignment(database, as, error)
                    : -1;
    as->found = found > 0;
    return found >= 0;
}

gboolean storage_assign(struct storage *storage, const char *receipt, struct storage_assignment *assignment,
                        GError **error)
{
    struct assigning as = {receipt, assignment, FALSE};
    if (!database_transact(storage->database, assign, &as, error))
        return FALSE;
    if (!as.found)
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                    "no report has the number %s: check it on the receipt", receipt);
    return as.found;
}

struct voting {
    struct storage_vote vote; /* as it came */
    struct storage_vote *out;
};

static gboolean open_and_read(struct database *database, void *data, GError **error)
{
    struct voting *v = data;
    if (!database_run(database, QUERY_VOTE_OPEN, VALUES(value_text(v->vote.id), value_int(v->vote.closes_ms)),
                      error))
        return FALSE;
    struct rows *rows =
        database_ask(database, QUERY_VOTE,
                     VALUES(value_text(v->vote.id), value_blob(v->vote.voter, STORAGE_VOTER_BYTES)), error);
    if (rows && rows_next(rows)) {
        v->out->closes_ms = rows_int(rows, 0);
        v->out->cast = (uint32_t)rows_int(rows, 1);
        v->out->voted = rows_int(rows, 2) != 0;
    }
    return rows_end(rows, error);
}

gboolean storage_vote(struct storage *storage, struct storage_vote *vote, GError **error)
{
    struct voting voting = {*vote, vote};
    return database_transact(storage->database, open_and_read, &voting, error);
}

struct casting {
    const struct storage_vote *vote;
    const char *option;
    gboolean *counted;
};

static gboolean cast(struct database *database, void *data, GError **error)
{
    struct casting *c = data;
    int64_t added = database_change(
        database, QUERY_VOTER_ADD,
        VALUES(value_text(c->vote->id), value_blob(c->vote->voter, STORAGE_VOTER_BYTES)), error);
    *c->counted = added > 0;
    return added == 0 ||
           (added > 0 && database_run(database, QUERY_BALLOT_COUNT,
                                      VALUES(value_text(c->vote->id), value_text(c->option)), error));
}

gboolean storage_cast(struct storage *storage, const struct storage_vote *vote, const char *option,
                      gboolean *counted, GError **error)
{
    struct casting casting = {vote, option, counted};
    return database_transact(storage->database, cast, &casting, error);
}

int storage_tally(struct storage *storage, const char *id, const char *option, GError **error)
{
    struct rows *rows =
        database_ask(storage->database, QUERY_BALLOTS, VALUES(value_text(id), value_text(option)), error);
    int ballots = rows && rows_next(rows) ? (int)rows_int(rows, 0) : 0;
    return rows_end(rows, error) ? ballots : -1;
}
