#include "platform/heartbeat.h"

#include <string.h>

#include "platform/guard.h"
#include "platform/trouble.h"

enum {
    LATE_POLLS = 3,
    CLOCK_OFF_MS = 120 * 1000, /* more than a slow line explains */
    DISK_LOW_MB = 500,
    OLD_S = 3600, /* what waits for so long waits for a reason */
    /* Weights: a cry for help before a machine that cannot serve, that before what can wait until evening. */
    WEIGHT_EMERGENCY = STORAGE_TROUBLE_URGENT, /* more than all the others together */
    WEIGHT_PARKED = 20,
    WEIGHT_DISK = 20,
    WEIGHT_DEVICE = 10,
    WEIGHT_OLD = 5,
    WEIGHT_CLOCK = 5
};

int heartbeat_poll_s(const struct platform *platform)
{
    return platform->poll_s > 0 ? platform->poll_s : PLATFORM_POLL_S;
}

int64_t heartbeat_late_ms(const struct platform *platform)
{
    int64_t allowed_ms = (int64_t)heartbeat_poll_s(platform) * LATE_POLLS * 1000;
    return platform->clock.wall_ms(&platform->clock) - allowed_ms;
}

struct list {
    heartbeat_reason add;
    void *data;
    uint32_t sum;
};

static void note(struct list *list, uint32_t weight, const char *reason)
{
    list->sum += weight;
    if (list->add)
        list->add(reason, weight >= STORAGE_TROUBLE_URGENT, list->data);
}

const char *heartbeat_called(const char *word)
{
    static const struct {
        const char *word, *name;
    } names[] = {{"idcard", "身份证读卡器"},
                 {"scanner", "扫码器"},
                 {"printer", "回执打印机"},
                 {"card", "读卡器"},
                 {"document", "A4 打印机"},
                 {"camera", "摄像头"},
                 {"keypad", "小键盘"},
                 {"alarm", "警报器"},
                 {"phone", "电话"},
                 {"lamp", "灯"},
                 {"door", "柜门"},
                 {"temperature", "温度"},
                 {"power", "电源"},
                 {"absent", "没接上"},
                 {"paper-low", "纸快完了"},
                 {"paper-out", "没纸了"},
                 {"paper-jam", "卡纸了"},
                 {"paper-left", "纸没人拿"},
                 {"cover-open", "盖子开着"},
                 {"cutter", "切刀卡住"},
                 {"offline", "没联机"},
                 {"fault", "坏了"},
                 {"ink-low", "墨快完了"},
                 {"ink-out", "没墨了"},
                 {"no-access", "打不开"},
                 {"door-open", "门开着"},
                 {"forced", "被撬了"},
                 {"hot", "太热"},
                 {"mains-lost", "断电了"},
                 {"no-network", "没信号"},
                 {"battery-low", "电池不足"},
                 {"touch", "触摸屏"},
                 {"display", "显示屏"},
                 {"sound", "扬声器"},
                 {"held", "一直按着"},
                 {"drift", "点不准"},
                 {"wrong-mode", "模式不对"},
                 {"store", "存件的文件"},
                 {"damaged", "坏过，坏的放在一边"}};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(names[i].word, word) == 0)
            return names[i].name;
    return word;
}

static void note_device(struct list *list, const struct heartbeat_device *device)
{
    bool absent = strcmp(device->status, "absent") == 0;
    if (!absent && !device->attention[0])
        return;
    g_autofree char *reason =
        g_strdup_printf("%s：%s", heartbeat_called(device->slot),
                        heartbeat_called(device->attention[0] ? device->attention : "absent"));
    note(list, WEIGHT_DEVICE, reason);
}

uint32_t heartbeat_trouble(const struct heartbeat *beat, int64_t seen_ms, heartbeat_reason add, void *data)
{
    struct list list = {.add = add, .data = data};
    int64_t off_ms = beat->at_ms - seen_ms;
    if (beat->waiting_of[0] > 0)
        note(&list, WEIGHT_EMERGENCY, "呼救没传出来");
    if (beat->parked > 0)
        note(&list, WEIGHT_PARKED, "有件平台不收，要人看");
    if (beat->disk_free_mb < DISK_LOW_MB)
        note(&list, WEIGHT_DISK, "磁盘快满了");
    for (size_t i = 0; i < beat->device_count; i++)
        note_device(&list, &beat->devices[i]);
    if (beat->oldest_s > OLD_S)
        note(&list, WEIGHT_OLD, "有件等了一个多小时");
    if (off_ms > CLOCK_OFF_MS || off_ms < -CLOCK_OFF_MS)
        note(&list, WEIGHT_CLOCK, "时钟不准");
    return list.sum;
}

static void add_words(const char *words, bool urgent, void *data)
{
    (void)urgent;
    g_string_append_printf(data, "%s\n", words);
}

/* What the page shows of it: the reasons, and the devices that did something. */
static char *words_of(const struct heartbeat *beat, int64_t now_ms)
{
    GString *words = g_string_new(NULL);
    heartbeat_trouble(beat, now_ms, add_words, words);
    for (size_t i = 0; i < beat->device_count; i++) {
        const struct heartbeat_device *d = &beat->devices[i];
        if (d->done + d->failed + d->lost > 0)
            add_words(heartbeat_called(d->slot), false, words);
    }
    return g_string_free(words, FALSE);
}

static gboolean keep(const struct platform *platform, const struct heartbeat *beat, int64_t now_ms,
                     GError **error)
{
    g_autoptr(GBytes) built = message_heartbeat_build(beat); /* what was read, and nothing else */
    g_autofree char *body = g_strndup(g_bytes_get_data(built, NULL), g_bytes_get_size(built));
    g_autofree char *words = words_of(beat, now_ms);
    const struct storage_beat row = {.kiosk = beat->kiosk,
                                     .version = beat->release,
                                     .seen_ms = now_ms,
                                     .waiting = beat->waiting,
                                     .parked = beat->parked,
                                     .trouble = heartbeat_trouble(beat, now_ms, NULL, NULL),
                                     .body = body,
                                     .words = words};
    return storage_put_beat(platform->storage, &row, error);
}

static void welcome(const struct platform *platform, int64_t now_ms, uint32_t given, struct reply *reply)
{
    const struct heartbeat_answer answer = {
        .next_s = heartbeat_poll_s(platform), .now_ms = now_ms, .receipts_given = given};
    g_autoptr(GBytes) built = message_heartbeat_answer_build(&answer);
    g_autofree char *text = g_strndup(g_bytes_get_data(built, NULL), g_bytes_get_size(built));
    reply_text(reply, 200, REPLY_JSON, text);
}

void heartbeat_answer(const struct platform *platform, const struct request *request, const char *unused,
                      struct reply *reply)
{
    struct heartbeat beat;
    uint32_t given = 0;
    g_autoptr(GError) error = NULL;
    int64_t now_ms = platform->clock.wall_ms(&platform->clock);
    (void)unused;
    if (!message_heartbeat_parse(request->body, request->len, &beat, &error))
        reply_problem(reply, 400, "heartbeat", "The heartbeat cannot be read", error->message);
    else if (!guard_speaks_for(request, beat.kiosk, reply))
        return;
    else if (keep(platform, &beat, now_ms, &error) &&
             storage_receipts_given(platform->storage, beat.kiosk, &given, &error))
        welcome(platform, now_ms, given, reply);
    else
        trouble_reply(reply, error);
}
