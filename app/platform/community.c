#include "platform/community.h"

#include "platform/trouble.h"
#include "wire/receipt.h"

enum { HOURS = 24, HOUR_MS = 60 * 60 * 1000 };

/* Invented; masked as on every screen and paper. */
static const struct label wardens[] = {{N_("第 1 网格，网格员 周*生"), "Grid 1, warden Zhou"},
                                       {N_("第 2 网格，网格员 陈*"), "Grid 2, warden Chen"},
                                       {N_("第 3 网格，网格员 李*敏"), "Grid 3, warden Li"},
                                       {N_("第 4 网格，网格员 孙*国"), "Grid 4, warden Sun"}};

static void send_word(struct reply *reply, const struct storage_assignment *a)
{
    struct clock_date d = clock_civil(a->due_ms);
    const struct label *who = &wardens[a->warden];
    char when[96];
    json_t *rows = json_array();
    g_snprintf(when, sizeof when, "%d 月 %d 日 %02d:%02d 以前", d.month, d.day, d.hour, d.minute);
    online_row_means(rows, N_("谁来"), "Who comes", who->zh, json_pack("{s:s}", "en", who->en));
    online_row_means(rows, N_("什么时候"), "When", when, online_moment("before", a->due_ms));
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
