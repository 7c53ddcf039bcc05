#include "platform/community.h"

#include "platform/trouble.h"
#include "wire/receipt.h"

enum { HOURS = 24, HOUR_MS = 60 * 60 * 1000 };

/* Invented; masked as on every screen and paper. */
static const struct {
    const char *grid, *name;
} wardens[] = {{"第 1 网格", "周*生"}, {"第 2 网格", "陈*"}, {"第 3 网格", "李*敏"}, {"第 4 网格", "孙*国"}};

static void send_word(struct reply *reply, const struct storage_assignment *a)
{
    struct clock_date d = clock_civil(a->due_ms);
    char who[96], when[96];
    json_t *rows = json_array();
    g_snprintf(who, sizeof who, "%s，网格员 %s", wardens[a->warden].grid, wardens[a->warden].name);
    g_snprintf(when, sizeof when, "%d 月 %d 日 %02d:%02d 以前", d.month, d.day, d.hour, d.minute);
    online_row(rows, N_("谁来"), "Who comes", who);
    online_row(rows, N_("什么时候"), "When", when);
    online_send(reply, (struct label){"报问题", "Report"}, (struct label){"", ""}, "", rows);
}

void community_answer_report(const struct platform *platform, const struct question *q, struct reply *reply)
{
    struct storage_assignment assignment = {.wardens = G_N_ELEMENTS(wardens), .within_ms = HOURS * HOUR_MS};
    g_autoptr(GError) error = NULL;
    if (receipt_valid(q->receipt) && storage_assign(platform->storage, q->receipt, &assignment, &error)) {
        send_word(reply, &assignment);
        return;
    }
    if (!error || g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT))
        reply_problem(reply, 404, "unknown-receipt", "No report has this number",
                      "The kiosk may not have sent it yet.");
    else
        trouble_reply(reply, error);
}
