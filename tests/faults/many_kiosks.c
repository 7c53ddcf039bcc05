/* Many kiosks in one process: real TLS with a certificate each, the real wire, the real plan of the agent,
 * and a clock that goes as fast as the platform answers: it stands still while too many requests are out, so
 * what is counted does not hang on this machine. The day: they start, poll, all hand in in one morning, the
 * platform is away for ten minutes, comes back, the queues drain. Whoever runs this kills, stops and starts
 * when told ("one", "away", "half", "back"), and answers with a line.
 *
 * many_kiosks HOST:PORT KEYS KIOSKS LOOK_S SEED */
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "many_kiosks_line.h"
#include "many_kiosks_load.h"
#include "sync/plan.h"
#include "wire/heartbeat.h"
#include "wire/sealer.h"

enum {
    /* Requests out at once, of so many kiosks one and never more than these: the clock waits for them, so
     * that an answer comes in less than a simulated second. */
    IN_FLIGHT = 48,
    KIOSKS_A_FLIGHT = 32,
    MORNING_EACH = 3,
    EVERY_S = 600, /* a kiosk hands in something so often, in the mean */
    BEAT_S = 300,
    SECOND_MS = 1000,
    MINUTE_MS = 60 * SECOND_MS,
    /* The minutes of the day. */
    SPLAY_MIN = 5,
    NORMAL_MIN = 8,
    MORNING_MIN = 16,
    CALM_MIN = 21,
    KILL_MIN = 18, /* of one platform, amid the morning */
    AWAY_MIN = 26,
    HALF_MIN = 31, /* from then on nginx answers that nobody is behind it */
    BACK_MIN = 36,
    CLOSE_MIN = 51,
    END_MIN = 120
};

struct item {
    struct message_item message; /* with its box */
};
enum doing { RESTING, LOOKING, ASKING_NEWS, BEATING, HANDING_IN };

struct kiosk {
    struct day *day;
    char number[6];
    struct identity identity;
    struct line *line;
    struct plan plan;
    GQueue waiting; /* struct item */
    enum doing doing;
    unsigned sent, missed, counter;
    bool online;
    int64_t away_ms; /* since when not online */
    int64_t wake_ms, next_visit_ms, beat_ms;
    int64_t asked_us;
    char tag[48];
    uint32_t morning_left;
};
struct day {
    struct kiosk *kiosks;
    unsigned count;
    int64_t now_ms, look_ms;
    struct lines *lines;
    struct load load;
    struct sealer *sealer;
    struct seal_key key;
    unsigned in_flight, flights; /* flights: the most */
    int turned_status;           /* of the last that was turned away */
    uint64_t handed_in, stored, duplicate, rejected, turned_away;
    GTree *queue; /* kiosks by when they do something next */
    GRand *chance;
};

static int64_t next_of(const struct kiosk *k)
{
    return k->doing == RESTING ? MIN(k->wake_ms, k->next_visit_ms) : k->next_visit_ms;
}

static gint earlier(gconstpointer a, gconstpointer b, gpointer unused)
{
    const struct kiosk *x = a, *y = b;
    int64_t at = next_of(x), other = next_of(y);
    (void)unused;
    return at != other ? (at > other) - (at < other) : (x > y) - (x < y);
}

/* Whatever moves a kiosk's next moment takes it out of the queue before, and puts it back behind. */
static void take_out(struct kiosk *k)
{
    g_tree_remove(k->day->queue, k);
}

static void put_back(struct kiosk *k)
{
    g_tree_insert(k->day->queue, k, k);
}

static uint32_t draw(struct day *day)
{
    return g_rand_int(day->chance);
}

static int64_t draw_ms(struct day *day, int64_t from_ms, int64_t to_ms)
{
    return from_ms + (int64_t)(((uint64_t)(to_ms - from_ms) * draw(day)) >> 32);
}

