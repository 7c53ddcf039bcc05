#include "identity.h"

#include "base/log.h"
#include "store/numbers.h"

enum { TIMEOUT_MS = 5000 };

void identity_init(struct identity *identity, const char *dir, struct client *client)
{
    *identity = (struct identity){.dir = g_strdup(dir), .client = client};
    identity->stamp = enrolment_stamp(dir, ENROLMENT_CERTIFICATE);
}

void identity_clear(struct identity *identity)
{
    g_free(identity->dir);
    *identity = (struct identity){0};
}

static void tell(const char *what, gboolean well, const GError *error, gboolean *told)
{
    if (!well && !*told)
        log_warning(what, "%s", error->message);
    *told = !well;
}

static void renew(struct identity *identity, int64_t now_ms)
{
    g_autoptr(GError) error = NULL;
    gboolean well = enrol_renew_due(identity->dir, identity->client, now_ms, &error);

    tell("certificate", well, error, &identity->renew_told);
}

static gboolean follow(struct identity *identity)
{
    g_autoptr(GError) error = NULL;
    bool newer = false;
    gboolean well = enrol_follow(identity->dir, identity->client, TIMEOUT_MS, identity->tag, &newer, &error);

    if (newer)
        log_info("keys", "the platform's keys changed");
    tell("keys", well, error, &identity->keys_told);
    return newer;
}

gboolean identity_look(struct identity *identity, int64_t now_ms)
{
    renew(identity, now_ms);
    return follow(identity);
}

gboolean identity_receipts(struct identity *identity, struct store *store, uint32_t given, GError **error)
{
    struct enrolment enrolment;
    uint32_t own = 0;

    if (!numbers_kept(store, &own, error))
        return FALSE;
    if (own >= given)
        return TRUE;
    if (!enrolment_load(identity->dir, &enrolment, error))
        return FALSE;
    if (enrolment.receipts_given >= given)
        return TRUE;
    log_warning("numbers",
                "the platform has receipts up to %u of this kiosk, whose counter says %u: an old copy of its "
                "disk? It goes on behind them",
                given, own);
    enrolment.receipts_given = given;
    return enrolment_store(identity->dir, &enrolment, error);
}

gboolean identity_changed(struct identity *identity)
{
    guint64 now = enrolment_stamp(identity->dir, ENROLMENT_CERTIFICATE);
    gboolean changed = now != identity->stamp;

    identity->stamp = now;
    return changed;
}
