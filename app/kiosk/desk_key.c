#include <string.h>

#include "base/log.h"
#include "desk_parts.h"
#include "sync/enrolment.h"

void desk_tell_keys(struct desk *desk)
{
    guint64 stamp = enrolment_stamp(desk->identity, ENROLMENT_FILE);
    struct enrolment enrolment;

    if (stamp == desk->keys_told || !enrolment_load(desk->identity, &enrolment, NULL))
        return;
    struct desk_letter *letter = desk_letter_new(DESK_KEYS, 0, 0);
    keyring_proof_keys(&enrolment.keys, &letter->keys);
    desk->keys_told = stamp;
    desk_post(desk, letter);
}

gboolean desk_key_look(struct desk *desk, GError **error)
{
    guint64 stamp = enrolment_stamp(desk->identity, ENROLMENT_FILE);
    struct enrolment enrolment;

    if (desk->sealer != NULL && stamp == desk->keys_stamp)
        return TRUE;
    if (!enrolment_load(desk->identity, &enrolment, error))
        return FALSE;
    if (desk->sealer != NULL && strcmp(desk->keyid, enrolment.keys.seal.keyid) != 0)
        log_info("desk", "seals to key %s from now on", enrolment.keys.seal.keyid);
    desk->receipts_given = enrolment.receipts_given;
    sealer_free(desk->sealer);
    desk->sealer = sealer_new(&enrolment.keys.seal);
    g_strlcpy(desk->keyid, enrolment.keys.seal.keyid, sizeof desk->keyid);
    desk->keys_stamp = stamp;
    return TRUE;
}