static struct item *seal(struct kiosk *k)
{
    struct day *day = k->day;
    struct item *item = g_new0(struct item, 1);
    struct message_item *m = &item->message;
    struct secret_bytes text = {0};
    uint8_t random[UUID7_RANDOM];
    char receipt[RECEIPT_TEXT];
    randombytes_buf(random, sizeof random);
    *m = (struct message_item){.kind = "application", .service = "gaoling-jintie"};
    g_strlcpy(m->kiosk, k->number, sizeof m->kiosk);
    m->created_ms = g_get_real_time() / 1000;
    uuid7_make(m->id, m->created_ms, random);
    memcpy(m->keyid, day->key.keyid, sizeof m->keyid);
    g_assert(receipt_make(k->number, ++k->counter, receipt));
    struct submission_head head = {.kiosk = m->kiosk,
                                   .kind = m->kind,
                                   .service = m->service,
                                   .receipt = receipt,
                                   .created_ms = m->created_ms};
    memcpy(head.id, m->id, sizeof head.id);
    submission_begin(&text, &head);
    secret_bytes_text(&text,
                      ",\"person\":{\"name\":\"王秀兰\",\"number\":\"341199194305120041\"},\"answers\":{}}");
    m->box = sealer_seal(day->sealer, &text, NULL);
    g_assert(m->box);
    secret_bytes_clear(&text);
    return item;
}

static void ask(struct kiosk *k, enum doing doing, enum load_kind kind, const char *path, const char *type,
                GBytes *body, const char *tag)
{
    k->doing = doing;
    k->asked_us = g_get_monotonic_time();
    k->day->in_flight++;
    load_ask(&k->day->load, kind, k->day->now_ms);
    line_ask(k->line, path, type, body, tag);
}

static void hand_in(struct kiosk *k)
{
    struct message_item items[PLAN_BATCH_MAX];
    GList *at = k->waiting.head;
    for (k->sent = 0; at && k->sent < k->plan.batch; at = at->next)
        items[k->sent++] = ((struct item *)at->data)->message;
    g_autoptr(GBytes) body = message_batch_build(items, k->sent);
    ask(k, HANDING_IN, LOAD_HAND_IN, WIRE_PATH_SUBMISSIONS, WIRE_TYPE_BATCH, body, NULL);
}

static void beat(struct kiosk *k)
{
    struct heartbeat beat = {.release = "0.1.0",
                             .at_ms = g_get_real_time() / 1000,
                             .uptime_s = k->day->now_ms / SECOND_MS,
                             .waiting = g_queue_get_length(&k->waiting),
                             .disk_free_mb = 9000,
                             .devices = {{"idcard", "ready", "", 9, 0, 0}, {"printer", "ready", "", 9, 0, 0}},
                             .device_count = 2};
    g_strlcpy(beat.kiosk, k->number, sizeof beat.kiosk);
    g_autoptr(GBytes) body = message_heartbeat_build(&beat);
    ask(k, BEATING, LOAD_BEAT, WIRE_PATH_HEARTBEAT, WIRE_TYPE_HEARTBEAT, body, NULL);
}

/* As the agent's post does (app/agent/post.c, on_next): the queue first, else a look at the line. */
static void begin_turn(struct kiosk *k)
{
    if (!g_queue_is_empty(&k->waiting) && k->plan.not_before_ms <= k->day->now_ms)
        hand_in(k);
    else
        ask(k, LOOKING, LOAD_LOOK, WIRE_PATH_HEALTH, NULL, NULL, NULL);
}

static void rest(struct kiosk *k, bool at_once)
{
    struct day *day = k->day;
    int64_t wait = at_once ? 0 : plan_look_ms(k->online, k->missed, day->look_ms, draw(day));
    if (!at_once && !g_queue_is_empty(&k->waiting))
        wait = MIN(wait, MAX(k->plan.not_before_ms - day->now_ms, 1));
    if (k->online && day->now_ms - k->beat_ms <= BEAT_S * SECOND_MS) /* as pulse_wait */
        wait = MIN(wait, MAX(k->beat_ms - day->now_ms, 1));
    k->doing = RESTING;
    k->wake_ms = day->now_ms + wait;
}

