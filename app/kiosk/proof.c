#include "proof.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/secret.h"

#define N_(zh) zh

static void row(struct case_file *to, const char *zh, const char *en, const char *value)
{
    unsigned i = to->result.count++;

    secret_copy_text(to->result.label[i][LANGUAGE_ZH], sizeof to->result.label[i][LANGUAGE_ZH], zh);
    secret_copy_text(to->result.label[i][LANGUAGE_EN], sizeof to->result.label[i][LANGUAGE_EN], en);
    secret_copy_text(to->result.value[i], sizeof to->result.value[i], value);
}

static void day(struct case_file *to, int64_t issued_ms)
{
    struct clock_date d = clock_civil(issued_ms);
    char text[48];

    snprintf(text, sizeof text, "%d 年 %d 月 %d 日", d.year, d.month, d.day);
    row(to, N_("开具日期"), "Issued", text);
    struct means *means = &to->result.means[to->result.count - 1];
    *means = (struct means){.is = MEANS_DAY, .fen = -1};
    snprintf(means->from, sizeof means->from, "%04u-%02u-%02u", (unsigned)d.year % 10000,
             (unsigned)d.month % 100, (unsigned)d.day % 100);
}

static void say(const struct proof *proof, struct case_file *to)
{
    char amount[32];

    row(to, N_("写的是"), "It says", proof->what);
    if (*proof->name != '\0')
        row(to, N_("姓名"), "Name", proof->name);
    if (proof->kind == PROOF_RECEIPT) {
        snprintf(amount, sizeof amount, "¥%lld.%02d", (long long)(proof->amount_fen / 100),
                 (int)(proof->amount_fen % 100));
        row(to, N_("交了多少"), "Paid", amount);
    }
    day(to, proof->issued_ms);
    row(to, N_("验证编号"), "Check number", proof->number);
}

static enum problem problem_of(enum proof_verdict verdict)
{
    return verdict == PROOF_TRUE      ? PROBLEM_NONE
           : verdict == PROOF_UNKNOWN ? PROBLEM_PROOF_UNKNOWN
                                      : PROBLEM_PROOF_ALTERED;
}

void proof_event(const struct proof_keys *keys, struct translation *room, struct session_event *event)
{
    struct proof proof;

    if (event->kind != EVENT_CODE || keys->count == 0 || event->text == NULL)
        return;
    enum proof_verdict verdict = proof_open(event->text, keys, &proof);
    if (verdict == PROOF_OTHER)
        return;
    event->kind = EVENT_PROOF;
    event->problem = problem_of(verdict);
    memset(&room->result.result, 0, sizeof room->result.result);
    if (verdict == PROOF_TRUE)
        say(&proof, &room->result);
    event->result = &room->result;
    secret_wipe(&proof, sizeof proof);
}
