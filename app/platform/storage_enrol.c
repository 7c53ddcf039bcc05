#include "platform/storage_inside.h"
#include "wire/receipt.h"

struct gate {
    const struct storage_token *token;
    const struct storage_identity_card *card;
    const char *kiosk;
    char *pem;
    int64_t now_ms;
};

static gboolean give(struct database *database, void *data, GError **error)
{
    const struct gate *gate = data;
    return database_run(database, QUERY_TOKENS_FORGET, VALUES(value_int(gate->now_ms)), error) &&
           database_run(database, QUERY_TOKEN_ADD,
                        VALUES(value_blob(gate->token->hash, STORAGE_TOKEN_BYTES),
                               value_text(gate->token->kiosk), value_int(gate->token->until_ms)),
                        error);
}

gboolean storage_give_token(struct storage *storage, const struct storage_token *token, int64_t now_ms,
                            GError **error)
{
    struct gate gate = {.token = token, .now_ms = now_ms};
    return database_transact(storage->database, give, &gate, error);
}

gboolean storage_look_token(struct storage *storage, struct storage_token *token, int64_t now_ms,
                            GError **error)
{
    struct rows *rows =
        database_ask(storage->database, QUERY_TOKEN,
                     VALUES(value_blob(token->hash, STORAGE_TOKEN_BYTES), value_int(now_ms)), error);
    gboolean found = rows && rows_next(rows);
    if (found) {
        g_strlcpy(token->kiosk, rows_text(rows, 0), sizeof token->kiosk);
        token->until_ms = rows_int(rows, 1);
    }
    if (!rows_end(rows, error))
        return FALSE;
    if (!found)
        g_set_error_literal(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                            "nobody was given this token, or its time is over: make a new one");
    return found;
}

static gboolean add_card(struct database *database, const struct storage_identity_card *card, GError **error)
{
    return database_run(database, QUERY_CARD_ADD,
                        VALUES(value_text(card->serial), value_text(card->kiosk),
                               value_blob(card->key, STORAGE_KEY_BYTES), value_text(card->pem),
                               value_int(card->issued_ms), value_int(card->until_ms)),
                        error);
}

/* The certificate that this key got for this token. */
static gboolean read_given(struct database *database, struct gate *gate, GError **error)
{
    struct rows *rows = database_ask(database, QUERY_TOKEN_GIVEN,
                                     VALUES(value_blob(gate->token->hash, STORAGE_TOKEN_BYTES),
                                            value_blob(gate->card->key, STORAGE_KEY_BYTES)),
                                     error);
    gboolean found = rows && rows_next(rows);
    g_clear_pointer(&gate->pem, g_free); /* of a try that was undone */
    if (found)
        gate->pem = g_strdup(rows_text(rows, 0));
    if (!rows_end(rows, error))
        return FALSE;
    if (!found)
        g_set_error_literal(error, storage_error_quark(), STORAGE_ERROR_SPENT,
                            "this token was used: make a new one");
    return found;
}

/* Of the kiosk's certificates this one alone holds. */
static gboolean take_place(struct database *database, const struct storage_identity_card *card,
                           GError **error)
{
    return database_run(database, QUERY_CARDS_REVOKE,
                        VALUES(value_text(card->kiosk), value_int(card->issued_ms)), error) &&
           add_card(database, card, error);
}

static gboolean take(struct database *database, void *data, GError **error)
{
    struct gate *gate = data;
    int64_t fresh = database_change(database, QUERY_TOKEN_USE,
                                    VALUES(value_blob(gate->token->hash, STORAGE_TOKEN_BYTES),
                                           value_blob(gate->card->key, STORAGE_KEY_BYTES)),
                                    error);
    return fresh >= 0 && (fresh == 0 || take_place(database, gate->card, error)) &&
           read_given(database, gate, error);
}

gboolean storage_take_token(struct storage *storage, const struct storage_token *token,
                            const struct storage_identity_card *card, char **pem, GError **error)
{
    struct gate gate = {.token = token, .card = card};
    gboolean well = database_transact(storage->database, take, &gate, error);
    if (!well)
        g_clear_pointer(&gate.pem, g_free);
    *pem = gate.pem;
    return well;
}