static void set_online(struct kiosk *k, bool online)
{
    k->missed = online ? 0 : k->missed;
    if (k->online && !online)
        k->away_ms = k->day->now_ms;
    k->online = online;
}

static void drop_sent(struct kiosk *k, const struct message_result *result)
{
    struct day *day = k->day;
    for (GList *at = k->waiting.head; at; at = at->next) {
        struct item *item = at->data;
        if (memcmp(item->message.id, result->id, UUID7_BYTES) != 0)
            continue;
        day->stored += result->status == MESSAGE_STORED;
        day->duplicate += result->status == MESSAGE_DUPLICATE;
        day->rejected += result->status == MESSAGE_REJECTED;
        g_bytes_unref(item->message.box);
        g_free(item);
        g_queue_delete_link(&k->waiting, at);
        return;
    }
}

static void turn_away(struct day *day, const struct answer *answer)
{
    day->turned_away++;
    day->turned_status = answer->status;
}

static void handed_in(struct kiosk *k, const struct answer *answer)
{
    struct message_results results = {0};
    bool receipt = answer->reached && strcmp(answer->type, WIRE_TYPE_RECEIPT) == 0 &&
                   message_results_parse(answer->body, answer->len, &results, NULL);
    const struct plan_answer seen = {.reached = answer->reached,
                                     .status = answer->status,
                                     .receipt = receipt,
                                     .ours = receipt || strcmp(answer->type, WIRE_TYPE_PROBLEM) == 0,
                                     .retry_after_ms = answer->retry_after_s * SECOND_MS};
    enum plan_verdict verdict = plan_answered(&k->plan, &seen, k->sent, k->day->now_ms, draw(k->day));
    for (size_t i = 0; verdict == PLAN_TAKE && i < results.count; i++)
        drop_sent(k, &results.list[i]);
    message_results_clear(&results);
    set_online(k, seen.reached && seen.ours);
    if (seen.reached && !receipt)
        turn_away(k->day, answer);
    if (verdict == PLAN_TAKE && !g_queue_is_empty(&k->waiting))
        hand_in(k);
    else
        rest(k, false);
}

static bool beat_due(struct kiosk *k)
{
    int64_t now_ms = k->day->now_ms;
    if (now_ms - k->beat_ms > BEAT_S * SECOND_MS) /* as sync/pulse.c: who was held up draws anew */
        k->beat_ms = draw_ms(k->day, now_ms, now_ms + BEAT_S * SECOND_MS);
    return now_ms >= k->beat_ms;
}

static void looked(struct kiosk *k, const struct answer *answer)
{
    bool there = answer->reached && answer->status == 200 && strcmp(answer->type, WIRE_TYPE_JSON) == 0;
    if (answer->reached && !there)
        turn_away(k->day, answer);
    if (there && !k->online)
        plan_line_back(&k->plan, k->day->now_ms - k->away_ms, k->day->now_ms, draw(k->day));
    k->missed += !there;
    set_online(k, there);
    if (there)
        ask(k, ASKING_NEWS, LOAD_NEWS, "/v1/notices", NULL, NULL, k->tag);
    else
        rest(k, false);
}

static void got_news(struct kiosk *k, const struct answer *answer)
{
    if (answer->reached && answer->status == 200)
        g_strlcpy(k->tag, answer->tag, sizeof k->tag);
    if (beat_due(k))
        beat(k);
    else
        rest(k, false);
}

static void on_answer(void *data, const struct answer *answer)
{
    struct kiosk *k = data;
    struct day *day = k->day;
    take_out(k);
    day->in_flight--;
    load_answer(&day->load, answer->reached, day->now_ms, g_get_monotonic_time() - k->asked_us);
    switch (k->doing) {
    case HANDING_IN:
        handed_in(k, answer);
        break;
    case LOOKING:
        looked(k, answer);
        break;
    case ASKING_NEWS:
        got_news(k, answer);
        break;
    case BEATING:
        k->beat_ms = draw_ms(day, day->now_ms + 9 * BEAT_S * SECOND_MS / 10,
                             day->now_ms + 11 * BEAT_S * SECOND_MS / 10);
        rest(k, false);
        break;
    case RESTING:
        break;
    }
    put_back(k);
}

