/* Every device and every cause that a kiosk may tell has Chinese words on the platform's fleet page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "kiosk/tally.h"
#include "platform/heartbeat.h"

struct heard {
    unsigned count;
    char reason[128];
};

static void hear(const char *reason, bool urgent, void *data)
{
    struct heard *heard = data;
    assert_false(urgent);
    heard->count++;
    g_strlcpy(heard->reason, reason, sizeof heard->reason);
}

/* Names are small letters and dashes; "A4" is what a person says. */
static void is_chinese(const char *slot, const char *status, const char *attention)
{
    struct heartbeat beat = {.disk_free_mb = 9000, .device_count = 1};
    struct heard heard = {0};
    g_strlcpy(beat.devices[0].slot, slot, sizeof beat.devices[0].slot);
    g_strlcpy(beat.devices[0].status, status, sizeof beat.devices[0].status);
    g_strlcpy(beat.devices[0].attention, attention, sizeof beat.devices[0].attention);
    heartbeat_trouble(&beat, 0, hear, &heard);
    assert_int_equal(heard.count, 1);
    if (strpbrk(heard.reason, "abcdefghijklmnopqrstuvwxyz-"))
        fail_msg("the fleet page says \"%s\"", heard.reason);
}

static void every_device_has_a_word(void **unused)
{
    (void)unused;
    for (unsigned row = 0; row < TALLY_ROWS; row++)
        is_chinese(tally_name(row), device_status_name(STATUS_ABSENT), "");
}

static void a_damaged_store_has_words(void **unused)
{
    (void)unused;
    is_chinese("store", "attention", "damaged"); /* app/sync/pulse.c */
}

static void every_cause_has_a_word(void **unused)
{
    (void)unused;
    for (enum device_attention why = ATTENTION_NONE + 1; why < ATTENTION_COUNT; why++)
        is_chinese(device_slot_name(DEVICE_PRINTER), device_status_name(STATUS_ATTENTION),
                   device_attention_name(why));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_device_has_a_word),
                                       cmocka_unit_test(every_cause_has_a_word),
                                       cmocka_unit_test(a_damaged_store_has_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
