#include "platform/guard.h"

#include <string.h>

#include "base/log.h"
#include "base/secret.h"
#include "platform/trouble.h"

static bool token_fits(const struct platform *platform, const char *authorization)
{
    static const char scheme[] = "Bearer ";
    const char *given = authorization + sizeof scheme - 1;
    if (!platform->keys->token || g_ascii_strncasecmp(authorization, scheme, sizeof scheme - 1) != 0)
        return false;
    size_t len = strlen(platform->keys->token);
    return strlen(given) == len && secret_equal(given, platform->keys->token, len);
}

bool guard_knows(const struct platform *platform, const struct request *request, struct reply *reply)
{
    const struct peer *peer = request->peer;
    if (peer && peer->trouble) {
        reply_problem(reply, 403, "certificate", "The kiosk's certificate does not hold", peer->trouble);
        return false;
    }
    if ((peer && *peer->kiosk) || token_fits(platform, request->authorization))
        return true;
    reply_problem(reply, 401, "unknown-kiosk", "The kiosk is not known here",
                  "Enrol it: its certificate lets it in.");
    return false;
}

static bool holds(const struct platform *platform, const struct peer *peer, struct reply *reply)
{
    g_autoptr(GError) error = NULL;
    bool revoked = false;
    if (!storage_card_admit(platform->storage, peer->kiosk, peer->serial,
                            platform->clock.wall_ms(&platform->clock), &revoked, &error)) {
        trouble_reply(reply, error);
        return false;
    }
    if (revoked) {
        log_warning("platform", "kiosk %s came with a certificate that is revoked", peer->kiosk);
        reply_problem(reply, 403, "revoked", "The kiosk's certificate is revoked",
                      "Keep what is queued. The operator enrols the kiosk again with a new token.");
    }
    return !revoked;
}

bool guard_admit(const struct platform *platform, const struct request *request, struct reply *reply)
{
    const struct peer *peer = request->peer;
    return guard_knows(platform, request, reply) && (!peer || !*peer->kiosk || holds(platform, peer, reply));
}

bool guard_speaks_for(const struct request *request, const char *kiosk, struct reply *reply)
{
    const struct peer *peer = request->peer;
    if (!peer || !*peer->kiosk || strcmp(peer->kiosk, kiosk) == 0)
        return true;
    log_warning("platform", "kiosk %s speaks as if it were another", peer->kiosk);
    reply_problem(reply, 403, "other-kiosk", "The request names another kiosk",
                  "A kiosk speaks for itself alone: its certificate says which it is.");
    return false;
}
