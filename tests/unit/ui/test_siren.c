/* The alarm of a cabinet without a horn: as loud as a sample can be, through whatever card there is; and with
 * none, that is known. What is played lands in a file (SDL's disk driver). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <stdlib.h>

#include "base/secret.h"
#include "ui/sound.h"
#include "ui/voice.h"

enum { PATIENCE = 2000, A_MOMENT_US = 5000, LOUD = 30000, SOFT = 9000 };

static int loudest(const char *path)
{
    g_autofree char *bytes = NULL;
    gsize n = 0;
    int most = 0;
    if (!g_file_get_contents(path, &bytes, &n, NULL))
        return 0;
    const int16_t *samples = (const int16_t *)(const void *)bytes;
    for (gsize i = 0; i < n / sizeof *samples; i++)
        most = MAX(most, abs(samples[i]));
    return most;
}

static void it_is_as_loud_as_there_is(void **unused)
{
    (void)unused;
    g_autofree char *dir = g_dir_make_tmp("siren-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(dir, "played", NULL);
    g_setenv("SDL_AUDIODRIVER", "disk", TRUE);
    g_setenv("SDL_DISKAUDIOFILE", path, TRUE);
    struct sound *sound = sound_new();
    sound_siren(sound, true); /* before there is a device: it is not forgotten */
    assert_true(sound_open(sound, "", NULL));
    assert_true(sound_busy(sound));
    for (unsigned i = 0; i < PATIENCE && loudest(path) < LOUD; i++)
        g_usleep(A_MOMENT_US);
    assert_true(loudest(path) >= LOUD);
    sound_siren(sound, false);
    assert_false(sound_busy(sound));
    sound_close(sound);
    g_unlink(path);
    assert_true(sound_open(sound, "", NULL)); /* and a tone is a tone again */
    sound_tone(sound, SOUND_CARD);
    for (unsigned i = 0; i < PATIENCE && (loudest(path) == 0 || sound_busy(sound)); i++)
        g_usleep(A_MOMENT_US);
    assert_in_range(loudest(path), 1, SOFT);
    sound_free(sound);
    g_unlink(path);
    g_rmdir(dir);
}

static void ring(void *data)
{
    g_atomic_int_set((int *)data, 1);
}

static void without_a_card_that_is_known(void **unused)
{
    (void)unused;
    int rung = 0;
    g_setenv("SDL_AUDIODRIVER", "no-such-driver", TRUE);
    const struct voice_options options = {
        .prompts = "", .loudspeaker = "", .headphones = "", .moved = ring, .data = &rung};
    struct voice *voice = voice_new(&options);
    assert_false(voice_silent(voice));
    voice_siren(voice, true);
    for (unsigned i = 0; i < PATIENCE && !g_atomic_int_get(&rung); i++)
        g_usleep(A_MOMENT_US);
    assert_true(voice_silent(voice));
    voice_siren(voice, false); /* nothing waits for it */
    voice_free(voice);
}

/* Whoever must know before it is needed, as an alarm must. */
static void it_is_tried_before_it_is_needed(void **unused)
{
    (void)unused;
    int rung = 0;
    g_setenv("SDL_AUDIODRIVER", "no-such-driver", TRUE);
    const struct voice_options options = {
        .prompts = "", .loudspeaker = "", .headphones = "", .moved = ring, .data = &rung};
    struct voice *voice = voice_new(&options);
    voice_try(voice);
    for (unsigned i = 0; i < PATIENCE && !g_atomic_int_get(&rung); i++)
        g_usleep(A_MOMENT_US);
    assert_true(voice_silent(voice));
    voice_free(voice);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {cmocka_unit_test(it_is_as_loud_as_there_is),
                                       cmocka_unit_test(without_a_card_that_is_known),
                                       cmocka_unit_test(it_is_tried_before_it_is_needed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
