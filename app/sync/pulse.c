#include "sync/pulse.h"

#include <string.h>
#include <sys/statvfs.h>

#include "base/clock.h"
#include "store/devices.h"
#include "store/salvage.h"
#include "store/visits.h"
#include "wire/heartbeat.h"

enum { SECOND_MS = 1000, MB = 1000 * 1000, TIMEOUT_MS = 30 * 1000 };

void pulse_init(struct pulse *pulse, struct store *store, struct outbox *outbox, const char *kiosk,
                const char *state, drain_send send, void *send_data, int64_t now_monotonic_ms)
{
    *pulse = (struct pulse){.store = store,
                            .outbox = outbox,
                            .state = g_strdup(state),
                            .send = send,
                            .send_data = send_data,
                            .begun_ms = now_monotonic_ms,
                            .next_ms = now_monotonic_ms,
                            .interval_ms = PULSE_NEXT_S * SECOND_MS};
    g_strlcpy(pulse->kiosk, kiosk, sizeof pulse->kiosk);
}

void pulse_clear(struct pulse *pulse)
{
    g_free(pulse->state);
    *pulse = (struct pulse){0};
}

static int64_t part_of(int64_t ms, uint32_t random)
{
    return (int64_t)(((uint64_t)ms * random) >> 32);
}

bool pulse_due(struct pulse *pulse, int64_t now_ms, uint32_t random)
{
    if (now_ms < pulse->next_ms)
        return false;
    if (now_ms - pulse->next_ms <= pulse->interval_ms)
        return true;
    pulse->next_ms = now_ms + part_of(pulse->interval_ms, random);
    return false;
}

int64_t pulse_wait(const struct pulse *pulse, int64_t now_ms)
{
    if (now_ms - pulse->next_ms > pulse->interval_ms)
        return pulse->interval_ms;
    return MAX(pulse->next_ms - now_ms, 0);
}

/* A tenth sooner or later each time: a fleet that once moved in step does not stay so. */
static void set_next(struct pulse *pulse, int64_t now_ms, uint32_t random)
{
    int64_t tenth = pulse->interval_ms / 10;
    pulse->next_ms = now_ms + pulse->interval_ms - tenth + part_of(2 * tenth, random);
}

static void copy_device(struct heartbeat_device *to, const struct device_row *row)
{
    g_strlcpy(to->slot, row->slot, sizeof to->slot);
    g_strlcpy(to->status, row->status, sizeof to->status);
    g_strlcpy(to->attention, row->attention, sizeof to->attention);
    to->done = row->done;
    to->failed = row->failed;
    to->lost = row->lost;
}

static gboolean add_today(struct pulse *pulse, struct heartbeat *beat, int64_t now_unix_ms, GError **error)
{
    struct clock_date d = clock_civil(now_unix_ms);
    unsigned visits = 0;
    char day[16];
    g_snprintf(day, sizeof day, "%04d-%02d-%02d", d.year, d.month, d.day);
    if (!visits_of(pulse->store, day, &visits, error))
        return FALSE;
    beat->visits = visits;
    GArray *rows = device_rows_get(pulse->store, day, error);
    if (!rows)
        return FALSE;
    for (guint i = 0; i < rows->len && beat->device_count < HEARTBEAT_DEVICES; i++)
        copy_device(&beat->devices[beat->device_count++], &g_array_index(rows, struct device_row, i));
    g_array_unref(rows);
    return TRUE;
}

/* As long as what was set aside lies there: whoever has looked at it takes it away. */
static void add_damage(const struct pulse *pulse, struct heartbeat *beat)
{
    g_auto(GStrv) aside = salvage_set_aside(pulse->store);
    if (*aside && beat->device_count < HEARTBEAT_DEVICES)
        beat->devices[beat->device_count++] =
            (struct heartbeat_device){.slot = "store", .status = "attention", .attention = "damaged"};
}

static gboolean add_queue(struct pulse *pulse, struct heartbeat *beat, int64_t now_unix_ms, GError **error)
{
    struct outbox_counts counts;
    unsigned of[OUTBOX_PRIORITIES];
    G_STATIC_ASSERT((int)OUTBOX_PRIORITIES == (int)HEARTBEAT_PRIORITIES);
    if (!outbox_counts(pulse->outbox, &counts, error) || !outbox_waiting(pulse->outbox, of, error))
        return FALSE;
    for (size_t i = 0; i < OUTBOX_PRIORITIES; i++)
        beat->waiting_of[i] = of[i];
    beat->waiting = counts.waiting;
    beat->parked = counts.attention;
    if (counts.waiting > 0 && counts.oldest_ms > 0 && counts.oldest_ms < now_unix_ms)
        beat->oldest_s = (now_unix_ms - counts.oldest_ms) / SECOND_MS;
    return TRUE;
}

static int64_t free_mb(const char *folder)
{
    struct statvfs room;
    if (statvfs(folder, &room) != 0)
        return 0; /* a disk that does not answer is a full one to whoever looks */
    return (int64_t)((uint64_t)room.f_bavail * room.f_frsize / MB);
}

static GBytes *compose(struct pulse *pulse, int64_t now_unix_ms, int64_t now_ms, GError **error)
{
    struct heartbeat beat = {.release = LC_VERSION,
                             .at_ms = now_unix_ms,
                             .uptime_s = (now_ms - pulse->begun_ms) / SECOND_MS,
                             .disk_free_mb = free_mb(pulse->state)};
    g_strlcpy(beat.kiosk, pulse->kiosk, sizeof beat.kiosk);
    if (!add_queue(pulse, &beat, now_unix_ms, error) || !add_today(pulse, &beat, now_unix_ms, error))
        return NULL;
    add_damage(pulse, &beat);
    return message_heartbeat_build(&beat);
}

static gboolean not_taken(const struct client_answer *answer, GError **error)
{
    char why[REFUSAL_TEXT];
    refusal_write(answer, why);
    g_set_error(error, message_error_quark(), MESSAGE_ERROR_FORM, "no heartbeat was taken: %s", why);
    return FALSE;
}

static gboolean take_answer(struct pulse *pulse, const struct client_answer *answer, GError **error)
{
    struct heartbeat_answer told;
    if (!answer->reached || answer->status != 200 || strcmp(answer->type, WIRE_TYPE_JSON) != 0)
        return not_taken(answer, error);
    if (!message_heartbeat_answer_parse(answer->body.data, answer->body.len, &told, error))
        return FALSE;
    pulse->interval_ms = told.next_s * SECOND_MS;
    pulse->receipts_given = told.receipts_given;
    return TRUE;
}

gboolean pulse_beat(struct pulse *pulse, int64_t now_unix_ms, int64_t now_ms, uint32_t random, GError **error)
{
    struct client_answer answer = {0};
    g_autoptr(GBytes) body = compose(pulse, now_unix_ms, now_ms, error);
    gboolean well = body != NULL;
    if (body) {
        const struct client_request request = {.path = WIRE_PATH_HEARTBEAT,
                                               .type = WIRE_TYPE_HEARTBEAT,
                                               .body = g_bytes_get_data(body, NULL),
                                               .len = g_bytes_get_size(body),
                                               .timeout_ms = TIMEOUT_MS};
        pulse->send(pulse->send_data, &request, &answer);
        well = take_answer(pulse, &answer, error);
        client_answer_clear(&answer);
    }
    set_next(pulse, now_ms, random);
    return well;
}
