#include <stdio.h>

#include "base/clock.h"
#include "base/log.h"
#include "kioskctl.h"
#include "sync/enrolment.h"

static void print_release(const struct release_keys *release)
{
    for (size_t i = 0; i < release->count; i++) {
        const struct release_key *key = &release->keys[i];
        struct clock_date since = clock_civil(key->since_ms);
        printf("release %s  %s  since %04d-%02d-%02d\n", key->keyid, release_key_scheme(key), since.year,
               since.month, since.day);
    }
    if (!release->count)
        printf("release none: this kiosk accepts no release until the platform's operator adds a key\n");
}

int keys_show(const struct config *config)
{
    g_autofree char *dir = enrolment_folder(config);
    struct enrolment enrolment;
    char sign[SIGNED_KEYID_MAX];
    GError *error = NULL;

    if (enrolment_load(dir, &enrolment, &error)) {
        signed_keyid(enrolment.keys.sign_public, sign);
        printf("seal    %s\nsign    %s\n", enrolment.keys.seal.keyid, sign);
        print_release(&enrolment.keys.release);
    }
    int status = error ? log_fatal(program, error) : 0;
    g_clear_error(&error);
    return status;
}