static void set_next_visit(struct kiosk *k)
{
    struct day *day = k->day;
    int64_t morning_ms = (int64_t)MORNING_MIN * MINUTE_MS, calm_ms = (int64_t)CALM_MIN * MINUTE_MS;
    k->next_visit_ms = day->now_ms + draw_ms(day, 1, 2 * EVERY_S * SECOND_MS);
    if (day->now_ms < morning_ms && k->next_visit_ms >= morning_ms)
        k->morning_left = MORNING_EACH;
    if (k->morning_left > 0) {
        k->morning_left--;
        k->next_visit_ms = draw_ms(day, MAX(day->now_ms, morning_ms), calm_ms);
    }
    if (k->next_visit_ms >= (int64_t)CLOSE_MIN * MINUTE_MS)
        k->next_visit_ms = INT64_MAX;
}

/* Somebody handed something in: it rings the bell, unless the queue is held back. */
static void visit(struct kiosk *k)
{
    g_queue_push_tail(&k->waiting, seal(k));
    plan_bell(&k->plan);
    k->day->handed_in++;
    if (k->doing == RESTING && k->plan.not_before_ms <= k->day->now_ms)
        k->wake_ms = k->day->now_ms;
    set_next_visit(k);
}

static void act(struct kiosk *k)
{
    take_out(k);
    if (k->next_visit_ms <= k->day->now_ms)
        visit(k);
    else
        begin_turn(k);
    put_back(k);
}

static void tell(const char *word)
{
    char line[16];
    printf("%s\n", word);
    fflush(stdout);
    if (!fgets(line, sizeof line, stdin))
        exit(1);
}

/* Until then, in simulated time; or, with `until_dry`, until nothing waits any more. */
static void live(struct day *day, int minute, bool until_dry)
{
    int64_t end_ms = (int64_t)minute * MINUTE_MS;
    while (!until_dry || day->stored + day->duplicate + day->rejected < day->handed_in) {
        GTreeNode *node = g_tree_node_first(day->queue);
        struct kiosk *first = g_tree_node_key(node);
        bool ripe = next_of(first) < end_ms;
        if (!ripe && day->in_flight == 0)
            break;
        if (ripe && day->in_flight < day->flights) {
            day->now_ms = MAX(day->now_ms, next_of(first));
            act(first);
        } else {
            lines_turn(day->lines, 100);
        }
    }
    day->now_ms = until_dry ? day->now_ms : end_ms;
}

static void enrol(struct day *day, const char *keys)
{
    struct authority authority;
    g_assert(authority_load(&authority, keys));
    day->kiosks = g_new0(struct kiosk, day->count);
    for (unsigned i = 0; i < day->count; i++) {
        struct kiosk *k = &day->kiosks[i];
        k->day = day;
        g_snprintf(k->number, sizeof k->number, "%05u", 10000 + i);
        g_assert(identity_make(&k->identity, &authority, k->number, i + 1));
        k->line = line_new(day->lines, &k->identity, on_answer, k);
        plan_init(&k->plan);
        k->online = true;
        k->wake_ms = plan_splay_ms(0, SPLAY_MIN * 60, draw(day));
        k->beat_ms = k->wake_ms;
        set_next_visit(k);
        put_back(k);
    }
    authority_clear(&authority);
}

static char *authorization_of(const char *keys)
{
    g_autofree char *path = g_build_filename(keys, "token", NULL), *token = NULL;
    return g_file_get_contents(path, &token, NULL, NULL) ? g_strconcat("Bearer ", g_strstrip(token), NULL)
                                                         : g_strdup("");
}

