/* What an operator may wish of a token: each slip is told in its own words, and gives none out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "platform/enrol.h"
#include "platform_room.h"

#define KIOSK "20617"

static void a_token_is_for_a_kiosk_and_travels_over_tls(void **state)
{
    struct platform platform = ((struct room *)*state)->platform;
    g_autofree char *endless = g_strnfill(ENROL_URL_MAX, 'a'),
                    *longest = g_strconcat("https://", endless, NULL);
    const struct {
        const char *kiosk, *url;
        int hours;
        const char *said;
    } wrong[] = {{"2061", "https://kiosk.example", 1, "five digits"},
                 {"2061x", "https://kiosk.example", 1, "five digits"},
                 {KIOSK, "https://kiosk.example", 0, "1 to 720 hours"},
                 {KIOSK, "https://kiosk.example", 721, "1 to 720 hours"},
                 {KIOSK, NULL, 1, "--public"},
                 {KIOSK, "http://127.0.0.1:8700", 1, "TLS alone"},
                 {KIOSK, longest, 1, "too long"}};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;
        struct enrol_code code;
        platform.public_url = wrong[i].url;
        assert_false(enrol_give(&platform, wrong[i].kiosk, wrong[i].hours, &code, &error));
        assert_non_null(strstr(error->message, wrong[i].said));
    }
    assert_false(storage_revoke_kiosk(platform.storage, KIOSK, ROOM_NOW_MS, NULL)); /* none was given */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_token_is_for_a_kiosk_and_travels_over_tls, set_up, tear_down),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
