#include "platform/ballot.h"

#include <sodium.h>
#include <string.h>

#include "platform/trouble.h"
#include "wire/messages.h"

enum { ELECTORS = 486, LEAST_AGE = 18 };
static const int64_t OPEN_MS = INT64_C(30) * 24 * 60 * 60 * 1000; /* from when it is first asked */

static const char id[] = "chongdian-peng";
static const struct label title = {N_("小区里要不要建电动车充电棚？"),
                                   "Shall the compound get a charging shed?"};
static const struct option {
    const char *code;
    struct label label;
} options[] = {{"yes", {N_("同意建"), "Yes, build it"}},
               {"no", {N_("不同意建"), "No, do not build it"}},
               {"abstain", {N_("都可以（弃权）"), "Either way (abstain)"}}};
static const struct label plan[] = {
    {N_("建在哪儿：3 栋东边的空地，离住家 12 米。"),
     "Where: the open ground east of block 3, 12 m from the homes."},
    {N_("建多大：一个棚，40 个充电位，有灭火器和监控。"),
     "How large: one shed, 40 charging places, with extinguishers and a camera."},
    {N_("花多少钱：86,000 元。70,000 元从维修资金出，16,000 元由物业出。"),
     "Cost: ¥86,000. ¥70,000 from the repair fund, ¥16,000 from the property company."},
    {N_("住户要出钱吗：建的时候不另收钱。充电一度 0.8 元，自己付。"),
     "Do residents pay? Nothing for the building. Charging is ¥0.80 a unit, paid by whoever charges."},
    {N_("什么时候建：通过以后一个月开工，两个月建好。"),
     "When: begun a month after a yes, ready two months later."},
    {N_("过半数的人投票，投票的人里过半数同意，才建。"),
     "It is built if more than half vote, and more than half of those agree."},
};

/* Of this vote and this person, by the platform's own secret: nobody else can try numbers against it. */
static void hash_voter(const struct platform *platform, const struct question *q,
                       uint8_t voter[STORAGE_VOTER_BYTES])
{
    static const char purpose[] = "linchuang voter";
    crypto_generichash_state state;
    crypto_generichash_init(&state, platform->keys->hash_key, KEYS_HASH_BYTES, STORAGE_VOTER_BYTES);
    crypto_generichash_update(&state, (const uint8_t *)purpose, sizeof purpose);
    crypto_generichash_update(&state, (const uint8_t *)id, sizeof id);
    crypto_generichash_update(&state, (const uint8_t *)q->person, strlen(q->person));
    crypto_generichash_final(&state, voter, STORAGE_VOTER_BYTES);
    sodium_memzero(&state, sizeof state);
}

static bool may_vote(const struct platform *platform, const struct question *q, struct reply *reply)
{
    return online_is_of_age(platform, q, LEAST_AGE, reply);
}

static json_t *pack(struct label label)
{
    return json_pack("{s:s,s:s}", "zh", label.zh, "en", label.en);
}

static json_t *pack_offer(const struct storage_vote *vote)
{
    char closes[WIRE_TIME_MAX];
    json_t *paragraphs = json_array();
    message_time(vote->closes_ms, closes);
    for (size_t i = 0; i < G_N_ELEMENTS(plan); i++)
        json_array_append_new(paragraphs, pack(plan[i]));
    return json_pack("{s:s,s:i,s:i,s:s,s:o}", "id", id, "cast", (int)vote->cast, "of",
                     MAX(ELECTORS, (int)vote->cast), "closes", closes, "plan", paragraphs);
}

static void offer(const struct storage_vote *vote, struct reply *reply)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < G_N_ELEMENTS(options); i++)
        online_row(rows, options[i].label.zh, options[i].label.en, options[i].code);
    online_send_offer(reply, title, rows, pack_offer(vote));
}

static void write_day(char *to, size_t cap, int64_t ms)
{
    struct clock_date d = clock_civil(ms);
    g_snprintf(to, cap, "%d 年 %d 月 %d 日 %02d:%02d", d.year, d.month, d.day, d.hour, d.minute);
}

/* Only that one voted: what, is gone. */
static void say_voted(const struct storage_vote *vote, struct label said, struct reply *reply)
{
    char closes[64];
    json_t *rows = json_array();
    write_day(closes, sizeof closes, vote->closes_ms);
    online_row_means(rows, N_("投的事"), "Vote", title.zh, json_pack("{s:s}", "en", title.en));
    online_row_means(rows, N_("投票截止"), "Closes", closes, online_moment("moment", vote->closes_ms));
    online_send(reply, said,
                (struct label){N_("截止以后，结果会贴在“看通知”里。"),
                               "The result is posted as a notice after it closes."},
                "", rows);
}

static void say_closed(const struct storage_vote *vote, struct reply *reply)
{
    char closes[64];
    json_t *rows = json_array();
    write_day(closes, sizeof closes, vote->closes_ms);
    online_row_means(rows, N_("投票截止"), "Closed", closes, online_moment("moment", vote->closes_ms));
    online_send(reply, (struct label){N_("现在没有要投的票"), "Nothing to vote on now"},
                (struct label){N_("上一次的结果贴在“看通知”里。"), "The last result is posted as a notice."},
                "", rows);
}

static bool stand(const struct platform *platform, struct storage_vote *vote, struct reply *reply)
{
    g_autoptr(GError) error = NULL;
    if (storage_vote(platform->storage, vote, &error))
        return true;
    trouble_reply(reply, error);
    return false;
}

void ballot_answer(const struct platform *platform, const struct question *q, struct reply *reply)
{
    uint8_t voter[STORAGE_VOTER_BYTES];
    int64_t now_ms = platform->clock.wall_ms(&platform->clock);
    struct storage_vote vote = {.id = id, .voter = voter, .closes_ms = now_ms + OPEN_MS};
    if (!may_vote(platform, q, reply))
        return;
    hash_voter(platform, q, voter);
    if (!stand(platform, &vote, reply))
        return;
    if (vote.voted)
        say_voted(&vote, (struct label){N_("您投过了"), "You have voted"}, reply);
    else if (now_ms >= vote.closes_ms)
        say_closed(&vote, reply);
    else
        offer(&vote, reply);
}

static const struct option *find_option(const struct question *q)
{
    for (size_t i = 0; i < G_N_ELEMENTS(options); i++)
        if (strcmp(options[i].code, online_member(q->body, "pick")) == 0)
            return &options[i];
    return NULL;
}

void ballot_cast(const struct platform *platform, const struct question *q, struct reply *reply)
{
    uint8_t voter[STORAGE_VOTER_BYTES];
    int64_t now_ms = platform->clock.wall_ms(&platform->clock);
    struct storage_vote vote = {.id = id, .voter = voter, .closes_ms = now_ms + OPEN_MS};
    const struct option *option = find_option(q);
    g_autoptr(GError) error = NULL;
    gboolean counted;
    if (!may_vote(platform, q, reply))
        return;
    if (strcmp(online_member(q->body, "ballot"), id) != 0 || !option) {
        reply_problem(reply, 422, "ballot", "No such ballot", "Ask kind 'ballot' for what can be voted now.");
        return;
    }
    hash_voter(platform, q, voter);
    if (!stand(platform, &vote, reply))
        return;
    if (!vote.voted && now_ms >= vote.closes_ms) {
        say_closed(&vote, reply);
        return;
    }
    if (!storage_cast(platform->storage, &vote, option->code, &counted, &error))
        trouble_reply(reply, error);
    else
        say_voted(&vote, (struct label){N_("投好了"), "Your vote is in"}, reply);
}