gboolean storage_receipts_given(struct storage *storage, const char *kiosk, uint32_t *counter, GError **error)
{
    g_autofree char *first = g_strconcat(kiosk, "0000000", NULL), *last = g_strconcat(kiosk, "9999999", NULL);
    struct rows *rows = database_ask(storage->database, QUERY_RECEIPT_NEWEST,
                                     VALUES(value_text(first), value_text(last)), error);
    const char *receipt = rows && rows_next(rows) ? rows_text(rows, 0) : NULL;
    *counter = receipt && receipt_valid(receipt) ? receipt_counter(receipt) : 0;
    return rows_end(rows, error);
}

gboolean storage_enrolled_before(struct storage *storage, const struct storage_identity_card *card,
                                 bool *before, GError **error)
{
    struct rows *rows =
        database_ask(storage->database, QUERY_CARD_OF_OTHERS,
                     VALUES(value_text(card->kiosk), value_blob(card->key, STORAGE_KEY_BYTES)), error);
    *before = rows && rows_next(rows);
    return rows_end(rows, error);
}

gboolean storage_add_card(struct storage *storage, const struct storage_identity_card *card, GError **error)
{
    return add_card(storage->database, card, error);
}

static gboolean revoke_all(struct database *database, void *data, GError **error)
{
    const struct gate *gate = data;
    int64_t cards = database_change(database, QUERY_CARDS_REVOKE,
                                    VALUES(value_text(gate->kiosk), value_int(gate->now_ms)), error);
    int64_t tokens =
        cards < 0 ? -1 : database_change(database, QUERY_TOKENS_DROP, VALUES(value_text(gate->kiosk)), error);
    if (tokens < 0 || cards + tokens > 0)
        return tokens >= 0;
    g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                "kiosk %s has no certificate and no token that holds: check its number", gate->kiosk);
    return FALSE;
}

gboolean storage_revoke_kiosk(struct storage *storage, const char *kiosk, int64_t now_ms, GError **error)
{
    struct gate gate = {.kiosk = kiosk, .now_ms = now_ms};
    return database_transact(storage->database, revoke_all, &gate, error);
}

gboolean storage_revoke_card(struct storage *storage, const char *serial, int64_t now_ms, GError **error)
{
    int64_t cards = database_change(storage->database, QUERY_CARD_REVOKE,
                                    VALUES(value_text(serial), value_int(now_ms)), error);
    if (cards == 0)
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                    "no certificate that holds has the number %s: look at 'certificates'", serial);
    return cards > 0;
}

gboolean storage_kiosk_holds(struct storage *storage, const char *kiosk, int64_t now_ms, bool *holds,
                             GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_CARD_HOLDS,
                                     VALUES(value_text(kiosk), value_int(now_ms)), error);
    *holds = rows && rows_next(rows);
    return rows_end(rows, error);
}

gboolean storage_card_admit(struct storage *storage, const char *kiosk, const char *serial, int64_t now_ms,
                            bool *revoked, GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_CARD_STANDS, VALUES(value_text(serial)), error);
    bool found = rows && rows_next(rows), older = found && rows_int(rows, 1) != 0;
    *revoked = found && rows_int(rows, 0) != 0;
    if (!rows_end(rows, error))
        return FALSE;
    if (older && !*revoked) /* when this fails the next request does it */
        database_run(storage->database, QUERY_CARDS_SUPERSEDE,
                     VALUES(value_text(kiosk), value_text(serial), value_int(now_ms)), NULL);
    return TRUE;
}

gboolean storage_card_revoked(struct storage *storage, const char *serial, bool *revoked, GError **error)
{
    struct rows *rows =
        database_ask(storage->database, QUERY_CARD_REVOKED, VALUES(value_text(serial)), error);
    *revoked = rows && rows_next(rows);
    return rows_end(rows, error);
}

gboolean storage_cards(struct storage *storage, int64_t now_ms, storage_card_visitor visit, void *data,
                       GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_CARDS, VALUES(value_int(now_ms)), error);
    while (rows && rows_next(rows)) {
        struct storage_identity_card card = {.serial = rows_text(rows, 0),
                                             .kiosk = rows_text(rows, 1),
                                             .pem = rows_text(rows, 2),
                                             .issued_ms = rows_int(rows, 3),
                                             .until_ms = rows_int(rows, 4),
                                             .revoked_ms = rows_int(rows, 5)};
        visit(&card, data);
    }
    return rows_end(rows, error);
}

gboolean storage_drop_tokens(struct storage *storage, GError **error)
{
    return database_run(storage->database, QUERY_TOKENS_UNUSED_DROP, NO_VALUES, error);
}
