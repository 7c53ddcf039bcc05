#include "platform/database_driver.h"
#include "platform/storage.h"

/* Numbered migrations: never changed once released, only added to. Written once for both databases:
 * PostgreSQL's driver has its own words for the types of columns (STRICT, WITHOUT ROWID, BLOB, INTEGER
 * PRIMARY KEY). */
static const char *const migrations[] = {
    "CREATE TABLE submission(id BLOB PRIMARY KEY NOT NULL CHECK(length(id)=16), receipt TEXT UNIQUE,"
    " kiosk TEXT NOT NULL, kind TEXT NOT NULL, service TEXT NOT NULL, created_ms INTEGER NOT NULL,"
    " received_ms INTEGER NOT NULL, digest BLOB NOT NULL CHECK(length(digest)=32), record BLOB NOT NULL) "
    "STRICT;"
    "CREATE TABLE step(seq INTEGER PRIMARY KEY, submission BLOB NOT NULL REFERENCES submission(id),"
    " state TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;"
    "CREATE INDEX step_of ON step(submission, seq);"
    "CREATE TABLE contribution(person TEXT NOT NULL, month TEXT NOT NULL, base_fen INTEGER NOT NULL,"
    " amount_fen INTEGER NOT NULL, employer TEXT NOT NULL, PRIMARY KEY(person, month)) STRICT;"
    "CREATE TABLE certificate(number TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,"
    " person TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, months INTEGER NOT NULL,"
    " issued_ms INTEGER NOT NULL) STRICT;",
    "CREATE TABLE notice(id TEXT PRIMARY KEY NOT NULL, published_ms INTEGER NOT NULL,"
    " until_ms INTEGER NOT NULL, body TEXT NOT NULL) STRICT;",
    "CREATE TABLE assignment(receipt TEXT PRIMARY KEY NOT NULL REFERENCES submission(receipt),"
    " warden INTEGER NOT NULL, due_ms INTEGER NOT NULL) STRICT;",
    "CREATE TABLE talk(seq INTEGER PRIMARY KEY AUTOINCREMENT, thread TEXT NOT NULL, kiosk TEXT NOT NULL,"
    " turn INTEGER, at_ms INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE(thread, turn)) STRICT;",
    "CREATE TABLE pay_order(number TEXT PRIMARY KEY NOT NULL, kase BLOB UNIQUE NOT NULL "
    "CHECK(length(kase)=16),"
    " service TEXT NOT NULL, amount_fen INTEGER NOT NULL CHECK(amount_fen>0), attempt INTEGER NOT NULL,"
    " state TEXT NOT NULL, created_ms INTEGER NOT NULL, valid_ms INTEGER NOT NULL, paid_ms INTEGER NOT NULL,"
    " settled_ms INTEGER NOT NULL) STRICT;",
    /* Who voted, and what was voted, share nothing: no time, no order, no row of one ballot. */
    "CREATE TABLE vote(id TEXT PRIMARY KEY NOT NULL, closes_ms INTEGER NOT NULL) STRICT;"
    "CREATE TABLE voter(vote TEXT NOT NULL, voter BLOB NOT NULL CHECK(length(voter)=32),"
    " PRIMARY KEY(vote, voter)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE tally(vote TEXT NOT NULL, option TEXT NOT NULL, ballots INTEGER NOT NULL,"
    " PRIMARY KEY(vote, option)) STRICT, WITHOUT ROWID;",
    "CREATE TABLE part(submission BLOB NOT NULL REFERENCES submission(id), position INTEGER NOT NULL,"
    " code TEXT NOT NULL, name TEXT NOT NULL, department TEXT NOT NULL, workdays INTEGER NOT NULL,"
    " record BLOB NOT NULL, PRIMARY KEY(submission, code)) STRICT;"
    "CREATE TABLE part_step(seq INTEGER PRIMARY KEY, submission BLOB NOT NULL, code TEXT NOT NULL,"
    " state TEXT NOT NULL, at_ms INTEGER NOT NULL,"
    " FOREIGN KEY(submission, code) REFERENCES part(submission, code)) STRICT;"
    "CREATE INDEX part_step_of ON part_step(submission, code, seq);",
    /* The check is the last guard: no statement can sell a place twice. */
    "CREATE TABLE slot(service TEXT NOT NULL, place TEXT NOT NULL, at_ms INTEGER NOT NULL,"
    " capacity INTEGER NOT NULL, taken INTEGER NOT NULL CHECK(taken BETWEEN 0 AND capacity),"
    " PRIMARY KEY(service, at_ms, place)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE booking(number TEXT PRIMARY KEY NOT NULL, kase BLOB UNIQUE NOT NULL CHECK(length(kase)=16),"
    " guest BLOB NOT NULL CHECK(length(guest)=32), service TEXT NOT NULL, place TEXT NOT NULL,"
    " at_ms INTEGER NOT NULL, phone TEXT NOT NULL, made_ms INTEGER NOT NULL, cancelled_ms INTEGER NOT NULL)"
    " STRICT;"
    "CREATE INDEX booking_of ON booking(guest, service, at_ms);",
    /* Whose it is; rows of before get theirs when the server starts (cases.h), for the key is not in here. */
    "ALTER TABLE submission ADD COLUMN owner BLOB CHECK(length(owner)=32);"
    "CREATE INDEX submission_of ON submission(owner, created_ms);"
    "ALTER TABLE step ADD COLUMN what TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE step ADD COLUMN due TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE part_step ADD COLUMN what TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE part_step ADD COLUMN due TEXT NOT NULL DEFAULT '';",
    /* The code itself stands nowhere: who reads the store cannot show it. */
    "CREATE TABLE identity_code(hash BLOB PRIMARY KEY NOT NULL CHECK(length(hash)=32), number TEXT NOT NULL,"
    " name TEXT NOT NULL, until_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;",
    /* Payment codes that paid, as hashes: each once. */
    "CREATE TABLE pay_code(hash BLOB PRIMARY KEY NOT NULL CHECK(length(hash)=32), number TEXT NOT NULL"
    " REFERENCES pay_order(number), at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;",
    /* Sealed boxes that come in pieces; the submission that names one takes it away. */
    "CREATE TABLE upload(id BLOB PRIMARY KEY NOT NULL CHECK(length(id)=16), size INTEGER NOT NULL,"
    " complete INTEGER NOT NULL CHECK(complete IN (0, 1)), begun_ms INTEGER NOT NULL) STRICT;"
    "CREATE TABLE upload_piece(id BLOB NOT NULL REFERENCES upload(id), at INTEGER NOT NULL,"
    " body BLOB NOT NULL, PRIMARY KEY(id, at)) STRICT;",
    /* One row a kiosk, the newest; `trouble` is what the fleet page sorts by. */
    "CREATE TABLE heartbeat(kiosk TEXT PRIMARY KEY NOT NULL, version TEXT NOT NULL, seen_ms INTEGER NOT NULL,"
    " waiting INTEGER NOT NULL, parked INTEGER NOT NULL, trouble INTEGER NOT NULL, body TEXT NOT NULL)"
    " STRICT;",
    /* A number of a line is drawn from here, so that it is seen no later than a larger one. */
    "CREATE TABLE counter(name TEXT PRIMARY KEY NOT NULL, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "INSERT INTO counter SELECT 'talk', coalesce(max(seq), 0) FROM talk;",
    /* The ledger; what an earlier release took has a row too. One payment keeps an order, and no two. */
    "CREATE TABLE payment(id TEXT PRIMARY KEY NOT NULL, number TEXT NOT NULL REFERENCES pay_order(number),"
    " attempt INTEGER NOT NULL, amount_fen INTEGER NOT NULL, at_ms INTEGER NOT NULL, state TEXT NOT NULL,"
    " settled_ms INTEGER NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX payment_kept ON payment(number) WHERE state='kept';"
    "CREATE INDEX payment_due ON payment(settled_ms, id) WHERE state IN ('refund_due','refunding');"
    "CREATE INDEX payment_of ON payment(number, at_ms);"
    "CREATE INDEX pay_order_paid ON pay_order(paid_ms) WHERE state='paid';"
    "CREATE TABLE pay_void(kase BLOB PRIMARY KEY NOT NULL CHECK(length(kase)=16), turn INTEGER NOT NULL)"
    " STRICT;"
    "ALTER TABLE pay_order ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE pay_order ADD COLUMN payment TEXT NOT NULL DEFAULT '';"
    "INSERT INTO payment(id, number, attempt, amount_fen, at_ms, state, settled_ms)"
    " SELECT 'before-' || number, number, attempt, amount_fen, paid_ms, CASE WHEN state IN ('paid','filed')"
    " THEN 'kept' ELSE state END, settled_ms FROM pay_order"
    " WHERE state IN ('paid','filed','refund_due','refunded');"
    "UPDATE pay_order SET payment='before-' || number"
    " WHERE state IN ('paid','filed','refund_due','refunded');",
    "CREATE TABLE enrol_token(hash BLOB PRIMARY KEY NOT NULL CHECK(length(hash)=32), kiosk TEXT NOT NULL,"
    " until_ms INTEGER NOT NULL, used_by BLOB CHECK(length(used_by)=32)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE kiosk_certificate(serial TEXT PRIMARY KEY NOT NULL, kiosk TEXT NOT NULL,"
    " spki BLOB NOT NULL CHECK(length(spki)=32), pem TEXT NOT NULL, issued_ms INTEGER NOT NULL,"
    " until_ms INTEGER NOT NULL, revoked_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE INDEX kiosk_certificate_of ON kiosk_certificate(kiosk, issued_ms);"
    "CREATE INDEX kiosk_certificate_key ON kiosk_certificate(spki);",
    /* Whose it is: no other kiosk reads or goes on with it. */
    "ALTER TABLE upload ADD COLUMN kiosk TEXT NOT NULL DEFAULT '';",
    /* One row: the list as it was signed, so that who writes here alone adds no key. */
    "CREATE TABLE release_list(name TEXT PRIMARY KEY NOT NULL, sequence INTEGER NOT NULL,"
    " message TEXT NOT NULL) STRICT, WITHOUT ROWID;",
    /* Calls of before are as late as their kiosk's clock said; one from ahead of the time tells nothing. */
    "ALTER TABLE submission ADD COLUMN waited_ms INTEGER NOT NULL DEFAULT -1;"
    "UPDATE submission SET waited_ms=received_ms-created_ms WHERE kind IN ('emergency','call')"
    " AND received_ms>=created_ms;",
    /* Of a request for an answer by message: the service that was asked. */
    "ALTER TABLE submission ADD COLUMN about TEXT NOT NULL DEFAULT '';",
    /* What is forgotten each minute is found without reading all the rest. */
    "CREATE INDEX submission_note ON submission(received_ms) WHERE receipt IS NULL;"
    "CREATE INDEX pay_code_spent ON pay_code(at_ms);",
    /* Which sealing keys the platforms started with, and how far keys.json went then: no key, only its id. */
    "CREATE TABLE seal_known(keyid TEXT PRIMARY KEY NOT NULL, sequence INTEGER NOT NULL) STRICT, WITHOUT "
    "ROWID;",
    /* Still open beside a case that is here: nobody shows its code, so what is paid by it goes back. */
    "UPDATE pay_order SET state='cancelled' WHERE state='open' AND kase IN (SELECT id FROM submission);",
    /* An order is refunded when the cashier said so; when it is asked next, how often it was, what it said.
     */
    "ALTER TABLE payment ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE payment ADD COLUMN ask_ms INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE payment ADD COLUMN note TEXT NOT NULL DEFAULT '';"
    "UPDATE payment SET tries=1 WHERE state='refunding';"
    "UPDATE pay_order SET state='refunding' WHERE state='refunded' AND payment IN"
    " (SELECT id FROM payment WHERE state='refunding');"
    "DROP INDEX payment_due;"
    "CREATE INDEX payment_due ON payment(ask_ms, id) WHERE state IN ('refund_due','refunding');",
    /* Whose a code is stands in a box that the code opens: no log or backup of the database tells it later.
       What was out is given anew, they held for five minutes. */
    "DROP TABLE identity_code;"
    "CREATE TABLE identity_code(hash BLOB PRIMARY KEY NOT NULL CHECK(length(hash)=32),"
    " box BLOB NOT NULL CHECK(length(box)=168), until_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;",
    /* What the fleet page shows of it, in its words: that is what is searched. */
    "ALTER TABLE heartbeat ADD COLUMN words TEXT NOT NULL DEFAULT '';",
};

const char *database_migration(int version)
{
    return version >= 1 && version <= (int)G_N_ELEMENTS(migrations) ? migrations[version - 1] : NULL;
}

static gboolean apply_from(struct database *database, int version, GError **error)
{
    if (version > (int)G_N_ELEMENTS(migrations)) {
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_BROKEN,
                    "the store is of a newer release (version %d): run that release, or name another store",
                    version);
        return FALSE;
    }
    const char *script;
    while ((script = database_migration(++version))) {
        if (!database->kind->script(database, script, error) ||
            !database->kind->set_version(database, version, error))
            return FALSE;
    }
    return TRUE;
}

gboolean database_migrate(struct database *database, GError **error)
{
    if (!database->kind->begin_alone(database, error))
        return FALSE;
    int version = database->kind->version(database, error);
    if (version >= 0 && apply_from(database, version, error))
        return database->kind->commit(database, error);
    database->kind->rollback(database);
    return FALSE;
}