static bool begin(struct day *day, char **words)
{
    g_auto(GStrv) at = g_strsplit(words[1], ":", 2);
    g_autofree char *ca = g_build_filename(words[2], "ca.crt", NULL),
                    *seal_file = g_build_filename(words[2], "seal.pub", NULL),
                    *authorization = authorization_of(words[2]);
    day->count = (unsigned)strtoul(words[3], NULL, 10);
    day->flights = CLAMP(day->count / KIOSKS_A_FLIGHT, 1, IN_FLIGHT);
    day->look_ms = strtol(words[4], NULL, 10) * SECOND_MS;
    day->chance = g_rand_new_with_seed((guint32)strtoul(words[5], NULL, 10));
    if (!at[0] || !at[1] || day->count == 0 || day->count > 89999 || day->look_ms <= 0 ||
        !seal_key_read(&day->key, seal_file, NULL))
        return false;
    day->sealer = sealer_new(&day->key);
    day->queue = g_tree_new_full(earlier, NULL, NULL, NULL);
    day->lines = lines_new(at[0], atoi(at[1]), ca, authorization);
    enrol(day, words[2]);
    return true;
}

static void finish(struct day *day)
{
    for (unsigned i = 0; i < day->count; i++) {
        line_free(day->kiosks[i].line);
        identity_clear(&day->kiosks[i].identity);
    }
    g_tree_destroy(day->queue);
    lines_free(day->lines);
    sealer_free(day->sealer);
    g_rand_free(day->chance);
    load_clear(&day->load);
    g_free(day->kiosks);
}

/* The figures, one `name value` a line behind the table: whoever runs this judges them. */
static void report(struct day *day, int64_t took_us)
{
    struct lines_count count = lines_count(day->lines);
    double normal = load_mean(&day->load, NORMAL_MIN, MORNING_MIN),
           seconds = (double)took_us / G_USEC_PER_SEC, answered = day->load.count;
    load_print(&day->load, (int)(day->now_ms / MINUTE_MS) + 1);
    printf("kiosks %u\nhanded_in %" G_GUINT64_FORMAT "\nstored %" G_GUINT64_FORMAT
           "\nduplicate %" G_GUINT64_FORMAT "\nrejected %" G_GUINT64_FORMAT "\nturned_away %" G_GUINT64_FORMAT
           "\n",
           day->count, day->handed_in, day->stored, day->duplicate, day->rejected, day->turned_away);
    printf("normal_per_minute %.1f\nmorning_peak %.3f\nback_peak %.3f\n", normal,
           load_peak(&day->load, MORNING_MIN, CALM_MIN) / normal,
           load_peak(&day->load, BACK_MIN, CLOSE_MIN) / normal);
    printf("connections %" G_GUINT64_FORMAT "\nhandshakes %" G_GUINT64_FORMAT "\nresumed %" G_GUINT64_FORMAT
           "\n",
           count.connections, count.handshakes, count.resumed);
    printf("answered %.0f\nseconds %.1f\nper_second %.0f\nmedian_ms %.2f\np99_ms %.2f\n", answered, seconds,
           answered / seconds, load_took_ms(&day->load, 0.5), load_took_ms(&day->load, 0.99));
    printf("turned_status %d\nend_minute %d\n", day->turned_status, (int)(day->now_ms / MINUTE_MS));
}

/* A connection each. */
static void raise_files(void)
{
    struct rlimit files;
    g_assert(getrlimit(RLIMIT_NOFILE, &files) == 0);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
}

int main(int argc, char **argv)
{
    struct day *day = g_new0(struct day, 1);
    secret_start();
    signal(SIGPIPE, SIG_IGN);
    if (argc != 6 || !begin(day, argv))
        return fputs("many_kiosks: wrong use: many_kiosks HOST:PORT KEYS KIOSKS LOOK_S SEED\n", stderr) < 0
                   ? 1
                   : 2;
    raise_files();
    int64_t begun_us = g_get_monotonic_time();
    live(day, KILL_MIN, false);
    tell("one");
    live(day, AWAY_MIN, false);
    tell("away");
    live(day, HALF_MIN, false);
    tell("half");
    live(day, BACK_MIN, false);
    tell("back");
    live(day, CLOSE_MIN, false);
    live(day, END_MIN, true);
    report(day, g_get_monotonic_time() - begun_us);
    finish(day);
    g_free(day);
    return 0;
}
