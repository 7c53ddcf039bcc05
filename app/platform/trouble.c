#include "platform/trouble.h"

#include "base/log.h"
#include "platform/storage.h"

enum { RETRY_FULL_S = 300, RETRY_BUSY_S = 10 };

void trouble_reply(struct reply *reply, const GError *error)
{
    log_warning("platform", "%s", error->message);
    if (g_error_matches(error, storage_error_quark(), STORAGE_ERROR_FULL)) {
        reply_problem(reply, 507, "store-full", "The store is full",
                      "Nothing was kept. Keep it and send it again.");
        reply->retry_after_s = RETRY_FULL_S;
    } else if (g_error_matches(error, storage_error_quark(), STORAGE_ERROR_BUSY)) {
        reply_problem(reply, 503, "store-busy", "The store is busy", "Nothing was kept. Send it again.");
        reply->retry_after_s = RETRY_BUSY_S;
    } else if (g_error_matches(error, storage_error_quark(), STORAGE_ERROR_UNSURE)) {
        reply_problem(reply, 503, "store-unsure", "The line to the store broke",
                      "Perhaps it was kept. Send it again: what comes twice is kept once.");
        reply->retry_after_s = RETRY_BUSY_S;
    } else {
        reply_problem(reply, 500, "store-broken", "The store refused",
                      "Nothing was kept. See the platform's log.");
    }
}
